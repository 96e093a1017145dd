"""Making the index of words anew: in a vault from before it, or where its words were made by other rules."""

from backchannel.vault import archive, channels, entries, filing, fingerprints, meta, search
from backchannel.vault.sqlcipher import Connection

__all__ = ["is_due", "reindex"]


def is_due(db: Connection) -> bool:
    """Whether the index is not the one that this program would make of what the vault holds."""
    return meta.get(db, meta.INDEXED) != search.FOLDING


def reindex(db: Connection) -> None:
    """Index every document of the archive and every letter that opens here, within a change."""
    db.execute("INSERT INTO item_words (item_words) VALUES ('delete-all')")
    for table in ("item_tokens", "item_names", "name_words", "names"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    fingerprints.clear(db)
    for (number,) in db.execute("SELECT number FROM item_texts ORDER BY number").fetchall():
        document = archive.text(db, number)
        assert document is not None
        search.index(db, number, document)
    for channel in channels.every(db):
        for entry in entries.of_kinds(db, channel.id, filing.FILED_KINDS):
            filing.file_again(db, entry.header, entry.body())
    meta.put(db, meta.INDEXED, search.FOLDING)
