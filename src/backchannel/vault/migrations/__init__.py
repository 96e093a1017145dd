"""The tables of the vault, as numbered steps from an empty database.

A step, once published, is never changed; a change of the tables is a further step. Each is one transaction
together with `PRAGMA user_version`, so a crash leaves the vault at one version or the next. There are no steps
down: a vault of a newer version is refused and left as it is.
"""

import re
from collections.abc import Iterator, Sequence

from sqlcipher3 import complete_statement

from backchannel.errors import BadInputError, LockedError
from backchannel.vault.migrations import archive, judgements, ledgers, planning, words
from backchannel.vault.migrations.step import Migration
from backchannel.vault.sqlcipher import Connection

__all__ = ["MIGRATIONS", "NEWEST", "Migration", "migrate", "require_known", "version"]

MIGRATIONS: tuple[Migration, ...] = (
    *ledgers.STEPS,
    *archive.STEPS,
    *words.STEPS,
    *planning.STEPS,
    *judgements.STEPS,
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
