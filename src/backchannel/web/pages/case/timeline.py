"""The timeline of a case: its lanes drawn on one axis of time, and the same as a list, in parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from backchannel.desk.planning import timeline
from backchannel.desk.planning.timeline import LATEST, Timeline
from backchannel.errors import BackchannelError, UsageError
from backchannel.planning.calendar.stages import Form
from backchannel.planning.timeline import Item
from backchannel.record.intervals import Interval, parse
from backchannel.web import addresses
from backchannel.web.answers import Answer, Page
from backchannel.web.drawing.lanes import CIRCLE, DIAMOND, PILL, SHEET, SPAN, LaneRow, Mark, lanes
from backchannel.web.pages.case.frame import case_of, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_STAGES = frozenset(str(one) for one in Form)
_FORMS = {
    "letter": SHEET,
    "document": SHEET,
    "contact": CIRCLE,
    "effort": CIRCLE,
    "event": DIAMOND,
    "event, not yet": DIAMOND,
    "stance": PILL,
}
_WHOLE = "the whole case"
_LEADS = {"event": "events", "event, not yet": "events", "effort": "efforts", "contact": "quiet", "stance": "allies"}


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    item: Item
    lane: str
    address: str


def _show(visit: Visit) -> Answer:
    since, until = _day(visit, "from"), _day(visit, "to")
    skip = visit.number("skip", 0) if visit.query.get("skip", "") not in ("", "0") else 0
    found = timeline.timeline(visit.desk, case_of(visit), since=since, until=until, skip=skip)
    lines = list(_lines(visit, found))
    query = "".join(f"&{name}={day}" for name, day in (("from", since), ("to", until)) if day)
    return view(
        visit,
        "timeline.html",
        {
            "found": found,
            "lines": lines,
            "drawing": _drawn(found, lines, visit.desk.clock().date()),
            "whole": _WHOLE,
            "since": since,
            "until": until,
            "earlier": f"?skip={skip + LATEST}{query}" if found.more else "",
            "later": f"?skip={max(0, skip - LATEST)}{query}" if found.after else "",
            "most": LATEST,
        },
    )


def _day(visit: Visit, name: str) -> date | None:
    text = visit.query.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("That is no day; write one such as 2025-07-01.") from None


def _lines(visit: Visit, found: Timeline) -> Iterator[_Line]:
    names = {lane.id: lane.says.name for lane in found.lanes}
    case = visit.path["case"]
    for number, item in enumerate(found.items, found.more + 1):
        yield _Line(number, item, names.get(item.lane, ""), _leads(case, item, found))


def _leads(case: str, item: Item, found: Timeline) -> str:
    """Give where a line of the list leads: a letter, a document, a stage, or the page on which such things stand."""
    rest = found.rests.get(item.rests[0]) if item.rests else None
    if item.kind == "letter":
        return addresses.letter(item.id) if item.id else ""
    if item.kind == "document":
        if rest is None or not rest.number:
            return ""
        return addresses.letter(rest.entry) if rest.entry else addresses.document(rest.number)
    if item.kind in _STAGES:
        return f"/case/{case}/calendar/{item.id.hex()[:16]}"
    return f"/case/{case}/{_LEADS[item.kind]}" if item.kind in _LEADS else ""


def _drawn(found: Timeline, lines: list[_Line], today: date) -> Markup | None:
    marks: dict[bytes, list[Mark]] = {}
    for line in lines:
        if (mark := _mark(line)) is not None:
            marks.setdefault(line.item.lane, []).append(mark)
    rows = [LaneRow(_WHOLE, tuple(marks.get(b"", ())))] if b"" in marks else []
    rows += [LaneRow(lane.says.name, tuple(marks.get(lane.id, ()))) for lane in found.lanes]
    count = sum(len(one) for one in marks.values())
    title = f"A timeline of {len(rows)} lanes with {count} numbered marks; the list below says the same"
    return lanes(title, rows, today)


def _mark(line: _Line) -> Mark | None:
    item = line.item
    if item.first is None or item.last is None:
        return None
    is_stage = item.kind in _STAGES
    return Mark(
        line.number,
        SPAN if is_stage else _FORMS.get(item.kind, CIRCLE),
        item.first,
        item.last,
        f"{line.number}: {item.kind}, {item.what}",
        _interval(item.when) if is_stage else None,
        expected=item.kind in {"event, not yet", "effort"},
    )


def _interval(text: str) -> Interval | None:
    try:
        return parse(text)
    except BackchannelError:
        return None


PAGES = (Page("/case/{case}/timeline", _show),)
