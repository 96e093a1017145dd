"""Segments of the index of fingerprints: however they came to be, they are what would be made of their documents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.text.fingerprints import of_terms
from backchannel.vault.segments import Segment

TERMS = st.lists(st.integers(1, 9) | st.integers(1, 2**32 - 1), max_size=12)
KEPT = st.dictionaries(st.integers(1, 99), TERMS, max_size=6)


def rows(kept):
    """Documents as the vault keeps them: number and terms."""
    return [(number, np.array(terms, "<u4").tobytes()) for number, terms in kept.items()]


def same(one, other):
    """Whether two segments have the same arrays."""
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Segment.__slots__)


@given(KEPT)
def test_a_segment_says_where_each_fingerprint_stands(kept):
    """Each within its document, by rising fingerprints and places; and how often each term is there."""
    segment = Segment.of(rows(kept))
    starts = dict(zip(segment.documents.tolist(), segment.starts().tolist(), strict=True))
    slow = [
        (int(one), starts[number] + place)
        for number, terms in kept.items()
        for place, one in enumerate(of_terms(np.array(terms, np.uint32)))
    ]
    found = of_terms(segment.terms())[segment.places].tolist()
    assert list(zip(found, segment.places.tolist(), strict=True)) == sorted(slow)
    counted = dict(zip(segment.vocabulary.tolist(), segment.counts().tolist(), strict=True))
    all_terms = [term for terms in kept.values() for term in terms]
    assert counted == {term: all_terms.count(term) for term in set(all_terms)}


@given(KEPT, st.data())
def test_segments_that_were_joined_are_those_of_all_documents(kept, data):
    """However the documents were divided among them."""
    parts = data.draw(st.lists(st.integers(0, 2), min_size=len(kept), max_size=len(kept)))
    ordered = sorted(zip(parts, kept.items(), strict=True), key=lambda pair: pair[0])
    segments = [Segment.of(rows(dict(one for part, one in ordered if part == wanted))) for wanted in range(3)]
    assert same(Segment.joined(segments), Segment.of(rows(dict(one for _, one in ordered))))


@given(KEPT, st.data())
def test_attack_nothing_in_a_segment_depends_on_what_left_it(kept, data):
    """Array for array it is the segment of those that stay, its vocabulary too."""
    gone = data.draw(st.sets(st.sampled_from([*kept, 100])))
    stay = {number: terms for number, terms in kept.items() if number not in gone}
    assert same(Segment.of(rows(kept)).without(gone), Segment.of(rows(stay)))


@pytest.mark.parametrize("different", [65_536, 65_537])
def test_a_large_vocabulary_is_counted_in_more_bytes(different):
    """Words are kept in two bytes as long as these tell all terms apart."""
    terms = np.arange(1, different + 1, dtype="<u4")
    segment = Segment.of([(1, terms.tobytes())])
    assert np.array_equal(segment.terms(), terms)
    assert segment.words.itemsize == (2 if different == 65_536 else 4)
