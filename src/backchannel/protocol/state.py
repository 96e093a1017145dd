"""The shared state of a channel: who is on it, which charter is in force, whether it is open.

`apply` takes one entry of a shared kind onto a state and gives the next; it refuses (RuleError) what the charter
does not allow. Which entries are applied, and in which order, is decided in `ledger`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from backchannel.errors import BackchannelError, RuleError
from backchannel.protocol.cards import Card, read_card_value
from backchannel.protocol.charter import Charter, Member, charter_digest, read_charter
from backchannel.protocol.entry import Header
from backchannel.protocol.fields import Fields
from backchannel.protocol.limits import LIMITS

ACTIVE, LEFT, REMOVED = "active", "left", "removed"

OPEN_TO_WHO_LEFT = frozenset({"rekey", "assent", "amend", "add-reader", "remove-reader", "leave", "close", "mend"})
"""Shared kinds that somebody who left still opens: those of keys and of the channel's state."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's place on the channel."""

    name: str
    party: str
    principal: bool
    status: str = ACTIVE
    card: Card | None = None
    """The card that an `add-reader` entry brought; founding members' cards came with the opening."""
    added_by: bytes = b""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A proposed charter, and who has said what to it."""

    charter: Charter
    digest: bytes
    author: bytes
    entry: bytes
    past: Mapping[bytes, int]
    reason: str
    assents: frozenset[bytes]
    declined: tuple[tuple[bytes, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mend:
    """What principals say is the true end of a forked chain."""

    author: bytes
    seq: int
    entry: bytes
    parties: frozenset[str]


@dataclass(frozen=True, slots=True)
class State:
    """The channel as a fold over its shared entries. It is never changed, only followed by another."""

    channel: bytes
    charter: Charter
    digest: bytes
    in_force: bool
    members: Mapping[bytes, Membership]
    assents: frozenset[bytes] = frozenset()
    declined: tuple[tuple[bytes, str], ...] = ()
    amendments: tuple[Amendment, ...] = ()
    closed: bytes = b""
    closing_reason: str = ""
    mends: tuple[Mend, ...] = ()
    history: tuple[tuple[bytes, bytes], ...] = ()
    """(digest, entry that completed it) of every charter that has been in force."""
    added_at: Mapping[bytes, tuple[bytes, int]] = field(default_factory=dict)
    """Reader -> (author, seq) of the entry that added him."""
    removed_at: Mapping[bytes, tuple[bytes, int]] = field(default_factory=dict)
    """Reader -> (author, seq) of the entry that removed or replaced him."""
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What others have worked out of this state, by their own name for it: it never changes."""

    def active(self) -> list[bytes]:
        """Readers who are on the channel now, sorted."""
        return sorted(r for r, m in self.members.items() if m.status == ACTIVE)

    def readers_of(self, kind: str) -> list[bytes]:
        """Who opens an entry of a shared kind: the active members.

        Who left may still owe a consent, so he also opens what he needs to go by the same state and the same keys as
        the others; of acts, acknowledgements and refusals he hears nothing more.
        """
        return self.addressed() if kind in OPEN_TO_WHO_LEFT else self.active()

    def addressed(self) -> list[bytes]:
        """Readers to whom every entry goes: the active ones, and those who left but may still owe a consent."""
        return sorted(r for r, m in self.members.items() if m.status != REMOVED)

    def principals(self, party: str) -> list[bytes]:
        """The active principals of a party."""
        return [r for r, m in self.members.items() if m.party == party and m.principal and m.status == ACTIVE]

    def parties_assenting(self, assents: frozenset[bytes]) -> set[str]:
        """Parties of which as many principals have assented as the charter asks."""
        return {
            p.name
            for p in self.charter.parties
            if len([r for r in assents if (m := self.members.get(r)) and m.party == p.name and m.principal]) >= p.assent
        }


def founding_state(channel: bytes, charter: Charter) -> State:
    """Give the state before the first entry: a charter that nobody has assented to."""
    members = {r: Membership(m.name, p.name, m.principal) for r, (p, m) in charter.members.items()}
    return State(channel, charter, channel, False, members)


def apply(state: State, header: Header, body: Mapping[str, Any]) -> State:
    """Apply one shared entry; RuleError names the rule that it breaks. The kinds without effect give the state back."""
    step = _STEPS.get(header.kind)
    if step is None:
        return state
    return step(state, header, Fields({k: v for k, v in body.items() if k != "readers"}, f"the entry “{header.kind}”"))


def _principal(state: State, header: Header, what: str) -> Membership:
    member = state.members.get(header.author)
    if member is None or not member.principal or member.status != ACTIVE:
        raise RuleError(f"Only a principal may {what}; ask a principal of your side.")
    return member


def _assent(state: State, header: Header, fields: Fields) -> State:
    digest, answer = fields.digest("charter"), fields.choice("answer", ("assent", "decline"))
    reason = fields.maybe_text("reason")
    fields.done()
    _principal(state, header, "assent to a charter")
    if digest == state.channel and not state.in_force:
        if answer == "decline":
            return replace(state, declined=(*state.declined, (header.author, reason)))
        state = replace(state, assents=state.assents | {header.author})
        whole = len(state.parties_assenting(state.assents)) == len(state.charter.parties)
        if not whole:
            return state
        return replace(state, in_force=True, history=((digest, header.id),))
    for amendment in state.amendments:
        if amendment.digest == digest:
            if answer == "decline":
                declined = (*amendment.declined, (header.author, reason))
                return _with(state, amendment, replace(amendment, declined=declined))
            agreed = replace(amendment, assents=amendment.assents | {header.author})
            return _completed(_with(state, amendment, agreed), agreed, header)
    raise RuleError("There is no charter or amendment waiting for this assent; it may have been overtaken.")


def _with(state: State, old: Amendment, new: Amendment) -> State:
    return replace(state, amendments=tuple(new if a is old else a for a in state.amendments))


def _amend(state: State, header: Header, fields: Fields) -> State:
    text, cards = fields.text("charter", LIMITS.charter, empty=False), fields.raw("cards")
    reason = fields.maybe_text("reason")
    fields.done()
    _principal(state, header, "propose an amendment")
    if not state.in_force:
        raise RuleError("A charter that is not in force cannot be amended; propose a new channel instead.")
    data = text.encode("utf-8")
    charter, digest = read_charter(data), charter_digest(data)
    if charter.amends != state.digest:
        raise RuleError("The amendment is to a charter that is no longer in force; propose it again.")
    if [p.name for p in charter.parties] != [p.name for p in state.charter.parties]:
        raise RuleError("An amendment cannot add or remove a party; open a new channel for that.")
    known = set(state.members) | {read_card_value(c).reader for c in _list(cards)}
    if not set(charter.members) <= known:
        raise RuleError("The amendment names a reader whose contact card it does not bring.")
    amendment = Amendment(
        charter, digest, header.author, header.id, dict(header.past), reason, frozenset({header.author})
    )
    state = replace(state, amendments=(*state.amendments, amendment))
    return _completed(_remember_cards(state, cards), amendment, header)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > LIMITS.members:
        raise RuleError("The amendment's cards are not a list.")
    return value


def _remember_cards(state: State, cards: object) -> State:
    waiting = dict(state.members)
    for value in _list(cards):
        card = read_card_value(value)
        if card.reader not in waiting:
            waiting[card.reader] = Membership(card.person, card.party, False, REMOVED, card)
    return replace(state, members=waiting)


def _completed(state: State, amendment: Amendment, header: Header) -> State:
    if len(state.parties_assenting(amendment.assents)) < state.charter.amend:
        return state
    # A reader added concurrently, whom the amendment's author could not have known, stays.
    members: dict[bytes, Membership] = {}
    for reader, member in state.members.items():
        author, seq = state.added_at.get(reader, (b"", 0))
        unseen = author and amendment.past.get(author, 0) < seq
        members[reader] = member if unseen or member.status == LEFT else replace(member, status=REMOVED)
    for reader, (party, named) in amendment.charter.members.items():
        before = members.get(reader)
        if before is not None and before.status == LEFT:
            continue
        # Nor does one come back who was removed or replaced when the amendment was written but not yet complete:
        # else an amendment that waits would readmit a lost machine.
        author, seq = state.removed_at.get(reader, (b"", 0))
        if before is not None and before.status == REMOVED and author and amendment.past.get(author, 0) < seq:
            continue
        members[reader] = Membership(
            named.name, party.name, named.principal, ACTIVE, before.card if before else None, header.author
        )
    return replace(
        state,
        charter=amendment.charter,
        digest=amendment.digest,
        members=members,
        amendments=(),
        history=(*state.history, (amendment.digest, header.id)),
    )


def _add_reader(state: State, header: Header, fields: Fields) -> State:
    card = read_card_value(fields.raw("card"))
    reason = fields.text("reason", empty=False)
    replaces = fields.digest("replaces") if fields.has("replaces") else b""
    fields.done()
    author = _principal(state, header, "add a reader")
    if card.party != author.party:
        raise RuleError(f"A principal adds readers of his own party only; {card.person} is of {card.party}.")
    members, removed = dict(state.members), dict(state.removed_at)
    role = False
    if replaces:
        old = members.get(replaces)
        if old is None or old.party != author.party or old.status == REMOVED:
            raise RuleError("The reader to be replaced is not one of this party on this channel.")
        role = old.principal
        members[replaces] = replace(old, status=REMOVED)
        removed[replaces] = (header.author, header.seq)
    known = members.get(card.reader)
    if known is not None and known.status == ACTIVE:
        raise RuleError(f"{card.person} is a reader of this channel already.")
    if known is not None and known.status == LEFT and known.party != author.party:
        raise RuleError(f"{known.name} left the channel as a reader of {known.party}, and may still owe a consent.")
    here = [m for m in members.values() if m.party == author.party and m.status == ACTIVE]
    party = state.charter.party(author.party)
    if party is None or len(here) >= party.ceiling:
        raise RuleError(
            f"{author.party} may have {party.ceiling if party else 0} readers on this channel and has them; "
            "remove one or amend the charter."
        )
    if any(m.name == card.person for m in here):
        raise RuleError(
            f"{author.party} has a reader called {card.person} here already; give the machine its own name."
        )
    members[card.reader] = Membership(card.person, card.party, role, ACTIVE, card, header.author, reason)
    added = {**state.added_at, card.reader: (header.author, header.seq)}
    removed.pop(card.reader, None)
    return replace(state, members=members, added_at=added, removed_at=removed)


def _remove_reader(state: State, header: Header, fields: Fields) -> State:
    reader = fields.digest("reader")
    fields.text("reason", empty=False)
    fields.done()
    author = _principal(state, header, "remove a reader")
    member = state.members.get(reader)
    if member is None or member.party != author.party or member.status == REMOVED:
        raise RuleError("A principal removes readers of his own party only, and only those who are on the channel.")
    if member.principal and state.principals(author.party) == [reader]:
        raise RuleError(f"{member.name} is the only principal of {author.party}; nobody could consent for it.")
    return replace(
        state,
        members={**state.members, reader: replace(member, status=REMOVED)},
        removed_at={**state.removed_at, reader: (header.author, header.seq)},
    )


def _leave(state: State, header: Header, fields: Fields) -> State:
    fields.maybe_text("reason")
    fields.done()
    member = state.members[header.author]
    return replace(state, members={**state.members, header.author: replace(member, status=LEFT)})


def _close(state: State, header: Header, fields: Fields) -> State:
    reason = fields.maybe_text("reason")
    fields.done()
    _principal(state, header, "close the channel")
    return state if state.closed else replace(state, closed=header.id, closing_reason=reason)


def _mend(state: State, header: Header, fields: Fields) -> State:
    author, seq, entry = fields.digest("author"), fields.integer("seq", 0), fields.digest("entry")
    fields.text("reason", empty=False)
    fields.done()
    member = _principal(state, header, "mend a fork")
    same = [m for m in state.mends if (m.author, m.seq, m.entry) == (author, seq, entry)]
    parties = (same[0].parties if same else frozenset()) | {member.party}
    others = tuple(m for m in state.mends if m not in same)
    return replace(state, mends=(*others, Mend(author, seq, entry, parties)))


_STEPS: dict[str, Callable[[State, Header, Fields], State]] = {
    "assent": _assent,
    "amend": _amend,
    "add-reader": _add_reader,
    "remove-reader": _remove_reader,
    "leave": _leave,
    "close": _close,
    "mend": _mend,
}

FOLDED_KINDS = frozenset(_STEPS)
"""The kinds that change the shared state."""


def refusal(error: BackchannelError) -> str:
    """Give the sentence with which an entry is kept as refused."""
    return str(error)


def member_named(state: State, name: str) -> list[tuple[bytes, Membership]]:
    """Members of that name, of any party, who are not removed; "Party/Name" names one party's."""
    party, _, person = name.rpartition("/")
    return [
        (r, m)
        for r, m in state.members.items()
        if m.name == person and m.status != REMOVED and (not party or m.party == party)
    ]


def as_member(membership: Membership, reader: bytes) -> Member:
    """Give a membership as the charter writes it."""
    return Member(membership.name, reader, membership.principal)
