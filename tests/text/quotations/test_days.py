"""Days as drafts name them, held against those of documents."""

import numpy as np
import pytest

from backchannel.text.quotations.days import Day, number_of

UNKNOWN = (0, 1 << 30)


def fits(day, first, last, late=0):
    """Say whether a day fits a document with a first and a last day."""
    days = (number_of(first), number_of(last)) if first else UNKNOWN
    return day.fits(*(np.array([number], np.int32) for number in (*days, late))).tolist() == [True]


@pytest.mark.parametrize(
    ("day", "first", "last", "expected"),
    [
        (Day(1962, 5, 15), "1962-05-15", "1962-05-15", True),
        (Day(1962, 5, 15), "1962-05-16", "1962-05-16", False),
        (Day(1962, 5, 15), "1962-04-30", "1962-06-02", True),
        (Day(None, 5, 15), "1962-05-15", "1962-05-15", True),
        (Day(None, 5, 15), "1962-05-14", "1962-05-16", True),
        (Day(None, 5, 15), "1962-06-15", "1962-06-15", False),
        (Day(None, 5, 15), "1961-12-30", "1962-01-02", False),
        (Day(None, 5, 15), "1961-06-01", "1963-01-02", True),
        (Day(None, 12, 31), "1961-12-31", "1962-01-01", True),
        (Day(1962, 5, None), "1962-05-31", "1962-05-31", True),
        (Day(1962, 5, None), "1962-06-01", "1962-06-01", False),
        (Day(1962, None, None), "1962-12-31", "1963-01-01", True),
        (Day(1962, None, None), "1963-01-01", "1963-01-01", False),
        (Day(1962, 5, 15), "", "", True),
        (Day(None, 5, 15), "", "", True),
    ],
)
def test_a_day_fits_the_document_that_may_be_of_it(day, first, last, expected):
    """With what is known of both."""
    assert fits(day, first, last) is expected


def test_a_report_may_be_of_a_later_day():
    """By as many days as are allowed, over the end of a month too, and never earlier; a month is not stretched."""
    assert fits(Day(1962, 5, 15), "1962-05-16", "1962-05-16", 2)
    assert fits(Day(1962, 5, 31), "1962-06-02", "1962-06-02", 2)
    assert fits(Day(None, 12, 15), "1962-12-17", "1962-12-17", 2)
    assert not fits(Day(1962, 5, 15), "1962-05-18", "1962-05-18", 2)
    assert not fits(Day(1962, 5, 15), "1962-05-14", "1962-05-14", 2)
    assert not fits(Day(1962, 5, None), "1962-06-01", "1962-06-01", 2)


def test_each_document_has_its_own_days():
    """Many are compared at once, each with its first and last day and with how late it may be."""
    first = np.array([number_of(day) for day in ("1962-05-15", "1962-05-16", "1962-05-16", "1963-05-15")], np.int32)
    late = np.array([0, 0, 2, 0], np.int32)
    assert Day(1962, 5, 15).fits(first, first, late).tolist() == [True, False, True, False]
    assert Day(None, 5, 15).fits(first, first, late).tolist() == [True, False, True, True]


def test_a_day_stands_where_it_is_the_very_day():
    """Of any year where none is named; never for a month alone, nor where no day is known."""
    days = np.array([number_of("1962-05-15"), number_of("1963-05-15"), number_of("1962-12-31"), 0], np.int32)
    assert Day(1962, 5, 15).stands(days).tolist() == [True, False, False, False]
    assert Day(None, 5, 15).stands(days).tolist() == [True, True, False, False]
    assert Day(None, 12, 31).stands(days).tolist() == [False, False, True, False]
    assert not Day(None, 11, 31).stands(days).any()
    assert not Day(1962, 5, None).stands(days).any()
