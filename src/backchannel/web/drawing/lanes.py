"""Lanes drawn side by side on one axis of time: what lies in each is a numbered mark, told in the list beside.

Within a lane marks that would cover each other are drawn below each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backchannel.record.intervals import Interval
from backchannel.web.drawing.axis import Axis, axis_of, ruled
from backchannel.web.drawing.spans import extent, span
from backchannel.web.drawing.strip import marked, shortened
from backchannel.web.drawing.svg import Part, element, group, label, line, picture, rectangle

__all__ = ["CIRCLE", "DIAMOND", "PILL", "SHEET", "SPAN", "LaneRow", "Mark", "lanes"]

SHEET, CIRCLE, DIAMOND, PILL, SPAN = "sheet-mark", "circle-mark", "diamond-mark", "pill-mark", "span-mark"
"""Forms of a mark: a written sheet, a contact, an event, a stance, and what has a date of its own on the axis."""

_WIDTH, _NAMES, _TOP, _MARK, _LINE = 860.0, 150.0, 26.0, 24.0, 26.0
_LONGEST = 22


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its number in the list, its form, its date, what it is in words, and whether it is only expected."""

    number: int
    form: str
    first: datetime
    last: datetime
    words: str
    when: Interval | None = None
    expected: bool = False


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane, with what lies in it."""

    name: str
    marks: tuple[Mark, ...]


def lanes(title: str, rows: Sequence[LaneRow], day: date | None = None, day_called: str = "today") -> Part | None:
    """Draw lanes on one axis; None where nothing has a date."""
    every = [mark for row in rows for mark in row.marks]
    axis = axis_of((moment for mark in every for moment in (mark.first, mark.last)), _NAMES, _WIDTH - 20)
    if axis is None:
        return None
    parts: list[Part] = []
    top = _TOP
    for row in rows:
        drawn, height = _lane(axis, row, top)
        parts += drawn
        top += height
    parts = [*ruled(axis, _TOP, top), *parts, line(0, top, _WIDTH, top, "rule")]
    if day is not None:
        parts = [*marked(axis, day, day_called, _TOP, top), *parts]
    return picture(title, _WIDTH, top + 20, parts, "picture broad")


def _lane(axis: Axis, row: LaneRow, top: float) -> tuple[list[Part], float]:
    ends: list[float] = []
    parts: list[Part] = [line(0, top, _WIDTH, top, "rule"), label(0, top + 19, shortened(row.name, _LONGEST))]
    for mark in sorted(row.marks, key=lambda one: (one.first, one.number)):
        left, right = _room(axis, mark)
        level = next((at for at, end in enumerate(ends) if end <= left), len(ends))
        ends[level : level + 1] = [right]
        parts.append(_mark(axis, mark, top + 3 + level * _LINE))
    return parts, max(1, len(ends)) * _LINE + 6


def _room(axis: Axis, mark: Mark) -> tuple[float, float]:
    at = _at(axis, mark)
    left, right = at - _MARK / 2, at + _MARK / 2
    if mark.when is not None:
        begins, ends = extent(axis, mark.when)
        left, right = min(left, begins), max(right, ends)
    return left - 1, right + 2


def _at(axis: Axis, mark: Mark) -> float:
    if mark.when is not None:
        return sum(extent(axis, mark.when)) / 2
    return (axis.at(mark.first) + axis.at(mark.last)) / 2


def _mark(axis: Axis, mark: Mark, y: float) -> Part:
    x = _at(axis, mark)
    inner: list[Part] = []
    if mark.form == SPAN and mark.when is not None:
        inner += span(axis, mark.when, y + 14, 8)
        inner.append(label(x, y + 11, str(mark.number), "number", "middle"))
        return group(inner, mark.form, mark.words)
    begins, ends = axis.at(mark.first), axis.at(mark.last)
    if ends - begins > _MARK:
        inner.append(line(begins, y + 10, ends, y + 10, "reach"))
    inner += [_shape(mark.form, x, y), label(x, y + 14.5, str(mark.number), "number", "middle")]
    return group(inner, f"{mark.form} expected" if mark.expected else mark.form, mark.words)


def _shape(form: str, x: float, y: float) -> Part:
    if form == CIRCLE:
        return element("circle", cx=x, cy=y + 10, r=11.0)
    if form == DIAMOND:
        points = _points([(x, y - 3), (x + 13, y + 10), (x, y + 23), (x - 13, y + 10)])
        return element("polygon", points=points)
    if form == PILL:
        return element("rect", x=x - 12, y=y + 1, width=24.0, height=18.0, rx=9.0)
    return rectangle(x - 11, y, 22, 20)


def _points(found: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in found)
