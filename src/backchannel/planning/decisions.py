"""Decisions, and the views that principals give before: two acts, of which only one decides.

A decision says what was decided and names, of several options, the one that was taken and those that were not. It has
its effect only on the channel of what it decides, by a principal there or somebody whom the tasking names. Decisions
that two desks made apart both stand until one of those who may decide puts one in place of the other.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from backchannel.planning.acts import Act
from backchannel.planning.authority import NoEffect, is_one_of, judged
from backchannel.planning.board import Board, Kept
from backchannel.planning.kinds import Kind

__all__ = ["DECISION", "LEFT", "ON", "TAKEN", "VIEW", "Decided", "Decision", "View", "decided", "may_decide", "views"]

ON, TAKEN, LEFT = "on", "taken", "left"
"""The parts in which a decision names what it decides, the option that was taken, and those that were not."""

NOT_HIS = "Only a principal decides, or whom a principal named for it in the tasking."
NOT_HERE = "A decision stands on the channel of what it decides."
NOT_HIS_VIEW = "The view of a principal is given, and changed, by him alone."


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and why.

    `wording` is, of an option that was taken, the id of the statement that was decided on, in hexadecimal.
    """

    what: str
    why: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What a principal thinks so far. It decides nothing."""

    text: str


DECISION = Kind("decision", Decision)
VIEW = Kind("view", View)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of a thing: the decisions that stand, those that ended, and the acts that have no effect."""

    standing: tuple[Kept[Decision], ...]
    ended: tuple[Kept[Decision], ...]
    without_effect: tuple[NoEffect, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether two desks decided apart: then nothing is settled."""
        return len(self.standing) > 1 or any(one.is_disputed for one in self.standing)


def may_decide(act: Act, opened: Act, named: Collection[str]) -> str:
    """Give the rule by which an act does not decide what `opened` opened, or ''; `named` are whom the tasking names."""
    if act.channel != opened.channel:
        return NOT_HERE
    if act.writer.party != opened.writer.party or not (act.writer.principal or is_one_of(act.writer, tuple(named))):
        return NOT_HIS
    return ""


def decided(
    board: Board, opened: Act, named: Collection[str] = (), also: Callable[[Act], str] = lambda _: ""
) -> Decided:
    """Give what was decided of the thing that an act opened; `also` gives a further rule that an act breaks, or ''."""

    def rule(_says: Decision, act: Act, _before: Sequence[tuple[Decision, Act]]) -> str:
        if opened.of not in act.names.get(ON, ()):
            return "A decision stays on what it decided."
        return may_decide(act, opened, named) or also(act)

    standing: list[Kept[Decision]] = []
    ended: list[Kept[Decision]] = []
    without: list[NoEffect] = []
    for thing in board.things(DECISION, opened.of):
        if opened.of not in thing.opened.names.get(ON, ()):
            continue
        found = judged(board, DECISION, thing, rule)
        without += found.without_effect
        if found.statements:
            kept = Kept(*found.statements[-1], found.statements[:-1], thing)
            (ended if kept.ended is not None and not kept.beside else standing).append(kept)
    return Decided(tuple(standing), tuple(ended), tuple(without))


def views(board: Board, opened: Act) -> tuple[tuple[Kept[View], ...], tuple[NoEffect, ...]]:
    """Give the views that principals gave of a thing, and what has no effect as one."""
    standing: list[Kept[View]] = []
    without: list[NoEffect] = []
    for thing in board.things(VIEW, opened.of):
        first = thing.opened

        def rule(_says: View, act: Act, _before: Sequence[tuple[View, Act]], first: Act = first) -> str:
            own = (act.writer.person, act.writer.party) == (first.writer.person, first.writer.party)
            return "" if own and act.writer.principal and act.channel == opened.channel else NOT_HIS_VIEW

        found = judged(board, VIEW, thing, rule)
        without += found.without_effect
        if found.statements:
            standing.append(Kept(*found.statements[-1], found.statements[:-1], thing))
    return tuple(standing), tuple(without)
