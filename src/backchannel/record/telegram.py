"""The form of a telegram on paper: the names of its lines, its addressees, its date-time group.

An addressee has a telegram for *action* or for *information*; the second is written as one with "(info)" behind his
name, so that every format keeps it.
"""

import re

from backchannel.errors import BadInputError
from backchannel.record.dates import MONTHS, DocumentDate, in_words, read_written
from backchannel.record.document import MARKS, Document

__all__ = [
    "END",
    "INDENT",
    "LABELS",
    "NAMES",
    "ROLES",
    "action",
    "date_line",
    "divided",
    "info",
    "informed",
    "read_date",
]

BREAK = "BT"
"""The line behind the text (ACP 127: break)."""
END = "NNNN"
"""The last line of every telegram (ITU-R and ACP practice: end of message)."""
INDENT = "   "
"""What begins a line that goes on with the one before it."""

LABELS = {
    "NUMBER": "number",
    "KIND": "kind",
    "PRECEDENCE": "precedence",
    "CLASSIFICATION": "classification",
    "CAPTION": "caption",
    "DTG": "date",
    "DATE": "date",
    "UNTIL": "until",
    "PLACE": "place",
    "FROM": "senders",
    "ACTION": "addressees",
    "INFO": "addressees",
    "PARTICIPANT": "participants",
    "SUBJECT": "subject",
    "HEADING": "heading",
    "LANGUAGE": "language",
    "ENCLOSURE": "enclosures",
}
"""The names of lines in the head, each with the field of a document that it fills, in the order of the form."""
NAMES = ("senders", "addressees", "participants", "enclosures")
"""Fields of which there may be several lines."""
ROLES = {
    "HEADING": "heading",
    "SALUTATION": "salutation",
    "CLOSING": "closing",
    "SIGNED": "signature",
    "TEXT": "paragraph",
}
"""What stands before a passage that is no plain paragraph; `TEXT` before one that would be taken for another."""

_INFO = re.compile(r"(.+?)\s*\(info\)", re.IGNORECASE)
_GROUP = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})Z\s+([A-Z]{3})\s+([0-9]{4})", re.IGNORECASE)
_PASSAGE = re.compile(rf"(?:\[({'|'.join(MARKS)})\] )?(?:({'|'.join(ROLES)}): )?(.*)", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r"QUOTE (.*) UNQUOTE", re.DOTALL)
_MONTHS = tuple(month[:3].upper() for month in MONTHS)


def action(document: Document) -> tuple[str, ...]:
    """Give the addressees who are to act."""
    return tuple(name for name in document.addressees if not _INFO.fullmatch(name))


def info(document: Document) -> tuple[str, ...]:
    """Give the addressees who have it for information."""
    return tuple(match[1] for name in document.addressees if (match := _INFO.fullmatch(name)))


def informed(name: str) -> str:
    """Give an addressee as one who has it for information."""
    return f"{name} (info)"


def date_line(date: DocumentDate) -> tuple[str, str]:
    """Give the name and the value of the line of a date: a date-time group where it has a minute and its zone."""
    if date.time is not None and date.offset is not None and not date.time[2]:
        moment = date.earliest
        return "DTG", f"{moment:%d%H%M}Z {_MONTHS[moment.month - 1]} {moment.year:04}"
    words = in_words(date)
    try:
        return "DATE", words if read_written(words) == date else str(date)
    except BadInputError:
        return "DATE", str(date)


def read_date(text: str) -> DocumentDate:
    """Read the value of a date's line; BadInputError for what is no date."""
    match = _GROUP.fullmatch(text.strip())
    if match is None:
        return read_written(text)
    day, hour, minute, month, year = match.groups()
    if month.upper() not in _MONTHS:
        raise BadInputError("The telegram's date-time group names no month; write it as 151830Z DEC 2031.")
    number = _MONTHS.index(month.upper()) + 1
    return DocumentDate(int(year), number, int(day), (int(hour), int(minute), 0), 0)


def divided(text: str) -> tuple[str, str, str | None]:
    """Give (words, role, mark) of a numbered passage as the form writes it, without its number."""
    match = _PASSAGE.fullmatch(text)
    assert match is not None
    mark, role, words = match.groups()
    mark = mark.lower() if mark else None
    if role:
        return words, ROLES[role.upper()], mark
    if words.startswith("- ") and words[2:].strip():
        return words[2:], "item", mark
    if (quoted := _QUOTED.fullmatch(words)) and quoted[1].strip():
        return quoted[1], "quotation", mark
    return words, "paragraph", mark
