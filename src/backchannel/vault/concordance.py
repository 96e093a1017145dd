"""The concordance: the index of fingerprints in memory, with the words of each document when they are asked for.

Loading sorts nothing. In memory are twelve bytes for each term of the documents.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backchannel.text.fingerprints import Seeds, of_terms
from backchannel.text.tally import Tally
from backchannel.text.wording import Numbers, Places, Wording, wording
from backchannel.vault import segments
from backchannel.vault.passages import text_of
from backchannel.vault.sqlcipher import Connection

__all__ = ["Concordance"]

_REMEMBERED = 2_000_000
"""Tokens of the documents whose words are remembered: some 50 MB."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    # The fingerprints of a segment, rising, and where each begins; its documents, and where each of these does.
    fingerprints: Numbers
    places: Numbers
    documents: Places
    starts: NDArray[np.int64]

    def stand(self, asked: Numbers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Give for rising fingerprints where each is first, and how often it is there."""
        held = self.fingerprints
        first = np.searchsorted(held, asked)
        count = np.zeros(len(asked), np.intp)
        if len(held):
            there = np.flatnonzero(held[np.minimum(first, len(held) - 1)] == asked)
            count[there] = np.searchsorted(held, asked[there], "right") - first[there]
        return first, count


class Concordance:
    """The index of an open vault, as `text.fingerprints.Index`; good as long as the read in which it was made."""

    def __init__(self, db: Connection) -> None:
        """Load the index."""
        self._db = db
        self._wordings: dict[int, Wording] = {}
        self._remembered = 0
        self._sorted: list[_Sorted] = []
        room, size = np.empty(segments.room(db), np.uint32), 0
        documents, lengths, vocabularies, counts = [], [], [], []
        for one in segments.held(db):
            terms = room[size : size + len(one.words)]
            terms[:] = one.terms()
            size += len(terms)
            documents.append(one.documents)
            lengths.append(one.lengths)
            vocabularies.append(one.vocabulary)
            counts.append(one.counts())
            self._sorted.append(_Sorted(of_terms(terms)[one.places], one.places, one.documents, one.starts()))
        self._terms = room[:size]
        vocabulary, which = np.unique(np.concatenate(vocabularies), return_inverse=True)
        self._tally = Tally(vocabulary, np.bincount(which, np.concatenate(counts), len(vocabulary)).astype(np.int32))
        order = np.argsort(np.concatenate(documents))
        self._documents = np.concatenate(documents)[order]
        self._lengths = np.concatenate(lengths)[order]
        self._starts = (np.cumsum(np.concatenate(lengths), dtype=np.int64) - np.concatenate(lengths))[order]

    @property
    def size(self) -> int:
        """How many terms stand in all documents together."""
        return len(self._terms)

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where fingerprints stand; see `text.fingerprints.Index`."""
        keys, which = np.unique(asked, return_inverse=True)
        stands = [one.stand(keys) for one in self._sorted]
        total = np.zeros(len(keys), np.intp)
        for _, count in stands:
            total += count
        wanted = np.flatnonzero(((total > 0) & (total <= most))[which])
        found: list[tuple[Places, Places, Places]] = []
        for one, (first, count) in zip(self._sorted, stands, strict=True):
            here = wanted[count[which[wanted]] > 0]
            times = count[which[here]]
            behind = np.cumsum(times)
            at = np.repeat(first[which[here]] - behind + times, times) + np.arange(behind[-1] if len(behind) else 0)
            places = one.places[at].astype(np.int64)
            document = np.searchsorted(one.starts, places, "right") - 1
            mine = np.repeat(here, times).astype(np.int32)
            found.append((mine, one.documents[document], (places - one.starts[document]).astype(np.int32)))
        mine, documents, theirs = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        return Seeds(mine, documents, theirs, total[which].astype(np.int32))

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give the terms around places in documents; see `text.fingerprints.Index`."""
        held = np.searchsorted(self._documents, documents)
        at = places[:, None] + np.arange(-before, after)
        inside = (at >= 0) & (at < self._lengths[held][:, None])
        at += self._starts[held][:, None]
        return np.where(inside, self._terms[np.where(inside, at, 0)], np.uint32(0))

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in all documents; see `text.fingerprints.Index`."""
        return self._tally.of(terms)

    def terms(self, document: int) -> Numbers:
        """Give the terms of a document; see `text.fingerprints.Index`."""
        at = int(np.searchsorted(self._documents, document))
        if at == len(self._documents) or self._documents[at] != document:
            return np.empty(0, np.uint32)
        found: Numbers = self._terms[self._starts[at] : self._starts[at] + self._lengths[at]]
        return found

    def wording(self, document: int) -> Wording:
        """Give the text of a document; see `text.fingerprints.Index`."""
        found = self._wordings.get(document)
        if found is None:
            found = wording(text_of(self._db, document))
            self._remembered += len(found.tokens)
            if self._remembered > _REMEMBERED:
                self._wordings.clear()
                self._remembered = len(found.tokens)
            self._wordings[document] = found
        return found
