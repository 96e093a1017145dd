"""Opening pairs: flights made, answered and followed by what the peer lacks.

A run replaces a pair's keys and mailboxes, and each side tells its heads in it. Then each lays out again what the
other lacks: its own entries, and to somebody whose desk went back in time also those that he had written himself.
"""

from dataclasses import replace

from backchannel.desk.book import Book
from backchannel.desk.bringing import ask_again, bring, bring_of_the_gone
from backchannel.desk.desk import Desk
from backchannel.desk.effects import found_fork, meet_members
from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.batch import AGAIN, RETURNED, day_of
from backchannel.protocol.cards import card_value, read_card_value
from backchannel.protocol.charter import charter_bytes, charter_digest, read_charter
from backchannel.protocol.encoding import h
from backchannel.protocol.entry import Head, read_heads, write_heads
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.opening import (
    Answered,
    FirstFlight,
    PairKeys,
    RunState,
    SecondFlight,
    Started,
    ThirdFlight,
    advance,
    answer,
    confirm,
    finish,
    open_flight,
    seal_flight,
    start,
)
from backchannel.protocol.state import REMOVED
from backchannel.protocol.strictjson import decode, encode
from backchannel.vault import channels, contacts, notices, pairs
from backchannel.vault.channels import Channel
from backchannel.vault.notices import Alarm
from backchannel.vault.pairs import Pair, Run
from backchannel.vault.sqlcipher import Connection


def begin(book: Book, peer: bytes) -> None:
    """Begin a run with a member, unless one is under way."""
    under_way = pairs.runs_with(book.db, book.channel.id, peer)
    today = day_of(book.desk.clock())
    # An answer that nobody follows up holds us back for a day, no longer: it may answer an old flight, replayed.
    if any(r.state == RunState.FIRST_SENT.value or (r.role == "responder" and r.made_day >= today) for r in under_way):
        return
    state, desk = book.state, book.desk
    if not book.knows_key(peer):
        return  # his card comes with the opening by whom introduces him
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
        Run(book.channel.id, peer, nonce, "initiator", RunState.FIRST_SENT.value, secrets, blob, 0, today),
    )


def begin_all(book: Book) -> None:
    """Begin the runs that what was done or taken in asks for."""
    for peer in sorted(book.opening - {book.desk.reader}):
        begin(book, peer)
    book.opening.clear()


def take_flight(db: Connection, desk: Desk, blob: bytes, books: dict[bytes, Book]) -> None:
    """Take in a flight from the intake mailbox or a pouch; BadInputError where it is none for this desk."""
    flight = open_flight(blob, desk.key)
    if isinstance(flight, FirstFlight):
        _take_first(db, desk, flight, blob, books)
        return
    channel = channels.get(db, flight.channel)
    run = pairs.get_run(db, flight.channel, flight.sender, flight.run)
    pair = pairs.get(db, flight.channel, flight.sender)
    if isinstance(flight, ThirdFlight) and run is None and pair is not None and channel is not None:
        # The same flight once more; or crossing runs have ended differently at the two ends, and nothing that the
        # one sends opens at the other: then the pair is opened anew.
        if pair.run != flight.run and not pair.batch_got:
            book = _book(db, desk, channel, books)
            if flight.sender in book.state.addressed():
                book.opening.add(flight.sender)
        return
    if channel is None or run is None:
        raise BadInputError("A part of an opening arrived that belongs to none under way; it was dropped.")
    book = _book(db, desk, channel, books)
    member = book.state.members.get(flight.sender)
    if member is not None and member.status == REMOVED:
        pairs.drop_runs(db, flight.channel, flight.sender)
        raise BadInputError("A part of an opening arrived from somebody who was removed; it was dropped.")
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
    if channel is not None and channel.standing == channels.GONE and contact is not None and contact.confirmed:
        # Somebody removed may be asked back; what he held of the ledger is still there.
        channels.set_standing(db, channel.id, channels.INVITED)
        channel = channels.get(db, channel.id)
    if channel is not None and channel.standing in {channels.DECLINED, channels.GONE, channels.OWN}:
        raise BadInputError("An invitation to a channel that this desk is not on was dropped.")
    if channel is not None and channel.standing == channels.JOINED and contact is not None:
        book = _book(db, desk, channel, books)
        member = book.state.members.get(flight.sender)
        if member is not None and member.status != REMOVED:
            _answer(book, flight)
            return
    held = pairs.held_flights(db)
    of_his = sum(1 for _, _, sender, _ in held if sender == flight.sender)
    strangers = sum(1 for _, _, sender, _ in held if contacts.get(db, sender) is None) if contact is None else 0
    if of_his >= LIMITS.flights_of_one or strangers >= LIMITS.flights_held:
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
    name = free_name(db, charter.title)
    channels.put(db, Channel(flight.channel, name, founding, channels.INVITED, flight.sender, desk.now(), stale=False))


def _meet_introduced(book: Book, sender: bytes, data: bytes) -> None:
    """Keep the cards that a first flight brought, now that its sender is proven, and open the pairs they allow."""
    cards = decode(data, LIMITS.members * 16_000)
    for value in cards if isinstance(cards, list) else []:
        card = read_card_value(value)
        if card.reader != book.desk.reader:
            contacts.put(book.db, card, introduced_by=sender)
    meet_members(book)


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
    under_way = pairs.runs_with(book.db, book.channel.id, peer)
    if any(run.run == first.run for run in under_way):
        return
    if desk.reader < peer and any(run.state == RunState.FIRST_SENT.value for run in under_way):
        # Crossing runs: the one with the smaller identifier starts. The other will answer ours.
        return
    # A first flight may be an old one that a carrier kept. It can be answered without harm, since the answer is
    # fresh and what followed the old one does not fit it; the number of such answers is bounded.
    for run in [r for r in under_way if r.role == "responder"][LIMITS.answers_under_way - 1 :]:
        pairs.drop_run(book.db, run.channel, run.peer, run.run)
    second, answered = answer(desk.random, first, desk.key, book.contact_key(peer), write_heads(book.heads()))
    secrets = answered.transcript + answered.prk + answered.proof
    blob = seal_flight(second, book.contact_key(peer))
    pairs.put_run(
        book.db,
        Run(
            book.channel.id,
            peer,
            first.run,
            "responder",
            RunState.SECOND_SENT.value,
            secrets,
            blob,
            0,
            day_of(desk.clock()),
            first.cards,
        ),
    )


def _take_second(book: Book, run: Run, second: SecondFlight) -> None:
    if run.role == "initiator" and run.state == RunState.OPEN.value:
        # The peer has not had our last flight: send it once more.
        pairs.put_run(book.db, replace(run, sent_day=0))
        return
    following = advance(run.role, RunState(run.state), 3)
    started = Started(run.secrets[:32], run.secrets[32:64], run.secrets[64:])
    heads = read_heads(second.heads)
    third, keys = finish(started, second, book.desk.key, write_heads(book.heads()))
    blob = seal_flight(third, book.contact_key(run.peer))
    _install(book, run, keys, heads)
    pairs.put_run(book.db, replace(run, state=following.value, secrets=b"", flight=blob, sent_day=0))


def _take_third(book: Book, run: Run, third: ThirdFlight) -> None:
    if run.role != "responder":
        raise BadInputError("A part of an opening arrived out of turn; it was dropped.")
    advance(run.role, RunState(run.state), 3)
    answered = Answered(run.secrets[:32], run.secrets[32:64], run.secrets[64:])
    heads = read_heads(third.heads)
    keys = confirm(answered, third)
    _install(book, run, keys, heads)
    try:
        _meet_introduced(book, run.peer, run.cards)
    except BadInputError as error:
        book.count(str(error))


def _install(book: Book, run: Run, keys: PairKeys, heads: dict[bytes, Head]) -> None:
    own, channel, peer = book.desk.reader, book.channel.id, run.peer
    pairs.replace(book.db, channel, peer)
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
        opened_at=book.ledger.heads.get(own, (0, b""))[0],
        run=run.run,
    )
    book.pairs[peer] = pair
    book.touch(pair)
    pairs.put(book.db, pair)
    if pair.told_own > book.ledger.heads.get(own, (0, b""))[0] and not book.channel.stale:
        _become_stale_on(book, peer, keep=peer)
    compare_heads(book, peer, heads)
    ask_again(book, peer)
    bring(book, pair, own, heads.get(own, (0, b""))[0], AGAIN)
    bring(book, pair, peer, heads.get(peer, (0, b""))[0], RETURNED)


def compare_heads(book: Book, peer: bytes, heads: dict[bytes, Head]) -> None:
    """Hold what a peer says of all chains against what is here: another entry at the same place is a fork.

    Where he holds more of our own chain than we do, this desk is an old copy of itself.
    """
    own = book.desk.reader
    for author, (seq, identifier) in heads.items():
        known = book.find(author, seq)
        if known is not None and known.id != identifier:
            found_fork(book, author, seq, peer)
    told = heads.get(own, (0, b""))[0]
    if peer in book.pairs and told > book.pairs[peer].told_own:
        book.touch(book.pairs[peer]).told_own = told
    if told > book.ledger.heads.get(own, (0, b""))[0] and not book.channel.stale:
        _become_stale_on(book, peer, keep=b"")
    elif peer in book.pairs and not book.channel.stale:
        bring_of_the_gone(book, book.pairs[peer], heads)


def _become_stale_on(book: Book, peer: bytes, keep: bytes) -> None:
    """Stop writing on this channel: a peer says that he holds more of our chain than we do.

    Every pair but the one just opened is forgotten: a newer copy of this desk may have used its keys further.
    """
    channels.set_stale(book.db, book.channel.id, True)
    kept = channels.get(book.db, book.channel.id)
    if kept is not None:
        book.channel = kept
    pairs.erase_own_keys(book.db, book.channel.id, 1 << 62)
    book.own_keys.clear()
    for other in list(book.pairs):
        if other != keep:
            pairs.drop(book.db, book.channel.id, other)
            del book.pairs[other]
    book.opening.update(r for r in book.state.addressed() if r not in {book.desk.reader, keep})
    raise_stale(book, peer)


def raise_stale(book: Book, reporter: bytes) -> None:
    """Tell the person that this desk is, or is said to be, an old copy of itself."""
    who = book.state.members.get(reporter)
    sentence = (
        f"By what {who.name if who else 'a member'} holds, this desk is an old copy of itself on "
        f"“{book.channel.name}”; exchange with every member before you write, or say whom you do not wait for."
    )
    own, now = book.desk.reader, book.desk.now()
    identifier = h(b"stale" + book.channel.id + reporter + now.encode("ascii"))
    notices.raise_alarm(book.db, Alarm(identifier, book.channel.id, "stale", own, reporter, 0, sentence, now, ""))


def hear_others(book: Book, without: frozenset[bytes] = frozenset()) -> list[str]:
    """Let this desk write again once it has heard every peer; give the names of those not heard yet.

    `without` are members whom the person decides not to wait for: what they alone hold of our chain would then
    come out as a fork. UsageError where the channel is not waiting.
    """
    if not book.channel.stale:
        raise UsageError(f"“{book.channel.name}” is not waiting for anybody.")
    own, state = book.desk.reader, book.state
    # A peer is heard by a batch on the new pair, not by his flight: what he says in the flight may be overtaken by
    # something of ours that still reached him on the old one.
    heard = {r for r, pair in book.pairs.items() if pair.batch_got}
    missing = [r for r in state.addressed() if r != own and r not in without and r not in heard]
    told = max((p.told_own for r, p in book.pairs.items() if r not in without), default=0)
    names = [state.members[r].name for r in missing]
    if missing or (not heard and len(state.addressed()) > 1):
        return names or [m.name for r, m in state.members.items() if r != own]
    if book.ledger.heads.get(own, (0, b""))[0] < told:
        return ["your own later entries, which a peer will return with the next exchange"]
    channels.set_stale(book.db, book.channel.id, False)
    notices.settle(book.db, book.channel.id, own, "stale", book.desk.now())
    kept = channels.get(book.db, book.channel.id)
    if kept is not None:
        book.channel = kept
    return []
