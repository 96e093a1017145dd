"""What stands between parties, as this desk sees it."""

from backchannel.desk.book import Books
from backchannel.desk.desk import Desk
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.planning.consultation.consulting import Between
from backchannel.protocol.state import REMOVED
from backchannel.vault.sqlcipher import Connection

__all__ = ["between"]


def between(db: Connection, desk: Desk) -> Between:
    """Give the board between parties, with who reads its channels, within a reading or a change."""
    books = Books(db, desk)

    def parties(channel: bytes) -> frozenset[str]:
        return frozenset(m.party for m in books.of(channel).state.members.values() if m.status != REMOVED)

    return Between(board(db, desk, BETWEEN_PARTIES), desk.card.party, parties)
