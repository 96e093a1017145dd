"""The tables of the vault, step by step."""

import pytest

from backchannel.errors import LockedError
from backchannel.vault import database, migrations
from backchannel.vault.access import create_desk, open_desk
from backchannel.vault.keyfile import DeskKey, read_key
from backchannel.vault.migrations import MIGRATIONS, NEWEST, Migration, migrate, version
from backchannel.vault.passphrase import FOR_TESTS_ONLY
from backchannel.vault.sqlcipher import Error, connect

VALUES = {"TEXT": "seed", "BLOB": b"seed", "INTEGER": 1, "REAL": 1.0, "ANY": "seed"}


def tables(db):
    """The names of the tables that hold rows of their own."""
    rows = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
    return sorted(name for (name,) in rows if not name.startswith("sqlite_"))


def sow(db):
    """Put a row into every table that has none; give what then stands in all, as text, by column name.

    Values of one type are equal everywhere, so that references find what they refer to.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    for table in tables(db):
        if db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,):
            kinds = [kind for (kind,) in db.execute(f"SELECT type FROM pragma_table_info('{table}')")]
            marks = ", ".join("?" * len(kinds))
            db.execute(f"INSERT INTO {table} VALUES ({marks})", [VALUES[kind] for kind in kinds])
    db.execute("PRAGMA foreign_keys = ON")
    return standing(db)


def standing(db):
    """Every value in every table, as (table, column, value)."""
    found = set()
    for table in tables(db):
        answer = db.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in answer.description]
        found |= {(table, name, value) for row in answer for name, value in zip(names, row, strict=True)}
    return found


@pytest.fixture
def db(tmp_path):
    """An empty encrypted database."""
    connection = connect(tmp_path / "vault.db", DeskKey.fresh(), "rwc")
    yield connection
    connection.close()


def test_the_steps_are_numbered_from_one():
    """No step is missing or doubled, and each says what it brings."""
    assert [m.number for m in MIGRATIONS] == list(range(1, NEWEST + 1))
    assert all(m.brings for m in MIGRATIONS)


@pytest.mark.parametrize("start", range(1, NEWEST + 1))
def test_every_step_up_keeps_what_is_there(db, start):
    """A vault of each earlier version, with its rows, comes to the newest with all of them."""
    seeds = set()
    for step in MIGRATIONS[:start]:
        migrate(db, MIGRATIONS[: step.number])
        seeds |= sow(db)
    migrate(db)
    assert version(db) == NEWEST
    assert seeds
    assert seeds <= standing(db)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_tables_are_the_same_by_every_way(db, tmp_path):
    """Step by step and at once give the same tables, and taking the steps again changes nothing."""
    other = connect(tmp_path / "other.db", DeskKey.fresh(), "rwc")
    for number in range(1, NEWEST + 1):
        migrate(db, MIGRATIONS[:number])
    migrate(other)
    migrate(other)
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    assert db.execute(schema).fetchall() == other.execute(schema).fetchall()
    other.close()


def test_every_table_is_strict(db):
    """A value of another type than its column's is refused by the database itself."""
    migrate(db)
    strict = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict").fetchall()
    assert sorted(name for (name,) in strict) == tables(db)
    with pytest.raises(Error, match="cannot store TEXT"):
        db.execute("INSERT INTO meta (name, value) VALUES ('x', 'text')")


def test_a_step_that_fails_leaves_the_version_before(db):
    """Statements of the failing step are undone together with its number."""
    bad = Migration(NEWEST + 1, "nothing", "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE meta (x TEXT);")
    with pytest.raises(Error, match="already exists"):
        migrate(db, (*MIGRATIONS, bad))
    assert version(db) == NEWEST
    assert db.execute("SELECT name FROM sqlite_schema WHERE name = 'half'").fetchall() == []
    assert not db.in_transaction


def test_a_step_may_hold_a_trigger(db):
    """Statements with semicolons inside them are taken whole."""
    step = Migration(
        NEWEST + 1,
        "a trigger",
        "CREATE TRIGGER keep BEFORE DELETE ON meta BEGIN SELECT 1; SELECT RAISE(ABORT, 'kept; always'); END;\n",
    )
    migrate(db, (*MIGRATIONS, step))
    db.execute("INSERT INTO meta (name, value) VALUES ('x', x'')")
    with pytest.raises(Error, match="kept; always"):
        db.execute("DELETE FROM meta")


def test_an_older_vault_is_taken_up_when_opened(tmp_path, words, monkeypatch):
    """Opening takes a vault of an older program to the newest version, with its rows."""
    path = create_desk(tmp_path / "desk", words, FOR_TESTS_ONLY).path
    later = (*MIGRATIONS, Migration(NEWEST + 1, "a table", "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"))
    monkeypatch.setattr(database, "NEWEST", NEWEST + 1)
    monkeypatch.setattr(database, "migrate", lambda db: migrate(db, later))
    monkeypatch.setattr(database, "require_known", lambda db, s: migrations.require_known(db, s, NEWEST + 1))
    with open_desk(path, words) as vault, vault.change() as db:
        assert version(db) == NEWEST + 1
        db.execute("INSERT INTO later VALUES (1)")
        assert vault.position(db) == 0


def raise_version(desk, words):
    """Make the desk one of a newer version."""
    key = read_key(desk / "key.json", words)
    db = connect(desk / "vault.db", key)
    db.execute(f"PRAGMA user_version = {NEWEST + 1}")
    return db


def test_a_newer_vault_is_refused_and_untouched(desk, words, contents):
    """A vault of a newer version keeps every byte and every file."""
    raise_version(desk, words).close()
    before = contents(desk)
    with pytest.raises(LockedError, match="newer version"):
        open_desk(desk, words)
    assert contents(desk) == before


def test_a_newer_vault_after_a_crash_is_refused_and_untouched(desk, words, contents, process):
    """A log left by a newer version's crash is not worked into the database either."""
    script = (
        "from backchannel.vault.keyfile import read_key\n"
        "from backchannel.vault.sqlcipher import connect\n"
        "db = connect(desk / 'vault.db', read_key(desk / 'key.json', words))\n"
        "db.execute(f'PRAGMA user_version = {number}')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    process(desk, script, number=NEWEST + 1).wait()
    before = contents(desk)
    assert before["vault.db-wal"]
    with pytest.raises(LockedError, match="newer version"):
        open_desk(desk, words)
    after = contents(desk)
    del before["vault.db-shm"], after["vault.db-shm"]  # an index of the log, rebuilt by every reader
    assert after == before


def test_a_vault_that_was_taken_up_meanwhile_is_not_changed(vault, desk, words):
    """A process of an older version that has the desk open stops writing once a newer one has migrated it."""
    raise_version(desk, words).close()
    with pytest.raises(LockedError, match="newer version"), vault.change() as db:
        db.execute("INSERT INTO note (text) VALUES ('x')")
