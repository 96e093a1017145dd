"""What a stage needs before it, what slips when something slips, and what cannot be as it stands.

That a stage needs another is a thing of its own, on a channel whose members may know of both. So a stage that many see
can need one that few see, and only those few see that it does.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from backchannel.errors import RuleError
from backchannel.planning.board import Board, Kept
from backchannel.planning.calendar.stages import (
    DROPPED,
    STAGE,
    Dated,
    Stage,
    folded,
    happenings,
    interval,
    resolved,
    strip,
)
from backchannel.planning.kinds import Kind
from backchannel.record.intervals import Interval

__all__ = [
    "DEPENDENCY",
    "NEEDS",
    "WHAT",
    "Conflict",
    "Dependency",
    "Missed",
    "Moved",
    "Plan",
    "Trouble",
    "conflicts",
    "leads_back",
    "moved_by",
    "plan",
]

WHAT, NEEDS = "stage", "needs"
"""The parts in which a dependency names two stages: the one that needs, and the one that is needed."""


@dataclass(frozen=True, slots=True)
class Dependency:
    """A stage needs another before it; why, if somebody said."""

    why: str = ""


DEPENDENCY = Kind("dependency", Dependency)


class Trouble(StrEnum):
    """What cannot be as it stands, or may not."""

    BEFORE = "is over before what it needs begins"
    LATE = "may be over before what it needs is"
    DROPPED = "needs what was dropped"
    CLASH = "has a date that does not fit the event on which it hangs"
    CIRCLE = "needs itself, by way of others"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A stage that cannot be, or may not be, as it stands; `other` is what it needs, or None."""

    trouble: Trouble
    stage: Kept[Stage]
    other: Kept[Stage] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A stage that moves, from when to when; `follows` says that it does by the event on which it hangs alone."""

    kept: Kept[Stage]
    was: Interval | None
    now: Interval | None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """A stage that is fixed and stays, and needs one that would then end after it."""

    kept: Kept[Stage]
    when: Interval | None
    needs: Kept[Stage]
    ends: Interval


@dataclass(frozen=True, slots=True)
class Plan:
    """What moves if a stage moves by so many days: itself first, then what needs it, then what needs that."""

    days: int
    moved: tuple[Moved, ...]
    missed: tuple[Missed, ...]
    stays: tuple[Kept[Stage], ...]
    """What would move and does not: it is fixed."""


def _needs(board: Board) -> dict[bytes, list[bytes]]:
    """Give what each stage needs, by their ids, each once."""
    found: dict[bytes, dict[bytes, None]] = {}
    for one in board.standing(DEPENDENCY):
        for stage in one.act.names.get(WHAT, ()):
            for other in one.act.names.get(NEEDS, ()):
                found.setdefault(stage, {})[other] = None
    return {stage: list(others) for stage, others in found.items()}


def leads_back(board: Board, stage: bytes, needs: bytes) -> bool:
    """Say whether `needs` needs `stage` already, directly or by way of others (or is the same)."""
    known = _needs(board)
    seen, waiting = {needs}, [needs]
    while waiting:
        one = waiting.pop()
        if one == stage:
            return True
        for other in known.get(one, ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def conflicts(board: Board) -> list[Conflict]:
    """Give what cannot be, or may not be, as the dates are written; in the order of the dates."""
    stages = strip(board)
    by_id = {one.kept.id: one for one in stages}
    needs = _needs(board)
    circles = _circles(needs)
    found: list[Conflict] = []
    for one in stages:
        if one.kept.ended is not None:
            continue
        if one.clash:
            found.append(Conflict(Trouble.CLASH, one.kept))
        if one.kept.id in circles:
            found.append(Conflict(Trouble.CIRCLE, one.kept))
        for other in needs.get(one.kept.id, ()):
            if conflict := _between(board, one, by_id.get(other), other):
                found.append(conflict)
    return found


def _between(board: Board, one: Dated, needed: Dated | None, identifier: bytes) -> Conflict | None:
    if needed is None:
        gone = board.get(STAGE, identifier)
        dropped = gone is not None and gone.ended is not None and gone.ended.how == DROPPED
        return Conflict(Trouble.DROPPED, one.kept, gone) if dropped else None
    if one.when is None or needed.when is None or one.when.latest is None or needed.kept.ended is not None:
        return None
    if needed.when.earliest is not None and one.when.latest < needed.when.earliest:
        return Conflict(Trouble.BEFORE, one.kept, needed.kept)
    if needed.when.latest is not None and one.when.latest < needed.when.latest:
        return Conflict(Trouble.LATE, one.kept, needed.kept)
    return None


def _circles(needs: Mapping[bytes, list[bytes]]) -> set[bytes]:
    """Give what needs itself by way of others: the strongly connected parts (Tarjan's algorithm, without recursion)."""
    number: dict[bytes, int] = {}
    low: dict[bytes, int] = {}
    open_: dict[bytes, None] = {}
    found: set[bytes] = set()
    for root in needs:
        walk = [(root, iter(needs[root]))] if root not in number else []
        while walk:
            one, others = walk[-1]
            if one not in number:
                number[one] = low[one] = len(number)
                open_[one] = None
            for other in others:
                if other not in number:
                    walk.append((other, iter(needs.get(other, ()))))
                    break
                if other in open_:
                    low[one] = min(low[one], number[other])
                    if other == one:
                        found.add(one)
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[one])
                if low[one] == number[one]:
                    part = {one}
                    while (last := open_.popitem()[0]) != one:
                        part.add(last)
                    found |= part if len(part) > 1 else set()
    return found


def plan(board: Board, stage: Kept[Stage], days: int) -> Plan:
    """Give what moves if a stage moves by so many days. Nothing but what needs it, by whatever way, is in it.

    RuleError where the stage is fixed, or where what needs it goes in a circle.
    """
    if stage.says.fixed:
        raise RuleError(
            f"“{stage.says.name[:60]}” is fixed; change it to give it another date.",
            typed="backchannel calendar change",
        )
    standing = board.standing(STAGE)
    before = {one.kept.id: one for one in strip(board)}
    order, moving, stays = _reached(board, standing, stage)
    held = [_as_moved(one.kept, moving, days) for one in before.values()]
    after = {one.kept.id: one for one in resolved(held, happenings(board))}
    moved = []
    for one in order:
        was, now = before[one.id].when, after[one.id].when
        moved.append(Moved(one, was, now, follows=one.id not in moving))
    return Plan(days, tuple(moved), tuple(_missed(board, stays, before, after)), tuple(stays))


def _reached(
    board: Board, standing: list[Kept[Stage]], first: Kept[Stage]
) -> tuple[list[Kept[Stage]], set[bytes], list[Kept[Stage]]]:
    """Give what moves in the order of need, the ids of those that move by an act, and those that are fixed."""
    by_id = {one.id: one for one in standing}
    needed_by: dict[bytes, list[bytes]] = {}
    for stage_id, others in _needs(board).items():
        for other in others:
            needed_by.setdefault(other, []).append(stage_id)
    hanging: dict[str, list[Kept[Stage]]] = {}
    for kept in standing:
        if kept.says.anchor:
            hanging.setdefault(folded(kept.says.anchor), []).append(kept)
    order, moving, stays = {first.id: first}, {first.id}, dict[bytes, Kept[Stage]]()
    waiting = deque([first])
    while waiting:
        one = waiting.popleft()
        for hung in hanging.get(folded(one.says.name), ()):
            if hung.id not in order:
                order[hung.id] = hung
                waiting.append(hung)
        for identifier in needed_by.get(one.id, ()):
            needing = by_id.get(identifier)
            if identifier == first.id:
                raise RuleError(_CIRCLE.format(first.says.name[:60]))
            if needing is None or identifier in order:
                continue
            if needing.says.fixed:
                stays[identifier] = needing
                continue
            order[identifier] = needing
            if needing.says.when:
                moving.add(identifier)
            waiting.append(needing)
    if circle := _circles({one: [other for other in needed_by.get(one, ()) if other in order] for one in order}):
        raise RuleError(_CIRCLE.format(order[min(circle)].says.name[:60]))
    return list(order.values()), moving, list(stays.values())


_CIRCLE = "“{}” needs itself by way of others; take one of these dependencies out first."


def _as_moved(kept: Kept[Stage], moving: Iterable[bytes], days: int) -> Kept[Stage]:
    if kept.id not in moving:
        return kept
    return Kept(moved_by(kept.says, days), kept.act, kept.beside, kept.thing)


def moved_by(stage: Stage, days: int, why: str = "") -> Stage:
    """Give a stage so many days later, by its own date; its words and how they were read stay."""
    own = interval(stage)
    if own is None:
        return stage
    return replace(stage, when=str(own.moved(days)), moved=stage.moved + days, why=why)


def _missed(
    board: Board, stays: Iterable[Kept[Stage]], before: Mapping[bytes, Dated], after: Mapping[bytes, Dated]
) -> Iterable[Missed]:
    needs = _needs(board)
    for one in stays:
        when = before[one.id].when
        for identifier in needs.get(one.id, ()):
            needed = after.get(identifier)
            if needed is None or needed.when is None or when is None or before[identifier].when == needed.when:
                continue
            if when.latest is not None and needed.when.latest is not None and needed.when.latest > when.latest:
                yield Missed(one, when, before[identifier].kept, needed.when)
