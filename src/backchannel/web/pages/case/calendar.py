"""The calendar of a case: its stages drawn with their fuzz, what cannot hold; and what words say of a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backchannel.desk.planning import calendar
from backchannel.desk.planning.calendar import Line
from backchannel.errors import UsageError
from backchannel.planning.calendar.phrases import LONGEST, Reading, read
from backchannel.planning.calendar.stages import Dated, Form
from backchannel.record.dates import DocumentDate
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.drawing.spans import LEGEND
from backchannel.web.drawing.strip import Row, strip
from backchannel.web.pages.case.frame import asked_day, case_of, done, in_parts, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["FORMS", "PAGES"]

FORMS = (
    (Form.STAGE, "a stage: it takes the time from its first to its last day"),
    (Form.DEADLINE, "a deadline: it is done by then"),
    (Form.WINDOW, "a window: it falls somewhere within"),
)
_ROWS = 40


@dataclass(frozen=True, slots=True)
class _On:
    """A stage on the day that is asked about: before it, perhaps then, after it, or nobody knows."""

    line: Line
    then: str


def _show(visit: Visit) -> Answer:
    shown = calendar.show(visit.desk, case_of(visit))
    on = asked_day(visit)
    day = on or visit.desk.clock().date()
    lines, part, count = in_parts(visit, shown.lines, _ROWS)
    return view(
        visit,
        "calendar.html",
        {
            "shown": shown,
            "lines": [_On(one, _then(one.dated, day)) for one in lines],
            "part": part,
            "count": count,
            "on": on,
            "day": day,
            "drawing": _drawn(lines, day, "today" if on is None else "that day"),
            "legend": LEGEND,
            "forms": FORMS,
        },
    )


def _drawn(lines: Sequence[Line], day: date, called: str) -> object:
    rows = [
        Row(
            one.dated.kept.says.name,
            one.dated.when,
            one.dated.kept.says.form == Form.WINDOW,
            one.dated.kept.ended is not None,
        )
        for one in lines
    ]
    title = f"A calendar of {len(rows)} stages, each as fuzzy as its date; the table below says the same"
    return strip(title, rows, day, called)


def _then(dated: Dated, day: date) -> str:
    if dated.kept.ended is not None:
        return "done"
    when = dated.when
    if when is None:
        return "nobody knows"
    if when.earliest is not None and when.earliest.date() > day:
        return "lies ahead"
    if when.latest is not None and when.latest.date() < day:
        return "its time is over"
    return "may be then"


def _add(visit: Visit) -> Answer:
    form = visit.form
    if form.one("form") not in {str(one) for one in Form}:
        raise UsageError("Say what the stage is in time.")
    kept = calendar.add(
        visit.desk,
        form.one("name"),
        form.one("written"),
        on=typed_date(visit, "read_on"),
        form=Form(form.one("form")),
        fixed=form.is_on("fixed"),
        who=form.one("who"),
        about=form.one("about"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, f"calendar/{kept.id.hex()[:16]}", f"“{kept.says.name}” is on the calendar.")


@dataclass(frozen=True, slots=True)
class _Asked:
    words: str
    on: DocumentDate | None
    reading: Reading


def _date(visit: Visit) -> Answer:
    kept = visit.path.get("kept", "")
    asked = visit.shelf.get(kept, _Asked) if kept else None
    return view(visit, "date.html", {"asked": asked, "today": visit.desk.clock().date()})


def _read(visit: Visit) -> Answer:
    words = visit.form.one("words")
    if not words:
        raise UsageError("Give the words that say when.")
    if len(words) > LONGEST:
        raise UsageError(f"Words that say when have {LONGEST} characters at most; shorten them.")
    on = typed_date(visit, "read_on")
    name = visit.shelf.keep(_Asked(words, on, read(words, on)))
    return Go(f"/case/{case_of(visit)}/calendar/date/{name}")


PAGES = (
    Page("/case/{case}/calendar", _show, {"add": _add}),
    Page("/case/{case}/calendar/date", _date, {"read": _read}),
    Page("/case/{case}/calendar/date/{kept}", _date, {"read": _read}),
)
