"""The allies' board: each ally by each issue on a day, how a stance came to be, and what the other side told each."""

from dataclasses import dataclass

from backchannel.desk.planning import allies, wedge
from backchannel.errors import UsageError
from backchannel.planning.allies import Word
from backchannel.planning.cases import Side
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.marks import pieces
from backchannel.web.pages.case.frame import asked_day, case_of, framed, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked about the other side's words: the issue by its id, and the words of what was offered."""

    issue: str
    offers: str


def _board(visit: Visit) -> Answer:
    on, issue = asked_day(visit), visit.query.get("issue", "")
    grid, rests = allies.grid(visit.desk, issue, on, case_of(visit))
    shown = framed(visit).case
    values = {
        "on": on,
        "grid": grid,
        "rests": rests,
        "issues": [(one.id.hex(), one.says.name) for one in shown.issues],
        "issue": issue,
        "parties": [(one.id.hex(), one.says.name) for one in shown.parties if one.says.side in (Side.ALLY, Side.THIRD)],
        "words": [(one, str(one)) for one in Word],
    }
    return view(visit, "abroad/allies.html", values)


def _note(visit: Visit) -> Answer:
    form = visit.form
    if form.one("stance") not in tuple(Word):
        raise UsageError("Say how the ally stands.")
    kept = allies.note(
        visit.desk,
        form.one("ally"),
        form.one("issue"),
        Word(form.one("stance")),
        form.text("says"),
        since=typed_date(visit, "since"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    said = "" if kept.act.rests else " It rests on no passage; note it again with one if there is one."
    return Go(visit.address, f"It is noted.{said}")


def _history(visit: Visit) -> Answer:
    ally, issue = visit.path["ally"], visit.path["issue"]
    found, rests = allies.history(visit.desk, ally, issue, case_of(visit))
    whose, about = allies.named(visit.desk, ally, issue, case_of(visit))
    return view(visit, "abroad/stances.html", {"found": found, "rests": rests, "whose": whose, "about": about})


def _withdraw(visit: Visit) -> Answer:
    form = visit.form
    settle = form.is_on("settle")
    allies.withdraw(visit.desk, form.one("which"), form.text("why"), case=case_of(visit), settle=settle)
    return Go(visit.address, "It is taken back; it stays in the history.")


def _wedge(visit: Visit) -> Answer:
    return view(visit, "abroad/wedge.html", {"issues": _issues(visit), "found": None, "asked": Asked("", ""), "on": ""})


def _ask(visit: Visit) -> Answer:
    asked = Asked(visit.form.one("issue"), visit.form.one("offers"))
    wedge.wedge(visit.desk, asked.issue, None, offers=asked.offers, case=case_of(visit))
    return Go(f"/case/{case_of(visit)}/allies/wedge/{visit.shelf.keep(asked)}")


def _told(visit: Visit) -> Answer:
    asked, on = visit.shelf.get(visit.path["kept"], Asked), asked_day(visit)
    found = wedge.wedge(visit.desk, asked.issue, on, offers=asked.offers, case=case_of(visit))
    values = {"issues": _issues(visit), "found": found, "asked": asked, "on": on, "pieces": pieces}
    return view(visit, "abroad/wedge.html", values)


def _issues(visit: Visit) -> list[tuple[str, str]]:
    return [(one.id.hex(), one.says.name) for one in framed(visit).case.issues]


PAGES = (
    Page("/case/{case}/allies", _board, {"note": _note}),
    Page("/case/{case}/allies/wedge", _wedge, {"ask": _ask}),
    Page("/case/{case}/allies/wedge/{kept}", _told, {"ask": _ask}),
    Page("/case/{case}/allies/{ally}/{issue}", _history, {"withdraw": _withdraw}),
)
