"""Rows that an earlier version kept of words without an act: whether there are any, and how they go."""

from backchannel.vault import channels
from backchannel.vault.sqlcipher import Connection

__all__ = ["drop", "wait"]

_BY_ACT = ("examinations", "comparisons", "answers", "publications", "copies")
_BY_THING = ("pegs", "elements", "synonyms", "readings")
"""In the order in which they can be taken out."""


def wait(db: Connection) -> bool:
    """Whether such rows wait to be written as acts, and this desk may write: it has heard the others where it must."""
    rows = [f"EXISTS (SELECT 1 FROM {table} WHERE act = x'')" for table in _BY_ACT]  # noqa: S608 -- fixed names
    rows += [f"EXISTS (SELECT 1 FROM {table} WHERE thing = x'')" for table in _BY_THING]  # noqa: S608
    (found,) = db.execute(f"SELECT {' OR '.join(rows)}").fetchone()
    return bool(found) and not any(channel.stale for channel in channels.every(db))


def drop(db: Connection) -> None:
    """Take them out, in the change that writes them as acts."""
    for table in _BY_ACT:
        db.execute(f"DELETE FROM {table} WHERE act = x''")  # noqa: S608
    for table in _BY_THING:
        db.execute(f"DELETE FROM {table} WHERE thing = x''")  # noqa: S608
