"""What has come back of a circular: a receipt of each of its letters, from the post's own channel."""

from collections.abc import Iterator

from backchannel.desk.desk import Desk
from backchannel.planning import circulars
from backchannel.planning.circulars import Course, Laid, Receipt
from backchannel.vault import entries
from backchannel.vault.sqlcipher import Connection

__all__ = ["receipts"]


def receipts(db: Connection, desk: Desk, course: Course) -> dict[str, Receipt]:
    """Give a receipt of each letter that has one: on its own channel, by one at the post who can read it.

    No book is opened for it: the dispatch says who may read a letter, and an entry to whom it was opened later. Of the
    receipts those alone are opened whose author had seen a letter that is still looked for.
    """
    waiting: dict[bytes, dict[str, Laid]] = {}
    for version in course.versions:
        for one in version.laid:
            waiting.setdefault(circulars.channel_of(one), {})[one.letter] = one
    every = entries.places(db, (bytes.fromhex(letter) for laid in waiting.values() for letter in laid))
    places = {identifier.hex(): place for identifier, place in every.items()}
    found: dict[str, Receipt] = {}
    for channel, laid in waiting.items():
        readers = {letter: set(one.readers) for letter, one in laid.items()}
        opened = False
        for entry in entries.newest_first(db, channel, "ack"):
            past, author = entry.header.past, entry.header.author.hex()
            seen = {
                letter
                for letter in laid
                if letter not in found and letter in places and past.get(places[letter][0], 0) >= places[letter][1]
            }
            if not opened and any(author not in readers[letter] for letter in seen):
                opened = True
                for letter, reader in _opened(db, desk, channel):
                    readers.get(letter, set()).add(reader)
            body = entry.body() if any(author in readers[letter] for letter in seen) else None
            for letter in seen.intersection(body.get("of", ())) if body is not None else ():
                if author in readers[letter]:
                    found[letter] = Receipt(entry.header.time, str(body.get("note", "")) if body else "")
            if len(found.keys() & laid.keys()) == len(laid):
                break
    return found


def _opened(db: Connection, desk: Desk, channel: bytes) -> Iterator[tuple[str, str]]:
    """Give which letters of ours were opened later, and to whom, in hexadecimal."""
    for entry in entries.of_kinds(db, channel, ("reseal",)):
        body = entry.body() if entry.header.author == desk.reader else None
        if body is not None:
            yield body["entry"], body["reader"]
