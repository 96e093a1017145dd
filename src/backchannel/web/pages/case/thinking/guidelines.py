"""Guidelines: what a paper is to heed, and a draft held against each, with the passage or the reason that answers."""

from backchannel.desk.planning import guidelines
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.frame import case_of, done, typed_rests, view
from backchannel.web.pages.case.thinking.holding import held, hold
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HERE = "guidelines"


def _show(visit: Visit) -> Answer:
    found, rests = guidelines.every(visit.desk, case_of(visit))
    return view(visit, "thinking/guidelines.html", {"lists": found, "rests": rests})


def _add(visit: Visit) -> Answer:
    form = visit.form
    guidelines.add(
        visit.desk,
        form.one("list"),
        form.one("text"),
        name=form.one("name"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, _HERE, "The guideline stands.")


def _take(visit: Visit) -> Answer:
    form = visit.form
    made = guidelines.take(
        visit.desk, form.one("list"), typed_rests(visit), case=case_of(visit), onto=form.one("onto")
    )  # fmt: skip
    return done(visit, _HERE, f"Taken as guidelines: {len(made)}.")


def _strike(visit: Visit) -> Answer:
    form = visit.form
    guidelines.strike(
        visit.desk, form.one("of"), form.one("which"), form.one("why"), case=case_of(visit),
        settle=form.is_on("settle"),
    )  # fmt: skip
    return done(visit, _HERE, "The guideline is struck out, and kept with the reason.")


def _hold(visit: Visit) -> Answer:
    return hold(visit, _HERE)


def _held(visit: Visit) -> Answer:
    draft = held(visit)
    found = guidelines.check(visit.desk, draft.of, draft.draft, case=case_of(visit))
    ordered = sorted(found.guidelines, key=lambda one: not one.is_open)
    return view(visit, "thinking/guidelines_held.html", {"draft": draft, "found": found, "ordered": ordered})


def _answer(visit: Visit) -> Answer:
    form, draft = visit.form, held(visit)
    guidelines.answer(
        visit.desk,
        draft.of,
        form.one("which"),
        draft.draft,
        passage=whole_number(form.one("passage"), 99_999) or 0,
        reason=form.one("reason"),
        case=case_of(visit),
    )
    return Go(visit.address, "It is answered, as long as the words stay so.")


PAGES = (
    Page("/case/{case}/guidelines", _show, {"add": _add, "take": _take, "strike": _strike, "hold": _hold}, large=True),
    Page("/case/{case}/guidelines/held/{kept}", _held, {"answer": _answer}),
)
