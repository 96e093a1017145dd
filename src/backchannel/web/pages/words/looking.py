"""What is looked for in everything that was said: at once where it is little, else as a work, and kept."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from backchannel.desk.desk import Desk
from backchannel.desk.looked_up import LookedUp
from backchannel.desk.words import bank
from backchannel.desk.words.bank import Selection, Tell
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["looked"]

T = TypeVar("T")
AT_ONCE = 60
"""In so many documents it is looked for at once; they take some tenths of a second."""


def looked(
    visit: Visit,
    what: Hashable,
    selections: Sequence[Selection],
    work: Callable[[Desk, Tell], T],
    address: str,
) -> T | Go:
    """Give what was asked, kept until the vault changes; or where to go while it is worked out for this address.

    `what` tells this question from every other, and `selections` where it is looked. UsageError for what cannot be
    asked.
    """
    desk = visit.desk
    memory, vault = desk.looked_up, desk.vault
    if not memory.holds(vault, what) and bank.extent(desk, selections) > AT_ONCE:
        stamp = LookedUp.stamp(vault)

        def job(other: Desk, begun: Work) -> Answer:
            memory.hand(what, stamp, work(other, begun.tell))
            return Go(address)

        return Go(addresses.work(visit.works.start("Reading what was said", job, unit="documents").id))
    return memory.of(vault, what, lambda: work(desk, lambda _done, _total: None))
