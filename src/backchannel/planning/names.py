"""How things are called: names compared as people type them, and one thing found among several."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from backchannel.errors import UsageError

__all__ = ["LEAST", "called", "folded", "on_one_line", "same"]

N = TypeVar("N")

LEAST = 6
"""Digits of an id that name a thing, at least."""


@lru_cache(4_096)
def folded(text: str) -> str:
    """Give a name as it is compared, however it is spaced and capitalised."""
    return " ".join(text.split()).casefold()


def same(name: str, other: str) -> bool:
    """Whether two texts are one name."""
    return folded(name) == folded(other)


def on_one_line(text: str, missing: str, *, typed: str = "") -> str:
    """Give a text on one line; UsageError in the words of `missing`, with what is `typed`, where it has none."""
    line = " ".join(text.split())
    if not line:
        raise UsageError(missing, typed=typed)
    return line


def called(
    known: Sequence[N],
    text: str,
    what: str,
    *,
    name: Callable[[N], str],
    identifier: Callable[[N], bytes],
    is_open: Callable[[N], bool],
) -> N:
    """Give the one that has this name, or whose id begins so (`LEAST` digits at least).

    What is open has its name before what is not. `what` is the kind in a person's words. UsageError where there is
    none, or several.
    """
    wanted = folded(text)
    named = [one for one in known if folded(name(one)) == wanted]
    found = [one for one in named if is_open(one)] or named
    if not found and len(wanted) >= LEAST:
        found = [one for one in known if identifier(one).hex().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(identifier(one).hex()[:8] for one in found)
        raise UsageError(f"“{text[:60]}” names more than one {what}; say which by its number: {ids}.")
    names = ", ".join(dict.fromkeys(f"“{own[:40]}”" for one in known[-12:] if (own := name(one)))) or "none yet"
    raise UsageError(f"There is no {what} “{text[:60]}” in this case; it has: {names}.")
