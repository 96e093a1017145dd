"""Planning acts laid out by case: what the ledgers say, once more, so that a view need not open every entry.

A row follows from one entry of the kind `act` that was taken in and opens here; it goes when the entry goes, is retired
or waits to be judged anew (triggers), and comes again with it. Rows are numbered as they came, no number twice.
"""

import json
from collections.abc import Iterator
from typing import Any

from backchannel.errors import BackchannelError
from backchannel.planning.acts import Act, Writer, is_planning, read
from backchannel.vault.entries import TAKEN, Entry
from backchannel.vault.sqlcipher import Connection

__all__ = ["cases", "count", "keep", "of_case", "standing_at"]

_HIDDEN = ("readers", "salt")
_COLUMNS = "number, id, channel, seq, author, person, party, principal, time, body"


def keep(db: Connection, entry: Entry, writer: Writer) -> None:
    """Lay an entry out, if it is a planning act that was taken in and opens; else take out what was laid out of it.

    What calls itself a planning act and has not the form of one has no effect.
    """
    header, body = entry.header, entry.body() if entry.standing == TAKEN else None
    if body is None or not is_planning(body):
        db.execute("DELETE FROM acts WHERE id = ?", (header.id,))
        return
    value = {name: said for name, said in body.items() if name not in _HIDDEN}
    try:
        act = read(value, entry=header.id, channel=header.channel, seq=header.seq, writer=writer, time=header.time)
    except BackchannelError:
        return
    db.execute(
        "INSERT OR IGNORE INTO acts (id, plan, channel, seq, author, person, party, principal, time, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            act.id,
            act.case,
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


def of_case(db: Connection, case: bytes, after: int = 0) -> Iterator[tuple[int, Act]]:
    """Give the acts of a case (empty: those between parties) that came after a number, each with its own number."""
    for number, identifier, channel, seq, author, person, party, principal, time, body in db.execute(
        f"SELECT {_COLUMNS} FROM acts WHERE plan = ? AND number > ? ORDER BY number",  # noqa: S608 -- fixed names
        (case, after),
    ):
        value: dict[str, Any] = json.loads(body)
        writer = Writer(author, person, party, bool(principal))
        act = read(value, entry=identifier, channel=channel, seq=seq, writer=writer, time=time)
        yield number, act


def cases(db: Connection) -> list[bytes]:
    """Give the cases of which an act is here, in the order in which they came."""
    rows = db.execute("SELECT plan FROM acts WHERE plan != x'' GROUP BY plan ORDER BY min(number)")
    return [bytes(row[0]) for row in rows]


def count(db: Connection, case: bytes, until: int) -> int:
    """Give how many acts of a case have a number up to `until`."""
    row = db.execute("SELECT count(*) FROM acts WHERE plan = ? AND number <= ?", (case, until)).fetchone()
    return int(row[0])


def standing_at(db: Connection, number: int) -> bytes | None:
    """Give the id of the act that has a number; None where there is none any more."""
    row = db.execute("SELECT id FROM acts WHERE number = ?", (number,)).fetchone()
    return bytes(row[0]) if row else None
