"""Two printings side by side: rows, differences to the character, gaps and what fills them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.errors import UsageError
from backchannel.record.document import Document, passages_of
from backchannel.text import collation
from backchannel.text.collation import collate, fill

LAST = "The ferries between Senn and Aldermark shall run again from the first day of May."
HARBOUR = "Of the harbour at Senn we say that nobody shall close it while we talk, and that it stays under one master."


def printing(*texts):
    """A letter of these passages."""
    return Document("letter", passages_of(*texts))


def said(first, second, row):
    """The differences of a row as the words in either printing."""
    return [
        (d.kind, first.passages[d.first[0] - 1].text[d.first[1] : d.first[2]],
         second.passages[d.second[0] - 1].text[d.second[1] : d.second[2]])
        for d in row.differences
    ]  # fmt: skip


def test_same_printing_has_no_differences():
    """A document beside itself is the same in every row."""
    one = printing(HARBOUR, LAST)
    assert [(row.state, row.first, row.second) for row in collate(one, one)] == [
        ("same", (1,), (1,)),
        ("same", (2,), (2,)),
    ]


def test_every_difference_of_wording_is_shown_to_the_character():
    """A changed, a missing and an added word are three differences, each with its place in either printing."""
    one = printing(HARBOUR)
    other = printing(
        HARBOUR.replace("nobody", "no one").replace("under one", "under").replace("while we", "while both of us")
    )
    (row,) = collate(one, other)
    assert row.state == "differs"
    assert said(one, other, row) == [
        ("wording", " nobody ", " no one "),
        ("wording", " we ", " both of us "),
        ("wording", " one ", " "),
    ]


def test_setting_is_told_apart_from_wording():
    """Capitals, apostrophes, dashes and commas are differences of setting, and adjoining ones are shown as one."""
    one, other = (
        printing("Dear Mr. Holm: it’s the pilot's word—ours too, and final."),
        printing("DEAR MR. HOLM: it\u02bcs the pilot's word - ours too and final."),
    )
    (row,) = collate(one, other)
    assert row.state == "typeset"
    assert said(one, other, row)[0] == ("typeset", "Dear Mr. Holm", "DEAR MR. HOLM")
    assert {kind for kind, _, _ in said(one, other, row)} == {"typeset"}


def test_divided_paragraph_is_one_row():
    """One paragraph here, two there: the row has all three, and no word is different."""
    (row,) = collate(printing(f"{HARBOUR} {LAST}"), printing(HARBOUR, LAST))
    assert (row.first, row.second) == ((1,), (1, 2))
    assert row.state == "typeset"


def test_paragraphs_that_one_printing_lacks_stand_alone():
    """What only one has is a row of its own, in its place."""
    rows = collate(printing(HARBOUR, LAST), printing(HARBOUR, "Of fish we said nothing at all on Monday.", LAST))
    assert [(row.state, row.first, row.second) for row in rows] == [
        ("same", (1,), (1,)),
        ("second", (), (2,)),
        ("same", (2,), (3,)),
    ]


def test_gap_is_filled_from_the_other_printing_with_its_source():
    """The gap stays, what it left out follows with its own address, and nothing else is taken over."""
    one = printing(HARBOUR, "[Here follow two paragraphs on fish.]", LAST)
    other = printing(HARBOUR, "Of herring we said little.", "Of cod we said nothing at all.", LAST, "A postscript.")
    rows = collate(one, other)
    assert [(row.state, row.first, row.second) for row in rows if row.state != "same"] == [
        ("filled", (2,), (2, 3)),
        ("second", (), (5,)),
    ]
    filled = fill(one, other, rows, ("first", "other/d2"))
    assert [(f.address, f.fills, f.passage.text) for f in filled] == [
        ("first/1", None, HARBOUR),
        ("first/2", None, "[Here follow two paragraphs on fish.]"),
        ("other/d2/2", 2, "Of herring we said little."),
        ("other/d2/3", 2, "Of cod we said nothing at all."),
        ("first/3", None, LAST),
    ]


def test_gap_within_a_sentence_is_no_difference_of_wording():
    """Words against a bracket that withholds them are a gap, on whichever side it stands."""
    one = printing(HARBOUR.replace("nobody shall close it", "[1 line not declassified]"))
    (row,) = collate(one, printing(HARBOUR))
    assert row.state == "filled"
    assert [difference.kind for difference in row.differences] == ["gap"]


def test_words_in_common_by_chance_tie_nothing():
    """Two unrelated texts are not laid over each other at their articles."""
    rows = collate(printing(HARBOUR), printing("To the Minister: the price of coal is a matter of the Board."))
    assert {row.state for row in rows} == {"first", "second"}


def test_overlong_document_is_refused(monkeypatch):
    """A document beyond the limit is refused in a sentence that says the limit."""
    monkeypatch.setattr(collation, "WORDS", 10)
    with pytest.raises(UsageError, match="too long to collate"):
        collate(printing(HARBOUR), printing(LAST))


TEXTS = st.lists(
    st.lists(st.sampled_from(["ferry", "harbour", "the", "Senn,", "and"]), min_size=1, max_size=12).map(" ".join),
    min_size=1,
    max_size=6,
)  # fmt: skip


@settings(max_examples=150)
@given(TEXTS, TEXTS)
def test_every_passage_is_in_one_row_in_order(first, second):
    """No passage is lost or shown twice, and differences lie within their passages."""
    one, other = printing(*first), printing(*second)
    rows = collate(one, other)
    assert [n for row in rows for n in row.first] == list(range(1, len(first) + 1))
    assert [n for row in rows for n in row.second] == list(range(1, len(second) + 1))
    for row in rows:
        for difference in row.differences:
            assert difference.first[0] in row.first
            assert difference.second[0] in row.second
            assert difference.first[1] <= difference.first[2] <= len(first[difference.first[0] - 1])
            assert difference.second[1] <= difference.second[2] <= len(second[difference.second[0] - 1])
