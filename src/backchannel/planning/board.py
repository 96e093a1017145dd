"""The board of a case: every thing on it, folded from acts in whatever order they come.

A thing is what one act opened and others revised. Its *statements* are the acts in whose place no other stands: one
where our side agrees, two or more where desks wrote apart; then each is kept and shown until somebody puts one in place
of both. Only the party that opened a thing revises it, on the channel where it was opened: what another party, or
another channel, says of it changes nothing. Nor does an act whose words cannot be read here, as from a newer version:
the thing stays as the others have it, and the act is among the `unread`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from backchannel.errors import BackchannelError
from backchannel.planning.acts import Act, Ending
from backchannel.planning.kinds import Kind
from backchannel.planning.names import called

__all__ = ["Board", "Kept", "Thing"]

T = TypeVar("T")


class Thing:
    """What one act opened and others revised; `id` is that act's."""

    def __init__(self, identifier: bytes) -> None:
        self.id = identifier
        self._acts: dict[bytes, Act] = {}
        self._folded: tuple[tuple[Act, ...], tuple[Act, ...]] | None = None

    def take(self, act: Act) -> None:
        """Take an act of this thing; one that was taken already says nothing new."""
        self._acts[act.id] = act
        self._folded = None

    def _fold(self) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
        """Give (the acts that count, those of them in whose place no other stands)."""
        if self._folded is None:
            counting = self._that_count()
            replaced = {one for counted in counting for one in counted.after}
            self._folded = tuple(counting), tuple(one for one in counting if one.id not in replaced)
        return self._folded

    def _that_count(self) -> list[Act]:
        opened = self._acts.get(self.id)
        if opened is None:
            # Its opening may stand where this person reads nothing, or come later: nothing is said of it till then.
            return []
        same = (opened.type, opened.channel, opened.writer.party)
        counting = [one for one in self._acts.values() if (one.type, one.channel, one.writer.party) == same]
        return sorted(counting, key=_order)

    @property
    def history(self) -> tuple[Act, ...]:
        """Every act that counts, in the order of the times that their authors claim."""
        return self._fold()[0]

    @property
    def statements(self) -> tuple[Act, ...]:
        """The acts that stand, in that order; () where its opening is not here."""
        return self._fold()[1]

    @property
    def opened(self) -> Act:
        """The act that opened it; only where there are statements."""
        return self._acts[self.id]


def _order(act: Act) -> tuple[str, int, bytes]:
    return (act.time, act.seq, act.id)


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A thing as it stands: what it says by its last statement, that act, and what other statements say beside it.

    Of statements made apart the last is one that has not ended the thing, if any is.
    """

    says: T
    act: Act
    beside: tuple[tuple[T, Act], ...]
    thing: Thing

    @property
    def id(self) -> bytes:
        """The thing's id."""
        return self.thing.id

    @property
    def ended(self) -> Ending | None:
        """How it ended, if it did."""
        return self.act.ended

    @property
    def is_disputed(self) -> bool:
        """Whether our side said two things of it without seeing each other."""
        return bool(self.beside)


class Board:
    """All things of one case that this person may see. `take` every act once; the order says nothing."""

    def __init__(self) -> None:
        self._things: dict[bytes, Thing] = {}
        self._by_type: dict[str, dict[bytes, Thing]] = {}
        self._read: dict[bytes, Any] = {}
        self._named: dict[bytes, dict[bytes, None]] = {}
        self._stands: dict[bytes, Kept[Any] | None] = {}
        self._listed: dict[str, list[Kept[Any]]] = {}
        self._made: dict[Callable[[Board], Any], Any] = {}
        self.taken = 0

    def take(self, act: Act) -> None:
        """Take an act."""
        thing = self._things.get(act.of)
        if thing is None:
            thing = self._things[act.of] = Thing(act.of)
        thing.take(act)
        self._made.clear()
        # What was worked out of this thing, and the lists in which it stands, are worked out anew when asked for.
        self._stands.pop(act.of, None)
        self._listed.pop(act.type, None)
        self._by_type.setdefault(act.type, {})[act.of] = thing
        for ids in act.names.values():
            for one in ids:
                self._named.setdefault(one, {})[act.of] = None
        self.taken += 1

    def folded(self, fold: "Callable[[Board], T]") -> T:
        """Give what a fold, a function that stays the same, makes of this board: made once, until another act comes."""
        if fold not in self._made:
            self._made[fold] = fold(self)
        made: T = self._made[fold]
        return made

    def every(self, kind: Kind[T]) -> list[Kept[T]]:
        """Give the things of a kind, ended ones too, in the order in which they were opened.

        What has not the form of its kind, as from a newer version, is left out (`unread`).
        """
        if kind.name not in self._listed:
            kept = (self._kept(kind, thing) for thing in self._by_type.get(kind.name, {}).values())
            standing = (one for one in kept if one is not None)
            self._listed[kind.name] = sorted(standing, key=lambda one: _order(one.thing.opened))
        return list(self._listed[kind.name])

    def standing(self, kind: Kind[T]) -> list[Kept[T]]:
        """Give the things of a kind that have not ended, in the order in which they were opened."""
        return [one for one in self.every(kind) if one.ended is None]

    def get(self, kind: Kind[T], identifier: bytes) -> Kept[T] | None:
        """Give one thing of a kind; None where this person sees none of that id."""
        thing = self._by_type.get(kind.name, {}).get(identifier)
        return self._kept(kind, thing) if thing is not None else None

    def naming(self, kind: Kind[T], identifier: bytes, part: str = "") -> list[Kept[T]]:
        """Give the things of a kind whose statement names a thing, in the part if one is given, as `every` orders."""
        found = []
        for one in self._named.get(identifier, ()):
            kept = self.get(kind, one)
            if kept is not None and any(
                identifier in ids and part in ("", role) for role, ids in kept.act.names.items()
            ):
                found.append(kept)
        return sorted(found, key=lambda kept: _order(kept.thing.opened))

    def things(self, kind: Kind[T], naming: bytes = b"") -> list[Thing]:
        """Give the things of a kind as they came to be, of which with `naming` any act named that thing.

        For a fold that judges who may say what: a later act, of whatever form, takes no thing out of this list.
        """
        known = self._by_type.get(kind.name, {})
        chosen = (known[one] for one in self._named.get(naming, ()) if one in known) if naming else iter(known.values())
        return sorted((one for one in chosen if one.history), key=lambda thing: _order(thing.opened))

    def opened_naming(self, kind: Kind[T], identifier: bytes, part: str) -> list[Kept[T]]:
        """Give the things of a kind whose opening names a thing in this part: no later act takes them away from it."""
        found = (self.get(kind, one) for one in self._named.get(identifier, ()))
        return sorted(
            (kept for kept in found if kept is not None and identifier in kept.thing.opened.names.get(part, ())),
            key=lambda kept: _order(kept.thing.opened),
        )

    def history(self, kind: Kind[T], thing: Thing) -> Iterator[tuple[T, Act]]:
        """Give everything that a thing has said, the oldest first.

        What is written in the place of an act that cannot be read here stands in the place of what that act named.
        """
        said = [(self._says(kind, act), act) for act in thing.history]
        unread = {act.id: act.after for says, act in said if says is None}
        for says, act in said:
            if says is not None:
                yield says, replace(act, after=tuple(_named_through(act.after, unread))) if unread else act

    def statements(self, kind: Kind[T], thing: Thing) -> list[tuple[T, Act]]:
        """Give what a thing says now: the acts that can be read, in whose place no other of them stands."""
        said = list(self.history(kind, thing))
        replaced = {one for _, act in said for one in act.after}
        return [(says, act) for says, act in said if act.id not in replaced]

    def said(self, kind: Kind[T], act: Act) -> T | None:
        """Give what one act says as its kind; None where it has not the form of one."""
        return self._says(kind, act)

    def find(self, kind: Kind[T], text: str, what: str) -> Kept[T]:
        """Give the thing of a kind that has this name, or whose id begins so (6 digits at least).

        `what` is the kind in a person's words. UsageError where there is none, or several.
        """
        return called(
            self.every(kind),
            text,
            what,
            name=_name,
            identifier=lambda one: one.id,
            is_open=lambda one: one.ended is None,
        )

    def thing(self, identifier: bytes) -> Thing | None:
        """Give a thing of whatever kind; None where this person sees none of that id."""
        thing = self._things.get(identifier)
        return thing if thing is not None and thing.statements else None

    def opening(self, identifier: bytes) -> Act | None:
        """Give the act that opened a thing, of whatever kind; None where this person sees none of that id."""
        thing = self.thing(identifier)
        return thing.opened if thing is not None else None

    def acts(self) -> Iterable[Act]:
        """Give every act that counts, in no order."""
        for thing in self._things.values():
            yield from thing.history

    def unread(self, kinds: Iterable[Kind[Any]]) -> list[Act]:
        """Give the acts of other kinds than these, or that have not the form of theirs: of a newer version."""
        known = {kind.name: kind for kind in kinds}
        return sorted(
            (act for act in self.acts() if act.type not in known or self._says(known[act.type], act) is None),
            key=_order,
        )

    def _kept(self, kind: Kind[T], thing: Thing) -> Kept[T] | None:
        if thing.statements and thing.opened.type != kind.name:
            return None
        if thing.id not in self._stands:
            # While one statement has not ended it a thing stands: who ended it had not seen that one.
            said = sorted(self.statements(kind, thing), key=lambda one: one[1].ended is None)
            self._stands[thing.id] = Kept(*said[-1], tuple(said[:-1]), thing) if said else None
        stands: Kept[T] | None = self._stands[thing.id]
        return stands

    def _says(self, kind: Kind[T], act: Act) -> T | None:
        if act.type != kind.name:
            return None
        if act.id not in self._read:
            try:
                self._read[act.id] = kind.read(dict(act.says))
            except BackchannelError:
                self._read[act.id] = None
        says: T | None = self._read[act.id]
        return says


def _named_through(after: Iterable[bytes], unread: Mapping[bytes, tuple[bytes, ...]]) -> Iterator[bytes]:
    """Give the acts that are named, and for one that cannot be read those that it names, and so on."""
    waiting, seen = list(after), set[bytes]()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting += unread.get(one, ())


def _name(kept: Kept[Any]) -> str:
    return str(getattr(kept.says, "name", ""))
