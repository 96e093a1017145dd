"""Whose words a document is, and of which day: what an attribution is held against."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backchannel.desk.words.places import Places
from backchannel.text.folding import fold, words
from backchannel.text.quotations.attribution import Attribution, speaker
from backchannel.text.quotations.days import Day, number_of
from backchannel.vault.sqlcipher import Connection

__all__ = ["REPORTED_BEFORE", "Byline", "Bylines"]

_OWN_WORDS = frozenset(("letter", "message", "note", "aide-mémoire", "communiqué", "statement", "proposal", "circular"))
"""Kinds of documents in which only their authors speak; in any other somebody may be reported as saying something."""
Numbers = NDArray[np.int64]
"""Of documents."""
_LAST = 1 << 30
"""A day after all others."""
_FROM = re.compile(r"\bfrom\b(.*)", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r"\s+to\s+", re.IGNORECASE)
_REPORTED_DAYS = 2
"""Days that a report may be later than what it reports."""
REPORTED_BEFORE = 1_500
"""Characters before reported words within which their speaker is named."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What is known of a document at once: its id, kind and heading, and whether it is a letter of a channel."""

    id: str
    kind: str
    heading: str
    is_letter: bool


class Bylines:
    """The bylines of an open vault."""

    def __init__(self, db: Connection, places: Places) -> None:
        """Read the days of every document."""
        self._db = db
        self._places = places
        self._known: dict[int, Byline] = {}
        self._names: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        rows = db.execute("SELECT number, kind, first_day, last_day FROM items ORDER BY number").fetchall()
        size = rows[-1][0] + 1 if rows else 1
        # By the numbers of the documents; one that has no day may be of any.
        self._first, self._last, self._late = (np.full(size, filled, np.int32) for filled in (0, _LAST, 0))
        for number, kind, first, last in rows:
            self._late[number] = 0 if kind in _OWN_WORDS else _REPORTED_DAYS
            if first:
                self._first[number] = number_of(first)
                self._last[number] = number_of(last or first)
        # Of those of a day the one that came first is the oldest.
        self._age = np.argsort(np.argsort(np.where(self._first, self._first, _LAST), kind="stable"))

    def of(self, document: int) -> Byline:
        """Give the byline of a document."""
        if document not in self._known:
            identifier, kind, heading, channel = self._db.execute(
                "SELECT id, kind, heading, channel FROM items WHERE number = ?", (document,)
            ).fetchone()
            self._known[document] = Byline(identifier, kind, heading, channel is not None)
        return self._known[document]

    def age(self, documents: Numbers) -> NDArray[np.int64]:
        """Give for each of some documents how many are older; those without a day are the youngest."""
        return self._age[documents]

    def dated(self, days: Iterable[Day], most: int) -> list[int]:
        """Give the documents of days that are named with month and day; none where there are more than `most`."""
        found = [document for day in days for document in np.flatnonzero(day.stands(self._first)).tolist()]
        return found if len(found) <= most else []

    def fit_day(self, documents: Numbers, attribution: Attribution) -> NDArray[np.bool_]:
        """Whether each of some documents may be of one of the days that are named, if any are."""
        found = np.full(len(documents), not attribution.days)
        for day in attribution.days:
            found |= day.fits(self._first[documents], self._last[documents], self._late[documents])
        return found

    def fits_name(
        self, document: int, attribution: Attribution, stands: Callable[[str], bool], before: Callable[[], str]
    ) -> bool:
        """Whether words of a document may be those of one who is named, if any is.

        `before` gives the text of the document up to them; it is asked for only if `stands` says that a name may stand
        in it. Where it is not known whose words a letter is, they may be anybody's.
        """
        if not attribution.names:
            return True
        authors, taking_part = self._of(document)
        speaks_alone = self.of(document).kind in _OWN_WORDS
        if not authors and speaks_alone:
            return True
        if any(name[-1] in authors or set(name) <= authors for name in attribution.names):
            return True
        if speaks_alone:
            return not _can_be_compared(attribution, authors)
        if not any(name[-1] in taking_part or stands(name[-1]) for name in attribution.names):
            return False
        told = before()[-REPORTED_BEFORE:]
        said_by = speaker(told)
        if said_by is not None:
            return any(name[-1] == said_by[-1] for name in attribution.names)
        near = set(words(fold(told).text))
        return any(name[-1] in taking_part or name[-1] in near for name in attribution.names)

    def _of(self, document: int) -> tuple[frozenset[str], frozenset[str]]:
        """Give the words of the names of a document's authors, and of those who took part in what it reports."""
        if document not in self._names:
            byline = self.of(document)
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
