"""The chain of an incident: its steps in the order of their hours, with every account of each, and what is not known.

Order follows the hours as they were read; a step without an hour stands where somebody said that it belongs (before or
after another), else at the beginning of its day. Where accounts of one step differ, the fields in which they do are
named; no one of them is preferred.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from backchannel.planning.board import Board, Kept
from backchannel.planning.hours import has_hour, span
from backchannel.planning.incidents import (
    BASIS,
    BESIDE,
    COURSE,
    TELLING,
    Account,
    Consulted,
    Incident,
    Open,
    Said,
    Step,
    accounts,
    points,
    void,
    whose,
)
from backchannel.planning.names import folded

__all__ = ["AFTER", "BEFORE", "Chain", "Happening", "chain", "place"]

AFTER, BEFORE = "after", "before"
"""The parts in which an account without an hour names the account after or before which it belongs."""
_Group = tuple[Said, ...]
_UNKNOWN = datetime.max.replace(tzinfo=UTC)
_COMPARED = {
    "at": "hour",
    "by": "who",
    "to": "to whom",
    "what": "what",
    "means": "by which means",
    "authority": "authority",
    "consulted": "consultation",
    "words": "words",
    "step": "what it was",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of the chain: its accounts, in what they differ, what is not known of it, the minutes since the last.

    `void` is the reservation because of which what it cites as its basis is none.
    """

    accounts: tuple[Said, ...]
    differs: tuple[str, ...]
    gaps: tuple[str, ...]
    minutes: int | None = None
    void: Said | None = None

    @property
    def first(self) -> Account:
        """What the account says that came first."""
        return self.accounts[0].says


@dataclass(frozen=True, slots=True)
class Chain:
    """An incident with its course: the steps in order, the steps that are not there, the points, the reservations."""

    incident: Kept[Incident]
    party: str
    happenings: tuple[Happening, ...]
    missing: tuple[Step, ...]
    points: tuple[Kept[Open], ...]
    reservations: tuple[Said, ...]

    @property
    def unresolved(self) -> tuple[Kept[Open], ...]:
        """The points that nobody has settled."""
        return tuple(one for one in self.points if one.ended is None)

    @property
    def has_gaps(self) -> bool:
        """Whether something in the chain is not known."""
        return any(one.gaps for one in self.happenings)

    @property
    def consultation(self) -> tuple[tuple[str, Consulted], ...]:
        """What each teller says of the consultation before, in the order of the chain."""
        said = (one.says for step in self.happenings for one in step.accounts if not one.withdrawn)
        return tuple(dict.fromkeys((one.of, one.consulted) for one in said if one.consulted is not Consulted.NOT_SAID))


def chain(board: Board, incident: Kept[Incident]) -> Chain:
    """Give an incident with its course."""
    found = accounts(board, incident)
    groups = _groups(found)
    ordered = _ordered(groups)
    steps = {one.says.step for group in ordered for one in group if not one.withdrawn}
    return Chain(
        incident,
        whose(board, incident),
        tuple(_happenings(board, ordered)),
        tuple(step for step in COURSE if step not in steps),
        tuple(points(board, incident)),
        tuple(one for one in found if one.reserves),
    )


def place(chain_: Chain, account: bytes) -> int | None:
    """Give at which place of the chain (from 0) the step of an account stands; None where it is not in it."""
    for number, happening in enumerate(chain_.happenings):
        if any(one.id == account for one in happening.accounts):
            return number
    return None


def _groups(found: Sequence[Said]) -> list[_Group]:
    """Give the accounts of each step together: those that stand beside another, and what was written over one."""
    known = {one.id: one for one in found}
    groups: dict[bytes, list[Said]] = {}
    for one in found:
        groups.setdefault(_home(one, known), []).append(one)
    return [tuple(group) for group in groups.values()]


def _home(one: Said, known: Mapping[bytes, Said]) -> bytes:
    """Give the account whose step this is of: where it stands beside one, that one's, and so on."""
    seen = [one.id]
    while True:
        named = (*known[seen[-1]].act.names.get(BESIDE, ()), known[seen[-1]].act.of)
        after = next((other for other in named if other in known and other != seen[-1]), None)
        if after is None:
            return seen[-1]
        if after in seen:
            return min(seen)
        seen.append(after)


def _ordered(groups: Sequence[_Group]) -> list[_Group]:
    """Put steps in order: by hour; a step without one directly before or after the step where somebody put it."""
    home = {one.id: number for number, group in enumerate(groups) for one in group}
    hanging: dict[tuple[int, str], list[int]] = {}
    roots: list[int] = []
    for number, group in enumerate(groups):
        where = None if _begins(group) is not None else _put(group, home)
        if where is None or where[0] == number:
            roots.append(number)
        else:
            hanging.setdefault(where, []).append(number)
    roots.sort(key=lambda number: (_begins(groups[number]) or _day(groups[number]), number))
    done: dict[int, None] = {}
    # Those that hang on each other in a ring have no root; they come last.
    for root in (*roots, *range(len(groups))):
        stack = [(root, False)]
        while stack:
            number, is_ready = stack.pop()
            if is_ready:
                done[number] = None
            elif number not in done:
                later = [(other, False) for other in reversed(hanging.pop((number, AFTER), []))]
                earlier = [(other, False) for other in reversed(hanging.pop((number, BEFORE), []))]
                stack += [*later, (number, True), *earlier]
    return [groups[number] for number in done]


def _put(group: _Group, home: Mapping[bytes, int]) -> tuple[int, str] | None:
    for one in group:
        for part in (AFTER, BEFORE):
            for other in one.act.names.get(part, ()):
                if other in home:
                    return home[other], part
    return None


def _begins(group: _Group) -> datetime | None:
    return next((hour for one in _standing(group) if (hour := _hour(one)) is not None), None)


def _day(group: _Group) -> datetime:
    return next((found[0] for one in _standing(group) if (found := span(one.says.at)) is not None), _UNKNOWN)


def _standing(group: _Group) -> _Group:
    return tuple(one for one in group if not one.withdrawn) or group


def _hour(one: Said) -> datetime | None:
    found = span(one.says.at) if has_hour(one.says.at) else None
    return found[0] if found is not None else None


def _happenings(board: Board, ordered: Sequence[_Group]) -> list[Happening]:
    found: list[Happening] = []
    known: set[str] = set()
    last: datetime | None = None
    for group in ordered:
        standing = _standing(group)
        hour = _begins(group)
        minutes = int((hour - last).total_seconds() // 60) if hour is not None and last is not None else None
        last = hour or last
        bases = [basis for one in standing for basis in one.act.names.get(BASIS, ())]
        found.append(Happening(group, _differs(standing), tuple(_gaps(standing, known)), minutes, void(board, bases)))
        known.update(folded(name) for one in standing for name in (one.says.by, *one.says.to))
    return found


def _differs(group: _Group) -> tuple[str, ...]:
    said = [says for one in group for says in (one.says, *(apart for apart, _ in one.apart))]
    if len(said) == 1:
        return ()
    return tuple(name for field, name in _COMPARED.items() if len({_compared(says, field) for says in said}) > 1)


def _compared(says: Account, field: str) -> object:
    value = getattr(says, field)
    if field == "at":
        return span(value)
    return tuple(map(folded, value)) if isinstance(value, tuple) else folded(str(value))


def _gaps(group: _Group, known: Collection[str]) -> Iterator[str]:
    """Say what is not known of a step; `known` are those who have told or been told before."""
    if all(not has_hour(one.says.at) for one in group):
        yield "the hour is not known"
    if all(not one.act.rests for one in group):
        yield "it rests on no passage"
    telling = [one.says for one in group if one.says.step in TELLING]
    if telling and not any(says.by for says in telling):
        yield "who told it is not known"
    if telling and not any(says.to for says in telling):
        yield "who was told is not known"
    for name in dict.fromkeys(says.by for says in telling if says.step is Step.TOLD and says.by):
        if known and folded(name) not in known:
            yield f"how {name} came to know is not in the chain"
    if any(one.says.step is Step.GAP for one in group):
        yield "what happened here is not known"
