"""Documents as lines of JSON, each with its text as one string: what engines of text, and their measurements, read.

    {"id": "frus1961-63v06/d22", "title": "22. Letter ...", "date": "1961-10-16", "from": [...], "to": [...],
     "text": "..."}

The text is that of `flat`; the title is the printed heading without notes; the date is what the file says first of the
document's time, to the day at most; from and to are persons as the heading names them, where the edition marks them,
else all senders and addressees. What is not known is "" or [].
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from backchannel.record.apparatus import Apparatus
from backchannel.record.document import Document
from backchannel.record.flat import flatten
from backchannel.record.passage import Passage

__all__ = ["lines", "write"]

_FIRST = "frus:doc-dateTime-min"
"""The attribute by which later editions say when a document begins."""
_DAY = 10


def write(identifier: str, document: Document) -> dict[str, Any]:
    """Give a document as plain values for one line."""
    return {
        "id": identifier,
        "title": _title(document),
        "date": _date(document),
        "from": _persons(document, "from", document.senders),
        "to": _persons(document, "to", document.addressees),
        "text": flatten(document).text,
    }


def lines(documents: Iterable[tuple[str, Document]]) -> bytes:
    """Write documents, each with its id, as lines of JSON in UTF-8."""
    return "".join(json.dumps(write(*one), ensure_ascii=False) + "\n" for one in documents).encode()


def _heading(document: Document) -> Passage | None:
    head = document.apparatus.head if document.apparatus else ()
    return next((line for line in head if line.role == "heading" and not line.within), None)


def _title(document: Document) -> str:
    line = _heading(document)
    return " ".join((line.text if line else document.heading or "").split())


def _persons(document: Document, kind: str, known: tuple[str, ...]) -> list[str]:
    line = _heading(document)
    if line is None or not line.spans:
        return list(known)
    marked = [span for span in line.spans if span.name == "person" and span.value("type") == kind]
    return [" ".join(line.text[span.start : span.end].split()) for span in marked]


def _date(document: Document) -> str:
    apparatus = document.apparatus
    if apparatus is not None:
        said = dict(apparatus.values).get(_FIRST, "")[:_DAY]
        said = said or next((when[:_DAY] for when in _dates((*apparatus.head, *document.passages), apparatus)), "")
        if said:
            return said
    return str(document.date)[:_DAY] if document.date else ""


def _dates(passages: Iterable[Passage], apparatus: Apparatus) -> Iterator[str]:
    """Give the dates that are marked in passages and in the notes at their marks, in order."""
    for passage in passages:
        for span in passage.spans:
            if span.name == "date" and (when := span.value("when") or span.value("notBefore") or span.value("from")):
                yield when
            elif span.name == "note" and (note := apparatus.note(int(span.value("number") or 0))) is not None:
                yield from _dates(note.passages, apparatus)
