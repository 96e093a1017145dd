"""Screening: what of a draft could only come from something private that this person may read (R05).

A draft is compared with all that this desk holds. What its readers may know, or what is public, explains a passage as
far as it has the same words; what is left over stands in something private alone, and is shown beside it.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backchannel.desk.book import Book, Books, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.letters import readers_now
from backchannel.desk.words import drafts, named
from backchannel.desk.words.places import Place, Places
from backchannel.desk.words.requests import set_apart
from backchannel.protocol.state import ACTIVE
from backchannel.record.document import Document
from backchannel.text.fingerprints import fingerprints
from backchannel.text.joined import beginnings, joined
from backchannel.text.reuse.among import all_reused
from backchannel.text.reuse.peculiar import peculiar
from backchannel.text.reuse.reused import Reuse
from backchannel.text.reuse.selection import Selection
from backchannel.text.reuse.without import Without
from backchannel.text.wording import Wording, wording
from backchannel.vault import archive, copies, entries, sources
from backchannel.vault.archive import Item
from backchannel.vault.concordance import Concordance
from backchannel.vault.published import UNDATED, published
from backchannel.vault.sqlcipher import Connection

__all__ = ["Echo", "Part", "Screened", "echoes", "known_to", "parts_of", "screen", "screen_document"]

_FEW = 3
"""Words that a part of a draft shares with something private for it to be named, unless no part shares more."""

Knows = Callable[[Item], bool]
"""Whether those who will read a draft may know a document of the archive."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a draft by which a person finds it: `3` (a passage), `heading`, `subject`, `note 2`; and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Echo:
    """Words of a draft that stand in something private: in which of its parts (from 0), which, and where they stand.

    Where its readers may know a part of it, or a part is public, `only` are the words that are left; else it is ().
    """

    parts: tuple[int, ...]
    text: str
    only: tuple[str, ...]
    place: Place

    @property
    def is_imported(self) -> bool:
        """Whether they stand in an imported document, of which nobody said that it is published."""
        return not self.place.channel


@dataclass(frozen=True, slots=True)
class Screened:
    """A draft with what of it is private. `itself` are the imported document that it is, and what is linked with it."""

    parts: tuple[Part, ...]
    echoes: tuple[Echo, ...]
    itself: tuple[str, ...]
    to: str


def screen(desk: Desk, name: str, to: str = "") -> Screened:
    """Compare a draft (a file, or what an address names) with all that is private here.

    With `to`, letters of that channel that all its principals may read are no alarm. Errors as `drafts.draft`;
    UsageError where there is no such channel.
    """
    return screen_document(desk, drafts.draft(desk, name), to, "" if drafts.on_disk(name) is not None else name)


def screen_document(desk: Desk, document: Document, to: str = "", address: str = "") -> Screened:
    """Compare a draft as `screen`; `address` is where it lies at this desk, if it does."""
    parts = parts_of(document)
    with desk.vault.read() as db:
        book = open_book(db, desk, to) if to else None
        draft = _Comparison(db, desk, [part.text for part in parts])
        own = _itself(db, desk, address) if address else {}
        found = tuple(draft.echoes(_known_on(book) if book else _nobody, own))
        return Screened(parts, found, tuple(own.values()), book.channel.name if book else "")


def parts_of(document: Document) -> tuple[Part, ...]:
    """Give every part of a draft that has words: its heading and subject, its passages, its notes."""
    heads = [Part(name, text) for name in ("heading", "subject") if (text := getattr(document, name))]
    passages = [Part(str(passage.number), passage.text) for passage in document.passages]
    notes = [Part(f"note {note.number}", note.text) for note in document.apparatus.notes] if document.apparatus else []
    return tuple(part for part in (*heads, *passages, *notes) if part.text.strip())


def echoes(db: Connection, desk: Desk, texts: Sequence[str], knows: Knows, *, doubting: bool = False) -> list[Echo]:
    """Give what of some texts, the parts of one draft, stands in something private, in the order of the draft.

    Documents of which `knows` says that the draft's readers may know them, and what is public today, explain what
    they share with it. Drafts that were sent to be screened count neither way. With `doubting` a letter of somebody
    else explains only what came here after it: he could have put all of a guess into it but one word.
    """
    return list(_Comparison(db, desk, texts, doubting).echoes(knows))


class _Comparison:
    """A draft beside the documents that have three terms in a row with it, one at least."""

    def __init__(self, db: Connection, desk: Desk, texts: Sequence[str], doubting: bool = False) -> None:
        self._db = db
        self._own = desk.reader
        self._doubting = doubting
        self._today = desk.now()[:10]
        self._places = Places(db, desk)
        self._public = published(db)
        self._index = Concordance(db)
        self._parts = [wording(text) for text in texts]
        self._whole = wording(joined(texts))
        self._begins = beginnings(texts)
        self._asked = set_apart(db, desk)
        near = np.unique(self._index.seeds(fingerprints(self._whole), np.iinfo(np.int32).max).documents)
        self._near = {n: item for n in near.tolist() if (item := archive.by_number(db, n)) is not None}

    def echoes(self, knows: Knows, itself: Collection[int] = ()) -> Iterator[Echo]:
        """Give what is private, part by part, and what only two parts together show; `itself` counts not against it."""
        letters = [item for item in archive.listed(self._db) if item.channel is not None]
        apart = self._asked | set(itself)
        known = {item.number for item in letters if item.number not in apart and knows(item)}
        # Of a letter that was released in part, each place is looked at for itself.
        public = set(self._public.documents()) - self._asked
        wholly = {number for number in public & self._near.keys() if self._is_day(self._public.marked(number))}
        # Whoever reads the draft may have sent these often: their words are as rare as if he had not.
        private = Selection(Without(self._index, apart | known), self._near.keys() - apart - known - wholly)
        heard = Selection(self._index, (known | public) & self._near.keys())
        told: set[int] = set()
        for at, part in enumerate(self._parts):
            for find, only in self._private(part, private, heard, known):
                told.add(at)
                yield from self._echo(part, find, only, (at,))
        for find, only in self._private(self._whole, private, heard, known):
            parts = self._parts_of(only)
            if not told.issuperset(parts):
                yield from self._echo(self._whole, find, only, parts)

    def _private(
        self, text: Wording, private: Selection, explaining: Selection, known: Collection[int]
    ) -> Iterator[tuple[Reuse, list[int]]]:
        # Looked for apart: of two documents that have the same words the engine gives the one that has more of them.
        finds = [one for one in all_reused(text, private) if not self._is_public(one)]
        if not finds:
            return
        heard = [one for one in all_reused(text, explaining) if one.document in known or self._is_public(one)]
        for find in finds:
            if only := peculiar(text, find, [one for one in heard if self._explains(one, find)]):
                yield find, only

    def _explains(self, known: Reuse, find: Reuse) -> bool:
        if not self._doubting or self._is_public(known):
            return True
        author, came = self._came(known.document)
        return author == self._own or came < self._came(find.document)[1]

    def _came(self, number: int) -> tuple[bytes, str]:
        """Give who wrote a letter (b"" for an imported document), and when it came here."""
        item = self._near[number]
        entry = entries.by_id(self._db, item.entry) if item.entry is not None else None
        return (entry.header.author, entry.arrived) if entry is not None else (b"", self._imported.get(item.source, ""))

    @cached_property
    def _imported(self) -> dict[int | None, str]:
        return {source.number: source.imported for source in sources.every(self._db)}

    def _echo(self, text: Wording, find: Reuse, only: Sequence[int], parts: tuple[int, ...]) -> Iterator[Echo]:
        place = self._places.place(find.document, find.begins, find.ends)
        if place is not None:
            left = only if len(only) < len(peculiar(text, find, ())) else ()
            words = dict.fromkeys(text.text[slice(*text.span(at, at + 1))] for at in left)
            yield Echo(parts, text.text[find.start : find.end], tuple(words), place)

    def _parts_of(self, only: Sequence[int]) -> tuple[int, ...]:
        # The last word of one paragraph may happen to stand before the first of the next there too.
        counts = np.bincount([bisect_right(self._begins, int(self._whole.starts[at])) - 1 for at in only])
        return tuple(np.flatnonzero(counts >= min(_FEW, counts.max())).tolist())

    def _is_public(self, find: Reuse) -> bool:
        return self._is_day(self._public.since(find.document, find.begins, find.ends))

    def _is_day(self, since: str | None) -> bool:
        return since is not None and (since == UNDATED or since <= self._today)


def _itself(db: Connection, desk: Desk, name: str) -> dict[int, str]:
    """Give the imported document that a person names as the draft, and what is linked with it: number and id.

    No letter of a channel is one: what is another's to the last word must not pass for the draft.
    """
    own = named.numbers(db, named.find(db, desk, name))
    alike = {*own, *(number for one in own for number, _ in copies.of(db, one))}
    items = [item for number in sorted(alike) if (item := archive.by_number(db, number)) is not None]
    return {item.number: item.id for item in items if item.channel is None}


def _nobody(_: Item) -> bool:
    return False


def known_to(db: Connection, desk: Desk, *readers: bytes) -> Knows:
    """Give what says of a letter whether each of these readers may read it, as far as this desk knows."""
    books = Books(db, desk)

    def knows(item: Item) -> bool:
        entry = entries.by_id(db, item.entry) if item.entry is not None else None
        if entry is None or item.channel is None:
            return False
        return readers_now(books.of(item.channel), entry) >= set(readers)

    return knows


def _known_on(book: Book) -> Knows:
    # A letter goes to the principals of a channel, unless its author names others.
    speak = [reader for reader, member in book.state.members.items() if member.principal and member.status == ACTIVE]
    read = known_to(book.db, book.desk, *speak)
    return lambda item: item.channel == book.channel.id and read(item)
