"""Options: alternatives side by side under the same headings, with what was said of each, and what was decided.

A set has headings; each of its options says something under each, and what one does not say is shown as missing. An
option is never taken out: one that was dropped stands there with the reason, and one that was not taken stays readable.
"""

from dataclasses import dataclass
from functools import cached_property

from backchannel.planning import comments, decisions
from backchannel.planning.acts import Act, Ending
from backchannel.planning.authority import NoEffect
from backchannel.planning.board import Board, Kept
from backchannel.planning.comments import Said
from backchannel.planning.decisions import TAKEN, Decided, View
from backchannel.planning.kinds import Kind
from backchannel.planning.papers import deciders

__all__ = [
    "DROPPED",
    "FEWEST",
    "OF",
    "OPTION",
    "SET",
    "TASKED",
    "Column",
    "Comparison",
    "Option",
    "OptionSet",
    "Under",
    "Wording",
    "compared",
    "options_of",
]

OF, TASKED = "of", "tasking"
"""The parts in which an option names its set, and a set the tasking that asked for it."""
DROPPED = "dropped"
"""How an option ends that is not followed any further."""
FEWEST = 2
"""How many options there are at least before one is decided on."""

NO_REASON = "An option is dropped with the reason."
NOT_OF_THE_SET = "A decision takes one of the options of its set."
TOO_FEW = f"A decision is made between {FEWEST} options at least."


@dataclass(frozen=True, slots=True)
class OptionSet:
    """A set of options: what they answer, and the headings under which each is described."""

    name: str
    headings: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Under:
    """What an option says under one heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """An option: its letter, what it is called, and what it says under the headings."""

    name: str
    title: str
    says: tuple[Under, ...] = ()


SET = Kind("options", OptionSet)
OPTION = Kind("option", Option)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, and who wrote the statement in which it stands."""

    text: str
    act: Act


@dataclass(frozen=True, slots=True)
class Column:
    """One option as it is laid beside the others.

    `cells` has for each heading of the comparison what the option says there: nothing where that is missing, two
    wordings or more where desks wrote apart. `dropped` is how it was dropped, with the reason; `comments` are those on
    the option, whatever heading they stand under.
    """

    option: Kept[Option]
    cells: tuple[tuple[Wording, ...], ...]
    dropped: Ending | None
    comments: tuple[Said, ...]
    without_effect: tuple[NoEffect, ...]

    @property
    def name(self) -> str:
        """What it is called with its letter."""
        return f"{self.option.says.name}: {self.option.says.title}"

    def missing(self, headings: tuple[str, ...]) -> tuple[str, ...]:
        """Give the headings under which it says nothing."""
        return tuple(heading for heading, cell in zip(headings, self.cells, strict=True) if not cell)


@dataclass(frozen=True)
class Comparison:
    """A set with its options side by side."""

    set: Kept[OptionSet]
    headings: tuple[str, ...]
    columns: tuple[Column, ...]
    comments: tuple[Said, ...]
    views: tuple[Kept[View], ...]
    decided: Decided
    without_effect: tuple[NoEffect, ...]

    @cached_property
    def taken(self) -> frozenset[bytes]:
        """The options on which somebody decided: more than one where desks decided apart."""
        standing = self.decided.standing
        acts = [act for one in standing for act in (one.act, *(act for _, act in one.beside))]
        return frozenset(option for act in acts for option in act.names.get(TAKEN, ()))

    @property
    def reworded(self) -> tuple[Column, ...]:
        """The options that say something else now than when they were decided on."""
        found = []
        for column in self.columns:
            now = {act.id.hex() for _, act in _said(column.option)}
            decided = {
                says.wording
                for one in self.decided.standing
                for says, act in (*one.beside, (one.says, one.act))
                if says.wording and column.option.id in act.names.get(TAKEN, ())
            }
            if decided and not decided & now:
                found.append(column)
        return tuple(found)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Say in one line each what is missing or to be settled."""
        found = [
            f"{column.option.says.name} says nothing under “{heading}”"
            for column in self.columns
            if column.dropped is None
            for heading in column.missing(self.headings)
        ]
        if len(self.columns) < FEWEST:
            found.append(f"there are fewer than {FEWEST} options")
        found += [f"{column.option.says.name} was worded anew after it was decided" for column in self.reworded]
        if self.decided.is_disputed:
            found.append("it was decided twice, by desks that did not see each other")
        if self.set.is_disputed or any(column.option.is_disputed for column in self.columns):
            found.append("two desks wrote apart")
        return tuple(found)


def options_of(board: Board, of: Kept[OptionSet]) -> list[Kept[Option]]:
    """Give the options of a set, dropped ones too: those that stand on the set's own channel."""
    found = board.opened_naming(OPTION, of.id, OF)
    return [one for one in found if one.thing.opened.channel == of.thing.opened.channel]


def compared(board: Board, of: Kept[OptionSet], *, margin: bool = True) -> Comparison:
    """Lay the options of a set side by side, with views and decisions, and with the comments in the margin."""
    headings = tuple(dict.fromkeys(h for says in (of.says, *(one for one, _ in of.beside)) for h in says.headings))
    options = options_of(board, of)
    # What an option says under a heading that the set has no more, or not yet here, is shown all the same.
    headings = tuple(
        dict.fromkeys((*headings, *(u.heading for one in options for says, _ in _said(one) for u in says.says)))
    )
    views, without_views = decisions.views(board, of.thing.opened)
    own = {one.id for one in options}

    def rule(act: Act) -> str:
        if len(own) < FEWEST:
            return TOO_FEW
        return "" if len(act.names.get(TAKEN, ())) == 1 and set(act.names[TAKEN]) <= own else NOT_OF_THE_SET

    decided = decisions.decided(board, of.thing.opened, deciders(board, of.thing.opened), rule)
    return Comparison(
        of,
        headings,
        tuple(_column(board, one, headings, margin=margin) for one in options),
        comments.on_thing(board, of.id) if margin else (),
        views,
        decided,
        (*without_views, *decided.without_effect),
    )


def _said(option: Kept[Option]) -> tuple[tuple[Option, Act], ...]:
    return (*option.beside, (option.says, option.act))


def _column(board: Board, option: Kept[Option], headings: tuple[str, ...], *, margin: bool) -> Column:
    cells: dict[str, dict[str, Wording]] = {heading: {} for heading in headings}
    for says, act in _said(option):
        for under in says.says:
            if under.text.strip():
                cells[under.heading].setdefault(under.text, Wording(under.text, act))
    endings = [(act.ended, act) for _, act in _said(option) if act.ended is not None]
    return Column(
        option,
        tuple(tuple(cells[heading].values()) for heading in headings),
        next((ending for ending, _ in endings if ending.why.strip()), None),
        comments.on_thing(board, option.id) if margin else (),
        tuple(NoEffect(act, NO_REASON) for ending, act in endings if not ending.why.strip()),
    )
