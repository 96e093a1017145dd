"""A collection: an index over a few texts that no vault holds, such as the files of a folder."""

from collections.abc import Sequence

import numpy as np

from backchannel.text.fingerprints import Seeds, fingerprints
from backchannel.text.tally import tally
from backchannel.text.wording import Numbers, Places, Wording

__all__ = ["Collection"]


class Collection:
    """Texts under the numbers of their order, as `text.fingerprints.Index`."""

    def __init__(self, texts: Sequence[Wording]) -> None:
        """Index texts, which are kept."""
        self._texts = texts
        self._terms = [text.terms[text.content] for text in texts]
        prints = [fingerprints(text) for text in texts]
        keys = np.concatenate([np.empty(0, np.uint32), *prints])
        order = np.argsort(keys, kind="stable")
        empty = np.empty(0, np.int32)
        documents = [np.full(len(one), number, np.int32) for number, one in enumerate(prints)]
        places = [np.arange(len(one), dtype=np.int32) for one in prints]
        self._keys = keys[order]
        self._documents = np.concatenate([empty, *documents])[order]
        self._places = np.concatenate([empty, *places])[order]
        self._tally = tally(self._terms)

    @property
    def size(self) -> int:
        """How many terms stand in all texts together."""
        return self._tally.total

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where fingerprints stand."""
        first = np.searchsorted(self._keys, asked, "left")
        stand = np.searchsorted(self._keys, asked, "right") - first
        count = np.where(stand > most, 0, stand)
        which = np.repeat(np.arange(len(asked)), count)
        behind = np.cumsum(count)
        at = np.repeat(first - behind + count, count) + np.arange(len(which))
        return Seeds(which.astype(np.int32), self._documents[at], self._places[at], stand.astype(np.int32))

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give the terms around places."""
        found = np.zeros((len(documents), before + after), np.uint32)
        for row, (document, place) in enumerate(zip(documents.tolist(), places.tolist(), strict=True)):
            terms = self._terms[document]
            begin, end = max(0, place - before), min(len(terms), place + after)
            found[row, begin - place + before : end - place + before] = terms[begin:end]
        return found

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in all texts."""
        return self._tally.of(terms)

    def terms(self, document: int) -> Numbers:
        """Give the terms of a text."""
        return self._terms[document]

    def wording(self, document: int) -> Wording:
        """Give a text."""
        return self._texts[document]
