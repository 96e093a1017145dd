"""The words on which planning rests: what an address says, under the name that this person has for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.desk.words import named
from backchannel.errors import UsageError
from backchannel.planning.board import Kept
from backchannel.protocol.entry import Header
from backchannel.protocol.state import State
from backchannel.record.address import Address, place_of
from backchannel.record.address import read as read_address
from backchannel.record.document import Document
from backchannel.vault import archive, channels, entries, filing
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Cited", "Rest", "Resting", "document_of", "documents", "item_of", "rest", "resting", "rests"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rest:
    """A place in a document: how a person cites it, and its words; no words where it is not at this desk.

    `number` is the document's in this vault (0: not here), `entry` that of a letter, `passage` which passage is meant
    (0: no single one).
    """

    address: str
    text: str = ""
    number: int = field(default=0, compare=False)
    entry: bytes = field(default=b"", compare=False)
    passage: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Resting(Generic[T]):
    """A thing of a case with the words on which it rests."""

    kept: Kept[T]
    rests: tuple[Rest, ...]


def document_of(db: Connection, item: Item) -> Document | None:
    """Give the document of an item of the archive or of a channel; None where it does not open here."""
    if item.entry is None:
        return archive.text(db, item.number)
    entry = entries.by_id(db, item.entry)
    return filing.document_of(entry.body()) if entry is not None else None


def item_of(db: Connection, address: str) -> Item | None:
    """Give the item of an address as an act keeps it, of a document or of a place in one; None if it is not here."""
    return archive.find(db, address) or archive.find(db, read_address(address).document)


class Cited:
    """The documents on which planning rests, as far as one open desk has read them.

    What was found holds until the vault changes. The words of a letter hold longer, for they cannot change: until it
    does not open here any more.
    """

    def __init__(self) -> None:
        self._as_of: tuple[int, int] | None = None
        self._found: dict[str, Rest] = {}
        self._items: dict[str, tuple[Item, str, Document | None] | None] = {}
        self._states: dict[bytes, State] = {}
        self._letters: dict[bytes, tuple[Header, Document | None]] = {}

    def rest(self, db: Connection, desk: Desk, address: str) -> Rest:
        """Give the words at an address, within a reading or a change."""
        # What other programs write changes the first number, what this one writes the second.
        as_of = (int(db.execute("PRAGMA data_version").fetchone()[0]), int(db.total_changes))
        if as_of != self._as_of:
            self._as_of = as_of
            self._found.clear()
            self._items.clear()
            self._states.clear()
        if address not in self._found:
            self._found[address] = self._rest(db, desk, address)
        return self._found[address]

    def _rest(self, db: Connection, desk: Desk, address: str) -> Rest:
        for at in (Address(address.strip()), read_address(address)):
            if at.document not in self._items:
                item = archive.find(db, at.document)
                self._items[at.document] = (item, *self._open(db, desk, item)) if item is not None else None
            known = self._items[at.document]
            if known is None:
                continue
            item, called, document = known
            where = f"{called}/{at.place}" if at.number else called
            passage = at.number if not at.part and document is not None else 0
            return Rest(where, _words(document, at), item.number, item.entry or b"", passage)
        return Rest(address)

    def document(self, db: Connection, item: Item) -> Document | None:
        """Give the document of an item as `document_of` does, a letter opened once."""
        if item.entry is None:
            return document_of(db, item)
        found = self._letter(db, item.entry)
        return found[1] if found is not None else None

    def _open(self, db: Connection, desk: Desk, item: Item) -> tuple[str, Document | None]:
        """Give what a person calls an item, as `named.called`, and its document; None where it does not open here."""
        found = self._letter(db, item.entry) if item.entry is not None else None
        channel = channels.get(db, item.channel) if item.channel is not None else None
        if found is None or channel is None:
            return named.called(db, desk, item), document_of(db, item)
        header, document = found
        if channel.id not in self._states:
            self._states[channel.id] = Book(db, desk, channel).state
        return f"{channel.name}/{reference(self._states[channel.id], header)}", document

    def _letter(self, db: Connection, identifier: bytes) -> tuple[Header, Document | None] | None:
        """Give a letter, opened once; None where it does not open here, or not any more."""
        if not entries.may_open(db, identifier):
            self._letters.pop(identifier, None)
            return None
        if identifier not in self._letters and (entry := entries.by_id(db, identifier)) is not None:
            self._letters[identifier] = entry.header, filing.document_of(entry.body())
        return self._letters.get(identifier)


def _words(document: Document | None, at: Address) -> str:
    if document is None or not at.number:
        return (document and document.heading) or ""
    try:
        found = place_of(document, at)
    except UsageError:
        return ""
    begins, ends = at.span or (0, None)
    return " ".join(one.text[begins:ends] for one in found)


def rest(db: Connection, desk: Desk, address: str) -> Rest:
    """Give the words at an address as an act keeps it: by the document's own id."""
    return desk.cited.rest(db, desk, address)


def rests(db: Connection, desk: Desk, addresses: tuple[str, ...]) -> tuple[Rest, ...]:
    """Give the words at several addresses."""
    return tuple(rest(db, desk, address) for address in addresses)


def documents(db: Connection, desk: Desk, addresses: Iterable[str]) -> Iterator[Document]:
    """Give the documents in which addresses lie, each once, as far as they are at this desk and open here."""
    for number in dict.fromkeys(rest(db, desk, address).number for address in addresses):
        item = archive.by_number(db, number)
        document = desk.cited.document(db, item) if item is not None else None
        if document is not None:
            yield document


def resting(db: Connection, desk: Desk, kept: Kept[T]) -> Resting[T]:
    """Give a thing with the words on which it rests."""
    return Resting(kept, rests(db, desk, kept.act.rests))
