"""A meeting on one sheet of paper, for the person who decides: what it is for, how far one may go, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases, meetings, pledges, points, positions, reactions
from backchannel.desk.planning.pledges import Shown as ShownPledge
from backchannel.planning.meetings import Heard, Readiness
from backchannel.planning.names import folded
from backchannel.planning.points import Shown as ShownPoint
from backchannel.planning.points import State
from backchannel.planning.positions import Rung
from backchannel.planning.reactions import Asked

__all__ = ["OnIssue", "Sheet", "sheet"]


@dataclass(frozen=True, slots=True)
class OnIssue:
    """An issue of the meeting: our rungs that this person reads, from the opening on, and which allies were heard."""

    name: str
    rungs: tuple[Rung, ...]
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that one needs to say go or no-go, as this person sees it.

    `points` are the points of the case that are not settled, `waiting` the reactions that are waited for, `pledges`
    the pledges of restraint that are in force or may be. Lists are cut to what fits a sheet (`most`); `more` counts
    what was cut.
    """

    case: str
    readiness: Readiness
    texts: tuple[tuple[str, str], ...]
    issues: tuple[OnIssue, ...]
    points: tuple[ShownPoint, ...]
    waiting: tuple[Asked, ...]
    pledges: tuple[ShownPledge, ...]
    more: int


def sheet(desk: Desk, meeting: str, *, case: str = "", most: int = 4) -> Sheet:
    """Give a meeting as one sheet shows it, with at most so many points, reactions and pledges each."""
    found = meetings.ready(desk, meeting, case=case)
    open_points = [one for one in points.every(desk, case=case)[0] if one.state is not State.SETTLED and not one.ended]
    waiting = [one for one in reactions.every(desk, case=case)[0] if one.is_open]
    in_force = pledges.check(desk, case=case)
    lists: tuple[Sequence[object], ...] = (open_points, waiting, in_force)
    return Sheet(
        cases.show(desk, case).name,
        found,
        meetings.texts(desk, found),
        tuple(_issues(desk, found, case)),
        tuple(open_points[:most]),
        tuple(waiting[:most]),
        tuple(in_force[:most]),
        sum(max(0, len(one) - most) for one in lists),
    )


def _issues(desk: Desk, found: Readiness, case: str) -> list[OnIssue]:
    ladders = {folded(one.issue): one for one in positions.ladders(desk, case=case)}
    issues = []
    for name in found.meeting.says.issues:
        ladder = ladders.get(folded(name))
        rungs = tuple(kept.says for kept in ladder.rungs) if ladder is not None else ()
        issues.append(OnIssue(name, rungs, tuple(one for one in found.heard if folded(one.issue) == folded(name))))
    return issues
