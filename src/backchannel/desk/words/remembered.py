"""What was worked out of texts while a desk is open, so that a page on which one passage changed works out that one."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

__all__ = ["Remembered"]

T = TypeVar("T")
_MOST = 4_000


class Remembered:
    """The last of what was worked out, by what it was worked out of; in memory only, and gone with the desk."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._works: dict[Hashable, int] = {}

    def of(self, what: Hashable, asked: Iterable[Hashable], work: Callable[[Sequence[int]], Sequence[T]]) -> list[T]:
        """Give what was worked out of each that is asked; `work` is given the places of those that are missing.

        `what` tells one kind of work from another, and what it all depends on.
        """
        # By a number: what it depends on may be a whole letter, which is long to compare.
        work_number = self._works.setdefault(what, len(self._works))
        keys = [(work_number, one) for one in asked]
        missing = {key: place for place, key in reversed(list(enumerate(keys))) if key not in self._kept}
        found: dict[Hashable, object] = {key: self._kept[key] for key in keys if key in self._kept}
        places = sorted(missing.values())
        for place, made in zip(places, work(places) if places else (), strict=True):
            found[keys[place]] = made
        for key, value in found.items():
            self._kept[key] = value
            self._kept.move_to_end(key)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return [found[key] for key in keys]  # type: ignore[misc]
