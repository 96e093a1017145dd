"""Calendars as files that other programs read: iCalendar (RFC 5545), written and read.

An entry of a calendar program has an exact day. Ours often have none, and nobody may take them for exact: the summary
says in words what the date is ("no later than 31 August 1961: the announcement"), and properties of our own keep the
words and the interval. What has no date at all is a task without one. Every entry is transparent, so that no free or
busy time follows from it, and none has a sequence number or a time at which it was made or changed.

A calendar that comes from outside may be hostile: no recurrence and no time zone of the file's own is ever worked out
(a rule of a few bytes can mean billions of hours), nothing of the file is looked at but its entries, one by one.
"""

import re
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Todo
from icalendar.cal.component import Component
from icalendar.prop.broken import vBroken

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.dates import DocumentDate
from backchannel.record.intervals import Interval, parse

__all__ = ["ENTRIES", "LARGEST", "NEUTRAL", "Entry", "Taken", "read", "write"]

LARGEST = 4_000_000
"""Bytes of a file that is read, at most."""
ENTRIES = 1_000
"""Entries of a file that is read, at most."""
NEUTRAL = "Private"
"""What an entry is called of which nothing is told."""
_LONGEST = 20_000
_TEXT = 2_000
_PRODUCT = "-//Backchannel//Calendar//EN"
_WHEN, _WRITTEN, _CERTAINTY = "X-BACKCHANNEL-WHEN", "X-BACKCHANNEL-WRITTEN", "X-BACKCHANNEL-CERTAINTY"
_ENTRIES = ("VEVENT", "VTODO", "VJOURNAL")
_RECURS = re.compile(r"(?:RRULE|RDATE|EXRULE|EXDATE)[;:]", re.IGNORECASE)
_MARK = re.compile(r"(BEGIN|END):\s*([A-Za-z0-9-]{1,60})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its name, its date as written and as an interval (None: open), and what is said of it.

    `uid` may be empty in what is read. A `neutral` entry is written with its date alone.
    """

    uid: str
    name: str
    when: Interval | None
    written: str = ""
    about: str = ""
    certainty: str = ""
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read of a file: its entries, and sentences on what was not taken over."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]


def write(entries: Iterable[Entry], on: date, title: str = "") -> bytes:
    """Give a file in the order of the entries; `on` is the day of the export, all that it says of when it was made."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    if title:
        calendar.add("x-wr-calname", _clean(title))
    for entry in entries:
        calendar.add_component(_component(entry, datetime(on.year, on.month, on.day, tzinfo=UTC)))
    # In the order in which they were added: an order by the alphabet would be one more thing to explain.
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _component(entry: Entry, stamp: datetime) -> Component:
    shown = entry.when
    one: Component = Event() if shown is not None else Todo()
    one.add("uid", entry.uid)
    one.add("dtstamp", stamp)
    if shown is not None:
        start, end = _placed(shown)
        one.add("dtstart", start)
        if end is not None:
            one.add("dtend", end)
        one.add("transp", "TRANSPARENT")
    if entry.neutral:
        one.add("summary", NEUTRAL)
        one.add("class", "PRIVATE")
        return one
    one.add("summary", _clean(summary(entry)))
    told = [f"As written: {entry.written}"] if entry.written else []
    told += [f"As read: {entry.when} ({entry.certainty})"] if entry.when and entry.certainty else []
    told += entry.about.splitlines()
    if told:
        one.add("description", "\n".join(_clean(line) for line in told))
    for name, value in ((_WHEN, str(entry.when or "")), (_WRITTEN, entry.written), (_CERTAINTY, entry.certainty)):
        if value:
            one.add(name.lower(), _clean(value))
    return one


def summary(entry: Entry) -> str:
    """Give what stands in a calendar program's list: the name, behind the date in words if that is no exact day."""
    when = entry.when
    if when is None:
        return f"date open: {entry.name}"
    is_exact = when.is_date and when.start is not None and when.start.day is not None and not when.is_fuzzy
    return entry.name if is_exact else f"{when.in_words()}: {entry.name}"


def _placed(when: Interval) -> tuple[date | datetime, date | None]:
    """Give the first day and the one after the last on which a program shows it, or its exact second in UTC.

    What is open at an end is shown on its other day.
    """
    start, end = when.start or when.end, when.end or when.start
    assert start is not None and end is not None
    if start == end and start.time is not None and start.offset is not None:
        return start.earliest, None
    # A month that ends an open interval is shown by its last day, and one that begins it by its first.
    first = start.earliest if when.start is not None else start.latest
    last = end.latest if when.end is not None else end.earliest
    try:
        return first.date(), last.date() + timedelta(days=1)
    except OverflowError:
        return first.date(), None


def _clean(text: str) -> str:
    """Give a text on one line, without what no iCalendar text may hold (RFC 5545, 3.3.11) or what hides words."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return "".join(c for c in line if unicodedata.category(c) not in ("Cs", "Cf", "Zl", "Zp"))


# Reading


def read(data: bytes) -> Taken:
    """Read a file. BadInputError where it is no calendar, holds no entry that can be read, or is beyond measure."""
    if len(data) > LARGEST:
        raise BadInputError(f"A calendar file has {LARGEST:,} bytes at most; export a part of it.")
    blocks, cut_short = _blocks(data)
    entries: list[Entry] = []
    unread = recurring = guessed = 0
    for block in blocks:
        kept = [line for line in block if not _RECURS.match(line)]
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            entry = _parsed(kept)
        if entry is None:
            unread += 1
            continue
        entries.append(entry)
        recurring += len(kept) < len(block)
        guessed += bool(warned)
    if not entries:
        raise BadInputError("This is no calendar file (.ics) with an event or task that can be read; export it anew.")
    told = (
        (recurring, "recur; only the first time is taken"),
        (guessed, "name a time zone of their own; it is taken as the one after which it is named"),
        (unread, "cannot be read, and are left out"),
        (cut_short, "is cut short by the end of the file, and is left out"),
    )
    return Taken(tuple(entries), tuple(f"{count} of the entries {what}." for count, what in told if count))


def _blocks(data: bytes) -> tuple[list[list[str]], int]:
    """Give the lines of each entry, without what is nested in it, and how many entries the end of the file cuts short.

    Nothing else of the file is looked at: neither its time zones nor what it says of itself.
    """
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    blocks: list[list[str]] = []
    within: list[str] = []
    for line in re.sub("\n[ \t]", "", text).split("\n"):
        mark = _MARK.fullmatch(line)
        what = mark[2].upper() if mark else ""
        if mark is not None and mark[1].upper() == "BEGIN":
            if what in _ENTRIES and not within:
                blocks.append([])
                if len(blocks) > ENTRIES:
                    raise BadInputError(f"A calendar file has {ENTRIES:,} entries at most; export a part of it.")
            if within or what in _ENTRIES:
                within.append(what)
        elif mark is not None and what in within:
            del within[within.index(what) :]
        if len(within) == 1 and line.strip() and not (mark is not None and within[0] != what):
            blocks[-1].append(line[:_LONGEST])
    return (blocks[:-1], 1) if within else (blocks, 0)


def _parsed(block: list[str]) -> Entry | None:
    """Give the entry of these lines; None where they say neither what nor when."""
    name = block[0].partition(":")[2].strip()
    try:
        entry = _entry(Component.from_ical("\r\n".join([*block, f"END:{name}", ""])))
    except Exception:
        # Whatever the library stumbles over is the file's fault, and this entry's alone.
        return None
    return entry if entry.name or entry.when is not None else None


def _entry(one: Component) -> Entry:
    name = _line(one, "SUMMARY")
    when, written = _dates(one)
    said = _line(one, _WHEN)
    certainty = "stated" if when else "unresolved"
    name_ = name
    if said and (own := _own(said, when)) is not None:
        when, certainty = own, _line(one, _CERTAINTY) or certainty
        written = _line(one, _WRITTEN) or str(own)
        name_ = name.removeprefix(f"{own.in_words()}: ")
    elif when is None and name.startswith("date open: "):
        name_, written = name.removeprefix("date open: "), _line(one, _WRITTEN)
    certainty = certainty if certainty in ("stated", "inferred") and when else "stated" if when else "unresolved"
    about = "" if said else _text(one, "DESCRIPTION")
    return Entry(_line(one, "UID")[:200], name_, when, written, about, certainty)


def _own(said: str, shown: Interval | None) -> Interval | None:
    """Give the interval of our own property, if a calendar program shows the same days; else nobody saw it there."""
    try:
        own = parse(said)
        same = shown is not None and _placed(own) == _placed(shown)
    except BackchannelError:
        return None
    return own if same else None


def _dates(one: Component) -> tuple[Interval | None, str]:
    start = _moment(one, "DTSTART") or _moment(one, "DUE")
    end = _moment(one, "DTEND") or _moment(one, "DUE")
    if start is None:
        return None, ""
    first = _date(start)
    if first is None:
        return None, ""
    last = None
    if end is not None and type(end) is type(start):
        # The end of days is the day after the last (RFC 5545, 3.6.1).
        last = _date(end if isinstance(end, datetime) or one.name != "VEVENT" else end - timedelta(days=1))
    try:
        when = Interval(first, last or first)
    except BackchannelError:
        when = Interval(first, first)
    return when, str(when)


def _moment(one: Component, name: str) -> date | datetime | None:
    value = one.get(name)
    value = value[0] if isinstance(value, list) and value else value
    # What the library could not read raises whatever is asked of it.
    moment = getattr(value, "dt", None) if not isinstance(value, vBroken) else None
    return moment if isinstance(moment, date) else None


def _date(moment: date | datetime) -> DocumentDate | None:
    try:
        if not isinstance(moment, datetime):
            return DocumentDate(moment.year, moment.month, moment.day)
        if moment.tzinfo is None:
            return DocumentDate(moment.year, moment.month, moment.day, (moment.hour, moment.minute, moment.second))
        there = moment.astimezone(UTC)
        return DocumentDate(there.year, there.month, there.day, (there.hour, there.minute, there.second), 0)
    except (BackchannelError, ValueError, OverflowError):
        return None


def _text(one: Component, name: str) -> str:
    value = one.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return "" if isinstance(value, vBroken) else str(value or "")[:_TEXT].strip()


def _line(one: Component, name: str) -> str:
    return " ".join(_text(one, name).split())
