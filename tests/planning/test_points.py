"""Points: a decision of a principal settles; a view never does; what waits comes back by itself."""

from dataclasses import replace
from datetime import date

from tests.planning.writing import GRETA, ILSE, KARL, Pages, on

from backchannel.planning.events import EVENT, Event
from backchannel.planning.points import POINT, UNTIL, Point, State, Weight, points

DAY = date(2031, 5, 10)
FIRST = Point("the calendar", on("2031-05-05"), says="In autumn, I think.", open_to="a better way")
DECIDED = Point("the calendar", on("2031-05-07"), State.SETTLED, Weight.DECISION, "In autumn.")


def one(pages, day=DAY):
    (found,) = points(pages.board, day)
    return found


def test_the_first_view_of_a_principal_is_not_a_decision():
    """Ilse's initial view leaves the point unsettled, and she is open to a better way."""
    pages = Pages()
    pages.write(POINT, FIRST, by=ILSE)
    found = one(pages)
    assert (found.state, found.says.weight, found.says.open_to) == (State.UNSETTLED, Weight.VIEW, "a better way")


def test_a_view_that_calls_itself_settled_settles_nothing():
    """Neither a principal's view, nor the decision of somebody who is none, nor a point that is raised as settled."""
    for by, value in (
        (ILSE, replace(DECIDED, weight=Weight.VIEW)),
        (KARL, DECIDED),
    ):
        pages = Pages()
        of = pages.write(POINT, FIRST, by=ILSE)
        pages.revise(POINT, of, value, by=by)
        assert one(pages).state is State.UNSETTLED
        assert len(one(pages).without_effect) == 1
    pages = Pages()
    pages.write(POINT, DECIDED, by=KARL)
    assert one(pages).state is State.UNSETTLED
    assert one(pages).without_effect[0].rule == "Karl Oden is no principal, so nothing is settled by this."


def test_a_principal_settles_and_only_a_principal_opens_it_again():
    """By one view or by two in a row: Karl does not reopen what Ilse decided."""
    pages = Pages()
    of = pages.write(POINT, FIRST, by=GRETA)
    decided = pages.revise(POINT, of, DECIDED, by=ILSE)
    again = pages.revise(POINT, of, replace(FIRST, on=on("2031-05-08")), by=KARL, after=[decided])
    pages.revise(POINT, of, replace(FIRST, on=on("2031-05-09")), by=KARL, after=[again])
    assert one(pages).state is State.SETTLED
    assert {no.rule for no in one(pages).without_effect} == {
        "Only a principal opens again what a principal has decided."
    }
    pages.revise(POINT, of, replace(FIRST, on=on("2031-05-09")), by=ILSE)
    assert one(pages).state is State.UNSETTLED
    assert (one(pages, date(2031, 5, 6)).state, one(pages, date(2031, 5, 8)).state) == (State.UNSETTLED, State.SETTLED)


def test_a_postponed_point_returns_by_itself_when_its_condition_is_met():
    """From the day on which it happened, at whatever desk; on the day before it was still put off."""
    pages = Pages()
    event = pages.write(EVENT, Event("further exploration"))
    of = pages.write(POINT, FIRST, by=GRETA)
    put_off = Point("the calendar", on("2031-05-06"), State.POSTPONED)
    pages.revise(POINT, of, put_off, by=GRETA, names={UNTIL: [event]})
    assert (one(pages).state, one(pages).returned) == (State.POSTPONED, False)
    pages.revise(EVENT, event, Event("further exploration", on("2031-05-09"), happened=True), by=KARL)
    assert (one(pages).state, one(pages).returned) == (State.UNSETTLED, True)
    assert one(pages, date(2031, 5, 8)).state is State.POSTPONED


def test_nobody_else_makes_a_point_vanish_by_putting_it_off_or_dropping_it():
    """Karl neither raised it nor is he a principal; and he takes nothing up that Greta put off."""
    pages = Pages()
    event = pages.write(EVENT, Event("never"))
    of = pages.write(POINT, FIRST, by=GRETA)
    pages.revise(POINT, of, Point("the calendar", on("2031-05-06"), State.POSTPONED), by=KARL, names={UNTIL: [event]})
    pages.revise(POINT, of, FIRST, by=KARL, ended="dropped")
    assert (one(pages).state, one(pages).ended) == (State.UNSETTLED, None)
    pages.revise(POINT, of, Point("the calendar", on("2031-05-07"), State.POSTPONED), by=GRETA, names={UNTIL: [event]})
    pages.revise(POINT, of, replace(FIRST, on=on("2031-05-08")), by=KARL)
    assert one(pages).state is State.POSTPONED
    assert len(one(pages).without_effect) == 3


def test_a_view_that_was_written_beside_a_decision_keeps_the_point_open():
    """Greta did not see what Ilse decided: both stand until somebody settles it."""
    pages = Pages()
    of = pages.write(POINT, FIRST, by=GRETA)
    pages.revise(POINT, of, DECIDED, by=ILSE, after=[of])
    pages.revise(POINT, of, replace(FIRST, on=on("2031-05-08"), says="In winter."), by=GRETA, after=[of])
    assert (one(pages).state, len(one(pages).beside)) == (State.UNSETTLED, 1)
    pages.revise(POINT, of, replace(DECIDED, on=on("2031-05-09")), by=ILSE)
    assert (one(pages).state, one(pages).beside) == (State.SETTLED, ())
