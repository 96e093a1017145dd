"""The cases of this desk, and the first page of each: what waits, what comes next, what belongs to it, who reads it."""

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, standing
from backchannel.errors import UsageError
from backchannel.planning.cases import Side
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.case.frame import case_of, done, in_parts, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_SIDES = (
    (Side.OURS, "ours"),
    (Side.OTHER, "the other side"),
    (Side.ALLY, "an ally"),
    (Side.THIRD, "a third party"),
)
_OWN = "own"
"""One's own ledger, as an address names it, which may not be opened yet."""


def _list(visit: Visit) -> Answer:
    return View("case/cases.html", {"cases": cases.every(visit.desk), "own": OWN})


def _new(visit: Visit) -> Answer:
    ours = [(one.id.hex(), f"{one.name}: its members read it") for one in standing.of_ours(visit.desk)]
    return View("case/new.html", {"onto": [(OWN, "your own ledger: you alone read it"), *ours]})


def _open_new(visit: Visit) -> Answer:
    shown = cases.new(visit.desk, visit.form.one("name"), visit.form.text("about"), visit.form.one("onto"))
    return Go(f"/case/{shown.id.hex()[:16]}", f"The case is open on “{shown.open_on[0]}”.")


def _show(visit: Visit) -> Answer:
    stands = standing.standing(visit.desk, case_of(visit))
    documents, part, count = in_parts(visit, stands.documents)
    return view(
        visit,
        "overview.html",
        {
            "stands": stands,
            "documents": documents,
            "part": part,
            "count": count,
            "own": OWN,
            "today": visit.desk.clock().date(),
            "sides": _SIDES,
            "channels": [(one.id.hex(), one.name) for one in stands.joined],
            "lane_choices": [(lane.says.name, lane.says.name) for lane, _ in stands.lanes],
        },
    )


def _issue(visit: Visit) -> Answer:
    form = visit.form
    kept = cases.add_issue(visit.desk, form.one("name"), form.text("about"), case=case_of(visit), onto=form.one("onto"))
    return done(visit, "", f"The issue “{kept.says.name}” is named.")


def _party(visit: Visit) -> Answer:
    form = visit.form
    if form.one("side") not in {str(one) for one in Side}:
        raise UsageError("Say how the party stands in the case.")
    kept = cases.add_party(
        visit.desk, form.one("name"), Side(form.one("side")), case=case_of(visit), onto=form.one("onto")
    )
    return done(visit, "", f"{kept.says.name} is a party of the case.")


def _person(visit: Visit) -> Answer:
    form = visit.form
    kept = cases.add_person(
        visit.desk,
        form.one("name"),
        form.one("party"),
        form.one("office"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, "", f"{kept.says.name} is a person of the case.")


def _lane(visit: Visit) -> Answer:
    form = visit.form
    kept = cases.add_lane(
        visit.desk,
        form.one("name"),
        form.one("what"),
        channel=form.one("channel"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, "", f"The lane “{kept.says.name}” is on the timeline.")


def _file(visit: Visit) -> Answer:
    form = visit.form
    kept = cases.file(
        visit.desk,
        form.one("document"),
        form.one("lane"),
        name=form.one("name"),
        moved=form.one("why"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, "", f"“{kept.says.name}” belongs to the case.")


def _opening(visit: Visit) -> Answer:
    channel = visit.query.get("channel", "") or visit.form.one("channel")
    if not channel:
        ours, own = standing.could_open(visit.desk, case_of(visit))
        return view(visit, "further.html", {"further": ours, "own": own, "own_word": _OWN})
    if channel == _OWN:
        return view(visit, "opening.html", {"channel": None, "readers": (), "own_word": _OWN})
    found, readers = standing.would_learn(visit.desk, case_of(visit), channel)
    return view(visit, "opening.html", {"channel": found, "readers": readers, "own_word": _OWN})


def _open(visit: Visit) -> Answer:
    channel = visit.form.one("channel")
    shown = cases.open_on(visit.desk, case_of(visit), OWN if channel == _OWN else channel)
    return done(visit, "", f"The case is open on {', '.join(f'“{name}”' for name in shown.open_on)}.")


PAGES = (
    Page("/cases", _list),
    Page("/cases/new", _new, {"new": _open_new}),
    Page(
        "/case/{case}",
        _show,
        {"issue": _issue, "party": _party, "person": _person, "lane": _lane, "file": _file},
    ),
    Page("/case/{case}/open", _opening, {"open": _open}),
)
