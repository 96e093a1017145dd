"""Among: an index in which only some of the documents are looked for, and every word is as rare as in all of them.

Of two documents that have the same words `reuse` gives the one that has more of them. Whoever must know all of them
asks again without those that he has.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from backchannel.text.fingerprints import Index, Seeds
from backchannel.text.reuse.reused import Reuse, reused
from backchannel.text.wording import Numbers, Places, Wording

__all__ = ["Among", "all_reused"]

_ROUNDS = 12
"""How often is asked again; beyond it the same words are a formula."""


@dataclass(frozen=True, slots=True)
class Among:
    """An index with only these documents of another, or with `without` only the others; `text.fingerprints.Index`."""

    index: Index
    documents: Collection[int]
    without: bool = False

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where fingerprints stand in those documents."""
        found = self.index.seeds(asked, most)
        kept = np.isin(found.documents, np.fromiter(self.documents, np.int64, len(self.documents)), invert=self.without)
        return Seeds(found.asked[kept], found.documents[kept], found.places[kept], found.counts)

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give the terms around places."""
        return self.index.around(documents, places, before, after)

    def terms(self, document: int) -> Numbers:
        """Give the terms of a document."""
        return self.index.terms(document)

    def wording(self, document: int) -> Wording:
        """Give the text of a document."""
        return self.index.wording(document)

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in all documents of the other index."""
        return self.index.counts(terms)

    @property
    def size(self) -> int:
        """How many terms stand in all documents of the other index."""
        return self.index.size


def all_reused(text: Wording, index: Index, known: Collection[int] = ()) -> list[Reuse]:
    """Give what a text reuses of every document but those known, also of one that has less of it than another."""
    found: list[Reuse] = []
    seen = set(known)
    for _ in range(_ROUNDS):
        more = reused([text], Among(index, seen, without=True))[0]
        if not more:
            break
        found += more
        seen.update(one.document for one in more)
    return found
