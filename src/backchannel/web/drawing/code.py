"""A fingerprint's QR code, drawn: dark squares on white in every light, since a camera reads it."""

from collections.abc import Sequence

from markupsafe import Markup

from backchannel.desk.fingerprint_code import modules
from backchannel.web.drawing.svg import element, picture, rectangle

__all__ = ["code"]


def code(fingerprint: Sequence[str], title: str) -> Markup:
    """Draw the code of a fingerprint's groups of digits."""
    rows = modules(fingerprint)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    paper = rectangle(0, 0, size, size, class_="paper")
    return picture(title, size, size, [paper, element("path", d=path, class_="dark")], class_="qr")
