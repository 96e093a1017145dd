"""A draft to be looked at before it goes: a file of any kind that the readers know, or what an address names."""

from dataclasses import dataclass
from pathlib import Path

from backchannel.desk import archive, reading
from backchannel.desk.desk import Desk
from backchannel.errors import BadInputError, UsageError
from backchannel.record.document import Document

__all__ = ["Given", "called", "draft", "from_bytes", "from_file", "of_content", "on_disk"]


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """A draft that was handed over in memory: the name of its file, and its bytes."""

    name: str
    data: bytes


def draft(desk: Desk, name: str | Given) -> Document:
    """Give the document of a file, or where there is no such file of an address of the archive or of a channel.

    UsageError where there is neither; BadInputError for a file that no reader reads, or that has several documents.
    """
    if isinstance(name, Given):
        return from_bytes(name.name, name.data)
    path = on_disk(name)
    if path is not None:
        return from_file(path)
    try:
        return archive.find(desk, name).document
    except UsageError:
        raise UsageError(f"There is no file {name[:200]}, and no document here has that address.") from None


def called(name: str | Given) -> str:
    """Give the name of a draft's file, by which it is known wherever it lies; '' where it is no file."""
    if isinstance(name, Given):
        return name.name
    path = on_disk(name)
    return path.name if path is not None else ""


def on_disk(name: str) -> Path | None:
    """Give the file or folder that a person names, None where there is none; ~ is his own folder.

    What lies on the disk goes before what the desk calls so. Words that were typed for a name are no file.
    """
    try:
        path = Path(name).expanduser()
        return path if name and path.exists() else None
    except (OSError, RuntimeError, ValueError):  # too long for a file, or the ~ of nobody
        return None


def from_file(path: Path) -> Document:
    """Give the one document of a file; of a mail the mail itself. Errors as `draft`."""
    return of_content(path, reading.content(path))


def from_bytes(name: str, data: bytes) -> Document:
    """Give the one document of a file that was handed over with its name. BadInputError as `draft`."""
    path = Path(name)
    return of_content(path, reading.unpacked(path, data))


def of_content(path: Path, data: bytes) -> Document:
    """Give the one document of a file by its name and its unpacked content. BadInputError as `draft`."""
    found = reading.read(path, data)
    parts = list(found.parts)
    if not parts or len([part for part in parts if not part.name]) != 1:
        raise BadInputError(f"{path} holds {len(parts)} documents; give one with a single text.")
    return next(part.document for part in parts if not part.name)
