"""The folder of a play: a new one, so that nothing is overwritten."""

import itertools
from pathlib import Path

from backchannel.errors import PlaceError, UsageError

__all__ = ["made"]

_DEFAULT = "backchannel-demo"


def made(directory: Path | None) -> Path:
    """Make the folder, or ./backchannel-demo or the first free one with a number; never one that holds something.

    UsageError where it holds something, PlaceError where it cannot be written.
    """
    folder = directory if directory is not None else _free_name()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"The folder {folder} is not empty; name one that is new, and nothing is overwritten.")
        (folder / "desks").mkdir()
    except OSError as error:
        raise PlaceError(f"The folder {folder} cannot be made ({error.strerror}); name another.") from None
    return folder


def _free_name() -> Path:
    names = (_DEFAULT if number == 1 else f"{_DEFAULT}-{number}" for number in itertools.count(1))
    return next(path for name in names if not (path := Path(name)).exists())
