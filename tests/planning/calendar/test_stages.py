"""Stages: events that give their dates, what stays open, and what no act can make of a stage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.writing import GRETA, Pages, on

from backchannel.errors import BadInputError
from backchannel.planning.calendar.phrases import Certainty, Relation, read
from backchannel.planning.calendar.stages import (
    DONE,
    DROPPED,
    STAGE,
    Form,
    Stage,
    as_read,
    due,
    earliest,
    latest,
    strip,
)
from backchannel.planning.events import EVENT, Event

MONDAY = on("2031-05-05")
TALKS = "before Christmas, perhaps immediately following the allied talks"


def stage(name, words="", **more):
    return as_read(Stage(name, **more), read(words, MONDAY), MONDAY) if words else Stage(name, **more)


def dates(board):
    return {one.kept.says.name: str(one.when) if one.when else None for one in strip(board)}


def test_a_date_that_hangs_on_an_event_is_open_until_the_event_has_one():
    """Then it follows, and nobody wrote anything about the talk itself."""
    pages = Pages()
    pages.write(STAGE, stage("first talk", TALKS))
    (one,) = strip(pages.board)
    assert (str(one.when), one.waits_for) == ("../2031-12-24", "allied talks")
    event = pages.write(STAGE, stage("The allied  Talks"))
    assert {one.waits_for for one in strip(pages.board)} == {"allied talks", ""}
    pages.revise(STAGE, event, stage("the allied talks", "13 to 15 December"))
    assert dates(pages.board)["first talk"] == "2031-12-15?/2031-12-24"
    assert not any(one.waits_for for one in strip(pages.board))


def test_an_event_of_the_case_gives_its_date_too():
    """Whoever wrote it down as an event need not write it as a stage."""
    pages = Pages()
    pages.write(STAGE, stage("report", "three days after the return"))
    pages.write(EVENT, Event("Return", on("2031-06-10")))
    assert dates(pages.board) == {"report": "2031-06-13"}


@pytest.mark.parametrize(
    ("event", "form", "words", "edtf"),
    [
        ("13 to 15 December", Form.STAGE, "after the talks", "2031-12-15/.."),
        ("13 to 15 December", Form.WINDOW, "after the talks", "2031-12-13/.."),
        ("13 to 15 December", Form.STAGE, "before the talks", "../2031-12-13"),
        ("13 to 15 December", Form.WINDOW, "before the talks", "../2031-12-15"),
        ("13 to 15 December", Form.STAGE, "two days after the talks", "2031-12-17"),
        ("13 to 15 December", Form.STAGE, "two days before the talks", "2031-12-11"),
        ("13 to 15 December", Form.STAGE, "at the talks", "2031-12-13/2031-12-15"),
        ("before December first", Form.STAGE, "before the talks", "../2031-11-30"),
        ("before December first", Form.STAGE, "after the talks", None),
        ("about December first", Form.STAGE, "after the talks", "2031-12-01~/.."),
        ("in December", Form.STAGE, "after the talks", "2031-12-01/.."),
    ],
)
def test_what_follows_from_an_event_depends_on_what_it_is_in_time(event, form, words, edtf):
    """After what takes three days is from its last day on; after what falls within them, from the first."""
    pages = Pages()
    pages.write(STAGE, stage("talks", event, form=form))
    pages.write(STAGE, stage("report", words))
    assert dates(pages.board)["report"] == edtf


def test_of_two_events_of_one_name_neither_is_taken():
    """Nobody said which is meant; a dropped one is none, and one that took place is."""
    pages = Pages()
    first = pages.write(STAGE, stage("talks", "June 3"))
    second = pages.write(STAGE, stage("talks", "July 3"))
    pages.write(STAGE, stage("report", "after the talks"))
    assert dates(pages.board)["report"] is None
    pages.revise(STAGE, second, stage("talks", "July 3"), ended=DROPPED)
    pages.revise(STAGE, first, stage("talks", "June 3"), ended=DONE)
    assert dates(pages.board)["report"] == "2031-06-03/.."


def test_a_date_of_its_own_that_does_not_fit_the_event_is_kept_and_told():
    """Neither wins silently."""
    pages = Pages()
    pages.write(STAGE, stage("talks", "June 30"))
    pages.write(STAGE, stage("report", "before June 20, after the talks"))
    report = next(one for one in strip(pages.board) if one.kept.says.name == "report")
    assert (str(report.when), report.clash) == ("../2031-06-19", True)


def test_a_circle_of_events_is_open_and_ends():
    """Two that each hang on the other have no date, nor does one that hangs on itself."""
    pages = Pages()
    pages.write(STAGE, stage("paper", "after the talks"))
    pages.write(STAGE, stage("talks", "after the paper"))
    pages.write(STAGE, stage("session", "after the session"))
    assert dates(pages.board) == {"paper": None, "talks": None, "session": None}


def test_a_chain_of_ten_thousand_events_has_its_dates():
    """No recursion, whatever somebody strung together."""
    pages = Pages()
    pages.write(STAGE, stage("s0", "June 3"))
    for number in range(1, 10_000):
        pages.write(STAGE, Stage(f"s{number}", anchor=f"s{number - 1}", relation=Relation.AFTER))
    assert set(dates(pages.board).values()) == {"2031-06-03", "2031-06-03/.."}


@given(st.permutations(range(5)))
def test_the_order_in_which_acts_come_says_nothing(order):
    """Two desks that have the same acts have the same calendar."""
    pages = Pages()
    pages.write(STAGE, stage("first talk", TALKS))
    event = pages.write(STAGE, stage("allied talks"))
    pages.revise(STAGE, event, stage("allied talks", "13 to 15 December"), by=GRETA)
    pages.write(STAGE, stage("report", "three days after the first talk"))
    pages.write(STAGE, stage("paper", "by the end of May"))
    assert dates(pages.shuffled([pages.acts[one] for one in order])) == dates(pages.board)


def test_a_stage_whose_parts_do_not_belong_together_is_refused():
    """A certainty without a date, an event without a relation, a date that is none."""
    for says in (
        {"name": "x", "when": "2031-05-05"},
        {"name": "x", "certainty": "stated"},
        {"name": "x", "anchor": "talks"},
        {"name": "x", "relation": "after"},
        {"name": "x", "when": "yesterday", "certainty": "stated"},
        {"name": "x", "moved": 10**9},
    ):
        with pytest.raises(BadInputError):
            STAGE.read(says)
    pages = Pages()
    pages.write(STAGE, None, says={"name": "x", "when": "yesterday", "certainty": "stated"})
    assert strip(pages.board) == []


def test_a_stage_s_own_moments():
    """The first and the last second that its date can mean, and what falls due within a time."""
    one = stage("paper", "by the end of May")
    assert (earliest(one), latest(one).isoformat()) == (None, "2031-05-31T23:59:59+00:00")
    assert earliest(Stage("x")) is latest(Stage("x")) is None
    assert (one.certainty, Stage("x").certainty) == (Certainty.INFERRED, Certainty.UNRESOLVED)
    pages = Pages()
    pages.write(STAGE, one)
    pages.write(STAGE, stage("talks", "in August"))
    found = due(strip(pages.board), MONDAY.earliest, latest(one) - MONDAY.earliest)
    assert [each.kept.says.name for each in found] == ["paper"]
