"""Whom a draft says it quotes, and of which day."""

import pytest

from backchannel.text.quotations.attribution import attributions
from backchannel.text.quotations.days import Day
from backchannel.text.quotations.marks import quotations

TENTH = [Day(1962, 12, 11)]


def read(text, number=0):
    """Give the names and days of a quotation of a text."""
    found = quotations(text).quotations
    one = attributions(text, found)[number]
    return [" ".join(name) for name in one.names], list(one.days)


@pytest.mark.parametrize(
    "text",
    [
        "On 11 December 1962 Orlov wrote: “the ice is here”.",
        "On December 11, 1962 Orlov stated that “the ice is here”.",
        "As Mr. Orlov put it on 11 December 1962, “the ice is here”.",
        "Orlov’s message of December 11, 1962 says “the ice is here”.",
        "In the letter of December 11, 1962, Orlov wrote: “the ice is here”.",
        "We recall the assurance given on December 11, 1962 by Orlov: “the ice is here”.",
        "The communication from Orlov dated 11 December 1962 contains the words “the ice is here”.",
        "“The ice is here”, Orlov wrote on December 11, 1962.",
        "“The ice is here,” wrote Ambassador Orlov on 11 December 1962.",
        "“The ice is here,” Orlov wrote on 1962-12-11, “and it will stay.”",
        "“The ice is here.” Orlov, letter of 11 December 1962.",
        "“The ice is here.” So wrote Orlov on 11 December 1962. We read it.",
        "“The ice is here.” These were the words of Ambassador Orlov on 11 December 1962.",
        "“The ice is here”. This is what Mr. Orlov wrote on 11 December 1962.",
        "“The ice is here.” Orlov wrote this on 11 December 1962.",
        "Orlov has always maintained, last on 11 December 1962, that “the ice is here”.",
        "He spoke of Kaljo and the U.S. In the letter of December 11, 1962, Orlov wrote “the ice is here”.",
        "ON DECEMBER 11, 1962 ORLOV WROTE: “THE ICE IS HERE”.",
        "On December 11, 1962 Orlov wrote:\n\n    the ice is here\n\nWe read it.",
    ],
)
def test_name_and_day_are_read_however_they_are_said(text):
    """Before the quotation or directly after it."""
    assert read(text) == (["orlov"], TENTH)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In your letter of May 15 you wrote “the ice is here”.", Day(None, 5, 15)),
        ("In your letter of 15 May you wrote “the ice is here”.", Day(None, 5, 15)),
        ("In your letter of May 1962 you wrote “the ice is here”.", Day(1962, 5, None)),
        ("Dans sa lettre du 15 mai 1962 il a écrit « la glace est là ».", Day(1962, 5, 15)),
        ("In seinem Brief vom 15. Mai 1962 schrieb er „das Eis ist da“.", Day(1962, 5, 15)),
        ("1962年5月15日的信中写道：“冰封住了海峡”。", Day(1962, 5, 15)),
        ("كتب في رسالته المؤرخة 15 مايو 1962 «الجليد هنا».", Day(1962, 5, 15)),
        ("В письме от 15 мая 1962 года он писал «лёд пришёл».", Day(1962, 5, 15)),
    ],
)
def test_a_day_is_read_with_what_it_has(text, day):
    """Without its year, without its day, in other languages."""
    assert read(text)[1] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "It was said in the earlier correspondence that “the ice is here”.",
        "Orlov left on 11 December 1962. It was said that “the ice is here”.",
        "“The ice is here.” Orlov left on 11 December 1962.",
        "The Government stated that “the ice is here”.",
        "Moscow said that “the ice is here”.",
        "This so-called “cold war” ended in May.",
    ],
)
def test_what_does_not_say_whose_the_words_are_names_nobody(text):
    """Another sentence, a government, a city."""
    assert read(text)[0] == []


def test_the_second_half_of_a_broken_quotation_is_of_the_same_person():
    """The name stands between the halves."""
    assert read("“The ice is here,” Orlov wrote on 11 December 1962, “and it will stay.”", 1) == (["orlov"], TENTH)


@pytest.mark.parametrize(
    "text",
    [
        "“The ice is here.” This, Orlov said on 11 December 1962, was untrue.",
        "“The ice is here.” Orlov wrote this on 11 December 1962: “the sea is open”.",
        "“The ice is here.” So it is. Orlov wrote on 11 December 1962.",
    ],
)
def test_a_sentence_after_it_that_speaks_of_something_else_attributes_nothing(text):
    """Only one that says whose words stood before it."""
    assert read(text) == ([], [])


def test_there_is_in_the_letter_that_the_sentence_before_names():
    """ "You wrote there" quotes from what was just named; a sentence without such a word names nobody again."""
    named = "I go through Mr. Orlov’s letter of 11 December 1962."
    assert read(f"{named} You wrote there: “the ice is here”.")[1] == TENTH
    assert read(f"{named} You wrote: “the ice is here”.") == ([], [])
    assert read("You wrote there: “the ice is here”.") == ([], [])
