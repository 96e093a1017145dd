"""Which drafts are at a desk: those of our own side, on channels where nobody else is.

What another party calls a draft, on a channel that it shares with us, is none of ours and is not shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from backchannel.desk.book import Book, Books
from backchannel.desk.desk import Desk
from backchannel.desk.planning.acting import Acting, require_ours
from backchannel.desk.planning.boards import BETWEEN_PARTIES, board
from backchannel.desk.words import named
from backchannel.errors import UsageError
from backchannel.planning.board import Board, Kept
from backchannel.planning.drafts import DRAFT, Draft, Drafted, drafted
from backchannel.planning.names import called
from backchannel.vault import archive, channels
from backchannel.vault.channels import Channel
from backchannel.vault.sqlcipher import Connection

__all__ = ["Listed", "Writing", "every", "of_slip", "show", "standing", "writing"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A draft as this desk has it: itself, its channel as it is called here, and on which channel it is written.

    `answers` is how the letter that it answers is called here, '' for none; `own` says that nobody else reads it.
    """

    draft: Drafted
    channel: Channel | None
    answers: str
    onto: Channel
    own: bool


@dataclass
class Writing:
    """One change of a vault in which drafts are written."""

    db: Connection
    desk: Desk
    acting: Acting

    @classmethod
    def of(cls, db: Connection, desk: Desk) -> "Writing":
        """Give the writing of drafts within a change, with books of its own."""
        return cls(db, desk, Acting(db, desk, BETWEEN_PARTIES))

    @property
    def board(self) -> Board:
        """The board on which drafts stand."""
        return self.acting.board

    def named(self, text: str) -> Kept[Draft]:
        """Give a draft by its name or number, ended or not. UsageError where there is none, or several."""
        return _find(self.db, self.desk, self.board, text)

    def find(self, text: str) -> Drafted:
        """Give an open draft by its name or number. UsageError where there is none, several, or it has ended."""
        kept = self.named(text)
        if kept.ended is not None:
            raise UsageError(
                f"The draft “{kept.says.name[:60]}” was {kept.ended.how}; take it up again, or write anew."
            )
        require_ours(self.acting.books.of(kept.act.channel))
        return drafted(self.board, kept)

    def again(self, found: Drafted) -> Drafted:
        """Give a draft with what this change has written."""
        kept = self.board.get(DRAFT, found.id)
        assert kept is not None
        return drafted(self.board, kept)


@contextmanager
def writing(desk: Desk) -> Iterator[Writing]:
    """Give one change of the vault in which drafts are written."""
    with desk.vault.change(moves_position=True) as db:
        yield Writing.of(db, desk)


def every(desk: Desk) -> list[Listed]:
    """Give the drafts that our side reads here, the last saved first; those that have ended come after the others."""
    with desk.vault.read() as db:
        found = board(db, desk, BETWEEN_PARTIES)
        listed = [_listed(db, desk, found, kept) for kept in standing(db, desk, found)]
    listed.sort(key=lambda one: one.draft.saved, reverse=True)
    return sorted(listed, key=lambda one: one.draft.kept.ended is not None)


def show(desk: Desk, draft: str) -> Listed:
    """Give a draft by its name or number, ended or not. UsageError where there is none, or several."""
    with desk.vault.read() as db:
        found = board(db, desk, BETWEEN_PARTIES)
        return _listed(db, desk, found, _find(db, desk, found, draft))


def standing(db: Connection, desk: Desk, found: Board) -> Iterator[Kept[Draft]]:
    """Give the drafts that count, in the order in which they were begun: those of our party where nobody else is."""
    ours: dict[bytes, bool] = {}
    books = Books(db, desk)
    for kept in found.every(DRAFT):
        opened = kept.thing.opened
        if opened.writer.party != desk.card.party:
            continue
        if opened.channel not in ours:
            channel = channels.get(db, opened.channel)
            own = channel is not None and channel.standing == channels.OWN
            ours[opened.channel] = own or _is_ours(books.of(opened.channel))
        if ours[opened.channel]:
            yield kept


def _is_ours(book: Book) -> bool:
    return all(one.party == book.desk.card.party for one in book.state.members.values())


def _find(db: Connection, desk: Desk, found: Board, text: str) -> Kept[Draft]:
    known = list(standing(db, desk, found))
    return called(
        known,
        text,
        "draft",
        name=lambda one: one.says.name,
        identifier=lambda one: one.id,
        is_open=lambda one: one.ended is None,
    )


def of_slip(db: Connection, desk: Desk, found: Board, slip: str) -> Kept[Draft] | None:
    """Give the draft that was begun by the form with this random word; None where none was."""
    return next((one for one in standing(db, desk, found) if one.thing.opened.says.get("slip") == slip), None)


def _listed(db: Connection, desk: Desk, found: Board, kept: Kept[Draft]) -> Listed:
    draft = drafted(found, kept)
    target = channels.get(db, bytes.fromhex(kept.says.channel)) if _is_hex(kept.says.channel) else None
    onto = channels.get(db, kept.act.channel)
    assert onto is not None
    return Listed(draft, target, _answered(db, desk, draft.answers), onto, onto.standing == channels.OWN)


def _is_hex(text: str) -> bool:
    return bool(text) and all(one in "0123456789abcdef" for one in text) and len(text) % 2 == 0


def _answered(db: Connection, desk: Desk, address: str) -> str:
    item = archive.find(db, address) if address else None
    return named.called(db, desk, item) if item is not None else ""
