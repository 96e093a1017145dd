"""What every page of a case stands in: which case it is, its pages, and on what channels it may be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.desk.planning.cases import Shown
from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import DocumentDate, read_written
from backchannel.web.answers import Go, View
from backchannel.web.visit import Visit

__all__ = [
    "PARTS",
    "Frame",
    "asked_day",
    "case_of",
    "done",
    "framed",
    "typed_date",
    "typed_rests",
    "view",
]

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


@dataclass(frozen=True, slots=True)
class Frame:
    """A case as the edge of its pages shows it."""

    case: Shown
    part: str
    parts: tuple[tuple[str, str], ...]
    onto: tuple[tuple[str, str], ...]
    """Where an act of it may stand: ('' for the usual channel, and each on which it is open), with who reads it."""


def case_of(visit: Visit) -> str:
    """Give the case of the address, as use cases take it (the beginning of its id in hexadecimal)."""
    return visit.path["case"]


def framed(visit: Visit) -> Frame:
    """Give the frame of a page of a case; UsageError where there is no such case."""
    shown = cases.show(visit.desk, case_of(visit))
    part = visit.address.split("/")[3] if visit.address.count("/") > 2 else ""
    return Frame(shown, part, PARTS, _onto(shown))


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
        raise UsageError(f"“{text[:40]}” is no date; write one such as 1963-01-20 or 1963-01.") from None


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
