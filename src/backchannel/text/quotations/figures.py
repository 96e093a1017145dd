"""What makes another number of the same digits: the point within it, its sign, its currency, its per cent.

Words are runs of letters and digits, so to them 4.5, 4-5 and 4 5 are alike, and so are -5 and 5, $5 and £5. A point and
a comma are not told apart, since languages write them the other way round; nor are the ways to divide thousands.
"""

import re

from backchannel.text.folding import fold

__all__ = ["Figure", "figure", "numbers"]

_CURRENCY = "[$€£¥₽₹₩₪₴₺]"
_FIGURE = re.compile(
    rf"(?:(?<![\w)\]])[-–−]|{_CURRENCY} ?)?"
    r"\d+(?:(?:[.,:/‐‑–−-]|[ \u00a0\u202f](?=\d{3}(?!\d)))\d+)*"
    rf"(?: ?(?:%|{_CURRENCY}))?"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NEAR = 24
"""Characters before and after digits within which their number stands."""

Figure = tuple[int, int, str]
"""The characters [start, end) of a number, and the number in one way of writing."""


def figure(text: str, start: int, end: int) -> Figure | None:
    """Give the whole number in which the digits [start, end) of a text stand; None where they are no plain digits."""
    low = max(0, start - _NEAR)
    for match in _FIGURE.finditer(text, low, min(len(text), end + _NEAR)):
        if match.start() <= start and end <= match.end():
            plain = re.sub(r"(?<=\d)[, ](?=\d)", ".", fold(match.group()).text).replace(" ", "")
            return *match.span(), plain
    return None


def numbers(text: str) -> list[str]:
    """Give the digits of a text in their order, thousands undivided: what must be the same in the same words."""
    return re.findall(r"\d+", _THOUSANDS.sub("", text))
