"""When something was written: the day that its head has, unless the ledger knows better."""

from backchannel.vault import entries
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["written"]


def written(db: Connection, item: Item) -> str:
    """Give the first day of which a document may be, as `1961-10-16`; '' where nothing says.

    The head of a letter is its author's own; it cannot have been written after it was sealed, or after it came.
    """
    entry = entries.by_id(db, item.entry) if item.entry is not None else None
    known = [item.first_day, *((entry.header.time[:10], entry.arrived[:10]) if entry is not None else ())]
    return min((day for day in known if day), default="")
