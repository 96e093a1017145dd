"""The pouch: everything for one person in one file, and a file taken in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backchannel.carriage import pouchfile
from backchannel.desk import people
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import Arrivals, Outgoing, TakingIn, begin_anew, outgoing
from backchannel.desk.words.trust import awaits_answer
from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.pouch import Item, open_pouch, seal_pouch
from backchannel.vault import pairs
from backchannel.vault.contacts import Contact

Progress = Callable[[int], None]


def pack(desk: Desk, name: str, path: Path, *, overwrite: bool = False, progress: Progress = lambda _: None) -> int:
    """Write the pouch for a contact; give how many blobs it holds. It may be lost or arrive twice without harm.

    `progress` is told how many blobs there are so far.
    """
    with _packing(desk, name, progress) as packing:
        pouchfile.write_pouch(path, packing.pieces, overwrite=overwrite)
    return packing.count


def packed(desk: Desk, name: str, progress: Progress = lambda _: None) -> tuple[bytes, int]:
    """Give the pouch for a contact in memory, and how many blobs it holds; as `pack`."""
    with _packing(desk, name, progress) as packing:
        data = b"".join(packing.pieces)
    return data, packing.count


class _Packing:
    """A pouch that is being made: its bytes piece by piece, and how many blobs went into it so far."""

    def __init__(self, desk: Desk, to: Contact, found: Iterator[Outgoing], progress: Progress) -> None:
        self.count = 0
        self.pieces = seal_pouch(desk.random, to.card.key, self._items(found, progress))

    def _items(self, found: Iterator[Outgoing], progress: Progress) -> Iterator[Item]:
        for out in found:
            self.count += 1
            progress(self.count)
            yield out.day, out.mailbox, out.blob


@contextmanager
def _packing(desk: Desk, name: str, progress: Progress) -> Iterator[_Packing]:
    with desk.vault.change() as db:
        contact = people.find(db, name)
        to = contact.reader
        begin_anew(db, desk, to)
        if all(p.peer != to for p in pairs.every(db)) and all(r.peer != to for r in pairs.runs(db)):
            raise UsageError(f"There is nothing for {contact.card.person}; propose a channel first.")
        yield _Packing(desk, contact, outgoing(db, desk, to, everything=True, cover=True), progress)


def unpack(desk: Desk, path: Path, progress: Progress = lambda _: None) -> Arrivals:
    """Take in a pouch: all of it or nothing. Taking it in again changes nothing.

    Drafts that this desk screens by itself are answered then. `progress` is told how many bytes of the file were read.
    """
    with pouchfile.open_pouch(path, LIMITS.pouch) as pieces:
        return _take_in(desk, pieces, progress)


def unpack_bytes(desk: Desk, data: bytes, progress: Progress = lambda _: None) -> Arrivals:
    """Take in a pouch that is in memory; as `unpack`."""
    if not data:
        raise BadInputError("This is no pouch: it is empty.")
    pieces = (data[at : at + pouchfile.CHUNK] for at in range(0, len(data), pouchfile.CHUNK))
    return _take_in(desk, pieces, progress)


def _take_in(desk: Desk, pieces: Iterator[bytes], progress: Progress) -> Arrivals:
    with desk.vault.change(moves_position=True) as db:
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
