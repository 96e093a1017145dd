"""A passage as the pieces in which it is set: words with their look, marks of notes, beginnings of pages.

Writers for people (HTML, PDF, Word) share this. A piece is cut wherever the look, the gap or the printed reference
changes; the words of all pieces together are the words of the passage, to the character.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.record.printed import gaps
from backchannel.record.spans import Span

__all__ = ["EMPHASIS", "Piece", "around", "is_line", "lost", "mark_of", "pieces"]

EMPHASIS = {
    "italic": "italic",
    "strong": "strong",
    "bold": "strong",
    "smallcaps": "smallcaps",
    "underline": "underline",
    "superscript": "superscript",
    "subscript": "subscript",
}
"""What a span of emphasis may say of its letters (`rend`), and the look that it means; other words mean none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look; or the mark of a note; or the place where a page begins.

    `look` are values of EMPHASIS. `gap` is `omitted` or `withheld` for the words of a bracket that tells of something
    left out. `target` is where a printed reference points. `note` is a note's number, `page` a page's.
    """

    text: str = ""
    look: frozenset[str] = frozenset()
    gap: str = ""
    target: str = ""
    note: int = 0
    page: str = ""


def pieces(passage: Passage) -> Iterator[Piece]:
    """Give the pieces of a passage in order; what stands between the blocks is none of them (see `around`)."""
    text = passage.text
    inner = [span for span in passage.spans if span.depth]
    found = gaps.find(text)
    marks: dict[int, list[Piece]] = {}
    for span in inner:
        if span.name == "note":
            marks.setdefault(span.start, []).append(Piece(note=int(span.value("number") or 0)))
        elif span.name == "page":
            marks.setdefault(span.start, []).append(Piece(page=span.value("number") or ""))
    looks = [span for span in inner if span.name in ("emphasis", "reference") and span.start < span.end]
    cuts = {0, len(text), *marks}
    cuts.update(place for span in looks for place in (span.start, span.end))
    cuts.update(place for gap in found for place in (gap.start, gap.end))
    ordered = sorted(cuts)
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        yield from marks.get(start, ())
        if start < end:
            kind = next((gap.kind for gap in found if gap.start <= start and end <= gap.end), "")
            around = [span for span in looks if span.start <= start and end <= span.end]
            yield Piece(text[start:end], _look(around), kind, _target(around))


def _look(around: list[Span]) -> frozenset[str]:
    look: set[str] = set()
    for span in around:
        if span.name == "emphasis":
            rend = (span.value("rend") or "").split()
            if "roman" in rend:
                look.discard("italic")
            look.update(EMPHASIS[word] for word in rend if word in EMPHASIS)
    return frozenset(look)


def _target(around: list[Span]) -> str:
    return next((span.value("target") or "" for span in reversed(around) if span.name == "reference"), "")


def around(passage: Passage) -> tuple[list[Piece], list[Piece]]:
    """Give what stands between the blocks, before a passage and after it: pages that begin, marks of notes."""
    found: tuple[list[Piece], list[Piece]] = ([], [])
    for span in passage.spans:
        if not span.depth and span.name in ("page", "note"):
            number = span.value("number") or ""
            piece = Piece(page=number) if span.name == "page" else Piece(note=int(number or 0))
            found[bool(span.start)].append(piece)
    return found


def mark_of(note: Note) -> str:
    """Give a note's mark as it is set: the printed one, else its number."""
    return note.mark or str(note.number)


def is_line(note: Note) -> bool:
    """Whether a note is set as a line above the head, such as a file number, and not at a mark."""
    return note.kind == "line" or ("rend", "inline") in note.values


def lost(document: Document) -> frozenset[int]:
    """Give the numbers of the notes whose mark was lost: no text hangs on them, and they are no lines."""
    apparatus = document.apparatus or Apparatus()
    everywhere = [*apparatus.head, *document.passages, *(p for note in apparatus.notes for p in note.passages)]
    marked = {span.value("number") for one in everywhere for span in one.spans if span.name == "note"}
    return frozenset(note.number for note in apparatus.notes if str(note.number) not in marked and not is_line(note))
