"""Gains: what a proposal does for each party against how it stands at present, and the same horse bought twice."""

from backchannel.desk.planning import gains
from backchannel.planning.gains import Flag, Sort
from backchannel.web.answers import Answer, Page
from backchannel.web.pages.case.frame import case_of, done, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HERE = "gains"


def _show(visit: Visit) -> Answer:
    found = gains.listed(visit.desk, case=case_of(visit))
    return view(visit, "thinking/gains.html", {"drawn": found, "sorts": tuple(Sort), "flag": Flag})


def _add(visit: Visit) -> Answer:
    form = visit.form
    gains.add(
        visit.desk,
        form.one("proposal"),
        form.one("party"),
        form.chosen("sort", Sort),
        form.one("what"),
        form.one("present"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, _HERE, "The line is entered.")


def _drop(visit: Visit) -> Answer:
    form = visit.form
    gains.drop(visit.desk, form.one("which"), form.one("why"), case=case_of(visit), settle=form.is_on("settle"))
    return done(visit, _HERE, "The line is dropped, and kept with the reason.")


PAGES = (Page("/case/{case}/gains", _show, {"add": _add, "drop": _drop}),)
