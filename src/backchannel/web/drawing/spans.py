"""Dates on an axis of time, each as fuzzy as it is: certain, about or perhaps, open to one side, or none.

What is certain is a full bar. A date that is about or perhaps has a dotted end. What is open on a side ("no later
than") is a dashed bar towards that side, with a thick line at the day that is known.
"""

from backchannel.record.intervals import Interval
from backchannel.web.drawing.axis import Axis
from backchannel.web.drawing.svg import Part, label, line, rectangle

__all__ = ["LEGEND", "extent", "span"]

LEGEND = (
    "A full bar is certain. A dotted end is about that day, or perhaps. A dashed bar is open: then or earlier, then or "
    "later. A thin frame is a window, within which it falls."
)
_LEAST = 5.0
"""Width of one day, at least."""
_WING = 12.0
"""Width of what is about or perhaps; it is not to scale."""
_OPEN = 90.0
"""Width of what is open on a side, at most: it goes on for nobody knows how long."""


def extent(axis: Axis, when: Interval) -> tuple[float, float]:
    """Give from where to where a date is drawn."""
    begins = axis.at(when.earliest) if when.earliest else None
    ends = axis.at(when.latest) if when.latest else None
    if begins is None:
        assert ends is not None
        return max(axis.left, ends - _OPEN), ends
    if ends is None:
        return begins, min(axis.right, begins + _OPEN)
    middle, half = (begins + ends) / 2, max(ends - begins, _LEAST) / 2
    return middle - half, middle + half


def span(
    axis: Axis, when: Interval | None, y: float, height: float, class_: str = "", *, window: bool = False
) -> list[Part]:
    """Draw a date on an axis, with its upper edge at `y`; a question mark where there is none."""
    if when is None:
        return [label((axis.left + axis.right) / 2, y + height, "no date yet", "soft", "middle")]
    begins, ends = extent(axis, when)
    if when.start is None or when.end is None:
        known = ends if when.start is None else begins
        parts = [rectangle(begins, y, ends - begins, height, _classes("span open", class_))]
        return [*parts, line(known, y - 2, known, y + height + 2, "known"), *_wings(when, begins, ends, y, height)]
    bar = rectangle(begins, y, ends - begins, height, _classes("span window" if window else "span sure", class_))
    return [bar, *_wings(when, begins, ends, y, height)]


def _wings(when: Interval, begins: float, ends: float, y: float, height: float) -> list[Part]:
    middle = y + height / 2
    parts = []
    if when.start is not None and when.start.qualifier:
        parts.append(line(begins - _WING, middle, begins, middle, "about"))
    if when.end is not None and when.end.qualifier:
        parts.append(line(ends, middle, ends + _WING, middle, "about"))
    return parts


def _classes(*names: str) -> str:
    return " ".join(filter(None, names))
