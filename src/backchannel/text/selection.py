"""Selection: an index in which some documents are looked for, and some others do not count at all.

How rare a word is decides whether its reuse is a find. Whoever could make words common, by sending them often, could
make a find of them disappear; so what he may have sent is counted neither as a place nor as an occurrence.
"""

from collections.abc import Collection, Iterable
from functools import cached_property

import numpy as np

from backchannel.text.fingerprints import Index, Seeds
from backchannel.text.wording import Numbers, Places, Wording

__all__ = ["Selection"]


class Selection:
    """An index with only `documents` of another, where `ignored` are not counted; see `text.fingerprints.Index`."""

    def __init__(self, index: Index, documents: Collection[int], ignored: Iterable[int] = ()) -> None:
        """Select; nothing is read before it is asked for."""
        self._index = index
        self._documents = np.fromiter(documents, np.int64, len(documents))
        self._ignored = sorted(ignored)

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where fingerprints stand in the documents; of those that stand at more than `most` places, so many."""
        found = self._index.seeds(asked, np.iinfo(np.int32).max)
        chosen = np.flatnonzero(np.isin(found.documents, self._documents))
        counts = np.bincount(found.asked[chosen], minlength=len(asked)).astype(np.int32)
        order = chosen[np.argsort(found.asked[chosen], kind="stable")]
        begins = np.repeat(np.cumsum(counts) - counts, counts)
        kept = order[np.arange(len(order)) - begins < most]
        return Seeds(found.asked[kept], found.documents[kept], found.places[kept], counts)

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give the terms around places."""
        return self._index.around(documents, places, before, after)

    def wording(self, document: int) -> Wording:
        """Give the text of a document."""
        return self._index.wording(document)

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in all documents of the other index but those that are ignored."""
        known, counts = self._uncounted
        at = np.minimum(np.searchsorted(known, terms), len(known) - 1)
        less = np.where(known[at] == terms, counts[at], 0)
        return np.maximum(self._index.counts(terms) - less, 0).astype(np.int32)

    @property
    def size(self) -> int:
        """How many terms stand in all documents of the other index but those that are ignored."""
        return self._index.size - int(self._uncounted[1].sum())

    @cached_property
    def _uncounted(self) -> tuple[Numbers, Places]:
        terms = [words.terms[words.content] for words in map(self._index.wording, self._ignored)]
        # A zero, which is no term, so that there is always one to be looked up.
        known, counts = np.unique(np.concatenate([*terms, np.zeros(1, np.uint32)]), return_counts=True)
        return known, np.where(known > 0, counts, 0).astype(np.int32)
