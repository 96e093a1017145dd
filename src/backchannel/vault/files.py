"""Files that are there whole or not at all: atomic writes, folders built aside, and the lock.

The order is the one that survives a crash at any instant: temporary file, fsync, rename, fsync of the folder.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from backchannel.errors import BadInputError, LockedError, PlaceError, UsageError

PRIVATE_FILE = 0o600
PATIENCE_SECONDS = 30.0
"""How long an act waits for another process before it says that the desk is in use."""
_PAUSE_SECONDS = 0.02


@contextmanager
def place(subject: str) -> Iterator[None]:
    """Turn the machine's refusal inside the block into a PlaceError that says that `subject` was not touched."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlaceError(f"The machine refused ({reason}): {subject}.") from error


def read_at_most(path: Path, size: int, what: str) -> bytes:
    """Read a small file that has at most `size` bytes; `what` names it in the sentences.

    A missing or longer file is BadInputError, an unreadable one PlaceError.
    """
    try:
        with path.open("rb") as file:
            data = file.read(size + 1)
    except FileNotFoundError:
        raise BadInputError(f"{what} {path} is missing; restore the desk from a backup.") from None
    except OSError as error:
        raise PlaceError(f"{what} {path} cannot be read ({error.strerror}); nothing was changed.") from error
    if len(data) > size:
        raise BadInputError(f"{what} {path} is longer than such a file can be; restore the desk from a backup.")
    return data


def create_private(path: Path) -> int:
    """Open a file for writing that its owner alone may read, emptied if a crash left it; give the descriptor."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all the bytes: a disk that is nearly full may take a part of them first."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def put_in_place(descriptor: int, part: Path, path: Path) -> None:
    """Make the file `part`, open for writing as `descriptor`, durable, and rename it to `path`, replacing that."""
    os.fsync(descriptor)
    part.rename(path)
    sync_folder(path.parent)


def part_of(path: Path) -> Path:
    """Name the temporary file beside `path`; one name, so that what a crash leaves is overwritten by the next."""
    return path.with_name(path.name + ".part")


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by a private file holding `data`: after a crash the old or the new one is there, whole.

    The caller sees to it that nobody else writes the same path at the same time. Raises OSError; then `path` is as
    it was, unless only the last sync of the folder failed.
    """
    part = part_of(path)
    descriptor = create_private(part)
    try:
        write_all(descriptor, data)
        put_in_place(descriptor, part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a temporary folder beside `path`, for its owner alone, that becomes `path` if the block succeeds.

    All or nothing: if the block fails, nothing is left. A folder at `path` that is not empty, or anything else
    there, is UsageError; a refusal by the machine is PlaceError.
    """
    path = path.absolute()
    with place(f"the folder {path} was not made"):
        if path.is_symlink() or (path.exists() and not (path.is_dir() and not any(path.iterdir()))):
            raise UsageError(f"{path} exists and is not an empty folder; name a new one.")
        if not path.parent.is_dir():
            raise UsageError(f"The folder {path.parent} does not exist; make it first or name another place.")
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent))
        made = aside
        try:
            yield aside
            sync_folder(aside)
            made = aside.rename(path)
            sync_folder(path.parent)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise


@contextmanager
def exclusive(lock: Path, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the desk's lock file during the block; wait `patience` seconds for it, then LockedError.

    Only acts that replace files beside the database take it; changes of the database have SQLite's own lock.
    The system frees it when the process ends, however it ends.
    """
    with place(f"the lock {lock} cannot be taken"):
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        give_up = time.monotonic() + patience
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if time.monotonic() >= give_up:
                raise LockedError(f"Another process is busy with the desk {lock.parent}; try again when it is done.")
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)
