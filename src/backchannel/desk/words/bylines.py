"""Whose words a document is, and of which day: what an attribution is held against."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backchannel.desk.words.places import Places
from backchannel.text.folding import fold, words
from backchannel.text.quotations.attribution import Attribution, Day, speaker
from backchannel.vault.sqlcipher import Connection

__all__ = ["Byline", "Bylines"]

_OWN_WORDS = frozenset(("letter", "message", "note", "aide-mémoire", "communiqué", "statement", "proposal", "circular"))
"""Kinds of documents in which only their authors speak; in any other somebody may be reported as saying something."""
_FROM = re.compile(r"\bfrom\b(.*)", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r"\s+to\s+", re.IGNORECASE)
_REPORTED_DAYS = 2
"""Days that a report may be later than what it reports."""
_REPORTED_BEFORE = 1_500
"""Characters before reported words within which their speaker is named."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What is known of a document at once: its id, kind, heading and first and last day ('' where it has none)."""

    id: str
    kind: str
    heading: str
    first: str
    last: str
    is_letter: bool


class Bylines:
    """The bylines of an open vault."""

    def __init__(self, db: Connection, places: Places) -> None:
        """Read id, kind, heading and days of every document."""
        self._db = db
        self._places = places
        self._all: dict[int, Byline] = {}
        self._by_day: dict[str, list[int]] = {}
        self._names: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        for number, identifier, kind, heading, first, last, channel in db.execute(
            "SELECT number, id, kind, heading, first_day, last_day, channel FROM items"
        ):
            self._all[number] = Byline(identifier, kind, heading, first or "", last or first or "", channel is not None)
            if first:
                self._by_day.setdefault(first, []).append(number)
                self._by_day.setdefault(first[5:], []).append(number)

    def of(self, document: int) -> Byline:
        """Give the byline of a document."""
        return self._all[document]

    def dated(self, days: Iterable[Day], most: int) -> list[int]:
        """Give the documents of days that are named with month and day; none where there are more than `most`."""
        found: list[int] = []
        for day in days:
            if day.day is None or day.month is None:
                continue
            if day.year is not None:
                found += self._by_day.get(str(day), [])
            else:
                found += self._by_day.get(f"{day.month:02}-{day.day:02}", [])
        return found if len(found) <= most else []

    def fits_day(self, document: int, attribution: Attribution) -> bool:
        """Whether a document may be of one of the days that are named, if any are."""
        byline = self._all[document]
        slack = 0 if byline.kind in _OWN_WORDS else _REPORTED_DAYS
        return not attribution.days or any(day.fits(byline.first, byline.last, slack) for day in attribution.days)

    def fits_name(self, document: int, attribution: Attribution, before: Callable[[], str]) -> bool:
        """Whether words of a document may be those of one who is named, if any is; `before` gives its text up to them.

        Where it is not known whose words a letter is, they may be anybody's.
        """
        if not attribution.names:
            return True
        authors, taking_part = self._of(document)
        speaks_alone = self._all[document].kind in _OWN_WORDS
        if not authors and speaks_alone:
            return True
        if any(name[-1] in authors or set(name) <= authors for name in attribution.names):
            return True
        if speaks_alone:
            return not _can_be_compared(attribution, authors)
        told = before()[-_REPORTED_BEFORE:]
        said_by = speaker(told)
        if said_by is not None:
            return any(name[-1] == said_by[-1] for name in attribution.names)
        near = set(words(fold(told).text))
        return any(name[-1] in taking_part or name[-1] in near for name in attribution.names)

    def _of(self, document: int) -> tuple[frozenset[str], frozenset[str]]:
        """Give the words of the names of a document's authors, and of those who took part in what it reports."""
        if document not in self._names:
            byline = self._all[document]
            authors: set[str] = set()
            others: set[str] = set()
            for role, word in self._db.execute(
                "SELECT DISTINCT role, word FROM item_names JOIN name_words USING (name) WHERE item = ?"
                " AND role IN ('sender', 'signer', 'participant')",
                (document,),
            ):
                (others if role == "participant" else authors).add(word)
            if byline.is_letter:
                place = self._places.place(document, 0, 1)
                authors.update(word for name in (place.authors if place else ()) for word in words(fold(name).text))
            found = _FROM.search(byline.heading)
            if found:
                told = _TO.split(found.group(1))
                authors.update(words(fold(" ".join(told[:-1] or told)).text))
            self._names[document] = frozenset(authors), frozenset(others)
        return self._names[document]


def _can_be_compared(attribution: Attribution, authors: frozenset[str]) -> bool:
    """Whether a name and one of the authors' are written in letters of one kind: nobody here transliterates."""
    return any(word.isascii() == author.isascii() for name in attribution.names for word in name for author in authors)
