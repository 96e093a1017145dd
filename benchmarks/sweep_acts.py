"""What a desk does while the sweeps stop it: the folders prepared beforehand, and each act as a process of its own.

`python -m benchmarks.sweep_acts ACT FOLDER` works on `FOLDER/one` and says on standard output, a line each:

    saved AUTHOR SEQ ID   the heads that this desk holds, after the act before this line was acknowledged
    packed                the pouch `FOLDER/out` was acknowledged
    deposit MAILBOX BLOB  what a relay has taken, in base64
    refused SENTENCE      the act ended with this sentence; it is tried once more
    lost SENTENCE         it ended so twice
    done                  the process came to its end

It speaks through `writev`, which the sweeps leave alone, so that what was said is what was heard.
"""

import base64
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from backchannel.carriage.client import RelayClient
from backchannel.carriage.wire import Fetched, FetchedBlob, Outcome
from backchannel.desk import letters, pouches, releases, sync
from backchannel.desk.book import find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.exchange import outgoing
from backchannel.errors import BackchannelError, PlaceError
from backchannel.protocol.batch import day_of
from backchannel.protocol.cards import Address
from backchannel.protocol.entry import Head
from backchannel.vault import entries
from benchmarks.desks import ILSE, LINE, TOMAS, WORDS, carry, document, pair_of_desks

NOON = datetime(2031, 3, 3, 12, tzinfo=UTC)
ENCLOSED = 450_000
"""Bytes of the enclosure: three pieces."""
_RELAY = Address("http://127.0.0.1:1", "a token of the operator")


def clock() -> datetime:
    """The one moment at which everything happens."""
    return NOON


def open_desk(path: Path) -> Desk:
    """Open one of the desks."""
    return Desk.open(path, WORDS, clock=clock)


# What stands before each act


def prepare(act: str, folder: Path) -> None:
    """Make `one` and `other` in a folder, ready for an act of `one`."""
    one, other = pair_of_desks(folder)
    with one, other:
        for desk in (one, other):
            desk.set_relays((_RELAY,))
            desk.clock = clock
        letters.write(one, LINE, document(900))
        carry(one, other, folder)
        written = letters.write(other, LINE, document(1200))
        if act in {"receive", "unpack"}:
            letters.write(other, LINE, document(3000), files=[_file(folder / "enclosed.bin", 60_000)])
        if act == "release":
            wish = releases.Wish(written.reference, {1: "personal"}, {})
            releases.propose(other, LINE, [wish], purpose="For the record of the ferry")
        if act == "receive":
            with other.vault.change() as db:
                blobs = [out.mailbox + out.blob for out in outgoing(db, other)]
            (folder / "relay").write_bytes(b"".join(len(b).to_bytes(4, "big") + b for b in blobs))
        elif act == "unpack":
            pouches.pack(other, ILSE, folder / "in")
        else:
            carry(other, one, folder)
        if act == "enclose":
            _file(folder / "enclosed.bin", ENCLOSED)


def _file(path: Path, size: int) -> Path:
    path.write_bytes(bytes(range(251)) * (size // 251))
    return path


# The acts


def send(desk: Desk, folder: Path) -> None:
    """One letter, and the pouch that carries it."""
    letters.write(desk, LINE, document(2500))
    say_heads(desk)
    _pack(desk, folder)


def enclose(desk: Desk, folder: Path) -> None:
    """One letter with an enclosure, and the pouch."""
    letters.write(desk, LINE, document(600), files=[folder / "enclosed.bin"])
    say_heads(desk)
    _pack(desk, folder)


def receive(desk: Desk, folder: Path) -> None:
    """An exchange with a relay that holds a letter with an enclosure."""

    class Held(_HeldRelay):
        blobs = _read_relay(folder / "relay")

    done = sync.sync(desk, client=Held)
    if done.failed:
        raise PlaceError(done.failed[0])
    say_heads(desk)


def unpack(desk: Desk, folder: Path) -> None:
    """The same letter by pouch."""
    pouches.unpack(desk, folder / "in")
    say_heads(desk)


def release(desk: Desk, folder: Path) -> None:
    """Consent to a release and sign it, and the pouch that carries both."""
    reference = next(s for s in releases.every(desk, LINE)).reference
    with suppress(_AlreadyDoneError):
        _unless(desk, "release-assent")
        releases.consent(desk, LINE, reference)
        say_heads(desk)
    with suppress(_AlreadyDoneError):
        _unless(desk, "signature")
        releases.sign(desk, LINE, reference)
        say_heads(desk)
    _pack(desk, folder)


ACTS: dict[str, Callable[[Desk, Path], None]] = {
    "send": send,
    "receive": receive,
    "unpack": unpack,
    "release": release,
    "enclose": enclose,
}


class _AlreadyDoneError(Exception):
    """This desk has done that already: an act that is tried once more goes on after it."""


def _unless(desk: Desk, kind: str) -> None:
    with desk.vault.read() as db:
        channel = find_channel(db, LINE).id
        if any(e.header.author == desk.reader for e in entries.of_kinds(db, channel, {kind})):
            raise _AlreadyDoneError


def _pack(desk: Desk, folder: Path) -> None:
    pouches.pack(desk, TOMAS, folder / "out", overwrite=True)
    _say("packed")


class _HeldRelay(RelayClient):
    """A relay in this process: it holds what it was given, and tells what it takes."""

    blobs: list[tuple[bytes, bytes]]

    def __init__(self, url: str, token: str) -> None:
        """Ask nobody."""
        del url, token

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def fetch(self, pairs: Sequence[tuple[bytes, int]], limit: int = 100) -> Fetched:
        """Give the blobs of some mailboxes."""
        from backchannel.carriage.wire import mailbox_of

        found = [
            FetchedBlob(index, number, blob)
            for index, (secret, since) in enumerate(pairs)
            for number, (mailbox, blob) in enumerate(self.blobs, 1)
            if mailbox == mailbox_of(secret) and number > since
        ]
        return Fetched(tuple(found[:limit]), len(found) > limit)

    def take(self, pairs: Sequence[tuple[bytes, int]]) -> None:
        """Forget nothing: a blob that comes twice does no harm."""

    def deposit(self, items: Sequence[tuple[bytes, bytes]]) -> list[Outcome]:
        """Take all."""
        for mailbox, blob in items:
            _say(f"deposit {mailbox.hex()} {base64.b64encode(blob).decode()}")
        return [Outcome.ACCEPTED for _ in items]


def _read_relay(path: Path) -> list[tuple[bytes, bytes]]:
    data, at, blobs = path.read_bytes(), 0, []
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        blob = data[at + 4 : at + 4 + size]
        blobs.append((blob[:32], blob[32:]))
        at += 4 + size
    return blobs


# What is said


def heads(desk: Desk) -> dict[bytes, Head]:
    """Give how far a desk holds each chain of the line."""
    with desk.vault.read() as db:
        return entries.heads(db, find_channel(db, LINE).id)


def say_heads(desk: Desk) -> None:
    """Say what is acknowledged by now."""
    for author, (seq, identifier) in sorted(heads(desk).items()):
        _say(f"saved {author.hex()} {seq} {identifier.hex()}")


def today() -> int:
    """The day of the mailboxes."""
    return day_of(NOON)


def _say(line: str) -> None:
    data = line.encode() + b"\n"
    while data:
        data = data[os.writev(1, [data]) :]


def main(arguments: Iterable[str]) -> None:
    """Do an act, and if it is refused, once more."""
    act, folder = arguments
    for refused in ("refused", "lost"):
        try:
            with open_desk(Path(folder) / "one") as desk:
                ACTS[act](desk, Path(folder))
            break
        except BackchannelError as error:
            _say(f"{refused} {error}")
    _say("done")


if __name__ == "__main__":
    main(sys.argv[1:])
