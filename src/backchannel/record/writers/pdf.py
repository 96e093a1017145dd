"""PDF for paper: pages with the banner on top and at the bottom, numbered passages, notes at the foot of their page.

Set in Noto Serif, which holds Latin, Greek and Cyrillic letters and is embedded, so that the page is the same
everywhere and its words can be searched and copied. A document with letters that the font lacks is refused; a sign
that it lacks is spelled out where it stands, as hidden characters are: ‹U+202E RIGHT-TO-LEFT OVERRIDE›. The file says
of itself its title and language, and nothing of who made it, when and with what.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files

from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont

from backchannel.errors import BadInputError
from backchannel.record.apparatus import Apparatus
from backchannel.record.characters import shown
from backchannel.record.document import Document
from backchannel.record.markings import banner
from backchannel.record.passage import Passage
from backchannel.record.writers.nesting import Held, form, nested, passages_of
from backchannel.record.writers.opening import opening, title
from backchannel.record.writers.pdf_lines import GUTTER, Line, Run, Shape, broken, columns, side_by_side
from backchannel.record.writers.pdf_pages import RULE, Page, filled
from backchannel.record.writers.pieces import Piece, around, is_line, lost, mark_of, pieces

__all__ = ["PAPERS", "write"]

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height of a sheet, in points."""

_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""The moment that every file gives as that of its making: PDF wants one, and the true one is nobody's business."""
_FONT = "fontpkg_noto_serif"
_FACES = {"": "NotoSerif[wdth,wght].ttf", "I": "NotoSerif-Italic[wdth,wght].ttf"}
_FAMILY = "serif"
_SIDE, _TOP, _BOTTOM = 80.0, 40.0, 40.0
_BODY, _SMALL, _TINY = 10.0, 8.0, 6.5
_BANNER = 11.0
_RED, _GREY, _BLACK = (138, 15, 15), (120, 120, 120), (17, 17, 17)
_HEAD = {
    "heading": ("B", 13.0, "left", 8.0),
    "dateline": ("", _BODY, "right", 4.0),
}
_SHOWN_LETTERS = 5


def write(document: Document, paper: str = "A4") -> bytes:
    """Write a document as a PDF file on paper of PAPERS; BadInputError for letters that the font lacks."""
    press = _Press(document, paper)
    try:
        return press.printed()
    finally:
        press.close()


class _Press:
    """A document on its way to paper."""

    def __init__(self, document: Document, paper: str) -> None:
        self._document = document
        self._apparatus = document.apparatus or Apparatus()
        self._width, self._height = PAPERS[paper]
        self._banner = [self._plain(line) for line in banner(document).split("\n") if line]
        pdf = FPDF(unit="pt", format=(self._width, self._height))
        pdf.set_auto_page_break(False)
        for face, name in _FACES.items():
            pdf.add_font(_FAMILY, face, str(files(_FONT) / "files" / name))
        pdf.set_creation_date(_MADE)
        if document.language:
            pdf.set_lang(document.language)
        self._pdf = pdf
        fonts = {face: font for face in _FACES if isinstance(font := pdf.fonts[f"{_FAMILY}{face}"], TTFFont)}
        self._fonts = fonts
        self._widths = {face: font.cw for face, font in fonts.items()}
        self._known = fonts[""].cmap.keys() & fonts["I"].cmap.keys()
        self._lacking: dict[str, None] = {}
        self._marks: dict[int, int] = {}
        self._notes: dict[int, int] = {}

    def close(self) -> None:
        """Close the files of the fonts."""
        for font in self._fonts.values():
            font.ttfont.close()

    def printed(self) -> bytes:
        """Give the file."""
        name = self._spelled(" ".join(title(self._document).split()))
        lines = list(self._lines())
        notes = {note.number: self._note_lines(note.number) for note in self._apparatus.notes}
        if self._lacking:
            letters = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, '?')}" for one in list(self._lacking)[:5])
            more = f" and {len(self._lacking) - _SHOWN_LETTERS} more" if len(self._lacking) > _SHOWN_LETTERS else ""
            raise BadInputError(
                f"The font of the PDF has no letters {letters}{more}; write the document as HTML or Word instead."
            )
        pages = filled(lines, notes, self._room_bottom - self._room_top)
        self._pdf.set_title(name)
        self._place_links(pages)
        for number, page in enumerate(pages, 1):
            self._draw(page, f"{number} / {len(pages)}", name)
        return bytes(self._pdf.output())

    @property
    def _room_top(self) -> float:
        return _TOP + len(self._banner) * _BANNER + 12

    @property
    def _room_bottom(self) -> float:
        return self._height - _BOTTOM - len(self._banner) * _BANNER - 22

    # Words

    def _plain(self, text: str) -> str:
        return shown(unicodedata.normalize("NFC", text)).replace("⟨", "‹").replace("⟩", "›")

    def _spelled(self, text: str) -> str:
        plain = self._plain(text)
        if all(ord(one) in self._known or one in "\n\t" for one in plain):
            return plain
        spelled = ""
        for one in plain:
            if ord(one) in self._known or one in "\n\t":
                spelled += one
            elif unicodedata.category(one)[0] in "LMN":
                self._lacking[one] = None
            else:
                spelled += f"‹U+{ord(one):04X} {unicodedata.name(one, '?')}›"
        return spelled

    def _measure(self, text: str, face: str, size: float) -> float:
        widths = self._widths["I" if "I" in face else ""]
        return sum(widths[ord(one)] for one in text) * size / 1000

    def _mark(self, number: int) -> str:
        note = self._apparatus.note(number)
        return "" if note is None or is_line(note) else self._spelled(mark_of(note))

    def _pieces(self, passage: Passage) -> Iterator[Piece]:
        before, after = around(passage)
        yield from before
        for piece in pieces(passage):
            yield replace(piece, text=self._spelled(piece.text)) if piece.text else piece
        yield from after

    def _broken(self, passage: Passage, shape: Shape) -> list[Line]:
        return broken(self._pieces(passage), shape, self._measure, self._mark)

    # Lines

    def _lines(self) -> Iterator[Line]:
        wide = self._width - 2 * _SIDE
        for note in self._apparatus.notes:
            if is_line(note):
                for passage in note.passages:
                    yield from self._broken(passage, Shape(_SIDE, wide, _SMALL, "I", before=2, keep=True))
        yield from self._blocks(nested(opening(self._document), self._apparatus.frames), _SIDE, wide, head=True)
        yield from self._blocks(nested(self._document.passages, self._apparatus.frames), _SIDE, wide)
        without = sorted(lost(self._document))
        if without:
            words = "Notes whose marks are lost" if len(without) > 1 else "A note whose mark is lost"
            yield from self._broken(Passage(1, words), Shape(_SIDE, wide, _SMALL, "I", before=16, keep=True))
            for number in without:
                yield from self._note_lines(number)

    def _blocks(
        self, blocks: Iterable[Held | Passage], left: float, width: float, *, head: bool = False, kind: str = ""
    ) -> Iterator[Line]:
        for block in blocks:
            if isinstance(block, Passage):
                yield from self._passage(block, left, width, head, kind)
                continue
            own = form(block.frame)
            if own == "table":
                yield from self._table(block, left, width, head)
                continue
            indent = {"list": 14.0, "quotation": 22.0}.get(own, 0.0)
            inner = self._blocks(block.children, left + indent, width - indent, head=head, kind=own)
            for index, line in enumerate(inner):
                first = own == "attachment" and not index
                yield replace(line, before=line.before + 12, rule=True) if first else line

    def _passage(self, passage: Passage, left: float, width: float, head: bool, kind: str) -> Iterator[Line]:
        face, size, align, before = "", _BODY, "left", 6.0
        if passage.role == "heading" and kind == "list":
            # What stands over a list, such as SUBJECT, is printed as a label.
            face, before = "B", 4.0
        elif head:
            face, size, align, before = _HEAD.get(passage.role, ("", _BODY, "left", 2.0))
        elif passage.role == "heading":
            face, before = "B", 10.0
        elif passage.role in ("closing", "signature"):
            align = "right"
        elif passage.role == "quotation" and not passage.within:
            left, width = left + 22, width - 22
        keep = passage.role == "heading" or head
        lines = self._broken(passage, Shape(left, width, size, face, align, before, keep))
        yield replace(lines[0], number="" if head else str(passage.number))
        yield from lines[1:]

    def _table(self, table: Held, left: float, width: float, head: bool) -> Iterator[Line]:
        rows = [
            [passages_of(cell) if isinstance(cell, Held) else [cell] for cell in row.children]
            if isinstance(row, Held)
            else [[row]]
            for row in table.children
        ]
        unbroken = Shape(0, float("inf"))
        natural = [
            [max((_width(line) for one in cell for line in self._broken(one, unbroken)), default=0) for cell in row]
            for row in rows
        ]
        wide = columns(natural, width)
        for row in rows:
            cells, x = [], left
            for cell, column in zip(row, wide, strict=False):
                cells.append([line for one in cell for line in self._broken(one, Shape(x, column - GUTTER, before=0))])
                x += column
            yield from side_by_side(cells, "" if head else str(row[0][0].number))

    def _note_lines(self, number: int) -> list[Line]:
        note = self._apparatus.notes[number - 1]
        mark = self._mark(number)
        left = _SIDE + 16
        shape = Shape(left, self._width - _SIDE - left, _SMALL, before=3)
        lines = [line for passage in note.passages for line in self._broken(passage, shape)]
        if lines and mark:
            width = self._measure(mark, "", _TINY)
            run = Run(left - 5 - width, width, mark, "", _TINY, 2.2, back=number)
            lines[0] = replace(lines[0], runs=(run, *lines[0].runs))
        return lines

    # Pages

    def _place_links(self, pages: list[Page]) -> None:
        for number, page in enumerate(pages, 1):
            for top, line in (*page.lines, *page.notes):
                for run in line.runs:
                    for found, note in ((self._marks, run.note), (self._notes, run.back)):
                        if note and note not in found:
                            found[note] = self._pdf.add_link(y=max(self._room_top + top - 20, 0), page=number)

    def _draw(self, page: Page, number: str, name: str) -> None:
        self._pdf.add_page()
        self._banners()
        for top, line in page.lines:
            self._line(self._room_top + top, line)
        if page.notes:
            rule = self._room_top + page.notes[0][0] - page.notes[0][1].before - RULE / 2
            self._pdf.set_draw_color(*_GREY)
            self._pdf.set_line_width(0.5)
            self._pdf.line(_SIDE, rule, _SIDE + 120, rule)
            for top, line in page.notes:
                self._line(self._room_top + top, line)
        foot = self._height - _BOTTOM - len(self._banner) * _BANNER
        wide = self._width - 2 * _SIDE - self._measure(number, "", _SMALL) - 12
        self._words(_SIDE, foot, self._shortened(name, wide), "", _SMALL, _GREY)
        self._words(self._width - _SIDE - self._measure(number, "", _SMALL), foot, number, "", _SMALL, _GREY)

    def _banners(self) -> None:
        for index, line in enumerate(self._banner):
            words = self._spelled(line).upper()
            x = (self._width - self._measure(words, "", _SMALL + 1)) / 2
            self._words(x, _TOP + index * _BANNER, words, "", _SMALL + 1, _RED)
            bottom = self._height - _BOTTOM - (len(self._banner) - 1 - index) * _BANNER + 8
            self._words(x, bottom, words, "", _SMALL + 1, _RED)

    def _shortened(self, text: str, width: float) -> str:
        if self._measure(text, "", _SMALL) <= width:
            return text
        while text and self._measure(f"{text}…", "", _SMALL) > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def _line(self, top: float, line: Line) -> None:
        base = top + line.height * 0.76
        if line.rule:
            self._pdf.set_draw_color(200, 200, 200)
            self._pdf.set_line_width(0.4)
            self._pdf.line(_SIDE, top - 1.5, self._width - _SIDE, top - 1.5)
        for index, run in enumerate(line.runs):
            if run.gap:
                self._gap(top, line, run, first=not index or not line.runs[index - 1].gap)
        if line.number:
            self._words(_SIDE - 12 - self._measure(line.number, "", _TINY), base, line.number, "", _TINY, _GREY)
        for run in line.runs:
            self._run(base, run)
        if line.pages:
            words = self._spelled(" ".join(f"[Page {page}]" for page in line.pages))
            self._words(self._width - _SIDE + 8, base, words, "", _TINY, _GREY)

    def _gap(self, top: float, line: Line, run: Run, *, first: bool) -> None:
        self._pdf.set_fill_color(228, 228, 228)
        self._pdf.rect(run.x, top + 1, run.width, line.height - 1, style="F")
        if first and run.gap == "withheld":
            self._pdf.set_fill_color(85, 85, 85)
            self._pdf.rect(run.x - 4, top + 1, 3, line.height - 1, style="F")

    def _run(self, base: float, run: Run) -> None:
        self._words(run.x, base - run.rise, run.text, run.face, run.size, _BLACK)
        if run.underline:
            self._pdf.set_draw_color(*_BLACK)
            self._pdf.set_line_width(0.5)
            self._pdf.line(run.x, base + 1.5, run.x + run.width, base + 1.5)
        link = self._notes.get(run.note) or self._marks.get(run.back)
        if link is not None:
            self._pdf.link(run.x - 1, base - run.rise - run.size, run.width + 2, run.size + 3, link)

    def _words(self, x: float, base: float, text: str, face: str, size: float, color: tuple[int, int, int]) -> None:
        self._pdf.set_font(_FAMILY, "I" if "I" in face else "", size)
        self._pdf.set_text_color(*color)
        if "B" not in face:
            self._pdf.text(x, base, text)
            return
        # A face that is drawn around its edges is bolder; a bold font would double the size of every file.
        with self._pdf.local_context(text_mode=TextMode.FILL_STROKE, line_width=size * 0.03, draw_color=color):
            self._pdf.text(x, base, text)


def _width(line: Line) -> float:
    return sum(run.width for run in line.runs)
