"""Dates as people write them into a plan: "before September first", "say around September 25th", "by the end of May".

The words are kept; beside them stands what they say as an interval (`record.intervals`), how sure that is, and the
steps by which it was found. Words that cannot be read, or that two people would read as two dates, stay unresolved with
the reason. Words that hang on an event ("immediately following the talks") give the event and where they stand to it:
`stages` finds its date, or leaves it open.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backchannel.errors import BackchannelError
from backchannel.planning.calendar import days
from backchannel.planning.calendar.days import Named, UnclearError, approximate
from backchannel.record.dates import DocumentDate
from backchannel.record.intervals import Interval, day, parse

__all__ = ["LONGEST", "Certainty", "Reading", "Relation", "read"]

LONGEST = 300
"""Characters of words that are read as a date, at most."""


class Certainty(StrEnum):
    """How sure the reading of a date is."""

    STATED = "stated"
    """It stands in the words, with its year."""
    INFERRED = "inferred"
    """Something of it was taken from elsewhere, by the steps that are shown."""
    UNRESOLVED = "unresolved"
    """No date was found; the words stand."""


class Relation(StrEnum):
    """How a date stands to the event on which it hangs."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"
    AT = "at"


@dataclass(frozen=True, slots=True)
class Reading:
    """What words say of a date; `when` is None for nothing, and then the certainty is `unresolved`.

    `anchor` is the event on which the date hangs, in the writer's words, `days` how many days after it (negative:
    before it), `is_perhaps` whether the words say that it only perhaps does.
    """

    written: str
    when: Interval | None
    certainty: Certainty
    steps: tuple[str, ...]
    anchor: str = ""
    relation: Relation = Relation.NONE
    days: int = 0
    is_perhaps: bool = False


@dataclass(frozen=True, slots=True)
class _Bound:
    when: Interval | None
    steps: tuple[str, ...] = ()
    is_inferred: bool = False
    anchor: str = ""
    relation: Relation = Relation.NONE
    days: int = 0
    is_perhaps: bool = False


_HEDGES = {"perhaps": "?", "possibly": "?", "maybe": "?", "probably": "?", "preferably": "?", "say": "~"}
_HEDGE = re.compile(rf"(?:and )?({'|'.join(_HEDGES)}|that is|i\.e\.),?\s+", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:on or )?(?:about|around|circa|ca?\.|approximately|roughly|towards?|some ?time (?:in|around|about))\s+",
    re.IGNORECASE,
)
_SOON = "immediately |soon |shortly |right |directly |straight |just "
_HOW_SOON = f"(?P<soon>{_SOON})?"
_RELATIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{words})\s+(?P<rest>.+)", re.IGNORECASE))
    for name, words in (
        ("from", r"(?:not|no) (?:before|until|earlier than)|on or after|since|as (?:of|from)|starting(?: on)?"),
        ("by", "by|(?:no|not) later than|until|till|up to|on or before|at the latest by"),
        ("before", _HOW_SOON + "(?:before|prior to|in advance of|ahead of|earlier than)"),
        ("after", _HOW_SOON + "(?:after|following|upon|subsequent to|later than)"),
        ("at", "during|at"),
        ("on", "on|in"),
    )
)  # fmt: skip
_FROM_ON = re.compile(r"from (?P<rest>.+?) (?:on|onwards?)", re.IGNORECASE)
_SUFFIXES = (
    ("by", re.compile(r"(?P<rest>.+?),? (?:at the latest|or (?:earlier|before))", re.IGNORECASE)),
    ("from", re.compile(r"(?P<rest>.+?),? (?:at the earliest|or (?:later|after))", re.IGNORECASE)),
    ("about", re.compile(r"(?P<rest>.+?),? or (?:so|thereabouts)", re.IGNORECASE)),
)
_SPAN = re.compile(r"(?:between (?P<a>.+) and|from (?P<b>.+?) (?:to|until|till|through)) (?P<last>.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:between|from) (?P<rest>.+)", re.IGNORECASE)
_OFFSET = re.compile(rf"{days.AMOUNT} {days.UNIT} (?P<side>before|after|following|from) (?P<rest>.+)", re.IGNORECASE)
_APART = re.compile(
    r"\s*(?:—|;|--)\s*|\s+[–-]\s+|,\s+(?=(?:and )?(?:perhaps|possibly|probably|maybe|preferably|say|that is|i\.e\.)\b)"
    rf"|,?\s+(?:and|but)\s+(?=(?:not |{_SOON})?(?:before|after|by|until|prior|following|no later|no earlier)\b)"
    rf"|,\s+(?=(?:{_SOON})?(?:before|after|by|until|following|not|no)\b)",
    re.IGNORECASE,
)
_NO_EVENT = re.compile(
    r"(?:a |too )?(?:long|soon|late|then|that|now|while|which|whom|all|it|this|and|or|but|if|unless|by|when)\b.*|"
    r".*\b(?:if|unless|provided|providing|except)\b.*|.*[0-9].*|"
    rf".*\b(?:{'|'.join(days.WEEKDAYS)}|week|month|year|day|days|weeks|months|years)\b.*",
    re.IGNORECASE,
)  # fmt: skip
_ANCHORED = {"before": Relation.BEFORE, "by": Relation.BEFORE, "after": Relation.AFTER, "from": Relation.AFTER}


def read(written: str, on: DocumentDate | None = None) -> Reading:
    """Read words that say when; `on` is the date of the document in which they stand, None where it is not known.

    Never an error: what cannot be read is `unresolved`, with the reason among its steps.
    """
    try:
        return _together(written, _bounds(_plain(written), on))
    except UnclearError as unclear:
        return Reading(written, None, Certainty.UNRESOLVED, (f"Not resolved: {unclear}.",))


def _plain(written: str) -> str:
    if len(written) > LONGEST:
        raise UnclearError("the words are too long for a date")
    text = unicodedata.normalize("NFKC", written).translate({0x2019: "'", 0x02BC: "'", 0x2018: "'"})
    line, marks = " ".join(text.split()), " ,;:\"“”„«»()[]'—–-"
    plain = line.strip(marks)
    # "../2031-05-31" is an interval, and its points are no ends of sentences.
    plain = plain if plain.startswith("..") else line.strip(f"{marks}.")
    if not plain:
        raise UnclearError("there are no words")
    return plain


def _bounds(plain: str, on: DocumentDate | None) -> list[_Bound]:
    try:
        return [_Bound(parse(plain))]
    except BackchannelError:
        pass
    parts = [part.strip(" ,") for part in _APART.split(plain) if part.strip(" ,")]
    if len(parts) > 1:
        # "13 – 15 December" is one date; but an event is not called "Christmas, perhaps after the talks".
        try:
            whole = _bound(plain, on)
        except UnclearError:
            whole = None
        if whole is None or whole.anchor:
            return [_bound(part, on) for part in parts]
    return [_bound(plain, on)]


def _together(written: str, bounds: Sequence[_Bound]) -> Reading:
    when: Interval | None = None
    for bound in bounds:
        if bound.when is not None and when is not None:
            both = when.within(bound.when)
            if both is None:
                raise UnclearError(f"the words do not agree: {when} and {bound.when}")
            when = both
        else:
            when = when or bound.when
    anchored = [bound for bound in bounds if bound.anchor]
    if len(anchored) > 1:
        raise UnclearError("they hang on two events; write two stages, or leave one out")
    told = tuple(dict.fromkeys(step for bound in bounds for step in bound.steps))
    if when is None:
        certainty = Certainty.UNRESOLVED
    elif any(not bound.is_inferred and bound.when == when for bound in bounds):
        certainty = Certainty.STATED
    else:
        certainty = Certainty.INFERRED
    on_what = anchored[0] if anchored else _Bound(None)
    return Reading(written, when, certainty, told, on_what.anchor, on_what.relation, on_what.days, on_what.is_perhaps)


def _bound(part: str, on: DocumentDate | None) -> _Bound:
    hedges = ""
    while match := _HEDGE.match(part):
        hedges += _HEDGES.get(match[1].lower(), "")
        part = part[match.end() :]
    bound = _unhedged(part, on)
    if bound.anchor:
        return replace(bound, is_perhaps="?" in hedges)
    for hedge in hedges:
        bound = replace(bound, when=_each(bound.when, _uncertain if hedge == "?" else approximate))
    return bound


def _unhedged(part: str, on: DocumentDate | None) -> _Bound:
    for relation, suffix in _SUFFIXES:
        if match := suffix.fullmatch(part):
            return _related(relation, match["rest"], on)
    if (named := days.read(part.lower(), on)) is not None:
        return _said("at", named)
    if bound := _span(part, on) or _counted(part, on):
        return bound
    if match := _FROM_ON.fullmatch(part):
        return _related("from", match["rest"], on)
    if match := _ABOUT.match(part):
        return _related("about", part[match.end() :], on)
    for relation, pattern in _RELATIONS:
        if match := pattern.fullmatch(part):
            bound = _related(relation, match["rest"], on)
            soon = match.groupdict().get("soon")
            return _with_step(bound, f"“{soon.strip()}” sets no date." if soon else "")
    raise UnclearError(f"“{part[:60]}” is not read as a date")


def _related(relation: str, rest: str, on: DocumentDate | None) -> _Bound:
    match = _ABOUT.match(rest)
    is_about = relation == "about" or match is not None
    rest = rest[match.end() :] if match else rest
    named = days.read(rest.lower(), on)
    if named is None and relation in ("at", "on") and (offset := _counted(rest, on)):
        return offset
    if named is None:
        return _on_event(relation, rest)
    bound = _said("at" if relation == "about" else relation, named)
    return replace(bound, when=_each(bound.when, approximate)) if is_about else bound


def _said(relation: str, named: Named) -> _Bound:
    """Give what a relation says of named days: before them, after them, not later than them, ..."""
    one = timedelta(days=1)
    start, end = named.start, named.end
    is_one_day = start == end and (start.day is not None or named.edge != "")
    if relation == "before":
        # Before the end of a month is still on its last day; before a day is not on it.
        last = end if named.edge == "end" else _day(start.earliest, -one, start.qualifier)
        return _Bound(Interval(None, last), named.steps, named.is_inferred)
    if relation == "by":
        if not is_one_day:
            raise UnclearError("it may mean before that begins, or before it ends")
        return _Bound(Interval(None, end), named.steps, named.is_inferred)
    if relation == "after":
        first = start if named.edge == "start" else _day(end.latest, one, end.qualifier)
        return _Bound(Interval(first, None), named.steps, named.is_inferred)
    if relation == "from":
        return _Bound(Interval(start, None), named.steps, named.is_inferred)
    when: Interval | None = Interval(start, end)
    return _Bound(_each(when, approximate) if named.edge else when, named.steps, named.is_inferred)


def _span(part: str, on: DocumentDate | None) -> _Bound | None:
    if (match := _BETWEEN.fullmatch(part)) and (named := days.read(match["rest"].lower(), on)) and " " in match["rest"]:
        return _said("at", named) if named.start != named.end else None
    match = _SPAN.fullmatch(part)
    if match is None:
        return None
    first = days.read((match["a"] or match["b"]).lower(), on)
    last = days.read(match["last"].lower(), on)
    if first is None or last is None:
        return None
    try:
        when = Interval(first.start, last.end)
    except BackchannelError:
        raise UnclearError("it ends before it begins") from None
    return _Bound(when, (*first.steps, *last.steps), first.is_inferred or last.is_inferred)


def _counted(part: str, on: DocumentDate | None) -> _Bound | None:
    """ "Three days after the session", "a week before Christmas"."""
    match = _OFFSET.fullmatch(part)
    if match is None:
        return None
    amount, unit = days.quantity(match["amount"].lower()), match["unit"].lower()
    amount = -amount if match["side"].lower() == "before" else amount
    named = days.read(match["rest"].lower(), on)
    if named is not None:
        counts_from = named.start if amount < 0 else named.end
        there, steps = days.later(counts_from.latest.date(), amount, unit)
        date = DocumentDate(there.year, there.month, there.day, qualifier=counts_from.qualifier)
        counted = f"Counted from {counts_from}: {part[: match.end('side')]}."
        return _Bound(Interval(date, date), (*named.steps, *steps, counted), named.is_inferred)
    if unit not in ("day", "week"):
        raise UnclearError("months from an event are not counted; say it in days or weeks")
    found = _on_event("at", match["rest"])
    return replace(found, days=amount * (7 if unit == "week" else 1))


def _on_event(relation: str, rest: str) -> _Bound:
    event = re.sub(r"^the\s+", "", rest, flags=re.IGNORECASE)
    known = _ANCHORED.get(relation) or (Relation.AT if relation == "at" else None)
    if known is None or len(event) < 3 or not any(c.isalpha() for c in event) or _NO_EVENT.fullmatch(event):
        raise UnclearError(f"“{rest[:60]}” is not read as a date")
    return _Bound(None, (f"It hangs on an event: {known} “{event}”.",), True, event, known)


def _with_step(bound: _Bound, step: str) -> _Bound:
    return replace(bound, steps=(*bound.steps, step)) if step else bound


def _uncertain(date: DocumentDate) -> DocumentDate:
    if date.time is not None:
        return date
    return replace(date, qualifier={"": "?", "~": "%"}.get(date.qualifier, date.qualifier))


def _each(when: Interval | None, change: Callable[[DocumentDate], DocumentDate]) -> Interval | None:
    if when is None:
        return None
    return Interval(change(when.start) if when.start else None, change(when.end) if when.end else None)


def _day(moment: datetime, more: timedelta, qualifier: str) -> DocumentDate:
    try:
        return day(moment + more, qualifier)
    except (ValueError, OverflowError, BackchannelError):
        raise UnclearError("no calendar has such a day") from None
