"""Drafts of letters: their head, and their passages, each a thing of its own, so that two people can write at once.

A draft stands between parties by its form (it names no case) and is read by our own side alone: by one person on his
own ledger, or by the members of a channel of our party. What it answers is what it rests on. The place of a passage is
a word by which passages are sorted; a passage that is put between two has a word between theirs, so that nothing else
need be written anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from backchannel.errors import BadInputError
from backchannel.planning.acts import Act
from backchannel.planning.board import Board, Kept, Thing
from backchannel.planning.consultation.marks import Mark
from backchannel.planning.kinds import TEXT, Kind
from backchannel.record.dates import DocumentDate
from backchannel.record.document import Document, Passage

__all__ = [
    "DISCARDED",
    "DRAFT",
    "OF",
    "PASSAGE",
    "REMOVED",
    "SEALED",
    "TEXT",
    "Draft",
    "DraftPassage",
    "Drafted",
    "Head",
    "Role",
    "between",
    "drafted",
    "head_of",
    "placed",
]

OF = "draft"
"""The part in which a passage names its draft."""
SEALED, DISCARDED = "sealed", "discarded"
"""How a draft ends."""
REMOVED = "removed"
"""How a passage of one ends."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Role(StrEnum):
    """What a passage of a letter is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTATION = "quotation"
    SALUTATION = "salutation"
    CLOSING = "closing"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the letter that a draft is to be; what is empty is not written. `kind` is the kind of document."""

    kind: str = "letter"
    heading: str = ""
    number: str = ""
    place: str = ""
    date: DocumentDate | None = None
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    subject: str = ""
    classification: str = ""
    caption: str = ""
    language: str = ""

    def document(self, passages: Iterable[Passage] = (Passage(1, "…"),)) -> Document:
        """Give a document with this head; BadInputError where no document has such a head."""
        return Document(
            kind=self.kind,
            passages=tuple(passages),
            heading=self.heading or None,
            number=self.number or None,
            place=self.place or None,
            date=self.date,
            senders=self.senders,
            addressees=self.addressees,
            subject=self.subject or None,
            classification=self.classification or None,
            caption=self.caption or None,
            language=self.language or None,
        )


def head_of(document: Document) -> Head:
    """Give the head of a document as a draft has it."""
    return Head(
        kind=document.kind,
        heading=document.heading or "",
        number=document.number or "",
        place=document.place or "",
        date=document.date,
        senders=document.senders,
        addressees=document.addressees,
        subject=document.subject or "",
        classification=document.classification or "",
        caption=document.caption or "",
        language=document.language or "",
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: how our side calls it, the channel that it is for (its identifier), its head, and whom it is for.

    `series` is one of ours that gives it the next number when it is sealed. `readers` are the persons by their readers'
    identifiers; none: the principals. `slip` is the random word of the form by which it was begun, so that the same
    form sent twice begins one draft. `letter` is the entry as which it was sealed.
    """

    name: str
    channel: str = ""
    head: Head = field(default_factory=Head)
    series: str = ""
    readers: tuple[str, ...] = ()
    slip: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class DraftPassage:
    """A passage of a draft: its text, its place among the others, and which passages of theirs it answers.

    `mark` is what it is to our position, and for a proposal `issue` says on what. `slip` as in `Draft`.
    """

    text: str
    place: str
    role: Role = Role.PARAGRAPH
    answers: tuple[int, ...] = ()
    mark: Mark | None = None
    issue: str = ""
    slip: str = ""


DRAFT = Kind("draft", Draft)
PASSAGE = Kind("draft-passage", DraftPassage)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with its passages in their order, and those that were taken out of it, the last first."""

    kept: Kept[Draft]
    passages: tuple[Kept[DraftPassage], ...]
    removed: tuple[Kept[DraftPassage], ...]

    @property
    def id(self) -> bytes:
        """The draft's id."""
        return self.kept.id

    @property
    def answers(self) -> str:
        """The id of the document that it answers; '' for none."""
        return next(iter(self.kept.act.rests), "")

    @property
    def saved(self) -> str:
        """When anything of it was written last, as its author's clock says."""
        return max(act.time for thing in self._things() for act in thing.statements)

    @property
    def writers(self) -> tuple[str, ...]:
        """The persons who wrote any of it."""
        return tuple(dict.fromkeys(act.writer.person for thing in self._things() for act in thing.history))

    def _things(self) -> Iterator[Thing]:
        yield self.kept.thing
        yield from (one.thing for one in (*self.passages, *self.removed))

    @property
    def disputed(self) -> tuple[Kept[DraftPassage], ...]:
        """The passages of which two statements stand."""
        return tuple(one for one in self.passages if one.is_disputed)

    def document(self) -> Document:
        """Give it as a document; BadInputError where it has no passage, or a head that no document has."""
        if not self.passages:
            raise BadInputError("The draft has no passage yet; write one.")
        return self.kept.says.head.document(
            Passage(number, one.says.text, str(one.says.role)) for number, one in enumerate(self.passages, 1)
        )

    def marks(self) -> tuple[str, ...]:
        """Give the marks of its passages as `letters.write` takes them."""
        return tuple(
            f"{number}={one.says.mark}{f':{one.says.issue}' if one.says.issue else ''}"
            for number, one in enumerate(self.passages, 1)
            if one.says.mark is not None
        )


def drafted(board: Board, kept: Kept[Draft]) -> Drafted:
    """Give a draft with its passages: those on its own channel, by its own party."""
    opened = kept.thing.opened
    found = [one for one in board.opened_naming(PASSAGE, kept.id, OF) if _goes_with(one.thing.opened, opened)]
    removed = sorted((one for one in found if one.ended is not None), key=lambda one: one.act.time, reverse=True)
    return Drafted(kept, tuple(placed(one for one in found if one.ended is None)), tuple(removed))


def _goes_with(passage: Act, draft: Act) -> bool:
    return passage.channel == draft.channel and passage.writer.party == draft.writer.party


def placed(passages: Iterable[Kept[DraftPassage]]) -> list[Kept[DraftPassage]]:
    """Give passages in the order of their places; of two at one place the one that was opened first comes first."""
    return sorted(passages, key=lambda one: (one.says.place, one.thing.opened.time, one.thing.opened.seq, one.id))


def between(before: str, after: str) -> str:
    """Give a word that is sorted after `before` and before `after`, where '' is the beginning and the end.

    Where there is none, as between a word and itself, one after `before`.
    """
    if after and after <= before:
        after = ""
    found, at = "", 0
    while True:
        low = _digit(before, at, 0)
        high = _digit(after, at, len(_LETTERS)) if after else len(_LETTERS)
        if high - low > 1:
            # At the end of a draft, where most is written, words grow slowly.
            middle = low + 1 if not after and found == before[: len(found)] and low else (low + high) // 2
            return found + _LETTERS[middle]
        found += _LETTERS[low]
        if high > low:
            after = ""
        at += 1


def _digit(word: str, at: int, otherwise: int) -> int:
    return max(0, _LETTERS.find(word[at])) if at < len(word) else otherwise
