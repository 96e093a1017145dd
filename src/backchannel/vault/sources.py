"""Sources: the files whose documents the archive holds, and how far each has been read."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from backchannel.record.readers.report import Report
from backchannel.vault.sqlcipher import Connection

__all__ = ["Source", "add", "advance", "by_digest", "by_slug", "drop", "every", "finish", "start_again"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was imported, or is half imported.

    `digest` is SHA-256 of its bytes as unpacked; `reader` the version of the reader that read it; `slug` the beginning
    of its documents' ids; `documents` how many of them, in the order of the file, are here; `imported` when it began.
    """

    number: int
    digest: bytes
    name: str
    format: str
    reader: int
    slug: str
    imported: str
    documents: int
    complete: bool
    report: Report


_COLUMNS = "number, digest, name, format, reader, slug, imported, documents, complete, report"


def _read(row: tuple[Any, ...]) -> Source:
    return Source(*row[:8], bool(row[8]), read_report(row[9]))  # type: ignore[call-arg]


def report_value(report: Report) -> bytes:
    """Give a report as it is kept."""
    return zlib.compress(json.dumps([report.inferred, report.left_out], ensure_ascii=False).encode())


def read_report(value: bytes) -> Report:
    """Read what `report_value` wrote."""
    inferred, left_out = json.loads(zlib.decompress(value))
    return Report(tuple(inferred), tuple(left_out))


def add(
    db: Connection, *, digest: bytes, name: str, format_: str, reader: int, slug: str, imported: str, report: Report
) -> Source:
    """Begin a source, of which no document is here yet."""
    row = db.execute(
        f"INSERT INTO sources ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, 0, 0, ?) RETURNING {_COLUMNS}",  # noqa: S608
        (digest, name, format_, reader, slug, imported, report_value(report)),
    ).fetchone()
    return _read(row)


def start_again(
    db: Connection, number: int, *, digest: bytes, name: str, format_: str, reader: int, imported: str, report: Report
) -> None:
    """Begin a source anew, from another file of the same text or with a better reader; its documents stay for now."""
    db.execute(
        "UPDATE sources SET digest = ?, name = ?, format = ?, reader = ?, imported = ?, report = ?, documents = 0,"
        " complete = 0 WHERE number = ?",
        (digest, name, format_, reader, imported, report_value(report), number),
    )


def advance(db: Connection, number: int, documents: int) -> None:
    """Note how many of a source's documents are here."""
    db.execute("UPDATE sources SET documents = ? WHERE number = ?", (documents, number))


def finish(db: Connection, number: int) -> None:
    """Note that all of a source's documents are here."""
    db.execute("UPDATE sources SET complete = 1 WHERE number = ?", (number,))


def by_digest(db: Connection, digest: bytes) -> Source | None:
    """Give the source of these bytes."""
    row = db.execute(f"SELECT {_COLUMNS} FROM sources WHERE digest = ?", (digest,)).fetchone()  # noqa: S608
    return _read(row) if row else None


def by_slug(db: Connection, slug: str) -> Source | None:
    """Give the source whose documents' ids begin so."""
    row = db.execute(f"SELECT {_COLUMNS} FROM sources WHERE slug = ?", (slug,)).fetchone()  # noqa: S608
    return _read(row) if row else None


def every(db: Connection) -> list[Source]:
    """Give every source, in the order of their slugs."""
    return [_read(row) for row in db.execute(f"SELECT {_COLUMNS} FROM sources ORDER BY slug")]  # noqa: S608


def drop(db: Connection, number: int) -> None:
    """Forget a source; its documents and its volume must have gone before."""
    db.execute("DELETE FROM sources WHERE number = ?", (number,))
