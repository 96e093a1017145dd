"""The one decoder of structured bodies, which refuses whatever its encoder would not write."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.strictjson import decode, decode_object, encode

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SMALL = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.booleans() | SMALL | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_values_are_read_as_written(value):
    """Every value of the profile comes back the same, booleans as booleans and numbers as numbers."""
    back = decode(encode(value))
    assert back == value
    assert encode(back) == encode(value)


@given(st.binary(max_size=60) | VALUES.map(lambda v: json.dumps(v).encode()))
@example(b'{"a":null}')
@example(b'["null"]')
def test_fuzz_whatever_decodes_encodes_to_the_same_bytes(data):
    """One value has one encoding; anything else is refused with a sentence."""
    try:
        value = decode(data)
    except BadInputError:
        return
    assert encode(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"\xef\xbb\xbf1",
        b"null",
        b"[null]",
        b'{"a":null}',
        b"1.0",
        b"1e2",
        b"-0",
        b"01",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 5000,
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b'{"a":1,"a":1}',
        b'{"a":1,"\\u0061":2}',
        b"[1, 2]",
        b'{"a" :1}',
        b"[1,]",
        b"1 2",
        b"'a'",
        b'"a',
    ],
)
def test_what_the_encoder_would_not_write_is_refused(data):
    """White space, escapes without need, doubled names, nulls, fractions and long numbers are refused."""
    with pytest.raises(BadInputError):
        decode(data)


def test_a_body_of_allowed_size_is_read_and_a_longer_one_is_not():
    """The size is checked before anything is parsed."""
    data = encode("x" * 98)
    assert decode(data, 100) == "x" * 98
    with pytest.raises(BadInputError, match="101 bytes where 100"):
        decode(encode("x" * 99), 100)


def nested(depth, kind):
    """A value of that many arrays or objects, one within the other."""
    value = [] if kind == "[" else {}
    for _ in range(depth - 1):
        value = [value] if kind == "[" else {"a": value}
    return value


@pytest.mark.parametrize("kind", ["[", "{"])
def test_nesting_has_one_limit_for_writer_and_reader(kind):
    """What is nested as deep as allowed is written and read; one deeper is neither."""
    assert decode(encode(nested(LIMITS.json_depth, kind))) == nested(LIMITS.json_depth, kind)
    deeper = nested(LIMITS.json_depth + 1, kind)
    with pytest.raises(ValueError, match="too deep"):
        encode(deeper)
    with pytest.raises(BadInputError, match="too deep"):
        decode(json.dumps(deeper, separators=(",", ":")).encode())


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b'"' + b"[" * 500_000, b'["\\"[[' * 1000])
def test_a_bomb_of_brackets_is_refused_and_does_not_exhaust_the_stack(data):
    """Depth is counted before the standard parser recurses."""
    with pytest.raises(BadInputError):
        decode(data)


def test_brackets_in_a_text_do_not_count():
    """A letter may quote as many brackets as it likes."""
    text = '[{"' * 1000 + "\\"
    assert decode(encode([text])) == [text]


@pytest.mark.parametrize("value", [None, 1.5, b"a", [None], {"a": 1.0}, {1: 2}, (1,), 2**53, -(2**53), "\ud800"])
def test_a_value_outside_the_profile_is_a_mistake_of_the_caller(value):
    """The encoder never writes what the decoder would refuse."""
    with pytest.raises((TypeError, ValueError)):
        encode(value)


def test_an_object_where_one_is_needed():
    """Bodies are objects."""
    assert decode_object(b'{"a":1}') == {"a": 1}
    for data in (b"[]", b'"a"', b"1", b"true"):
        with pytest.raises(BadInputError, match="not an object"):
            decode_object(data)
