"""People and keys: cards shown, imported and confirmed."""

from dataclasses import dataclass, replace

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.openings import look_at_held
from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.cards import Card, read_card, write_card
from backchannel.protocol.fingerprint import fingerprint_groups
from backchannel.vault import contacts
from backchannel.vault.contacts import Contact
from backchannel.vault.sqlcipher import Connection

_HEXADECIMAL = 16
_DIGITS = 10
"""As many digits of a fingerprint name a contact: two groups."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A contact as a person sees him: name, party, the fingerprint in twelve groups of five digits, how sure we are."""

    person: str
    party: str
    machine: str
    fingerprint: tuple[str, ...]
    standing: str
    reader: bytes
    relays: tuple[str, ...] = ()
    """Addresses of the relays at which he takes mail."""
    confirmed: str = ""
    """When the fingerprint was confirmed here."""
    introduced_by: bytes = b""


def fingerprint(reader: bytes) -> tuple[str, ...]:
    """Give a reader's fingerprint as twelve groups of five digits, to be read aloud."""
    return tuple(fingerprint_groups(reader).split())


def own_card(desk: Desk) -> bytes:
    """Give this desk's card file."""
    return write_card(desk.card)


def own_shown(desk: Desk) -> Shown:
    """Give this desk's own card as it is shown."""
    return _shown_card(desk.card, "own")


def import_card(desk: Desk, data: bytes) -> Shown:
    """Import a card file. Its owner is a contact, whose name is a claim until the fingerprint is confirmed."""
    card = read_card(data)
    if card.reader == desk.reader:
        raise UsageError("This is this desk's own card; give it to the other side and import theirs.")
    with desk.vault.change() as db:
        contacts.put(db, card)
        kept = contacts.get(db, card.reader)
    return shown(kept) if kept else _shown_card(card, "unconfirmed")


def confirm(desk: Desk, name: str, spoken: str) -> Shown:
    """Confirm a contact by the fingerprint that was read aloud or scanned; BadInputError where it is not his."""
    digits = "".join(spoken.split())
    with desk.vault.change() as db:
        named = _named(db, name) or [find(db, name)]
        fitting = [c for c in named if digits in {"".join(fingerprint(c.reader)), c.reader.hex()}]
        if not fitting:
            raise BadInputError(
                f"This is not the fingerprint of the card that names {named[0].card.person}; do not use the card, and "
                "ask him for it by a way that you trust."
            )
        contact = fitting[0]
        contacts.put(db, contact.card, confirmed=desk.now())
        # An invitation of his may have been held until somebody vouched for the card.
        books: dict[bytes, Book] = {}
        look_at_held(db, desk, books)
        for book in books.values():
            book.save()
        kept = contacts.get(db, contact.reader)
    return shown(kept or contact)


def by_reader(desk: Desk, prefix: str) -> Shown:
    """Give the contact whose identifier begins so (16 hexadecimal digits or more); UsageError where there is none."""
    with desk.vault.read() as db:
        found = [c for c in contacts.every(db) if len(prefix) >= _HEXADECIMAL and c.reader.hex().startswith(prefix)]
    if len(found) != 1:
        raise UsageError("This desk holds no such card; look for it under People.")
    return shown(found[0])


def every_contact(desk: Desk) -> list[Shown]:
    """Give all contacts, by party and name."""
    with desk.vault.read() as db:
        return sorted((shown(c) for c in contacts.every(db)), key=lambda s: (s.party, s.person, s.machine))


def find(db: Connection, name: str) -> Contact:
    """Give the contact of that name ("Party/Name" where two have it), or whose fingerprint begins with it.

    Who is confirmed goes before whoever only says that he is called so. Two keys of one person, as after a lost
    machine, are told apart by their fingerprints. UsageError where there is none or several.
    """
    found = _named(db, name)
    if len(found) > 1:
        found = [c for c in found if c.confirmed] or found
    if not found and len(digits := "".join(name.split())) >= _DIGITS and digits.isdecimal():
        found = [c for c in contacts.every(db) if "".join(fingerprint(c.reader)).startswith(digits)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"Several contacts are called {name}; say which as Party/Name, or by the first ten digits of his "
            "fingerprint."
        )
    raise UsageError(f"No contact is called {name}; import his card first.")


def _named(db: Connection, name: str) -> list[Contact]:
    party, _, person = name.rpartition("/")
    return [c for c in contacts.every(db) if c.card.person == person and (not party or c.card.party == party)]


def shown(contact: Contact) -> Shown:
    """Give a contact as it is shown."""
    standing = "confirmed" if contact.confirmed else "introduced" if contact.introduced_by else "unconfirmed"
    return replace(
        _shown_card(contact.card, standing), confirmed=contact.confirmed, introduced_by=contact.introduced_by
    )


def _shown_card(card: Card, standing: str) -> Shown:
    relays = tuple(address.url for address in card.relays)
    return Shown(card.person, card.party, card.machine, fingerprint(card.reader), standing, card.reader, relays)
