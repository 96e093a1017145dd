"""Reading the fields of a structured body: every field is asked for by name and type, and none is left over."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import unb64, unhex32
from backchannel.protocol.limits import LIMITS

T = TypeVar("T")

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""What a name may not hold: controls, marks of direction, and what nobody sees (UAX #9, UTS #39).

The list is fixed here and not asked from a Unicode database, whose versions differ between desks: all must judge a
charter alike. Joiners stay allowed, as Persian and Sinhala names are written with them.
"""


class Fields:
    """The names of one object, taken one by one; `done` refuses whatever was not asked for."""

    __slots__ = ("_left", "_what")

    def __init__(self, value: object, what: str) -> None:
        """Take an object; `what` names it in errors, as in "a card"."""
        if not isinstance(value, dict):
            raise BadInputError(f"Where {what} should stand is something else; ask for it again.")
        self._left: dict[str, Any] = dict(value)
        self._what = what

    def _take(self, name: str) -> object:
        if name not in self._left:
            raise BadInputError(f"The field “{name}” of {self._what} is missing; ask for it again.")
        return self._left.pop(name)

    def _wrong(self, name: str) -> BadInputError:
        return BadInputError(f"The field “{name}” of {self._what} is not what it should be; ask for it again.")

    def has(self, name: str) -> bool:
        """Whether an optional field is there."""
        return name in self._left

    def text(self, name: str, limit: int = LIMITS.reason, *, empty: bool = True) -> str:
        """Take a string of at most `limit` characters."""
        value = self._take(name)
        if not isinstance(value, str) or len(value) > limit or not (empty or value.strip()):
            raise self._wrong(name)
        return value

    def maybe_text(self, name: str, limit: int = LIMITS.reason) -> str:
        """Take a string that may be absent, which reads as empty; an empty one is refused, as it is not written."""
        return self.text(name, limit, empty=False) if self.has(name) else ""

    def name(self, name: str = "name") -> str:
        """Take a name: one line, not empty, of the length that names may have, without characters that nobody sees."""
        value = self.text(name, LIMITS.name, empty=False)
        if value != value.strip() or _UNSEEN.search(value):
            raise self._wrong(name)
        return value

    def integer(self, name: str, low: int = 0, high: int = (1 << 53) - 1) -> int:
        """Take an integer between `low` and `high`."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(name)
        return value

    def flag(self, name: str) -> bool:
        """Take a boolean."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def digest(self, name: str) -> bytes:
        """Take 32 bytes, written as hexadecimal."""
        return unhex32(self._take(name))

    def blob(self, name: str, length: int | None = None) -> bytes:
        """Take bytes, written as base64url, of exactly `length` if given."""
        return unb64(self._take(name), length)

    def items(self, name: str, limit: int, read: Callable[[Any], T]) -> tuple[T, ...]:
        """Take an array of at most `limit` things, each read by `read`."""
        value = self._take(name)
        if not isinstance(value, list) or len(value) > limit:
            raise self._wrong(name)
        return tuple(read(item) for item in value)

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Take a string that must be one of the choices."""
        value = self._take(name)
        if value not in choices:
            raise self._wrong(name)
        return str(value)

    def raw(self, name: str) -> Any:
        """Take a value as it is, for a reader of its own."""
        return self._take(name)

    def rest(self) -> dict[str, Any]:
        """Take whatever is left, as in an act whose type this version may not know."""
        left, self._left = self._left, {}
        return left

    def done(self) -> None:
        """Refuse whatever field is left."""
        if self._left:
            left = next(iter(self._left))
            shown = _UNSEEN.sub("?", left[:40])
            raise BadInputError(f"{self._what.capitalize()} has a field “{shown}” that it should not have.")


def text_item(value: object) -> str:
    """Read one string of an array."""
    if not isinstance(value, str) or not value.strip() or len(value) > LIMITS.charter_text:
        raise BadInputError("A list of texts holds something that is not a text.")
    return value
