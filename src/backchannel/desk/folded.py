"""The states of channels as they were folded last, while a desk is open: a ledger that is the same is not folded anew.

A state follows from the founding charter and the entries that were folded alone. So it is taken only where the vault
holds these same entries now, and it is never that of a change that was given up.
"""

from backchannel.protocol.ledger import Ledger
from backchannel.protocol.state import State
from backchannel.vault.channels import Channel

__all__ = ["FoldedStates"]


class FoldedStates:
    """The last state of each channel that was opened, with what it was folded of."""

    def __init__(self) -> None:
        self._kept: dict[bytes, tuple[bytes, tuple[bytes, ...], State]] = {}

    def settle(self, channel: Channel, ledger: Ledger) -> None:
        """Let a ledger that was just loaded go by the state of before, if it follows from the same; else fold it."""
        whole = ledger.whole()
        kept = self._kept.get(channel.id)
        if kept is not None and kept[:2] == (channel.founding, whole):
            ledger.recall(kept[2])
        else:
            self._kept[channel.id] = (channel.founding, whole, ledger.state())
