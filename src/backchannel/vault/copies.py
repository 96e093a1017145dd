"""Which documents of the archive are copies of one item: a printing, a draft, a translation, as a person said.

The rows follow from acts on his own ledger (`judgements`).
"""

from backchannel.vault.sqlcipher import Connection

__all__ = ["RELATIONS", "between", "of", "remove"]

RELATIONS = ("printing", "file copy", "draft", "translation", "summary")
"""What one document can be to another of the same item; the first is the same text printed elsewhere."""


def between(db: Connection, first: int, second: int) -> str:
    """Give how two documents are linked; '' where nobody has said so."""
    row = db.execute("SELECT relation FROM copies WHERE first = ? AND second = ?", sorted((first, second))).fetchone()
    return str(row[0]) if row else ""


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
