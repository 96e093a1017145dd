"""From a file's name and bytes to documents: which reader reads it, and what all of them give."""

import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backchannel.errors import BadInputError, PlaceError, UsageError
from backchannel.record.document import Document
from backchannel.record.readers import markdown, plain
from backchannel.record.readers.report import Report
from backchannel.record.volume import Volume

__all__ = ["FILE", "Part", "Reading", "content", "format_of", "read", "slug_of"]

FILE = 64 * 1024 * 1024
"""Bytes of the longest file, unpacked."""

_PACKED = ".gz"
_FORMATS = {
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".txt": "plain text",
}
_SLUG_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a file: its name within the file (empty where the file is one document), and what was inferred."""

    name: str
    document: Document
    report: Report


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives of a file: its format, the reader's version, the volume that it is, and its documents.

    The documents are read as they are asked for, and asking may raise BadInputError. `count` is how many there are.
    """

    format: str
    reader: int
    parts: Iterator[Part]
    count: int
    volume: Volume | None = None
    report: Report = field(default_factory=Report)


def content(path: Path) -> bytes:
    """Give the bytes of a file, unpacked; UsageError for no file, PlaceError where the machine refuses.

    BadInputError for one that is too long, or is packed and damaged.
    """
    if not path.is_file():
        raise UsageError(f"There is no file {path}; name one that is there.")
    try:
        with gzip.open(path) if path.suffix.casefold() == _PACKED else path.open("rb") as file:
            data = file.read(FILE + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise BadInputError(f"{path} is no file packed by gzip, or a damaged one; get it again.") from None
    except OSError as error:
        raise PlaceError(f"{path} cannot be read ({error.strerror}); look at the disk and its permissions.") from None
    if len(data) > FILE:
        raise BadInputError(f"{path} has more than the {FILE // 2**20} MB that are read; divide it.")
    return data


def format_of(path: Path) -> str | None:
    """Give the format of a file by its name; None for one that no reader knows."""
    return _FORMATS.get(Path(_unpacked_name(path)).suffix.casefold())


def read(path: Path, data: bytes) -> Reading:
    """Read the content of a file as its name says; BadInputError, at once or later, for what is no such file."""
    format_ = format_of(path)
    if format_ is None:
        raise BadInputError(f"{path} is of a kind that is not read; import {', '.join(sorted(_FORMATS))}.")
    document, report = (markdown if format_ == "Markdown" else plain).read(data)
    return Reading(format_, 1, iter([Part("", document, report)]), 1)


def slug_of(path: Path) -> str:
    """Give the name of a file as the beginning of an id: small letters and digits of any script, divided by `-`."""
    stem = Path(_unpacked_name(path)).stem
    plain_ = "".join(c for c in unicodedata.normalize("NFKD", stem).casefold() if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain_)[:_SLUG_LENGTH].strip("-_") or "document"


def _unpacked_name(path: Path) -> str:
    return path.name[: -len(_PACKED)] if path.suffix.casefold() == _PACKED else path.name
