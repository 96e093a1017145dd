"""A document of the archive as one reads it: its words with all that the archive knows of it, in one look at the vault.

Persons and terms are those that are marked in its words, as the lists of its volume explain them; of a person also the
offices that the list has for the day of the document (R59).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.desk import copies, crossreferences
from backchannel.desk.crossreferences import Pointer
from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.record.document import Document
from backchannel.record.offices import offices_of
from backchannel.record.printed.crossreferences import placed_texts
from backchannel.record.printed.gaps import Gap
from backchannel.record.printed.gaps import find as gaps_of
from backchannel.record.printed.source_note import SourceNote
from backchannel.record.printed.source_note import parse as parse_source
from backchannel.record.readers.report import Report
from backchannel.record.volume import ListedPerson, Term
from backchannel.vault import archive, published, sources, volumes
from backchannel.vault import crossreferences as kept_crossreferences
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Consulted", "Person", "consult", "key_of"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a volume's list, and the offices that it has for a day."""

    listed: ListedPerson
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consulted:
    """A document and what is known of it.

    `title` is that of its volume or the name of its file, `volume` the number of that source. `persons` and `terms` are
    by their keys. `numbers` are those of the documents to which `pointers` lead, by address; `pointed` how many places
    of others point here. `before` and `after` are its neighbours in the volume. `public` is the day since when it is
    public by a mark, None while it is private. `gaps` are by the place where they stand.
    """

    item: Item
    document: Document
    report: Report
    title: str
    volume: int
    persons: dict[str, Person]
    terms: dict[str, Term]
    pointers: tuple[Pointer, ...]
    numbers: dict[str, int]
    pointed: int
    copies: tuple[tuple[Item, str], ...]
    source: SourceNote | None
    before: Item | None
    after: Item | None
    public: str | None
    gaps: tuple[tuple[str, Gap], ...]


def consult(desk: Desk, number: int) -> Consulted:
    """Give the document of a number; UsageError where there is none, or it is a letter of a channel."""
    with desk.vault.read() as db:
        item, document = archive.by_number(db, number), archive.text(db, number)
        if item is None or document is None or item.source is None:
            raise UsageError("There is no such document in the archive any more; look for it in the record.")
        title = next(title for number, _, title in sources.names(db) if number == item.source)
        pointers = crossreferences.pointers(db, item, document)
        note = document.apparatus.source() if document.apparatus else None
        return Consulted(
            item,
            document,
            archive.report(db, number),
            title,
            item.source,
            _persons(db, item, document),
            _terms(db, item, document),
            tuple(pointers),
            crossreferences.numbers(db, pointers),
            _pointed(db, item),
            copies.linked(db, item),
            parse_source(note.text) if note else None,
            _beside(db, item, number - 1),
            _beside(db, item, number + 1),
            published.Published(db).marked(number),
            tuple((place, gap) for place, one in placed_texts(document) for gap in gaps_of(one.text)),
        )


def key_of(value: str | None) -> str:
    """Give the key of a list to which a mark in the words points."""
    return (value or "").lstrip("#")


def _beside(db: Connection, item: Item, number: int) -> Item | None:
    other = archive.by_number(db, number)
    return other if other is not None and other.source == item.source else None


def _pointed(db: Connection, item: Item) -> int:
    if item.volume is None:
        return 0
    found = kept_crossreferences.to(db, item.volume, item.id.removeprefix(f"{item.volume}/"))
    return sum(one.number != item.number for one in found)


def _keys(document: Document, name: str) -> Iterator[str]:
    for _, passage in placed_texts(document):
        for span in passage.spans:
            if span.name == name and (key := key_of(span.value("key"))):
                yield key


def _persons(db: Connection, item: Item, document: Document) -> dict[str, Person]:
    found = {}
    for key in dict.fromkeys(_keys(document, "person")):
        listed = volumes.person(db, item.volume, key) if item.volume else None
        if listed is not None:
            offices = offices_of(listed.description) if document.date else ()
            held = tuple(one.title for one in offices if document.date and one.held_on(document.date))
            found[key] = Person(listed, held)
    return found


def _terms(db: Connection, item: Item, document: Document) -> dict[str, Term]:
    keys = dict.fromkeys(_keys(document, "term"))
    found = ((key, volumes.term(db, item.volume, key) if item.volume else None) for key in keys)
    return {key: term for key, term in found if term is not None}
