"""Where a text quotes: every kind of mark, what is none, and what has no partner."""

import time

import pytest

from backchannel.text.quotations.marks import LONGEST, quotations


def quoted(text, depth=0):
    """Give the words of the quotations of a depth."""
    return [text[one.start : one.end] for one in quotations(text).quotations if one.depth == depth]


@pytest.mark.parametrize(
    "marks",
    ["“”", '""', "‘’", "''", "«»", "»«", "‹›", "›‹", "„“", "„”", "‚‘", "「」", "『』", "〝〞", "＂＂", "””"],
)
def test_every_pair_of_marks_holds_a_quotation(marks):
    """Whichever country's printer set them."""
    assert quoted(f"She wrote {marks[0]}the ice closes the strait{marks[1]} and went.") == ["the ice closes the strait"]


def test_marks_with_spaces_within_them_hold_a_quotation():
    """As the French set them."""
    assert [one.strip() for one in quoted("Il a écrit « la glace ferme le détroit » hier.")] == [
        "la glace ferme le détroit"
    ]


def test_marks_without_spaces_around_them_hold_a_quotation():
    """As the Chinese set them."""
    assert quoted("他说“冰封住了海峡”，然后走了。") == ["冰封住了海峡"]
    assert quoted("他说「冰封住了『北方』海峡」。") == ["冰封住了『北方』海峡"]


@pytest.mark.parametrize(
    "text",
    [
        "It's the pilots' strike and the harbour-master's, isn't it? The parties' wishes aren't known.",
        "L'accord d'hier n'est pas celui d'aujourd’hui, qu’on le veuille ou non.",
        "In the winter of '47 and 'til the spring of ’48 the pilots’ wives did not see them.",
        "The bar is 6' 2\" deep and 5' wide.",
    ],
)
def test_an_apostrophe_is_never_a_mark(text):
    """Neither of possession, nor of what is left out of a word, nor of feet."""
    assert quoted(text) == []


def test_apostrophes_within_single_marks_do_not_close_them():
    """The possessive before another word, and letters left out."""
    assert quoted("He wrote ‘the pilots’ strike isn’t over’ to us.") == ["the pilots’ strike isn’t over"]
    assert quoted("He wrote 'the pilots' strike isn't over' to us.") == ["the pilots' strike isn't over"]


def test_quotations_within_quotations_have_a_depth():
    """Of other marks or of the same."""
    text = "She wrote “he told me ‘four ferries’ and I said “six” to him” and no more."
    assert quoted(text) == ["he told me ‘four ferries’ and I said “six” to him"]
    assert quoted(text, 1) == ["four ferries", "six"]
    straight = 'It says "the word "ferry" means a ship" here.'
    assert quoted(straight) == ['the word "ferry" means a ship']
    assert quoted(straight, 1) == ["ferry"]


def test_a_quotation_that_is_broken_by_he_said_is_two():
    """Each in its own marks."""
    assert quoted("“We will wait,” he wrote, “until the ice breaks.”") == ["We will wait,", "until the ice breaks."]


def test_a_quotation_goes_on_into_a_paragraph_that_opens_with_its_mark():
    """As printers carry it; a paragraph that does not leaves the mark without a partner."""
    carried = "He wrote “The ice is here.\n\n“It will stay.” And no more."
    assert quoted(carried) == ["The ice is here.\n\n“It will stay."]
    text = "He wrote “The ice is here.\n\nIt will stay. “Four ferries” pass."
    lost = quotations(text)
    assert [one.start for one in lost.quotations] == [text.index("Four")]
    assert lost.stray == (9,)


@pytest.mark.parametrize(
    "text", ["“four ferries", "four ferries”", "four” ferries", 'the "four ferries', "««« four", "“‘„«"]
)
def test_a_mark_without_a_partner_is_told_and_harms_nothing(text):
    """What stands after it, in a paragraph of its own, is found."""
    found = quotations(f"{text}\n\nShe wrote “six ferries” today.")
    assert [f"{text}\n\nShe wrote “six ferries” today."[one.start : one.end] for one in found.quotations] == [
        "six ferries"
    ]
    assert found.stray


def test_lines_that_are_set_apart_after_a_colon_are_a_quotation():
    """With spaces or a tab, over several paragraphs; and in Markdown by its mark."""
    assert quoted("He wrote:\n\n    The ice is here,\n    and it will stay.\n\n    So it is.\n\nWe read it.") == [
        "The ice is here,\n    and it will stay.\n\n    So it is."
    ]
    assert quoted("He wrote:\n\tThe ice is here.\nWe read it.") == ["The ice is here."]
    assert quoted("We read:\n\n> The ice is here,\n> and it will stay.\n\nSo it is.") == [
        "The ice is here,\n> and it will stay."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "    The first line of each paragraph\nis indented here.\n    And of this one\ntoo.",
        "We propose:\n    - four ferries\n    - two pilots\n",
        "We propose:\n    1. four ferries\n    2. two pilots\n",
    ],
)
def test_an_indented_first_line_or_a_list_is_no_quotation(text):
    """Though its lines are indented."""
    assert quoted(text) == []


def test_a_block_that_stands_in_marks_is_one_quotation():
    """And not one within another."""
    assert quoted("He wrote:\n\n    “The ice is here.”\n\nSo.") == ["The ice is here."]


@pytest.mark.parametrize("sign", ["“", '"', "'", "‘", "«", "“”", '" ', "‘ “ ", "x' ", "\n> ", "\n    a:"])
def test_a_draft_of_nothing_but_marks_is_read_in_bounded_time(sign):
    """Whatever somebody made of them: time grows with their number, not with its square."""
    began = time.process_time()
    quotations(sign * (100_000 // len(sign)))
    assert time.process_time() - began < 5


def test_no_quotation_is_longer_than_the_longest():
    """A mark that closes later has no partner."""
    assert quoted("“" + "ice " * (LONGEST // 4 + 10) + "”") == []
    assert len(quoted("“" + "ice " * (LONGEST // 4 - 10) + "”")) == 1


@pytest.mark.parametrize("page", ["\n\n[Page 12]\n\n", "\n\n- 12 -\n\n", "\n\f\n", "\n\nPage 3 of 7\n\n", "\n12\n"])
def test_a_page_does_not_end_a_quotation(page):
    """Its mark may stand between blank lines."""
    assert quoted(f"He wrote “the ice is here{page}and it will stay” then.") == [
        f"the ice is here{page}and it will stay"
    ]


def test_two_commas_are_a_low_mark():
    """Where a machine had none."""
    assert quoted("Er schrieb: ,,Das Eis ist da'' und ging.") == ["Das Eis ist da"]
