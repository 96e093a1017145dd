"""Linkage: which issue hangs on which, how, and in whose words; drawn with typed arrows, and asked of one issue."""

from backchannel.desk.planning import linkage
from backchannel.planning.linkage import LinkType
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.drawing.links import links
from backchannel.web.pages.case.frame import case_of, done, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_HERE = "linkage"
MEANINGS = (
    (LinkType.PRECONDITION, "talks on the issue are not opened before it is met; this alone blocks"),
    (LinkType.NEEDS_PROGRESS, "one will not get far without progress there"),
    (LinkType.IMPROVES_ATMOSPHERE, "it would help"),
    (LinkType.INCOMPATIBLE_IF, "they do not go together if something happens"),
    (LinkType.NONE, "somebody holds that there is no link"),
)
"""What each kind of link means, in plain words."""


def _show(visit: Visit) -> Answer:
    found, cycles = linkage.listed(visit.desk, case=case_of(visit))
    open_ = [one for one in found if one.link.is_open]
    values = {
        "links": found,
        "cycles": cycles,
        "drawn": links([one.link for one in open_]) if open_ else None,
        "meanings": MEANINGS,
        "kinds": [(str(kind), f"{str(kind).replace('-', ' ')}: {means}") for kind, means in MEANINGS],
    }
    return view(visit, "thinking/linkage.html", values)


def _add(visit: Visit) -> Answer:
    form = visit.form
    linkage.add(
        visit.desk,
        form.one("issue"),
        form.one("on"),
        form.chosen("type", LinkType),
        form.one("holder"),
        rests=typed_rests(visit),
        wording=form.text("words").strip(),
        condition=form.one("condition"),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, _HERE, "The link is entered.")


def _ended(visit: Visit) -> tuple[str, str, LinkType]:
    form = visit.form
    return form.one("issue"), form.one("on"), form.chosen("type", LinkType)


def _met(visit: Visit) -> Answer:
    issue, on, kind = _ended(visit)
    linkage.meet(
        visit.desk, issue, on, visit.form.one("by"), type_=kind, rests=typed_rests(visit), case=case_of(visit)
    )  # fmt: skip
    return done(visit, _HERE, "The link is met.")


def _drop(visit: Visit) -> Answer:
    issue, on, kind = _ended(visit)
    linkage.drop(visit.desk, issue, on, visit.form.one("why"), type_=kind, case=case_of(visit))
    return done(visit, _HERE, "The link is dropped, and kept with the reason.")


def _ask(visit: Visit) -> Answer:
    return Go(f"/case/{case_of(visit)}/linkage/asked/{visit.shelf.keep(visit.form.one('issue'))}")


def _asked(visit: Visit) -> Answer:
    asked, shown = linkage.ask(visit.desk, visit.shelf.get(visit.path["kept"], str), case=case_of(visit))
    explained, hangs_on, on_it = linkage.explain(visit.desk, asked.issue, case=case_of(visit))
    values = {"asked": asked, "shown": shown, "explained": explained, "hangs_on": hangs_on, "on_it": on_it}
    return view(visit, "thinking/linkage_asked.html", values)


PAGES = (
    Page("/case/{case}/linkage", _show, {"add": _add, "met": _met, "drop": _drop, "ask": _ask}),
    Page("/case/{case}/linkage/asked/{kept}", _asked),
)
