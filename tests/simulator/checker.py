"""The checker: reads the histories of all desks at the end, and says in sentences what does not hold.

What a hostile desk holds is not looked at; what an honest desk holds of a hostile author must agree with what every
other honest desk holds, or be alarmed.
"""

from collections import Counter
from dataclasses import fields
from itertools import pairwise

from tests.simulator.world import LINE, World

from backchannel.desk.book import Book
from backchannel.desk.desk import Desk
from backchannel.protocol.entry import SHARED_KINDS
from backchannel.protocol.state import State
from backchannel.vault import channels, entries, notices
from backchannel.vault.entries import Entry


class History:
    """What one desk holds of one channel."""

    def __init__(self, name: str, desk: Desk, channel: str) -> None:
        self.name = name
        self.reader = desk.reader
        self.entries: dict[tuple[bytes, int], Entry] = {}
        self.state: State | None = None
        self.alarmed: set[bytes] = set()
        self.standing = ""
        with desk.vault.read() as db:
            found = [c for c in channels.every(db) if c.name == channel]
            if not found:
                return
            self.standing = found[0].standing
            self.stale = found[0].stale
            for entry in entries.every(db, found[0].id):
                self.entries[entry.header.author, entry.header.seq] = entry
            self.alarms = notices.alarms(db, found[0].id)
            self.alarmed = {a.author for a in self.alarms if a.kind in {"fork", "report"}}
            self.state = Book(db, desk, found[0]).state

    def chain(self, author: bytes) -> dict[int, Entry]:
        """Give an author's entries that were taken in, by number."""
        return {s: e for (a, s), e in self.entries.items() if a == author and e.standing != entries.WAITS}


def histories(world: World, channel: str = LINE) -> list[History]:
    """Read what every honest desk holds."""
    return [History(n, d, channel) for n, d in sorted(world.desks.items()) if n not in world.hostile]


def problems(world: World, channel: str = LINE, *, settled: bool = True) -> list[str]:
    """Give what does not hold. `settled`: everything has been exchanged, so that all must agree."""
    read = [h for h in histories(world, channel) if h.state is not None]
    found = _twice(world) + _whole_chains(read) + _one_history(read) + _keys(world, read) + _doubled(world, read)
    if settled:
        found += _missing(world, read) + _lost(world, read) + _agree(world, read)
    return found


def _twice(world: World) -> list[str]:
    used = [
        f"{n} used number {s} of its chain {len(i)} times"
        for (n, _, s), i in world.places.items()
        if len(i) > 1 and n not in world.hostile
    ]
    return used + [
        f"{n} used step {s} of a pair {len(i)} times"
        for (n, _, s), i in world.steps.items()
        if len(i) > 1 and n not in world.hostile
    ]


def _whole_chains(read: list[History]) -> list[str]:
    found = []
    for history in read:
        for author in {a for a, _ in history.entries}:
            chain = history.chain(author)
            if sorted(chain) != list(range(1, len(chain) + 1)):
                found.append(f"{history.name} holds a chain with gaps: {sorted(chain)}")
            for seq in range(2, len(chain) + 1):
                if chain[seq].header.previous != chain[seq - 1].header.id:
                    found.append(f"{history.name} holds a chain that is broken at {seq}")
    return found


def _one_history(read: list[History]) -> list[str]:
    """Chains are prefixes of one another, or somebody was told."""
    found = []
    for i, one in enumerate(read):
        for other in read[i + 1 :]:
            for place in one.entries.keys() & other.entries.keys():
                if one.entries[place].header.id != other.entries[place].header.id and not (
                    place[0] in one.alarmed and place[0] in other.alarmed
                ):
                    found.append(f"{one.name} and {other.name} hold two histories without alarm, from {place[1]} on")
    return found


def _keys(world: World, read: list[History]) -> list[str]:
    """Nobody holds the key of what he is not a reader of."""
    opened: dict[bytes, set[bytes]] = {}
    for history in read:
        for entry in history.entries.values():
            body = entry.body()
            if entry.header.kind == "reseal" and entry.standing == entries.TAKEN and body is not None:
                opened.setdefault(bytes.fromhex(body["entry"]), set()).add(bytes.fromhex(body["reader"]))
    found = []
    for history in read:
        for entry in history.entries.values():
            if not entry.key or entry.header.kind in SHARED_KINDS:
                continue
            body = entry.body()
            named = {*body["readers"], *opened.get(entry.header.id, set())} if body is not None else set()
            if history.reader not in named:
                found.append(f"{history.name} holds the key of {entry.header!r} and is not its reader")
    return found


def _doubled(world: World, read: list[History]) -> list[str]:
    found = []
    for history in read:
        counted = Counter(e.header.id for e in history.entries.values())
        found += [f"{history.name} holds {i.hex()[:8]} {n} times" for i, n in counted.items() if n > 1]
    return found


def _missing(world: World, read: list[History]) -> list[str]:
    """Everybody who is a member by what another desk holds knows it himself, if he accepts invitations."""
    found = []
    held = {h.reader: h for h in read}
    for history in read:
        members = history.state.members if history.state and history.standing == channels.JOINED else {}
        for reader, member in members.items():
            name = world.name_of(reader)
            if member.status != "active" or name not in world.joining or name in world.hostile:
                continue
            his = held.get(reader)
            if his is None or his.standing != channels.JOINED or reader not in his.state.members:
                found.append(f"{name} is a member at {history.name}'s and does not know it")
    return found


def _lost(world: World, read: list[History]) -> list[str]:
    found = []
    by_reader = {h.reader: h for h in read}
    for written in world.acknowledged:
        if written.author in world.hostile:
            continue
        for reader in written.readers:
            history = by_reader.get(reader)
            if history is None or history.standing != channels.JOINED:
                continue
            member = history.state.members.get(reader) if history.state else None
            if member is None or member.status != "active":
                continue
            kept = [e for e in history.entries.values() if e.header.id == written.id]
            if not kept or kept[0].standing == entries.WAITS:
                found.append(f"{history.name} lacks letter {written.seq} of {written.author}")
                continue
            body = kept[0].body()
            if body is None:
                found.append(f"{history.name} cannot read letter {written.seq} of {written.author}")
            elif "\n\n".join(p["text"] for p in body["document"]["passages"]) != written.text:
                found.append(f"{history.name} reads another text in letter {written.seq} of {written.author}")
    return found


def _agree(world: World, read: list[History]) -> list[str]:
    """All who are on the channel agree on the shared state, on every entry, and on what was refused of it."""
    found = []
    on = [
        h
        for h in read
        if h.standing == channels.JOINED
        and h.state is not None
        and (m := h.state.members.get(h.reader)) is not None
        and m.status == "active"
    ]
    forked = set().union(*(h.alarmed for h in read)) if read else set()
    for one, other in pairwise(on):
        for field in fields(State):
            if not field.compare:
                continue  # what a desk worked out from the state, and no part of it
            mine, theirs = getattr(one.state, field.name), getattr(other.state, field.name)
            if field.name == "members":
                # How somebody became known is no part of the shared state: a card may have come by hand or by entry.
                mine, theirs = (
                    {r: (m.name, m.party, m.principal, m.status) for r, m in v.items()} for v in (mine, theirs)
                )
            if mine != theirs and not forked:
                found.append(f"{one.name} and {other.name} differ in the state's {field.name}")
        for place in one.entries.keys() | other.entries.keys():
            if place[0] in forked:
                continue
            mine, theirs = one.entries.get(place), other.entries.get(place)
            if mine is None or theirs is None:
                lacking = one.name if mine is None else other.name
                found.append(f"{lacking} lacks entry {place[1]} of {world.name_of(place[0])}")
            elif entries.WAITS in {mine.standing, theirs.standing}:
                found.append(f"entry {place[1]} of {world.name_of(place[0])} waits at {one.name} or {other.name}")
            elif mine.standing != theirs.standing and mine.header.kind in SHARED_KINDS:
                found.append(
                    f"{mine.header!r} is {mine.standing} at {one.name} ({mine.refusal}) and {theirs.standing} at "
                    f"{other.name} ({theirs.refusal})"
                )
    return found
