"""Whose acts have an effect: a rule about writers, judged in the fold and not only at writing.

Another desk may run another program. So an act by somebody who may not make it is kept, stands for nothing, and is
shown with the rule that takes its effect away.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from backchannel.planning.acts import Act, Writer
from backchannel.planning.board import Board, Thing
from backchannel.planning.kinds import Kind
from backchannel.planning.names import called, same

__all__ = ["Judged", "Named", "NoEffect", "find", "is_one_of", "judged", "own", "same_person"]

T = TypeVar("T")


class Named(Protocol):
    """What a fold shows of a thing: the thing, and what it says, its name among it."""

    @property
    def thing(self) -> Thing:
        """The thing."""

    @property
    def says(self) -> Any:
        """What it says."""


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class NoEffect:
    """An act that has no effect, and the rule that says so."""

    act: Act
    rule: str


@dataclass(frozen=True, slots=True)
class Judged(Generic[T]):
    """A thing by the acts of those who may say it.

    `statements` are those of them in whose place none of them stands, the oldest first; () where even its opening has
    no effect.
    """

    statements: tuple[tuple[T, Act], ...]
    without_effect: tuple[NoEffect, ...]


def judged(
    board: Board, kind: Kind[T], thing: Thing, rule: Callable[[T, Act, Sequence[tuple[T, Act]]], str]
) -> Judged[T]:
    """Judge each act of a thing by a rule.

    The rule is given what an act says, the act, and the acts with effect in whose place it would stand; it gives '' for
    one that has its effect, else why it has none. Whoever writes in the place of an act without effect saw what that
    one stood for, and writes in the place of it.
    """
    said = {act.id: (says, act) for says, act in board.history(kind, thing)}
    if len(said) == 1:
        # Most things are said once, and then there is nothing to work out.
        ((says, act),) = said.values()
        why = rule(says, act, ())
        return Judged((), (NoEffect(act, why),)) if why else Judged(((says, act),), ())
    stands_for: dict[bytes, dict[bytes, None]] = {}
    without: dict[bytes, NoEffect] = {}
    for identifier in _in_causal_order(said):
        says, act = said[identifier]
        before: dict[bytes, None] = {}
        for one in act.after:
            if one in said:
                before.update(stands_for[one] if one in without else {one: None})
        stands_for[identifier] = before
        if why := rule(says, act, [said[one] for one in before]):
            without[identifier] = NoEffect(act, why)
    replaced = {one for identifier, before in stands_for.items() if identifier not in without for one in before}
    standing = [pair for identifier, pair in said.items() if identifier not in without and identifier not in replaced]
    return Judged(tuple(standing), tuple(without.values()))


def _in_causal_order(said: Mapping[bytes, tuple[T, Act]]) -> Iterator[bytes]:
    """Give the acts, each after those in whose place it stands: the times that authors claim are no order."""
    done: set[bytes] = set()
    for first in said:
        stack = [first]
        while stack:
            waiting = [one for one in said[stack[-1]][1].after if one in said and one not in done]
            if waiting and stack[-1] not in done:
                stack += waiting
                continue
            one = stack.pop()
            if one not in done:
                done.add(one)
                yield one


def own(board: Board, kind: Kind[T], thing: Thing) -> Judged[T]:
    """Judge a thing that nobody speaks to but the person who opened it."""
    person = thing.opened.writer.person

    def rule(_: T, act: Act, __: object) -> str:
        return "" if same_person(act.writer.person, person) else f"Only {person}, whose {kind.name} it is, changes it."

    return judged(board, kind, thing, rule)


def find(shown: Sequence[N], text: str, what: str, *, is_open: Callable[[N], bool]) -> N:
    """Give what is shown under a name, or by the beginning of its number (6 digits at least).

    What is open has its name before what is not. `what` is the kind in a person's words. UsageError where there is
    none, or several.
    """
    return called(
        shown,
        text,
        what,
        name=lambda one: str(one.says.name),
        identifier=lambda one: one.thing.id,
        is_open=is_open,
    )


def same_person(name: str, other: str) -> bool:
    """Whether two texts name one person, however they are spaced and capitalised."""
    return same(name, other)


def is_one_of(writer: Writer, names: Sequence[str]) -> bool:
    """Whether a writer is one of the persons of these names."""
    return any(same_person(writer.person, name) for name in names)
