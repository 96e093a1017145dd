"""Receiving 2,000 letters through a pouch, against the primitives plus the same rows written to SQLCipher.

The product takes in a pouch: one change of the vault with all its writes and syncs. The bound goes through the same
entries with nothing but

- Cobblestone256 over the bytes of the pouch, and once more over those of its blobs,
- for each entry the primitives of a reader (`primitives`), on the very ciphertexts and headers that arrived,
- for each renewal of keys the secret it brings (one HPKE open) and one HMAC that mixes it in,
- all rows that the pouch added to the vault, inserted into a copy of it in one transaction, and its commit.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from backchannel.desk import pouches
from backchannel.desk.desk import Desk
from backchannel.protocol.entry import read_header
from backchannel.protocol.sealing import body_context
from backchannel.vault.sqlcipher import connect
from benchmarks import primitives
from benchmarks.desks import TOMAS, copied, pair_of_desks, write_letters
from benchmarks.measuring import Figure, from_pairs, machine, show, timed

GOAL = 1.5
_TABLES = ("entries", "outbox", "peer_keys", "own_keys", "sent_shares")


@dataclass(frozen=True)
class _Slot:
    """A slot of the bound's own making: its key is not the desk's, its size and its work are."""

    chain: bytes
    private: MLKEM768X25519PrivateKey
    slot: bytes
    tag: bytes


@dataclass(frozen=True)
class _Arrived:
    """What one entry brought."""

    header: bytes
    context: bytes
    ciphertext: bytes
    key: bytes
    rekey: bool
    slot: _Slot


class Pouch:
    """A pouch of letters, the desk that is to receive it, and what the vault holds afterwards."""

    def __init__(self, folder: Path, count: int, size: int) -> None:
        self.folder = folder
        one, other = pair_of_desks(folder)
        with one, other:
            write_letters(one, count, size)
            self.path = folder / "many"
            pouches.pack(one, TOMAS, self.path)
        self.bytes = self.path.read_bytes()
        with copied(folder / "other", folder / "after") as desk:
            before = {table: set(_rows(desk, table)) for table in _TABLES}
            pouches.unpack(desk, self.path)
            self.rows = {t: [r for r in _rows(desk, t) if r not in before[t]] for t in _TABLES}
            self.reader = desk.reader
        self.arrived = self._arrived()
        key = os.urandom(32)
        self.sealed = (key, primitives.seal_body(key, self.bytes))

    def _arrived(self) -> list[_Arrived]:
        private = MLKEM768X25519PrivateKey(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())
        public = private.public_key()
        found = []
        for row in self.rows["entries"]:
            header = read_header(row[_HEADER])
            if header.author == self.reader:
                continue
            chain = os.urandom(32)
            slot = _Slot(chain, private, *primitives.seal_slot(chain, public, header.id, row[_KEY]))
            context = body_context(header.channel, header.author, header.seq, header.readers)
            found.append(_Arrived(header.data, context, row[_CIPHERTEXT], row[_KEY], header.kind == "rekey", slot))
        return found

    def product(self) -> float:
        """Unpack it as a desk does; give the seconds."""
        with copied(self.folder / "other", self.folder / "run") as desk:
            return timed(lambda: pouches.unpack(desk, self.path))

    def bound(self) -> float:
        """Do only what must be done; give the seconds."""
        with copied(self.folder / "other", self.folder / "run") as desk:
            key = desk.vault.key
            database = desk.vault.folder.database
            db = connect(database, key)
            try:
                return timed(lambda: self._bare(db))
            finally:
                db.close()

    def _bare(self, db: Any) -> None:
        key, sealed = self.sealed
        primitives.open_body(key, sealed)
        primitives.open_body(key, sealed)
        for entry in self.arrived:
            one = entry.slot
            identifier = primitives.sha256(entry.header)
            primitives.open_slot(one.chain, one.private, identifier, one.slot, one.tag)
            primitives.sha256(entry.ciphertext)
            body = primitives.open_body(entry.key, entry.ciphertext, entry.context)
            primitives.read_json(body.rstrip(b"\0")[:-1])
            primitives.sha256(entry.header[:128])
            if entry.rekey:
                secret = primitives.SUITE.decrypt(one.slot[:1168], one.private, info=primitives.INFO)
                primitives.hmac(one.chain, secret)
        db.execute("BEGIN IMMEDIATE")
        for table, rows in self.rows.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)
        db.execute("COMMIT")


def _rows(desk: Desk, table: str) -> list[tuple[Any, ...]]:
    with desk.vault.read() as db:
        return list(db.execute(f"SELECT * FROM {table}").fetchall())


_HEADER, _KEY, _CIPHERTEXT = 8, 9, 14
"""Where they stand among the columns of the table of entries."""


def measure(*, count: int = 2000, size: int = 4000, rounds: int = 5) -> list[Figure]:
    """Receive the pouch `rounds` times; give the ratio to the bound."""
    with tempfile.TemporaryDirectory() as name:
        pouch = Pouch(Path(name), count, size)
        pouch.product()
        pouch.bound()
        found = from_pairs((pouch.product(), pouch.bound()) for _ in range(rounds))
        shutil.rmtree(name, ignore_errors=True)
    what = f"receiving {count} letters of {size / 1000:g} kB / primitives and SQLCipher"
    megabytes = len(pouch.bytes) / 1e6
    detail = f"{found.detail}; {count / found.product:.0f} letters a second, pouch of {megabytes:.1f} MB"
    return [Figure(what, found.ratio, "times", GOAL, detail)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the options say how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=2000, help="how many letters (default 2000)")
    parser.add_argument("--size", type=int, default=4000, help="bytes of text of each (default 4000)")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    print(machine())
    show(measure(count=options.letters, size=options.size, rounds=options.rounds))


if __name__ == "__main__":
    main()
