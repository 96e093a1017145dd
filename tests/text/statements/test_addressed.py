"""A reader's words in a letter to him: what is quoted of him, and what he is told that he said."""

from backchannel.text.statements.addressed import quoted, reported


def q(text):
    """What is quoted of the reader."""
    return [text[start:end] for start, end in quoted(text)]


def r(text):
    """What the reader is told that he said."""
    return [text[start:end] for start, end in reported(text)]


def test_what_is_quoted_of_the_reader_is_his():
    """His letter, his statement, or as he calls it: before the quotation or after it."""
    assert q("I note your statement that the town must be able to “choose its own pilots.”") == [
        "choose its own pilots."
    ]
    assert q("My speech was not “warlike,” as it is termed by your letter.") == ["warlike,"]
    assert q('You say that the weir is "a matter for engineers", and I agree.') == ["a matter for engineers"]


def test_what_others_say_is_not_his():
    """A saying, a newspaper's words, and our own are nobody's here."""
    assert q("We would be “buying the same horse twice”.") == []
    assert q("I said “not before the ice” in my letter.") == []


def test_what_the_reader_is_told_that_he_said_is_his():
    """The clause alone, up to the end of it."""
    assert r("Inasmuch as you state very emphatically that you have no designs on the island—and I am glad of it.") == [
        "you have no designs on the island"
    ]
    assert r("You have made clear that the ferries will run.") == ["the ferries will run"]
    assert r("We have made clear that the ferries will run.") == []


def test_marks_without_a_partner_end_nothing():
    """One mark, many marks, none."""
    assert q("Your letter says “and then nothing") == []
    assert q("") == r("") == []
    assert q("“" * 2_000) == []
