"""Judgements: what one person takes words for. Each is his own, and another's beside it is never lost.

An act judges up to 500 things at once. Of a person's acts on one channel a later one stands in place of an earlier for
what both judge, if it names the earlier (`INSTEAD`); no clock decides. What is judged is named by addresses, by the
documents' own ids, and by numbers of the words (CRC-32 or digests), so that a judgement does not pass over to others
when an import changes them. No word of a document is in an act.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from backchannel.errors import UsageError
from backchannel.planning.kinds import ITEMS, Kind
from backchannel.record.address import read as read_address

__all__ = [
    "ANSWER",
    "COMPARISON",
    "COPY",
    "EXAMINED",
    "INSTEAD",
    "JUDGEMENTS",
    "MOST",
    "OPEN",
    "PUBLIC",
    "STRUCK",
    "Answer",
    "Answers",
    "Comparison",
    "Comparisons",
    "Copies",
    "Copy",
    "Examined",
    "Judged",
    "Judgement",
    "Mark",
    "Marks",
    "Place",
    "Taken",
    "document_of",
]

INSTEAD = "instead"
"""The part in which a judgement names those of the same person in whose place it stands."""
MOST = ITEMS
"""Things that one act judges at most."""
OPEN, STRUCK = "open", "struck out"
"""What a statement is that nobody has examined (any more), and one that was taken for no commitment."""


class Judged(Protocol):
    """One thing that an act judges."""

    @property
    def subject(self) -> tuple[object, ...]:
        """What is judged: a later judgement of the same stands in place of an earlier."""

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that must be here for it to count."""

    @property
    def is_back(self) -> bool:
        """Whether it takes back what was judged, and says nothing else."""


class Judgement(Protocol):
    """What an act of one of these kinds says."""

    @property
    def judged(self) -> Sequence[Judged]:
        """The things that it judges."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a passage (`ID/3:12-40`), and the number of their words (CRC-32 of their UTF-8)."""

    at: str
    words: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A statement, and what it is taken for: a kind, `STRUCK`, or `OPEN` where that is taken back."""

    at: str
    words: int
    kind: str

    @property
    def subject(self) -> tuple[object, ...]:
        """See `Judged`."""
        return (self.at,)

    @property
    def documents(self) -> tuple[str, ...]:
        """See `Judged`."""
        return (document_of(self.at),)

    @property
    def is_back(self) -> bool:
        """See `Judged`."""
        return self.kind == OPEN


@dataclass(frozen=True, slots=True)
class Examined:
    """Statements that were examined."""

    judged: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements, asked whether they are what `question` says, and the verdict; '' takes it back.

    `when` is when it was judged, if the act was written later.
    """

    question: str
    first: Place
    second: Place
    verdict: str = ""
    when: str = ""

    @property
    def subject(self) -> tuple[object, ...]:
        """See `Judged`."""
        return (self.question, self.first.at, self.second.at)

    @property
    def documents(self) -> tuple[str, ...]:
        """See `Judged`."""
        return (document_of(self.first.at), document_of(self.second.at))

    @property
    def is_back(self) -> bool:
        """See `Judged`."""
        return not self.verdict


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Pairs of statements that were compared."""

    judged: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """How our answer stands to a passage of a letter, and why; '' for a state takes that back.

    `theirs` is the digest of the passage, `ours` are those of the words of ours that bore on it, `proposed` is what was
    proposed then, `draft` what of ours lay beside it: names of files, and letters by their ids. `when` as above.
    """

    letter: str
    passage: int
    state: str = ""
    because: str = ""
    theirs: str = ""
    ours: tuple[str, ...] = ()
    proposed: str = ""
    draft: tuple[str, ...] = ()
    when: str = ""

    @property
    def subject(self) -> tuple[object, ...]:
        """See `Judged`."""
        return (self.letter, self.passage)

    @property
    def documents(self) -> tuple[str, ...]:
        """See `Judged`."""
        return (self.letter,)

    @property
    def is_back(self) -> bool:
        """See `Judged`."""
        return not self.state


@dataclass(frozen=True, slots=True)
class Answers:
    """Passages of letters on which was decided."""

    judged: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A file with all its documents, or (`alone`) one document or letter, and since when it is public.

    `since` is '' where each document is public from its own date on. `file` is SHA-256 of the file; '' for a volume,
    which its own id names, and for a letter. `private` takes the mark back. `when` as above.
    """

    name: str
    alone: bool = False
    since: str = ""
    file: str = ""
    private: bool = False
    when: str = ""

    @property
    def subject(self) -> tuple[object, ...]:
        """See `Judged`."""
        return (self.name, self.alone)

    @property
    def documents(self) -> tuple[str, ...]:
        """See `Judged`."""
        return (self.name,)

    @property
    def is_back(self) -> bool:
        """See `Judged`."""
        return self.private


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked as public. It counts on one's own ledger alone."""

    judged: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Two documents that are copies of one item, and how they are related; '' takes that back."""

    first: str
    second: str
    relation: str = ""

    @property
    def subject(self) -> tuple[object, ...]:
        """See `Judged`."""
        return tuple(sorted((self.first, self.second)))

    @property
    def documents(self) -> tuple[str, ...]:
        """See `Judged`."""
        return (self.first, self.second)

    @property
    def is_back(self) -> bool:
        """See `Judged`."""
        return not self.relation


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents that were linked as copies. It counts on one's own ledger alone."""

    judged: tuple[Copy, ...]


EXAMINED = Kind("examined", Examined)
COMPARISON = Kind("comparison", Comparisons)
ANSWER = Kind("answer", Answers)
PUBLIC = Kind("public", Marks)
COPY = Kind("copy", Copies)

JUDGEMENTS: dict[str, Kind[Any]] = {kind.name: kind for kind in (EXAMINED, COMPARISON, ANSWER, PUBLIC, COPY)}


def document_of(at: str) -> str:
    """Give the id of the document in which an address lies; '' for what is no address."""
    try:
        return read_address(at).document
    except UsageError:
        return ""
