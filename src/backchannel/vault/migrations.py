"""The tables of the vault, as numbered steps from an empty database.

A step, once published, is never changed; a change of the tables is a further step. Each is one transaction
together with `PRAGMA user_version`, so a crash leaves the vault at one version or the next. There are no steps
down: a vault of a newer version is refused and left as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlcipher3 import complete_statement

from backchannel.errors import BadInputError, LockedError
from backchannel.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number, what it brings, and its statements."""

    number: int
    brings: str
    sql: str


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "what the vault knows about itself",
        """
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    Migration(
        2,
        "contacts, channels, pairs, ledgers and what travels",
        """
        CREATE TABLE contacts (
            reader BLOB PRIMARY KEY,
            card BLOB NOT NULL,
            confirmed TEXT NOT NULL DEFAULT '',
            introduced_by BLOB NOT NULL DEFAULT x''
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE channels (
            id BLOB PRIMARY KEY,
            name TEXT NOT NULL,
            founding BLOB NOT NULL,
            standing TEXT NOT NULL,
            invited_by BLOB NOT NULL DEFAULT x'',
            since TEXT NOT NULL,
            stale INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE pairs (
            channel BLOB NOT NULL REFERENCES channels (id),
            peer BLOB NOT NULL,
            send BLOB NOT NULL,
            receive BLOB NOT NULL,
            send_number INTEGER NOT NULL,
            receive_number INTEGER NOT NULL,
            box_send BLOB NOT NULL,
            box_receive BLOB NOT NULL,
            outer_send BLOB NOT NULL,
            outer_receive BLOB NOT NULL,
            batch_sent INTEGER NOT NULL,
            batch_got INTEGER NOT NULL,
            peer_got INTEGER NOT NULL,
            peer_needs INTEGER NOT NULL,
            fetched_day INTEGER NOT NULL,
            share_number INTEGER NOT NULL DEFAULT 0,
            share_secret BLOB NOT NULL DEFAULT x'',
            share_entry BLOB NOT NULL DEFAULT x'',
            owes_batch INTEGER NOT NULL DEFAULT 0,
            told_own INTEGER NOT NULL DEFAULT 0,
            opened_at INTEGER NOT NULL DEFAULT 0,
            run BLOB NOT NULL DEFAULT x'',
            PRIMARY KEY (channel, peer)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runs (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            run BLOB NOT NULL,
            role TEXT NOT NULL,
            state TEXT NOT NULL,
            secrets BLOB NOT NULL,
            flight BLOB NOT NULL,
            sent_day INTEGER NOT NULL,
            made_day INTEGER NOT NULL,
            cards BLOB NOT NULL,
            PRIMARY KEY (channel, peer, run)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE held_flights (
            id BLOB PRIMARY KEY,
            channel BLOB NOT NULL,
            sender BLOB NOT NULL,
            blob BLOB NOT NULL,
            day INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE entries (
            channel BLOB NOT NULL REFERENCES channels (id),
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            id BLOB NOT NULL,
            kind TEXT NOT NULL,
            time TEXT NOT NULL,
            standing TEXT NOT NULL,
            refusal TEXT NOT NULL DEFAULT '',
            header BLOB NOT NULL,
            key BLOB NOT NULL,
            mac_key BLOB NOT NULL,
            slot_digest BLOB NOT NULL,
            tag BLOB NOT NULL,
            arrived TEXT NOT NULL,
            ciphertext BLOB NOT NULL,
            PRIMARY KEY (channel, author, seq)
        ) STRICT;
        CREATE INDEX entries_by_kind ON entries (channel, kind, standing);
        CREATE INDEX entries_by_id ON entries (id);

        CREATE TABLE set_aside (
            channel BLOB NOT NULL,
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            id BLOB NOT NULL,
            header BLOB NOT NULL,
            key BLOB NOT NULL,
            ciphertext BLOB NOT NULL,
            PRIMARY KEY (channel, author, seq, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE own_keys (
            channel BLOB NOT NULL,
            seq INTEGER NOT NULL,
            seed BLOB NOT NULL,
            made TEXT NOT NULL,
            PRIMARY KEY (channel, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE peer_keys (
            channel BLOB NOT NULL,
            reader BLOB NOT NULL,
            seq INTEGER NOT NULL,
            key BLOB NOT NULL,
            PRIMARY KEY (channel, reader)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sent_shares (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            seq INTEGER NOT NULL,
            secret BLOB NOT NULL,
            entry BLOB NOT NULL,
            PRIMARY KEY (channel, peer, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outbox (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            number INTEGER NOT NULL,
            type BLOB NOT NULL,
            epoch INTEGER NOT NULL,
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            slot BLOB NOT NULL,
            tag BLOB NOT NULL,
            batch INTEGER NOT NULL DEFAULT 0,
            day INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (channel, peer, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE waiting_frames (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            number INTEGER NOT NULL,
            frame BLOB NOT NULL,
            PRIMARY KEY (channel, peer, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE enclosures (
            id BLOB NOT NULL,
            channel BLOB NOT NULL,
            letter BLOB NOT NULL,
            author BLOB NOT NULL,
            name TEXT NOT NULL,
            length INTEGER NOT NULL,
            digest BLOB NOT NULL,
            sealed_length INTEGER NOT NULL,
            key BLOB NOT NULL,
            complete INTEGER NOT NULL,
            told INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (id, letter)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE enclosure_chunks (
            enclosure BLOB NOT NULL,
            number INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (enclosure, number)
        ) STRICT;

        CREATE TABLE chunk_outbox (
            channel BLOB NOT NULL,
            peer BLOB NOT NULL,
            enclosure BLOB NOT NULL,
            number INTEGER NOT NULL,
            batch INTEGER NOT NULL DEFAULT 0,
            day INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (channel, peer, enclosure, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE refusal_log (
            day TEXT NOT NULL,
            what TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, what)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE alarms (
            id BLOB PRIMARY KEY,
            channel BLOB NOT NULL,
            kind TEXT NOT NULL,
            author BLOB NOT NULL,
            reporter BLOB NOT NULL,
            seq INTEGER NOT NULL,
            sentence TEXT NOT NULL,
            raised TEXT NOT NULL,
            settled TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reading (
            channel BLOB NOT NULL,
            author BLOB NOT NULL,
            seq INTEGER NOT NULL,
            first_read TEXT NOT NULL,
            PRIMARY KEY (channel, author, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE release_secrets (
            proposal BLOB PRIMARY KEY,
            channel BLOB NOT NULL,
            secret BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ),
    Migration(
        3,
        "the archive: sources, volumes, documents and what is searched",
        """
        CREATE TABLE sources (
            number INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            reader INTEGER NOT NULL,
            slug TEXT NOT NULL UNIQUE,
            imported TEXT NOT NULL,
            report BLOB NOT NULL
        ) STRICT;

        CREATE TABLE volumes (
            id TEXT PRIMARY KEY,
            source INTEGER NOT NULL REFERENCES sources (number),
            title TEXT NOT NULL,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE persons (
            volume TEXT NOT NULL REFERENCES volumes (id),
            number INTEGER NOT NULL,
            key TEXT NOT NULL,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            PRIMARY KEY (volume, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX persons_by_key ON persons (volume, key);

        CREATE TABLE terms (
            volume TEXT NOT NULL REFERENCES volumes (id),
            number INTEGER NOT NULL,
            key TEXT NOT NULL,
            text TEXT NOT NULL,
            meaning TEXT NOT NULL,
            PRIMARY KEY (volume, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX terms_by_key ON terms (volume, key);

        CREATE TABLE items (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            source INTEGER REFERENCES sources (number),
            volume TEXT REFERENCES volumes (id),
            channel BLOB REFERENCES channels (id),
            entry BLOB,
            kind TEXT NOT NULL,
            heading TEXT NOT NULL,
            first_day TEXT,
            last_day TEXT,
            place TEXT,
            classification TEXT
        ) STRICT;
        CREATE INDEX items_by_source ON items (source);
        CREATE INDEX items_by_volume ON items (volume);
        CREATE INDEX items_by_entry ON items (channel, entry);

        CREATE TABLE item_texts (
            number INTEGER PRIMARY KEY REFERENCES items (number),
            value BLOB NOT NULL
        ) STRICT;

        CREATE TABLE item_reports (
            number INTEGER PRIMARY KEY REFERENCES items (number),
            value BLOB NOT NULL
        ) STRICT;
        """,
    ),
    Migration(
        4,
        "what documents point to, where their papers lie, and which are copies of one item",
        """
        CREATE TABLE crossreferences (
            number INTEGER NOT NULL REFERENCES items (number),
            volume TEXT NOT NULL,
            document TEXT NOT NULL,
            place TEXT NOT NULL,
            text TEXT NOT NULL,
            kind TEXT NOT NULL
        ) STRICT;
        CREATE INDEX crossreferences_by_number ON crossreferences (number);
        CREATE INDEX crossreferences_by_target ON crossreferences (volume, document);

        CREATE TABLE pages (
            volume TEXT NOT NULL,
            page TEXT NOT NULL,
            number INTEGER NOT NULL REFERENCES items (number),
            PRIMARY KEY (volume, page, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pages_by_number ON pages (number);

        CREATE TABLE holdings (
            number INTEGER PRIMARY KEY REFERENCES items (number),
            file TEXT NOT NULL
        ) STRICT;
        CREATE INDEX holdings_by_file ON holdings (file);

        CREATE TABLE copies (
            first INTEGER NOT NULL REFERENCES items (number),
            second INTEGER NOT NULL REFERENCES items (number),
            relation TEXT NOT NULL,
            since TEXT NOT NULL,
            PRIMARY KEY (first, second)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX copies_by_second ON copies (second);
        """,
    ),
    Migration(
        5,
        "the index of words and of names",
        """
        CREATE VIRTUAL TABLE item_words USING fts5 (
            heading, body, notes,
            content = '', tokenize = 'ascii'
        );
        INSERT INTO item_words (item_words, rank) VALUES ('secure-delete', 1);
        CREATE VIRTUAL TABLE item_word_counts USING fts5vocab (item_words, row);

        CREATE TABLE item_tokens (
            number INTEGER PRIMARY KEY REFERENCES items (number),
            value BLOB NOT NULL
        ) STRICT;

        CREATE TABLE names (
            number INTEGER PRIMARY KEY,
            volume TEXT NOT NULL,
            key TEXT NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (volume, key, name)
        ) STRICT;

        CREATE TABLE name_words (
            word TEXT NOT NULL,
            name INTEGER NOT NULL REFERENCES names (number),
            PRIMARY KEY (word, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX name_words_by_name ON name_words (name);

        CREATE TABLE item_names (
            name INTEGER NOT NULL REFERENCES names (number),
            role TEXT NOT NULL,
            item INTEGER NOT NULL REFERENCES items (number),
            PRIMARY KEY (name, role, item)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX item_names_by_item ON item_names (item);

        CREATE INDEX items_by_day ON items (first_day, last_day);
        CREATE INDEX items_by_kind ON items (kind);
        CREATE INDEX items_by_place ON items (place);
        CREATE INDEX items_by_classification ON items (classification);
        """,
    ),
)
NEWEST = len(MIGRATIONS)


def version(db: Connection) -> int:
    """Give the version of an open vault; 0 is an empty database."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def require_known(db: Connection, subject: str, newest: int = NEWEST) -> int:
    """Give the version of the vault that `subject` names, if this program can use it.

    LockedError for a newer one; BadInputError for an empty database, which is what a vault emptied by accident
    looks like.
    """
    found = version(db)
    if found > newest:
        raise LockedError(f"{subject} was written by a newer version of Backchannel; use that version or a later one.")
    if found < 1:
        raise BadInputError(f"{subject} is empty; restore the desk from a backup.")
    return found


def migrate(db: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the vault to the last of `migrations`; of two processes that do so at once one does the work.

    Raises what SQLite raises; the steps before the one that failed are kept.
    """
    for migration in migrations:
        if version(db) >= migration.number:
            continue
        db.execute("BEGIN IMMEDIATE")
        try:
            if version(db) < migration.number:
                for statement in _statements(migration.sql):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {migration.number}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _statements(sql: str) -> Iterator[str]:
    # Not `executescript`, which would commit first.
    statement = ""
    for piece in re.split("(?<=;)", sql):
        statement += piece
        if complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError("a migration ends within a statement")
