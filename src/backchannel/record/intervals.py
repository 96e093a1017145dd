"""Intervals of time as documents state them: from a date to a date, each with its precision, or open at an end.

They are written as EDTF (Library of Congress, "Extended Date/Time Format", level 1, "Extended Interval") in the part
named here: a date alone (`1961-11-01~`), two dates (`1961-12-22/1961-12-24`), or one date and an open end
(`../1961-08-31`, `1961-09-25~/..`). Whether what it dates takes all that time or falls somewhere within it is not said
by an interval.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate, in_words
from backchannel.record.dates import parse as parse_date

__all__ = ["Interval", "day", "days_in", "parse"]

_OPEN = ".."


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both included; None is an open end, and the same date twice is that date alone.

    `str` gives its EDTF text, the only form in which it is stored. Construction refuses (BadInputError) two open ends,
    and an end that certainly lies before the start.
    """

    start: DocumentDate | None
    end: DocumentDate | None

    def __post_init__(self) -> None:
        """Check that it says something, and that it does not run backwards."""
        if self.start is None and self.end is None:
            raise BadInputError("An interval that is open at both ends says nothing; give one end.")
        if self.start is not None and self.end is not None and self.end.latest < self.start.earliest:
            raise BadInputError("An interval ends before it begins; give the earlier date first.")

    @property
    def earliest(self) -> datetime | None:
        """The first second it can mean, in UTC; None where it is open at its beginning."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> datetime | None:
        """The last second it can mean, in UTC; None where it is open at its end."""
        return self.end.latest if self.end else None

    @property
    def is_date(self) -> bool:
        """Whether it is one date, of whatever precision."""
        return self.start == self.end

    @property
    def is_fuzzy(self) -> bool:
        """Whether an end is open, or a date uncertain or approximate."""
        return any(end is None or end.qualifier for end in (self.start, self.end))

    def __str__(self) -> str:
        """The EDTF text; `parse` gives the same interval from it."""
        if self.is_date:
            return str(self.start)
        return f"{self.start or _OPEN}/{self.end or _OPEN}"

    def in_words(self) -> str:
        """Give it as a person says it: `no later than 31 August 1961`, `from 22 December 1961 to 24 December 1961`."""
        if self.start is not None and self.end is not None:
            return _said(self.start) if self.is_date else f"from {_said(self.start)} to {_said(self.end)}"
        return f"no later than {_said(self.end)}" if self.end else f"from {_said(self.start)} on" if self.start else ""

    def moved(self, days: int) -> "Interval":
        """Give it so many days later (earlier, if negative). A month or year becomes its first and last day, moved.

        BadInputError where a date leaves the calendar.
        """
        start = _moved(self.start, days, last=False) if self.start else None
        end = start if self.is_date and self._is_exact else _moved(self.end, days, last=True) if self.end else None
        return Interval(start, end)

    @property
    def _is_exact(self) -> bool:
        return self.start is not None and self.start.day is not None

    def within(self, other: "Interval") -> "Interval | None":
        """Give what this and another have in common; None where that is nothing."""
        start = max((one for one in (self.start, other.start) if one), key=lambda one: one.earliest, default=None)
        end = min((one for one in (self.end, other.end) if one), key=lambda one: one.latest, default=None)
        if start is not None and end is not None and end.latest < start.earliest:
            return None
        return Interval(start, end)


@lru_cache(maxsize=1 << 15)
def parse(text: str) -> Interval:
    """Read EDTF text strictly: what this accepts, `str` writes again to the same text; else BadInputError."""
    first, stroke, second = text.partition("/")
    if not stroke:
        date = parse_date(text)
        return Interval(date, date)
    start, end = (None if one == _OPEN else parse_date(one) for one in (first, second))
    found = Interval(start, end)
    if str(found) != text:
        raise BadInputError("An interval from a date to the same date is written as that date.")
    return found


def day(moment: datetime, qualifier: str = "") -> DocumentDate:
    """Give the day of a moment."""
    return DocumentDate(moment.year, moment.month, moment.day, qualifier=qualifier)


def days_in(interval: Interval) -> tuple[datetime, datetime]:
    """Give its first and its last moment, where an open end is taken to be the other: for drawing and sorting alone."""
    earliest, latest = interval.earliest, interval.latest
    either = earliest or latest or datetime.min.replace(tzinfo=UTC)
    return earliest or either, latest or either


def _moved(date: DocumentDate, days: int, *, last: bool) -> DocumentDate:
    try:
        if date.time is not None:
            there = datetime(date.year, date.month or 1, date.day or 1, tzinfo=UTC) + timedelta(days=days)
            return DocumentDate(there.year, there.month, there.day, date.time, date.offset)
        return day((date.latest if last else date.earliest) + timedelta(days=days), date.qualifier)
    except (ValueError, OverflowError):
        raise BadInputError("A date that is moved so far leaves the calendar; move it by fewer days.") from None


def _said(date: DocumentDate) -> str:
    if not date.qualifier or date.time is not None:
        return in_words(date)
    plain = in_words(DocumentDate(date.year, date.month, date.day))
    return {"~": f"about {plain}", "?": f"perhaps {plain}", "%": f"perhaps about {plain}"}[date.qualifier]
