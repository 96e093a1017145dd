"""Numbers as they are typed into forms and stand in addresses."""

__all__ = ["whole_number"]


def whole_number(text: str, most: int = 999_999_999) -> int | None:
    """Give the whole number that was typed, or stands in an address: plain digits, at most `most`; None for others."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        return None
    return number if (number := int(text)) <= most else None
