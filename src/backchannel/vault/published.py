"""What of the archive is public: what a person marked as published, and what a completed joint release shows.

Everything else is private; that is the rule, and publishing is the exception that somebody has to state. A mark is on a
source (a volume, a folder's file), with all its documents, or on one document, and holds from a day on; a mark without
a day holds from each document's own date on, as for newspapers and speeches. A letter whose release every party has
attributed is public from that day on, or from the hour that they agreed if that is later, and only in the passages that
were shown: what was withheld, its head and its enclosures stay private.

The marks follow from acts on one's own ledger (`judgements`). Days are written `1961-10-16`. Places in a document are
counted as in `text.joined`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from backchannel.protocol.release.course import Course, Stage, follow
from backchannel.text.joined import beginnings
from backchannel.vault import channels, entries, filing
from backchannel.vault.sqlcipher import Connection

__all__ = [
    "UNDATED",
    "Mark",
    "Published",
    "marks",
    "published",
]

UNDATED = "unknown"
"""Since when something is public of which only that is known: it is not taken to have been so on any given day."""

_RELEASE_KINDS = ("release-proposal", "release-assent", "signature", "attribution")
_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person marked as published: a source or a document by its id, from when on, and when that was said.

    `since` is '' where each document is public from its own date on.
    """

    name: str
    since: str
    marked: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """Characters [begins, ends) of a document that are public from a day on."""

    begins: int
    ends: int
    since: str


class Published:
    """What is public, for one read of the vault. Everything is private unless this says otherwise."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[int, str | None] = {}

    def since(self, number: int, begins: int, ends: int) -> str | None:
        """Give the day from which all of these characters are public; UNDATED if it is not known, None if private."""
        marked = self.marked(number)
        shown = self._released.get(number, [])
        days = sorted({one.since for one in shown})
        released = next((day for day in days if _covered(shown, day, begins, ends)), None)
        known = [day for day in (marked, released) if day is not None]
        return min(known, key=_order) if known else None

    def marked(self, number: int) -> str | None:
        """Give the day from which a whole document is public by a mark; as for `since`."""
        if number not in self._known:
            row = self._db.execute(
                "SELECT last_day, own.since, all_of.since FROM items"
                " LEFT JOIN publications AS own ON own.item = items.number"
                " LEFT JOIN publications AS all_of ON all_of.source = items.source"
                " WHERE number = ?",
                (number,),
            ).fetchone()
            last, *said = row or (None, None, None)
            # What was said of the document itself counts before what was said of all its source.
            since = next((one for one in said if one is not None), None)
            self._known[number] = since if since is None else since or last or UNDATED
        return self._known[number]

    def first_day(self, number: int) -> str | None:
        """Give the day from which anything of a document is public; as for `since`."""
        days = [shown.since for shown in self._released.get(number, [])]
        marked = self.marked(number)
        known = [*days, *([marked] if marked is not None else [])]
        return min(known, key=_order) if known else None

    def documents(self) -> Iterator[int]:
        """Give the numbers of all documents of which anything is public, in their order."""
        rows = self._db.execute(
            "SELECT number FROM items WHERE number IN (SELECT item FROM publications)"
            " OR source IN (SELECT source FROM publications)"
        )
        yield from sorted({number for (number,) in rows} | set(self._released))

    @cached_property
    def _released(self) -> dict[int, list[_Shown]]:
        found: dict[int, list[_Shown]] = {}
        for channel in channels.every(self._db):
            steps = [
                (entry.header, body)
                for entry in entries.of_kinds(self._db, channel.id, _RELEASE_KINDS)
                if (body := entry.body()) is not None
            ]
            # In the order in which `follow` wants them: each after all that it has seen.
            steps.sort(key=lambda step: (sum(step[0].past.values()), step[0].author, step[0].seq))
            for course in follow(steps).values():
                if course.stage is Stage.RELEASED:
                    proposal = course.header.id.hex()
                    days = [h.time[:10] for h, b in steps if h.kind == "attribution" and b.get("proposal") == proposal]
                    for number, shown in self._shown(course, max([course.proposal.not_before[:10], *days])):
                        found.setdefault(number, []).extend(shown)
        return found

    def _shown(self, course: Course, since: str) -> Iterator[tuple[int, list[_Shown]]]:
        for choice in course.proposal.letters:
            row = self._db.execute("SELECT number FROM items WHERE entry = ?", (choice.entry,)).fetchone()
            entry = entries.by_id(self._db, choice.entry) if row else None
            document = filing.document_of(entry.body()) if entry else None
            if document is None:
                continue
            begins = beginnings([passage.text for passage in document.passages])
            yield (
                int(row[0]),
                [
                    # With the line feed that follows: words may run from one passage that is shown into the next.
                    _Shown(at, at + len(passage.text) + 1, since)
                    for at, passage in zip(begins, document.passages, strict=False)
                    if passage.number not in choice.passages
                ],
            )


def published(db: Connection) -> Published:
    """Give what is public, for as long as this read of the vault lasts."""
    return Published(db)


def marks(db: Connection) -> list[Mark]:
    """Give all that a person marked as published, by name; a letter of a channel by the id of its entry."""
    return [
        Mark(*row)
        for row in db.execute(
            "SELECT coalesce(slug, id) AS name, since, marked FROM publications"
            " LEFT JOIN sources ON sources.number = publications.source"
            " LEFT JOIN items ON items.number = publications.item ORDER BY name"
        )
    ]


def _order(day: str) -> str:
    return _EVER if day == UNDATED else day


def _covered(shown: list[_Shown], day: str, begins: int, ends: int) -> bool:
    at = begins
    for one in sorted(shown, key=lambda one: one.begins):
        if one.since <= day and one.begins <= at < one.ends:
            at = one.ends
    return at >= ends
