"""Folding is exact: every folded character has its span of the original, and what is printed differently is alike."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.text.folding import fold, occurrences, tokens, words

_TRICKY = list("\n\t \r\x1c\x85\xa0\u2003\u2028''\"`’‘“”«»„‚‹›—–-‐\u00ad\u200b\u200d\ufeff\ufe0fßæŒﬁﬄéÉıİſ½№…ǅΣς")
_TRICKY += [
    "e\u0301",
    "a\u030a\u0323",
    "\u0301",
    "  ",
    "한",
    "が",
    "か\u3099",
    "ﷺ",
    "\ud800",
    "क्षि",
    "ж",
    "Я",
    "中",
    "文",
    "ไ",
    "≠",
]
TEXTS = st.lists(st.one_of(st.sampled_from(_TRICKY), st.characters(), st.text("abc XYZ'-", max_size=4))).map("".join)


@given(TEXTS)
def test_every_folded_character_comes_from_a_span_of_the_original(text):
    """Spans are never empty, lie in the text, and stand in the order of the folded characters."""
    folded = fold(text)
    spans = [folded.original(i, i + 1) for i in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)


@given(TEXTS)
def test_a_span_of_the_original_folds_to_the_characters_that_come_from_it(text):
    """The map tells the truth: each span, folded alone, gives again the folded characters that are its own."""
    folded = fold(text)
    at = 0
    while at < len(folded.text):
        start, end = folded.original(at, at + 1)
        first, last = folded.within(start, end)
        assert first <= at < last
        alone = fold(text[start:end]).text
        # A space of its own was left out behind a space.
        assert folded.text[first:last] in {alone, alone[1:] if alone.startswith(" ") else alone}
        at = last


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    """What is folded is folded."""
    once = fold(text).text
    assert fold(once).text == once


@given(TEXTS)
def test_case_and_form_do_not_matter(text):
    """The canonical and compatible forms of a text fold to the same, and so do both cases of ASCII."""
    base = unicodedata.normalize("NFC", text)
    assert words(fold(unicodedata.normalize("NFD", base)).text) == words(fold(base).text)
    ascii_only = "".join(c for c in text if c.isascii())
    assert fold(ascii_only.upper()).text == fold(ascii_only.lower()).text


@given(TEXTS)
def test_there_is_one_space_where_there_was_white_space(text):
    """No folded text has two spaces together, or any other white space than a space."""
    folded = fold(text).text
    assert "  " not in folded
    assert not re.search(r"[^\S ]", folded)


@given(TEXTS)
def test_tokens_are_the_words_with_their_places(text):
    """Tokens and words are the same; a token's span folds to text that has the token in it."""
    folded = fold(text)
    found = list(tokens(folded))
    assert [one.text for one in found] == words(folded.text)
    assert all(one.text in fold(text[one.start : one.end]).text for one in found)


@settings(max_examples=500)
@given(TEXTS, st.data())
def test_occurrences_are_those_of_the_tokens(text, data):
    """Found by looking for characters, they are exactly those that a comparison of tokens finds."""
    folded = fold(text)
    told = list(tokens(folded))
    first = data.draw(st.integers(0, max(0, len(told) - 1)))
    sought = [token.text for token in told[first : first + data.draw(st.integers(1, 3))]]
    if not sought:
        return
    last = sought[-1]
    for beginning in (False, True):
        cut = [*sought[:-1], last[: max(1, len(last) - 1)]] if beginning else sought
        found = [folded.original(*span) for span in occurrences(folded.text, cut, beginning=beginning)]
        expected = [
            (told[at].start, told[at + len(cut) - 1].end)
            for at in range(len(told) - len(cut) + 1)
            if [token.text for token in told[at : at + len(cut) - 1]] == cut[:-1]
            and (
                told[at + len(cut) - 1].text.startswith(cut[-1])
                if beginning
                else told[at + len(cut) - 1].text == cut[-1]
            )
        ]
        assert found == expected


@pytest.mark.parametrize(
    "alike",
    [
        ("Noah's Ark", "NOAH’S ARK", "Noah\u02bcs  Ark", "Noah\u2018s\nArk", "noah\u2032s\u00a0ark", "Noah`s Ark"),
        ('he said "no"', "he said “no”", "he said „no‟", "he said «no»", "he said ″no″"),
        ("co-operation", "co‐operation", "co–operation", "co—operation", "co\u2011operation", "co\u2212operation"),
        ("cooperation", "coop\u00aderation", "co\u200boperation", "co\u2060operation", "\ufeffcooperation"),
        ("office of the fifth fief", "oﬃce of the ﬁfth ﬁef"),
        ("communique", "communiqué", "communique\u0301", "COMMUNIQUÉ"),
        ("Gromyko strasse", "GROMYKO STRASSE", "Gromyko Straße"),
        ("Lodz, Aero, Thorshavn", "Łódź, Æro, Þorshavn"),
        ("Хрущев", "ХРУЩЁВ", "хруще\u0308в"),
        ("at 3 1/2 (3)", "at 3½ (\uff13)"),
    ],
)  # fmt: skip
def test_what_is_printed_differently_is_alike(alike):
    """Forms of one text that differ in case, marks, quotation marks, dashes, ligatures and spaces fold to one."""
    assert len({fold(form).text for form in alike}) == 1


@pytest.mark.parametrize(("one", "other"), [("a=b", "a≠b"), ("resume", "resumé d"), ("10", "1 0"), ("か", "が")])
def test_what_means_something_else_is_not_alike(one, other):
    """A stroke through a sign, a word more, a divided number and another kana are differences."""
    assert fold(one).text != fold(other).text


def test_the_map_reaches_over_marks_and_expansions():
    """A folded letter comes with its combining mark, both letters of a ligature from the ligature."""
    folded = fold("caf\u0065\u0301 ﬁn")
    assert folded.text == "cafe fin"
    assert folded.original(3, 4) == (3, 5)
    assert folded.original(5, 6) == folded.original(6, 7) == (6, 7)
    assert folded.original(0, 8) == (0, 8)


def test_scripts_without_spaces_are_tokens_by_character():
    """A phrase of Chinese can be found within a sentence of it, and a Latin word beside it stays whole."""
    assert words(fold("赫鲁晓夫said好").text) == ["赫", "鲁", "晓", "夫", "said", "好"]


def test_each_character_of_unicode_folds_to_what_stays():
    """Over all of Unicode: folding a character again changes nothing, and no character fails."""
    for code_point in range(0, sys.maxunicode + 1, 7):
        once = fold(chr(code_point)).text
        assert fold(once).text == once
