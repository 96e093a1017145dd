"""Interests: what must be kept, what can be traded on a condition, how it looks and to whom; and drafts held to them.

Which passage of a draft keeps an essential, gives a tradable away or meets its condition is said by a person, who binds
it to the words of that passage. When they change, nobody has said anything of the new ones. Nothing is concluded from
words; those that an interest names are only pointed out, so that somebody looks there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backchannel.planning.board import Board, Kept
from backchannel.planning.bound import bound
from backchannel.planning.kinds import Kind
from backchannel.planning.names import folded
from backchannel.planning.said import said, standing
from backchannel.text.folding import fold, occurrences, words

__all__ = [
    "BINDING",
    "HELD",
    "INTEREST",
    "Binding",
    "Bound",
    "Check",
    "Draft",
    "Interest",
    "Line",
    "Look",
    "Nature",
    "Part",
    "State",
    "check",
    "whole",
]

HELD = "interest"
"""The part that an interest has in a binding."""


class Nature(StrEnum):
    """What an interest is to us."""

    ESSENTIAL = "essential"
    TRADABLE = "tradable"
    PRESENTATION = "presentation"


class Part(StrEnum):
    """What a passage of a draft does to an interest."""

    KEEPS = "keeps"
    GIVES = "gives away"
    MEETS = "meets the condition"


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest on an issue. A tradable has its condition; a presentation says to whom it looks so."""

    name: str
    nature: Nature
    issue: str
    what: str
    condition: str = ""
    before: str = ""
    """Before whom: the world, an ally, our own people."""
    look: tuple[str, ...] = ()
    """Words that are pointed out in a draft where nobody has bound a passage."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What somebody says that a passage of a draft does to an interest, for as long as it has these words."""

    draft: str
    part: Part
    words: str
    """The passage's words (`bound`), or those of the whole draft."""
    passage: int = 0
    """The number that it had; 0 for the whole draft, where it gives something away by silence."""


INTEREST = Kind("interest", Interest)
BINDING = Kind("interest-bound", Binding)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: the name under which acts bind it (a file's name, or a document's id), and its passages."""

    name: str
    passages: tuple[tuple[int, str], ...]


class State(StrEnum):
    """How a draft stands to an interest, as far as persons have said."""

    KEPT = "kept"
    TRADED = "given away, its condition met"
    NOTED = "how it looks"
    GAP = "no passage keeps it"
    GIVEN = "given away"
    UNCONDITIONAL = "given away without its condition"
    UNSAID = "nobody has said whether the draft keeps it or gives it away"
    REOPENED = "the words have changed since somebody bound them"


_SETTLED = (State.KEPT, State.TRADED, State.NOTED)


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding, and where its words stand in the draft now: None where they do not any more."""

    says: Binding
    kept: Kept[Binding]
    at: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """A passage in which words stand that an interest names."""

    passage: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One interest held against a draft."""

    interest: Kept[Interest]
    state: State
    bound: tuple[Bound, ...]
    look: tuple[Look, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is missing for it."""
        return self.state in _SETTLED


@dataclass(frozen=True, slots=True)
class Check:
    """A draft held against the interests of a case."""

    draft: str
    lines: tuple[Line, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is missing for any of them."""
        return all(line.is_settled for line in self.lines)


def whole(draft: Draft) -> str:
    """Give the words of a whole draft as they are bound."""
    return bound("\n".join(text for _, text in draft.passages))


def check(board: Board, draft: Draft, issues: Collection[str] = ()) -> Check:
    """Hold a draft against the interests of a case that stand, or those on some issues; in the order of the register.

    Of a thing that two desks described apart the stricter counts until somebody settles it.
    """
    wanted = {folded(one) for one in issues}
    places = _places(draft)
    index = _Index(draft)
    bindings = board.folded(_bindings)
    lines: dict[Nature, list[Line]] = {nature: [] for nature in Nature}
    for kept in standing(board, INTEREST):
        if wanted and folded(kept.says.issue) not in wanted:
            continue
        own = bindings.get((kept.id, draft.name), ())
        found = tuple(Bound(says, binding, _now(says, places)) for says, binding in own)
        nature = _strictest(kept)
        state = _state(nature, found)
        look = () if state in _SETTLED else index.look(kept.says.look)
        lines[nature].append(Line(kept, state, found, look))
    return Check(draft.name, tuple(line for nature in Nature for line in lines[nature]))


def _strictest(kept: Kept[Interest]) -> Nature:
    natures = {says.nature for says, _ in said(kept)}
    return next(nature for nature in Nature if nature in natures)


def _places(draft: Draft) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = {whole(draft): [0]}
    for number, text in draft.passages:
        places.setdefault(bound(text), []).append(number)
    return places


def _bindings(board: Board) -> dict[tuple[bytes, str], list[tuple[Binding, Kept[Binding]]]]:
    """Give every statement of a binding that stands, by the interest and the draft of which it speaks."""
    found: dict[tuple[bytes, str], list[tuple[Binding, Kept[Binding]]]] = {}
    for kept in standing(board, BINDING):
        for says, act in said(kept):
            for interest in act.names.get(HELD, ()):
                found.setdefault((interest, says.draft), []).append((says, kept))
    return found


def _now(says: Binding, places: Mapping[str, Sequence[int]]) -> int | None:
    # The whole draft and a passage are two things, even where a draft is one passage alone.
    numbers = [one for one in places.get(says.words, ()) if (one == 0) == (says.passage == 0)]
    return min(numbers, key=lambda one: abs(one - says.passage), default=None)


def _state(nature: Nature, found: Sequence[Bound]) -> State:
    now = {one.says.part for one in found if one.at is not None}
    gone = {one.says.part for one in found if one.at is None}
    # What gave something away may still do so in other words, whatever stands elsewhere in the draft.
    if Part.GIVES in gone or (gone and not now):
        return State.REOPENED
    if nature is Nature.ESSENTIAL:
        return State.GIVEN if Part.GIVES in now else State.KEPT if Part.KEEPS in now else State.GAP
    if nature is Nature.PRESENTATION:
        return State.KEPT if Part.KEEPS in now else State.NOTED
    if Part.MEETS in now:
        return State.TRADED
    if Part.GIVES in now:
        return State.REOPENED if Part.MEETS in gone else State.UNCONDITIONAL
    return State.KEPT if Part.KEEPS in now else State.UNSAID


class _Index:
    # Which passages have a word, so that a phrase is sought only where its first word stands.
    def __init__(self, draft: Draft) -> None:
        self._folded = {number: fold(text).text for number, text in draft.passages}
        self._having: dict[str, list[int]] = {}
        for number, text in self._folded.items():
            for word in dict.fromkeys(words(text)):
                self._having.setdefault(word, []).append(number)

    def look(self, phrases: Iterable[str]) -> tuple[Look, ...]:
        found: dict[int, list[str]] = {}
        for phrase in phrases:
            sought = words(fold(phrase).text)
            for number in self._having.get(sought[0], ()) if sought else ():
                if any(occurrences(self._folded[number], sought)):
                    found.setdefault(number, []).append(phrase)
        return tuple(Look(number, tuple(phrases)) for number, phrases in sorted(found.items()))
