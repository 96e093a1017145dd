"""Freshness: what of a draft is warmed over from earlier papers, passage by passage, with the year of each."""

from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.words import freshness
from backchannel.desk.words.collected import text_of
from backchannel.desk.words.freshness import Freshness
from backchannel.record.dates import in_words, parse
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.outward.given import begun, typed_articles, typed_draft
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

_PART = 60


@dataclass(frozen=True, slots=True, repr=False)
class _Compared:
    """A draft beside earlier papers: what it is called, and what of it stands there."""

    name: str
    freshness: Freshness


def _show(_: Visit) -> Answer:
    return View("outward/fresh.html", {})


def _compare(visit: Visit) -> Answer:
    draft, shelf = typed_draft(visit), visit.shelf
    text = text_of(draft.document, draft.name)
    names = [one for line in visit.form.text("against").splitlines() if (one := line.strip())]
    papers = typed_articles(visit, "", "papers")

    def job(desk: Desk, _: Work) -> Answer:
        everything = not names and not papers
        found = freshness.compare_text(desk, text, names, papers, draft.address, everything=everything)
        return Go(f"/words/fresh/{shelf.keep(_Compared(draft.name, found))}")

    return begun(visit, "Comparing a draft with earlier papers", job)


def _compared(visit: Visit) -> Answer:
    compared = visit.shelf.get(visit.path["kept"], _Compared)
    found, part = compared.freshness, visit.number("part")
    return View(
        "outward/fresh_compared.html",
        {
            "name": compared.name,
            "found": found,
            "shown": found.parts[(part - 1) * _PART : part * _PART],
            "warmed": sum(one.reused > 0 for one in found.parts),
            "words": sum(one.words for one in found.parts),
            "reused": sum(one.reused for one in found.parts),
            "day": in_words(parse(found.day)) if found.day else "",
            "part": part,
            "parts": max(1, -(-len(found.parts) // _PART)),
        },
    )


PAGES = (
    Page("/words/fresh", _show, {"compare": _compare}, large=True),
    Page("/words/fresh/{kept}", _compared),
)
