"""Where words stand: from characters of a document in the concordance to the address that a person is shown."""

from bisect import bisect_right
from dataclasses import dataclass

from backchannel.desk.book import Books
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.record.address import Address
from backchannel.record.document import Document
from backchannel.text.joined import beginnings, joined
from backchannel.vault import archive, entries, filing
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Place", "Places"]


@dataclass(frozen=True, slots=True)
class Place:
    """Words [begins, ends) of a document as the concordance counts them, and where a person finds them.

    `document` is the id to cite by, `address` the place of the first words and `until` of the last, if that is another
    passage. `text` is the words themselves. `authors` are whose words the
    document is: its senders, else its signers, else who wrote the letter. `channel` is '' for an imported document.
    `number` is the document's in this vault, `passage` that in which the first words stand.
    """

    document: str
    address: str
    until: str
    text: str
    kind: str
    heading: str
    day: str
    authors: tuple[str, ...]
    channel: str
    number: int = 0
    passage: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    item: Item
    document: Document
    identifier: str
    channel: str
    authors: tuple[str, ...]
    text: str
    begins: tuple[int, ...]


class Places:
    """The documents of a read, opened as their places are asked for."""

    def __init__(self, db: Connection, desk: Desk) -> None:
        self._db = db
        self._known: dict[int, _Known | None] = {}
        self._books = Books(db, desk)

    def place(self, number: int, begins: int, ends: int) -> Place | None:
        """Give the place of characters of a document, by its number in the archive; None if it is not here any more."""
        known = self._open(number)
        if known is None:
            return None
        first, last = (bisect_right(known.begins, at) - 1 for at in (begins, max(begins, ends - 1)))
        return Place(
            known.identifier,
            self._address(known, first, begins, ends),
            self._address(known, last, begins, ends) if last > first else "",
            known.text[begins:ends],
            known.item.kind,
            known.item.heading,
            known.item.first_day or "",
            known.authors,
            known.channel,
            number,
            known.document.passages[first].number,
        )

    def document(self, number: int) -> Document | None:
        """Give the document of a number; None if it is not here any more."""
        known = self._open(number)
        return known.document if known else None

    def _address(self, known: _Known, index: int, begins: int, ends: int) -> str:
        passage, at = known.document.passages[index], known.begins[index]
        span = max(0, begins - at), min(len(passage.text), ends - at)
        return str(Address(known.identifier, "", passage.number, span=span if span[0] < span[1] else None))

    def _open(self, number: int) -> _Known | None:
        if number not in self._known:
            item = archive.by_number(self._db, number)
            self._known[number] = self._read(item) if item else None
        return self._known[number]

    def _read(self, item: Item) -> _Known | None:
        if item.channel is None or item.entry is None:
            document, identifier, channel = archive.text(self._db, item.number), item.id, ""
            author = ""
        else:
            entry = entries.by_id(self._db, item.entry)
            document = filing.document_of(entry.body()) if entry else None
            if entry is None or document is None:
                return None
            book = self._books.of(item.channel)
            channel = book.channel.name
            identifier = f"{channel}/{reference(book.state, entry.header)}"
            member = book.state.members.get(entry.header.author)
            author = member.name if member else ""
        if document is None:
            return None
        signers = tuple(p.text for p in document.passages if p.role == "signature" and p.text.strip())
        authors = document.senders or signers or ((author,) if author else ())
        texts = [passage.text for passage in document.passages]
        return _Known(item, document, identifier, channel, authors, joined(texts), beginnings(texts))
