"""A volume of documents as TEI of the *Foreign Relations* series: header, lists, and the documents in their sections.

The file has what `readers.tei` reads, and reading it gives equal documents. What a volume has outside its documents and
lists (preface, sources, index) is not in the record, so it is not written; pages that began between two documents are.
"""

import re
from collections.abc import Iterable, Iterator

from backchannel.errors import UsageError
from backchannel.record.document import Document
from backchannel.record.markup import FRUS, NOT_STATED, TEI
from backchannel.record.volume import Volume
from backchannel.record.writers import tei_document
from backchannel.record.writers.tei_document import end, escaped, start

__all__ = ["write"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_TITLES = ("series", "subseries", "volumenumber", "volume")
_DIVISIONS = ("compilation", "chapter", "subchapter")
_PREFIXES = ("comp", "ch", "subch")


def write(volume: Volume, documents: Iterable[Document]) -> Iterator[bytes]:
    """Write a volume of documents, piece by piece, in UTF-8.

    Two documents of one id (`Edition.document`) are refused (UsageError): a reference could mean either.
    """
    yield _head(volume).encode()
    body = _Body()
    for document in documents:
        yield body.add(document).encode()
    yield body.close(volume).encode()


class _Body:
    """The body as it grows: the sections that are open, the page that has begun, the ids that are taken."""

    def __init__(self) -> None:
        self._sections: tuple[str, ...] = ()
        self._counts = [0, 0, 0]
        self._page: str | None = None
        self._ids: set[str] = set()
        self._count = 0

    def add(self, document: Document) -> str:
        edition = document.apparatus.edition if document.apparatus else None
        self._count += 1
        out = self._go(edition.sections if edition else ())
        name = edition.document if edition and _NAME.fullmatch(edition.document) else ""
        if name and name in self._ids:
            raise UsageError(f"Two of the documents have the id {name}; export each volume by itself.")
        name = name or self._free_name()
        self._ids.add(name)
        if edition and edition.page is not None and edition.page != self._page:
            out += self._begin_page(edition.page)
        written, page = tei_document.write(document, name, str(self._count))
        self._page = page or self._page
        return out + written

    def close(self, volume: Volume) -> str:
        """End the file; a body must hold something."""
        out = self._go(())
        if not self._count:
            out = f'<div type="compilation" xml:id="comp1"><head>{escaped(volume.title or NOT_STATED)}</head></div>\n'
        return out + "</body>\n</text>\n</TEI>\n"

    def _go(self, sections: tuple[str, ...]) -> str:
        """Close and open divisions until those of these headings are open."""
        common = 0
        while common < min(len(sections), len(self._sections)) and sections[common] == self._sections[common]:
            common += 1
        out = "</div>\n" * (len(self._sections) - common)
        for level in range(common, len(sections)):
            depth = min(level, len(_DIVISIONS) - 1)
            self._counts[depth] += 1
            name = f"{_PREFIXES[depth]}{self._counts[depth]}"
            out += start("div", [("type", _DIVISIONS[depth]), ("xml:id", name)])
            out += f"\n<head>{escaped(sections[level])}</head>\n"
        self._sections = sections
        return out

    def _begin_page(self, page: str) -> str:
        """Write a page that begins between two documents, under the id that references to a page have."""
        own = [("n", page)]
        name = f"pg_{page.strip('[]')}"
        if _NAME.fullmatch(name) and name not in self._ids:
            self._ids.add(name)
            own.append(("xml:id", name))
        self._page = page
        return start("pb", own, empty=True) + "\n"

    def _free_name(self) -> str:
        number = self._count
        while f"d{number}" in self._ids:
            number += 1
        return f"d{number}"


def _head(volume: Volume) -> str:
    own = [("xmlns", TEI), ("xmlns:frus", FRUS)]
    if _NAME.fullmatch(volume.id):
        own.append(("xml:id", volume.id))
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            start("TEI", own),
            "\n<teiHeader>\n<fileDesc>\n<titleStmt>\n",
            *_titles(volume),
            "</titleStmt>\n<publicationStmt>\n",
            *_publication(volume),
            "</publicationStmt>\n<sourceDesc>\n<p>",
            escaped(volume.title or NOT_STATED),
            "</p>\n</sourceDesc>\n</fileDesc>\n</teiHeader>\n<text>\n",
            *_lists(volume),
            "<body>\n",
        )
    )


def _titles(volume: Volume) -> Iterator[str]:
    yield f'<title type="complete">{escaped(volume.title)}</title>\n'
    said = dict(volume.titles)
    for kind in (*_TITLES, *(kind for kind, _ in volume.titles if kind not in _TITLES)):
        yield start("title", [("type", kind)] if kind else []) + escaped(said.get(kind, "")) + "</title>\n"
    for name, role in volume.editors or ((NOT_STATED, "primary"),):
        yield start("editor", [("role", role or "primary")]) + escaped(name) + "</editor>\n"


def _publication(volume: Volume) -> Iterator[str]:
    yield f"<publisher>{escaped(volume.publisher or '')}</publisher>\n"
    yield f"<pubPlace>{escaped(volume.place or '')}</pubPlace>\n"
    yield f"<date>{escaped(volume.year or '')}</date>\n"
    for kind, text in (*volume.identifiers, ("frus", volume.id)):
        yield start("idno", [("type", kind)] if kind else []) + escaped(text) + "</idno>\n"


def _lists(volume: Volume) -> Iterator[str]:
    persons = [("persName", one.key, one.name, one.description) for one in volume.persons]
    terms = [("term", one.key, one.text, one.meaning) for one in volume.terms]
    if not persons and not terms:
        return
    yield "<front>\n"
    for name, heading, kind, lines in (
        ("terms", "Abbreviations", "terms", terms),
        ("persons", "Persons", "names", persons),
    ):
        if lines:
            yield f'<div type="section" xml:id="{name}">\n<head>{heading}</head>\n<list type="{kind}">\n'
            yield from (_line(*line) for line in lines)
            yield "</list>\n</div>\n"
    yield "</front>\n"


def _line(element: str, key: str, name: str, rest: str) -> str:
    words = f"{start(element, [('xml:id', key)])}{escaped(name)}{end(element)}" if key else escaped(name)
    return f'<item><hi rend="strong">{words},</hi> {escaped(rest)}</item>\n'
