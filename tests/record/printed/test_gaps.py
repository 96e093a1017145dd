"""Gaps: what editors left out and what governments withheld, told apart, with how much."""

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.printed.gaps import LONGEST, find

PIECES = st.sampled_from(
    ["[", "]", "not declassified", "deleted", "Here follows ", "Omitted here ", "2-1/2 lines of source text ", "½",
     "11/2 lines ", "on ", "of ", "“", ". "]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6))).map("".join)


@pytest.mark.parametrize(
    ("text", "extent", "amount", "subject", "reason"),
    [
        ("Here follow two paragraphs on fishing.", "two paragraphs", (("2", "paragraph"),), "fishing", None),
        ("Here follows discussion of the ferry and the light.", "discussion", None, "the ferry and the light", None),
        ("Omitted here is discussion of the harbor.", "discussion", None, "the harbor", None),
        ("Here follows discussion of matters unrelated to Suvria.", "discussion", None, None, "unrelated to Suvria"),
        ("Here follow 7 pages; for text, see Document 5.", "7 pages", (("7", "page"),), None, None),
        ("Here follows a 6-page paper regarding tolls.", "a 6-page paper", (("6", "page"),), "tolls", None),
        ("Here follows the “On Tolls” section of it.", "the “On Tolls” section of it", None, None, None),
        ("Have follow the remaining agenda items.", "the remaining agenda items", None, None, None),
        ("Here follows discussion of the U.S. Navy.", "discussion", None, "the U.S. Navy", None),
    ],
)  # fmt: skip
def test_what_editors_left_out(text, extent, amount, subject, reason):
    """How much, what about and why, as printed."""
    (gap,) = find(f"Before. [{text}] After.")
    assert (gap.text, gap.kind) == (text, "omitted")
    assert (gap.extent, gap.amount, gap.subject, gap.reason) == (extent, amount, subject, reason)


@pytest.mark.parametrize(
    ("text", "extent", "amount"),
    [
        ("4 lines of source text not declassified", "4 lines of source text", (("4", "line"),)),
        ("2-1/2 lines not declassified", "2-1/2 lines", (("5/2", "line"),)),
        ("2–1/2 lines not declassified", "2–1/2 lines", (("5/2", "line"),)),
        ("3-½ lines not declassified", "3-½ lines", (("7/2", "line"),)),
        ("2½ lines not declassified", "2½ lines", (("5/2", "line"),)),
        ("2 1/2 lines not declassified", "2 1/2 lines", (("5/2", "line"),)),
        ("11/2 lines of source text not declassified", "11/2 lines of source text", (("3/2", "line"),)),
        ("1/2 page not declassified", "1/2 page", (("1/2", "page"),)),
        ("less than 1 line not declassified", "less than 1 line", (("1", "line"),)),
        ("1 1ine not declassfied", "1 1ine", (("1", "line"),)),
        ("3 words not desclassified", "3 words", (("3", "word"),)),
        (
            "1 paragraph (7 lines of source text) not declassified",
            "1 paragraph (7 lines of source text)",
            (("1", "paragraph"), ("7", "line")),
        ),
        ("2 lines of 3-column source text not declassified", "2 lines of 3-column source text", (("2", "line"),)),
        (
            "Source: Archive. Secret. 3 pages of source text not declassified.",
            "3 pages of source text",
            (("3", "page"),),
        ),
        ("name deleted", "name", None),
        ("name and title not declassified", "name and title", None),
        ("text declassified", "text", None),
        ("7 pages not declassified in time for publication.", "7 pages", (("7", "page"),)),
    ],
)
def test_what_governments_withheld(text, extent, amount):
    """How much as printed, and as numbers, whatever became of hyphens and letters in print."""
    (gap,) = find(f"Before [{text}] after.")
    assert (gap.text, gap.kind, gap.extent, gap.amount, gap.subject) == (text, "withheld", extent, amount, None)
    assert gap.reason


def test_a_reason_is_kept_with_its_words():
    """A deed of gift is a reason, and is told."""
    (gap,) = find("They [Sanitized—Donor’s Deed of Gift] came down.")
    assert (gap.kind, gap.extent, gap.reason) == ("withheld", None, "Sanitized—Donor’s Deed of Gift")


@pytest.mark.parametrize(
    "text", ["[*2 lines not declassified*]", "[ _2 lines not declassified_ ]", "[2 lines\nnot declassified]"]
)
def test_italics_and_line_breaks_hide_no_gap(text):
    """Marks of italics and white space around the words are no part of them."""
    (gap,) = find(text)
    assert gap.amount == (("2", "line"),)


@pytest.mark.parametrize(
    "text",
    [
        "[sic]", "[Page 610]", "[Enclosure]", "[Attachment]", "[garble]", "[Laughter]", "[not]", "[was]", "[2 of 3]",
        "[Footnote in the source text. The annex is not printed.]", "[the following day]",
        "[declassified on request by Holt]", "2 lines not declassified", "[never closed: 2 lines not declassified",
        "2 lines not declassified]",
    ],
)  # fmt: skip
def test_other_brackets_are_no_gaps(text):
    """A supplied word, a page mark and the like leave nothing out."""
    assert find(f"The boat {text} sailed.") == ()


def test_the_outermost_of_nested_brackets_counts():
    """A gap within a gap is part of it; a gap within another bracket stands for itself."""
    (outer,) = find("[Here follows a list. [2 lines not declassified]]")
    assert outer.kind == "omitted"
    (inner,) = find("[Footnote by Holt: [2 lines not declassified] and so on]")
    assert inner.text == "2 lines not declassified"
    assert len(find("[2 lines not declassified] and [name deleted]")) == 2


def test_a_bracket_that_swallows_a_page_is_no_gap():
    """Where a bracket was lost, what was read as one would hide a page of text."""
    assert find(f"[Here follows a list. {'word ' * LONGEST}]") == ()


@given(TEXTS)
def test_gaps_stand_in_the_text(text):
    """Any text is read; gaps come in order, apart from each other, each with its brackets; amounts are numbers."""
    end = 0
    for gap in find(text):
        assert end <= gap.start < gap.end <= len(text)
        end = gap.end
        assert text[gap.start : gap.end] == f"[{gap.text}]"
        for part in (gap.extent, gap.subject, gap.reason):
            assert part is None or part in text
        for number, unit in gap.amount or ():
            assert Fraction(number) >= 0
            assert unit


@pytest.mark.parametrize(
    "piece",
    [
        ("[", 1_000_000, ""),
        ("[", 500_000, "]"),
        ("[not declassified", 60_000, "]"),
        ("[Here follows “", 70_000, ""),
        ("1 line ", 140_000, ""),
    ],
    ids=["open", "nested", "withheld in each other", "quotations", "amounts"],
)
def test_a_megabyte_of_brackets_is_read_in_seconds(piece):
    """Time grows with the length and not with its square, which would be hours."""
    opening, count, closing = piece
    start = time.monotonic()
    find(opening * count + closing * count)
    assert time.monotonic() - start < 60
