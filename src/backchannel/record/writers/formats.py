"""The formats in which documents leave the record, by name, behind one interface.

A format is a pure function from documents to bytes. `apart` formats have a file for each document, the others one for
all. What a format needs is imported when it is used: a citation should not wait for the fonts of PDF.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from backchannel.errors import UsageError
from backchannel.record.citation import citation
from backchannel.record.document import Document
from backchannel.record.stored import to_value
from backchannel.record.volume import Volume
from backchannel.record.writers.cmif import Index

__all__ = ["FORMATS", "Export", "Format", "Wishes", "named", "stems"]

_NO_VOLUME = Volume("documents", "Documents")
"""Where documents stand that are in no volume: a file of TEI is a volume."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_STEM = 100


@dataclass(frozen=True, slots=True)
class Export:
    """A document that leaves: its id in the archive, itself, and the volume in which it stands.

    `readers` are the only persons who may read it, None where that is not limited: a letter of a channel has them.
    """

    id: str
    document: Document
    volume: Volume | None = None
    readers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the ending of its files, whether each document has a file of its own, whether it is text.

    `write` gives the bytes of one file; an `apart` format is given one document.
    """

    name: str
    suffix: str
    apart: bool
    is_text: bool
    write: Callable[[Sequence[Export], "Wishes"], bytes]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wished of the files beside the documents: what a catalogue says of itself, the paper, capitals.

    Only a telegram can be in capitals.
    """

    index: Index
    paper: str = "A4"
    upper: bool = False


def named(name: str) -> Format:
    """Give a format by its name; UsageError where there is none."""
    if name not in FORMATS:
        raise UsageError(f"There is no format {name}; there are {', '.join(FORMATS)}.")
    return FORMATS[name]


def stems(identifiers: Iterable[str]) -> list[str]:
    """Give the name of a file for each id, without its ending: safe on every system, and no two the same."""
    taken: set[str] = set()
    names = []
    for identifier in identifiers:
        plain = _UNSAFE.sub("-", identifier).strip("-.")[:_LONGEST_STEM] or "document"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _tei(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    from backchannel.record.writers import tei

    volumes = {one.volume.id: one.volume for one in exports if one.volume}
    if len(volumes) > 1 or (volumes and any(one.volume is None for one in exports)):
        raise UsageError("A file of TEI holds one volume; export the documents of each volume by themselves.")
    volume = next(iter(volumes.values()), _NO_VOLUME)
    # In the order of the volume: a page begins once, and the headings above the documents stand once each.
    ordered = sorted(exports, key=_place_in_volume) if volumes else exports
    return b"".join(tei.write(volume, (one.document for one in ordered)))


def _place_in_volume(export: Export) -> tuple[int, str]:
    edition = export.document.apparatus.edition if export.document.apparatus else None
    name = edition.document if edition else ""
    number = "".join(character for character in name if character in "0123456789")
    return int(number or 0), name


def _html(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    from backchannel.record.writers import html

    return html.write(exports[0].document)


def _pdf(exports: Sequence[Export], wishes: Wishes) -> bytes:
    from backchannel.record.writers import pdf

    return pdf.write(exports[0].document, wishes.paper)


def _word(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    from backchannel.record.writers import word

    return word.write(exports[0].document)


def _telegram(exports: Sequence[Export], wishes: Wishes) -> bytes:
    from backchannel.record.writers import telegram

    return telegram.write(exports[0].document, upper=wishes.upper).encode()


def _json(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    value = {"id": exports[0].id, **to_value(exports[0].document)}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _csl(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    from backchannel.record.writers import csl

    return csl.write(citation(one.id, one.document, one.volume) for one in exports)


def _bibtex(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    from backchannel.record.writers import bibtex

    return bibtex.write(citation(one.id, one.document, one.volume) for one in exports)


def _ris(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    from backchannel.record.writers import ris

    return ris.write(citation(one.id, one.document, one.volume) for one in exports)


def _jsonl(exports: Sequence[Export], _wishes: Wishes) -> bytes:
    from backchannel.record.writers import flat

    return flat.lines((one.id, one.document) for one in exports)


def _cmif(exports: Sequence[Export], wishes: Wishes) -> bytes:
    from backchannel.record.writers import cmif

    return cmif.write([(one.id, one.document, one.volume) for one in exports], wishes.index)


FORMATS = {
    one.name: one
    for one in (
        Format("tei", ".xml", apart=False, is_text=True, write=_tei),
        Format("html", ".html", apart=True, is_text=True, write=_html),
        Format("pdf", ".pdf", apart=True, is_text=False, write=_pdf),
        Format("docx", ".docx", apart=True, is_text=False, write=_word),
        Format("json", ".json", apart=True, is_text=True, write=_json),
        Format("csl", ".csl.json", apart=False, is_text=True, write=_csl),
        Format("bibtex", ".bib", apart=False, is_text=True, write=_bibtex),
        Format("ris", ".ris", apart=False, is_text=True, write=_ris),
        Format("jsonl", ".jsonl", apart=False, is_text=True, write=_jsonl),
        Format("telegram", ".telegram.txt", apart=True, is_text=True, write=_telegram),
        Format("cmif", ".cmif.xml", apart=False, is_text=True, write=_cmif),
    )
}
"""Every format that is a file, by its name; a bag (`bagit`) is a folder of them."""
