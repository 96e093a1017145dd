"""What persons have made of statements: examined them, hung elements of a position on them, compared two of them.

A place is (number of the document in the archive, first character, the one after the last, number of its words). No
word of a statement is kept here, only where it stands; and whatever takes a document out of the archive takes all that
is said here of its places with it. The number of the words (CRC-32) tells when an import has changed them. The rows
follow from acts (`judgements`); `person` is who said it, '' for this desk's own in what an earlier version kept.
"""

import json
from dataclasses import dataclass
from itertools import groupby

from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Compared",
    "Element",
    "Examination",
    "Peg",
    "Place",
    "comparisons",
    "elements",
    "examinations",
    "pegs",
    "synonyms",
]

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Examination:
    """What one person takes a statement for; '' that it was struck out."""

    kind: str
    person: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What one person judged of two statements."""

    first: Place
    second: Place
    verdict: str
    person: str


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a position: whose, on which channel, and the texts that others wrote without seeing this one.

    `thing` is the id of the act that named it.
    """

    number: int
    name: str
    text: str
    thing: bytes
    person: str
    channel: bytes
    beside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Peg:
    """A place on which an element hangs, who hung it there, and the id of his act."""

    place: Place
    person: str
    thing: bytes


def examinations(db: Connection, item: int) -> dict[tuple[int, int, int], tuple[Examination, ...]]:
    """Give what the statements of a document are taken for, by first character, the one after the last, words."""
    rows = db.execute(
        "SELECT begins, ends, words, kind, examinations.person FROM examinations LEFT JOIN acts ON acts.id = act"
        " WHERE item = ? ORDER BY begins, ends, words, acts.number",
        (item,),
    )
    return {
        place: tuple(Examination(kind, person) for *_, kind, person in some)
        for place, some in groupby(rows.fetchall(), lambda row: tuple(row[:3]))
    }


def elements(db: Connection) -> list[Element]:
    """Give the elements, by name and as they came."""
    rows = db.execute(
        "SELECT number, name, coalesce(text, ''), thing, person, channel, beside FROM elements ORDER BY name, number"
    )
    return [
        Element(number, name, text, bytes(thing), person, bytes(channel), _beside(said))
        for number, name, text, thing, person, channel, said in rows
    ]


def _beside(said: str) -> tuple[tuple[str, str], ...]:
    return tuple((person, text) for person, text in json.loads(said or "[]"))


def pegs(db: Connection, element: int) -> list[Peg]:
    """Give the pegs of an element."""
    rows = db.execute(
        "SELECT item, begins, ends, words, person, thing FROM pegs WHERE element = ?"
        " ORDER BY item, begins, ends, since",
        (element,),
    )
    return [Peg(tuple(row[:4]), row[4], bytes(row[5])) for row in rows]


def comparisons(db: Connection, question: str) -> list[Compared]:
    """Give what was judged of pairs, the oldest judgement first."""
    rows = db.execute(
        "SELECT item, begins, ends, words, other, other_begins, other_ends, other_words, verdict, comparisons.person"
        " FROM comparisons LEFT JOIN acts ON acts.id = act WHERE question = ?"
        " ORDER BY since, item, begins, acts.number",
        (question,),
    )
    return [Compared(tuple(row[:4]), tuple(row[4:8]), row[8], row[9]) for row in rows]


def synonyms(db: Connection) -> list[tuple[int, tuple[str, ...], bytes]]:
    """Give the groups of phrases that persons added, each with its number and the id of its act."""
    rows = db.execute("SELECT number, phrases, thing FROM synonyms ORDER BY number")
    return [(number, tuple(phrases.split("\n")), bytes(thing)) for number, phrases, thing in rows]
