"""Quiet tracks: how long each lane has been silent; and efforts: what was done about it."""

from datetime import date

from backchannel.desk.planning import tracks
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.frame import (
    asked_day,
    case_of,
    done,
    framed,
    in_parts,
    typed_date,
    typed_rests,
    view,
)
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_MOST = 999_999


def _lanes(visit: Visit) -> list[tuple[str, str]]:
    return [(one.id.hex(), one.says.name) for one in framed(visit).case.lanes]


def _quiet(visit: Visit) -> Answer:
    on = asked_day(visit)
    text = visit.query.get("days", "")
    days = whole_number(text, _MOST)
    if text and days is None:
        raise UsageError("That is no number of days; write one such as 30.")
    found = tracks.quiet(visit.desk, days, on, case_of(visit))
    shown, part, count = in_parts(visit, found)
    values = {"tracks": shown, "part": part, "count": count, "on": on, "days": text}
    return view(visit, "quiet.html", {**values, "lane_choices": _lanes(visit), "me": visit.desk.card.person})


def _contact(visit: Visit) -> Answer:
    form = visit.form
    kept = tracks.contact(
        visit.desk,
        form.one("lane"),
        form.one("with"),
        form.text("what"),
        by=form.one("by") or visit.desk.card.person,
        on=typed_date(visit, "on"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, "quiet", f"The contact with {kept.says.whom} is noted.")


def _efforts(visit: Visit) -> Answer:
    since, until = _day(visit, "from"), _day(visit, "to")
    found, rests = tracks.evidence(visit.desk, since, until, case_of(visit))
    shown, part, count = in_parts(visit, found)
    extra = "".join(f"&{name}={day}" for name, day in (("from", since), ("to", until)) if day)
    values = {"efforts": shown, "rests": rests, "part": part, "count": count, "extra": extra}
    return view(
        visit,
        "efforts.html",
        {**values, "since": since, "until": until, "lane_choices": _lanes(visit), "me": visit.desk.card.person},
    )


def _day(visit: Visit, name: str) -> date | None:
    text = visit.query.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("That is no day; write one such as 2025-07-01.") from None


def _note(visit: Visit) -> Answer:
    form = visit.form
    kept = tracks.effort(
        visit.desk,
        form.text("what"),
        by=form.one("by"),
        lane=form.one("lane"),
        on=typed_date(visit, "on"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, "efforts", f"The effort of {kept.says.by} is noted.")


PAGES = (
    Page("/case/{case}/quiet", _quiet, {"contact": _contact}),
    Page("/case/{case}/efforts", _efforts, {"note": _note}),
)
