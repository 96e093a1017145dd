"""Meetings: whether one is ready, what is missing, and who says go or no-go.

A meeting is ready when it has a purpose, something that we bring, issues that can move, texts, allies that were heard,
an expected result and its risk, and when no issue of it waits for a precondition. The person who was named when it was
set up says go or no-go; he may go in spite of gaps, which he then names, with why. What another says for him, from
whatever desk, has no effect.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged, same_person
from backchannel.planning.board import Board, Kept
from backchannel.planning.cases import PARTY, Side
from backchannel.planning.consultation.concerns import concerned
from backchannel.planning.kinds import Kind
from backchannel.planning.linkage import unmet
from backchannel.planning.names import folded
from backchannel.planning.said import said, standing
from backchannel.record.dates import DocumentDate

__all__ = [
    "DECISION",
    "MEETING",
    "OF",
    "OVER",
    "Decision",
    "Gap",
    "Heard",
    "Meeting",
    "MeetingText",
    "Readiness",
    "Word",
    "decision_rule",
    "readiness",
    "responsible",
]

OF, OVER = "meeting", "over"
"""The parts that a decision names: the meeting, and the things of the case whose gaps it goes over."""

_NOT_ASKED = (Side.OURS, Side.OTHER)


@dataclass(frozen=True, slots=True)
class MeetingText:
    """A text that the meeting needs; its address where it is ready."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that is prepared. Who is `responsible` is said when it is set up, and no later act changes it."""

    name: str
    responsible: str
    purpose: str = ""
    brings: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    """The issues that can move at it."""
    texts: tuple[MeetingText, ...] = ()
    allies: tuple[str, ...] = ()
    """The allies that are to be heard on its issues before."""
    no_allies: str = ""
    """Why none is to be heard, where that was chosen."""
    expected: str = ""
    risk: str = ""
    on: DocumentDate | None = None
    place: str = ""


class Word(StrEnum):
    """What is decided of a meeting."""

    GO = "go"
    NO_GO = "no-go"


@dataclass(frozen=True, slots=True)
class Decision:
    """Go or no-go, why, and over which gaps of the meeting itself (others are named as things of the case)."""

    word: Word
    why: str = ""
    over: tuple[str, ...] = ()


MEETING = Kind("meeting", Meeting)
DECISION = Kind("meeting-decision", Decision)


@dataclass(frozen=True, slots=True)
class Heard:
    """That an ally was heard on an issue, as consultations tell; `how` in a person's words."""

    ally: str
    issue: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: in words, and the thing of the case that asks for it, if one does (a link, a concern)."""

    what: str
    thing: bytes = b""


@dataclass(frozen=True, slots=True)
class Readiness:
    """A meeting with its gaps: those that are open, and those over which the responsible person has gone.

    `decisions` are his that stand, more than one where he decided at two desks apart; `without_effect` what others
    decided for him.
    """

    meeting: Kept[Meeting]
    responsible: str
    open: tuple[Gap, ...]
    overridden: tuple[Gap, ...]
    decisions: tuple[tuple[Decision, Act], ...]
    without_effect: tuple[NoEffect, ...]
    heard: tuple[Heard, ...]

    @property
    def word(self) -> Word | None:
        """Go or no-go; None where nothing is decided, or two things."""
        words = {says.word for says, _ in self.decisions}
        return words.pop() if len(words) == 1 else None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing but what was gone over, and nobody has said no-go, or two things."""
        return not self.open and (self.word is Word.GO or not self.decisions)


def responsible(board: Board, meeting: Kept[Meeting]) -> str:
    """Give the person who decides of a meeting: whom the act names that set it up."""
    history = board.history(MEETING, meeting.thing)
    return next((says.responsible for says, act in history if act.id == meeting.id), "")


def decision_rule(
    board: Board, meeting: Kept[Meeting]
) -> Callable[[Decision, Act, Sequence[tuple[Decision, Act]]], str]:
    """Give the rule by which an act on a meeting decides nothing: only he who was named decides, from his own desk."""
    who, party = responsible(board, meeting), meeting.thing.opened.writer.party

    def rule(_says: Decision, act: Act, _before: Sequence[tuple[Decision, Act]]) -> str:
        if meeting.id not in act.names.get(OF, ()):
            return "A decision stays on its meeting."
        if not who or act.writer.party != party or not same_person(act.writer.person, who):
            return f"Only {who or 'the person named when it was set up'} decides on this meeting, from his own desk."
        return ""

    return rule


def readiness(board: Board, meeting: Kept[Meeting], heard: Sequence[Heard] = ()) -> Readiness:
    """Say what a meeting still lacks, and what was decided of it. `heard` are the consultations that were held."""
    who = responsible(board, meeting)
    decisions, without = _decisions(board, meeting)
    gaps = list(dict.fromkeys(gap for says, _ in said(meeting) for gap in _gaps(board, says, heard)))
    going = [(says, act) for says, act in decisions if says.word is Word.GO]
    words = {text for says, _ in going for text in says.over}
    things = {one for _, act in going for one in act.names.get(OVER, ())}
    over = [gap for gap in gaps if (gap.thing in things if gap.thing else gap.what in words)]
    return Readiness(
        meeting,
        who,
        tuple(gap for gap in gaps if gap not in over),
        tuple(over),
        tuple(decisions),
        tuple(without),
        _of(meeting.says, heard),
    )


def _decisions(board: Board, meeting: Kept[Meeting]) -> tuple[list[tuple[Decision, Act]], list[NoEffect]]:
    rule = decision_rule(board, meeting)
    found: list[tuple[Decision, Act]] = []
    without: list[NoEffect] = []
    for thing in board.things(DECISION, meeting.id):
        by = judged(board, DECISION, thing, rule)
        found += [(says, act) for says, act in by.statements if act.ended is None]
        without += by.without_effect
    return found, without


def _gaps(board: Board, meeting: Meeting, heard: Sequence[Heard]) -> Iterator[Gap]:
    for name, value in (
        ("no purpose", meeting.purpose.strip()),
        ("nothing that we bring", meeting.brings),
        ("no issue that can move", meeting.issues),
        ("no text named that is needed", meeting.texts),
        ("no expected result", meeting.expected.strip()),
        ("no risk named", meeting.risk.strip()),
    ):
        if not value:
            yield Gap(name)
    yield from (Gap(f"text not ready: {text.name}") for text in meeting.texts if not text.address)
    yield from _unheard(board, meeting, heard)
    for link in unmet(board, meeting.issues):
        yield Gap(f"precondition not met: {link.says.issue} waits for {link.says.on}", link.id)


def _unheard(board: Board, meeting: Meeting, heard: Sequence[Heard]) -> Iterator[Gap]:
    parties = standing(board, PARTY)
    allies = any(one.says.side is Side.ALLY for one in parties)
    if not meeting.allies and not meeting.no_allies.strip() and allies:
        yield Gap("nobody has said which allies are to be heard")
    known = {(folded(one.ally), folded(one.issue)) for one in heard}
    for ally in meeting.allies:
        for issue in meeting.issues:
            if (folded(ally), folded(issue)) not in known:
                yield Gap(f"{ally} not heard on {issue}")
    asked = {*map(folded, meeting.allies), *(folded(one.says.name) for one in parties if one.says.side in _NOT_ASKED)}
    for issue in meeting.issues:
        for one in concerned(board, issue):
            if folded(one.party) not in asked and (folded(one.party), folded(issue)) not in known:
                # Who is concerned may be known to fewer than the meeting is, so this gap has no words of its own.
                yield Gap(f"{one.party}, whom {issue} concerns, not heard on it", one.statements[0][1].of)


def _of(meeting: Meeting, heard: Sequence[Heard]) -> tuple[Heard, ...]:
    allies, issues = set(map(folded, meeting.allies)), set(map(folded, meeting.issues))
    return tuple(one for one in heard if folded(one.ally) in allies and folded(one.issue) in issues)
