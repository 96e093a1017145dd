"""The vault: all or nothing, one moment for each reader, and a position that betrays an old copy."""

import shutil

import pytest

from backchannel.errors import BadInputError, LockedError, PlaceError, StaleDeskError
from backchannel.vault import database, meta
from backchannel.vault.access import open_desk
from backchannel.vault.position import Position, read_position
from backchannel.vault.sqlcipher import Error, IntegrityError, connect

WRITE = "INSERT INTO note (text) VALUES (?)"


def notes(vault):
    """All notes."""
    with vault.read() as db:
        return [text for (text,) in db.execute("SELECT text FROM note ORDER BY id")]


def positions(vault):
    """The database's position and the file's."""
    with vault.read() as db:
        return vault.position(db), read_position(vault.folder.position)


def test_the_settings_are_the_safe_ones(vault):
    """Nothing temporary on disk, deleted content overwritten, every commit synced, references kept."""
    with vault.read() as db:
        found = {
            name: str(db.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("temp_store", "secure_delete", "journal_mode", "synchronous", "foreign_keys", "trusted_schema",
                         "cipher_memory_security", "cipher_use_hmac", "cipher_page_size")
        }  # fmt: skip
    assert found == {
        "temp_store": "2",
        "secure_delete": "1",
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
        "trusted_schema": "0",
        "cipher_memory_security": "0",
        "cipher_use_hmac": "1",
        "cipher_page_size": "4096",
    }


def test_full_text_search_is_inside_the_cipher(vault, desk, marker):
    """FTS5 is there, and its index is encrypted like the rest."""
    with vault.change() as db:
        db.execute("CREATE VIRTUAL TABLE found USING fts5(text)")
        db.execute("INSERT INTO found VALUES (?)", (marker,))
    with vault.read() as db:
        assert db.execute("SELECT text FROM found WHERE found MATCH 'ferry NOT bridge'").fetchall() == [(marker,)]
    for path in desk.iterdir():
        assert b"ferry" not in path.read_bytes(), path.name


def test_a_change_is_kept_and_a_failed_one_is_not(vault):
    """What the block did is kept if it ends, and nothing of it if it raises."""
    with vault.change() as db:
        db.execute(WRITE, ("kept",))
    with pytest.raises(ZeroDivisionError), vault.change(moves_position=True) as db:
        db.execute(WRITE, ("not kept",))
        _ = 1 // 0
    assert notes(vault) == ["kept"]
    assert positions(vault) == (0, Position(0, True)), "a block that fails does not touch the position file"


def test_an_interrupted_change_is_not_kept(vault):
    """Ctrl-C within a change undoes it and leaves the vault usable."""
    with pytest.raises(KeyboardInterrupt), vault.change() as db:
        db.execute(WRITE, ("not kept",))
        raise KeyboardInterrupt
    with vault.change() as db:
        db.execute(WRITE, ("kept",))
    assert notes(vault) == ["kept"]


def test_a_broken_constraint_leaves_as_such(vault):
    """A mistake of the program is not dressed as a failure of the machine; nothing is kept."""
    with pytest.raises(IntegrityError), vault.change() as db:
        db.execute(WRITE, ("not kept",))
        db.execute("INSERT INTO note (id, text) VALUES (1, 'twice')")
    assert notes(vault) == []


def test_a_reference_broken_at_the_end_keeps_nothing(vault):
    """A deferred constraint that fails at the commit undoes the change; the position may be used again."""
    with vault.change() as db:
        db.execute("CREATE TABLE child (n INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT")
    with pytest.raises(IntegrityError), vault.change(moves_position=True) as db:
        db.execute("INSERT INTO child VALUES (99)")
    with vault.change(moves_position=True) as db:
        db.execute(WRITE, ("next",))
    assert notes(vault) == ["next"]
    assert positions(vault) == (1, Position(1, True))


def test_a_reader_sees_one_moment(vault, desk, words):
    """A reading does not see what another process commits meanwhile, and cannot write."""
    with open_desk(desk, words) as other, vault.read() as db:
        assert db.execute("SELECT count(*) FROM note").fetchone() == (0,)
        with other.change() as their:
            their.execute(WRITE, ("meanwhile",))
        assert db.execute("SELECT count(*) FROM note").fetchone() == (0,)
        with pytest.raises(Error, match="readonly"):
            db.execute(WRITE, ("x",))
    assert notes(vault) == ["meanwhile"]
    with vault.change() as db:
        db.execute(WRITE, ("a reading leaves the vault writable",))


def test_transactions_do_not_nest(vault):
    """A second transaction inside one is a mistake of the program, and does not end the first."""
    with vault.change() as db:
        for inner in (vault.change, vault.read):
            with pytest.raises(RuntimeError, match="already open"), inner():
                pytest.fail("nested")
        with pytest.raises(RuntimeError, match="already open"):
            vault.check()
        db.execute(WRITE, ("kept",))
    assert notes(vault) == ["kept"]


def test_a_desk_that_is_busy_is_said(desk, words, vault):
    """A change that another process does not end is one sentence after a while, and changes nothing."""
    with open_desk(desk, words, patience=0.05) as other, vault.change():
        with pytest.raises(LockedError, match=r"busy.*nothing was changed"), other.change():
            pytest.fail("two changes at once")
        assert notes(other) == []


def test_nothing_secret_stands_in_any_file(vault, desk, marker):
    """Neither text, nor key, nor passphrase in any file while the desk is open, nor after it is closed."""
    with vault.change(moves_position=True) as db:
        db.executemany(WRITE, [(f"{marker} {number}",) for number in range(500)])
    with vault.change() as db:
        db.execute("DELETE FROM note WHERE id % 2")
        db.execute("CREATE TEMP TABLE sorted AS SELECT text FROM note ORDER BY text DESC")
    for _ in range(2):
        for path in desk.rglob("*"):
            data = path.read_bytes()
            for secret in (marker.encode(), marker.encode("utf-16-le"), vault.key.raw, vault.key.raw.hex().encode()):
                assert secret not in data, path.name
        vault.close()
    assert not (desk / "vault.db-wal").exists()


# The position


def test_the_position_moves_with_its_changes_alone(vault):
    """A change that does not use a position leaves it."""
    for number in (1, 2):
        with vault.change(moves_position=True):
            pass
        with vault.change() as db:
            db.execute(WRITE, ("x",))
        assert positions(vault) == (number, Position(number, True))


def test_the_file_is_raised_before_the_commit(vault, monkeypatch):
    """A crash between the two leaves the file ahead, never the database."""
    seen = []
    commit = vault._commit

    def look(db):
        seen.append((vault.position(db), read_position(vault.folder.position)))
        commit(db)

    monkeypatch.setattr(vault, "_commit", look)
    with vault.change(moves_position=True):
        assert read_position(vault.folder.position) == Position(0, True)
    assert seen == [(1, Position(1, False))]


def move(vault, times=1):
    """Use so many positions."""
    for _ in range(times):
        with vault.change(moves_position=True) as db:
            db.execute(WRITE, ("moved",))


def copy_database(desk, to):
    """What a program that saves single files would save."""
    return shutil.copy(desk / "vault.db", to)


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_rollback_of_the_database_alone_is_noticed(desk, words, tmp_path, steps, contents):
    """A vault put back, even by a single change, makes the desk suspect, and it uses no position again."""
    copy_database(desk, tmp_path / "old.db")
    with open_desk(desk, words) as vault:
        move(vault, steps)
    shutil.copy(tmp_path / "old.db", desk / "vault.db")
    before = contents(desk)
    with open_desk(desk, words) as vault:
        assert "may be an old copy of itself" in vault.suspect
        with pytest.raises(StaleDeskError, match="exchange with the others"):
            move(vault)
        assert notes(vault) == []
    assert contents(desk) == before


def test_rollback_of_the_position_alone_is_noticed(desk, words):
    """A position file put back makes the desk suspect."""
    with open_desk(desk, words) as vault:
        move(vault, 3)
        old = (desk / "position").read_bytes()
        move(vault)
    (desk / "position").write_bytes(old)
    with open_desk(desk, words) as vault:
        assert vault.suspect
        with pytest.raises(StaleDeskError):
            move(vault)


@pytest.mark.parametrize("content", [None, b"", b"1 saved\nx"], ids=["missing", "empty", "malformed"])
def test_a_lost_position_file_is_noticed(desk, words, content):
    """Without a position file nobody can tell, so the desk is suspect."""
    (desk / "position").unlink()
    if content is not None:
        (desk / "position").write_bytes(content)
    with open_desk(desk, words) as vault:
        assert vault.suspect


def test_rollback_under_an_open_vault_is_noticed(vault, tmp_path, desk):
    """The comparison is made at every change, not only when the desk is opened."""
    move(vault, 2)
    (desk / "position").write_bytes(b"7 saved\n")
    assert vault.suspect is None
    with pytest.raises(StaleDeskError):
        move(vault)
    assert vault.suspect
    assert notes(vault) == ["moved", "moved"]


def test_a_suspect_desk_may_receive_and_then_mend(desk, words):
    """It takes what the others tell it, and moves on from beyond both numbers once it has heard them."""
    with open_desk(desk, words) as vault:
        move(vault, 2)
    (desk / "position").write_bytes(b"9 saved\n")
    with open_desk(desk, words) as vault:
        with vault.change() as db:
            db.execute(WRITE, ("received",))
        with vault.mend_position() as db:
            db.execute(WRITE, ("heard",))
        assert vault.suspect is None
        assert positions(vault) == (10, Position(10, True))
        move(vault)
    with open_desk(desk, words) as vault:
        assert vault.suspect is None
        assert positions(vault) == (11, Position(11, True))
        assert notes(vault) == ["moved", "moved", "received", "heard", "moved"]


def test_mending_that_fails_mends_nothing(desk, words):
    """If the block raises, the desk stays suspect."""
    (desk / "position").unlink()
    with open_desk(desk, words) as vault:
        with pytest.raises(ZeroDivisionError), vault.mend_position():
            _ = 1 // 0
        assert vault.suspect
    with open_desk(desk, words) as vault:
        assert vault.suspect


def test_opening_beside_a_moving_desk_is_not_suspicious(vault, desk, words, monkeypatch):
    """The two looks at file and database are not one moment; a difference is looked at again under the lock."""
    real, looks = database.read_position, []

    def stale_first_look(path):
        found = real(path)
        looks.append(found)
        return Position(99, True) if len(looks) == 1 else found

    monkeypatch.setattr(database, "read_position", stale_first_look)
    with open_desk(desk, words) as other:
        assert other.suspect is None
    assert len(looks) == 2


# Damage and a failing disk


def test_the_check_finds_nothing_in_a_sound_vault(vault):
    """A sound vault has no findings, with changes still in the log."""
    move(vault, 3)
    assert vault.check() == ()


def test_the_check_reads_every_row(vault, desk, words):
    """Several damaged pages give several findings, not only the first."""
    with vault.change() as db:
        db.executemany(WRITE, [("x" * 3000,)] * 40)
    vault.close()
    data = bytearray((desk / "vault.db").read_bytes())
    last = len(data) // 4096 - 1  # the rows are the last pages, beyond those of the tables
    for page in (last - 25, last - 15, last - 5):
        data[4096 * page + 100] ^= 1
    (desk / "vault.db").write_bytes(data)
    with open_desk(desk, words) as damaged:
        found = damaged.check()
        assert sum("HMAC" in line for line in found) == 3
        with pytest.raises(BadInputError, match=r"damaged.*restore"):
            notes(damaged)


def test_the_check_finds_a_broken_reference(vault):
    """A row that refers to nothing is found, with its table."""
    with vault.change() as db:
        db.execute("CREATE TABLE child (n INTEGER REFERENCES note (id)) STRICT")
    with vault.read() as db:
        pass
    vault._connection.execute("PRAGMA foreign_keys = OFF")
    vault._connection.execute("INSERT INTO child VALUES (99)")
    assert vault.check() == ("table child, row 1: refers to nothing in note",)


def test_a_full_vault_keeps_the_old_state(vault):
    """SQLite's own 'full' is one sentence that says that nothing was kept, and the vault goes on."""
    with vault.read() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
    vault._connection.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()
    full = pytest.raises(PlaceError, match=r"SQLITE_FULL.*nothing of this change was kept")
    with full, vault.change(moves_position=True) as db:
        db.execute(WRITE, ("x" * 100_000,))
    assert notes(vault) == []
    move(vault)
    assert notes(vault) == ["moved"]
    assert vault.check() == ()


def test_another_files_refusal_within_a_change_keeps_nothing(vault):
    """A machine that refuses anything inside the block undoes the change."""
    with pytest.raises(PlaceError, match=r"No space left.*nothing of this change was kept"), vault.change() as db:
        db.execute(WRITE, ("x",))
        raise OSError(28, "No space left on device")
    assert notes(vault) == []


def test_a_position_file_that_cannot_be_written_keeps_nothing(vault, desk):
    """Without the file raised there is no commit."""
    (desk / "position.part").mkdir()
    with pytest.raises(PlaceError, match="nothing of this change was kept"):
        move(vault)
    assert notes(vault) == []
    assert positions(vault) == (0, Position(0, True))
    (desk / "position.part").rmdir()
    move(vault)


def test_a_commit_whose_outcome_is_unknown_says_so(vault, monkeypatch):
    """If the disk refuses the next commit too, the sentence says how to find out."""

    class Refusing:
        """A connection on a disk that fails from the commit on."""

        def __init__(self, real):
            self.real = real

        def __getattr__(self, name):
            return getattr(self.real, name)

        def execute(self, sql, *values):
            if sql == "COMMIT":
                error = Error("disk I/O error")
                error.sqlite_errorcode, error.sqlite_errorname = 1034, "SQLITE_IOERR_FSYNC"
                raise error
            return self.real.execute(sql, *values)

    real = vault._connection
    monkeypatch.setattr(vault, "_connection", Refusing(real))
    with pytest.raises(PlaceError, match=r"SQLITE_IOERR_FSYNC.*not certain.*look before you repeat"):
        move(vault)
    monkeypatch.setattr(vault, "_connection", real)
    assert notes(vault) == []
    move(vault)


def test_meta_values_come_back(vault):
    """A value is set, replaced and dropped."""
    with vault.change() as db:
        assert meta.get(db, "x") is None
        meta.put(db, "x", b"1")
        meta.put(db, "x", b"\x00two")
        assert meta.get(db, "x") == b"\x00two"
        meta.drop(db, "x")
        assert meta.get(db, "x") is None


def test_a_vault_without_its_position_is_damaged(vault):
    """A row that every vault has cannot be missing from a sound one."""
    with pytest.raises(BadInputError, match="damaged"), vault.change() as db:
        meta.drop(db, meta.POSITION)
        vault.position(db)


def test_the_key_is_not_in_a_statement(desk, words, monkeypatch):
    """The key is handed over outside of SQL, so no trace, log or error shows it."""
    key = open_desk(desk, words)
    key.close()
    traced = []
    with open_desk(desk, words) as vault:
        vault._connection.set_trace_callback(traced.append)
        move(vault)
    assert traced
    assert not any(key.key.raw.hex() in line.lower() for line in traced)


def test_a_wrong_key_is_refused_quietly(desk, capfd):
    """SQLCipher's own log does not reach the terminal."""
    from backchannel.vault.keyfile import DeskKey

    with pytest.raises(Error):
        connect(desk / "vault.db", DeskKey.fresh())
    assert capfd.readouterr() == ("", "")
