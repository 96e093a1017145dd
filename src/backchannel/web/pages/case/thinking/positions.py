"""The position ladder: opening, target and fall-back of each issue, how far apart they are, and the limits on that."""

from backchannel.desk.planning import positions
from backchannel.planning.positions import Step
from backchannel.web.answers import Answer, Page
from backchannel.web.drawing.ladder import ladder
from backchannel.web.pages.case.frame import case_of, done, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HERE = "positions"


def _show(visit: Visit) -> Answer:
    case = case_of(visit)
    found = positions.distances(visit.desk, case=case)
    withdrawn = [
        kept
        for one in positions.ladders(visit.desk, withdrawn=True, case=case)
        for kept in one.rungs
        if kept.ended is not None
    ]
    values = {
        "ladders": [(one, ladder(one)) for one in found],
        "withdrawn": withdrawn,
        "steps": [(str(step), str(step)) for step in Step],
    }
    return view(visit, "thinking/positions.html", values)


def _put(visit: Visit) -> Answer:
    form = visit.form
    positions.put(
        visit.desk,
        form.one("issue"),
        form.chosen("step", Step),
        form.one("words"),
        onto=form.one("onto"),
        amount=form.one("amount"),
        unit=form.one("unit"),
        none=form.is_on("none"),
        rests=typed_rests(visit),
        case=case_of(visit),
        settle=form.is_on("settle"),
    )
    return done(visit, _HERE, "The rung stands; exactly the members of its channel read it.")


def _withdraw(visit: Visit) -> Answer:
    form = visit.form
    positions.withdraw(
        visit.desk, form.one("issue"), form.chosen("step", Step), form.one("why"), onto=form.one("onto"),
        case=case_of(visit),
    )  # fmt: skip
    return done(visit, _HERE, "The rung is withdrawn, and kept with the reason.")


def _apart(visit: Visit) -> Answer:
    form = visit.form
    positions.say_apart(
        visit.desk, form.one("issue"), form.chosen("one", Step), form.chosen("other", Step), form.one("words"),
        onto=form.one("onto"), case=case_of(visit),
    )  # fmt: skip
    return done(visit, _HERE, "It is said, to those who read both.")


def _limit(visit: Visit) -> Answer:
    form = visit.form
    positions.set_limit(
        visit.desk, form.one("issue"), form.one("amount"), form.one("unit"), onto=form.one("onto"),
        case=case_of(visit), settle=form.is_on("settle"),
    )  # fmt: skip
    return done(visit, _HERE, "The limit is set.")


def _lift(visit: Visit) -> Answer:
    positions.lift(visit.desk, visit.form.one("issue"), visit.form.one("why"), case=case_of(visit))
    return done(visit, _HERE, "The limit is lifted.")


PAGES = (
    Page(
        "/case/{case}/positions",
        _show,
        {"put": _put, "withdraw": _withdraw, "apart": _apart, "limit": _limit, "lift": _lift},
    ),
)
