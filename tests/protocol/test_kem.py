"""Keys that receive."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.people import key_of, seeded

from backchannel.errors import BadInputError
from backchannel.protocol.kem import (
    CARRIED,
    KEM_OVERHEAD,
    PUBLIC,
    SecretKey,
    kem,
    public_key,
    reader_id,
    seal,
    unkem,
)

OWN = key_of("Ana")
LOW_ORDER = [
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]
"""The points of Curve25519 of order 1, 2, 4 and 8, with the non-canonical spellings (RFC 7748, cr.yp.to/ecdh.html)."""


def test_what_is_sealed_opens():
    """A plaintext and a carried secret come back under the same context, with the sizes that are promised."""
    sealed = seal(b"a word", OWN.public, b"context")
    assert len(sealed) == len(b"a word") + KEM_OVERHEAD
    assert OWN.open(sealed, b"context") == b"a word"
    carried, secret = kem(OWN.public, seeded(1), b"context")
    assert (len(carried), len(secret)) == (CARRIED, 32)
    assert unkem(OWN, carried, b"context") == secret


def test_the_secret_comes_from_the_given_source():
    """Two encapsulations of one secret differ all the same, since the library draws its own randomness."""
    one, secret = kem(OWN.public, seeded(1), b"")
    other, same = kem(OWN.public, seeded(1), b"")
    assert secret == same == seeded(1)(32)
    assert one != other


def test_another_key_or_context_does_not_open():
    """What is sealed is bound to its recipient and to its purpose."""
    carried, _ = kem(OWN.public, seeded(1), b"context")
    for key, context in ((key_of("Bek"), b"context"), (OWN, b"another"), (OWN, b"")):
        with pytest.raises(BadInputError, match="does not open"):
            unkem(key, carried, context)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, CARRIED - 1), st.integers(0, 7))
def test_a_flipped_bit_does_not_open(at, bit):
    """Every byte of what carries a secret counts."""
    carried, _ = kem(OWN.public, seeded(1), b"")
    bent = carried[:at] + bytes([carried[at] ^ 1 << bit]) + carried[at + 1 :]
    with pytest.raises(BadInputError):
        unkem(OWN, bent, b"")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=1300))
def test_fuzz_anything_else_is_refused(data):
    """No bytes but sealed ones open, and none break the reader."""
    for attempt in (lambda: OWN.open(data, b""), lambda: unkem(OWN, data, b"")):
        with pytest.raises(BadInputError):
            attempt()


@pytest.mark.parametrize("size", [0, 1, 16, 1119, 1135, CARRIED - 1, CARRIED + 1])
def test_another_size_is_refused(size):
    """A carried secret has one size."""
    with pytest.raises(BadInputError):
        unkem(OWN, bytes(size), b"")


@pytest.mark.parametrize("point", LOW_ORDER)
@pytest.mark.parametrize("top", [0, 0x80])
def test_a_key_of_low_order_is_refused(point, top):
    """Nothing can be sealed to such a key, so a member who announced it would stop all who write to him."""
    curve = bytearray.fromhex(point)
    curve[31] |= top
    bent = OWN.public[:-32] + bytes(curve)
    with pytest.raises(BadInputError, match="malformed"):
        public_key(bent)
    with pytest.raises(BadInputError):
        kem(bent, seeded(1), b"")


def test_a_key_with_coefficients_out_of_range_is_refused():
    """FIPS 203 section 7.2: a coefficient of 3329 or more makes the key none."""
    with pytest.raises(BadInputError, match="malformed"):
        public_key(b"\xff\xff\xff" + OWN.public[3:])


@pytest.mark.parametrize("size", [0, 32, PUBLIC - 1, PUBLIC + 1])
def test_a_key_of_another_size_is_refused(size):
    """A public key has 1,216 bytes and a seed 32."""
    with pytest.raises(BadInputError):
        public_key(bytes(size))
    with pytest.raises(BadInputError):
        SecretKey(bytes(size + 1))


def test_one_seed_is_one_key():
    """The stored seed gives back the same key, and the reader is known by its public half."""
    again = SecretKey(OWN.seed)
    assert again.public == OWN.public
    assert len(OWN.public) == PUBLIC
    assert reader_id(again.public) == reader_id(OWN.public) != reader_id(key_of("Bek").public)


def test_a_secret_key_shows_nothing_of_itself():
    """Neither a log nor a traceback can hold the seed."""
    assert repr(OWN) == str(OWN) == "SecretKey(...)"
