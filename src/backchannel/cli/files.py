"""Files that people hand to a command, and files that a command makes: read within a limit, written whole or not."""

import contextlib
import os
import tempfile
from pathlib import Path

from backchannel.errors import BadInputError, PlaceError, UsageError


def read_file(name: str, limit: int, what: str) -> bytes:
    """Read a file of at most `limit` bytes; `what` names its kind in the sentences ("letter", "card").

    UsageError where there is none, BadInputError where it is longer, PlaceError where it cannot be read.
    """
    path = Path(name)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise UsageError(f"There is no file {name}; name the file that holds the {what}.") from None
    except OSError as error:
        raise PlaceError(f"The {what} {name} cannot be read ({error.strerror}); nothing was changed.") from None
    if len(data) > limit:
        raise BadInputError(f"The {what} {name} is longer than the {limit} bytes that one may have.")
    return data


def write_file(name: str, data: bytes, what: str) -> None:
    """Write a new file, readable to its owner alone, whole or not at all.

    UsageError where the name is taken or its folder missing, PlaceError where the machine refuses.
    """
    path = Path(name)
    if path.is_symlink() or path.exists():
        raise UsageError(f"{name} exists already; name a new file for the {what}.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist; make it first or name another place.")
    part = ""
    try:
        descriptor, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).rename(path)
    except OSError as error:
        raise PlaceError(f"The {what} {name} was not written ({error.strerror}); make room or name another.") from None
    finally:
        if part:
            with contextlib.suppress(OSError):
                Path(part).unlink(missing_ok=True)
