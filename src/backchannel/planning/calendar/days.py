"""Days as English words name them: "August twenty-fifth", "Friday of this week", "the end of September", "Christmas".

Nothing is guessed. What two people would read as two days is `UnclearError`, with both; what is no day at all is None.
Whatever does not stand in the words, a year or a week, is taken from the date of the document in which they stand, and
each such step is told.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from backchannel.errors import BackchannelError
from backchannel.record.dates import MONTHS, DocumentDate, in_words
from backchannel.record.intervals import parse

__all__ = ["AMOUNT", "UNIT", "Named", "UnclearError", "approximate", "day_of", "later", "quantity", "read"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TENS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
         "eighteenth", "nineteenth", "twentieth")  # fmt: skip
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = {
    **{word: number for number, word in enumerate((*_ONES, *_TENS), 1)},
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_ONES, 1)},
    "thirtieth": 30,
    "thirty-first": 31,
}
QUANTITIES = {"a": 1, "an": 1, **{word: number for number, word in enumerate(_NUMBERS, 1)}, "fourteen": 14}
FEASTS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year": (1, 1),
    "new year's": (1, 1),
    "new year's day": (1, 1),
    "the new year": (1, 1),
    "new year's eve": (12, 31),
}
"""Feasts of one day of the civil calendar; Easter has two, and is not read."""
_TODAY = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2, "yesterday": -1}
_OLD = {"inst": 0, "instant": 0, "prox": 1, "proximo": 1, "ult": -1, "ultimo": -1}
_WHICH = {"this": 0, "next": 1, "last": -1}

_MONTH = "(?P<month>" + "|".join(f"{name.lower()}|{name[:3].lower()}\\.?" for name in MONTHS) + r"|sept\.?)"
_SPOKEN = "|".join(sorted((word.replace("-", "[- ]") for word in ORDINALS), key=len, reverse=True))
_DAY = rf"(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th)?|{_SPOKEN})"
_UNTIL = rf"(?: ?[-–] ?| to | through | and )(?:the )?(?P<until>[0-9]{{1,2}}(?:st|nd|rd|th)?|{_SPOKEN})"
_YEAR = "(?P<year>[0-9]{4})"
_WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
AMOUNT = rf"(?P<amount>[0-9]{{1,3}}|{'|'.join(sorted(QUANTITIES, key=len, reverse=True))})"
UNIT = "(?P<unit>day|week|month|year)s?"
_ABOUT = "(?P<about>about |around |some )?"


class UnclearError(Exception):
    """Words that name a day, and do not say which: why."""


@dataclass(frozen=True, slots=True)
class Named:
    """What words name, from `start` to `end`; whether any of it was inferred, and by which steps.

    `edge` is "end" or "start" for that edge of a longer time ("the end of May"): exact as a bound, about as a day.
    """

    start: DocumentDate
    end: DocumentDate
    steps: tuple[str, ...] = ()
    is_inferred: bool = False
    edge: str = ""


def read(words: str, on: DocumentDate | None) -> Named | None:
    """Read words in lower case that may name a day or several; `on` is the date of the document in which they stand.

    None for what names none; UnclearError where they name two, or need a document's date that is not known.
    """
    for pattern, take in _PATTERNS:
        match = pattern.fullmatch(words)
        if match is not None:
            try:
                return take(match, on)
            except (BackchannelError, OverflowError, ValueError):
                raise UnclearError("no calendar has such a day") from None
    try:
        # EDTF writes T and Z; and what it has as one date is one here.
        when = parse(words.upper())
    except BackchannelError:
        return None
    if when.start is None or when.end is None:
        return None
    return Named(when.start, when.end)


def day_of(on: DocumentDate | None) -> date:
    """Give the day of a document; UnclearError where none is known, or less than a day of it."""
    if on is None:
        raise UnclearError("it is told from the date of the document, which is not known")
    if on.day is None:
        raise UnclearError("it is told from the day of the document, of which no more is known than " + in_words(on))
    return on.earliest.date()


def quantity(words: str) -> int:
    """Give the number that a word of quantity means."""
    return int(words) if words.isdigit() else QUANTITIES[words]


def later(start: date, amount: int, unit: str) -> tuple[date, tuple[str, ...]]:
    """Give the day so many days, weeks, months or years later, and what is to be said of it; earlier, if negative."""
    try:
        if unit in ("day", "week"):
            return start + timedelta(days=amount * (7 if unit == "week" else 1)), ()
        months = start.year * 12 + start.month - 1 + amount * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        for wanted in range(start.day, 27, -1):
            try:
                return date(year, month + 1, wanted), ("That month is shorter: its last day is taken.",)
            except ValueError:
                continue
        return date(year, month + 1, min(start.day, 27)), ()
    except (ValueError, OverflowError):
        raise UnclearError("no calendar has such a day") from None


def _single(when: DocumentDate, steps: tuple[str, ...] = (), *, is_inferred: bool = False) -> Named:
    return Named(when, when, steps, is_inferred)


def _exact(day: date, qualifier: str = "") -> DocumentDate:
    return DocumentDate(day.year, day.month, day.day, qualifier=qualifier)


def _from_document(on: DocumentDate | None, first: date, last: date | None = None, *steps: str) -> Named:
    """Give days that were counted from the document's day; where that is uncertain, so are they."""
    qualifier = on.qualifier if on else ""
    start, end = _exact(first, qualifier), _exact(last or first, qualifier)
    told = f"Counted from the date of the document, {in_words(on)}." if on else ""
    return Named(start, end, tuple(filter(None, (told, *steps))), is_inferred=True)


def _one_of(on: DocumentDate | None, days: Iterable[date], *steps: str) -> Named:
    found = sorted(set(days))
    if len(found) > 1:
        both = " or ".join(f"{in_words(_exact(one))} ({WEEKDAYS[one.weekday()].title()})" for one in found)
        raise UnclearError(f"it may mean {both}")
    return _from_document(on, found[0], None, *steps)


# Days of a month


def _number(words: str) -> int:
    plain = words.replace(" ", "-")
    return ORDINALS[plain] if plain in ORDINALS else int(re.sub("[a-z]+$", "", plain))


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3])


def _with_year(month: int, day: int | None, on: DocumentDate | None, what: str) -> tuple[int, tuple[str, ...]]:
    """Give the year of the first such day or month that does not lie before the document."""
    if on is None:
        raise UnclearError("no year is written, and the date of the document is not known")
    if on.month is None:
        return on.year, (f"No year is written; {on.year} is that of the document.",)
    for year in range(on.year, min(on.year + 9, 10_000)):
        try:
            if DocumentDate(year, month, day).latest >= on.earliest:
                return year, (f"No year is written; the first {what} from {in_words(on)} on is in {year}.",)
        except BackchannelError:
            continue
    raise UnclearError("no calendar has such a day")


def _dated(match: re.Match[str], on: DocumentDate | None) -> Named:
    parts = match.groupdict()
    month, day = _month_number(parts["month"]), _number(parts["day"])
    until = _number(parts["until"]) if parts.get("until") else day
    steps: tuple[str, ...] = ()
    if parts["year"]:
        year = int(parts["year"])
    else:
        year, steps = _with_year(month, until, on, f"{until} {MONTHS[month - 1]}")
    first, last = DocumentDate(year, month, day), DocumentDate(year, month, until)
    if weekday := parts.get("weekday"):
        true = WEEKDAYS[first.earliest.weekday()]
        if true != weekday:
            raise UnclearError(f"{in_words(first)} is a {true.title()}, and not a {weekday.title()}")
    return Named(first, last, steps, is_inferred=not parts["year"])


def _month(match: re.Match[str], on: DocumentDate | None) -> Named:
    month = _month_number(match["month"])
    if match["year"]:
        return _single(DocumentDate(int(match["year"]), month))
    year, steps = _with_year(month, None, on, MONTHS[month - 1])
    return _single(DocumentDate(year, month), steps, is_inferred=True)


def _year(match: re.Match[str], _on: DocumentDate | None) -> Named:
    return _single(DocumentDate(int(match["year"])))


def _feast(match: re.Match[str], on: DocumentDate | None) -> Named:
    month, day = FEASTS[match["feast"]]
    taken = f"“{match['feast'].title()}” is taken as {day} {MONTHS[month - 1]}."
    if match["year"]:
        return _single(DocumentDate(int(match["year"]), month, day), (taken,), is_inferred=True)
    year, steps = _with_year(month, day, on, f"{day} {MONTHS[month - 1]}")
    return _single(DocumentDate(year, month, day), (taken, *steps), is_inferred=True)


def _numbered(match: re.Match[str], on: DocumentDate | None) -> Named:
    """A day without its month: "the 25th", "the 5th of next month", "the 5th inst."."""
    today, day = day_of(on), _number(match["day"])
    which = _OLD.get((match["old"] or "").rstrip("."), _WHICH.get(match["which"] or ""))
    if which is None:
        for ahead in range(12):
            first, _ = later(today.replace(day=1), ahead, "month")
            try:
                found = first.replace(day=day)
            except ValueError:
                continue
            if found >= today:
                return _from_document(on, found, None, "No month is written; the first such day from then on is taken.")
        raise UnclearError("no calendar has such a day")
    first, _ = later(today.replace(day=1), which, "month")
    return _from_document(on, _exact_day(first, day))


def _exact_day(first: date, day: int) -> date:
    try:
        return first.replace(day=day)
    except ValueError:
        raise UnclearError("no calendar has such a day") from None


# Days of a week, and counted ones


def _today(match: re.Match[str], on: DocumentDate | None) -> Named:
    return _from_document(on, day_of(on) + timedelta(days=_TODAY[match[0]]))


def _first(weekday: int, after: date) -> date:
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def _of_week(weekday: int, today: date, which: int) -> set[date]:
    """Give the day by weeks that begin on Monday and by weeks that begin on Sunday."""
    monday = today - timedelta(days=today.weekday())
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    weeks = timedelta(days=7 * which)
    return {monday + timedelta(days=weekday) + weeks, sunday + timedelta(days=(weekday + 1) % 7) + weeks}


def _weekday_of_week(match: re.Match[str], on: DocumentDate | None) -> Named:
    weekday, today = WEEKDAYS.index(match["weekday"]), day_of(on)
    return _one_of(on, _of_week(weekday, today, _WHICH[match["which"]]), _weekday_of(today))


def _weekday(match: re.Match[str], on: DocumentDate | None) -> Named:
    weekday, today = WEEKDAYS.index(match["weekday"]), day_of(on)
    first, which = _first(weekday, today), match["which"]
    if which is None:
        same = {today} if today.weekday() == weekday else set()
        return _one_of(on, {first} | same, _weekday_of(today), "The words are taken to speak of what lies ahead.")
    if which == "last":
        return _one_of(on, {first - timedelta(days=7 if first - today < timedelta(days=7) else 14)}
                       | _of_week(weekday, today, -1), _weekday_of(today))  # fmt: skip
    return _one_of(on, {first} | _of_week(weekday, today, _WHICH[which]), _weekday_of(today))


def _weekday_of(today: date) -> str:
    return f"That day was a {WEEKDAYS[today.weekday()].title()}."


def _this_period(match: re.Match[str], on: DocumentDate | None) -> Named:
    which, unit = _WHICH[match["which"]], match["unit"]
    if unit == "week":
        today = day_of(on)
        monday = today + timedelta(days=7 * which - today.weekday())
        return _from_document(on, monday, monday + timedelta(days=6), "Weeks are counted from Monday.")
    if on is None or (unit == "month" and on.month is None):
        raise UnclearError("it is told from the date of the document, which is not known so far")
    first, _ = later(on.earliest.date().replace(day=1), which, unit)
    date_ = DocumentDate(first.year, first.month if unit == "month" else None)
    return _single(date_, (f"Counted from the date of the document, {in_words(on)}.",), is_inferred=True)


def _counted(match: re.Match[str], on: DocumentDate | None) -> Named:
    today = day_of(on)
    there, steps = later(today, quantity(match["amount"]), match["unit"])
    found = _from_document(on, there, None, *steps)
    about = approximate(found.start)
    return replace(found, start=about, end=about) if match["about"] else found


def _within(match: re.Match[str], on: DocumentDate | None) -> Named:
    today = day_of(on)
    there, steps = later(today, quantity(match["amount"]), match["unit"])
    return _from_document(on, today, there, *steps)


def approximate(date_: DocumentDate) -> DocumentDate:
    """Give a date as about that date."""
    if date_.time is not None:
        return date_
    return replace(date_, qualifier={"": "~", "?": "%"}.get(date_.qualifier, date_.qualifier))


# Parts of a longer time


def _edge(match: re.Match[str], on: DocumentDate | None) -> Named | None:
    inner = read(re.sub("^the (?=week|month|year)", "this ", match["inner"]), on)
    if inner is None:
        return None
    at_end = match["edge"] in ("end", "close")
    day = _exact(inner.end.latest.date() if at_end else inner.start.earliest.date(), inner.end.qualifier)
    told = f"“The {match['edge']}” is taken as its {'last' if at_end else 'first'} day."
    return Named(day, day, (*inner.steps, told), inner.is_inferred, "end" if at_end else "start")


def _part(match: re.Match[str], on: DocumentDate | None) -> Named | None:
    inner = read(match["inner"], on)
    if inner is None or (inner.start == inner.end and inner.start.day is not None):
        return None
    part = match["part"].removesuffix(" of").strip(" -")
    return replace(inner, steps=(*inner.steps, f"“{part}” is not put in numbers: any day of it may be meant."))


def _in_numbers(_match: re.Match[str], _on: DocumentDate | None) -> Named:
    raise UnclearError("two countries read such numbers as two days; write the month in letters")


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DocumentDate | None], Named | None]], ...] = tuple(
    (re.compile(pattern), take)
    for pattern, take in chain(
        (
            (rf"(?:{_WEEKDAY},? )?(?:the )?{_MONTH} (?:the )?{_DAY}(?:{_UNTIL})?(?:,? {_YEAR})?", _dated),
            (rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY}(?:{_UNTIL})?(?: of)? {_MONTH}(?:,? {_YEAR})?", _dated),
            (rf"(?:the month of )?{_MONTH}(?:(?: of|,)? {_YEAR})?", _month),
            (rf"(?:the year )?{_YEAR}", _year),
            (rf"(?P<feast>{'|'.join(sorted(FEASTS, key=len, reverse=True))})(?:,? {_YEAR})?", _feast),
            (r"[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})", _in_numbers),
            (rf"(?:the )?{_DAY} (?:of (?P<which>this|next|last) month|(?P<old>{'|'.join(_OLD)})\.?)", _numbered),
            (rf"the {_DAY}(?P<which>)(?P<old>)", _numbered),
        ),
        (
            ("|".join(_TODAY), _today),
            (rf"(?:the )?{_WEEKDAY} of (?P<which>this|next|last) week", _weekday_of_week),
            (rf"(?:(?P<which>this|next|last)(?: coming)? )?{_WEEKDAY}", _weekday),
            (r"(?P<which>this|next|last) (?P<unit>week|month|year)", _this_period),
            (rf"in {_ABOUT}{AMOUNT} {UNIT}(?:'s? time)?", _counted),
            (rf"{_ABOUT}{AMOUNT} {UNIT} (?:from now|from today|hence)", _counted),
            (rf"within (?:the next )?{AMOUNT} {UNIT}", _within),
        ),
        (
            (r"(?:the )?(?P<edge>end|close|beginning|start) of (?:the month of )?(?P<inner>.+)", _edge),
            (r"(?P<part>early|late|mid|the middle of|the first half of|the second half of)[- ](?:in )?(?P<inner>.+)",
             _part),
        ),
    )
)  # fmt: skip
"""What is read, the first that fits; more in `phrases`, which knows "before" and "about"."""
