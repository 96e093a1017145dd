"""Pledges of mutual restraint: in whose words, until when, how each party stands, and the incidents of either side."""

from backchannel.desk.planning import pledges
from backchannel.errors import UsageError
from backchannel.planning.pledges import Answered, Pledge
from backchannel.web.answers import Answer, Page
from backchannel.web.pages.case.frame import asked_day, case_of, done, in_parts, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HOW = (
    (str(Answered.ACCEPTED), "accepted, in its own words"),
    (str(Answered.DECLINED), "declined, in its own words"),
    (str(Answered.CLAIMED), "somebody says that it accepted: a claim, which binds nobody"),
)
_ENDS = ("lapsed", "denounced", "fulfilled")


def _show(visit: Visit) -> Answer:
    on = asked_day(visit)
    every = pledges.every(visit.desk, on, case_of(visit))
    in_force = pledges.check(visit.desk, on, case_of(visit))
    shown, part, count = in_parts(visit, every, 20)
    return view(
        visit,
        "deeds/pledges.html",
        {
            "pledges": shown,
            "part": part,
            "count": count,
            "on": on,
            "in_force": len(in_force),
            "incidents": sum(len(one.restraint.counting) for one in in_force),
            "how": _HOW,
            "ends": tuple((one, one) for one in _ENDS),
        },
    )


def _add(visit: Visit) -> Answer:
    form = visit.form
    value = Pledge(
        form.one("name"),
        form.every("party"),
        form.text("scope").strip(),
        form.one("by"),
        form.text("words").strip(),
        form.one("period"),
        typed_date(visit, "begins"),
        typed_date(visit, "ends"),
        form.every("issue"),
    )
    if not form.text("passage").strip():
        raise UsageError("Name the passage in which the exact words stand: a pledge rests on it.")
    pledges.add(visit.desk, value, form.text("passage").strip(), case=case_of(visit), onto=form.one("onto"))
    return done(visit, "pledges", "The pledge is recorded.")


def _answer(visit: Visit) -> Answer:
    form = visit.form
    try:
        how = Answered(form.one("how"))
    except ValueError:
        raise UsageError("An answer is accepted, declined, or said to have accepted.") from None
    pledges.answer(
        visit.desk,
        form.one("which"),
        form.one("party"),
        how,
        words=form.text("words").strip(),
        rests_on=form.text("passage").strip(),
        said_by=form.one("said_by"),
        case=case_of(visit),
        settle=form.is_on("settle"),
    )
    return done(visit, "pledges", "The answer is recorded.")


def _log(visit: Visit) -> Answer:
    form = visit.form
    pledges.log(
        visit.desk,
        form.one("which"),
        form.one("incident"),
        party=form.one("party"),
        on=typed_date(visit, "on"),
        what=form.text("what").strip(),
        rests_on=typed_rests(visit),
        case=case_of(visit),
    )
    return done(visit, "pledges", "The incident is held against the pledge, and has a dossier.")


def _withdraw(visit: Visit) -> Answer:
    form = visit.form
    pledges.withdraw(visit.desk, form.one("which"), form.text("why"), case=case_of(visit), settle=form.is_on("settle"))
    return done(visit, "pledges", "It counts no more; it stays listed, with the reason.")


def _end(visit: Visit) -> Answer:
    form = visit.form
    pledges.end(
        visit.desk,
        form.one("which"),
        form.one("how"),
        form.text("why"),
        case=case_of(visit),
        settle=form.is_on("settle"),
    )
    return done(visit, "pledges", "The pledge has ended; it stays readable.")


PAGES = (
    Page(
        "/case/{case}/pledges",
        _show,
        {"add": _add, "answer": _answer, "log": _log, "withdraw": _withdraw, "end": _end},
    ),
)
