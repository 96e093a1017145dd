"""Sentences: divided at full stops and not at abbreviations."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.printed.sentences import split

SECRET = re.compile(r"Secret\b")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("Sent by Gen. Holt of the U.S. Army. Received.", ("Sent by Gen. Holt of the U.S. Army.", "Received.")),
        ("By Edgar F. Holt. Received.", ("By Edgar F. Holt.", "Received.")),
        ("See vol. 3, p. 5. It said: “Go.” He went.", ("See vol. 3, p. 5.", "It said: “Go.”", "He went.")),
        ("Box A. Secret. Sent.", ("Box A.", "Secret.", "Sent.")),
        ("Box 1.Secret.", ("Box 1.", "Secret.")),
        ("It was cleared. (Ibid., Box 4) It was sent.", ("It was cleared. (Ibid., Box 4)", "It was sent.")),
        ("Secret. [text not declassified] Sent.", ("Secret.", "[text not declassified] Sent.")),
        ("", ()),
    ],
)
def test_a_text_is_divided(text, sentences):
    """Full stops divide, abbreviations and initials do not, and a reference stays with its sentence."""
    assert split(text, SECRET) == sentences


@given(st.text(alphabet=st.sampled_from("aA.?! ()[]“”1\nSecret")))
def test_nothing_is_lost(text):
    """The sentences hold every character but white space, in order."""
    assert "".join("".join(split(text, SECRET)).split()) == "".join(text.split())
