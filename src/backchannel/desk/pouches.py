"""The pouch: everything for one person in one file, and a file taken in."""

from collections.abc import Iterator
from pathlib import Path

from backchannel.carriage import pouchfile
from backchannel.desk import people
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import Arrivals, TakingIn, begin_anew, outgoing
from backchannel.errors import UsageError
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.pouch import Item, open_pouch, seal_pouch
from backchannel.vault import pairs


def pack(desk: Desk, name: str, path: Path, *, overwrite: bool = False) -> int:
    """Write the pouch for a contact; give how many blobs it holds. It may be lost or arrive twice without harm."""
    with desk.vault.change() as db:
        contact = people.find(db, name)
        to = contact.reader
        begin_anew(db, desk)
        if all(p.peer != to for p in pairs.every(db)) and all(r.peer != to for r in pairs.runs(db)):
            raise UsageError(f"There is nothing for {contact.card.person}; propose a channel first.")
        count = 0

        def items() -> Iterator[Item]:
            nonlocal count
            for out in outgoing(db, desk, to, everything=True, cover=True):
                count += 1
                yield out.day, out.mailbox, out.blob

        pouchfile.write_pouch(path, seal_pouch(desk.random, contact.card.key, items()), overwrite=overwrite)
    return count


def unpack(desk: Desk, path: Path) -> Arrivals:
    """Take in a pouch: all of it or nothing. Taking it in again changes nothing."""
    with pouchfile.open_pouch(path, LIMITS.pouch) as pieces, desk.vault.change(moves_position=True) as db:
        taking = TakingIn(db, desk)
        for day, mailbox, blob in open_pouch(pieces, desk.key):
            taking.take(day, mailbox, blob)
        return taking.finish(by_pouch=True)
