"""The letters of a channel as a correspondence: which answers which, what is silent in between, what stands around one.

This is for reading: nothing is written but that a letter was read. Of a letter that does not open here nothing is given
but its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backchannel.desk import knowledge
from backchannel.desk.book import Book, find_channel, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.letters import TEXTS, Letter, letter_of, readers_now
from backchannel.desk.references import short_names
from backchannel.errors import UsageError
from backchannel.protocol.entry import Header, read_time
from backchannel.protocol.knowledge import Knowledge
from backchannel.protocol.state import ACTIVE, Membership
from backchannel.vault import archive, entries
from backchannel.vault.channels import Channel
from backchannel.vault.entries import REFUSED, TAKEN, Entry

__all__ = [
    "Acknowledgement",
    "Further",
    "Listed",
    "Sheet",
    "Silence",
    "Tally",
    "note_as_read",
    "on_channel",
    "sheet",
    "silences",
    "tally",
]

_TITLE = 120
_SILENCE_DAYS = 10
"""Days without a letter that are a silence in any exchange."""
_LONGER = 2.5
"""How many times longer than usual a pause is that is told as a silence."""
_FEW = 3
"""Pauses from which on one can say what is usual."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter in a list. Where `opens` is false, only its place may be shown: author and number.

    `retired` says that its words were here and were erased by retention.
    """

    header: Header
    reference: str
    author: Membership
    opens: bool
    retired: bool
    title: str
    kind: str
    number: str
    classification: str
    answers: bytes
    enclosures: int
    first_read: str
    refusal: str

    @property
    def time(self) -> datetime:
        """When, by its author's own clock."""
        return read_time(self.header.time)


@dataclass(frozen=True, slots=True)
class Silence:
    """A pause that is longer than usual: between two letters, or (`after` is None) until now."""

    before: Listed
    after: Listed | None
    days: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Who speaks: a member, how many of the letters that open here are his, and when his last was written."""

    member: Membership
    letters: int
    last: str


@dataclass(frozen=True, slots=True)
class Further:
    """How a letter went further: to whom, by whom, when and why; `entry` is the letter of its own that shares it."""

    to: tuple[Membership, ...]
    by: Membership
    time: str
    reason: str
    entry: bytes


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A member's word that a letter came, perhaps with a note."""

    by: Membership
    time: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter with all that stands around it. Where `letter.document` is None, only its place may be shown.

    `others` are the members who see only that an entry with a number exists.
    """

    channel: Channel
    letter: Letter
    retired: bool
    number: int
    """In the archive; 0 where it is not there."""
    own: bool
    readers: tuple[Membership, ...]
    others: tuple[Membership, ...]
    opened: tuple[Further, ...]
    shared: tuple[Further, ...]
    shares: bytes
    """The entry that this one shares, where it is on this desk."""
    acknowledgements: tuple[Acknowledgement, ...]
    answers: Listed | None
    answered_by: tuple[Listed, ...]
    earlier: Listed | None
    later: Listed | None
    known: tuple[Knowledge, ...]

    @property
    def reference(self) -> str:
        """The letter's reference, such as maren-3."""
        return self.letter.reference


def on_channel(desk: Desk, channel: str) -> list[Listed]:
    """Give the letters of a channel in the order of their claimed times."""
    with desk.vault.read() as db:
        return _listed(open_book(db, desk, channel))


def _listed(book: Book) -> list[Listed]:
    names = short_names(book.state)
    found = [
        _one(book, entry, names)
        for standing in (TAKEN, REFUSED)
        for entry in entries.of_kinds(book.db, book.channel.id, TEXTS, standing)
    ]
    return sorted(found, key=lambda one: (one.header.time, one.header.author, one.header.seq))


def _one(book: Book, entry: Entry, names: Mapping[bytes, str]) -> Listed:
    header, body = entry.header, entry.body()
    document: Mapping[str, Any] = body.get("document", {}) if body is not None else {}
    first_read = entries.first_read(book.db, header)
    return Listed(
        header=header,
        reference=f"{names.get(header.author, header.author.hex()[:8])}-{header.seq}",
        author=book.state.members.get(header.author, _FORMER),
        opens=body is not None,
        retired=body is None and bool(first_read),
        title=_title(document),
        kind=str(document.get("kind", "")),
        number=str(document.get("number", "")),
        classification=str(document.get("classification", "")),
        answers=bytes.fromhex(body["answers"]) if body is not None and "answers" in body else b"",
        enclosures=len(body.get("enclosures", ())) if body is not None else 0,
        first_read=first_read,
        refusal=entry.refusal,
    )


_FORMER = Membership("a former member", "", False)


def _title(document: Mapping[str, Any]) -> str:
    text = document.get("heading") or document.get("subject")
    if not text:
        first = next(iter(document.get("passages", ())), None)
        text = first if isinstance(first, str) else first.get("text", "") if isinstance(first, dict) else ""
    line = " ".join(str(text).split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


def silences(found: Sequence[Listed], now: datetime) -> list[Silence]:
    """Give the pauses in an exchange that are longer than usual, in their order; the last may last until now.

    Only letters that open here count; a pause is told from ten days on, and where it is two and a half times as long
    as the middle one of all, if there are three.
    """
    letters = [one for one in found if one.opens]
    if not letters:
        return []
    ends: list[Listed | None] = [*letters[1:], None]
    pauses = [
        (before, after, (after.time if after else now) - before.time)
        for before, after in zip(letters, ends, strict=True)
    ]
    lengths = sorted(pause for _, after, pause in pauses if after is not None)
    usual = lengths[len(lengths) // 2] if len(lengths) >= _FEW else timedelta()
    least = max(timedelta(days=_SILENCE_DAYS), usual * _LONGER)
    return [Silence(before, after, pause.days) for before, after, pause in pauses if pause >= least]


def tally(found: Sequence[Listed]) -> list[Tally]:
    """Say who speaks on a channel, by party and name."""
    by: dict[bytes, list[Listed]] = {}
    for one in found:
        if one.opens:
            by.setdefault(one.header.author, []).append(one)
    tallied = [Tally(some[0].author, len(some), some[-1].header.time) for some in by.values()]
    return sorted(tallied, key=lambda one: (one.member.party, one.member.name))


def sheet(desk: Desk, identifier: str) -> Sheet:
    """Give a letter by its entry's id in hexadecimal, with all that stands around it; UsageError where there is none.

    It is not noted as read: that is for whoever shows it (`note_as_read`).
    """
    missing = UsageError("There is no such letter at this desk; look for it in the list of its channel.")
    if len(identifier) != 64 or identifier.strip("0123456789abcdef"):
        raise missing
    with desk.vault.read() as db:
        entry = entries.by_id(db, bytes.fromhex(identifier))
        if entry is None or entry.header.kind not in TEXTS:
            raise missing
        channel = find_channel(db, entry.header.channel.hex())
        return _sheet(Book(db, desk, channel), entry)


def _sheet(book: Book, entry: Entry) -> Sheet:
    header, state, body = entry.header, book.state, entry.body()
    letter = letter_of(book, entry)
    every = _listed(book) if body is not None else []
    at = next((i for i, one in enumerate(every) if one.header.id == header.id), 0)
    opening = [one for one in every if one.opens]
    readers = readers_now(book, entry) if body is not None else set()
    item = archive.find(book.db, header.id.hex()) if body is not None else None
    return Sheet(
        channel=book.channel,
        letter=letter,
        retired=body is None and bool(letter.first_read),
        number=item.number if item is not None else 0,
        own=header.author == book.desk.reader,
        readers=_members(book, readers),
        others=tuple(
            m for r, m in _by_name(state.members) if m.status == ACTIVE and body is not None and r not in readers
        ),
        opened=_opened(book, entry) if body is not None else (),
        shared=_shared(book, entry) if body is not None else (),
        shares=_held(book, body, "of"),
        acknowledgements=_acknowledged(book, entry) if body is not None else (),
        answers=next((one for one in opening if body and one.header.id.hex() == body.get("answers")), None),
        answered_by=tuple(one for one in opening if one.answers == header.id),
        earlier=next((one for one in reversed(every[:at]) if one.opens), None),
        later=next((one for one in every[at + 1 :] if one.opens), None),
        known=tuple(knowledge.of_entry(book, entry)) if body is not None else (),
    )


def _held(book: Book, body: Mapping[str, Any] | None, name: str) -> bytes:
    if body is None or name not in body:
        return b""
    other = entries.by_id(book.db, bytes.fromhex(body[name]))
    return other.header.id if other is not None else b""


def _by_name(members: Mapping[bytes, Membership]) -> list[tuple[bytes, Membership]]:
    return sorted(members.items(), key=lambda pair: (pair[1].party, pair[1].name))


def _members(book: Book, readers: set[bytes]) -> tuple[Membership, ...]:
    return tuple(member for reader, member in _by_name(book.state.members) if reader in readers)


def _opened(book: Book, entry: Entry) -> tuple[Further, ...]:
    found = []
    for again in entries.of_kinds(book.db, book.channel.id, {"reseal"}):
        body = again.body()
        if body and body["entry"] == entry.header.id.hex() and again.header.author == entry.header.author:
            found.append(_further(book, again, {bytes.fromhex(body["reader"])}, str(body.get("reason", "")), b""))
    return tuple(found)


def _shared(book: Book, entry: Entry) -> tuple[Further, ...]:
    found = []
    for again in entries.of_kinds(book.db, book.channel.id, {"share"}):
        body = again.body()
        if body and body.get("of") == entry.header.id.hex():
            to = set(body["readers"]) - {again.header.author}
            found.append(_further(book, again, to, str(body.get("reason", "")), again.header.id))
    return tuple(found)


def _further(book: Book, again: Entry, to: set[bytes], reason: str, entry: bytes) -> Further:
    by = book.state.members.get(again.header.author, _FORMER)
    return Further(_members(book, to), by, again.header.time, reason, entry)


def _acknowledged(book: Book, entry: Entry) -> tuple[Acknowledgement, ...]:
    found = []
    for one in entries.of_kinds(book.db, book.channel.id, {"ack"}):
        body = one.body()
        if body and entry.header.id.hex() in body.get("of", ()):
            by = book.state.members.get(one.header.author, _FORMER)
            found.append(Acknowledgement(by, one.header.time, str(body.get("note", ""))))
    return tuple(found)


def note_as_read(desk: Desk, letter: Letter) -> None:
    """Note that the person at this desk was shown a letter, when he is for the first time."""
    if letter.first_read or letter.document is None:
        return
    with desk.vault.change() as db:
        entries.mark_read(db, letter.header, desk.now())
