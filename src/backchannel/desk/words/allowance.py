"""What a keeper's desk leaves to its keeper's look: a function of what the asker sent, and when, and of nothing else.

Every answer tells an asker something. Who sends the same guess with one word changed each time could spell out a
letter, so what is asked often, or is much like what was asked before, is not answered by the desk itself. None of this
looks at what the desk holds: an answer that stays away must not tell anything either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import numpy as np

from backchannel.text.fingerprints import fingerprints
from backchannel.text.joined import joined
from backchannel.text.wording import wording

__all__ = [
    "DRAFTS_A_DAY",
    "MEMORY_DAYS",
    "NEAR",
    "PASSAGES_A_DAY",
    "SHORT",
    "VARIANTS",
    "Sent",
    "is_short",
    "sent",
    "why_look",
]

DRAFTS_A_DAY = 5
PASSAGES_A_DAY = 120
VARIANTS = 3
"""Passages much like one, asked before it within the days that are remembered, after which it is looked at."""
MEMORY_DAYS = 30
SHORT = 12
"""Words of a passage under which it is never said that there is nothing to be cleared."""

NEAR = 20
"""The same for passages that have only three words of content in a row in common, as a title may be."""

_ALIKE = 3
"""Fingerprints that two passages have in common to be much alike: some five words of content in a row."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A draft that an asker sent: the day on which it came (`1961-10-16`), its passages, and the prints of each."""

    day: str
    passages: tuple[str, ...]
    prints: tuple[frozenset[int], ...]

    def alike(self, prints: frozenset[int], least: int = _ALIKE) -> list[int]:
        """Give which of its passages, from 0, have so many of these fingerprints; by default are much alike."""
        return [at for at, own in enumerate(self.prints) if len(own & prints) >= least]


def sent(day: str, passages: Sequence[str]) -> Sent:
    """Give a draft as it is compared with others.

    What runs over the end of a passage counts for each that it touches: `screening` looks at the whole draft too, and
    a guess of which every passage has one word is a guess.
    """
    prints = [set(fingerprints(wording(passage)).tolist()) for passage in passages]
    whole = wording(joined(passages))
    ends = list(accumulate(len(passage) + 1 for passage in passages))
    first = np.searchsorted(ends, whole.starts[whole.content], "right")
    last = np.searchsorted(ends, whole.ends[whole.content] - 1, "right")
    for begin, end, one in zip(first, last[2:], fingerprints(whole).tolist(), strict=False):
        for at in range(begin, end + 1):
            prints[at].add(one)
    return Sent(day, tuple(passages), tuple(map(frozenset, prints)))


def is_short(passage: str) -> bool:
    """Whether a passage is a short one."""
    return len(wording(passage).tokens) < SHORT


def why_look(draft: Sent, before: Sequence[Sent]) -> str:
    """Give why a draft is left to the keeper's look, as a clause; '' where it is answered by the desk itself.

    `before` are the drafts that the same asker sent before, on whatever channel.
    """
    if any(one.passages == draft.passages for one in before):
        return "the same draft was asked about before"
    today = [one for one in before if one.day == draft.day]
    if len(today) >= DRAFTS_A_DAY:
        return f"more than {DRAFTS_A_DAY} drafts came on one day"
    if len(draft.passages) + sum(len(one.passages) for one in today) > PASSAGES_A_DAY:
        return f"more than {PASSAGES_A_DAY} passages came on one day"
    remembered = [one for one in before if _days(one.day, draft.day) <= MEMORY_DAYS]
    for at, prints in enumerate(draft.prints):
        for least, allowed, how in ((_ALIKE, VARIANTS, "much like"), (1, NEAR, "somewhat like")):
            count = sum(len(one.alike(prints, least)) for one in remembered)
            count += sum(1 for own in draft.alike(prints, least) if own < at)
            if count >= allowed:
                return f"{allowed} passages {how} passage {at + 1} were asked about before"
    return ""


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
