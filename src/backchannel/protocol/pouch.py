"""The pouch: the blobs of one recipient in one file, with nothing in clear and no mark of what it is.

`seal(k) || Cobblestone256(k, items || end || zeros)`: the file's key is sealed to the recipient's contact key, the
items follow in a stream, and the length is brought up to the Padmé length. An item is `u64 day || mailbox (32) ||
u32 length || blob`; the end is an item of length 0. What is inside is protected for itself: losing a pouch, getting
it twice or last year's today does no harm.
"""

import struct
from collections.abc import Iterable, Iterator

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import enc
from backchannel.protocol.kem import CARRIED, Random, SecretKey, kem, reader_id, unkem
from backchannel.protocol.limits import BLOB_SIZES, LIMITS
from backchannel.protocol.padding import padme

_ITEM = struct.Struct("<Q32sI")
_PIECE = 1 << 18

Item = tuple[int, bytes, bytes]
"""(day, mailbox, blob)"""


def seal_pouch(random: Random, recipient: bytes, items: Iterable[Item]) -> Iterator[bytes]:
    """Give the bytes of a pouch, piece by piece, for the contact key `recipient`."""
    carried, key = kem(recipient, random, enc(labels.POUCH, reader_id(recipient)))
    sealer = Cobblestone256Encryptor(key, enc(labels.POUCH_BODY))
    yield carried
    length = 0
    for day, mailbox, blob in items:
        head = _ITEM.pack(day, mailbox, len(blob))
        length += len(head) + len(blob)
        yield sealer.update(head) + sealer.update(blob)
    length += _ITEM.size
    yield sealer.update(_ITEM.pack(0, bytes(32), 0))
    missing = padme(max(length, BLOB_SIZES[0])) - length
    while missing:
        piece = min(missing, _PIECE)
        yield sealer.update(bytes(piece))
        missing -= piece
    yield sealer.finalize()


def open_pouch(pieces: Iterable[bytes], own: SecretKey) -> Iterator[Item]:
    """Give the items of a pouch, one at a time.

    The items come out before the pouch's end has been checked, so the caller takes them in within one change, and
    gives the change up when this raises BadInputError: a pouch for somebody else, cut short, altered or too large.
    """
    buffer, total, count = bytearray(), 0, 0
    opener: Cobblestone256Decryptor | None = None
    ended = False
    for piece in pieces:
        total += len(piece)
        if total > LIMITS.pouch:
            raise BadInputError(
                f"The pouch is larger than the {LIMITS.pouch} bytes that are allowed; nothing was taken."
            )
        buffer += piece if opener is None else _more(opener, piece)
        if opener is None:
            if len(buffer) < CARRIED:
                continue
            opener = Cobblestone256Decryptor(_key(bytes(buffer[:CARRIED]), own), enc(labels.POUCH_BODY))
            buffer = bytearray(_more(opener, bytes(buffer[CARRIED:])))
        while not ended and (item := _next(buffer)) is not None:
            if not item[2]:
                ended = True
                break
            count += 1
            _bounded(count)
            yield item
        if ended:
            _zeros(buffer)
            buffer.clear()
    if opener is None:
        raise BadInputError("This file is no pouch, or is cut short; nothing was taken.")
    try:
        buffer += opener.finalize()
    except (InvalidTag, ValueError):
        raise BadInputError("The pouch is cut short or was altered; nothing was taken, so ask for it again.") from None
    while not ended and (item := _next(buffer)) is not None:
        if item[2]:
            count += 1
            _bounded(count)
            yield item
        else:
            ended = True
    _zeros(buffer)
    if not ended:
        raise BadInputError("The pouch has no end; nothing was taken, so ask for it again.")


def _key(carried: bytes, own: SecretKey) -> bytes:
    try:
        return unkem(own, carried, enc(labels.POUCH, reader_id(own.public)))
    except BadInputError:
        raise BadInputError("This file is no pouch for this desk; nothing was taken.") from None


def _more(opener: Cobblestone256Decryptor, piece: bytes) -> bytes:
    try:
        return opener.update(piece)
    except (InvalidTag, ValueError):
        raise BadInputError("The pouch is cut short or was altered; nothing was taken, so ask for it again.") from None


def _next(buffer: bytearray) -> Item | None:
    if len(buffer) < _ITEM.size:
        return None
    day, mailbox, length = _ITEM.unpack_from(buffer)
    if length and length not in BLOB_SIZES:
        raise BadInputError("The pouch holds something of a size that blobs do not have; nothing was taken.")
    if len(buffer) < _ITEM.size + length:
        return None
    blob = bytes(buffer[_ITEM.size : _ITEM.size + length])
    del buffer[: _ITEM.size + length]
    return day, mailbox, blob


def _bounded(count: int) -> None:
    if count > LIMITS.pouch_items:
        raise BadInputError("The pouch holds too many things; nothing was taken.")


def _zeros(buffer: bytearray) -> None:
    if any(buffer):
        raise BadInputError("The pouch holds something after its end; nothing was taken.")
