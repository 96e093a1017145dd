"""The bare primitives of a letter, called with bytes of the right sizes and nothing around them.

They are the same classes of `cryptography` that the product uses, and the standard library's SHA-256 and JSON, in
the number that the specification asks for:

for each letter, by its author: one JSON encoding, one Cobblestone256 encryption, SHA-256 of the readers' list, of
    the ciphertext and of the header
for each reader, by its author: three HKDF-Expand (one step of the pair's chain), one HPKE seal (X-Wing, HKDF-SHA256,
    ChaCha20-Poly1305), HMAC and HKDF-Expand for the wrapping key, one ChaCha20-Poly1305, SHA-256 of the slot, HMAC
    of the tag
for each reader, by himself: three HKDF-Expand, SHA-256 of header, slot, ciphertext and readers' list, HMAC of the
    tag, one HPKE open, HMAC and HKDF-Expand, one ChaCha20-Poly1305, one Cobblestone256 decryption, one JSON parse
"""

import hashlib
import json
import os

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

SHA = SHA256()
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
NONCE = bytes(12)
CONTEXT = bytes(160)
"""A context of a body: its label and four parts."""
INFO = bytes(150)
"""The info of a slot: its label and two parts."""
TAGGED = bytes(130)
"""What a tag is made of: its label and two parts."""


def hmac(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256."""
    context = HMAC(key, SHA)
    context.update(data)
    return context.finalize()


def expand(key: bytes, info: bytes) -> bytes:
    """HKDF-Expand to 32 bytes."""
    return HKDFExpand(SHA, 32, info).derive(key)


def step(chain: bytes) -> tuple[bytes, bytes, bytes]:
    """One step of a chain."""
    return expand(chain, b"backchannel/1/wrap"), expand(chain, b"backchannel/1/mac"), expand(chain, b"backchannel/1/n")


def sha256(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def write_json(value: object) -> bytes:
    """Encode as the protocol does."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def seal_body(key: bytes, data: bytes) -> bytes:
    """Cobblestone256."""
    sealer = Cobblestone256Encryptor(key, CONTEXT)
    return sealer.update(data) + sealer.finalize()


def open_body(key: bytes, ciphertext: bytes, context: bytes = CONTEXT) -> bytes:
    """Cobblestone256."""
    opener = Cobblestone256Decryptor(key, context)
    return opener.update(ciphertext) + opener.finalize()


def seal_slot(chain: bytes, public: MLKEM768X25519PublicKey, entry: bytes, body_key: bytes) -> tuple[bytes, bytes]:
    """Everything for one reader, by the author: (slot, tag)."""
    wrap, mac, _ = step(chain)
    secret = os.urandom(32)
    carried = SUITE.encrypt(secret, public, info=INFO)
    wrapping = expand(hmac(wrap, secret), INFO)
    slot = carried + ChaCha20Poly1305(wrapping).encrypt(NONCE, body_key, entry)
    sha256(slot)
    return slot, hmac(mac, TAGGED)


def open_slot(chain: bytes, private: MLKEM768X25519PrivateKey, entry: bytes, slot: bytes, tag: bytes) -> bytes:
    """Everything for one slot, by its reader: the body's key."""
    wrap, mac, _ = step(chain)
    sha256(slot)
    if not bytes_eq(hmac(mac, TAGGED), tag):
        raise AssertionError("the tag is wrong")
    secret = SUITE.decrypt(slot[:1168], private, info=INFO)
    wrapping = expand(hmac(wrap, secret), INFO)
    return ChaCha20Poly1305(wrapping).decrypt(NONCE, slot[1168:], entry)


def read_json(data: bytes) -> object:
    """Parse."""
    return json.loads(data)
