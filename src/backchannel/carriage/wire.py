"""The relay's wire interface, version 1: the bytes of requests and answers (`docs/relay.md`).

Pure functions over bytes, used by both ends. Integers are unsigned and little-endian. Whatever is malformed
raises BadInputError; sizes are bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.errors import BadInputError

WIRE = 1
SIZES = (4_096, 16_384, 65_536, 262_144, 1_048_576)
"""The size classes; a blob has exactly one of these sizes."""
SECRET = 32
MAILBOX = 32
BATCH = 256
"""Blobs in one deposit, and pairs in one fetch, at most."""
FETCHED = 1_024
"""Blobs in one answer to a fetch, and in one take, at most."""
BATCH_BYTES = 4 * 1_048_576
"""Bytes of blobs in one deposit or one answer, at most."""
DEPOSIT_BODY = BATCH_BYTES + BATCH * (MAILBOX + 4)
FETCH_BODY = 4 + BATCH * (SECRET + 8)
TAKE_BODY = FETCHED * (SECRET + 8)
FETCHED_BODY = 1 + BATCH_BYTES + FETCHED * 16

_LABEL = b"backchannel relay mailbox 1"


class Outcome(StrEnum):
    """What became of one deposited blob."""

    ACCEPTED = "accepted"
    MAILBOX_FULL = "mailbox full"
    RELAY_FULL = "relay full"


@dataclass(frozen=True, slots=True)
class FetchedBlob:
    """One blob of an answer: the pair of the request it belongs to (from 0), its number there, its bytes."""

    index: int
    number: int
    blob: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer to a fetch: blobs in order, and whether further ones match that did not fit."""

    blobs: tuple[FetchedBlob, ...]
    more: bool


def mailbox_of(secret: bytes) -> bytes:
    """Give the mailbox (32 bytes) that the holder of this fetch secret (32 bytes) may fetch and take from."""
    if len(secret) != SECRET:
        raise BadInputError("A fetch secret has 32 bytes; this is none.")
    return hashlib.sha256(_LABEL + secret).digest()


def pack_deposit(items: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Encode (mailbox, blob) pairs as the body of a deposit."""
    return b"".join(part for mailbox, blob in items for part in (mailbox, _u32(len(blob)), blob))


def unpack_deposit(body: bytes) -> list[tuple[bytes, bytes]]:
    """Decode the body of a deposit into 1 to BATCH (mailbox, blob) pairs, each blob of a known size."""
    items: list[tuple[bytes, bytes]] = []
    view = _Fields(body)
    while not view.ended:
        items.append((view.take(MAILBOX), view.blob()))
    if not 1 <= len(items) <= BATCH or sum(len(blob) for _, blob in items) > BATCH_BYTES:
        raise BadInputError(f"A deposit has 1 to {BATCH} blobs of together at most {BATCH_BYTES} bytes.")
    return items


def batches(items: Iterable[tuple[bytes, bytes]]) -> Iterator[list[tuple[bytes, bytes]]]:
    """Split (mailbox, blob) pairs, in order, into lists that each fit into one deposit."""
    batch: list[tuple[bytes, bytes]] = []
    held = 0
    for mailbox, blob in items:
        if batch and (len(batch) == BATCH or held + len(blob) > BATCH_BYTES):
            yield batch
            batch, held = [], 0
        batch.append((mailbox, blob))
        held += len(blob)
    if batch:
        yield batch


def pack_fetch(pairs: Iterable[tuple[bytes, int]], limit: int) -> bytes:
    """Encode (secret, since) pairs and the greatest number of blobs wanted as the body of a fetch."""
    return _u32(limit) + pack_take(pairs)


def unpack_fetch(body: bytes) -> tuple[list[tuple[bytes, int]], int]:
    """Decode the body of a fetch into 1 to BATCH (secret, since) pairs and the limit."""
    view = _Fields(body)
    limit = view.u32()
    pairs = view.pairs()
    if not 1 <= len(pairs) <= BATCH or not 1 <= limit <= FETCHED:
        raise BadInputError(f"A fetch has 1 to {BATCH} mailboxes and asks for 1 to {FETCHED} blobs.")
    return pairs, limit


def pack_fetched(fetched: Fetched) -> bytes:
    """Encode the answer to a fetch."""
    parts = [b"\x01" if fetched.more else b"\x00"]
    for item in fetched.blobs:
        parts += (_u32(item.index), _u64(item.number), _u32(len(item.blob)), item.blob)
    return b"".join(parts)


def unpack_fetched(body: bytes, since: Sequence[int], limit: int) -> Fetched:
    """Decode the answer to a fetch, and refuse what does not answer it.

    `since` holds the `since` of each pair that was asked for, in order. Refused are unknown sizes, more blobs
    than `limit`, other pairs, numbers not greater than asked for or out of order, and "more" without a blob.
    """
    view = _Fields(body)
    more = view.take(1)
    blobs: list[FetchedBlob] = []
    before = (-1, 0)
    while not view.ended:
        item = FetchedBlob(view.u32(), view.u64(), view.blob())
        place = (item.index, item.number)
        if item.index >= len(since) or item.number <= since[item.index] or place <= before or len(blobs) == limit:
            raise BadInputError("The relay's answer holds blobs that were not asked for.")
        before = place
        blobs.append(item)
    if more not in (b"\x00", b"\x01") or (more == b"\x01" and not blobs):
        raise BadInputError("The relay's answer is malformed.")
    return Fetched(tuple(blobs), more == b"\x01")


def pack_take(pairs: Iterable[tuple[bytes, int]]) -> bytes:
    """Encode (secret, number) pairs as the body of a take."""
    return b"".join(secret + _u64(number) for secret, number in pairs)


def unpack_take(body: bytes) -> list[tuple[bytes, int]]:
    """Decode the body of a take into 1 to FETCHED (secret, number) pairs."""
    pairs = _Fields(body).pairs()
    if not 1 <= len(pairs) <= FETCHED:
        raise BadInputError(f"A take names 1 to {FETCHED} blobs.")
    return pairs


class _Fields:
    """Reads fields off the front of a body."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._at = 0

    @property
    def ended(self) -> bool:
        return self._at == len(self._body)

    def take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._body):
            raise BadInputError("A message between desk and relay ends too early.")
        field = bytes(self._body[self._at : end])
        self._at = end
        return field

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def u64(self) -> int:
        number = int.from_bytes(self.take(8), "little")
        if number >> 63:
            raise BadInputError("A number between desk and relay is out of range.")
        return number

    def blob(self) -> bytes:
        length = self.u32()
        if length not in SIZES:
            raise BadInputError("A blob has a size that is none of the relay's size classes.")
        return self.take(length)

    def pairs(self) -> list[tuple[bytes, int]]:
        pairs: list[tuple[bytes, int]] = []
        while not self.ended:
            pairs.append((self.take(SECRET), self.u64()))
        return pairs


def _u32(number: int) -> bytes:
    return number.to_bytes(4, "little")


def _u64(number: int) -> bytes:
    return number.to_bytes(8, "little")
