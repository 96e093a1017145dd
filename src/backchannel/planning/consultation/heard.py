"""Who was heard: per issue, or per passage that is to go out, each party concerned with what came of consulting it.

"Not consulted" and "consulted too little" are two findings. The first keeps a proposal in; the second is an ally's
word, which is shown and keeps nothing in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backchannel.planning.board import Board
from backchannel.planning.consultation.concerns import Concerned, Degree, concerned, is_called
from backchannel.planning.consultation.consulting import Between, is_over
from backchannel.planning.consultation.hearings import Hearing, Line, Outcome, hearings, obstacles
from backchannel.planning.consultation.orders import Order, Waived, is_one_who_may, waivers
from backchannel.planning.consultation.wordings import are_words_of
from backchannel.record.dates import in_words

__all__ = ["Finding", "Heard", "heard", "unheard"]


class Finding(StrEnum):
    """How a party concerned was taken along."""

    NOT = "not consulted"
    OTHER = "consulted on other words"
    RUNNING = "being consulted"
    OPEN = "consulted, and not closed"
    GIVEN_UP = "consulted, and given up"
    CONSULTED = "consulted"
    TOO_LITTLE = "consulted too little"
    WAIVED = "not consulted, for a recorded reason"


@dataclass(frozen=True, slots=True)
class Heard:
    """A party with what came of consulting it.

    `degree` is None for a party that was asked though nobody says that it is concerned. `is_heard` says that a proposal
    need not wait for it; `why` says it in words.
    """

    party: str
    degree: Degree | None
    finding: Finding
    outcome: Outcome | None
    is_heard: bool
    why: str
    hearing: Hearing | None = None
    waived: Waived | None = None


def heard(
    board: Board,
    between: Between,
    issue: str,
    now: datetime,
    *,
    passages: Sequence[str] = (),
    order: Order | None = None,
) -> list[Heard]:
    """Give, for an issue, who is concerned or was asked, and what came of it: the most concerned first.

    With `passages` only consultations count in which each of these was put to the ally in its very words; with `order`
    the parties from its degree on, and those who may speak under it.
    """
    found = hearings(board, between, issue)
    given = [one for one in waivers(board, issue, order) if not one.effect]
    parties = concerned(board, issue, order.says.degree if order else Degree.PLAIN)
    known = {one.party: one for one in parties}
    result = [_of(one.party, one, found, given, now, passages, order) for one in parties]
    if order is None:
        asked = dict.fromkeys(line.party for one in found for line in one.lines)
        others = [party for party in asked if not any(is_called(party, name) for name in known)]
        result += [_of(party, None, found, given, now, passages, order) for party in others]
    return result


def unheard(board: Board, between: Between, order: Order, now: datetime, passages: Sequence[str] = ()) -> list[Heard]:
    """Give those concerned under an order for whom a proposal on its issue, with these passages, still waits."""
    known = heard(board, between, order.says.issue, now, passages=passages, order=order)
    return [one for one in known if not one.is_heard]


def _of(
    party: str,
    concern: Concerned | None,
    found: Sequence[Hearing],
    given: Sequence[Waived],
    now: datetime,
    passages: Sequence[str],
    order: Order | None,
) -> Heard:
    degree = concern.degree if concern else None
    asked = [(one, line) for one in found if (line := one.line(party)) is not None]
    about = [(one, line) for one, line in asked if _covers(one, line, passages)]
    results = [(one, line, *_result(one, line, now, order)) for one, line in about]
    # The last that went ahead, else the last: one that was given up says nothing of another.
    for one, line, finding, why in reversed(results):
        if _passes(finding):
            return Heard(party, degree, finding, line.outcome, True, why, one)
    waiver = next((one for one in given if is_called(one.says.party, party)), None)
    if waiver is not None:
        return Heard(party, degree, Finding.WAIVED, None, True, waiver.says.why, waived=waiver)
    if results:
        one, line, finding, why = results[-1]
        return Heard(party, degree, finding, line.outcome, False, why, one)
    if asked:
        one, line = asked[-1]
        why = f"consulted in “{one.says.name}”, on other words than these"
        return Heard(party, degree, Finding.OTHER, line.outcome, False, why, one)
    return Heard(party, degree, Finding.NOT, None, False, "not consulted")


def _passes(finding: Finding) -> bool:
    return finding in (Finding.CONSULTED, Finding.TOO_LITTLE)


def _covers(one: Hearing, line: Line, passages: Sequence[str]) -> bool:
    text = line.put.says.text if line.put else one.says.text
    return all(are_words_of(passage, text) for passage in passages)


def _result(one: Hearing, line: Line, now: datetime, order: Order | None) -> tuple[Finding, str]:
    name = f"“{one.says.name}”"
    if one.closed is not None and not one.closed[0].proceeds:
        return Finding.GIVEN_UP, f"{name} was given up"
    if not is_over(one.ends, now):
        return Finding.RUNNING, f"being consulted in {name} until {in_words(one.ends)}"
    if one.closed is None:
        over = obstacles(one)
        return Finding.OPEN, f"{name} is over, and was not closed to go ahead" + (f": {over[0]}" if over else "")
    if line.fault:
        return Finding.NOT, f"{name}: {line.fault}"
    if line.put is None and not is_one_who_may(order, one.closed[1]):
        return Finding.OPEN, f"what came of {name} is not seen from this desk, and no principal says it"
    if line.too_little:
        return Finding.TOO_LITTLE, f"heard in {name}, and says that it was consulted too little"
    return Finding.CONSULTED, f"heard in {name}: {line.outcome}"
