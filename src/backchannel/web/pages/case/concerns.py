"""Who is concerned by which issue, how directly, and what came of consulting each."""

from backchannel.desk.planning.consultation import concerns
from backchannel.errors import UsageError
from backchannel.planning.cases import Side
from backchannel.planning.consultation.concerns import Degree
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.frame import case_of, framed, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["DEGREES", "PAGES", "typed_degree"]

DEGREES = (
    (Degree.CRUCIAL, "Crucially: it cannot be settled against them"),
    (Degree.DIRECT, "Directly"),
    (Degree.PLAIN, "Plainly: it touches them"),
)


def typed_degree(visit: Visit) -> Degree:
    """Give the degree that was chosen in a form."""
    if visit.form.one("degree") not in tuple(Degree):
        raise UsageError("Say how directly it concerns them.")
    return Degree(visit.form.one("degree"))


def _show(visit: Visit) -> Answer:
    shown = framed(visit).case
    found = concerns.of_issues(visit.desk, case=case_of(visit))
    values = {
        "found": found,
        "rests": concerns.rests_of(visit.desk, [one for issue in found for one in issue.concerned]),
        "issues": [(one.id.hex(), one.says.name) for one in shown.issues],
        "parties": [
            (one.says.name, one.says.name) for one in shown.parties if one.says.side in (Side.ALLY, Side.THIRD)
        ],
        "degrees": DEGREES,
    }
    return view(visit, "abroad/concerns.html", values)


def _note(visit: Visit) -> Answer:
    form = visit.form
    concerns.note(
        visit.desk,
        form.one("party"),
        form.one("issue"),
        typed_degree(visit),
        form.text("why"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
        settle=form.is_on("settle"),
    )
    return Go(visit.address, "It is noted.")


def _drop(visit: Visit) -> Answer:
    form = visit.form
    settle = form.is_on("settle")
    concerns.drop(
        visit.desk, form.one("party"), form.one("issue"), form.text("why"), case=case_of(visit), settle=settle
    )
    return Go(visit.address, "The concern is dropped; it stays in what was written.")


PAGES = (Page("/case/{case}/concerns", _show, {"note": _note, "drop": _drop}),)
