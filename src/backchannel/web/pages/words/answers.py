"""Answering point by point: their letter beside a draft of ours, what is proposed of each passage, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.words import answering, exchanged, explained
from backchannel.desk.words.answering import Answered, Ours, Point
from backchannel.errors import UsageError
from backchannel.text.answering.proposals import COURTESY, NOT_ANSWERED, STATES
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.words.frame import back, rows, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_LETTERS = 40
_TAKE_BACK = "take back"
_ORDER = {answering.OPEN: 0, answering.DOUBTFUL: 1, answering.PROPOSED: 2}


@dataclass(frozen=True, slots=True)
class Laid:
    """What lies beside a letter: passages of a draft, or the address of a letter of ours."""

    draft: str | Sequence[Ours]


def _show(visit: Visit) -> Answer:
    return view(visit, "answers.html", {"letters": exchanged.recent(visit.desk, own=False, most=_LETTERS)})


def _beside(visit: Visit) -> Answer:
    letter, draft = _letter(visit), _laid(visit)
    found = answering.answered(visit.desk, letter.address, draft)
    open_ = sorted(found.open, key=lambda one: (_ORDER[one.standing], one.passage.number))
    kind = [one for one in found.points if one.standing == answering.FORM or _is_courtesy(one)]
    return view(
        visit,
        "answered.html",
        {
            "letter": letter,
            "found": found,
            "open": [(one, _beside_it(found, one)) for one in open_],
            "proposed": [one for one in open_ if one.standing == answering.PROPOSED],
            "settled": [o for o in found.points if o.standing == answering.DECIDED and not _is_courtesy(o)],
            "courtesies": kind,
            "states": STATES,
            "explained": explained,
            "not_answered": NOT_ANSWERED,
        },
    )


def _beside_it(found: Answered, one: Point) -> tuple[explained.Beside, ...]:
    return tuple(explained.beside(found, one))


def _is_courtesy(one: Point) -> bool:
    return one.standing == answering.DECIDED and one.state == COURTESY


def _lay(visit: Visit) -> Answer:
    form, letter = visit.form, _letter(visit)
    file, pasted, address = form.upload("file"), form.text("text"), form.text("place").strip()
    if sum((file is not None, bool(pasted.strip()), bool(address))) != 1:
        raise UsageError("Give one draft: paste its words, or choose a file, or write the address of a letter of ours.")
    draft: str | Sequence[Ours] = address
    if file is not None:
        draft = answering.ours_of(file.name, file.data)
    elif pasted.strip():
        draft = answering.ours_of("pasted.txt", pasted.encode("utf-8", "surrogatepass"))
    answering.answered(visit.desk, letter.address, draft)
    return Go(f"/words/answers/{letter.item.number}/{visit.shelf.keep(Laid(draft))}")


def _decide(visit: Visit) -> Answer:
    form, letter = visit.form, _letter(visit)
    wanted = {_passage(row.at[0]): "" if row.chosen == _TAKE_BACK else row.chosen for row in rows(visit)}
    if not wanted:
        raise UsageError("Nothing was chosen: every passage was left as it is.")
    because = form.text("because").strip()
    answering.decide(visit.desk, letter.address, _laid(visit), wanted, because, onto=form.one("onto"))
    return back(visit, f"{len(wanted)} decided.")


def _accept(visit: Visit) -> Answer:
    form, letter = visit.form, _letter(visit)
    seen = [(_passage(one.partition(" ")[0]), one.partition(" ")[2]) for one in form.every("seen")]
    answering.accept(visit.desk, letter.address, _laid(visit), seen, form.text("because"), onto=form.one("onto"))
    return back(visit, f"{len(seen)} decided as proposed.")


def _letter(visit: Visit) -> exchanged.Exchanged:
    return exchanged.by_number(visit.desk, whole_number(visit.path["number"]) or 0)


def _laid(visit: Visit) -> str | Sequence[Ours]:
    kept = visit.path.get("kept")
    return visit.shelf.get(kept, Laid).draft if kept else ""


def _passage(text: str) -> int:
    if (number := whole_number(text, 999_999)) is None:
        raise UsageError("A row of this form names no passage; look at the page again.")
    return number


_ACTS = {"lay": _lay, "decide": _decide, "accept": _accept}
PAGES = (
    Page("/words/answers", _show),
    Page("/words/answers/{number}", _beside, _ACTS, large=True),
    Page("/words/answers/{number}/{kept}", _beside, _ACTS, large=True),
)
