"""An enclosure of 64 MB: peak memory and time of sending, packing, receiving and giving it out.

Each step is a process of its own, and its peak memory is what the system says of it. The time is held
against Cobblestone256 over the same bytes, as often as each step must run it: sending seals the file, packing seals
the blobs and the pouch, receiving opens the pouch, the blobs and the file, giving out checks the file to its end
before the first byte and then opens it.
"""

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor

from backchannel.desk import enclosing, letters, pouches
from backchannel.desk.desk import Desk
from benchmarks.desks import LINE, TOMAS, WORDS, document, pair_of_desks
from benchmarks.measuring import Figure, machine, seconds, show

GOAL = 256.0
MEGABYTES = 64
_PIECE = 1 << 18


def write(folder: Path) -> None:
    """Write the letter."""
    with Desk.open(folder / "one", WORDS) as desk:
        letters.write(desk, LINE, document(1000), files=[folder / "plan.bin"])


def pack(folder: Path) -> None:
    """Pack the pouch."""
    with Desk.open(folder / "one", WORDS) as desk:
        pouches.pack(desk, TOMAS, folder / "pouch")


def unpack(folder: Path) -> None:
    """Take the pouch in."""
    with Desk.open(folder / "other", WORDS) as desk:
        pouches.unpack(desk, folder / "pouch")


def give_out(folder: Path) -> None:
    """Give the enclosure out to a file."""
    with Desk.open(folder / "other", WORDS) as desk:
        kept = letters.every(desk, LINE)[-1].enclosures[0]
        with desk.vault.read() as db, (folder / "out.bin").open("wb") as file:
            for piece in enclosing.give_out(db, kept):
                file.write(piece)


STEPS: dict[str, tuple[Callable[[Path], None], int, int]] = {
    "write": (write, 1, 0),
    "pack": (pack, 2, 0),
    "unpack": (unpack, 0, 3),
    "give_out": (give_out, 0, 2),
}
"""Each step, and how often it must seal and open the whole with Cobblestone256."""


def measure(*, megabytes: int = MEGABYTES) -> list[Figure]:
    """Run each step once, in a process of its own."""
    figures = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, other = pair_of_desks(folder)
        one.close()
        other.close()
        # Random bytes: nothing on the way may profit from their being alike.
        (folder / "plan.bin").write_bytes(b"".join(os.urandom(1 << 20) for _ in range(megabytes)))
        empty, _ = _apart("nothing", folder)
        for step, (_, seals, opens) in STEPS.items():
            peak, took = _apart(step, folder)
            bare = _cobblestone(folder / "plan.bin", seals, opens)
            what = f"{step.replace('_', ' ')} an enclosure of {megabytes} MB"
            figures.append(Figure(f"{what}: peak memory", peak, "MB", GOAL, f"{empty:.0f} MB with nothing done"))
            times = f"{seconds(took)} against {seconds(bare)}"
            figures.append(Figure(f"{what} / Cobblestone256", took / bare, "times", None, times))
        if _digest(folder / "out.bin") != _digest(folder / "plan.bin"):
            raise SystemExit("the enclosure came out different")
    return figures


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _apart(step: str, folder: Path) -> tuple[float, float]:
    """Run a step in a new process; give its peak memory in MB, and its seconds without the start of Python."""
    words = [sys.executable, "-m", "benchmarks.enclosure", "--step", step, "--folder", str(folder)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def _cobblestone(path: Path, seals: int, opens: int) -> float:
    key, context = os.urandom(32), bytes(64)
    sealer = Cobblestone256Encryptor(key, context)
    with path.open("rb") as file:
        sealed = [sealer.update(piece) for piece in iter(lambda: file.read(_PIECE), b"")]
    sealed.append(sealer.finalize())
    start = time.perf_counter()
    for _ in range(seals):
        sealer = Cobblestone256Encryptor(key, context)
        for piece in sealed:
            sealer.update(piece)
        sealer.finalize()
    for _ in range(opens):
        opener = Cobblestone256Decryptor(key, context)
        for piece in sealed:
            opener.update(piece)
        opener.finalize()
    return time.perf_counter() - start


def _step(name: str, folder: Path) -> None:
    start = time.perf_counter()
    if name != "nothing":
        STEPS[name][0](folder)
    took = time.perf_counter() - start
    print(_peak(), took)


def _peak() -> float:
    """Give this process's peak memory in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not `ru_maxrss`: on Linux it begins with the memory of the process that started this one.
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes everywhere but on macOS, where it is bytes.
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; `--step` and `--folder` are for the processes that this one starts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, help="size of the enclosure (default 64)")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        _step(options.step, options.folder)
        return
    print(machine())
    show(measure(megabytes=options.megabytes))


if __name__ == "__main__":
    main()
