"""Linkage: how issues hang together, each link in the words it rests on and with who holds it.

Only a precondition blocks, until somebody says what met it. That there must be progress first, or that something would
improve the atmosphere, is said and blocks nothing; that two issues are not linked is a link of its own.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged
from backchannel.planning.board import Board, Thing
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded

__all__ = [
    "DROPPED",
    "ISSUES",
    "LINK",
    "MET",
    "Asked",
    "Explained",
    "Link",
    "LinkType",
    "Linked",
    "ask",
    "cycles",
    "explain",
    "links",
    "unmet",
]

MET, DROPPED = "met", "dropped"
"""How a link ends."""
ISSUES = "issues"
"""The part that the two issues have in a link."""
KEEPS_ITS_TYPE = "A link keeps its two issues and its type; drop it, and say another."
MET_BY_WHAT = "A link ends when somebody says what met it, or why it is dropped."
DROPPED_BY_WHOM = "Only a principal drops a precondition that is not met."


class LinkType(StrEnum):
    """How one issue hangs on another."""

    PRECONDITION = "precondition"
    NEEDS_PROGRESS = "needs-progress"
    IMPROVES_ATMOSPHERE = "improves-atmosphere"
    INCOMPATIBLE_IF = "incompatible-if"
    NONE = "none"


_WAITS = (LinkType.PRECONDITION, LinkType.NEEDS_PROGRESS)
_WARNS = (LinkType.NEEDS_PROGRESS, LinkType.INCOMPATIBLE_IF)


@dataclass(frozen=True, slots=True)
class Link:
    """A link from an issue to another on which it hangs: its type, the words it rests on, and who holds it.

    `condition` says of what is incompatible when it would be so.
    """

    issue: str
    on: str
    type: LinkType
    words: str
    holder: str
    condition: str = ""


LINK = Kind("link", Link)


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as it stands: its statements that count, the oldest first, and acts on it that have no effect."""

    says: Link
    act: Act
    statements: tuple[tuple[Link, Act], ...]
    without_effect: tuple[NoEffect, ...]
    thing: Thing

    @property
    def id(self) -> bytes:
        """The link's id."""
        return self.thing.id

    @property
    def is_open(self) -> bool:
        """Whether any statement of it has neither been met nor dropped."""
        return any(act.ended is None for _, act in self.statements)

    @property
    def blocks(self) -> bool:
        """Whether it forbids talks on its issue: a precondition that nothing has met."""
        return self.says.type is LinkType.PRECONDITION and self.is_open


@dataclass(frozen=True, slots=True)
class Explained:
    """The links of an issue: those on which it hangs, those of other issues that hang on it, the circles it is in."""

    issue: str
    hangs_on: tuple[Linked, ...]
    hangs_on_it: tuple[Linked, ...]
    cycles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What there is against opening talks on an issue: what blocks, and what is only to be borne in mind."""

    issue: str
    blocks: tuple[Linked, ...]
    warns: tuple[Linked, ...]
    minds: tuple[Linked, ...]


def links(board: Board) -> tuple[Linked, ...]:
    """Give every link, those that ended too, in the order in which they were opened."""
    return board.folded(_links)


def _links(board: Board) -> tuple[Linked, ...]:
    found = []
    for thing in board.things(LINK):
        said = {act.id: (says, act) for says, act in board.history(LINK, thing)}
        opening, _ = said.get(thing.id, (None, None))
        if opening is None:
            continue
        if len(said) == 1 and thing.opened.ended is None:
            # Most links are said once, and nothing is to be judged.
            found.append(Linked(opening, thing.opened, ((opening, thing.opened),), (), thing))
            continue
        by = judged(board, LINK, thing, _rule(opening))
        if by.statements:
            says, act = by.statements[-1]
            found.append(Linked(says, act, by.statements, by.without_effect, thing))
    return tuple(found)


def explain(board: Board, issue: str) -> Explained:
    """Give the links of an issue."""
    found = links(board)
    wanted = folded(issue)
    return Explained(
        issue,
        tuple(one for one in found if folded(one.says.issue) == wanted),
        tuple(one for one in found if folded(one.says.on) == wanted and folded(one.says.issue) != wanted),
        tuple(one for one in cycles(board) if wanted in map(folded, one)),
    )


def unmet(board: Board, issues: Sequence[str]) -> tuple[Linked, ...]:
    """Give the preconditions of some issues that nothing has met."""
    wanted = {folded(one) for one in issues}
    return tuple(one for one in board.folded(_blocking) if folded(one.says.issue) in wanted)


def _blocking(board: Board) -> tuple[Linked, ...]:
    return tuple(one for one in links(board) if one.blocks)


def ask(board: Board, issue: str) -> Asked:
    """Ask whether talks on an issue may be opened: only preconditions that nothing has met forbid it."""
    found = [one for one in links(board) if one.is_open]
    own = [one for one in found if folded(one.says.issue) == folded(issue)]
    # What cannot go together cannot from either side.
    across = [
        one for one in found if one.says.type is LinkType.INCOMPATIBLE_IF and folded(one.says.on) == folded(issue)
    ]
    return Asked(
        issue,
        tuple(one for one in own if one.blocks),
        tuple(one for one in (*own, *across) if one.says.type in _WARNS and one.is_open),
        tuple(one for one in own if one.says.type is LinkType.IMPROVES_ATMOSPHERE),
    )


def cycles(board: Board) -> tuple[tuple[str, ...], ...]:
    """Give the circles in which issues wait for each other, one for each knot of them, the first issue at both ends."""
    return board.folded(_cycles)


def _rule(opening: Link) -> Callable[[Link, Act, Sequence[tuple[Link, Act]]], str]:
    def rule(says: Link, act: Act, _before: Sequence[tuple[Link, Act]]) -> str:
        if (folded(says.issue), folded(says.on), says.type) != (
            folded(opening.issue),
            folded(opening.on),
            opening.type,
        ):
            return KEEPS_ITS_TYPE
        if act.ended is None:
            return ""
        if act.ended.how not in (MET, DROPPED) or not act.ended.why.strip():
            return MET_BY_WHAT
        binds = opening.type is LinkType.PRECONDITION and act.ended.how == DROPPED
        return DROPPED_BY_WHOM if binds and not act.writer.principal else ""

    return rule


def _cycles(board: Board) -> tuple[tuple[str, ...], ...]:
    names: dict[str, str] = {}
    graph: dict[str, dict[str, None]] = {}
    for one in links(board):
        if one.is_open and one.says.type in _WAITS:
            for text in (one.says.issue, one.says.on):
                names.setdefault(folded(text), text)
                graph.setdefault(folded(text), {})
            graph[folded(one.says.issue)][folded(one.says.on)] = None
    circles = (_circle(graph, knot) for knot in _knots(graph))
    return tuple(tuple(names[one] for one in circle) for circle in circles if circle)


def _knots(graph: Mapping[str, Mapping[str, None]]) -> Iterator[list[str]]:
    """Give the strongly connected parts of a graph (Tarjan 1972, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    for root in graph:
        work = [(root, iter(graph[root]))] if root not in number else []
        while work:
            node, waiting = work[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                open_[node] = None
            for other in waiting:
                if other not in number:
                    work.append((other, iter(graph[other])))
                    break
                if other in open_:
                    low[node] = min(low[node], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    knot: list[str] = []
                    while not knot or knot[-1] != node:
                        knot.append(open_.popitem()[0])
                    yield knot[::-1]


def _circle(graph: Mapping[str, Mapping[str, None]], knot: Sequence[str]) -> tuple[str, ...]:
    """Give the shortest way round within a knot from its first issue; () where there is none."""
    first, within = knot[0], set(knot)
    came: dict[str, str] = {}
    queue = deque([first])
    while queue:
        node = queue.popleft()
        for other in graph[node]:
            if other == first:
                way = [node]
                while way[-1] != first:
                    way.append(came[way[-1]])
                return (*reversed(way), first)
            if other in within and other not in came:
                came[other] = node
                queue.append(other)
    return ()
