"""Drawings of time: an axis that names its days, dates as fuzzy as they are, marks that do not cover each other."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from backchannel.record.intervals import parse
from backchannel.web.drawing.axis import axis_of
from backchannel.web.drawing.lanes import CIRCLE, SHEET, SPAN, LaneRow, Mark, lanes
from backchannel.web.drawing.spans import extent, span
from backchannel.web.drawing.strip import Row, strip

DAY = datetime(2031, 5, 5, tzinfo=UTC)


def between(days):
    """Give an axis over so many days."""
    return axis_of([DAY, DAY + timedelta(days=days)], 100.0, 700.0)


@pytest.mark.parametrize(
    ("days", "named"),
    [(10, "5 May"), (50, "5 May"), (200, "Jun"), (700, "2032"), (9000, "2040"), (400_000, "2600")],
)
def test_an_axis_names_days_weeks_months_or_years_as_they_have_room(days, named):
    """However long it is, its named days stand apart by their width, and lie on it."""
    found = list(between(days).named())
    assert any(named in words for _, words in found)
    assert all(b - a > 40 for (a, _), (b, _) in pairwise(found))
    assert all(100 <= x <= 700 for x, _ in found)


def test_an_axis_reaches_to_the_edges_of_the_calendar_and_needs_a_date():
    """The first and the last year that there are can be drawn; without a moment there is no axis."""
    axis = axis_of([parse("0001").earliest, parse("9999").latest], 0.0, 100.0)
    assert axis.at(parse("0001").earliest) == 0
    assert axis.at(parse("9999").latest) == pytest.approx(100)
    assert list(axis.named())
    assert axis_of([], 0.0, 100.0) is None
    one = axis_of([DAY], 0.0, 100.0)
    assert one.at(DAY) == pytest.approx(50)


@pytest.mark.parametrize(
    ("when", "classes", "absent"),
    [
        ("2031-05-20", "span sure", "about"),
        ("2031-05-20~", "about", "span open"),
        ("2031-05-20?/2031-06-01", "about", "span open"),
        ("../2031-05-20", "span open", "about"),
        ("2031-05-20~/..", "about", "span sure"),
    ],
)
def test_a_date_is_drawn_as_fuzzy_as_it_is(when, classes, absent):
    """What is certain is full, what is about has a dotted end, what is open is dashed."""
    drawn = "".join(span(between(90), parse(when), 10, 12))
    assert classes in drawn
    assert absent not in drawn


def test_what_is_open_lies_on_its_side_of_the_known_day_and_what_has_no_date_is_said():
    """No later than a day is drawn before it, from a day on behind it; without a date it says so in words."""
    axis = between(90)
    at = axis.at(parse("2031-06-10").latest)
    assert extent(axis, parse("../2031-06-10"))[1] == pytest.approx(at)
    assert extent(axis, parse("2031-06-10/.."))[0] == pytest.approx(at, abs=10)
    assert "no date yet" in "".join(span(axis, None, 10, 12))


def test_a_calendar_says_each_name_and_date_and_marks_the_day():
    """Markup in a name is text; what is hidden is named; a day outside of the picture is not marked."""
    rows = [Row("<b>the paper</b>", parse("../2031-08-31")), Row("a\u202etalk", None), Row("x" * 80, parse("2031-06"))]
    drawn = strip("A calendar", rows, DAY.date())
    assert "&lt;b&gt;the paper" in drawn
    assert "no later than 31 August 2031" in drawn
    assert "\u202e" not in drawn
    assert "U+202E" in drawn
    assert "x" * 80 not in drawn
    assert "today" not in drawn
    assert "today" in strip("A calendar", rows, parse("2031-07-01").earliest.date())
    assert strip("A calendar", [Row("no date", None)]) is None


def test_marks_of_a_lane_that_would_cover_each_other_stand_below_each_other():
    """Twelve letters of one day in a lane are twelve marks in twelve places."""
    marks = tuple(Mark(n, SHEET, DAY, DAY, f"{n}: letter") for n in range(1, 13))
    drawn = lanes("A timeline", [LaneRow("letters", marks), LaneRow("talks", ())], DAY.date())
    places = re.findall(r'<rect x="([0-9.]+)" y="([0-9.]+)"', drawn)
    assert len(set(places)) == 12
    assert len({y for _, y in places}) == 12
    assert drawn.count("<title>") == 13


def test_stages_on_a_lane_are_spans_and_what_is_expected_is_marked_so():
    """A stage is drawn by its own date, a contact of a month with its reach."""
    month = parse("2031-06")
    rows = [
        LaneRow("all", (Mark(1, SPAN, DAY, DAY, "1: stage", parse("../2031-06-10")),)),
        LaneRow("talks", (Mark(2, CIRCLE, month.earliest, month.latest, "2: contact", expected=True),)),
    ]
    drawn = lanes("A timeline", rows)
    assert "span open" in drawn
    assert "reach" in drawn
    assert "circle-mark expected" in drawn
    assert lanes("A timeline", [LaneRow("all", ())]) is None
