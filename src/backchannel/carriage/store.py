"""What a relay needs of its storage: the interface that every store keeps.

A store knows mailboxes (32 bytes), blobs (bytes), numbers and days, and is told no time finer than the day.
`tests/carriage/store_conformance.py` states what is expected of it, and any store can be run through that.
Every failure of the machine is a PlaceError, after which nothing of the call has happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Usage:
    """What one mailbox holds at present."""

    blobs: int
    size: int
    """Bytes of all its blobs together."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Blobs of one mailbox with their numbers, ascending, and whether further ones match that did not fit."""

    blobs: tuple[tuple[int, bytes], ...]
    more: bool


class BlobStore(Protocol):
    """Blobs in mailboxes. A store may be called from several threads; each call happens as a whole."""

    def put(self, items: Sequence[tuple[bytes, bytes]], day: date) -> list[int]:
        """Store (mailbox, blob) pairs, all or none, and give their numbers (as `next_number` counts).

        On return they survive a crash of the process and of the machine. Quotas are the caller's.
        """

    def list_since(self, mailbox: bytes, number: int, limit: int, size: int) -> Listing:
        """Give blobs with numbers greater than `number`: at most `limit` of them, and `size` bytes in all.

        A mailbox that nobody knows is an empty one.
        """

    def take(self, places: Sequence[tuple[bytes, int]]) -> None:
        """Delete the blobs at these (mailbox, number) places, all or none; places that are empty do no harm."""

    def expire(self, before: date) -> None:
        """Delete every blob deposited before this day, and forget mailboxes not deposited in since."""

    def usage(self, mailbox: bytes) -> Usage:
        """Give what a mailbox holds."""

    def total_size(self) -> int:
        """Give the bytes of all blobs in all mailboxes together."""


def next_number(last: int, day: date) -> int:
    """Give the number that follows `last` in a mailbox (0 where nothing is remembered) on this day.

    Numbers start from the day, so that they still grow after a mailbox was forgotten, and without a counter that
    all mailboxes share, which would tell each how busy the others are.
    """
    return max(last, (day - _EPOCH).days << 32) + 1
