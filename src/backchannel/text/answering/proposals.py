"""Answering: what a draft of ours says to each passage of their letter, as far as its words can tell.

What points at a passage of theirs (`pointing`, a quotation, words used again) is a touch. The stance nearest to it in
its sentence is ours to that passage; a sentence after it that speaks of "this" goes on about it, and a sentence that
ends in a colon speaks of what follows. What is taken back in the same breath ("but", "provided that") makes an
agreement one in part. All of it is a proposal with the words that made it so: a person decides.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backchannel.record.passage import Passage
from backchannel.record.talks.speech import sentences
from backchannel.text.answering import courtesy
from backchannel.text.answering.pointing import Touch
from backchannel.text.answering.stances import (
    AGREED,
    DISAGREED,
    IN_PART,
    INTERPRETED,
    NOTED,
    POSTPONED,
    Stance,
    concessions,
    own_words,
    stances,
)
from backchannel.text.folding import fold

__all__ = ["COURTESY", "NOT_ANSWERED", "STATES", "Bearing", "Proposal", "Reading", "Words", "proposals", "readings"]

COURTESY, NOT_ANSWERED = "courtesy", "not answered"
STATES = (AGREED, IN_PART, DISAGREED, NOTED, INTERPRETED, POSTPONED, COURTESY)
"""What a passage of theirs can be; NOT_ANSWERED is what has none of these."""

_BACK = 8
"""Touches before a stance among which the nearest is looked for: they may lie in each other."""
_BESIDE = 12
"""Characters between a concession and another's stance that belong together, or between a stance and its "this"."""

_GOES_ON = re.compile(
    r"^(?:(?:but|and|yet|so|however|nevertheless|still),? )?(?:(?:to|with|on|of|by|in|as to|about) )?"
    r"(?:this|that|it|these|those|both|here|such)\b"
)
_THIS = re.compile(r"\b(?:this|that|it|these|those|them|so)\b")
_TAKES_BACK = re.compile(r"^(?:but|however|nevertheless|yet|still)\b")
_AND = re.compile(r"^[\s,;_]*(?:and|or|nor|as well as|and also)?(?: \w+){0,3}[\s,]*$")


Words = tuple[int, int, int]
"""One of our texts, by its place, and characters [start, end) of it."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A touch, the state that the words around it give ('' for none), and those words: (place in ours, start, end)."""

    touch: Touch
    state: str
    said: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed of a passage of theirs: a state (see STATES, or NOT_ANSWERED), and why.

    `bearings` are the words of ours that bear on it; `kind` the words of its own by which it looks like a courtesy.
    `form` says that it is a salutation, a closing or a signature and nothing more: then it asks for no answer.
    """

    passage: int
    state: str
    bearings: tuple[Bearing, ...]
    kind: tuple[tuple[int, int], ...]
    form: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence [start, end) that reads something out of the other side's words, and by which words [first, last)."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    ours: int
    start: int
    end: int
    text: str
    stances: tuple[Stance, ...]
    touches: tuple[Touch, ...]


_Said = dict[Touch, dict[tuple[str, Words], None]]
"""What is heard of each touch, as an ordered set: states with the words that say so."""


def proposals(theirs: Sequence[Passage], ours: Sequence[Passage], touches: Sequence[Touch]) -> tuple[Proposal, ...]:
    """Give for every passage of theirs what ours says to it; touches know our passages by their place in `ours`."""
    found: dict[int, list[Bearing]] = {}
    for bearing in _bearings(ours, touches):
        found.setdefault(bearing.touch.theirs, []).append(bearing)
    given = []
    for passage in theirs:
        form = courtesy.is_form(passage)
        kind = () if form else courtesy.kind_words(passage)
        bearings = tuple(found.get(passage.number, ()))
        state = _together({one.state for one in bearings}) if bearings else NOT_ANSWERED
        if form or (kind and state in (NOTED, NOT_ANSWERED)):
            state = COURTESY
        given.append(Proposal(passage.number, state, bearings, kind, form))
    return tuple(given)


def readings(text: str) -> tuple[Reading, ...]:
    """Give the sentences of a text that place a reading of the other side's words on record."""
    own = own_words(text)
    return tuple(
        Reading(start, end, start + one.start, start + one.end)
        for start, end in sentences(own)
        for one in stances(own[start:end])
        if one.state == INTERPRETED
    )


def _together(states: set[str]) -> str:
    # Of several, the one with which nobody takes us for having granted more than we did.
    if IN_PART in states or (AGREED in states and states & {DISAGREED, POSTPONED}):
        return IN_PART
    return next((state for state in (DISAGREED, POSTPONED, INTERPRETED, AGREED) if state in states), NOTED)


def _bearings(ours: Sequence[Passage], touches: Sequence[Touch]) -> Iterator[Bearing]:
    said: _Said = {}
    latest: tuple[Touch, ...] = ()
    before: _Sentence | None = None
    for one in _sentences(ours, touches):
        said.update((touch, {}) for touch in one.touches)
        _within(one, said)
        if before is not None and before.ours != one.ours:
            if one.touches and not before.touches and before.text.rstrip("_ ").endswith(":"):
                _add(said, one.touches[:1], before, before.stances)
            if not (latest and latest[0].ours == one.ours - 1 and ours[one.ours - 1].role == "quotation"):
                latest = ()
        if one.touches:
            latest = tuple(touch for touch in one.touches if touch.start == one.touches[-1].start)
        elif latest:
            _goes_on(one, latest, said, adjacent=before is not None and bool(before.touches))
        before = one
    for touch, heard in said.items():
        for state in dict.fromkeys(state for state, _ in heard) or ("",):
            yield Bearing(touch, state, tuple(words for held, words in heard if held == state))


def _sentences(ours: Sequence[Passage], touches: Sequence[Touch]) -> Iterator[_Sentence]:
    by_place: dict[int, list[Touch]] = {}
    for touch in sorted(set(touches), key=lambda t: (t.start, t.end, t.theirs, t.how)):
        by_place.setdefault(touch.ours, []).append(touch)
    for place, passage in enumerate(ours):
        mine = by_place.get(place, [])
        # A passage that is a quotation is the other side's words from end to end.
        own = "_" * len(passage.text) if passage.role == "quotation" else own_words(passage.text)
        spans = list(sentences(own))
        following = [start for start, _ in spans[1:]] + [len(own) + 1]
        taken = 0
        for (start, end), until in zip(spans, following, strict=False):
            first = taken
            while taken < len(mine) and mine[taken].start < until:
                taken += 1
            yield _Sentence(place, start, end, own[start:end], stances(own[start:end]), tuple(mine[first:taken]))


def _within(one: _Sentence, said: _Said) -> None:
    """Give each stance of a sentence to the touch that it is nearest to, and each concession to what it takes back."""
    groups = _groups(one)
    if not groups:
        return
    starts = [group[0].start - one.start for group in groups]
    owners = [_nearest(stance, groups, starts, one.start) for stance in one.stances]
    agreed: dict[int, int] = {}
    for stance, owner in zip(one.stances, owners, strict=True):
        _add(said, groups[owner], one, [stance])
        if stance.state == AGREED:
            agreed.setdefault(owner, stance.end)
    for before, group in pairwise(groups):
        between = fold(one.text[max(0, before[0].end - one.start) : max(0, group[0].start - one.start)]).text
        if not said[group[0]] and _AND.match(between):
            of_each_state = dict(said[before[0]].keys())
            for touch in group:
                said[touch].update(dict.fromkeys(of_each_state.items()))
    begun = [stance.start for stance in one.stances]
    for begins, ends in concessions(one.text):
        following = bisect_left(begun, ends)
        if following and one.stances[bisect_right(begun, begins) - 1].end > begins >= begun[0]:
            continue  # it is a part of a stance, as in "but cannot accept"
        last = bisect_right(starts, begins) - 1
        for owner in (last, last + 1):
            leads = following < len(begun) and begun[following] - ends <= _BESIDE and owners[following] != owner
            if agreed.get(owner, begins + 1) <= begins and not leads:
                _add(said, groups[owner], one, [Stance(IN_PART, begins, ends)])


def _groups(one: _Sentence) -> list[tuple[Touch, ...]]:
    """Give the touches of a sentence, those of the same words together, in their order."""
    found: dict[tuple[int, int], list[Touch]] = {}
    for touch in one.touches:
        found.setdefault((touch.start, touch.end), []).append(touch)
    return [tuple(group) for group in found.values()]


def _nearest(stance: Stance, groups: Sequence[tuple[Touch, ...]], starts: Sequence[int], shift: int) -> int:
    """Give the place of the group that is nearest to a stance; at one distance, words speak of what follows them."""
    behind = bisect_left(starts, stance.start)
    if behind == 0:
        return 0
    before = max(range(max(0, behind - _BACK), behind), key=lambda place: groups[place][0].end)
    gap = max(0, stance.start - (groups[before][0].end - shift))
    if behind < len(groups) and max(0, starts[behind] - stance.end) <= gap:
        return behind
    return before


def _goes_on(one: _Sentence, latest: tuple[Touch, ...], said: _Said, *, adjacent: bool) -> None:
    """Give the stances of a sentence without a touch to the touch before it, if it goes on about that."""
    folded = fold(one.text).text
    begins = _GOES_ON.match(folded) is not None
    for stance in one.stances:
        this = _THIS.search(one.text, stance.start, min(len(one.text), stance.end + _BESIDE))
        if stance.state == INTERPRETED or (adjacent and (begins or this)):
            _add(said, latest, one, [stance])
    back = _TAKES_BACK.match(folded) if adjacent and not one.stances else None
    if back and any(state == AGREED for touch in latest for state, _ in said[touch]):
        _add(said, latest, one, [Stance(IN_PART, 0, back.end())])


def _add(said: _Said, touches: Sequence[Touch], one: _Sentence, found: Sequence[Stance]) -> None:
    for touch in touches:
        for stance in found:
            said[touch][stance.state, (one.ours, one.start + stance.start, one.start + stance.end)] = None
