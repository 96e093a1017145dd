"""Guidelines: what is to be heeded in every draft, answered draft by draft with a passage, or with a reason why not.

An answer is bound to the words that it was given for: to those of the passage, or where it is a reason to those of the
whole draft. When they are worded anew the guideline is open again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backchannel.planning import comments
from backchannel.planning.acts import Act
from backchannel.planning.authority import judged
from backchannel.planning.board import Board, Kept
from backchannel.planning.bound import bound
from backchannel.planning.comments import Said
from backchannel.planning.kinds import Kind
from backchannel.record.document import Document

__all__ = [
    "ANSWER",
    "GUIDELINE",
    "LIST",
    "OF",
    "TO",
    "Answer",
    "Checked",
    "Guideline",
    "Guidelines",
    "Heeded",
    "Listed",
    "checked",
    "guidelines_of",
    "listed",
    "whole",
]

REWORDED = "A guideline keeps its words; who wants others strikes it out and gives another."
UNEXPLAINED = "A guideline is struck out with the reason."
OF, TO = "of", "to"
"""The parts in which a guideline names its list, and an answer its guideline."""


@dataclass(frozen=True, slots=True)
class Guidelines:
    """A list of guidelines, and what it is for."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Guideline:
    """One guideline in its words; taken from a document, it rests on the passage."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a draft answers a guideline: by a passage (its number) or by a reason; bound to the words (see `bound`).

    `draft` is what the draft is called: the name of a file, or a document's own id.
    """

    draft: str
    words: str
    passage: int = 0
    reason: str = ""


LIST = Kind("guidelines", Guidelines)
GUIDELINE = Kind("guideline", Guideline)
ANSWER = Kind("guideline-answer", Answer)


class Heeded(StrEnum):
    """How a guideline stands in a draft."""

    PASSAGE = "answered"
    REASON = "not answered, with a reason"
    REOPENED = "open again"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Checked:
    """A guideline held against a draft.

    `passages` are the numbers, as the draft stands, of the passages that answer it. `answers` are all that were given
    for this draft, those whose words are there no more included.
    """

    number: int
    guideline: Kept[Guideline]
    state: Heeded
    passages: tuple[int, ...]
    answers: tuple[Kept[Answer], ...]

    @property
    def is_open(self) -> bool:
        """Whether an answer is missing."""
        return self.state in (Heeded.OPEN, Heeded.REOPENED)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with its guidelines, struck ones too, and with the comments on it and on each of them."""

    kept: Kept[Guidelines]
    guidelines: tuple[Kept[Guideline], ...]
    comments: Mapping[bytes, tuple[Said, ...]]


def whole(draft: Document) -> str:
    """Give the words of a whole draft, to which a reason is bound."""
    return bound("\n".join(passage.text for passage in draft.passages))


def guidelines_of(board: Board, of: Kept[Guidelines]) -> list[Kept[Guideline]]:
    """Give the guidelines of a list in their order, struck ones too: those that stand on the list's own channel.

    Each in the words in which it was given, for its answers are answers to these.
    """
    found = []
    for one in board.opened_naming(GUIDELINE, of.id, OF):
        first = board.said(GUIDELINE, one.thing.opened)
        if first is None or one.thing.opened.channel != of.thing.opened.channel:
            continue

        def rule(says: Guideline, act: Act, _before: object, first: Guideline = first) -> str:
            if says != first:
                return REWORDED
            return UNEXPLAINED if act.ended is not None and not act.ended.why.strip() else ""

        standing = judged(board, GUIDELINE, one.thing, rule).statements
        found.append(Kept(*standing[-1], standing[:-1], one.thing))
    return found


def listed(board: Board, of: Kept[Guidelines]) -> Listed:
    """Give a list with its guidelines and what was said of them."""
    guidelines = tuple(guidelines_of(board, of))
    return Listed(of, guidelines, {one: comments.on_thing(board, one) for one in (of.id, *(g.id for g in guidelines))})


def checked(board: Board, of: Kept[Guidelines], name: str, draft: Document) -> tuple[Checked, ...]:
    """Hold a draft of this name against the guidelines of a list, but for those that were struck out."""
    numbers: dict[str, list[int]] = {}
    for passage in draft.passages:
        numbers.setdefault(bound(passage.text), []).append(passage.number)
    all_words = whole(draft)
    found = []
    for number, guideline in enumerate(guidelines_of(board, of), 1):
        if guideline.ended is not None:
            continue
        answers = tuple(
            one for one in board.opened_naming(ANSWER, guideline.id, TO) if one.says.draft == name and one.ended is None
        )
        said = [says for one in answers for says in (one.says, *(says for says, _ in one.beside))]
        passages = sorted({at for says in said if says.passage for at in numbers.get(says.words, ())})
        excused = any(says.words == all_words and says.reason.strip() for says in said if not says.passage)
        if passages:
            state = Heeded.PASSAGE
        elif excused:
            state = Heeded.REASON
        else:
            state = Heeded.REOPENED if answers else Heeded.OPEN
        found.append(Checked(number, guideline, state, tuple(passages), answers))
    return tuple(found)
