"""Pegs: the elements of our position with the words of the other side on which they hang, and what is unexamined."""

from backchannel.desk.words import pegs
from backchannel.desk.words.bank import KINDS, Selection
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.words.asking import asking, question_of, typed
from backchannel.web.pages.words.frame import part_of, view
from backchannel.web.pages.words.looking import looked
from backchannel.web.pages.words.statements import examine
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ROWS = 40
_ELEMENTS = 30


def _show(visit: Visit) -> Answer:
    found = pegs.elements(visit.desk)
    return view(visit, "pegs.html", {"part": part_of(visit, found, _ELEMENTS), "asking": asking(visit)})


def _add(visit: Visit) -> Answer:
    form = visit.form
    text = form.text("text").strip() or None
    _, new = pegs.add(visit.desk, form.text("place").strip(), form.one("element"), text, onto=form.one("onto"))
    return Go("/words/pegs", "The element hangs on these words." if new else "It hangs on these words already.")


def _say(visit: Visit) -> Answer:
    form = visit.form
    pegs.name(visit.desk, form.one("element"), form.text("text").strip(), onto=form.one("onto"))
    return Go("/words/pegs", "The element says that now.")


def _remove(visit: Visit) -> Answer:
    form = visit.form
    gone = pegs.remove(visit.desk, form.text("address"), form.one("element"), onto=form.one("onto"))
    return Go("/words/pegs", "The element is taken down from these words." if gone else "It does not hang there.")


def _drop(visit: Visit) -> Answer:
    pegs.drop(visit.desk, visit.form.one("element"), onto=visit.form.one("onto"))
    return Go("/words/pegs", "The element is forgotten, with its pegs; the words themselves stay where they stand.")


def _audit(visit: Visit) -> Answer:
    question = question_of(visit)
    found = _audited(visit, question.selection, visit.address)
    if isinstance(found, Go):
        return found
    return view(
        visit,
        "audit.html",
        {
            "question": question,
            "asking": asking(visit),
            "examined": found.examined,
            "total": found.total,
            "part": part_of(visit, found.open, _ROWS),
            "kinds": KINDS,
        },
    )


def _ask(visit: Visit) -> Answer:
    question = typed(visit)
    address = f"/words/pegs/audit/{visit.shelf.keep(question)}"
    found = _audited(visit, question.selection, address)
    return found if isinstance(found, Go) else Go(address)


def _audited(visit: Visit, selection: Selection, address: str) -> pegs.Audit | Go:
    return looked(
        visit, ("audit", selection), [selection], lambda desk, tell: pegs.audit(desk, selection, tell), address
    )


PAGES = (
    Page("/words/pegs", _show, {"add": _add, "say": _say, "remove": _remove, "drop": _drop}),
    Page("/words/pegs/audit", _audit, {"ask": _ask, "examine": examine}),
    Page("/words/pegs/audit/{kept}", _audit, {"ask": _ask, "examine": examine}),
)
