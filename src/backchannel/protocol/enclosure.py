"""Enclosures: a file sealed under a key that stands in the letter, carried in pieces of one size.

The file is padded to its Padmé length and sealed with Cobblestone256; its name is the digest of the ciphertext. It
counts as read only after its last piece has been checked against the letter.
"""

import hashlib
from collections.abc import Iterable, Iterator

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import enc
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.padding import padme

_FLOOR = 4096
_PIECE = 1 << 18
_FAULT = "An enclosure is not the one that its letter names; ask its author to send the letter again."


def _context(channel: bytes, author: bytes) -> bytes:
    return enc(labels.ENCLOSURE, channel, author)


def padded_length(length: int) -> int:
    """Give the length to which a file of `length` bytes is padded."""
    return max(padme(length + 1), _FLOOR)


def sealed_length(length: int) -> int:
    """Give the length of the ciphertext of a file of `length` bytes."""
    padded = padded_length(length)
    return padded + 24 + 32 + 16 * (padded // 16_384 + 1)


def chunk_count(sealed: int) -> int:
    """Give in how many pieces a ciphertext of that length travels."""
    return -(-sealed // LIMITS.enclosure_chunk)


def seal_enclosure(key: bytes, channel: bytes, author: bytes, pieces: Iterable[bytes], length: int) -> Iterator[bytes]:
    """Give the ciphertext of a file of `length` bytes in pieces of the one size, the last one shorter."""
    sealer = Cobblestone256Encryptor(key, _context(channel, author))
    buffer = bytearray()
    seen = 0
    for piece in _padded(pieces, length):
        seen += len(piece)
        buffer += sealer.update(piece)
        while len(buffer) >= LIMITS.enclosure_chunk:
            yield bytes(buffer[: LIMITS.enclosure_chunk])
            del buffer[: LIMITS.enclosure_chunk]
    buffer += sealer.finalize()
    while buffer:
        yield bytes(buffer[: LIMITS.enclosure_chunk])
        del buffer[: LIMITS.enclosure_chunk]


def _padded(pieces: Iterable[bytes], length: int) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        seen += len(piece)
        yield piece
    if seen != length:
        raise BadInputError("A file changed while it was being enclosed; try again.")
    missing = padded_length(length) - length - 1
    yield b"\x80"
    while missing:
        step = min(missing, _PIECE)
        yield bytes(step)
        missing -= step


def open_enclosure(
    key: bytes, channel: bytes, author: bytes, pieces: Iterable[bytes], length: int, digest: bytes
) -> Iterator[bytes]:
    """Give the file in pieces; BadInputError where it is not exactly the one that the letter names.

    The caller runs it once to its end without keeping anything before he gives any of it to a person.
    """
    opener = Cobblestone256Decryptor(key, _context(channel, author))
    left, hasher, rest = length, hashlib.sha256(), bytearray()
    try:
        for piece in pieces:
            plain = opener.update(piece)
            take = plain[:left]
            left -= len(take)
            hasher.update(take)
            rest += plain[len(take) :].rstrip(b"\x00") if rest else plain[len(take) :]
            if take:
                yield take
        plain = opener.finalize()
    except (InvalidTag, ValueError):
        raise BadInputError(_FAULT) from None
    take = plain[:left]
    hasher.update(take)
    if take:
        yield take
    rest += plain[len(take) :]
    if left != len(take) or bytes(rest).rstrip(b"\x00") != b"\x80" or hasher.digest() != digest:
        raise BadInputError(_FAULT)
