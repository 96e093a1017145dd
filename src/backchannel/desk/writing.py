"""Writing an entry: sealed once, laid out for every member, and judged here by the rules that will judge it there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from backchannel.desk.book import Book
from backchannel.desk.planning.consultation import gate
from backchannel.errors import RuleError
from backchannel.protocol.batch import AGAIN, NEW
from backchannel.protocol.encoding import b64, hex32
from backchannel.protocol.entry import FIRST, Header, make_header, read_time, seen_list, write_time
from backchannel.protocol.kem import SecretKey, kem
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.pair import RekeyShare, mix, share_info, step
from backchannel.protocol.sealing import Proof, make_proof, own_body_key, seal_body, seal_slot
from backchannel.vault import pairs, postings
from backchannel.vault.entries import TAKEN, Entry
from backchannel.vault.pairs import Pair

_NO_PROOF = Proof(b"", b"", b"")
_WITHOUT_REKEY = frozenset({"rekey", "reject", "ack"})


def append(
    book: Book,
    kind: str,
    content: dict[str, Any],
    readers: Sequence[bytes] | None = None,
    *,
    marks: Sequence[str] = (),
) -> Entry:
    """Append an entry to our chain and lay it out for the others; give it as it is kept.

    `readers` are those who can open it (default: every active member). RuleError names the rule that it would
    break; then the change must be given up, and nothing is kept. What goes to another party passes the gate of our own
    side first, with the `marks` of its passages, which are recorded beside it (`planning.consultation.gate`).
    """
    book.require_fresh()
    passed = gate.let_pass(book, kind, content, marks)
    if kind not in _WITHOUT_REKEY and rekey_due(book):
        rekey(book)
    entry = _append(book, kind, content, readers, {})
    gate.record(book, passed, entry)
    return entry


def _append(
    book: Book, kind: str, content: dict[str, Any], readers: Sequence[bytes] | None, shares: dict[bytes, bytes]
) -> Entry:
    state, own, random = book.state, book.desk.reader, book.desk.random
    named = sorted(state.readers_of(kind) if readers is None else readers)
    number, previous = book.ledger.heads.get(own, (0, FIRST))
    now = book.desk.clock()
    key = own_body_key(
        book.desk.own_secret,
        channel=book.channel.id,
        charter=state.digest,
        seq=number + 1,
        previous=previous,
        seen=seen_list(own, book.ledger.heads),
        kind=kind,
        time=write_time(now),
    )
    sealed = seal_body(random, book.channel.id, own, number + 1, named, content, key, book.desk.own_secret)
    header = make_header(
        channel=book.channel.id,
        charter=state.digest,
        author=own,
        seq=number + 1,
        previous=previous,
        seen=book.ledger.heads,
        kind=kind,
        readers=sealed.readers,
        body=sealed.digest,
        time=write_time(now),
    )
    verdict = book.ledger.take(header, {**content, "readers": named})
    if verdict.refusal or verdict.waits:
        raise RuleError(f"This cannot be done on “{book.channel.name}”. {verdict.refusal}".strip())
    entry = Entry(header, sealed.ciphertext, sealed.key, TAKEN, "", write_time(now), _NO_PROOF)
    book.put(entry)
    for peer in state.addressed():
        pair = book.pairs.get(peer)
        if pair is not None:
            lay_out(book, pair, header, sealed.key if peer in named else random(32), NEW)
            if peer in shares:
                _mix_share(book, pair, header, shares[peer])
    return entry


def lay_out(book: Book, pair: Pair, header: Header, body_key: bytes, frame_type: bytes) -> None:
    """Lay an entry out for one peer: one step of the pair's chain, a slot and a tag.

    `body_key` is the body's key for a reader, and 32 random bytes for a member who is none.
    """
    taken = step(pair.send)
    epoch, key = book.peer_key(pair.peer)
    slot = seal_slot(book.desk.random, pair.peer, key, header.id, taken, body_key)
    proof = make_proof(header.id, slot, frame_type, epoch, taken)
    place = (book.channel.id, pair.peer, pair.send_number, frame_type, epoch)
    postings.put(book.db, postings.Posting(*place, header.author, header.seq, slot, proof.tag))
    pair.send = taken.following
    pair.send_number += 1
    book.touch(pair)


def lay_out_again(book: Book, pair: Pair, entry: Entry, *, readable: bool, frame_type: bytes = AGAIN) -> None:
    """Lay an earlier entry out once more, openly or blank."""
    key = entry.key if readable and entry.key else book.desk.random(32)
    lay_out(book, pair, entry.header, key, frame_type)


def rekey_due(book: Book) -> bool:
    """Whether to renew the keys before our next entry: at the start, for a new peer, after 20 entries or 7 days."""
    if len(book.state.addressed()) < 2:
        return False
    last = max(book.own_keys, default=0)
    if not last or any(last <= pair.opened_at for pair in book.pairs.values()):
        return True
    number, _ = book.ledger.heads.get(book.desk.reader, (0, b""))
    age = book.desk.clock() - read_time(book.own_keys[last][1])
    return number - last >= LIMITS.rekey_entries or age >= timedelta(days=LIMITS.rekey_days)


def rekey(book: Book) -> Entry:
    """Append a rekey entry: a new reader key of ours, and a fresh secret for every peer's chain."""
    own, random, channel = book.desk.reader, book.desk.random, book.channel.id
    seq = book.ledger.heads.get(own, (0, b""))[0] + 1
    fresh = SecretKey(random(32))
    secrets: dict[bytes, bytes] = {}
    listed: list[dict[str, str]] = []
    for peer in book.state.addressed():
        if peer in book.pairs:
            _, key = book.peer_key(peer)
            carried, secrets[peer] = kem(key, random, share_info(channel, own, seq, peer))
            listed.append({"reader": hex32(peer), "share": b64(carried)})
    entry = _append(book, "rekey", {"key": b64(fresh.public), "shares": listed}, None, secrets)
    made = write_time(book.desk.clock())
    pairs.put_own_key(book.db, channel, seq, fresh.seed, made)
    book.own_keys[seq] = (fresh.seed, made)
    return entry


def _mix_share(book: Book, pair: Pair, header: Header, secret: bytes) -> None:
    epoch, _ = book.peer_key(pair.peer)
    other = pair.share if pair.share_number == epoch else None
    pair.send = mix(pair.send, secret, other)
    pairs.put_share(book.db, book.channel.id, pair.peer, header.seq, RekeyShare(secret, header.id))


def erase_old_keys(book: Book) -> None:
    """Erase our earlier reader keys once every peer has seen the newest, or when the charter's limit is reached."""
    own = book.desk.reader
    newest = max(book.own_keys, default=0)
    if len(book.own_keys) < 2:
        return
    seen_by_all = newest
    for peer in book.state.addressed():
        if peer != own:
            head = book.ledger.heads.get(peer)
            header = book.find(peer, head[0]) if head else None
            seen_by_all = min(seen_by_all, header.past.get(own, 0) if header else 0)
    covered = max((seq for seq in book.own_keys if seq <= seen_by_all), default=0)
    limit = book.desk.clock() - timedelta(days=book.state.charter.key_days)
    for seq, (_, made) in sorted(book.own_keys.items()):
        if read_time(made) < limit and seq < newest:
            covered = max(covered, min(s for s in book.own_keys if s > seq))
    if covered > min(book.own_keys):
        pairs.erase_own_keys(book.db, book.channel.id, covered)
        book.own_keys = {s: v for s, v in book.own_keys.items() if s >= covered}
