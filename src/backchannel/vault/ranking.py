"""Ranking: which documents fit a query, and which of them first.

Two steps. FTS5's own bm25 over the words that tell documents apart gives some candidates; what is common adds time and
no order. The candidates are then put in order by where their words stand, read from the index too: by BM25 with less
weight on repetition, raised where the words stand close together and where they stand in the heading, lowered where
some are missing. The constants were chosen by measuring (`benchmarks/search.py`). No text is opened, only the index,
the narrow table of items, and the candidates' tokens.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backchannel.text.query import Phrase, Query
from backchannel.vault.scope import EVERYWHERE, NOBODY, Scope, Within, Writers, any_of, phrase, scope_of
from backchannel.vault.search import character, sequences
from backchannel.vault.sqlcipher import Connection

__all__ = ["BEST", "EARLIEST", "LATEST", "Facet", "Ranked", "facets", "phrase", "rank", "unknown"]

BEST, EARLIEST, LATEST = "best", "earliest", "latest"
"""In which order the documents come."""

_WEIGHTS = (5.0, 1.0, 0.5)
"""Of the columns: heading, body, notes."""
_BM25 = "bm25(item_words, 5.0, 1.0, 0.5)"
_CANDIDATES = 100
_NEAR = 0.4
"""Of the best score of the first step: what has less does not come to the front by where its words stand."""
_LEAST = 0.12
"""Of what the rarest word tells: what tells less is not looked for in the second step."""
_ROWS = 4_000
"""Documents that bm25 weighs before further, commoner words are left out of the first step."""
_K1, _B = 0.9, 0.75
_CLOSE = 30
"""Tokens within which words stand close together."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """How many documents fit, and the numbers of those that were asked for, best first.

    `weights` are what was asked, without the words that tell nothing beside the others, and how much each tells.
    """

    total: int
    numbers: tuple[int, ...]
    weights: tuple[tuple[Phrase, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the documents that fit have each value of a field, most first."""

    field: str
    counts: tuple[tuple[str, int], ...]


def rank(
    db: Connection,
    query: Query,
    channels: Sequence[bytes] = (),
    offset: int = 0,
    limit: int = 10,
    *,
    writers: Writers = NOBODY,
    within: Within = EVERYWHERE,
    order: str = BEST,
) -> Ranked:
    """Give the documents that fit a query, from `offset` on; those of a query without words in the order of their days.

    `channels` are the identifiers of the channels that the query names.
    """
    scope = scope_of(db, query, channels, writers, within)
    if not query.asks_words:
        return _by_day(db, scope, offset, limit, order)
    rarest = _rarest(db, query)
    weights = _weights(db, rarest)
    if order != BEST:
        return replace(_by_day(db, scope, offset, limit, order), weights=tuple(weights.items()))
    match = scope.match if query.phrases or scope.items else _telling(query, rarest)
    first = _first(db, scope, match, _CANDIDATES)
    complete = match == scope.match and len(first) < _CANDIDATES
    total = len(first) if complete else _count(db, scope)
    best = _in_order(db, first, weights)
    numbers = best[offset : offset + limit]
    if len(numbers) < limit and len(best) < total:
        # Beyond the candidates the order is that of bm25 alone.
        beyond = max(0, offset - len(best))
        rest = [number for number, _ in _first(db, scope, scope.match, offset + limit) if number not in set(best)]
        numbers += rest[beyond : beyond + limit - len(numbers)]
    return Ranked(total, tuple(numbers), tuple(weights.items()))


def facets(
    db: Connection, query: Query, channels: Sequence[bytes] = (), *, writers: Writers = NOBODY
) -> tuple[Facet, ...]:
    """Count the documents that fit a query by kind, year, volume, channel (in hexadecimal) and classification."""
    chosen, values = scope_of(db, query, channels, writers).chosen()
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


def _by_day(db: Connection, scope: Scope, offset: int, limit: int, order: str) -> Ranked:
    chosen, values = scope.chosen()
    down = " DESC" if order == LATEST else ""
    total = int(db.execute(f"SELECT count(*) FROM items WHERE {chosen}", values).fetchone()[0])  # noqa: S608
    rows = db.execute(
        f"SELECT number FROM items WHERE {chosen} ORDER BY first_day IS NULL, first_day{down}, number"  # noqa: S608
        " LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    return Ranked(total, tuple(row[0] for row in rows))


def _first(db: Connection, scope: Scope, match: str, limit: int) -> list[tuple[int, float]]:
    """Give the first documents by FTS5's bm25, with their scores: the higher the better."""
    where, values = scope.where(match)
    return db.execute(
        f"SELECT rowid, -{_BM25} FROM item_words WHERE {where} ORDER BY 2 DESC, 1 LIMIT ?",  # noqa: S608
        (*values, limit),
    ).fetchall()


def _count(db: Connection, scope: Scope) -> int:
    where, values = scope.where(scope.match)
    return int(db.execute(f"SELECT count(*) FROM item_words WHERE {where}", values).fetchone()[0])  # noqa: S608


def _frequency(db: Connection, one: Phrase) -> int:
    row = db.execute("SELECT count(*) FROM item_words WHERE item_words MATCH ?", (phrase(one),)).fetchone()
    return int(row[0])


def _rarest(db: Connection, query: Query) -> dict[Phrase, int]:
    """Give the words and phrases that stand anywhere, and in how many documents, the rarest first."""
    found = {one: _frequency(db, one) for one in (*query.words, *query.phrases)}
    return {one: rows for one, rows in sorted(found.items(), key=lambda pair: pair[1]) if rows}


def _weights(db: Connection, rarest: dict[Phrase, int]) -> dict[Phrase, float]:
    """Give what each word tells (its information, after BM25), without those that tell nothing beside the others."""
    documents = int(db.execute("SELECT coalesce(max(number), 0) FROM items").fetchone()[0])
    weights = {one: math.log(1 + max(0.5, documents - rows + 0.5) / (rows + 0.5)) for one, rows in rarest.items()}
    least = _LEAST * max(weights.values(), default=0.0)
    return {one: weight for one, weight in weights.items() if weight >= least}


def _telling(query: Query, rarest: dict[Phrase, int]) -> str:
    """Give the match of the first step where words alone are asked: the rarest, as many as cost little."""
    total, taken = 0, list[Phrase]()
    for word, rows in rarest.items():
        total += rows
        if taken and total > _ROWS:
            break
        taken.append(word)
    wanted = any_of(taken if len(taken) < len(rarest) else query.words)
    return f"({wanted}) NOT {any_of(query.without)}" if query.without else wanted


def _in_order(db: Connection, first: list[tuple[int, float]], weights: dict[Phrase, float]) -> list[int]:
    """Give the candidates in the order of where their words stand; what is far behind stays where it is."""
    candidates = [number for number, score in first if score >= _NEAR * first[0][1]]
    behind = [number for number, _ in first[len(candidates) :]]
    if len(candidates) < 2 or len(weights) < 2:
        return candidates + behind
    kept = db.execute(
        f"SELECT number, value FROM item_tokens WHERE number IN ({', '.join('?' * len(candidates))})",  # noqa: S608
        candidates,
    ).fetchall()
    # Two bytes a token.
    mean = sum(len(value) for _, value in kept) / max(1, len(kept))
    characters = _characters(db, list(weights))
    wanted, told = re.compile(f"[{re.escape(''.join(characters))}]"), list(weights.values())
    scores = {number: _score(sequences(value), wanted, characters, told, len(value) / mean) for number, value in kept}
    # Of equal ones the order of the first step stands: sorting keeps it.
    return sorted(candidates, key=lambda n: -scores.get(n, 0.0)) + behind


def _characters(db: Connection, asked: list[Phrase]) -> dict[str, int]:
    """Give for the characters of the words which word it is, by number; where two share one, the first counts.

    A phrase stands where its longest token does, near enough.
    """
    found: dict[str, int] = {}
    for index, one in enumerate(asked):
        tokens = [max(one.tokens, key=len)]
        if one.beginning and tokens[0] == one.tokens[-1]:
            rows = db.execute(
                "SELECT term FROM item_word_counts WHERE term BETWEEN ? AND ? LIMIT 500",
                (tokens[0], tokens[0] + "\U0010ffff"),
            )
            tokens = [row[0] for row in rows]
        for token in tokens:
            found.setdefault(character(token), index)
    return found


def _score(
    columns: list[str], wanted: re.Pattern[str], characters: dict[str, int], weights: list[float], length: float
) -> float:
    often = [0.0] * len(weights)
    heading = closest = 0.0
    for column, (text, factor) in enumerate(zip(columns, _WEIGHTS, strict=True)):
        stands = [(match.start(), characters[match.group()]) for match in wanted.finditer(text)]
        for _, index in stands:
            often[index] += factor
        if column == 0:
            heading = sum(weights[index] for index in {index for _, index in stands})
        closest = max(closest, _closest(stands, weights))
    there = sum(weight for weight, count in zip(weights, often, strict=True) if count)
    dampened = _K1 * (1 - _B + _B * length)
    bm25 = sum(
        weight * count * (_K1 + 1) / (count + dampened) for weight, count in zip(weights, often, strict=True) if count
    )
    total = sum(weights)
    return bm25 * (1 + (closest + heading) / total) * there / total


def _closest(stands: list[tuple[int, int]], weights: list[float]) -> float:
    """Give the weight of the different words in the best stretch of `_CLOSE` tokens."""
    counts = [0] * len(weights)
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
