"""Withholding: choosing what is to go, looking at the excerpt and at where words of it still stand, giving it out."""

import re
from dataclasses import dataclass

from backchannel.desk import exporting
from backchannel.desk.archive import Item
from backchannel.desk.consulting import consult
from backchannel.desk.exporting import EXCERPTS, Wish
from backchannel.errors import UsageError
from backchannel.record.address import Address
from backchannel.record.document import PASSAGES, Document
from backchannel.record.excerpt import redact
from backchannel.record.markings import banner
from backchannel.web import addresses
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.drawing.document import Setting
from backchannel.web.pages.document.opened import of_document, tabs
from backchannel.web.pages.document.reading import divided
from backchannel.web.pages.record import giving_out
from backchannel.web.visit import Visit

__all__ = ["PAGES", "numbered"]

_ROWS = 150
_RANGE = re.compile(r"([1-9][0-9]{0,5})(?:[-–]([1-9][0-9]{0,5}))?")
_CHOSEN = re.compile(r"(?P<part>[nh]?)(?P<number>[1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class Withholding:
    """What is to be withheld of a document, and why."""

    document: str
    places: tuple[Address, ...]
    reason: str
    lengths: bool


@of_document
def _choose(visit: Visit, item: Item) -> Answer:
    document, part = consult(visit.desk, item.number).document, visit.number("part")
    return View(
        "document/redact.html",
        {
            "item": item,
            "tabs": tabs(item),
            "document": document,
            "banner": banner(document),
            "passages": document.passages[(part - 1) * _ROWS : part * _ROWS],
            "part": part,
            "count": -(-len(document.passages) // _ROWS),
        },
    )


@of_document
def _look(visit: Visit, item: Item) -> Answer:
    document = consult(visit.desk, item.number).document
    places = [_place(item, text) for text in visit.form.every("place")]
    places += [Address(item.id, number=number) for number in numbered(visit.form.one("passages"))]
    lines = [line.strip() for line in visit.form.text("words").splitlines() if line.strip()]
    places += [place for line in lines for place in _stands(item, document, line)]
    asked = Withholding(item.id, tuple(places), visit.form.one("reason"), visit.form.is_on("lengths"))
    redact(document, asked.places, asked.reason, lengths=asked.lengths)
    return Go(addresses.document(item.number, "redact", visit.shelf.keep(asked)))


def numbered(text: str) -> list[int]:
    """Read numbers of passages such as `3, 21-23`; UsageError for anything else."""
    found: list[int] = []
    for word in re.split(r"[,;\s]+", text.strip()) if text.strip() else ():
        match = _RANGE.fullmatch(word)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last or last - first >= PASSAGES:
            raise UsageError(f"“{word[:40]}” names no passages; write 3, or 21-23.")
        found += range(first, last + 1)
    return found


def _place(item: Item, text: str) -> Address:
    match = _CHOSEN.fullmatch(text)
    if match is None:
        raise UsageError("Choose the passages, notes and lines by their boxes.")
    return Address(item.id, match["part"], int(match["number"]))


def _stands(item: Item, document: Document, words: str) -> list[Address]:
    """Give every place of a passage where these words stand; UsageError where they do not."""
    found = [
        Address(item.id, number=passage.number, span=(match.start(), match.end()))
        for passage in document.passages
        for match in re.finditer(r"\s+".join(map(re.escape, words.split())), passage.text, re.IGNORECASE)
    ]
    if not found:
        raise UsageError(f"“{words[:80]}” stands in no passage as it is written here; look at the spelling.")
    return found


@of_document
def _excerpt(visit: Visit, item: Item) -> Answer:
    asked = _asked(visit, item)
    excerpt = redact(consult(visit.desk, item.number).document, asked.places, asked.reason, lengths=asked.lengths)
    setting, parts = Setting(excerpt.document, {}), divided(excerpt.document)
    part = min(visit.number("part"), len(parts))
    return View(
        "document/excerpt.html",
        {
            "item": item,
            "tabs": tabs(item),
            "banner": banner(excerpt.document),
            "echoes": excerpt.echoes,
            "has_title": part == 1 and setting.has_title,
            "head": setting.head() if part == 1 else "",
            "text": setting.passages(*parts[part - 1]),
            "part": part,
            "count": len(parts),
            "formats": tuple((name, words) for name, words in giving_out.ONE if name in EXCERPTS),
            "papers": giving_out.PAPERS,
        },
    )


def _asked(visit: Visit, item: Item) -> Withholding:
    asked = visit.shelf.get(visit.path["kept"], Withholding)
    if asked.document != item.id:
        raise UsageError("This was asked of another document; choose again what is to go.")
    return asked


@of_document
def _give_out(visit: Visit, item: Item) -> Download:
    asked, format_, paper = _asked(visit, item), visit.form.one("format"), visit.form.one("paper", "A4")
    wish = Wish(format_, None, paper=paper if paper in dict(giving_out.PAPERS) else "A4")
    done = exporting.withhold(visit.desk, item.id, asked.places, asked.reason, wish, lengths=asked.lengths)
    return giving_out.file_of(done.data, format_, f"excerpt-{item.number}")


PAGES = (
    Page("/document/{number}/redact", _choose, {"look": _look}),
    Page("/document/{number}/redact/{kept}", _excerpt, {"give-out": _give_out}),
)
