"""Intervals: their EDTF text, what they mean at most, moving them, what two have in common."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate
from backchannel.record.intervals import Interval, day, parse

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
QUALIFIERS = st.sampled_from(["", "?", "~", "%"])


@st.composite
def intervals(draw):
    """Draw an interval of days, open at an end or not."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    start, end = (DocumentDate(d.year, d.month, d.day, qualifier=draw(QUALIFIERS)) for d in (first, last))
    which = draw(st.integers(0, 2))
    return Interval(None if which == 1 else start, None if which == 2 else end)


@pytest.mark.parametrize(
    "text",
    ["1961-11-01~", "1961-11", "../1961-08-31", "1961-09-25~/..", "1961-12-22/1961-12-24", "1961-12-22?/1961-12"],
)
def test_the_text_is_read_and_written_the_same(text):
    """One text for one interval."""
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "../..",
        "1961-08-31/",
        "1961-12-24/1961-12-22",
        "1961-08-31/1961-08-31",
        "1961-02-30",
        "1/2/3",
        "x" * 9999,
    ],
)
def test_what_is_none_is_refused(text):
    """An empty end is not an open one; nothing runs backwards; a date is not written as an interval."""
    with pytest.raises(BadInputError):
        parse(text)


@given(intervals())
def test_every_interval_is_written_as_a_text_that_gives_it_again(one):
    """Whatever can be made can be kept."""
    assert parse(str(one)) == one


@given(intervals(), st.integers(-4000, 4000))
def test_moving_there_and_back_is_nothing(one, days):
    """A shift loses neither a day nor how sure it was."""
    assert one.moved(days).moved(-days) == one


@given(intervals(), intervals())
def test_what_two_have_in_common_lies_in_both(one, other):
    """And does not depend on which is asked."""
    both = one.within(other)
    assert (both is None) == (other.within(one) is None)
    if both is not None:
        for each in (one, other):
            assert each.earliest is None or both.earliest >= each.earliest
            assert each.latest is None or both.latest <= each.latest


def test_a_month_that_is_moved_is_its_days_moved():
    """No day of it is left out, and none is made up."""
    assert str(parse("1961-11").moved(7)) == "1961-11-08/1961-12-07"
    assert str(parse("../1961-11").moved(7)) == "../1961-12-07"


def test_an_interval_is_said_in_words():
    """As it stands in a list that somebody reads."""
    said = {
        "../1961-08-31": "no later than 31 August 1961",
        "1961-11-01~": "about 1 November 1961",
        "1961-09-25/..": "from 25 September 1961 on",
        "1961-12-22?/1961-12-24": "from perhaps 22 December 1961 to 24 December 1961",
    }
    assert {text: parse(text).in_words() for text in said} == said


def test_a_date_that_leaves_the_calendar_is_refused():
    """In one sentence."""
    with pytest.raises(BadInputError, match="leaves the calendar"):
        parse("9999-12-31").moved(1)
    assert str(day(parse("1961-11-01").earliest, "~")) == "1961-11-01~"
