"""Strict JSON: the one decoder and the one encoder of structured bodies.

The profile: objects, arrays, strings, integers of at most 53 bits and booleans (RFC 8259 and RFC 7493, without
null and without fractions). The decoder refuses whatever the encoder would not have written to the same bytes:
white space, needless escapes, duplicate names, `-0`, lone surrogates. So one value has one encoding for a given
order of names, and what was authenticated is what was read.
"""

import json
from itertools import accumulate
from typing import Any, NoReturn

from backchannel.errors import BadInputError
from backchannel.protocol.limits import LIMITS

Value = bool | int | str | list[Any] | dict[str, Any]

_WHITE = b" \t\n\r"
_NULL = b"n"
"""What shows a null outside of strings: neither of the other words, true and false, has the letter."""
_NO_MARKS = bytes(set(range(256)) - set(b'[]{}"' + _WHITE + _NULL))
_DEEPER = {**dict.fromkeys(b"[{", 1), **dict.fromkeys(b"]}", -1), **dict.fromkeys(_WHITE + _NULL, 0)}


class _OtherwiseWrittenError(ValueError):
    """An integer is written as the encoder would not write it."""


def encode(value: Value) -> bytes:
    """Encode a value of the profile; a value outside it is a programming error (TypeError or ValueError)."""
    _check(value, 0)
    return _write(value)


def decode(data: bytes, size: int = LIMITS.body) -> Value:
    """Decode bytes that are exactly what `encode` writes, at most `size` of them; else BadInputError."""
    if len(data) > size:
        raise BadInputError(f"A structured body has {len(data)} bytes where {size} are allowed.")
    outside = _outside(data)
    if max(accumulate(map(_DEEPER.__getitem__, outside)), default=0) > LIMITS.json_depth:
        raise BadInputError("A structured body is nested too deep.")
    try:
        value: Value = _DECODER.decode(data.decode("utf-8"))
        # Without escapes, what parses is written as the encoder writes it, but for white space. (Each string is its
        # own characters, and the integers have been looked at.) To write it again would take half of all the time.
        as_written = _write(value) == data if b"\\" in data else not outside.translate(None, b"[]{}" + _NULL)
    except _OtherwiseWrittenError:
        as_written = False
    except (ValueError, RecursionError, TypeError):
        raise BadInputError("A structured body is not the strict JSON of this protocol.") from None
    if not as_written:
        raise BadInputError("A structured body is JSON, but not written as this protocol writes it.")
    if _NULL in outside:
        raise BadInputError("A structured body holds a null, which this protocol does not have.")
    return value


def decode_object(data: bytes, size: int = LIMITS.body) -> dict[str, Any]:
    """Decode as `decode` does, and refuse whatever is not an object."""
    value = decode(data, size)
    if not isinstance(value, dict):
        raise BadInputError("A structured body is not an object.")
    return value


def _write(value: Value) -> bytes:
    return _ENCODER.encode(value).encode("utf-8")


def _check(value: object, depth: int) -> None:
    if depth >= LIMITS.json_depth and isinstance(value, dict | list):
        raise ValueError("a body is nested too deep")
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise TypeError("names in a body are strings")
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)
    elif isinstance(value, int):
        if abs(value) >= 1 << 53:
            raise ValueError("integers in a body have at most 53 bits")
    elif not isinstance(value, str):
        raise TypeError(f"a body cannot hold a {type(value).__name__}")


def _outside(data: bytes) -> bytes:
    """Give the brackets, the white space and the letter of nulls outside of strings, as far as the data are JSON.

    It is looked at before parsing: the standard parser recurses, and some inputs exhaust the stack. Without escapes
    every second piece between quotes is a string; up to the first error, which is as far as the parser goes, that is
    exact.
    """
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in data else data
    return b"".join(plain.translate(None, _NO_MARKS).split(b'"')[::2])


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate name")
    return result


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(number := int(digits)) >= 1 << 53:
        raise ValueError("integer out of range")
    if digits == "-0":
        raise _OtherwiseWrittenError
    return number


def _refuse(_text: str) -> NoReturn:
    raise ValueError("not in the profile")


# Made once: `json.loads` and `json.dumps` with options make theirs anew for every call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_no_duplicates, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
)
