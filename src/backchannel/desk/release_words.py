"""What a person writes of a release's hour and its capitals, read; one reading for pages and commands."""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backchannel.errors import UsageError
from backchannel.protocol.entry import write_time

__all__ = ["capitals", "hour"]


def hour(text: str) -> str:
    """Give an hour as the statement writes it, in UTC to the second; '' for none.

    It is written with its offset (2031-05-04T09:00+02:00) or with a zone (2031-05-04 09:00 Europe/Lisbon). UsageError
    for what is neither, and for an hour that the clocks of the zone skip or have twice.
    """
    words = " ".join(text.split())
    if not words:
        return ""
    moment = _with_offset(words) or _with_zone(words)
    if moment is None or moment.microsecond:
        raise UsageError(
            "The hour cannot be read; write it with its offset from UTC, as 2031-05-04T09:00+02:00 or "
            "2031-05-04T07:00:00Z, or with its time zone, as 2031-05-04 09:00 Europe/Lisbon."
        )
    return write_time(moment)


def _with_offset(words: str) -> datetime | None:
    moment = _read(words)
    return moment if moment is not None and moment.tzinfo is not None else None


def _with_zone(words: str) -> datetime | None:
    clock, _, zone = words.rpartition(" ")
    moment = _read(clock)
    if moment is None or moment.tzinfo is not None:
        return None
    try:
        known = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    first, second = (moment.replace(tzinfo=known, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise UsageError(f"The clocks of {zone} skip this hour or have it twice; write it with its offset from UTC.")
    return first.astimezone(UTC)


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def capitals(words: Iterable[str]) -> list[tuple[str, str]]:
    """Give (name, time zone) of capitals that are written as NAME=ZONE; UsageError for what is not."""
    found = []
    for word in words:
        name, equals, zone = word.strip().rpartition("=")
        if not equals or not name.strip():
            raise UsageError("A capital is written as NAME=ZONE, such as Lisbon=Europe/Lisbon.")
        found.append((name.strip(), zone.strip()))
    return found
