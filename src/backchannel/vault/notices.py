"""What the desk must tell its person: alarms, and how often something was refused."""

from dataclasses import dataclass

from backchannel.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person must settle: a fork, a rejected entry, a desk that is an old copy."""

    id: bytes
    channel: bytes
    kind: str
    author: bytes
    reporter: bytes
    seq: int
    sentence: str
    raised: str
    settled: str


_COLUMNS = "id, channel, kind, author, reporter, seq, sentence, raised, settled"


def raise_alarm(db: Connection, alarm: Alarm) -> bool:
    """Raise an alarm; give False if it was raised before."""
    cursor = db.execute(
        f"INSERT OR IGNORE INTO alarms ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- fixed names
        (
            alarm.id,
            alarm.channel,
            alarm.kind,
            alarm.author,
            alarm.reporter,
            alarm.seq,
            alarm.sentence,
            alarm.raised,
            alarm.settled,
        ),
    )
    return int(cursor.rowcount) == 1


def alarms(db: Connection, channel: bytes | None = None) -> list[Alarm]:
    """Give the alarms, of one channel or of all, the oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM alarms WHERE ?1 IS NULL OR channel = ?1 ORDER BY raised, id",  # noqa: S608
        (channel,),
    ).fetchall()
    return [Alarm(*row) for row in rows]


def forked(db: Connection, channel: bytes, *, reported: bool = False) -> dict[bytes, int]:
    """Give the authors with an open fork on a channel, and the number at which their histories part.

    With `reported`, also those of whom only another member says so.
    """
    rows = db.execute(
        "SELECT author, min(seq) FROM alarms WHERE channel = ? AND settled = '' "
        "AND (kind = 'fork' OR (? AND kind = 'report')) GROUP BY author",
        (channel, int(reported)),
    ).fetchall()
    return {author: seq for author, seq in rows}  # noqa: C416 -- rows are untyped tuples


def settle(db: Connection, channel: bytes, author: bytes, kind: str, when: str) -> None:
    """Settle the alarms of a kind about an author."""
    db.execute(
        "UPDATE alarms SET settled = ? WHERE channel = ? AND author = ? AND kind = ? AND settled = ''",
        (when, channel, author, kind),
    )


def count_refusal(db: Connection, day: str, what: str, count: int = 1) -> None:
    """Count something that was dropped. The log holds sentences and numbers, and nothing that was in it."""
    db.execute(
        "INSERT INTO refusal_log VALUES (?, ?, ?) ON CONFLICT (day, what) DO UPDATE SET count = count + excluded.count",
        (day, what, count),
    )


def refusals(db: Connection) -> list[tuple[str, str, int]]:
    """Give the refusal log: day, sentence, how often."""
    return [tuple(row) for row in db.execute("SELECT day, what, count FROM refusal_log ORDER BY day, what").fetchall()]
