"""Desks of one side that plan offline and merge: the same boards at the end, every edit kept, conflicts shown."""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.planning.office import DESK

from backchannel.desk.planning import cases
from backchannel.planning.acts import Ending
from backchannel.planning.calendar.stages import STAGE, Stage
from backchannel.planning.cases import ISSUE, Issue
from backchannel.planning.events import EVENT, Event
from backchannel.planning.interests import INTEREST, Interest, Nature
from backchannel.planning.options import SET, OptionSet

OURS = ("ilse", "greta", "karl")
KINDS = {
    ISSUE: lambda word: Issue("passage", word),
    STAGE: lambda word: Stage("the paper", word),
    EVENT: lambda word: Event("the seizure", about=word),
    INTEREST: lambda word: Interest("pilots", Nature.ESSENTIAL, "passage", word),
    SET: lambda word: OptionSet("winter", ("Cost",), word),
}
"""Kinds of several subjects, each with what makes a statement of a word."""
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["revise", "end"]), st.sampled_from(OURS), st.sampled_from(range(len(KINDS)))),
        st.tuples(st.just("carry"), st.sampled_from(OURS), st.sampled_from(OURS)),
    ),
    min_size=4,
    max_size=14,
)


def standing(desk):
    """What stands on a desk's board, with all that stands beside it, and everything that was ever said."""
    found = {}
    with cases.reading(desk) as (_, board):
        for kind in KINDS:
            for kept in board.every(kind):
                says = {(act.id, repr(one), act.ended) for one, act in (*kept.beside, (kept.says, kept.act))}
                ever = {act.id: (repr(one), act.after) for one, act in board.history(kind, kept.thing)}
                found[kept.id] = (kind.name, kept.act.id, says, ever)
    return found


@given(steps=STEPS, order=st.permutations([(one, other) for one in OURS for other in OURS if one != other]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_planned_apart_is_merged_at_all_desks_and_nothing_is_lost(_case, place, steps, order):
    """They revise, end and take up the same things offline, and exchange in any order until all is everywhere."""
    folder = Path(place())
    table = _case.again(folder)
    try:
        said = planned(table, steps)
        for one, other in order:
            table.carry(one, other)
        table.settle(*OURS)
        boards = [standing(table.desks[name]) for name in OURS]
        assert boards[0] == boards[1] == boards[2]
        everything = {act: text for *_, ever in boards[0].values() for act, (text, _) in ever.items()}
        assert said.items() <= everything.items()
        for *_, says, ever in boards[0].values():
            replaced = {one for _, after in ever.values() for one in after}
            assert {act for act, *_ in says} == ever.keys() - replaced
    finally:
        table.close()
        shutil.rmtree(folder, ignore_errors=True)


def planned(table, steps):
    """Let the steps happen; give every statement that was made, by its act."""
    said = {}
    for kind, value in KINDS.items():
        with cases.change(table.ilse) as acting:
            kept = acting.open(kind, value("first"), onto=DESK)
            said[kept.act.id] = repr(kept.says)
    table.settle(*OURS)
    for number, (what, name, other) in enumerate(steps):
        table.wait(minutes=1)
        if what == "carry":
            if name != other:
                table.carry(name, other)
            continue
        kind = list(KINDS)[other]
        with cases.change(table.desks[name]) as acting:
            kept = acting.board.every(kind)[-1]
            ended = Ending("dropped", f"{name} {number}") if what == "end" else None
            value = KINDS[kind](f"{name} {number}")
            kept = acting.revise(kind, kept, value, ended=ended, settle=True)
            said[kept.act.id] = repr(value)
    return said


def test_two_edits_made_apart_both_stand_at_every_desk(case):
    """Greta revises and Karl ends the same issue offline: both statements are shown, until one takes their place."""
    (passage, _) = cases.show(case.ilse).issues
    with cases.change(case.greta) as acting:
        acting.revise(ISSUE, acting.board.get(ISSUE, passage.id), Issue("passage", "by Greta"))
    case.wait(minutes=1)
    with cases.change(case.karl) as acting:
        acting.end(ISSUE, acting.board.get(ISSUE, passage.id), "dropped", "by Karl")
    case.settle(*OURS)
    for name in OURS:
        with cases.reading(case.desks[name]) as (_, board):
            kept = board.get(ISSUE, passage.id)
            ends = {act.ended for _, act in (*kept.beside, (kept.says, kept.act))}
            assert (kept.is_disputed, ends) == (True, {None, Ending("dropped", "by Karl")})
        assert "passage" in [one.says.name for one in cases.show(case.desks[name]).issues], name
