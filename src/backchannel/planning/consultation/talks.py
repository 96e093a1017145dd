"""During the talks: who of the allies was last told what, what is due to whom, what they suggested and told us.

A round is of our own case. What an ally is told of it goes to him as a report, which names no case; at which level he
was told stands on our own side. Reports run both ways: what an ally tells us of his own negotiation is one of his.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept
from backchannel.planning.consultation.concerns import folded, is_called
from backchannel.planning.consultation.consulting import OF, Between
from backchannel.planning.consultation.hearings import CONSULTATION, Consultation
from backchannel.planning.kinds import Kind
from backchannel.record.dates import DocumentDate

__all__ = [
    "INTERVAL",
    "REPLY",
    "REPORT",
    "ROUND",
    "SUGGESTION",
    "TOLD",
    "About",
    "Due",
    "Interval",
    "Level",
    "Reply",
    "Report",
    "Round",
    "Suggested",
    "Suggestion",
    "Told",
    "due",
    "suggestions",
]


class Level(StrEnum):
    """How much of a round a party was told."""

    EXISTENCE = "that it took place"
    OUTLINE = "the outline"
    SUBSTANCE = "the substance"
    FULL = "in full"


class About(StrEnum):
    """What a suggestion is about."""

    MEANS = "means"
    FORUM = "forum"
    SUBSTANCE = "substance"


@dataclass(frozen=True, slots=True)
class Round:
    """A round of the talks: what we call it, its day, and its issue, if it was about one."""

    name: str
    on: DocumentDate
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A party was told of a round: at which level, when; by which act (in hexadecimal), or how else."""

    party: str
    level: Level
    on: DocumentDate
    act: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """Within how many days after a round a party is to be told, and where that was agreed."""

    party: str
    days: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one party tells another of a negotiation."""

    name: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What who is consulted suggests: on means, forum or substance."""

    name: str
    about: About
    words: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is replied to a suggestion, and whether it is taken up."""

    taken: bool
    words: str = ""


ROUND = Kind("round", Round)
TOLD = Kind("told", Told)
INTERVAL = Kind("telling-interval", Interval)
REPORT = Kind("report", Report)
SUGGESTION = Kind("suggestion", Suggestion)
REPLY = Kind("suggestion-reply", Reply)


@dataclass(frozen=True, slots=True)
class Due:
    """A party that is kept told: when it was last, of what, at which level; what it waits for and until when.

    `due` is the day by which it is to be told of the first round that it waits for, None where it waits for none;
    without an agreed interval that is the day of the round. `told_us` are its own reports, the oldest first.
    """

    party: str
    days: int | None
    last: Told | None
    last_of: str
    waits_for: tuple[Kept[Round], ...]
    due: date | None
    told_us: tuple[tuple[Report, Act], ...]

    def is_overdue(self, on: date) -> bool:
        """Whether the day has passed by which it was to be told."""
        return self.due is not None and on > self.due


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion with who made it, and the reply to it, None while there is none."""

    says: Suggestion
    act: Act
    reply: tuple[Reply, Act] | None


def due(board: Board, between: Between, on: date) -> list[Due]:
    """Give, as of a day, every party that we consulted, agreed an interval with, or told: what is due to it."""
    rounds = [one for one in board.standing(ROUND) if one.says.on.earliest.date() <= on]
    told = [one for one in board.standing(TOLD) if one.says.on.earliest.date() <= on]
    by_round: dict[bytes, set[str]] = {}
    for one in told:
        for identifier in one.act.names.get(OF, ()):
            by_round.setdefault(identifier, set()).add(folded(one.says.party))
    names = {one.id: one.says.name for one in board.every(ROUND)}
    issues = dict(_consulted(board))
    intervals: dict[str, int] = {}
    for interval in board.standing(INTERVAL):
        for says in (interval.says, *(other for other, _ in interval.beside)):
            # Where two desks wrote apart the shorter is kept to until they settle it.
            intervals[folded(says.party)] = min(says.days, intervals.get(folded(says.party), says.days))
    reports = _reports(between)
    found = []
    for party, called in _parties(board).items():
        own = [one for one in told if folded(one.says.party) == party]
        last = max(own, key=lambda one: (one.says.on.latest, one.act.time), default=None)
        waits = tuple(
            one
            for one in rounds
            if party not in by_round.get(one.id, ())
            and (not one.says.issue or party in intervals or folded(one.says.issue) in issues.get(party, ()))
        )
        days = intervals.get(party)
        first = min((one.says.on.latest.date() for one in waits), default=None)
        of = next((names.get(one, "") for one in (last.act.names.get(OF, ()) if last else ())), "")
        until = first + timedelta(days=days or 0) if first is not None else None
        found.append(Due(called, days, last.says if last else None, of, waits, until, tuple(reports.get(party, ()))))
    return sorted(found, key=lambda one: (one.due is None, one.due or on, one.party.casefold()))


def suggestions(between: Between) -> list[Suggested]:
    """Give the suggestions of all parties, ours too, in the order in which they were made, with the reply to each."""
    board, found = between.board, []
    for thing in board.things(SUGGESTION):
        for says, act in board.history(SUGGESTION, thing):
            if act.id != thing.id:
                continue
            replies = [
                (reply, other)
                for answering in board.things(REPLY, thing.id)
                for reply, other in board.history(REPLY, answering)
                if other.channel == act.channel and not is_called(other.writer.party, act.writer.party)
            ]
            found.append(Suggested(says, act, replies[-1] if replies else None))
    return found


def _parties(board: Board) -> dict[str, str]:
    named = [one.party for says in _opened(board) for one in says.asked]
    named += [one.says.party for one in board.standing(INTERVAL)]
    named += [one.says.party for one in board.standing(TOLD)]
    return {folded(name): name for name in named}


def _consulted(board: Board) -> Iterator[tuple[str, set[str]]]:
    found: dict[str, set[str]] = {}
    for says in _opened(board):
        for one in says.asked:
            found.setdefault(folded(one.party), set()).add(folded(says.issue))
    yield from found.items()


def _opened(board: Board) -> Iterator[Consultation]:
    for thing in board.things(CONSULTATION):
        yield from (says for says, act in board.history(CONSULTATION, thing) if act.id == thing.id)


def _reports(between: Between) -> dict[str, list[tuple[Report, Act]]]:
    found: dict[str, list[tuple[Report, Act]]] = {}
    for thing in between.board.things(REPORT):
        for says, act in between.board.history(REPORT, thing):
            if act.id == thing.id and not is_called(act.writer.party, between.ours):
                found.setdefault(folded(act.writer.party), []).append((says, act))
    return found
