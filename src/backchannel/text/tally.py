"""A tally: how often each of some numbers, of terms or of fingerprints, stands somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backchannel.text.wording import Numbers, Places

__all__ = ["Tally", "tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers that rise, and how often each stands there."""

    numbers: Numbers
    counts: Places

    def of(self, asked: Numbers) -> Places:
        """Give how often each of those asked for stands there; 0 for one that does not."""
        if not len(self.numbers):
            return np.zeros(len(asked), np.int32)
        at = np.minimum(np.searchsorted(self.numbers, asked), len(self.numbers) - 1)
        return np.where(self.numbers[at] == asked, self.counts[at], np.int32(0))

    @property
    def total(self) -> int:
        """How many stand there together."""
        return int(self.counts.sum())


def tally(arrays: Sequence[Numbers]) -> Tally:
    """Count the numbers of all these arrays."""
    numbers, counts = np.unique(np.concatenate([np.empty(0, np.uint32), *arrays]), return_counts=True)
    return Tally(numbers, counts.astype(np.int32))
