"""What the vault knows about itself: a few named values in the table `meta`."""

from backchannel.vault.sqlcipher import Connection

POSITION = "position"
"""The database's copy of the position, as `u64`."""
RESTORED = "restored"
"""There, as `u64(1)`, in a desk that came out of a backup, until it has heard the others."""

AFTER_FAILURE = "after failure"
"""Random; written to take the place of a commit that the disk refused (see `database`)."""

INDEXED = "indexed"
"""By which rules the index of words was made (`search.FOLDING`); not there until it is."""

PLANNED = "planned"
"""There once every planning act is laid out (`acts`): from then on each is when it is taken in."""

JUDGED = "judged"
"""There while what persons make of words is laid out from their acts (`judgements`); a trigger takes it out."""


def get(db: Connection, name: str) -> bytes | None:
    """Give the value of that name, or None."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def put(db: Connection, name: str, value: bytes) -> None:
    """Set the value of that name."""
    db.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def drop(db: Connection, name: str) -> None:
    """Remove the value of that name, if there is one."""
    db.execute("DELETE FROM meta WHERE name = ?", (name,))
