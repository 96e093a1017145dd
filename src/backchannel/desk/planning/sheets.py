"""A meeting on one sheet of paper, for the person who decides: what it is for, how far one may go, what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.desk.planning import cases, meetings, pledges, points, positions, reactions
from backchannel.desk.planning.pledges import Shown as ShownPledge
from backchannel.desk.planning.resting import documents
from backchannel.planning.meetings import Heard, Readiness
from backchannel.planning.names import folded
from backchannel.planning.points import Shown as ShownPoint
from backchannel.planning.points import State
from backchannel.planning.positions import Rung
from backchannel.planning.reactions import Asked
from backchannel.record.markings import banner

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
    what was cut. `banner` is that of all documents and letters together on which anything of it rests.
    """

    case: str
    readiness: Readiness
    texts: tuple[tuple[str, str], ...]
    issues: tuple[OnIssue, ...]
    points: tuple[ShownPoint, ...]
    waiting: tuple[Asked, ...]
    pledges: tuple[ShownPledge, ...]
    more: int
    banner: str


def sheet(desk: Desk, meeting: str, *, case: str = "", most: int = 4) -> Sheet:
    """Give a meeting as one sheet shows it, with at most so many points, reactions and pledges each."""
    found = meetings.ready(desk, meeting, case=case)
    open_points = [one for one in points.every(desk, case=case)[0] if one.state is not State.SETTLED and not one.ended]
    waiting = [one for one in reactions.every(desk, case=case)[0] if one.is_open]
    in_force = pledges.check(desk, case=case)
    ladders = {folded(one.issue): one for one in positions.ladders(desk, case=case)}
    rungs = {name: ladders[folded(name)].rungs if folded(name) in ladders else () for name in found.meeting.says.issues}
    lists: tuple[Sequence[object], ...] = (open_points, waiting, in_force)
    rested = [
        found.meeting.act,
        *(one.act for kept in rungs.values() for one in kept),
        *(one.act for one in open_points[:most]),
        *(one.act for one in waiting[:most]),
        *(one.restraint.pledge.act for one in in_force[:most]),
    ]
    addresses = [one.address for one in found.meeting.says.texts if one.address]
    addresses += [address for act in rested for address in act.rests]
    with desk.vault.read() as db:
        marked = banner(*documents(db, desk, addresses))
    return Sheet(
        cases.show(desk, case).name,
        found,
        meetings.texts(desk, found),
        tuple(
            OnIssue(name, tuple(one.says for one in kept), tuple(_heard(found, name))) for name, kept in rungs.items()
        ),
        tuple(open_points[:most]),
        tuple(waiting[:most]),
        tuple(in_force[:most]),
        sum(max(0, len(one) - most) for one in lists),
        marked,
    )


def _heard(found: Readiness, issue: str) -> Iterator[Heard]:
    return (one for one in found.heard if folded(one.issue) == folded(issue))
