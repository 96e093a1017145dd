"""A text as numbers."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from backchannel.text.fingerprints import LENGTH, fingerprints
from backchannel.text.folding import fold, tokens
from backchannel.text.terms import term
from backchannel.text.wording import number, wording

SENTENCE = "The “northern” ferry’s guards were withdrawn — by night."


def test_each_token_knows_its_characters():
    """A token's span is where it stands in the text as written."""
    words = wording(SENTENCE)
    printed = [SENTENCE[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert printed == ["The", "northern", "ferry", "s", "guards", "were", "withdrawn", "by", "night"]


def test_function_words_have_no_term():
    """What stands in every sentence is not compared."""
    words = wording(SENTENCE)
    assert [i for i, one in enumerate(words.terms) if one] == [1, 2, 4, 6, 8] == words.content.tolist()


def test_tense_and_number_do_not_change_a_term():
    """Light rewriting leaves the terms as they are."""
    for one, other in (("guard", "guards"), ("treaty", "treaties"), ("agreed", "agree"), ("planning", "plan")):
        assert term(one) == term(other), (one, other)


def test_the_same_terms_have_the_same_fingerprints():
    """Capitals, quotation marks, tense and function words do not change a fingerprint; another word does."""
    rewritten = fingerprints(wording("A NORTHERN FERRY; its guard was withdrawn at night"))
    assert rewritten.tolist() == fingerprints(wording(SENTENCE)).tolist()
    assert fingerprints(wording("The northern ferry's pilots were withdrawn by night"))[0] != rewritten[0]


def test_a_short_text_has_no_fingerprint():
    """Fewer terms than a fingerprint has give none."""
    assert len(fingerprints(wording("ferry guards"))) == 0 < LENGTH


def test_any_script_has_tokens():
    """Cyrillic, Arabic and Chinese words are tokens with terms of their own."""
    for text, count in (("Паром ушёл ночью", 3), ("العبارة تنتظر الليل", 3), ("渡船今夜起航", 6)):
        words = wording(text)
        assert len(words.content) == count


@settings(max_examples=400)
@given(st.text() | st.text(st.sampled_from("ab1 _—'\n“é́ﬁ½ßæ渡船งаЯ٣\u00ad\u200d\ud800\U00020001ⅷ…")))
@example("ﬁrst ½ of œuvres  —  x_y\u00adz")
@example("")
def test_arrays_say_what_the_tokens_say(text):
    """For any text: tokens, terms and characters are those that folding gives one by one."""
    words = wording(text)
    slow = list(tokens(fold(text)))
    assert words.starts.tolist() == [token.start for token in slow]
    assert words.ends.tolist() == [token.end for token in slow]
    assert words.tokens.tolist() == [number(token.text) for token in slow]
    assert words.terms.tolist() == [number(stem) if (stem := term(token.text)) else 0 for token in slow]


def test_a_long_text_takes_no_long_time():
    """Ten megabytes without one space, and ten of one word again and again, are read in bounded time."""
    for text in ("x" * 10_000_000, "ferry " * 1_600_000, "渡" * 1_000_000):
        began = time.process_time()
        wording(text)
        assert time.process_time() - began < 20
