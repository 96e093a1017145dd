"""Opening pairs: flights made, answered and followed by what the peer lacks.

A run replaces a pair's keys and mailboxes, and each side tells its heads in it. Then each lays out again what the
other lacks: its own entries, and to somebody whose desk went back in time also those that he had written himself.
"""

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.effects import found_fork
from backchannel.desk.receiving import count
from backchannel.desk.writing import lay_out_again
from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.batch import AGAIN, RETURNED, day_of
from backchannel.protocol.cards import card_value, read_card_value
from backchannel.protocol.charter import charter_bytes, charter_digest, read_charter
from backchannel.protocol.encoding import h
from backchannel.protocol.entry import SHARED_KINDS, Head, read_heads, write_heads
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.opening import (
    Answered,
    FirstFlight,
    PairKeys,
    RunState,
    SecondFlight,
    Started,
    ThirdFlight,
    answer,
    confirm,
    finish,
    open_flight,
    seal_flight,
    start,
)
from backchannel.protocol.state import ACTIVE, REMOVED
from backchannel.protocol.strictjson import decode, encode
from backchannel.vault import channels, contacts, entries, notices, pairs
from backchannel.vault.channels import Channel
from backchannel.vault.entries import Entry
from backchannel.vault.pairs import Pair, Run
from backchannel.vault.sqlcipher import Connection


def begin(book: Book, peer: bytes) -> None:
    """Begin a run with a member, unless one is under way."""
    run = pairs.get_run(book.db, book.channel.id, peer)
    if run is not None and run.state != RunState.OPEN.value:
        return
    state, desk = book.state, book.desk
    nonce, started, carried, ephemeral = start(
        desk.random, book.channel.id, state.digest, desk.key.public, book.contact_key(peer)
    )
    amended = () if state.digest == state.channel else (charter_bytes(state.charter),)
    cards = [card_value(desk.card)]
    for reader in state.addressed():
        contact = contacts.get(book.db, reader)
        if contact is not None:
            cards.append(card_value(contact.card))
    first = FirstFlight(
        book.channel.id,
        nonce,
        desk.reader,
        state.digest,
        carried,
        ephemeral,
        (book.channel.founding, *amended),
        encode(cards),
    )
    secrets = started.transcript + started.ephemeral_seed + started.first_secret
    blob = seal_flight(first, book.contact_key(peer))
    pairs.put_run(
        book.db,
        Run(book.channel.id, peer, nonce, "initiator", RunState.FIRST_SENT.value, secrets, blob, 0),
    )


def take_flight(db: Connection, desk: Desk, blob: bytes, books: dict[bytes, Book]) -> None:
    """Take in a flight from the intake mailbox or a pouch; BadInputError where it is none for this desk."""
    flight = open_flight(blob, desk.key)
    if isinstance(flight, FirstFlight):
        _take_first(db, desk, flight, blob, books)
        return
    channel = channels.get(db, flight.channel)
    run = pairs.get_run(db, flight.channel, flight.sender)
    if channel is None or run is None or run.run != flight.run:
        raise BadInputError("A part of an opening arrived that belongs to none under way; it was dropped.")
    book = _book(db, desk, channel, books)
    if isinstance(flight, SecondFlight):
        _take_second(book, run, flight)
    else:
        _take_third(book, run, flight)


def _book(db: Connection, desk: Desk, channel: Channel, books: dict[bytes, Book]) -> Book:
    if channel.id not in books:
        books[channel.id] = Book(db, desk, channel)
    return books[channel.id]


def _take_first(db: Connection, desk: Desk, flight: FirstFlight, blob: bytes, books: dict[bytes, Book]) -> None:
    contact = contacts.get(db, flight.sender)
    channel = channels.get(db, flight.channel)
    if channel is not None and channel.standing in {channels.DECLINED, channels.GONE, channels.OWN}:
        raise BadInputError("An invitation to a channel that this desk is not on was dropped.")
    if channel is not None and channel.standing == channels.JOINED and contact is not None:
        book = _book(db, desk, channel, books)
        member = book.state.members.get(flight.sender)
        if member is not None and member.status != REMOVED:
            _answer(book, flight)
            return
    if len(pairs.held_flights(db)) >= LIMITS.flights_held:
        raise BadInputError("Too many invitations from unknown people are held; one was dropped.")
    pairs.hold_flight(db, h(blob), flight.channel, flight.sender, blob, day_of(desk.clock()))
    if channel is None and contact is not None and contact.confirmed:
        invite(db, desk, flight)


def invite(db: Connection, desk: Desk, flight: FirstFlight) -> None:
    """Show a confirmed contact's invitation: the channel stands as invited until the person answers."""
    founding = flight.charters[0]
    charter = read_charter(founding)
    if charter_digest(founding) != flight.channel or flight.sender == desk.reader:
        raise BadInputError("An invitation names another charter than it brings; it was dropped.")
    cards = decode(flight.cards, LIMITS.members * 16_000)
    if not isinstance(cards, list):
        raise BadInputError("An invitation brings its cards in a wrong form; it was dropped.")
    for value in cards:
        card = read_card_value(value)
        if card.reader not in {desk.reader, flight.sender}:
            contacts.put(db, card, introduced_by=flight.sender)
    name = free_name(db, charter.title)
    channels.put(db, Channel(flight.channel, name, founding, channels.INVITED, flight.sender, desk.now(), stale=False))


def free_name(db: Connection, title: str) -> str:
    """Give a name for a channel that this desk does not use yet."""
    used = {c.name for c in channels.every(db)}
    name, number = title, 2
    while name in used:
        name, number = f"{title} ({number})", number + 1
    return name


def look_at_held(db: Connection, desk: Desk, books: dict[bytes, Book]) -> None:
    """Look again at first flights that were held: their sender may be known now, or their channel joined."""
    for identifier, channel_id, sender, blob in pairs.held_flights(db):
        channel = channels.get(db, channel_id)
        contact = contacts.get(db, sender)
        try:
            flight = open_flight(blob, desk.key)
            if not isinstance(flight, FirstFlight) or (channel is not None and channel.standing == channels.DECLINED):
                pairs.drop_held(db, identifier)
            elif channel is None and contact is not None and contact.confirmed:
                invite(db, desk, flight)
            elif channel is not None and channel.standing == channels.JOINED:
                book = _book(db, desk, channel, books)
                member = book.state.members.get(sender)
                # Somebody who joined later is answered once the entry that adds him is here.
                if contact is not None and member is not None and member.status != REMOVED:
                    pairs.drop_held(db, identifier)
                    if sender not in book.pairs:
                        _answer(book, flight)
        except BadInputError as error:
            pairs.drop_held(db, identifier)
            notices.count_refusal(db, desk.now()[:10], str(error))


def _answer(book: Book, first: FirstFlight) -> None:
    desk, peer = book.desk, first.sender
    run = pairs.get_run(book.db, book.channel.id, peer)
    if run is not None and run.run == first.run:
        return
    crossing = run is not None and run.role == "initiator" and run.state == RunState.FIRST_SENT.value
    if crossing and desk.reader < peer:
        # Crossing runs: the one with the smaller identifier starts. The other will answer ours.
        return
    second, answered = answer(desk.random, first, desk.key, book.contact_key(peer), write_heads(book.heads()))
    secrets = answered.transcript + answered.prk + answered.proof
    blob = seal_flight(second, book.contact_key(peer))
    pairs.put_run(
        book.db, Run(book.channel.id, peer, first.run, "responder", RunState.SECOND_SENT.value, secrets, blob, 0)
    )


def _take_second(book: Book, run: Run, second: SecondFlight) -> None:
    if run.role != "initiator":
        raise BadInputError("A part of an opening arrived out of turn; it was dropped.")
    if run.state == RunState.OPEN.value:
        # The peer has not had our last flight: send it once more.
        pairs.put_run(book.db, Run(run.channel, run.peer, run.run, run.role, run.state, b"", run.flight, 0))
        return
    started = Started(run.secrets[:32], run.secrets[32:64], run.secrets[64:])
    heads = read_heads(second.heads)
    third, keys = finish(started, second, book.desk.key, write_heads(book.heads()))
    blob = seal_flight(third, book.contact_key(run.peer))
    pairs.put_run(book.db, Run(run.channel, run.peer, run.run, run.role, RunState.OPEN.value, b"", blob, 0))
    _install(book, run.peer, keys, heads)


def _take_third(book: Book, run: Run, third: ThirdFlight) -> None:
    if run.role != "responder" or run.state != RunState.SECOND_SENT.value:
        raise BadInputError("A part of an opening arrived out of turn; it was dropped.")
    answered = Answered(run.secrets[:32], run.secrets[32:64], run.secrets[64:])
    heads = read_heads(third.heads)
    keys = confirm(answered, third)
    pairs.drop_run(book.db, run.channel, run.peer)
    _install(book, run.peer, keys, heads)


def _install(book: Book, peer: bytes, keys: PairKeys, heads: dict[bytes, Head]) -> None:
    own, channel = book.desk.reader, book.channel.id
    pairs.drop(book.db, channel, peer)
    # A restored peer may have lost the keys of his later epochs: until his next rekey his contact key serves.
    pairs.drop_peer_key(book.db, channel, peer)
    book.peer_keys.pop(peer, None)
    pair = Pair(
        channel=channel,
        peer=peer,
        send=keys.send,
        receive=keys.receive,
        send_number=1,
        receive_number=1,
        box_send=keys.box_send,
        box_receive=keys.box_receive,
        outer_send=keys.outer_send,
        outer_receive=keys.outer_receive,
        batch_sent=0,
        batch_got=0,
        peer_got=0,
        peer_needs=1,
        fetched_day=day_of(book.desk.clock()) - 1,
        owes_batch=True,
        told_own=heads.get(own, (0, b""))[0],
    )
    book.pairs[peer] = pair
    book.touch(pair)
    pairs.put(book.db, pair)
    compare_heads(book, peer, heads)
    _bring(book, pair, own, heads.get(own, (0, b""))[0], AGAIN)
    _bring(book, pair, peer, heads.get(peer, (0, b""))[0], RETURNED)


def compare_heads(book: Book, peer: bytes, heads: dict[bytes, Head]) -> None:
    """Hold what a peer says of all chains against what is here: another entry at the same place is a fork.

    Where he holds more of our own chain than we do, this desk is an old copy of itself.
    """
    own = book.desk.reader
    for author, (seq, identifier) in heads.items():
        known = book.find(author, seq)
        if known is not None and known.id != identifier:
            found_fork(book, author, seq, peer)
    if heads.get(own, (0, b""))[0] > book.ledger.heads.get(own, (0, b""))[0] and not book.channel.stale:
        become_stale_on(book, peer)


def become_stale_on(book: Book, peer: bytes) -> None:
    """Stop writing on this channel: a peer holds more of our chain than we do."""
    channels.set_stale(book.db, book.channel.id, True)
    kept = channels.get(book.db, book.channel.id)
    if kept is not None:
        book.channel = kept
    pairs.erase_own_keys(book.db, book.channel.id, 1 << 62)
    book.own_keys.clear()
    for other in list(book.pairs):
        if other != peer:
            pairs.drop(book.db, book.channel.id, other)
            del book.pairs[other]
    book.opening.update(r for r in book.state.addressed() if r not in {book.desk.reader, peer})
    count(book, "This desk learned from a peer that it is an old copy of itself.")


def _bring(book: Book, pair: Pair, author: bytes, after: int, frame_type: bytes) -> None:
    """Lay out again what the peer lacks of one chain: ours, or his own that he has lost."""
    taken = book.ledger.heads.get(author, (0, b""))[0]
    for entry in list(entries.of_author(book.db, book.channel.id, author, after)):
        if entry.header.seq <= taken:
            lay_out_again(book, pair, entry, readable=may_read(book, entry, pair.peer), frame_type=frame_type)


def may_read(book: Book, entry: Entry, peer: bytes) -> bool:
    """Whether an entry is to be opened to a peer: his own, one for every member, or one that names him."""
    if entry.header.author == peer:
        return True
    if entry.header.kind in SHARED_KINDS:
        member = book.state.members.get(peer)
        return member is not None and member.status == ACTIVE
    body = entry.body()
    if body is None or peer in body["readers"]:
        return body is not None
    return any(
        (opened := again.body()) is not None
        and opened["entry"] == entry.header.id.hex()
        and opened["reader"] == peer.hex()
        for again in entries.of_kinds(book.db, book.channel.id, {"reseal"})
        if again.header.author == book.desk.reader
    )


def hear_others(book: Book, without: frozenset[bytes] = frozenset()) -> list[str]:
    """Let this desk write again once it has heard every peer; give the names of those not heard yet.

    `without` are members whom the person decides not to wait for: what they alone hold of our chain would then
    come out as a fork. UsageError where the channel is not waiting.
    """
    if not book.channel.stale:
        raise UsageError(f"“{book.channel.name}” is not waiting for anybody.")
    own, state = book.desk.reader, book.state
    missing = [r for r in state.addressed() if r != own and r not in without and r not in book.pairs]
    told = max((p.told_own for p in book.pairs.values()), default=0)
    names = [state.members[r].name for r in missing]
    if missing or (not book.pairs and len(state.addressed()) > 1):
        return names or [m.name for r, m in state.members.items() if r != own]
    if book.ledger.heads.get(own, (0, b""))[0] < told:
        return ["your own later entries, which a peer will return with the next exchange"]
    channels.set_stale(book.db, book.channel.id, False)
    kept = channels.get(book.db, book.channel.id)
    if kept is not None:
        book.channel = kept
    return []
