"""What goes between us and an ally when we consult him: what is put to him under which rule, and what he answers.

The rule, the words and the end are those with which it was opened: nothing that is written later shortens the time, or
makes another rule of it. Only a later end may be announced. These acts name no case, and nobody else who is asked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Thing
from backchannel.planning.consultation.concerns import folded
from backchannel.planning.kinds import Kind
from backchannel.protocol.entry import read_time
from backchannel.record.dates import DocumentDate

__all__ = [
    "ANSWER",
    "CONSULTING",
    "OBJECTIONS",
    "OF",
    "TOO_LITTLE",
    "Answer",
    "Between",
    "Consulting",
    "Given",
    "Put",
    "Rule",
    "Stance",
    "TooLittle",
    "answers_to",
    "given",
    "is_over",
    "is_satisfied",
    "little",
    "naming",
    "put",
    "too_little",
]

T = TypeVar("T")

OF = "of"
"""The part in which an answer names what it answers."""


class Rule(StrEnum):
    """What an answer does, and what silence does; chosen and announced before anything is asked."""

    HEARING = "hearing"
    """Every one is heard and none has a veto: at the announced end we may go ahead."""
    SILENCE = "silence"
    """Silence until the end is consent; an objection stops."""
    UNANIMITY = "unanimity"
    """Every one who is asked must join; silence joins nothing."""


@dataclass(frozen=True, slots=True)
class Consulting:
    """What is put to an ally: what it is called, the text by passages, the rule, the end, and what happens then."""

    name: str
    text: tuple[str, ...]
    rule: Rule
    ends: DocumentDate
    then: str


class Stance(StrEnum):
    """What an ally answers. No answer is none of these."""

    JOINS = "joins"
    RESERVES = "joins with a reservation"
    ASKS = "asks for changes"
    BEHIND = "stays behind"


OBJECTIONS = frozenset({Stance.ASKS, Stance.BEHIND})
"""What stops a silence procedure."""
_JOINS = frozenset({Stance.JOINS, Stance.RESERVES})


@dataclass(frozen=True, slots=True)
class Answer:
    """An ally's answer: for which party, what, in which words, and of which passage (0: of the whole)."""

    party: str
    stance: Stance
    words: str = ""
    passage: int = 0


@dataclass(frozen=True, slots=True)
class TooLittle:
    """An ally's word that he was consulted with too little time, or too little to judge by."""

    party: str
    time: bool = False
    material: bool = False
    words: str = ""


CONSULTING = Kind("consulting", Consulting)
ANSWER = Kind("consulting-answer", Answer)
TOO_LITTLE = Kind("consulted-too-little", TooLittle)


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between parties, as a desk sees it: the board, our own party, and which parties read a channel."""

    board: Board
    ours: str
    parties: Callable[[bytes], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Put:
    """What was put to those on one channel: as it was opened, with the latest end that was announced.

    `ignored` are later acts that say of it what can no longer be changed, each with the rule.
    """

    says: Consulting
    ends: DocumentDate
    opened: Act
    thing: Thing
    ignored: tuple[tuple[Act, str], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given; `effect` is '' where it counts, else why it does not."""

    says: Answer
    act: Act
    effect: str = ""


def put(board: Board, thing: Thing) -> Put | None:
    """Give what was put to those on a channel; None where its opening is not here, or has not its form."""
    said = {act.id: (one, act) for one, act in board.history(CONSULTING, thing)}
    if thing.id not in said:
        return None
    says, opened = said.pop(thing.id)
    later = list(said.values())
    ends = max((says.ends, *(one.ends for one, _ in later)), key=lambda date: date.latest)
    ignored = tuple((act, why) for one, act in later if (why := _changes(says, one, act)))
    return Put(says, ends, opened, thing, ignored)


def answers_to(board: Board, asked: Put, party: str) -> list[Given]:
    """Give every answer to what was put, in or for a party, the oldest first; at most one has an effect.

    A party answers by a principal of its own on the channel, until the end; of its answers the latest counts.
    """
    return given(asked, party, naming(board, ANSWER, asked))


def given(asked: Put, party: str, answers: Iterable[tuple[Answer, Act]]) -> list[Given]:
    """Give those of all answers to what was put (`naming`) that are in or for a party, as `answers_to`."""
    wanted = folded(party)
    found = [
        Given(says, act, _effect(says, act, asked))
        for says, act in answers
        if wanted in (folded(says.party), folded(act.writer.party))
    ]
    counting = [one for one in found if not one.effect]
    return [
        one if one.effect or one is counting[-1] else Given(one.says, one.act, "a later answer stands in its place")
        for one in found
    ]


def too_little(board: Board, asked: Put, party: str) -> list[tuple[TooLittle, Act]]:
    """Give what principals of a party say of the time and the material that they had."""
    return little(party, naming(board, TOO_LITTLE, asked))


def little(party: str, said: Iterable[tuple[TooLittle, Act]]) -> list[tuple[TooLittle, Act]]:
    """Give those of all such words (`naming`) that principals of a party say for it."""
    return [
        (says, act)
        for says, act in said
        if act.writer.principal and folded(act.writer.party) == folded(says.party) == folded(party)
    ]


def is_over(ends: DocumentDate, moment: datetime) -> bool:
    """Whether an announced end has passed: an hour when it is reached, a day when it is over everywhere in UTC."""
    return moment >= ends.latest if ends.time is not None else moment > ends.latest


def is_satisfied(rule: Rule, stance: Stance | None) -> bool:
    """Whether a rule lets us go ahead over an answer, or over none."""
    if rule is Rule.HEARING:
        return True
    return stance not in OBJECTIONS if rule is Rule.SILENCE else stance in _JOINS


def naming(board: Board, kind: Kind[T], asked: Put) -> list[tuple[T, Act]]:
    """Give what was said to what was put on its channel, the oldest first.

    An answer is what it was when it was given: it is followed by another, and not revised.
    """
    found = []
    for thing in board.things(kind, asked.thing.id):
        act = thing.opened
        if act.channel != asked.opened.channel or asked.thing.id not in act.names.get(OF, ()):
            continue
        found += [(says, one) for says, one in board.history(kind, thing) if one.id == act.id]
    return sorted(found, key=lambda pair: (pair[1].time, pair[1].seq, pair[1].id))


def _changes(first: Consulting, later: Consulting, act: Act) -> str:
    if later.rule != first.rule:
        return "the rule is the one with which it was opened"
    if (later.name, later.text, later.then) != (first.name, first.text, first.then):
        return "the words are those with which it was opened"
    if later.ends.latest < first.ends.latest:
        return "the end may be put off and not brought forward"
    return "it ends at its end" if act.ended is not None else ""


def _effect(says: Answer, act: Act, asked: Put) -> str:
    if folded(says.party) != folded(act.writer.party):
        return f"{act.writer.person} is of {act.writer.party}, and nobody answers for another party"
    if folded(act.writer.party) == folded(asked.opened.writer.party):
        return "nobody answers his own question"
    if not act.writer.principal:
        return f"only a principal of {act.writer.party} answers for it"
    if is_over(asked.ends, read_time(act.time)):
        return "late: given after the announced end"
    return ""
