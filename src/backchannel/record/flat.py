"""A document's text as one string, and the way back from each of its characters to a passage.

Engines that look for quotations and leaks count in characters of one string: no headings, notes or page marks, any
white space one space, a line feed between blocks. `flatten` makes it from the document (not from the file that it was
read from), and keeps where each run of characters stands, so that a find in the string is a find in the record.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.errors import UsageError
from backchannel.record.address import Address
from backchannel.record.document import Document
from backchannel.record.markup import ROLES, element_of
from backchannel.record.passage import Passage
from backchannel.record.spans import Frame

__all__ = ["BLOCKS", "LEFT_OUT", "FlatText", "Run", "flatten"]

BLOCKS = frozenset(
    {
        *("p", "item", "cell", "opener", "closer", "dateline", "salute", "signed", "postscript", "lg", "l", "row"),
        *("div", "list", "quote"),
    }
)
"""Elements of TEI that are a line of the text by themselves; the words of any other stand in the line around it."""
LEFT_OUT = frozenset({"note", "pb", "head"})
"""Elements of TEI whose words are no part of the text."""

_EVEN = re.compile(r"\S+(?: \S+)*")
"""Words with one space between them, which stand in the text as they are."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters [start, end) of the text, which are those of a place from its character `at` on.

    `part` and `number` are those of the place's address: a passage, or a line of the printed head.
    """

    start: int
    end: int
    part: str
    number: int
    at: int


@dataclass(frozen=True, slots=True)
class FlatText:
    """The text, and its runs in order; characters between two runs are line feeds, or a space that nobody printed."""

    text: str
    runs: tuple[Run, ...]

    def addresses_of(self, document: str, start: int, end: int) -> tuple[Address, ...]:
        """Give the places of characters [start, end), each with its span; `document` is the id to cite them by.

        UsageError where the characters lie outside the text; () where they are none of the document's own.
        """
        if not 0 <= start <= end <= len(self.text):
            raise UsageError(f"The text of {document} has {len(self.text)} characters; {start}-{end} is not in it.")
        spans: dict[tuple[str, int], tuple[int, int]] = {}
        for run in self.runs[max(0, bisect_right(self.runs, start, key=lambda run: run.start) - 1) :]:
            if run.start >= end:
                break
            if run.end > start:
                first, last = run.at + max(0, start - run.start), run.at + min(run.end, end) - run.start
                was = spans.get((run.part, run.number), (first, last))
                spans[run.part, run.number] = min(was[0], first), max(was[1], last)
        return tuple(Address(document, part, number, span=span) for (part, number), span in spans.items())

    def offsets_of(self, address: Address) -> tuple[int, int]:
        """Give the characters [start, end) of the text that are those of a place; of a whole document all.

        UsageError where the place is not in the text, as notes and headings are not.
        """
        if not address.number:
            return 0, len(self.text)
        first, last = address.span or (0, 1 << 62)
        found = [
            (run.start + max(0, first - run.at), min(run.end, run.start + last - run.at))
            for run in self.runs
            if (run.part, run.number) == (address.part, address.number) and not address.inner
            if run.at < last and run.at + run.end - run.start > first
        ]
        if not found:
            raise UsageError(f"{address} is not in the text: headings, notes and white space are left out of it.")
        return found[0][0], found[-1][1]


def flatten(document: Document) -> FlatText:
    """Give a document's text as one string."""
    text = _Text()
    apparatus = document.apparatus
    frames = apparatus.frames if apparatus else ()
    before: tuple[int, ...] = ()
    for part, lines in (("h", apparatus.head if apparatus else ()), ("", document.passages)):
        for line in lines:
            path = _path(line.within, frames)
            if _crossed_a_block(before, path, frames):
                text.divide()
            before = path
            element = _element(line)
            if element in LEFT_OUT or any(frames[number - 1].name in LEFT_OUT for number in path):
                continue
            if element in BLOCKS:
                text.divide()
            text.take(line, part)
            if element in BLOCKS:
                text.divide()
    text.divide()
    return FlatText("".join(text.pieces), tuple(text.runs))


def _path(number: int, frames: tuple[Frame, ...]) -> tuple[int, ...]:
    """Give the numbers of the frames in which something stands, the outermost first."""
    path: list[int] = []
    while number:
        path.append(number)
        number = frames[number - 1].within
    return tuple(reversed(path))


def _crossed_a_block(before: tuple[int, ...], now: tuple[int, ...], frames: tuple[Frame, ...]) -> bool:
    return any(frames[number - 1].name in BLOCKS for number in set(before) ^ set(now))


def _element(line: Passage) -> str:
    block = next((span for span in line.spans if span.name == "block"), None)
    named = block.value("tei") if block else None
    if named is not None:
        return named
    # A paragraph that is a line of markings has become a line of the head; loose words in a frame are no element.
    return "p" if line.role == "line" and not line.within else ROLES.get(line.role, "")


class _Text:
    """The text as it grows, block after block."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self._length = 0
        self._block: list[tuple[str, str, int, int]] = []

    def take(self, line: Passage, part: str) -> None:
        """Add a line to the block, divided where a span in it is a block; what is left out there is left out."""
        if self._block:
            self._block.append((" ", "", 0, 0))
        at = 0
        for start, end, gone in _cuts(line):
            self._block.append((line.text[at:start], part, line.number, at))
            if not gone:
                self.divide()
                self._block.append((line.text[start:end], part, line.number, start))
                self.divide()
            at = end
        self._block.append((line.text[at:], part, line.number, at))

    def divide(self) -> None:
        """End the block: its white space becomes single spaces, and nothing at its edges."""
        begun = spaced = False
        for words, part, number, at in self._block:
            last = 0
            for match in _EVEN.finditer(words):
                spaced = spaced or match.start() > last
                if not begun:
                    if self._length:
                        self._add("\n")
                elif spaced:
                    self._space(words, part, number, at, match.start())
                begun = True
                self.runs.append(Run(self._length, self._length + len(match[0]), part, number, at + match.start()))
                self._add(match[0])
                spaced, last = False, match.end()
            spaced = spaced or last < len(words)
        self._block.clear()

    def _space(self, words: str, part: str, number: int, at: int, end: int) -> None:
        """Add the one space for white space that ends before a character; it is the place's own if it stands there."""
        if end and words[end - 1].isspace():
            self.runs.append(Run(self._length, self._length + 1, part, number, at + end - 1))
        self._add(" ")

    def _add(self, words: str) -> None:
        self.pieces.append(words)
        self._length += len(words)


def _cuts(line: Passage) -> Iterator[tuple[int, int, bool]]:
    """Give what in a line is a block of its own, or left out (True): the first character and the one after the last."""
    at = 0
    for span in line.spans:
        if span.name != "block" and span.depth and span.start >= at and span.end > span.start:
            element = element_of(span.name)
            if element in BLOCKS or element in LEFT_OUT:
                yield span.start, span.end, element in LEFT_OUT
                at = span.end
