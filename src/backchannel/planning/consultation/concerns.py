"""Concerns: which party an issue concerns, how directly, and why; so whom our side hears before it proposes anything.

Anybody of ours may say that a party is concerned, or more directly than was said. That it is less so, or not at all,
only a principal says: otherwise whoever is in a hurry could make those disappear who must be heard.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged
from backchannel.planning.board import Board
from backchannel.planning.kinds import Kind
from backchannel.text.lookalikes import plain

__all__ = ["CONCERN", "Concern", "Concerned", "Degree", "concerned", "folded", "is_called", "least_of"]


class Degree(StrEnum):
    """How directly an issue concerns a party, the most directly first."""

    CRUCIAL = "crucial"
    DIRECT = "direct"
    PLAIN = "plain"


_RANKS = {degree: rank for rank, degree in enumerate(Degree)}


@dataclass(frozen=True, slots=True)
class Concern:
    """An issue concerns a party: how directly, and why. It may rest on passages."""

    party: str
    issue: str
    degree: Degree
    why: str = ""


CONCERN = Kind("concern", Concern)


@dataclass(frozen=True, slots=True)
class Concerned:
    """A party that an issue concerns, with the statements that say so; those that say less have no effect here."""

    party: str
    degree: Degree
    statements: tuple[tuple[Concern, Act], ...]
    without_effect: tuple[NoEffect, ...]


def concerned(board: Board, issue: str, least: Degree = Degree.PLAIN) -> list[Concerned]:
    """Give the parties that an issue concerns, from a degree on: the most directly first, then by name.

    Where several statements stand the most direct of them counts, and all are given.
    """
    found: dict[str, list[tuple[Concern, Act]]] = {}
    without: dict[str, list[NoEffect]] = {}
    for says, act, no_effect in board.folded(_by_issue).get(folded(issue), ()):
        found.setdefault(folded(says.party), []).append((says, act))
        without.setdefault(folded(says.party), []).extend(no_effect)
    parties = [
        Concerned(
            said[0][0].party,
            min((one.degree for one, _ in said), key=_RANKS.__getitem__),
            tuple(said),
            tuple({one.act.id: one for one in without[party]}.values()),
        )
        for party, said in found.items()
    ]
    chosen = [one for one in parties if _RANKS[one.degree] <= _RANKS[least]]
    return sorted(chosen, key=lambda one: (_RANKS[one.degree], one.party.casefold()))


def least_of(degrees: Iterable[Degree]) -> Degree:
    """Give the one of some degrees, one at least, that takes in most parties."""
    return max(degrees, key=_RANKS.__getitem__)


def is_called(name: str, other: str) -> bool:
    """Whether two texts are one name of an issue or a party, however they are spaced, capitalised and lettered."""
    return folded(name) == folded(other)


@lru_cache(4_096)
def folded(name: str) -> str:
    """Give a name as it is compared: by what a person sees of it."""
    return " ".join(plain(name).split())


def _by_issue(board: Board) -> dict[str, list[tuple[Concern, Act, tuple[NoEffect, ...]]]]:
    """Give what is said of each issue and has not ended, with the acts without effect on the same thing."""
    found: dict[str, list[tuple[Concern, Act, tuple[NoEffect, ...]]]] = {}
    for thing in board.things(CONCERN):
        by = judged(board, CONCERN, thing, _rule)
        for says, act in by.statements:
            if act.ended is None:
                found.setdefault(folded(says.issue), []).append((says, act, by.without_effect))
    return found


def _rule(says: Concern, act: Act, before: Sequence[tuple[Concern, Act]]) -> str:
    said = [(one, other) for one, other in before if other.ended is None]
    if act.writer.principal or not said:
        return ""
    same = all(folded(one.party) == folded(says.party) and is_called(one.issue, says.issue) for one, _ in said)
    if act.ended is None and same and all(_RANKS[says.degree] <= _RANKS[one.degree] for one, _ in said):
        return ""
    return "only a principal says that a party is concerned less directly, or not at all"
