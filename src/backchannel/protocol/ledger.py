"""The ledger of a channel: which entries count, in which order, and the state that follows from them.

Each author's entries form a chain; `seen` links the chains into a causal order. Shared entries are folded in that
order, ties broken by (author, number), so two desks that hold the same entries hold the same state, however the
entries arrived. Each entry is judged by the state in its own causal past.

The ledger is pure: it holds in memory the shared entries and the heads, and asks `find` for any other header.
"""

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backchannel.errors import BackchannelError
from backchannel.protocol.charter import Charter
from backchannel.protocol.entry import FIRST, Head, Header
from backchannel.protocol.rules import judge
from backchannel.protocol.state import FOLDED_KINDS, State, apply, founding_state

Find = Callable[[bytes, int], Header | None]
"""Give the header of an author's entry by its number, if this desk holds it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What taking an entry in came to."""

    waits: bool = False
    """Its causal past is not all here yet."""
    refusal: str = ""
    """The rule that it breaks, or nothing."""


@dataclass(frozen=True, slots=True)
class _Folded:
    header: Header
    body: Mapping[str, Any]


class Ledger:
    """One channel's order and state, fed with entries whose authorship has been checked."""

    def __init__(self, channel: bytes, charter: Charter, find: Find) -> None:
        self.channel = channel
        self.heads: dict[bytes, Head] = {}
        """The last entry of each author that counts as taken in: its causal past is complete."""
        self._find = find
        self._founding = founding_state(channel, charter)
        self._chains: dict[bytes, list[_Folded]] = {}
        self._numbers: dict[bytes, list[int]] = {}
        self._states: dict[tuple[tuple[bytes, int], ...], State] = {(): self._founding}
        self._refused: set[tuple[bytes, int]] = set()

    def load(
        self,
        heads: Mapping[bytes, Head],
        shared: Iterable[tuple[Header, Mapping[str, Any]]],
        refused: Iterable[tuple[bytes, int]] = (),
    ) -> None:
        """Start from what a vault holds.

        `shared` are the accepted entries of folded kinds, by author in order; `refused` are the places (author,
        number) of entries that were refused, whose links are not to be relied on.
        """
        self.heads = dict(heads)
        self._refused = set(refused)
        for header, body in shared:
            self._keep(header, body)

    def _keep(self, header: Header, body: Mapping[str, Any]) -> None:
        self._chains.setdefault(header.author, []).append(_Folded(header, body))
        self._numbers.setdefault(header.author, []).append(header.seq)

    def whole(self) -> tuple[bytes, ...]:
        """The identifiers of all that was folded, by author and number: they determine the channel's state."""
        return tuple(item.header.id for author in sorted(self._chains) for item in self._chains[author])

    def recall(self, state: State) -> None:
        """Go by a state that was folded of the same charter and the same `whole` before."""
        self._states[tuple(sorted((a, len(numbers)) for a, numbers in self._numbers.items()))] = state

    def state(self) -> State:
        """The channel's state by all that has been taken in."""
        return self.state_at({a: n for a, (n, _) in self.heads.items()})

    def state_at(self, past: Mapping[bytes, int]) -> State:
        """The state by the shared entries in a causal past, given as author -> number of his last entry in it."""
        key = tuple(sorted((a, count) for a, n in past.items() if (count := bisect_right(self._numbers.get(a, ()), n))))
        found = self._states.get(key)
        if found is None:
            found = self._fold(dict(key))
            if len(self._states) > 256:
                self._states.clear()
                self._states[()] = self._founding
            self._states[key] = found
        return found

    def _fold(self, counts: dict[bytes, int]) -> State:
        # The usual case: one more entry that has seen all the others follows from a state already known.
        for author, count in counts.items():
            last = self._chains[author][count - 1]
            shorter = {a: c for a, c in counts.items() if a != author} | ({author: count - 1} if count > 1 else {})
            before = self._states.get(tuple(sorted(shorter.items())))
            if before is not None and self._covers(last.header, shorter):
                return _applied(before, last)
        state = self._founding
        for item in self._ordered(counts):
            state = _applied(state, item)
        return state

    def _covers(self, header: Header, counts: Mapping[bytes, int]) -> bool:
        past = header.past
        return all(past.get(a, 0) >= self._numbers[a][c - 1] for a, c in counts.items())

    def _ordered(self, counts: Mapping[bytes, int]) -> Iterable[_Folded]:
        """Causal order, ties by (author, number): a topological sort that always takes the least that is free.

        Restricting the set to any causal past leaves the relative order of what remains unchanged, since whatever
        falls away never stood before something that stays.
        """
        done: dict[bytes, int] = dict.fromkeys(counts, 0)
        ready: list[tuple[bytes, int]] = []
        blocked = {(a, 0) for a in counts}

        def free(author: bytes, index: int) -> bool:
            past = self._chains[author][index].header.past
            for other in counts:
                if other != author:
                    need = min(bisect_right(self._numbers[other], past.get(other, 0)), counts[other])
                    if done[other] < need:
                        return False
            return True

        while True:
            for author, index in sorted(blocked):
                if free(author, index):
                    heapq.heappush(ready, (author, index))
                    blocked.discard((author, index))
            if not ready:
                return
            author, index = heapq.heappop(ready)
            yield self._chains[author][index]
            done[author] += 1
            if index + 1 < counts[author]:
                blocked.add((author, index + 1))

    def complete(self, header: Header) -> bool:
        """Whether everything in the entry's causal past has been taken in."""
        number, last = self.heads.get(header.author, (0, FIRST))
        if header.seq != number + 1 or header.previous != last:
            return False
        return all(self.heads.get(a, (0, b""))[0] >= n for a, n, _ in header.seen)

    def take(self, header: Header, body: Mapping[str, Any] | None) -> Verdict:
        """Take in the next entry of an author's chain.

        Gives a verdict that it waits, and changes nothing, where its causal past is incomplete. Otherwise the
        author's head moves, and the entry is judged. `body` is None where this desk is not among its readers.
        """
        if not self.complete(header):
            return Verdict(waits=True)
        rule = self._links(header)
        if not rule:
            before = {a: n for a, n, _ in header.seen} | {header.author: header.seq - 1}
            rule = judge(self.state_at(before), header, body)
        self.heads[header.author] = (header.seq, header.id)
        if rule:
            self._refused.add((header.author, header.seq))
        if not rule and header.kind in FOLDED_KINDS and body is not None:
            self._keep(header, body)
        return Verdict(refusal=rule)

    def _links(self, header: Header) -> str:
        """Check that what an entry says it has seen is what there is, and holds all that those had seen.

        What stands unchanged since the author's entry before was checked there, unless that one was refused: a
        breach is not mended by repeating it.
        """
        before = self._find(header.author, header.seq - 1) if header.seq > 1 else None
        relied = before is not None and (header.author, header.seq - 1) not in self._refused
        if before is not None and relied and before.seen == header.seen:
            return ""
        past = header.past
        if any(past.get(a, 0) < n for a, n in self._had_seen(before)):
            return "It forgets something that its author had seen before."
        known = set(before.seen) if before is not None and relied else set()
        for author, number, identifier in header.seen:
            if (author, number, identifier) in known:
                continue
            seen = self._find(author, number)
            if seen is None or seen.id != identifier:
                return "It has seen another entry at a place where this desk holds one: somebody shows two histories."
            if any(past.get(a, 0) < n for a, n, _ in seen.seen if a != header.author):
                return "It leaves out something that an entry which it has seen had seen."
        return ""

    def _had_seen(self, last: Header | None) -> Iterable[tuple[bytes, int]]:
        """What an author had seen up to his entry `last`: an accepted entry holds it all, a refused one may not."""
        while last is not None:
            yield from ((author, number) for author, number, _ in last.seen)
            if (last.author, last.seq) not in self._refused:
                return
            last = self._find(last.author, last.seq - 1) if last.seq > 1 else None


def _applied(state: State, item: _Folded) -> State:
    # An entry that was right in its own past may be overtaken by a concurrent one; then it has no effect.
    try:
        return apply(state, item.header, item.body)
    except BackchannelError:
        return state
