"""To which words an act is bound: a digest of a passage, so that what somebody said of it ends when it says otherwise.

How lines are broken does not matter; everything else does.
"""

from backchannel.protocol.encoding import h

__all__ = ["DIGITS", "bound"]

DIGITS = 64


def bound(text: str) -> str:
    """Give the words of a passage as `DIGITS` hexadecimal digits, the same for the same words alone."""
    # Not an object of the protocol: nothing is proved by it, and its words may be on no ledger at all.
    return h(" ".join(text.split()).encode("utf-8", "surrogatepass")).hex()
