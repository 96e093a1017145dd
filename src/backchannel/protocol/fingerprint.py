"""Fingerprints of keys: twelve groups of five digits that two people read to each other.

The digest of the key (32 bytes) is taken as one big-endian integer; the last 60 digits of its decimal form, with
zeros in front where it is shorter, are written in twelve groups. 10^60 is about 2^199, so nobody can look for a
second key of the same fingerprint, and the bias of the remainder (less than 2^-56) means nothing.
"""

from backchannel.errors import BadInputError
from backchannel.protocol.encoding import DIGEST

__all__ = ["fingerprint_groups", "read_fingerprint"]

_GROUPS, _WIDTH = 12, 5


def fingerprint_groups(digest: bytes) -> str:
    """Give twelve groups of five digits, with a space between two, for a digest of 32 bytes (else ValueError)."""
    if len(digest) != DIGEST:
        raise ValueError("a fingerprint is made of a digest of 32 bytes")
    digits = f"{int.from_bytes(digest, 'big') % 10 ** (_GROUPS * _WIDTH):0{_GROUPS * _WIDTH}d}"
    return " ".join(digits[at : at + _WIDTH] for at in range(0, len(digits), _WIDTH))


def read_fingerprint(text: str) -> str:
    """Give a fingerprint as `fingerprint_groups` writes it from what a person typed; else BadInputError.

    White space and hyphens between digits do not matter; digits of other scripts are refused.
    """
    digits = "".join(text.replace("-", " ").split())
    if len(digits) != _GROUPS * _WIDTH or not (digits.isascii() and digits.isdigit()):
        raise BadInputError("A fingerprint is twelve groups of five digits; read it again from the other's card.")
    return " ".join(digits[at : at + _WIDTH] for at in range(0, len(digits), _WIDTH))
