"""A page of the record for a terminal: a document with all that its edition adds to it.

On top stands the banner, then the printed head, then what the document states of itself and how that is known. Passages
have their numbers before them, notes theirs (`n2`), as both are cited. In the words stand marks of notes `[2]`, the
beginnings of pages `|p. 62|`, and around a bracket that tells of something left out `{withheld: ...}` or
`{omitted: ...}`: what a government kept back and what editors passed over are two things. Notes, the source note, the
edition, and what was inferred follow. Hidden characters stand as ⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from backchannel.record.address import Address, place_of
from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.characters import shown
from backchannel.record.dates import in_words
from backchannel.record.document import Document, Passage
from backchannel.record.markings import banner
from backchannel.record.printed import gaps
from backchannel.record.readers.report import Report
from backchannel.record.writers.nesting import Held, form, nested, passages_of
from backchannel.record.writers.opening import title
from backchannel.record.writers.pieces import Piece, around, is_line, lost, mark_of, pieces
from backchannel.record.writers.text import INDENTS, NARROWEST, wrapped

__all__ = ["write", "write_place"]

_HELD_INDENTS = {"list": 2, "quotation": 4}
_TIGHT = ("item", "label", "participant", "subject", "cell")
"""Roles whose passages follow each other without a blank line."""


def write(document: Document, report: Report | None = None, *, address: str = "", width: int = 80) -> str:
    """Write a document as lines of at most `width` columns (but for longer words), ended by a line feed.

    `report` is what its reader told of it, `address` how it is cited.
    """
    page = _Page(document, max(width, NARROWEST))
    said = page.about(report or Report(), address)
    blocks = [page.banner(), *page.head(), *page.passages(), *page.notes(), *said, page.banner()]
    return "\n\n".join(filter(None, blocks)) + "\n"


def write_place(document: Document, address: Address, *, width: int = 80) -> str:
    """Write the place alone that an address names, under the document's banner; UsageError if it is not there."""
    page = _Page(document, max(width, NARROWEST))
    passages = place_of(document, address)
    if address.span:
        start, end = address.span
        blocks = [page.line(line) for line in passages[0].text[start:end].split("\n")]
    else:
        within = f"n{address.number}." if address.part == "n" else address.part
        blocks = [page.passage(one, f"{within}{one.number}") for one in passages]
    return "\n\n".join(filter(None, (page.banner(), *blocks))) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    document: Document
    width: int

    @property
    def apparatus(self) -> Apparatus:
        return self.document.apparatus or Apparatus()

    def margin(self) -> int:
        """Give the columns before the words: the longest number of a passage or a note, and two more."""
        return 2 + max(len(str(len(self.document.passages))), len(f"n{len(self.apparatus.notes)}"))

    def line(self, text: str, first: str = "", rest: str = "  ") -> str:
        return wrapped(text, self.width, first, rest)

    def banner(self) -> str:
        return "\n".join(self.line(line) for line in banner(self.document).split("\n") if line)

    def head(self) -> Iterator[str]:
        lines = [passage for note in self.apparatus.notes if is_line(note) for passage in note.passages]
        yield "\n".join(self.line(line) for passage in lines for line in self.words(passage).split("\n"))
        if self.apparatus.head:
            yield "\n".join(self.blocks(nested(self.apparatus.head, self.apparatus.frames), numbered=False))
        else:
            yield self.line(title(self.document))
        yield "\n".join(self.line(line, rest="    ") for line in self.stated())

    def stated(self) -> Iterator[str]:
        """Give what the document states of itself, and of what it does not state how it was inferred."""
        document, printed = self.document, {line.role for line in self.apparatus.head}
        date = in_words(document.date) if document.date else ""
        if document.until:
            date += f" to {in_words(document.until)}"
        fields = (
            ("kind", "Kind", document.kind),
            ("number", "Number", document.number),
            ("place", "Place", document.place),
            ("date", "Date", date or "not known"),
            ("senders", "From", "; ".join(document.senders)),
            ("addressees", "To", "; ".join(document.addressees)),
            ("participants", "Participants", "" if "participant" in printed else "; ".join(document.participants)),
            ("subject", "Subject", None if "subject" in printed else document.subject),
            ("language", "Language", document.language),
            ("enclosures", "Enclosures", "; ".join(document.enclosures)),
        )
        for name, label, value in fields:
            if value:
                yield f"{label}: {value}"
                if inference := self.apparatus.inferred(name):
                    yield f"  inferred: {inference.evidence}"

    def passages(self) -> Iterator[str]:
        lines = self.blocks(nested(self.document.passages, self.apparatus.frames))
        yield "\n".join(lines)

    def blocks(
        self, held: list[Held | Passage], *, numbered: bool = True, prefix: str = "", indent: int = 0
    ) -> Iterator[str]:
        """Give lines; passages of most roles have a blank line before them."""
        first = True
        for one in held:
            kind = "" if isinstance(one, Passage) else form(one.frame)
            if not first and not (isinstance(one, Passage) and (one.role in _TIGHT or not numbered)):
                yield ""
            first = False
            if isinstance(one, Passage):
                yield self.passage(one, f"{prefix}{one.number}" if numbered else "", indent)
            elif kind == "table":
                yield from self.table(one, numbered, indent)
            else:
                if kind == "attachment":
                    yield self.line("– Attachment –", " " * self.margin())
                    yield ""
                deeper = indent + _HELD_INDENTS.get(kind, 0)
                yield from self.blocks(one.children, numbered=numbered, prefix=prefix, indent=deeper)

    def passage(self, passage: Passage, number: str, indent: int = 0) -> str:
        inner = " " * (self.margin() + min(indent + INDENTS.get(passage.role, 0), self.width // 3)) if number else ""
        text = self.words(passage) if passage.mark is None else f"[{passage.mark}] {self.words(passage)}"
        rest = inner if number else "  "
        lines = "\n".join(self.line(line, inner, rest) for line in text.split("\n"))
        return f"{number:>{self.margin() - 2}}{lines[self.margin() - 2 :]}" if number else lines

    def words(self, passage: Passage) -> str:
        """Give a passage's words with what stands among them: marks, pages, and what kind of gap a bracket is."""
        before, after = around(passage)
        parts = [self.piece(piece) for piece in before]
        for gap, group in groupby(pieces(passage), key=lambda piece: piece.gap):
            text = "".join(self.piece(piece) for piece in group)
            parts.append(f"{{{gap}: {text}}}" if gap else text)
        parts += [f" {self.piece(piece).strip()}" if piece.page else self.piece(piece) for piece in after]
        return shown("".join(parts))

    def piece(self, piece: Piece) -> str:
        if piece.page:
            return f"|p. {piece.page}| "
        note = self.apparatus.note(piece.note) if piece.note else None
        if note is not None:
            return "" if is_line(note) else f"[{mark_of(note)}]"
        return piece.text

    def table(self, table: Held, numbered: bool, indent: int) -> Iterator[str]:
        """Give the rows, in columns where the width allows it; each row has the number of its first cell."""
        rows = [
            [passages_of(cell) if isinstance(cell, Held) else [cell] for cell in row.children]
            if isinstance(row, Held)
            else [[row]]
            for row in table.children
        ]
        texts = [[" ".join(self.words(p) for p in cell).replace("\n", " ") for cell in row] for row in rows]
        columns = max(map(len, texts), default=0)
        widths = [max((len(row[i]) for row in texts if i < len(row)), default=0) for i in range(columns)]
        inner = " " * (self.margin() + indent if numbered else indent)
        fits = len(inner) + sum(widths) + 2 * columns <= self.width
        for row, cells in zip(rows, texts, strict=True):
            number = str(row[0][0].number) if numbered and row and row[0] else ""
            if fits:
                line = inner + "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=False))
            else:
                line = self.line(" | ".join(cells), inner, inner + "  ")
            yield f"{number:>{self.margin() - 2}}{line[self.margin() - 2 :]}".rstrip() if number else line.rstrip()

    def notes(self) -> Iterator[str]:
        """Give the notes in the order of their marks, and the source note under a heading of its own."""
        without = lost(self.document)
        source = self.apparatus.source()
        others = [note for note in self.apparatus.notes if note is not source and not is_line(note)]
        if others:
            yield "Notes\n" + "\n".join(self.note(note, note.number in without) for note in others)
        if source is not None:
            yield "Source note\n" + self.note(source, source.number in without)

    def note(self, note: Note, is_lost: bool) -> str:
        lead = "" if is_line(note) else f"[{mark_of(note)}] "
        lead += "(its mark is lost) " if is_lost else ""
        inner = " " * self.margin()
        lines = "\n".join(self.words(passage) for passage in note.passages).split("\n")
        text = "\n".join(self.line(line, inner + ("" if at else lead), inner) for at, line in enumerate(lines))
        name = f"n{note.number}"
        return f"{name:>{self.margin() - 2}}{text[self.margin() - 2 :]}"

    def about(self, report: Report, address: str) -> Iterator[str]:
        """Give the edition, the gaps, what was inferred and what was left out."""
        edition = self.apparatus.edition
        if edition is not None or address:
            yield "\n".join(self.line(line) for line in self.edition(address))
        if gone := list(self.gone()):
            yield "\n".join(["Gaps", *(self.line(line, "  ", "    ") for line in gone)])
        told = dict.fromkeys((*report.inferred, *(one.evidence for one in self.apparatus.inferences)))
        if told:
            yield "\n".join(["Inferred", *(self.line(line, "  ", "    ") for line in told)])
        if report.left_out:
            yield "\n".join(["Left out of the file", *(self.line(line, "  ", "    ") for line in report.left_out)])

    def edition(self, address: str) -> Iterator[str]:
        edition = self.apparatus.edition
        if edition is not None:
            page = f", page {edition.page}" if edition.page else ""
            yield f"Edition: {edition.title or edition.volume}, {edition.document}{page}"
            if edition.sections:
                yield f"Under: {' › '.join(edition.sections)}"
        if address:
            yield f"Cited as: {address}"

    def gone(self) -> Iterator[str]:
        """Give the gaps of passages and notes, a line each: whose they are, how much, about what, and where."""
        places = [(f"passage {passage.number}", passage.text) for passage in self.document.passages]
        places += [(f"note {note.number}", passage.text) for note in self.apparatus.notes for passage in note.passages]
        for place, text in places:
            for gap in gaps.find(text):
                whose = "withheld by a government" if gap.kind == "withheld" else "left out by the editors"
                said = filter(None, (gap.extent, f"on {gap.subject}" if gap.subject else "", gap.reason))
                yield f"{place}: {whose}: {', '.join(said) or gap.text}"
