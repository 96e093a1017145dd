"""An axis of time: where a moment lies on it, and which days are named under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backchannel.record.dates import MONTHS
from backchannel.web.drawing.svg import Part, label, line

__all__ = ["Axis", "axis_of", "ruled"]

_ROOM = 62
"""Width that a named day takes, at least."""
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first to the last moment, drawn from `left` to `right`."""

    first: datetime
    last: datetime
    left: float
    right: float

    def at(self, moment: datetime) -> float:
        """Give where a moment lies; one that lies outside is drawn at the edge."""
        whole = (self.last - self.first).total_seconds()
        share = (moment - self.first).total_seconds() / whole if whole else 0.5
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def named(self) -> Iterator[tuple[float, str]]:
        """Give the days that are named under it, as many as have room."""
        most = max(2, int((self.right - self.left) / _ROOM))
        days = (self.last - self.first).days
        if days <= most:
            found = self._days(1)
        elif days <= 7 * most:
            found = self._days(7)
        elif days <= 31 * most:
            found = self._months(1)
        elif days <= 92 * most:
            found = self._months(3)
        else:
            found = self._years(next((step for step in _YEARS if days <= step * 366 * most), _YEARS[-1]))
        for moment, words in found:
            if self.first <= moment <= self.last:
                yield self.at(moment), words

    def _days(self, step: int) -> Iterator[tuple[datetime, str]]:
        day = self.first.replace(hour=0, minute=0, second=0, microsecond=0)
        # Weeks are named by their Mondays.
        day -= timedelta(days=day.weekday()) if step == 7 and day - _FIRST > timedelta(days=7) else timedelta()
        while day <= self.last:
            yield day, f"{day.day} {MONTHS[day.month - 1][:3]}"
            if _LAST - day < timedelta(days=step):
                return
            day += timedelta(days=step)

    def _months(self, step: int) -> Iterator[tuple[datetime, str]]:
        year, month = self.first.year, self.first.month - (self.first.month - 1) % step
        is_first = True
        while (year, month) <= (self.last.year, self.last.month):
            moment = datetime(year, month, 1, tzinfo=UTC)
            if moment >= self.first:
                said = MONTHS[month - 1][:3]
                yield moment, f"{said} {year}" if is_first or month == 1 else said
                is_first = False
            if (year, month + step) > (9999, 12):
                return
            year, month = (year, month + step) if month + step <= 12 else (year + 1, month + step - 12)

    def _years(self, step: int) -> Iterator[tuple[datetime, str]]:
        for year in range(self.first.year - self.first.year % step, self.last.year + 1, step):
            if year >= 1:
                yield datetime(year, 1, 1, tzinfo=UTC), str(year)


def axis_of(moments: Iterable[datetime], left: float, right: float, *, least: int = 14) -> Axis | None:
    """Give an axis on which all these moments lie, with a little room at both ends; None where there is none.

    It is `least` days long at least.
    """
    known = list(moments)
    if not known:
        return None
    first, last = min(known), max(known)
    room = max((last - first) / 20, timedelta(days=1), (timedelta(days=least) - (last - first)) / 2)
    begins = first - room if first - _FIRST > room else _FIRST
    ends = last + room if _LAST - last > room else _LAST
    return Axis(begins, ends, left, right)


def ruled(axis: Axis, top: float, bottom: float) -> list[Part]:
    """Draw an axis: its days named above, each with a line down to `bottom`."""
    parts = [line(axis.left, top, axis.right, top, "rule")]
    for x, words in axis.named():
        parts += [line(x, top, x, bottom, "rule"), label(x, top - 6, words, "soft", "middle")]
    return parts
