"""Words over a whole record: how well quotations, leaks and search are found, how fast, and in how much room.

    python -m benchmarks.words --corpus CORPUS.jsonl --gold DIR --out DIR [--first N]

The corpus has a JSON object on each line (`id`, `title`, `date`, `from`, `to`, `text`); the folder of gold has packed
JSON lines. The documents that its `order` names (the first N of them) are imported into a new desk, and the use cases
of the commands are asked with its `drafts`, `articles` and `search`. What they say is written to `quote.jsonl`,
`leak.jsonl`, `search.jsonl` and `search-dated.jsonl` for whoever scores it, in characters of the corpus, and what it
took to `figures.json`. No text of the record is printed or kept.

Each part runs in a process of its own, on one core where the system lets it, so that its peak memory is its own. Times
are those of the clock; where seconds of the processor stand beside them, these tell what a busy machine added.
"""

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from backchannel.desk import importing, searching
from backchannel.desk.book import open_book
from backchannel.desk.desk import Desk
from backchannel.desk.words import collected, leaks
from backchannel.desk.words.quotations import Checker
from backchannel.desk.writing import append
from backchannel.record.document import Document, passages_of, to_value
from backchannel.text.folding import fold, words
from backchannel.text.joined import joined
from backchannel.text.query import read
from backchannel.text.wording import wording
from backchannel.vault import archive, entries, fingerprints, ranking, search
from backchannel.vault.database import Vault
from backchannel.vault.sqlcipher import Connection
from benchmarks.desks import LINE, TOMAS, new_desk, open_line
from benchmarks.desks import WORDS as PASSPHRASE
from benchmarks.search import drawn, median_and_p95, times
from benchmarks.words_corpus import Coordinates, divide, rows

PARTS = ("build", "index", "sizes", "leaks", "quotations", "search", "letter")
"""What is measured, in this order, each in a process of its own."""

QUERIES, SEED, ROUNDS = 200, 1961, 2
LETTERS = 40
_BATCH = 32
_SECONDS = 5.0
"""Between two lines that say how far a part is."""

_TABLES = {
    "postings": ("fingerprint_segments", "fresh_terms"),
    "text_rows": ("item_texts",),
    "fts5": ("item_word_counts", "item_words", "item_tokens"),
}
"""The tables of each size that has a goal."""


class _Work:
    """The folder in which the parts find the desk and the divided corpus, and the folders of the gold and of the out"""

    def __init__(self, folder: Path, gold: Path, out: Path) -> None:
        self.folder, self.gold, self.out = folder, gold, out
        self.volumes, self.desk, self.about = folder / "volumes", folder / "desk", folder / "about.json"

    def open(self) -> Desk:
        return Desk.open(self.desk, PASSPHRASE)

    def told(self) -> dict[str, Any]:
        """Give what is known of the corpus: documents, words, bytes, and after the import the id of each number."""
        found: dict[str, Any] = json.loads(self.about.read_text(encoding="utf-8"))
        return found

    def tell(self, **more: Any) -> None:
        was = self.told() if self.about.exists() else {}
        self.about.write_text(json.dumps({**was, **more}), encoding="utf-8")

    def write(self, name: str, lines: Sequence[dict[str, Any]]) -> None:
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (self.out / f"{name}.jsonl").write_text(text, encoding="utf-8")


def build(work: _Work) -> dict[str, float]:
    """Import the corpus as the command does, and say what of the time the indexes took."""
    told = work.told()
    Desk.create(work.desk, PASSPHRASE, person="Ilse Maren", party="Valdria").close()
    files = importing.files_of([work.volumes])
    spent = {
        "all_indexes": _Watch((search, "derive"), (search, "put"), (fingerprints, "settle"), (Vault, "_commit")),
        "fingerprints": _Watch((fingerprints, "derive"), (fingerprints, "put"), (fingerprints, "settle")),
    }
    numbers: dict[str, str] = {}
    say = _Says("import", told["documents"])
    desk = work.open()
    began, own = time.perf_counter(), time.process_time()
    for outcome in importing.import_files(desk, files, aside=0):
        if outcome.what != importing.IMPORTED:
            raise SystemExit(f"{outcome.path.name} was not imported: {outcome.why}")
        ids = told["ids"][outcome.path.name]
        with desk.vault.read() as db:
            found = [archive.find(db, identifier) for identifier in _documents(db, outcome.source)]
            numbers |= {str(item.number): identifier for item, identifier in zip(found, ids, strict=True) if item}
        say(len(numbers))
    desk.close()
    took, own = time.perf_counter() - began, time.process_time() - own
    work.tell(numbers=numbers)
    millions = told["words"] / 1e6
    size = (work.desk / "vault.db").stat().st_size
    return {
        "import_seconds": took,
        "import_seconds_per_million_words": took / millions,
        "import_processor_seconds_per_million_words": own / millions,
        "import_words_index_seconds_per_million_words": spent["all_indexes"].seconds / millions,
        "import_fingerprint_index_seconds_per_million_words": spent["fingerprints"].seconds / millions,
        "import_peak_bytes": _peak(),
        "vault_bytes": size,
        "vault_times_text": size / told["bytes"],
        "vault_bytes_per_word": size / told["words"],
    }


def _documents(db: Connection, slug: str) -> list[str]:
    (source,) = db.execute("SELECT number FROM sources WHERE slug = ?", (slug,)).fetchone()
    return archive.ids(db, source)


def index(work: _Work) -> dict[str, float]:
    """Make the index of fingerprints anew from texts in memory, in changes as of an import."""
    told = work.told()
    say = _Says("index", told["documents"])
    took, own, done = 0.0, 0.0, 0
    with work.open() as desk:
        with desk.vault.change() as db:
            fingerprints.clear(db)
        numbers = iter([int(number) for number in told["numbers"]])
        while batch := list(islice(numbers, 400)):
            with desk.vault.read() as db:
                texts = [joined(kept.passages) for n in batch if (kept := archive.words(db, n))]
            began, begun = time.perf_counter(), time.process_time()
            with desk.vault.change() as db:
                for number, text in zip(batch, texts, strict=True):
                    fingerprints.put(db, number, fingerprints.derive(words(fold(text).text)))
            took, own = took + time.perf_counter() - began, own + time.process_time() - begun
            done += len(batch)
            say(done)
    return {
        "fingerprint_index_seconds_per_million_words": took / told["words"] * 1e6,
        "fingerprint_index_processor_seconds_per_million_words": own / told["words"] * 1e6,
        "fingerprint_index_peak_bytes": _peak(),
    }


def sizes(work: _Work) -> dict[str, float]:
    """Give the pages of some tables: those that are free when the tables are dropped, in a change that is given up."""
    told, found = work.told(), dict[str, float]()
    with work.open() as desk, suppress(_GivenUpError), desk.vault.change() as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("PRAGMA defer_foreign_keys = ON")
        page = int(db.execute("PRAGMA page_size").fetchone()[0])
        for name, tables in _TABLES.items():
            before = int(db.execute("PRAGMA freelist_count").fetchone()[0])
            for table in tables:
                db.execute(f"DROP TABLE {table}")
            after = int(db.execute("PRAGMA freelist_count").fetchone()[0])
            found[f"{name}_bytes_per_word"] = (after - before) * page / told["words"]
        raise _GivenUpError
    found["text_rows_fts5_postings_bytes_per_word"] = sum(found.values())
    return found


class _GivenUpError(Exception):
    """A change that is not to be kept."""


def scan(work: _Work) -> dict[str, float]:
    """Trace all articles: from the passphrase to the first answer, then all of them twice; write what was found."""
    articles = [(row["id"], _text(row["id"], row["text"])) for row in rows(work.gold / "articles")]
    began, begun = time.perf_counter(), time.process_time()
    desk = work.open()
    leaks.trace(desk, [text for _, text in articles[:1]])
    first, processor = time.perf_counter() - began, time.process_time() - begun
    lines: list[dict[str, Any]] = []
    looked, shown = [0.0, 0.0], 0.0
    say = _Says("leaks", 2 * len(articles))
    with desk, desk.vault.read() as db:
        where = Coordinates(db, work.told()["numbers"])
        one = leaks.Scan(db, desk)
        for turn, start in ((turn, at) for turn in range(2) for at in range(0, len(articles), _BATCH)):
            batch = articles[start : start + _BATCH]
            began = time.perf_counter()
            told = [wording(text.text) for _, text in batch]
            found = one.finds(told)
            looked[turn] += time.perf_counter() - began
            for (name, text), own, finds in zip(batch if turn else (), told, found, strict=False):
                began = time.perf_counter()
                traced = one.traced(text, own, finds, "")
                shown += time.perf_counter() - began
                for find in finds:
                    if any(leak.start < find.end and find.start < leak.end for leak in traced.leaks):
                        document, begins, ends = where.of(find.document, find.begins, find.ends)
                        line = {"article": name, "start": find.start, "end": find.end, "doc": document}
                        lines.append({**line, "dstart": begins, "dend": ends, "score": find.bits})
            say(turn * len(articles) + start + len(batch))
    work.write("leak", lines)
    return {
        "passphrase_to_first_answer_seconds": first,
        "passphrase_to_first_answer_processor_seconds": processor,
        "articles_per_second_at_first": len(articles) / looked[0],
        "articles_per_second": len(articles) / looked[1],
        "showing_a_find_ms": shown * 1e3 / max(1, len(lines)),
        "scan_peak_bytes": _peak(),
    }


def _text(name: str, text: str) -> collected.Text:
    starts = tuple(at + 1 for at, character in enumerate(text) if character == "\n")
    return collected.Text(name, text, (0, *starts), False)


def quotations(work: _Work) -> dict[str, float]:
    """Check all drafts twice, the first time with nothing in memory; write what was found."""
    drafts = list(rows(work.gold / "drafts"))
    lines: list[dict[str, Any]] = []
    seconds, processor = [], []
    say = _Says("quotations", 2 * len(drafts))
    with work.open() as desk, desk.vault.read() as db:
        where = Coordinates(db, work.told()["numbers"])
        checker = Checker(db, desk)
        for turn in range(2):
            began, begun = time.perf_counter(), time.process_time()
            found = []
            for number, draft in enumerate(drafts, 1):
                found.append(checker.check(draft["text"]))
                say(turn * len(drafts) + number)
            seconds.append(time.perf_counter() - began)
            processor.append(time.process_time() - begun)
        for draft, checked in zip(drafts, found, strict=True):
            for one in checked:
                line = {"draft": draft["id"], "start": one.start, "end": one.end, "verdict": one.verdict}
                spans = [where.of(source.document, source.begins, source.ends) for source in one.sources]
                if spans:
                    line |= {"doc": spans[0][0], "dstart": spans[0][1], "dend": spans[0][2]}
                line |= {"negation": one.negation, "docs": [document for document, *_ in spans]}
                lines.append(line)
    work.write("quote", lines)
    return {
        "quotations_per_second_cold": len(lines) / seconds[0],
        "quotations_per_processor_second_cold": len(lines) / processor[0],
        "quotations_per_second": len(lines) / seconds[1],
        "quotations_per_processor_second": len(lines) / processor[1],
        "quotations_peak_bytes": _peak(),
    }


def find(work: _Work) -> dict[str, float]:
    """Ask the known queries without and with their days, and time them and others that are drawn."""
    known = list(rows(work.gold / "search"))
    with work.open() as desk:
        ids = work.told()["numbers"]
        for name, dated in (("search", False), ("search-dated", True)):
            lines = []
            for row in known:
                query = read(row["q"], {"date": [_days(row)]} if dated else {})
                with desk.vault.read() as db:
                    found = ranking.rank(db, query, limit=10).numbers
                lines.append({"id": row["id"], "ids": [ids.get(str(number), "") for number in found]})
            work.write(name, lines)
        print("search: timing queries", file=sys.stderr, flush=True)
        queries = [read(one) for one in (*(row["q"] for row in known), *_drawn(desk))]
        with desk.vault.read() as db:
            ranked = median_and_p95(times(lambda query: ranking.rank(db, query), queries, ROUNDS))
        page = median_and_p95(times(lambda query: searching.find(desk, query), queries, ROUNDS))
    return {
        "ranked_query_median_ms": ranked[0],
        "ranked_query_p95_ms": ranked[1],
        "page_of_hits_median_ms": page[0],
        "page_of_hits_p95_ms": page[1],
        "search_peak_bytes": _peak(),
    }


def _drawn(desk: Desk) -> list[str]:
    return [one.text for one in drawn(desk, QUERIES, SEED)]


def _days(row: dict[str, Any]) -> str:
    """Give the days of a query: the month or the year that they are, since a month's last day need not be one."""
    first, last = str(row["date_from"]), str(row["date_to"])
    if first[:7] == last[:7]:
        return first[:7]
    return first[:4] if first[:4] == last[:4] else f"{first[:7]}..{last[:7]}"


def letter(work: _Work) -> dict[str, float]:
    """Take in letters on a channel, one in a change: the entry, its words, its names, its fingerprints, the commit."""
    told, seconds = work.told(), list[float]()
    with tempfile.TemporaryDirectory() as name, work.open() as desk:
        with new_desk(Path(name) / "other", TOMAS, "Ostrava") as other:
            open_line(desk, other, Path(name))
        texts = list(_texts(desk, [int(number) for number in told["numbers"]]))
        with desk.vault.change(moves_position=True) as db:
            book = open_book(db, desk, LINE)
            for text in texts:
                append(book, "letter", {"document": to_value(Document("letter", text))}, book.state.active())
            book.save()
            channel = book.channel.id
        with desk.vault.read() as db:
            letters = list(entries.of_kinds(db, channel, ["letter"]))
        for one in letters:
            with desk.vault.change() as db:
                entries.put(db, replace(one, standing=entries.WAITS))
            began = time.perf_counter()
            with desk.vault.change() as db:
                entries.put(db, one)
            seconds.append(time.perf_counter() - began)
    return {"one_letter_median_ms": statistics.median(seconds) * 1e3, "one_letter_longest_ms": max(seconds) * 1e3}


def _texts(desk: Desk, numbers: list[int]) -> Iterator[tuple[Any, ...]]:
    """Give the passages of documents that are not longer than letters, from all over the archive."""
    with desk.vault.read() as db:
        found = (archive.words(db, number) for number in numbers[:: max(1, len(numbers) // (4 * LETTERS))])
        fitting = (one for one in found if one and sum(len(text.split()) for text in one.passages) <= 2000)
        for one in islice(fitting, LETTERS):
            yield passages_of(*(text for text in one.passages if text.strip()))


_DOES: dict[str, Callable[[_Work], dict[str, float]]] = {
    "build": build,
    "index": index,
    "sizes": sizes,
    "leaks": scan,
    "quotations": quotations,
    "search": find,
    "letter": letter,
}


class _Watch:
    """The seconds that functions take while this lives; one within another counts once."""

    def __init__(self, *functions: tuple[Any, str]) -> None:
        self.seconds = 0.0
        self._inside = False
        for where, name in functions:
            setattr(where, name, self._watched(getattr(where, name)))

    def _watched(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*values: Any) -> Any:
            if self._inside:
                return act(*values)
            self._inside, began = True, time.perf_counter()
            try:
                return act(*values)
            finally:
                self._inside = False
                self.seconds += time.perf_counter() - began

        return watched


class _Says:
    """Says every few seconds how far a part is."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._last = what, total, time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self._last > _SECONDS:
            self._last = time.monotonic()
            print(f"{self._what}: {done} of {self._total}", file=sys.stderr, flush=True)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _on_one_core() -> None:
    with suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def measure(corpus: Path, gold: Path, out: Path, first: int | None = None) -> dict[str, float]:
    """Measure all parts, one after the other, and write what they found; give the figures."""
    out.mkdir(parents=True, exist_ok=True)
    with gzip.open(gold / "order.jsonl.gz", "rt", encoding="utf-8") as lines:
        wanted = [json.loads(line) for line in islice(lines, first)]
    with tempfile.TemporaryDirectory() as name:
        work = _Work(Path(name), gold, out)
        work.tell(**divide(corpus, wanted, work.volumes))
        told = work.told()
        figures: dict[str, float] = {"documents": told["documents"], "words": told["words"], "bytes": told["bytes"]}
        for part in PARTS:
            print(f"{part} …", file=sys.stderr, flush=True)
            command = [sys.executable, "-m", "benchmarks.words", "--part", part, "--work", name]
            done = subprocess.run(
                [*command, "--gold", str(gold), "--out", str(out)], check=True, stdout=subprocess.PIPE, text=True
            )
            figures |= json.loads(done.stdout)
    (out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="the documents, one on each line")
    parser.add_argument("--gold", type=Path, required=True, help="the folder of drafts, articles and queries")
    parser.add_argument("--out", type=Path, required=True, help="the folder for what is found")
    parser.add_argument("--first", type=int, help="how many of the documents are imported")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.part:
        _on_one_core()
        print(json.dumps(_DOES[options.part](_Work(options.work, options.gold, options.out))))
        return
    if options.corpus is None:
        parser.error("name the documents with --corpus")
    for name, value in measure(options.corpus, options.gold, options.out, options.first).items():
        print(f"{name:55} {value:16,.3f}")


if __name__ == "__main__":
    main()
