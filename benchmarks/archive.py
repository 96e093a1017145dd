"""Importing 1, 5 and 35 volumes of the record, against its limit in the same run; peak memory, and the vault's size.

The limit goes through the same files and does only what cannot be left out: it parses each with ElementTree and walks
its documents, takes the text of each paragraph and apart from it that of its notes, each white space one space, writes
those texts to a SQLCipher database of the vault's own settings, a transaction a volume, and builds an FTS5 index over
them: one row a document. The product reads documents with all their apparatus, keeps them, and makes them findable;
many files it reads in processes beside the one that writes. Each side runs by itself, in turn; the peak memory is that
of all its processes together, and so is the processor's time. The vault's size is held against the UTF-8 of the texts
of passages and notes.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self
from xml.etree import ElementTree

from backchannel.desk.desk import Desk
from backchannel.desk.importing import files_of, import_files, worth_aside
from backchannel.vault import archive
from backchannel.vault.keyfile import DeskKey
from backchannel.vault.passphrase import FOR_TESTS_ONLY
from backchannel.vault.sqlcipher import connect
from benchmarks.measuring import Figure, from_pairs, machine, seconds, show

TIMES, MEGABYTES, SIZE = 3.0, 400.0, 3.0
"""The goals: times the limit, megabytes at the peak, bytes of the vault for a byte of text."""

_WORDS = "nine lanterns along the quay"
_TEI = "{http://www.tei-c.org/ns/1.0}"
_BLOCKS = {_TEI + name for name in ("p", "item", "cell", "head", "dateline", "signed", "closer", "note", "div", "list")}


def record() -> list[Path]:
    """Give the volumes of the record, in the order of their names; none where it is not on this machine."""
    folder = os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[2] / "shared" / "record"
    return sorted(Path(folder).glob("*.xml.gz"))


def chosen(volumes: Sequence[Path], count: int) -> list[Path]:
    """Give so many of the volumes, spread evenly over all."""
    return [volumes[(2 * at + 1) * len(volumes) // (2 * count)] for at in range(min(count, len(volumes)))]


def measure(
    *, counts: Sequence[int] = (1, 5, 35), rounds: int = 3, volumes: Sequence[Path] | None = None
) -> list[Figure]:
    """Give for each number of volumes the ratio to the limit, the peak memory and the size; rounds fall with size."""
    figures: list[Figure] = []
    for count in counts:
        files = chosen(record() if volumes is None else volumes, count)
        if len(files) < count:
            print(f"{count} volumes: left out, since the record is not on this machine (BACKCHANNEL_RECORD)")
            continue
        figures += _figures(files, max(1, rounds // count))
    return figures


def _figures(files: Sequence[Path], rounds: int) -> list[Figure]:
    runs = [(_in_process("product", files), _in_process("limit", files)) for _ in range(rounds)]
    found = from_pairs((product["seconds"], limit["seconds"]) for product, limit in runs)
    product, limit = runs[-1]
    documents, text = product["documents"], product["text"]
    spent = f"processor {seconds(product['processor'])} against {seconds(limit['processor'])}"
    many = "1 volume" if len(files) == 1 else f"{len(files)} volumes"
    rate = f"{documents / product['seconds']:.0f} documents a second"
    return [
        Figure(f"{many}: import / its limit", found.ratio, "times", TIMES, f"{found.detail}; {spent}; {rate}"),
        Figure(f"{many}: peak memory", product["peak"] / 1e6, "MB", MEGABYTES, f"{documents:.0f} documents"),
        Figure(f"{many}: vault / text", product["vault"] / text, "times", SIZE, f"{text / 1e6:.1f} MB of text"),
    ]


def _in_process(what: str, files: Sequence[Path]) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.archive", what, *map(str, files)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def product(folder: Path, files: Sequence[Path]) -> dict[str, float]:
    """Import the files into a new desk; give how much it was, and what it took."""
    Desk.create(folder / "desk", _WORDS, person="Ilse Maren", party="Valdria", cost=FOR_TESTS_ONLY).close()
    desk = Desk.open(folder / "desk", _WORDS)
    found = files_of(files)
    with _Spent(worth_aside(found)) as spent:
        outcomes = list(import_files(desk, found))
        desk.close()
    size = (folder / "desk" / "vault.db").stat().st_size
    documents = sum(one.documents for one in outcomes)
    return {**spent.figures, "documents": documents, "vault": size, "text": _text(folder / "desk")}


def _text(desk: Path) -> int:
    """Give the bytes of the texts of passages and notes, in UTF-8."""
    with Desk.open(desk, _WORDS) as opened, opened.vault.read() as db:
        total = 0
        for item in archive.listed(db):
            document = archive.text(db, item.number)
            if document is not None:
                notes = document.apparatus.notes if document.apparatus else ()
                texts = [*(one.text for one in document.passages), *(note.text for note in notes)]
                total += sum(len(text.encode()) for text in texts)
        return total


def limit(folder: Path, files: Sequence[Path]) -> dict[str, float]:
    """Parse and walk the files, write their texts, and build an index over them."""
    db = connect(folder / "limit.db", DeskKey.fresh(), "rwc")
    db.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(value, content='texts', content_rowid='number')")
    with _Spent() as spent:
        for path in files:
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
                root = ElementTree.parse(file).getroot()
            found = [_walked(one) for one in root.iter(_TEI + "div") if one.get("type") == "document"]
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO texts (value) VALUES (?)", [(text,) for text in found])
            db.execute("COMMIT")
        db.execute("INSERT INTO words (words) VALUES ('rebuild')")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.close()
    return spent.figures


def _walked(document: ElementTree.Element) -> str:
    """Give the text of a document: a line for each of its blocks, notes behind."""
    lines: list[str] = []
    notes: list[str] = []
    pieces: list[str] = []

    def end(into: list[str]) -> None:
        if text := " ".join("".join(pieces).split()):
            into.append(text)
        pieces.clear()

    def walk(element: ElementTree.Element, into: list[str]) -> None:
        nonlocal pieces
        for child in element:
            if child.tag == _TEI + "note":
                outer, pieces = pieces, [child.text or ""]
                walk(child, notes)
                end(notes)
                pieces = outer
            elif child.tag in _BLOCKS:
                end(into)
                pieces.append(child.text or "")
                walk(child, into)
                end(into)
            else:
                if child.text:
                    pieces.append(child.text)
                walk(child, into)
            if child.tail:
                pieces.append(child.tail)

    walk(document, lines)
    end(lines)
    return "\n".join((*lines, *notes))


class _Spent:
    """What a block takes: seconds, seconds of the processor, bytes of memory at the peak; of all its processes."""

    def __init__(self, aside: int = 0) -> None:
        self._aside = aside

    def __enter__(self) -> Self:
        self._began, self._processor = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        own, beside = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        self.figures = {
            "seconds": time.perf_counter() - self._began,
            "processor": time.process_time() - self._processor + beside.ru_utime + beside.ru_stime,
            # The system tells the largest of the processes that read; all are counted so.
            "peak": (own.ru_maxrss + self._aside * beside.ru_maxrss) * 1024,
        }


def _run(what: str, files: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps((product if what == "product" else limit)(Path(name), files)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--volumes", type=int, nargs="*", default=[1, 5, 35], metavar="N", help="how many at a time")
    parser.add_argument("--rounds", type=int, default=3, help="rounds with one volume; more volumes have fewer")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    show(measure(counts=options.volumes, rounds=options.rounds))


if __name__ == "__main__":
    if sys.argv[1:2] in (["product"], ["limit"]):
        _run(sys.argv[1], [Path(one) for one in sys.argv[2:]])
    else:
        main()
