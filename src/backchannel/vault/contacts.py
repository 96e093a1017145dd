"""Contact cards that the desk has seen: imported and confirmed by voice, or introduced by somebody."""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.protocol.cards import Card, read_card, write_card
from backchannel.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True)
class Contact:
    """A card, when its fingerprint was confirmed (empty: never), and who introduced it (empty: imported by hand)."""

    card: Card
    confirmed: str
    introduced_by: bytes

    @property
    def reader(self) -> bytes:
        """The contact's 32-byte identifier."""
        return self.card.reader


def put(db: Connection, card: Card, confirmed: str = "", introduced_by: bytes = b"") -> None:
    """Keep a card. A known contact keeps its confirmation; an introduction never changes what is known already.

    Otherwise somebody who introduces others could send their mail to an address of his own.
    """
    if introduced_by:
        db.execute(
            "INSERT OR IGNORE INTO contacts (reader, card, confirmed, introduced_by) VALUES (?, ?, '', ?)",
            (card.reader, write_card(card), introduced_by),
        )
        return
    db.execute(
        "INSERT INTO contacts (reader, card, confirmed, introduced_by) VALUES (?, ?, ?, x'') "
        "ON CONFLICT (reader) DO UPDATE SET card = excluded.card, introduced_by = x'', "
        "confirmed = iif(excluded.confirmed != '', excluded.confirmed, contacts.confirmed)",
        (card.reader, write_card(card), confirmed),
    )


def get(db: Connection, reader: bytes) -> Contact | None:
    """Give the contact of that identifier."""
    row = db.execute("SELECT card, confirmed, introduced_by FROM contacts WHERE reader = ?", (reader,)).fetchone()
    return Contact(read_card(row[0]), row[1], row[2]) if row else None


def every(db: Connection) -> Iterator[Contact]:
    """Give all contacts, by identifier."""
    for card, confirmed, introduced_by in db.execute(
        "SELECT card, confirmed, introduced_by FROM contacts ORDER BY reader"
    ).fetchall():
        yield Contact(read_card(card), confirmed, introduced_by)


def forget(db: Connection, reader: bytes) -> None:
    """Remove a contact."""
    db.execute("DELETE FROM contacts WHERE reader = ?", (reader,))
