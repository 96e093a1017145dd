"""Segments: the terms of many documents, with the order in which their fingerprints rise, as arrays in one row.

A segment that is made takes in others that are not much larger than itself, up to MOST terms. So there are few of them,
a term is written a few times in all, and a document that leaves costs the writing of one (`docs/record.md`, section 5).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from backchannel.text.fingerprints import LENGTH, of_terms
from backchannel.text.wording import Numbers, Places
from backchannel.vault.sqlcipher import Connection

__all__ = ["MOST", "Segment", "held", "room", "settle"]

MOST = 1 << 20
"""Terms in a segment, unless one document has more."""

_COLUMNS = "documents, lengths, vocabulary, words, places"


@dataclass(frozen=True, slots=True)
class Segment:
    """Documents by their numbers, and how many terms each has; their terms; and where their fingerprints stand.

    The terms of all documents follow each other in the order of `documents`, as indexes (`words`) of the rising
    `vocabulary`. `places` are those at which a fingerprint begins that lies within one document, by rising fingerprints
    and for equal ones by rising places.
    """

    documents: Places
    lengths: Places
    vocabulary: Numbers
    words: NDArray[Any]
    places: Numbers

    @classmethod
    def of(cls, rows: Sequence[tuple[int, bytes]]) -> Self:
        """Make one of documents: the number and the terms of each."""
        terms = np.frombuffer(b"".join(value for _, value in rows), np.dtype("<u4"))
        vocabulary, words = np.unique(terms, return_inverse=True)
        numbers = np.array([number for number, _ in rows], np.int32)
        lengths = np.array([len(value) // 4 for _, value in rows], np.int32)
        return cls._with_places(numbers, lengths, vocabulary, words)

    @classmethod
    def joined(cls, segments: Sequence[Self]) -> Self:
        """Give several as one; they have no document in common."""
        vocabulary = np.unique(np.concatenate([one.vocabulary for one in segments]))
        words = [np.searchsorted(vocabulary, one.vocabulary)[one.words] for one in segments]
        documents, lengths = ([one.documents for one in segments], [one.lengths for one in segments])
        return cls._with_places(np.concatenate(documents), np.concatenate(lengths), vocabulary, np.concatenate(words))

    @classmethod
    def _with_places(cls, documents: Places, lengths: Places, vocabulary: Numbers, words: NDArray[np.intp]) -> Self:
        kept = words.astype(_kind(vocabulary))
        inside = np.ones(len(words), np.bool_)
        ends = np.cumsum(lengths, dtype=np.int64)
        for back in range(1, LENGTH):
            last = ends - back
            inside[last[last >= 0]] = False
        places = np.flatnonzero(inside).astype(np.uint64)
        both = (of_terms(vocabulary[kept])[places].astype(np.uint64) << np.uint64(32)) | places
        both.sort()
        return cls(documents, lengths, vocabulary, kept, both.astype(np.uint32))

    def terms(self) -> Numbers:
        """Give the terms of all documents, one document after the other."""
        terms: Numbers = self.vocabulary[self.words]
        return terms

    def starts(self) -> NDArray[np.int64]:
        """Give the place of each document's first term."""
        return np.cumsum(self.lengths, dtype=np.int64) - self.lengths

    def counts(self) -> NDArray[np.intp]:
        """Give how often each term of the vocabulary stands here."""
        return np.bincount(self.words, minlength=len(self.vocabulary))

    def has(self, documents: Collection[int]) -> bool:
        """Tell whether one of these documents is here."""
        return not set(self.documents.tolist()).isdisjoint(documents)

    def without(self, documents: Collection[int]) -> Self:
        """Give it without some documents, and without terms that stood in them alone."""
        stays = ~np.isin(self.documents, list(documents))
        words = self.words[np.repeat(stays, self.lengths)]
        used = np.bincount(words, minlength=len(self.vocabulary)) > 0
        renumbered = np.cumsum(used) - 1
        return self._with_places(self.documents[stays], self.lengths[stays], self.vocabulary[used], renumbered[words])


def room(db: Connection) -> int:
    """Give how many terms all documents have at most."""
    (terms,) = db.execute(
        "SELECT (SELECT coalesce(sum(size), 0) FROM fingerprint_segments)"
        " + (SELECT coalesce(sum(length(value)), 0) / 4 FROM fresh_terms)"
    ).fetchone()
    return int(terms)


def held(db: Connection) -> Iterator[Segment]:
    """Give all segments, and the documents outside of them as one more."""
    leaving = _leaving(db)
    for row in db.execute(f"SELECT {_COLUMNS} FROM fingerprint_segments ORDER BY number"):  # noqa: S608
        segment = _read(row)
        yield segment.without(leaving) if leaving and segment.has(leaving) else segment
    yield Segment.of(db.execute("SELECT number, value FROM fresh_terms ORDER BY number").fetchall())


def settle(db: Connection, fresh: int) -> None:
    """Take out what leaves, and make segments of the documents outside while they have so many terms."""
    leaving = _leaving(db)
    for number in _numbers_with(db, leaving):
        _keep(db, _taken(db, number).without(leaving))
    db.execute("DELETE FROM leaving_terms")
    while rows := _enough(db, fresh):
        db.executemany("DELETE FROM fresh_terms WHERE number = ?", [(number,) for number, _ in rows])
        made = Segment.of(rows)
        others = list(_absorbed(db, len(made.words)))
        _keep(db, Segment.joined([*others, made]) if others else made)


def _leaving(db: Connection) -> frozenset[int]:
    return frozenset(number for (number,) in db.execute("SELECT number FROM leaving_terms"))


def _numbers_with(db: Connection, leaving: frozenset[int]) -> list[int]:
    """Give the numbers of the segments in which one of these documents is."""
    rows = db.execute("SELECT number, documents FROM fingerprint_segments") if leaving else ()
    return [number for number, kept in rows if not leaving.isdisjoint(np.frombuffer(kept, np.dtype("<i4")).tolist())]


def _enough(db: Connection, fresh: int) -> list[tuple[int, bytes]]:
    """Give documents outside the segments, as many as fit in one; none where they have fewer terms than `fresh`."""
    sizes = db.execute("SELECT length(value) / 4 FROM fresh_terms ORDER BY number").fetchall()
    totals = list(accumulate(size for (size,) in sizes))
    if not totals or totals[-1] < fresh:
        return []
    count = max(1, int(np.searchsorted(totals, MOST, "right")))
    return db.execute("SELECT number, value FROM fresh_terms ORDER BY number LIMIT ?", (count,)).fetchall()


def _absorbed(db: Connection, size: int) -> Iterator[Segment]:
    """Take out the segments that one of so many terms takes in."""
    for number, terms in db.execute("SELECT number, size FROM fingerprint_segments ORDER BY 2, 1").fetchall():
        if terms > 2 * size or size + terms > MOST:
            return
        size += terms
        yield _taken(db, number)


def _taken(db: Connection, number: int) -> Segment:
    row = db.execute(f"SELECT {_COLUMNS} FROM fingerprint_segments WHERE number = ?", (number,)).fetchone()  # noqa: S608
    db.execute("DELETE FROM fingerprint_segments WHERE number = ?", (number,))
    return _read(row)


def _keep(db: Connection, one: Segment) -> None:
    if len(one.documents):
        arrays: tuple[NDArray[Any], ...] = (one.documents, one.lengths, one.vocabulary, one.words, one.places)
        values = [array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes() for array in arrays]
        db.execute(
            f"INSERT INTO fingerprint_segments (size, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            (len(one.words), *values),
        )


def _read(row: Sequence[bytes]) -> Segment:
    documents, lengths, vocabulary, words, places = row
    of = np.frombuffer(vocabulary, np.dtype("<u4"))
    return Segment(
        np.frombuffer(documents, np.dtype("<i4")),
        np.frombuffer(lengths, np.dtype("<i4")),
        of,
        np.frombuffer(words, _kind(of)),
        np.frombuffer(places, np.dtype("<u4")),
    )


def _kind(vocabulary: Numbers) -> np.dtype[Any]:
    """Give how indexes of a vocabulary are kept: in two bytes, or in four where these do not do."""
    return np.dtype("<u2" if len(vocabulary) <= 1 << 16 else "<u4")
