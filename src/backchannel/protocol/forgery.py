"""Forgery: what anybody can make of an opening, and what a reader can make of an entry "from" its author.

Both functions are the claim of deniability in a form that can be run. Nothing here is an attack on a reader: a desk
believes an opening because it drew some of its secrets itself, and an entry because it knows that it did not make
it; a third person knows neither. That is offline deniability: it does not cover somebody who lets a judge take
part in the exchange while it happens (`docs/security.md`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backchannel.protocol.batch import NEW, Frame
from backchannel.protocol.entry import Head, make_header, write_heads
from backchannel.protocol.kem import Random, reader_id
from backchannel.protocol.opening import (
    Answered,
    FirstFlight,
    PairKeys,
    SecondFlight,
    Started,
    ThirdFlight,
    answer_knowing,
    finish_knowing,
    start,
)
from backchannel.protocol.pair import step
from backchannel.protocol.sealing import make_proof, seal_body, seal_slot

_NO_CARDS = b"[]"


@dataclass(frozen=True, slots=True, repr=False)
class SimulatedOpening:
    """A transcript that nobody took part in, with the passing states that both sides would have had."""

    first: FirstFlight
    second: SecondFlight
    third: ThirdFlight
    started: Started
    answered: Answered
    keys: PairKeys
    """The keys that would follow, from the initiator's point of view."""


def simulate_opening(
    random: Random,
    channel: bytes,
    in_force: bytes,
    public_a: bytes,
    public_b: bytes,
    charters: tuple[bytes, ...] = (b"",),
    heads: Mapping[bytes, Head] | None = None,
) -> SimulatedOpening:
    """Make a whole opening between the holders of two PUBLIC contact keys, without either of them.

    Whoever later brings both secret contact keys, and the ephemeral one, recovers the three secrets from the three
    encapsulations and finds both proofs right: an encapsulation needs only a public key, so one person can play
    both sides, and the proofs are MACs under what he drew. So a transcript that verifies under the real keys
    of two people proves of neither that he took part, which is why none may be shown as proof.

    It deceives neither of the two: each accepts a flight only in a run for which he himself drew a secret.
    BadInputError where a key is none.
    """
    run, started, carried, ephemeral = start(random, channel, in_force, public_a, public_b)
    first = FirstFlight(channel, run, reader_id(public_a), in_force, carried, ephemeral, charters, _NO_CARDS)
    told = write_heads(heads or {})
    second, answered, secrets = answer_knowing(random, first, public_b, public_a, told, started.first_secret)
    third, keys = finish_knowing(started, second, public_a, told, secrets)
    return SimulatedOpening(first, second, third, started, answered, keys)


def forge_frame(
    random: Random,
    *,
    chain: bytes,
    number: int,
    reader_key: bytes,
    epoch: int,
    reader: bytes,
    channel: bytes,
    charter: bytes,
    author: bytes,
    head: Head,
    seen: Mapping[bytes, Head],
    kind: str,
    time: str,
    readers: Sequence[bytes],
    content: dict[str, Any],
) -> Frame:
    """Make an entry "from" `author` that the desk of `reader` accepts, from what that desk itself holds.

    Taken are: the pair's chain key `chain` for messages from the author with its frame `number`, the reader's own
    public key `reader_key` of that `epoch`, and of the author's chain the `head` after which the entry stands ((0,
    FIRST) for none). The author's own desk would make the same frame: the pair key is known to both, and nothing
    in an entry is signed. Every other member refuses it, since his pair key with the author is not known here.
    BadInputError where the content is too long to seal or the key is none.
    """
    seq = head[0] + 1
    sealed = seal_body(random, channel, author, seq, readers, content)
    header = make_header(
        channel=channel,
        charter=charter,
        author=author,
        seq=seq,
        previous=head[1],
        seen=seen,
        kind=kind,
        readers=sealed.readers,
        body=sealed.digest,
        time=time,
    )
    taken = step(chain)
    slot = seal_slot(random, reader, reader_key, header.id, taken, sealed.key)
    tag = make_proof(header.id, slot, NEW, epoch, taken).tag
    return Frame(number, NEW, epoch, header.data, sealed.ciphertext, slot, tag)
