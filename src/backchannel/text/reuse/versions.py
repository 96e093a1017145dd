"""Versions: which of several documents have the very words that a text shares with them, and where the others differ.

Drafts of one letter share most of their words, and a text that reuses one of them finds them all. What tells them apart
are the words that only some of them have as the text has them. A word counts as had by a document where it stands there
unchanged and is no function word, or lies in a run of words that are all unchanged: single function words agree by
chance.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from backchannel.text.reuse.reused import Reuse
from backchannel.text.reuse.shared import Pairs, runs, shared, tokens_within
from backchannel.text.wording import Wording

__all__ = ["Difference", "Version", "differences", "fullest", "is_word_for_word", "stretches", "version"]

_RUN = 5
"""Unchanged words in a row that cannot agree by chance."""
_NEAR = 2
"""Words between two that a document lacks which are shown with them."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Version:
    """Characters [begins, ends) of a document that a stretch of a text reuses, the shared tokens, and those `had`."""

    document: int
    begins: int
    ends: int
    pairs: Pairs
    had: frozenset[int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that a text shares with another version, and what this one has in their place ('' for nothing)."""

    text: str
    instead: str


def stretches(finds: Sequence[Reuse]) -> Iterator[tuple[Reuse, ...]]:
    """Divide what a text reuses into stretches: the heaviest find of each, and those that lie over half of it.

    Of several finds in one document the heaviest is kept.
    """
    left = sorted(finds, key=lambda one: (-one.bits, one.document, one.start))
    found = []
    while left:
        lead = left[0]
        within = [one for one in left if _over(one, lead)]
        left = [one for one in left if not _over(one, lead)]
        found.append(tuple({one.document: one for one in reversed(within)}.values())[::-1])
    yield from sorted(found, key=lambda group: min(one.start for one in group))


def version(text: Wording, find: Reuse, other: Wording) -> Version:
    """Give what a find shares with its document, `other`."""
    pairs = shared(text, find, other)
    same = [(mine, theirs) for mine, theirs in pairs if text.tokens[mine] == other.tokens[theirs]]
    had = {mine for mine, _ in same if text.terms[mine]} | runs(pairs, text, other, _RUN)
    return Version(find.document, find.begins, find.ends, pairs, frozenset(had))


def fullest(versions: Sequence[Version], apart: Collection[int] = ()) -> list[Version]:
    """Give those whose words no other has all of and more; the tokens `apart` do not count."""
    without = [one.had.difference(apart) for one in versions]
    return [one for one, had in zip(versions, without, strict=True) if not any(had < other for other in without)]


def is_word_for_word(text: Wording, one: Version, other: Wording, start: int, end: int) -> bool:
    """Whether a version has all words of characters [start, end) of a text unchanged, with no other between them."""
    first, last = tokens_within(text, start, end)
    return len(runs(one.pairs, text, other, last - first)) == last - first


def differences(text: Wording, wanted: Collection[int], one: Version, other: Wording) -> list[Difference]:
    """Give where a version has not the words that are wanted of it, which are tokens of the text."""
    found = []
    for first, last in _together(sorted(set(wanted) - one.had)):
        start, end = text.span(first, last + 1)
        found.append(Difference(text.text[start:end], _instead(one, first, last, other)))
    return found


def _instead(one: Version, first: int, last: int, other: Wording) -> str:
    # What stands between the shared words on both sides; at the edge of what is shared, as many words as are missing.
    before = max((theirs for mine, theirs in one.pairs if mine < first), default=None)
    behind = min((theirs for mine, theirs in one.pairs if mine > last), default=None)
    many = min(last + 1 - first, _SHOWN)
    if before is None and behind is None:
        return ""
    begin = before + 1 if before is not None else max(0, (behind or 0) - many)
    end = min(behind if behind is not None else begin + many, begin + _SHOWN, len(other.tokens))
    if end <= begin:
        return ""
    begins, ends = other.span(begin, end)
    line = other.text[begins:ends].split("\n")
    return line[0] if before is not None else line[-1]


def _over(one: Reuse, lead: Reuse) -> bool:
    overlap = min(one.end, lead.end) - max(one.start, lead.start)
    return 2 * overlap >= min(one.end - one.start, lead.end - lead.start)


def _together(tokens: list[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for token in tokens:
        if first >= 0 and token - last <= _NEAR:
            last = token
            continue
        if first >= 0:
            yield first, last
        first = last = token
    if first >= 0:
        yield first, last
