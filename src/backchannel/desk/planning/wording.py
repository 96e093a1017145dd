"""Exact words of somebody, held against the passage on which they are said to rest, and whose words that passage is."""

from dataclasses import dataclass

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.desk.planning.acting import passage
from backchannel.desk.planning.resting import Rest, document_of, rest
from backchannel.errors import RuleError, UsageError
from backchannel.planning.board import Board
from backchannel.planning.cases import PARTY, PERSON
from backchannel.record.address import read as read_address
from backchannel.text.folding import fold, occurrences, words
from backchannel.text.quotations.sense import cut
from backchannel.vault import archive, channels, entries
from backchannel.vault.sqlcipher import Connection

__all__ = ["Quoted", "quoted", "require_words", "whose"]

_OWN = ("letter", "telegram", "message", "note", "aide-mémoire", "communiqué", "statement", "proposal", "circular")
"""Kinds of documents in which their senders speak; in any other somebody reports what was said."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words with the passage that they are taken from.

    `stands` says whether they stand there word for word: None where the passage is not at this desk. `cut` are words of
    their sentence that were cut off and may shift the sense, with the whole sentence's kind of them.
    """

    words: str
    rest: Rest
    stands: bool | None
    cut: tuple[str, ...] = ()


def quoted(db: Connection, desk: Desk, text: str, address: str) -> Quoted:
    """Hold words against the passage at an address: letters, accents and line breaks are folded, words are not."""
    found = rest(db, desk, address)
    if not found.text:
        return Quoted(text, found, None)
    sought, there = words(fold(text).text), fold(found.text)
    place = next(occurrences(there.text, sought), None) if sought else None
    if place is None:
        return Quoted(text, found, False)
    begins, ends = there.original(*place)
    return Quoted(text, found, True, tuple(one.words for one in cut(found.text, begins, ends, ("", ""))))


def require_words(db: Connection, desk: Desk, text: str, address: str) -> None:
    """Refuse words that do not stand in the passage that a person names, or are cut so that their sense may shift.

    UsageError without words or a passage at this desk; RuleError with the true words.
    """
    if not text.strip():
        raise UsageError("Say in whose exact words; nothing is quoted that nobody said.", typed="--words")
    if not read_address(address).number:
        raise UsageError(f"{address[:120]} is a whole document; name the passage with the words, such as ID/3.")
    found = quoted(db, desk, text, passage(db, desk, address))
    if found.stands is None:
        raise UsageError(f"{address[:120]} has no words at this desk; name the passage in which they stand.")
    if not found.stands:
        raise RuleError(f"These words do not stand in {found.rest.address}, which reads: “{_short(found.rest.text)}”.")
    if found.cut:
        raise RuleError(
            f"The quotation cuts off “{_short(found.cut[0], 80)}”, which may shift its sense; quote the whole sentence."
        )


def whose(db: Connection, desk: Desk, board: Board, address: str) -> frozenset[str]:
    """Give the parties whose own words a document is: of a letter its author's, else of its senders, as far as known.

    The address is one as acts keep it. Senders are known by the people and parties of the case. What records a talk is
    nobody's own words.
    """
    item = archive.find(db, address.strip()) or archive.find(db, read_address(address).document)
    if item is None:
        return frozenset()
    entry = entries.by_id(db, item.entry) if item.entry is not None else None
    if entry is not None:
        channel = channels.get(db, entry.header.channel)
        members = Book(db, desk, channel).state.members if channel is not None else {}
        author = members.get(entry.header.author)
        return frozenset((author.party,)) if author is not None else frozenset()
    document = document_of(db, item)
    if document is None or document.kind not in _OWN:
        return frozenset()
    signed = tuple(passage.text for passage in document.passages if passage.role == "signature")
    told = {word for name in document.senders or signed for word in words(fold(name).text)}
    known = [(one.says.party, words(fold(one.says.name).text)[-1:]) for one in board.standing(PERSON)]
    known += [(one.says.name, words(fold(one.says.name).text)) for one in board.standing(PARTY)]
    return frozenset(party for party, name in known if name and set(name) <= told)


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]} …"
