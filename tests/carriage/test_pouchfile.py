"""Pouch files: all or nothing, and never more than was allowed."""

import errno
import os
import stat
from pathlib import Path

import pytest

from backchannel.carriage.pouchfile import CHUNK, open_pouch, write_pouch
from backchannel.errors import BadInputError, PlaceError, RuleError, UsageError


def read(path, limit=1 << 30):
    """All bytes of a pouch."""
    with open_pouch(path, limit) as chunks:
        return b"".join(chunks)


@pytest.fixture
def path(tmp_path):
    """A place for a pouch."""
    return tmp_path / "monday.pouch"


def names(folder):
    """What stands in a folder."""
    return sorted(file.name for file in folder.iterdir())


def test_what_was_written_is_read(path):
    """The bytes come back, in chunks of at most a mebibyte; the file is its owner's alone."""
    parts = [b"one", b"", bytes(3 * CHUNK), memoryview(b"two")]
    assert write_pouch(path, iter(parts)) == 3 * CHUNK + 6
    with open_pouch(path, 1 << 30) as chunks:
        sizes = [len(chunk) for chunk in chunks]
    assert (max(sizes), sum(sizes)) == (CHUNK, 3 * CHUNK + 6)
    assert read(path) == b"one" + bytes(3 * CHUNK) + b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("taken", ["file", "folder", "link", "dangling link"])
def test_nothing_is_overwritten_unasked(path, taken):
    """A name that is taken stays what it was, and the source is not even read."""
    other = path.with_name("other")
    if taken == "file":
        path.write_bytes(b"older")
    elif taken == "folder":
        path.mkdir()
    else:
        if taken == "link":
            other.write_bytes(b"older")
        path.symlink_to(other)
    before = names(path.parent)

    def untouched():
        raise AssertionError("the source was read")
        yield b""

    with pytest.raises(UsageError, match="name is taken"):
        write_pouch(path, untouched())
    assert names(path.parent) == before
    assert not other.exists() or other.read_bytes() == b"older"


def test_a_file_is_replaced_when_told(path):
    """With `overwrite` the new pouch takes the old one's place, whole, and with its own mode."""
    path.write_bytes(b"older")
    path.chmod(0o644)
    write_pouch(path, [b"newer"], overwrite=True)
    assert read(path) == b"newer"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(path.parent) == [path.name]


def test_a_folder_is_not_replaced_even_when_told(path):
    """`overwrite` is for files."""
    path.mkdir()
    with pytest.raises(UsageError):
        write_pouch(path, [b"newer"], overwrite=True)
    assert path.is_dir()


def test_a_file_that_appears_meanwhile_is_not_replaced(path):
    """Attack or accident: another process takes the name while we write."""

    def meanwhile():
        yield b"ours"
        path.write_bytes(b"theirs")

    with pytest.raises(UsageError, match="name is taken"):
        write_pouch(path, meanwhile())
    assert read(path) == b"theirs"
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("error", [RuleError("Not today."), KeyboardInterrupt()])
def test_a_source_that_fails_leaves_nothing(path, error):
    """What the source raises is passed on, and no part of the pouch stays."""

    def source():
        yield bytes(100_000)
        raise error

    with pytest.raises(type(error)):
        write_pouch(path, source())
    assert names(path.parent) == []


@pytest.mark.parametrize("call", ["open", "write", "fsync", "link"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_failing_disk_leaves_everything_as_it_was(path, monkeypatch, call, code, overwrite):
    """A disk that fails at any step: one sentence, the old pouch untouched, nothing beside it."""
    if overwrite:
        path.write_bytes(b"older")
    target, name = (os, call) if call != "link" or not overwrite else (type(path), "replace")
    real_fdopen = os.fdopen

    def failing(*_args, **_kwargs):
        raise OSError(code, os.strerror(code))

    class Full:
        """A file on a full disk."""

        def __init__(self, descriptor, *_args, **_kwargs):
            self._file = real_fdopen(descriptor, "wb")
            self.write = failing

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            self._file.close()

    if call == "write":
        target, name, failing_call = os, "fdopen", Full
    else:
        failing_call = failing
    with monkeypatch.context() as patch:
        patch.setattr(target, name, failing_call)
        with pytest.raises(PlaceError, match="was not written"):
            write_pouch(path, [b"newer"], overwrite=overwrite)
    assert names(path.parent) == ([path.name] if overwrite else [])
    assert not overwrite or path.read_bytes() == b"older"


def test_a_folder_that_cannot_be_confirmed_is_said(path, monkeypatch):
    """When only the last sync fails the pouch is there, and the sentence says both."""
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: real(fd) if stat.S_ISREG(os.fstat(fd).st_mode) else fail(errno.EIO))
    with pytest.raises(PlaceError, match="was written, but the disk did not confirm it"):
        write_pouch(path, [b"whole"])
    assert read(path) == b"whole"
    assert names(path.parent) == [path.name]


def fail(code):
    """Raise what the system would."""
    raise OSError(code, os.strerror(code))


def test_a_stick_without_hard_links_works(path, monkeypatch):
    """FAT has no links: the pouch is renamed into place, still not over another file."""
    monkeypatch.setattr(os, "link", lambda *_names: fail(errno.EPERM))
    write_pouch(path, [b"carried"])
    assert read(path) == b"carried"

    def meanwhile():
        yield b"ours"
        path.with_name("tuesday.pouch").write_bytes(b"theirs")

    with pytest.raises(UsageError):
        write_pouch(path.with_name("tuesday.pouch"), meanwhile())
    assert names(path.parent) == [path.name, "tuesday.pouch"]


def test_a_missing_folder_is_one_sentence(tmp_path):
    """Nothing is made on the way."""
    with pytest.raises(PlaceError, match="was not written"):
        write_pouch(tmp_path / "missing" / "a.pouch", [b"x"])
    assert names(tmp_path) == []


def test_a_pouch_that_is_too_long_is_not_read(path):
    """The size is looked at before the first byte; exactly the limit is allowed."""
    path.write_bytes(bytes(1000))
    assert read(path, 1000) == bytes(1000)
    with pytest.raises(BadInputError, match="longer than the 999 bytes"), open_pouch(path, 999):
        raise AssertionError("it was opened")


def test_a_pouch_that_grows_while_it_is_read_is_refused(path):
    """Attack: the file is appended to after its size was looked at."""
    path.write_bytes(bytes(CHUNK))
    with open_pouch(path, CHUNK + 10) as chunks:
        assert len(next(chunks)) == CHUNK
        with path.open("ab") as file:
            file.write(bytes(11))
        with pytest.raises(BadInputError, match="longer"):
            next(chunks)


def test_what_is_no_file_is_refused(tmp_path):
    """A folder, a named pipe, a device, an empty file, nothing: one sentence each, and no waiting."""
    pipe, empty = tmp_path / "pipe", tmp_path / "empty"
    os.mkfifo(pipe)
    empty.touch()
    for wrong in (tmp_path, pipe, empty, Path(os.devnull)):
        with pytest.raises(BadInputError, match="no pouch"):
            read(wrong)
    with pytest.raises(PlaceError, match="cannot be opened"):
        read(tmp_path / "missing")


def test_no_descriptor_is_left_open(path):
    """Also when a reader stops half-way, or the pouch is refused."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    write_pouch(path, [bytes(3 * CHUNK)])
    with open_pouch(path, 1 << 30) as chunks:
        next(chunks)
    with pytest.raises(BadInputError):
        read(path, 5)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
