"""From a file's name and bytes to documents: which reader reads it, and what all of them give."""

import gzip
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backchannel.errors import BadInputError, PlaceError, UsageError
from backchannel.record.document import Document
from backchannel.record.readers import markdown, plain
from backchannel.record.readers.report import Report
from backchannel.record.readers.tei import volumes as tei
from backchannel.record.volume import Volume

__all__ = ["FILE", "READERS", "Part", "Reading", "content", "format_of", "read", "slug_of"]

FILE = 96 * 1024 * 1024
"""Bytes of the longest file, unpacked."""

READERS = 1
"""The version of all readers together: higher whenever one of them makes something else of the same file."""

_PACKED = ".gz"
_SLUG_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a file: its name within the file (empty where the file is one document), and what was inferred."""

    name: str
    document: Document
    report: Report


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives of a file: its format and its documents.

    The documents are read as they are asked for, and asking may raise BadInputError. `count` is about how many there
    are. `whole` says what the volume is, if it is one, and what was found of the file as a whole; it says all of it
    when every document has been read, and the volume's id before.
    """

    format: str
    parts: Iterator[Part]
    count: int
    whole: Callable[[], tuple[Volume | None, Report]]


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
        raise BadInputError(f"{path} is not packed by gzip, or is damaged; fetch it again.") from None
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
    return _READERS[format_](data)


def slug_of(path: Path) -> str:
    """Give the name of a file as the beginning of an id: small letters and digits of any script, divided by `-`."""
    stem = Path(_unpacked_name(path)).stem
    plain_ = "".join(c for c in unicodedata.normalize("NFKD", stem).casefold() if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain_)[:_SLUG_LENGTH].strip("-_") or "document"


def _unpacked_name(path: Path) -> str:
    return path.name[: -len(_PACKED)] if path.suffix.casefold() == _PACKED else path.name


def _tei(data: bytes) -> Reading:
    volume = tei.read(data)
    parts = (
        Part(document.apparatus.edition.document, document, report)
        for document, report in volume.documents()
        if document.apparatus is not None and document.apparatus.edition is not None
    )
    return Reading("TEI", parts, data.count(b'type="document"'), lambda: (volume.volume, volume.report))


def _one(format_: str, read_: Callable[[bytes], tuple[Document, Report]]) -> Callable[[bytes], Reading]:
    def reading(data: bytes) -> Reading:
        document, report = read_(data)
        return Reading(format_, iter([Part("", document, report)]), 1, lambda: (None, Report()))

    return reading


_READERS = {
    "TEI": _tei,
    "Markdown": _one("Markdown", markdown.read),
    "plain text": _one("plain text", plain.read),
}
_FORMATS = {".xml": "TEI", ".md": "Markdown", ".markdown": "Markdown", ".txt": "plain text"}
