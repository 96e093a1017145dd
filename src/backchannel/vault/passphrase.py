"""A secret under a passphrase: Argon2id (RFC 9106) and ChaCha20-Poly1305 (RFC 8439).

A wrapped secret is strict JSON, `{"header": {...}, "wrapped": "<hex>"}`. The header names what is wrapped, the
version, the cost and the salt, and is authenticated as the exact bytes that stand in the file. Its numbers are
bounded, so that a hostile file can ask for neither 100 GB of memory nor an hour.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from backchannel.errors import BadInputError, LockedError, PlaceError, UsageError
from backchannel.protocol import strictjson

WRAPPED_SIZE = 4096
"""The most bytes that a wrapped secret may have, header and all."""
VERSION = 1
_SALT = 16
_KEY = 32
_TAG = 16
_ZERO_NONCE = bytes(12)
_COST_NAMES = ("memory_kib", "passes", "lanes")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id's memory in KiB, passes over it, and parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def bounded(self) -> bool:
        """Tell whether the cost is one that this program pays: at most 256 MiB, 8 passes, 8 lanes."""
        return 1 <= self.lanes <= 8 and 1 <= self.passes <= 8 and 8 * self.lanes <= self.memory_kib <= 262_144


RFC9106 = Cost(memory_kib=65_536, passes=3, lanes=4)
"""The second recommended option of RFC 9106 section 4."""
FOR_TESTS_ONLY = Cost(memory_kib=8, passes=1, lanes=1)
"""Protects nothing; makes a test fast."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A parsed wrapped secret: its header, the header's exact bytes, and the ciphertext."""

    header: dict[str, Any]
    header_bytes: bytes
    ciphertext: bytes
    cost: Cost
    salt: bytes


def require(passphrase: str) -> None:
    """Refuse a passphrase that protects nothing: UsageError where it is empty."""
    if not passphrase:
        raise UsageError("The passphrase is empty; choose one of several words.")


def wrap(secret: bytes, passphrase: str, cost: Cost, form: str, more: dict[str, Any] | None = None) -> bytes:
    """Wrap `secret` under `passphrase`; `form` names the kind of file, `more` are further names of its header.

    An empty passphrase is UsageError. The salt is fresh, so the derived key is used once and the nonce may be zero.
    """
    require(passphrase)
    salt = secrets.token_bytes(_SALT)
    header = {
        "format": form,
        "version": VERSION,
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
        **(more or {}),
    }
    key = _derive(passphrase, salt, cost)
    ciphertext = ChaCha20Poly1305(key).encrypt(_ZERO_NONCE, secret, strictjson.encode(header))
    return strictjson.encode({"header": header, "wrapped": ciphertext.hex()})


def parse(data: bytes, form: str, what: str, names: dict[str, type] | None = None) -> Wrapped:
    """Parse a wrapped secret of kind `form`; `names` are the further names in its header and their types.

    `what` names the file in the sentences. A newer version is LockedError, anything else that `wrap` would not
    have written BadInputError. Nothing is authenticated yet.
    """
    damaged = BadInputError(f"{what} is damaged; restore it from a backup.")
    try:
        whole = strictjson.decode_object(data, WRAPPED_SIZE)
    except BadInputError:
        raise damaged from None
    header, wrapped = whole.get("header"), whole.get("wrapped")
    if not isinstance(header, dict) or header.get("format") != form or not isinstance(wrapped, str):
        raise damaged
    version = header.get("version")
    if type(version) is int and version > VERSION:
        raise LockedError(f"{what} was written by a newer version of Backchannel; use that version or a later one.")
    expected = {"format": str, "version": int, **dict.fromkeys(_COST_NAMES, int), "salt": str, **(names or {})}
    if (
        list(whole) != ["header", "wrapped"]
        or list(header) != list(expected)
        or any(type(header[name]) is not kind for name, kind in expected.items())
        or version != VERSION
    ):
        raise damaged
    cost = Cost(header["memory_kib"], header["passes"], header["lanes"])
    salt, ciphertext = _unhex(header["salt"]), _unhex(wrapped)
    if not cost.bounded() or salt is None or len(salt) != _SALT or ciphertext is None or len(ciphertext) <= _TAG:
        raise damaged
    return Wrapped(header, strictjson.encode(header), ciphertext, cost, salt)


def unwrap(wrapped: Wrapped, passphrase: str, what: str) -> bytes:
    """Give the secret. LockedError if the passphrase is wrong (or the file was altered: the two look the same)."""
    key = _derive(passphrase, wrapped.salt, wrapped.cost)
    try:
        return ChaCha20Poly1305(key).decrypt(_ZERO_NONCE, wrapped.ciphertext, wrapped.header_bytes)
    except InvalidTag:
        raise LockedError(
            f"The passphrase does not open {what}; type it again, or restore a backup if you are certain of it."
        ) from None


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # RFC 8265 (OpaqueString): the same words typed on another keyboard must give the same bytes.
    try:
        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("The passphrase holds characters that are not text; type it again.") from None
    kdf = Argon2id(salt=salt, length=_KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    try:
        return kdf.derive(typed)
    except MemoryError:
        raise PlaceError(
            f"There is not enough memory to check the passphrase ({cost.memory_kib // 1024} MiB); close something."
        ) from None


def _unhex(text: str) -> bytes | None:
    """Decode lower-case hexadecimal and nothing else: one value has one spelling."""
    try:
        data = bytes.fromhex(text)
    except ValueError:
        return None
    return data if data.hex() == text else None
