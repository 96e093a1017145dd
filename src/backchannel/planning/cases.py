"""A case: one negotiation as our side sees it, and what belongs to it.

A case is named by a random number, so that each channel of our own side can carry it without a word of any other. It is
*open* on a channel where an act says so; its issues, parties, people, lanes and documents are things on its board, each
on the channel whose members may know it.
"""

from dataclasses import dataclass
from enum import StrEnum

from backchannel.planning.board import Board
from backchannel.planning.kinds import Kind

__all__ = [
    "CASE",
    "DOCUMENT",
    "ISSUE",
    "LANE",
    "PARTY",
    "PERSON",
    "Case",
    "CaseDocument",
    "CaseParty",
    "CasePerson",
    "Issue",
    "Lane",
    "Side",
    "named",
]


class Side(StrEnum):
    """How a party stands in a case."""

    OURS = "ours"
    OTHER = "other side"
    ALLY = "ally"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Case:
    """The case as a channel of ours carries it."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class CaseParty:
    """A party of the case, and how it stands in it."""

    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class CasePerson:
    """A person of the case, of which party, in which office."""

    name: str
    party: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of the case: what other acts call it, and what it is about."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the case: the channel it runs on (its identifier in hexadecimal; none for what is not a channel)."""

    name: str
    what: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A document that belongs to the case, in the lane to which it belongs; its address is what the act rests on."""

    name: str
    lane: str = ""
    moved: str = ""
    """Why it was moved to this lane, or is repeated in it; empty where it always stood there."""


CASE = Kind("case", Case)
PARTY = Kind("party", CaseParty)
PERSON = Kind("person", CasePerson)
ISSUE = Kind("issue", Issue)
LANE = Kind("lane", Lane)
DOCUMENT = Kind("document", CaseDocument)


def named(board: Board) -> str:
    """Give the case's name: as the earliest act says by which it was opened anywhere that this person sees."""
    opened = board.every(CASE)
    return opened[0].says.name if opened else ""
