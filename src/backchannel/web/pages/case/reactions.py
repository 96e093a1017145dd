"""Reactions: wanted from named people, given by them alone, asked for again, withdrawn."""

from backchannel.desk.planning import reactions
from backchannel.errors import UsageError
from backchannel.planning.authority import same_person
from backchannel.planning.reactions import Asked
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.frame import (
    asked_day,
    case_of,
    done,
    in_parts,
    one_of,
    typed_date,
    typed_rests,
    view,
)
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _list(visit: Visit) -> Answer:
    on = asked_day(visit)
    found, _ = reactions.every(visit.desk, on, case_of(visit))
    is_all = visit.query.get("only") != "open"
    shown, part, count = in_parts(visit, [one for one in found if is_all or one.is_open])
    values = {"asked": shown, "on": on, "all": is_all, "part": part, "count": count}
    instead = [(one.thing.id.hex(), one.says.name) for one in found if one.is_open]
    return view(visit, "reactions.html", {**values, "instead": instead})


def _ask(visit: Visit) -> Answer:
    form = visit.form
    found = reactions.ask(
        visit.desk,
        form.one("name"),
        [name for line in form.text("of").splitlines() if (name := " ".join(line.split()))],
        form.text("asks"),
        by=form.one("by"),
        since=typed_date(visit, "since"),
        instead=form.one("instead"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, f"reactions/{found.thing.id.hex()[:16]}", f"“{found.says.name}” is asked.")


def _one(visit: Visit) -> Answer:
    found, rests = reactions.every(visit.desk, None, case_of(visit))
    one = one_of(visit, found, "question", lambda asked: asked.thing.id, "question")
    me = visit.desk.card.person
    values = {"one": one, "rests": rests, "asked_me": any(same_person(who.person, me) for who in one.waiting)}
    return view(visit, "reaction.html", {**values, "waiting": [(who.person, who.person, False) for who in one.waiting]})


def _again(visit: Visit, said: str) -> Go:
    return done(visit, f"reactions/{visit.path['question']}", said)


def _answer(visit: Visit) -> Answer:
    form = visit.form
    if not form.text("says").strip() and not typed_rests(visit):
        raise UsageError("Give your reaction in words, or by the address of a paper.")
    reactions.answer(
        visit.desk,
        visit.path["question"],
        form.text("says"),
        on=typed_date(visit, "on"),
        rests=typed_rests(visit),
        case=case_of(visit),
    )
    return _again(visit, "Your reaction stands.")


def _chase(visit: Visit) -> Answer:
    form = visit.form
    found: Asked = reactions.chase(
        visit.desk,
        visit.path["question"],
        form.every("of"),
        form.text("says"),
        on=typed_date(visit, "on"),
        case=case_of(visit),
    )
    return _again(visit, f"Noted: asked again about “{found.says.name}”.")


def _withdraw(visit: Visit) -> Answer:
    form = visit.form
    reactions.withdraw(
        visit.desk, visit.path["question"], form.text("why"), case=case_of(visit), settle=form.is_on("settle")
    )
    return _again(visit, "The question is withdrawn.")


PAGES = (
    Page("/case/{case}/reactions", _list, {"ask": _ask}),
    Page("/case/{case}/reactions/{question}", _one, {"answer": _answer, "chase": _chase, "withdraw": _withdraw}),
)
