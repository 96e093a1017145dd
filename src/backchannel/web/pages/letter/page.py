"""A letter: its head, its passages, and at the side all that stands around it. Also the page that is fit to print."""

from collections import defaultdict

from backchannel.desk import correspondence, letters
from backchannel.desk.words import quoted
from backchannel.record.dates import in_words
from backchannel.record.document import Document
from backchannel.record.markings import findings
from backchannel.web.answers import Answer, Page, View
from backchannel.web.pages.letter import frame
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_PART = 200
"""Passages of one part of a letter."""


def _show(visit: Visit) -> Answer:
    found = frame.sheet(visit)
    document = found.letter.document
    if document is None:
        return View("letter/closed.html", {"sheet": found})
    correspondence.note_as_read(visit.desk, found.letter)
    quotes, quoted_by = quoted.of_letter(visit.desk, found.channel.id.hex(), found.letter.header.id)
    listed = correspondence.on_channel(visit.desk, found.channel.id.hex()) if quotes or quoted_by else []
    beside: dict[int, list[tuple[str, quoted.Quoted]]] = defaultdict(list)
    for one in quotes:
        beside[one.by_passage].append(("quotes", one))
    for one in quoted_by:
        beside[one.of_passage].append(("quoted", one))
    count = max(1, -(-len(document.passages) // _PART))
    at = visit.number("at", 0)
    part = min(-(-at // _PART) if at else visit.number("part", 1), count)
    return frame.view(
        "page.html",
        found,
        document,
        {
            "passages": document.passages[(part - 1) * _PART : part * _PART],
            "part": part,
            "count": count,
            "beside": beside,
            "references": {one.header.id: one.reference for one in listed},
            "dated": _dated(document),
            "findings": findings(document),
            "writes": frame.writes(visit, found),
            "acknowledged": any(one.by.name == visit.desk.card.person for one in found.acknowledgements),
            "ours": visit.desk.card.party,
        },
    )


def _dated(document: Document) -> str:
    date = in_words(document.date) if document.date else ""
    until = f" to {in_words(document.until)}" if document.until else ""
    return ", ".join(filter(None, (document.place or "", f"{date}{until}")))


def _acknowledge(visit: Visit) -> Answer:
    found, _ = frame.readable(visit)
    letters.acknowledge(visit.desk, found.channel.id.hex(), found.reference, visit.form.one("note"))
    return frame.done(found, "Acknowledged. Its author sees it with the next exchange; an answer is still owed.")


def _print(visit: Visit) -> Answer:
    found, document = frame.readable(visit)
    correspondence.note_as_read(visit.desk, found.letter)
    return frame.view("print.html", found, document, {"dated": _dated(document)})


PAGES = (
    Page("/letter/{entry}", _show, {"acknowledge": _acknowledge}),
    Page("/letter/{entry}/print", _print),
)
