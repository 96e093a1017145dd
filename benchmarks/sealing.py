"""Sealing and opening a 20 kB letter for 5 readers, against the bare primitives that it needs, and against age.

The product's side is what a desk does for a letter without its vault: body, header, and for each reader a step of
his pair's chain, a slot, a tag and the frame; then each of the five reads his frame, checks its tag, opens his slot
and the body. The bound is `primitives`, with the same number of calls on bytes of the same sizes. Keys are parsed
beforehand on both sides, as a desk keeps them.

age (through `pyrage`) encrypts the same bytes to as many recipients: with hybrid keys, which `pyrage` encrypts to and
cannot decrypt with, and with X25519 keys, with which each reader also decrypts. age authenticates no author, so that
its figures are a neighbour's and no bound.
"""

import argparse
import os
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from backchannel.protocol.batch import NEW, Frame, read_frame, write_frame
from backchannel.protocol.encoding import h, hex32
from backchannel.protocol.entry import FIRST, Header, make_header, read_header
from backchannel.protocol.kem import SecretKey, public_key, reader_id
from backchannel.protocol.padding import pad
from backchannel.protocol.pair import step
from backchannel.protocol.sealing import check_tag, make_proof, open_body, open_slot, seal_body, seal_slot
from backchannel.record.document import to_value
from benchmarks import primitives
from benchmarks.age_keys import hybrid_recipient
from benchmarks.desks import document
from benchmarks.measuring import Figure, compare, machine, show

GOAL = 1.3
_CHANNEL, _CHARTER = bytes(range(32)), bytes(range(32, 64))
_TIME = "2031-03-03T09:00:00Z"


class Reading:
    """One letter and its readers: sealing and opening by the product, and by the bare primitives."""

    def __init__(self, size: int, readers: int) -> None:
        self.content: dict[str, Any] = {"document": to_value(document(size))}
        self.keys = [SecretKey(os.urandom(32)) for _ in range(readers)]
        self.publics = [public_key(key.public) for key in self.keys]
        self.ids = [reader_id(key.public) for key in self.keys]
        self.chains = [os.urandom(32) for _ in range(readers)]
        self.author = os.urandom(32)
        self.named = sorted([*self.ids, self.author])
        self.seen = {reader: (7, h(reader)) for reader in self.ids}
        self.frames = self.seal()
        self.bare_keys = [
            MLKEM768X25519PrivateKey(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()) for _ in self.keys
        ]
        self.bare_publics = [key.public_key() for key in self.bare_keys]
        ciphertext, slots = self.bare_seal()
        # Each reader has a copy of his own, as his frame brings him one.
        self.bare_frames = [(bytes(bytearray(ciphertext)), *slot) for slot in slots]

    def seal(self) -> list[bytes]:
        """Seal the letter; give a frame for each reader."""
        sealed = seal_body(os.urandom, _CHANNEL, self.author, 1, self.named, self.content)
        header = make_header(
            channel=_CHANNEL,
            charter=_CHARTER,
            author=self.author,
            seq=1,
            previous=FIRST,
            seen=self.seen,
            kind="letter",
            readers=sealed.readers,
            body=sealed.digest,
            time=_TIME,
        )
        frames = []
        for reader, public, chain in zip(self.ids, self.publics, self.chains, strict=True):
            taken = step(chain)
            slot = seal_slot(os.urandom, reader, public, header.id, taken, sealed.key)
            proof = make_proof(header.id, slot, NEW, 0, taken)
            frames.append(write_frame(Frame(1, NEW, 0, header.data, sealed.ciphertext, slot, proof.tag)))
        return frames

    def open(self) -> list[Header]:
        """Open the letter as each of its readers."""
        return [self._open(*args) for args in zip(self.ids, self.keys, self.chains, self.frames, strict=True)]

    @staticmethod
    def _open(reader: bytes, key: SecretKey, chain: bytes, data: bytes) -> Header:
        frame = read_frame(data)
        taken = step(chain)
        header = read_header(frame.header)
        check_tag(header.id, frame.slot, frame.type, frame.epoch, frame.tag, taken)
        if h(frame.ciphertext) != header.body:
            raise AssertionError("the body is another")
        body = open_body(header, frame.ciphertext, open_slot(key, reader, header.id, taken, frame.slot))
        if body is None or reader not in body["readers"]:
            raise AssertionError("the letter does not open")
        return header

    def bare_seal(self) -> tuple[bytes, list[tuple[bytes, bytes]]]:
        """Make the primitives' calls of sealing."""
        key, salt = os.urandom(32), os.urandom(32)
        named = [hex32(reader) for reader in self.named]
        data = primitives.write_json({"readers": named, "salt": hex32(salt), **self.content})
        primitives.sha256(b"".join(self.named))
        ciphertext = primitives.seal_body(key, pad(data))
        primitives.sha256(ciphertext)
        entry = primitives.sha256(b"".join(self.named) + primitives.CONTEXT)
        slots = [
            primitives.seal_slot(chain, public, entry, key)
            for chain, public in zip(self.chains, self.bare_publics, strict=True)
        ]
        return ciphertext, slots

    def bare_open(self) -> None:
        """Make the primitives' calls of opening, as each reader."""
        frames = zip(self.chains, self.bare_keys, self.bare_frames, strict=True)
        for chain, private, (ciphertext, slot, tag) in frames:
            entry = primitives.sha256(b"".join(self.named) + primitives.CONTEXT)
            key = primitives.open_slot(chain, private, entry, slot, tag)
            primitives.sha256(ciphertext)
            primitives.read_json(primitives.open_body(key, ciphertext).rstrip(b"\0")[:-1])
            primitives.sha256(b"".join(self.named))


def measure(*, size: int = 20_000, readers: int = 5, rounds: int = 200) -> list[Figure]:
    """Seal and open one letter a round; give the ratios to the bare primitives and to age."""
    reading = Reading(size, readers)

    def both_ways() -> None:
        reading.seal()
        reading.open()

    def bare_both_ways() -> None:
        reading.bare_seal()
        reading.bare_open()

    kilobytes = f"{size / 1000:g} kB for {readers}"
    both = compare(both_ways, bare_both_ways, rounds)
    sealing = compare(reading.seal, reading.bare_seal, rounds)
    opening = compare(reading.open, reading.bare_open, rounds)
    figures = [
        Figure(f"sealing and opening {kilobytes} / primitives", both.ratio, "times", GOAL, both.detail),
        Figure(f"  sealing {kilobytes} / primitives", sealing.ratio, "times", None, sealing.detail),
        Figure(f"  opening {kilobytes} by each / primitives", opening.ratio, "times", None, opening.detail),
    ]
    age = _age()
    if age is not None:
        data = primitives.write_json(reading.content)
        hybrids = [age.tagpq.Recipient.from_str(hybrid_recipient()) for _ in range(readers)]
        found = compare(reading.seal, lambda: age.encrypt(data, hybrids), rounds)
        name = f"sealing {kilobytes} / age with hybrid keys (ML-KEM-768 and P-256)"
        figures.append(Figure(name, found.ratio, "times", None, found.detail))
        identities = [age.x25519.Identity.generate() for _ in range(readers)]
        recipients = [identity.to_public() for identity in identities]

        def with_age() -> None:
            sealed = age.encrypt(data, recipients)
            for identity in identities:
                age.decrypt(sealed, [identity])

        found = compare(both_ways, with_age, rounds)
        name = f"sealing and opening {kilobytes} / age with X25519 keys"
        figures.append(Figure(name, found.ratio, "times", None, found.detail))
    return figures


def _age() -> ModuleType | None:
    try:
        import pyrage
    except ImportError:
        print("pyrage is not installed, so there is no comparison with age")
        return None
    return pyrage  # type: ignore[no-any-return]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the options say how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000, help="bytes of text (default 20000)")
    parser.add_argument("--readers", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args(arguments)
    print(machine())
    show(measure(size=options.size, readers=options.readers, rounds=options.rounds))


if __name__ == "__main__":
    main()
