"""Taking in what a peer sent: each frame is checked in the order of the specification, and taken or refused.

A wrong tag says nothing about anybody: the frame is dropped and counted. Once the tag is right, whatever is wrong is
its author's doing: the chain moves on, and a `reject` entry tells the others.
"""

from collections.abc import Mapping
from typing import Any

from backchannel.desk import effects
from backchannel.desk.book import Book
from backchannel.desk.bringing import CANNOT_OPEN, bring_one
from backchannel.errors import BackchannelError, BadInputError, CounterpartyError
from backchannel.protocol import batch
from backchannel.protocol.batch import AGAIN, NEW, RETURNED, Frame, read_frame
from backchannel.protocol.encoding import h, hex32, unb64
from backchannel.protocol.entry import Header, read_header
from backchannel.protocol.kem import PUBLIC, public_key, unkem
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.pair import Step, mix, share_info, step
from backchannel.protocol.sealing import Proof, check_tag, open_body, open_slot, take_back
from backchannel.vault import entries, filing, pairs, postings
from backchannel.vault.entries import REFUSED, TAKEN, UNOPENED, WAITS, Entry
from backchannel.vault.pairs import Pair


def take_frame(book: Book, pair: Pair, data: bytes) -> None:
    """Take in one frame of a peer, and whatever had waited for it. Frames that came before are passed over."""
    try:
        frame = read_frame(data)
        if frame.number < pair.receive_number:
            return
        if frame.number > pair.receive_number:
            _wait(book, pair, frame.number, data)
            return
        _open(book, pair, frame)
    except BadInputError as error:
        book.count(str(error))
        return
    while (held := book.waited(pair.peer, pair.receive_number)) is not None:
        try:
            _open(book, pair, read_frame(held))
        except BadInputError as error:
            book.count(str(error))
            return


def _wait(book: Book, pair: Pair, number: int, data: bytes) -> None:
    kept, size = postings.waiting_size(book.db, book.channel.id, pair.peer)
    if kept >= LIMITS.frames_ahead or size + len(data) > LIMITS.frames_ahead_bytes:
        raise BadInputError("Too much arrived ahead of something that is still missing; it was dropped.")
    book.wait(pair.peer, number, data)


def _open(book: Book, pair: Pair, frame: Frame) -> None:
    taken = step(pair.receive)
    header = read_header(frame.header)
    proof = check_tag(header.id, frame.slot, frame.type, frame.epoch, frame.tag, taken)
    # From here on the frame is the peer's: its step is used up, whatever it holds.
    pair.receive = taken.following
    pair.receive_number += 1
    book.touch(pair)
    match frame.type:
        case batch.NEW | batch.AGAIN:
            rightful = header.author == pair.peer
        case batch.RETURNED:
            # Only a desk that knows itself to be an old copy takes back entries, and only its own (`take_back`).
            rightful = header.author == book.desk.reader and book.channel.stale
        case _:
            # What those brought who are gone, a principal of our own side brings to who came later, on his word;
            # whoever is here speaks for himself.
            bringer = book.state.members.get(pair.peer)
            ours = bringer is not None and bringer.principal and bringer.party == book.desk.card.party
            rightful = ours and header.author not in {pair.peer, book.desk.reader, *book.pairs}
    if not rightful or header.channel != book.channel.id:
        book.count("An entry came from somebody who may not send it; it was dropped.")
        return
    if frame.type == RETURNED:
        _take_back(book, pair, frame, header, proof)
        return
    key, body, fault = b"", None, ""
    whole = h(frame.ciphertext) == header.body
    try:
        if not whole:
            raise CounterpartyError("An entry's body is not the one that its header names.")
        key, body = _unseal(book, frame, header, taken)
    except CounterpartyError as error:
        fault = str(error)
    if frame.type == NEW and header.kind == "rekey":
        _follow_rekey(book, pair, header, body, frame.epoch)
    if frame.epoch:
        book.drop_shares(pair.peer, frame.epoch)
    ciphertext = frame.ciphertext if whole else b""
    entry = Entry(header, ciphertext, key, WAITS, "", book.desk.now(), proof)
    place(book, entry, body, fault)


def _take_back(book: Book, pair: Pair, frame: Frame, header: Header, proof: Proof) -> None:
    """Take back an entry of our own that this desk has lost: only we can have sealed what opens under our key."""
    found = take_back(book.desk.own_secret, header, frame.ciphertext)
    if found is None:
        book.count("A peer returned an entry as ours which this desk did not write; it was dropped.")
        return
    key, body = found
    place(book, Entry(header, frame.ciphertext, key, WAITS, "", book.desk.now(), proof), body, "")
    number, _ = book.ledger.heads.get(header.author, (0, b""))
    for other in book.pairs.values():
        # Those opened before this entry came back were told of less than there is.
        if other.peer != pair.peer and other.told_own < header.seq <= number:
            bring_one(book, other, Entry(header, frame.ciphertext, key, TAKEN, "", "", proof), AGAIN)


def _unseal(book: Book, frame: Frame, header: Header, taken: Step) -> tuple[bytes, dict[str, Any] | None]:
    """Give (key, body); (b"", None) for a member who is not a reader. CounterpartyError is its author's fault."""
    secret = book.secret(frame.epoch)
    if secret is None:
        raise CounterpartyError(CANNOT_OPEN)
    key = open_slot(secret, book.desk.reader, header.id, taken, frame.slot)
    body = open_body(header, frame.ciphertext, key)
    if body is None:
        if book.should_open(header.kind):
            raise CounterpartyError("An entry that every member reads does not open here.")
        return b"", None
    if frame.type == NEW and book.desk.reader not in body["readers"]:
        raise CounterpartyError("An entry was sealed to this desk, which is not among its readers.")
    return key, body


def _follow_rekey(book: Book, pair: Pair, header: Header, body: Mapping[str, Any] | None, epoch: int) -> None:
    """Mix the share of a rekey entry into the pair's chain; if that cannot be done, the pair is opened anew."""
    own, channel = book.desk.reader, book.channel.id
    try:
        shares = {s["reader"]: s["share"] for s in body["shares"]} if body else {}
        carried, fresh = unb64(shares[hex32(own)]), unb64(body["key"], PUBLIC) if body else b""
        public_key(fresh)
        secret_key = book.secret(epoch)
        if secret_key is None:
            raise CounterpartyError(CANNOT_OPEN)
        secret = unkem(secret_key, carried, share_info(channel, header.author, header.seq, own))
    except (BackchannelError, KeyError, TypeError):
        book.count("A renewal of keys could not be followed; the pair is opened anew.")
        book.opening.add(pair.peer)
        return
    pair.receive = mix(pair.receive, secret, pairs.share(book.db, channel, pair.peer, epoch))
    pair.share_number, pair.share_secret, pair.share_entry = header.seq, secret, header.id
    # Key and share move together and at once, though the entry itself may still wait for its causal past. A key
    # that comes again later is not taken: its owner's desk may have gone back in time and lost the secret half.
    pairs.put_peer_key(book.db, channel, header.author, header.seq, fresh)
    book.peer_keys[header.author] = (header.seq, fresh)


def place(book: Book, entry: Entry, body: Mapping[str, Any] | None, fault: str) -> None:
    """Put an authenticated entry at its place in the ledger, or find that another stands there."""
    header = entry.header
    standing = book.find(header.author, header.seq)
    if standing is not None and standing.id != header.id:
        effects.found_fork(book, header.author, header.seq, book.desk.reader)
        return
    if standing is not None:
        _place_again(book, entry)
        return
    if header.author in book.forked and header.seq >= book.forked[header.author]:
        book.count("An entry of somebody whose history forks was not taken; the fork must be mended first.")
        return
    before, after = book.find(header.author, header.seq - 1), book.find(header.author, header.seq + 1)
    if (before is not None and before.id != header.previous) or (after is not None and after.previous != header.id):
        effects.found_fork(book, header.author, header.seq, book.desk.reader)
        return
    if fault:
        book.rejections.append((header.author, header.seq, header.id, fault))
    if not settle_one(book, entry, body):
        if header.seq > book.ledger.heads.get(header.author, (0, b""))[0] + LIMITS.waiting_entries:
            book.count("Too much of one author waits for something that is missing; an entry was dropped.")
            return
        book.put(entry)
        book.waiting += 1
        return
    if book.waiting:
        settle_waiting(book)


def _place_again(book: Book, entry: Entry) -> None:
    """Take a second copy of an entry that is here: it may open what did not open before."""
    kept = entries.get(book.db, book.channel.id, entry.header.author, entry.header.seq)
    if kept is None or kept.key or not entry.key:
        return
    entries.put(
        book.db,
        Entry(entry.header, entry.ciphertext, entry.key, kept.standing, kept.refusal, kept.arrived, entry.proof),
    )
    if kept.standing == UNOPENED:
        rejudge(book)
    elif kept.standing == TAKEN:
        body = entry.body()
        if body is not None:
            effects.after_taking(book, entry.header, body)


def settle_one(book: Book, entry: Entry, body: Mapping[str, Any] | None) -> bool:
    """Take one entry into the ledger if its causal past is complete; give whether it was."""
    header = entry.header
    if header.author != book.desk.reader:
        _see_forks(book, header)
    verdict = book.ledger.take(header, body)
    if verdict.waits:
        return False
    unopened = body is None and book.should_open(header.kind)
    standing = REFUSED if verdict.refusal else UNOPENED if unopened else TAKEN
    book.put(Entry(header, entry.ciphertext, entry.key, standing, verdict.refusal, entry.arrived, entry.proof))
    if verdict.refusal:
        if header.author != book.desk.reader and not book.rejudging:
            book.rejections.append((header.author, header.seq, header.id, verdict.refusal))
    elif body is not None:
        effects.after_taking(book, header, body)
        if header.author != book.desk.reader and not book.rejudging:
            book.news.append(header)
    return True


def _see_forks(book: Book, header: Header) -> None:
    before = book.find(header.author, header.seq - 1) if header.seq > 1 else None
    if before is not None and before.seen == header.seen:
        return
    for author, seq, identifier in header.seen:
        known = book.find(author, seq)
        if known is not None and known.id != identifier:
            effects.found_fork(book, author, seq, header.author)


def settle_waiting(book: Book) -> None:
    """Take every waiting entry whose causal past has become complete, until no more can be."""
    progress = True
    while progress:
        progress = False
        for entry in entries.waiting(book.db, book.channel.id):
            if settle_one(book, entry, entry.body()):
                book.waiting -= 1
                progress = True


def rejudge(book: Book) -> None:
    """Judge the whole ledger anew, from its first entry, as after something was opened late or taken out."""
    entries.wait_again(book.db, book.channel.id)
    book.reload()
    book.waiting = len(entries.waiting(book.db, book.channel.id))
    book.rejudging = True
    settle_waiting(book)
    book.rejudging = False
    for entry in entries.waiting(book.db, book.channel.id):
        filing.unfile(book.db, entry.header, entry.body())
