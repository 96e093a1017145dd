"""What in texts of ours points at passages of one letter: quotations of it, its addresses and numbers, its words."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from backchannel.desk.desk import Desk
from backchannel.desk.words.exchanged import Exchanged
from backchannel.desk.words.quotations import Checker
from backchannel.record.passage import Passage
from backchannel.text.answering.pointing import QUOTATION, WORDING, Touch, addressed, numbered
from backchannel.text.answering.stances import CUE
from backchannel.text.folding import fold
from backchannel.text.joined import beginnings
from backchannel.text.reuse.reused import reused
from backchannel.text.wording import wording
from backchannel.vault.concordance import Concordance
from backchannel.vault.sqlcipher import Connection

__all__ = ["touches"]

_TAKEN = ("exact", "elided", "altered", "misattributed")
"""Verdicts by which the words of a quotation stand in the letter, whatever is wrong with it besides."""

_BITS, _WITH_CUE = 60.0, 34.0
"""Shared words that point by themselves; and those that do where the text says that it speaks of the other's words."""
_LEAST = 6
"""Characters of a passage that words used again must cover, beside another passage."""


def touches(db: Connection, desk: Desk, letter: Exchanged, ours: Sequence[Passage]) -> tuple[Touch, ...]:
    """Give what points at passages of a letter, in our texts by their places; passage 0 is one that it has not.

    What a text of ours points at follows from it alone, so it is worked out once while the desk is open.
    """
    what = ("touches", letter.address, tuple(passage.text for passage in letter.document.passages))

    def work(places: Sequence[int]) -> list[tuple[Touch, ...]]:
        found = _touches(db, desk, letter, [ours[place] for place in places])
        return [tuple(touch for touch in found if touch.ours == place) for place in range(len(places))]

    each = desk.remembered.of(what, ((one.role, one.text) for one in ours), work)
    return tuple(
        Touch(touch.theirs, place, touch.start, touch.end, touch.how)
        for place, found in enumerate(each)
        for touch in found
    )


def _touches(db: Connection, desk: Desk, letter: Exchanged, ours: Sequence[Passage]) -> tuple[Touch, ...]:
    texts = [passage.text for passage in ours]
    names = (letter.address, letter.reference)
    found = list(_quoted(db, desk, letter, ours))
    found += addressed(texts, names)
    found += numbered(texts, letter.document.passages, letter.day)
    quoted = {(one.ours, one.theirs): (one.start, one.end) for one in found if one.how == QUOTATION}
    for touch in _reworded(db, letter, texts):
        start, end = quoted.get((touch.ours, touch.theirs), (0, 0))
        if touch.end <= start or end <= touch.start:
            found.append(touch)
    count = len(letter.document.passages)
    kept = (
        touch if touch.theirs <= count else Touch(0, touch.ours, touch.start, touch.end, touch.how) for touch in found
    )
    return tuple(sorted(set(kept), key=lambda one: (one.ours, one.start, one.end, one.theirs)))


def _quoted(db: Connection, desk: Desk, letter: Exchanged, ours: Sequence[Passage]) -> Iterator[Touch]:
    checker = Checker(db, desk, [letter.item.number])
    for place, passage in enumerate(ours):
        blocks = [(0, len(passage.text))] if passage.role == "quotation" else []
        for checked in checker.check(passage.text, blocks):
            if checked.verdict in _TAKEN:
                for source in checked.sources[:1]:
                    for number in _passages(letter, source.begins, source.ends):
                        yield Touch(number, place, checked.start, checked.end, QUOTATION)


def _reworded(db: Connection, letter: Exchanged, texts: Sequence[str]) -> Iterator[Touch]:
    for place, finds in enumerate(reused([wording(text) for text in texts], Concordance(db), _WITH_CUE)):
        for find in finds:
            if find.document != letter.item.number:
                continue
            before = fold(texts[place][max(0, find.start - 80) : find.start]).text
            if find.bits >= _BITS or CUE.search(before):
                for number in _passages(letter, find.begins, find.ends):
                    yield Touch(number, place, find.start, find.end, WORDING)


def _passages(letter: Exchanged, begins: int, ends: int) -> Iterator[int]:
    """Give the passages over which characters of a letter lie, but for those that they hardly reach into."""
    starts = beginnings([passage.text for passage in letter.document.passages])
    first, last = (bisect_right(starts, at) - 1 for at in (begins, max(begins, ends - 1)))
    for index in range(first, last + 1):
        covered = min(ends, starts[index] + len(letter.document.passages[index].text)) - max(begins, starts[index])
        if covered >= _LEAST or first == last:
            yield index + 1
