"""The words on which planning rests: what an address says, under the name that this person has for it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from backchannel.desk.desk import Desk
from backchannel.desk.words import named
from backchannel.errors import UsageError
from backchannel.planning.board import Kept
from backchannel.record.address import Address, place_of
from backchannel.record.address import read as read_address
from backchannel.record.document import Document
from backchannel.vault import archive, entries, filing
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Rest", "Resting", "document_of", "item_of", "rest", "resting", "rests"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rest:
    """A place in a document: how a person cites it, and its words; no words where it is not at this desk."""

    address: str
    text: str = ""


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


def rest(db: Connection, desk: Desk, address: str) -> Rest:
    """Give the words at an address as an act keeps it: by the document's own id."""
    for at in (Address(address.strip()), read_address(address)):
        item = archive.find(db, at.document)
        if item is None:
            continue
        called = named.called(db, desk, item)
        where = f"{called}/{at.place}" if at.number else called
        document = document_of(db, item)
        if document is None or not at.number:
            return Rest(where, (document and document.heading) or "")
        try:
            found = place_of(document, at)
        except UsageError:
            return Rest(where)
        begins, ends = at.span or (0, None)
        return Rest(where, " ".join(one.text[begins:ends] for one in found))
    return Rest(address)


def rests(db: Connection, desk: Desk, addresses: tuple[str, ...]) -> tuple[Rest, ...]:
    """Give the words at several addresses."""
    return tuple(rest(db, desk, address) for address in addresses)


def resting(db: Connection, desk: Desk, kept: Kept[T]) -> Resting[T]:
    """Give a thing with the words on which it rests."""
    return Resting(kept, rests(db, desk, kept.act.rests))
