"""Working groups of a case: who is on each, to whom alone it reports, from what it is kept apart."""

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import groups
from backchannel.desk.planning.groups import Shown
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.frame import case_of, framed, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    open_on = [name for name in framed(visit).case.open_on if name != OWN]
    found = groups.every(visit.desk, case_of(visit))
    return view(visit, "work/groups.html", {"groups": found, "channels": [(name, name) for name in open_on]})


def _number(visit: Visit, name: str) -> int:
    number = whole_number(visit.form.one(name), 9_999)
    if number is None:
        raise UsageError("Say how many members the group has at most, as a number.")
    return number


def _new(visit: Visit) -> Answer:
    form = visit.form
    groups.new(
        visit.desk,
        form.one("name"),
        form.one("onto"),
        form.one("apart_from"),
        [one for line in form.text("reports_to").splitlines() if (one := line.strip())],
        _number(visit, "ceiling"),
        case=case_of(visit),
    )
    return Go(visit.address, "The group is set up; put its members on it below.")


def _group(visit: Visit) -> str:
    """Give the number of the group that the form is of; UsageError where this person sees none."""
    which = visit.form.one("which").partition("-")[0]
    for one in groups.every(visit.desk, case_of(visit)):
        if one.group.kept.id.hex()[:16] == which:
            return one.group.kept.id.hex()
    raise UsageError("There is no such group in this case, as far as you may see.")


def _put(visit: Visit) -> Answer:
    form = visit.form
    shown: Shown = groups.add(
        visit.desk,
        form.one("person"),
        form.one("asked_by"),
        form.text("why"),
        group=_group(visit),
        case=case_of(visit),
    )
    name = shown.group.kept.says.members[-1].name
    absent = "; he reads nothing of it before he is on its channel" if name in shown.absent else ""
    return Go(visit.address, f"{name} is on the group{absent}.")


def _take_off(visit: Visit) -> Answer:
    person = visit.form.one("person")
    groups.remove(visit.desk, person, group=_group(visit), case=case_of(visit))
    return Go(visit.address, f"{person} is off the group; what he has read stays read.")


def _ceiling(visit: Visit) -> Answer:
    groups.raise_ceiling(
        visit.desk, _number(visit, "ceiling"), visit.form.text("why"), group=_group(visit), case=case_of(visit)
    )
    return Go(visit.address, "The group may have that many members now; the reason stands with it.")


PAGES = (Page("/case/{case}/groups", _show, {"new": _new, "put": _put, "take-off": _take_off, "ceiling": _ceiling}),)
