"""Pouches, and attacks on them."""

import struct

import pytest
from cryptography.cobblestone import Cobblestone256Encryptor
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.people import key_of, seeded

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.encoding import enc, h
from backchannel.protocol.kem import CARRIED, kem, reader_id
from backchannel.protocol.limits import BLOB_SIZES, LIMITS, Limits
from backchannel.protocol.padding import padme
from backchannel.protocol.pouch import open_pouch, seal_pouch

OWN = key_of("Caro")
ITEM = struct.Struct("<Q32sI")
ITEMS = [(20_000 + i, h(bytes([i])), bytes([i + 1]) * BLOB_SIZES[0]) for i in range(3)]


def sealed(items, key=OWN, seed=1):
    """The bytes of a pouch."""
    return b"".join(seal_pouch(seeded(seed), key.public, items))


def opened(data, key=OWN, size=1 << 16):
    """All the items of a pouch, which come out only if its end is right."""
    return list(open_pouch([data[i : i + size] for i in range(0, len(data), size)], key))


POUCH = sealed(ITEMS)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2**40), st.binary(min_size=32, max_size=32), st.sampled_from([0, 0, 1])), max_size=5
    ),
    st.integers(1, 60_000),
)
def test_a_pouch_gives_what_was_packed(items, size):
    """Items come out in order, however the file is read."""
    packed = [(day, mailbox, bytes(BLOB_SIZES[which])) for day, mailbox, which in items]
    assert opened(sealed(packed), size=size) == packed


def test_a_pouch_byte_by_byte():
    """The smallest pieces give the same items."""
    small = sealed(ITEMS[:1])
    assert opened(small, size=1) == ITEMS[:1]


def test_an_empty_pouch_looks_like_one_with_something():
    """A pouch is never shorter than one blob, and its length takes few values."""
    assert opened(sealed([])) == []
    assert len(sealed([])) >= BLOB_SIZES[0]
    lengths = {len(sealed([(1, bytes(32), bytes(BLOB_SIZES[0]))] * n)) for n in range(200, 212)}
    assert len(lengths) <= 4


def test_two_pouches_with_the_same_things_share_no_bytes():
    """Nobody can tell from two lost pouches that they hold the same, nor that they are pouches."""
    one, other = sealed(ITEMS), sealed(ITEMS)
    assert not {one[i : i + 16] for i in range(0, len(one), 16)} & {other[i : i + 16] for i in range(0, len(other), 16)}


def test_attack_cut_a_pouch_anywhere():
    """No prefix of a pouch is taken: the borders of everything, and a sample between."""
    chunk = 16_384 + 16
    borders = {0, 1, CARRIED - 1, CARRIED, CARRIED + 1, CARRIED + 24, CARRIED + 56, CARRIED + 57, len(POUCH) - 1}
    borders |= {CARRIED + 56 + chunk * n + d for n in range(2) for d in (-1, 0, 1)}
    borders |= {len(POUCH) - 16, len(POUCH) - 17} | set(range(0, len(POUCH), 331))
    for at in sorted(b for b in borders if b < len(POUCH)):
        with pytest.raises(BadInputError):
            opened(POUCH[:at])


def test_attack_every_prefix_of_the_smallest_pouch():
    """No prefix at all, byte for byte."""
    small = sealed([])
    step = 3
    for at in range(0, len(small), step):
        with pytest.raises(BadInputError):
            opened(small[:at])


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_attack_flip_a_byte_of_a_pouch(data):
    """Every byte counts, the padding included."""
    bent = bytearray(POUCH)
    bent[data.draw(st.integers(0, len(bent) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadInputError):
        opened(bytes(bent))


def test_attack_lengthen_double_or_splice_a_pouch():
    """Nothing may follow the end, and parts of two pouches make none."""
    other = sealed(ITEMS, seed=2)
    for bent in (POUCH + b"\x00", POUCH + POUCH, POUCH[:CARRIED] + other[CARRIED:], b"\x00" + POUCH):
        with pytest.raises(BadInputError):
            opened(bent)


def test_a_pouch_for_somebody_else_is_said_to_be():
    """A pouch opens for one desk only."""
    with pytest.raises(BadInputError, match="no pouch for this desk"):
        opened(POUCH, key_of("Dov"))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=2500))
def test_fuzz_any_file_is_refused(data):
    """Any other file gets one sentence."""
    with pytest.raises(BadInputError):
        opened(data)


def packed(plain):
    """A pouch with any plaintext, as anybody can make it who has the recipient's card."""
    carried, key = kem(OWN.public, seeded(2), enc(labels.POUCH, reader_id(OWN.public)))
    sealer = Cobblestone256Encryptor(key, enc(labels.POUCH_BODY))
    return carried + sealer.update(plain) + sealer.finalize()


END = ITEM.pack(0, bytes(32), 0)
BLOB = bytes(BLOB_SIZES[0])


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        bytes(10),
        END[:-1],
        END + b"\x01",
        END + bytes(20_000) + b"\x01",
        ITEM.pack(1, bytes(32), 5) + bytes(5) + END,
        ITEM.pack(1, bytes(32), 2**32 - 1) + END,
        ITEM.pack(1, bytes(32), len(BLOB)) + BLOB,
        ITEM.pack(1, bytes(32), len(BLOB)) + BLOB[:-1],
        ITEM.pack(1, bytes(32), len(BLOB)) + BLOB + END[:-1],
    ],
)
def test_attack_a_stranger_packs_a_malformed_pouch(plain):
    """No end, something after the end, an item of another size: each gets a sentence."""
    with pytest.raises(BadInputError):
        opened(packed(plain))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_fuzz_a_stranger_packs_anything(plain):
    """Any plaintext, sealed as it should be, is items with an end or is refused with a sentence."""
    try:
        items = opened(packed(plain))
    except BadInputError:
        return
    assert items == []


def test_attack_a_pouch_without_end(monkeypatch):
    """Bytes and items are counted while the pouch is read, so that none fills memory or disk."""
    from backchannel.protocol import pouch

    monkeypatch.setattr(pouch, "LIMITS", Limits(pouch=10_000))
    with pytest.raises(BadInputError, match="larger than the 10000 bytes"):
        opened(POUCH, size=1000)
    monkeypatch.setattr(pouch, "LIMITS", Limits(pouch_items=2))
    with pytest.raises(BadInputError, match="too many"):
        opened(POUCH, size=100)
    with pytest.raises(BadInputError, match="too many"):
        opened(POUCH)
    assert LIMITS.pouch_items > 1000


def test_the_length_of_a_pouch_is_a_padded_one():
    """What is inside the stream has a Padmé length."""
    inner = len(POUCH) - CARRIED
    plain = next(n for n in range(inner, 0, -1) if n + 56 + 16 * (n // 16_384 + 1) == inner)
    assert padme(plain) == plain
