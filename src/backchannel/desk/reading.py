"""From a file's name and bytes to what the archive keeps of it: which reader reads it, and what all of them give."""

import gzip
import io
import logging
import re
import unicodedata
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from backchannel.errors import BadInputError, PlaceError, UsageError
from backchannel.record.document import Document, hidden_in
from backchannel.record.readers import flat
from backchannel.record.readers.findings import clipped, times
from backchannel.record.readers.report import Report
from backchannel.record.readers.tei import volumes as tei
from backchannel.record.volume import Volume
from backchannel.vault.archive import Derived, derive

if TYPE_CHECKING:
    from backchannel.record.readers import files

__all__ = ["FILE", "READERS", "Part", "Reading", "Taken", "content", "format_of", "read", "slug_of", "take", "unpacked"]

FILE = 96 * 1024 * 1024
"""Bytes of the longest file, unpacked."""

READERS = 1
"""The version of all readers together: higher whenever one of them makes something else of the same file."""

# What the reader of PDF files passes over it also writes to the standard error; our report says what matters of it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

_PACKED = ".gz"
_TEI = "TEI"
_LINES = "JSON lines"
_LINES_ENDING = ".jsonl"
_TOP = 64 * 1024
"""Bytes within which a volume of TEI begins."""
_SLUG_LENGTH = 80
_NAME = re.compile(r"[^\W_][\w.-]{0,79}")


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
    are. `whole` says what the volume is, if it is one, and what was found of the file as a whole, when every document
    has been read.
    """

    format: str
    parts: Iterator[Part]
    count: int
    whole: Callable[[], tuple[Volume | None, Report]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as the archive keeps it: its format, the volume that it is, what was told of it, its documents by name.

    `inferred` and `left_out` count what was told, of the file and of every document.
    """

    format: str
    volume: Volume | None
    report: Report
    parts: tuple[tuple[str, Derived], ...]
    inferred: int
    left_out: int


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


def unpacked(path: Path, data: bytes) -> bytes:
    """Give the content of a file whose bytes are here, unpacked as its name says; BadInputError as `content`."""
    if path.suffix.casefold() == _PACKED:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
                data = file.read(FILE + 1)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise BadInputError(f"{path.name} is not packed by gzip, or is damaged; fetch it again.") from None
    if len(data) > FILE:
        raise BadInputError(f"{path.name} has more than the {FILE // 2**20} MB that are read; divide it.")
    return data


def format_of(path: Path, data: bytes) -> str:
    """Give the format of a file, by its bytes first and its name second; BadInputError for one that is not read."""
    if Path(_unpacked_name(path)).suffix.casefold() == _LINES_ENDING:
        return _LINES
    if _is_tei(data):
        return _TEI
    # Where volumes are read, in processes of their own, nobody waits for the readers of everything else.
    from backchannel.record.readers import files

    return files.format_of(_unpacked_name(path), data).name


def read(path: Path, data: bytes) -> Reading:
    """Read the content of a file; BadInputError, at once or later, for what no reader reads."""
    format_ = format_of(path, data)
    if format_ == _LINES:
        # An id of the file is the document's name in it, where a stroke would divide a document from a place.
        lines = (Part(name.replace("/", "."), document, report) for name, document, report in flat.read(data))
        return Reading(_LINES, lines, data.count(b"\n") + 1, lambda: (None, Report()))
    if format_ == _TEI:
        volume = tei.read(data)
        count = data.count(b'type="document"')
        return Reading(_TEI, _documents_of(volume), count, lambda: (volume.volume, volume.report))
    from backchannel.record.readers import files

    found = files.read(_unpacked_name(path), data, allow_hidden=True)
    parts = (_part(number, one) for number, one in enumerate(found))
    return Reading(format_, parts, len(found), lambda: (None, Report()))


def _is_tei(data: bytes) -> bool:
    top = data[:_TOP].lstrip(b"\xef\xbb\xbf \t\r\n")
    return top.startswith(b"<") and b"<TEI" in top


def _documents_of(volume: tei.TeiVolume) -> Iterator[Part]:
    for document, report in volume.documents():
        edition = document.apparatus.edition if document.apparatus else None
        yield Part(edition.document if edition else "", document, report)


def _part(number: int, one: "files.Reading") -> Part:
    """Give the only document of a file, or a mail's (number 0) and what is attached to it (a1, a2, ...)."""
    said = list(one.report.inferred)
    if number:
        said.insert(0, f"It was attached to the mail as {clipped(one.name.rpartition('/')[2])}.")
    if hidden := hidden_in(one.document):
        said.append(f"It holds {times(len(hidden), 'hidden character')}, which the page shows.")
    return Part(f"a{number}" if number else "", one.document, replace(one.report, inferred=tuple(said)))


def take(path: Path, data: bytes, passed: Callable[[float], None] = lambda _: None) -> Taken:
    """Read a file to its end, without the vault; `passed` hears how much is done, up to 1. Errors as `read`."""
    reading = read(path, data)
    parts: dict[str, Derived] = {}
    inferred = left_out = 0
    for part in reading.parts:
        name, said = _named(part, parts)
        parts[name] = derive(part.document, said)
        inferred, left_out = inferred + len(said.inferred), left_out + len(said.left_out)
        passed(min(1.0, len(parts) / max(1, reading.count)))
    volume, report = reading.whole()
    if volume is not None and not _NAME.fullmatch(volume.id):
        raise BadInputError(
            "The volume has no id of letters, digits, dots and dashes (xml:id of its outermost element); give it one."
        )
    told = inferred + len(report.inferred), left_out + len(report.left_out)
    return Taken(reading.format, volume, report, tuple(parts.items()), *told)


def _named(part: Part, taken: Container[str]) -> tuple[str, Report]:
    """Give a document's name, which no other of its file has, and its report with what the name does not say."""
    if part.name and not _NAME.fullmatch(part.name):
        raise BadInputError(
            "A document of the file has a name that is not letters, digits, dots and dashes; correct it."
        )
    name, count = part.name, 1
    while name in taken:
        count += 1
        name = f"{part.name}-{count}"
    if count == 1:
        return name, part.report
    doubled = f"The file has another document of the name {part.name}; this one is called {name}."
    return name, replace(part.report, inferred=(*part.report.inferred, doubled))


def slug_of(path: Path) -> str:
    """Give the name of a file as the beginning of an id: small letters and digits of any script, divided by `-`."""
    stem = Path(_unpacked_name(path)).stem
    plain_ = "".join(c for c in unicodedata.normalize("NFKD", stem).casefold() if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain_)[:_SLUG_LENGTH].strip("-_") or "document"


def _unpacked_name(path: Path) -> str:
    return path.name[: -len(_PACKED)] if path.suffix.casefold() == _PACKED else path.name
