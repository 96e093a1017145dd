"""Which documents of the archive are copies of one item: a printing, a draft, a translation, as a person said."""

from backchannel.vault.sqlcipher import Connection

__all__ = ["RELATIONS", "link", "of", "remove", "unlink"]

RELATIONS = ("printing", "file copy", "draft", "translation", "summary")
"""What one document can be to another of the same item; the first is the same text printed elsewhere."""


def link(db: Connection, first: int, second: int, relation: str, when: str) -> bool:
    """Say that two documents are copies of one item; False if that has been said already, in the same words."""
    first, second = sorted((first, second))
    cursor = db.execute(
        "INSERT INTO copies VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET relation = excluded.relation,"
        " since = excluded.since WHERE relation <> excluded.relation",
        (first, second, relation, when),
    )
    return bool(cursor.rowcount)


def unlink(db: Connection, first: int, second: int) -> bool:
    """Take that back; False if it had not been said."""
    return bool(db.execute("DELETE FROM copies WHERE first = ? AND second = ?", sorted((first, second))).rowcount)


def of(db: Connection, number: int) -> list[tuple[int, str]]:
    """Give the copies of a document, over any number of steps, each with its relation to the one it was linked with."""
    found: dict[int, str] = {}
    ahead = [number]
    while ahead:
        at = ahead.pop()
        for first, second, relation in db.execute(
            "SELECT first, second, relation FROM copies WHERE first = ? OR second = ?", (at, at)
        ).fetchall():
            other = second if first == at else first
            if other != number and other not in found:
                found[other] = relation
                ahead.append(other)
    return sorted(found.items())


def remove(db: Connection, number: int) -> None:
    """Forget a document that leaves the archive."""
    db.execute("DELETE FROM copies WHERE first = ? OR second = ?", (number, number))
