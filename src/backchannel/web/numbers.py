"""Numbers as they are typed into forms and stand in addresses."""

__all__ = ["whole_number"]


def whole_number(text: str) -> int | None:
    """Give the whole number that was typed, or stands in an address: at most ten plain digits; None for the rest."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else None
