"""The concordance: the index of fingerprints in memory, with the words of each document when they are asked for."""

from functools import cached_property

import numpy as np

from backchannel.text.fingerprints import Seeds, fingerprints
from backchannel.text.wording import Numbers, Places, Wording, wording
from backchannel.vault import archive, entries, filing
from backchannel.vault.fingerprints import text_of
from backchannel.vault.sqlcipher import Connection

__all__ = ["Concordance"]

_WORDINGS = 2_000


class Concordance:
    """The index of an open vault, as `text.fingerprints.Index`; good as long as the read in which it was made."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._wordings: dict[int, Wording] = {}
        numbers, keys, documents, places, terms = [], [], [], [], [np.empty(0, np.uint32)]
        for number, value in db.execute("SELECT number, value FROM item_fingerprints"):
            held = np.frombuffer(value, np.uint32)
            words = Wording("", held, held, held.astype(np.int32), held.astype(np.int32))
            found = fingerprints(words)
            numbers.append(number)
            terms.append(held)
            keys.append(found)
            documents.append(np.full(len(found), number, np.int32))
            places.append(np.arange(len(found), dtype=np.int32))
        empty = np.empty(0, np.int32)
        all_keys = np.concatenate([np.empty(0, np.uint32), *keys])
        order = np.argsort(all_keys, kind="stable")
        self._keys = all_keys[order]
        self._documents = np.concatenate([empty, *documents])[order]
        self._places = np.concatenate([empty, *places])[order]
        self._all = np.concatenate(terms)
        self._terms, self._counts = np.unique(self._all, return_counts=True)
        order = np.argsort(numbers)
        lengths = np.array([len(held) for held in terms[1:]], np.int64)
        self._numbers = np.array(numbers, np.int64)[order]
        self._begins = (np.cumsum(lengths) - lengths)[order]
        self._ends = self._begins + lengths[order]

    @cached_property
    def size(self) -> int:
        """How many terms stand in all documents together."""
        return int(self._counts.sum())

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where fingerprints stand; see `text.fingerprints.Index`."""
        first = np.searchsorted(self._keys, asked, "left")
        count = np.searchsorted(self._keys, asked, "right") - first
        counts = count.astype(np.int32)
        count[count > most] = 0
        which = np.repeat(np.arange(len(asked)), count)
        at = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]) if len(asked) else first, count)
        at = at + np.arange(len(which))
        return Seeds(which.astype(np.int32), self._documents[at], self._places[at], counts)

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in all documents; see `text.fingerprints.Index`."""
        if not len(self._terms):
            return np.zeros(len(terms), np.int32)
        at = np.minimum(np.searchsorted(self._terms, terms), len(self._terms) - 1)
        return np.where(self._terms[at] == terms, self._counts[at], 0).astype(np.int32)

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give the terms around places in documents; see `text.fingerprints.Index`."""
        held = np.searchsorted(self._numbers, documents)
        at = (self._begins[held] + places)[:, None] + np.arange(-before, after)
        inside = (at >= self._begins[held][:, None]) & (at < self._ends[held][:, None])
        return np.where(inside, self._all[np.where(inside, at, 0)], np.uint32(0))

    def wording(self, document: int) -> Wording:
        """Give the text of a document; see `text.fingerprints.Index`."""
        found = self._wordings.get(document)
        if found is None:
            if len(self._wordings) >= _WORDINGS:
                self._wordings.clear()
            found = self._wordings[document] = wording(self._text(document))
        return found

    def _text(self, document: int) -> str:
        words = archive.words(self._db, document)
        if words is None:
            item = archive.by_number(self._db, document)
            entry = entries.by_id(self._db, item.entry) if item is not None and item.entry else None
            letter = filing.document_of(entry.body()) if entry is not None else None
            return text_of([passage.text for passage in letter.passages]) if letter is not None else ""
        return text_of(list(words.passages))
