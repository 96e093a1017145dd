"""How a place in the record is cited: `frus1961-63v06/d22/3`.

    frus1961-63v06/d22          the document
    frus1961-63v06/d22/3        its third passage
    frus1961-63v06/d22/3:12-40  characters 12 to 39 of that passage
    frus1961-63v06/d22/n2       its second note (in the order of the document, whatever its printed mark)
    frus1961-63v06/d22/n2.1     the first passage of that note
    frus1961-63v06/d22/h1       the first line of its printed head

What stands before the last stroke is the document's id in the archive; a letter of a channel is cited as
`CHANNEL/maren-7/3`. Numbers are counted from the document itself, so an address means the same after export and import.
"""

import re
from dataclasses import dataclass

from backchannel.errors import UsageError
from backchannel.record.document import Document
from backchannel.record.passage import Passage

__all__ = ["PARTS", "Address", "place_of", "read"]

PARTS = {"": "passage", "n": "note", "h": "line of the head"}

_PLACE = re.compile(r"(?P<part>[nh]?)(?P<number>[1-9][0-9]{0,5})(?:\.(?P<inner>[1-9][0-9]{0,3}))?"
                    r"(?::(?P<start>[0-9]{1,7})-(?P<end>[0-9]{1,7}))?")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A document's id and, unless `number` is 0, a place in it: a part (see PARTS), a number, an inner number.

    `span` are the first character and the one after the last.
    """

    document: str
    part: str = ""
    number: int = 0
    inner: int = 0
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        """Give it as it is cited; `read` gives the same address from it."""
        return f"{self.document}/{self.place}" if self.number else self.document

    @property
    def place(self) -> str:
        """The place alone, as in `3`, `n2.1` or `3:12-40`; empty for the whole document."""
        if not self.number:
            return ""
        inner = f".{self.inner}" if self.inner else ""
        span = f":{self.span[0]}-{self.span[1]}" if self.span else ""
        return f"{self.part}{self.number}{inner}{span}"


def read(text: str) -> Address:
    """Read an address; what has no place at its end is a whole document. UsageError for an empty one."""
    text = text.strip()
    document, stroke, place = text.rpartition("/")
    match = _PLACE.fullmatch(place) if stroke else None
    if not text or (match is None and text.endswith("/")):
        raise UsageError("An address is a document's id, with /3 for its third passage or /n2 for its second note.")
    if match is None:
        return Address(text)
    span = (int(match["start"]), int(match["end"])) if match["start"] else None
    return Address(document, match["part"], int(match["number"]), int(match["inner"] or 0), span)


def place_of(document: Document, address: Address) -> tuple[Passage, ...]:
    """Give the passages that an address names in its document; UsageError if there are none."""
    apparatus = document.apparatus
    found: tuple[Passage, ...] = ()
    if not address.number:
        found = document.passages
    elif address.part == "n":
        note = apparatus.note(address.number) if apparatus else None
        found = note.passages if note else ()
        if address.inner:
            found = tuple(passage for passage in found if passage.number == address.inner)
    else:
        series = document.passages if not address.part else apparatus.head if apparatus else ()
        found = series[address.number - 1 : address.number]
    if not found or (address.span and not address.span[0] <= address.span[1] <= len(found[0].text)):
        raise UsageError(f"{address.document} has no {PARTS[address.part]} {address.place}; look at the whole first.")
    return found
