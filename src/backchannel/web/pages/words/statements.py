"""The statement bank: filters, one statement by itself, examining many by keyboard, and words for one issue."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.words import bank, examining, pegs
from backchannel.desk.words.bank import KINDS, OPEN, STRUCK, Selection, Statement
from backchannel.desk.words.examining import Mark
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.words.asking import Question, asking, question_of, typed
from backchannel.web.pages.words.frame import back, part_of, rows, view
from backchannel.web.pages.words.looking import looked
from backchannel.web.visit import Visit

__all__ = ["PAGES", "Counted", "counted", "examine", "examined", "listed"]

_ROWS = 40


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of some statements were accepted, struck out, and examined by nobody."""

    accepted: int
    struck: int
    open: int

    @property
    def examined(self) -> int:
        """How many somebody has examined."""
        return self.accepted + self.struck


def counted(found: Sequence[Statement]) -> Counted:
    """Count statements by what was made of them."""
    unexamined = sum(one.judged == OPEN for one in found)
    struck = sum(one.judged == STRUCK for one in found)
    return Counted(len(found) - unexamined - struck, struck, unexamined)


def examined(question: Question, found: Sequence[Statement]) -> list[Statement]:
    """Give those of some statements that a question means by their examination, in the order that it asks for."""
    wanted = [one for one in found if _is_meant(question.examined, one)]
    if question.order == "authority":
        wanted.sort(key=lambda one: one.day, reverse=True)
        wanted.sort(key=lambda one: one.rank)
    return wanted


def _is_meant(wanted: str, one: Statement) -> bool:
    if wanted == "examined":
        return one.judged != OPEN
    if wanted == "suggested":
        return one.judged == OPEN and one.suggested is not None
    return one.judged == OPEN if wanted == "open" else True


def _show(visit: Visit) -> Answer:
    question = question_of(visit)
    found = listed(visit, question.selection, visit.address)
    if isinstance(found, Go):
        return found
    shown = examined(question, found)
    return view(
        visit,
        "statements.html",
        {
            "question": question,
            "asking": asking(visit),
            "counts": counted(found),
            "part": part_of(visit, shown, _ROWS),
            "kinds": KINDS,
        },
    )


def _ask(visit: Visit) -> Answer:
    question = typed(visit)
    address = f"/words/statements/{visit.shelf.keep(question)}"
    # What cannot be asked is said here, beside the filter.
    found = listed(visit, question.selection, address)
    return found if isinstance(found, Go) else Go(address)


def listed(visit: Visit, selection: Selection, address: str) -> Sequence[Statement] | Go:
    """Give the statements that are meant, or where to go while they are read."""
    return looked(
        visit,
        ("statements", selection),
        [selection],
        lambda desk, tell: tuple(bank.listed(desk, selection, tell)),
        address,
    )


def examine(visit: Visit) -> Answer:
    """Examine what was chosen in the rows of a part."""
    marks = [_mark(row.at[0], row.chosen) for row in rows(visit)]
    if not marks:
        raise UsageError("Nothing was chosen: every statement was left as it is.")
    count = examining.examine(visit.desk, marks, onto=visit.form.one("onto"))
    return back(visit, f"{count} statement{' was' if count == 1 else 's were'} examined.")


def _mark(at: str, chosen: str) -> Mark:
    address, _, text = at.rpartition(" ")
    if (words := whole_number(text, 9_999_999_999)) is None:
        raise UsageError("A row of this form does not say of which words it is; look at the list again.")
    return Mark(address, words, chosen)


def _one(visit: Visit) -> Answer:
    one = _statement(visit)
    elements = pegs.elements(visit.desk)
    return view(
        visit,
        "statement.html",
        {
            "one": one,
            "kinds": KINDS,
            "elements": elements,
            "hangs": [e for e in elements if any(peg.key == one.key for peg in e.pegs)],
        },
    )


def _statement(visit: Visit) -> Statement:
    if (number := whole_number(visit.path["number"])) is None:
        raise UsageError("That is no statement of this desk.")
    return examining.statement(visit.desk, number, visit.path["place"])


def _hang(visit: Visit) -> Answer:
    form, one = visit.form, _statement(visit)
    text = form.text("text").strip() or None
    _, new = pegs.add(visit.desk, one.identifier, form.one("element"), text, onto=form.one("onto"))
    return Go("/words/pegs", "The element hangs on these words." if new else "It hangs on these words already.")


def _synonyms(visit: Visit) -> Answer:
    return view(visit, "synonyms.html", {"groups": bank.groups(visit.desk)})


def _add(visit: Visit) -> Answer:
    phrases = [line for line in visit.form.text("phrases").splitlines() if line.strip()]
    bank.synonyms(visit.desk, phrases, onto=visit.form.one("onto"))
    return Go("/words/synonyms", "These mean one issue from now on.")


def _unfold(visit: Visit) -> Answer:
    bank.unfold(visit.desk, whole_number(visit.form.one("which")) or 0)
    return Go("/words/synonyms", "The group was taken back.")


PAGES = (
    Page("/words/statements", _show, {"ask": _ask, "examine": examine}),
    Page("/words/statements/{kept}", _show, {"ask": _ask, "examine": examine}),
    Page("/words/statement/{number}/{place}", _one, {"examine": examine, "hang": _hang}),
    Page("/words/synonyms", _synonyms, {"add": _add, "unfold": _unfold}),
)
