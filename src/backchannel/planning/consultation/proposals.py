"""Proposals that our side drafts: what is offered on an issue, passage by passage, before it goes to anybody."""

from dataclasses import dataclass

from backchannel.planning.kinds import Kind

__all__ = ["PROPOSAL", "Proposal"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal on an issue, as it stands: each revision is the whole of it."""

    name: str
    issue: str
    text: tuple[str, ...]


PROPOSAL = Kind("proposal", Proposal)
