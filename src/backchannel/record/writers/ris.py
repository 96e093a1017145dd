"""RIS, the tagged format that programs which keep references exchange: a line a value, a record a document.

`AV` is where the paper lies in its archive, `DB` the archive, `C1` to `C3` are collection, box and folder.
"""

from collections.abc import Iterable, Iterator

from backchannel.record.citation import Citation
from backchannel.record.dates import DocumentDate
from backchannel.record.writers.csl import PERSONAL, name_parts

__all__ = ["write"]


def write(facts: Iterable[Citation]) -> bytes:
    """Write citations as a RIS file in UTF-8, its lines ended as the format wants it."""
    return "\r\n".join("".join(f"{tag}  - {value}\r\n" for tag, value in _record(one)) for one in facts).encode()


def _record(facts: Citation) -> Iterator[tuple[str, str]]:
    for tag, value in _values(facts):
        if value:
            yield tag, " ".join(value.split())
    yield "ER", ""


def _values(facts: Citation) -> Iterator[tuple[str, str | None]]:
    printing, archive = facts.printing, facts.archive
    yield "TY", "CHAP" if printing else "PCOMM" if facts.kind in PERSONAL else "UNPB"
    yield "ID", facts.id
    yield "TI", facts.title
    for name in facts.authors:
        yield "AU", name
    for name in facts.recipients:
        yield "A4", name
    yield "M3", facts.kind
    yield "LA", facts.language
    if facts.date:
        yield "DA", _date(facts.date)
    if printing:
        for name in printing.editors:
            yield "A2", _turned(name)
        yield "T2", printing.title
        yield "T3", ", ".join(filter(None, (printing.series, printing.subseries)))
        yield "VL", printing.volume.removeprefix("Volume ") if printing.volume else None
        yield "M1", printing.document
        yield "PB", printing.publisher
        yield "CY", printing.place
        yield "PY", printing.year
        yield "SN", printing.isbn
        yield "UR", printing.url
        yield "N1", f"Document {printing.document}"
    else:
        yield "CY", facts.place
        yield "PY", str(facts.date.year) if facts.date else None
        yield "M1", facts.number
    if archive:
        yield "DB", archive.repository
        yield "AV", str(archive)
        yield "C1", archive.collection
        yield "C2", archive.box and f"Box {archive.box}"
        yield "C3", archive.folder and f"Folder {archive.folder}"


def _turned(name: str) -> str:
    """Give a name as RIS wants it: family, given, suffix."""
    parts = name_parts(name)
    family = " ".join(filter(None, (parts.get("non-dropping-particle"), parts["family"])))
    return ", ".join(filter(None, (family, parts.get("given"), parts.get("suffix"))))


def _date(date: DocumentDate) -> str:
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if date.day else ""
    return f"{date.year:04}/{month}/{day}/"
