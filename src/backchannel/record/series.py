"""Numbered series: a document's number within what one sender, trip or post has sent (R41).

"Secto 38" is the thirty-eighth of the series Secto: one side writes Secto, the other answers Tosec, each counts from
the number that it was given, and no number is used twice. `38A` is a document of its own beside 38. `38/1`, or 38 with
a word such as "repeat" or "corrected copy", says of itself that it is 38 once more. Three digits or more after a
stroke, as in `Rothav 38/3504`, are the number by which the post that sent it counted it, and not of the series.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Course", "SeriesNumber", "courses", "read", "series_name"]

_AGAIN = ("correction", "corrected copy", "corrected", "repeat", "repeated", "repetition", "second copy")
"""Words by which a number says that it stands for what was sent before."""

_SERIES = r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*"
_NUMBER = re.compile(
    rf"(?P<series>{_SERIES})[ .№#–—-]*(?P<number>[0-9]{{1,9}})"
    r"(?:[ -]?(?P<suffix>[a-z]))?(?: ?/ ?(?:(?P<stroke>[0-9]{1,2})|[0-9]{3,6}))?"
    rf"(?:[ ,(\[]+(?P<again>{'|'.join(_AGAIN)})[)\]]?)?\.?",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(r"(?:^| )(?:NO|NR|NUMBER)$")


@dataclass(frozen=True, slots=True)
class SeriesNumber:
    """A number in a series: the series in capitals, the number, the letter after it, and how it says that it repeats.

    `again` is "" for the document itself, else the number of its correction ("1") or a word ("repeat").
    """

    series: str
    number: int
    suffix: str = ""
    again: str = ""

    def __str__(self) -> str:
        """Give it as it is written: SECTO 38A/1, SECTO 38 (repeat)."""
        own = f"{self.series} {self.number}{self.suffix}"
        if not self.again:
            return own
        return f"{own}/{self.again}" if self.again.isdecimal() else f"{own} ({self.again})"


@dataclass(frozen=True, slots=True)
class Course:
    """How a series runs: its first and last number, what is missing between as (first, last), what stands twice."""

    series: str
    first: int
    last: int
    missing: tuple[tuple[int, int], ...]
    repeated: tuple[SeriesNumber, ...]


def series_name(text: str) -> str:
    """Give a series' name as it is compared: in capitals, its words parted by one space."""
    return " ".join(re.sub(r"[.–—-]", " ", unicodedata.normalize("NFC", text)).split()).upper()


def read(number: str) -> SeriesNumber | None:
    """Read a document's number such as `Secto 38`, `TOSEC-14`, `Rothav No. 7`, `Secto 38A`, `Secto 38/1`.

    None where it is no number of a named series, such as `14` or a number of several parts.
    """
    match = _NUMBER.fullmatch(" ".join(number.split()))
    series = _NUMBER_WORD.sub("", series_name(match["series"])) if match else ""
    if match is None or not series:
        return None
    again = str(int(match["stroke"])) if match["stroke"] else (match["again"] or "").casefold()
    return SeriesNumber(series, int(match["number"]), (match["suffix"] or "").upper(), again)


def courses(numbers: Iterable[SeriesNumber]) -> tuple[Course, ...]:
    """Give how each series runs, by name.

    A number is missing if nothing is at its place but a correction, a repeat, or one with a letter. One stands twice
    if two say nothing of repeating it.
    """
    by_series: dict[str, list[SeriesNumber]] = {}
    for one in numbers:
        by_series.setdefault(one.series, []).append(one)
    return tuple(_course(series, found) for series, found in sorted(by_series.items()))


def _course(series: str, found: list[SeriesNumber]) -> Course:
    own = [one for one in found if not one.again]
    there = sorted({one.number for one in own if not one.suffix})
    first, last = min(one.number for one in found), max(one.number for one in found)
    edges = [first - 1, *there, last + 1]
    missing = tuple((a + 1, b - 1) for a, b in pairwise(edges) if b - a > 1)
    repeated = [one for one, count in Counter(own).items() if count > 1]
    return Course(series, first, last, missing, tuple(sorted(repeated, key=lambda one: (one.number, one.suffix))))
