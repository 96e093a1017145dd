"""Enclosures: large attachments, kept as the sealed pieces in which they travel."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backchannel.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True, repr=False)
class Enclosure:
    """One enclosure of one letter. It is readable once it is complete."""

    id: bytes
    """The digest of its ciphertext."""
    channel: bytes
    letter: bytes
    author: bytes
    name: str
    length: int
    digest: bytes
    sealed_length: int
    key: bytes
    complete: bool


_COLUMNS = "id, channel, letter, author, name, length, digest, sealed_length, key, complete"


def _read(row: tuple[Any, ...]) -> Enclosure:
    return Enclosure(*row[:9], bool(row[9]))  # type: ignore[call-arg]


def put(db: Connection, enclosure: Enclosure) -> None:
    """Announce an enclosure; its pieces follow."""
    db.execute(
        f"INSERT OR IGNORE INTO enclosures ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            enclosure.id,
            enclosure.channel,
            enclosure.letter,
            enclosure.author,
            enclosure.name,
            enclosure.length,
            enclosure.digest,
            enclosure.sealed_length,
            enclosure.key,
            int(enclosure.complete),
        ),
    )


def named(db: Connection, identifier: bytes) -> list[Enclosure]:
    """Give every letter's word on the enclosure of that ciphertext digest; a hostile letter may name another's."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM enclosures WHERE id = ? ORDER BY letter", (identifier,)).fetchall()  # noqa: S608
    return [_read(row) for row in rows]


def of_letter(db: Connection, letter: bytes) -> list[Enclosure]:
    """Give the enclosures of a letter, in its order."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM enclosures WHERE letter = ? ORDER BY name", (letter,)).fetchall()  # noqa: S608
    return [_read(row) for row in rows]


def put_chunk(db: Connection, identifier: bytes, number: int, data: bytes) -> None:
    """Keep one piece."""
    db.execute("INSERT OR IGNORE INTO enclosure_chunks VALUES (?, ?, ?)", (identifier, number, data))


def chunk(db: Connection, identifier: bytes, number: int) -> bytes:
    """Give one piece."""
    row = db.execute(
        "SELECT data FROM enclosure_chunks WHERE enclosure = ? AND number = ?", (identifier, number)
    ).fetchone()
    return bytes(row[0]) if row else b""


def chunks(db: Connection, identifier: bytes) -> Iterator[bytes]:
    """Give the pieces in order, one at a time."""
    for row in db.execute("SELECT data FROM enclosure_chunks WHERE enclosure = ? ORDER BY number", (identifier,)):
        yield row[0]


def chunk_count(db: Connection, identifier: bytes) -> int:
    """Give how many pieces are here."""
    return int(db.execute("SELECT count(*) FROM enclosure_chunks WHERE enclosure = ?", (identifier,)).fetchone()[0])


def set_complete(db: Connection, identifier: bytes, letter: bytes) -> None:
    """Say that all pieces are here, and right by this letter; its author hears of it with the next batch."""
    db.execute("UPDATE enclosures SET complete = 1, told = 0 WHERE id = ? AND letter = ?", (identifier, letter))


def drop_chunks(db: Connection, identifier: bytes) -> None:
    """Erase the pieces, as after a wrong piece, or when a letter is retired."""
    db.execute("DELETE FROM enclosure_chunks WHERE enclosure = ?", (identifier,))


def retire(db: Connection, letter: bytes) -> None:
    """Erase a letter's enclosures with their keys, and the pieces that no other letter names."""
    db.execute("DELETE FROM enclosures WHERE letter = ?", (letter,))
    db.execute("DELETE FROM enclosure_chunks WHERE enclosure NOT IN (SELECT id FROM enclosures)")


def untold(db: Connection, channel: bytes, author: bytes) -> list[bytes]:
    """Give the enclosures of an author that are complete here, and of which he has not been told."""
    rows = db.execute(
        "SELECT id FROM enclosures WHERE channel = ? AND author = ? AND complete = 1 AND told < 3 LIMIT 200",
        (channel, author),
    ).fetchall()
    return [row[0] for row in rows]


def tell(db: Connection, identifiers: list[bytes]) -> None:
    """Note that their author was told once more; telling is repeated, since batches may be lost."""
    db.executemany("UPDATE enclosures SET told = told + 1 WHERE id = ?", [(i,) for i in identifiers])


def ask_again(db: Connection, identifier: bytes) -> None:
    """Note that the author sent a piece again, so he has not heard that it is here."""
    db.execute("UPDATE enclosures SET told = 0 WHERE id = ?", (identifier,))


def name_finally(db: Connection, provisional: bytes, identifier: bytes) -> None:
    """Give sealed pieces their name, the digest of the whole, which is known only when all are sealed."""
    db.execute("UPDATE enclosure_chunks SET enclosure = ? WHERE enclosure = ?", (identifier, provisional))
