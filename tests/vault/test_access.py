"""Making, opening and re-wrapping a desk, and every file of it damaged."""

import os
import stat

import pytest

from backchannel.errors import BadInputError, LockedError, PlaceError, UsageError
from backchannel.vault import access, keyfile
from backchannel.vault.access import change_passphrase, create_desk, open_desk
from backchannel.vault.keyfile import DeskKey
from backchannel.vault.passphrase import FOR_TESTS_ONLY

FILES = ["key.json", "lock", "position", "vault.db"]


def test_a_new_desk_opens(tmp_path, words):
    """A desk is one folder of four files, for its owner alone, and opens with its passphrase."""
    folder = create_desk(tmp_path / "desk", words, FOR_TESTS_ONLY)
    assert sorted(p.name for p in folder.path.iterdir()) == FILES
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.path.iterdir()} == {0o600}
    with open_desk(folder.path, words) as vault, vault.read() as db:
        assert vault.suspect is None
        assert vault.position(db) == 0
        modes = {stat.S_IMODE(p.stat().st_mode) for p in folder.path.iterdir()}
        assert modes == {0o600}, "the log and its index are the owner's alone too"
    assert sorted(p.name for p in folder.path.iterdir()) == FILES


def test_two_desks_have_two_keys(tmp_path, words):
    """The same passphrase on two desks protects two different random keys."""
    keys = [
        keyfile.read_key(create_desk(tmp_path / name, words, FOR_TESTS_ONLY).key_file, words).to_bytes()
        for name in ("one", "two")
    ]
    assert keys[0] != keys[1]


def test_a_desk_is_not_made_over_another(desk, words, contents):
    """Making a desk where one is leaves it as it is."""
    before = contents(desk)
    with pytest.raises(UsageError, match="name a new one"):
        create_desk(desk, words, FOR_TESTS_ONLY)
    assert contents(desk) == before


@pytest.mark.parametrize("step", ["write_key", "create_database", "write_first_position"])
def test_a_desk_that_cannot_be_made_leaves_nothing(tmp_path, words, monkeypatch, step):
    """A disk that fails at any step leaves no folder, and the sentence says so."""

    def refuse(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(access, step, refuse)
    with pytest.raises(PlaceError, match="was not made"):
        create_desk(tmp_path / "desk", words, FOR_TESTS_ONLY)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_passphrase_makes_no_desk(tmp_path):
    """No desk without a passphrase."""
    with pytest.raises(UsageError, match="passphrase is empty"):
        create_desk(tmp_path / "desk", "", FOR_TESTS_ONLY)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_passphrase_changes_nothing(desk, contents):
    """The sentence is one, holds no passphrase, and every byte stays."""
    before = contents(desk)
    with pytest.raises(LockedError, match="passphrase does not open") as refused:
        open_desk(desk, "eight grey herons")
    assert "herons" not in str(refused.value)
    assert contents(desk) == before


def test_no_desk_is_said(tmp_path, words):
    """A folder that is missing, or holds no desk, is named as such."""
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UsageError, match="There is no desk"):
            open_desk(path, words)


@pytest.mark.parametrize("name", ["key.json", "vault.db"])
def test_a_missing_file_is_said(desk, words, contents, name):
    """A desk without its key file or database does not open, and nothing is made in its place."""
    (desk / name).unlink()
    before = contents(desk)
    with pytest.raises(BadInputError, match="missing; restore"):
        open_desk(desk, words)
    assert contents(desk) == before


@pytest.mark.parametrize("keep", [0, 1, 15, 16, 100, 1024, 4095, 4096, 5000])
def test_a_truncated_vault_is_refused(desk, words, contents, keep):
    """A database cut short, even to nothing, is said to be damaged; none is made anew in its place."""
    with (desk / "vault.db").open("r+b") as file:
        file.truncate(keep)
    before = contents(desk)
    with pytest.raises(BadInputError, match=r"damaged|empty"):
        open_desk(desk, words)
    after = {name: data for name, data in contents(desk).items() if name in before}
    assert after == before


@pytest.mark.parametrize("at", [16, 20, 4000, 4090, 4096 + 17])
def test_a_flipped_bit_in_the_vault_is_refused(desk, words, at):
    """Every page is authenticated, from the first byte after the salt (which the key file holds too) to its tag."""
    data = bytearray((desk / "vault.db").read_bytes())
    data[at] ^= 1
    (desk / "vault.db").write_bytes(data)
    with pytest.raises(BadInputError, match="damaged"):
        open_desk(desk, words)
    assert (desk / "vault.db").read_bytes() == data


def test_another_desks_vault_is_refused(desk, tmp_path, words):
    """A database under another key is refused."""
    other = create_desk(tmp_path / "other", words, FOR_TESTS_ONLY)
    (desk / "vault.db").write_bytes(other.database.read_bytes())
    with pytest.raises(BadInputError, match="key file belongs to another"):
        open_desk(desk, words)


def test_a_plain_database_is_refused(desk, words):
    """An unencrypted SQLite file laid in the vault's place is not opened."""
    import sqlite3

    (desk / "vault.db").unlink()
    plain = sqlite3.connect(desk / "vault.db")
    plain.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB)")
    plain.close()
    with pytest.raises(BadInputError, match="damaged"):
        open_desk(desk, words)


@pytest.mark.parametrize("keep", [0, 1, 50, 200, -1])
def test_a_truncated_key_file_is_refused(desk, words, keep):
    """A key file cut short is said to be damaged."""
    data = (desk / "key.json").read_bytes()
    (desk / "key.json").write_bytes(data[:keep])
    with pytest.raises(BadInputError, match="damaged; restore"):
        open_desk(desk, words)


def test_a_key_of_another_length_is_refused(desk, words):
    """A key file that opens, but holds no desk key, is refused."""
    from backchannel.vault.passphrase import wrap

    (desk / "key.json").write_bytes(wrap(bytes(47), words, FOR_TESTS_ONLY, "backchannel desk key"))
    with pytest.raises(BadInputError, match="wrong length"):
        open_desk(desk, words)


def test_a_huge_key_file_is_not_read(desk, words):
    """A key file of gigabytes is refused by its length."""
    os.truncate(desk / "key.json", 1 << 33)
    with pytest.raises(BadInputError, match="longer"):
        open_desk(desk, words)


def test_a_changed_passphrase_opens_the_same_desk(desk, words, marker):
    """The data stays, the new passphrase opens, the old one does not."""
    with open_desk(desk, words) as vault, vault.change() as db:
        db.execute("INSERT INTO note (text) VALUES (?)", (marker,))
    change_passphrase(desk, words, "nine grey herons", FOR_TESTS_ONLY)
    with pytest.raises(LockedError):
        open_desk(desk, words)
    with open_desk(desk, "nine grey herons") as vault, vault.read() as db:
        assert db.execute("SELECT text FROM note").fetchall() == [(marker,)]
    assert sorted(p.name for p in desk.iterdir()) == FILES


def test_an_open_vault_outlives_a_change_of_passphrase(vault, desk, words):
    """A process that has the desk open goes on."""
    change_passphrase(desk, words, "nine grey herons", FOR_TESTS_ONLY)
    with vault.change(moves_position=True) as db:
        db.execute("INSERT INTO note (text) VALUES ('x')")


@pytest.mark.parametrize(
    ("old", "new", "error"), [("wrong", "new", LockedError), (None, "", UsageError)], ids=["wrong old", "empty new"]
)
def test_a_refused_change_of_passphrase_changes_nothing(desk, words, contents, old, new, error):
    """Every byte stays, and the old passphrase is the passphrase."""
    before = contents(desk)
    with pytest.raises(error):
        change_passphrase(desk, old or words, new, FOR_TESTS_ONLY)
    assert contents(desk) == before


@pytest.mark.parametrize(
    ("broken", "holds"), [("fsync", "old passphrase still holds"), ("sync_folder", "new passphrase holds")]
)
def test_a_disk_that_fails_says_which_passphrase_holds(desk, words, monkeypatch, broken, holds):
    """After an error the sentence says which of the two opens the desk, and it does."""
    from backchannel.vault import files

    def refuse(*_args):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(files.os if broken == "fsync" else files, broken, refuse)
        with pytest.raises(PlaceError, match=holds):
            change_passphrase(desk, words, "nine grey herons", FOR_TESTS_ONLY)
    open_desk(desk, words if broken == "fsync" else "nine grey herons").close()


def test_keys_do_not_show(vault, words):
    """No repr, str or format of what holds a key shows a byte of it."""
    key = vault.key
    for shown in (repr(key), str(key), f"{key}", repr(vault), repr(vars(vault))):
        assert key.raw.hex()[:8] not in shown
        assert repr(key.raw)[2:10] not in shown
    assert repr(DeskKey.fresh()) == "DeskKey()"
