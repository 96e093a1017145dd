"""Answers that took long to work out, kept while a desk is open and for as long as nothing at all in its vault changes.

Whether something has changed is asked of the vault itself: it counts what was written by this connection, kept or not,
and knows of every change that another has kept. So an answer is never older than the vault; and as soon as anything is
written, everything is forgotten.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from backchannel.vault.database import Vault
from backchannel.vault.sqlcipher import Connection

__all__ = ["LookedUp", "Stamp"]

T = TypeVar("T")
Stamp = tuple[int, int]
_MOST = 12


class LookedUp:
    """The last answers of one open desk, by what was asked."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._handed: dict[Hashable, tuple[Stamp, object]] = {}
        self._stamp: Stamp = (0, 0)

    def of(self, vault: Vault, what: Hashable, work: Callable[[], T]) -> T:
        """Give the answer to what is asked; `work` works it out where it is not kept. Not within a reading or change.

        Who is given it must not change it.
        """
        if not self.holds(vault, what):
            stamp = self._stamp
            answer = work()
            if self.stamp(vault) != stamp:
                return answer
            self._keep(what, answer)
        self._kept.move_to_end(what)
        return self._kept[what]  # type: ignore[return-value]

    def holds(self, vault: Vault, what: Hashable) -> bool:
        """Whether an answer is kept, or was handed over, that is still good."""
        stamp = self.stamp(vault)
        if stamp != self._stamp:
            self.clear()
            self._stamp = stamp
        for asked in list(self._handed):
            when, answer = self._handed.pop(asked)
            if when == stamp:
                self._keep(asked, answer)
        return what in self._kept

    def hand(self, what: Hashable, stamp: Stamp, answer: object) -> None:
        """Hand an answer over that another desk has worked out since this one's vault had a stamp; from any thread."""
        self._handed[what] = stamp, answer

    def clear(self) -> None:
        """Forget everything that is kept."""
        self._kept.clear()

    @staticmethod
    def stamp(vault: Vault) -> Stamp:
        """Give what is another number after anything has changed in the vault."""
        with vault.read() as db:
            return _version(db), db.total_changes

    def _keep(self, what: Hashable, answer: object) -> None:
        self._kept[what] = answer
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)


def _version(db: Connection) -> int:
    return int(db.execute("PRAGMA data_version").fetchone()[0])
