"""The tables of words: fingerprints of what this desk may read."""

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
)
