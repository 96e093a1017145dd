"""Interests: what is kept, traded, or only looks so, with the passages they rest on; and a draft held against them."""

from backchannel.desk.planning import interests
from backchannel.planning.interests import Nature, Part
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.frame import case_of, done, typed_rests, view
from backchannel.web.pages.case.thinking.holding import held, hold
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HERE = "interests"


def _show(visit: Visit) -> Answer:
    found = interests.register(visit.desk, dropped=True, case=case_of(visit))
    standing = [one for one in found if one.kept.ended is None]
    groups = [(nature, [one for one in standing if one.kept.says.nature == nature]) for nature in Nature]
    dropped = [one for one in found if one.kept.ended is not None]
    return view(visit, "thinking/interests.html", {"groups": groups, "dropped": dropped, "natures": tuple(Nature)})


def _add(visit: Visit) -> Answer:
    form = visit.form
    interests.add(
        visit.desk,
        form.one("name"),
        form.chosen("nature", Nature),
        form.one("issue"),
        form.one("what"),
        rests=typed_rests(visit),
        condition=form.one("condition"),
        before=form.one("before"),
        look=[one.strip() for one in form.one("look").split(",") if one.strip()],
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, _HERE, "The interest is entered.")


def _drop(visit: Visit) -> Answer:
    form = visit.form
    interests.drop(
        visit.desk, form.one("which"), form.one("why"), case=case_of(visit), settle=form.is_on("settle")
    )  # fmt: skip
    return done(visit, _HERE, "The interest is dropped, and kept with the reason.")


def _hold(visit: Visit) -> Answer:
    return hold(visit, _HERE)


def _held(visit: Visit) -> Answer:
    draft = held(visit)
    found = interests.check(visit.desk, draft.draft, case=case_of(visit))
    pairs = sorted(zip(found.interests, found.check.lines, strict=True), key=lambda pair: pair[1].is_settled)
    values = {"draft": draft, "found": found, "pairs": pairs, "words": dict(found.draft.passages), "parts": tuple(Part)}
    return view(visit, "thinking/interests_held.html", values)


def _bind(visit: Visit) -> Answer:
    form = visit.form
    interests.bind(
        visit.desk,
        held(visit).draft,
        form.one("which"),
        _passage(visit),
        form.chosen("part", Part) if form.one("part") else None,
        case=case_of(visit),
    )
    return Go(f"{visit.address}#bind-{form.one('which')}", "It is bound to these words.")


def _unbind(visit: Visit) -> Answer:
    form = visit.form
    interests.unbind(visit.desk, held(visit).draft, form.one("which"), form.one("why"), case=case_of(visit))
    return Go(visit.address, "What was bound is taken back, and kept with the reason.")


def _passage(visit: Visit) -> int:
    return whole_number(visit.form.one("passage"), 99_999) or 0


PAGES = (
    Page("/case/{case}/interests", _show, {"add": _add, "drop": _drop, "hold": _hold}, large=True),
    Page("/case/{case}/interests/held/{kept}", _held, {"bind": _bind, "unbind": _unbind}),
)
