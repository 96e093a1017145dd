"""A pouch as a file: written all or not at all, read in pieces. What the bytes mean is not known here."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backchannel.errors import BadInputError, PlaceError, UsageError

CHUNK = 1024 * 1024
"""Bytes that are read at a time."""
# What systems say where a folder cannot be synced, or where there are no hard links (FAT on a USB stick).
_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EPERM, errno.EACCES, errno.EMLINK}


def write_pouch(path: Path, chunks: Iterable[bytes], *, overwrite: bool = False) -> int:
    """Write the chunks to a file with mode 0600 and give its size in bytes.

    The file appears under its name only when all of it is on the disk. UsageError where something has that name
    already and `overwrite` is not given; PlaceError where the disk fails, after which nothing has changed. What
    `chunks` raises is passed on, after which nothing has changed either.
    """
    _refuse_existing(path, overwrite)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        try:
            size = _write(temporary, chunks)
            if overwrite:
                temporary.replace(path)
            else:
                _place(temporary, path)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise PlaceError(
            f"The pouch {path} was not written: {error.strerror}; make room or choose another folder."
        ) from None
    try:
        _sync_folder(path.parent)
    except OSError as error:
        raise PlaceError(
            f"The pouch {path} was written, but the disk did not confirm it ({error.strerror}); pack it again."
        ) from None
    return size


@contextmanager
def open_pouch(path: Path, limit: int) -> Iterator[Iterator[bytes]]:
    """Open a file of at most `limit` bytes and give its bytes in chunks of at most CHUNK.

    BadInputError where it is longer, empty or no regular file; PlaceError where it cannot be read.
    """
    try:
        # Without O_NONBLOCK a named pipe would keep us waiting for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise PlaceError(f"The pouch {path} cannot be opened: {error.strerror}.") from None
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode) or about.st_size == 0:
            raise BadInputError(f"{path} is no pouch: it is empty, or not a file.")
        if about.st_size > limit:
            raise _too_long(path, limit)
        yield _read(descriptor, path, limit)
    finally:
        os.close(descriptor)


def _write(path: Path, chunks: Iterable[bytes]) -> int:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    size = 0
    # Unbuffered, so that a full disk is met here and not while an error is being handled.
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        for chunk in chunks:
            rest = memoryview(chunk)
            while rest:
                rest = rest[file.write(rest) :]
            size += len(chunk)
        os.fsync(descriptor)
    return size


def _place(temporary: Path, path: Path) -> None:
    """Give a file its name, unless something has it: linking refuses in one step where renaming would replace."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        temporary.rename(path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def _read(descriptor: int, path: Path, limit: int) -> Iterator[bytes]:
    left = limit
    while True:
        try:
            chunk = os.read(descriptor, CHUNK)
        except OSError as error:
            raise PlaceError(f"The pouch {path} cannot be read: {error.strerror}; ask for another copy.") from None
        if not chunk:
            return
        left -= len(chunk)
        if left < 0:  # It grew while it was read.
            raise _too_long(path, limit)
        yield chunk


def _refuse_existing(path: Path, overwrite: bool) -> None:
    if os.path.lexists(path) and not (overwrite and path.is_file()):
        raise _exists(path)


def _exists(path: Path) -> UsageError:
    return UsageError(f"The pouch {path} was not written, because that name is taken; choose another.")


def _too_long(path: Path, limit: int) -> BadInputError:
    return BadInputError(f"{path} is longer than the {limit} bytes that a pouch may have.")
