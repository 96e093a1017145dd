"""CSL-JSON: what programs that keep references, and processors of the Citation Style Language, read.

A document of a volume is a chapter of it; what was not printed is a personal communication or a document. Where the
paper lies has the language's own names: `archive`, and `archive_location` with collection, box and folder
(`archive_collection` is of version 1.0.2, and older processors stumble over it).
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from backchannel.record.citation import Citation, Printing
from backchannel.record.dates import DocumentDate

__all__ = ["name_parts", "write"]

_SUFFIX = re.compile(r"(?P<rest>.+?),?\s+(?P<suffix>Jr\.?|Sr\.?|II|III|IV)")
_PARTICLES = ("van", "von", "de", "der", "den", "la", "le", "du", "del", "di", "da", "ter", "ten")
_VOLUME = re.compile(r"Volumes?\s+", re.IGNORECASE)
PERSONAL = ("letter", "telegram", "message", "telephone conversation")


def write(facts: Iterable[Citation]) -> bytes:
    """Write citations as a JSON array in UTF-8."""
    return (json.dumps([_item(one) for one in facts], ensure_ascii=False, indent=1) + "\n").encode()


def name_parts(name: str) -> dict[str, str]:
    """Divide an editor's name, as in `William F. van Sandt, Jr.`, into given, particle, family and suffix."""
    match = _SUFFIX.fullmatch(name)
    words = (match["rest"] if match else name).split()
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    parts = {
        "given": " ".join(words[:start]),
        "non-dropping-particle": " ".join(words[start:-1]),
        "family": words[-1],
        "suffix": match["suffix"] if match else "",
    }
    return {part: value for part, value in parts.items() if value}


def _item(facts: Citation) -> dict[str, Any]:
    item: dict[str, Any] = {"id": facts.id, "type": _type(facts), "title": facts.title, "genre": facts.kind}
    item["author"] = [{"literal": name} for name in facts.authors]
    item["recipient"] = [{"literal": name} for name in facts.recipients]
    item["language"] = facts.language
    if facts.date:
        item["original-date" if facts.printing else "issued"] = _date(facts.date)
    if facts.place:
        item["original-publisher-place" if facts.printing else "publisher-place"] = facts.place
    if facts.archive:
        item["archive"] = facts.archive.repository
        item["archive_location"] = ", ".join(filter(None, (facts.archive.collection, facts.archive.way)))
    if facts.printing:
        item |= _printed(facts.printing)
    elif facts.number:
        item["number"] = facts.number
    return {name: value for name, value in item.items() if value}


def _type(facts: Citation) -> str:
    if facts.printing:
        return "chapter"
    return "personal_communication" if facts.kind in PERSONAL else "document"


def _printed(printing: Printing) -> dict[str, Any]:
    year = printing.year if printing.year and printing.year.isdecimal() else None
    return {
        "container-title": printing.title,
        "collection-title": ", ".join(filter(None, (printing.series, printing.subseries))),
        "volume": _VOLUME.sub("", printing.volume) if printing.volume else None,
        "chapter-number": printing.document,
        "number": printing.document,
        "editor": [name_parts(name) for name in printing.editors],
        "publisher": printing.publisher,
        "publisher-place": printing.place,
        "issued": {"date-parts": [[int(year)]]} if year else None,
        "ISBN": printing.isbn,
        "URL": printing.url,
    }


def _date(date: DocumentDate) -> dict[str, Any]:
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    return {"date-parts": [parts], **({"circa": True} if date.qualifier else {})}
