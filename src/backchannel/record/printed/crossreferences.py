"""What a document points to, each pointer with its place: what the source marked, and what only the words say (R58).

A marked reference carries the address that its edition gave it (`#d21`, `frus1961-63v06#d3`, `#d6fn2`, `#pg_21`).
Words that say as much and are not marked are read by `references`. "Ibid." points to what it repeats. Whether there is
such a document is for the archive to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.printed.references import Printed, find, resolve_ibid
from backchannel.record.spans import Span

__all__ = ["KINDS", "CrossReference", "crossreferences_of", "placed_texts"]

KINDS = ("document", "note", "page", "volume", "ibid", "elsewhere")
"""What is pointed to; `elsewhere` is an address that is none of a document, such as a preface or a page of the web."""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A pointer: its place in the document (as in `address`: "3:12-23", "n2.1:0-11"), and the words printed there.

    `volume` None is the document's own volume. `document` is an id within a volume ("d21"), None for the document
    itself or none. `note` is the note's id in its source ("d6fn2") where it is marked, else its number as printed;
    `page` a page as printed. `marked` says whether the source marked it; `repeats` what an "Ibid." stands for, if that
    is sure.
    """

    place: str
    text: str
    kind: str
    volume: str | None = None
    document: str | None = None
    note: str | None = None
    page: str | None = None
    marked: bool = False
    repeats: str | None = None


_HINTS = ("ocument", "ootnote", "Foreign Relations", "supra", "infra", "ol. ", "olume ", "ote ", "otes ")
"""What some part of every printed reference holds. Most passages have none, and need no closer reading."""

_HINTED = re.compile(r"(?:ocuments?|[Dd]ocs?\.|otes?|[Vv]ols?\.|olumes?|Foreign Relations,)\s+[0-9IVXLE]|\b[Ii]bid\b")
_TARGET = re.compile(r"(?P<volume>frus[0-9a-zA-Z-]+)?(?:#(?P<id>.+))?")
_DOCUMENT = re.compile(r"d[0-9A-Za-z]+")
_NOTE = re.compile(r"(?P<document>d[0-9A-Z]+)fn[\w.-]+")
_PAGE = re.compile(r"pg_(?P<page>[\w-]+)")
_KINDS_PRINTED = {"document": "document", "footnote": "note", "page": "page", "volume": "volume", "ibid": "ibid"}


def crossreferences_of(document: Document, *, ibid: bool = True) -> tuple[CrossReference, ...]:
    """Give every pointer of a document in the order of head, passages and notes; without "Ibid." if that is said."""
    edition = document.apparatus.edition if document.apparatus else None
    within = edition.volume if edition else None
    repeated = _repeated(document) if ibid else {}
    found = []
    for part, passage in placed_texts(document):
        marked = [span for span in passage.spans if span.name == "reference"]
        found += [_marked(part, passage, span) for span in marked]
        if not _may_refer(passage.text, marked, ibid=ibid):
            continue
        for printed in find(passage.text, within):
            if printed.kind not in _KINDS_PRINTED or _overlaps(marked, printed.start, printed.end):
                continue
            if ibid or printed.kind != "ibid":
                found.append(_printed(part, printed, within, repeated.get(part, {}).get(printed.start)))
    return tuple(found)


def placed_texts(document: Document) -> Iterator[tuple[str, Passage]]:
    """Give every text of a document with its place: the lines of the head, the passages, the notes' passages."""
    apparatus = document.apparatus
    if apparatus is not None:
        for line in apparatus.head:
            yield f"h{line.number}", line
    for passage in document.passages:
        yield str(passage.number), passage
    if apparatus is not None:
        for note in apparatus.notes:
            for passage in note.passages:
                yield f"n{note.number}.{passage.number}", passage


def _may_refer(text: str, marked: list[Span], *, ibid: bool) -> bool:
    """Whether a text may hold a reference that is not marked: a closer reading costs more than all the rest."""
    if not any(hint in text for hint in _HINTS) and not (ibid and "bid" in text):
        return False
    return any(
        not _overlaps(marked, match.start(), match.end()) and (ibid or match.group().casefold() != "ibid")
        for match in _HINTED.finditer(text)
    )


def _overlaps(marked: list[Span], start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in marked)


def _repeated(document: Document) -> dict[str, dict[int, str]]:
    """What each "Ibid." of the notes repeats, by place and offset."""
    texts = [(part, passage.text) for part, passage in placed_texts(document) if part.startswith("n")]
    found: dict[str, dict[int, str]] = {"": {}}
    for one in resolve_ibid([text for _, text in texts]):
        if one.repeats is not None:
            found.setdefault(texts[one.text][0], {})[one.start] = one.repeats
    return found


def _place(part: str, start: int, end: int) -> str:
    return f"{part}:{start}-{end}"


def _marked(part: str, passage: Passage, span: Span) -> CrossReference:
    target = span.value("target") or ""
    place, text = _place(part, span.start, span.end), passage.text[span.start : span.end]
    match = _TARGET.fullmatch(target)
    volume, name = (match["volume"], match["id"] or "") if match else (None, target)
    if match and volume and not name:
        return CrossReference(place, text, "volume", volume, marked=True)
    if match and (note := _NOTE.fullmatch(name)):
        return CrossReference(place, text, "note", volume, note["document"], name, marked=True)
    if match and (page := _PAGE.fullmatch(name)):
        return CrossReference(place, text, "page", volume, page=page["page"], marked=True)
    if match and _DOCUMENT.fullmatch(name):
        return CrossReference(place, text, "document", volume, name, marked=True)
    return CrossReference(place, text, "elsewhere", volume, marked=True, repeats=target or None)


def _printed(part: str, printed: Printed, within: str | None, repeats: str | None) -> CrossReference:
    return CrossReference(
        _place(part, printed.start, printed.end),
        printed.text,
        _KINDS_PRINTED[printed.kind],
        None if printed.volume == within else printed.volume,
        f"d{printed.document}" if printed.document is not None else None,
        str(printed.note) if printed.note is not None else None,
        printed.page,
        repeats=repeats,
    )
