"""Dates of documents, with the precision that they have.

A date is a year, a month, a day, or a second with its zone or without one (local time, as most printed hours are), and
may be uncertain, approximate or both. It is
written as EDTF (ISO 8601-2:2019; Library of Congress, "Extended Date/Time Format", levels 0 and 1, of which this
is the part named here): `1961`, `1961-10`, `1961-10-16`, `1961-10-16T09:00:00Z`, and with `?` (uncertain), `~`
(approximate) or `%` (both) at the end of a date that has no time. Years are 0001 to 9999 of the Gregorian calendar.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from backchannel.errors import BadInputError

__all__ = ["MONTHS", "DocumentDate", "certainly_before", "in_words", "may_coincide", "parse", "read_written"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_QUALIFIERS = {"": "", "?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
_WIDEST_OFFSET = 14 * 60

_EDTF = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?([?~%]?)",
)
_ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.)\s+", re.IGNORECASE)
_WEEKDAY = re.compile(rf"({'|'.join(_WEEKDAYS)}),?\s+", re.IGNORECASE)
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS) + r"|Sept\.?"
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})(st|nd|rd|th)?\s+({_MONTH}),?\s+([0-9]{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"({_MONTH})\s+([0-9]{{1,2}})(st|nd|rd|th)?,?\s+([0-9]{{4}})", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"({_MONTH}),?\s+([0-9]{{4}})", re.IGNORECASE)
_HOUR = re.compile(
    r"(.+),\s([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s(?:(local time)|UTC([+-][0-9]{2}:[0-9]{2})?)", re.IGNORECASE
)

_IMPOSSIBLE = "A document's date names a day or an hour that no calendar has; correct it."


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date with the precision it has; `str` gives its EDTF text, the only form in which it is stored.

    `time` is hour, minute, second; `offset` is minutes east of Greenwich and stands only beside a time.
    `earliest` and `latest` are the first and the last second it can mean, in UTC (a date without a time is taken as a
    day of UTC, a time without a zone as a time of UTC; uncertain and approximate dates are not widened, since nobody
    wrote by how much). Construction refuses (BadInputError) what no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None
    time: tuple[int, int, int] | None = None
    offset: int | None = None
    qualifier: str = ""
    earliest: datetime = field(init=False, repr=False, compare=False)
    latest: datetime = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the parts against each other and the calendar."""
        if (
            (self.day is not None and self.month is None)
            or (self.time is not None and self.day is None)
            or (self.time is None and self.offset is not None)
            or self.qualifier not in _QUALIFIERS
            or (self.time is not None and self.qualifier)
        ):
            raise BadInputError("A document's date has parts that do not belong together; give it as EDTF.")
        try:
            earliest, latest = self._span()
        except (ValueError, OverflowError):
            raise BadInputError(_IMPOSSIBLE) from None
        object.__setattr__(self, "earliest", earliest)
        object.__setattr__(self, "latest", latest)

    def _span(self) -> tuple[datetime, datetime]:
        first_month, last_month = (self.month, self.month) if self.month else (1, 12)
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError("no such month")
        last_day = self.day if self.day is not None else monthrange(self.year, last_month)[1]
        if self.time is None:
            first = datetime(self.year, first_month, self.day if self.day is not None else 1, tzinfo=UTC)
            return first, datetime(self.year, last_month, last_day, 23, 59, 59, tzinfo=UTC)
        if abs(self.offset or 0) > _WIDEST_OFFSET:
            raise ValueError("no such zone")
        zone = timezone(timedelta(minutes=self.offset or 0))
        moment = datetime(self.year, first_month, last_day, *self.time, tzinfo=zone).astimezone(UTC)
        return moment, moment

    def __str__(self) -> str:
        """The EDTF text; `parse` gives the same date from it."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        if self.time is not None:
            text += "T{:02}:{:02}:{:02}".format(*self.time)
        if self.offset is not None:
            hours, minutes = divmod(abs(self.offset), 60)
            text += f"{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}" if self.offset else "Z"
        return text + self.qualifier


def parse(text: str) -> DocumentDate:
    """Read EDTF text strictly: what this accepts, `str` writes again to the same text; else BadInputError."""
    match = _EDTF.fullmatch(text)
    if match is None:
        raise BadInputError("A document's date is not EDTF as the record uses it, such as 1961-10-16 or 1961-10~.")
    year, month, day, hour, minute, second, zone, qualifier = match.groups()
    date = DocumentDate(
        int(year),
        int(month) if month else None,
        int(day) if day else None,
        (int(hour), int(minute), int(second)) if hour else None,
        _offset(zone) if zone else None,
        qualifier,
    )
    if str(date) != text:
        raise BadInputError(_IMPOSSIBLE)
    return date


def read_written(text: str) -> DocumentDate:
    """Read a date as people write it in the head of a letter in English; else BadInputError.

    `16 October 1961`, `October 16th, 1961`, `Oct. 1961`, `1961`, any EDTF, each after an optional weekday (which
    must be the right one) or an optional "about", "around", "circa". A day may have its hour as `in_words` gives it:
    `16 October 1961, 09:00 UTC`. Dates in numbers alone, such as 10/16/61, are refused: two countries read them as
    two days; so is an hour that does not say of which zone.
    """
    rest = " ".join(text.split())
    about = _ABOUT.match(rest)
    rest = rest[about.end() :] if about else rest
    weekday = _WEEKDAY.match(rest)
    rest = rest[weekday.end() :] if weekday else rest
    date = _read_words(rest)
    if weekday and (date.day is None or _WEEKDAYS[date.earliest.weekday()].casefold() != weekday.group(1).casefold()):
        raise BadInputError("A document's date names a weekday that it did not have; correct one of the two.")
    if about and (date.time is not None or date.qualifier):
        raise BadInputError("A document's date says twice how sure it is, or is about a second; simplify it.")
    return DocumentDate(date.year, date.month, date.day, qualifier="~") if about else date


def in_words(date: DocumentDate) -> str:
    """Give a date as a letter's head has it, such as `16 October 1961, 09:00 UTC` or `October 1961 (approximate)`."""
    text = str(date.year)
    if date.month is not None:
        text = f"{MONTHS[date.month - 1]} {text}"
    if date.day is not None:
        text = f"{date.day} {text}"
    if date.time is not None:
        clock = "{:02}:{:02}".format(*date.time) + (f":{date.time[2]:02}" if date.time[2] else "")
        zone = str(date)[-6:] if date.offset else ""
        text += f", {clock} UTC{zone}" if date.offset is not None else f", {clock} local time"
    return f"{text} ({_QUALIFIERS[date.qualifier]})" if date.qualifier else text


def certainly_before(first: DocumentDate, second: DocumentDate) -> bool:
    """Whether, as written, every second of the first lies before every second of the second."""
    return first.latest < second.earliest


def may_coincide(first: DocumentDate, second: DocumentDate) -> bool:
    """Whether the two, as written, have a second in common."""
    return first.earliest <= second.latest and second.earliest <= first.latest


def _offset(zone: str) -> int:
    if zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if minutes > 59:
        raise BadInputError(_IMPOSSIBLE)
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def _read_words(text: str) -> DocumentDate:
    if hour := _HOUR.fullmatch(text):
        words, hours, minutes, seconds, local, zone = hour.groups()
        of = _read_words(words)
        if of.time is not None:
            raise BadInputError("A document's date says its hour twice; simplify it.")
        time = int(hours), int(minutes), int(seconds or 0)
        return DocumentDate(of.year, of.month, of.day, time, None if local else _offset(zone or "Z"), of.qualifier)
    if _EDTF.fullmatch(text):
        return parse(text)
    if match := _DAY_FIRST.fullmatch(text):
        day, ordinal, month, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(text):
        month, day, ordinal, year = match.groups()
    elif match := _MONTH_ALONE.fullmatch(text):
        return DocumentDate(int(match.group(2)), _month(match.group(1)))
    else:
        raise BadInputError(
            "A document's date cannot be read; write it as 16 October 1961, October 1961 or 1961-10-16."
        )
    if ordinal and ordinal.casefold() != _ordinal(int(day)):
        raise BadInputError(_IMPOSSIBLE)
    return DocumentDate(int(year), _month(month), int(day))


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].casefold() == name[:3].casefold())


def _ordinal(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
