"""A calendar drawn: a line for each thing that has a date, on one axis of time, with fuzzy dates drawn as fuzzy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from backchannel.record.intervals import Interval
from backchannel.web.drawing.axis import Axis, axis_of, ruled
from backchannel.web.drawing.spans import span
from backchannel.web.drawing.svg import Part, group, label, line, picture

__all__ = ["Row", "shortened", "strip"]

_WIDTH, _NAMES, _TOP, _ROW, _BAR = 860.0, 240.0, 26.0, 38.0, 12.0
_LONGEST = 34
"""Characters of a name that have room; the whole name stands in the table beside the picture."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the strip: a name, its date, whether it falls somewhere within it, whether it is over."""

    name: str
    when: Interval | None
    window: bool = False
    over: bool = False


def strip(title: str, rows: Sequence[Row], day: date | None = None, day_called: str = "today") -> Part | None:
    """Draw a calendar; `day` is marked by a line, if it lies within. None where nothing has a date."""
    dates = [row.when for row in rows if row.when]
    axis = axis_of((moment for one in dates for moment in (one.earliest, one.latest) if moment), _NAMES, _WIDTH - 14)
    if axis is None:
        return None
    bottom = _TOP + _ROW * len(rows)
    parts = ruled(axis, _TOP, bottom)
    for number, row in enumerate(rows):
        parts.append(_row(axis, row, _TOP + _ROW * number))
    if day is not None:
        parts += marked(axis, day, day_called, _TOP, bottom)
    return picture(title, _WIDTH, bottom + 20, parts, "picture broad")


def _row(axis: Axis, row: Row, top: float) -> Part:
    said = row.when.in_words() if row.when else "no date yet"
    words = f"{said}, done" if row.over else said
    return group(
        [
            line(0, top, _WIDTH, top, "rule"),
            label(0, top + 16, shortened(row.name, _LONGEST)),
            label(0, top + 31, shortened(words, _LONGEST + 4), "soft"),
            *span(axis, row.when, top + (_ROW - _BAR) / 2, _BAR, "over" if row.over else "", window=row.window),
        ],
    )


def marked(axis: Axis, day: date, called: str, top: float, bottom: float) -> list[Part]:
    """Mark a day on an axis by a line with its name below; nothing where it lies outside."""
    moment = datetime.combine(day, time(12), UTC)
    if not axis.first <= moment <= axis.last:
        return []
    x = axis.at(moment)
    return [line(x, top, x, bottom, "now"), label(x, bottom + 15, called, "", "middle")]


def shortened(text: str, most: int) -> str:
    """Give a name as it has room in a picture."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
