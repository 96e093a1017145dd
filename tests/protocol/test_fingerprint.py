"""Fingerprints that people read to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol.fingerprint import fingerprint_groups, read_fingerprint

DIGESTS = st.binary(min_size=32, max_size=32)


def test_known_fingerprints():
    """Zero, one and the greatest digest have the digits that a pocket calculator gives."""
    zeros = ["00000"] * 12
    assert fingerprint_groups(bytes(32)) == " ".join(zeros)
    assert fingerprint_groups(bytes(31) + b"\x01") == " ".join([*zeros[:11], "00001"])
    digits = str(2**256 - 1)[-60:]
    assert fingerprint_groups(b"\xff" * 32).replace(" ", "") == digits


@given(DIGESTS)
def test_what_is_written_is_read(digest):
    """A fingerprint is read back as written, also without spaces, with hyphens or over several lines."""
    text = fingerprint_groups(digest)
    for typed in (text, text.replace(" ", ""), text.replace(" ", "-"), text.replace(" ", "\n"), f"  {text} "):
        assert read_fingerprint(typed) == text


@given(DIGESTS, DIGESTS)
def test_two_digests_have_two_fingerprints(one, other):
    """Different digests are told apart."""
    assert (fingerprint_groups(one) == fingerprint_groups(other)) == (one == other)


@pytest.mark.parametrize("typed", ["", "12345", "1" * 59, "1" * 61, "x" * 60, "١" * 60, "1" * 59 + "²", "+" + "1" * 59])
def test_what_is_no_fingerprint_is_refused(typed):
    """Too few or too many digits, and digits that are not 0 to 9, are refused with a sentence."""
    with pytest.raises(BadInputError, match="twelve groups of five digits"):
        read_fingerprint(typed)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_only_a_digest_has_a_fingerprint(size):
    """Anything but 32 bytes is a mistake of the caller."""
    with pytest.raises(ValueError, match="32 bytes"):
        fingerprint_groups(bytes(size))
