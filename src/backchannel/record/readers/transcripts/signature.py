"""Signatures: directly above the notes, at the end of a text without notes, or above what is enclosed."""

import re
from collections.abc import Sequence

from backchannel.record.readers.transcripts.front import Seen

__all__ = ["signature_lines"]

_WORD = r"(?:[A-ZÀ-Þ][\w’'ʼ.-]*|de|von|van|la|el|al|of|and|the|for|&)"
_NAME = re.compile(rf"[\[“\"/]*{_WORD}(?:,?\s{_WORD}){{0,12}}[\]”\"/*.]*")
_ENCLOSED = re.compile(
    r"[\[(]?(?:sub-?)?(?:attachment|enclosure|annex|appendix|tab|tabs|addendum)\b.{0,80}", re.IGNORECASE
)
LONGEST = 90
"""Characters of the longest line that is taken for a signature without the notes below it."""
LONGEST_ABOVE_NOTES = 200
"""Characters of the longest line of one that stands directly above the notes."""


def signature_lines(lines: Sequence[Seen], notes_follow: bool, blank_after: int, page_after: bool) -> list[int]:
    """Say which lines are signatures; `notes_follow` after `blank_after` empty lines, or after the mark of a page."""
    if not lines:
        return []
    last = len(lines) - 1
    directly_above = notes_follow and blank_after == 0 and _is_short(lines[last])
    ends_the_text = last > 0 and (page_after or not notes_follow) and _is_name(lines[last])
    found = _block(lines, last) if directly_above or ends_the_text else []
    for at in range(1, last):
        if _ENCLOSED.fullmatch(lines[at + 1].words) and _is_name(lines[at]):
            found += _block(lines, at)
    return sorted(set(found))


def _block(lines: Sequence[Seen], last: int) -> list[int]:
    first = last
    while first > 0 and lines[first].blank == 0 and _is_short(lines[first - 1]):
        first -= 1
    return list(range(first, last + 1))


def _is_short(line: Seen) -> bool:
    return not line.bullet and len(line.words) <= LONGEST_ABOVE_NOTES


def _is_name(line: Seen) -> bool:
    words = line.words
    return not line.bullet and len(words) <= LONGEST and not words.isupper() and _NAME.fullmatch(words) is not None
