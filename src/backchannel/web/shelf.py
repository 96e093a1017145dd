"""What a person asked for, kept in memory under a short random name, so that no address holds a word of it."""

import secrets
from collections import OrderedDict
from typing import TypeVar

from backchannel.errors import UsageError
from backchannel.web.weight import weight

__all__ = ["MOST_BYTES", "Shelf"]

T = TypeVar("T")
_MOST = 200
MOST_BYTES = 160 * 1024 * 1024
"""How much may be kept, all together; the last that was asked is kept in any case."""
_NAME_BYTES = 9


class Shelf:
    """Questions that were asked: the last of them, each under a name that tells nothing and cannot be guessed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[object, int]] = OrderedDict()
        self._is_closed = False

    def keep(self, question: object) -> str:
        """Keep a question and give its name."""
        name = secrets.token_urlsafe(_NAME_BYTES)
        if not self._is_closed:
            self._put(name, question)
        return name

    def get(self, name: str, kind: type[T]) -> T:
        """Give what was kept under a name; UsageError where it is not kept any more, or is of another kind."""
        found, _ = self._kept.get(name, (None, 0))
        if not isinstance(found, kind):
            raise UsageError("This question is not kept any more; ask it again.")
        self._kept.move_to_end(name)
        return found

    def put(self, name: str, question: object) -> None:
        """Keep a question under a name that was given before."""
        if name in self._kept:
            self._put(name, question)

    def close(self) -> None:
        """Forget everything, and keep nothing more: a work that ends after the desk was locked leaves nothing here."""
        self._is_closed = True
        self._kept.clear()

    def _put(self, name: str, question: object) -> None:
        self._kept[name] = question, weight(question)
        self._kept.move_to_end(name)
        heavy = sum(bytes_ for _, bytes_ in self._kept.values())
        while len(self._kept) > 1 and (len(self._kept) > _MOST or heavy > MOST_BYTES):
            heavy -= self._kept.popitem(last=False)[1][1]
