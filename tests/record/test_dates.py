"""Dates keep the precision they have, and no impossible one is let in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.strategies import dates

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.dates import (
    DocumentDate,
    certainly_before,
    in_words,
    may_coincide,
    parse,
    read_written,
)

EDTF = [
    "1961",
    "1961-10",
    "1961-10-16",
    "1961-10-16T09:00:00Z",
    "1961-10-16T09:00:00-05:00",
    "1961-10-16T09:00:00",
    "1961~",
    "1961-10~",
    "1961-10-16?",
    "1961-10%",
    "2024-02-29",
    "0001-01-01",
]


@pytest.mark.parametrize("text", EDTF)
def test_edtf_is_written_as_it_was_read(text):
    """Each form of the subset is read and written to the same text."""
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "61", "1961-1", "1961-13", "1961-00", "1961-10-00", "1961-02-29", "1961-10-32", "0000", "1961-10-16 ",
        " 1961", "1961-10-16T09:00", "1961-10-16T09:00:00~", "1961-10-16T24:00:00Z", "1961-10-16T09:60:00Z",
        "1961-10-16T09:00:60Z", "1961-10-16T09:00:00+00:00", "1961-10-16T09:00:00-00:00", "1961-10-16T09:00:00+15:00",
        "1961-10-16T09:00:00+05:60", "1961-10-16T09:00:00Z~", "1961~?", "1961-10-16\n", "+1961", "-1961", "1961/1962",
        "１９６１", "1961-10T09:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1961-21",
    ],
)  # fmt: skip
def test_impossible_and_foreign_dates_are_refused(text):
    """What no calendar has, or the subset does not, is refused, other digits and other line ends included."""
    with pytest.raises(BadInputError, match="date"):
        parse(text)


@given(dates())
def test_every_date_survives_its_text(date):
    """Any date is read back from its EDTF, and from its words where these say all of it."""
    assert parse(str(date)) == date
    if not date.qualifier and date.year >= 1000:
        assert read_written(in_words(date)) == date


@given(st.text(alphabet="0123456789-T:Z+?~% ", max_size=28))
def test_what_is_read_is_written_alike(text):
    """Whatever the strict reader accepts, it writes again to the same text."""
    try:
        date = parse(text)
    except BackchannelError:
        return
    assert str(date) == text


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("16 October 1961", "1961-10-16"),
        ("16th October, 1961", "1961-10-16"),
        ("October 16, 1961", "1961-10-16"),
        ("Oct. 16th 1961", "1961-10-16"),
        ("Monday, October 16, 1961", "1961-10-16"),
        ("monday 16 OCTOBER 1961", "1961-10-16"),
        ("October 1961", "1961-10"),
        ("Sept. 1961", "1961-09"),
        ("1 May 1961", "1961-05-01"),
        ("1961", "1961"),
        ("1961-10-16", "1961-10-16"),
        ("about October 1961", "1961-10~"),
        ("ca. 1961", "1961~"),
        ("  16   October\t1961 ", "1961-10-16"),
        ("1961-10-16T09:00:00Z", "1961-10-16T09:00:00Z"),
        ("16 October 1961, 9:00 UTC", "1961-10-16T09:00:00Z"),
        ("Monday, October 16, 1961, 18:30 utc+02:00", "1961-10-16T18:30:00+02:00"),
        ("16 October 1961, 18:30 local time", "1961-10-16T18:30:00"),
    ],
)
def test_dates_as_people_write_them(written, edtf):
    """The usual ways of an English letter head give the date with its precision."""
    assert str(read_written(written)) == edtf


@pytest.mark.parametrize(
    "written",
    [
        "", "10/16/61", "16.10.1961", "October", "31 April 1961", "16st October 1961", "21th May 1961", "0 May 1961",
        "Sunday, October 16, 1961", "Monday, October 1961", "about 1961~", "16 Octember 1961", "next Friday",
        "about 1961-10-16T09:00:00Z", "16 October 61", "16 October 1961, 18:30", "October 1961, 18:30 UTC",
        "16 October 1961, 24:00 UTC", "1961-10-16T09:00:00Z, 09:00 UTC", "about 16 October 1961, 09:00 UTC",
    ],
)  # fmt: skip
def test_doubtful_dates_are_refused(written):
    """A date in numbers alone, an impossible one or a wrong weekday is refused and not guessed."""
    with pytest.raises(BadInputError, match="date"):
        read_written(written)


def test_dates_compare_as_intervals():
    """A month lies before a later day, and may coincide with one of its own days, of which it is neither before."""
    month, inside, after = parse("1961-10"), parse("1961-10-16"), parse("1961-11-01")
    assert certainly_before(month, after)
    assert not certainly_before(month, inside)
    assert not certainly_before(inside, month)
    assert may_coincide(month, inside)
    assert not may_coincide(month, after)


def test_times_compare_across_zones():
    """Nine in the morning five hours west is two in the afternoon at Greenwich."""
    assert parse("1961-10-16T09:00:00-05:00").earliest == parse("1961-10-16T14:00:00Z").latest
    assert certainly_before(parse("1961-10-16T09:00:00+03:00"), parse("1961-10-16T09:00:00Z"))


def test_days_with_precision_in_words():
    """The words of a date say how sure it is and in which zone its hour is."""
    assert in_words(parse("1961-10~")) == "October 1961 (approximate)"
    assert in_words(parse("1961-10-16T09:00:00Z")) == "16 October 1961, 09:00 UTC"
    assert in_words(parse("1961-10-16T09:00:00")) == "16 October 1961, 09:00 local time"
    assert in_words(parse("1961-10-16T09:00:30-05:00")) == "16 October 1961, 09:00:30 UTC-05:00"


@pytest.mark.parametrize(
    "parts",
    [
        {"day": 1},
        {"month": 1, "time": (1, 1, 1), "offset": 0},
        {"month": 1, "day": 1, "time": (1, 1, 1), "qualifier": "?"},
        {"month": 1, "day": 1, "offset": 0},
        {"qualifier": "!"},
        {"month": 1, "day": 1, "time": (1, 1, 1), "offset": 0, "qualifier": "~"},
        {"month": 1, "day": 1, "time": (1, 1, 1), "offset": 900},
        {"month": 0},
    ],
)
def test_parts_that_do_not_belong_together_are_refused(parts):
    """A date cannot be made of parts that say nothing together."""
    with pytest.raises(BadInputError, match="date"):
        DocumentDate(1961, **parts)
