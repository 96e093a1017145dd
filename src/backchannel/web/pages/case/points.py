"""Points: what is settled and what is not, who has a view of it, and what waits for something else."""

from backchannel.desk.planning import points
from backchannel.desk.planning.deciding import is_principal_on
from backchannel.planning.points import State
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.frame import (
    asked_day,
    case_of,
    done,
    framed,
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
    found, _ = points.every(visit.desk, on, case_of(visit))
    only = visit.query.get("only") == "unsettled"
    chosen = [one for one in found if not only or (one.state is State.UNSETTLED and one.ended is None)]
    shown, part, count = in_parts(visit, chosen)
    values = {"points": shown, "part": part, "count": count, "on": on, "only": only}
    issues = [(one.says.name, one.says.name) for one in framed(visit).case.issues]
    return view(visit, "points.html", {**values, "issues": issues})


def _raise(visit: Visit) -> Answer:
    form = visit.form
    found = points.raise_(
        visit.desk,
        form.one("name"),
        form.text("says"),
        issue=form.one("issue"),
        open_to=form.one("open_to"),
        on=typed_date(visit, "on"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, f"points/{found.thing.id.hex()[:16]}", f"The point “{found.says.name}” is raised.")


def _one(visit: Visit) -> Answer:
    found, rests = points.every(visit.desk, None, case_of(visit))
    one = one_of(visit, found, "point", lambda point: point.thing.id, "point")
    return view(
        visit, "point.html", {"one": one, "rests": rests, "decides": is_principal_on(visit.desk, one.act.channel)}
    )


def _again(visit: Visit, said: str) -> Go:
    return done(visit, f"points/{visit.path['point']}", said)


def _view(visit: Visit) -> Answer:
    form = visit.form
    points.view(
        visit.desk,
        visit.path["point"],
        form.text("says"),
        open_to=form.one("open_to"),
        on=typed_date(visit, "on"),
        rests=typed_rests(visit) or None,
        case=case_of(visit),
        join=form.is_on("settle"),
    )
    return _again(visit, "Your view stands; it settles nothing.")


def _settle(visit: Visit) -> Answer:
    form = visit.form
    points.settle(
        visit.desk,
        visit.path["point"],
        form.text("says"),
        on=typed_date(visit, "on"),
        rests=typed_rests(visit) or None,
        case=case_of(visit),
        join=form.is_on("settle"),
    )
    return _again(visit, "The point is settled.")


def _postpone(visit: Visit) -> Answer:
    form = visit.form
    found = points.postpone(
        visit.desk,
        visit.path["point"],
        form.one("until"),
        form.text("says"),
        on=typed_date(visit, "on"),
        rests=typed_rests(visit) or None,
        case=case_of(visit),
        join=form.is_on("settle"),
    )
    until = found.waits_for.says.name if found.waits_for else ""
    return _again(visit, f"The point is put off until “{until}”; it returns by itself when that has happened.")


def _met(visit: Visit) -> Answer:
    found, _ = points.every(visit.desk, None, case_of(visit))
    one = one_of(visit, found, "point", lambda point: point.thing.id, "point")
    condition = one.waits_for.id.hex() if one.waits_for else ""
    event, back = points.met(visit.desk, condition, typed_date(visit, "on"), case=case_of(visit))
    count = len(back)
    said = f"“{event.says.name}” has happened; {count} {'point is' if count == 1 else 'points are'} there again."
    return _again(visit, said)


def _drop(visit: Visit) -> Answer:
    form = visit.form
    points.drop(visit.desk, visit.path["point"], form.text("why"), case=case_of(visit), join=form.is_on("settle"))
    return _again(visit, "The point is dropped.")


PAGES = (
    Page("/case/{case}/points", _list, {"raise": _raise}),
    Page(
        "/case/{case}/points/{point}",
        _one,
        {"view": _view, "decide": _settle, "postpone": _postpone, "met": _met, "drop": _drop},
    ),
)
