"""Reactions that somebody wants from named people by a time: answered, chased, put off for a later question.

Only who was asked answers, for himself alone. A question stands until each has answered, until who asked it (or a
principal) withdraws it, or until he asks another in its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from backchannel.planning.acts import Act, Ending
from backchannel.planning.authority import NoEffect, is_one_of, judged, own, same_person
from backchannel.planning.board import Board, Kept, Thing
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded
from backchannel.record.dates import DocumentDate

__all__ = [
    "CHASER", "INSTEAD_OF", "QUESTION", "REACTION", "WANTED", "Answer", "Asked", "Chaser", "Reaction", "Waiting",
    "Wanted", "asked", "may_change",
]  # fmt: skip

QUESTION = "question"
"""The part in which a reaction or a chaser names what it is about."""
INSTEAD_OF = "instead of"
"""The part in which a question names the one in whose place it stands."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question: what is asked of whom, since when, and by when (as it was written, and the date if it is one)."""

    name: str
    asks: str
    of: tuple[str, ...]
    since: DocumentDate
    by: DocumentDate | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """The reaction of one who was asked; the act may rest on a paper."""

    on: DocumentDate
    says: str = ""


@dataclass(frozen=True, slots=True)
class Chaser:
    """That somebody was asked again: these, or with none everybody who still has not answered."""

    on: DocumentDate
    of: tuple[str, ...] = ()
    says: str = ""


WANTED = Kind("reaction-wanted", Wanted)
REACTION = Kind("reaction", Reaction)
CHASER = Kind("chaser", Chaser)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One whose reaction is waited for: how many days, and on which days he was asked again."""

    person: str
    days: int
    chased: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's reaction, and the act that says it."""

    says: Reaction
    act: Act


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands at the end of a day.

    `persons` are all who were asked, `waiting` those of them who have not answered: nobody where it was withdrawn, or
    another stands in its place (`instead`). `beside` are statements of it that were made apart; whom any of them asks
    is asked.
    """

    thing: Thing
    says: Wanted
    act: Act
    persons: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    answers: tuple[Answer, ...]
    overdue: bool
    instead: str = ""
    withdrawn: Ending | None = None
    beside: tuple[tuple[Wanted, Act], ...] = ()
    without_effect: tuple[NoEffect, ...] = ()

    @property
    def by(self) -> str:
        """Who asked."""
        return self.thing.opened.writer.person

    @property
    def is_open(self) -> bool:
        """Whether somebody's reaction is waited for."""
        return bool(self.waiting)


@dataclass(slots=True)
class _About:
    """What names one question."""

    answers: list[Thing] = field(default_factory=list)
    chasers: list[Kept[Chaser]] = field(default_factory=list)
    later: list[Thing] = field(default_factory=list)


def asked(board: Board, on: date) -> list[Asked]:
    """Give every question that was asked by the end of a day, the oldest first."""
    about = _gathered(board)
    found = (_asked(board, thing, about.get(thing.id, _About()), on) for thing in board.things(WANTED))
    return sorted((one for one in found if one is not None), key=lambda one: one.says.since.earliest)


def may_change(question: Thing, act: Act) -> str:
    """Give why an act about a question has no effect, '' where it has: only who asked, or a principal, changes it."""
    opened = question.opened.writer
    if act.writer.principal or same_person(act.writer.person, opened.person):
        return ""
    return f"Only {opened.person}, who asked, or a principal changes or withdraws this question."


def _gathered(board: Board) -> Mapping[bytes, _About]:
    # What an answer answers, or a question stands in place of, is said when it is opened, and by nobody afterwards.
    about: dict[bytes, _About] = {}
    for thing in board.things(REACTION):
        for one in thing.opened.names.get(QUESTION, ()):
            about.setdefault(one, _About()).answers.append(thing)
    for thing in board.things(WANTED):
        for one in thing.opened.names.get(INSTEAD_OF, ()):
            about.setdefault(one, _About()).later.append(thing)
    for chaser in board.every(CHASER):
        for one in chaser.thing.opened.names.get(QUESTION, ()):
            about.setdefault(one, _About()).chasers.append(chaser)
    return about


def _asked(board: Board, thing: Thing, about: _About, on: date) -> Asked | None:
    found = judged(board, WANTED, thing, lambda _, act, __: may_change(thing, act))
    if not found.statements:
        return None
    says, act = found.statements[-1]
    if says.since.earliest.date() > on:
        return None
    persons = tuple(dict.fromkeys(one for said, _ in found.statements for one in said.of))
    answers, refused = _answers(board, about.answers, persons, on)
    instead, strange = _instead(board, thing, about.later, on)
    over = act.ended is not None and act.time[:10] <= on.isoformat()
    done = {folded(answer.act.writer.person) for answer in answers}
    waiting = () if instead or over else tuple(_waiting(persons, done, says, about.chasers, on))
    return Asked(
        thing,
        says,
        act,
        persons,
        waiting,
        tuple(answers),
        bool(waiting) and says.by is not None and says.by.latest.date() < on,
        instead,
        act.ended if over else None,
        found.statements[:-1],
        (*found.without_effect, *refused, *strange),
    )


def _answers(
    board: Board, things: list[Thing], persons: tuple[str, ...], on: date
) -> tuple[list[Answer], list[NoEffect]]:
    answers: list[Answer] = []
    without: list[NoEffect] = []
    for thing in things:
        if not is_one_of(thing.opened.writer, persons):
            who = thing.opened.writer.person
            without.append(NoEffect(thing.opened, f"{who} was not asked; only who was asked answers, for himself."))
            continue
        found = own(board, REACTION, thing)
        without += found.without_effect
        answers += [
            Answer(says, act) for says, act in found.statements[-1:]
            if act.ended is None and says.on.earliest.date() <= on
        ]  # fmt: skip
    return answers, without


def _instead(board: Board, thing: Thing, later: list[Thing], on: date) -> tuple[str, list[NoEffect]]:
    instead = ""
    without = []
    for one in later:
        says = next((says for says, act in board.history(WANTED, one) if act.id == one.id), None)
        if why := may_change(thing, one.opened):
            without.append(NoEffect(one.opened, why))
        elif says is not None and says.since.earliest.date() <= on:
            instead = says.name
    return instead, without


def _waiting(
    persons: tuple[str, ...], done: set[str], says: Wanted, chasers: list[Kept[Chaser]], on: date
) -> Iterator[Waiting]:
    days = (on - says.since.earliest.date()).days
    for person in persons:
        if folded(person) in done:
            continue
        chased = [
            day
            for one in chasers
            if (day := one.says.on.earliest.date()) <= on
            and (not one.says.of or any(same_person(person, name) for name in one.says.of))
        ]
        yield Waiting(person, days, tuple(sorted(chased)))
