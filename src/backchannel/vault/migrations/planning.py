"""The tables of planning."""

from backchannel.vault.migrations.step import Migration

__all__ = ["STEPS"]

STEPS = (
    Migration(
        10,
        "planning acts laid out by case, as they follow from the ledgers",
        """
        CREATE TABLE acts (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            plan BLOB NOT NULL,
            channel BLOB NOT NULL,
            seq INTEGER NOT NULL,
            author BLOB NOT NULL,
            person TEXT NOT NULL,
            party TEXT NOT NULL,
            principal INTEGER NOT NULL,
            time TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE INDEX acts_by_plan ON acts (plan, number);

        CREATE TRIGGER acts_that_left AFTER DELETE ON entries WHEN old.kind = 'act' BEGIN
            DELETE FROM acts WHERE id = old.id;
        END;
        CREATE TRIGGER acts_that_wait AFTER UPDATE OF standing, key ON entries
            WHEN new.kind = 'act' AND (new.standing != 'taken' OR new.key = x'') BEGIN
            DELETE FROM acts WHERE id = old.id;
        END;
        """,
    ),
)
