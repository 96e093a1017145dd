"""Phrases: found wherever they stand, whatever was asked for before, and never over the end of a text."""

import pytest
from tests.vault.test_search import keep, letter

from backchannel.vault.phrases import Phrases

NORTH = "The pilots leave the northern strait before the ice comes, and the pilots of the south remain."
SOUTH = "Before the ice comes the lighthouse burns low. The pilots leave."
NOTE = "Nobody else was told of the harbour dues."


@pytest.fixture
def phrases(vault):
    """Two documents; the second has a note and a heading of its own."""
    keep(vault, letter(NORTH), letter(SOUTH, heading="Telegram from the harbour office", notes=(NOTE,)))
    with vault.read() as db:
        yield Phrases(db)


def numbers(phrases, text):
    """Give some words as they are asked for."""
    return phrases.numbers(tuple(text.split()))


def everywhere(phrases, text):
    """Give document and place of a phrase."""
    documents, places = phrases.everywhere(numbers(phrases, text))
    return list(zip(documents.tolist(), places.tolist(), strict=True))


def test_a_phrase_is_found_in_each_document_once_at_its_first_place(phrases):
    """With words that are everywhere, to the first and the last word of a text."""
    assert everywhere(phrases, "the pilots") == [(1, 0), (2, 8)]
    assert everywhere(phrases, "before the ice comes") == [(1, 6), (2, 0)]
    assert everywhere(phrases, "of the south remain") == [(1, 13)]
    assert everywhere(phrases, "the ice comes the lighthouse burns low the pilots leave") == [(2, 1)]


def test_what_is_asked_for_later_is_found_too(phrases):
    """The pairs of the first draft are sorted by themselves, and those of others when somebody asks for them."""
    phrases.expect([numbers(phrases, "northern strait")])
    assert everywhere(phrases, "northern strait") == [(1, 4)]
    assert everywhere(phrases, "lighthouse burns low") == [(2, 5)]
    assert everywhere(phrases, "northern strait") == [(1, 4)]


def test_attack_no_phrase_runs_into_another_text(phrases):
    """Not from one document into the next, nor into a heading or a note, and none is found in these."""
    for text in (
        "south remain before the ice",
        "office before the ice",
        "leave nobody else",
        "harbour dues",
        "harbour",
    ):
        assert everywhere(phrases, text) == []


def test_the_longest_run_ends_where_the_words_differ(phrases):
    """On both sides of the pair from which it is sought, and at the ends of a text."""
    found = phrases.longest(numbers(phrases, "today the pilots leave the northern channel"))
    assert (found.first, found.last, found.documents.tolist(), found.places.tolist()) == (1, 6, [1], [0])
    found = phrases.longest(numbers(phrases, "low the pilots leave nobody"))
    assert (found.first, found.last, found.documents.tolist(), found.places.tolist()) == (0, 4, [2], [7])


def test_near_gives_the_best_document_first(phrases):
    """Where most of the pairs stand close together; nothing for a single word or for words that nobody used."""
    near = phrases.near(numbers(phrases, "before the ice comes the lighthouse shines"), 4)
    assert list(near) == [2, 1]
    assert phrases.near(numbers(phrases, "pilots"), 4) == {}
    assert phrases.near(numbers(phrases, "copper mountain railway"), 4) == {}
