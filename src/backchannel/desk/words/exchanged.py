"""Letters that were exchanged: a document of a channel or of the archive, with who wrote it and what he had seen.

On a channel the ledger says who wrote a letter and which letters he had before him, and nobody's clock is asked. Of an
imported document its own words say so: its senders or signers, and its date.
"""

from dataclasses import dataclass

from backchannel.desk.book import Books
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference, resolve
from backchannel.desk.words import requests
from backchannel.errors import NotAReaderError, UsageError
from backchannel.protocol.entry import Header
from backchannel.record import names
from backchannel.record.address import Address, place_of
from backchannel.record.address import read as read_address
from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.vault import archive, channels, entries, filing
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Exchanged", "Exchanges", "by_number", "may_be_of_one", "note_as_read", "recent"]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A letter: how it is cited, whose it is, and when it is from.

    `party` is that of its author on the channel, '' for an imported document; `answers` the id of the entry that it
    answers. `day` is the document's own, else that of its sealing. `own` says that its author is of this desk's party.
    """

    item: Item
    document: Document
    address: str
    channel: str
    reference: str
    header: Header | None
    authors: tuple[str, ...]
    party: str
    own: bool
    answers: bytes

    @property
    def day(self) -> str:
        """The first day that the letter may be of, as `1961-10-16`; '' where nothing says."""
        return self.item.first_day or ""

    def text(self, passage: int, start: int, end: int) -> str:
        """Give characters of a passage; '' where there is none of them any more."""
        found = self.document.passages[passage - 1 : passage]
        return found[0].text[start:end] if found else ""

    def cited(self, passage: int, span: tuple[int, int] | None = None) -> str:
        """Give the address of a passage, or of characters of it."""
        return str(Address(self.address, "", passage, span=span))


class Exchanges:
    """The letters of one reading of the vault."""

    def __init__(self, db: Connection, desk: Desk) -> None:
        self._db = db
        self._desk = desk
        self._books = Books(db, desk)

    def find(self, text: str) -> tuple[Exchanged, Address]:
        """Give the letter that an address names, and the address; UsageError where there is none.

        A reference alone, such as `reik-4`, will do where it names a letter on one channel only. NotAReaderError for a
        letter that this desk cannot read, or whose words retention has erased.
        """
        text = text.strip()
        for address in (Address(text), read_address(text)):
            item = archive.find(self._db, address.document)
            if item is not None and item.entry is None:
                found = self._imported(item)
                if found is not None:
                    return found, address
        address = read_address(text)
        name, _, letter = address.document.rpartition("/")
        joined = [c for c in channels.every(self._db) if c.standing in (channels.JOINED, channels.GONE)]
        held = []
        for channel in joined:
            if channel.name == name or (not name and channel.standing == channels.JOINED):
                try:
                    entry, _ = resolve(self._books.of(channel.id), letter)
                except UsageError:
                    continue
                held.append((channel, entry))
        if len(held) != 1 or "/" in letter:
            many = f"is a letter of {len(held)} channels" if held else "names no letter or document here"
            raise UsageError(
                f"{text[:120]} {many}; write it as CHANNEL/NAME-NUMBER, as in the list of letters, or as an id of the "
                "record's list.",
                typed="backchannel letter list, or backchannel record list",
            )
        _, entry = held[0]
        item = archive.find(self._db, entry.header.id.hex())
        found = self.of(item) if item is not None else None
        if found is None:
            raise NotAReaderError(
                f"{text[:120]} is not a letter whose words are on this desk; look in the list of letters.",
                typed="backchannel letter list",
            )
        return found, address

    def passage(self, text: str) -> tuple[Exchanged, Passage, tuple[int, int]]:
        """Give the letter, the passage and its characters that an address names; UsageError where it names none."""
        found, address = self.find(text)
        if address.part or not address.number:
            raise UsageError(f"{text[:120]} names no passage; write the passage's number after a stroke, as in …/3.")
        (passage,) = place_of(found.document, address)
        return found, passage, address.span or (0, len(passage.text))

    def of(self, item: Item) -> Exchanged | None:
        """Give the letter of an item of the archive; None where its words are not here."""
        if item.channel is None or item.entry is None:
            return self._imported(item)
        entry = entries.by_id(self._db, item.entry)
        body = entry.body() if entry is not None else None
        document = filing.document_of(body)
        if entry is None or body is None or document is None:
            return None
        book = self._books.of(item.channel)
        named = reference(book.state, entry.header)
        member = book.state.members.get(entry.header.author)
        return Exchanged(
            item,
            document,
            f"{book.channel.name}/{named}",
            book.channel.name,
            named,
            entry.header,
            document.senders or ((member.name,) if member else ()),
            member.party if member else "",
            entry.header.kind == "letter" and member is not None and member.party == self._desk.card.party,
            bytes.fromhex(body["answers"]) if "answers" in body else b"",
        )

    def by_number(self, number: int) -> Exchanged | None:
        """Give the letter of a number in the archive; None as for `of`."""
        item = archive.by_number(self._db, number)
        return self.of(item) if item is not None else None

    def by_identifier(self, identifier: str) -> Exchanged | None:
        """Give the letter of a document's own id; None as for `of`."""
        item = archive.find(self._db, identifier)
        return self.of(item) if item is not None else None

    def answering(self, letter: Exchanged) -> tuple[Exchanged, ...]:
        """Give the letters of our own party that say they answer this one, in the order of their sealing."""
        if letter.header is None or letter.item.channel is None:
            return ()
        found = []
        for entry in entries.of_kinds(self._db, letter.item.channel, ("letter",)):
            item = archive.find(self._db, entry.header.id.hex())
            sent = self.of(item) if item is not None else None
            if sent is not None and sent.own and sent.answers == letter.header.id:
                found.append(sent)
        return tuple(sorted(found, key=lambda one: one.header.time if one.header else ""))

    def had_before_him(self, later: Exchanged, earlier: Exchanged) -> bool:
        """Whether the author of one letter had the other when he wrote.

        On a channel the ledger says so; of imported documents, a later day that leaves no doubt.
        """
        if later.header is not None and earlier.header is not None:
            if later.item.channel != earlier.item.channel or later.item.entry == earlier.item.entry:
                return False
            return later.header.past.get(earlier.header.author, 0) >= earlier.header.seq
        if later.header is not None or earlier.header is not None:
            return False
        return bool(later.item.first_day and earlier.item.last_day and later.item.first_day > earlier.item.last_day)

    def _imported(self, item: Item) -> Exchanged | None:
        document = archive.text(self._db, item.number)
        if document is None:
            return None
        signers = tuple(p.text for p in document.passages if p.role == "signature" and p.text.strip())
        return Exchanged(item, document, item.id, "", item.id, None, document.senders or signers, "", False, b"")


def may_be_of_one(first: Exchanged, second: Exchanged) -> bool:
    """Whether an author of one imported document may be an author of the other, by their names."""
    return any(
        names.may_be_one(names.read(one), names.read(other)) for one in first.authors for other in second.authors
    )


def note_as_read(desk: Desk, letter: Exchanged) -> None:
    """Note that the person at this desk was shown a letter of a channel, as `letters.show` does."""
    if letter.header is None:
        return
    with desk.vault.read() as db:
        if entries.first_read(db, letter.header):
            return
    with desk.vault.change() as db:
        entries.mark_read(db, letter.header, desk.now())


def by_number(desk: Desk, number: int) -> Exchanged:
    """Give the letter of a number in this vault; UsageError where its words are not here."""
    with desk.vault.read() as db:
        found = Exchanges(db, desk).by_number(number)
    if found is None:
        raise UsageError("That is no letter whose words are on this desk; look for it in the list of its channel.")
    return found


def recent(desk: Desk, *, own: bool, most: int = 30) -> list[Exchanged]:
    """Give the letters of channels that are our own, or those of others, the latest first."""
    found: list[Exchanged] = []
    with desk.vault.read() as db:
        exchanges, apart = Exchanges(db, desk), requests.set_apart(db, desk)
        rows = db.execute("SELECT number FROM items WHERE entry IS NOT NULL ORDER BY number DESC").fetchall()
        for (number,) in rows:
            one = exchanges.by_number(number) if number not in apart else None
            if one is not None and one.own is own and one.header is not None and one.header.kind == "letter":
                found.append(one)
            if len(found) == most:
                break
    return sorted(found, key=lambda one: one.header.time if one.header else "", reverse=True)
