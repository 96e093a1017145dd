"""`backchannel --help` and `backchannel verify` of a ten-letter bundle, as whole processes.

The bound is a process that imports `json`, `argparse` and what `cryptography` needs for the two signatures
(ML-DSA-65 and Ed25519), and does nothing. A second bound also loads a key of each kind and verifies one signature of
each, which is the least that checking any signature costs: it makes the library ready its backend.

Every process is started in turn, and byte code is there for all of them, as after an installation.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from backchannel.desk import identities, letters, releases
from benchmarks.desks import LINE, carry, document, pair_of_desks
from benchmarks.measuring import Figure, compare, machine, show

HELP_GOAL, VERIFY_GOAL = 3.0, 2.0
_IMPORTS = (
    "import argparse, json\n"
    "from cryptography.exceptions import InvalidSignature\n"
    "from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey\n"
    "from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey\n"
)


def bundle(folder: Path, count: int) -> bytes:
    """Let two desks write letters in turn and release all of them together; give the bundle."""
    one, other = pair_of_desks(folder)
    with one, other:
        for desk in (one, other):
            identities.make_identity(desk)
        references = []
        for number in range(count):
            desk = (one, other)[number % 2]
            references.append(letters.write(desk, LINE, document(2000)).reference)
        carry(one, other, folder)
        carry(other, one, folder)
        wishes = [releases.Wish(reference, {1: "personal"}, {}) for reference in references]
        sheet = releases.propose(one, LINE, wishes, purpose="For the record of the ferry").reference
        carry(one, other, folder)
        releases.consent(other, LINE, sheet)
        for act in (releases.sign, releases.attribute_release):
            for desk, peer in ((one, other), (other, one)):
                carry(peer, desk, folder)
                act(desk, LINE, sheet)
                carry(desk, peer, folder)
        return releases.export(one, LINE, sheet)


def measure(*, letters_: int = 10, rounds: int = 15) -> list[Figure]:
    """Start each process `rounds` times; give the ratios to the bounds."""
    ed25519, mldsa = Ed25519PrivateKey.generate(), MLDSA65PrivateKey.generate()
    checks = _IMPORTS + (
        f"Ed25519PublicKey.from_public_bytes(bytes.fromhex('{ed25519.public_key().public_bytes_raw().hex()}'))"
        f".verify(bytes.fromhex('{ed25519.sign(b'').hex()}'), b'')\n"
        f"MLDSA65PublicKey.from_public_bytes(bytes.fromhex('{mldsa.public_key().public_bytes_raw().hex()}'))"
        f".verify(bytes.fromhex('{mldsa.sign(b'').hex()}'), b'')\n"
    )
    with tempfile.TemporaryDirectory() as name:
        path, once = Path(name) / "ten.release.json", Path(name) / "once.py"
        path.write_bytes(bundle(Path(name), letters_))
        once.write_text(checks, encoding="ascii")
        importing = [sys.executable, "-c", _IMPORTS]
        checking = [sys.executable, str(once)]
        command = _command()
        figures = []
        for what, words, goal in (
            ("backchannel --help", ["--help"], HELP_GOAL),
            (f"backchannel verify, {letters_} letters", ["verify", str(path)], VERIFY_GOAL),
        ):
            product = partial(_run, [*command, *words])
            for bound, name_ in ((importing, "importing"), (checking, "importing and one check of each kind")):
                found = compare(product, partial(_run, bound), rounds)
                figures.append(Figure(f"{what} / {name_}", found.ratio, "times", goal, found.detail))
    return figures


def _command() -> list[str]:
    """The command as it is installed beside this Python, else the module, which starts a little slower."""
    installed = Path(sys.executable).with_name("backchannel")
    return [sys.executable, str(installed)] if installed.exists() else [sys.executable, "-m", "backchannel"]


def _run(words: Sequence[str]) -> None:
    done = subprocess.run(words, capture_output=True, check=False, env=os.environ)
    if done.returncode:
        raise SystemExit(f"{' '.join(words[1:])} failed: {done.stderr.decode(errors='replace')}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the options say how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    print(machine())
    show(measure(rounds=options.rounds))


if __name__ == "__main__":
    main()
