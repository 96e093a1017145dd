"""Words that stand in two texts: rows of them, compared without case, punctuation and line breaks."""

import re
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["ROW", "WORD", "echoed", "holds", "rows", "words"]

ROW = 4
"""So many words in a row are no chance."""
WORD = re.compile(r"\w+(?:['’ʼ\-–]\w+)*")


def words(text: str) -> list[str]:
    """Give the words of a text in order, as they are compared."""
    return [match.group().casefold().translate(_FOLDED) for match in WORD.finditer(text)]


def holds(text: str, part: str) -> bool:
    """Whether the words of `part` stand in the text, in a row; nothing holds no words."""
    needle = words(part)
    return bool(needle) and _joined(needle) in _joined(words(text))


def rows(text: str) -> Iterator[str]:
    """Give every ROW words in a row of a text."""
    found = words(text)
    for at in range(len(found) - ROW + 1):
        yield _joined(found[at : at + ROW])


def echoed(texts: Iterable[str], of: Iterable[str]) -> bool:
    """Whether any of the texts has ROW words in a row of those that are looked for."""
    sought = {row for text in of for row in rows(text)}
    return any(row in sought for text in texts for row in rows(text))


def _joined(found: Sequence[str]) -> str:
    return f" {' '.join(found)} "


_FOLDED = str.maketrans("’ʼ–", "''-")
