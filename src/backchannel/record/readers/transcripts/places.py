"""Places: where each passage of a document that was read from a transcript stands in the file, and back.

A place is named as `address` names it: `3` the third passage, `n2.1` the first passage of the second note, `h1` the
first line of the printed head.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.record.readers.transcripts.parts import Part

__all__ = ["Place", "at_offset"]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage by its address within the document, and the part of the file that it was read from."""

    address: str
    part: Part


def at_offset(places: Sequence[Place], offset: int) -> tuple[Place, int] | None:
    """Give the place in which a character of the file stands, and its offset in the passage; None between passages.

    `places` are in the order of the file. What stands within a mark is at the character that comes after it.
    """
    index = bisect_right(places, offset, key=lambda place: place.part.start) - 1
    if index < 0:
        return None
    inside = places[index].part.in_text(offset)
    return None if inside is None else (places[index], inside)
