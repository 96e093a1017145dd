"""Silence: a claim that nothing was published, held against the public statements that were collected (R22).

The letters that the claim is about are compared with all that is marked as public (`vault.published`) and with files
and folders that are named, as far as they appeared up to the claim's day. What is found speaks against the claim; what
is not found says no more than what was searched, and this is given with it: how much, from when to when, and what not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice

from backchannel.desk.desk import Desk
from backchannel.desk.importing import File
from backchannel.desk.words import claims, requests
from backchannel.desk.words.claims import Claim
from backchannel.desk.words.collected import Text, Unread, collected
from backchannel.desk.words.places import Place, Places
from backchannel.desk.words.written import written
from backchannel.text.folding import fold, occurrences, tokens
from backchannel.text.reuse.among import Among, all_reused
from backchannel.text.reuse.reused import Reuse, reused
from backchannel.text.reuse.shared import marks, shared
from backchannel.text.wording import wording
from backchannel.vault import archive, entries, sources
from backchannel.vault.published import UNDATED, published
from backchannel.vault.sqlcipher import Connection

__all__ = ["Hit", "Verdict", "test"]

Spans = tuple[tuple[int, int], ...]

_BATCH = 32
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A public statement that speaks against a claim: where, on which day ('' if not known), its words and the marks.

    `letter` is the place in the letter that it reuses, with its own marks; None where it has words that betray it.
    """

    where: str
    day: str
    text: str
    marked: Spans
    letter: Place | None = None
    theirs: Spans = ()


@dataclass(slots=True)
class Verdict:
    """What came of testing a claim: `hits` speak against it, and the rest says what was searched and what was not.

    `letters` were compared; `unreadable` letters of a channel do not open at this desk, and `gone` is what is not here
    any more. `items` public statements were searched, from the `first` day to the `last`; `undated` of them have no
    day. `later` ones appeared after the claim's day and were left out. `collected` is the day on which the last of them
    came. `before` are statements that had the words before the letter was written, which betrays nothing.
    """

    claim: Claim
    words: tuple[str, ...]
    letters: int = 0
    unreadable: int = 0
    gone: list[str] = field(default_factory=list)
    items: int = 0
    undated: int = 0
    later: int = 0
    first: str = ""
    last: str = ""
    collected: str = ""
    hits: list[Hit] = field(default_factory=list)
    before: list[Hit] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether something was searched, all that was named, for all that the claim is about; and nothing found."""
        missed = any(one.is_missed for one in self.unread)
        return bool(self.items and self.letters and not self.hits and not self.gone and not missed)

    def count(self, day: str, came: str) -> bool:
        """Count a statement of a day ('' if not known); False if it is later than the claim speaks."""
        if day > self.claim.up_to:
            self.later += 1
            return False
        self.items += 1
        self.undated += not day
        self.collected = max(self.collected, came)
        if day:
            self.first, self.last = min(self.first or day, day), max(self.last, day)
        return True


def test(
    desk: Desk,
    number: int,
    within: Iterable[File] = (),
    words: Sequence[str] = (),
    passed: Callable[[int], None] = lambda _: None,
    texts: Iterable[Text | Unread] = (),
) -> Verdict:
    """Test a claim by what is marked as public, by the files `within` and by `texts`; `words` as `Claim.words`.

    UsageError where there is no such claim.
    """
    with desk.vault.read() as db:
        claim = claims.find(db, desk, number)
        verdict = Verdict(claim, tuple(dict.fromkeys([*claim.words, *words])))
        search = _Search(db, desk, verdict)
        search.archive()
        found = iter(_texts(verdict, chain(collected(within, passed), texts)))
        while batch := list(islice(found, _BATCH)):
            search.files(batch)
    for hits in (verdict.hits, verdict.before):
        hits.sort(key=lambda hit: (hit.day or "9999", hit.where))
    return verdict


class _Search:
    """The comparison of one claim's letters with public statements, for one read of the vault."""

    def __init__(self, db: Connection, desk: Desk, verdict: Verdict) -> None:
        self._db = db
        self._verdict = verdict
        self._index = requests.index_without(db, desk)
        self._places = Places(db, desk)
        self._public = published(db)
        self._sought = [[token.text for token in tokens(fold(said))] for said in verdict.words]
        self._letters = _letters(db, desk, verdict)
        self._since = min((day for day in self._letters.values() if day), default="")

    def archive(self) -> None:
        """Compare with what is marked as public, or was released."""
        came = {source.number: source.imported[:10] for source in sources.every(self._db)}
        chosen = set()
        for number in self._public.documents():
            item = archive.by_number(self._db, number)
            since = self._since_when(number)
            if item is not None and self._verdict.count(since, came.get(item.source or 0, "")):
                chosen.add(number)
        for letter, day in self._letters.items():
            self._itself(letter)
            own = self._index.wording(letter)
            for find in all_reused(own, Among(self._index, chosen - {letter})):
                self._archived(letter, day, find)
        for number in sorted(chosen.difference(self._letters)) if self._sought else ():
            self._betrayed(self._index.wording(number).text, self._since_when(number), partial(self._address, number))

    def files(self, texts: Sequence[Text]) -> None:
        """Compare with texts of files."""
        words = [wording(text.text) for text in texts]
        for text, own, finds in zip(texts, words, reused(words, Among(self._index, self._letters)), strict=True):
            for find in finds:
                other = self._index.wording(find.document)
                pairs = shared(own, find, other)
                ours = _within(marks(own, (mine for mine, _ in pairs)), find.start)
                theirs = _within(marks(other, (one for _, one in pairs)), find.begins)
                letter = self._places.place(find.document, find.begins, find.ends)
                where = _passage(text, find.start, find.end)
                hit = Hit(where, text.last_day, text.text[find.start : find.end], ours, letter, theirs)
                self._put(hit, self._letters[find.document])
            self._betrayed(text.text, text.last_day, partial(_passage, text))

    def _archived(self, letter: int, day: str, find: Reuse) -> None:
        # Here the letter is the text, and the statement the document that is found.
        since = self._public.since(find.document, find.begins, find.ends)
        place = self._places.place(find.document, find.begins, find.ends)
        if since is None or place is None or (since != UNDATED and since > self._verdict.claim.up_to):
            return
        own, other = self._index.wording(letter), self._index.wording(find.document)
        pairs = shared(own, find, other)
        ours = _within(marks(own, (mine for mine, _ in pairs)), find.start)
        theirs = _within(marks(other, (one for _, one in pairs)), find.begins)
        here = self._places.place(letter, find.start, find.end)
        hit = Hit(place.address, "" if since == UNDATED else since, place.text, theirs, here, ours)
        self._put(hit, day)

    def _itself(self, letter: int) -> None:
        document = self._places.document(letter)
        at = 0
        for passage in document.passages if document else ():
            since = self._public.since(letter, at, at + len(passage.text))
            place = self._places.place(letter, at, at + len(passage.text))
            at += len(passage.text) + 1
            if since is not None and place and (since == UNDATED or since <= self._verdict.claim.up_to):
                whole = ((0, len(place.text)),)
                day = "" if since == UNDATED else since
                self._verdict.hits.append(Hit(place.address, day, place.text, whole, place, whole))
                return

    def _betrayed(self, text: str, day: str, where: Callable[[int, int], str]) -> None:
        folded = fold(text) if self._sought else None
        for sought in self._sought if folded else ():
            assert folded is not None
            span = next(occurrences(folded.text, sought), None)
            if span is not None:
                start, end = folded.original(*span)
                begin = max(0, start - _AROUND)
                marked = ((start - begin, end - begin),)
                self._put(Hit(where(start, end), day, text[begin : end + _AROUND], marked), self._since)

    def _put(self, hit: Hit, day: str) -> None:
        before = hit.day and day and hit.day < day
        (self._verdict.before if before else self._verdict.hits).append(hit)

    def _address(self, number: int, begins: int, ends: int) -> str:
        place = self._places.place(number, begins, ends)
        return place.address if place else ""

    def _since_when(self, number: int) -> str:
        since = self._public.first_day(number)
        return "" if since in (None, UNDATED) else str(since)


def _letters(db: Connection, desk: Desk, verdict: Verdict) -> dict[int, str]:
    """Give the documents that a claim is about, each with its day ('' if it has none), and count those it cannot."""
    found: dict[int, str] = {}
    apart = requests.set_apart(db, desk)
    for about in verdict.claim.about:
        numbers = claims.numbers(db, about)
        if numbers is None:
            verdict.gone.append(about.name)
            continue
        for number in numbers:
            item = archive.by_number(db, number) if number not in apart else None
            if item is not None and (day := written(db, item)) <= verdict.claim.up_to:
                found[number] = day
        if about.kind == "channel":
            channel = bytes.fromhex(about.identifier)
            sealed = entries.of_kinds(db, channel, ("letter", "share"))
            verdict.unreadable += sum(entry.body() is None for entry in sealed)
    verdict.letters = len(found)
    return found


def _texts(verdict: Verdict, found: Iterable[Text | Unread]) -> Iterator[Text]:
    for one in found:
        if isinstance(one, Unread):
            verdict.unread.append(one)
        elif verdict.count(one.last_day, one.changed):
            yield one


def _passage(text: Text, start: int, _end: int) -> str:
    number = text.passage(start)
    return f"{text.name}/{number}" if number else text.name


def _within(spans: Spans, start: int) -> Spans:
    return tuple((first - start, last - start) for first, last in spans)
