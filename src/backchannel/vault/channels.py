"""The channels that this desk is on, was invited to, or keeps for itself."""

from dataclasses import dataclass, field

from backchannel.protocol.charter import Charter, read_charter
from backchannel.vault.opened import Opened
from backchannel.vault.sqlcipher import Connection, opened

INVITED, JOINED, DECLINED, GONE = "invited", "joined", "declined", "gone"
OWN = "own"
"""The standing of the one-reader ledger in which a person keeps what is his alone."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel as this desk holds it."""

    id: bytes
    name: str
    """What this desk calls it: unique here, and known to nobody else."""
    founding: bytes
    """The founding charter's bytes."""
    standing: str
    invited_by: bytes
    since: str
    stale: bool
    """Whether this desk may not write here before it has heard its peers."""
    memory: Opened | None = field(default=None, compare=False, repr=False)

    @property
    def charter(self) -> Charter:
        """The founding charter."""
        return read_charter(self.founding) if self.memory is None else self.memory.charter(self.founding)


_COLUMNS = "id, name, founding, standing, invited_by, since, stale"


def _read(db: Connection, row: tuple[bytes, str, bytes, str, bytes, str, int]) -> Channel:
    return Channel(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), opened(db))


def put(db: Connection, channel: Channel) -> None:
    """Add a channel."""
    db.execute(
        f"INSERT INTO channels ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- fixed column names
        (
            channel.id,
            channel.name,
            channel.founding,
            channel.standing,
            channel.invited_by,
            channel.since,
            int(channel.stale),
        ),
    )


def get(db: Connection, identifier: bytes) -> Channel | None:
    """Give the channel of that identifier."""
    row = db.execute(f"SELECT {_COLUMNS} FROM channels WHERE id = ?", (identifier,)).fetchone()  # noqa: S608
    return _read(db, row) if row else None


def every(db: Connection) -> list[Channel]:
    """Give all channels, by name."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM channels ORDER BY name, id").fetchall()  # noqa: S608
    return [_read(db, row) for row in rows]


def set_standing(db: Connection, identifier: bytes, standing: str) -> None:
    """Say where this desk stands to a channel."""
    db.execute("UPDATE channels SET standing = ? WHERE id = ?", (standing, identifier))


def set_stale(db: Connection, identifier: bytes | None, stale: bool) -> None:
    """Say of one channel, or with None of all, whether this desk must hear its peers before it writes."""
    if identifier is None:
        db.execute("UPDATE channels SET stale = ?", (int(stale),))
    else:
        db.execute("UPDATE channels SET stale = ? WHERE id = ?", (int(stale), identifier))


def rename(db: Connection, identifier: bytes, name: str) -> None:
    """Change what this desk calls a channel."""
    db.execute("UPDATE channels SET name = ? WHERE id = ?", (name, identifier))
