"""The words of enclosures, as far as the readers of the record can read them: what goes out is read, not the file."""

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from backchannel.desk import reading
from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.enclosure import open_enclosure
from backchannel.protocol.encoding import unb64, unhex32
from backchannel.record.document import Document, texts
from backchannel.vault import enclosures
from backchannel.vault.sqlcipher import Connection

__all__ = ["Enclosed", "read"]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An enclosure by name and digest: its words, and whether all that it holds was read."""

    name: str
    digest: str
    texts: tuple[str, ...]
    is_read: bool


def read(db: Connection, channel: bytes, author: bytes, said: Mapping[str, Any]) -> Enclosed:
    """Read an enclosure as it was sealed into the vault, by what its letter says of it."""
    name, digest = str(said["name"]), str(said["digest"])
    pieces = open_enclosure(
        unb64(said["key"]),
        channel,
        author,
        enclosures.chunks(db, unhex32(said["sealed"])),
        int(said["length"]),
        unhex32(digest),
    )
    found, is_read = _words(name, b"".join(pieces))
    return Enclosed(name, digest, found, is_read)


def _words(name: str, data: bytes) -> tuple[tuple[str, ...], bool]:
    found: list[str] = []
    try:
        path = Path(name)
        result = reading.read(path, _unpacked(path, data))
        left_out = False
        for part in result.parts:
            found += _of(part.document)
            left_out = left_out or bool(part.report.left_out)
        left_out = left_out or bool(result.whole()[1].left_out)
    except (BackchannelError, OSError, EOFError, zlib.error):
        return tuple(found), False
    # A page without a word is a picture of one.
    return tuple(found), bool(found) and not left_out


def _of(document: Document) -> list[str]:
    notes = document.apparatus.notes if document.apparatus else ()
    return [
        *(text for _, text in texts(document) if text.strip()),
        *(passage.text for note in notes for passage in note.passages),
    ]


def _unpacked(path: Path, data: bytes) -> bytes:
    if path.suffix.casefold() != ".gz":
        return data
    with gzip.GzipFile(fileobj=BytesIO(data)) as file:
        unpacked = file.read(reading.FILE + 1)
    if len(unpacked) > reading.FILE:
        raise BadInputError("It is longer, unpacked, than what is read; what stands at its end would be unseen.")
    return unpacked
