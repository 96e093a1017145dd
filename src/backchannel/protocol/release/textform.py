"""The one writer's form of what people are given: JSON that a person can open and read.

Indented by one space, a line feed at the end, every character as it is but for those that JSON must escape and
those that a reader could not see (`record.characters`), which stand as escapes so that no editor can be made to
show another text. A reader takes a file only if the writer would write it so, byte for byte.
"""

import json
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from backchannel.errors import BadInputError
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.release.grammar import hides_nothing

__all__ = ["read", "read_exactly", "write"]

T = TypeVar("T")

_COMMON = bytes(range(0x7F))


def write(value: dict[str, Any]) -> bytes:
    """Write an object of strings, integers, booleans, arrays and objects in the writer's form."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    data = text.encode("utf-8")
    unusual = data.translate(None, _COMMON)
    # A bundle is large and its unusual characters are few: each is looked at once before the whole text is.
    return data if hides_nothing(unusual.decode("utf-8")) else _escaped(text).encode("utf-8")


def read(data: bytes, what: str) -> dict[str, Any]:
    """Read JSON without duplicates, fractions or null, at most `LIMITS.bundle` bytes; `what` names it in errors.

    The caller compares what he understood, written again, with the bytes that he read: see `read_exactly`.
    """
    if len(data) > LIMITS.bundle:
        raise BadInputError(f"This file is larger than {what} may be; check that it is the right file.")
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_no_duplicates,
            parse_int=_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError):
        raise BadInputError(f"This file is not {what}, or is cut short or damaged; ask for it again.") from None
    if not isinstance(value, dict):
        raise BadInputError(f"This file is not {what}; check that it is the right file.")
    return value


def read_exactly(data: bytes, what: str, understand: Callable[[dict[str, Any]], T], again: Callable[[T], bytes]) -> T:
    """Read and understand a file, and refuse it (BadInputError) if writing it again gives other bytes."""
    value = read(data, what)
    try:
        understood = understand(value)
        same = again(understood) == data
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold
        raise BadInputError(f"This file is not {what}, or is damaged; ask for it again.") from None
    if not same:
        raise BadInputError(f"This file holds {what}, but not as the writer writes it; ask for the original.")
    return understood


def _escaped(text: str) -> str:
    from backchannel.record.characters import hidden_characters

    pieces, at = [], 0
    for found in hidden_characters(text):
        units = chr(found.code_point).encode("utf-16-be", "surrogatepass")
        pieces.append(text[at : found.offset])
        pieces += [f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)]
        at = found.offset + 1
    return "".join(pieces) + text[at:]


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate name")
    return result


def _integer(digits: str) -> int:
    if len(digits) > 17:
        raise ValueError("integer out of range")
    return int(digits)


def _refuse(_text: str) -> NoReturn:
    raise ValueError("not in the form")
