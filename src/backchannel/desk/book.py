"""A channel's book: its ledger and pairs as one change of the vault works on them.

A book is opened within a change, used, and saved at its end; it is never kept beyond the transaction, so what it
holds in memory is what the vault holds.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

from backchannel.desk.desk import Desk
from backchannel.errors import StaleDeskError, UsageError
from backchannel.planning.acts import Writer
from backchannel.protocol.entry import SHARED_KINDS, Head, Header
from backchannel.protocol.kem import SecretKey, public_key
from backchannel.protocol.ledger import Ledger
from backchannel.protocol.state import FOLDED_KINDS, LEFT, OPEN_TO_WHO_LEFT, State
from backchannel.vault import acts, channels, contacts, entries, judgements, notices, pairs, postings
from backchannel.vault.channels import Channel
from backchannel.vault.entries import Entry
from backchannel.vault.pairs import Pair
from backchannel.vault.sqlcipher import Connection

_WHOLE = re.compile(r"[0-9a-f]{64}")


class Book:
    """One channel, open for one change."""

    def __init__(self, db: Connection, desk: Desk, channel: Channel) -> None:
        self.db = db
        self.desk = desk
        self.channel = channel
        self.pairs = pairs.on_channel(db, channel.id)
        self.peer_keys = pairs.peer_keys(db, channel.id)
        self.own_keys = pairs.own_keys(db, channel.id)
        self.forked = notices.forked(db, channel.id)
        self.rejections: list[tuple[bytes, int, bytes, str]] = []
        """(author, seq, entry, rule) of entries whose fault the others must hear of."""
        self.resealing: list[tuple[bytes, int, bytes]] = []
        """(peer, seq, entry): our entries that a peer asked for again."""
        self.opening: set[bytes] = set()
        """Peers with whom a run must be begun."""
        self.news: list[Header] = []
        """Entries of others that were taken in during this change."""
        self.rejudging = False
        """Whether entries are judged anew that were taken in before: then nobody is told again."""
        self.headers: dict[tuple[bytes, int], Header] = {}
        self.waiting = len(entries.waiting(db, channel.id))
        self._touched: set[bytes] = set()
        self._ends: dict[bytes, int] = {}
        """The last place of an author where anything stands, as far as it was asked for: beyond, nobody need look."""
        self._shares_below: dict[bytes, int] = {}
        self._ahead: dict[bytes, bool] = {}
        self._secrets: dict[int, SecretKey] = {}
        self._publics: dict[bytes, MLKEM768X25519PublicKey] = {}
        self.ledger = self._load()

    def _load(self) -> Ledger:
        ledger = Ledger(self.channel.id, self.channel.charter, self.find)
        shared = []
        for entry in entries.of_kinds(self.db, self.channel.id, FOLDED_KINDS):
            body = entry.body()
            if body is not None:
                shared.append((entry.header, body))
        refused = entries.refused(self.db, self.channel.id)
        ledger.load(entries.heads(self.db, self.channel.id), shared, refused)
        self.desk.states.settle(self.channel, ledger)
        return ledger

    def reload(self) -> None:
        """Read the ledger anew from the vault, as after entries were taken out of it."""
        self.headers.clear()
        self.forked = notices.forked(self.db, self.channel.id)
        self.ledger = self._load()

    def find(self, author: bytes, seq: int) -> Header | None:
        """Give the header at a place of the ledger."""
        key = (author, seq)
        if key not in self.headers:
            if author not in self._ends:
                self._ends[author] = entries.last(self.db, self.channel.id, author)
            if seq > self._ends[author]:
                return None
            header = entries.header(self.db, self.channel.id, author, seq)
            if header is None:
                return None
            self.headers[key] = header
        return self.headers[key]

    def in_causal_order(self, kinds: Iterable[str]) -> list[tuple[Header, dict[str, Any]]]:
        """Give the entries of some kinds that open here, each after all that it has seen, as (header, body)."""
        return self.opened(entries.of_kinds(self.db, self.channel.id, kinds))

    @staticmethod
    def opened(found: Iterable[Entry]) -> list[tuple[Header, dict[str, Any]]]:
        """Open some entries of a channel; give those that open, each after all that it has seen."""
        kept = [(e.header, body) for e in found if (body := e.body()) is not None]
        return sorted(kept, key=lambda pair: (sum(pair[0].past.values()), pair[0].author, pair[0].seq))

    def put(self, entry: Entry) -> None:
        """Save an entry and remember its header."""
        entries.put(self.db, entry)
        self.lay_out_act(entry)
        author, seq = entry.header.author, entry.header.seq
        if author in self._ends:
            self._ends[author] = max(self._ends[author], seq)
        self.headers[author, seq] = entry.header

    def lay_out_act(self, entry: Entry) -> None:
        """Lay a planning act out by its case, with who its author was by the state in its own past."""
        header = entry.header
        if header.kind != "act":
            return
        members = self.ledger.state_at(header.past).members
        if member := members.get(header.author):
            is_ours = all(one.party == self.desk.card.party for one in members.values())
            writer = Writer(header.author, member.name, member.party, member.principal)
            judgements.keep(self.db, acts.keep(self.db, entry, writer, is_ours=is_ours))

    @property
    def state(self) -> State:
        """The channel's state."""
        return self.ledger.state()

    def should_open(self, kind: str) -> bool:
        """Whether every entry of a kind must open at this desk."""
        mine = self.state.members.get(self.desk.reader)
        left = mine is not None and mine.status == LEFT
        return kind in SHARED_KINDS and (not left or kind in OPEN_TO_WHO_LEFT)

    def heads(self) -> dict[bytes, Head]:
        """How far each chain is known here: what flights and batches tell."""
        return dict(self.ledger.heads)

    def touch(self, pair: Pair) -> Pair:
        """Note that a pair's state has changed and must be saved."""
        self._touched.add(pair.peer)
        return pair

    def drop_shares(self, peer: bytes, below: int) -> None:
        """Erase the shares that a peer has gone beyond, once for each epoch."""
        if below > self._shares_below.get(peer, 0):
            pairs.drop_shares(self.db, self.channel.id, peer, below)
            self._shares_below[peer] = below

    def wait(self, peer: bytes, number: int, frame: bytes) -> None:
        """Keep a frame that came before an earlier one."""
        postings.wait(self.db, self.channel.id, peer, number, frame)
        self._ahead[peer] = True

    def waited(self, peer: bytes, number: int) -> bytes | None:
        """Take out the frame of that number, if it came early; where none did, the vault is not asked for each."""
        if peer not in self._ahead:
            self._ahead[peer] = postings.waiting_size(self.db, self.channel.id, peer)[0] > 0
        return postings.waited(self.db, self.channel.id, peer, number) if self._ahead[peer] else None

    def secret(self, epoch: int) -> SecretKey | None:
        """Give our reader key of an epoch (0: the contact key), or None if it is erased."""
        if epoch == 0:
            return self.desk.key
        if epoch not in self._secrets:
            kept = self.own_keys.get(epoch)
            if kept is None:
                return None
            self._secrets[epoch] = SecretKey(kept[0])
        return self._secrets[epoch]

    def peer_key(self, peer: bytes) -> tuple[int, MLKEM768X25519PublicKey]:
        """Give (epoch, key) to which a peer's slots are sealed now."""
        epoch, data = self.peer_keys.get(peer, (0, b""))
        if not epoch:
            data = self.contact_key(peer)
        if data not in self._publics:
            self._publics[data] = public_key(data)
        return epoch, self._publics[data]

    def knows_key(self, peer: bytes) -> bool:
        """Whether a member's contact key is known here."""
        member = self.state.members.get(peer)
        return contacts.get(self.db, peer) is not None or bool(member and member.card)

    def contact_key(self, peer: bytes) -> bytes:
        """Give a member's contact key."""
        contact = contacts.get(self.db, peer)
        if contact is not None:
            return contact.card.key
        member = self.state.members.get(peer)
        if member is not None and member.card is not None:
            return member.card.key
        raise UsageError("The contact card of a member of this channel is not here; import it first.")

    def require_fresh(self) -> None:
        """Refuse to write while this desk may be an old copy of itself."""
        if self.channel.stale:
            raise StaleDeskError(
                f"This desk may be an old copy of itself on “{self.channel.name}”; exchange with the others first, "
                "and nothing will be written before.",
                typed="backchannel channel show",
            )

    def count(self, sentence: str) -> None:
        """Count something that was dropped in the refusal log."""
        notices.count_refusal(self.db, self.desk.now()[:10], sentence)

    def save(self) -> None:
        """Write the pairs that have changed."""
        for peer in self._touched:
            if peer in self.pairs:
                pairs.put(self.db, self.pairs[peer])
        self._touched.clear()


class Books:
    """The books of channels in one read or change of the vault, each opened when it is first asked for."""

    def __init__(self, db: Connection, desk: Desk) -> None:
        self._db = db
        self._desk = desk
        self._open: dict[bytes, Book] = {}

    def of(self, channel: bytes) -> Book:
        """Give the book of a channel that is here."""
        if channel not in self._open:
            kept = channels.get(self._db, channel)
            assert kept is not None
            self._open[channel] = Book(self._db, self._desk, kept)
        return self._open[channel]

    def drop(self, channel: bytes) -> None:
        """Have the book of a channel opened anew: what was done in it was taken back, or done in another."""
        self._open.pop(channel, None)


def open_book(db: Connection, desk: Desk, name: str) -> Book:
    """Open the book of the channel that this desk calls `name`; UsageError where there is none."""
    return Book(db, desk, find_channel(db, name))


def find_channel(db: Connection, name: str) -> Channel:
    """Give the channel of that name, or whose identifier begins with it; UsageError where there is none or several."""
    if _WHOLE.fullmatch(name) and (kept := channels.get(db, bytes.fromhex(name))) is not None:
        # By its whole identifier, as one act of our own names it for the next: a hub looks for hundreds at once.
        return kept
    return _found(channels.every(db), name)


def find_channels(db: Connection, names: Sequence[str]) -> list[Channel]:
    """Give the channels of some names, as `find_channel` each of them; all are looked up at once."""
    every = channels.every(db)
    whole = {channel.id.hex(): channel for channel in every}
    return [whole.get(name) or _found(every, name) for name in names]


def _found(every: Sequence[Channel], name: str) -> Channel:
    known = [c for c in every if c.standing != channels.DECLINED]
    found = [c for c in known if c.name == name] or [
        c for c in known if len(name) >= 6 and c.id.hex().startswith(name.lower())
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{c.name}”" for c in known if c.standing != channels.OWN) or "none yet"
    raise UsageError(f"This desk has no channel called “{name}”; it has: {names}.")
