"""Which letters of a channel quote which: the quotations in all letters that open here, found word for word or altered.

Only the channel itself is looked through, so that a letter's page can say at once who quotes its passages and whom it
quotes; the whole record is for `quoting.check`. What was found is kept as long as the desk is open and no letter comes.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.desk.book import find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.words.quotations import Checked, Checker
from backchannel.record.document import Document
from backchannel.text.joined import beginnings
from backchannel.text.quotations.marks import quotations
from backchannel.vault import archive, entries, filing
from backchannel.vault.sqlcipher import Connection

__all__ = ["Quoted", "QuotedOnChannels", "of_letter"]

_LETTERS = 300
"""The last letters of a channel that are looked through."""
_WORDS = {"exact": 4, "elided": 4, "altered": 7, "misattributed": 4}
"""From how many words on a quotation with that verdict is shown; shorter ones are anybody's."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of one letter in another: of which entry and passage, by which, as they stand in the letter that quotes."""

    of: bytes
    of_passage: int
    by: bytes
    by_passage: int
    words: str
    verdict: str

    @property
    def is_exact(self) -> bool:
        """Whether the words are the true ones, but for what it says itself that it leaves out."""
        return self.verdict in {"exact", "elided"}


@dataclass(frozen=True, slots=True)
class _Text:
    entry: bytes
    number: int
    document: Document


class QuotedOnChannels:
    """The quotations of channels, as far as they were looked for since the desk was opened."""

    def __init__(self) -> None:
        self._kept: dict[bytes, tuple[tuple[bytes, ...], tuple[Quoted, ...]]] = {}

    def on(self, db: Connection, desk: Desk, channel: bytes) -> tuple[Quoted, ...]:
        """Give the quotations between the letters of a channel."""
        found = _openable(db, channel)
        before, quoted = self._kept.get(channel, ((), ()))
        if found != before:
            quoted = tuple(_between(db, desk, _texts(db, found[-_LETTERS:])))
            self._kept[channel] = (found, quoted)
        return quoted


def of_letter(desk: Desk, channel: str, entry: bytes) -> tuple[list[Quoted], list[Quoted]]:
    """Give what a letter quotes of others on its channel, and what others there quote of it."""
    with desk.vault.read() as db:
        found = desk.quoted.on(db, desk, find_channel(db, channel).id)
    return [one for one in found if one.by == entry], [one for one in found if one.of == entry]


def _openable(db: Connection, channel: bytes) -> tuple[bytes, ...]:
    found = [(e.header.time, e.header.id) for e in entries.of_kinds(db, channel, ("letter",)) if e.key and e.ciphertext]
    return tuple(identifier for _, identifier in sorted(found))


def _texts(db: Connection, found: Sequence[bytes]) -> list[_Text]:
    texts = []
    for identifier in found:
        entry, item = entries.by_id(db, identifier), archive.find(db, identifier.hex())
        document = filing.document_of(entry.body()) if entry is not None else None
        if item is not None and document is not None:
            texts.append(_Text(identifier, item.number, document))
    return texts


def _between(db: Connection, desk: Desk, texts: Sequence[_Text]) -> list[Quoted]:
    by_number = {one.number: one for one in texts}
    if len(by_number) < 2:
        return []
    found = []
    for one in texts:
        passages = [passage.text for passage in one.document.passages]
        blocks, begins = [], beginnings([f"{text} " for text in passages])
        for begin, passage in zip(begins, one.document.passages, strict=True):
            if passage.role == "quotation":
                blocks.append((begin, begin + len(passage.text)))
        text = "\n\n".join(passages)
        if not blocks and not quotations(text).quotations:
            continue
        # A letter holds its own quotations word for word, and quotes nobody by that.
        checker = Checker(db, desk, [number for number in by_number if number != one.number])
        for checked in checker.check(text, blocks):
            quoted = _quoted(one, checked, text, begins, by_number)
            if quoted is not None:
                found.append(quoted)
    return found


def _quoted(
    by: _Text, checked: Checked, text: str, begins: Sequence[int], by_number: dict[int, _Text]
) -> Quoted | None:
    words = text[checked.start : checked.end]
    least = _WORDS.get(checked.verdict, 0)
    if not checked.sources or not least or len(words.split()) < least:
        return None
    source = checked.sources[0]
    of = by_number.get(source.document)
    if of is None or of.entry == by.entry:
        return None
    places = beginnings([passage.text for passage in of.document.passages])
    return Quoted(
        of.entry,
        bisect_right(places, source.begins),
        by.entry,
        bisect_right(begins, checked.start),
        words,
        checked.verdict,
    )
