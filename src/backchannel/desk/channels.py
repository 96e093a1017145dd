"""Channels: proposed under a charter, accepted or declined, amended, left, closed."""

from dataclasses import dataclass

from backchannel.desk import people
from backchannel.desk.book import Book, find_channel, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.effects import meet_members
from backchannel.desk.openings import begin_all, free_name, hear_others, look_at_held
from backchannel.desk.planning.consultation import gate
from backchannel.desk.writing import append
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.protocol.cards import card_value
from backchannel.protocol.charter import Charter, charter_bytes, charter_digest
from backchannel.protocol.charter_toml import read_charter_toml
from backchannel.protocol.encoding import hex32
from backchannel.protocol.state import REMOVED, Membership, State
from backchannel.vault import channels, contacts, notices, pairs
from backchannel.vault.channels import Channel
from backchannel.vault.notices import Alarm
from backchannel.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a channel stands, for the person at this desk."""

    channel: Channel
    state: State
    connected: frozenset[bytes]
    """Members with whom this desk has an open pair."""
    alarms: tuple[Alarm, ...]

    @property
    def is_joined(self) -> bool:
        """Whether this desk is on it: neither only invited, nor gone."""
        return self.channel.standing == channels.JOINED

    @property
    def is_invited(self) -> bool:
        """Whether it is an invitation that waits for an answer."""
        return self.channel.standing == channels.INVITED

    @property
    def is_gone(self) -> bool:
        """Whether this desk's person was taken off it."""
        return self.channel.standing == channels.GONE

    @property
    def is_own(self) -> bool:
        """Whether it is the desk's own ledger, which is no channel for a person."""
        return self.channel.standing == channels.OWN

    @property
    def is_open(self) -> bool:
        """Whether letters can be written on it: its charter is in force, and it was not closed."""
        return self.is_joined and self.state.in_force and not self.state.closed

    @property
    def word(self) -> str:
        """Where the channel stands in a word or a few."""
        if self.channel.standing == channels.INVITED:
            return "invitation: accept or decline"
        if self.channel.standing != channels.JOINED:
            return self.channel.standing
        if self.channel.stale:
            return "waits to hear the others"
        if self.state.closed:
            return "closed"
        return "open" if self.state.in_force else "proposed"


def propose(desk: Desk, charter_text: str) -> Channel:
    """Propose a channel under a charter written as TOML: it opens when every party has assented.

    UsageError where a person has no card here or his card is not confirmed; BadInputError where the charter is wrong.
    """
    with desk.vault.change(moves_position=True) as db:
        charter = _proposed(db, desk, charter_text)
        data = charter_bytes(charter)
        channel = Channel(
            charter_digest(data), free_name(db, charter.title), data, channels.JOINED, b"", desk.now(), stale=False
        )
        channels.put(db, channel)
        book = Book(db, desk, channel)
        gate.let_charter_pass(book, charter)
        meet_members(book)
        _say_to_charter(book, channel.id, "assent", "")
        begin_all(book)
        book.save()
    return channel


def foresee(desk: Desk, charter_text: str) -> Charter:
    """Give the charter that `propose` would propose, checked as it checks it; nothing is written."""
    with desk.vault.read() as db:
        return _proposed(db, desk, charter_text)


def _proposed(db: Connection, desk: Desk, charter_text: str) -> Charter:
    charter = read_charter_toml(charter_text, lambda n, p: _reader(db, desk, n, p), desk.random(32))
    mine = charter.members.get(desk.reader)
    if mine is None or not mine[1].principal:
        raise RuleError("A channel is proposed by one of its principals; this desk is not among them.")
    return charter


def _reader(db: Connection, desk: Desk, name: str, party: str) -> bytes:
    if (name, party) == (desk.card.person, desk.card.party):
        return desk.reader
    found = [c for c in contacts.every(db) if (c.card.person, c.card.party) == (name, party)]
    if len(found) != 1:
        count = "no contact is" if not found else "several contacts are"
        raise UsageError(f"In the charter stands {name} of {party}, but {count} called so; import the right card.")
    if not found[0].confirmed:
        raise UsageError(
            f"The card of {name} of {party} is not confirmed; compare the fingerprint with him, then confirm it.",
            typed="backchannel card confirm",
        )
    return found[0].reader


def _say_to_charter(book: Book, digest: bytes, answer: str, reason: str) -> None:
    content: dict[str, object] = {"charter": hex32(digest), "answer": answer}
    if reason:
        content["reason"] = reason
    append(book, "assent", content)


def accept(desk: Desk, name: str, *, assent: bool = True) -> Channel:
    """Accept an invitation: this desk opens its pairs, and if its person is a principal he assents to the charter.

    Without `assent` he joins and says to the charter what he thinks of it later.
    """
    with desk.vault.change(moves_position=True) as db:
        book = _join(db, desk, name)
        mine = book.state.members.get(desk.reader)
        if mine is not None and mine.principal and assent:
            _say_to_charter(book, book.channel.id, "assent", "")
        book.save()
        return book.channel


def _join(db: Connection, desk: Desk, name: str) -> Book:
    channel = find_channel(db, name)
    if channel.standing != channels.INVITED:
        raise UsageError(f"“{channel.name}” is not an invitation that waits for an answer.")
    channels.set_standing(db, channel.id, channels.JOINED)
    book = Book(db, desk, channels.get(db, channel.id) or channel)
    look_at_held(db, desk, {channel.id: book})
    mine = book.state.members.get(desk.reader)
    if mine is not None and mine.status != REMOVED:
        meet_members(book)
    else:
        # Added by a later entry: the inviter answers, and brings what came before.
        book.opening.add(channel.invited_by)
    begin_all(book)
    return book


def decline(desk: Desk, name: str, reason: str = "", *, silent: bool = False) -> Channel:
    """Decline an invitation, or an amendment that waits.

    A principal's refusal of an invitation goes to the members with its reason; `silent`, or by somebody who is no
    principal, the invitation is only put away, and its sender sees that no answer comes.
    """
    with desk.vault.change(moves_position=True) as db:
        channel = find_channel(db, name)
        if channel.standing == channels.INVITED:
            mine = channel.charter.members.get(desk.reader)
            if silent or mine is None or not mine[1].principal:
                channels.set_standing(db, channel.id, channels.DECLINED)
                return channel
            book = _join(db, desk, name)
        else:
            book = Book(db, desk, channel)
        _say_to_charter(book, _waiting_digest(book), "decline", reason)
        book.save()
        return book.channel


def _waiting_digest(book: Book) -> bytes:
    state = book.state
    if not state.in_force:
        return state.channel
    if len(state.amendments) == 1:
        return state.amendments[0].digest
    raise UsageError(
        f"On “{book.channel.name}” no amendment waits for an answer."
        if not state.amendments
        else "Several amendments wait; name one by the first characters of its digest."
    )


def amend(desk: Desk, name: str, charter_text: str, reason: str) -> bytes:
    """Propose an amended charter; it is in force when as many parties have assented as the old one asks. Its digest."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, name)
        state, charter = book.state, _amended(book, charter_text)
        cards = [
            card_value(contact.card)
            for r in charter.members
            if r not in state.members and (contact := contacts.get(db, r)) is not None
        ]
        data = charter_bytes(charter)
        append(book, "amend", {"charter": data.decode("utf-8"), "cards": cards, **_reason(reason)})
        meet_members(book)
        begin_all(book)
        book.save()
    return charter_digest(data)


def foresee_amendment(desk: Desk, name: str, charter_text: str) -> Charter:
    """Give the charter that `amend` would propose, checked as it checks it; nothing is written."""
    with desk.vault.read() as db:
        return _amended(open_book(db, desk, name), charter_text)


def _amended(book: Book, charter_text: str) -> Charter:
    known = {(m.name, m.party): r for r, m in book.state.members.items() if m.status == "active"}

    def reader(person: str, party: str) -> bytes:
        return known.get((person, party)) or _reader(book.db, book.desk, person, party)

    return read_charter_toml(charter_text, reader, book.desk.random(32), book.state.digest)


def _reason(reason: str) -> dict[str, str]:
    return {"reason": reason} if reason else {}


def assent(desk: Desk, name: str, digest_prefix: str = "", *, answer: str = "assent", reason: str = "") -> None:
    """Assent to, or decline, the charter or an amendment that waits; UsageError where none does."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, name)
        if digest_prefix:
            found = [a.digest for a in book.state.amendments if a.digest.hex().startswith(digest_prefix)]
            if len(found) != 1:
                raise UsageError(f"No single amendment's digest begins with {digest_prefix[:64]}.")
            digest = found[0]
        else:
            digest = _waiting_digest(book)
        _say_to_charter(book, digest, answer, reason)
        meet_members(book)
        begin_all(book)
        book.save()


def leave(desk: Desk, name: str, reason: str = "") -> None:
    """Leave a channel: nothing more is written or read here, but a consent to a release can still be given."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, name)
        append(book, "leave", _reason(reason))
        book.save()


def close(desk: Desk, name: str, reason: str = "") -> None:
    """Close a channel for everybody; release stays possible."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, name)
        append(book, "close", _reason(reason))
        book.save()


def resume(desk: Desk, name: str, without: tuple[str, ...] = ()) -> list[str]:
    """Let a restored desk write again; give the names of those it must still hear."""
    with desk.vault.change() as db:
        book = open_book(db, desk, name)
        excused = frozenset(member(book.state, person)[0] for person in without)
        missing = hear_others(book, excused)
        book.save()
    return missing


def standing(desk: Desk, name: str) -> Standing:
    """Give where a channel stands."""
    with desk.vault.read() as db:
        return _standing(db, desk, find_channel(db, name))


def every_standing(desk: Desk) -> list[Standing]:
    """Give all channels of this desk but its own ledger, by name."""
    with desk.vault.read() as db:
        return [
            _standing(db, desk, c) for c in channels.every(db) if c.standing not in {channels.OWN, channels.DECLINED}
        ]


def joined(desk: Desk) -> list[Channel]:
    """Give the channels on which this desk is a member, by name: a light list, without how each stands."""
    with desk.vault.read() as db:
        found = [one for one in channels.every(db) if one.standing == channels.JOINED]
    return sorted(found, key=lambda one: one.name.casefold())


def held_invitations(desk: Desk) -> int:
    """Count the first flights of people who are not known here; nothing else is shown of them."""
    with desk.vault.read() as db:
        return sum(1 for _, channel, _, _ in pairs.held_flights(db) if channels.get(db, channel) is None)


def _standing(db: Connection, desk: Desk, channel: Channel) -> Standing:
    book = Book(db, desk, channel)
    return Standing(
        channel, book.state, frozenset(book.pairs), tuple(a for a in notices.alarms(db, channel.id) if not a.settled)
    )


def member(state: State, name: str) -> tuple[bytes, Membership]:
    """Give the member of that name ("Party/Name" where two have it), or of that identifier as a reader.

    UsageError where there is none or several.
    """
    from backchannel.protocol.state import member_named

    known = {reader.hex(): reader for reader, one in state.members.items() if one.status != REMOVED}
    if name in known:
        return known[name], state.members[known[name]]
    found = member_named(state, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"Several members are called {name}; say which as Party/Name.")
    raise UsageError(f"Nobody called {name} is on this channel; its members are: {', '.join(_names(state))}.")


def _names(state: State) -> list[str]:
    return sorted(m.name for m in state.members.values() if m.status != "removed")


def charter_of(desk: Desk, name: str) -> tuple[Charter, bytes]:
    """Give the charter in force on a channel, or proposed for it, and its digest."""
    found = standing(desk, name)
    return found.state.charter, found.state.digest


def rename(desk: Desk, name: str, new: str) -> None:
    """Change what this desk calls a channel; the others do not hear of it."""
    if not new.strip() or len(new) > 200 or not new.isprintable():
        raise BadInputError("A channel's name is one line of at most 200 characters that show themselves.")
    with desk.vault.change() as db:
        channel = find_channel(db, name)
        if any(c.name == new for c in channels.every(db)):
            raise UsageError(f"This desk already calls a channel “{new}”.")
        channels.rename(db, channel.id, new)


__all__ = [
    "Standing",
    "accept",
    "amend",
    "assent",
    "charter_of",
    "close",
    "decline",
    "every_standing",
    "foresee",
    "foresee_amendment",
    "held_invitations",
    "leave",
    "member",
    "people",
    "propose",
    "rename",
    "resume",
    "standing",
]
