"""Reading a document: its banner, head and numbered passages, its notes in place, and what explains it beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.desk.archive import Item
from backchannel.desk.consulting import Consulted, Person, consult, key_of
from backchannel.desk.crossreferences import Pointer
from backchannel.record.address import read as read_address
from backchannel.record.dates import in_words
from backchannel.record.document import Document
from backchannel.record.markings import banner, findings
from backchannel.record.passage import Passage
from backchannel.record.printed.crossreferences import placed_texts
from backchannel.record.spans import Span
from backchannel.record.volume import Term
from backchannel.web import addresses
from backchannel.web.answers import Answer, Page, View
from backchannel.web.drawing.document import GAPS, Link, Setting
from backchannel.web.pages.document.opened import of_document, tabs
from backchannel.web.rendering import tongue
from backchannel.web.visit import Visit

__all__ = ["PAGES", "divided"]

_PASSAGES, _CHARACTERS = 200, 48_000
"""What a page shows of a long document: so many passages, or so many characters with their notes, whatever is less."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The persons and terms who stand in a part, each with the name of its line on the page."""

    persons: dict[str, Person]
    terms: dict[str, Term]


@of_document
def _read(visit: Visit, item: Item) -> Answer:
    found = consult(visit.desk, item.number)
    parts = divided(found.document)
    part = _part(visit, found.document, parts)
    first, last = parts[part - 1]
    links, explained = _links(found, first, last)
    setting = Setting(found.document, links)
    head = setting.head() if part == 1 else None
    return View(
        "document/read.html",
        {
            "item": item,
            "tabs": tabs(item),
            "found": found,
            "document": found.document,
            "banner": banner(found.document),
            "remarks": findings(found.document),
            "head": head,
            "has_title": part == 1 and setting.has_title,
            "text": setting.passages(first, last),
            "loose": setting.loose() if part == len(parts) else "",
            "part": part,
            "count": len(parts),
            "first": first,
            "last": last,
            "explained": explained,
            "stated": tuple(_stated(found.document)),
            "inferred": _inferred(found),
            "gap_kinds": GAPS,
            "open": sum(one.state != "resolved" for one in found.pointers),
            "in_days": in_words,
        },
    )


def divided(document: Document) -> list[tuple[int, int]]:
    """Give the parts of a document, each from its first passage to its last; one part at least."""
    hung = {
        str(note.number): sum(len(one.text) for one in note.passages)
        for note in (document.apparatus.notes if document.apparatus else ())
    }
    parts, first, size = list[tuple[int, int]](), 1, 0
    for passage in document.passages:
        own = len(passage.text) + sum(hung.get(span.value("number") or "", 0) for span in _marks(passage))
        if passage.number > first and (passage.number - first >= _PASSAGES or size + own > _CHARACTERS):
            parts.append((first, passage.number - 1))
            first, size = passage.number, 0
        size += own
    return [*parts, (first, max(first, len(document.passages)))]


def _marks(passage: Passage) -> Iterator[Span]:
    return (span for span in passage.spans if span.name == "note")


def _part(visit: Visit, document: Document, parts: list[tuple[int, int]]) -> int:
    at = visit.number("at", 0)
    if note := visit.query.get("note"):
        at = next((one.number for one in document.passages if any(m.value("number") == note for m in _marks(one))), 1)
    if at:
        return next((part for part, (first, last) in enumerate(parts, 1) if first <= at <= last), 1)
    return min(visit.number("part"), len(parts))


def _links(found: Consulted, first: int, last: int) -> tuple[dict[str, list[Link]], Explained]:
    """Give what stands in the words of a part and leads somewhere, and the persons and terms to which it leads."""
    links: dict[str, list[Link]] = {}
    for number, pointer in enumerate(found.pointers, 1):
        place, _, characters = pointer.reference.place.partition(":")
        start, _, end = characters.partition("-")
        if start.isdecimal() and end.isdecimal():
            leads, kind = _leads(found, number, pointer)
            links.setdefault(place, []).append(Link(int(start), int(end), leads, kind))
    explained = Explained({}, {})
    for place, passage in _shown(found.document, first, last):
        for span in passage.spans:
            key = key_of(span.value("key"))
            if span.name == "person" and key in found.persons and key not in explained.persons:
                explained.persons[key] = found.persons[key]
                leads = f"#who-{len(explained.persons)}"
            elif span.name == "term" and key in found.terms and key not in explained.terms:
                explained.terms[key] = found.terms[key]
                leads = f"#term-{len(explained.terms)}"
            else:
                continue
            links.setdefault(place, []).append(Link(span.start, span.end, leads, "name"))
    return links, explained


def _leads(found: Consulted, number: int, pointer: Pointer) -> tuple[str, str]:
    known = [target for target in pointer.targets if target in found.numbers]
    if pointer.state == "resolved" and len(known) == 1:
        return addresses.place(found.numbers[known[0]], read_address(known[0]).place), "ref"
    return addresses.document(found.item.number, "refs") + f"#r{number}", "ref open"


def _shown(document: Document, first: int, last: int) -> Iterator[tuple[str, Passage]]:
    """Give the texts of a part with their places: passages with the notes that hang on them, in the first the head."""
    chosen = [one for one in document.passages if first <= one.number <= last]
    head = document.apparatus.head if document.apparatus and first == 1 else ()
    notes = {span.value("number") for one in (*head, *chosen) for span in _marks(one)}
    for place, passage in placed_texts(document):
        number = place.partition(".")[0]
        if number.startswith("h"):
            here = first == 1
        else:
            here = number[1:] in notes if number.startswith("n") else first <= passage.number <= last
        if here:
            yield place, passage


def _stated(document: Document) -> Iterator[tuple[str, str, str]]:
    """Give what the document says of itself: a name, a value, and how it was inferred where it is not stated."""
    apparatus = document.apparatus
    date = in_words(document.date) if document.date else ""
    if document.until:
        date += f" to {in_words(document.until)}"
    for name, label, value in (
        ("kind", "Kind", document.kind),
        ("number", "Number", document.number),
        ("place", "Place", document.place),
        ("date", "Date", date or "not known"),
        ("senders", "From", "; ".join(document.senders)),
        ("addressees", "To", "; ".join(document.addressees)),
        ("participants", "Participants", "; ".join(document.participants)),
        ("subject", "Subject", document.subject),
        ("language", "Language", tongue(document.language or "")),
        ("enclosures", "Enclosures", "; ".join(document.enclosures)),
    ):
        if value:
            inference = apparatus.inferred(name) if apparatus else None
            yield label, value, inference.evidence if inference else ""


def _inferred(found: Consulted) -> list[str]:
    apparatus = found.document.apparatus
    own = [one.evidence for one in apparatus.inferences] if apparatus else []
    return list(dict.fromkeys([*found.report.inferred, *own]))


PAGES = (Page("/document/{number}", _read),)
