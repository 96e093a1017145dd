"""Without: what is left out of an index leaves no trace in what is found, nor in how rare it is."""

import numpy as np
import pytest
from tests.text.index import Held

from backchannel.text.fingerprints import fingerprints
from backchannel.text.reuse.reused import reused
from backchannel.text.reuse.without import Without
from backchannel.text.wording import wording

LETTER = "We could let the northern lightships be withdrawn by the first week of November, if the pilots agree to it."
SPEECH = "The harvest was good, and the northern lightships will burn through the whole of the winter as ever."
DRAFT = "They say the northern lightships will be withdrawn by the first week of November if pilots agree to it."


@pytest.mark.parametrize("most", [1, 2, 60, np.iinfo(np.int32).max])
def test_attack_flood_an_index_with_copies(most):
    """Seeds, counts and size are those of an index that never had the copies, however many there are."""
    small = Held([LETTER, SPEECH])
    flooded = Without(Held([LETTER, SPEECH, *[f"{DRAFT} {LETTER}"] * 90]), range(2, 92))
    asked = wording(f"{DRAFT} {SPEECH}")
    prints = fingerprints(asked)
    mine, theirs = flooded.seeds(prints, most), small.seeds(prints, most)
    assert sorted(zip(mine.asked, mine.documents, mine.places, strict=True)) == sorted(
        zip(theirs.asked, theirs.documents, theirs.places, strict=True)
    )
    assert mine.counts.tolist() == theirs.counts.tolist()
    assert flooded.counts(asked.terms).tolist() == small.counts(asked.terms).tolist()
    assert flooded.size == small.size


def test_nothing_left_out_changes_nothing():
    """The same finds as in the index itself, and none where everything is left out."""
    index = Held([LETTER, SPEECH])
    assert reused([wording(DRAFT)], Without(index, ())) == reused([wording(DRAFT)], index)
    assert reused([wording(DRAFT)], index) != [()]
    assert reused([wording(DRAFT)], Without(index, (0, 1))) == [()]
