"""The tables of words: fingerprints of what this desk may read, and what of it is public."""

from backchannel.vault.migrations.step import Migration

__all__ = ["STEPS"]

STEPS: tuple[Migration, ...] = (
    Migration(
        6,
        "the fingerprints of documents",
        """
        CREATE TABLE fresh_terms (
            number INTEGER PRIMARY KEY REFERENCES items (number),
            value BLOB NOT NULL
        ) STRICT;

        CREATE TABLE leaving_terms (
            number INTEGER PRIMARY KEY
        ) STRICT;

        CREATE TABLE fingerprint_segments (
            number INTEGER PRIMARY KEY,
            size INTEGER NOT NULL,
            documents BLOB NOT NULL,
            lengths BLOB NOT NULL,
            vocabulary BLOB NOT NULL,
            words BLOB NOT NULL,
            places BLOB NOT NULL
        ) STRICT;
        """,
    ),
    Migration(
        7,
        "what of the archive is public",
        """
        CREATE TABLE publications (
            source INTEGER UNIQUE REFERENCES sources (number) ON DELETE CASCADE,
            item INTEGER UNIQUE REFERENCES items (number) ON DELETE CASCADE,
            since TEXT NOT NULL,
            marked TEXT NOT NULL
        ) STRICT;
        """,
    ),
)
