"""Counting what fits a query by kind, period, volume, channel, classification and person, as a catalogue does.

Everything is counted over one list of the documents that fit, which is made once. A person is whoever wrote or received
a document or took part in it, by the name under which a list of persons has him; who is only mentioned is not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.text.query import Query
from backchannel.vault.names import LISTED, LISTED_AS
from backchannel.vault.scope import EVERYWHERE, NOBODY, Within, Writers, scope_of
from backchannel.vault.sqlcipher import Connection

__all__ = ["Counted", "Counts", "count"]

_PERSONS = 20
"""Persons who are given at most: those with most documents."""
_NAMES = 200
"""Names, of which one person has many, from which those persons are chosen."""
_ROLES = "('sender', 'addressee', 'participant')"

_COUNTED = """
    SELECT 'kind', kind, count(*), 0 FROM fits GROUP BY 2
    UNION ALL SELECT 'day', first_day, count(*), 0 FROM fits GROUP BY 2
    UNION ALL SELECT 'source', sources.slug, fitting, sources.number
        FROM (SELECT source, count(*) AS fitting FROM fits GROUP BY 1) JOIN sources ON sources.number = source
    UNION ALL SELECT 'channel', lower(hex(channel)), count(*), 0 FROM fits WHERE channel IS NOT NULL GROUP BY 2
    UNION ALL SELECT 'classification', classification, count(*), min(number) FROM fits
        WHERE classification IS NOT NULL GROUP BY 2"""


@dataclass(frozen=True, slots=True)
class Counted:
    """A value, how many documents have it, and a number by which it is chosen where words are not to be said.

    The number is of a source, of a document that has the value, or of a name, as the field has it.
    """

    value: str
    documents: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of what fits, most first; days (`1961`, `1961-10` or `1961-10-16`) in their order.

    `sources` have the slug of the source as value, `channels` the identifier in hexadecimal. `undated` have no day.
    """

    kinds: tuple[Counted, ...]
    days: tuple[Counted, ...]
    undated: int
    sources: tuple[Counted, ...]
    channels: tuple[Counted, ...]
    classifications: tuple[Counted, ...]
    persons: tuple[Counted, ...]


def count(
    db: Connection,
    query: Query,
    channels: Sequence[bytes] = (),
    *,
    writers: Writers = NOBODY,
    within: Within = EVERYWHERE,
) -> Counts:
    """Count what fits; by years, or by months or days where all of it lies within one year or month."""
    chosen, values = scope_of(db, query, channels, writers, within).chosen()
    fits = (
        "WITH fits AS MATERIALIZED (SELECT number, kind, first_day, source, channel, classification"  # noqa: S608
        f" FROM items WHERE {chosen})"
    )
    found: dict[str, list[Counted]] = {}
    undated = 0
    for field, value, documents, number in db.execute(fits + _COUNTED, values).fetchall():
        if value is None:
            undated += documents
        else:
            found.setdefault(field, []).append(Counted(value, documents, number))
    return Counts(
        _most_first(found.get("kind", [])),
        _periods(found.get("day", [])),
        undated,
        _most_first(found.get("source", [])),
        _most_first(found.get("channel", [])),
        _most_first(found.get("classification", [])),
        _persons(db, fits, values),
    )


def _persons(db: Connection, fits: str, values: tuple[object, ...]) -> tuple[Counted, ...]:
    """Count by persons: the names that stand most often say who may be among them, whose every name is then counted."""
    often = db.execute(
        f"{fits} SELECT name FROM fits CROSS JOIN item_names ON item = fits.number WHERE role IN {_ROLES}"  # noqa: S608
        f" GROUP BY name ORDER BY count(*) DESC, name LIMIT {_NAMES}",
        values,
    ).fetchall()
    marks = ", ".join("?" * len(often))
    listed = db.execute(
        f"SELECT number, {LISTED} FROM names WHERE number IN ({marks})",  # noqa: S608
        [row[0] for row in often],
    )
    chosen: dict[str, int] = {}
    told = dict(listed.fetchall())
    for (number,) in often:
        if len(chosen) < 2 * _PERSONS:
            chosen.setdefault(told[number], number)
    marks = ", ".join("?" * len(chosen))
    rows = db.execute(
        f"{fits}, meant AS MATERIALIZED ({LISTED_AS.format(wanted=marks)}) SELECT listed, count(DISTINCT item)"  # noqa: S608
        f" FROM meant CROSS JOIN item_names ON name = meant.number WHERE role IN {_ROLES}"
        " AND +item IN (SELECT number FROM fits) GROUP BY 1",
        (*values, *chosen, *chosen),
    ).fetchall()
    return _most_first([Counted(value, documents, chosen[value]) for value, documents in rows])[:_PERSONS]


def _most_first(counted: list[Counted]) -> tuple[Counted, ...]:
    return tuple(sorted(counted, key=lambda one: (-one.documents, one.value)))


def _periods(days: list[Counted]) -> tuple[Counted, ...]:
    """Join days to years, or to months where all lie in one year; in one month they stay days."""
    length = next((length for length in (7, 4) if len({one.value[:length] for one in days}) == 1), 0)
    length = {7: 10, 4: 7, 0: 4}[length]
    sums: dict[str, int] = {}
    for one in sorted(days, key=lambda one: one.value):
        period = one.value[:length]
        sums[period] = sums.get(period, 0) + one.documents
    return tuple(Counted(period, documents) for period, documents in sums.items())
