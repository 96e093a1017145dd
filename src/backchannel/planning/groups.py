"""A working group: few persons apart from the desk that runs day-to-day business, who report to named principals alone.

A group is a channel of our own side, and what is known of it stands there: whoever is not on the channel sees nothing.
Only a principal sets one up or changes it, and no statement of a group has more members than its ceiling.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, judged
from backchannel.planning.board import Board, Kept
from backchannel.planning.kinds import Kind

__all__ = ["GROUP", "Asked", "Group", "Grouped", "groups", "named"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A member of a group, by whom he was asked for, and why."""

    name: str
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A working group: how many members it has at most, to whom alone it reports, and from what it is kept apart.

    `raised` says why the ceiling is higher than the one with which the group was set up.
    """

    name: str
    ceiling: int
    reports_to: tuple[str, ...]
    apart_from: str
    members: tuple[Asked, ...] = ()
    raised: str = ""


GROUP = Kind("group", Group)

NOT_A_PRINCIPAL = "Only a principal sets up a group or changes it."
TOO_MANY = "A group has no more members than its ceiling."
TO_NOBODY = "A group reports to somebody who is named."
RAISED = "A ceiling is raised with the reason."


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group as it stands, and the acts that have no effect on it."""

    kept: Kept[Group]
    without_effect: tuple[NoEffect, ...]

    @property
    def told(self) -> frozenset[str]:
        """Who may read its reports, by every statement that stands: its members, and to whom it reports."""
        said = (self.kept.says, *(says for says, _ in self.kept.beside))
        each = [{*group.reports_to, *(member.name for member in group.members)} for group in said]
        return frozenset(set.intersection(*each))


def groups(board: Board) -> tuple[Grouped, ...]:
    """Give the groups of a case that this person may see, ended ones too, in the order in which they were set up."""
    found = []
    for thing in board.things(GROUP):
        first = next((says.ceiling for says, act in board.history(GROUP, thing) if act.id == thing.id), 0)

        def rule(group: Group, act: Act, _before: Sequence[tuple[Group, Act]], first: int = first) -> str:
            if not act.writer.principal:
                return NOT_A_PRINCIPAL
            if len(group.members) > group.ceiling:
                return TOO_MANY
            if not group.reports_to:
                return TO_NOBODY
            return RAISED if group.ceiling > first and not group.raised else ""

        judgement = judged(board, GROUP, thing, rule)
        if judgement.statements:
            kept = Kept(*judgement.statements[-1], judgement.statements[:-1], thing)
            found.append(Grouped(kept, judgement.without_effect))
    return tuple(found)


def named(board: Board, identifier: bytes) -> Grouped | None:
    """Give the group of an id; None where this person sees none."""
    return next((one for one in groups(board) if one.kept.id == identifier), None)
