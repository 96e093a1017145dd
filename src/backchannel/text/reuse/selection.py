"""Selection: an index of some documents only, in which a fingerprint is as rare as it is in these.

Unlike with `among`, a fingerprint that is common elsewhere is still found, and one that is common in these is found at
as many places as are asked for.
"""

from collections.abc import Collection

import numpy as np

from backchannel.text.fingerprints import Index, Seeds
from backchannel.text.wording import Numbers, Places, Wording

__all__ = ["Selection"]


class Selection:
    """An index with only these documents of another; see `text.fingerprints.Index`."""

    def __init__(self, index: Index, documents: Collection[int]) -> None:
        """Select."""
        self._index = index
        self._documents = np.fromiter(documents, np.int64, len(documents))

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

    def terms(self, document: int) -> Numbers:
        """Give the terms of a document."""
        return self._index.terms(document)

    def wording(self, document: int) -> Wording:
        """Give the text of a document."""
        return self._index.wording(document)

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in all documents of the other index."""
        return self._index.counts(terms)

    @property
    def size(self) -> int:
        """How many terms stand in all documents of the other index."""
        return self._index.size
