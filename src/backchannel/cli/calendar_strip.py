"""A calendar drawn in text: a line for each stage, on one scale, with fuzzy edges drawn as fuzzy."""

from collections.abc import Sequence
from datetime import datetime

from backchannel.record.dates import in_words
from backchannel.record.intervals import Interval, day

WIDTH = 48
"""Columns of the strip."""
SOLID, FUZZY, ABOUT, NOTHING = "█", "░", "▒", "·"
LEGEND = f"{SOLID} certain  {ABOUT} about, or perhaps  {FUZZY} open: then, earlier or later  ? no date"


def drawn(dates: Sequence[Interval | None]) -> list[str]:
    """Give a strip for each date, all on the scale of the first and last of them and a little beyond."""
    moments = [moment for one in dates if one for moment in (one.earliest, one.latest) if moment]
    if not moments:
        return ["?".center(WIDTH) for _ in dates]
    margin = (max(moments) - min(moments)) / 16
    first, last = min(moments) - margin, max(moments) + margin
    return [_strip(one, first, last) if one else "?".center(WIDTH, NOTHING) for one in dates]


def scale(dates: Sequence[Interval | None]) -> str:
    """Give the line under the strips: their first and their last day."""
    moments = [moment for one in dates if one for moment in (one.earliest, one.latest) if moment]
    if not moments:
        return ""
    left, right = (in_words(day(moment)) for moment in (min(moments), max(moments)))
    return f"  {left}{right.rjust(max(WIDTH - len(left) - 4, len(right) + 1))}"


def _strip(when: Interval, first: datetime, last: datetime) -> str:
    cells = [NOTHING] * WIDTH
    begins = _column(when.earliest, first, last) if when.earliest else 0
    ends = _column(when.latest, first, last) if when.latest else WIDTH - 1
    for at in range(begins, ends + 1):
        cells[at] = FUZZY if when.start is None or when.end is None else SOLID
    if when.start is None:
        cells[ends] = SOLID
    if when.end is None:
        cells[begins] = SOLID
    for end, at, outwards in ((when.start, begins, -1), (when.end, ends, 1)):
        if end is not None and end.qualifier:
            cells[at] = ABOUT
            if 0 <= at + outwards < WIDTH and cells[at + outwards] == NOTHING:
                cells[at + outwards] = FUZZY
    return "".join(cells)


def _column(moment: datetime, first: datetime, last: datetime) -> int:
    whole = (last - first).total_seconds()
    return round((moment - first).total_seconds() / whole * (WIDTH - 1)) if whole else 0
