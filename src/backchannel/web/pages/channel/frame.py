"""What every page of a channel stands in: which channel it is, where it stands, and its pages."""

from collections.abc import Mapping
from typing import Any

from backchannel.desk import channels
from backchannel.desk.channels import Standing
from backchannel.errors import UsageError
from backchannel.protocol.state import ACTIVE
from backchannel.web import addresses
from backchannel.web.answers import Go, View
from backchannel.web.visit import Visit

__all__ = ["PARTS", "done", "may_write", "speaks", "standing", "view"]

PARTS = (
    ("Letters", ""),
    ("Charter", "charter"),
    ("Readers", "readers"),
    ("Ledger", "ledger"),
    ("Check", "verify"),
    ("Settings of the channel", "standing"),
)
"""The pages of a channel in their order: name, and the last part of the address."""


def standing(visit: Visit) -> Standing:
    """Give the channel of the address as it stands; UsageError where there is none."""
    found = channels.standing(visit.desk, visit.path["channel"])
    if found.is_own:
        raise UsageError("There is no such channel at this desk; look for it in the list of channels.")
    return found


def view(visit: Visit, template: str, found: Standing, values: Mapping[str, Any]) -> View:
    """Give a page of a channel within its frame; its template extends "channel/base.html"."""
    part = visit.address.split("/")[3] if visit.address.count("/") > 2 else ""
    return View(
        f"channel/{template}",
        {
            "standing": found,
            "channel": found.channel,
            "state": found.state,
            "part": part,
            "tabs": PARTS,
            "me": visit.desk.reader,
            "speaks": speaks(visit, found),
            "writes": may_write(visit, found),
            **values,
        },
    )


def speaks(visit: Visit, found: Standing) -> bool:
    """Whether this desk's person is a principal on the channel now."""
    mine = found.state.members.get(visit.desk.reader)
    return mine is not None and mine.principal and mine.status == ACTIVE


def may_write(visit: Visit, found: Standing) -> bool:
    """Whether a letter of this desk's person would be taken on the channel as it stands."""
    state, mine = found.state, found.state.members.get(visit.desk.reader)
    return (
        found.is_open
        and not found.channel.stale
        and mine is not None
        and mine.status == ACTIVE
        and (mine.principal or state.charter.write == "members")
    )


def done(found: Standing, said: str, *more: str) -> Go:
    """Go on to a page of the same channel."""
    return Go(addresses.channel(found.channel.id, *more), said)
