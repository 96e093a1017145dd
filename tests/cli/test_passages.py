"""Passages on a terminal: what is marked is shown, however long the text and wherever it stands in it."""

import pytest

from backchannel.cli.passages import marked, quoted

LONG = "word " * 4_000


@pytest.mark.parametrize("start", [0, 3, 800, 890, 1_500, 19_990])
@pytest.mark.parametrize("length", [4, 400, 9_000])
def test_a_mark_is_shown_and_the_rest_is_cut(start, length):
    """The first marked words are there, the line has an end, and what was cut is told by its dots."""
    line = marked(LONG, [(start, min(start + length, len(LONG)))])
    assert LONG[start : start + 4].strip() in line.split("**")[1]
    assert line.count("**") == 2
    assert len(line) < 1_000
    assert "…" in line


def test_a_short_text_is_shown_whole():
    """Without marks, with several, and with none of its characters obeyed."""
    assert marked("plain", []) == "plain"
    assert marked("one two three", [(0, 3), (8, 13)]) == "**one** two **three**"
    assert "\x1b" not in marked("a\x1b[2Jb", [(0, 1)])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the guard", "“the guard”"),
        ("the “old guard” left", "“the ‘old guard’ left”"),
        ('the "old guard" left', "“the ‘old guard’ left”"),
        ('"Old" and ("new")', "“‘Old’ and (‘new’)”"),
        ("our pilots’ arrears", "“our pilots’ arrears”"),
        ("die „alte Wache“", "“die ‚alte Wache‘”"),
    ],
)
def test_marks_within_quoted_words_are_single(text, shown):
    """As in print; whatever marks stand there, the outer ones are the only “ and ”."""
    assert quoted(text, 100) == shown
    assert shown.count("“") == shown.count("”") == 1
