"""What a person asked for, kept in memory under a short random name, so that no address holds a word of it."""

import secrets
from collections import OrderedDict
from typing import TypeVar

from backchannel.errors import UsageError

__all__ = ["Shelf"]

T = TypeVar("T")
_MOST = 200
_NAME_BYTES = 9


class Shelf:
    """Questions that were asked: the last of them, each under a name that tells nothing and cannot be guessed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, object] = OrderedDict()

    def keep(self, question: object) -> str:
        """Keep a question and give its name."""
        name = secrets.token_urlsafe(_NAME_BYTES)
        self._kept[name] = question
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return name

    def get(self, name: str, kind: type[T]) -> T:
        """Give what was kept under a name; UsageError where it is not kept any more, or is of another kind."""
        found = self._kept.get(name)
        if not isinstance(found, kind):
            raise UsageError("This question is not kept any more; ask it again.")
        self._kept.move_to_end(name)
        return found

    def put(self, name: str, question: object) -> None:
        """Keep a question under a name that was given before."""
        if name in self._kept:
            self._kept[name] = question

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
