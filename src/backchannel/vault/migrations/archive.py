"""The tables of the archive: documents, what they point to, and the index of words."""

from backchannel.vault.migrations.step import Migration

__all__ = ["STEPS"]

STEPS: tuple[Migration, ...] = (
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
