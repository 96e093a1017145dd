"""A document's words as HTML: its head, and its passages with their numbers, tables, lists and quotations as printed.

A note stands under the passage on which it hangs. A name or an abbreviation leads, where it stands first, to the line
that explains it; a reference leads to what it means. Brackets that tell of words left out say whose gap they are. All
of it is escaped here, and what cannot be seen is shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.writers.nesting import Held, form, nested, passages_of
from backchannel.record.writers.opening import opening
from backchannel.record.writers.pieces import Piece, around, is_line, lost, mark_of, pieces
from backchannel.web.drawing.svg import element
from backchannel.web.numbers import whole_number
from backchannel.web.rendering import shown

__all__ = ["GAPS", "Link", "Setting"]

GAPS = {"omitted": "left out by the editors", "withheld": "withheld by a government"}
_BREAK = Markup("<br>")
_LOOKS = {"italic": "i", "strong": "b", "underline": "u", "superscript": "sup", "subscript": "sub"}


@dataclass(frozen=True, slots=True)
class Link:
    """Characters [start, end) of a text that lead somewhere; `kind` is a class of the style sheet."""

    start: int
    end: int
    leads: str
    kind: str


class Setting:
    """One document on its way to a page; `links` are by the place of the text in which they stand ("3", "n2.1")."""

    def __init__(self, document: Document, links: dict[str, list[Link]]) -> None:
        self._document = document
        self._apparatus = document.apparatus or Apparatus()
        self._links = links
        self._met: set[int] = set()
        self._waiting: list[int] = []

    @property
    def has_title(self) -> bool:
        """Whether the head has a line that is the title of the page."""
        return self._title > 0

    def head(self) -> Markup:
        """Give the lines above the text, with the notes that hang on them."""
        parts = []
        for note in self._apparatus.notes:
            if is_line(note):
                lines = [self._words(one, f"n{note.number}.{one.number}", "p") for one in note.passages]
                parts.append(element("div", lines, class_="line", id=f"n{note.number}"))
        for block in nested(opening(self._document), self._apparatus.frames):
            parts += self._block(block, "h")
        return element("div", [*parts, *self._notes()], class_="head")

    def passages(self, first: int, last: int) -> Markup:
        """Give the passages from a number to a number, each with the notes that hang on it."""
        chosen = [one for one in self._document.passages if first <= one.number <= last]
        parts: list[Markup] = []
        for block in nested(chosen, self._apparatus.frames):
            parts += self._block(block, "")
            parts += self._notes()
        return Markup("").join(parts)

    def loose(self) -> Markup:
        """Give the notes whose mark was lost."""
        gone = sorted(lost(self._document))
        return Markup("").join(self._note(note) for number in gone if (note := self._apparatus.note(number)))

    # Blocks

    def _block(self, block: Held | Passage, part: str) -> Iterator[Markup]:
        if isinstance(block, Passage):
            yield self._passage(block, part)
        elif (shape := form(block.frame)) == "table":
            yield self._table(block, part)
        else:
            parts: list[Markup] = []
            for child in block.children:
                parts += self._block(child, part)
                if not part and shape != "quotation":
                    parts += self._notes()
            yield element("blockquote" if shape == "quotation" else "div", parts, class_=shape or "held")

    def _table(self, table: Held, part: str) -> Markup:
        first = next(iter(passages_of(table)), None)
        rows = []
        for row in table.children:
            cells = []
            for cell in row.children if isinstance(row, Held) else [row]:
                held = passages_of(cell) if isinstance(cell, Held) else [cell]
                cells.append(element("td", [self._passage(one, part) for one in held], **_spread(cell)))
            rows.append(element("tr", cells))
        told = f"Table at passage {first.number}" if first else "Table"
        set_ = element("table", rows, class_="printed")
        return element("div", [set_], class_="wide", tabindex=0, role="region", aria_label=told)

    def _passage(self, passage: Passage, part: str) -> Markup:
        n = passage.number
        if part == "h":
            return self._words(passage, f"h{n}", "h1" if n == self._title else "p", id=f"h{n}", class_=passage.role)
        words = self._words(passage, str(n), "p", class_=passage.role)
        number = element("a", str(n), class_="n", href=f"#p{n}", aria_label=f"Passage {n}")
        return element("div", [number, words], class_="passage", id=f"p{n}")

    @property
    def _title(self) -> int:
        return next((one.number for one in opening(self._document) if one.role == "heading"), 0)

    # Notes

    def _notes(self) -> Iterator[Markup]:
        waiting, self._waiting = self._waiting, []
        for number in waiting:
            note = self._apparatus.note(number)
            if note is not None:
                yield self._note(note)

    def _note(self, note: Note) -> Markup:
        mark, said = mark_of(note), "Source note" if note.kind == "source" else f"Note {mark_of(note)}"
        if note.number in self._met:
            parts = [element("a", mark, class_="n", href=f"#m{note.number}", aria_label=f"{said}, back to its mark")]
        else:
            parts = [element("span", mark, class_="n"), element("p", "The mark of this note is lost.", class_="soft")]
        parts += [self._words(one, f"n{note.number}.{one.number}", "p") for one in note.passages]
        # A note may have notes of its own.
        own = element("div", parts, class_="note", id=f"n{note.number}", role="note", aria_label=said)
        return Markup("").join([own, *self._notes()])

    # Words

    def _words(self, passage: Passage, place: str, tag: str, **more: str) -> Markup:
        before, after = around(passage)
        parts = [self._mark(piece) for piece in before]
        segments = self._segments(passage, self._links.get(place, []))
        for gap, within in groupby(segments, key=lambda one: one[0].gap):
            inner = [self._linked(link, group) for link, group in groupby(within, key=lambda one: one[1])]
            if gap:
                whose = element("small", f" ({GAPS.get(gap, gap)})")
                inner = [element("span", [*inner, whose], class_=f"gap {gap}")]
            parts += inner
        parts += [self._mark(piece) for piece in after]
        return element(tag, parts, dir="auto", **more)

    def _segments(self, passage: Passage, links: Sequence[Link]) -> Iterator[tuple[Piece, Link | None]]:
        at = 0
        for piece in pieces(passage):
            end = at + len(piece.text)
            cuts = sorted({at, end, *(c for one in links for c in (one.start, one.end) if at < c < end)})
            if len(cuts) < 2:
                yield piece, None
            for start, stop in pairwise(cuts):
                link = next((one for one in links if one.start <= start and stop <= one.end), None)
                yield Piece(piece.text[start - at : stop - at], piece.look, piece.gap), link
            at = end

    def _linked(self, link: Link | None, group: Iterable[tuple[Piece, Link | None]]) -> Markup:
        inner = Markup("").join(self._mark(piece) for piece, _ in group)
        if link is None or not inner:
            return inner
        if not link.leads:
            return element("span", [inner], class_=link.kind)
        return element("a", [inner], class_=link.kind, href=link.leads)

    def _mark(self, piece: Piece) -> Markup:
        if piece.page:
            return element("span", f"[Page {piece.page}]", class_="page") + " "
        if piece.note:
            return self._note_mark(piece.note)
        words = escape(shown(piece.text)).replace("\n", _BREAK)
        for look in sorted(piece.look):
            words = element(_LOOKS[look], [words]) if look in _LOOKS else element("span", [words], class_=look)
        return words

    def _note_mark(self, number: int) -> Markup:
        note = self._apparatus.note(number)
        if note is None or is_line(note):
            return Markup("")
        first = number not in self._met
        if first:
            self._met.add(number)
            self._waiting.append(number)
        mark, here = mark_of(note), f"m{number}" if first else None
        leads = element("a", mark, class_="mark", id=here, href=f"#n{number}", aria_label=f"Note {mark}")
        return element("sup", [leads])


def _spread(cell: Held | Passage) -> dict[str, int]:
    spread = {}
    for html, tei in (("colspan", "cols"), ("rowspan", "rows")):
        if isinstance(cell, Held):
            said = cell.frame.value(tei) or ""
        else:
            said = next((span.value(tei) or "" for span in cell.spans if span.name == "block"), "")
        if (number := whole_number(said, 999)) is not None and number > 1:
            spread[html] = number
    return spread
