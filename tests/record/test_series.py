"""Numbers of a series are told apart from other numbers, and what is missing between them is found (R41)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.series import Course, SeriesNumber, courses, read, series_name


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Rothav 38", SeriesNumber("ROTHAV", 38)),
        ("ROTHAV-38", SeriesNumber("ROTHAV", 38)),
        ("rothav–038.", SeriesNumber("ROTHAV", 38)),
        ("Rothav No. 38", SeriesNumber("ROTHAV", 38)),
        ("Rothav number 38", SeriesNumber("ROTHAV", 38)),
        ("Rothav #38", SeriesNumber("ROTHAV", 38)),
        ("Post  Tarn 4", SeriesNumber("POST TARN", 4)),
        ("ALDERMARK 017976", SeriesNumber("ALDERMARK", 17976)),
        ("Rothav 38A", SeriesNumber("ROTHAV", 38, "A")),
        ("Rothav 38-b", SeriesNumber("ROTHAV", 38, "B")),
        ("Rothav 38/1", SeriesNumber("ROTHAV", 38, "", "1")),
        ("Rothav 38A/02", SeriesNumber("ROTHAV", 38, "A", "2")),
        ("Rothav 38/3504", SeriesNumber("ROTHAV", 38)),
        ("Rothav 38 (Corrected copy)", SeriesNumber("ROTHAV", 38, "", "corrected copy")),
        ("Rothav 38, repeat", SeriesNumber("ROTHAV", 38, "", "repeat")),
        ("38", None),
        ("No. 38", None),
        ("Rothav", None),
        ("Rothav 38 and 39", None),
        ("Rothav 11-4-31", None),
        ("Rothav 38 about the ferries", None),
        ("Rothav 1234567890", None),
        ("", None),
    ],
)
def test_a_number_names_its_series(printed, number):
    """Whatever the case, dashes and zeros, one number is one number; what is none of a series is none."""
    assert read(printed) == number


def test_a_number_is_written_as_it_is_read():
    """What stands for a number in a sentence reads as the same number."""
    for printed in ("Rothav 38", "Rothav 38A", "Rothav 38/1", "Rothav 38A (repeat)"):
        assert read(str(read(printed))) == read(printed)
    assert series_name(" post-Tarn ") == "POST TARN"


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_none(text):
    """Reading a number never fails, and what is read is a series of letters and a number."""
    found = read(text)
    assert found is None or (found.series and found.number >= 0)


def test_missing_numbers_and_doubles_are_found_by_series():
    """Each series runs from its own first number; what lacks between is given as spans, what stands twice by name."""
    numbers = [read(f"Rothav {n}") for n in (36, 41, 37, 40, 40)] + [read("Tosev 7"), read("Tosev 8")]
    assert courses(numbers) == (
        Course("ROTHAV", 36, 41, ((38, 39),), (SeriesNumber("ROTHAV", 40),)),
        Course("TOSEV", 7, 8, (), ()),
    )
    assert courses([]) == ()


def test_a_correction_stands_for_no_number():
    """A correction or a lettered number does not fill the place of the number that never came, at an end as within."""
    numbers = [read(n) for n in ("Rothav 36", "Rothav 37A", "Rothav 38/1", "Rothav 38/1", "Rothav 38 repeat")]
    assert courses(numbers) == (Course("ROTHAV", 36, 38, ((37, 38),), ()),)


def test_a_far_number_is_told_without_counting():
    """A number that jumps by millions is one span."""
    assert courses([read("Rothav 1"), read("Rothav 999999999")])[0].missing == ((2, 999999998),)


@given(st.sets(st.integers(0, 60), min_size=1), st.randoms())
def test_what_is_there_and_what_is_missing_make_the_whole(there, random):
    """In whatever order they come, the numbers there and the missing ones are all from the first to the last."""
    numbers = [SeriesNumber("ROTHAV", number) for number in there]
    random.shuffle(numbers)
    (course,) = courses(numbers)
    missing = {number for first, last in course.missing for number in range(first, last + 1)}
    assert missing.isdisjoint(there)
    assert missing | there == set(range(course.first, course.last + 1))
    assert course.repeated == ()
