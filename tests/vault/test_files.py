"""Files that are there whole or not at all."""

import errno
import os
import stat

import pytest

from backchannel.errors import BadInputError, LockedError, PlaceError, UsageError
from backchannel.vault import files
from backchannel.vault.files import exclusive, new_folder, read_at_most, write_durably


def test_a_durable_write_replaces_and_is_private(tmp_path):
    """The new content stands there, for its owner alone, and nothing beside it."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_order_of_a_durable_write(tmp_path, monkeypatch):
    """Content is synced before the rename, the folder after it: any other order loses the file in a crash."""
    done = []
    sync, rename = os.fsync, files.Path.rename
    monkeypatch.setattr(
        files.os,
        "fsync",
        lambda fd: (done.append("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file"), sync(fd)),
    )
    monkeypatch.setattr(files.Path, "rename", lambda self, to: (done.append("rename"), rename(self, to))[1])
    write_durably(tmp_path / "file", b"new")
    assert done == ["file", "rename", "folder"]


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch, call):
    """If the disk refuses, the old content stands there and no part is left."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def refuse(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, call, refuse)
    with pytest.raises(OSError, match="No space left"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_short_write_is_continued(tmp_path, monkeypatch):
    """A system that takes a part of the bytes gets the rest too."""
    write = os.write
    monkeypatch.setattr(files.os, "write", lambda fd, data: write(fd, bytes(data)[:3]))
    write_durably(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"


def test_a_link_in_the_place_of_the_part_is_not_followed(tmp_path):
    """A link laid where the temporary file goes does not lead the write elsewhere."""
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (tmp_path / "file.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError):
        write_durably(tmp_path / "file", b"ours")
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"


def test_a_new_folder_appears_whole(tmp_path):
    """The folder is not there before the block has ended, and then with all its files."""
    with new_folder(tmp_path / "new") as aside:
        (aside / "file").write_bytes(b"x")
        assert not (tmp_path / "new").exists()
    assert (tmp_path / "new" / "file").read_bytes() == b"x"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert [p.name for p in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_new_folder_that_fails_leaves_nothing(tmp_path, error):
    """Whatever ends the block, no folder and no part is left."""
    with pytest.raises(error), new_folder(tmp_path / "new") as aside:
        (aside / "file").write_bytes(b"x")
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_whose_last_sync_fails_leaves_nothing(tmp_path, monkeypatch):
    """The sentence says that nothing was made, so nothing is."""
    sync = files.sync_folder

    def refuse(folder):
        if folder == tmp_path:
            raise OSError(errno.EIO, "Input/output error")
        sync(folder)

    monkeypatch.setattr(files, "sync_folder", refuse)
    with pytest.raises(PlaceError, match="was not made"), new_folder(tmp_path / "new"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_used(tmp_path):
    """A folder that exists and is empty becomes the new one."""
    (tmp_path / "new").mkdir()
    with new_folder(tmp_path / "new") as aside:
        (aside / "file").write_bytes(b"x")
    assert (tmp_path / "new" / "file").exists()


def test_what_is_there_is_not_replaced(tmp_path):
    """A folder with something in it, a file, and a link are refused and stay as they are."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "theirs").write_bytes(b"x")
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("full", "file", "link"):
        with pytest.raises(UsageError, match="name a new one"), new_folder(tmp_path / name):
            pytest.fail("the block must not run")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "full", "link"]
    with pytest.raises(UsageError, match="does not exist"), new_folder(tmp_path / "no" / "new"):
        pytest.fail("the block must not run")


def test_reading_is_bounded(tmp_path):
    """A longer file than its kind can be, and a missing one, are one sentence each."""
    (tmp_path / "file").write_bytes(b"x" * 11)
    with pytest.raises(BadInputError, match="longer"):
        read_at_most(tmp_path / "file", 10, "The file")
    with pytest.raises(BadInputError, match="missing"):
        read_at_most(tmp_path / "none", 10, "The file")
    with pytest.raises(PlaceError, match="cannot be read"):
        read_at_most(tmp_path, 10, "The file")


def test_the_lock_keeps_a_second_one_out(tmp_path):
    """While it is held, another waits and then is told; afterwards it is free."""
    lock = tmp_path / "lock"
    with exclusive(lock), pytest.raises(LockedError, match="Another process"), exclusive(lock, patience=0.05):
        pytest.fail("the lock was given twice")
    with exclusive(lock, patience=0):
        pass
