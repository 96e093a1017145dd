"""Press: the line of the day on a topic, who may say it, and what was said (R21).

A line neither confirms nor denies that anything exists, and is not false. The grammar of denial (`text.denials`)
refuses what says no; whether what is left is true, only a person can say who knows of the matter: until he has, the
line may not be said. Where a spokesman sits on another channel, the line is laid there, word for word and without
anything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from backchannel.planning.acts import Act
from backchannel.planning.authority import Judged, NoEffect, judged, same_person
from backchannel.planning.board import Board, Kept
from backchannel.planning.bound import bound
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded
from backchannel.record.dates import DocumentDate
from backchannel.text.denials import Denial, denials
from backchannel.text.folding import fold, words

__all__ = [
    "CONFIRMED",
    "LAID",
    "LINE",
    "OF",
    "SAID",
    "Confirmed",
    "Line",
    "LineNow",
    "Logged",
    "Remark",
    "SaidOnce",
    "Standing",
    "laid",
    "lines",
    "logged",
]


class Standing(StrEnum):
    """How a line stands on a day."""

    MAY_BE_SAID = "may be said"
    NOT_CONFIRMED = "not to be said: nobody who knows has confirmed that it is true"
    NOT_YET = "not yet to be said"
    OVER = "not to be said any more"
    WITHDRAWN = "withdrawn"
    DISPUTED = "not to be said: two versions of it stand"
    RIVAL = "not to be said: another line stands for this topic"
    DENIES = "not to be said: it denies something"
    NO_EFFECT = "not to be said: no principal recorded it"


@dataclass(frozen=True, slots=True)
class Line:
    """The line on a topic (`name`): what may be said, whose it is, who may say it, on which days, and its limits.

    `voucher` is the person who knows of the matter and must say that the line is true.
    """

    name: str
    line: str
    owner: str
    speakers: tuple[str, ...]
    begins: DocumentDate
    ends: DocumentDate | None = None
    limits: str = ""
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Somebody says that a line is true: `line` are the words that he read, as `bound` gives them."""

    line: str


@dataclass(frozen=True, slots=True)
class SaidOnce:
    """What was said to the press: by whom, when, where, in which words."""

    words: str
    by: str
    on: DocumentDate
    where: str = ""


LINE = Kind("press-line", Line)
CONFIRMED = Kind("press-true", Confirmed)
LAID = Kind("press-laid", Line)
"""A line laid on another channel: it stands between no case and names nothing."""
SAID = Kind("press-said", SaidOnce)

OF = "line"
"""The part in which a confirmation, and what was said, name the line."""


class Remark(StrEnum):
    """What is to be remarked of something that was said."""

    OTHER_WORDS = "in other words than the line"
    DENIED = "it denies something; that was not the line"
    NOT_HIS = "by somebody who may not say it"
    NOT_THEN = "on a day when it was not to be said"


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line on a day: how it stands, what in it denies, who confirmed it, and the acts that have no effect."""

    kept: Kept[Line]
    says: Line
    act: Act
    standing: Standing
    faults: tuple[Denial, ...]
    confirmed: Act | None
    without_effect: tuple[NoEffect, ...]

    @property
    def may_be_said(self) -> bool:
        """Whether it may be said on that day."""
        return self.standing is Standing.MAY_BE_SAID


@dataclass(frozen=True, slots=True)
class Logged:
    """Something that was said on a topic, with what is to be remarked of it."""

    kept: Kept[SaidOnce]
    remarks: tuple[Remark, ...]


def lines(board: Board, on: date) -> list[LineNow]:
    """Give every line of a case as it stands on a day.

    A principal of its channel records a line, and says whose it is, who may say it and who is to confirm it; its owner
    changes its words, days and limits. The person named for it alone confirms it, word for word. Where two lines stand
    for one topic, neither may be said.
    """
    found = []
    for kept in board.every(LINE):
        here = judged(board, LINE, kept.thing, _rule)
        says, act = here.statements[-1] if here.statements else (kept.says, kept.act)
        faults = denials(says.line)
        confirmed = _confirmed(board, kept, says)
        standing = _standing(here, says, faults, confirmed, on)
        found.append(LineNow(kept, says, act, standing, faults, confirmed, here.without_effect))
    topics: dict[str, int] = {}
    for one in found:
        if one.standing is Standing.MAY_BE_SAID:
            topics[folded(one.says.name)] = topics.get(folded(one.says.name), 0) + 1
    return [_rivalled(one) if topics.get(folded(one.says.name), 0) > 1 and one.may_be_said else one for one in found]


def laid(board: Board, on: date, party: str) -> list[LineNow]:
    """Give the lines that our own party laid on channels of this person, as they stand on a day.

    A principal of the channel lays a line; whether it is true was confirmed where it comes from.
    """
    found = []
    for kept in board.every(LAID):
        if kept.thing.opened.writer.party != party:
            continue
        here = judged(board, LAID, kept.thing, _rule)
        says, act = here.statements[-1] if here.statements else (kept.says, kept.act)
        faults = denials(says.line)
        standing = _standing(here, says, faults, act, on)
        found.append(LineNow(kept, says, act, standing, faults, None, here.without_effect))
    return found


def logged(board: Board, line: LineNow) -> list[Logged]:
    """Give what was said on a line, in the order in which it was recorded, with what is to be remarked."""
    ours = line.kept.thing.opened.writer.party
    found = board.opened_naming(SAID, line.kept.id, OF)
    return [Logged(one, _remarks(one.says, line)) for one in found if one.thing.opened.writer.party == ours]


def _rule(says: Line, act: Act, before: Sequence[tuple[Line, Act]]) -> str:
    if act.writer.principal:
        return ""
    if not before:
        return "A principal of the channel records a line."
    for was, _ in before:
        if not same_person(act.writer.person, was.owner):
            return f"Only {was.owner}, whose line it is, or a principal changes it."
        if (was.name, was.owner, was.speakers, was.voucher) != (says.name, says.owner, says.speakers, says.voucher):
            return "Only a principal says whose a line is, who may say it and who confirms it."
    return ""


def _standing(here: Judged[Line], says: Line, faults: tuple[Denial, ...], confirmed: Act | None, on: date) -> Standing:
    if not here.statements:
        return Standing.NO_EFFECT
    if faults:
        return Standing.DENIES
    if all(act.ended is not None for _, act in here.statements):
        return Standing.WITHDRAWN
    if len(here.statements) > 1:
        return Standing.DISPUTED
    begin = datetime(on.year, on.month, on.day, tzinfo=UTC)
    if says.ends is not None and says.ends.latest < begin:
        return Standing.OVER
    if begin + timedelta(days=1, seconds=-1) < says.begins.earliest:
        return Standing.NOT_YET
    return Standing.MAY_BE_SAID if confirmed is not None else Standing.NOT_CONFIRMED


def _confirmed(board: Board, kept: Kept[Line], says: Line) -> Act | None:
    for one in board.opened_naming(CONFIRMED, kept.id, OF):
        writer = one.act.writer
        if (
            one.ended is None
            and one.says.line == bound(says.line)
            and writer.party == kept.thing.opened.writer.party
            and same_person(writer.person, says.voucher)
        ):
            return one.act
    return None


def _rivalled(one: LineNow) -> LineNow:
    return LineNow(one.kept, one.says, one.act, Standing.RIVAL, one.faults, one.confirmed, one.without_effect)


def _remarks(said: SaidOnce, line: LineNow) -> tuple[Remark, ...]:
    told, own = words(fold(said.words).text), words(fold(line.says.line).text)
    inside = any(own[at : at + len(told)] == told for at in range(len(own) - len(told) + 1))
    ends = line.says.ends
    then = said.on.latest >= line.says.begins.earliest and (ends is None or said.on.earliest <= ends.latest)
    found = (
        (not told or not inside, Remark.OTHER_WORDS),
        (not inside and bool(denials(said.words)), Remark.DENIED),
        (not any(same_person(said.by, one) for one in line.says.speakers), Remark.NOT_HIS),
        (not then, Remark.NOT_THEN),
    )
    return tuple(remark for is_so, remark in found if is_so)
