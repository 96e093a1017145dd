"""Padding: what length tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.padding import pad, pad_to, padme, unpad, unpad_from

BODIES = st.binary(max_size=3000) | st.integers(0, 5000).map(bytes)


@given(st.integers(0, 1 << 40))
def test_padme_adds_little_and_leaves_few_lengths(length):
    """At most twelve percent is added, and only the first bits of a length remain (PoPETs 2019, section 4)."""
    padded = padme(length)
    assert length <= padded <= length * 1.12 + 1
    assert padme(padded) == padded
    if length >= 2:
        exponent = padded.bit_length() - 1
        kept = padded >> (exponent - exponent.bit_length())
        assert kept.bit_length() <= exponent.bit_length() + 1


@given(st.integers(0, 1 << 30), st.integers(0, 1 << 20))
def test_padme_keeps_the_order_of_lengths(length, more):
    """Something longer never gets shorter than something short."""
    assert padme(length) <= padme(length + more)


@given(BODIES)
def test_bodies_are_unpadded_as_padded(data):
    """Zeros at the end of a body are its own and stay."""
    padded = pad(data)
    assert unpad(padded) == data
    assert len(padded) >= LIMITS.body_floor


@given(st.binary(max_size=900), st.binary(max_size=900))
def test_short_bodies_have_one_length(one, other):
    """A one-word letter and a page of it look alike."""
    assert len(pad(one)) == len(pad(other)) == LIMITS.body_floor


@given(st.binary(max_size=2000))
def test_fuzz_a_body_has_one_padding(data):
    """Whatever is unpadded would be padded to the same bytes again."""
    try:
        body = unpad(data)
    except BadInputError:
        return
    assert pad(body) == data


@pytest.mark.parametrize("data", [b"", bytes(1024), b"a" * 1024, b"a\x80" + bytes(1023), b"a\x80" + bytes(1021)])
def test_another_padding_is_refused(data):
    """No mark, or a length that is not the body's own, is refused: padding cannot carry a message."""
    with pytest.raises(BadInputError):
        unpad(data)


@given(st.binary(max_size=100), st.integers(1, 50))
def test_padding_to_a_size(data, room):
    """What is padded to a size class comes back, and a size that is too small is a mistake of the caller."""
    assert unpad_from(pad_to(data, len(data) + room)) == data
    with pytest.raises(ValueError, match="no room"):
        pad_to(data, len(data))
