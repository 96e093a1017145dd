"""Words and white space: the clean text of an element as it grows, and what each element is among words.

White space (space, tab, line feed, carriage return), however much of it, is one space; what stands around a forced line
break is none, and what stands at the edges of a text is none. Where white space runs across the beginning or the end of
an element, its one space stands where it begins. No other character is changed, and none is lost.
"""

import re
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element

from backchannel.record.markup import CONTAINERS, LEAVES, local, span_name
from backchannel.record.spans import Span

__all__ = ["BLANK", "BLOCK", "BREAK", "INLINE", "NOTE", "SORTS", "Sort", "Text", "plain_text"]

INLINE, NOTE, BREAK, BLOCK = range(4)
"""What an element is among words: a span over them, a note, a line break, or a passage of its own."""
_MAY_BE_INLINE = frozenset({"seg", "label", "quote", "l"})
"""Leaves that are a span where they stand among words."""
BLANK = " \t\r\n"
"""White space (XML 1.0, section 2.3); what else Python takes for it, such as U+2003, is text."""
_SPACE = re.compile("[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Sort:
    """What an element is: among words, its name, the name of its span, and whether it is a passage in a frame."""

    kind: int
    name: str
    span: str
    stands: bool


class _Sorts(dict[str, Sort]):
    """The sorts of elements by their tags."""

    def __missing__(self, tag: str) -> Sort:
        name = local(tag)
        stands = name in LEAVES or name in CONTAINERS
        is_block = stands and name not in _MAY_BE_INLINE
        kind = NOTE if name == "note" else BREAK if name == "lb" else BLOCK if is_block else INLINE
        found = Sort(kind, name, span_name(name), stands)
        if len(self) < 1_000:  # a file cannot fill the memory with names
            self[tag] = found
        return found


SORTS = _Sorts()


class Text:
    """Clean text as it grows; of a span that has not ended, `spans` has the beginning."""

    __slots__ = ("length", "pieces", "spaced", "spans")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.spaced = True
        self.spans: list[Span | int] = []

    def add(self, text: str) -> None:
        """Add characters of the file."""
        words = text.split()
        clean = " ".join(words)
        if not text.isascii():
            # What split took away is all white space of XML, or some other space was among it, which is text.
            kept = len(clean) - len(words) + 1 if words else 0
            if len(text) - kept != text.count(" ") + text.count("\n"):
                clean = _SPACE.sub(" ", text).strip(" ")
        if clean:
            if not self.spaced and text[0] in BLANK:
                clean = " " + clean
            self.spaced = text[-1] in BLANK
            if self.spaced:
                clean += " "
        elif self.spaced:
            return
        else:
            clean = " "
            self.spaced = True
        self.pieces.append(clean)
        self.length += len(clean)

    def line_break(self, depth: int, values_: tuple[tuple[str, str], ...]) -> None:
        """Add a forced line break, which is a line feed."""
        self._trim()
        self.pieces.append("\n")
        self.spans.append(Span(self.length, self.length + 1, "break", depth, values_))
        self.length += 1
        self.spaced = True

    def close(self) -> tuple[str, list[Span]]:
        """Give the text and its spans, when nothing more comes."""
        self._trim()
        return "".join(self.pieces), cast("list[Span]", self.spans)  # all have ended

    def _trim(self) -> None:
        """Take the space away that the text ends with, from the spans over it too."""
        if not self.pieces or self.pieces[-1][-1] != " ":
            return
        self.pieces[-1] = self.pieces[-1][:-1]
        if not self.pieces[-1]:
            self.pieces.pop()
        self.length -= 1
        end = self.length
        for at, span in enumerate(self.spans):
            if isinstance(span, int):
                self.spans[at] = min(span, end)
            elif span.end > end:
                self.spans[at] = Span(min(span.start, end), end, span.name, span.depth, span.values)


def plain_text(element: Element) -> str:
    """Give the words of an element on one line, without those of its notes."""
    pieces: list[str] = []
    _gather(element, pieces)
    return _SPACE.sub(" ", "".join(pieces)).strip(" ")


def _gather(element: Element, pieces: list[str]) -> None:
    if element.text:
        pieces.append(element.text)
    for child in element:
        kind = SORTS[child.tag].kind
        if kind == BREAK:
            pieces.append(" ")
        elif kind != NOTE:
            _gather(child, pieces)
        if child.tail:
            pieces.append(child.tail)
