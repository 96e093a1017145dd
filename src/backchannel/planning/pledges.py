"""Pledges of mutual restraint: who pledged what, until when, in whose words; and what happened against it (R13).

A pledge binds who asked for it in his own words, and who accepted it in his. That somebody else says a party accepted
is a claim, and binds nobody. What happened is an incident (`incidents`), held against a pledge in the same way
whichever side it was.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept
from backchannel.planning.incidents import INCIDENT, Incident, whose
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded
from backchannel.record.dates import DocumentDate

__all__ = [
    "AGAINST",
    "ANSWER",
    "PLEDGE",
    "TO",
    "Answer",
    "Answered",
    "Breach",
    "Force",
    "Party",
    "Pledge",
    "Restraint",
    "restraint",
    "restraints",
]

WITHDRAWN = "withdrawn"
"""How an incident ends that was held against a pledge by mistake; any other ending leaves it what it was."""


class Answered(StrEnum):
    """How a party stands to a pledge."""

    ASKED = "asked"
    CLAIMED = "said to have accepted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    AUTHOR = "in its own words"


class Force(StrEnum):
    """Whether a pledge is in force on a day, as far as its dates say."""

    IN_FORCE = "in force"
    PERHAPS = "may be in force"
    NOT_YET = "not yet begun"
    OVER = "over"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Pledge:
    """A pledge: between which parties, what it keeps them from, in whose exact words, for which period.

    `period` is the period as it was written; `begins` and `ends` are how it is read, each with its own precision. What
    happens on one of `issues` falls in scope; where none is named, only what is held against it by name.
    """

    name: str
    parties: tuple[str, ...]
    scope: str
    by: str
    words: str
    period: str = ""
    begins: DocumentDate | None = None
    ends: DocumentDate | None = None
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party answered to a pledge, in its exact words; `said_by` is who says so, where it is a claim."""

    party: str
    how: Answered
    words: str = ""
    said_by: str = ""


PLEDGE = Kind("pledge", Pledge)
ANSWER = Kind("pledge-answer", Answer)

TO, AGAINST = "pledge", "pledge"
"""The parts in which an answer, and an incident, name the pledge."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a pledge, how it stands to it, and the answers on which that rests."""

    name: str
    stands: Answered
    answers: tuple[Kept[Answer], ...]

    @property
    def is_bound(self) -> bool:
        """Whether it has pledged itself."""
        return self.stands in (Answered.AUTHOR, Answered.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Breach:
    """An incident within a pledge: whose doing, whether it was held against it by name or only touches its issues."""

    incident: Kept[Incident]
    party: str
    by_name: bool

    @property
    def withdrawn(self) -> bool:
        """Whether it was recorded by mistake, as whoever recorded it says; it is shown all the same."""
        return self.incident.ended is not None and self.incident.ended.how == WITHDRAWN


@dataclass(frozen=True, slots=True)
class Restraint:
    """A pledge on a day: whether it is in force, how each party stands to it, and the incidents of every party."""

    pledge: Kept[Pledge]
    force: Force
    parties: tuple[Party, ...]
    breaches: tuple[Breach, ...]

    @property
    def is_mutual(self) -> bool:
        """Whether every party has pledged itself."""
        return all(party.is_bound for party in self.parties)

    @property
    def counting(self) -> tuple[Breach, ...]:
        """The incidents that were not recorded by mistake."""
        return tuple(one for one in self.breaches if not one.withdrawn)


def restraints(board: Board, on: date, refuted: Collection[bytes] = ()) -> list[Restraint]:
    """Give every pledge as it stands on a day, in the order in which they were recorded.

    `refuted` are acts whose words do not stand in the passage that they name, or are not that party's own: an
    acceptance by one of these is a claim.
    """
    by_issue: dict[str, list[Kept[Incident]]] = {}
    for incident in board.every(INCIDENT):
        for issue in incident.says.issues:
            by_issue.setdefault(folded(issue), []).append(incident)
    return [_restraint(board, kept, on, refuted, by_issue) for kept in board.every(PLEDGE)]


def restraint(board: Board, pledge: Kept[Pledge], on: date, refuted: Collection[bytes] = ()) -> Restraint:
    """Give one pledge as it stands on a day."""
    return next(one for one in restraints(board, on, refuted) if one.pledge.id == pledge.id)


def _restraint(
    board: Board,
    kept: Kept[Pledge],
    on: date,
    refuted: Collection[bytes],
    by_issue: dict[str, list[Kept[Incident]]],
) -> Restraint:
    answers = board.opened_naming(ANSWER, kept.id, TO)
    parties = tuple(_party(name, kept, answers, refuted) for name in kept.says.parties)
    named = {one.id: one for one in board.opened_naming(INCIDENT, kept.id, AGAINST)}
    touching = {one.id: one for issue in kept.says.issues for one in by_issue.get(folded(issue), ())}
    bound = {folded(party.name) for party in parties}
    found = [
        Breach(one, whose(board, one), one.id in named)
        for one in {**touching, **named}.values()
        if _is_within(one.says.on, kept.says, on)
    ]
    breaches = [one for one in found if folded(one.party) in bound]
    return Restraint(kept, _force(kept, on), parties, tuple(sorted(breaches, key=_when)))


def _party(name: str, pledge: Kept[Pledge], answers: list[Kept[Answer]], refuted: Collection[bytes]) -> Party:
    own = tuple(one for one in answers if folded(one.says.party) == folded(name) and one.ended is None)
    stands = {_stands(says, act, refuted) for one in own for says, act in ((one.says, one.act), *one.beside)}
    if folded(name) == folded(pledge.says.by) and pledge.act.id not in refuted:
        return Party(name, Answered.AUTHOR, own)
    # Where its answers are not one, it has not accepted.
    for weaker in (Answered.DECLINED, Answered.CLAIMED, Answered.ACCEPTED):
        if weaker in stands:
            return Party(name, weaker, own)
    return Party(name, Answered.ASKED, own)


def _stands(says: Answer, act: Act, refuted: Collection[bytes]) -> Answered:
    if says.how is Answered.ACCEPTED and (not says.words or not act.rests or act.id in refuted):
        return Answered.CLAIMED
    return says.how


def _force(kept: Kept[Pledge], on: date) -> Force:
    begin, end = _day(on)
    if kept.ended is not None and kept.act.time[:10] <= on.isoformat():
        return Force.ENDED
    if kept.says.begins is not None and end < kept.says.begins.earliest:
        return Force.NOT_YET
    if kept.says.ends is not None and kept.says.ends.latest < begin:
        return Force.OVER
    if _is_open(kept.says, begin, end):
        return Force.PERHAPS
    return Force.IN_FORCE


def _is_open(pledge: Pledge, begin: datetime, end: datetime) -> bool:
    """Whether the day lies within a date that is not precise to the day, as a month in which a pledge ends."""
    for edge in (pledge.begins, pledge.ends):
        if edge is not None and (edge.day is None or edge.qualifier) and edge.earliest <= end and begin <= edge.latest:
            return True
    return pledge.ends is None and bool(pledge.period)


def _is_within(at: DocumentDate | None, pledge: Pledge, on: date) -> bool:
    """Whether a date may lie in a pledge's period, and not after a day; one that nobody knows may."""
    if at is None:
        return True
    if pledge.begins is not None and at.latest < pledge.begins.earliest:
        return False
    if pledge.ends is not None and pledge.ends.latest < at.earliest:
        return False
    return at.earliest <= _day(on)[1]


def _day(on: date) -> tuple[datetime, datetime]:
    begin = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return begin, begin + timedelta(days=1, seconds=-1)


def _when(breach: Breach) -> tuple[bool, datetime, bytes]:
    on = breach.incident.says.on
    return (on is None, on.earliest if on is not None else datetime.min.replace(tzinfo=UTC), breach.incident.id)
