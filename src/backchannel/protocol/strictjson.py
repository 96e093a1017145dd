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

_NO_MARKS = bytes(set(range(256)) - set(b'[]{}"'))
_DEEPER = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def encode(value: Value) -> bytes:
    """Encode a value of the profile; a value outside it is a programming error (TypeError or ValueError)."""
    _check(value, 0)
    return _write(value)


def decode(data: bytes, size: int = LIMITS.body) -> Value:
    """Decode bytes that are exactly what `encode` writes, at most `size` of them; else BadInputError."""
    if len(data) > size:
        raise BadInputError(f"A structured body has {len(data)} bytes where {size} are allowed.")
    _check_depth(data)
    try:
        value: Value = _DECODER.decode(data.decode("utf-8"))
        written = _write(value)
    except (ValueError, RecursionError, TypeError):
        raise BadInputError("A structured body is not the strict JSON of this protocol.") from None
    if written != data:
        raise BadInputError("A structured body is JSON, but not written as this protocol writes it.")
    if b"null" in data and _holds_null(value):
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


def _check_depth(data: bytes) -> None:
    # Before parsing: the standard parser recurses, and some inputs exhaust the stack. Without escapes every second
    # piece between quotes is a string; up to the first error, which is as far as the parser goes, that is exact.
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in data else data
    marks = plain.translate(None, _NO_MARKS)
    brackets = b"".join(marks.split(b'"')[::2])
    if max(accumulate(map(_DEEPER.__getitem__, brackets)), default=0) > LIMITS.json_depth:
        raise BadInputError("A structured body is nested too deep.")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate name")
    return result


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(number := int(digits)) >= 1 << 53:
        raise ValueError("integer out of range")
    return number if not digits.startswith("-") else -abs(number)


def _refuse(_text: str) -> NoReturn:
    raise ValueError("not in the profile")


# Made once: `json.loads` and `json.dumps` with options make theirs anew for every call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_no_duplicates, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
)


def _holds_null(value: object) -> bool:
    if isinstance(value, dict):
        return any(_holds_null(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_holds_null(inner) for inner in value)
    return value is None
