"""A volume of *Foreign Relations* in TEI: from its bytes, plain or gzipped, to its documents, one after the other.

A document is a `div` of type document; the headings of the divisions that it stands in, and the page that had begun
before it, are its edition. Only the document that is being read is held in memory.
"""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Edition
from backchannel.record.document import Document
from backchannel.record.markup import TEI, XML, local, values
from backchannel.record.readers.findings import Findings, clipped
from backchannel.record.readers.report import Report
from backchannel.record.readers.tei.content import Content
from backchannel.record.readers.tei.fields import document_of
from backchannel.record.readers.tei.lists import listed, title_page
from backchannel.record.readers.tei.words import plain_text
from backchannel.record.readers.tei.xml import events
from backchannel.record.volume import Volume

__all__ = ["TeiVolume", "read"]

_ID = f"{{{XML}}}id"
_DIV, _HEAD, _PB = f"{{{TEI}}}div", f"{{{TEI}}}head", f"{{{TEI}}}pb"
_TEI, _HEADER, _FRONT = f"{{{TEI}}}TEI", f"{{{TEI}}}teiHeader", f"{{{TEI}}}front"
_LISTED = (f"{{{TEI}}}persName", f"{{{TEI}}}term")
_BODY, _BACK = f"{{{TEI}}}body", f"{{{TEI}}}back"


def read(data: bytes) -> "TeiVolume":
    """Open a volume of TEI, plain or gzipped; refuse (BadInputError) what is none, or breaks a bound of `xml`."""
    return TeiVolume(data)


class TeiVolume:
    """A volume: `volume` is what its title page and its lists say, `documents` what it holds, `report` what was found.

    The lists stand before the documents; one that stands behind them is in `volume` when all have been read. So is
    `report`: it says what concerns no single document.
    """

    def __init__(self, data: bytes) -> None:
        self._events = events(data)
        self._findings = Findings()
        self._ids: set[str] = set()
        self._page: str | None = None
        self._open: list[Element] = []
        self._sections: list[tuple[Element, str]] = []
        self.volume = Volume("", "")
        self._begin()

    @property
    def report(self) -> Report:
        """What was inferred of the volume, and what of it is in no document."""
        return self._findings.report()

    def documents(self) -> Iterator[tuple[Document, Report]]:
        """Give each document with what was inferred and left out of it, once; an XML error may come between two."""
        document: Element | None = None
        for event, element in self._events:
            if document is None:
                if event == "end":
                    self._end(element)
                elif element.tag == _DIV and element.get("type") == "document":
                    document = element
                else:
                    self._open.append(element)
            elif element is document and event == "end":
                read_ = self._document(element)
                if read_ is not None:
                    yield read_
                document = None
                del self._open[-1][-1]

    def _begin(self) -> None:
        """Read up to the body."""
        for event, element in self._events:
            if event == "start":
                if not self._open and element.tag != _TEI:
                    raise BadInputError(
                        f"The file is XML but no volume of TEI: its outermost element is {clipped(local(element.tag))}."
                    )
                self._open.append(element)
                if element.tag == _BODY:
                    return
            else:
                self._end(element)

    def _end(self, element: Element) -> None:
        """Take what an element outside the documents says."""
        tag = element.tag
        self._open.pop()
        if tag == _PB:
            self._page = element.get("n") or self._page
        elif tag == _HEAD and self._open and self._open[-1].tag == _DIV:
            self._sections.append((self._open[-1], plain_text(element)))
        elif tag == _DIV:
            while self._sections and self._sections[-1][0] is element:
                self._sections.pop()
        elif tag == _HEADER:
            self.volume = title_page(self._open[0], element)
        elif tag in (_FRONT, _BACK):
            self._note_ids(element)
            # An index has thousands of items; it is no list of persons unless something in it has a key.
            persons, terms = listed(element) if tag == _FRONT or _has_keys(element) else ((), ())
            self.volume = replace(
                self.volume, persons=(*self.volume.persons, *persons), terms=(*self.volume.terms, *terms)
            )
            element.clear()

    def _document(self, element: Element) -> tuple[Document, Report] | None:
        self._note_ids(element)
        attributes = dict(values(element.items()))
        attributes.pop("type")
        name = attributes.pop("xml:id", "")
        if not name:
            name = f"d{attributes.get('n', '')}"
            self._findings.inferred[f"Document {clipped(name)} has no id of its own; it was made of its number"] += 1
        content = Content(element)
        sections = tuple(heading for _, heading in self._sections if heading)
        edition = Edition(self.volume.id, name, self.volume.title or None, sections, self._page)
        self._page = content.page or self._page
        if not content.lines:
            self._findings.left_out[f"Document {clipped(name)}, which holds nothing"] += 1
            return None
        try:
            document, findings = document_of(content, edition, attributes)
        except BadInputError as error:
            self._findings.left_out[f"Document {clipped(name)}, since it cannot be held: {str(error).rstrip('.')}"] += 1
            return None
        return document, findings.report()

    def _note_ids(self, element: Element) -> None:
        """Note which ids stand in what has been read."""
        for one in element.iter():
            name = one.get(_ID)
            if name is not None:
                if name in self._ids:
                    fact = f"The id {clipped(name)} stands twice; a reference to it is taken to mean the first"
                    self._findings.inferred[fact] += 1
                self._ids.add(name)


def _has_keys(part: Element) -> bool:
    return any(one.get(_ID) for name in _LISTED for one in part.iter(name))
