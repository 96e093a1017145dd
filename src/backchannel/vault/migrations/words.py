"""The tables of words: fingerprints of what this desk may read, what of it is public, answers, and statements."""

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
    Migration(
        8,
        "what was decided on the passages of letters, and readings placed on record",
        """
        CREATE TABLE answers (
            letter INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            passage INTEGER NOT NULL,
            state TEXT NOT NULL,
            because TEXT NOT NULL,
            theirs BLOB NOT NULL,
            ours BLOB NOT NULL,
            proposed TEXT NOT NULL,
            draft TEXT NOT NULL,
            decided TEXT NOT NULL,
            PRIMARY KEY (letter, passage)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE readings (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            our_item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            our_passage INTEGER NOT NULL,
            our_start INTEGER NOT NULL,
            our_end INTEGER NOT NULL,
            their_item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            their_passage INTEGER NOT NULL,
            their_start INTEGER NOT NULL,
            their_end INTEGER NOT NULL,
            digest BLOB NOT NULL,
            placed TEXT NOT NULL
        ) STRICT;
        CREATE INDEX readings_by_ours ON readings (our_item);
        CREATE INDEX readings_by_theirs ON readings (their_item);

        CREATE TABLE reading_changes (
            reading INTEGER NOT NULL REFERENCES readings (number) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            state TEXT NOT NULL,
            rests TEXT NOT NULL,
            person TEXT NOT NULL,
            changed TEXT NOT NULL,
            remark TEXT NOT NULL,
            PRIMARY KEY (reading, step)
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    Migration(
        9,
        "what a person made of statements",
        """
        CREATE TABLE examinations (
            item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            words INTEGER NOT NULL,
            kind TEXT NOT NULL,
            since TEXT NOT NULL,
            PRIMARY KEY (item, begins, ends)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE elements (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            text TEXT,
            since TEXT NOT NULL
        ) STRICT;

        CREATE TABLE pegs (
            element INTEGER NOT NULL REFERENCES elements (number) ON DELETE CASCADE,
            item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            words INTEGER NOT NULL,
            since TEXT NOT NULL,
            PRIMARY KEY (element, item, begins, ends)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pegs_by_item ON pegs (item);

        CREATE TABLE comparisons (
            question TEXT NOT NULL,
            item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            words INTEGER NOT NULL,
            other INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            other_begins INTEGER NOT NULL,
            other_ends INTEGER NOT NULL,
            other_words INTEGER NOT NULL,
            verdict TEXT NOT NULL,
            since TEXT NOT NULL,
            PRIMARY KEY (question, item, begins, ends, other, other_begins, other_ends)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX comparisons_by_item ON comparisons (item);
        CREATE INDEX comparisons_by_other ON comparisons (other);

        CREATE TABLE synonyms (
            number INTEGER PRIMARY KEY,
            phrases TEXT NOT NULL
        ) STRICT;
        """,
    ),
)
