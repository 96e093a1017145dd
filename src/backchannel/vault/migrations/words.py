"""The tables of words: fingerprints of what this desk may read, and what of it is public."""

from backchannel.vault.migrations.step import Migration

__all__ = ["STEPS"]

STEPS: tuple[Migration, ...] = (
    Migration(
        6,
        "the fingerprints of documents",
        """
        CREATE TABLE item_fingerprints (
            number INTEGER PRIMARY KEY,
            value BLOB NOT NULL
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
