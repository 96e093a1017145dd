"""Without: an index as if some documents had never been in it.

How rare a word is decides whether its reuse is a find. Whoever could make words common, by sending them often, could
make a find of them disappear; so what he may have sent is counted neither as a place nor as an occurrence.
"""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from backchannel.text.fingerprints import Index, Seeds, of_terms
from backchannel.text.tally import Tally, tally
from backchannel.text.wording import Numbers, Places, Wording

__all__ = ["Without"]


class Without:
    """Another index without the documents that are left out; see `text.fingerprints.Index`."""

    def __init__(self, index: Index, left_out: Iterable[int]) -> None:
        """Leave them out; nothing is read before it is asked for."""
        self._index = index
        self._left_out = sorted(left_out)

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where fingerprints stand in the other documents; none of those at more than `most` places there."""
        prints = self._prints
        found = self._index.seeds(asked, most + int(prints.counts.max(initial=0)))
        counts = found.counts - prints.of(asked)
        kept = ~np.isin(found.documents, self._left_out) & (counts[found.asked] <= most)
        return Seeds(found.asked[kept], found.documents[kept], found.places[kept], counts)

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give the terms around places."""
        return self._index.around(documents, places, before, after)

    def terms(self, document: int) -> Numbers:
        """Give the terms of a document."""
        return self._index.terms(document)

    def wording(self, document: int) -> Wording:
        """Give the text of a document."""
        return self._index.wording(document)

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in the other documents."""
        left: Places = self._index.counts(terms) - self._terms.of(terms)
        return left

    @property
    def size(self) -> int:
        """How many terms stand in the other documents together."""
        return self._index.size - self._terms.total

    @cached_property
    def _terms(self) -> Tally:
        return tally(self._left)

    @cached_property
    def _prints(self) -> Tally:
        return tally([of_terms(terms) for terms in self._left])

    @cached_property
    def _left(self) -> list[Numbers]:
        return [self._index.terms(document) for document in self._left_out]
