"""The index of fingerprints: what is kept of each document so that its words are found where they were reused.

It is kept in step with the index of words (`search`), by the same calls; `concordance` reads it, and `docs/record.md`
describes it. A document that comes is kept by its terms, and one that leaves is noted; at the end of the change
(`settle`, which the vault calls) many that came are made a segment (`segments`), and what left is taken out of its own.
"""

from collections.abc import Sequence

from backchannel.text.numbering import packed_terms
from backchannel.vault.sqlcipher import Connection

__all__ = ["FRESH", "clear", "derive", "put", "remove", "settle"]

FRESH = 1 << 16
"""Terms of documents outside the segments from which these are made one: they cost some milliseconds at each loading.
"""
_TERM = 4


def derive(words: Sequence[str]) -> bytes:
    """Give what the index keeps of a document whose passages have these folded words."""
    return packed_terms(words)


def put(db: Connection, number: int, value: bytes) -> None:
    """Take a document into the index."""
    db.execute("INSERT INTO fresh_terms VALUES (?, ?)", (number, value))


def remove(db: Connection, number: int) -> None:
    """Take a document out of the index."""
    if not db.execute("DELETE FROM fresh_terms WHERE number = ?", (number,)).rowcount:
        db.execute("INSERT INTO leaving_terms VALUES (?)", (number,))


def clear(db: Connection) -> None:
    """Empty the index."""
    for table in ("fresh_terms", "leaving_terms", "fingerprint_segments"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608


def settle(db: Connection) -> None:
    """Do what a change left to its end; nothing in most changes."""
    leaving, fresh = db.execute(
        "SELECT EXISTS (SELECT 1 FROM leaving_terms), (SELECT total(length(value)) FROM fresh_terms)"
    ).fetchone()
    if leaving or fresh >= _TERM * FRESH:
        # Most commands write no segment, and need not wait for numpy.
        from backchannel.vault import segments

        segments.settle(db, FRESH)
