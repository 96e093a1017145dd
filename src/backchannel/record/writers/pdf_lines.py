"""Lines for paper: the words of passages measured, broken into lines, and laid into the columns of tables.

All lengths are points (1/72 inch). A line breaks at a space, or after a hyphen, dash or stroke; a word that is longer
than a line breaks anywhere. Words are set ragged, with their spaces in them, so that what is copied out is whole.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from backchannel.record.writers.pieces import Piece

__all__ = ["GUTTER", "Line", "Measure", "Run", "Shape", "broken", "columns", "side_by_side"]

Measure = Callable[[str, str, float], float]
"""Gives the width of some words in a face ("", "I", "B", "BI") and a size."""

GUTTER = 9.0
"""Space between the columns of a table."""

_WORDS = re.compile(r"\n|[ \t\u2002-\u2009\u205f\u3000]+|[^\s\u2010\u2012-\u2014/-]*[\u2010\u2012-\u2014/-]*|\s")
_SUPERIOR, _RISE, _FALL = 0.68, 0.34, -0.16
_LEADING = 1.38
_SLACK = 0.01
"""What the sums of widths may differ by in two orders of adding."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look on a line: where they begin, how wide they are, and what they are besides."""

    x: float
    width: float
    text: str
    face: str
    size: float
    rise: float = 0
    gap: str = ""
    underline: bool = False
    note: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its runs, its height, the space before it, and the notes whose marks stand in it.

    `keep` forbids a new page after it. `number` stands in the left margin, `pages` begin in it.
    """

    runs: tuple[Run, ...]
    height: float
    before: float = 0
    notes: tuple[int, ...] = ()
    keep: bool = False
    number: str = ""
    pages: tuple[str, ...] = ()
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How a passage is set: its column, size and face, how it is aligned, and the space before it."""

    left: float
    width: float
    size: float = 10
    face: str = ""
    align: str = "left"
    before: float = 6
    keep: bool = False


@dataclass(slots=True)
class _Open:
    """A line that is being filled."""

    runs: list[Run] = field(default_factory=list)
    width: float = 0
    notes: list[int] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def add(self, run: Run) -> None:
        last = self.runs[-1] if self.runs else None
        if last and replace(last, x=0, width=0, text="") == replace(run, x=0, width=0, text="") and not run.note:
            self.runs[-1] = replace(last, text=last.text + run.text, width=last.width + run.width)
        else:
            self.runs.append(replace(run, x=self.width))
        self.width += run.width


def broken(pieces: Iterable[Piece], shape: Shape, measure: Measure, mark: Callable[[int], str]) -> list[Line]:
    """Break pieces into lines; `mark` gives the mark of a note, "" for one that has none to show.

    At least two lines of a passage stay together at the foot of a page and at the head of the next.
    """
    lines = [_Open()]
    for piece in pieces:
        if piece.page:
            lines[-1].pages.append(piece.page)
        elif piece.note:
            if text := mark(piece.note):
                run = _run(text, shape.face, shape.size * _SUPERIOR, measure, rise=shape.size * _RISE, note=piece.note)
                if lines[-1].width + run.width > shape.width and _may_break(lines[-1]):
                    _carry(lines, measure)
                lines[-1].add(run)
                lines[-1].notes.append(piece.note)
        else:
            _fill(lines, piece, shape, measure)
    return _finished(lines, shape, measure)


def _fill(lines: list[_Open], piece: Piece, shape: Shape, measure: Measure) -> None:
    face = "".join(
        letter for letter, look in (("B", "strong"), ("I", "italic")) if (look in piece.look) != (letter in shape.face)
    )
    size, rise = shape.size, 0.0
    if "superscript" in piece.look:
        size, rise = shape.size * _SUPERIOR, shape.size * _RISE
    elif "subscript" in piece.look:
        size, rise = shape.size * _SUPERIOR, shape.size * _FALL
    for word in _WORDS.findall(unicodedata.normalize("NFC", piece.text).replace("\t", "    ")):
        if word == "\n":
            lines.append(_Open())
            continue
        run = _run(word, face, size, measure, rise=rise, gap=piece.gap, underline="underline" in piece.look)
        while run.text and lines[-1].width + run.width > shape.width + _SLACK:
            if not word.isspace() and lines[-1].width and run.width <= shape.width + _SLACK and _may_break(lines[-1]):
                _carry(lines, measure)
                continue
            if word.isspace():
                break
            count = _fits(run, shape.width - lines[-1].width, measure) or (0 if lines[-1].runs else 1)
            if count:
                lines[-1].add(_cut(run, 0, count, measure))
                run = _cut(run, count, len(run.text), measure)
            lines.append(_Open())
        if run.text:
            lines[-1].add(run)


def _may_break(line: _Open) -> bool:
    text = "".join(run.text for run in line.runs)
    return any(character.isspace() or character in "-‐‒–—/" for character in text)


def _carry(lines: list[_Open], measure: Measure) -> None:
    """Begin a new line, and take to it what stands after the last place where the old one may break."""
    old, new = lines[-1], _Open()
    carried: list[Run] = []
    while old.runs:
        run = old.runs[-1]
        at = max((run.text.rfind(sign) for sign in " \u2002\u2009-‐‒–—/"), default=-1)
        if run.note or at < 0:
            carried.insert(0, old.runs.pop())
            continue
        if at + 1 < len(run.text):
            carried.insert(0, _cut(run, at + 1, len(run.text), measure))
            old.runs[-1] = _cut(run, 0, at + 1, measure)
        break
    for run in carried:
        new.add(run)
        if run.note:
            old.notes.remove(run.note)
            new.notes.append(run.note)
    old.width = sum(run.width for run in old.runs)
    lines.append(new)


def _run(text: str, face: str, size: float, measure: Measure, **more: object) -> Run:
    return Run(0, measure(text, face, size), text, face, size, **more)  # type: ignore[arg-type]


def _cut(run: Run, start: int, end: int, measure: Measure) -> Run:
    text = run.text[start:end]
    return replace(run, text=text, width=measure(text, run.face, run.size))


def _fits(run: Run, room: float, measure: Measure) -> int:
    count, width = 0, 0.0
    for character in run.text:
        width += measure(character, run.face, run.size)
        if width > room:
            break
        count += 1
    return count


def _finished(open_: list[_Open], shape: Shape, measure: Measure) -> list[Line]:
    lines = []
    for index, one in enumerate(open_):
        runs = list(one.runs)
        if runs and runs[-1].text != runs[-1].text.rstrip():
            runs[-1] = _cut(runs[-1], 0, len(runs[-1].text.rstrip()), measure)
        width = sum(run.width for run in runs)
        shift = {"right": shape.width - width, "center": (shape.width - width) / 2}.get(shape.align, 0)
        lines.append(
            Line(
                tuple(replace(run, x=run.x + shape.left + shift) for run in runs if run.text),
                shape.size * _LEADING,
                0 if index else shape.before,
                tuple(one.notes),
                shape.keep or (len(open_) > 1 and index in (0, len(open_) - 2)),
                pages=tuple(one.pages),
            )
        )
    return lines


def columns(natural: Sequence[Sequence[float]], room: float) -> list[float]:
    """Give the widths of a table's columns from the widths that its cells would have on one line, row by row.

    What fits is given what it wants; the wide columns share what is left.
    """
    count = max((len(row) for row in natural), default=0)
    wanted = [max((row[i] for row in natural if i < len(row)), default=0) + GUTTER for i in range(count)]
    if sum(wanted) <= room:
        return wanted
    given: list[float | None] = [None] * count
    left = room
    while True:
        open_ = [i for i in range(count) if given[i] is None]
        share = left / len(open_) if open_ else 0
        small = [i for i in open_ if wanted[i] <= share]
        if not small:
            return [share if one is None else one for one in given]
        for i in small:
            given[i] = wanted[i]
            left -= wanted[i]


def side_by_side(cells: Sequence[list[Line]], number: str) -> list[Line]:
    """Lay the lines of a row's cells beside each other: as many lines as the longest cell has."""
    height = max((line.height for lines in cells for line in lines), default=0)
    rows = []
    count = max((len(lines) for lines in cells), default=0)
    for index in range(count):
        at = [lines[index] for lines in cells if index < len(lines)]
        rows.append(
            Line(
                tuple(run for line in at for run in line.runs),
                height,
                3 if not index else 0,
                tuple(note for line in at for note in line.notes),
                index < count - 1 and count < 12,
                "" if index else number,
                tuple(page for line in at for page in line.pages),
                rule=not index,
            )
        )
    return rows
