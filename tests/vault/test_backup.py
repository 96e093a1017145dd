"""A backup and a desk made from it: the whole or nothing, and never as if no time had passed."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backchannel import __version__
from backchannel.errors import BackchannelError, BadInputError, LockedError, PlaceError, UsageError
from backchannel.protocol.encoding import u64
from backchannel.vault import backup, meta
from backchannel.vault.access import open_desk
from backchannel.vault.backup import MAGIC, restore_backup, write_backup
from backchannel.vault.files import exclusive
from backchannel.vault.passphrase import FOR_TESTS_ONLY

CARRIED = "a lantern for the courier"
FILES = ["key.json", "lock", "position", "vault.db"]


@pytest.fixture
def saved(vault, tmp_path, marker):
    """A backup of a desk with some notes at position 3."""
    with vault.change() as db:
        db.executemany("INSERT INTO note (text) VALUES (?)", [(f"{marker} {n}",) for n in range(300)])
    for _ in range(3):
        with vault.change(moves_position=True):
            pass
    path = tmp_path / "saved.backup"
    write_backup(vault, path, CARRIED, FOR_TESTS_ONLY)
    return path


def test_a_desk_comes_back_from_its_backup(saved, tmp_path, vault, marker):
    """Every row is there, the backup's passphrase opens it, and it knows that it is restored."""
    new = restore_backup(saved, CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    assert new.path == tmp_path / "new"
    assert sorted(p.name for p in new.path.iterdir()) == FILES
    assert {p.stat().st_mode & 0o777 for p in new.path.iterdir()} == {0o600}
    with open_desk(new.path, CARRIED) as restored, restored.read() as db:
        assert restored.suspect is None
        assert meta.get(db, meta.RESTORED) == u64(1)
        assert restored.position(db) == 3
        rows = db.execute("SELECT * FROM note").fetchall()
    with vault.read() as db:
        assert db.execute("SELECT * FROM note").fetchall() == rows
        assert len(rows) == 300
        assert meta.get(db, meta.RESTORED) is None, "the first desk is not marked"
    assert open_desk(new.path, CARRIED).check() == ()


def test_a_backup_shows_nothing(saved, marker, vault, desk):
    """No text, key or passphrase in it; what wrote it is said in plain."""
    data = saved.read_bytes()
    for secret in (marker.encode(), vault.key.raw, vault.key.raw.hex().encode(), CARRIED.encode()):
        assert secret not in data
    assert data.startswith(MAGIC)
    length = int.from_bytes(data[len(MAGIC) : len(MAGIC) + 4], "little")
    header = json.loads(data[len(MAGIC) + 4 :][:length])["header"]
    assert header["written_by"] == f"backchannel {__version__}"
    assert saved.stat().st_mode & 0o777 == 0o600
    assert not (desk / "backup.part").exists()


def test_nothing_readable_stands_on_the_disk_meanwhile(vault, tmp_path, marker, monkeypatch, desk):
    """The copy that a backup is made from is encrypted too."""
    with vault.change() as db:
        db.execute("INSERT INTO note (text) VALUES (?)", (marker,))
    seen = []
    write_sealed = backup._write_sealed

    def look(key, snapshot, *rest):
        for path in desk.rglob("*"):
            if path.is_file():
                seen.append(path.name)
                assert marker.encode() not in path.read_bytes()
        assert not snapshot.read_bytes().startswith(b"SQLite")
        write_sealed(key, snapshot, *rest)

    monkeypatch.setattr(backup, "_write_sealed", look)
    write_backup(vault, tmp_path / "b", CARRIED, FOR_TESTS_ONLY)
    assert seen.count("vault.db") == 2


def test_a_backup_is_of_one_moment(vault, desk, words, tmp_path, monkeypatch):
    """What is written while the backup is being made is in it whole or not at all; the other process goes on."""
    real = vault.snapshot

    def meanwhile(path):
        real(path)
        with open_desk(desk, words) as other, other.change(moves_position=True) as db:
            db.execute("INSERT INTO note (text) VALUES ('meanwhile')")

    monkeypatch.setattr(vault, "snapshot", meanwhile)
    write_backup(vault, tmp_path / "b", CARRIED, FOR_TESTS_ONLY)
    restore_backup(tmp_path / "b", CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    with open_desk(tmp_path / "new", CARRIED) as restored, restored.read() as db:
        assert db.execute("SELECT * FROM note").fetchall() == []
        assert restored.position(db) == 0


def test_a_backup_is_not_written_over_another_file(saved, vault):
    """An existing file is left as it is."""
    before = saved.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        write_backup(vault, saved, CARRIED, FOR_TESTS_ONLY)
    assert saved.read_bytes() == before


@pytest.mark.parametrize("call", ["write_all", "put_in_place"])
def test_a_full_disk_leaves_no_backup(vault, tmp_path, monkeypatch, call):
    """Half a backup is none: no file is left, in the desk neither, and the sentence says so."""

    def refuse(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, call, refuse)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(PlaceError, match=r"No space left.*was not written"):
        write_backup(vault, tmp_path / "b", CARRIED, FOR_TESTS_ONLY)
    assert sorted(tmp_path.iterdir()) == before
    assert not vault.folder.workplace.exists()


def test_what_a_crash_left_is_cleared(vault, tmp_path):
    """The remains of a backup that was killed do not stop the next one."""
    vault.folder.workplace.mkdir()
    (vault.folder.workplace / "vault.db").write_bytes(b"remains")
    write_backup(vault, tmp_path / "b", CARRIED, FOR_TESTS_ONLY)
    assert not vault.folder.workplace.exists()


def test_the_wrong_passphrase_restores_nothing(saved, tmp_path, words):
    """The desk's own passphrase is not the backup's."""
    before = sorted(tmp_path.iterdir())
    with pytest.raises(LockedError, match="passphrase does not open the backup"):
        restore_backup(saved, words, tmp_path / "new", FOR_TESTS_ONLY)
    assert sorted(tmp_path.iterdir()) == before


def test_a_backup_is_not_restored_over_a_desk(saved, desk, contents):
    """A folder with something in it is left as it is."""
    before = contents(desk)
    with pytest.raises(UsageError, match="name a new one"):
        restore_backup(saved, CARRIED, desk, FOR_TESTS_ONLY)
    assert contents(desk) == before


def test_no_backup_is_said(tmp_path):
    """A missing file is one sentence and makes no folder."""
    with pytest.raises(UsageError, match="There is no backup"):
        restore_backup(tmp_path / "none", CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    with pytest.raises(PlaceError, match="cannot be read"):
        restore_backup(tmp_path, CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    assert list(tmp_path.iterdir()) == []


def test_every_truncation_is_refused(saved, tmp_path):
    """Cut anywhere, a backup restores nothing and leaves no folder."""
    data = saved.read_bytes()
    before = sorted(tmp_path.iterdir())
    head = len(MAGIC) + 4
    cuts = [
        0,
        1,
        head - 1,
        head,
        head + 50,
        head + 500,
        len(data) // 2,
        len(data) - 4096,
        len(data) - 16,
        len(data) - 1,
    ]
    for cut in cuts:
        saved.write_bytes(data[:cut])
        with pytest.raises(BadInputError, match=r"damaged|cut short"):
            restore_backup(saved, CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
        assert sorted(tmp_path.iterdir()) == before, cut


def test_a_cut_between_chunks_is_refused(saved, tmp_path):
    """A stream that ends after a whole chunk of authentic content is still recognised as cut short."""
    data = saved.read_bytes()
    head = len(MAGIC) + 4
    stream = head + int.from_bytes(data[len(MAGIC) : head], "little")
    chunk = 16 * 1024 + 16
    overhead = (len(data) - stream) % chunk
    assert len(data) - stream > 3 * chunk
    for start in {overhead, 24 + 32, 32 + 32, 56}:
        saved.write_bytes(data[: stream + start + 2 * chunk])
        with pytest.raises(BadInputError, match="damaged or cut short"):
            restore_backup(saved, CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("where", ["magic", "length", "head", "key", "stream", "end", "trailing"])
def test_every_flipped_bit_is_refused(saved, tmp_path, where):
    """A change in any part, or bytes after the end, restore nothing."""
    data = bytearray(saved.read_bytes())
    head = len(MAGIC) + 4
    places = {
        "magic": 3,
        "length": len(MAGIC),
        "head": head + 30,
        "key": head + 300,
        "stream": 5000,
        "end": len(data) - 1,
    }
    if where == "trailing":
        data.append(0)
    else:
        data[places[where]] ^= 1
    saved.write_bytes(data)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BackchannelError, match=r"^[^\n]+\.$"):
        restore_backup(saved, CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    assert sorted(tmp_path.iterdir()) == before


def test_a_backup_of_a_newer_version_is_refused(vault, tmp_path, monkeypatch):
    """It says which version wrote it, and makes no folder."""
    with monkeypatch.context() as patch:
        patch.setattr(backup, "NEWEST", backup.NEWEST + 1)
        patch.setattr(backup, "__version__", "9.0")
        write_backup(vault, tmp_path / "b", CARRIED, FOR_TESTS_ONLY)
    with pytest.raises(LockedError, match=r"newer version \(backchannel 9\.0\)"):
        restore_backup(tmp_path / "b", CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_damaged_vault_is_not_restored(saved, tmp_path, monkeypatch):
    """A database that does not pass its check makes no desk."""
    monkeypatch.setattr("backchannel.vault.database.findings", lambda *_args: ("a page is wrong",))
    with pytest.raises(BadInputError, match="damaged"):
        restore_backup(saved, CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    assert not (tmp_path / "new").exists()


def test_a_backup_waits_for_no_change_of_files(vault, tmp_path, monkeypatch):
    """While another process replaces files of the desk, a backup says so and writes nothing."""
    monkeypatch.setattr(backup, "exclusive", lambda lock: exclusive(lock, patience=0.05))
    with exclusive(vault.folder.lock), pytest.raises(LockedError, match="Another process"):
        write_backup(vault, tmp_path / "b", CARRIED, FOR_TESTS_ONLY)
    assert not (tmp_path / "b").exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=400).map(lambda rest: MAGIC + rest),
                 st.binary(max_size=400).map(lambda rest: MAGIC + len(rest).to_bytes(4, "little") + rest)))  # fmt: skip
def test_any_bytes_are_refused_with_a_sentence(tmp_path, data):
    """No file raises anything but our own errors, and none leaves a folder."""
    (tmp_path / "b").write_bytes(data)
    with pytest.raises(BackchannelError):
        restore_backup(tmp_path / "b", CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_any_damage_is_refused_with_a_sentence(saved, tmp_path, at, byte):
    """One byte set anywhere in the first pages restores nothing."""
    good = saved.read_bytes()
    data = good[:at] + bytes([byte]) + good[at + 1 :]
    if data == good:
        return
    other = tmp_path / "damaged"
    other.write_bytes(data)
    with pytest.raises(BackchannelError):
        restore_backup(other, CARRIED, tmp_path / "new", FOR_TESTS_ONLY)
    other.unlink()
    assert not (tmp_path / "new").exists()
