"""Promises: bound to a day or an event, kept by a document or an event, and only by who has a say in it."""

from dataclasses import replace
from datetime import date

from tests.planning.writing import GRETA, ILSE, KARL, Pages, on

from backchannel.planning.events import EVENT, Event
from backchannel.planning.promises import (
    AFTER,
    BY,
    EVENT_THAT_KEPT,
    FULFILMENT,
    PROMISE,
    PROMISED,
    Fulfilment,
    Promise,
    State,
    promises,
)

DAY = date(2031, 5, 20)
REPORT = Promise("full report", "Greta Lund", "Berit Holm", on("2031-05-05"), "A full report on your return.")


def state(pages, day=DAY):
    (found,) = promises(pages.board, day)
    return found.state


def test_a_promise_that_waits_for_an_event_without_a_date_stays_open():
    """However long; it is due when somebody says that the event has happened."""
    pages = Pages()
    back = pages.write(EVENT, Event("your return"))
    pages.write(PROMISE, REPORT, by=ILSE, names={AFTER: [back]})
    assert state(pages, date(2041, 5, 20)) is State.OPEN
    pages.revise(EVENT, back, Event("your return", on("2031-05-19"), happened=True))
    assert (state(pages, date(2031, 5, 18)), state(pages)) == (State.OPEN, State.DUE)


def test_a_promise_with_a_day_is_due_on_it_and_overdue_after_it():
    """On Friday the 16th: open on the 15th, due on the 16th, overdue on the 17th."""
    pages = Pages()
    pages.write(PROMISE, replace(REPORT, due=on("2031-05-16"), written="on Friday"))
    assert [state(pages, date(2031, 5, day)) for day in (15, 16, 17)] == [State.OPEN, State.DUE, State.OVERDUE]


def test_a_promise_is_kept_by_the_event_that_it_names():
    """ "Will see him on Friday" is kept when the talk has taken place, not before."""
    pages = Pages()
    talk = pages.write(EVENT, Event("the talk with him", on("2031-05-16")))
    pages.write(PROMISE, replace(REPORT, name="see him", due=on("2031-05-16")), names={BY: [talk]})
    assert state(pages) is State.OVERDUE
    pages.revise(EVENT, talk, Event("the talk with him", on("2031-05-16"), happened=True))
    assert state(pages) is State.KEPT


def test_somebody_elses_unrelated_document_keeps_no_promise():
    """Karl neither promised, nor was it promised to him, nor is he a principal."""
    pages = Pages()
    of = pages.write(PROMISE, REPORT, by=GRETA)
    pages.write(FULFILMENT, Fulfilment(on("2031-05-10")), by=KARL, names={PROMISED: [of]}, rests=["some-paper"])
    (found,) = promises(pages.board, DAY)
    assert found.is_open
    assert [one.rule for one in found.without_effect] == [
        "Only Greta Lund, Berit Holm or a principal says what becomes of this promise."
    ]


def test_nobody_makes_a_promise_his_own_to_close_it():
    """Karl rewrites whose it is, then ends it, then files against it: it is open as it was."""
    pages = Pages()
    of = pages.write(PROMISE, REPORT, by=GRETA)
    pages.revise(PROMISE, of, replace(REPORT, whose="Karl Oden"), by=KARL)
    pages.revise(PROMISE, of, replace(REPORT, whose="Karl Oden"), by=KARL, ended="withdrawn")
    pages.write(FULFILMENT, Fulfilment(on("2031-05-10")), by=KARL, names={PROMISED: [of]}, rests=["some-paper"])
    (found,) = promises(pages.board, DAY)
    assert (found.says.whose, found.state, len(found.without_effect)) == ("Greta Lund", State.OPEN, 3)


def test_what_was_filed_against_one_promise_is_not_moved_to_another():
    """By whoever rewrites it; and Karl ends no filing of Greta's."""
    pages = Pages()
    of, other = pages.write(PROMISE, REPORT), pages.write(PROMISE, replace(REPORT, name="a map"))
    filed = pages.write(FULFILMENT, Fulfilment(on("2031-05-10")), by=GRETA, names={PROMISED: [of]}, rests=["paper"])
    pages.revise(FULFILMENT, filed, Fulfilment(on("2031-05-10")), by=KARL, names={PROMISED: [other]}, ended="withdrawn")
    assert [one.state for one in promises(pages.board, DAY)] == [State.KEPT, State.OPEN]


def test_a_filing_without_a_document_or_with_an_event_that_has_not_happened_keeps_nothing():
    """Not even by who promised."""
    pages = Pages()
    of = pages.write(PROMISE, REPORT)
    event = pages.write(EVENT, Event("the talk"))
    for names in ({}, {EVENT_THAT_KEPT: [event]}):
        pages.write(FULFILMENT, Fulfilment(on("2031-05-10")), by=GRETA, names={PROMISED: [of], **names})
    assert state(pages) is State.OPEN
    pages.revise(EVENT, event, Event("the talk", on("2031-05-11"), happened=True))
    assert state(pages) is State.KEPT


def test_a_promise_is_closed_from_the_day_on_which_it_was_kept():
    """The day before it is open; and an event about which desks disagree keeps nothing."""
    pages = Pages()
    of = pages.write(PROMISE, REPORT)
    pages.write(FULFILMENT, Fulfilment(on("2031-05-10")), by=ILSE, names={PROMISED: [of]}, rests=["paper"])
    assert [state(pages, date(2031, 5, day)) for day in (9, 10)] == [State.OPEN, State.KEPT]
    pages = Pages()
    talk = pages.write(EVENT, Event("the talk"))
    pages.write(PROMISE, REPORT, names={BY: [talk]})
    for happened in (True, False):
        pages.revise(EVENT, talk, Event("the talk", on("2031-05-09"), happened=happened), after=[talk])
    assert state(pages) is State.OPEN
