"""References read from the printed words alone, against those that the volumes mark: `python -m benchmarks.references`.

Read are the paragraphs and notes of every document of the TEI volumes under BACKCHANNEL_RECORD (default
`../shared/record`), white space collapsed, without their markup. A mark is right when a reference was found in its
place with its volume, document and footnote. Marks of the older volumes are wrong in two ways that the print shows,
and are counted apart: "vol. XI, Document 5" and "Part 1, Document 5" marked as Document 5 of the same volume, and
"Document 8 and footnote 2 thereto" marked as footnote 2 of the document itself. So are footnotes that are cited by
their page, which only the archive can find.
"""

import argparse
import gzip
import json
import os
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backchannel.record.printed.references import Printed, find, resolve_ibid
from benchmarks.measuring import Figure, show

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TEXTS = {_TEI + name for name in ("p", "note", "item", "head", "cell")}
_TARGET = re.compile(
    r"(?P<volume>frus[^#]*)?(?:#(?:d(?P<document>[0-9]+)(?:fn(?P<note>[0-9]+))?|pg_(?P<page>[0-9]+)))?"
)

Mark = tuple[int, int, str]
"""Offsets and target of a marked reference."""


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph or note of a document: its words with their marks."""

    document: int
    is_note: bool
    words: str
    marks: tuple[Mark, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--volumes", type=int, help="only the first so many")
    show(measure(parser.parse_args(arguments).volumes))


def measure(volumes: int | None = None) -> list[Figure]:
    """Read the volumes and give the figures: shares of marks that were missed, in percent, and the speed."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or "../shared/record")
    paths = sorted(folder.glob("*.xml.gz"))[:volumes]
    if not paths:
        raise SystemExit("There are no volumes to measure; set BACKCHANNEL_RECORD to the folder that holds them.")
    counts: Counter[tuple[str, str]] = Counter()
    seconds, characters = 0.0, 0
    for path in paths:
        volume = path.name.removesuffix(".xml.gz")
        texts = list(_texts(path))
        start = time.perf_counter()
        found = [find(text.words, volume) for text in texts]
        seconds += time.perf_counter() - start
        characters += sum(len(text.words) for text in texts)
        _repeat(texts, found)
        for text, references in zip(texts, found, strict=True):
            counts += _compared(text, references)
    return [*_figures(counts), Figure("speed", characters / seconds / 1e6, "M characters/s"), *_dev_figures(folder)]


def _texts(path: Path) -> Iterator[Text]:
    for division in ET.fromstring(gzip.decompress(path.read_bytes())).iter(_TEI + "div"):
        name = division.get(_ID, "")
        if division.get("type") == "document" and name[1:].isdigit():
            for element in division.iter():
                if element.tag in _TEXTS:
                    words, marks = _collapsed(element)
                    yield Text(int(name[1:]), element.tag == _TEI + "note", words, marks)


def _collapsed(element: ET.Element) -> tuple[str, tuple[Mark, ...]]:
    """The words of an element without the notes in it, and where its references stand in them."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0

    def add(text: str | None) -> None:
        nonlocal length
        for character in text or "":
            if not character.isspace():
                pieces.append(character)
                length += 1
            elif length and pieces[-1] != " ":
                pieces.append(" ")
                length += 1

    def walk(one: ET.Element) -> None:
        start = length
        add(one.text)
        for child in one:
            if child.tag != _TEI + "note":
                walk(child)
            add(child.tail)
        if one.tag == _TEI + "ref":
            marks.append((start, length, one.get("target") or ""))

    walk(element)
    return "".join(pieces), tuple(marks)


def _repeat(texts: list[Text], found: list[tuple[Printed, ...]]) -> None:
    """Give each "Ibid." of a note the volume that it repeats, where another note of its document names it."""
    notes: dict[int, list[int]] = {}
    for index, text in enumerate(texts):
        if text.is_note:
            notes.setdefault(text.document, []).append(index)
    for indexes in notes.values():
        for one in resolve_ibid([texts[index].words for index in indexes]):
            if one.volume is not None:
                index = indexes[one.text]
                found[index] = tuple(
                    replace(each, volume=one.volume) if each.start == one.start and each.kind == "ibid" else each
                    for each in found[index]
                )


def _compared(text: Text, references: Sequence[Printed]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for start, end, address in text.marks:
        target = _TARGET.fullmatch(address)
        if target is None or not any(target.groups()):
            continue
        here = [one for one in references if one.end > start and one.start < end]
        counts[_sort(target), _verdict(text, target, here)] += 1
    for one in references:
        if one.kind in ("document", "footnote") and one.document is not None:
            marked = any(one.end > start and one.start < end for start, end, _ in text.marks)
            counts["found", "marked" if marked else "unmarked"] += 1
    return counts


def _sort(target: re.Match[str]) -> str:
    if target["page"]:
        return "page"
    if not target["volume"]:
        return "same volume"
    return "other volume" if target["document"] else "volume alone"


def _verdict(text: Text, target: re.Match[str], here: Sequence[Printed]) -> str:
    volume, own = target["volume"], text.document
    if target["page"]:
        pages = [re.findall("[0-9]+", one.page) for one in here if one.volume == volume and one.page]
        return "right" if any(target["page"] in page for page in pages) else "missed"
    if not target["document"]:
        if any(one.volume == volume for one in here):
            return "right"
        return (
            "without its part"
            if any(one.volume and re.sub("p[0-9]$", "", volume) == one.volume for one in here)
            else "missed"
        )
    document, note = int(target["document"]), int(target["note"]) if target["note"] else None
    for one in here:
        near = {"above": own - 1, "below": own + 1, "footnote": own}
        read = near.get(one.kind) if one.document is None and one.volume is None else one.document
        if (one.volume, read) == (volume, document) and note in (one.note, None):
            return "right"
        if volume is None and one.volume is not None and one.document == document:
            return "print names a volume"
        if volume is None and document == own and one.note == note and read not in (None, own):
            return "print names a document"
        if one.kind == "page" and one.note == note:
            return "cited by page"
        if volume and one.volume is None and (one.document, one.note) == (document, note):
            return "print names no volume"
    return "missed"


def _figures(counts: Counter[tuple[str, str]]) -> list[Figure]:
    figures = []
    goals = {"same volume": 2.0, "other volume": 10.0, "volume alone": None, "page": None}
    aside = ("print names a volume", "print names a document", "print names no volume", "cited by page")
    for sort, goal in goals.items():
        verdicts = {verdict: number for (name, verdict), number in counts.items() if name == sort}
        total, right = sum(verdicts.values()), verdicts.get("right", 0)
        judged = total - sum(verdicts.get(verdict, 0) for verdict in aside)
        detail = ", ".join(f"{verdict} {number}" for verdict, number in sorted(verdicts.items(), key=lambda v: -v[1]))
        if total:
            figures.append(
                Figure(f"{sort}: missed of all marks", 100 * (1 - right / total), "%", None, f"{total}: {detail}")
            )
            figures.append(Figure(f"{sort}: missed", 100 * (1 - right / max(judged, 1)), "%", goal, f"of {judged}"))
    marked, unmarked = counts["found", "marked"], counts["found", "unmarked"]
    figures.append(
        Figure(
            "found and not marked",
            100 * unmarked / max(marked + unmarked, 1),
            "%",
            None,
            f"{unmarked} of {marked + unmarked}",
        )
    )
    return figures


def _dev_figures(folder: Path) -> list[Figure]:
    """The scores of references on the transcripts beside the record, if they are there: 100 less the F1 in percent."""
    path = folder.parent / "eval" / "parse_dev.json.gz"
    if not path.exists():
        return []
    same: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for one in json.loads(gzip.decompress(path.read_bytes()))["documents"]:
        gold = one["gold"]
        own = int(one["id"].partition("/d")[2])
        read = _read_transcript(gold, own)
        wanted = {(None, x["doc"], x["note"]) for x in gold["xrefs"] if not x["volume"] and x["doc"]}
        unjudged = set(gold["_true"]["untagged"])
        _count(same, {x for x in read if not x[0] and (x in wanted or x[1] not in unjudged)}, wanted)
        _count(
            other,
            {(x[0], x[1], None) for x in read if x[0]},
            {(x["volume"], x["doc"], None) for x in gold["xrefs"] if x["volume"]},
        )
    return [
        Figure(
            f"transcripts, {name}: 100 - F1",
            100 - 200 * c["right"] / max(2 * c["right"] + c["extra"] + c["missed"], 1),
            "%",
            None,
            str(dict(c)),
        )
        for name, c in (("same volume", same), ("other volume", other))
    ]


def _read_transcript(gold: dict[str, Any], own: int) -> set[tuple[str | None, int | None, int | None]]:
    notes = [note["text"] for note in gold["notes"]]
    repeated = {(one.text, one.start): one.volume for one in resolve_ibid(notes)}
    read: set[tuple[str | None, int | None, int | None]] = set()
    for index, text in enumerate(notes + gold["body"]):
        for one in find(text):
            volume = repeated.get((index, one.start)) if one.kind == "ibid" else one.volume
            near = {"above": own - 1, "below": own + 1, "footnote": own}
            document = one.document or (near.get(one.kind) if volume is None and one.note else None)
            if volume or (document and one.kind != "ibid"):
                read.add((volume, document, one.note))
    return read


def _count(counts: Counter[str], read: set[Any], wanted: set[Any]) -> None:
    counts["right"] += len(read & wanted)
    counts["extra"] += len(read - wanted)
    counts["missed"] += len(wanted - read)


if __name__ == "__main__":
    main()
