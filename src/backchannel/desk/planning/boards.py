"""The boards of cases at a desk: folded once, and carried on with what has come since."""

from typing import NamedTuple

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.planning.board import Board
from backchannel.vault import acts, channels, entries, meta
from backchannel.vault.sqlcipher import Connection

__all__ = ["BETWEEN_PARTIES", "Boards", "board", "lay_out"]

BETWEEN_PARTIES = b""
"""What stands for a case where acts go between parties, who know nothing of each other's cases."""


class _Folded(NamedTuple):
    board: Board
    last: int
    """The number of the last act that was taken."""
    id: bytes
    """And its id: a change that was given up may have had another act at that number."""
    taken: int


class Boards:
    """The boards that one open desk has folded so far."""

    def __init__(self) -> None:
        self._folded: dict[bytes, _Folded] = {}

    def of(self, db: Connection, desk: Desk, case: bytes) -> Board:
        """Give the board of a case, within a reading or a change; what came since the last time is taken now.

        Of a case's acts only those of our own party count: nobody else has a word in what we plan.
        """
        folded = self._folded.get(case)
        if folded is None or not _still_so(db, case, folded):
            folded = _Folded(Board(), 0, b"", 0)
        board_, last, identifier, taken = folded
        for number, act in acts.of_case(db, case, last):
            if case == BETWEEN_PARTIES or act.writer.party == desk.card.party:
                board_.take(act)
            last, identifier, taken = number, act.id, taken + 1
        self._folded[case] = _Folded(board_, last, identifier, taken)
        return board_


def _still_so(db: Connection, case: bytes, folded: _Folded) -> bool:
    # Numbers are never used twice, so the same count up to the same act is the same acts.
    return acts.standing_at(db, folded.last) == folded.id and acts.count(db, case, folded.last) == folded.taken


def board(db: Connection, desk: Desk, case: bytes) -> Board:
    """Give the board of a case, within a reading or a change."""
    return desk.boards.of(db, desk, case)


def lay_out(db: Connection, desk: Desk) -> None:
    """Lay out the planning acts of every channel, within a change: they came when the program did not know them."""
    acts.clear(db)
    for channel in channels.every(db):
        book = Book(db, desk, channel)
        for entry in entries.of_kinds(db, channel.id, ("act",)):
            book.lay_out_act(entry)
    meta.put(db, meta.PLANNED, b"1")
