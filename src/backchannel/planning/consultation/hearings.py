"""A consultation as our side keeps it: whom we asked, what they answered, and whether we may go ahead.

Who asked, whom, on which issue and in which words is fixed by the act that opens it. What allies were told and what
they answered is read from the channels with them, where this desk is on them; where it is not, a principal's closing
says what came of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.errors import BadInputError
from backchannel.planning.acts import Act, Writer
from backchannel.planning.authority import NoEffect, same_person
from backchannel.planning.board import Board, Thing
from backchannel.planning.consultation.concerns import folded, is_called
from backchannel.planning.consultation.consulting import (
    ANSWER,
    CONSULTING,
    OF,
    TOO_LITTLE,
    Answer,
    Between,
    Given,
    Put,
    Rule,
    Stance,
    TooLittle,
    given,
    is_over,
    is_satisfied,
    little,
    naming,
    put,
)
from backchannel.planning.kinds import Kind
from backchannel.protocol.encoding import unhex32
from backchannel.protocol.entry import read_time
from backchannel.record.dates import DocumentDate

__all__ = [
    "APPROACH",
    "CLOSING",
    "CONSULTATION",
    "Approach",
    "Asked",
    "Closing",
    "Consultation",
    "Hearing",
    "Line",
    "Outcome",
    "Recorded",
    "hearing",
    "hearings",
    "obstacles",
]


@dataclass(frozen=True, slots=True)
class Asked:
    """An ally who is asked, and the act by which it was put to him (in hexadecimal)."""

    party: str
    act: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation: on an issue as a whole, or on the words of a proposal; whom, the text, the rule, the end."""

    name: str
    issue: str
    asked: tuple[Asked, ...]
    text: tuple[str, ...]
    rule: Rule
    ends: DocumentDate
    then: str
    proposal: str = ""


class Outcome(StrEnum):
    """What came of asking an ally: what he answered, that he did not, or that it cannot be seen from here."""

    JOINED = "joined"
    RESERVED = "joined with a reservation"
    ASKED = "asked for changes"
    BEHIND = "stayed behind"
    SILENT = "no answer"
    UNSEEN = "not seen from this desk"


_OUTCOMES = {
    Stance.JOINS: Outcome.JOINED,
    Stance.RESERVES: Outcome.RESERVED,
    Stance.ASKS: Outcome.ASKED,
    Stance.BEHIND: Outcome.BEHIND,
}
_TWO = "two parties that read the channel on which it was put are called alike, and either could answer for him"
_STANCES = {outcome: stance for stance, outcome in _OUTCOMES.items()}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a closing records of an ally."""

    party: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Closing:
    """A consultation is closed: we go ahead, or give up what it was about; with what each ally had answered."""

    proceeds: bool
    record: tuple[Recorded, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Approach:
    """A personal approach to an ally within a consultation: by whom, to which party, what, when."""

    party: str
    by: str
    what: str
    on: DocumentDate


CONSULTATION = Kind("consultation", Consultation)
CLOSING = Kind("consultation-closing", Closing)
APPROACH = Kind("approach", Approach)


@dataclass(frozen=True, slots=True)
class Line:
    """One ally in a consultation: what he was told, what he answered, and what of it has no effect or came late.

    `put` is None where this desk is not on the channel with him, or where nothing was put to him there (`fault`).
    """

    party: str
    outcome: Outcome
    rule: Rule
    put: Put | None
    answer: Given | None
    others: tuple[Given, ...]
    too_little: tuple[tuple[TooLittle, Act], ...]
    fault: str

    @property
    def is_satisfied(self) -> bool:
        """Whether the rule that this ally was told lets us go ahead, once the end has passed."""
        seen = not self.fault and self.outcome is not Outcome.UNSEEN
        return seen and is_satisfied(self.rule, _STANCES.get(self.outcome))


@dataclass(frozen=True, slots=True)
class Hearing:
    """A consultation as it stands.

    `closed` is the closing that has an effect; closings without one are in `without_effect`, each with the rule.
    """

    thing: Thing
    says: Consultation
    opened: Act
    ends: DocumentDate
    lines: tuple[Line, ...]
    approaches: tuple[tuple[Approach, Act], ...]
    closed: tuple[Closing, Act] | None
    without_effect: tuple[NoEffect, ...]

    @property
    def id(self) -> bytes:
        """The thing's id."""
        return self.thing.id

    @property
    def is_passed(self) -> bool:
        """Whether it was closed to go ahead."""
        return self.closed is not None and self.closed[0].proceeds

    def line(self, party: str) -> Line | None:
        """Give the line of an ally; None where he was not asked."""
        return next((one for one in self.lines if is_called(one.party, party)), None)


def hearings(board: Board, between: Between, issue: str = "") -> list[Hearing]:
    """Give the consultations of a case, or those on an issue, in the order in which they were opened."""
    things = board.folded(_by_issue).get(folded(issue), []) if issue else board.things(CONSULTATION)
    found = (hearing(board, between, thing) for thing in things)
    return [one for one in found if one is not None]


def hearing(board: Board, between: Between, thing: Thing) -> Hearing | None:
    """Give a consultation as it stands; None where its opening has not the form of one."""
    opening = next(((says, act) for says, act in board.history(CONSULTATION, thing) if act.id == thing.id), None)
    if opening is None:
        return None
    says, opened = opening
    lines = tuple(_lines(says, between))
    # Who was told of a later end has until then; so have the others, since one closing ends it for all.
    announced = [one.ends for one, _ in board.history(CONSULTATION, thing)]
    ends = max((*announced, *(one.put.ends for one in lines if one.put)), key=lambda date: date.latest)
    closings, without = _closings(board, thing, opened, ends, lines)
    approaches = tuple(
        pair
        for step in board.things(APPROACH, thing.id)
        for pair in board.history(APPROACH, step)
        if pair[1].id == step.id
    )
    if closings:
        lines = tuple(_recorded(one, closings[0][0]) for one in lines)
    return Hearing(thing, says, opened, ends, lines, approaches, closings[0] if closings else None, tuple(without))


def obstacles(found: Hearing) -> list[str]:
    """Give the allies over whose answer, or silence, the announced rule lets nobody go ahead, each with why.

    Who cannot see an answer from his desk closes nothing by it, whatever the rule: who is on the channel does.
    """
    return [f"{one.party} ({_obstacle(one)})" for one in found.lines if not one.is_satisfied]


def _obstacle(line: Line) -> str:
    if line.fault or line.outcome is Outcome.UNSEEN:
        return line.fault or "its answer is not seen from this desk; who is on the channel with it closes this"
    return f"{line.outcome}; the rule is {line.rule}"


def _by_issue(board: Board) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for thing in board.things(CONSULTATION):
        for says, act in board.history(CONSULTATION, thing):
            if act.id == thing.id:
                found.setdefault(folded(says.issue), []).append(thing)
    return found


def _lines(says: Consultation, between: Between) -> Iterator[Line]:
    said: dict[bytes, tuple[list[tuple[Answer, Act]], list[tuple[TooLittle, Act]]]] = {}
    told: dict[str, tuple[Put | None, str, frozenset[str]]] = {}
    for one in says.asked:
        if one.act not in told:
            told[one.act] = _put(one.act, between)
        asked, fault, readers = told[one.act]
        called = sum(is_called(reader, one.party) for reader in readers)
        if asked is not None and called != 1:
            asked, fault = None, _TWO if called else "he does not read the channel on which it was put"
        if asked is None:
            yield Line(one.party, Outcome.UNSEEN, says.rule, None, None, (), (), fault)
            continue
        if asked.thing.id not in said:
            board = between.board
            said[asked.thing.id] = naming(board, ANSWER, asked), naming(board, TOO_LITTLE, asked)
        answers, words = said[asked.thing.id]
        found = given(asked, one.party, answers)
        answer = next((answer for answer in found if not answer.effect), None)
        outcome = _OUTCOMES[answer.says.stance] if answer else Outcome.SILENT
        others = tuple(answer for answer in found if answer.effect)
        yield Line(one.party, outcome, asked.says.rule, asked, answer, others, tuple(little(one.party, words)), "")


def _put(act: str, between: Between) -> tuple[Put | None, str, frozenset[str]]:
    """Give what an act put to those on its channel, or why it put nothing to them; and the parties that read it."""
    try:
        identifier = unhex32(act)
    except BadInputError:
        return None, "the act by which it was put to him has no name", frozenset()
    thing = between.board.thing(identifier)
    if thing is None:
        return None, "", frozenset()
    opened = thing.opened
    found = put(between.board, thing) if opened.type == CONSULTING.name else None
    if found is None or folded(opened.writer.party) != folded(between.ours):
        return None, "it was not put to him by us", frozenset()
    return found, "", between.parties(opened.channel)


def _closings(
    board: Board, thing: Thing, opened: Act, ends: DocumentDate, lines: Sequence[Line]
) -> tuple[list[tuple[Closing, Act]], list[NoEffect]]:
    closings, without = [], []
    for closing in board.things(CLOSING, thing.id):
        for says, act in board.history(CLOSING, closing):
            if act.id != closing.id or thing.id not in act.names.get(OF, ()):
                continue
            if why := _no_closing(says, act, opened, ends, lines):
                without.append(NoEffect(act, why))
            else:
                closings.append((says, act))
    # Who gave it up and who went ahead may have done so apart: then it is given up until somebody opens it anew.
    return sorted(closings, key=lambda pair: (pair[0].proceeds, pair[1].time, pair[1].id)), without


def _no_closing(says: Closing, act: Act, opened: Act, ends: DocumentDate, lines: Sequence[Line]) -> str:
    is_ours = act.writer.party == opened.writer.party and act.channel == opened.channel
    if not is_ours or not (act.writer.principal or _is_same(act.writer, opened.writer)):
        return "only a principal, or who opened it, closes a consultation, and where it was opened"
    if not says.proceeds:
        return ""
    if not is_over(ends, read_time(act.time)):
        return "closed before the announced end"
    record = {folded(one.party): one.outcome for one in says.record}
    for line in lines:
        if line.fault:
            return f"{line.party}: {line.fault}"
        if line.put is None and not act.writer.principal:
            return f"what {line.party} answered is not seen from this desk, and no principal says it"
        outcome = record.get(folded(line.party), Outcome.UNSEEN) if line.put is None else line.outcome
        if line.put is None and outcome is Outcome.UNSEEN:
            return f"nobody says what {line.party} answered"
        if not is_satisfied(line.rule, _STANCES.get(outcome)):
            return f"{line.party}: {outcome}, and the rule is {line.rule}"
    return ""


def _recorded(line: Line, closing: Closing) -> Line:
    """Give a line that is not seen from here as the closing records it."""
    said = next((one.outcome for one in closing.record if is_called(one.party, line.party)), line.outcome)
    if line.put is not None or line.fault:
        return line
    return Line(line.party, said, line.rule, None, None, (), (), "")


def _is_same(one: Writer, other: Writer) -> bool:
    return one.party == other.party and same_person(one.person, other.person)
