"""Who holds words: for a letter of a channel what the register of who knows says, for an imported document its print.

The register knows nothing of an imported document. What its head and its source note say of who wrote, signed, received
and handled it is given as what it is: a claim of the print, with the words of the sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.desk import knowledge
from backchannel.desk.book import Books
from backchannel.desk.desk import Desk
from backchannel.protocol.knowledge import Knowledge, Way
from backchannel.record.document import Document
from backchannel.record.printed.source_note import SourceNote
from backchannel.record.printed.source_note import parse as parse_source
from backchannel.vault import archive, entries
from backchannel.vault.archive import Item
from backchannel.vault.sqlcipher import Connection

__all__ = ["Holder", "Holders"]

_WITHOUT_WORDS = (Way.TOLD, Way.CARRIED)
"""Ways of knowing of a letter without knowing its words."""
_OF_PAPER = frozenset({"attached", "filed"})
"""Acts of a source note that tell where papers lie, and of nobody that he knew them."""
_HEAD = "the head of the print"
_HEAD_NAMES = (
    ("senders", "sent it"),
    ("addressees", "was sent it"),
    ("participants", "took part"),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who knew of words: how, since when, how that is known (`weight`, `source`), and through which document.

    `words` is whether he knew them, rather than only that the letter exists. Names of a print are as printed, and may
    be offices; their party is ''.
    """

    person: str
    party: str
    way: str
    since: str
    weight: str
    source: str
    words: bool = True


class Holders:
    """The holders of documents, for one read of the vault."""

    def __init__(self, db: Connection, desk: Desk) -> None:
        self._db = db
        self._books = Books(db, desk)

    def of(self, number: int, day: str = "") -> tuple[Holder, ...]:
        """Give who held a document on a day ('': ever), as far as this desk can see."""
        item = archive.by_number(self._db, number)
        if item is None:
            return ()
        if item.channel is not None and item.entry is not None:
            return tuple(_recorded(one) for one in self._known(item.channel, item.entry, day))
        document = archive.text(self._db, number)
        return tuple(_claimed(item, document)) if document else ()

    def copies(self, number: int) -> tuple[str, ...]:
        """Give where further copies of an imported document lie, as its source note says."""
        document = archive.text(self._db, number)
        note = document.apparatus.source() if document and document.apparatus else None
        return parse_source(note.text).copies if note else ()

    def _known(self, channel: bytes, identifier: bytes, day: str) -> list[Knowledge]:
        entry = entries.by_id(self._db, identifier)
        return knowledge.of_entry(self._books.of(channel), entry, day) if entry is not None else []


def _recorded(known: Knowledge) -> Holder:
    words = known.way not in _WITHOUT_WORDS
    return Holder(known.person, known.party, known.way.value, known.since, known.weight, known.source, words)


def _claimed(item: Item, document: Document) -> Iterator[Holder]:
    day = item.first_day or ""
    for field, way in _HEAD_NAMES:
        for name in getattr(document, field):
            yield Holder(name, "", way, day, "claimed", _HEAD)
    for passage in document.passages if not document.senders else ():
        if passage.role == "signature" and passage.text.strip():
            yield Holder(" ".join(passage.text.split()), "", "signed it", day, "claimed", "its signature")
    note = document.apparatus.source() if document.apparatus else None
    if note is not None:
        yield from _noted(parse_source(note.text), day)


def _noted(note: SourceNote, day: str) -> Iterator[Holder]:
    for act in note.acts:
        if act.verb in _OF_PAPER:
            continue
        source = f"its source note: {act.sentence}" if act.sentence else "its source note"
        if act.copy:
            source += f" (of the copy in {act.copy})"
        for name in act.by:
            yield Holder(name, "", f"{act.verb} it", act.when or day, "claimed", source)
        for name in act.to:
            yield Holder(name, "", f"{act.verb} to", act.when or day, "claimed", source)
