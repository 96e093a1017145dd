"""Standing orders on whom to hear before anything is proposed, and the recorded reasons why somebody is not heard."""

from backchannel.desk.planning.consultation import orders
from backchannel.planning.cases import Side
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.concerns import DEGREES, typed_degree
from backchannel.web.pages.case.frame import case_of, framed, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    shown = framed(visit).case
    values = {
        "found": orders.listed(visit.desk, case=case_of(visit)),
        "waivers": orders.every_waiver(visit.desk, case=case_of(visit)),
        "issues": [(one.id.hex(), one.says.name) for one in shown.issues],
        "others": [(one.says.name, one.says.name) for one in shown.parties if one.says.side is Side.OTHER],
        "parties": [
            (one.says.name, one.says.name) for one in shown.parties if one.says.side in (Side.ALLY, Side.THIRD)
        ],
        "degrees": DEGREES,
    }
    return view(visit, "abroad/orders.html", values)


def _give(visit: Visit) -> Answer:
    form = visit.form
    place = {"case": case_of(visit), "onto": form.one("onto")}
    degree = typed_degree(visit)
    orders.give(visit.desk, form.one("name"), form.one("issue"), form.one("towards"), degree, form.text("why"), **place)
    return Go(visit.address, "The order stands: from now on the gate holds it at every desk of ours that reads it.")


def _end(visit: Visit) -> Answer:
    form = visit.form
    orders.end(visit.desk, form.one("which"), form.text("why"), case=case_of(visit), settle=form.is_on("settle"))
    return Go(visit.address, "The order has ended.")


def _waive(visit: Visit) -> Answer:
    form = visit.form
    orders.waive(
        visit.desk,
        form.one("name"),
        form.one("issue"),
        form.one("party"),
        form.text("why"),
        no_precedent=form.is_on("no_precedent"),
        basis=form.one("basis"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return Go(visit.address, "The reason is on record; nobody waits for that party on this issue.")


def _take_back(visit: Visit) -> Answer:
    form = visit.form
    orders.take_back(visit.desk, form.one("which"), form.text("why"), case=case_of(visit), settle=form.is_on("settle"))
    return Go(visit.address, "It is taken back: the party is to be heard again.")


PAGES = (
    Page(
        "/case/{case}/proposals/orders",
        _show,
        {"give": _give, "end": _end, "waive": _waive, "take-back": _take_back},
    ),
)
