"""Sources: the files whose documents the archive holds. A source is here with all its documents or not at all."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from backchannel.record.readers.report import Report
from backchannel.vault.sqlcipher import Connection

__all__ = ["Source", "add", "by_digest", "by_slug", "change", "drop", "every", "names", "read_report", "report_value"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was imported: what it is known by again, how it was read, and when.

    `digest` is SHA-256 of its bytes, unpacked; `reader` the version of the reader that read it; `slug` the beginning
    of its documents' ids; `report` what the reader said of the file as a whole.
    """

    number: int
    digest: bytes
    name: str
    format: str
    reader: int
    slug: str
    imported: str
    report: Report


_COLUMNS = "number, digest, name, format, reader, slug, imported, report"


def add(db: Connection, source: Source) -> int:
    """Keep a source, of which no document is here yet; give its number (that of `source` is ignored)."""
    row = db.execute(
        f"INSERT INTO sources ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?) RETURNING number",  # noqa: S608
        _values(source),
    ).fetchone()
    return int(row[0])


def change(db: Connection, source: Source) -> None:
    """Say of a source that it is now another file of the same text, or is read with another reader."""
    db.execute(
        "UPDATE sources SET (digest, name, format, reader, slug, imported, report) = (?, ?, ?, ?, ?, ?, ?)"
        " WHERE number = ?",
        (*_values(source), source.number),
    )


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


def names(db: Connection) -> list[tuple[int, str, str]]:
    """Give number, slug and title of every source, in the order of their slugs: a file's title is its name."""
    return db.execute(
        "SELECT number, slug, coalesce(title, name) FROM sources LEFT JOIN volumes ON source = number ORDER BY slug"
    ).fetchall()


def drop(db: Connection, number: int) -> None:
    """Forget a source; its documents and its volume must have gone before."""
    db.execute("DELETE FROM sources WHERE number = ?", (number,))


def report_value(report: Report) -> bytes:
    """Give a report as the vault keeps it."""
    return zlib.compress(json.dumps([report.inferred, report.left_out], ensure_ascii=False).encode())


def read_report(value: bytes) -> Report:
    """Read what `report_value` wrote."""
    inferred, left_out = json.loads(zlib.decompress(value))
    return Report(tuple(inferred), tuple(left_out))


def _values(source: Source) -> tuple[Any, ...]:
    report = report_value(source.report)
    return source.digest, source.name, source.format, source.reader, source.slug, source.imported, report


def _read(row: tuple[Any, ...]) -> Source:
    number, digest, name, format_, reader, slug, imported, report = row
    return Source(number, digest, name, format_, reader, slug, imported, read_report(report))
