"""Comments on the things of a case and on passages: made, answered, read in their order, and kept for ever."""

from dataclasses import dataclass

from backchannel.desk.planning import comments
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.frame import case_of, done, in_parts, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_LEAST = 16
_DEEPEST = 6
"""How far answers to answers are moved in, at most."""


@dataclass(frozen=True, slots=True, repr=False)
class _Passage:
    """The passage or document whose comments are read, by its address."""

    address: str


def _show(visit: Visit) -> Answer:
    found, part, count = in_parts(visit, comments.recent(visit.desk, case_of(visit)))
    return view(visit, "work/comments.html", {"recent": found, "part": part, "parts": count})


def _look(visit: Visit) -> Answer:
    what = visit.form.one("what")
    if not what:
        raise UsageError("Say what: the name of a thing of this case, or the address of a passage.")
    if thing := comments.identified(visit.desk, what, case_of(visit)):
        return done(visit, f"comments/{thing.hex()[:_LEAST]}", "")
    comments.every(visit.desk, what, case_of(visit))
    return done(visit, f"comments/on/{visit.shelf.keep(_Passage(what))}", "")


def _what(visit: Visit) -> str:
    """Give what the comments of this page are on, as a person names it."""
    if "kept" in visit.path:
        return visit.shelf.get(visit.path["kept"], _Passage).address
    thing = visit.path["thing"]
    if len(thing) < _LEAST or not comments.identified(visit.desk, thing, case_of(visit)):
        raise UsageError("There is no such thing in this case, as far as you may see.")
    return thing


def _on(visit: Visit) -> Answer:
    found = comments.every(visit.desk, _what(visit), case_of(visit))
    return view(visit, "work/commented.html", {"found": found, "deepest": _DEEPEST})


def _add(visit: Visit) -> Answer:
    form = visit.form
    comments.add(
        visit.desk,
        _what(visit),
        form.text("text"),
        under=form.one("under"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return Go(visit.address, "The comment stands.")


def _answer(visit: Visit) -> Answer:
    form = visit.form
    comments.answer(visit.desk, form.one("which"), form.text("text"), case=case_of(visit), onto=form.one("onto"))
    return Go(visit.address, "The answer stands.")


PAGES = (
    Page("/case/{case}/comments", _show, {"look": _look}),
    Page("/case/{case}/comments/on/{kept}", _on, {"add": _add, "answer": _answer}),
    Page("/case/{case}/comments/{thing}", _on, {"add": _add, "answer": _answer}),
)
