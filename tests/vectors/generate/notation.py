"""The notation of the specification, made a second time: encoding, strict JSON, keys, sealing, padding."""

import base64
import hashlib
import hmac

from cryptography.cobblestone import Cobblestone256Encryptor
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

SIZES = [4096 * 4**power for power in range(5)]


def made(what, length=32):
    """Bytes that stand for random ones, the same at every run."""
    return hashlib.shake_256(b"backchannel vectors 1: " + what.encode()).digest(length)


def le64(number):
    return number.to_bytes(8, "little")


def enc(label, *parts):
    items = [label.encode() if isinstance(label, str) else label, *parts]
    return le64(len(items)) + b"".join(le64(len(item)) + item for item in items)


def sha(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def xtr(salt, ikm):
    return mac(salt, ikm)


def xpd(prk, info):
    info = info.encode() if isinstance(info, str) else info
    return mac(prk, info + b"\x01")


def b64(data):
    return base64.urlsafe_b64encode(data).decode().replace("=", "")


_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def js(value):
    """Strict JSON, as text."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(_SHORT.get(c, c if c >= " " else f"\\u{ord(c):04x}") for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(js(item) for item in value) + "]"
    return "{" + ",".join(f"{js(name)}:{js(item)}" for name, item in value.items()) + "}"


class Key:
    """An X-Wing key of a seed: only its public half is needed here."""

    def __init__(self, seed):
        self.seed = seed
        wide = hashlib.shake_256(seed).digest(96)
        inner = MLKEM768PrivateKey.from_seed_bytes(wide[:64]).public_key().public_bytes_raw()
        self.public = inner + X25519PrivateKey.from_private_bytes(wide[64:]).public_key().public_bytes_raw()
        self.reader = sha(enc("bc1/ck", self.public))


_HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal(public, info, data):
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:1184]), X25519PublicKey.from_public_bytes(public[1184:])
    )
    return _HPKE.encrypt(data, key, info=info)


def cobble(key, context, data):
    sealer = Cobblestone256Encryptor(key, context)
    return sealer.update(data) + sealer.finalize()


def pad(data, size):
    return data + b"\x80" + b"\x00" * (size - len(data) - 1)


def padme(length):
    """Padmé by its own definition, for lengths of at least 2."""
    e = 0
    while 2 ** (e + 1) <= length:
        e += 1
    s = 0
    while 2 ** (s + 1) <= e:
        s += 1
    unit = 2 ** (e - (s + 1))
    return -(-length // unit) * unit


def pad_body(data):
    return pad(data, max(padme(len(data) + 1), 1024))


def fingerprint(digest):
    digits = str(int(digest.hex(), 16))[-60:].rjust(60, "0")
    return " ".join(digits[at : at + 5] for at in range(0, 60, 5))


def std(data):
    """Large bytes in a vector: standard base64."""
    return base64.b64encode(data).decode()


def flip(data, at=-1):
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def head_list(label, *heads):
    return enc(label, *(reader + le64(number) + identifier for reader, number, identifier in heads))
