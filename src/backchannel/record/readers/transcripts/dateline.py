"""The dateline: `Washington, January 20, 1963, 10 a.m.`, below the heading where the transcript has kept it.

The place may be missing or in brackets, the date a span or a month, or `undated`; in older volumes the hour follows a
dash. Soldiers write the day first.
"""

import re
from dataclasses import dataclass

from backchannel.errors import BadInputError
from backchannel.record.dates import MONTHS, DocumentDate

__all__ = ["Dateline", "read_dateline"]

LONGEST = 200
"""Characters of the longest line that is taken for a dateline."""

_NAMES = "|".join(MONTHS)
_DASH = r"\s?(?:[-–—/]|to|and|through)\s?"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?\b"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATE = re.compile(
    rf"{_WEEKDAY}(?:"
    rf"(?P<month>{_NAMES})\s*(?P<day>{_DAY})?(?:,\s*(?P<own_year>[0-9]{{4}})(?={_DASH}))?"
    rf"(?:{_DASH}(?:(?P<last_month>{_NAMES})\s)?(?P<last_day>{_DAY}))?\s?[.,]?\s*(?P<year>[0-9]{{4}})"
    rf"|(?P<first>{_DAY})\s+(?P<of>{_NAMES})\s?,?\s+(?P<in>[0-9]{{4}})"
    rf"|(?P<undated>(?:undated|date unknown|no date|n\.d\.))"
    rf")(?P<rest>(?![0-9]).*)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\[?(?P<place>[^\d\[\]]{0,60}(?:[0-9]{1,2}[^\d\[\]]{0,30})?)\]?\s?,?\s?\]?\s?\[?(?:about|circa|ca\.|late|early|mid-?)?\s*",
    re.IGNORECASE,
)
_REST = re.compile(
    r"[\])?]*(?:\s?[,.—–-]|\s)*(?:"
    r"(?:about |at |from |ca\. )?"
    r"(?:[0-9]{1,2}(?:[:.]?[0-9]{2})?|noon|midnight|midday|morning|afternoon|evening|[0-9]{4}Z?)"
    r".{0,70}|\[.{0,60}\]?.{0,30}|(?:Received|Rec[’'ʼ]d).{0,60})?[\s.\])]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says: the place as printed, the first and the last day; `when` is None where it says undated."""

    place: str | None
    when: DocumentDate | None
    until: DocumentDate | None = None


def read_dateline(line: str) -> Dateline | None:
    """Read a line that is nothing but a dateline; None if it is something else."""
    if len(line) > LONGEST:
        return None
    date = _DATE.search(line)
    if date is None:
        return None
    place = _PLACE.fullmatch(line, 0, date.start())
    if place is None or _REST.fullmatch(date["rest"]) is None:
        return None
    named = place["place"].strip(" ,.[]—–")
    if named.isupper() and " " in named:  # the letterhead of the paper, not the editors' dateline
        return None
    if named and not named[0].isupper() and named.casefold() not in ("en route",):
        return None
    try:
        when, until = _days(date)
    except BadInputError:
        return None
    return Dateline(named or None, when, until)


def _days(date: re.Match[str]) -> tuple[DocumentDate | None, DocumentDate | None]:
    if date["undated"]:
        return None, None
    if date["first"]:
        return DocumentDate(int(date["in"]), _month(date["of"]), _day(date["first"])), None
    year, month = int(date["year"]), _month(date["month"])
    if date["last_day"] is None:
        return DocumentDate(int(date["own_year"] or year), month, _day(date["day"]) if date["day"] else None), None
    last_month = _month(date["last_month"]) if date["last_month"] else month
    own = int(date["own_year"] or (year - 1 if last_month < month else year))
    first = DocumentDate(own, month, _day(date["day"]) if date["day"] else None)
    last = DocumentDate(year, last_month, _day(date["last_day"]))
    return first, last if last.latest > first.latest else None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.casefold() == name.casefold())


def _day(text: str) -> int:
    return int(re.match("[0-9]+", text).group())  # type: ignore[union-attr]
