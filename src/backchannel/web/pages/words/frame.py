"""What the pages of words have in common: their frame, where a judgement is written, and lists in parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from backchannel.desk.words import noting
from backchannel.errors import UsageError
from backchannel.web.answers import Go, View
from backchannel.web.visit import Visit

__all__ = ["SUBJECTS", "Part", "Row", "back", "part_of", "rows", "view"]

T = TypeVar("T")
SUBJECTS = (
    ("Overview", ""),
    ("Statements", "statements"),
    ("Pegs", "pegs"),
    ("Assurances", "assurances"),
    ("Tensions", "tensions"),
    ("Readings", "readings"),
    ("Quotations", "quotes"),
    ("Answers", "answers"),
)
"""The pages of words that stand in one frame: name, and the last part of the address."""

_MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of a long list: what is in it, which part, of how many, and the number of its first row."""

    found: Sequence[T]
    number: int
    count: int
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form with many: which it is on the page, what stands in it unseen, and what was chosen."""

    number: int
    at: tuple[str, ...]
    chosen: str


def view(visit: Visit, template: str, values: Mapping[str, Any]) -> View:
    """Give a page of words within its frame; its template extends "words/base.html"."""
    subject = visit.address.split("/")[2] if visit.address.count("/") > 1 else ""
    frame = {"subjects": SUBJECTS, "subject": subject, "places": noting.places(visit.desk)}
    return View(f"words/{template}", {**frame, **values})


def part_of(visit: Visit, found: Sequence[T], size: int) -> Part[T]:
    """Give the part of a list that the query asks for; the last one where it has not so many."""
    count = max(1, -(-len(found) // size))
    number = min(visit.number("part"), count)
    first = (number - 1) * size
    return Part(found[first : first + size], number, count, first + 1, len(found))


def rows(visit: Visit) -> Iterator[Row]:
    """Give the rows of a form in which something was chosen: fields `take-N`.

    Beside each stand `at-N` with what it is of, and `with-N` where it is of two."""
    for number in range(_MOST_ROWS):
        at = (*visit.form.every(f"at-{number}"), *visit.form.every(f"with-{number}"))
        chosen = visit.form.one(f"take-{number}")
        if chosen and not at:
            raise UsageError("A row of this form came without what it is of; look at the page again.")
        if chosen:
            yield Row(number, at, chosen)


def back(visit: Visit, said: str) -> Go:
    """Go back to the same part of the same page."""
    part = visit.number("part")
    return Go(f"{visit.address}?part={part}" if part > 1 else visit.address, said)
