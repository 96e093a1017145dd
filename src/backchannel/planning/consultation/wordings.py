"""Words of proposals: which texts may go out as they were consulted on, and which have a proposal's words unmarked.

Two questions, and two measures. What was put to an ally is what may go out: a passage has the very words of one that
was put to him, or it was not put to him. What hides a proposal may be rewritten: there the engine of reuse looks for
words in their order, over the whole of what goes out, so that a passage divided in two is found too.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from backchannel.text.joined import beginnings, joined
from backchannel.text.reuse.among import all_reused
from backchannel.text.reuse.collection import Collection
from backchannel.text.wording import Wording, wording

__all__ = ["are_words_of", "reusing"]

_SHORT = 4
"""Words with a meaning of their own from which on a text that stands whole in another is found, however short it is."""


def are_words_of(passage: str, texts: Sequence[str]) -> bool:
    """Whether a passage has the very words of one of some texts, in their order; signs and capitals aside."""
    own = wording(passage).tokens.tobytes()
    return any(wording(text).tokens.tobytes() == own for text in texts)


def reusing(pieces: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give (piece, text) where a piece of a draft has words of a text, as they stand or lightly rewritten."""
    if not texts:
        return
    known = [wording(text) for text in texts]
    found = {(at, text) for at, piece in enumerate(pieces) for text in _within(wording(piece), known)}
    index, begins = Collection(known), beginnings(pieces)
    for find in all_reused(wording(joined(pieces)), index):
        places = {bisect_right(begins, piece.start) - 1 for piece in find.pieces}
        found.update((place, find.document) for place in places if _in(pieces[place], known[find.document]))
        if not any((place, find.document) in found for place in places):
            found.update((place, find.document) for place in places)
    yield from sorted(found)


def _within(piece: Wording, texts: Sequence[Wording]) -> Iterator[int]:
    for number, text in enumerate(texts):
        short, long = sorted((piece, text), key=lambda one: len(one.tokens))
        if len(short.content) >= _SHORT and _stands_in(short, long):
            yield number


def _stands_in(short: Wording, long: Wording) -> bool:
    needle, hay, width = short.tokens.tobytes(), long.tokens.tobytes(), short.tokens.itemsize
    at = hay.find(needle)
    while at >= 0 and at % width:
        at = hay.find(needle, at + 1)
    return at >= 0


def _in(piece: str, text: Wording) -> bool:
    return bool(all_reused(wording(piece), Collection([text])))
