"""Text for a terminal: the banner on top and at the bottom, the head, the numbered passages, the enclosures.

Hidden characters stand as ⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩, so that nothing in a letter can move the cursor, change
the order of what is seen, or lie unseen.
"""

import textwrap
from collections.abc import Iterator

from backchannel.record.characters import shown
from backchannel.record.dates import in_words
from backchannel.record.document import Document, Passage
from backchannel.record.markings import banner

__all__ = ["INDENTS", "NARROWEST", "wrapped", "write"]

NARROWEST = 24
"""Columns of the narrowest terminal that is written for."""
INDENTS = {"item": 2, "quotation": 4, "closing": 20, "signature": 20}
"""Columns by which the passages of a role stand further right."""


def write(document: Document, width: int = 80) -> str:
    """Write a document as lines of at most `width` columns (but for longer words), ended by a line feed.

    A passage has its number before it, and its mark ("[proposal]") if it has one.
    """
    width = max(width, NARROWEST)
    marked = "\n".join(wrapped(line, width, "", "  ") for line in banner(document).split("\n"))
    blocks = [marked] if marked else []
    blocks.append(_head(document, width))
    digits = len(str(len(document.passages)))
    blocks += [_passage(passage, digits, width) for passage in document.passages]
    if document.enclosures:
        names = [
            wrapped(f"{number}. {name}", width, "  ", "     ") for number, name in enumerate(document.enclosures, 1)
        ]
        blocks.append("\n".join(["Enclosures:" if len(names) > 1 else "Enclosure:", *names]))
    blocks += [marked] if marked else []
    return "\n\n".join(blocks) + "\n"


def _head(document: Document, width: int) -> str:
    kind = document.kind[0].upper() + document.kind[1:]
    lines = [kind if document.number is None else f"{kind} {document.number}"]
    if document.heading is not None:
        lines.append(document.heading)
    dated = ", ".join(filter(None, (document.place, in_words(document.date) if document.date else None)))
    if dated:
        lines.append(dated)
    lines += [f"{name}: {'; '.join(names)}" for name, names in _named(document) if names]
    return "\n".join(wrapped(line, width, "", "  ") for line in lines)


def _named(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "From", document.senders
    yield "To", document.addressees
    yield "Subject", (document.subject,) if document.subject is not None else ()
    yield "Language", (document.language,) if document.language is not None else ()


def _passage(passage: Passage, digits: int, width: int) -> str:
    margin = " " * (digits + 2)
    inner = margin + " " * min(INDENTS.get(passage.role, 0), width // 4)
    text = passage.text if passage.mark is None else f"[{passage.mark}] {passage.text}"
    lines = "\n".join(wrapped(line, width, inner, inner) for line in text.split("\n"))
    return f"{passage.number:>{digits}}{lines[digits:]}"


def wrapped(text: str, width: int, first: str, rest: str) -> str:
    """Give a text as lines of at most `width` columns, what is hidden shown; `first` and `rest` begin its lines."""
    lines = textwrap.wrap(
        shown(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines) or first
