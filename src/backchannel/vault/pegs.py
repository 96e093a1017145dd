"""What a person has made of statements: examined them, hung elements of his position on them, compared two of them.

A place is (number of the document in the archive, first character, the one after the last, number of its words). No
word of a statement is kept here, only where it stands; and whatever takes a document out of the archive takes all that
is said here of its places with it. The number of the words (CRC-32) tells when an import has changed them.
"""

from collections.abc import Iterable

from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Place",
    "add_synonyms",
    "compare",
    "comparisons",
    "drop_element",
    "drop_synonyms",
    "elements",
    "examinations",
    "examine",
    "hang",
    "name_element",
    "pegs",
    "reopen",
    "synonyms",
    "take_down",
    "uncompare",
]

Place = tuple[int, int, int, int]


def examine(db: Connection, place: Place, kind: str, when: str) -> None:
    """Note what a person takes a statement for; '' strikes it out."""
    db.execute(
        "INSERT INTO examinations VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET words = excluded.words,"
        " kind = excluded.kind, since = excluded.since",
        (*place, kind, when),
    )


def reopen(db: Connection, place: Place) -> bool:
    """Forget that a statement was examined; False if it had not been."""
    return bool(db.execute("DELETE FROM examinations WHERE item = ? AND begins = ? AND ends = ?", place[:3]).rowcount)


def examinations(db: Connection, item: int) -> dict[tuple[int, int, int], str]:
    """Give what the statements of a document were taken for, by first character, the one after the last, words."""
    rows = db.execute("SELECT begins, ends, words, kind FROM examinations WHERE item = ?", (item,))
    return {(begins, ends, words): kind for begins, ends, words, kind in rows}


def name_element(db: Connection, name: str, text: str | None, when: str) -> int:
    """Give the number of an element of our position, which is made if there is none; a text replaces its text."""
    db.execute(
        "INSERT INTO elements (name, text, since) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
        " text = coalesce(excluded.text, text)",
        (name, text, when),
    )
    return int(db.execute("SELECT number FROM elements WHERE name = ?", (name,)).fetchone()[0])


def drop_element(db: Connection, name: str) -> bool:
    """Forget an element with its pegs; False if there is none."""
    return bool(db.execute("DELETE FROM elements WHERE name = ?", (name,)).rowcount)


def elements(db: Connection) -> list[tuple[int, str, str]]:
    """Give (number, name, text or '') of the elements, by name."""
    return db.execute("SELECT number, name, coalesce(text, '') FROM elements ORDER BY name").fetchall()


def hang(db: Connection, element: int, place: Place, when: str) -> bool:
    """Hang an element on a quotation; False if it hangs there already."""
    return bool(
        db.execute(
            "INSERT INTO pegs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", (element, *place, when)
        ).rowcount
    )


def take_down(db: Connection, element: int, place: Place) -> bool:
    """Take that back; False if it did not hang there."""
    return bool(
        db.execute(
            "DELETE FROM pegs WHERE element = ? AND item = ? AND begins = ? AND ends = ?", (element, *place[:3])
        ).rowcount
    )


def pegs(db: Connection, element: int) -> list[Place]:
    """Give the places on which an element hangs."""
    return db.execute("SELECT item, begins, ends, words FROM pegs WHERE element = ?", (element,)).fetchall()


def compare(db: Connection, question: str, first: Place, second: Place, verdict: str, when: str) -> None:
    """Note what a person judged of two statements, asked whether they are what `question` says."""
    db.execute(
        "INSERT INTO comparisons VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " words = excluded.words, other_words = excluded.other_words, verdict = excluded.verdict,"
        " since = excluded.since",
        (question, *first, *second, verdict, when),
    )


def uncompare(db: Connection, question: str, first: Place, second: Place) -> bool:
    """Take a judgement back; False if there was none."""
    return bool(
        db.execute(
            "DELETE FROM comparisons WHERE question = ? AND item = ? AND begins = ? AND ends = ?"
            " AND other = ? AND other_begins = ? AND other_ends = ?",
            (question, *first[:3], *second[:3]),
        ).rowcount
    )


def comparisons(db: Connection, question: str) -> list[tuple[Place, Place, str]]:
    """Give what was judged of pairs, the oldest judgement first."""
    rows = db.execute(
        "SELECT item, begins, ends, words, other, other_begins, other_ends, other_words, verdict FROM comparisons"
        " WHERE question = ? ORDER BY since, item, begins",
        (question,),
    )
    return [(tuple(row[:4]), tuple(row[4:8]), row[8]) for row in rows]


def add_synonyms(db: Connection, phrases: Iterable[str]) -> None:
    """Keep a group of phrases that mean one issue."""
    db.execute("INSERT INTO synonyms VALUES (NULL, ?)", ("\n".join(phrases),))


def drop_synonyms(db: Connection, number: int) -> bool:
    """Forget a group; False if there is none of that number."""
    return bool(db.execute("DELETE FROM synonyms WHERE number = ?", (number,)).rowcount)


def synonyms(db: Connection) -> list[tuple[int, tuple[str, ...]]]:
    """Give the groups that a person added, each with its number."""
    rows = db.execute("SELECT number, phrases FROM synonyms ORDER BY number")
    return [(number, tuple(phrases.split("\n"))) for number, phrases in rows]
