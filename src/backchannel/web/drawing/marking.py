"""Texts in which some words are marked, such as those because of which something is suggested."""

from collections.abc import Iterable

from markupsafe import Markup, escape

__all__ = ["marked"]


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Give a text, escaped and with what is hidden in it shown, in which these characters are marked."""
    from backchannel.web.rendering import shown

    pieces, at = [], 0
    for start, end in sorted(set(spans)):
        if start >= at and end > start:
            pieces += [escape(shown(text[at:start])), Markup("<mark>"), escape(shown(text[start:end])), _END]
            at = end
    return Markup("").join([*pieces, escape(shown(text[at:]))])


_END = Markup("</mark>")
