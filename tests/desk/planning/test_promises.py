"""Promises at several desks: what keeps them, and who cannot."""

import pytest
from tests.desk.planning.office import DESK

from backchannel.desk.planning import cases, events, promises
from backchannel.errors import RuleError, UsageError
from backchannel.planning.promises import FULFILMENT, PROMISED, Fulfilment, State

GRETA, ILSE = "Greta Lund", "Ilse Maren"
ALL = ("ilse", "greta", "karl")


@pytest.fixture
def promised(case):
    """Greta's report is promised for Ilse's return, of which nobody knows the day."""
    promises.make(case.greta, "full report", GRETA, ILSE, "A full report on your return.", after="your return")
    case.settle(*ALL)
    return case


def state(desk):
    return [one.state for one in promises.every(desk)[0]]


def paper(table, author="greta", text="What I saw in Sela."):
    others = [name for name in ALL if name != author]
    letter = table.letter(author, text, channel=DESK, readers=others)
    table.settle(*ALL)
    return f"{DESK}/{letter.reference}"


def test_a_promise_waits_for_its_event_and_is_kept_by_a_report(promised):
    """A year later it is open; it is due when she is back, and kept when the report is filed, at every desk."""
    promised.wait(days=365)
    assert state(promised.ilse) == [State.OPEN]
    events.happened(promised.ilse, "your return")
    assert state(promised.ilse) == [State.DUE]
    promises.keep(promised.greta, "full report", document=f"{paper(promised)}/1")
    promised.settle(*ALL)
    assert [state(promised.desks[name]) for name in ALL] == [[State.KEPT]] * 3
    (shown,), rests = promises.every(promised.karl)
    assert rests[shown.fulfilled[1].rests[0]].text == "What I saw in Sela."


def test_a_promise_is_not_closed_by_somebody_elses_unrelated_document(promised):
    """Karl may not; Greta and even the principal may not with a paper of Karl's."""
    karls, hers = paper(promised, "karl", "The price of coal."), paper(promised)
    with promised.refused(RuleError, "only Greta Lund, Ilse Maren or a principal"):
        promises.keep(promised.karl, "full report", document=hers)
    for name in ("greta", "ilse"):
        with promised.refused(RuleError, "is by Karl Oden"):
            promises.keep(promised.desks[name], "full report", document=karls)
    with promised.refused(UsageError, "Say what kept the promise"):
        promises.keep(promised.greta, "full report")


def test_a_document_that_is_older_than_the_promise_keeps_it_not(case):
    """What was written before it was promised cannot be what was promised."""
    old = paper(case)
    case.wait(days=3)
    promises.make(case.greta, "full report", GRETA, ILSE)
    with case.refused(RuleError, "before “full report” was promised"):
        promises.keep(case.greta, "full report", document=old)


def test_a_filing_by_another_program_of_somebody_else_has_no_effect(promised):
    """Karl's program files his paper against it: open at every desk, with the rule beside what he did."""
    where = paper(promised, "karl", "The price of coal.")
    with cases.change(promised.karl) as acting:
        of = acting.board.things(promises.PROMISE)[0].id
        acting.open(FULFILMENT, Fulfilment(events.today(promised.karl)), names={PROMISED: [of]}, rests=[where])
    promised.settle(*ALL)
    (shown,), _ = promises.every(promised.ilse)
    assert shown.is_open
    assert [one.act.writer.person for one in shown.without_effect] == ["Karl Oden"]


def test_a_promise_that_is_kept_by_an_event_waits_until_it_has_happened(case):
    """ "Will see him on Friday": the day alone keeps nothing, the talk does."""
    promises.make(case.greta, "see him", GRETA, ILSE, due="9 May 2031", kept_by="the talk with him")
    case.wait(days=10)
    assert state(case.greta) == [State.OVERDUE]
    events.happened(case.greta, "the talk with him")
    assert state(case.greta) == [State.KEPT]


def test_an_event_that_has_not_happened_is_filed_against_nothing(promised):
    """Nor is a promise kept twice, or taken back by a third."""
    with promised.refused(UsageError, "has not happened"):
        promises.keep(promised.greta, "full report", event="your return")
    with promised.refused(RuleError, "only Greta Lund, Ilse Maren or a principal"):
        promises.withdraw(promised.karl, "full report", "No need.")
    hers = paper(promised)
    promises.keep(promised.greta, "full report", document=hers)
    with promised.refused(UsageError, "is kept already"):
        promises.keep(promised.greta, "full report", document=hers)
