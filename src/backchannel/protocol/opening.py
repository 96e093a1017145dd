"""The opening of a pair: a deniable, hybrid post-quantum authenticated key exchange in three flights.

Shape: PQNoise pqKK (Angel, Dowling, Hülsing, Schwabe, Weber, CCS 2022), key encapsulation only. Both ends already
hold each other's contact key. Nobody signs: whoever holds the two public keys can make a transcript that looks
the same, so none proves that anybody took part. `s1` proves the responder, `s2` the initiator, `s3` gives forward
secrecy. The same run opens a pair, admits a later reader, follows a changed contact key and heals a restored desk.

The states of a run are a table, `TRANSITIONS`; whatever has no entry is refused.
"""

from dataclasses import dataclass
from enum import Enum

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import dec, enc, equal, h, mac, xpd, xtr
from backchannel.protocol.kem import (
    CARRIED,
    KEM_OVERHEAD,
    PUBLIC,
    Random,
    SecretKey,
    kem,
    reader_id,
    seal,
    unkem,
)
from backchannel.protocol.limits import BLOB_SIZES, LIMITS
from backchannel.protocol.padding import pad_to, unpad_from


class RunState(Enum):
    """Where a run stands, on either side."""

    FIRST_SENT = "first flight sent"
    SECOND_SENT = "second flight sent"
    OPEN = "open"


TRANSITIONS: dict[tuple[str, RunState | None, int], RunState] = {
    ("initiator", None, 1): RunState.FIRST_SENT,
    ("responder", None, 2): RunState.SECOND_SENT,
    ("initiator", RunState.FIRST_SENT, 3): RunState.OPEN,
    ("responder", RunState.SECOND_SENT, 3): RunState.OPEN,
}
"""(role, state, flight that is sent or received) -> next state. No other step exists."""


def advance(role: str, state: RunState | None, flight: int) -> RunState:
    """Give the state that follows when a flight (1 to 3) is sent or taken; BadInputError where it is out of turn."""
    following = TRANSITIONS.get((role, state, flight))
    if following is None:
        raise BadInputError("A part of an opening arrived out of turn; it was dropped.")
    return following


@dataclass(frozen=True, slots=True)
class FirstFlight:
    """What the initiator sends: two keys, the charters, the cards of all members."""

    channel: bytes
    run: bytes
    sender: bytes
    in_force: bytes
    """The digest of the charter in force, by the initiator's knowledge."""
    carried: bytes
    ephemeral: bytes
    charters: tuple[bytes, ...]
    """The founding charter's bytes and, where it was amended, every one that followed it."""
    cards: bytes
    """Strict JSON array of the members' contact cards: introductions, to be believed as far as the charter."""


@dataclass(frozen=True, slots=True)
class SecondFlight:
    """What the responder answers: two secrets, his heads, his proof."""

    channel: bytes
    run: bytes
    sender: bytes
    to_ephemeral: bytes
    to_contact: bytes
    heads: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class ThirdFlight:
    """What the initiator ends with: his heads and his proof."""

    channel: bytes
    run: bytes
    sender: bytes
    heads: bytes
    proof: bytes


Flight = FirstFlight | SecondFlight | ThirdFlight


@dataclass(frozen=True, slots=True, repr=False)
class PairKeys:
    """What an opening leaves: two chains, two mailbox seeds, two outer keys, from this desk's point of view."""

    send: bytes
    receive: bytes
    box_send: bytes
    box_receive: bytes
    outer_send: bytes
    outer_receive: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Started:
    """The initiator's state between first and third flight; all of it is secret and erased afterwards."""

    transcript: bytes
    ephemeral_seed: bytes
    first_secret: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Answered:
    """The responder's state between second and third flight."""

    transcript: bytes
    prk: bytes
    proof: bytes


def start(
    random: Random, channel: bytes, in_force: bytes, own: bytes, peer: bytes
) -> tuple[bytes, Started, bytes, bytes]:
    """Begin a run towards the contact key `peer`: give (run nonce, state, c1, ephemeral public key)."""
    run = random(32)
    t0 = h(enc(labels.RUN, channel, in_force, run, own, peer))
    c1, s1 = kem(peer, random, enc(labels.FIRST_SHARE, t0))
    ephemeral = SecretKey(random(32))
    t1 = h(enc(labels.FIRST_FLIGHT, t0, c1, ephemeral.public))
    return run, Started(t1, ephemeral.seed, s1), c1, ephemeral.public


def answer(
    random: Random, first: FirstFlight, own: SecretKey, peer: bytes, heads: bytes
) -> tuple[SecondFlight, Answered]:
    """Answer a first flight from the contact key `peer` with our heads."""
    t0 = h(enc(labels.RUN, first.channel, first.in_force, first.run, peer, own.public))
    s1 = unkem(own, first.carried, enc(labels.FIRST_SHARE, t0))
    second, state, _ = answer_knowing(random, first, own.public, peer, heads, s1)
    return second, state


def answer_knowing(
    random: Random, first: FirstFlight, own: bytes, peer: bytes, heads: bytes, s1: bytes
) -> tuple[SecondFlight, Answered, tuple[bytes, bytes]]:
    """Answer a first flight whose secret is known: give (flight, state, (s2, s3)). No secret key takes part."""
    t0 = h(enc(labels.RUN, first.channel, first.in_force, first.run, peer, own))
    t1 = h(enc(labels.FIRST_FLIGHT, t0, first.carried, first.ephemeral))
    c3, s3 = kem(first.ephemeral, random, enc(labels.THIRD_SHARE, t1))
    c2, s2 = kem(peer, random, enc(labels.SECOND_SHARE, t1))
    t2 = h(enc(labels.SECOND_FLIGHT, t1, c3, c2, heads))
    prk = xtr(t2, enc(labels.SHARES, s1, s2, s3))
    proof = mac(xpd(prk, labels.RESPONDER_PROOF), t2)
    flight = SecondFlight(first.channel, first.run, reader_id(own), c3, c2, heads, proof)
    return flight, Answered(t2, prk, proof), (s2, s3)


def finish(state: Started, second: SecondFlight, own: SecretKey, heads: bytes) -> tuple[ThirdFlight, PairKeys]:
    """End the run as initiator: check the responder's proof, prove ourselves, give the keys."""
    s3 = unkem(SecretKey(state.ephemeral_seed), second.to_ephemeral, enc(labels.THIRD_SHARE, state.transcript))
    s2 = unkem(own, second.to_contact, enc(labels.SECOND_SHARE, state.transcript))
    return finish_knowing(state, second, own.public, heads, (s2, s3))


def finish_knowing(
    state: Started, second: SecondFlight, own: bytes, heads: bytes, secrets: tuple[bytes, bytes]
) -> tuple[ThirdFlight, PairKeys]:
    """End the run where (s2, s3) are known. No secret key takes part."""
    s2, s3 = secrets
    t2 = h(enc(labels.SECOND_FLIGHT, state.transcript, second.to_ephemeral, second.to_contact, second.heads))
    prk = xtr(t2, enc(labels.SHARES, state.first_secret, s2, s3))
    if not equal(mac(xpd(prk, labels.RESPONDER_PROOF), t2), second.proof):
        raise BadInputError("The answer to an opening does not prove its sender; it was not taken.")
    t3 = h(enc(labels.THIRD_FLIGHT, t2, second.proof, heads))
    proof = mac(xpd(prk, labels.INITIATOR_PROOF), t3)
    third = ThirdFlight(second.channel, second.run, reader_id(own), heads, proof)
    return third, pair_keys(prk, initiator=True)


def confirm(state: Answered, third: ThirdFlight) -> PairKeys:
    """End the run as responder: only now is the initiator proven."""
    t3 = h(enc(labels.THIRD_FLIGHT, state.transcript, state.proof, third.heads))
    if not equal(mac(xpd(state.prk, labels.INITIATOR_PROOF), t3), third.proof):
        raise BadInputError("The end of an opening does not prove its sender; it was not taken.")
    return pair_keys(state.prk, initiator=False)


def pair_keys(prk: bytes, *, initiator: bool) -> PairKeys:
    """Derive all that a pair needs from the run's secret."""
    forth = (labels.INITIATOR_TO_RESPONDER, labels.BOX_INITIATOR, labels.OUTER_INITIATOR)
    back = (labels.RESPONDER_TO_INITIATOR, labels.BOX_RESPONDER, labels.OUTER_RESPONDER)
    mine, theirs = (forth, back) if initiator else (back, forth)
    return PairKeys(
        send=xpd(prk, mine[0]),
        receive=xpd(prk, theirs[0]),
        box_send=xpd(prk, mine[1]),
        box_receive=xpd(prk, theirs[1]),
        outer_send=xpd(prk, mine[2]),
        outer_receive=xpd(prk, theirs[2]),
    )


def seal_flight(flight: Flight, recipient: bytes) -> bytes:
    """Seal a flight to the recipient's contact key, padded to a size class."""
    match flight:
        case FirstFlight():
            parts = [b"1", flight.channel, flight.run, flight.sender, flight.in_force, flight.carried]
            parts += [flight.ephemeral, flight.cards, *flight.charters]
        case SecondFlight():
            parts = [b"2", flight.channel, flight.run, flight.sender]
            parts += [flight.to_ephemeral, flight.to_contact, flight.heads, flight.proof]
        case ThirdFlight():
            parts = [b"3", flight.channel, flight.run, flight.sender, flight.heads, flight.proof]
    data = enc(labels.FLIGHT_BODY, *parts)
    size = next((s for s in BLOB_SIZES if len(data) + 1 + KEM_OVERHEAD <= s), 0)
    if not size:
        raise BadInputError("The charter and its cards are too large to be carried.")
    return seal(pad_to(data, size - KEM_OVERHEAD), recipient, enc(labels.FLIGHT, reader_id(recipient)))


def open_flight(blob: bytes, own: SecretKey) -> Flight:
    """Open a sealed flight and check the form of every part; BadInputError for anything else."""
    if len(blob) not in BLOB_SIZES:
        raise BadInputError("A first contact has another size than such things have; it was dropped.")
    data = unpad_from(own.open(blob, enc(labels.FLIGHT, reader_id(own.public))))
    kind, *parts = dec(labels.FLIGHT_BODY, data) or [b""]
    if kind == b"1" and 8 <= len(parts) <= 8 + LIMITS.members:
        channel, run, sender, in_force, carried, ephemeral, cards, *charters = parts
        _sizes((channel, 32), (run, 32), (sender, 32), (in_force, 32), (carried, CARRIED), (ephemeral, PUBLIC))
        return FirstFlight(channel, run, sender, in_force, carried, ephemeral, tuple(charters), cards)
    if kind == b"2" and len(parts) == 7:
        channel, run, sender, c3, c2, heads, proof = parts
        _sizes((channel, 32), (run, 32), (sender, 32), (c3, CARRIED), (c2, CARRIED), (proof, 32))
        return SecondFlight(channel, run, sender, c3, c2, heads, proof)
    if kind == b"3" and len(parts) == 5:
        channel, run, sender, heads, proof = parts
        _sizes((channel, 32), (run, 32), (sender, 32), (proof, 32))
        return ThirdFlight(channel, run, sender, heads, proof)
    raise BadInputError("A flight of an opening is malformed; it was dropped.")


def _sizes(*pairs: tuple[bytes, int]) -> None:
    if any(len(part) != size for part, size in pairs):
        raise BadInputError("A flight of an opening has a part of another size than it should have; it was dropped.")
