"""A fingerprint as a QR code (ISO/IEC 18004), to be scanned where two people can show each other a screen."""

from collections.abc import Sequence

__all__ = ["modules"]

_BORDER = 4


def modules(fingerprint: Sequence[str]) -> list[list[bool]]:
    """Give the rows of a code for a fingerprint's groups of digits, its quiet border included; True is dark."""
    import segno

    code = segno.make("".join(fingerprint), micro=False, error="m")
    return [[bool(module) for module in row] for row in code.matrix_iter(border=_BORDER)]
