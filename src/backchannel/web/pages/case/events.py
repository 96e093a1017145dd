"""Events of a case: noted before or after they happen, and marked when they have."""

from backchannel.desk.planning import events
from backchannel.web.answers import Answer, Page
from backchannel.web.pages.case.frame import case_of, done, framed, in_parts, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _list(visit: Visit) -> Answer:
    found, rests = events.every(visit.desk, case_of(visit))
    shown, part, count = in_parts(visit, found)
    parties = [(one.says.name, one.says.name) for one in framed(visit).case.parties]
    values = {"events": shown, "rests": rests, "part": part, "count": count, "parties": parties}
    return view(visit, "events.html", values)


def _note(visit: Visit) -> Answer:
    form = visit.form
    kept = events.note(
        visit.desk,
        form.one("name"),
        typed_date(visit, "on"),
        happened=form.is_on("happened"),
        by=form.one("by"),
        offer=form.is_on("offer"),
        about=form.text("about"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, "events", f"The event “{kept.says.name}” is noted.")


def _happened(visit: Visit) -> Answer:
    form = visit.form
    kept = events.happened(
        visit.desk,
        form.one("which"),
        typed_date(visit, "on"),
        rests=typed_rests(visit),
        case=case_of(visit),
        settle=form.is_on("settle"),
    )
    return done(visit, "events", f"“{kept.says.name}” has happened; what was bound to it follows by itself.")


PAGES = (Page("/case/{case}/events", _list, {"note": _note, "happened": _happened}),)
