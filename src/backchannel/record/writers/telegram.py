"""A telegram in the form of the trade: captions, number, precedence, classification, date-time group, who has it.

    EYES ONLY Reik
    NUMBER: Rothav 38
    PRECEDENCE: Niact
    CLASSIFICATION: Secret
    DTG: 151830Z DEC 2031
    FROM: Ilse Maren
    ACTION: The Foreign Minister
    INFO: Embassy Tarn

    1. (S) We would let four ferries pass each day until the ice closes the strait, and ask for nothing but
       the names of their masters.

    BT
    EYES ONLY Reik
    Secret; Niact
    NNNN

The captions stand first, the most restrictive before the others, and the banner again at the end. Paragraphs have the
numbers of their passages and their own marks as written. Long lines are broken between two words, and go on indented;
a line that the author broke stands indented after an empty one. `readers.telegram` reads it back, but for letters that
were turned into capitals. What an edition adds to a telegram (notes, pages) is no part of it.
"""

from collections.abc import Iterator

from backchannel.record.characters import shown
from backchannel.record.document import Document, Passage
from backchannel.record.markings import banner, overall
from backchannel.record.telegram import BREAK, END, INDENT, LABELS, ROLES, action, date_line, divided, info

__all__ = ["WIDTH", "write"]

WIDTH = 69
"""Columns of a line, as a teleprinter has them."""
_BEFORE = {role: label for label, role in ROLES.items() if role != "paragraph"}


def write(document: Document, *, upper: bool = False, width: int = WIDTH) -> str:
    """Write a document in the form of a telegram, in lines of at most `width` columns but for longer words.

    With `upper` all of it is in capitals. What is hidden is shown.
    """
    head = list(_head(document)) or [("KIND", document.kind)]
    lines = [line for label, value in head for line in _lines(f"{label}: {value}" if label else value, width)]
    for passage in document.passages:
        if passage.text.strip():
            lines += ["", *_lines(f"{passage.number}. {_passage(passage)}", width)]
    marked = banner(document)
    lines += ["", BREAK, *(line for part in marked.split("\n") if part for line in _lines(part, width)), END]
    text = "\n".join(lines) + "\n"
    return text.upper() if upper else text


def _head(document: Document) -> Iterator[tuple[str, str]]:
    whole = overall(document)
    below = "; ".join(filter(None, (whole.classification, *whole.precedence)))
    captions = [line for line in banner(document).split("\n") if line and line != below]
    for caption in captions:
        yield ("CAPTION" if caption.partition(":")[0].upper() in LABELS else ""), caption
    if document.number is not None:
        yield "NUMBER", document.number
    if document.kind != "telegram":
        yield "KIND", document.kind
    if whole.precedence:
        yield "PRECEDENCE", "; ".join(whole.precedence)
    if whole.classification:
        yield "CLASSIFICATION", whole.classification
    if document.date is not None:
        yield date_line(document.date)
    if document.until is not None:
        yield "UNTIL", date_line(document.until)[1]
    yield from (("PLACE", document.place),) if document.place is not None else ()
    yield from (("FROM", name) for name in document.senders)
    yield from (("ACTION", name) for name in action(document))
    yield from (("INFO", name) for name in info(document))
    yield from (("PARTICIPANT", name) for name in document.participants)
    for label in ("SUBJECT", "HEADING", "LANGUAGE"):
        if (value := getattr(document, LABELS[label])) is not None:
            yield label, value
    yield from (("ENCLOSURE", name) for name in document.enclosures)


def _passage(passage: Passage) -> str:
    words = passage.text
    if passage.role in _BEFORE:
        words = f"{_BEFORE[passage.role]}: {words}"
    elif passage.role == "item":
        words = f"- {words}"
    elif passage.role == "quotation":
        words = f"QUOTE {words} UNQUOTE"
    elif divided(words) != (words, "paragraph", None):
        words = f"TEXT: {words}"
    return words if passage.mark is None else f"[{passage.mark}] {words}"


def _lines(text: str, width: int) -> Iterator[str]:
    first, *others = text.split("\n")
    yield from _broken(shown(first), width)
    for line in others:
        yield ""
        yield from _broken(INDENT + shown(line), width)


def _broken(line: str, width: int) -> Iterator[str]:
    """Break a line at spaces that stand alone between two words: whoever joins the parts by a space has it again."""
    while len(line) > width:
        places = [at for at in range(1, len(line) - 1) if line[at] == " " and line[at - 1] != " " != line[at + 1]]
        within = [at for at in places if at > len(INDENT) and line[:at].strip()]
        at = max((one for one in within if one <= width), default=min(within, default=0))
        if not at:
            break
        yield line[:at]
        line = INDENT + line[at + 1 :]
    yield line
