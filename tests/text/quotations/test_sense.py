"""What a quotation cuts off, where the sense may shift."""

import pytest

from backchannel.text.quotations.sense import cut, left_out, negations, sentence

PLAIN = ("He wrote that", ".")


def cuts(text, quoted, around=PLAIN):
    """Give the kinds of what is cut off."""
    begins = text.index(quoted)
    return [one.kind for one in cut(text, begins, begins + len(quoted), around)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We would withdraw the pilots if you open the strait.", "condition"),
        ("If you open the strait, we would withdraw the pilots.", "condition"),
        ("We do not intend to withdraw the pilots this year.", "negation"),
        ("Neither could we withdraw the pilots.", "negation"),
        ("We might withdraw the pilots this year.", "possibility"),
        ("We shall withdraw the pilots, but not before spring.", "contrast"),
        ("To withdraw the pilots is not possible.", "negation"),
        ("We shall withdraw the pilots this year, provided the ice holds.", "condition"),
        ("We shall withdraw the pilots on the understanding that yours leave too.", "condition"),
        ("As long as the ice holds, we shall withdraw the pilots.", "condition"),
        ("We asked whether you would withdraw the pilots.", "condition"),
        ("Мы не намерены withdraw the pilots.", "negation"),
        ("I deny that we meant to withdraw the pilots.", "negation"),
        ("It is false that we were asked to withdraw the pilots.", "negation"),
        ("My government refuses for its part to withdraw the pilots.", "negation"),
        ("We shall never, whatever happens in the north, withdraw the pilots.", "negation"),
    ],
)
def test_what_governs_the_quoted_words_is_told(text, kind):
    """On either side, in the same sentence."""
    assert kind in cuts(text, "withdraw the pilots")


@pytest.mark.parametrize(
    "text",
    [
        "We shall withdraw the pilots.",
        "It is not cold. We shall withdraw the pilots. If it freezes, they return.",
        "Mr. Holm has said that we shall withdraw the pilots this year.",
        "The rumour is false, and we shall withdraw the pilots.",
        "We shall not only warn you; we shall withdraw the pilots.",
    ],
)
def test_another_sentence_or_clause_cuts_nothing(text):
    """Nor does "not only"."""
    assert cuts(text, "withdraw the pilots") == []


def test_what_the_draft_says_itself_is_not_cut():
    """The negation stands in the draft's own words."""
    text = "We do not intend to withdraw the pilots this year."
    assert cuts(text, "withdraw the pilots", ("You say that you do not mean to", ".")) == []


def test_a_denial_that_the_draft_tells_is_not_cut():
    """It may deny with another word."""
    text = "I deny that we meant to withdraw the pilots this year."
    assert cuts(text, "withdraw the pilots", ("Maren refused to say that they would", ".")) == []


def test_two_words_claim_no_sentence():
    """Whatever stands around them."""
    assert cuts("We do not want a cold war.", "cold war") == []


def test_a_sentence_does_not_end_at_an_abbreviation():
    """Nor within its quotation."""
    text = "It rained. Mr. Holm of the U.S. mission told St. Aldric that it froze. So it did."
    begins = text.index("told")
    start, end = sentence(text, begins, begins + 4)
    assert text[start:end] == "Mr. Holm of the U.S. mission told St. Aldric that it froze."


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("do not", ["negation"]),
        ("unless you open it", ["condition"]),
        ("which nobody", ["negation"]),
        ("who live there", ["clause"]),
        ("cold and bright", []),
    ],
)
def test_what_an_ellipsis_leaves_out_is_looked_at(text, kinds):
    """A negation, a condition, a subordinate clause."""
    assert [one.kind for one in left_out(text)] == kinds


def test_letters_left_out_of_not_are_a_negation():
    """Tokens divide at the apostrophe."""
    assert negations(("we", "don", "t", "know")) == 1
    assert negations(("point", "t")) == 0 or negations(("t", "point")) == 0


def test_a_clause_that_restricts_is_told_where_no_comma_divides_it():
    """Whom exactly the quoted words are about is part of what they say; a remark behind a comma is not."""
    said = "Our police will no longer search pilgrims who carry a lamp and a pass."
    end = said.index(" who")
    assert [one.kind for one in cut(said, 0, end, ("", ""))] == ["clause"]
    remark = said.replace(" who carry", ", who come in May, carry")
    assert cut(remark, 0, end, ("", "")) == ()


def test_the_month_of_may_hedges_nothing():
    """A date in the draft does not say that what follows is only possible."""
    said = "It will be paid in two parts, unless the gauge ceases to be read."
    end = said.index(", unless")
    assert [one.kind for one in cut(said, 0, end, ("Mrs. Brandt, 14 May:", ""))] == ["condition"]
    assert cut(said, 0, end, ("This may be so:", "")) == ()
