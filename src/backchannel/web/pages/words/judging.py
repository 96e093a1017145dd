"""Judging pairs of statements: how assurances stand, and which statements are in tension."""

from dataclasses import replace

from backchannel.desk.words import bank, standing, tensions
from backchannel.desk.words.bank import KINDS, Selection
from backchannel.desk.words.tensions import Ally, Facing
from backchannel.errors import UsageError
from backchannel.text.statements.tensions import CAUSES
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.words.asking import Question, asking, question_of, typed
from backchannel.web.pages.words.frame import back, part_of, rows, view
from backchannel.web.pages.words.looking import looked
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ASSURANCES, _PAIRS, _ALLIES = 25, 20, 20
_TAKE_BACK = "take back"
_ASSURED = ("assurance",)
SAID = {
    "repeats": "the later repeats the earlier",
    "contradicts": "the later contradicts the earlier",
    "withdraws": "the later withdraws the earlier",
    "neither": "neither: they have nothing to do with each other",
}
"""What a later statement does to an earlier one, in words."""


def _assurances(visit: Visit) -> Answer:
    question = question_of(visit)
    selection = replace(question.selection, kind=question.selection.kind or _ASSURED)
    found = looked(
        visit,
        ("assurances", selection),
        [selection, Selection(selection.who, since=selection.since, until=selection.until, channel=selection.channel)],
        lambda desk, tell: tuple(standing.assurances(desk, selection, tell=tell)),
        visit.address,
    )
    if isinstance(found, Go):
        return found
    return view(
        visit,
        "assurances.html",
        {
            "question": question,
            "asking": asking(visit),
            "part": part_of(visit, found, _ASSURANCES),
            "against": sum(bool(one.contradicted or one.withdrawn) for one in found),
            "verdicts": tuple(SAID.items()),
            "kinds": KINDS,
        },
    )


def _ask_assurances(visit: Visit) -> Answer:
    question = typed(visit)
    # What cannot be asked is said here, beside the filter.
    bank.extent(visit.desk, [question.selection])
    return Go(f"/words/assurances/{visit.shelf.keep(question)}")


def _judge_proposed(visit: Visit) -> Answer:
    said = [(row.at[0], row.at[1], row.chosen) for row in rows(visit) if len(row.at) == 2]
    if not said:
        raise UsageError("Nothing was chosen: every proposal was left as it is.")
    standing.judge_all(visit.desk, said, onto=visit.form.one("onto"))
    return back(visit, f"{len(said)} judged.")


def _judge_two(visit: Visit) -> Answer:
    form = visit.form
    later, earlier, verdict = form.text("later").strip(), form.text("earlier").strip(), form.one("verdict")
    if verdict == _TAKE_BACK:
        gone = standing.forget(visit.desk, later, earlier)
        return back(visit, "Taken back." if gone else "You had said nothing of these two.")
    standing.judge(visit.desk, later, earlier, verdict, onto=form.one("onto"))
    return back(visit, "It is noted.")


def _tensions(visit: Visit) -> Answer:
    question = question_of(visit)
    found = _facing(visit, question, visit.address)
    if isinstance(found, Go):
        return found
    return view(
        visit,
        "tensions.html",
        {"question": question, "asking": asking(visit), "part": part_of(visit, found, _PAIRS), "causes": CAUSES},
    )


def _sides(question: Question) -> list[Selection]:
    meant = question.selection
    ours = Selection(about=meant.about, since=meant.since, until=meant.until, channel=meant.channel, ours=True)
    return [meant, ours] if question.ours else [meant]


def _ask_tensions(visit: Visit) -> Answer:
    question = typed(visit)
    found: object
    if visit.form.one("show") == "told":
        address = f"/words/tensions/told/{visit.shelf.keep(question)}"
        found = _told_to(visit, question, address)
    else:
        address = f"/words/tensions/asked/{visit.shelf.keep(question)}"
        found = _facing(visit, question, address)
    return found if isinstance(found, Go) else Go(address)


def _facing(visit: Visit, question: Question, address: str) -> tuple[Facing, ...] | Go:
    sides, window = tuple(_sides(question)), question.window
    return looked(
        visit,
        ("tensions", sides, window),
        sides,
        lambda desk, tell: tuple(tensions.facing(desk, sides, window, tell)),
        address,
    )


def _told_to(visit: Visit, question: Question, address: str) -> tuple[Ally, ...] | Go:
    meant = question.selection
    return looked(
        visit, ("told", meant), [meant], lambda desk, tell: tuple(tensions.told(desk, meant, tell=tell)), address
    )


def _judge_pairs(visit: Visit) -> Answer:
    chosen = [(row.at[0], row.at[1], row.chosen) for row in rows(visit) if len(row.at) == 2]
    if not chosen:
        raise UsageError("Nothing was chosen: every pair was left as it is.")
    said = [one for one in chosen if one[2] != _TAKE_BACK]
    if said:
        tensions.judge_all(visit.desk, said, onto=visit.form.one("onto"))
    for first, second, verdict in chosen:
        if verdict == _TAKE_BACK:
            tensions.forget(visit.desk, first, second)
    return back(visit, f"{len(chosen)} judged.")


def _judge_named(visit: Visit) -> Answer:
    form = visit.form
    first, second, verdict = form.text("first").strip(), form.text("second").strip(), form.one("verdict")
    tensions.judge(visit.desk, first, second, verdict, onto=form.one("onto"))
    return Go("/words/tensions/judged", "It is noted.")


def _judged(visit: Visit) -> Answer:
    found = tensions.judged(visit.desk)
    return view(visit, "judged.html", {"part": part_of(visit, found, _PAIRS), "causes": CAUSES})


def _told(visit: Visit) -> Answer:
    question = question_of(visit)
    found = _told_to(visit, question, visit.address)
    if isinstance(found, Go):
        return found
    return view(
        visit,
        "told.html",
        {"question": question, "asking": asking(visit), "part": part_of(visit, found, _ALLIES)},
    )


_ON_ASSURANCES = {"ask": _ask_assurances, "judge": _judge_proposed, "two": _judge_two}
_ON_TENSIONS = {"ask": _ask_tensions, "judge": _judge_pairs, "two": _judge_named}

PAGES = (
    Page("/words/assurances", _assurances, _ON_ASSURANCES),
    Page("/words/assurances/{kept}", _assurances, _ON_ASSURANCES),
    Page("/words/tensions", _tensions, _ON_TENSIONS),
    Page("/words/tensions/asked/{kept}", _tensions, _ON_TENSIONS),
    Page("/words/tensions/judged", _judged, {"judge": _judge_pairs}),
    Page("/words/tensions/told", _told, {"ask": _ask_tensions}),
    Page("/words/tensions/told/{kept}", _told, {"ask": _ask_tensions}),
)
