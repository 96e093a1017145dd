"""Ranking: which documents fit a query, and which of them first.

Two steps. FTS5's own bm25 over the words that tell documents apart gives some candidates; what is common adds time and
no order. The candidates are then put in order by where their words stand, read from the index too: by BM25 with less
weight on repetition, raised where the words stand close together and where they stand in the heading, lowered where
some are missing. The constants were chosen by measuring (`benchmarks/search.py`). No text is opened, only the index,
the narrow table of items, and the candidates' tokens.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backchannel.text.folding import fold, words
from backchannel.text.query import Phrase, Query
from backchannel.vault import names
from backchannel.vault.search import character, sequences
from backchannel.vault.sqlcipher import Connection

__all__ = ["Facet", "Ranked", "facets", "rank", "unknown"]

_WEIGHTS = (5.0, 1.0, 0.5)
"""Of the columns: heading, body, notes."""
_BM25 = "bm25(item_words, 5.0, 1.0, 0.5)"
_CANDIDATES = 100
_ROWS = 4_000
"""Documents that bm25 weighs before further, commoner words are left out of the first step."""
_K1, _B = 0.9, 0.75
_CLOSE = 30
"""Tokens within which words stand close together."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """How many documents fit, and the numbers of those that were asked for, best first."""

    total: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the documents that fit have each value of a field, most first."""

    field: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A query in SQL: what FTS5 is asked to match, and which items may be given."""

    match: str
    items: str
    values: tuple[object, ...]

    def where(self, match: str) -> tuple[str, tuple[object, ...]]:
        """Give the condition on `item_words` and its values. The plus keeps SQLite from a search for each item."""
        if not self.items:
            return "item_words MATCH ?", (match,)
        return f"item_words MATCH ? AND +rowid IN ({self.items})", (match, *self.values)


def rank(db: Connection, query: Query, channels: Sequence[bytes] = (), offset: int = 0, limit: int = 10) -> Ranked:
    """Give the documents that fit a query, from `offset` on; those of a query without words in the order of their days.

    `channels` are the identifiers of the channels that the query names.
    """
    scope = _scope(db, query, channels)
    if not query.asks_words:
        return _by_day(db, scope, offset, limit)
    where, values = scope.where(scope.match)
    total = int(db.execute(f"SELECT count(*) FROM item_words WHERE {where}", values).fetchone()[0])  # noqa: S608
    if not total:
        return Ranked(0, ())
    best = _best(db, query, scope)
    numbers = best[offset : offset + limit]
    if len(numbers) < limit and len(best) < total:
        # Beyond the candidates the order is that of bm25 alone.
        beyond = max(0, offset - len(best))
        rest = [number for number in _first(db, scope, scope.match, offset + limit) if number not in set(best)]
        numbers += rest[beyond : beyond + limit - len(numbers)]
    return Ranked(total, tuple(numbers))


def facets(db: Connection, query: Query, channels: Sequence[bytes] = ()) -> tuple[Facet, ...]:
    """Count the documents that fit a query by kind, year, volume, channel (in hexadecimal) and classification."""
    chosen, values = _chosen(_scope(db, query, channels))
    found = []
    for field, column in (
        ("kind", "kind"),
        ("year", "substr(first_day, 1, 4)"),
        ("volume", "volume"),
        ("channel", "lower(hex(channel))"),
        ("classification", "classification"),
    ):
        rows = db.execute(
            f"SELECT {column}, count(*) FROM items WHERE {chosen} AND {column} <> ''"  # noqa: S608 -- fixed names
            " GROUP BY 1 ORDER BY 2 DESC, 1",
            values,
        ).fetchall()
        found.append(Facet(field, tuple(rows)))
    return tuple(found)


def unknown(db: Connection, query: Query) -> tuple[Phrase, ...]:
    """Give the words and phrases of a query that stand in no document of this vault."""
    return tuple(one for one in (*query.words, *query.phrases) if not _frequency(db, one))


def _scope(db: Connection, query: Query, channels: Sequence[bytes]) -> _Scope:
    tests: list[str] = []
    values: list[object] = []
    for column, wanted in (("kind", query.kinds), ("channel", channels)):
        if wanted:
            tests.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if query.volumes:
        tests.append("(" + " OR ".join(["volume GLOB ?"] * len(query.volumes)) + ")")
        values += [_glob(volume) for volume in query.volumes]
    if query.days:
        tests.append("(" + " OR ".join(["(first_day <= ? AND last_day >= ?)"] * len(query.days)) + ")")
        values += [one for days in query.days for one in (days.last or "9999", days.first or "")]
    for column, words_ in (("place", query.places), ("classification", query.classifications)):
        if words_:
            fitting = _fitting(db, column, words_)
            tests.append(f"{column} IN ({', '.join('?' * len(fitting))})")
            values += fitting
    for role, name in query.persons:
        named, its = names.condition(role, name)
        tests.append(f"number IN ({named})")
        values += its
    if query.channels and not channels:
        tests.append("FALSE")
    match = _match(query)
    if not match and query.without:
        tests.append("number NOT IN (SELECT rowid FROM item_words WHERE item_words MATCH ?)")
        values.append(_any(query.without))
    return _Scope(match, f"SELECT number FROM items WHERE {' AND '.join(tests)}" if tests else "", tuple(values))  # noqa: S608


def _glob(volume: str) -> str:
    # Only the star at the end means something to a person.
    stem = volume.removesuffix("*").replace("[", "[[]").replace("?", "[?]").replace("*", "[*]")
    return stem + "*" if volume.endswith("*") else stem


def _fitting(db: Connection, column: str, wanted: Sequence[Phrase]) -> list[str]:
    """Give the values of a column in which the words of one of the phrases follow each other."""
    found = []
    for (value,) in db.execute(f"SELECT DISTINCT {column} FROM items WHERE {column} IS NOT NULL"):  # noqa: S608
        told = f" {' '.join(words(fold(value).text))} "
        if any(f" {' '.join(one.tokens)}{'' if one.beginning else ' '}" in told for one in wanted):
            found.append(value)
    return found


def _match(query: Query) -> str:
    wanted = [_phrase(one) for one in query.phrases]
    if query.words:
        # A word adds to the rank and need not be there if a phrase must be.
        wanted.append(_any([*query.words, *query.phrases[:1]]))
    match = " AND ".join(wanted)
    return f"({match}) NOT {_any(query.without)}" if match and query.without else match


def _any(phrases: Iterable[Phrase]) -> str:
    return f"({' OR '.join(_phrase(one) for one in phrases)})"


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"' + (" *" if phrase.beginning else "")


def _chosen(scope: _Scope) -> tuple[str, tuple[object, ...]]:
    if scope.match:
        where, values = scope.where(scope.match)
        return f"number IN (SELECT rowid FROM item_words WHERE {where})", values  # noqa: S608 -- built of fixed parts
    return (f"number IN ({scope.items})" if scope.items else "TRUE"), scope.values


def _by_day(db: Connection, scope: _Scope, offset: int, limit: int) -> Ranked:
    chosen, values = _chosen(scope)
    total = int(db.execute(f"SELECT count(*) FROM items WHERE {chosen}", values).fetchone()[0])  # noqa: S608
    rows = db.execute(
        f"SELECT number FROM items WHERE {chosen} ORDER BY first_day IS NULL, first_day, number"  # noqa: S608
        " LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    return Ranked(total, tuple(row[0] for row in rows))


def _first(db: Connection, scope: _Scope, match: str, limit: int) -> list[int]:
    where, values = scope.where(match)
    rows = db.execute(
        f"SELECT rowid FROM item_words WHERE {where} ORDER BY {_BM25}, rowid LIMIT ?",  # noqa: S608
        (*values, limit),
    ).fetchall()
    return [row[0] for row in rows]


def _best(db: Connection, query: Query, scope: _Scope) -> list[int]:
    rarest = sorted((_Word(one, _frequency(db, one)) for one in (*query.words, *query.phrases)), key=lambda w: w.rows)
    candidates = _first(db, scope, _telling(query, scope, rarest), _CANDIDATES)
    if len(candidates) < _CANDIDATES:
        candidates += [n for n in _first(db, scope, scope.match, _CANDIDATES) if n not in set(candidates)]
    return _in_order(db, candidates[:_CANDIDATES], [one for one in rarest if one.rows])


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or phrase, and in how many documents it stands."""

    phrase: Phrase
    rows: int

    @property
    def token(self) -> str:
        """A phrase stands where its longest token does, near enough."""
        return max(self.phrase.tokens, key=len)


def _frequency(db: Connection, phrase: Phrase) -> int:
    if len(phrase.tokens) == 1 and not phrase.beginning:
        row = db.execute("SELECT doc FROM item_word_counts WHERE term = ?", phrase.tokens).fetchone()
    else:
        row = db.execute("SELECT count(*) FROM item_words WHERE item_words MATCH ?", (_phrase(phrase),)).fetchone()
    return int(row[0]) if row else 0


def _telling(query: Query, scope: _Scope, rarest: list[_Word]) -> str:
    """Give the match of the first step: where nothing else narrows it, without the commonest words."""
    if query.phrases or scope.items:
        return scope.match
    rows, taken = 0, list[Phrase]()
    for word in rarest:
        rows += word.rows
        if taken and rows > _ROWS:
            break
        taken.append(word.phrase)
    return f"{_any(taken)} NOT {_any(query.without)}" if query.without else _any(taken)


def _in_order(db: Connection, candidates: list[int], rarest: list[_Word]) -> list[int]:
    if len(candidates) < 2:
        return candidates
    documents = int(db.execute("SELECT max(number) FROM items").fetchone()[0])
    weights = [math.log(1 + max(0.5, documents - one.rows + 0.5) / (one.rows + 0.5)) for one in rarest]
    characters = _characters(db, rarest)
    kept = db.execute(
        f"SELECT number, value FROM item_tokens WHERE number IN ({', '.join('?' * len(candidates))})",  # noqa: S608
        candidates,
    ).fetchall()
    # Two bytes a token.
    mean = sum(len(value) for _, value in kept) / max(1, len(kept))
    wanted = re.compile(f"[{re.escape(''.join(characters))}]")
    scores = {
        number: _score(_places(sequences(value), wanted, characters, len(rarest)), weights, len(value) / mean)
        for number, value in kept
    }
    # Of equal ones the order of the first step stands: sorting keeps it.
    return sorted(candidates, key=lambda n: -scores.get(n, 0.0))


def _characters(db: Connection, rarest: list[_Word]) -> dict[str, int]:
    """Give for the characters of the words which word it is; where two share one, the rarer counts."""
    found: dict[str, int] = {}
    for index, word in enumerate(rarest):
        tokens = [word.token]
        if word.phrase.beginning and word.token == word.phrase.tokens[-1]:
            rows = db.execute(
                "SELECT term FROM item_word_counts WHERE term BETWEEN ? AND ? LIMIT 500",
                (word.token, word.token + "\U0010ffff"),
            )
            tokens = [row[0] for row in rows]
        for token in tokens:
            found.setdefault(character(token), index)
    return found


_COLUMN = 1 << 32
"""Where a word stands is one number: its offset in tokens, and this for each column before its own."""


def _places(columns: list[str], wanted: re.Pattern[str], characters: dict[str, int], count: int) -> list[list[int]]:
    """Give for each word where it stands in a document."""
    found: list[list[int]] = [[] for _ in range(count)]
    for number, column in enumerate(columns):
        for match in wanted.finditer(column):
            found[characters[match.group()]].append(number * _COLUMN + match.start())
    return found


def _score(places: list[list[int]], weights: list[float], length: float) -> float:
    bm25 = there = heading = 0.0
    for found, weight in zip(places, weights, strict=True):
        if found:
            often = sum(_WEIGHTS[at // _COLUMN] for at in found)
            bm25 += weight * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * length))
            there += weight
            heading += weight if found[0] < _COLUMN else 0.0
    total = sum(weights)
    return bm25 * (1 + (_closest(places, weights) + heading) / total) * there / total


def _closest(places: list[list[int]], weights: list[float]) -> float:
    """Give the weight of the different words in the best stretch of `_CLOSE` tokens."""
    stands = sorted((at, index) for index, found in enumerate(places) for at in found)
    counts = [0] * len(places)
    best = weight = 0.0
    first = 0
    for at, index in stands:
        if not counts[index]:
            weight += weights[index]
        counts[index] += 1
        while stands[first][0] < at - _CLOSE:
            gone = stands[first][1]
            counts[gone] -= 1
            if not counts[gone]:
                weight -= weights[gone]
            first += 1
        best = max(best, weight)
    return best
