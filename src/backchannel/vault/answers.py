"""What the person at this desk decided on the passages of letters, and which readings of them are placed on record.

A decision is on a passage of theirs, and keeps no word of either side: of theirs and of ours only digests, by which a
change is noticed. A reading points at a passage of ours and one of theirs. Both go with the letters: when retention
erases one, or it is taken out of the archive, what was decided on it goes in the same statement.
"""

from dataclasses import dataclass

from backchannel.vault.sqlcipher import Connection

__all__ = [
    "Change",
    "Decision",
    "Kept",
    "Spot",
    "add_change",
    "add_reading",
    "changes",
    "decide",
    "decisions",
    "drop_change",
    "drop_reading",
    "reading",
    "readings",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a passage of a letter.

    `theirs` is the digest of the passage then, `ours` those of the words of ours that bore on it, `proposed` what was
    proposed then, `draft` what of ours lay beside it, and `decided` when, as entries write it.
    """

    passage: int
    state: str
    because: str
    theirs: bytes
    ours: tuple[bytes, ...]
    proposed: str
    draft: str
    decided: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters [start, end) of a passage of a document, by its number in the archive."""

    item: int
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading: where our words stand and theirs, the digest of both, and when it was placed here."""

    number: int
    ours: Spot
    theirs: Spot
    digest: bytes
    placed: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a reading's state: to what, on which words (an address), by whom, when, and with which remark."""

    state: str
    rests: str
    person: str
    when: str
    remark: str


_DIGEST = 16


def decide(db: Connection, letter: int, decision: Decision) -> None:
    """Keep a decision, in the place of the one before."""
    db.execute(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            letter,
            decision.passage,
            decision.state,
            decision.because,
            decision.theirs,
            b"".join(decision.ours),
            decision.proposed,
            decision.draft,
            decision.decided,
        ),
    )


def take_back(db: Connection, letter: int, passage: int) -> bool:
    """Forget the decision on a passage; False where there was none."""
    return bool(db.execute("DELETE FROM answers WHERE letter = ? AND passage = ?", (letter, passage)).rowcount)


def decisions(db: Connection, letter: int) -> dict[int, Decision]:
    """Give what was decided on a letter, by passage."""
    rows = db.execute(
        "SELECT passage, state, because, theirs, ours, proposed, draft, decided FROM answers WHERE letter = ?",
        (letter,),
    )
    return {
        passage: Decision(passage, state, because, theirs, _divided(ours), proposed, draft, decided)
        for passage, state, because, theirs, ours, proposed, draft, decided in rows
    }


def add_reading(db: Connection, ours: Spot, theirs: Spot, digest: bytes, placed: str) -> int:
    """Keep a reading; give its number, which no other reading of this desk ever has."""
    number = db.execute(
        "INSERT INTO readings VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (ours.item, ours.passage, ours.start, ours.end, theirs.item, theirs.passage, theirs.start, theirs.end,
         digest, placed),
    ).lastrowid  # fmt: skip
    assert number is not None
    return int(number)


def readings(db: Connection) -> list[Kept]:
    """Give every reading in the order of their numbers."""
    return [
        Kept(row[0], Spot(*row[1:5]), Spot(*row[5:9]), row[9], row[10])
        for row in db.execute("SELECT * FROM readings ORDER BY number").fetchall()
    ]


def reading(db: Connection, number: int) -> Kept | None:
    """Give the reading of a number."""
    return next((kept for kept in readings(db) if kept.number == number), None)


def drop_reading(db: Connection, number: int) -> None:
    """Forget a reading with its changes."""
    db.execute("DELETE FROM readings WHERE number = ?", (number,))


def changes(db: Connection, number: int) -> list[Change]:
    """Give the changes of a reading's state, the first first."""
    rows = db.execute(
        "SELECT state, rests, person, changed, remark FROM reading_changes WHERE reading = ? ORDER BY step", (number,)
    )
    return [Change(*row) for row in rows]


def add_change(db: Connection, number: int, change: Change) -> None:
    """Keep a further change of a reading's state."""
    db.execute(
        "INSERT INTO reading_changes SELECT ?, coalesce(max(step), 0) + 1, ?, ?, ?, ?, ? FROM reading_changes"
        " WHERE reading = ?",
        (number, change.state, change.rests, change.person, change.when, change.remark, number),
    )


def drop_change(db: Connection, number: int) -> bool:
    """Forget the last change of a reading's state; False where there was none."""
    return bool(
        db.execute(
            "DELETE FROM reading_changes WHERE reading = ?1"
            " AND step = (SELECT max(step) FROM reading_changes WHERE reading = ?1)",
            (number,),
        ).rowcount
    )


def _divided(digests: bytes) -> tuple[bytes, ...]:
    return tuple(digests[at : at + _DIGEST] for at in range(0, len(digests), _DIGEST))
