"""What every page of a case stands in: which case it is, its pages, and on what channels it may be written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.planning.cases import Shown
from backchannel.errors import BadInputError, UsageError
from backchannel.planning.names import LEAST
from backchannel.record.dates import DocumentDate, read_written
from backchannel.web.answers import Go, View
from backchannel.web.visit import Visit

__all__ = [
    "BESIDE",
    "PARTS",
    "Frame",
    "asked_day",
    "case_of",
    "done",
    "framed",
    "in_parts",
    "one_of",
    "typed_date",
    "typed_rests",
    "view",
]

T = TypeVar("T")

PARTS = (
    ("Overview", ""),
    ("Timeline", "timeline"),
    ("Calendar", "calendar"),
    ("Owed and promised", "owed"),
    ("Points", "points"),
    ("Interests", "interests"),
    ("Options", "options"),
    ("Guidelines", "guidelines"),
    ("Positions", "positions"),
    ("Gains", "gains"),
    ("Linkage", "linkage"),
    ("Proposals", "proposals"),
    ("Consultations", "consultations"),
    ("Allies", "allies"),
    ("Telegrams", "telegrams"),
    ("Circulars", "circulars"),
    ("Papers", "papers"),
    ("Groups", "groups"),
    ("Meetings", "meetings"),
    ("Incidents", "incidents"),
    ("Pledges", "pledges"),
    ("Press", "press"),
)
"""The pages of a case in their order: name, and the last part of the address."""
BESIDE = {
    "papers": (("Papers", "papers"), ("Comments", "comments")),
    "calendar": (
        ("Stages", "calendar"),
        ("The next contact", "contacts"),
        ("What allies are told", "calendar/told"),
        ("Calendar files", "calendar/files"),
        ("Read a date", "calendar/date"),
    ),
    "owed": (
        ("Owed", "owed"),
        ("Promises", "promises"),
        ("Reactions", "reactions"),
        ("Events", "events"),
        ("Quiet tracks", "quiet"),
        ("Efforts", "efforts"),
    ),
}
"""Pages that stand beside one of `PARTS` and belong to it."""
_HOME = {below.partition("/")[0]: part for part, others in BESIDE.items() for _, below in others}


@dataclass(frozen=True, slots=True)
class Frame:
    """A case as the edge of its pages shows it."""

    case: Shown
    part: str
    """Which of `PARTS` it is, or belongs to."""
    at: str
    """Which of the pages `beside` it is."""
    parts: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    onto: tuple[tuple[str, str], ...]
    """Where an act of it may stand: ('' for the usual channel, and each on which it is open), with who reads it."""


def case_of(visit: Visit) -> str:
    """Give the case of the address, as use cases take it (the beginning of its id in hexadecimal)."""
    return visit.path["case"]


def framed(visit: Visit) -> Frame:
    """Give the frame of a page of a case; UsageError where there is no such case."""
    shown = cases.show(visit.desk, case_of(visit))
    below = visit.address.split("/")[3:5]
    part = _HOME.get(below[0], below[0]) if below else ""
    beside = BESIDE.get(part, ())
    known = {where for _, where in beside}
    at = next((one for one in ("/".join(below), below[0]) if one in known), "") if below else ""
    return Frame(shown, part, at, PARTS, beside, _onto(shown))


def _onto(shown: Shown) -> tuple[tuple[str, str], ...]:
    said = [(name, "your own ledger: you alone read it" if name == OWN else f"{name}: its members read it")
            for name in shown.open_on]  # fmt: skip
    return tuple(said) if len(said) == 1 else (("", "say where it is written, and so who reads it"), *said)


def view(visit: Visit, template: str, values: Mapping[str, Any]) -> View:
    """Give a page of a case within its frame; its template extends "case/base.html"."""
    return View(f"case/{template}", {"frame": framed(visit), **values})


def done(visit: Visit, part: str, said: str) -> Go:
    """Go on to a page of the same case."""
    return Go("/".join(filter(None, ("/case", case_of(visit), part))), said)


def typed_date(visit: Visit, name: str) -> DocumentDate | None:
    """Give a date that was typed into a field, with the precision that it has; None where it is empty."""
    text = visit.form.one(name)
    if not text:
        return None
    try:
        return read_written(text)
    except BadInputError:
        raise UsageError(f"“{text[:40]}” is no date; write one such as 20 January 1963, or January 1963.") from None


def asked_day(visit: Visit) -> date | None:
    """Give the day that the query asks about (on=2025-07-01): None for today."""
    text = visit.query.get("on", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("That is no day; write one such as 2025-07-01.") from None


def typed_rests(visit: Visit) -> tuple[str, ...]:
    """Give the addresses on which an act rests, as the field `rests` of a form has them: one a line."""
    return tuple(line.strip() for line in visit.form.text("rests").splitlines() if line.strip())


def in_parts(visit: Visit, found: Sequence[T], most: int = 50) -> tuple[Sequence[T], int, int]:
    """Give the part of a long list that the query asks for, which it is, and how many there are."""
    count = max(1, -(-len(found) // most))
    part = min(visit.number("part"), count)
    return found[(part - 1) * most : part * most], part, count


def one_of(visit: Visit, found: Iterable[T], name: str, identifier: Callable[[T], bytes], what: str) -> T:
    """Give the one of several that the address names by its id; UsageError where this person sees none."""
    begins = visit.path[name].lower()
    here = [one for one in found if len(begins) >= LEAST and identifier(one).hex().startswith(begins)]
    if len(here) != 1:
        raise UsageError(f"There is no such {what} in this case, as far as you may see.")
    return here[0]
