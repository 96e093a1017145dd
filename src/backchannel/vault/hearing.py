"""Which documents may hold statements of somebody: what he wrote, where he spoke, and what was written to him."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backchannel.text.query import Phrase
from backchannel.vault import names
from backchannel.vault.sqlcipher import Connection

__all__ = ["Scope", "documents"]

_ROLES = ("sender", "signer", "participant", "addressee")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are meant; what is empty narrows nothing.

    `who` are names, of which one must be a writer's, a speaker's or an addressee's; `written` are (channel, author) of
    letters that count besides. `channel` is a channel's identifier, with None no letters of channels are left out and
    `letters` alone are asked for. `match` is a match in FTS5's language. Days are ISO, both ends included; what
    has no day is left out where one is asked for.
    """

    who: tuple[Phrase, ...] = ()
    written: tuple[tuple[bytes, bytes], ...] = ()
    channel: bytes | None = None
    numbers: tuple[int, ...] | None = None
    letters: bool = False
    since: str = ""
    until: str = ""
    match: str = ""


def documents(db: Connection, scope: Scope) -> list[int]:
    """Give the numbers of the documents, by day."""
    tests, values = ["TRUE"], list[object]()
    people = list(_people(scope.who))
    if scope.written:
        pairs = ", ".join(["(?, ?)"] * len(scope.written))
        written = f"(channel, entry) IN (SELECT channel, id FROM entries WHERE (channel, author) IN (VALUES {pairs}))"  # noqa: S608
        people.append((written, [value for pair in scope.written for value in pair]))
    if people:
        tests.append(f"({' OR '.join(test for test, _ in people)})")
        values += [value for _, own in people for value in own]
    for test, value in (
        ("channel = ?", scope.channel),
        ("last_day >= ?", scope.since),
        ("first_day <= ?", scope.until),
        ("number IN (SELECT rowid FROM item_words WHERE item_words MATCH ?)", scope.match),
    ):
        if value:
            tests.append(test)
            values.append(value)
    if scope.letters:
        tests.append("channel IS NOT NULL")
    if scope.numbers is not None:
        tests.append(f"number IN ({', '.join('?' * len(scope.numbers))})")
        values += scope.numbers
    rows = db.execute(
        f"SELECT number FROM items WHERE {' AND '.join(tests)} ORDER BY first_day IS NULL, first_day, number",  # noqa: S608
        values,
    )
    return [row[0] for row in rows.fetchall()]


def _people(who: Sequence[Phrase]) -> Iterable[tuple[str, list[object]]]:
    for one in who:
        for role in _ROLES:
            named, values = names.condition(role, one)
            yield f"number IN ({named})", values
