"""Moments as somebody wrote them ("around 4 p.m."), and how they are read: an hour on the clocks of a named place.

The words are kept, and beside them the reading, with the zone of the place (tz database) and its distance from
Greenwich that day. A moment of which the day alone is known stays a day.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backchannel.errors import UsageError
from backchannel.record.dates import MONTHS, DocumentDate

__all__ = ["Moment", "clock", "has_hour", "read_moment", "span", "when", "zone_of"]

_ABOUT = (
    r"(?P<about>(?:at )?(?:about|around|approximately|roughly|nearly|some ?time (?:before|after)|"
    r"shortly (?:before|after)|soon after|just (?:before|after)|before|after|towards?|by|ca?\.)\s+)?"
)
_HOUR = re.compile(
    rf"\b{_ABOUT}(?:at\s+)?(?:"
    r"(?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?!\d)"
    r"|(?P<named>noon|midday|midnight))",
    re.IGNORECASE,
)
_WORDS_ABOUT = re.compile(rf"{_ABOUT}\S", re.IGNORECASE)
_NAMED = {"noon": 12, "midday": 12}
"""Midnight is the end of a day to some and its beginning to others: it has to be written as an hour."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment: its words as written, how they are read, and in which zone. `about`: the words say so themselves.

    `at` is None where not even a day is known, a date without a time where no hour is. A reading with a time has its
    distance from Greenwich.
    """

    written: str = ""
    at: DocumentDate | None = None
    zone: str = ""
    about: bool = False


def zone_of(name: str) -> ZoneInfo:
    """Give a zone by its name in the tz database; UsageError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"There is no zone “{name[:40]}”; write one such as Europe/Moscow or America/New_York."
        ) from None


def read_moment(written: str, day: DocumentDate | None, zone: str, at: str = "") -> Moment:
    """Read a moment: its words, the day they mean, and the zone of the place; `at` is an hour that they do not say.

    A zone is needed where there is an hour. UsageError for words with several hours, an hour without a day, and an hour
    that the clocks of the place skipped or showed twice that day.
    """
    words = " ".join(written.split())
    hour, about = (_typed(at), _hour(words)[1]) if at else _hour(words)
    if zone:
        zone_of(zone)
    if hour is None:
        return Moment(words, day, zone if day is not None else "", about)
    if day is None or day.day is None or day.time is not None or day.qualifier:
        raise UsageError("An hour needs its day; say which, such as 1963-01-19.", typed="--day 1963-01-19")
    if not zone:
        raise UsageError(
            "An hour needs the place by whose clocks it is meant; name it, such as Europe/Moscow.",
            typed="--zone Europe/Moscow",
        )
    assert day.month is not None
    local = datetime(day.year, day.month, day.day, hour.hour, hour.minute, tzinfo=zone_of(zone))
    distances = {local.replace(fold=fold).utcoffset() for fold in (0, 1)}
    if len(distances) > 1:
        raise UsageError(f"The clocks of {zone} were changed at that hour; write it in UTC.", typed="--zone UTC")
    minutes = round((distances.pop() or timedelta()).total_seconds() / 60)
    return Moment(words, DocumentDate(day.year, day.month, day.day, (hour.hour, hour.minute, 0), minutes), zone, about)


def has_hour(moment: Moment | None) -> bool:
    """Whether a moment is read to the hour."""
    return moment is not None and moment.at is not None and moment.at.time is not None


def span(moment: Moment | None) -> tuple[datetime, datetime] | None:
    """Give the first and last second that a moment can be, in UTC, by the clocks of its zone; None without a day."""
    if moment is None or moment.at is None:
        return None
    at = moment.at
    if at.time is not None or not moment.zone:
        return at.earliest, at.latest
    try:
        zone = zone_of(moment.zone)
        return at.earliest.replace(tzinfo=zone).astimezone(UTC), at.latest.replace(tzinfo=zone).astimezone(UTC)
    except (UsageError, OverflowError):
        return at.earliest, at.latest


def clock(moment: Moment | None, zone: str = "") -> str:
    """Give the hour as the clocks of a zone showed it (the moment's own if none is named), as `19 January 1963, 16:00`.

    Without an hour the day; without a day nothing.
    """
    if moment is None or moment.at is None:
        return ""
    at = moment.at
    if at.time is None:
        day = "" if at.day is None else f"{at.day} "
        month = "" if at.month is None else f"{MONTHS[at.month - 1]} "
        return f"{day}{month}{at.year}{at.qualifier}"
    shown = at.earliest
    with suppress(UsageError, OverflowError):
        shown = at.earliest.astimezone(zone_of(zone or moment.zone or "UTC"))
    return f"{shown.day} {MONTHS[shown.month - 1]} {shown.year}, {shown:%H:%M}"


def when(moment: Moment | None, zones: Sequence[str] = ()) -> str:
    """Give a moment in one line: its words, how they are read, and what other zones' clocks showed then."""
    if moment is None or (moment.at is None and not moment.written):
        return "at a time that is not known"
    words = f"“{moment.written}”" if moment.written else ""
    read = clock(moment)
    if has_hour(moment):
        read = f"{'about ' if moment.about else ''}{read} {moment.zone}".rstrip()
        read += "".join(f" = {clock(moment, zone)} {zone}" for zone in zones if zone != moment.zone)
    return f"{words} ({read})" if words and read else words or read


def _hour(words: str) -> tuple[time | None, bool]:
    """Give the one hour of some words and whether they say about; (None, ...) where there is none."""
    found = list(_HOUR.finditer(words))
    if len(found) > 1:
        raise UsageError(f"“{words[:80]}” names more than one hour; keep to the words of one moment.")
    if not found:
        begins = _WORDS_ABOUT.match(words)
        return None, begins is not None and bool(begins["about"])
    (match,) = found
    about = bool(match["about"]) and match["about"].strip().lower() != "at"
    if match["named"]:
        named = match["named"].lower()
        if named not in _NAMED:
            raise UsageError("Midnight is of two days; write the hour, as 23:59 or 00:00 of the day that is meant.")
        return time(_NAMED[named]), about
    if match["hour24"]:
        return time(int(match["hour24"]), int(match["minute24"])), about
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        raise UsageError(f"“{match.group()[:20]}” is no hour of a clock; correct it.")
    return time(hour % 12 + (12 if match["half"].lower() == "p" else 0), int(match["minute"] or 0)), about


def _typed(text: str) -> time:
    try:
        hour, minute = text.strip().split(":")
        if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()):
            raise ValueError(text)
        return time(int(hour), int(minute))
    except ValueError:
        raise UsageError(f"“{text[:20]}” is no hour; write one such as 16:00.") from None
