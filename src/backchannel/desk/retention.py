"""Retention: what the charter says is kept no longer is retired on this desk, and the act is said before it is done."""

from dataclasses import dataclass
from datetime import timedelta

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.desk.releases import courses
from backchannel.protocol.entry import read_time
from backchannel.protocol.release.course import Stage
from backchannel.vault import enclosures, entries
from backchannel.vault.entries import Entry


@dataclass(frozen=True, slots=True)
class Retirement:
    """What would be, or was, retired: letters by reference, and those kept because a release of them is under way."""

    letters: tuple[str, ...]
    kept: tuple[str, ...]
    days: int


def due(desk: Desk, channel: str) -> Retirement:
    """Give what the charter's retention would retire today; nothing is changed."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        old, kept = _old(book)
        return Retirement(_names(book, old), _names(book, kept), book.state.charter.retention_days)


def retire(desk: Desk, channel: str) -> Retirement:
    """Erase the words of the letters that are due on this desk. Headers, and with them the chains, stay."""
    with desk.vault.change() as db:
        book = open_book(db, desk, channel)
        old, kept = _old(book)
        for entry in old:
            desk.looked_up.clear()
            entries.retire(db, book.channel.id, entry.header.author, entry.header.seq)
            enclosures.retire(db, entry.header.id)
        return Retirement(_names(book, old), _names(book, kept), book.state.charter.retention_days)


def _old(book: Book) -> tuple[list[Entry], list[Entry]]:
    days = book.state.charter.retention_days
    if not days:
        return [], []
    limit = book.desk.clock() - timedelta(days=days)
    under_way = {
        choice.entry
        for course in courses(book).values()
        if course.stage in {Stage.PROPOSED, Stage.ASSENTED, Stage.SIGNED}
        for choice in course.proposal.letters
    }
    letters = [
        e
        for e in entries.of_kinds(book.db, book.channel.id, entries.RETIRED_KINDS)
        if e.key and read_time(e.header.time) < limit
    ]
    return [e for e in letters if e.header.id not in under_way], [e for e in letters if e.header.id in under_way]


def _names(book: Book, found: list[Entry]) -> tuple[str, ...]:
    return tuple(reference(book.state, e.header) for e in found)
