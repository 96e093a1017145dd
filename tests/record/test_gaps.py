"""Gaps: what editors left out and what governments withheld, told apart, with how much."""

import pytest

from backchannel.record.gaps import find


@pytest.mark.parametrize(
    ("text", "kind", "extent", "amount", "subject"),
    [
        ("Here follow two paragraphs on fishing.", "omitted", "two paragraphs", (("2", "paragraph"),), "fishing"),
        (
            "Here follows discussion of the ferry and the light.",
            "omitted",
            "discussion",
            None,
            "the ferry and the light",
        ),
        ("Omitted here is discussion of the harbor.", "omitted", "discussion", None, "the harbor"),
        ("4 lines not declassified", "withheld", "4 lines", (("4", "line"),), None),
        ("name deleted", "withheld", "name", None, None),
    ],
)
def test_a_gap_is_read(text, kind, extent, amount, subject):
    """Kind, extent, amount and subject of the usual forms."""
    (gap,) = find(f"Before. [{text}] After.")
    assert (gap.text, gap.kind, gap.extent, gap.amount, gap.subject) == (text, kind, extent, amount, subject)


@pytest.mark.parametrize("text", ["[sic]", "[Page 610]", "[Enclosure]", "[garble]", "[Laughter]", "[not]"])
def test_other_brackets_are_no_gaps(text):
    """A supplied word, a page mark and the like leave nothing out."""
    assert find(f"The boat {text} sailed.") == ()
