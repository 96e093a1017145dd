"""Papers of a case: who asks whom for what by when, what was delivered, what principals think, what was decided."""

from backchannel.desk.planning import papers
from backchannel.desk.planning.papers import Overview
from backchannel.errors import UsageError
from backchannel.planning.papers import Stage, Tasked
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

_STAGES = tuple((str(stage), str(stage)) for stage in Stage)


def _names(visit: Visit, name: str) -> list[str]:
    return [one for line in visit.form.text(name).splitlines() if (one := line.strip())]


def _show(visit: Visit) -> Answer:
    day = asked_day(visit)
    on, due = papers.due_on(visit.desk, day, case_of(visit))
    found = papers.every(visit.desk, day, case_of(visit))
    shown, part, count = in_parts(visit, tuple(reversed(found.taskings)))
    values = {"on": day, "day": on, "due": due[:100], "left_out": len(due[100:]), "taskings": shown}
    return view(visit, "work/papers.html", {**values, "part": part, "parts": count})


def _ask(visit: Visit) -> Answer:
    form = visit.form
    kept = papers.ask(
        visit.desk,
        form.one("name"),
        form.text("about"),
        _names(visit, "of"),
        asked_by=form.one("asked_by"),
        by_order_of=form.one("by_order_of"),
        decides=_names(visit, "decides"),
        group=form.one("group"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, f"papers/{kept.id.hex()[:16]}", "It is asked for; say below what is due, and by when.")


def _overview(visit: Visit) -> tuple[Overview, Tasked]:
    found = papers.every(visit.desk, asked_day(visit), case_of(visit))
    return found, one_of(visit, found.taskings, "tasking", lambda one: one.kept.id, "tasking")


def _tasking(visit: Visit) -> Answer:
    found, one = _overview(visit)
    values = {"one": one, "rests": found.rests, "on": asked_day(visit), "stages": _STAGES}
    return view(visit, "work/tasking.html", values)


def _named(visit: Visit) -> str:
    return _overview(visit)[1].kept.id.hex()


def _product(visit: Visit) -> str:
    """Give the number of the product that the form is of; UsageError where it is none of this tasking."""
    which = visit.form.one("which")
    for owed in _overview(visit)[1].products:
        if owed.product.id.hex()[:16] == which:
            return owed.product.id.hex()
    raise UsageError("That is not due for this tasking; look at the page again.")


def _add(visit: Visit) -> Answer:
    form = visit.form
    papers.add(
        visit.desk,
        _named(visit),
        form.one("product"),
        _stage(form.one("stage")),
        _names(visit, "owes"),
        by=form.one("by"),
        read_on=typed_date(visit, "read_on"),
        rests=typed_rests(visit),
        case=case_of(visit),
    )
    return Go(visit.address, "It is due; how its date was read stands beside it.")


def _stage(text: str) -> Stage:
    if text not in tuple(Stage):
        raise UsageError("Say at which stage of the work it is due.")
    return Stage(text)


def _move(visit: Visit) -> Answer:
    form = visit.form
    if not form.one("by"):
        raise UsageError("Say by when it is due now.")
    papers.move(
        visit.desk,
        _product(visit),
        form.one("by"),
        read_on=typed_date(visit, "read_on"),
        rests=typed_rests(visit),
        case=case_of(visit),
        settle=form.is_on("settle"),
    )
    return Go(visit.address, "Its date is another now; the earlier one stays in its history.")


def _deliver(visit: Visit) -> Answer:
    if not visit.form.one("address"):
        raise UsageError("Say the paper's address: a letter such as The bank line/holt-3, or a document of the record.")
    papers.deliver(
        visit.desk, _product(visit), visit.form.one("address"), visit.form.text("remark"), case=case_of(visit)
    )
    return Go(visit.address, "Delivered.")


def _drop(visit: Visit) -> Answer:
    form = visit.form
    papers.drop(visit.desk, _product(visit), form.text("why"), case=case_of(visit), settle=form.is_on("settle"))
    return Go(visit.address, "Dropped; it stays in the list with the reason.")


def _view(visit: Visit) -> Answer:
    papers.view(visit.desk, _named(visit), visit.form.text("text"), case=case_of(visit))
    return Go(visit.address, "The view stands; it decides nothing.")


def _decide(visit: Visit) -> Answer:
    form = visit.form
    papers.decide(
        visit.desk, _named(visit), form.one("what"), form.text("why"), anew=form.is_on("anew"), case=case_of(visit)
    )
    return Go(visit.address, "Decided.")


PAGES = (
    Page("/case/{case}/papers", _show, {"ask": _ask}),
    Page(
        "/case/{case}/papers/{tasking}",
        _tasking,
        {"add": _add, "move": _move, "deliver": _deliver, "drop": _drop, "view": _view, "decide": _decide},
    ),
)
