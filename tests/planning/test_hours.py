"""Moments as they are written, and as the clocks of a place show them."""

import pytest

from backchannel.errors import UsageError
from backchannel.planning.hours import Moment, clock, has_hour, read_moment, span, when
from backchannel.record.dates import parse

DAY = parse("1963-01-19")
WASHINGTON, MOSCOW = "America/New_York", "Europe/Moscow"


@pytest.mark.parametrize(
    ("written", "hour", "about"),
    [
        ("around 4 p.m.", "16:00", True),
        ("at 5 p.m.", "17:00", False),
        ("shortly after 5:05 PM", "17:05", True),
        ("12 noon by the tower, at 12:00 p.m.", None, False),
        ("noon", "12:00", False),
        ("16:30", "16:30", False),
        ("12.15 a.m.", "00:15", False),
        ("on January 19", "", False),
        ("within eighteen hours", "", False),
    ],
)
def test_an_hour_is_read_from_its_words(written, hour, about):
    """With what the words themselves say of how sure it is; two hours in one moment are refused."""
    if hour is None:
        with pytest.raises(UsageError, match="more than one hour"):
            read_moment(written, DAY, WASHINGTON)
        return
    found = read_moment(written, DAY, WASHINGTON)
    assert (found.written, found.about, has_hour(found)) == (written, about, bool(hour))
    assert clock(found) == ("19 January 1963, " + hour if hour else "19 January 1963")


def test_clocks_of_two_capitals_show_one_moment():
    """Four in Washington was midnight in Moscow; in summer, and across a change of clocks, the distance is another."""
    found = read_moment("around 4 p.m.", DAY, WASHINGTON)
    assert str(found.at) == "1963-01-19T16:00:00-05:00"
    assert clock(found, MOSCOW) == "20 January 1963, 00:00"
    assert when(found, (MOSCOW,)) == (
        "“around 4 p.m.” (about 19 January 1963, 16:00 America/New_York = 20 January 1963, 00:00 Europe/Moscow)"
    )
    assert str(read_moment("4 p.m.", parse("1963-07-19"), WASHINGTON).at).endswith("-04:00")


@pytest.mark.parametrize(
    ("written", "day", "zone", "at", "says"),
    [
        ("4 p.m.", None, WASHINGTON, "", "needs its day"),
        ("4 p.m.", parse("1963-01"), WASHINGTON, "", "needs its day"),
        ("4 p.m.", DAY, "", "", "needs the place"),
        ("4 p.m.", DAY, "Nowhere/At_All", "", "no zone"),
        ("4 p.m.", DAY, "../../etc/passwd", "", "no zone"),
        ("13 p.m.", DAY, WASHINGTON, "", "no hour"),
        ("midnight", DAY, WASHINGTON, "", "two days"),
        ("in the evening", DAY, WASHINGTON, "25:00", "no hour"),
        ("2:30 a.m.", parse("2030-03-10"), WASHINGTON, "", "clocks of"),
        ("1:30 a.m.", parse("2030-11-03"), WASHINGTON, "", "clocks of"),
    ],
)
def test_an_hour_that_cannot_be_read_is_refused_in_one_sentence(written, day, zone, at, says):
    """No day, no place, no such zone or hour, an hour that the clocks skipped or showed twice."""
    with pytest.raises(UsageError, match=says) as caught:
        read_moment(written, day, zone, at)
    assert str(caught.value).endswith(".")


def test_an_hour_may_be_given_beside_words_that_do_not_say_it():
    """As in the evening, about which somebody else says when it was."""
    found = read_moment("in the evening", DAY, WASHINGTON, "19:40")
    assert (found.written, found.about, clock(found)) == ("in the evening", False, "19 January 1963, 19:40")
    assert read_moment("about half past four", DAY, WASHINGTON, "16:30").about


def test_a_day_is_the_day_of_its_place():
    """Without an hour it lasts from midnight to midnight there; a zone that another program invented is passed over."""
    begins, _ = span(read_moment("", DAY, WASHINGTON))
    assert begins.isoformat() == "1963-01-19T05:00:00+00:00"
    assert span(Moment("", DAY, "Nowhere/At_All")) is not None
    assert span(Moment("at dusk")) is None
    assert when(None) == when(Moment()) == "at a time that is not known"
