"""BibTeX: an entry a document, with the fields that styles know and, beside them, archive, collection, box and folder.

Words stand in UTF-8, with what LaTeX would take for commands written as commands. A name of several words that is no
person's is kept whole in braces.
"""

import re
from collections.abc import Iterable

from backchannel.record.citation import Citation
from backchannel.record.dates import MONTHS
from backchannel.record.writers.csl import name_parts

__all__ = ["write"]

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_UNSAFE = re.compile(r"[^A-Za-z0-9:.+-]+")


def write(facts: Iterable[Citation]) -> bytes:
    """Write citations as a BibTeX file in UTF-8; every entry has a key of its own."""
    keys: set[str] = set()
    return "\n".join(_entry(one, _key(one.id, keys)) for one in facts).encode()


def _key(identifier: str, taken: set[str]) -> str:
    plain = _UNSAFE.sub("-", identifier).strip("-") or "document"
    key, number = plain, 1
    while key.casefold() in taken:
        number += 1
        key = f"{plain}-{number}"
    taken.add(key.casefold())
    return key


def _entry(facts: Citation, key: str) -> str:
    printing, archive = facts.printing, facts.archive
    fields: dict[str, str | None] = {
        "author": _names(facts.authors),
        "title": f"{{{_safe(facts.title)}}}",
        "type": _plain(facts.kind),
        "language": _plain(facts.language),
    }
    told = [f"Document {printing.document}" if printing else facts.number and f"No. {facts.number}"]
    if facts.recipients:
        told.append(f"to {'; '.join(facts.recipients)}")
    if printing:
        fields |= {
            "booktitle": f"{{{_safe(printing.title)}}}",
            "editor": " and ".join(_person(name) for name in printing.editors),
            "series": _plain(", ".join(filter(None, (printing.series, printing.subseries)))),
            "volume": _plain(printing.volume and printing.volume.removeprefix("Volume ")),
            "number": _plain(printing.document),
            "publisher": f"{{{_safe(printing.publisher)}}}" if printing.publisher else None,
            "address": _plain(printing.place),
            "year": _plain(printing.year),
            "isbn": _plain(printing.isbn),
            "url": printing.url,
            "origdate": str(facts.date) if facts.date else None,
            "origlocation": _plain(facts.place),
        }
    else:
        fields["address"] = _plain(facts.place)
        if facts.date:
            month = MONTHS[facts.date.month - 1] if facts.date.month else None
            fields |= {"year": str(facts.date.year), "month": month, "date": str(facts.date)}
    if archive:
        fields |= {
            "archive": _plain(archive.repository),
            "collection": _plain(archive.collection),
            "lot": _plain(archive.lot),
            "box": _plain(archive.box),
            "folder": _plain(archive.folder),
            "file": _plain(archive.file),
        }
        told.append(str(archive))
    fields["note"] = _plain("; ".join(filter(None, told)))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'incollection' if printing else 'unpublished'}{{{key},\n{lines}}}\n"


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(f"{{{_safe(name)}}}" for name in names)


def _person(name: str) -> str:
    """Give a person's name as BibTeX divides it: family, suffix, given."""
    parts = name_parts(name)
    family = " ".join(filter(None, (parts.get("non-dropping-particle"), parts["family"])))
    return _safe(", ".join(filter(None, (family, parts.get("suffix"), parts.get("given")))))


def _plain(text: str | None) -> str | None:
    return _safe(text) if text else None


def _safe(text: str) -> str:
    return "".join(_SPECIAL.get(one, one) for one in " ".join(text.split()))
