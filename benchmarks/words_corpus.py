"""The corpus of the benchmark of words: divided into files for the import, and the way back to its characters."""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from backchannel.record.address import Address
from backchannel.record.flat import flatten
from backchannel.text.joined import joined
from backchannel.vault import archive
from backchannel.vault.sqlcipher import Connection

__all__ = ["Coordinates", "divide", "rows"]

FILE = 8 * 1024 * 1024
"""Bytes of one file: a file is read whole."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Give the objects of a packed file of JSON lines, named without its endings."""
    with gzip.open(path.with_name(f"{path.name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def divide(corpus: Path, wanted: Sequence[str], to: Path) -> dict[str, Any]:
    """Write the wanted documents into files, one or more a volume; give their counts, and the ids in each file.

    SystemExit if one is missing, since nothing could be compared then.
    """
    to.mkdir()
    left = set(wanted)
    ids: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    words = size = 0
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] not in left:
                continue
            left.remove(row["id"])
            words, size = words + len(row["text"].split()), size + len(row["text"].encode())
            volume, _, name = row["id"].rpartition("/")
            file = _file(volume or "corpus", len(line), sizes)
            ids.setdefault(file, []).append(row["id"])
            with (to / file).open("a", encoding="utf-8") as out:
                out.write(json.dumps({**row, "id": name}, ensure_ascii=False) + "\n")
    if left:
        raise SystemExit(
            f"The corpus lacks {len(left)} of the documents that the order names; make it from all volumes."
        )
    return {"documents": sum(map(len, ids.values())), "words": words, "bytes": size, "ids": ids}


def _file(volume: str, length: int, sizes: dict[str, int]) -> str:
    """Give the file of a volume's next document, and count it there."""
    number = 1
    while sizes.get(name := f"{volume}{f'-part-{number}' if number > 1 else ''}.jsonl", 0) + length > FILE:
        if name not in sizes:
            break
        number += 1
    sizes[name] = sizes.get(name, 0) + length
    return name


class Coordinates:
    """The way from characters of a document, its passages joined by line feeds, to those of the corpus."""

    def __init__(self, db: Connection, ids: dict[str, str]) -> None:
        """Take the ids of the corpus by the numbers of the archive."""
        self._db = db
        self._ids = ids

    def of(self, number: int, begins: int, ends: int) -> tuple[str, int, int]:
        """Give the id of a document and its characters [begins, ends), one at least, in the corpus."""
        identifier = self._ids[str(number)]
        document = archive.text(self._db, number)
        assert document is not None
        texts = [passage.text for passage in document.passages]
        flat = flatten(document)
        if flat.text != joined(texts):
            first, last = self._place(texts, begins), self._place(texts, ends - 1)
            (begins, _), (_, ends) = (
                flat.offsets_of(Address("", "", passage + 1, span=(at, at + 1))) for passage, at in (first, last)
            )
        return identifier, begins, ends

    def _place(self, texts: Sequence[str], at: int) -> tuple[int, int]:
        for number, text in enumerate(texts):
            if at < len(text):
                return number, at
            at -= len(text) + 1
        raise AssertionError("a place outside of the document")
