"""An index of texts in memory, for tests of what is found in one."""

from collections.abc import Sequence

import numpy as np

from backchannel.text.fingerprints import Seeds, fingerprints
from backchannel.text.wording import Numbers, Places, Wording, wording


class Held:
    """Texts under their places in a list, as `text.fingerprints.Index`; it counts which were opened."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._wordings = [wording(text) for text in texts]
        self._terms = [held.terms[held.content] for held in self._wordings]
        self.opened: list[int] = []

    @property
    def size(self) -> int:
        """How many terms stand in all texts."""
        return sum(map(len, self._terms))

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where fingerprints stand."""
        places: dict[int, list[tuple[int, int]]] = {}
        for document, held in enumerate(self._wordings):
            for at, fingerprint in enumerate(fingerprints(held).tolist()):
                places.setdefault(fingerprint, []).append((document, at))
        found = [places.get(one, []) for one in asked.tolist()]
        rows = [(at, *where) for at, stands in enumerate(found) if len(stands) <= most for where in stands]
        columns = np.array(rows, np.int32).reshape(-1, 3)
        return Seeds(columns[:, 0], columns[:, 1], columns[:, 2], np.array([len(stands) for stands in found], np.int32))

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give the terms around places."""
        found = np.zeros((len(documents), before + after), np.uint32)
        for row, (document, place) in enumerate(zip(documents.tolist(), places.tolist(), strict=True)):
            terms = self._terms[document]
            for column, at in enumerate(range(place - before, place + after)):
                if 0 <= at < len(terms):
                    found[row, column] = terms[at]
        return found

    def terms(self, document: int) -> Numbers:
        """Give the terms of a text."""
        return self._terms[document]

    def wording(self, document: int) -> Wording:
        """Give a text."""
        self.opened.append(document)
        return self._wordings[document]

    def counts(self, terms: Numbers) -> Places:
        """Give how often terms stand in all texts."""
        everything = np.concatenate([np.empty(0, np.uint32), *self._terms])
        return np.array([int((everything == one).sum()) for one in terms], np.int32)
