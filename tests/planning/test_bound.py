"""To which words an act is bound: the same words alone, however their lines are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.planning.bound import DIGITS, bound


def test_lines_may_be_broken_elsewhere():
    """Spaces and line ends are not words."""
    assert bound("Four ferries\n  pass.") == bound(" Four ferries pass. ")
    assert len(bound("")) == DIGITS


@pytest.mark.parametrize("other", ["Five ferries pass.", "four ferries pass.", "Four ferries pass", "Four ferries."])
def test_every_other_change_is_one(other):
    """A word, a capital, a full stop."""
    assert bound(other) != bound("Four ferries pass.")


@given(st.text())
def test_any_text_can_be_bound(text):
    """Whatever characters it has, halves of surrogate pairs too."""
    assert bound(text + "\ud800") != bound(text)
