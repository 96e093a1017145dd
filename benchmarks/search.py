"""Searching the record: how fast, beside FTS5 itself and tantivy, and how well, by known items.

Speed: 200 mixed queries (words, phrases, beginnings, filters, long ones), drawn from the documents by a seeded rule, in
an archive of 1, 5 and 35 volumes, warm; a query's time is the best of its rounds. Two figures of the product: the
ranking (numbers and count), and a whole page as a person gets it, with ten excerpts out of the stored texts. Beside the
ranking the same queries are put straight to FTS5 in an unencrypted file: one index of the same columns, ranked by bm25
and joined with the same tables. And beside both, without their filters, to tantivy, with an index of its own in clear.

Quality: the mean reciprocal rank among the first ten of known documents. The queries of the developers' set are beside
the record; those of `known_items.tsv` were written by hand, for documents drawn at random from all volumes, as somebody
would ask who remembers what a document says and not in which words: most of them have words that do not stand in it.
"""

import argparse
import gzip
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite3

from backchannel.desk import searching
from backchannel.desk.desk import Desk
from backchannel.desk.importing import files_of, import_files
from backchannel.record.document import Document
from backchannel.text.folding import fold, words
from backchannel.text.query import Query, read
from backchannel.vault import archive, ranking, search
from backchannel.vault.passphrase import FOR_TESTS_ONLY
from benchmarks.archive import chosen, record
from benchmarks.measuring import Figure, machine, show

QUERIES, SEED = 200, 1961
MEDIAN_MS, P95_MS, TIMES = 15.0, 40.0, 1.2
"""The goals: milliseconds of a search, and times FTS5 in the clear."""
KNOWN = Path(__file__).parent / "known_items.tsv"

_WORDS = "nine lanterns along the quay"
_TABLES = ("items", "names", "name_words", "item_names")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, what it is an example of, and for quality the document that is meant and its days."""

    text: str
    sort: str
    gold: str = ""
    days: str = ""


def drawn(desk: Desk, count: int, seed: int) -> list[Asked]:
    """Draw queries from the documents that are long enough, each sort as often as any other."""
    chance = random.Random(seed)
    asked: list[Asked] = []
    with desk.vault.read() as db:
        numbers = [item.number for item in archive.listed(db) if item.first_day]
        for number in chance.choices(numbers, k=20 * count):
            if len(asked) == count:
                break
            item, document = archive.by_number(db, number), archive.text(db, number)
            told = words(fold(_body(document)).text) if document else []
            if item is None or len(told) < 60:
                continue
            sort = _SORTS[len(asked) % len(_SORTS)]
            asked.append(Asked(_query(sort, told, item.first_day or "", item.kind, document, chance), sort))
    return asked


_SORTS = ("word", "words", "long", "phrase", "beginning", "date", "kind", "person")


def _body(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages)


def _query(sort: str, told: list[str], day: str, kind: str, document: Document | None, chance: random.Random) -> str:
    at = chance.randrange(len(told) - 30)
    telling = [word for word in dict.fromkeys(told[at : at + 30]) if len(word) > 4] or told[at : at + 3]
    some = " ".join(chance.sample(telling, min(len(telling), 3)))
    senders = document.senders if document else ()
    return {
        "word": chance.choice(telling),
        "words": some,
        "long": " ".join(dict.fromkeys(told[at : at + 12])),
        "phrase": f'"{" ".join(told[at : at + 4])}"',
        "beginning": f"{chance.choice(telling)[:5]}* {some}",
        "date": f"{some} date:{day[:7]}",
        "kind": f'{some} kind:"{kind}"',
        "person": f'{some} person:"{senders[0] if senders else telling[0]}"',
    }[sort]


class Clear:
    """FTS5 in an unencrypted file: the same columns, tables and queries, as one would first write it."""

    def __init__(self, desk: Desk, path: Path) -> None:
        """Build it from what the desk holds: the same SQLite, without a key."""
        self.db: Any = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA cache_size = -65536")
        self.db.execute(
            "CREATE VIRTUAL TABLE item_words USING fts5(heading, body, notes, content='', tokenize='ascii')"
        )
        with desk.vault.read() as kept:
            for table in _TABLES:
                rows = kept.execute(f"SELECT * FROM {table}").fetchall()
                self.db.execute(kept.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0])
                if rows:
                    self.db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            self.db.execute("CREATE INDEX item_names_by_item ON item_names (item)")
            self.db.execute("BEGIN")
            for item in archive.listed(kept):
                document = archive.text(kept, item.number)
                if document is not None:
                    told = search.columns(document)
                    self.db.execute("INSERT INTO item_words (rowid, heading, body, notes) VALUES (?, ?, ?, ?)",
                                    (item.number, *told))  # fmt: skip
            self.db.execute("COMMIT")

    def asks(self, query: Query) -> tuple[str, list[object]]:
        """Give a query as one statement."""
        asked = [ranking.phrase(one) for one in query.phrases]
        if query.words:
            asked.append(f"({' OR '.join(ranking.phrase(one) for one in query.words)})")
        tests, values = [], list[object]([" AND ".join(asked)])
        if query.kinds:
            tests.append("items.kind = ?")
            values.append(query.kinds[0])
        for days in query.days:
            tests.append("items.first_day <= ? AND items.last_day >= ?")
            values += [days.last, days.first]
        for _, name in query.persons:
            named = " INTERSECT ".join(["SELECT name FROM name_words WHERE word = ?"] * len(name.tokens))
            tests.append(f"items.number IN (SELECT item FROM item_names WHERE name IN ({named}))")
            values += name.tokens
        statement = (
            "SELECT items.number FROM item_words JOIN items ON number = item_words.rowid WHERE item_words MATCH ? "
            + "".join(f"AND {test} " for test in tests)
            + "ORDER BY bm25(item_words, 5.0, 1.0, 0.5) LIMIT 10"
        )
        return statement, values

    def ask(self, statement: tuple[str, list[object]]) -> list[int]:
        """Put a query."""
        return [row[0] for row in self.db.execute(*statement)]


class Tantivy:
    """A tantivy index of the same columns in a folder, in clear."""

    def __init__(self, desk: Desk, path: Path) -> None:
        """Build it from what the desk holds. ImportError where tantivy is not installed."""
        import tantivy

        path.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True)
        for column in search.COLUMNS:
            builder.add_text_field(column)
        self.index = tantivy.Index(builder.build(), path=str(path))
        writer = self.index.writer(heap_size=100_000_000, num_threads=1)
        with desk.vault.read() as db:
            for item in archive.listed(db):
                document = archive.text(db, item.number)
                if document is not None:
                    told = dict(zip(search.COLUMNS, search.columns(document), strict=True))
                    writer.add_document(tantivy.Document(number=item.number, **told))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def asks(self, query: Query) -> Any:
        """Give the words and phrases of a query, without its filters."""
        parts = [f'+"{" ".join(one.tokens)}"' for one in query.phrases]
        parts += [f'"{" ".join(one.tokens)}"' if len(one.tokens) > 1 else one.tokens[0] for one in query.words]
        return self.index.parse_query(" ".join(parts), list(search.COLUMNS))

    def ask(self, query: Any) -> list[int]:
        """Put a query."""
        return [self.searcher.doc(address)["number"][0] for _, address in self.searcher.search(query, 10).hits]


def times(act: Callable[[Any], object], queries: Sequence[Any], rounds: int) -> list[float]:
    """Give for each query the best of its times in seconds, after one round that does not count."""
    found: list[list[float]] = [[] for _ in queries]
    for turn in range(rounds + 1):
        for at, query in enumerate(queries):
            start = time.perf_counter()
            act(query)
            if turn:
                found[at].append(time.perf_counter() - start)
    return [min(one) for one in found]


def median_and_p95(seconds: Sequence[float]) -> tuple[float, float]:
    """Give the median and the 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return statistics.median(ordered) * 1e3, ordered[int(len(ordered) * 0.95)] * 1e3


def speed(desk: Desk, folder: Path, volumes: int, rounds: int) -> list[Figure]:
    """Time the queries on this desk and on the others."""
    asked = drawn(desk, QUERIES, SEED)
    queries = [read(one.text) for one in asked]
    with desk.vault.read() as db:
        ranked = times(lambda query: ranking.rank(db, query), queries, rounds)
    page = times(lambda query: searching.find(desk, query), queries, rounds)
    clear = Clear(desk, folder / "clear.db")
    straight = times(clear.ask, [clear.asks(query) for query in queries], rounds)
    many = "1 volume" if volumes == 1 else f"{volumes} volumes"
    (page_ms, page_95), (rank_ms, rank_95), (fts_ms, fts_95) = map(median_and_p95, (page, ranked, straight))
    beside = (
        f"page {page_ms:.1f} / {page_95:.1f}, ranking {rank_ms:.1f} / {rank_95:.1f}, FTS5 {fts_ms:.1f} / {fts_95:.1f}"
    )
    figures = [
        Figure(f"{many}: a page of hits, median", page_ms, "ms", MEDIAN_MS, f"median / p95 in ms: {beside}"),
        Figure(f"{many}: a page of hits, 95th", page_95, "ms", P95_MS),
        Figure(f"{many}: ranking / FTS5 in clear, median", rank_ms / fts_ms, "times", TIMES),
        Figure(f"{many}: ranking / FTS5 in clear, 95th", rank_95 / fts_95, "times", TIMES, _by_sort(asked, ranked)),
    ]
    try:
        other = Tantivy(desk, folder / "tantivy")
    except ImportError:
        print("tantivy: left out, since it is not installed (pip install tantivy)")
        return figures
    theirs = median_and_p95(times(other.ask, [other.asks(query) for query in queries], rounds))
    return [
        *figures,
        Figure(f"{many}: tantivy without filters, median", theirs[0], "ms", None, f"95th {theirs[1]:.2f}"),
    ]


def _by_sort(asked: Sequence[Asked], seconds: Sequence[float]) -> str:
    return "medians: " + ", ".join(
        f"{sort} {statistics.median(s for one, s in zip(asked, seconds, strict=True) if one.sort == sort) * 1e3:.1f}"
        for sort in _SORTS
    )


def known() -> Iterator[Asked]:
    """Give the queries with a known answer: by hand, and those of the developers' set where it is on this machine."""
    for line in KNOWN.read_text(encoding="utf-8").splitlines():
        text, days, gold = line.split("\t")
        yield Asked(text, "by hand", gold, days)
    folder = Path(os.environ.get("BACKCHANNEL_EVAL") or Path(__file__).parents[2] / "shared" / "eval")
    path = folder / "text" / "gold" / "search.jsonl.gz"
    if not path.exists():
        print("the developers' queries: left out, since they are not on this machine (BACKCHANNEL_EVAL)")
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            first, last = one["date_from"], one["date_to"]
            days = first[:7] if first[:7] == last[:7] else first[:4]
            yield Asked(one["q"], "developers'", one["gold"][0], days)


def quality(desk: Desk) -> list[Figure]:
    """Give the mean reciprocal ranks, without and with the days."""
    found: dict[tuple[str, bool], list[float]] = {}
    with desk.vault.read() as db:
        for one in known():
            item = archive.find(db, one.gold)
            assert item is not None, f"{one.gold} is not in the archive"
            for dated in (False, True):
                query = read(one.text, {"date": [one.days]} if dated and one.days else {})
                numbers = ranking.rank(db, query).numbers
                rank = 1 / (numbers.index(item.number) + 1) if item.number in numbers else 0.0
                found.setdefault((one.sort, dated), []).append(rank)
    # A goal here is a floor, so what is shown is how far a figure falls short of 1.
    goals = {("developers'", False): 0.07, ("developers'", True): 0.02}
    return [
        Figure(
            f"known items {sort}{', with days' if dated else ''}: 1 - MRR@10",
            1 - statistics.fmean(ranks),
            "",
            goals.get((sort, dated)),
            f"MRR {statistics.fmean(ranks):.3f} of {len(ranks)}, first {sum(r == 1 for r in ranks)}",
        )
        for (sort, dated), ranks in found.items()
    ]


def measure(
    *, counts: Sequence[int] = (1, 5, 35), rounds: int = 3, volumes: Sequence[Path] | None = None
) -> list[Figure]:
    """Import so many volumes, one desk after the other, and measure each; quality on all of the record."""
    figures: list[Figure] = []
    for count in counts:
        files = chosen(record() if volumes is None else volumes, count)
        if len(files) < count:
            print(f"{count} volumes: left out, since the record is not on this machine (BACKCHANNEL_RECORD)")
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with Desk.create(
                folder / "desk", _WORDS, person="Ilse Maren", party="Valdria", cost=FOR_TESTS_ONLY
            ) as desk:
                for _ in import_files(desk, files_of(files)):
                    pass
                figures += speed(desk, folder, count, rounds)
                if volumes is None and count == len(record()):
                    figures += quality(desk)
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--volumes", type=int, nargs="+", default=[1, 5, 35], help="how many volumes, one run each")
    parser.add_argument("--rounds", type=int, default=3, help="how often each query is timed")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    show(measure(counts=options.volumes, rounds=options.rounds))


if __name__ == "__main__":
    main()
