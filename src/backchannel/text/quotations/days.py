"""Days as a draft names them, and as numbers by which those of many documents are compared at once."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Day", "Days", "number_of"]

Days = NDArray[np.int32]
"""Days as numbers, which rise as the days do; 0 for one that is not known."""

_YEAR, _MONTH = 372, 31
"""Days of every year and month, so that a difference is right within a month and near enough beyond."""


@lru_cache(maxsize=1 << 14)
def number_of(day: str) -> int:
    """Give the number of an ISO day."""
    year, month, of_month = day.split("-")
    return int(year) * _YEAR + int(month) * _MONTH + int(of_month)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a draft names it: any of its parts may be None."""

    year: int | None
    month: int | None
    day: int | None

    def fits(self, first: Days, last: Days, late: Days) -> NDArray[np.bool_]:
        """Whether it may be a day of documents each of which is of any of the days from `first` to `last`.

        `late` says how many days before a document's first it may lie too: what is reported was said before.
        """
        low = (self.month or 1) * _MONTH + (self.day or 1)
        high = (self.month or 12) * _MONTH + (self.day or _MONTH) + (late if self.day is not None else 0)
        if self.year is not None:
            return (first <= self.year * _YEAR + high) & (self.year * _YEAR + low <= last)
        from_year, to_year = _year(first), _year(last)
        found: NDArray[np.bool_] = to_year - from_year > 1
        for year in (from_year, to_year):
            found |= (first <= year * _YEAR + high) & (year * _YEAR + low <= last)
        return found

    def stands(self, days: Days) -> NDArray[np.bool_]:
        """Whether it is each of some days: with its month and day, and its year if it has one."""
        if self.month is None or self.day is None:
            return np.zeros(len(days), np.bool_)
        years = _year(days) if self.year is None else np.int32(self.year)
        there: NDArray[np.bool_] = (days > 0) & (days == years * _YEAR + self.month * _MONTH + self.day)
        return there

    def __str__(self) -> str:
        """Give it as ISO, with what is unknown as XX."""
        year = f"{self.year:04}" if self.year is not None else "XXXX"
        parts = [year] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def _year(days: Days) -> Days:
    return (days - _MONTH - 1) // _YEAR
