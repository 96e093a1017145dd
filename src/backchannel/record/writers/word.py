"""Word files (.docx: WordprocessingML, ISO/IEC 29500-1) with headings, footnotes, tables and numbered passages.

The numbers of passages are Word's own numbering in the margin, notes are its footnotes, the banner stands in header
and footer of every page. Places have the names of their addresses as bookmarks: `p3` the third passage, `page_39` the
beginning of page 39, which as words would break what is searched and quoted. Hidden characters stand as
⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩. The file holds no name, hour or program.
"""

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from io import BytesIO

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.characters import shown
from backchannel.record.document import Document
from backchannel.record.markings import banner
from backchannel.record.passage import Passage
from backchannel.record.readers.head import written_head
from backchannel.record.writers import word_parts
from backchannel.record.writers.nesting import Held, form, nested, passages_of
from backchannel.record.writers.opening import title
from backchannel.record.writers.pieces import Piece, around, is_line, lost, mark_of, pieces

__all__ = ["write"]

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first moment that a file of a zip archive can bear, and that of every file here."""
_STYLES = {
    "heading": "Heading2",
    "quotation": "Quote",
    "salutation": "Salutation",
    "closing": "Closing",
    "signature": "Signature",
    "item": "ListItem",
    "dateline": "Date",
    "cell": "Cell",
}
_INDENTS = {"ListItem": (400, 1020), "Quote": (600, 1220), "Cell": (340, 340)}
"""How far a numbered paragraph of a style stands in, and how far its number stands out from there."""
_HEAD_STYLES = {"heading": "Heading1", "dateline": "Date"}
_LOOKS = (
    # In the order of the schema (CT_RPr).
    ("strong", "<w:b/>"),
    ("italic", "<w:i/>"),
    ("smallcaps", "<w:smallCaps/>"),
    ("underline", '<w:u w:val="single"/>'),
    ("superscript", '<w:vertAlign w:val="superscript"/>'),
    ("subscript", '<w:vertAlign w:val="subscript"/>'),
)
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E4E4E4"/>'
_BREAKS = re.compile(r"([\n\t])")
_WIDTH = 9026
"""Twentieths of a point that a table has between the margins."""


def write(document: Document) -> bytes:
    """Write a document as a Word file; the same document gives the same bytes."""
    text = _Text(document)
    body = text.body()
    parts = {
        "[Content_Types].xml": word_parts.CONTENT_TYPES,
        "_rels/.rels": word_parts.PACKAGE_TIES,
        "docProps/core.xml": word_parts.core(shown(" ".join(title(document).split())), document.language),
        "word/document.xml": word_parts.part("w:document", f"<w:body>{body}{_section(document)}</w:body>"),
        "word/_rels/document.xml.rels": word_parts.DOCUMENT_TIES,
        "word/styles.xml": word_parts.styles(document.language),
        "word/numbering.xml": word_parts.numbering(text.starts),
        "word/settings.xml": word_parts.settings(text.first_mark),
        "word/footnotes.xml": word_parts.part("w:footnotes", _SEPARATORS + text.footnotes()),
        "word/header.xml": word_parts.part("w:hdr", _banner(document, "Header")),
        "word/footer.xml": word_parts.part("w:ftr", _PAGE_NUMBER + _banner(document, "Footer")),
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


class _Text:
    """A document on its way: its bookmarks, where its numbering begins anew, and how its notes are marked."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._apparatus = document.apparatus or Apparatus()
        self._lost = lost(document)
        self._bookmarks: set[str] = set()
        self._next = 1
        self.starts = [1]
        self.first_mark = _first_mark([note for note in self._apparatus.notes if self._is_footnote(note)])

    def body(self) -> str:
        """Give the paragraphs and tables of head and text."""
        made = [
            self._paragraph(passage, "HeadLine", numbered=False)
            for note in self._apparatus.notes
            if is_line(note)
            for passage in note.passages
        ]
        if self._apparatus.head:
            made += self._blocks(nested(self._apparatus.head, self._apparatus.frames), head=True)
        else:
            made += _stated(self._document)
        made += self._blocks(nested(self._document.passages, self._apparatus.frames))
        for number in sorted(self._lost):
            made.append(_paragraph("FootnoteText", "", _run("A note whose mark is lost:", ("italic",))))
            made += [
                self._paragraph(p, "FootnoteText", numbered=False) for p in self._apparatus.notes[number - 1].passages
            ]
        return "".join(made)

    def footnotes(self) -> str:
        """Give the notes as footnotes; one has the id of its number."""
        made = []
        for note in self._apparatus.notes:
            if self._is_footnote(note):
                mark = "<w:footnoteRef/>" if self.first_mark is not None else _words(mark_of(note))
                lead = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{mark}</w:r>{_run(" ")}'
                inner = "".join(
                    self._paragraph(passage, "FootnoteText", numbered=False, lead="" if index else lead)
                    for index, passage in enumerate(note.passages)
                )
                made.append(f'<w:footnote w:id="{note.number}">{inner}</w:footnote>')
        return "".join(made)

    def _is_footnote(self, note: Note) -> bool:
        return bool(note.passages) and not is_line(note) and note.number not in self._lost

    def _blocks(self, blocks: Iterable[Held | Passage], style: str = "", *, head: bool = False) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Passage):
                own = _HEAD_STYLES.get(block.role, "HeadLine") if head else _STYLES.get(block.role, style)
                if block.role == "heading" and style == "ListItem":
                    # What stands over a list, such as SUBJECT, is printed as a label.
                    own = "ListLabel"
                yield self._paragraph(block, own, numbered=not head)
                continue
            kind = form(block.frame)
            if kind == "table":
                yield self._table(block, head=head)
                continue
            inner = {"list": "ListItem", "quotation": "Quote"}.get(kind, style)
            yield from self._blocks(block.children, inner, head=head)

    def _table(self, table: Held, *, head: bool) -> str:
        rows = [
            [passages_of(cell) if isinstance(cell, Held) else [cell] for cell in row.children]
            if isinstance(row, Held)
            else [[row]]
            for row in table.children
        ]
        count = max(len(row) for row in rows)
        width = _WIDTH // count
        grid = f'<w:gridCol w:w="{width}"/>' * count
        made = ""
        for row in rows:
            cells = ""
            for index, cell in enumerate(row):
                inner = "".join(
                    self._paragraph(passage, "Cell", numbered=not head and not index and not at)
                    for at, passage in enumerate(cell)
                )
                span = f'<w:gridSpan w:val="{count - index}"/>' if index == len(row) - 1 and index < count - 1 else ""
                cells += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>'
            made += f"<w:tr>{cells}</w:tr>"
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{_BORDERS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}'
            "</w:tbl>" + _paragraph("", "", "")
        )

    def _paragraph(self, passage: Passage, style: str, *, numbered: bool, lead: str = "") -> str:
        before, after = around(passage)
        inner = "".join(self._piece(piece) for piece in (*before, *pieces(passage), *after))
        number = ""
        if numbered:
            if passage.number != self._next:
                self.starts.append(passage.number)
            self._next = passage.number + 1
            number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(self.starts)}"/></w:numPr>'
            inner = self._bookmark(f"p{passage.number}") + inner
        indents = _INDENTS.get(style) if numbered else None
        return _paragraph(style, number, lead + inner, indents, turned=_runs_from_right(passage.text))

    def _piece(self, piece: Piece) -> str:
        if piece.page:
            return self._bookmark("page_" + re.sub(r"\W", "_", piece.page))
        if piece.note:
            note = self._apparatus.note(piece.note)
            if note is None or not self._is_footnote(note):
                return ""
            custom = "" if self.first_mark is not None else ' w:customMarkFollows="1"'
            mark = _words(mark_of(note)) if custom else ""
            return (
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                f'<w:footnoteReference{custom} w:id="{piece.note}"/>{mark}</w:r>'
            )
        return _run(piece.text, piece.look, piece.gap)

    def _bookmark(self, name: str) -> str:
        if name in self._bookmarks:
            return ""
        self._bookmarks.add(name)
        number = len(self._bookmarks)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name[:40]}"/><w:bookmarkEnd w:id="{number}"/>'


def _stated(document: Document) -> Iterator[str]:
    """Give the fields of a document without a printed head, in the lines that the readers know as a head."""
    for line in written_head(replace(document, heading=None), ()).splitlines():
        yield _paragraph("HeadLine", "", _run(line))
    if document.heading is not None:
        yield _paragraph("Heading1", "", _run(document.heading))
    if document.participants:
        yield _paragraph("HeadLine", "", _run(f"Participants: {'; '.join(document.participants)}"))


def _first_mark(notes: list[Note]) -> int | None:
    """Give the number from which the notes are counted one by one; None if they are marked in any other way."""
    marks = [mark_of(note) for note in notes]
    first = int(marks[0]) if marks and marks[0].isdecimal() and marks[0].isascii() else 1
    return first if marks == [str(number) for number in range(first, first + len(marks))] else None


def _paragraph(
    style: str, number: str, inner: str, indents: tuple[int, int] | None = None, *, turned: bool = False
) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += number
    properties += "<w:bidi/>" if turned else ""
    properties += f'<w:ind w:left="{indents[0]}" w:hanging="{indents[1]}"/>' if indents else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _run(text: str, look: Iterable[str] = (), gap: str = "") -> str:
    looks = set(look)
    marks = [mark for name, mark in _LOOKS if name in looks]
    if gap:
        at = next((i for i, mark in enumerate(marks) if "vertAlign" in mark), len(marks))
        marks.insert(at, _SHADE)
    properties = f"<w:rPr>{''.join(marks)}</w:rPr>" if marks else ""
    return f"<w:r>{properties}{_words(text)}</w:r>" if text else ""


def _words(text: str) -> str:
    made = ""
    for part in _BREAKS.split(shown(text)):
        if part == "\n":
            made += "<w:br/>"
        elif part == "\t":
            made += "<w:tab/>"
        elif part:
            made += f'<w:t xml:space="preserve">{escape(part)}</w:t>'
    return made


def _runs_from_right(text: str) -> bool:
    strong = (unicodedata.bidirectional(one) for one in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _banner(document: Document, style: str) -> str:
    lines = banner(document).split("\n")
    return "".join(_paragraph(style, "", _run(line)) for line in lines)


def _section(document: Document) -> str:
    room = 1100 + 240 * banner(document).count("\n")
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{room}" w:right="1440" w:bottom="{room}" w:left="1440" '
        'w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_PAGE_NUMBER = _paragraph("PageNumber", "", _field("PAGE") + _run(" / ") + _field("NUMPAGES"))
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_BORDERS = (
    '<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>'
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="160" w:type="dxa"/></w:tblCellMar>'
)
