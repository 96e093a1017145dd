"""HPKE's base mode and X-Wing's combiner, written from their texts: a second opinion on the library's.

RFC 9180 sections 5.1 and 5.2; draft-connolly-cfrg-xwing-kem section 5.3. One message, sequence number 0, no `aad`,
or the n-th message with one.
"""

import hashlib

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from backchannel.protocol.encoding import xpd, xtr
from backchannel.protocol.kem import SecretKey

SUITE_ID = b"HPKE" + bytes.fromhex("647a00010003")
XWING_LABEL = bytes.fromhex("5c2e2f2f5e5c")


def combined(inner, outer, carried, public):
    """X-Wing's shared secret from both halves, the X25519 ciphertext and the X25519 public key."""
    return hashlib.sha3_256(inner + outer + carried + public + XWING_LABEL).digest()


def _extract(salt, label, ikm):
    return xtr(salt, b"HPKE-v1" + SUITE_ID + label + ikm)


def _expand(prk, label, info, length):
    return xpd(prk, length.to_bytes(2, "big") + b"HPKE-v1" + SUITE_ID + label + info, length)


def schedule(shared, info):
    """(key, base nonce) of base mode."""
    context = b"\x00" + _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", info)
    secret = _extract(shared, b"secret", b"")
    return _expand(secret, b"key", context, 32), _expand(secret, b"base_nonce", context, 12)


def sealed(shared, info, plain):
    """The ciphertext of the first message, without its encapsulation."""
    key, nonce = schedule(shared, info)
    return ChaCha20Poly1305(key).encrypt(nonce, plain, b"")


def key_from(seed, scalar):
    """A secret key of ours whose two halves are given, instead of expanded from one seed."""
    inner, curve = MLKEM768PrivateKey.from_seed_bytes(seed), X25519PrivateKey.from_private_bytes(scalar)
    key = SecretKey(bytes(32))
    key._key = MLKEM768X25519PrivateKey(inner, curve)
    key.public = inner.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return key


def exchanged(scalar, public):
    """X25519."""
    return X25519PrivateKey.from_private_bytes(scalar).exchange(X25519PublicKey.from_public_bytes(public))
