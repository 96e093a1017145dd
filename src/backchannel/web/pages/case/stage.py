"""One stage of a calendar: its words and how they were read, what needs it, and what may be done with it."""

from dataclasses import dataclass

from backchannel.desk.planning import calendar, telling
from backchannel.desk.planning.calendar import Stood
from backchannel.errors import UsageError
from backchannel.planning.calendar.stages import DONE, DROPPED
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.frame import case_of, done, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_MOST = 9_999


def _stood(visit: Visit) -> Stood:
    return calendar.stood(visit.desk, visit.path["stage"], case_of(visit))


def _show(visit: Visit) -> Answer:
    stood = _stood(visit)
    others = [
        (one.dated.kept.id.hex(), one.dated.kept.says.name)
        for one in calendar.show(visit.desk, case_of(visit)).lines
        if one.dated.kept.id != stood.line.dated.kept.id
    ]
    parties = [(one, one) for one in stood.parties]
    return view(
        visit, "stage.html", {"stood": stood, "others": others, "parties": parties, "done": DONE, "dropped": DROPPED}
    )


def _again(visit: Visit, said: str) -> Go:
    return done(visit, f"calendar/{visit.path['stage']}", said)


def _change(visit: Visit) -> Answer:
    form = visit.form
    line = _stood(visit).line
    stage = line.dated.kept
    written, on, given = form.one("written"), typed_date(visit, "read_on"), typed_rests(visit)
    before = tuple(one.address for one in line.rests)
    is_same = written == " ".join(stage.says.written.split()) and on in (None, stage.says.read_on)
    kept = calendar.change(
        visit.desk,
        stage.id.hex(),
        written=None if is_same else written,
        on=on,
        called=form.one("called"),
        fixed=form.is_on("fixed"),
        who=form.one("who"),
        about=form.one("about"),
        why=form.one("why"),
        rests=None if given == before else given,
        settle=form.is_on("settle"),
        case=case_of(visit),
    )
    return _again(visit, f"“{kept.says.name}” is changed.")


def _end(visit: Visit) -> Answer:
    form = visit.form
    kept = calendar.end(
        visit.desk,
        _stood(visit).line.dated.kept.id.hex(),
        form.one("how"),
        form.one("why"),
        settle=form.is_on("settle"),
        case=case_of(visit),
    )
    return _again(visit, f"“{kept.says.name}” is {form.one('how')}.")


def _needs(visit: Visit) -> Answer:
    form = visit.form
    if not form.one("needs"):
        raise UsageError("Choose the stage that must come before this one.")
    calendar.depends(
        visit.desk,
        visit.path["stage"],
        form.one("needs"),
        form.one("why"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return _again(visit, "That is said: if the one slips, so does the other.")


def _needs_not(visit: Visit) -> Answer:
    form = visit.form
    calendar.independent(visit.desk, visit.path["stage"], form.one("which"), form.one("why"), case=case_of(visit))
    return _again(visit, "It is taken back.")


def _mark(visit: Visit) -> Answer:
    form = visit.form
    kept = telling.mark(
        visit.desk,
        visit.path["stage"],
        form.one("party"),
        called=form.one("called"),
        words=form.one("words"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return _again(visit, f"{kept.says.party} is told of it by the name “{kept.says.name}”, from the next export on.")


def _unmark(visit: Visit) -> Answer:
    party = next((one.says.party for one in _stood(visit).told if one.id.hex() == visit.form.one("which")), "")
    if not party:
        raise UsageError("That mark stands no more.")
    telling.withdraw(visit.desk, visit.path["stage"], party, visit.form.one("why"), case=case_of(visit))
    return _again(visit, f"{party} is told of it no more.")


@dataclass(frozen=True, slots=True)
class _Slip:
    """A move that somebody thinks of: by how many days, and why."""

    days: int
    why: str


def _think(visit: Visit) -> Answer:
    number, unit = whole_number(visit.form.one("days"), _MOST), visit.form.one("unit")
    if not number:
        raise UsageError(f"Say by how many days or weeks it slips, as a number from 1 to {_MOST:,}.")
    days = number * (7 if unit == "weeks" else 1) * (-1 if visit.form.one("way") == "earlier" else 1)
    calendar.shift(visit.desk, visit.path["stage"], days, dry_run=True, case=case_of(visit))
    name = visit.shelf.keep(_Slip(days, visit.form.one("why")))
    return Go(f"/case/{case_of(visit)}/calendar/{visit.path['stage']}/slip/{name}")


def _plan(visit: Visit) -> Answer:
    slip = visit.shelf.get(visit.path["kept"], _Slip)
    plan = calendar.shift(visit.desk, visit.path["stage"], slip.days, dry_run=True, case=case_of(visit))
    late = {one.kept.id for one in plan.missed}
    stays = [one for one in plan.stays if one.id not in late]
    return view(visit, "slip.html", {"slip": slip, "plan": plan, "stays": stays, "stood": _stood(visit)})


def _shift(visit: Visit) -> Answer:
    slip = visit.shelf.get(visit.path["kept"], _Slip)
    plan = calendar.shift(visit.desk, visit.path["stage"], slip.days, slip.why, case=case_of(visit))
    count = len(plan.moved)
    return done(visit, "calendar", f"Moved by {slip.days:+} days: {count} {'stage' if count == 1 else 'stages'}.")


PAGES = (
    Page(
        "/case/{case}/calendar/{stage}",
        _show,
        {
            "change": _change,
            "end": _end,
            "slip": _think,
            "needs": _needs,
            "needs-not": _needs_not,
            "mark": _mark,
            "unmark": _unmark,
        },
    ),
    Page("/case/{case}/calendar/{stage}/slip/{kept}", _plan, {"shift": _shift}),
)
