"""Composite signatures: id-MLDSA65-Ed25519-SHA512 of draft-ietf-lamps-pq-composite-sigs.

ML-DSA-65 (FIPS 204) and Ed25519 (RFC 8032) sign the same prepared message, and both must verify. Keys that some
verifiers of Ed25519 accept and others refuse are refused here before use: with a key of low order one signature
fits many messages, and its owner could disown it ("Taming the many EdDSAs", IACR ePrint 2020/1244;
"The provable security of Ed25519", IACR ePrint 2020/823).
"""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

__all__ = [
    "ALGORITHM",
    "NAME",
    "PUBLIC",
    "SIGNATURE",
    "ed25519_verifies",
    "halves",
    "is_sound",
    "mldsa65_verifies",
    "prepared",
    "verifies",
]

ALGORITHM = "id-MLDSA65-Ed25519-SHA512"
_PREFIX = b"CompositeAlgorithmSignatures2025"
NAME = b"COMPSIG-MLDSA65-Ed25519-SHA512"
"""The label of the algorithm, which is also the context of its ML-DSA half."""

_MLDSA_PUBLIC, _ED25519_PUBLIC = 1952, 32
_MLDSA_SIGNATURE, _ED25519_SIGNATURE = 3309, 64
PUBLIC = _MLDSA_PUBLIC + _ED25519_PUBLIC
"""Bytes of a public key: ML-DSA-65, then Ed25519."""
SIGNATURE = _MLDSA_SIGNATURE + _ED25519_SIGNATURE
"""Bytes of a signature: ML-DSA-65, then Ed25519."""

_P = 2**255 - 19
_Y_OF_ORDER_8 = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
# y decides: a point and its negative have the same order, and x = 0 with the sign bit set has y = 1 or y = -1.
_LOW_ORDER = frozenset({0, 1, _P - 1, _Y_OF_ORDER_8, _P - _Y_OF_ORDER_8})


def halves(public: bytes) -> tuple[bytes, bytes]:
    """Give the ML-DSA-65 and the Ed25519 half of a public key."""
    return public[:_MLDSA_PUBLIC], public[_MLDSA_PUBLIC:]


def is_sound(public: bytes) -> bool:
    """Whether a public key has its size and an Ed25519 half that is canonical and not of low order."""
    return len(public) == PUBLIC and _is_usable_point(public[_MLDSA_PUBLIC:])


def verifies(public: bytes, message: bytes, context: bytes, signature: bytes) -> bool:
    """Whether both halves of a signature are those of this key, message and context."""
    if len(signature) != SIGNATURE or len(public) != PUBLIC or len(context) > 255:
        return False
    body = prepared(message, context)
    mldsa, ed25519 = halves(public)
    return mldsa65_verifies(mldsa, body, NAME, signature[:_MLDSA_SIGNATURE]) and ed25519_verifies(
        ed25519, body, signature[_MLDSA_SIGNATURE:]
    )


def mldsa65_verifies(public: bytes, message: bytes, context: bytes, signature: bytes) -> bool:
    """Whether an ML-DSA-65 signature (FIPS 204 algorithm 3) holds."""
    try:
        MLDSA65PublicKey.from_public_bytes(public).verify(signature, message, context)
    except (InvalidSignature, ValueError):
        return False
    return True


def ed25519_verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature (RFC 8032 section 5.1.7, without cofactor) holds, and key and R are usable."""
    if len(signature) != _ED25519_SIGNATURE or not (_is_usable_point(public) and _is_usable_point(signature[:32])):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _is_usable_point(point: bytes) -> bool:
    if len(point) != _ED25519_PUBLIC:
        return False
    y = int.from_bytes(point, "little") & ((1 << 255) - 1)
    return y < _P and y not in _LOW_ORDER


def prepared(message: bytes, context: bytes) -> bytes:
    """Give the message representative M' that both halves sign; ValueError for a context over 255 bytes."""
    if len(context) > 255:
        raise ValueError("a context has at most 255 bytes")
    return _PREFIX + NAME + bytes([len(context)]) + context + hashlib.sha512(message).digest()
