"""The relay's SQLite database: what it keeps, what it does not, and what happens when the disk fails."""

import os
import sqlite3
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.carriage.store_conformance import ALL, ANNA, BORIS, TODAY, TOMORROW, StoreConformance, blob

from backchannel.carriage.sqlite_store import SqliteStore
from backchannel.carriage.store import Usage
from backchannel.errors import BadInputError, PlaceError


class TestSqliteStore(StoreConformance):
    """SQLite keeps the interface."""

    @pytest.fixture
    def store(self, tmp_path):
        """A fresh store."""
        with SqliteStore(tmp_path / "relay.db") as store:
            yield store


@pytest.fixture
def path(tmp_path):
    """A place for a database."""
    return tmp_path / "relay.db"


def everything(path):
    """Every byte that the store has on the disk."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_a_store_opened_again_holds_what_it_held(path):
    """Blobs, numbers and quotas survive closing."""
    with SqliteStore(path) as store:
        number = store.put([(ANNA, blob(1))], TODAY)[0]
    with SqliteStore(path) as store:
        assert store.list_since(ANNA, 0, *ALL).blobs == ((number, blob(1)),)
        assert (store.usage(ANNA), store.total_size()) == (Usage(1, 4096), 4096)
        assert store.put([(ANNA, blob(2))], TODAY) == [number + 1]


def test_commits_are_synced_and_deletions_overwritten(path):
    """The settings that acknowledgement and deletion rest on are the ones in force."""
    with SqliteStore(path) as store:
        answers = [
            store._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "locking_mode")
        ]
    assert answers == ["wal", 2, 1, "exclusive"]


def test_what_was_acknowledged_is_on_the_disk_before_the_store_is_closed(path, tmp_path):
    """Copying the files of an open store, as a crash would leave them, loses nothing that was put."""
    copy = tmp_path / "after the crash"
    copy.mkdir()
    with SqliteStore(path) as store:
        store.put([(ANNA, blob(7))], TODAY)
        for file in (path, path.with_name("relay.db-wal")):
            (copy / file.name).write_bytes(file.read_bytes())
    with SqliteStore(copy / path.name) as store:
        assert [held for _, held in store.list_since(ANNA, 0, *ALL).blobs] == [blob(7)]


def test_only_the_owner_may_read_the_files(path):
    """Database and log have mode 0600."""
    with SqliteStore(path) as store:
        store.put([(ANNA, blob(1))], TODAY)
        modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {0o600}


def test_what_was_taken_or_expired_leaves_no_trace_after_tidying(path):
    """Attack: the disk is seized. Deleted blobs and forgotten mailboxes are not in any file."""
    with SqliteStore(path) as store:
        taken = store.put([(ANNA, b"TAKEN BLOB " * 372 + b"...."), (BORIS, b"EXPIRED BLOB" * 341 + b"....")], TODAY)
        assert b"TAKEN BLOB" in everything(path)
        assert b"EXPIRED BLOB" in everything(path)
        store.take([(ANNA, taken[0])])
        store.expire(TODAY + timedelta(days=9))
        left = everything(path)
        for trace in (b"TAKEN BLOB", b"EXPIRED BLOB", ANNA, BORIS):
            assert trace not in left


def test_the_database_knows_no_time_but_the_day(path):
    """Attack: the operator reads his tables to learn when, and in what order, mailboxes were written."""
    with SqliteStore(path) as store:
        for n in range(40):
            store.put([(n.to_bytes(32, "big"), blob(n))], TODAY)
    with sqlite3.connect(path) as db:
        columns = {
            row[0]
            for table in ("mailbox", "blob")
            for row in db.execute(f"SELECT name FROM pragma_table_info('{table}')")
        }
        order = [int.from_bytes(row[0], "big") for row in db.execute("SELECT mailbox FROM blob ORDER BY place")]
        days = db.execute("SELECT DISTINCT day FROM blob").fetchall()
    db.close()
    assert columns == {"id", "last_number", "last_day", "blobs", "size", "place", "mailbox", "number", "day", "bytes"}
    assert sorted(order) == list(range(40))
    assert order != sorted(order)
    assert days == [(TODAY.toordinal(),)]


def test_a_second_relay_on_one_database_is_refused(path):
    """Two relays cannot share a database by mistake; the first goes on."""
    with SqliteStore(path) as store:
        with pytest.raises(PlaceError, match="in use by another relay"):
            SqliteStore(path)
        store.put([(ANNA, blob(1))], TODAY)
    with SqliteStore(path) as store:
        assert store.total_size() == 4096


@pytest.mark.parametrize("content", [b"this is a letter, not a database" * 200, b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_something_else_is_left_as_it_was(path, content):
    """Bad input: a file of another kind gets one sentence and keeps its bytes."""
    path.write_bytes(content)
    with pytest.raises(BadInputError, match="not a relay's database"):
        SqliteStore(path)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == {path.name: content}


@pytest.mark.parametrize(("pragma", "words"), [("application_id = 5", "not a relay's"), ("user_version = 9", "newer")])
def test_another_database_is_left_as_it_was(path, pragma, words):
    """Bad input: another program's database, or a newer relay's, is refused and not touched."""
    SqliteStore(path).close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA {pragma}")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(BadInputError, match=words):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    """A database in a missing folder cannot be made."""
    with pytest.raises(PlaceError, match="cannot be made"):
        SqliteStore(tmp_path / "missing" / "relay.db")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_stores_all_or_none(path):
    """When the database may grow no further, the whole deposit is undone, quotas too, and the store goes on."""
    with SqliteStore(path) as store:
        number = store.put([(ANNA, blob(1))], TODAY)[0]
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(PlaceError, match="nothing was changed"):
            store.put([(ANNA, blob(2)), (BORIS, blob(3, 1048576))], TODAY)
        assert (store.usage(ANNA), store.usage(BORIS), store.total_size()) == (Usage(1, 4096), Usage(0, 0), 4096)
        store._db.execute("PRAGMA max_page_count = 100000")
        assert store.put([(ANNA, blob(2))], TODAY) == [number + 1]


def test_a_store_that_is_closed_says_so_in_one_sentence(path):
    """A request that comes while the relay stops gets a refusal, not a traceback."""
    store = SqliteStore(path)
    store.close()
    for act in (
        lambda: store.put([(ANNA, blob(1))], TODAY),
        lambda: store.list_since(ANNA, 0, *ALL),
        lambda: store.take([(ANNA, 1)]),
        lambda: store.expire(TOMORROW),
    ):
        with pytest.raises(PlaceError):
            act()


def test_expiry_keeps_the_log_from_growing(path):
    """After tidying the write-ahead log is empty."""
    with SqliteStore(path) as store:
        store.put([(ANNA, blob(n, 65536)) for n in range(20)], TODAY)
        assert path.with_name("relay.db-wal").stat().st_size > 20 * 65536
        store.expire(date.min + timedelta(days=1))
        assert path.with_name("relay.db-wal").stat().st_size == 0
        assert store.usage(ANNA).blobs == 20


def test_the_database_is_a_plain_file_of_this_folder():
    """The store is given a path and makes nothing elsewhere."""
    with pytest.raises(PlaceError):
        SqliteStore(Path(os.devnull) / "relay.db")
