"""What stands between parties, as this desk sees it; and where the other side of a case is among them."""

from backchannel.desk.book import Book, Books
from backchannel.desk.desk import Desk
from backchannel.desk.planning import boards
from backchannel.errors import RuleError
from backchannel.planning.board import Board
from backchannel.planning.cases import PARTY, Side
from backchannel.planning.consultation.concerns import folded
from backchannel.planning.consultation.consulting import Between
from backchannel.protocol.state import REMOVED
from backchannel.vault.sqlcipher import Connection

__all__ = ["between", "other_sides", "require_no_other_side"]


def between(db: Connection, desk: Desk) -> Between:
    """Give the board between parties, with who reads its channels, within a reading or a change."""
    books = Books(db, desk)

    def parties(channel: bytes) -> frozenset[str]:
        return frozenset(m.party for m in books.of(channel).state.members.values() if m.status != REMOVED)

    return Between(boards.board(db, desk, boards.BETWEEN_PARTIES), desk.card.party, parties)


def other_sides(board: Board) -> frozenset[str]:
    """Give the names, as they are compared, of the parties of a case's other side."""
    return frozenset(folded(one.says.name) for one in board.every(PARTY) if one.says.side is Side.OTHER)


def require_no_other_side(book: Book, board: Board) -> None:
    """Refuse (RuleError) to speak to an ally where the other side is, or was, on the channel."""
    theirs = other_sides(board)
    there = sorted({m.party for m in book.state.members.values() if folded(m.party) in theirs})
    if there:
        raise RuleError(
            f"{', '.join(there)}, the other side of this case, is on “{book.channel.name}”; consult on a channel with "
            "the ally alone."
        )
