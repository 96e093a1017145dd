"""Enclosures: files in pieces, readable only once the last has been checked."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol.enclosure import chunk_count, open_enclosure, padded_length, seal_enclosure, sealed_length
from backchannel.protocol.encoding import h
from backchannel.protocol.limits import LIMITS

KEY, CHANNEL, AUTHOR = h(b"key"), h(b"channel"), h(b"author")


def sealed(data, size=70_000):
    """The pieces of a file's ciphertext."""
    return list(
        seal_enclosure(KEY, CHANNEL, AUTHOR, (data[i : i + size] for i in range(0, len(data), size)), len(data))
    )


def opened(pieces, data, **changed):
    """The file that comes out of pieces, judged by what a letter says of it."""
    given_values = {
        "key": KEY,
        "channel": CHANNEL,
        "author": AUTHOR,
        "length": len(data),
        "digest": hashlib.sha256(data).digest(),
    } | changed
    return b"".join(open_enclosure(pieces=pieces, **given_values))


FILES = (
    st.binary(max_size=300) | st.integers(0, 420_000).map(bytes) | st.integers(0, 3).map(lambda n: b"\x80\0\0\0" * n)
)


@settings(max_examples=40, deadline=None)
@given(FILES, st.integers(1, 300_000))
def test_a_file_comes_out_as_it_went_in(data, size):
    """Whatever the file and however it arrives in pieces, also zeros and padding marks at its end."""
    pieces = sealed(data)
    whole = b"".join(pieces)
    assert len(whole) == sealed_length(len(data))
    assert len(pieces) == chunk_count(len(whole))
    assert all(len(p) == LIMITS.enclosure_chunk for p in pieces[:-1])
    assert opened(pieces, data) == data
    assert opened([whole[i : i + size] for i in range(0, len(whole), size)], data) == data


def test_a_file_byte_by_byte():
    """The smallest pieces make the same file."""
    data = b"A map of the crossing."
    whole = b"".join(sealed(data))
    assert opened([bytes([b]) for b in whole], data) == data


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 26), st.integers(0, 1 << 26))
def test_length_tells_a_class_only(one, other):
    """Files of one padded length have one sealed length, and the smallest are all alike."""
    assert (padded_length(one) == padded_length(other)) == (sealed_length(one) == sealed_length(other))
    assert padded_length(one) > one
    assert sealed_length(min(one, 4000)) == sealed_length(0)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_attack_flip_a_byte_of_an_enclosure(data):
    """Every byte of the ciphertext counts."""
    file = b"A map of the crossing." * 20
    whole = bytearray(b"".join(sealed(file)))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadInputError):
        opened([bytes(whole)], file)


def test_attack_cut_an_enclosure_anywhere():
    """No prefix is the file, also where a chunk ends, and nothing may follow its end."""
    file = bytes(range(256)) * 200
    whole = b"".join(sealed(file))
    chunk = 16_384 + 16
    cuts = {0, 1, 24, 55, 56, len(whole) - 1, len(whole) - 16, *(56 + chunk * n for n in range(4))}
    for at in cuts:
        with pytest.raises(BadInputError):
            opened([whole[:at]], file)
    with pytest.raises(BadInputError):
        opened([whole, b"\x00"], file)


def test_attack_leave_out_double_or_swap_a_piece():
    """The pieces have one order, and each stands once."""
    file = bytes(range(256)) * 2000
    first, second, *rest = sealed(file)
    assert rest
    for pieces in ([second, first, *rest], [first, *rest], [first, first, second, *rest], [first, second]):
        with pytest.raises(BadInputError):
            opened(pieces, file)


@pytest.mark.parametrize(
    "changed",
    [
        {"key": h(b"other")},
        {"channel": h(b"other")},
        {"author": h(b"other")},
        {"digest": h(b"other")},
        {"length": 21},
        {"length": 23},
        {"length": 0},
        {"length": 1 << 26},
    ],
)
def test_attack_an_enclosure_that_its_letter_does_not_name(changed):
    """Key, channel, author, length and digest must all be those of the letter."""
    file = b"A map of the crossing."
    with pytest.raises(BadInputError):
        opened(sealed(file), file, **changed)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=100), max_size=4))
def test_fuzz_any_pieces_are_refused(pieces):
    """Bytes at random are no enclosure and get one sentence."""
    with pytest.raises(BadInputError):
        opened(pieces, b"")


def test_a_file_that_changes_while_it_is_sealed_is_refused():
    """A file that got shorter or longer than its letter says is not sent."""
    for length in (3, 5):
        with pytest.raises(BadInputError, match="changed while it was being enclosed"):
            list(seal_enclosure(KEY, CHANNEL, AUTHOR, [b"four"], length))
