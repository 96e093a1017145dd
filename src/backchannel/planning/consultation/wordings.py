"""Words of proposals: which texts may go out as they were consulted on, and which have a proposal's words unmarked.

Two questions, and two measures. What was put to an ally is what may go out: a passage stands as it was put to him, to
the last sign (of "$5" and "£5" only one was), or it was not put to him. What hides a proposal may be rewritten: there
the engine of reuse looks for words in their order, over the whole of what goes out, so that a passage divided in two is
found too, and one with letters that only look Latin.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from backchannel.text.joined import beginnings, joined
from backchannel.text.lookalikes import is_mixed, plain
from backchannel.text.reuse.among import all_reused
from backchannel.text.reuse.collection import Collection
from backchannel.text.wording import Wording, wording

__all__ = ["are_words_of", "reusing", "without"]

_SHORT = 4
"""Words with a meaning of their own from which on a text that stands whole in another is found, however short it is."""
_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"")


def are_words_of(passage: str, texts: Sequence[str]) -> bool:
    """Whether a passage is one of some texts as it stands; how it is divided into lines aside."""
    own = _as_written(passage)
    return any(_as_written(text) == own for text in texts)


def without(piece: str, texts: Sequence[str]) -> str:
    """Give a piece without what it says again of some texts: one that stands whole in it, and what it quotes of one.

    A quotation stands between quotation marks, and as it was written. What is changed in it is left in.
    """
    known = [_as_written(text) for text in texts if len(wording(text).content) >= _SHORT]
    left = _as_written(piece)
    for text in sorted(known, key=len, reverse=True):
        left = left.replace(text, "\n")

    def quotes(found: re.Match[str]) -> str:
        said = next(one for one in found.groups() if one is not None).strip()
        return "\n" if any(said in text for text in known) else found[0]

    return _QUOTED.sub(quotes, left)


def reusing(pieces: Sequence[str], texts: Sequence[str]) -> list[tuple[int, int]]:
    """Give (piece, text) where a piece of a draft has words of a text, as they stand or lightly rewritten."""
    found = set(_reusing(pieces, texts))
    if any(is_mixed(piece) for piece in pieces):
        found.update(_reusing([plain(piece) for piece in pieces], [plain(text) for text in texts]))
    return sorted(found)


def _as_written(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _reusing(pieces: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
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
    yield from found


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
