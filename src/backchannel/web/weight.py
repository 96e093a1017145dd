"""How much memory something takes that is kept for a while, near enough: the bytes and characters that it holds."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

__all__ = ["weight"]

_EACH = 64
"""What anything takes that is neither text nor bytes, about."""
_LOOKED_AT = 20_000
"""How many things are looked at; what is larger than that is heavy by its parts, which are counted as the others."""


def weight(value: object) -> int:
    """Give the weight of a value: of texts and bytes their length, of others what they hold."""
    total, looked, waiting = 0, 0, [value]
    while waiting:
        one = waiting.pop()
        looked += 1
        if looked > _LOOKED_AT:
            return total + total * len(waiting) // looked
        if isinstance(one, bytes | bytearray | str):
            total += len(one)
        elif isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif is_dataclass(one) and not isinstance(one, type):
            waiting += [getattr(one, field.name) for field in fields(one)]
        total += _EACH
    return total
