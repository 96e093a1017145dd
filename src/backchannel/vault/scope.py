"""Which documents a query may give, in SQL: what the index of words is asked to match, and which items are left.

Beside what a person writes (`text.query`) stands what he chooses from what was found (`Within`): exact values, such as
one volume of those that were counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from backchannel.text.folding import fold, words
from backchannel.text.query import Days, Phrase, Query
from backchannel.vault import names
from backchannel.vault.sqlcipher import Connection

__all__ = ["EVERYWHERE", "NOBODY", "Scope", "Within", "Writers", "any_of", "phrase", "scope_of"]


@dataclass(frozen=True, slots=True)
class Within:
    """What was chosen of what was found: exact values, None where nothing was chosen.

    `source`, `like` (a document that is classified so) and `person` (a name, as `names` numbers them) are numbers.
    """

    kind: str | None = None
    source: int | None = None
    channel: bytes | None = None
    like: int | None = None
    person: int | None = None
    days: Days | None = None


EVERYWHERE = Within()


@dataclass(frozen=True, slots=True)
class Scope:
    """A query in SQL: what FTS5 is asked to match, and which items may be given."""

    match: str
    items: str
    values: tuple[object, ...]

    def where(self, match: str) -> tuple[str, tuple[object, ...]]:
        """Give the condition on `item_words` and its values. The plus keeps SQLite from a search for each item."""
        if not self.items:
            return "item_words MATCH ?", (match,)
        return f"item_words MATCH ? AND +rowid IN ({self.items})", (match, *self.values)

    def chosen(self) -> tuple[str, tuple[object, ...]]:
        """Give the condition on `items` and its values."""
        if self.match:
            where, values = self.where(self.match)
            return f"number IN (SELECT rowid FROM item_words WHERE {where})", values  # noqa: S608 -- built of fixed parts
        return (f"number IN ({self.items})" if self.items else "TRUE"), self.values


Writers = Mapping[Phrase, Sequence[tuple[bytes, bytes]]]
"""For each name that a query asks of a writer, the (channel, author) whom a channel knows under it."""

NOBODY: Writers = MappingProxyType({})


_WRITTEN = " OR (channel, entry) IN (SELECT channel, id FROM entries WHERE (channel, author) IN (VALUES {pairs}))"


def scope_of(
    db: Connection, query: Query, channels: Sequence[bytes], writers: Writers, within: Within = EVERYWHERE
) -> Scope:
    """Give the scope of a query; `channels` are the identifiers of those that it names."""
    tests, values = _within(within)
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
        known = writers.get(name, ()) if role in ("sender", "") else ()
        written = _WRITTEN.format(pairs=", ".join(["(?, ?)"] * len(known))) if known else ""
        tests.append(f"(number IN ({named}){written})")
        values += [*its, *(value for pair in known for value in pair)]
    if query.channels and not channels:
        tests.append("FALSE")
    match = _match(query)
    if not match and query.without:
        tests.append("number NOT IN (SELECT rowid FROM item_words WHERE item_words MATCH ?)")
        values.append(any_of(query.without))
    return Scope(match, f"SELECT number FROM items WHERE {' AND '.join(tests)}" if tests else "", tuple(values))  # noqa: S608


def _within(within: Within) -> tuple[list[str], list[object]]:
    tests, values = list[str](), list[object]()
    for test, value in (
        ("kind = ?", within.kind),
        ("source = ?", within.source),
        ("channel = ?", within.channel),
        ("classification = (SELECT classification FROM items WHERE number = ?)", within.like),
        (f"number IN ({names.SAME})", within.person),
    ):
        if value is not None:
            tests.append(test)
            values.append(value)
    if within.days is not None:
        tests.append("(first_day >= ? AND first_day <= ?)")
        values += [within.days.first or "", within.days.last or "9999"]
    return tests, values


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
    wanted = [phrase(one) for one in query.phrases]
    if query.words:
        # A word adds to the rank and need not be there if a phrase must be.
        wanted.append(any_of([*query.words, *query.phrases[:1]]))
    match = " AND ".join(wanted)
    return f"({match}) NOT {any_of(query.without)}" if match and query.without else match


def any_of(phrases: Iterable[Phrase]) -> str:
    """Give the match for one or more of some phrases."""
    return f"({' OR '.join(phrase(one) for one in phrases)})"


def phrase(one: Phrase) -> str:
    """Give a phrase in FTS5's language: tokens have no letter that means anything there."""
    return f'"{" ".join(one.tokens)}"' + (" *" if one.beginning else "")
