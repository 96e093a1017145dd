"""What goes to an ally is screened first: words of a letter that he may not read stay in."""

from collections.abc import Sequence

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.words import screening
from backchannel.errors import RuleError
from backchannel.planning.board import Board
from backchannel.planning.cases import PARTY, Side
from backchannel.planning.consultation.concerns import folded
from backchannel.protocol.state import ACTIVE, REMOVED
from backchannel.vault import channels
from backchannel.vault.sqlcipher import Connection

__all__ = ["other_sides", "require_clear", "require_no_other_side"]


def other_sides(board: Board) -> frozenset[str]:
    """Give the names, as they are compared, of the parties of a case's other side."""
    return frozenset(folded(one.says.name) for one in board.every(PARTY) if one.says.side is Side.OTHER)


def require_no_other_side(book: Book, board: Board) -> None:
    """Refuse (RuleError) to speak to an ally where the other side is, or was, on the channel."""
    there = sorted({m.party for m in book.state.members.values() if folded(m.party) in other_sides(board)})
    if there:
        raise RuleError(
            f"{', '.join(there)}, the other side of this case, is on “{book.channel.name}”; consult on a channel with "
            "the ally alone."
        )


def require_clear(db: Connection, desk: Desk, book: Book, texts: Sequence[tuple[str, str]]) -> None:
    """Refuse (RuleError) texts, each with the name of its part, that have words of what their readers may not know.

    That is a letter of a channel with another party, which not all members of this channel may read: any of the other
    side's channels, and what another wrote to us in confidence. The sentence names the letter; it is said to a person
    who may read it, since a desk has no other.
    """
    readers = [reader for reader, member in book.state.members.items() if member.status == ACTIVE]
    known = screening.known_to(db, desk, *readers)
    ours = folded(desk.card.party)
    for echo in screening.echoes(db, desk, [text for _, text in texts], known):
        channel = next((one for one in channels.every(db) if one.name == echo.place.channel), None)
        if echo.is_imported or channel is None:
            continue
        members = Book(db, desk, channel).state.members.values()
        others = {folded(m.party) for m in members if m.status != REMOVED} - {ours}
        theirs = {folded(m.party) for m in book.state.members.values()}
        if others and not others <= theirs:
            part = ", ".join(texts[at][0] for at in echo.parts)
            raise RuleError(
                f"{part[:1].upper()}{part[1:]} has words of {echo.place.address}, which not everybody on "
                f"“{book.channel.name}” may read; write it without them."
            )
