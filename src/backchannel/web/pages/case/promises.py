"""Promises: whose, to whom, due by what, and what kept them."""

from backchannel.desk.planning import events, promises
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.frame import (
    asked_day,
    case_of,
    done,
    in_parts,
    one_of,
    typed_date,
    typed_rests,
    view,
)
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _list(visit: Visit) -> Answer:
    on = asked_day(visit)
    found, _ = promises.every(visit.desk, on, case_of(visit))
    only = visit.query.get("only") == "open"
    shown, part, count = in_parts(visit, [one for one in found if one.is_open or not only])
    return view(visit, "promises.html", {"promises": shown, "part": part, "count": count, "on": on, "only": only})


def _make(visit: Visit) -> Answer:
    form = visit.form
    found = promises.make(
        visit.desk,
        form.one("name"),
        form.one("whose"),
        form.one("to"),
        form.text("says"),
        due=form.one("due"),
        after=form.one("after"),
        kept_by=form.one("kept_by"),
        since=typed_date(visit, "since"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, f"promises/{found.thing.id.hex()[:16]}", f"The promise “{found.says.name}” is noted.")


def _one(visit: Visit) -> Answer:
    found, rests = promises.every(visit.desk, None, case_of(visit))
    one = one_of(visit, found, "promise", lambda promise: promise.thing.id, "promise")
    noted, _ = events.every(visit.desk, case_of(visit))
    happened = [(event.id.hex(), event.says.name) for event in noted if event.says.happened]
    return view(visit, "promise.html", {"one": one, "rests": rests, "happened": happened})


def _again(visit: Visit, said: str) -> Go:
    return done(visit, f"promises/{visit.path['promise']}", said)


def _keep(visit: Visit) -> Answer:
    form = visit.form
    document, event = form.one("document"), form.one("event")
    if bool(document) == bool(event):
        raise UsageError("Say what kept the promise: either a document or an event.")
    found = promises.keep(
        visit.desk,
        visit.path["promise"],
        document=document,
        event=event,
        says=form.text("says"),
        on=typed_date(visit, "on"),
        case=case_of(visit),
    )
    return _again(visit, f"“{found.says.name}” is kept.")


def _withdraw(visit: Visit) -> Answer:
    form = visit.form
    promises.withdraw(
        visit.desk, visit.path["promise"], form.text("why"), case=case_of(visit), settle=form.is_on("settle")
    )
    return _again(visit, "The promise is withdrawn.")


PAGES = (
    Page("/case/{case}/promises", _list, {"make": _make}),
    Page("/case/{case}/promises/{promise}", _one, {"keep": _keep, "withdraw": _withdraw}),
)
