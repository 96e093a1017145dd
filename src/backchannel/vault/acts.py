"""Planning acts laid out by case: what the ledgers say, once more, so that a view need not open every entry.

A row follows from one entry of the kind `act` that was taken in and opens here; it goes when the entry goes, is retired
or waits to be judged anew (triggers), and comes again with it. Rows are numbered as they came, no number twice.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from backchannel.errors import BackchannelError
from backchannel.planning.acts import Act, Writer, is_planning, read
from backchannel.planning.words.kinds import TYPES, WORDS
from backchannel.vault.entries import TAKEN, Entry
from backchannel.vault.sqlcipher import Connection

__all__ = ["cases", "clear", "count", "keep", "of_case", "some", "standing_at"]

_HIDDEN = ("readers", "salt")
_COLUMNS = "number, id, channel, seq, author, person, party, principal, time, body"


def keep(db: Connection, entry: Entry, writer: Writer, *, is_ours: bool = False) -> int:
    """Lay an entry out, if it is a planning act that was taken in and opens; else take out what was laid out of it.

    What calls itself a planning act and has not the form of one has no effect. `is_ours` says that all members of its
    channel are of our own party: then an act about words is kept under `WORDS`. Give its number; 0 where it is none, or
    was laid out before.
    """
    header, body = entry.header, entry.body() if entry.standing == TAKEN else None
    if body is None or not is_planning(body):
        db.execute("DELETE FROM acts WHERE id = ?", (header.id,))
        return 0
    value = {name: said for name, said in body.items() if name not in _HIDDEN}
    try:
        act = read(value, entry=header.id, channel=header.channel, seq=header.seq, writer=writer, time=header.time)
    except BackchannelError:
        return 0
    plan = WORDS if is_ours and not act.case and act.type in TYPES else act.case
    laid = db.execute(
        "INSERT OR IGNORE INTO acts (id, plan, channel, seq, author, person, party, principal, time, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            act.id,
            plan,
            act.channel,
            act.seq,
            writer.reader,
            writer.person,
            writer.party,
            int(writer.principal),
            act.time,
            json.dumps(value, ensure_ascii=False),
        ),
    )
    return int(laid.lastrowid or 0) if laid.rowcount else 0


def clear(db: Connection) -> None:
    """Take out everything that was laid out, before it is laid out anew."""
    db.execute("DELETE FROM acts")


def of_case(db: Connection, case: bytes, after: int = 0) -> Iterator[tuple[int, Act]]:
    """Give the acts of a case (empty: those between parties) that came after a number, each with its own number.

    `WORDS` for a case gives those about words.
    """
    for row in db.execute(
        f"SELECT {_COLUMNS} FROM acts WHERE plan = ? AND number > ? ORDER BY number",  # noqa: S608 -- fixed names
        (case, after),
    ):
        yield _read(row)


def some(db: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, Act]]:
    """Give the acts that have these numbers, in the order of the numbers."""
    for number in sorted(set(numbers)):
        row = db.execute(f"SELECT {_COLUMNS} FROM acts WHERE number = ?", (number,)).fetchone()  # noqa: S608
        if row is not None:
            yield _read(row)


def _read(row: tuple[Any, ...]) -> tuple[int, Act]:
    number, identifier, channel, seq, author, person, party, principal, time, body = row
    writer = Writer(author, person, party, bool(principal))
    return number, read(json.loads(body), entry=identifier, channel=channel, seq=seq, writer=writer, time=time)


def cases(db: Connection) -> list[bytes]:
    """Give the cases of which an act is here, in the order in which they came."""
    rows = db.execute("SELECT plan FROM acts WHERE plan NOT IN (x'', ?) GROUP BY plan ORDER BY min(number)", (WORDS,))
    return [bytes(row[0]) for row in rows]


def count(db: Connection, case: bytes, until: int) -> int:
    """Give how many acts of a case have a number up to `until`."""
    row = db.execute("SELECT count(*) FROM acts WHERE plan = ? AND number <= ?", (case, until)).fetchone()
    return int(row[0])


def standing_at(db: Connection, number: int) -> bytes | None:
    """Give the id of the act that has a number; None where there is none any more."""
    row = db.execute("SELECT id FROM acts WHERE number = ?", (number,)).fetchone()
    return bytes(row[0]) if row else None
