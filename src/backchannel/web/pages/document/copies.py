"""Copies of a document: which they are, two of them side by side with their differences, one filled from the other."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from backchannel.desk import archive, copies
from backchannel.desk.archive import Item
from backchannel.errors import UsageError
from backchannel.record.document import Document
from backchannel.record.markings import banner
from backchannel.text.collation import STATES, Row
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.document.opened import of_document, tabs
from backchannel.web.visit import Visit

__all__ = ["PAGES", "Piece", "Side"]

_ROWS, _CHARACTERS = 60, 40_000
"""Rows of one part, and characters of both sides in it."""
T = TypeVar("T")
_RELATIONS = {
    "printing": "another printing",
    "file copy": "a file copy",
    "draft": "a draft",
    "translation": "a translation",
    "summary": "a summary",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a passage; `other` says that they are not so in the other document: wording, typeset or gap."""

    words: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A passage in a row of a collation, in pieces."""

    number: int
    pieces: tuple[Piece, ...]


@of_document
def _copies(visit: Visit, item: Item) -> Answer:
    found = copies.listed(visit.desk, item.id)
    note = found.source.note
    named = list(dict.fromkeys([*note.copies, *(act.copy for act in note.acts if act.copy)])) if note else []
    return View(
        "document/copies.html",
        {
            "item": item,
            "tabs": tabs(item),
            "found": found,
            "note": note,
            "named": named,
            "relations": tuple(_RELATIONS.items()),
        },
    )


@of_document
def _link(visit: Visit, item: Item) -> Answer:
    relation = visit.form.one("relation")
    if relation not in _RELATIONS:
        raise UsageError(
            "Choose what the other is: another printing, a file copy, a draft, a translation or a summary."
        )
    done = copies.link(visit.desk, item.id, visit.form.one("other"), relation)
    return Go(visit.address, "Noted: they are copies of one item." if done else "That was noted before.")


@of_document
def _unlink(visit: Visit, item: Item) -> Answer:
    other = archive.item(visit.desk, _number(visit.form.one("which")))
    done = copies.unlink(visit.desk, item.id, other.id)
    return Go(visit.address, "Noted: it is no copy of it." if done else "That had not been said.")


def _number(text: str) -> int:
    if (number := whole_number(text)) is None:
        raise UsageError("Choose a document of the archive to lay beside this one.")
    return number


@of_document
def _beside(visit: Visit, item: Item) -> Answer:
    """Find the document that is to be laid beside this one, by its id."""
    number = archive.named(visit.desk, visit.form.one("other")).number
    return Go(addresses.document(item.number, "collate") + f"?with={number}")


@of_document
def _collate(visit: Visit, item: Item) -> Answer:
    if "with" not in visit.query:
        return View("document/beside.html", {"item": item, "tabs": tabs(item)})
    other = archive.item(visit.desk, _number(visit.query["with"]))
    found, part = copies.collated(visit.desk, item.id, other.id), visit.number("part")
    shared = {
        "item": item,
        "tabs": tabs(item),
        "other": other,
        "banner": banner(found.first),
        "other_banner": banner(found.second),
        "states": STATES,
        "part": part,
    }
    if visit.query.get("filled") == "yes":
        filled_parts = _portions(found.filled, lambda one: len(one.passage.text))
        led = {item.id: item.number, other.id: other.number}
        filled = [
            (one, addresses.document(led[one.address.rpartition("/")[0]], passage=one.passage.number))
            for one in filled_parts[min(part, len(filled_parts)) - 1]
        ]
        return View("document/filled.html", {**shared, "filled": filled, "count": len(filled_parts)})
    every = visit.query.get("all") == "yes"
    rows = [row for row in found.rows if every or row.state != "same"]
    portions = _portions(rows, lambda row: _length(found, row))
    return View(
        "document/collate.html",
        {
            **shared,
            "rows": [
                (row, sides(found.first, row, 0), sides(found.second, row, 1))
                for row in portions[min(part, len(portions)) - 1]
            ],
            "counts": Counter(row.state for row in found.rows),
            "every": every,
            "count": len(portions),
        },
    )


def _portions(rows: Sequence[T], length: Callable[[T], int]) -> list[list[T]]:
    """Divide rows into parts of so many rows, or so many characters, whatever is less; one part at least."""
    portions: list[list[T]] = [[]]
    size = 0
    for row in rows:
        if portions[-1] and (len(portions[-1]) == _ROWS or size + length(row) > _CHARACTERS):
            portions.append([])
            size = 0
        portions[-1].append(row)
        size += length(row)
    return portions


def _length(found: copies.Collation, row: Row) -> int:
    own = sum(len(found.first.passages[number - 1].text) for number in row.first)
    # Each difference adds its marks.
    return own + sum(len(found.second.passages[n - 1].text) for n in row.second) + 30 * len(row.differences)


def sides(document: Document, row: Row, side: int) -> tuple[Side, ...]:
    """Give the passages of one side of a row, cut where they differ from the other side."""
    numbers = row.second if side else row.first
    return tuple(Side(number, tuple(_pieces(document, row, side, number))) for number in numbers)


def _pieces(document: Document, row: Row, side: int, number: int) -> Iterator[Piece]:
    text, at = document.passages[number - 1].text, 0
    if row.state in ("first", "second"):
        yield Piece(text, "wording")
        return
    spans = sorted((*(one.second if side else one.first), one.kind) for one in row.differences)
    for passage, start, end, kind in spans:
        if passage == number and at <= start < end:
            if at < start:
                yield Piece(text[at:start])
            yield Piece(text[start:end], kind)
            at = end
    if at < len(text):
        yield Piece(text[at:])


PAGES = (
    Page("/document/{number}/copies", _copies, {"link": _link, "unlink": _unlink}),
    Page("/document/{number}/collate", _collate, {"beside": _beside}),
)
