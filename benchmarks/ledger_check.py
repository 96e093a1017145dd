"""Checking the whole ledger of 10,000 entries from the vault, against reading the same rows and opening them.

The product reads every entry, checks chains, links, digests, proofs of authorship and bodies, and judges the ledger
anew from its first entry. The bound reads the same columns of the same rows and for each entry does SHA-256 of header,
ciphertext and readers' list, HMAC of the tag, one Cobblestone256 decryption and one JSON parse: nothing is judged.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from backchannel.desk import checking
from backchannel.desk.desk import Desk
from backchannel.protocol.entry import read_header
from backchannel.protocol.sealing import body_context
from benchmarks import primitives
from benchmarks.desks import LINE, carry, pair_of_desks, write_letters
from benchmarks.measuring import Figure, compare, machine, show


def measure(*, entries: int = 10_000, size: int = 2000, rounds: int = 3) -> list[Figure]:
    """Check the ledger `rounds` times; give the ratio to the bound."""
    with tempfile.TemporaryDirectory() as name:
        one, other = pair_of_desks(Path(name))
        with one, other:
            # Every twentieth entry is a renewal of keys.
            write_letters(one, entries * 20 // 21, size)
            carry(one, other, Path(name))
            contexts = _contexts(other)
            checked = checking.check(other, LINE)
            if checked.findings:
                raise SystemExit(f"the ledger is not sound: {checked.findings}")
            found = compare(lambda: checking.check(other, LINE), lambda: _bare(other, contexts), rounds)
    rate = f"{found.detail}; {checked.entries / found.product:.0f} entries a second"
    what = f"checking a ledger of {checked.entries} entries / reading and opening"
    return [Figure(what, found.ratio, "times", None, rate)]


def _contexts(desk: Desk) -> list[bytes]:
    with desk.vault.read() as db:
        rows = db.execute("SELECT header FROM entries ORDER BY channel, author, seq").fetchall()
    headers = [read_header(row[0]) for row in rows]
    return [body_context(h.channel, h.author, h.seq, h.readers) for h in headers]


def _bare(desk: Desk, contexts: Sequence[bytes]) -> None:
    with desk.vault.read() as db:
        rows = db.execute(
            "SELECT header, ciphertext, key, standing, refusal, arrived, mac_key, slot_digest, tag FROM entries "
            "ORDER BY channel, author, seq"
        )
        for context, (header, ciphertext, key, _, _, _, mac_key, _, _) in zip(contexts, rows, strict=True):
            primitives.sha256(header)
            primitives.sha256(ciphertext)
            primitives.hmac(mac_key, primitives.TAGGED)
            if key:
                body = primitives.open_body(key, ciphertext, context)
                primitives.read_json(body.rstrip(b"\0")[:-1])
                primitives.sha256(header[:128])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the options say how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000, help="how many entries (default 10000)")
    parser.add_argument("--size", type=int, default=2000, help="bytes of text of each letter (default 2000)")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    print(machine())
    show(measure(entries=options.entries, size=options.size, rounds=options.rounds))


if __name__ == "__main__":
    main()
