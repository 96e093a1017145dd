"""The directed pair key and its ratchet: one step for every frame from one reader to another.

`(wrap, mac, next) = XPD(K, …)`. The used chain key and wrap key are erased; the used one-time mac key is kept beside
the stored letter, as OTR reveals its keys, so that forging it later is cheap. A `rekey` entry mixes two fresh
secrets, one from each side, into the chain, so that a passive thief of a desk is shut out after one exchange.
"""

from dataclasses import dataclass

from backchannel.protocol import labels
from backchannel.protocol.encoding import enc, u64, xpd, xtr


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """What one frame uses: a wrapping key, a mac key, and the chain key that follows."""

    wrap: bytes
    mac: bytes
    following: bytes


@dataclass(frozen=True, slots=True, repr=False)
class RekeyShare:
    """A secret that one side sent the other in a rekey entry, and that entry's identifier."""

    secret: bytes
    entry: bytes


def step(key: bytes) -> Step:
    """Take one step of a chain from its current key."""
    return Step(xpd(key, labels.WRAP), xpd(key, labels.MAC), xpd(key, labels.NEXT))


def mix(key: bytes, secret: bytes, other: RekeyShare | None) -> bytes:
    """Give the chain key after a rekey.

    `key` is the chain key after the rekey entry's own step, `secret` the 32 bytes that the entry carries to this
    peer, `other` the last share that came the other way, as far as the entry's author had seen.
    """
    last = (other.secret, other.entry) if other else (b"", b"")
    return xtr(key, enc(labels.REKEY_SECRETS, secret, *last))


def share_info(channel: bytes, author: bytes, seq: int, peer: bytes) -> bytes:
    """Give the context to which the secret of a rekey entry is bound."""
    return enc(labels.REKEY, channel, author, u64(seq), peer)
