"""The language of search reads what people write, and says in one sentence what it cannot read."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import UsageError
from backchannel.text.query import FIELDS, Days, Phrase, Query, read


def word(*tokens):
    """A phrase of these tokens."""
    return Phrase(tokens)


def test_words_rank_and_what_is_quoted_must_be_there():
    """Words, phrases and what must not be there are told apart."""
    query = read('Berlin “Noah’s Ark” -Laos -"hot line" negotiat*')
    assert query.words == (word("berlin"), Phrase(("negotiat",), True))
    assert query.phrases == (word("noah", "s", "ark"),)
    assert query.without == (word("laos"), word("hot", "line"))


@pytest.mark.parametrize(
    "text",
    ['"noah\'s ark"', "“Noah’s Ark”", "„Noah's Ark“", "«Noah´s  Ark»", "»Noah's Ark«", "″noah's-ark″", "‘Noah’s Ark’",
     "'noah's ark'", "“Noah's Ark\"", '"noahʼs ark'],
)  # fmt: skip
def test_any_quotation_marks_make_a_phrase(text):
    """Curly, straight, low, angle, single and unclosed quotation marks all make the same phrase."""
    assert read(text) == Query(phrases=(word("noah", "s", "ark"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Noah's", [("noah", "s")]),
        ("’tis Khrushchev’s", [("tis",), ("khrushchev", "s")]),
        ("U.S. co-operation", [("u", "s"), ("co", "operation")]),
        ("1:30 a/b http://a.example", [("1", "30"), ("a", "b"), ("http", "a", "example")]),
        ("Хрущёв, 赫鲁晓夫", [("хрущев",), ("赫", "鲁", "晓", "夫")]),
        ("talks - Berlin", [("talks",), ("berlin",)]),
        ("berlin berlin BERLIN", [("berlin",)]),
    ],
)
def test_words_are_folded_as_the_documents_are(text, words):
    """Apostrophes, stops, hyphens and scripts without spaces divide a word as they divide the text."""
    assert [phrase.tokens for phrase in read(text).words] == words


def test_filters_stand_in_the_query_or_beside_it():
    """A filter means the same in the line and as an option."""
    line = read('from:rusk to:"John Kennedy" date:1961-10..1961-12 kind:telegram place:Geneva class:secret volume:V6')
    beside = read(
        "",
        {
            "from": ["Rusk"],
            "to": ["John Kennedy"],
            "date": ["1961-10..1961-12"],
            "kind": ["Telegram"],
            "place": ["geneva"],
            "class": ["SECRET"],
            "volume": ["v6"],
        },
    )
    assert line == beside
    assert line.persons == (("sender", word("rusk")), ("addressee", word("john", "kennedy")))
    assert line.days == (Days("1961-10-01", "1961-12-31"),)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1961", "1961-01-01", "1961-12-31"),
        ("1964-02", "1964-02-01", "1964-02-29"),
        ("1961-10-16", "1961-10-16", "1961-10-16"),
        ("1961-10~", "1961-10-01", "1961-10-31"),
        ("1961-10-16T23:00:00-05:00", "1961-10-16", "1961-10-16"),
        ("1961..", "1961-01-01", None),
        ("..1961-10", None, "1961-10-31"),
        ("1961/1962-03", "1961-01-01", "1962-03-31"),
        ("1961…1963", "1961-01-01", "1963-12-31"),
    ],
)
def test_dates_are_spans_of_days(text, first, last):
    """A date of any precision is the days that it can mean, and a span may be open at one end."""
    assert read(f"date:{text}").days == (Days(first, last),)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "-berlin", "…!?", "date:16/10/61", "date:1961-13", "date:..", "date:1962..1961", "kind:poem",
     "form:rusk x", "-from:rusk berlin", "from:… x", "place:- x"],
)  # fmt: skip
def test_what_cannot_be_asked_is_one_sentence(text):
    """Nothing to look for, an impossible date, an unknown kind or filter: one sentence that says what to write."""
    with pytest.raises(UsageError) as refusal:
        read(text)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_a_pasted_page_is_cut_to_what_is_looked_for():
    """A query of thousands of words is a query of the first ones."""
    assert len(read(" ".join(f"w{i}" for i in range(5000))).words) == 64


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*FIELDS, ":", '"', "'", "’", "-", "*", " ", "a", "«", "1961"])).map("".join)
)
def test_no_text_breaks_the_reading(text):
    """Any text at all is a query or one UsageError."""
    try:
        query = read(text)
    except UsageError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert all(phrase.tokens for phrase in (*query.words, *query.phrases, *query.without))


def test_naughty_strings_are_queries():
    """Each of the naughty strings is a query or one UsageError."""
    folder = Path(os.environ.get("BACKCHANNEL_OUTSIDE_TESTS") or Path(__file__).parents[3] / "shared" / "outside-tests")
    if not folder.is_dir():
        pytest.skip("the outside test suites are not on this machine (BACKCHANNEL_OUTSIDE_TESTS)")
    strings = json.loads((folder / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= 515
    for string in strings:
        test_no_text_breaks_the_reading.hypothesis.inner_test(string)
