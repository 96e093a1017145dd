"""Dates as people write them: what is read, by which steps, and what is left unresolved rather than guessed."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.planning.calendar.phrases import Certainty, Relation, read
from backchannel.record.dates import parse

MONDAY = parse("2031-05-05")
SEEDS = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[4] / "shared" / "record") / "seeds"


def when(words, on=MONDAY):
    found = read(words, on)
    return str(found.when) if found.when else None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("before June first", "../2031-05-31"),
        ("by the end of June", "../2031-06-30"),
        ("before the end of the year", "../2031-12-31"),
        ("about July first", "2031-07-01~"),
        ("say around June 25th", "2031-06-25~"),
        ("perhaps around June 25th", "2031-06-25%"),
        ("in one week", "2031-05-12"),
        ("in about a month", "2031-06-05~"),
        ("Friday of this week—May ninth", "2031-05-09"),
        ("tomorrow", "2031-05-06"),
        ("between 13 and 15 December", "2031-12-13/2031-12-15"),
        ("13 – 15 December", "2031-12-13/2031-12-15"),
        ("from 1 June to 3 July", "2031-06-01/2031-07-03"),
        ("after May 10, before June first", "2031-05-11/2031-05-31"),
        ("not before June 10", "2031-06-10/.."),
        ("June 10 at the latest", "../2031-06-10"),
        ("on or about 1 November 2031", "2031-11-01~"),
        ("a week before Christmas", "2031-12-18"),
        ("soon after New Year's Day", "2032-01-02/.."),
        ("the 3rd", "2031-06-03"),
        ("the 5th prox.", "2031-06-05"),
        ("early June", "2031-06"),
        ("March", "2032-03"),
        ("the twenty-first of June", "2031-06-21"),
        ("../2031-05-31", "../2031-05-31"),
        ("“before June first”.", "../2031-05-31"),
        ("BEFORE  JUNE\u00a0FIRST", "../2031-05-31"),
    ],
)
def test_words_are_read_against_the_date_of_their_document(words, edtf):
    """As a person would who has the letter before him."""
    assert when(words) == edtf


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("next Friday", "may mean 9 May 2031 (Friday) or 16 May 2031 (Friday)"),
        ("on Monday", "may mean 5 May 2031 (Monday) or 12 May 2031 (Monday)"),
        ("by June", "before that begins, or before it ends"),
        ("10/6/31", "two countries read such numbers as two days"),
        ("Thursday, May 9th", "is a Friday, and not a Thursday"),
        ("Friday of this week—May eighth", "do not agree"),
        ("February 30", "no calendar has such a day"),
        ("before the talks, after the session", "two events"),
        ("before long", "is not read"),
        ("in due course", "is not read"),
        ("in spring", "is not read"),
        ("im Juni", "is not read"),
        ("до Рождества", "is not read"),
        ("before 4 p.m. on Friday", "is not read"),
        ("after the elections, unless the Chairman objects", "is not read"),
        ("", "no words"),
        ("—", "no words"),
        ("before " + "x" * 20_000, "too long"),
        ("\u202e52 enuJ", "is not read"),
        ("<b>June 5</b>", "is not read"),
        ("in 999 years of years", "is not read"),
        ("in 999 years", ""),
    ],
)
def test_what_is_not_read_stays_unresolved_with_the_reason(words, why):
    """Nothing is guessed: two readings are both said, and the words stand."""
    found = read(words, MONDAY)
    if why:
        assert (found.when, found.certainty, found.anchor) == (None, Certainty.UNRESOLVED, "")
        assert why in found.steps[-1]
    assert found.written == words


def test_a_year_that_stands_in_the_words_is_stated_and_any_other_is_inferred():
    """The steps say from where it was taken."""
    assert read("16 October 2031", None).certainty == Certainty.STATED
    found = read("before June first", MONDAY)
    assert found.certainty == Certainty.INFERRED
    assert any("No year is written" in step and "5 May 2031" in step for step in found.steps)


def test_without_the_date_of_the_document_nothing_relative_is_read():
    """Not even the year."""
    for words in ("before June first", "Friday of this week", "tomorrow", "in a week", "Christmas"):
        assert when(words, None) is None
    assert when("Friday of this week", parse("2031-05")) is None


def test_a_document_whose_own_day_is_uncertain_gives_uncertain_days():
    """What is counted from about a day is about a day."""
    assert when("Friday of this week", parse("2031-05-05~")) == "2031-05-09~"


def test_on_a_sunday_this_week_is_two_weeks():
    """Where weeks begin on Monday it ends that day, where they begin on Sunday it begins."""
    assert when("Friday of this week", parse("2031-05-04")) is None
    assert when("Sunday of this week", MONDAY) is None


def test_words_that_hang_on_an_event_name_it_and_where_they_stand_to_it():
    """With what is only perhaps, and with days counted."""
    found = read("before Christmas, perhaps immediately following the Norlund meeting", MONDAY)
    assert (str(found.when), found.anchor, found.relation, found.is_perhaps) == (
        "../2031-12-24",
        "Norlund meeting",
        Relation.AFTER,
        True,
    )
    for joint in (", immediately following", " and soon after", "; following", " but after"):
        found = read(f"before Christmas{joint} the Norlund meeting", MONDAY)
        assert (str(found.when), found.anchor, found.is_perhaps) == ("../2031-12-24", "Norlund meeting", False)
    found = read("two weeks before the session", MONDAY)
    assert (found.when, found.anchor, found.relation, found.days) == (None, "session", Relation.AT, -14)
    assert found.certainty == Certainty.UNRESOLVED


@given(st.text(max_size=80))
def test_no_words_are_an_error(words):
    """Whatever somebody typed: a date, an event or nothing, and the words as they were."""
    found = read(words, MONDAY)
    assert found.written == words
    assert (found.when is None) == (found.certainty == Certainty.UNRESOLVED)


PIECES = st.sampled_from(
    [
        "before",
        "after",
        "by",
        "about",
        "say",
        "perhaps",
        "the",
        "end",
        "of",
        "3",
        "25th",
        "first",
        "June",
        "May",
        "week",
        "month",
        "year",
        "this",
        "next",
        "last",
        "Friday",
        "Christmas",
        "and",
        "but",
        "not",
        "in",
        "on",
        "—",
        ",",
        "-",
        "from",
        "to",
        "between",
        "2031",
        "31",
        "twenty-first",
        "days",
        "within",
        "at",
        "until",
        "meeting",
    ]
)


@given(
    st.lists(PIECES, max_size=9),
    st.sampled_from([None, MONDAY, parse("2031"), parse("9999-12-31"), parse("0001-01-01")]),
)
def test_no_heap_of_such_words_is_an_error(pieces, on):
    """Nor at the ends of the calendar."""
    read(" ".join(pieces), on)


# The real documents


@pytest.fixture(scope="module")
def texts():
    """The seeds, if they are on this machine."""
    if not SEEDS.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    return {path.name[:10]: " ".join(path.read_text(encoding="utf-8").split()) for path in SEEDS.glob("*.txt")}


def phrase(text, pattern):
    """Give the words of the document that a pattern meets, of which there must be some."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return found[0]


@pytest.mark.parametrize(
    ("pattern", "edtf"),
    [
        (r"before September first", "../1961-08-31"),
        (r"before October first", "../1961-09-30"),
        (r"about November first", "1961-11-01~"),
        (r"say around September \w+", "1961-09-25~"),
        (r"by the end of September", "../1961-09-30"),
        (r"on August 31st", "1961-08-31"),
        (r"Friday of this week\W[A-Z]\w+ [\w-]+", "1961-08-25"),
    ],
)
def test_r26_and_r31_the_dates_of_august_are_read_from_the_text(texts, pattern, edtf):
    """Each from the words of the memorandum, against its own date."""
    assert when(phrase(texts["1961-08-21"], pattern), parse("1961-08-21")) == edtf


def test_r45_the_talk_of_december_is_bounded_and_hangs_on_an_event(texts):
    """Until somebody says when that meeting was, it hangs."""
    words = phrase(texts["1961-12-15"], r"before Christmas, perhaps immediately following [A-Z]\w+ \w+")
    found = read(words, parse("1961-12-15"))
    assert (str(found.when), found.relation, found.is_perhaps) == ("../1961-12-24", Relation.AFTER, True)
    assert found.anchor == " ".join(words.split()[-2:])


def test_on_friday_of_a_telegram_that_was_sent_on_a_friday_is_unresolved(texts):
    """That day or a week later: the telegram does not say, and neither do we."""
    assert when(phrase(texts["1961-12-15"], r"on Friday"), parse("1961-12-15")) is None
