"""How what is written will travel: to whom by a relay, to whom only by a pouch, and for whom something waits."""

from dataclasses import dataclass, replace

from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.vault import channels, contacts, pairs, postings
from backchannel.vault.sqlcipher import Connection


@dataclass(frozen=True, slots=True)
class Route:
    """The way to one person: whether he takes mail at a relay, whether our pair is open, how much waits for him."""

    person: str
    party: str
    relay: bool
    open: bool
    waiting: int
    """Frames and flights that he is not known to have."""
    reader: bytes = b""


def routes(desk: Desk, channel: str) -> list[Route]:
    """Give the ways to the other members of a channel, by party and name."""
    with desk.vault.read() as db:
        return routes_on(db, open_book(db, desk, channel))


def routes_on(db: Connection, book: Book) -> list[Route]:
    """Give the ways to the other members of a channel whose book is open, within a reading, by party and name."""
    return _sorted(_routes(db, book))


def waiting(desk: Desk) -> list[Route]:
    """Give the ways to everybody for whom something waits, on whatever channel, once each."""
    found: dict[tuple[str, str], Route] = {}
    with desk.vault.read() as db:
        for channel in channels.every(db):
            if channel.standing in {channels.JOINED, channels.GONE}:
                for route in _routes(db, Book(db, desk, channel)):
                    before = found.get((route.party, route.person))
                    count = route.waiting + (before.waiting if before else 0)
                    found[route.party, route.person] = replace(route, waiting=count)
    return _sorted([route for route in found.values() if route.waiting])


def _routes(db: Connection, book: Book) -> list[Route]:
    found = []
    for reader in book.state.addressed():
        if reader == book.desk.reader:
            continue
        member, contact = book.state.members[reader], contacts.get(db, reader)
        by_relay = bool(contact and contact.card.relays and book.desk.card.relays)
        pair = book.pairs.get(reader)
        count = postings.count(db, book.channel.id, reader) + sum(
            1 for run in pairs.runs_with(db, book.channel.id, reader) if run.flight
        )
        count += bool(pair and pair.owes_batch)
        found.append(Route(member.name, member.party, by_relay, pair is not None, count, reader))
    return found


def _sorted(found: list[Route]) -> list[Route]:
    return sorted(found, key=lambda route: (route.party, route.person))
