"""What lies on a desk: entries as they are listed, what was set aside, alarms, refusals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.references import reference
from backchannel.protocol.entry import Header
from backchannel.vault import channels, entries, notices
from backchannel.vault.entries import Entry
from backchannel.vault.notices import Alarm


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is listed: where it stands, whose it is, when by its author's clock, and what became of it."""

    channel: str
    reference: str
    kind: str
    author: str
    party: str
    time: str
    standing: str
    refusal: str
    opens: bool
    """Whether this desk can read it."""
    type: str = ""
    """What kind of act it is, in its own word, where it is an act that opens."""
    entry: bytes = b""
    channel_id: bytes = b""


def _type(entry: Entry) -> str:
    body = entry.body() if entry.header.kind == "act" else None
    return str(body.get("type", "")) if body is not None else ""


def _row(book: Book, header: Header, standing: str, refusal: str, *, opens: bool, type_: str = "") -> Row:
    member = book.state.members.get(header.author)
    return Row(
        channel=book.channel.name,
        reference=reference(book.state, header),
        kind=header.kind,
        author=member.name if member else header.author.hex()[:8],
        party=member.party if member else "",
        time=header.time,
        standing=standing,
        refusal=refusal,
        opens=opens,
        type=type_,
        entry=header.id,
        channel_id=book.channel.id,
    )


def ledger(desk: Desk, channel: str) -> list[Row]:
    """Give all entries of a channel, by claimed time, author and number."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        found = [
            (e.header, _row(book, e.header, e.standing, e.refusal, opens=bool(e.key), type_=_type(e)))
            for e in entries.every(db, book.channel.id)
        ]
    return [row for _, row in sorted(found, key=lambda pair: (pair[0].time, pair[0].author, pair[0].seq))]


@dataclass(frozen=True, slots=True)
class Held:
    """An entry with the parties that hold it, as their own entries say: each names what its author had taken in."""

    row: Row
    parties: tuple[str, ...]


def ledger_part(desk: Desk, channel: str, after: int, most: int) -> tuple[list[Held], int]:
    """Give some entries of a channel, the latest first, each with who holds it, and how many there are in all."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        total = entries.count(db, book.channel.id)
        found = entries.part(db, book.channel.id, after, most)
        pasts = [(header.author, header.past) for header in entries.last_of_each(db, book.channel.id)]
        return [_held(book, entry, pasts) for entry in found], total


def _held(book: Book, entry: Entry, pasts: Iterable[tuple[bytes, Mapping[bytes, int]]]) -> Held:
    header, members = entry.header, book.state.members
    own = {book.desk.card.party}
    seen = {members[who].party for who, past in pasts if who in members and past.get(header.author, 0) >= header.seq}
    row = _row(book, header, entry.standing, entry.refusal, opens=bool(entry.key), type_=_type(entry))
    return Held(row, tuple(party.name for party in book.state.charter.parties if party.name in seen | own))


def length(desk: Desk, channel: str) -> int:
    """Give how many entries of a channel were taken in, as its heads say."""
    with desk.vault.read() as db:
        return sum(seq for seq, _ in entries.heads(db, open_book(db, desk, channel).channel.id).values())


def set_aside(desk: Desk, channel: str) -> list[Row]:
    """Give the entries that were taken out of a channel's ledger when a fork was mended."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        return [_row(book, h, "set aside", "", opens=bool(key)) for h, _, key in entries.aside(db, book.channel.id)]


def arrived(desk: Desk, found: Iterable[tuple[str, Header]]) -> list[Row]:
    """Give what an exchange brought, (channel, header) each, as it is listed; acknowledgements are left out."""
    rows = []
    with desk.vault.read() as db:
        books: dict[str, Book] = {}
        for name, header in found:
            if name not in books:
                books[name] = open_book(db, desk, name)
            kept = entries.by_id(db, header.id)
            if kept is not None and header.kind not in {"ack", "rekey"}:
                opens, type_ = bool(kept.key), _type(kept)
                rows.append(_row(books[name], header, kept.standing, kept.refusal, opens=opens, type_=type_))
    return rows


def alarms(desk: Desk, *, settled: bool = False) -> list[tuple[str, Alarm]]:
    """Give (channel, alarm) of what a person must settle, the oldest first; with `settled` also what was."""
    with desk.vault.read() as db:
        names = {c.id: c.name for c in channels.every(db)}
        return [(names.get(a.channel, ""), a) for a in notices.alarms(db) if settled or not a.settled]


def refusals(desk: Desk) -> list[tuple[str, str, int]]:
    """Give the refusal log: day, what was dropped, how often."""
    with desk.vault.read() as db:
        return notices.refusals(db)
