"""Volumes: what an edition says of all its documents together, with its lists of persons and abbreviations."""

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from backchannel.record.volume import ListedPerson, Term, Volume
from backchannel.vault.sqlcipher import Connection

__all__ = ["drop", "every", "every_person", "get", "person", "put", "term", "title"]

_TEXTS = ("publisher", "place", "year")
_PAIRS = ("titles", "editors", "identifiers")


def put(db: Connection, source: int, volume: Volume) -> None:
    """Keep a volume of a source, in the place of what was kept of it."""
    value = {name: getattr(volume, name) for name in (*_TEXTS, *_PAIRS)}
    db.execute(
        "INSERT INTO volumes (id, source, title, value) VALUES (?, ?, ?, ?) ON CONFLICT (id)"
        " DO UPDATE SET source = excluded.source, title = excluded.title, value = excluded.value",
        (volume.id, source, volume.title, zlib.compress(json.dumps(value, ensure_ascii=False).encode())),
    )
    _drop_lists(db, volume.id)
    db.executemany(
        "INSERT INTO persons VALUES (?, ?, ?, ?, ?)",
        [(volume.id, i, one.key, one.name, one.description) for i, one in enumerate(volume.persons, 1)],
    )
    db.executemany(
        "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
        [(volume.id, i, one.key, one.text, one.meaning) for i, one in enumerate(volume.terms, 1)],
    )


def get(db: Connection, identifier: str) -> Volume | None:
    """Give a volume with its lists."""
    row = db.execute("SELECT title, value FROM volumes WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        return None
    value = json.loads(zlib.decompress(row[1]))
    persons = db.execute(
        "SELECT key, name, description FROM persons WHERE volume = ? ORDER BY number", (identifier,)
    ).fetchall()
    terms = db.execute(
        "SELECT key, text, meaning FROM terms WHERE volume = ? ORDER BY number", (identifier,)
    ).fetchall()
    fields: dict[str, Any] = {name: value[name] for name in _TEXTS}
    fields |= {name: _pairs(value[name]) for name in _PAIRS}
    return Volume(
        identifier,
        row[0],
        persons=tuple(ListedPerson(*one) for one in persons),
        terms=tuple(Term(*one) for one in terms),
        **fields,
    )


def title(db: Connection, identifier: str) -> str | None:
    """Give the title of a volume; None where it is not here."""
    row = db.execute("SELECT title FROM volumes WHERE id = ?", (identifier,)).fetchone()
    return str(row[0]) if row else None


def every(db: Connection) -> list[tuple[str, str, int]]:
    """Give every volume as (id, title, number of its source), in the order of their ids."""
    return db.execute("SELECT id, title, source FROM volumes ORDER BY id").fetchall()


def person(db: Connection, volume: str, key: str) -> ListedPerson | None:
    """Give the line of a volume's list of persons with that key; of several the first."""
    row = db.execute(
        "SELECT key, name, description FROM persons WHERE volume = ? AND key = ? ORDER BY number", (volume, key)
    ).fetchone()
    return ListedPerson(*row) if row else None


def every_person(db: Connection) -> Iterator[tuple[str, ListedPerson]]:
    """Give every line of every list of persons, with the volume's id."""
    for volume, *one in db.execute("SELECT volume, key, name, description FROM persons ORDER BY volume, number"):
        yield volume, ListedPerson(*one)


def term(db: Connection, volume: str, key: str) -> Term | None:
    """Give the line of a volume's list of abbreviations with that key; of several the first."""
    row = db.execute(
        "SELECT key, text, meaning FROM terms WHERE volume = ? AND key = ? ORDER BY number", (volume, key)
    ).fetchone()
    return Term(*row) if row else None


def drop(db: Connection, source: int) -> None:
    """Forget the volume of a source with its lists; its documents must have gone before."""
    for (identifier,) in db.execute("SELECT id FROM volumes WHERE source = ?", (source,)).fetchall():
        _drop_lists(db, identifier)
        db.execute("DELETE FROM volumes WHERE id = ?", (identifier,))


def _drop_lists(db: Connection, identifier: str) -> None:
    db.execute("DELETE FROM persons WHERE volume = ?", (identifier,))
    db.execute("DELETE FROM terms WHERE volume = ?", (identifier,))


def _pairs(value: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in value)
