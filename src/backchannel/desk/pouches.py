"""The pouch: everything for one person in one file, and a file taken in."""

from collections.abc import Callable, Iterator
from pathlib import Path

from backchannel.carriage import pouchfile
from backchannel.desk import people
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import Arrivals, TakingIn, begin_anew, outgoing
from backchannel.desk.words.trust import awaits_answer
from backchannel.errors import UsageError
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.pouch import Item, open_pouch, seal_pouch
from backchannel.vault import pairs

Progress = Callable[[int], None]


def pack(desk: Desk, name: str, path: Path, *, overwrite: bool = False, progress: Progress = lambda _: None) -> int:
    """Write the pouch for a contact; give how many blobs it holds. It may be lost or arrive twice without harm.

    `progress` is told how many blobs there are so far.
    """
    with desk.vault.change() as db:
        contact = people.find(db, name)
        to = contact.reader
        begin_anew(db, desk, to)
        if all(p.peer != to for p in pairs.every(db)) and all(r.peer != to for r in pairs.runs(db)):
            raise UsageError(f"There is nothing for {contact.card.person}; propose a channel first.")
        count = 0

        def items() -> Iterator[Item]:
            nonlocal count
            for out in outgoing(db, desk, to, everything=True, cover=True):
                count += 1
                progress(count)
                yield out.day, out.mailbox, out.blob

        pouchfile.write_pouch(path, seal_pouch(desk.random, contact.card.key, items()), overwrite=overwrite)
    return count


def unpack(desk: Desk, path: Path, progress: Progress = lambda _: None) -> Arrivals:
    """Take in a pouch: all of it or nothing. Taking it in again changes nothing.

    Drafts that this desk screens by itself are answered then. `progress` is told how many bytes of the file were read.
    """
    with pouchfile.open_pouch(path, LIMITS.pouch) as pieces, desk.vault.change(moves_position=True) as db:
        taking = TakingIn(db, desk)
        for day, mailbox, blob in open_pouch(_counted(pieces, progress), desk.key):
            taking.take(day, mailbox, blob)
        arrivals = taking.finish(by_pouch=True)
    if awaits_answer(desk):
        from backchannel.desk.words import keeper

        keeper.answer_due(desk)
    return arrivals


def _counted(pieces: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        done += len(piece)
        progress(done)
        yield piece
