"""One exchange, whatever carries it: blobs in, then what they caused, then blobs out.

Everything of one taking-in is a single change of the vault. What is given out was committed before; it may travel
twice or never, and does no harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backchannel.desk import bringing, enclosing, mending, openings, receiving, writing
from backchannel.desk.book import Book
from backchannel.desk.desk import Desk, box_of
from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.batch import (
    Batch,
    Chunk,
    day_of,
    fetch_secret,
    fits,
    mailbox_id,
    open_batch,
    seal_batch,
    write_frame,
)
from backchannel.protocol.entry import Header
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.state import ACTIVE, REMOVED
from backchannel.vault import channels, contacts, enclosures, entries, notices, pairs, postings
from backchannel.vault.pairs import Pair
from backchannel.vault.sqlcipher import Connection

_NO_ACK = ("ack", "reject", "rekey")
_EARLY_PIECES = 64
"""Pieces of enclosures, of 200,000 bytes each, that are kept until all else of an exchange has been taken in."""


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """One blob for one person: the mailbox it goes to, its day, and what to note once it has been handed over."""

    peer: bytes
    channel: bytes
    mailbox: bytes
    day: int
    blob: bytes
    batch: int = 0
    frames: tuple[int, ...] = ()
    chunks: tuple[tuple[bytes, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What an exchange brought: entries by channel, invitations, how much was passed over, alarms raised."""

    entries: tuple[tuple[str, Header], ...]
    invitations: tuple[str, ...]
    blobs: int
    dropped: int


class TakingIn:
    """Taking in blobs within one change of the vault."""

    def __init__(self, db: Connection, desk: Desk) -> None:
        self.db = db
        self.desk = desk
        self.books: dict[bytes, Book] = {}
        self._pairs = pairs.every(db)
        self._boxes: dict[int, dict[bytes, tuple[bytes, bytes]]] = {}
        self._invited_before = {c.id for c in channels.every(db) if c.standing == channels.INVITED}
        self._blobs = 0
        self._dropped = 0
        self._early: list[tuple[Book, bytes, Chunk]] = []

    def take(self, day: int, mailbox: bytes, blob: bytes) -> None:
        """Take in one blob; whatever is wrong with it is counted, and nothing else happens."""
        self._blobs += 1
        try:
            if mailbox == self.desk.card.intake:
                openings.take_flight(self.db, self.desk, blob, self.books)
                # It may have opened a pair whose first batch follows at once.
                self._pairs = pairs.every(self.db)
                self._boxes.clear()
                return
            found = self._on(day).get(mailbox)
            if found is None:
                raise BadInputError("Something arrived for a mailbox that this desk does not have; it was dropped.")
            self._take_batch(*found, mailbox, blob)
        except BadInputError as error:
            self._dropped += 1
            notices.count_refusal(self.db, self.desk.now()[:10], str(error))

    def _on(self, day: int) -> dict[bytes, tuple[bytes, bytes]]:
        if day not in self._boxes:
            self._boxes[day] = {mailbox_id(fetch_secret(p.box_receive, day)): (p.channel, p.peer) for p in self._pairs}
        return self._boxes[day]

    def _book(self, channel: bytes) -> Book:
        if channel not in self.books:
            kept = channels.get(self.db, channel)
            if kept is None or kept.standing != channels.JOINED:
                raise BadInputError("Something arrived for a channel that this desk is no longer on; it was dropped.")
            self.books[channel] = Book(self.db, self.desk, kept)
        return self.books[channel]

    def _take_batch(self, channel: bytes, peer: bytes, mailbox: bytes, blob: bytes) -> None:
        book = self._book(channel)
        pair = book.pairs.get(peer)
        if pair is None:
            raise BadInputError("Something arrived from a pair that is being opened anew; it was dropped.")
        batch = open_batch(blob, pair.outer_receive, mailbox)
        book.touch(pair)
        for run in pairs.runs_with(self.db, channel, peer):
            # The pair works: whatever opening of ours is left over would only replace it once more.
            if run.role == "initiator":
                pairs.drop_run(self.db, channel, peer, run.run)
        pair.batch_got = max(pair.batch_got, batch.number)
        pair.peer_got = max(pair.peer_got, batch.last_got)
        if batch.next_frame > pair.peer_needs:
            pair.peer_needs = min(batch.next_frame, pair.send_number)
            postings.arrived(self.db, channel, peer, pair.peer_needs)
        for enclosure in batch.complete:
            postings.enclosure_arrived(self.db, channel, peer, enclosure)
        for frame in batch.frames:
            receiving.take_frame(book, pair, frame)
        for chunk in batch.chunks:
            if book.waiting and len(self._early) < _EARLY_PIECES:
                # The letter that names it may wait for another member's entry, which a later blob brings.
                self._early.append((book, peer, chunk))
            else:
                enclosing.take_chunk(book, pair, chunk)
        if batch.frames or batch.chunks:
            pair.owes_batch = True
        # After the frames: they may bring what the heads speak of.
        openings.compare_heads(book, peer, batch.heads)

    def finish(self, *, by_pouch: bool = False) -> Arrivals:
        """Do what the arrivals ask for, save every book, and say what arrived."""
        openings.look_at_held(self.db, self.desk, self.books)
        for book, peer, chunk in self._early:
            if peer in book.pairs:
                enclosing.take_chunk(book, book.pairs[peer], chunk)
        for book in list(self.books.values()):
            _follow(book, by_pouch=by_pouch)
        arrived = tuple((b.channel.name, h) for b in self.books.values() for h in b.news)
        invited = tuple(
            c.name
            for c in channels.every(self.db)
            if c.standing == channels.INVITED and c.id not in self._invited_before
        )
        return Arrivals(arrived, invited, self._blobs, self._dropped)


def _follow(book: Book, *, by_pouch: bool) -> None:
    mending.follow_mends(book)
    mending.follow_mends(book)
    openings.begin_all(book)
    if book.channel.stale:
        openings.hear_others(book)
    kept = channels.get(book.db, book.channel.id)
    if not book.channel.stale and kept is not None and kept.standing == channels.JOINED:
        _answer(book, by_pouch=by_pouch)
    book.save()


def _answer(book: Book, *, by_pouch: bool) -> None:
    own = book.desk.reader
    mine = book.state.members.get(own)
    if mine is None or mine.status == REMOVED:
        return
    for peer, seq, identifier in book.resealing:
        entry = entries.get(book.db, book.channel.id, own, seq)
        pair = book.pairs.get(peer)
        if entry is not None and entry.header.id == identifier and pair is not None:
            writing.lay_out_again(book, pair, entry, readable=bringing.may_read(book, entry, peer))
    for author, seq, identifier, rule in book.rejections[:20] if mine.status == ACTIVE else ():
        content = {"author": author.hex(), "seq": seq, "entry": identifier.hex(), "rule": rule[: LIMITS.reason]}
        _try(book, "reject", content)
    if by_pouch and _round_trip(book) and not book.state.closed:
        writing.rekey(book)
    if mine.status == ACTIVE and _owes_ack(book):
        _try(book, "ack", {"of": []})
    writing.erase_old_keys(book)


def _try(book: Book, kind: str, content: dict[str, object]) -> None:
    try:
        writing.append(book, kind, content)
    except BackchannelError as error:
        book.count(str(error))


def _owes_ack(book: Book) -> bool:
    """Whether others wrote something that our last entry has not seen; acknowledgements are not acknowledged."""
    own = book.desk.reader
    head = book.ledger.heads.get(own)
    last = book.find(own, head[0]) if head else None
    seen = last.past if last else {}
    for author, (seq, _) in book.ledger.heads.items():
        if author == own:
            continue
        for number in range(seq, seen.get(author, 0), -1):
            header = book.find(author, number)
            if header is not None and header.kind not in _NO_ACK:
                return True
            if seq - number > 64:
                return True
    return False


def _round_trip(book: Book) -> bool:
    """Whether every peer has used our newest reader key, so that a pouch went there and one came back."""
    newest = max(book.own_keys, default=0)
    if not newest or not any(h.kind not in _NO_ACK for h in book.news):
        return False
    own = book.desk.reader
    peers = [r for r in book.state.active() if r != own]
    heads = [book.find(p, book.ledger.heads[p][0]) for p in peers if p in book.ledger.heads]
    return len(heads) == len(peers) and all(h is not None and h.past.get(own, 0) >= newest for h in heads)


def outgoing(
    db: Connection, desk: Desk, to: bytes | None = None, *, everything: bool = False, cover: bool = False
) -> Iterator[Outgoing]:
    """Give the blobs that should travel now, to one person or to all.

    `everything` gives also what was handed to a relay before, as a pouch does. `cover` gives each peer a blob even
    if there is nothing to say. The caller is in a change of the vault and calls `handed_over` afterwards.
    """
    today = day_of(desk.clock())
    addressed = begin_anew(db, desk, to)
    for run in pairs.runs(db):
        if run.role == "responder" and run.made_day < today - LIMITS.answers_days:
            pairs.drop_run(db, run.channel, run.peer, run.run)
            continue
        if to in (None, run.peer) and run.flight and (everything or run.sent_day <= today - LIMITS.resend_days):
            contact = contacts.get(db, run.peer)
            if contact is not None:
                yield Outgoing(run.peer, run.channel, contact.card.intake, today, run.flight)
    for pair in pairs.every(db):
        if to in (None, pair.peer) and pair.channel in addressed:
            if pair.peer in addressed[pair.channel]:
                yield from _batches(db, pair, today, everything=everything, cover=cover)
            elif postings.count(db, pair.channel, pair.peer):
                # Somebody removed still gets the entry that removes him, and hears of nothing beyond it.
                yield from _batches(db, pair, today, everything=everything, cover=False, parting=True)
            else:
                pairs.drop(db, pair.channel, pair.peer)


def begin_anew(db: Connection, desk: Desk, to: bytes | None = None) -> dict[bytes, set[bytes]]:
    """Begin the openings of a desk that must hear its peers anew; give the members of each joined channel.

    With `to`, channels on which there is no pair with that person are passed over, but for those that must hear.
    """
    found: dict[bytes, set[bytes]] = {}
    shared = {pair.channel for pair in pairs.every(db) if to in (None, pair.peer)}
    for channel in channels.every(db):
        concerned = to is None or channel.stale or channel.id in shared
        if concerned and channel.standing in {channels.JOINED, channels.GONE}:
            book = Book(db, desk, channel)
            found[channel.id] = set(book.state.addressed())
            if channel.stale:
                for peer in sorted(found[channel.id] - {desk.reader} - set(book.pairs)):
                    openings.begin(book, peer)
    return found


def _batches(
    db: Connection, pair: Pair, today: int, *, everything: bool, cover: bool, parting: bool = False
) -> Iterator[Outgoing]:
    heads = {} if parting else entries.heads(db, pair.channel)
    complete = enclosures.untold(db, pair.channel, pair.peer)
    enclosures.tell(db, complete)
    rule = {"got": pair.peer_got, "before_day": today - LIMITS.resend_days}
    waiting = postings.due_chunks(db, pair.channel, pair.peer, **rule, all_of_them=everything)
    mailbox, _ = box_of(pair.box_send, today)
    frames: list[bytes] = []
    numbers: list[int] = []
    chunks: list[Chunk] = []
    used, first = 0, True

    def sealed() -> Outgoing:
        nonlocal used, first
        pair.batch_sent += 1
        batch = Batch(
            number=pair.batch_sent,
            last_got=pair.batch_got,
            next_frame=pair.receive_number,
            heads=heads,
            complete=tuple(complete) if first else (),
            frames=tuple(frames),
            chunks=tuple(chunks),
        )
        blob = seal_batch(batch, pair.outer_send, mailbox)
        done = Outgoing(
            pair.peer,
            pair.channel,
            mailbox,
            today,
            blob,
            pair.batch_sent,
            tuple(numbers),
            tuple((c.enclosure, c.index) for c in chunks),
        )
        frames.clear()
        numbers.clear()
        chunks.clear()
        used, first = 0, False
        pair.owes_batch = False
        pairs.put(db, pair)
        return done

    for frame in postings.due(db, pair.channel, pair.peer, **rule, all_of_them=everything):
        data = write_frame(frame)
        if frames and not fits(used, len(data)):
            yield sealed()
        frames.append(data)
        numbers.append(frame.number)
        used += len(data)
    for identifier, number in waiting:
        data = enclosures.chunk(db, identifier, number)
        if (frames or chunks) and not fits(used, len(data)):
            yield sealed()
        chunks.append(Chunk(identifier, number, data))
        used += len(data)
    if frames or chunks or (first and not parting and (pair.owes_batch or complete or cover)):
        yield sealed()


def handed_over(db: Connection, desk: Desk, items: list[Outgoing]) -> None:
    """Note what a relay has taken, so that it is not handed over again before it is time."""
    today = day_of(desk.clock())
    for item in items:
        if item.batch:
            postings.sent(db, item.channel, item.peer, list(item.frames), item.batch, today)
            postings.sent_chunks(db, item.channel, item.peer, list(item.chunks), item.batch, today)
        else:
            for run in pairs.runs_with(db, item.channel, item.peer):
                if run.flight == item.blob:
                    pairs.put_run(db, replace(run, sent_day=today))
