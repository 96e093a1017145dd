"""The tables of what our side makes of words together: elements, pegs, synonyms, readings. A row is how a thing stands.

Each has a number by which its person names it at this desk: the next of its type as its act came, never given twice.
"""

import json
from typing import Any

from backchannel.errors import BackchannelError
from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept
from backchannel.planning.words.things import (
    ELEMENT,
    OF,
    PEG,
    READING,
    SYNONYMS,
    Element,
    Peg,
    Reading,
    Synonyms,
    happened,
    stands,
)
from backchannel.vault import acts
from backchannel.vault.placing import Placing
from backchannel.vault.sqlcipher import Connection

__all__ = ["board", "clear", "give_number", "lay_out", "standing"]

_TABLES = {ELEMENT.name: "elements", PEG.name: "pegs", SYNONYMS.name: "synonyms", READING.name: "readings"}


def board(db: Connection, identifier: bytes) -> Board:
    """Give a board on which one thing is, with all acts of it that are here."""
    found = Board()
    numbers = db.execute("SELECT act FROM act_things WHERE thing = ?", (identifier,)).fetchall()
    for _, act in acts.some(db, (number for (number,) in numbers)):
        found.take(act)
    return found


def standing(db: Connection, identifier: bytes) -> tuple[Act, tuple[Act, ...]]:
    """Give the act that opened a thing which is here, and its statements."""
    thing = board(db, identifier).thing(identifier)
    assert thing is not None
    return thing.opened, thing.statements


def clear(db: Connection) -> None:
    """Empty the tables, but for what an earlier version kept without an act."""
    for table in ("pegs", "elements", "synonyms", "readings"):
        db.execute(f"DELETE FROM {table} WHERE thing != x''")  # noqa: S608 -- fixed names


def give_number(db: Connection, act: Act, says: object) -> None:
    """Give a thing the number by which it is named here, if it has none: the one that it had before, if it is free."""
    if act.type == PEG.name:
        return
    wanted = says.number if isinstance(says, Reading) else 0
    taken = db.execute("SELECT 1 FROM thing_numbers WHERE type = ? AND number = ?", (act.type, wanted)).fetchone()
    if not wanted or taken:
        given = db.execute("SELECT max(number) FROM thing_numbers WHERE type = ?", (act.type,)).fetchone()
        kept = db.execute(f"SELECT max(number) FROM {_TABLES[act.type]}").fetchone()  # noqa: S608
        wanted = max(given[0] or 0, kept[0] or 0) + 1
    db.execute("INSERT OR IGNORE INTO thing_numbers VALUES (?, ?, ?)", (act.of, act.type, wanted))


def lay_out(
    db: Connection, placing: Placing, board: Board, kind: str, identifier: bytes, kept: Kept[Any] | None
) -> None:
    """Lay a thing out as it stands, in the place of how it stood."""
    if kind == ELEMENT.name:
        _element(db, identifier, kept)
        return
    db.execute(f"DELETE FROM {_TABLES[kind]} WHERE thing = ?", (identifier,))  # noqa: S608
    if kept is None or not stands(kept):
        return
    try:
        if kind == PEG.name:
            _peg(db, placing, kept)
        elif kind == SYNONYMS.name:
            _synonyms(db, kept)
        else:
            _reading(db, placing, board, kept)
    except (BackchannelError, ValueError):
        return  # of another program: what it names is nothing here


def _number(db: Connection, identifier: bytes) -> int:
    row = db.execute("SELECT number FROM thing_numbers WHERE thing = ?", (identifier,)).fetchone()
    return int(row[0])


def _standing(kept: Kept[Any]) -> list[tuple[Any, Act]]:
    """Give the statements that have not ended the thing, the last first."""
    every = [(kept.says, kept.act), *reversed(kept.beside)]
    return [(says, act) for says, act in every if act.ended is None]


def _element(db: Connection, identifier: bytes, kept: Kept[Element] | None) -> None:
    if kept is None or not stands(kept):
        db.execute("DELETE FROM elements WHERE thing = ?", (identifier,))
        return
    (says, _), *others = _standing(kept)
    beside = json.dumps([[act.writer.person, said.text] for said, act in others], ensure_ascii=False) if others else ""
    opened, text = kept.thing.opened, says.text or None
    known = db.execute("SELECT 1 FROM elements WHERE thing = ?", (identifier,)).fetchone()
    if known:
        # Not anew: its pegs hang on the row.
        change = "UPDATE elements SET name = ?, text = ?, beside = ? WHERE thing = ?"
        db.execute(change, (says.name, text, beside, identifier))
        return
    db.execute(
        "INSERT INTO elements VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            _number(db, identifier),
            says.name,
            text,
            opened.time,
            identifier,
            opened.writer.person,
            opened.channel,
            beside,
        ),
    )


def _peg(db: Connection, placing: Placing, kept: Kept[Peg]) -> None:
    (says, act), *_ = _standing(kept)
    place = placing.place(says.at)
    elements = [
        row[0]
        for named in act.names.get(OF, ())
        for row in db.execute("SELECT number FROM elements WHERE thing = ?", (named,))
    ]
    if place is None or not elements:
        return
    opened = kept.thing.opened
    db.execute(
        "INSERT INTO pegs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (elements[0], *place, says.words, opened.time, kept.id, opened.writer.person),
    )


def _synonyms(db: Connection, kept: Kept[Synonyms]) -> None:
    (says, _), *_ = _standing(kept)
    db.execute(
        "INSERT INTO synonyms VALUES (?, ?, ?, ?)",
        (_number(db, kept.id), "\n".join(says.phrases), kept.id, kept.thing.opened.writer.person),
    )


def _reading(db: Connection, placing: Placing, board: Board, kept: Kept[Reading]) -> None:
    (says, _), *others = _standing(kept)
    ours, theirs = placing.spot(says.ours), placing.spot(says.theirs)
    if ours is None or theirs is None:
        return
    number, opened = _number(db, kept.id), kept.thing.opened
    said = [(one.changes[-1].state if one.changes else "open", act.writer.person) for one, act in others]
    beside = json.dumps(said, ensure_ascii=False) if said else ""
    db.execute(
        "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            *ours,
            *theirs,
            bytes.fromhex(says.digest),
            opened.time,
            kept.id,
            opened.writer.person,
            beside,
        ),
    )
    history = [(one, act.writer.person) for one, act in board.history(READING, kept.thing)]
    for step, one in enumerate(happened(says, history), 1):
        db.execute(
            "INSERT INTO reading_changes VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, step, one.change.state, one.change.rests, one.person, one.change.when, one.change.remark),
        )
