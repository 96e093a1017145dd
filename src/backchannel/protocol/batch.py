"""What travels: frames in batches, batches in blobs of few sizes, blobs in mailboxes that change every day.

Nothing here says who writes to whom, and no two blobs share bytes: a batch is sealed under the pair's outer key,
bound to its mailbox, and padded to a size class. A relay and a pouch carry the same blobs.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import dec, enc, label_of, u64, unu64, xpd
from backchannel.protocol.entry import Head, read_heads, write_heads
from backchannel.protocol.limits import BLOB_SIZES, LIMITS
from backchannel.protocol.padding import pad_to, unpad_from

NEW, AGAIN, RETURNED, HEARSAY = b"E", b"R", b"T", b"H"
"""A frame brings a new entry, an author's own earlier entry once more, an author's lost entry back to him, or an entry
of somebody who left or was removed to a member who came later."""

_CHUNK = 16_384
_ENVELOPE_COST = 160
"""What framing adds around a frame, at most; batches are filled with this margin."""


def outer_size(plain: int) -> int:
    """Give the size of a Cobblestone256 ciphertext: nonce, commitment, and a tag for each 16 KiB chunk.

    The last chunk is always shorter than 16 KiB, so a plaintext of whole chunks is followed by an empty one.
    """
    return plain + 24 + 32 + 16 * (plain // _CHUNK + 1)


def _plain_size(blob: int) -> int:
    chunks = 1
    while outer_size(blob - 56 - 16 * chunks) > blob:
        chunks += 1
    return blob - 56 - 16 * chunks


_PLAIN_SIZES = tuple((_plain_size(b), b) for b in BLOB_SIZES)
CAPACITY = _PLAIN_SIZES[-1][0] - 32_768
"""How many bytes of frames fit into one blob, after a header with all the heads and enclosures that it may list."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One step of a pair's chain: an entry's header, its sealed body, the recipient's slot and tag."""

    number: int
    type: bytes
    epoch: int
    """Which of the recipient's reader keys the slot is for: the number of his rekey entry, 0 for his contact key."""
    header: bytes
    ciphertext: bytes
    slot: bytes
    tag: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of an enclosure's ciphertext."""

    enclosure: bytes
    """The digest of the whole ciphertext."""
    index: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What one desk tells another in one blob."""

    number: int
    """Counts the sender's batches to this peer."""
    last_got: int
    """The highest batch number of the peer's that the sender has taken in."""
    next_frame: int
    """The number of the first frame of the peer's that the sender lacks."""
    heads: dict[bytes, Head]
    complete: tuple[bytes, ...]
    """Enclosures that the sender now holds whole."""
    frames: tuple[bytes, ...]
    chunks: tuple[Chunk, ...]


def write_frame(frame: Frame) -> bytes:
    """Encode a frame."""
    return enc(
        labels.FRAME,
        u64(frame.number),
        frame.type,
        u64(frame.epoch),
        frame.header,
        frame.ciphertext,
        frame.slot,
        frame.tag,
    )


def read_frame(data: bytes) -> Frame:
    """Read a frame's parts, whose meaning is checked when the frame is opened."""
    number, kind, epoch, header, ciphertext, slot, tag = dec(labels.FRAME, data, 7)
    if kind not in (NEW, AGAIN, RETURNED, HEARSAY) or len(tag) != 32:
        raise BadInputError("Something arrived in a form that the protocol does not have; it was dropped.")
    return Frame(unu64(number), kind, unu64(epoch), header, ciphertext, slot, tag)


def seal_batch(batch: Batch, outer: bytes, mailbox: bytes) -> bytes:
    """Seal a batch into a blob of the smallest size class that holds it."""
    head = enc(
        labels.BATCH_HEAD,
        u64(batch.number),
        u64(batch.last_got),
        u64(batch.next_frame),
        write_heads(batch.heads),
        b"".join(batch.complete),
    )
    chunks = [enc(labels.CHUNK, c.enclosure, u64(c.index), c.data) for c in batch.chunks]
    data = enc(labels.BATCH, head, *batch.frames, *chunks)
    plain, _ = next(((p, b) for p, b in _PLAIN_SIZES if len(data) < p), (0, 0))
    if not plain:
        raise ValueError("a batch was filled beyond the largest size class")
    sealer = Cobblestone256Encryptor(outer, enc(labels.OUTER, mailbox))
    return sealer.update(pad_to(data, plain)) + sealer.finalize()


def open_batch(blob: bytes, outer: bytes, mailbox: bytes) -> Batch:
    """Open a blob from a pair's mailbox; BadInputError where it was not made for it under that key."""
    if len(blob) not in BLOB_SIZES:
        raise BadInputError("Something arrived in another size than blobs have; it was dropped.")
    opener = Cobblestone256Decryptor(outer, enc(labels.OUTER, mailbox))
    try:
        data = unpad_from(opener.update(blob) + opener.finalize())
    except (InvalidTag, ValueError):
        raise BadInputError("Something arrived that this pair's key does not open; it was dropped.") from None
    head, *items = dec(labels.BATCH, data) or [b""]
    number, last_got, next_frame, heads, complete = dec(labels.BATCH_HEAD, head, 5)
    if len(complete) % 32 or len(complete) > 32 * 256:
        raise BadInputError("A batch lists enclosures in a form that the protocol does not have; it was dropped.")
    frames: list[bytes] = []
    chunks: list[Chunk] = []
    for item in items:
        if label_of(item) == labels.CHUNK:
            enclosure, index, piece = dec(labels.CHUNK, item, 3)
            if len(enclosure) != 32 or len(piece) > LIMITS.enclosure_chunk:
                raise BadInputError("A piece of an enclosure has another size than such pieces have; it was dropped.")
            chunks.append(Chunk(enclosure, unu64(index), piece))
        else:
            frames.append(item)
    return Batch(
        number=unu64(number),
        last_got=unu64(last_got),
        next_frame=unu64(next_frame),
        heads=read_heads(heads),
        complete=tuple(complete[i : i + 32] for i in range(0, len(complete), 32)),
        frames=tuple(frames),
        chunks=tuple(chunks),
    )


def fits(used: int, size: int) -> bool:
    """Whether a frame or chunk of `size` bytes still fits into a batch that holds `used` bytes of them."""
    return used + size + _ENVELOPE_COST <= CAPACITY


def day_of(moment: datetime) -> int:
    """The mailbox epoch of a moment: its UTC day, counted from 1970-01-01; 0 for all that was before."""
    return max(0, (moment.astimezone(UTC).date() - date(1970, 1, 1)).days)


def fetch_secret(seed: bytes, day: int) -> bytes:
    """Give the 32 bytes that open a pair's mailbox of one day; its identifier is `mailbox_id` of them."""
    return xpd(seed, enc(labels.MAILBOX_SECRET, u64(day)))


def mailbox_id(secret: bytes) -> bytes:
    """Give a mailbox's identifier, which lets others deposit but not fetch (`docs/relay.md`)."""
    return hashlib.sha256(labels.RELAY_MAILBOX + secret).digest()
