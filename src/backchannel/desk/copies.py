"""Copies of one item: what is linked in the archive, what the source note tells of others, and two laid side by side.

A fact belongs to the copy that gives it (R56): "according to another copy it was drafted by ..." is a fact of that
copy and not of the one that was printed. That two are copies is an act on one's own ledger.
"""

from dataclasses import dataclass

from backchannel.desk.archive import opened
from backchannel.desk.desk import Desk
from backchannel.desk.words.noting import Noting
from backchannel.errors import UsageError
from backchannel.planning.words import judgements
from backchannel.planning.words.judgements import COPY
from backchannel.record.document import Document
from backchannel.record.printed.source_note import SourceNote
from backchannel.record.printed.source_note import parse as parse_source
from backchannel.text.collation import Filled, Row, collate, fill
from backchannel.vault import archive, copies, holdings
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["RELATIONS", "Collation", "Copies", "Source", "collated", "link", "linked", "listed", "source", "unlink"]

RELATIONS = copies.RELATIONS


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's paper lies, as its source note says; the note is None if it has none.

    `neighbours` are the other documents of the archive from the same file.
    """

    note: SourceNote | None
    neighbours: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """A document, the copies linked with it, each with its relation, and its source with the copies named there."""

    item: Item
    linked: tuple[tuple[Item, str], ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Collation:
    """Two documents side by side, and the first with its gaps filled from the second."""

    first: Document
    second: Document
    rows: tuple[Row, ...]
    filled: tuple[Filled, ...]


def listed(desk: Desk, identifier: str) -> Copies:
    """Give the copies of a document; UsageError if it is not in the archive."""
    with desk.vault.read() as db:
        item, document = opened(db, identifier)
        return Copies(item, linked(db, item), _source(db, item, document))


def linked(db: Connection, item: Item) -> tuple[tuple[Item, str], ...]:
    """Give the documents that were said to be copies of one, each with its relation."""
    found = ((archive.by_number(db, number), relation) for number, relation in copies.of(db, item.number))
    return tuple((other, relation) for other, relation in found if other is not None)


def source(desk: Desk, identifier: str) -> Source:
    """Give where a document's paper lies; UsageError if it is not in the archive."""
    with desk.vault.read() as db:
        item, document = opened(db, identifier)
        return _source(db, item, document)


def link(desk: Desk, first: str, second: str, relation: str) -> bool:
    """Say that two documents are copies of one item; False if that was said already. UsageError for one document."""
    with desk.vault.change(moves_position=True) as db:
        one, other = opened(db, first)[0], opened(db, second)[0]
        if one.number == other.number:
            raise UsageError(f"{first[:120]} is the same document; name another of which it is a copy.")
        if copies.between(db, one.number, other.number) == relation:
            return False
        Noting(db, desk).judge(COPY, judgements.Copies, [judgements.Copy(one.id, other.id, relation)])
        return True


def unlink(desk: Desk, first: str, second: str) -> bool:
    """Take that back; False if it had not been said."""
    with desk.vault.change(moves_position=True) as db:
        one, other = opened(db, first)[0], opened(db, second)[0]
        return Noting(db, desk).take_back(COPY, judgements.Copies, [judgements.Copy(one.id, other.id)])


def collated(desk: Desk, first: str, second: str) -> Collation:
    """Lay two documents of the archive side by side; UsageError if one is not there, or is too long."""
    with desk.vault.read() as db:
        (one, document), (other, beside) = opened(db, first), opened(db, second)
    rows = collate(document, beside)
    return Collation(document, beside, rows, fill(document, beside, rows, (one.id, other.id)))


def _source(db: Connection, item: Item, document: Document) -> Source:
    note = document.apparatus.source() if document.apparatus else None
    beside = [archive.by_number(db, number) for number in holdings.neighbours(db, item.number)]
    neighbours = tuple(one for one in beside if one is not None)
    return Source(parse_source(note.text) if note else None, neighbours)
