"""Stages of a negotiation: what is to happen when, each with its date as it was written and as it is read.

A date may hang on an event ("immediately following the allied talks"). The event is another stage of that name, or an
event of the case (`planning.events`), and until somebody gives it a date, what hangs on it stays open. Nobody need say
that it has been resolved: it is worked out anew whenever it is asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from backchannel.errors import BackchannelError, BadInputError
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.phrases import Certainty, Reading, Relation
from backchannel.planning.events import EVENT
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate
from backchannel.record.intervals import Interval, day, parse

__all__ = [
    "DONE",
    "DROPPED",
    "STAGE",
    "Dated",
    "Form",
    "Stage",
    "as_read",
    "due",
    "earliest",
    "folded",
    "happenings",
    "interval",
    "latest",
    "resolved",
    "strip",
]

DONE, DROPPED = "done", "dropped"
"""How a stage ends: it took place, and its date still holds for what hangs on it; or it will not."""


class Form(StrEnum):
    """What a stage is in time."""

    STAGE = "stage"
    """It takes the time from its first to its last day."""
    DEADLINE = "deadline"
    """It is done by then."""
    WINDOW = "window"
    """It falls somewhere within."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    `written` are the words that say when, as they were written, and `when` is what they say as an EDTF interval
    (`record.intervals`), empty where nothing was found; `steps` are how that was read, against the document's date
    `read_on`. `anchor` is the event on which the date hangs too (`phrases.Reading`). After it was moved, `when` is the
    date that holds now, and `moved` by how many days it lies from what the words say. A `fixed` stage is not moved
    because another one is. `who` is expected to do it, or takes part.
    """

    name: str
    written: str = ""
    when: str = ""
    certainty: Certainty = Certainty.UNRESOLVED
    steps: tuple[str, ...] = ()
    read_on: DocumentDate | None = None
    anchor: str = ""
    relation: Relation = Relation.NONE
    days: int = 0
    is_perhaps: bool = False
    form: Form = Form.STAGE
    fixed: bool = False
    moved: int = 0
    why: str = ""
    who: str = ""
    about: str = ""

    def __post_init__(self) -> None:
        """Check that the parts belong together; BadInputError where they do not."""
        if self.when:
            parse(self.when)
        if (self.certainty == Certainty.UNRESOLVED) != (not self.when) or bool(self.anchor) != bool(self.relation):
            raise BadInputError("A stage has a date and no certainty, or hangs on no event; give its date anew.")
        if abs(self.days) > _MOST_DAYS or abs(self.moved) > _MOST_DAYS:
            raise BadInputError("A stage lies too many days from what it is counted from; give its date anew.")


_MOST_DAYS = 400_000
STAGE = Kind("stage", Stage)


@dataclass(frozen=True, slots=True)
class Dated:
    """A stage and when it is, with the event on which it hangs taken in.

    `waits_for` is that event while it has no date; `clash` says that the event's date and the stage's own have no day
    in common, and then `when` is its own alone.
    """

    kept: Kept[Stage]
    when: Interval | None
    waits_for: str = ""
    clash: bool = False

    @property
    def certainty(self) -> Certainty:
        """How sure the date is: one that follows from an event alone is inferred."""
        own = self.kept.says.certainty
        return Certainty.INFERRED if own == Certainty.UNRESOLVED and self.when is not None else own

    @property
    def is_open(self) -> bool:
        """Whether somebody must still say when it is."""
        return self.when is None or bool(self.waits_for)


def as_read(stage: Stage, reading: Reading, on: DocumentDate | None = None) -> Stage:
    """Give a stage with the date that was read, from words in a document of the date `on`; nothing has moved it."""
    return replace(
        stage,
        written=reading.written,
        when=str(reading.when or ""),
        certainty=reading.certainty,
        steps=reading.steps,
        read_on=on,
        anchor=reading.anchor,
        relation=reading.relation,
        days=reading.days,
        is_perhaps=reading.is_perhaps,
        moved=0,
    )


def interval(stage: Stage) -> Interval | None:
    """Give when a stage is by its own date; None where it has none."""
    return parse(stage.when) if stage.when else None


def earliest(stage: Stage) -> datetime | None:
    """Give the first moment that a stage's own date can mean, in UTC; None where it is open."""
    own = interval(stage)
    return own.earliest if own else None


def latest(stage: Stage) -> datetime | None:
    """Give the last moment that a stage's own date can mean, in UTC; None where it is open."""
    own = interval(stage)
    return own.latest if own else None


def folded(name: str) -> str:
    """Give a name as it is compared: without case, article and width of spaces."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def strip(board: Board) -> list[Dated]:
    """Give the stages that stand or took place, by their dates; those without any come last, by name."""
    held = (one for one in board.every(STAGE) if one.ended is None or one.ended.how != DROPPED)
    return resolved(held, happenings(board))


def happenings(board: Board) -> dict[str, Interval]:
    """Give the dates of the events of the case (`planning.events`) by their names as they are compared."""
    found: dict[str, Interval] = {}
    for one in board.standing(EVENT):
        if one.says.on is not None and not one.is_disputed:
            found[folded(one.says.name)] = Interval(one.says.on, one.says.on)
    return found


def resolved(stages: Iterable[Kept[Stage]], dates: Mapping[str, Interval] | None = None) -> list[Dated]:
    """Give each of these stages with its date, ordered as `strip`.

    Only these stages are events for each other, and where none of that name has a date, what `dates` has of it.
    """
    known = list(stages)
    wanted = {folded(one.says.anchor) for one in known if one.says.anchor}
    events: dict[str, list[Kept[Stage]]] = {name: [] for name in wanted}
    if wanted:
        for one in known:
            if (name := folded(one.says.name)) in events:
                events[name].append(one)
    # What hangs on nothing is as it says, and is most of a calendar.
    found = {one.id: Dated(one, interval(one.says)) for one in known if not one.says.anchor}
    for one in known:
        if one.says.anchor:
            _resolve(one, events, found, dates or {})
    return sorted(found.values(), key=_place)


def _resolve(
    kept: Kept[Stage],
    events: Mapping[str, list[Kept[Stage]]],
    found: dict[bytes, Dated],
    dates: Mapping[str, Interval],
) -> None:
    """Work out a stage after what it hangs on, and that after what it hangs on itself, without recursion."""
    chain: list[Kept[Stage]] = []
    seen: set[bytes] = set()
    one: Kept[Stage] | None = kept
    while one is not None and one.id not in found and one.id not in seen:
        chain.append(one)
        seen.add(one.id)
        one = _event(one.says, events)
    for stage in reversed(chain):
        event = _event(stage.says, events)
        found[stage.id] = _dated(stage, found.get(event.id) if event else None, dates)


def _event(stage: Stage, events: Mapping[str, list[Kept[Stage]]]) -> Kept[Stage] | None:
    if not stage.anchor:
        return None
    called = events[folded(stage.anchor)]
    # Of two events of one name nobody has said which is meant.
    return called[0] if len(called) == 1 else None


def _dated(kept: Kept[Stage], event: Dated | None, dates: Mapping[str, Interval]) -> Dated:
    stage = kept.says
    own = interval(stage)
    if not stage.anchor:
        return Dated(kept, own)
    bound: Interval | None = None
    if event is not None and event.when is not None:
        bound = _from_event(stage, event.when, takes_time=_takes_time(event))
    elif (happened := dates.get(folded(stage.anchor))) is not None:
        bound = _from_event(stage, happened, takes_time=False)
    if bound is None:
        return Dated(kept, own, waits_for=stage.anchor)
    both = own.within(bound) if own else bound
    return Dated(kept, own, clash=True) if both is None else Dated(kept, both)


def _takes_time(event: Dated) -> bool:
    """Whether a date is the time that the event takes, and not one within which it falls."""
    when = event.when
    if when is None or when.start is None or when.end is None:
        return False
    return event.kept.says.form == Form.STAGE and not when.is_date


def _from_event(stage: Stage, when: Interval, *, takes_time: bool) -> Interval | None:
    """Give what follows from the date of an event: from its end on, until its beginning, at it, or some days from it.

    An event may end or begin at any hour, so that its own day counts. Where its date is open on that side: None.
    """
    try:
        if stage.relation == Relation.AT:
            if stage.days == 0:
                return _doubted(when, stage)
            edge = (when.end if stage.days > 0 else when.start) if takes_time else None
            return _doubted((Interval(edge, edge) if edge else when).moved(stage.days), stage)
        if stage.relation == Relation.AFTER:
            start = when.end if takes_time else when.start
            return _doubted(Interval(_beginning(start), None), stage) if start else None
        end = when.start if takes_time else when.end
        return _doubted(Interval(None, _ending(end)), stage) if end else None
    except BackchannelError:
        return None


def _beginning(date: DocumentDate) -> DocumentDate:
    return date if date.day is not None else day(date.earliest, date.qualifier)


def _ending(date: DocumentDate) -> DocumentDate:
    return date if date.day is not None else day(date.latest, date.qualifier)


def _doubted(when: Interval, stage: Stage) -> Interval:
    """Give a bound that only perhaps holds as an uncertain one."""
    if not stage.is_perhaps:
        return when
    start, end = (_uncertain(one) if one else None for one in (when.start, when.end))
    return Interval(start, end)


def _uncertain(date: DocumentDate) -> DocumentDate:
    if date.time is not None:
        date = day(date.earliest)
    return replace(date, qualifier={"": "?", "~": "%"}.get(date.qualifier, date.qualifier))


_NEVER = datetime.max.replace(tzinfo=UTC)


def _place(one: Dated) -> tuple[datetime, datetime, str]:
    when = one.when
    if when is None:
        return (_NEVER, _NEVER, one.kept.says.name)
    # What lies before a day is drawn at that day, and what lies after one there too.
    last = when.end.latest if when.end else _NEVER
    return (when.start.earliest if when.start else last, last, one.kept.says.name)


def due(stages: Iterable[Dated], on: datetime, within: timedelta) -> list[Dated]:
    """Give those that stand whose last moment lies at or after `on` and within a time of it, as they are ordered."""
    return [
        one
        for one in stages
        if one.kept.ended is None
        and one.when is not None
        and one.when.latest is not None
        and on <= one.when.latest <= on + within
    ]
