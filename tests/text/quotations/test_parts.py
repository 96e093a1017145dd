"""What a quotation consists of: words, and what it says that it left out or put in."""

import pytest

from backchannel.text.quotations.parts import parts


def taken(text):
    """Give the pieces of a quotation as words."""
    told = parts(text, 0, len(text))
    return [" ".join(told.texts[first:last]) for first, last in told.pieces]


@pytest.mark.parametrize(
    "mark", ["...", "…", "[...]", "[…]", ". . .", ". . . .", "(...)", "* * *", "***", "[. . .]", "....", "___", "⋯"]
)
def test_every_ellipsis_divides_a_quotation(mark):
    """However it is printed."""
    assert taken(f"four ferries {mark} before the ice") == ["four ferries", "before the ice"]


def test_bracketed_words_are_the_drafts():
    """They stand where something else stood."""
    assert taken("four [of our] ferries") == ["four", "ferries"]


def test_bracketed_first_letters_belong_to_their_word():
    """Only the capital is the draft's."""
    told = parts("[F]our ferries", 0, 14)
    assert told.texts == ("four", "ferries")
    assert (told.words[0].start, told.words[0].end) == (1, 6)
    assert [gap.kind for gap in told.gaps] == ["letters"]


@pytest.mark.parametrize("mark", ["[3]", "[^3]", "²", "[Page 504]", "[p. 12]", "[sic]", "\n- 12 -\n", "\n[Page 3]\n"])
def test_marks_of_notes_and_pages_are_no_part_of_a_quotation(mark):
    """They divide nothing."""
    assert taken(f"four ferries {mark} before the ice") == ["four ferries before the ice"]


def test_words_keep_their_places_in_the_draft():
    """With what is folded away."""
    text = "xx “Ｆour ﬁne … ferries” yy"
    told = parts(text, 4, 22)
    assert [text[word.start : word.end] for word in told.words] == ["Ｆour", "ﬁne", "ferries"]
    assert [text[gap.start : gap.end] for gap in told.gaps] == ["…"]
