"""How far two texts go on to agree from one place: the best alignment, of many pairs at once."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backchannel.text.reuse.alignment import MOST, Side, extended


def side(words, weight=8, cost=4):
    """A side of words that weigh and cost the same; capitals are alike to small letters, but not the same."""
    tokens = np.array([ord(word) for word in words], np.uint32)
    alike = np.array([ord(word.lower()) for word in words], np.uint32)
    return Side(tokens, alike, np.full(len(words), weight, np.int16), np.full(len(words), cost, np.int16))


def aligned(mine, theirs, verbatim=1):
    """The score and what is matched, as the letters of both."""
    ((score, matched),) = extended([(side(mine), side(theirs))], verbatim)
    return score, [mine[i] + theirs[j] for i, j in matched]


def test_what_agrees_is_matched_and_weighs():
    """Each match weighs, a little more where the word is the same."""
    assert aligned("abC", "abc") == (9 + 9 + 8, ["aa", "bb", "Cc"])


def test_what_was_changed_dropped_or_put_in_costs():
    """A word for another, a word left out and a word put in cost once each, and what follows is found again."""
    assert aligned("axc", "abc") == (9 - 4 + 9, ["aa", "cc"])
    assert aligned("ac", "abc") == (9 - 4 + 9, ["aa", "cc"])
    assert aligned("abc", "ac") == (9 - 4 + 9, ["aa", "cc"])


def test_it_ends_where_nothing_is_won():
    """What costs more than it brings is left out, wherever the texts agree once more."""
    assert aligned("abxxxxxc", "abyyyyyc") == (18, ["aa", "bb"])
    assert aligned("xyz", "abc") == aligned("", "abc") == aligned("abc", "") == (0, [])


def test_many_pairs_do_not_mix():
    """Pairs of any lengths aligned together are aligned as each alone."""
    texts = ["abc", "", "a", "xbc" * 20, "abcabc" * 10, "b"]
    pairs = [(side(one), side(other)) for one in texts for other in texts] * 4
    assert extended(pairs, 1) == [extended([pair], 1)[0] for pair in pairs]


@given(st.text("abcd", max_size=MOST), st.text("abcd", max_size=MOST))
def test_it_is_the_best_there_is(mine, theirs):
    """The score is that of the best of all alignments, and the matches are of it: alike, and rising in both."""
    best = [[-4 * (i + j) if not i * j else 0 for j in range(len(theirs) + 1)] for i in range(len(mine) + 1)]
    for i, one in enumerate(mine, 1):
        for j, other in enumerate(theirs, 1):
            step = 9 if one == other else -4
            best[i][j] = max(best[i - 1][j - 1] + step, best[i - 1][j] - 4, best[i][j - 1] - 4)
    ((score, matched),) = extended([(side(mine), side(theirs))], 1)
    assert score == max(map(max, best))
    assert all(mine[i] == theirs[j] for i, j in matched)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(matched))
