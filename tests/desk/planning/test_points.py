"""Points at several desks: who settles them, who puts them off, and how they come back."""

import pytest

from backchannel.desk.planning import cases, events, points
from backchannel.errors import RuleError, UsageError
from backchannel.planning.points import POINT, Point, State, Weight

ALL = ("ilse", "greta", "karl")


@pytest.fixture
def raised(case):
    """Greta has raised when talks begin, on which Ilse has a first view."""
    points.raise_(case.greta, "calendar", "In winter.", issue="passage")
    case.settle(*ALL)
    points.view(case.ilse, "calendar", "In autumn, I think.", open_to="a better way")
    case.settle(*ALL)
    return case


def state(desk):
    (shown,) = points.every(desk)[0]
    return shown.state


def test_a_principals_first_view_settles_nothing_and_his_decision_does(raised):
    """Before, all three see it unsettled, with both views; after, settled."""
    (shown,) = points.every(raised.karl)[0]
    assert (shown.state, shown.says.weight, shown.says.open_to) == (State.UNSETTLED, Weight.VIEW, "a better way")
    assert [says.says for says, _ in shown.earlier] == ["In winter."]
    points.settle(raised.ilse, "calendar", "About 1 November.")
    raised.settle(*ALL)
    assert [state(raised.desks[name]) for name in ALL] == [State.SETTLED] * 3


def test_who_is_no_principal_neither_settles_nor_reopens(raised):
    """Refused at his desk."""
    with raised.refused(RuleError, "Karl Oden is no principal"):
        points.settle(raised.karl, "calendar", "In winter.")
    points.settle(raised.ilse, "calendar", "About 1 November.")
    raised.settle(*ALL)
    with raised.refused(RuleError, "Only a principal opens again"):
        points.view(raised.greta, "calendar", "In winter after all.")


def test_a_decision_that_another_program_writes_for_karl_settles_nothing(raised):
    """It is kept and shown, with the rule."""
    with cases.change(raised.karl) as acting:
        kept = acting.board.find(POINT, "calendar", "point")
        value = Point("calendar", events.today(raised.karl), State.SETTLED, Weight.DECISION, "Never.")
        acting.revise(POINT, kept, value)
    raised.settle(*ALL)
    assert [state(raised.desks[name]) for name in ALL] == [State.UNSETTLED] * 3
    (shown,) = points.every(raised.ilse)[0]
    assert shown.without_effect[0].rule == "Karl Oden is no principal, so nothing is settled by this."
    points.settle(raised.ilse, "calendar", "About 1 November.")
    assert state(raised.ilse) is State.SETTLED


def test_a_postponed_point_returns_by_itself_when_its_condition_is_met(raised):
    """Nobody touches the point again: Karl marks the condition, and at every desk it is there."""
    points.postpone(raised.greta, "calendar", "further exploration", "Not before we have looked further.")
    raised.settle(*ALL)
    assert [state(raised.desks[name]) for name in ALL] == [State.POSTPONED] * 3
    raised.wait(days=3)
    _, back = points.met(raised.karl, "further exploration")
    assert [one.says.name for one in back] == ["calendar"]
    raised.settle(*ALL)
    assert [state(raised.desks[name]) for name in ALL] == [State.UNSETTLED] * 3


def test_a_third_neither_puts_a_point_off_nor_drops_it(raised):
    """Karl did not raise it."""
    with raised.refused(RuleError, "puts a point off"):
        points.postpone(raised.karl, "calendar", "the thaw")
    with raised.refused(RuleError, "puts a point off or drops it"):
        points.drop(raised.karl, "calendar", "Nobody cares.")
    points.drop(raised.greta, "calendar", "Overtaken.")
    (shown,) = points.every(raised.greta)[0]
    assert (shown.ended.how, shown.ended.why) == ("dropped", "Overtaken.")


def test_two_views_that_were_stated_apart_both_stand_until_somebody_joins_them(raised):
    """Neither desk loses its words."""
    points.view(raised.ilse, "calendar", "In October.")
    points.view(raised.greta, "calendar", "In December.")
    raised.settle(*ALL)
    (shown,) = points.every(raised.karl)[0]
    assert {shown.says.says, shown.beside[0][0].says} == {"In October.", "In December."}
    with raised.refused(UsageError, "yours is put in place of both", typed="--settle"):
        points.settle(raised.ilse, "calendar", "About 1 November.")
    points.settle(raised.ilse, "calendar", "About 1 November.", join=True)
    assert state(raised.ilse) is State.SETTLED
