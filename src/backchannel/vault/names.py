"""The names in the archive: who wrote, received, signed, took part in or is mentioned in a document.

A name is kept as printed, once for each volume and key there. It is found by its words as printed and by those of the
line of the volume's list of persons that its key leads to: so one person is found in volumes that print or number
him in different ways.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backchannel.record.document import Document
from backchannel.record.passage import Passage
from backchannel.text.folding import fold, words
from backchannel.text.query import Phrase
from backchannel.vault import volumes
from backchannel.vault.sqlcipher import Connection

__all__ = ["LISTED", "LISTED_AS", "ROLES", "SAME", "Names", "condition", "derive", "listed", "put", "remove"]

ROLES = ("sender", "addressee", "participant", "signer", "mentioned")
"""What a name can be in a document."""

LISTED = "coalesce((SELECT name FROM persons WHERE persons.volume = names.volume AND persons.key = names.key), name)"
"""A name as the list of persons of its volume gives it, else as printed."""

LISTED_AS = """
    SELECT persons.name AS listed, names.number AS number FROM persons JOIN names USING (volume, key)
        WHERE persons.name IN ({wanted})
    UNION SELECT name, number FROM names WHERE volume = '' AND key = '' AND name IN ({wanted})"""
"""The numbers of the names that stand for persons who are so listed, or else printed."""

SAME = f"""
    SELECT item FROM item_names WHERE role IN ('sender', 'addressee', 'participant') AND name IN (
        WITH meant AS (SELECT {LISTED} AS listed FROM names WHERE number = ?)
        SELECT number FROM ({LISTED_AS.format(wanted="SELECT listed FROM meant")})
    )"""  # noqa: S608 -- fixed parts
"""The items that somebody wrote, received or took part in who is the one whom the name of a number means."""

_TAGGED = {"from": "sender", "to": "addressee"}
_LENGTH = 200
"""Characters of a name that are kept: longer ones are lists of offices."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names in one document: the volume whose keys they have, and (role, key or '', name as printed) of each."""

    volume: str
    found: tuple[tuple[str, str, str], ...]


def derive(document: Document) -> Names:
    """Give the names in a document."""
    edition = document.apparatus.edition if document.apparatus else None
    found = {(role, key, name) for role, key, name in _names(document) if name}
    return Names(edition.volume if edition else "", tuple(sorted(found)))


def put(db: Connection, number: int, names: Names) -> None:
    """Make a document findable by the names in it."""
    db.executemany(
        "INSERT OR IGNORE INTO item_names VALUES (?, ?, ?)",
        [(_number(db, names.volume if key else "", key, name), role, number) for role, key, name in names.found],
    )


def remove(db: Connection, number: int) -> None:
    """Take a document's names out, and those out of the vault that stand in no other."""
    mine = [row[0] for row in db.execute("SELECT DISTINCT name FROM item_names WHERE item = ?", (number,))]
    db.execute("DELETE FROM item_names WHERE item = ?", (number,))
    for name in mine:
        if db.execute("SELECT 1 FROM item_names WHERE name = ? LIMIT 1", (name,)).fetchone() is None:
            db.execute("DELETE FROM name_words WHERE name = ?", (name,))
            db.execute("DELETE FROM names WHERE number = ?", (name,))


def condition(role: str, name: Phrase) -> tuple[str, list[object]]:
    """Give a condition on `items.number` (and its values) for documents where a name has these words; '' any role."""
    tests = ["SELECT name FROM name_words WHERE word = ?"] * len(name.tokens)
    values: list[object] = [*name.tokens]
    if name.beginning:
        tests[-1] = "SELECT name FROM name_words WHERE word >= ? AND word < ?"
        values.append(name.tokens[-1] + "\U0010ffff")
    named = f"SELECT item FROM item_names WHERE name IN ({' INTERSECT '.join(tests)})"  # noqa: S608
    return (f"{named} AND role = ?", [*values, role]) if role else (named, values)


def listed(db: Connection, number: int) -> str | None:
    """Give a name as the list of its volume has it, else as printed; None where there is none of that number."""
    row = db.execute(f"SELECT {LISTED} FROM names WHERE number = ?", (number,)).fetchone()  # noqa: S608
    return str(row[0]) if row else None


def _number(db: Connection, volume: str, key: str, name: str) -> int:
    row = db.execute(
        "SELECT number FROM names WHERE volume = ? AND key = ? AND name = ?", (volume, key, name)
    ).fetchone()
    if row is not None:
        return int(row[0])
    number = db.execute("INSERT INTO names VALUES (NULL, ?, ?, ?)", (volume, key, name)).lastrowid
    assert number is not None
    listed = volumes.person(db, volume, key) if key else None
    told = words(fold(name).text) + (words(fold(listed.name).text) if listed else [])
    db.executemany("INSERT INTO name_words VALUES (?, ?)", [(word, number) for word in sorted(set(told))])
    return number


def _names(document: Document) -> Iterator[tuple[str, str, str]]:
    """Give (role, key in the volume or '', name as printed)."""
    head = document.apparatus.head if document.apparatus else ()
    tagged = {(role, name) for line in head for role, _, name in _tagged(line, line.role)}
    for role, names in (
        ("sender", document.senders),
        ("addressee", document.addressees),
        ("participant", document.participants),
    ):
        for name in names:
            if (role, _printed(name)) not in tagged:
                yield role, "", _printed(name)
    for line in head:
        yield from _tagged(line, "participant" if line.role == "participant" else "mentioned")
    for passage in document.passages:
        if passage.role == "signature":
            signers = list(_tagged(passage, "signer"))
            yield from signers or [("signer", "", _printed(passage.text))]
        else:
            yield from _tagged(passage, "mentioned")
    for note in document.apparatus.notes if document.apparatus else ():
        for passage in note.passages:
            yield from _tagged(passage, "mentioned")


def _tagged(passage: Passage, role: str) -> Iterable[tuple[str, str, str]]:
    for span in passage.spans:
        if span.name == "person":
            own = _TAGGED.get(span.value("type") or "", role)
            yield own, (span.value("key") or "").lstrip("#"), _printed(passage.text[span.start : span.end])


def _printed(text: str) -> str:
    return " ".join(text.split())[:_LENGTH]
