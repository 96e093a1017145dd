"""What it tells that two texts share a word."""

import numpy as np
from tests.text.index import Held

from backchannel.text.reuse.rarity import phrases, rarities
from backchannel.text.terms import term
from backchannel.text.wording import number


def told(record, *words):
    """What words tell in a record."""
    return rarities(
        np.array([number(term(word)) if term(word) else 0 for word in words], np.uint32), Held(record)
    ).tolist()


def test_a_rare_word_tells_more():
    """What stands often in the record tells less, and what has no term nothing."""
    lantern, quay, the = told(["quay " * 50_000 + "lantern"], "lantern", "quay", "the")
    assert lantern > quay > the == 0


def test_a_small_record_knows_what_is_common_elsewhere():
    """In three sentences every word is rare; those that all letters use tell less nevertheless."""
    government, dredger = told(["The Government has a dredger."], "government", "dredger")
    assert 0 < government < dredger


def test_a_phrase_tells_no_more_than_it_is_rare():
    """Three rare words that stand together at many places tell little; at one place, what they tell alone."""
    alone = np.full(5, 10.0)
    often = phrases(alone, np.array([4_000, 0, 0], np.int32), 4_000_000)
    assert often[:3].sum() < 15
    assert often[3:].tolist() == [10.0, 10.0]
    assert phrases(alone, np.array([1, 1, 1], np.int32), 4_000_000).tolist() == alone.tolist()
    assert phrases(alone[:2], np.empty(0, np.int32), 10).tolist() == [10.0, 10.0]
