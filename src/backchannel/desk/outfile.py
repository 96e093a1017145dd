"""Files that leave the desk: each whole or not at all, for its owner alone, over another only if that is said."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from backchannel.errors import UsageError
from backchannel.vault.files import new_folder, place, sync_folder

__all__ = ["put", "put_folder"]


def put(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write a file; UsageError where the name is taken or its folder missing, PlaceError where the machine refuses."""
    _refuse_taken(path, overwrite=overwrite)
    with place(f"the file {path} was not written"):
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _refuse_taken(path, overwrite=overwrite)
            part.rename(path)
            sync_folder(path.parent)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def put_folder(path: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int]:
    """Write files (name with strokes, bytes) into a new folder; give how many they are and their bytes.

    All or nothing, and never into a folder that holds something (UsageError); what `files` raises is passed on.
    """
    count = size = 0
    with new_folder(path) as folder:
        for name, data in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            put(target, data)
            count, size = count + 1, size + len(data)
    return count, size


def _refuse_taken(path: Path, *, overwrite: bool) -> None:
    if os.path.lexists(path) and not (overwrite and path.is_file() and not path.is_symlink()):
        raise UsageError(
            f"{path} is there already; name a new file, or say that this one may be written over.", typed="--force"
        )
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist; make it first, or name another place.")
