"""What persons decided on the passages of letters, and which readings of them are placed on record.

A decision is on a passage of theirs, and keeps no word of either side: of theirs and of ours only digests, by which a
change is noticed. A reading points at a passage of ours and one of theirs. Both go with the letters: when retention
erases one, or it is taken out of the archive, what was decided on it goes in the same statement. The rows follow from
acts (`judgements`); `person` is who said it, '' for this desk's own in what an earlier version kept.
"""

import json
from dataclasses import dataclass
from itertools import groupby

from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Change",
    "Decision",
    "Kept",
    "Spot",
    "changes",
    "decisions",
    "reading",
    "readings",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a passage of a letter.

    `theirs` is the digest of the passage then, `ours` those of the words of ours that bore on it, `proposed` what was
    proposed then, `draft` what of ours lay beside it (files by their names, letters by their ids, a line each), and
    `decided` when, as entries write it, by which `person`.
    """

    passage: int
    state: str
    because: str
    theirs: bytes
    ours: tuple[bytes, ...]
    proposed: str
    draft: str
    decided: str
    person: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters [start, end) of a passage of a document, by its number in the archive."""

    item: int
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading: where our words stand and theirs, the digest of both, when it was placed here, and by whom.

    `thing` is the id of his act; `beside` are (state, person) of what was said of it by desks that had not seen each
    other.
    """

    number: int
    ours: Spot
    theirs: Spot
    digest: bytes
    placed: str
    thing: bytes
    person: str
    beside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a reading's state: to what, on which words (an address), by whom, when, and with which remark."""

    state: str
    rests: str
    person: str
    when: str
    remark: str


_DIGEST = 16


def decisions(db: Connection, letter: int) -> dict[int, tuple[Decision, ...]]:
    """Give what was decided on a letter, by passage, in the order in which it came to this desk."""
    rows = db.execute(
        "SELECT passage, state, because, theirs, ours, proposed, draft, decided, answers.person FROM answers"
        " LEFT JOIN acts ON acts.id = act WHERE letter = ? ORDER BY passage, acts.number",
        (letter,),
    )
    return {
        passage: tuple(
            Decision(passage, state, because, theirs, _divided(ours), proposed, draft, when, person)
            for _, state, because, theirs, ours, proposed, draft, when, person in some
        )
        for passage, some in groupby(rows.fetchall(), lambda row: row[0])
    }


def readings(db: Connection) -> list[Kept]:
    """Give every reading in the order of their numbers."""
    return [
        Kept(row[0], Spot(*row[1:5]), Spot(*row[5:9]), row[9], row[10], bytes(row[11]), row[12], _beside(row[13]))
        for row in db.execute("SELECT * FROM readings ORDER BY number").fetchall()
    ]


def reading(db: Connection, number: int) -> Kept | None:
    """Give the reading of a number."""
    return next((kept for kept in readings(db) if kept.number == number), None)


def changes(db: Connection, number: int) -> list[Change]:
    """Give the changes of a reading's state, the first first."""
    rows = db.execute(
        "SELECT state, rests, person, changed, remark FROM reading_changes WHERE reading = ? ORDER BY step", (number,)
    )
    return [Change(*row) for row in rows]


def _beside(said: str) -> tuple[tuple[str, str], ...]:
    return tuple((state, person) for state, person in json.loads(said or "[]"))


def _divided(digests: bytes) -> tuple[bytes, ...]:
    return tuple(digests[at : at + _DIGEST] for at in range(0, len(digests), _DIGEST))
