"""What of a word is compared."""

import pytest

from backchannel.text.terms import FUNCTION_WORDS, KIN, term


@pytest.mark.parametrize(
    "words",
    [
        "guard guards guarded guarding",
        "agree agreed agrees agreeing",
        "plan planned planning plans",
        "treaty treaties",
        "take took taken taking takes",
        "withdraw withdrew withdrawn",
        "make made making",
        "use used using uses",
        "favour favor favours favoured favored",
        "favourable favorable",
        "recognise recognize recognised recognizing",
        "organisation organization organisations",
        "analyse analyze analysed",
        "defence defense",
        "programme program programmes",
        "travelled traveled travel",
        "control controlled controlling",
        "centre center centres",
    ],
)
def test_inflection_and_spelling_do_not_change_a_term(words):
    """Tense, number and the spellings of Britain and America are one term."""
    assert len({term(word) for word in words.split()}) == 1


def test_other_words_stay_apart():
    """A negation, a number and another word have other terms."""
    words = ["promise", "premise", "14", "15", "never", "four", "for", "found", "founded"]
    assert len({term(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["", "a", "e", "s", "ll", "ing", "渡", "лодка", "σ", "7", "ies", "\ud800"])
def test_any_word_has_a_term_that_is_stable(word):
    """Any token has a term or none, and it does not grow."""
    assert len(term(word)) <= len(word)


def test_kin_are_function_words():
    """What stands for another in reported speech has no term of its own."""
    assert set(KIN) | set(KIN.values()) <= FUNCTION_WORDS
    assert KIN["my"] == KIN["their"] != KIN["will"] == KIN["would"]
