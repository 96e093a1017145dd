"""The tables of what persons make of words: laid out from acts, and what an earlier version kept in them as rows.

A row without an act (`act` or `thing` is empty) was kept by an earlier version; it is moved to a ledger when the desk
is opened (`desk.words.moving`).
"""

from backchannel.vault.migrations.step import Migration

__all__ = ["STEPS"]

STEPS: tuple[Migration, ...] = (
    Migration(
        11,
        "what persons make of words, as it follows from the ledgers",
        """
        CREATE TABLE act_things (
            act INTEGER PRIMARY KEY REFERENCES acts (number) ON DELETE CASCADE,
            thing BLOB NOT NULL
        ) STRICT;
        CREATE INDEX act_things_by_thing ON act_things (thing);

        CREATE TABLE act_names (
            act INTEGER NOT NULL REFERENCES acts (number) ON DELETE CASCADE,
            named BLOB NOT NULL,
            PRIMARY KEY (act, named)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX act_names_by_named ON act_names (named);

        CREATE TABLE act_documents (
            act INTEGER NOT NULL REFERENCES acts (number) ON DELETE CASCADE,
            document TEXT NOT NULL,
            laid INTEGER NOT NULL,
            PRIMARY KEY (act, document)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX act_documents_by_document ON act_documents (document);
        CREATE INDEX act_documents_that_wait ON act_documents (document) WHERE laid = 0;

        CREATE TABLE thing_numbers (
            thing BLOB PRIMARY KEY,
            type TEXT NOT NULL,
            number INTEGER NOT NULL,
            UNIQUE (type, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER documents_that_left AFTER DELETE ON items BEGIN
            UPDATE act_documents SET laid = 0 WHERE document = old.id;
        END;
        CREATE TRIGGER sources_that_left AFTER DELETE ON sources BEGIN
            UPDATE act_documents SET laid = 0 WHERE document = old.slug;
        END;
        CREATE TRIGGER words_acts_that_left AFTER DELETE ON acts WHEN old.plan = x'776f726473' BEGIN
            DELETE FROM meta WHERE name = 'judged';
        END;
        DELETE FROM meta WHERE name = 'planned';

        ALTER TABLE publications ADD COLUMN act BLOB NOT NULL DEFAULT x'';
        ALTER TABLE copies ADD COLUMN act BLOB NOT NULL DEFAULT x'';

        ALTER TABLE answers RENAME TO earlier_answers;
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
            act BLOB NOT NULL,
            person TEXT NOT NULL,
            PRIMARY KEY (letter, passage, act)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO answers SELECT *, x'', '' FROM earlier_answers;
        DROP TABLE earlier_answers;
        CREATE INDEX answers_by_act ON answers (act);

        ALTER TABLE reading_changes RENAME TO earlier_changes;
        ALTER TABLE readings RENAME TO earlier_readings;
        CREATE TABLE readings (
            number INTEGER PRIMARY KEY,
            our_item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            our_passage INTEGER NOT NULL,
            our_start INTEGER NOT NULL,
            our_end INTEGER NOT NULL,
            their_item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            their_passage INTEGER NOT NULL,
            their_start INTEGER NOT NULL,
            their_end INTEGER NOT NULL,
            digest BLOB NOT NULL,
            placed TEXT NOT NULL,
            thing BLOB NOT NULL,
            person TEXT NOT NULL,
            beside TEXT NOT NULL
        ) STRICT;
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
        INSERT INTO readings SELECT *, x'', '', '' FROM earlier_readings;
        INSERT INTO reading_changes SELECT * FROM earlier_changes;
        DROP TABLE earlier_changes;
        DROP TABLE earlier_readings;
        CREATE INDEX readings_by_ours ON readings (our_item);
        CREATE INDEX readings_by_theirs ON readings (their_item);
        CREATE INDEX readings_by_thing ON readings (thing);

        ALTER TABLE examinations RENAME TO earlier_examinations;
        CREATE TABLE examinations (
            item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            words INTEGER NOT NULL,
            kind TEXT NOT NULL,
            since TEXT NOT NULL,
            act BLOB NOT NULL,
            person TEXT NOT NULL,
            PRIMARY KEY (item, begins, ends, act)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO examinations SELECT *, x'', '' FROM earlier_examinations;
        DROP TABLE earlier_examinations;
        CREATE INDEX examinations_by_act ON examinations (act);

        ALTER TABLE pegs RENAME TO earlier_pegs;
        ALTER TABLE elements RENAME TO earlier_elements;
        CREATE TABLE elements (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            text TEXT,
            since TEXT NOT NULL,
            thing BLOB NOT NULL,
            person TEXT NOT NULL,
            channel BLOB NOT NULL,
            beside TEXT NOT NULL
        ) STRICT;
        CREATE TABLE pegs (
            element INTEGER NOT NULL REFERENCES elements (number) ON DELETE CASCADE,
            item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            words INTEGER NOT NULL,
            since TEXT NOT NULL,
            thing BLOB NOT NULL,
            person TEXT NOT NULL,
            PRIMARY KEY (element, item, begins, ends, thing)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO elements SELECT *, x'', '', x'', '' FROM earlier_elements;
        INSERT INTO pegs SELECT *, x'', '' FROM earlier_pegs;
        DROP TABLE earlier_pegs;
        DROP TABLE earlier_elements;
        CREATE INDEX pegs_by_item ON pegs (item);
        CREATE INDEX pegs_by_thing ON pegs (thing);
        CREATE INDEX elements_by_thing ON elements (thing);

        ALTER TABLE comparisons RENAME TO earlier_comparisons;
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
            act BLOB NOT NULL,
            person TEXT NOT NULL,
            PRIMARY KEY (question, item, begins, ends, other, other_begins, other_ends, act)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO comparisons SELECT *, x'', '' FROM earlier_comparisons;
        DROP TABLE earlier_comparisons;
        CREATE INDEX comparisons_by_item ON comparisons (item);
        CREATE INDEX comparisons_by_other ON comparisons (other);
        CREATE INDEX comparisons_by_act ON comparisons (act);

        ALTER TABLE synonyms RENAME TO earlier_synonyms;
        CREATE TABLE synonyms (
            number INTEGER PRIMARY KEY,
            phrases TEXT NOT NULL,
            thing BLOB NOT NULL,
            person TEXT NOT NULL
        ) STRICT;
        INSERT INTO synonyms SELECT *, x'', '' FROM earlier_synonyms;
        DROP TABLE earlier_synonyms;
        """,
    ),
)
