"""Today: what arrived, what is owed, what waits for a decision, where it is quiet, what is wrong. One look, and light.

Each ledger is folded once; of entries only those are opened on which a decision rests.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from backchannel.desk import interlocutors, releases
from backchannel.desk.book import Book, Books
from backchannel.desk.desk import Desk
from backchannel.desk.letters import Owed, owed_on
from backchannel.desk.references import reference
from backchannel.protocol.entry import Header, read_time
from backchannel.protocol.state import ACTIVE, REMOVED, State
from backchannel.vault import channels, contacts, entries, notices, pairs
from backchannel.vault.channels import Channel
from backchannel.vault.notices import Alarm
from backchannel.vault.sqlcipher import Connection

__all__ = ["QUIET_DAYS", "Decision", "Quiet", "Today", "Unread", "Waits", "today"]

_ENTERED = (channels.JOINED, channels.GONE)
QUIET_DAYS = 14
"""After how many days without a letter either way a channel is called quiet."""


class Waits(StrEnum):
    """What it is that waits for this desk's person."""

    INVITATION = "invitation"
    CHARTER = "charter"
    AMENDMENT = "amendment"
    RELEASE = "release"
    INTERLOCUTOR = "interlocutor"


@dataclass(frozen=True, slots=True)
class Unread:
    """A letter that was not read yet."""

    channel: Channel
    entry: bytes
    reference: str
    author: str
    party: str
    time: str
    arrived: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that waits for a word of this desk's person.

    `thing` is its entry or digest; `called` how a person calls it; `step` is what he can do; `by` who waits for it.
    """

    waits: Waits
    channel: Channel
    thing: bytes = b""
    called: str = ""
    step: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A channel that is open, the time of its last letter that is known here ('' for none), and days since."""

    channel: Channel
    last: str
    days: int

    @property
    def is_long(self) -> bool:
        """Whether it is quiet for so long that a person should know."""
        return self.days >= QUIET_DAYS


@dataclass(frozen=True, slots=True)
class Today:
    """What a person sees first."""

    unread: tuple[Unread, ...]
    owed: tuple[Owed, ...]
    decisions: tuple[Decision, ...]
    quiet: tuple[Quiet, ...]
    """Every open channel, the longest silent first."""
    alarms: tuple[tuple[str, Alarm], ...]
    people: int
    """How many cards this desk holds."""
    unconfirmed: int
    """Of how many of them nobody here has compared the fingerprint."""
    held: int
    """Invitations of people who are not known here."""
    channels: int

    @property
    def is_new(self) -> bool:
        """Whether this desk has nobody to write to yet."""
        return not self.channels


def today(desk: Desk) -> Today:
    """Look at everything once."""
    with desk.vault.read() as db:
        books = Books(db, desk)
        kept = [one for one in channels.every(db) if one.standing not in {channels.OWN, channels.DECLINED}]
        joined = [books.of(one.id) for one in kept if one.standing == channels.JOINED]
        moment = desk.clock()
        owed = [one for book in joined for one in owed_on(book, moment)]
        known = list(contacts.every(db))
        names = {one.id: one.name for one in kept}
        return Today(
            unread=tuple(_unread(db, desk, books)),
            owed=tuple(sorted(owed, key=lambda one: (not one.by_us, one.since))),
            decisions=(
                *(_invitation(db, one) for one in kept if one.standing == channels.INVITED),
                *(decision for one in kept if one.standing in _ENTERED for decision in _decisions(books.of(one.id))),
            ),
            quiet=tuple(sorted(_quiet(db, joined), key=lambda one: (-one.days, one.channel.name))),
            alarms=tuple((names.get(one.channel, ""), one) for one in notices.alarms(db) if not one.settled),
            people=len(known),
            unconfirmed=sum(not one.confirmed for one in known),
            held=sum(1 for _, channel, _, _ in pairs.held_flights(db) if channel not in names),
            channels=len(kept),
        )


def _unread(db: Connection, desk: Desk, books: Books) -> Iterator[Unread]:
    for header, arrived in entries.unread(db, desk.reader):
        book = books.of(header.channel)
        name, party = _author(book.state, header)
        yield Unread(
            book.channel, header.id, reference(book.state, header), name, party, header.time, arrived or header.time
        )


def _author(state: State, header: Header) -> tuple[str, str]:
    member = state.members.get(header.author)
    return (member.name, member.party) if member else ("a former member", "")


def _invitation(db: Connection, channel: Channel) -> Decision:
    inviter = contacts.get(db, channel.invited_by)
    by = f"{inviter.card.person} ({inviter.card.party})" if inviter else ""
    return Decision(Waits.INVITATION, channel, called=channel.name, step="accept or decline", by=by)


def _decisions(book: Book) -> Iterator[Decision]:
    own, state, channel = book.desk.reader, book.state, book.channel
    mine = state.members.get(own)
    if mine is None or mine.status == REMOVED or not mine.principal:
        return
    if mine.status == ACTIVE and not state.closed:
        if not state.in_force and own not in state.assents and own not in {one for one, _ in state.declined}:
            yield Decision(Waits.CHARTER, channel, state.digest, step="assent or decline")
        for one in state.amendments:
            if own not in one.assents and own not in {reader for reader, _ in one.declined}:
                yield Decision(
                    Waits.AMENDMENT, channel, one.digest, one.reason, "assent or decline", _name(state, one.author)
                )
        for who in interlocutors.known(book).values():
            if mine.party not in who.standing:
                yield Decision(Waits.INTERLOCUTOR, channel, who.named_in, who.name, "accept or leave", who.party)
    for course in releases.courses(book).values():
        step = releases.next_step(course, own)
        if step in {"consent or decline", "sign", "attribute"}:
            called = reference(state, course.header)
            yield Decision(Waits.RELEASE, channel, course.header.id, called, step, _name(state, course.header.author))


def _name(state: State, reader: bytes) -> str:
    member = state.members.get(reader)
    return f"{member.name} ({member.party})" if member else "a former member"


def _quiet(db: Connection, joined: list[Book]) -> Iterator[Quiet]:
    for book in joined:
        if not book.state.in_force or book.state.closed:
            continue
        moment = book.desk.clock()
        last = entries.last_readable(db, book.channel.id, book.desk.reader, book.desk.now())
        days = (moment - read_time(last or book.channel.since)).days
        yield Quiet(book.channel, last, days)
