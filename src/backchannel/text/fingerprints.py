"""Fingerprints: each three terms that follow each other in a text, as one number; and what an index of them answers.

A fingerprint's place is the place of its first term among the text's terms (`Wording.content`), so a run of words that
two texts share is a run of fingerprints at one distance from each other. An index gives, for fingerprints that are
asked for, where they stand in the documents it holds; which documents those are, its maker decides.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from backchannel.text.wording import Numbers, Places, Wording

__all__ = ["LENGTH", "Index", "Seeds", "fingerprints", "of_terms"]

LENGTH = 3
"""Terms in a fingerprint."""

_FACTORS = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77))


@dataclass(frozen=True, slots=True)
class Seeds:
    """Where fingerprints stand: which of those asked for (its index), in which document, at which place there.

    `counts` says for each of those asked for at how many places it stands, also where that is too many to be given.
    """

    asked: Places
    documents: Places
    places: Places
    counts: Places


class Index(Protocol):
    """What holds the fingerprints of documents that are known by a number."""

    def seeds(self, asked: Numbers, most: int) -> Seeds:
        """Give where these fingerprints stand, in no order; those that stand at more than `most` places are left out.

        Those of many texts may be asked at once, which costs little more than those of one.
        """
        ...

    def around(self, documents: Places, places: Places, before: int, after: int) -> Numbers:
        """Give a row for each place: the document's terms from `before` of them before it up to `after` behind it.

        The place itself is the first of the `after`. What is outside of the document is 0.
        """
        ...

    def terms(self, document: int) -> Numbers:
        """Give the terms of a document in their order, without opening its text; none of one that is not here."""
        ...

    def wording(self, document: int) -> Wording:
        """Give the text of a document, its passages joined by line feeds."""
        ...

    def counts(self, terms: Numbers) -> Places:
        """Give how often each of these terms stands in the documents; 0 for one that does not."""
        ...

    @property
    def size(self) -> int:
        """How many terms stand in all documents together."""
        ...


def fingerprints(words: Wording) -> Numbers:
    """Give the fingerprints of a text, in the order of their places; none for a text of fewer than LENGTH terms."""
    return of_terms(words.terms[words.content])


def of_terms(terms: Numbers) -> Numbers:
    """Give the fingerprints of terms that follow each other."""
    if len(terms) < LENGTH:
        return np.empty(0, np.uint32)
    mixed = terms[:-2].copy()
    for factor, following in zip(_FACTORS, (terms[1:-1], terms[2:]), strict=True):
        mixed = (mixed ^ (mixed >> np.uint32(15))) * factor + following
    return mixed ^ (mixed >> np.uint32(13))
