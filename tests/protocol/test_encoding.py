"""The notation: encoding, hashing, key derivation, and bytes as text."""

import hashlib
import hmac

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import (
    b64,
    dec,
    enc,
    equal,
    h,
    hex32,
    label_of,
    mac,
    u64,
    unb64,
    unhex32,
    unu64,
    xpd,
    xtr,
)

LABEL = b"test/one"
PARTS = st.lists(st.binary(max_size=40), max_size=6)


@given(st.integers(0, 2**63 - 1))
def test_numbers_are_read_as_written(number):
    """Every number of the protocol has one encoding of eight bytes."""
    assert unu64(u64(number)) == number


@pytest.mark.parametrize("number", [-1, 2**63, 2**64])
def test_numbers_out_of_range_are_a_mistake_of_the_caller(number):
    """The top bit is never set, so no other language reads a number as negative."""
    with pytest.raises(OverflowError):
        u64(number)


@pytest.mark.parametrize("data", [b"", bytes(7), bytes(9), b"\xff" * 8, bytes(7) + b"\x80"])
def test_numbers_of_another_form_are_refused(data):
    """Another length, or a set top bit, is no number."""
    with pytest.raises(BadInputError):
        unu64(data)


def test_encoding_written_out():
    """The encoding is the count of parts, then each part after its length."""
    assert enc(b"ab", b"", b"c") == (
        b"\x03" + bytes(7) + b"\x02" + bytes(7) + b"ab" + bytes(8) + b"\x01" + bytes(7) + b"c"
    )


@given(PARTS)
def test_parts_are_read_as_written(parts):
    """What was encoded under a label is decoded under it, and has that label."""
    data = enc(LABEL, *parts)
    assert dec(LABEL, data) == parts
    assert dec(LABEL, data, len(parts)) == parts
    assert label_of(data) == LABEL


@given(PARTS, PARTS)
def test_two_lists_have_two_encodings(one, other):
    """No bytes can be read as another list of parts: moving a border between parts shows."""
    assert (enc(LABEL, *one) == enc(LABEL, *other)) == (one == other)


@given(st.binary(max_size=200))
@example(u64(1) + u64(8) + LABEL)
@example(u64(2) + u64(8) + LABEL + u64(2**62))
@example(u64(2**62))
@example(u64(0))
def test_fuzz_whatever_decodes_encodes_to_the_same_bytes(data):
    """There is one encoding of a list, and anything else is refused with a sentence."""
    try:
        parts = dec(LABEL, data)
    except BadInputError:
        return
    assert enc(LABEL, *parts) == data


@given(PARTS, st.data())
def test_every_prefix_is_refused(parts, data):
    """An encoding that was cut short is never an encoding of less."""
    whole = enc(LABEL, *parts)
    at = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(BadInputError):
        dec(LABEL, whole[:at])


@given(PARTS, st.binary(min_size=1, max_size=20))
def test_bytes_after_the_end_are_refused(parts, more):
    """Nothing can be hung on to an encoding."""
    with pytest.raises(BadInputError):
        dec(LABEL, enc(LABEL, *parts) + more)


@given(PARTS)
def test_an_object_of_another_kind_is_refused(parts):
    """The label and the count of parts must be the ones that were asked for."""
    data = enc(LABEL, *parts)
    with pytest.raises(BadInputError):
        dec(b"test/two", data)
    with pytest.raises(BadInputError):
        dec(LABEL, data, len(parts) + 1)


@given(st.binary(max_size=40))
def test_any_bytes_have_a_label_or_none(data):
    """Looking for a label never fails, whatever the bytes."""
    assert isinstance(label_of(data), bytes)


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_hash_and_mac_are_the_standard_ones(key, data):
    """SHA-256 and HMAC-SHA-256 agree with the standard library's."""
    assert h(data) == hashlib.sha256(data).digest()
    assert mac(key, data) == hmac.digest(key, data, "sha256")
    assert xtr(key, data) == hmac.digest(key, data, "sha256")
    assert equal(mac(key, data), mac(key, data))
    assert not equal(mac(key, data), mac(key, data + b"x"))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=60))
def test_expansion_is_one_mac(prk, info):
    """HKDF-Expand to 32 bytes is its first block (RFC 5869 section 2.3)."""
    assert xpd(prk, info) == hmac.digest(prk, info + b"\x01", "sha256")


@given(st.binary(max_size=80))
def test_bytes_as_text(data):
    """Base64 text is read back, also where the length is asked for, and refused for another length."""
    assert unb64(b64(data)) == data
    assert unb64(b64(data), len(data)) == data
    with pytest.raises(BadInputError):
        unb64(b64(data), len(data) + 1)


@pytest.mark.parametrize("text", ["AA==", "AB", "A", "+A", "/A", "A A", "AA\n", "AAé", None, 5, b"AA", ["AA"]])
def test_other_spellings_of_bytes_are_refused(text):
    """Padding, another alphabet, loose bits, white space and other types are not base64 of this protocol."""
    with pytest.raises(BadInputError):
        unb64(text)


@given(st.text(max_size=12))
def test_fuzz_base64_has_one_spelling(text):
    """Whatever is read is written again to the same text."""
    try:
        data = unb64(text)
    except BadInputError:
        return
    assert b64(data) == text


@given(st.binary(min_size=32, max_size=32))
def test_identifiers_as_text(digest):
    """Identifiers are read as written, in lower case only."""
    text = hex32(digest)
    assert unhex32(text) == digest
    if text != text.upper():
        with pytest.raises(BadInputError):
            unhex32(text.upper())


@pytest.mark.parametrize("text", ["", "a" * 63, "a" * 65, "g" * 64, "١" * 64, " " + "a" * 63, None, 7, b"a" * 64])
def test_what_is_no_identifier_is_refused(text):
    """Sixty-four digits of 0 to f, and nothing else."""
    with pytest.raises(BadInputError):
        unhex32(text)
