"""How a document is cited: where it was printed, where the paper lies, who wrote to whom and when.

`cite` gives the form that the Office of the Historian recommends for *Foreign Relations of the United States*: series,
subseries, volume, title, editors (the general editor left out), place, publisher and year, and the document by its
number, which is the same on paper and on a screen. A document that stands in no volume is cited by its writer, kind,
place and date, and by the archive that holds it.
"""

import re
from dataclasses import dataclass, replace

from backchannel.record.dates import DocumentDate, in_words
from backchannel.record.document import Document
from backchannel.record.printed.source_note import parse
from backchannel.record.volume import Volume

__all__ = ["Archive", "Citation", "Printing", "citation", "cite"]

GENERAL_EDITOR = "general"
"""The role of an editor who is not cited."""
_SITES = {"frus": "https://history.state.gov/historicaldocuments/"}
"""Where the volumes whose ids begin so are published, each document under `VOLUME/DOCUMENT`."""

_NUMBERED = re.compile(r"\A(?:No\.\s*\d+[a-z]?\.?|\d+[a-z]?\.)\s+(?=\S)")
_DOCUMENT = re.compile(r"d(\d+)")
_BOX = re.compile(r"(?:^|[,;]\s*)Box(?:es)?\s+([^,;.]+)")
_FOLDER = re.compile(r"(?:^|[,;]\s*)Folders?:?\s+([^;]+?)(?=;|, \w+ \d{4}\b|$)")


@dataclass(frozen=True, slots=True)
class Archive:
    """Where a paper lies, as printed: who holds it, the collection, and the way to it; None where nothing is said.

    `file` is the rest of the way: a series, a file number, whatever is neither box nor folder nor lot.
    """

    repository: str | None = None
    collection: str | None = None
    lot: str | None = None
    box: str | None = None
    folder: str | None = None
    file: str | None = None

    @property
    def way(self) -> str:
        """The way to the paper within its collection, in words."""
        named = (("Lot", self.lot), ("", self.file), ("Box", self.box), ("Folder", self.folder))
        return ", ".join(f"{name} {value}".strip() for name, value in named if value)

    def __str__(self) -> str:
        """The whole way, the repository first."""
        return ", ".join(filter(None, (self.repository, self.collection, self.way)))


@dataclass(frozen=True, slots=True)
class Printing:
    """The volume in which a document stands, and its number there."""

    series: str | None
    subseries: str | None
    volume: str | None
    title: str
    editors: tuple[str, ...]
    publisher: str | None
    place: str | None
    year: str | None
    isbn: str | None
    document: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """The facts by which a document is cited; `id` is its own in the archive."""

    id: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    date: DocumentDate | None = None
    language: str | None = None
    number: str | None = None
    printing: Printing | None = None
    archive: Archive | None = None


def citation(identifier: str, document: Document, volume: Volume | None = None) -> Citation:
    """Give the facts of a document's citation; `volume` is the one in which it stands."""
    heading = document.heading or document.subject
    title = _NUMBERED.sub("", heading, count=1) if heading else document.kind[0].upper() + document.kind[1:]
    return Citation(
        identifier,
        document.kind,
        " ".join(title.split()),
        document.senders,
        document.addressees,
        document.place,
        document.date,
        document.language,
        document.number,
        _printing(document, volume) if volume else None,
        _archive(document),
    )


def cite(facts: Citation) -> str:
    """Give a citation in a sentence, with a full stop."""
    printing = facts.printing
    if printing is None:
        return f"{', '.join(_unprinted(facts))}."
    parts = [printing.series, printing.subseries, printing.volume, printing.title]
    named = ", ".join(part for part in parts if part)
    if printing.editors:
        named += f", {'ed.' if len(printing.editors) == 1 else 'eds.'} {_enumerated(printing.editors)}"
    publisher = ": ".join(filter(None, (printing.place, printing.publisher)))
    if published := ", ".join(filter(None, (publisher, printing.year))):
        named += f" ({published})"
    return f"{named}, Document {printing.document}."


def _unprinted(facts: Citation) -> list[str]:
    people = " to ".join(filter(None, (_enumerated(facts.authors), _enumerated(facts.recipients))))
    kind = facts.kind if not facts.number else f"{facts.kind} {facts.number}"
    known = people or f"“{facts.title}”"
    date = in_words(facts.date) if facts.date else None
    return [part for part in (known, kind, facts.place, date, str(facts.archive or "")) if part]


def _enumerated(names: tuple[str, ...]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _printing(document: Document, volume: Volume) -> Printing | None:
    edition = document.apparatus.edition if document.apparatus else None
    if edition is None:
        return None
    titles, identifiers = dict(volume.titles), dict(volume.identifiers)
    numbered = _DOCUMENT.fullmatch(edition.document)
    site = next((site for name, site in _SITES.items() if volume.id.startswith(name)), None)
    return Printing(
        titles.get("series"),
        titles.get("subseries"),
        titles.get("volumenumber"),
        titles.get("volume") or volume.title,
        tuple(name for name, role in volume.editors if role != GENERAL_EDITOR),
        volume.publisher.removeprefix("United States ") if volume.publisher else None,
        volume.place,
        volume.year,
        identifiers.get("isbn-13") or identifiers.get("isbn-10"),
        numbered[1] if numbered else edition.document,
        f"{site}{volume.id}/{edition.document}" if site else None,
    )


def _archive(document: Document) -> Archive | None:
    note = document.apparatus.source() if document.apparatus else None
    if note is None:
        return None
    read = parse(note.text)
    if not (read.repository or read.collection or read.file or read.lot):
        return None
    whole = Archive(read.repository, read.collection, read.lot, file=read.file)
    way = ", ".join(filter(None, (read.collection, read.file)))
    box, folder = _BOX.search(way), _FOLDER.search(way)
    whole = replace(whole, box=box[1].strip() if box else None, folder=folder[1].strip() if folder else None)
    return replace(whole, collection=_without(whole.collection), file=_without(whole.file))


def _without(text: str | None) -> str | None:
    """Take box and folder out of a way, since they are given apart."""
    if text is None:
        return None
    return _FOLDER.sub("", _BOX.sub("", text)).strip(" ,;") or None
