"""Leaks: what of published words stands in something private, which versions have it, and who knew it that day (R20).

Articles are compared with all that this person may read. What an article shares with a document that was public before
its day needs nothing private, and a document that was written after that day cannot be its source. What is left is
shown word beside word, with the documents that have exactly these words, those that differ and where, the versions of
the same letter that have nothing of it, and who held the words. No likelihood is given: only the set, and the reasons.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from backchannel.desk.desk import Desk
from backchannel.desk.words import requests
from backchannel.desk.words.collected import Text
from backchannel.desk.words.holders import Holder, Holders
from backchannel.desk.words.places import Place, Places
from backchannel.desk.words.written import written
from backchannel.errors import UsageError
from backchannel.text.fingerprints import Index
from backchannel.text.reuse.among import Among, all_reused
from backchannel.text.reuse.reused import Reuse, reused
from backchannel.text.reuse.shared import cut, marks, tokens_within
from backchannel.text.reuse.versions import (
    Difference,
    Version,
    differences,
    fullest,
    is_word_for_word,
    stretches,
    version,
)
from backchannel.text.wording import Wording, wording
from backchannel.vault import archive, copies
from backchannel.vault.published import UNDATED, published
from backchannel.vault.sqlcipher import Connection

__all__ = ["Explained", "Held", "Leak", "Scan", "Traced", "Trail", "Without", "trace"]

_BATCH = 32
"""Articles that are looked for together."""
_PARTLY = 24.0
"""Bits of what another version of a letter has of a passage: it is known to be one, so little is enough."""
_VERSIONS_OF = 3
_AROUND = 200
"""Of how many documents other versions are looked for, and how many words before and behind a passage count."""

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A document that has words of a passage: where, which (characters of the article, of the place), what it lacks.

    `nearest` says that no other document has all its words and more, and `exact` that it has the passage word for word,
    with nothing else between. `since` is the day since when the place is public,
    '' if it is private. `linked` says which copy of another it is, if somebody said so. `holders` knew it on the day
    that was asked for, and `copies` are where the source note has further copies; both are given of what is nearest.
    """

    place: Place
    number: int
    nearest: bool
    exact: bool
    since: str
    linked: str
    article: Spans
    letter: Spans
    differences: tuple[Difference, ...]
    holders: tuple[Holder, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """A version or linked copy of a letter without the words of a passage, and how many words around them it has."""

    place: Place
    linked: str
    shared: int


@dataclass(frozen=True, slots=True)
class Leak:
    """Characters [start, end) of an article that reuse private words, and all that has them.

    `passage` is the number of the article's passage, 0 its heading. `shared` of its `words` stand in the first of
    `held`, which has the nearest ones first.
    """

    start: int
    end: int
    passage: int
    bits: float
    shared: int
    words: int
    held: tuple[Held, ...]
    without: tuple[Without, ...]

    @property
    def nearest(self) -> tuple[Held, ...]:
        """Give the private documents whose words are nearest to the passage, the same words or not."""
        return tuple(one for one in self.held if one.nearest)

    @property
    def where(self) -> str:
        """Say where the nearest wording stands, and how many people knew it."""
        exact = [one for one in self.nearest if one.exact]
        named = exact or self.nearest
        people = {(h.person, h.party) for one in named for h in one.holders if h.words}
        names = " and ".join(" ".join(one.place.document.split()) for one in named[:3])
        more = f" and {len(named) - 3} more" if len(named) > 3 else ""
        count = f"{len(people):,} {'person' if len(people) == 1 else 'people'}"
        knew = count if people else "nobody whom this desk knows of"
        if not exact:
            return f"The nearest wording is in {names}{more}; {knew}."
        only = "only " if len(exact) == 1 and len(self.held) + len(self.without) > 1 else ""
        return f"Exactly this wording exists {only}in {names}{more}; {knew}."

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Give who knew the nearest wording: (name, party), each once."""
        return tuple(dict.fromkeys((h.person, h.party) for one in self.nearest for h in one.holders if h.words))


@dataclass(frozen=True, slots=True)
class Explained:
    """Characters [start, end) of an article that reuse a document for which nothing private was needed, and why."""

    start: int
    end: int
    passage: int
    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class Traced:
    """An article with what was found; its day, as it was asked for or as its date says it, is '' if not known."""

    text: Text
    day: str
    leaks: tuple[Leak, ...]
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """What came of all articles, with how many documents they were compared, and how many of these are public."""

    traced: tuple[Traced, ...]
    documents: int
    public: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    # Characters of an article, and what has words of them; `needed` are the private documents that have words which
    # nothing public had, the tokens `told`.
    start: int
    end: int
    finds: tuple[Reuse, ...]
    versions: list[Version]
    public: list[Version]
    told: frozenset[int]
    needed: list[Version]


class Scan:
    """The search for reuse, for one read of the vault.

    `finds` is the search itself, `private` leaves out what needs nothing private, and `traced` is the whole account.
    """

    def __init__(self, db: Connection, desk: Desk) -> None:
        self._db = db
        self._index = requests.index_without(db, desk)
        self._places = Places(db, desk)
        self._holders = Holders(db, desk)
        self._public = published(db)
        self._today = desk.now()[:10]

    def finds(self, texts: Sequence[Wording]) -> list[tuple[Reuse, ...]]:
        """Give for each text all that it reuses, of public documents too, as the index has documents and places."""
        return reused(texts, self._index)

    def private(self, words: Wording, finds: Sequence[Reuse], day: str) -> tuple[Reuse, ...]:
        """Give of a text's finds those in private documents, where something private was needed by a day."""
        found = []
        for one in self._stretches(words, finds, day):
            needed = {version.document for version in one.needed}
            found += [find for find in one.finds if find.document in needed]
        return tuple(found)

    def traced(self, text: Text, words: Wording, finds: Sequence[Reuse], day: str) -> Traced:
        """Give of an article's finds which need something private, with all that is known of it."""
        leaks, explained = [], []
        for one in self._stretches(words, finds, day):
            if one.needed:
                leaks.append(self._leak(text, words, one, day))
            else:
                explained.append(self._explained(text, one))
        return Traced(text, day, tuple(leaks), tuple(filter(None, explained)))

    def _stretches(self, words: Wording, finds: Sequence[Reuse], day: str) -> Iterator[_Stretch]:
        for group in stretches(self._beside(words, finds, day)):
            start, end = min(one.start for one in group), max(one.end for one in group)
            # The index gives what fits best; who leaked may have had another document with the same words.
            more = all_reused(cut(words, start, end), self._index, [one.document for one in group])
            versions = self._versions(words, (*group, *more))
            public = [one for one in versions if self._is_public(one, day)]
            told = frozenset[int]().union(*(one.had for one in public))
            private = [one for one in versions if one not in public and not self._is_later(one, day)]
            needed = [one for one in private if not public or one.had - told]
            yield _Stretch(start, end, (*group, *more), versions, public, told, needed)

    def _beside(self, words: Wording, finds: Sequence[Reuse], day: str) -> list[Reuse]:
        """Give also what stands in private documents beside that which a public or a later one has, and fits better."""
        best = self._versions(words, finds)
        open_ = [one.document for one in best if self._is_public(one, day) or self._is_later(one, day)]
        more = all_reused(words, self._index, open_) if open_ else []
        known = {(one.document, one.start) for one in finds}
        return [*finds, *(one for one in more if (one.document, one.start) not in known)]

    def _versions(self, words: Wording, finds: Iterable[Reuse]) -> list[Version]:
        heaviest = {one.document: one for one in sorted(finds, key=lambda one: one.bits)}
        return [version(words, one, self._index.wording(one.document)) for one in heaviest.values()]

    def _is_public(self, one: Version, day: str) -> bool:
        since = self._public.since(one.document, one.begins, one.ends)
        if since is None or since == UNDATED:
            return since is not None and not day
        return since < day if day else since <= self._today

    def _is_later(self, one: Version, day: str) -> bool:
        item = archive.by_number(self._db, one.document)
        return bool(day and item and written(self._db, item) > day)

    def _explained(self, text: Text, stretch: _Stretch) -> Explained | None:
        one = max(stretch.public or stretch.versions, key=lambda version: len(version.had))
        place = self._places.place(one.document, one.begins, one.ends)
        if place is None:
            return None
        since = self._public.since(one.document, one.begins, one.ends)
        why = "public, since when is not known" if since == UNDATED else f"public since {since}"
        if not stretch.public:
            why = f"written after that day, on {place.day}"
        return Explained(stretch.start, stretch.end, text.passage(stretch.start), place, why)

    def _leak(self, text: Text, words: Wording, stretch: _Stretch, day: str) -> Leak:
        within = stretch.start, stretch.end
        nearest = fullest(stretch.needed, stretch.told)
        others = self._others(nearest, {one.document for one in stretch.versions})
        partly = self._versions(words, reused([cut(words, *within)], Among(self._index, others), _PARTLY)[0])
        wanted = frozenset[int]().union(*(one.had for one in nearest))
        known = [*stretch.versions, *partly]
        ordered = sorted(known, key=lambda one: (one not in nearest, -len(one.had), -len(one.pairs)))
        held = [self._held(words, within, one, wanted, nearest, day) for one in ordered]
        without = [self._without(nearest, *one) for one in others.items() if one[0] not in {v.document for v in partly}]
        first, last = tokens_within(words, *within)
        return Leak(
            *within,
            text.passage(stretch.start),
            stretch.finds[0].bits,
            len(nearest[0].pairs),
            last - first,
            tuple(filter(None, held)),
            tuple(filter(None, without)),
        )

    def _held(
        self,
        words: Wording,
        within: tuple[int, int],
        one: Version,
        wanted: frozenset[int],
        nearest: list[Version],
        day: str,
    ) -> Held | None:
        place = self._places.place(one.document, one.begins, one.ends)
        if place is None:
            return None
        other = self._index.wording(one.document)
        letter = marks(other, (theirs for _, theirs in one.pairs))
        return Held(
            place,
            one.document,
            one in nearest,
            is_word_for_word(words, one, other, *within),
            self._public.since(one.document, one.begins, one.ends) or "",
            self._linked(one.document, [e.document for e in nearest]),
            marks(words, (mine for mine, _ in one.pairs)),
            tuple((start - one.begins, end - one.begins) for start, end in letter),
            tuple(differences(words, wanted, one, other)),
            self._holders.of(one.document, day) if one in nearest else (),
            self._holders.copies(one.document) if one in nearest else (),
        )

    def _linked(self, number: int, nearest: Sequence[int]) -> str:
        return next((how for other, how in copies.of(self._db, number) if other in nearest), "")

    def _others(self, nearest: list[Version], known: set[int]) -> dict[int, int]:
        """Give further versions of documents, by their text or as somebody linked them, with the words they share."""
        found: dict[int, int] = {}
        for one in nearest[:_VERSIONS_OF]:
            found.update(_alike(one, self._index))
            for number, _ in copies.of(self._db, one.document):
                found.setdefault(number, 0)
        return {number: shared for number, shared in sorted(found.items()) if number not in known}

    def _without(self, nearest: list[Version], number: int, shared: int) -> Without | None:
        place = self._places.place(number, 0, 0)
        return Without(place, self._linked(number, [one.document for one in nearest]), shared) if place else None


def trace(desk: Desk, articles: Iterable[Text], on: str = "") -> Trail:
    """Compare articles with all that this desk's person may read; nothing of the vault changes.

    `on` is the day on which they appeared, as `1963-01-18`; without it each one's own date counts. UsageError if the
    desk holds no document.
    """
    found: list[Traced] = []
    with desk.vault.read() as db:
        documents = archive.total(db) - len(requests.set_apart(db, desk))
        if not documents:
            raise UsageError("This desk holds no document yet to compare with; import some, or join a channel.")
        scan = Scan(db, desk)
        for batch in _batches(articles):
            words = [wording(text.text) for text in batch]
            for text, own, finds in zip(batch, words, scan.finds(words), strict=True):
                found.append(scan.traced(text, own, finds, on or text.last_day))
        return Trail(tuple(found), documents, len(list(published(db).documents())))


def _alike(one: Version, index: Index) -> dict[int, int]:
    """Give the documents that share half of the words around a place, or half of their own with it, and how many."""
    whole = index.wording(one.document)
    first, last = tokens_within(whole, one.begins, one.ends)
    around = whole.span(max(0, first - _AROUND), min(len(whole.tokens), last + _AROUND))
    own = cut(whole, *around)
    counts: Counter[int] = Counter()
    for find in all_reused(own, index, [one.document]):
        counts[find.document] += find.shared
    return {
        other: shared
        for other, shared in counts.items()
        if 2 * shared >= min(len(own.tokens), len(index.wording(other).tokens))
    }


def _batches(articles: Iterable[Text]) -> Iterator[list[Text]]:
    ahead = iter(articles)
    while batch := list(islice(ahead, _BATCH)):
        yield batch
