"""Sealing and opening an entry: one body for all, a slot and a tag for each reader.

The body is strict JSON, padded, under a fresh key in Cobblestone256 (C2SP chunked-encryption: key-committing and
truncation-proof). A slot carries the body's key to one reader under two secrets, X-Wing and the pair chain; a
member who is not a reader gets a slot of the same length that carries nothing. The tag is the only thing that says
who wrote the entry, and its reader could have made it himself: that is the deniability.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey

from backchannel.errors import BadInputError, CounterpartyError
from backchannel.protocol import labels
from backchannel.protocol.encoding import enc, equal, h, hex32, mac, u64, unhex32, xpd, xtr
from backchannel.protocol.entry import Header
from backchannel.protocol.kem import CARRIED, Random, SecretKey, kem, unkem
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.padding import pad, unpad
from backchannel.protocol.pair import Step
from backchannel.protocol.strictjson import decode_object, encode

SLOT = CARRIED + 32 + 16
"""A slot: the carried secret, then the wrapped body key with its tag. 1,216 bytes."""
_ZERO_NONCE = bytes(12)


@dataclass(frozen=True, slots=True, repr=False)
class SealedBody:
    """A body under its key, before there is a header: what the header names by digest."""

    ciphertext: bytes
    key: bytes
    digest: bytes
    readers: bytes
    """The salted digest of the readers' list."""


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """What shows a reader who wrote an entry, and shows nobody else: he could have made it himself."""

    mac_key: bytes
    slot_digest: bytes
    """The digest of the slot together with the type and the key epoch of the frame that brought it."""
    tag: bytes

    def holds(self, entry: bytes) -> bool:
        """Whether the tag is right for that entry identifier."""
        return equal(mac(self.mac_key, enc(labels.TAG, entry, self.slot_digest)), self.tag)


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What opening gives: the body with its key, or None for a member who is not a reader."""

    body: dict[str, Any] | None
    key: bytes
    proof: Proof


def readers_digest(salt: bytes, readers: Sequence[bytes]) -> bytes:
    """Digest a readers' list under the salt that stands in the body."""
    return h(enc(labels.READERS, salt, *sorted(readers)))


def body_context(channel: bytes, author: bytes, seq: int, readers: bytes) -> bytes:
    """Give the context to which a body's encryption is bound."""
    return enc(labels.BODY, channel, author, u64(seq), readers)


def own_body_key(
    secret: bytes,
    *,
    channel: bytes,
    charter: bytes,
    seq: int,
    previous: bytes,
    seen: Sequence[tuple[bytes, int, bytes]],
    kind: str,
    time: str,
) -> bytes:
    """Derive the body key of one's own entry from a secret of one's desk and from what its header will say.

    To everybody else it is a random key. A desk that went back in time knows by it, and by it alone, that an entry
    which a peer returns is its own, and can read it even if that peer could not. The secret is committed to
    nowhere, so showing one proves nothing to an outsider: any other would look the same.
    """
    packed = b"".join(a + u64(n) + i for a, n, i in seen)
    place = (channel, charter, u64(seq), previous, packed)
    return xpd(secret, enc(labels.OWN_BODY, *place, kind.encode("ascii"), time.encode("ascii")))


def own_salt(secret: bytes, key: bytes, content: bytes) -> bytes:
    """Derive the salt of one's own body from its content, so that a reader, who knows the key, cannot alter it."""
    return mac(secret, enc(labels.OWN_SALT, key, content))


def take_back(secret: bytes, header: Header, ciphertext: bytes) -> tuple[bytes, dict[str, Any]] | None:
    """Give (key, body) of an entry that is said to be one's own and lost, or None where it is not."""
    key = own_body_key(
        secret,
        channel=header.channel,
        charter=header.charter,
        seq=header.seq,
        previous=header.previous,
        seen=header.seen,
        kind=header.kind,
        time=header.time,
    )
    opener = Cobblestone256Decryptor(key, body_context(header.channel, header.author, header.seq, header.readers))
    try:
        value = decode_object(unpad(opener.update(ciphertext) + opener.finalize()))
        salt = unhex32(value.pop("salt"))
        body = open_body(header, ciphertext, key)
    except (InvalidTag, ValueError, KeyError, BadInputError):
        return None
    if h(ciphertext) != header.body or body is None or not equal(salt, own_salt(secret, key, encode(value))):
        return None
    return key, body


def seal_body(
    random: Random,
    channel: bytes,
    author: bytes,
    seq: int,
    readers: Sequence[bytes],
    content: dict[str, Any],
    key: bytes = b"",
    secret: bytes = b"",
) -> SealedBody:
    """Seal the content of an entry: its readers and a salt are put in front of what it says.

    `key` is the 32-byte body key (`own_body_key`) and `secret` the one it was derived from; without them key and
    salt are random, which to everybody else is the same.
    """
    listed = [hex32(r) for r in sorted(readers)]
    key = key or random(32)
    salt = own_salt(secret, key, encode({"readers": listed, **content})) if secret else random(32)
    value = {"readers": listed, "salt": hex32(salt), **content}
    data = encode(value)
    if len(data) > LIMITS.body:
        raise BadInputError(
            f"The text is too long to seal ({len(data)} bytes of {LIMITS.body}); put part of it into an enclosure."
        )
    digest = readers_digest(salt, readers)
    sealer = Cobblestone256Encryptor(key, body_context(channel, author, seq, digest))
    ciphertext = sealer.update(pad(data)) + sealer.finalize()
    return SealedBody(ciphertext, key, h(ciphertext), digest)


def open_body(header: Header, ciphertext: bytes, key: bytes) -> dict[str, Any] | None:
    """Open a body with its key; None where the key is not the body's (the slot was a blank one).

    Raises CounterpartyError where the key is right but the content is not what the protocol allows: that is its
    author's doing. Nothing is given out before the last chunk has been checked.
    """
    opener = Cobblestone256Decryptor(key, body_context(header.channel, header.author, header.seq, header.readers))
    try:
        data = opener.update(ciphertext) + opener.finalize()
    except (InvalidTag, ValueError):
        return None
    try:
        body = decode_object(unpad(data))
        readers, salt = body.pop("readers"), unhex32(body.pop("salt"))
        listed = [unhex32(r) for r in readers]
        if not isinstance(readers, list):
            raise TypeError("readers are a list")
    except (BadInputError, KeyError, TypeError):
        raise CounterpartyError("An entry's body is not what the protocol allows; its author made it so.") from None
    if listed != sorted(set(listed)) or readers_digest(salt, listed) != header.readers:
        raise CounterpartyError("An entry's list of readers is not the one its header names.")
    body["readers"] = listed
    return body


def seal_slot(
    random: Random, reader: bytes, key: bytes | MLKEM768X25519PublicKey, entry: bytes, step: Step, body_key: bytes
) -> bytes:
    """Make the slot for one member; for a member who is not a reader, `body_key` is 32 random bytes."""
    carried, secret = kem(key, random, enc(labels.SLOT, entry, reader))
    wrapping = xpd(xtr(step.wrap, secret), enc(labels.KEY_ENCRYPTION, entry, reader))
    # The nonce is zero because the wrapping key is used for this one slot only.
    return carried + ChaCha20Poly1305(wrapping).encrypt(_ZERO_NONCE, body_key, entry)


def open_slot(key: SecretKey, reader: bytes, entry: bytes, step: Step, slot: bytes) -> bytes:
    """Open one's own slot; CounterpartyError where it does not open, since its tag was right."""
    try:
        secret = unkem(key, slot[:CARRIED], enc(labels.SLOT, entry, reader))
        wrapping = xpd(xtr(step.wrap, secret), enc(labels.KEY_ENCRYPTION, entry, reader))
        return ChaCha20Poly1305(wrapping).decrypt(_ZERO_NONCE, slot[CARRIED:], entry)
    except (BadInputError, InvalidTag):
        raise CounterpartyError("An entry's slot for this desk does not open.") from None


def _slot_digest(slot: bytes, frame_type: bytes, epoch: int) -> bytes:
    # Type and epoch say what the slot's chain goes through: whoever could alter them in a frame, as a thief of the
    # pair's outer key, would have a rekey not mixed, and the two chains would part for good.
    return h(enc(labels.SLOT_DIGEST, slot, frame_type, u64(epoch)))


def make_proof(entry: bytes, slot: bytes, frame_type: bytes, epoch: int, step: Step) -> Proof:
    """Make the tag of one reader's slot, in a frame of that type to the reader's key of that epoch.

    Author and reader hold the same key; either can make it.
    """
    digest = _slot_digest(slot, frame_type, epoch)
    return Proof(step.mac, digest, mac(step.mac, enc(labels.TAG, entry, digest)))


def check_tag(entry: bytes, slot: bytes, frame_type: bytes, epoch: int, tag: bytes, step: Step) -> Proof:
    """Give the proof of authorship, or BadInputError where the tag is wrong: then nothing is known of the sender."""
    proof = Proof(step.mac, _slot_digest(slot, frame_type, epoch), tag)
    if len(slot) != SLOT or not proof.holds(entry):
        raise BadInputError("Something arrived that does not come from whom it names; it was dropped.")
    return proof
