"""A text cut at its marks, so that a template can set what is marked apart from what is not."""

from collections.abc import Iterable

__all__ = ["pieces"]


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Give a text in pieces, each with whether it is marked: by spans [start, end), in their order or not."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        begins, ends = max(at, start), min(end, len(text))
        if ends > begins:
            found += [(text[at:begins], False), (text[begins:ends], True)]
            at = ends
    return [piece for piece in (*found, (text[at:], False)) if piece[0]]
