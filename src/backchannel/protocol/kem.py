"""Keys that receive: X-Wing inside HPKE base mode, and the hybrid secret of 32 bytes that it carries.

Suite 1 is HPKE (RFC 9180) with MLKEM768-X25519 (0x647a, draft-ietf-hpke-pq), HKDF-SHA256 and ChaCha20-Poly1305.
A secret key is stored as its 32-byte X-Wing seed; SHAKE256 expands it to the ML-KEM seed and the X25519 scalar
(draft-connolly-cfrg-xwing-kem section 5.2). A public key is the ML-KEM-768 encapsulation key followed by the
X25519 public key, 1,216 bytes.
"""

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import enc, h

Random = Callable[[int], bytes]
"""A source of that many random bytes, given by the caller."""

SEED = 32
PUBLIC = 1216
_PROBE = X25519PrivateKey.from_private_bytes(bytes(range(32)))
"""Any scalar shows a point of low order, since all are multiples of the cofactor (RFC 7748 section 5)."""
_ML_KEM_PUBLIC = 1184
KEM_OVERHEAD = 1120 + 16
"""What HPKE adds to a plaintext: the encapsulation and the tag."""
CARRIED = KEM_OVERHEAD + 32
"""The size of what `kem` gives: 1,168 bytes."""

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class SecretKey:
    """A secret X-Wing key, ready to open; its representation shows nothing."""

    __slots__ = ("_key", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        """Expand a 32-byte seed (SHAKE256 to 96 bytes: 64 for ML-KEM, 32 for X25519)."""
        if len(seed) != SEED:
            raise BadInputError("A secret key has another length than 32 bytes.")
        wide = hashlib.shake_256(seed).digest(96)
        inner = MLKEM768PrivateKey.from_seed_bytes(wide[:64])
        curve = X25519PrivateKey.from_private_bytes(wide[64:])
        self.seed = seed
        self.public = inner.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        self._key = MLKEM768X25519PrivateKey(inner, curve)

    def __repr__(self) -> str:
        return "SecretKey(...)"

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Open what `seal` made for this key under the same info; BadInputError for anything else."""
        try:
            return _SUITE.decrypt(sealed, self._key, info=info)
        except (InvalidTag, ValueError):
            raise BadInputError("Something sealed does not open with this desk's key.") from None


def public_key(data: bytes) -> MLKEM768X25519PublicKey:
    """Read a public key of 1,216 bytes; BadInputError where it is not one (FIPS 203 section 7.2, RFC 7748 section 6.1).

    A point of low order is refused here, since nothing could ever be sealed to it: a member who announced one would
    stop all who write to him.
    """
    if len(data) != PUBLIC:
        raise BadInputError("A public key has another length than 1,216 bytes; ask for the card again.")
    try:
        inner = MLKEM768PublicKey.from_public_bytes(data[:_ML_KEM_PUBLIC])
        curve = X25519PublicKey.from_public_bytes(data[_ML_KEM_PUBLIC:])
        _PROBE.exchange(curve)
    except ValueError:
        raise BadInputError("A public key is malformed; ask for the card again.") from None
    return MLKEM768X25519PublicKey(inner, curve)


def seal(plaintext: bytes, public: bytes | MLKEM768X25519PublicKey, info: bytes) -> bytes:
    """HPKE base mode, single shot: the encapsulation followed by the ciphertext."""
    key = public_key(public) if isinstance(public, bytes) else public
    return _SUITE.encrypt(plaintext, key, info=info)


def kem(public: bytes | MLKEM768X25519PublicKey, random: Random, info: bytes) -> tuple[bytes, bytes]:
    """Give (c, s): a fresh 32-byte secret s and c, 1,168 bytes, that carries it to the key's holder."""
    secret = random(32)
    return seal(secret, public, info), secret


def unkem(key: SecretKey, carried: bytes, info: bytes) -> bytes:
    """Give the 32-byte secret that `kem` carried; BadInputError for anything else."""
    if len(carried) != CARRIED:
        raise BadInputError("A carried secret has another length than 1,168 bytes.")
    return key.open(carried, info)


def reader_id(public: bytes) -> bytes:
    """Who a reader is: the digest of the contact key, 32 bytes. Its fingerprint is read aloud."""
    return h(enc(labels.CONTACT_KEY, public))
