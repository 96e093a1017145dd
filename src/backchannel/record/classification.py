"""How secret a document is: its classification, a thing apart from who may have it (`captions`).

The words are kept as printed; this table says which of the field's levels they mean, and which is higher.
"""

from collections.abc import Iterable

__all__ = ["LEVELS", "NO_MARKING", "highest", "level"]

NO_MARKING = "No classification marking"
"""A value of its own: somebody looked, and there was none."""

LEVELS = (
    (NO_MARKING, "No classification markings"),
    ("Unclassified",),
    ("Official Use Only", "For Official Use Only", "Limited Official Use", "Restricted"),
    ("Confidential",),
    ("Secret",),
    ("Top Secret",),
)
"""From the lowest to the highest; the words of one line stand for the same level."""

_LEVEL = {word.casefold(): rank for rank, words in enumerate(LEVELS) for word in words}


def level(printed: str) -> int | None:
    """Give the place of a printed classification in LEVELS, or None for words that the table does not know."""
    return _LEVEL.get(" ".join(printed.rstrip(" .;").split()).casefold())


def highest(printed: Iterable[str]) -> str | None:
    """Give the highest of several printed classifications, as printed; an unknown one counts as above all known.

    None where there is nothing to choose from. Of equals the first is given.
    """
    chosen: tuple[int, str] | None = None
    for words in printed:
        known = level(words)
        rank = len(LEVELS) if known is None else known
        if chosen is None or rank > chosen[0]:
            chosen = (rank, words)
    return None if chosen is None else chosen[1]
