"""What a release needs that no ledger holds: our one-time secrets, and the identity cards of others."""

from backchannel.vault.sqlcipher import Connection


def put_secret(db: Connection, proposal: bytes, channel: bytes, secret: bytes) -> None:
    """Keep our secret for one proposal."""
    db.execute("INSERT OR REPLACE INTO release_secrets VALUES (?, ?, ?)", (proposal, channel, secret))


def secret(db: Connection, proposal: bytes) -> bytes | None:
    """Give our secret for a proposal, if it is not erased."""
    row = db.execute("SELECT secret FROM release_secrets WHERE proposal = ?", (proposal,)).fetchone()
    return bytes(row[0]) if row else None


def erase_secret(db: Connection, proposal: bytes) -> None:
    """Erase our secret for a proposal that was signed or has lapsed."""
    db.execute("DELETE FROM release_secrets WHERE proposal = ?", (proposal,))
