"""Encoding, hashing and key derivation: the notation of the specification.

`enc` is the pre-authentication encoding of PASETO (paseto-standard, "PAE"), `h` is SHA-256 (FIPS 180-4), `mac`
is HMAC-SHA-256 (FIPS 198-1), `xtr` and `xpd` are HKDF-Extract and HKDF-Expand with SHA-256 (RFC 5869) giving
32 bytes. Everything that is hashed or authenticated passes through `enc` under a label of `labels`.
"""

import base64
import binascii
import hashlib
import struct
from functools import cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from backchannel.errors import BadInputError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

DIGEST = 32
_HASH = SHA256()
_LE64 = struct.Struct("<Q").pack

__all__ = [
    "DIGEST",
    "b64",
    "dec",
    "enc",
    "equal",
    "h",
    "hex32",
    "label_of",
    "mac",
    "u64",
    "unb64",
    "unhex32",
    "unu64",
    "xpd",
    "xtr",
]


def u64(number: int) -> bytes:
    """An unsigned 64-bit integer as 8 bytes, little-endian (as PASETO's LE64, top bit never set)."""
    if not 0 <= number < 1 << 63:
        raise OverflowError("a number of the protocol lies between 0 and 2^63 - 1")
    return number.to_bytes(8, "little")


def unu64(data: bytes) -> int:
    """Give the integer that `u64` wrote; refuse any other length and a set top bit."""
    if len(data) != 8 or data[7] & 0x80:
        raise BadInputError("A number in the protocol's encoding is malformed; ask for the object again.")
    return int.from_bytes(data, "little")


def enc(label: bytes, *parts: bytes) -> bytes:
    """Encode a label and byte strings without ambiguity: LE64(count), then LE64(length) and bytes of each."""
    pieces = [_LE64(len(parts) + 1), _LE64(len(label)), label]
    for part in parts:
        pieces += (_LE64(len(part)), part)
    return b"".join(pieces)


def dec(label: bytes, data: bytes, count: int | None = None) -> list[bytes]:
    """Give the parts of what `enc(label, ...)` wrote, without the label.

    Refuses (BadInputError) another label, another `count` of parts, lengths that run over the end, and trailing
    bytes: what this accepts, `enc` writes again to the same bytes.
    """
    at, end = 8, len(data)
    number = unu64(data[:8])
    if number > len(data) // 8:
        raise BadInputError("An object's encoding announces more parts than it has bytes; ask for it again.")
    parts: list[bytes] = []
    for _ in range(number):
        start = at + 8
        at = start + int.from_bytes(data[start - 8 : start], "little")
        if at > end or start > end:
            unu64(data[start - 8 : start])
            raise BadInputError("An object's encoding ends too early; ask for it again.")
        parts.append(data[start:at])
    if at != end or not parts or parts[0] != label:
        raise BadInputError("An object is not of the kind that was expected, or has bytes after its end.")
    if count is not None and len(parts) != count + 1:
        raise BadInputError("An object has another number of parts than its kind has.")
    return parts[1:]


def h(data: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def mac(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256, 32 bytes."""
    context = HMAC(key, _HASH)
    context.update(data)
    return context.finalize()


def xtr(salt: bytes, ikm: bytes) -> bytes:
    """HKDF-Extract (RFC 5869 section 2.2): HMAC of the input key material under the salt."""
    return mac(salt, ikm)


def xpd(prk: bytes, info: bytes, length: int = DIGEST) -> bytes:
    """HKDF-Expand (RFC 5869 section 2.3)."""
    return _expansion()(_HASH, length, info).derive(prk)


@cache
def _expansion() -> "type[HKDFExpand]":
    # Imported at its first use: verifying a bundle derives nothing, and should start fast.
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    return HKDFExpand


def equal(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return bytes_eq(left, right)


def label_of(data: bytes) -> bytes:
    """Give the label under which `enc` wrote this, or b"" where there is none."""
    length = int.from_bytes(data[8:16], "little")
    return data[16 : 16 + length] if length <= 64 else b""


def b64(data: bytes) -> str:
    """Bytes as text: base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: object, length: int | None = None) -> bytes:
    """Read what `b64` wrote, of exactly `length` bytes if given; refuse every other spelling of the same bytes."""
    try:
        raw = str(text).encode("ascii")
        data = base64.b64decode(raw + b"=" * (-len(raw) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise BadInputError("A base64 field of an object is malformed; ask for the object again.") from None
    if not isinstance(text, str) or b64(data) != text or (length is not None and len(data) != length):
        raise BadInputError("A base64 field of an object is malformed; ask for the object again.")
    return data


def hex32(digest: bytes) -> str:
    """A digest or identifier as 64 lower-case hexadecimal characters."""
    return digest.hex()


def unhex32(text: object) -> bytes:
    """Read 64 lower-case hexadecimal characters; refuse everything else."""
    if isinstance(text, str) and len(text) == 64:
        try:
            data = bytes.fromhex(text)
        except ValueError:
            data = b""
        if data.hex() == text:
            return data
    raise BadInputError("An identifier of an object is not 64 lower-case hexadecimal characters.")
