"""The grammar of single values in statements, bundles and cards: names, hours, texts, reasons, apparatus."""

import re
from collections.abc import Mapping

from backchannel.errors import BadInputError
from backchannel.protocol.fields import Fields
from backchannel.protocol.limits import LIMITS

__all__ = [
    "APPARATUS",
    "REASONS",
    "Apparatus",
    "by_bytes",
    "check_apparatus",
    "hidden",
    "hides_nothing",
    "hour",
    "name",
    "name_item",
    "number_is",
    "plain_text",
]

Apparatus = Mapping[str, str | list[str]]

_HOUR = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

APPARATUS: Mapping[str, type] = {
    "kind": str,
    "number": str,
    "heading": str,
    "place": str,
    "date": str,
    "caption": str,
    "handling": str,
    "source": str,
    "drafting": str,
    "from": list,
    "to": list,
    "notes": list,
    "references": list,
}
"""What may be shown of a letter's apparatus, in the order in which it is written."""

REASONS: Mapping[str, str] = {
    "negotiation": "still being negotiated",
    "security": "security of a state or of persons",
    "third-party": "concerns a party that was not asked",
    "personal": "personal",
    "other-matter": "concerns another matter",
    "unexplained": "no reason stated",
}
"""The codes of reasons for withholding, with what they say. There is no free text at a withheld place, so that
nothing can be told there that the parties did not read as told."""


def by_bytes(text: str) -> bytes:
    """Give the key by which names are sorted: their bytes in UTF-8."""
    return text.encode("utf-8")


def hidden(text: str) -> bool:
    """Whether a text has characters that a reader cannot see (`record.characters`)."""
    if text.isascii():
        return not (text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable())
    if _plainly_visible(set(text) - {"\n", "\t"}):
        return False
    from backchannel.record.characters import hidden_characters

    return bool(hidden_characters(text))


def hides_nothing(characters: str) -> bool:
    """Whether none of these characters could be hidden, wherever in a text it stands."""
    distinct = set(characters)
    if _plainly_visible(distinct):
        return True
    from backchannel.record.characters import hidden_characters

    return not hidden_characters(" " + " ".join(distinct))


def _plainly_visible(characters: set[str]) -> bool:
    # European letters, Greek, Cyrillic, punctuation and symbols: no printable character of these blocks is hidden
    # (a test compares them all), and a verification need not import the tables of the others.
    return "".join(characters).isprintable() and all(
        c < "\u0300" or "\u0370" <= c < "\u0590" or "\u2010" <= c < "\u2e80" for c in characters
    )


def name(fields: Fields, field: str) -> str:
    """Take a name: one line without hidden characters and without space at its ends."""
    return _visible_name(fields.name(field))


def name_item(value: object) -> str:
    """Read a name in an array."""
    if not isinstance(value, str):
        raise BadInputError("A list of names holds something that is not a name.")
    return _visible_name(Fields({"name": value}, "a list of names").name())


def plain_text(fields: Fields, field: str, limit: int) -> str:
    """Take a text of 1 to `limit` characters without hidden characters."""
    text = fields.text(field, limit, empty=False)
    if hidden(text):
        raise BadInputError(f"The field “{field}” holds characters that a reader cannot see; ask who wrote it.")
    return text


def hour(text: str) -> str:
    """Check an hour: a second of UTC such as 2031-05-04T09:00:00Z, or nothing where none was agreed."""
    match = _HOUR.fullmatch(text)
    if text and (match is None or not _in_calendar(*map(int, match.groups()))):
        raise BadInputError("The hour of a release is not a second of UTC such as 2031-05-04T09:00:00Z.")
    return text


def number_is(fields: Fields, field: str, expected: int) -> None:
    """Take a number that counts the places of an array, and refuse any but the one that is due."""
    if fields.integer(field, 1) != expected:
        raise BadInputError(f"The numbers under “{field}” do not count 1, 2, 3; something is missing or moved.")


def check_apparatus(value: object) -> dict[str, str | list[str]]:
    """Check what is shown of a letter's apparatus: known fields in their order, each of its type, none empty."""
    if not isinstance(value, dict) or list(value) != [field for field in APPARATUS if field in value]:
        raise BadInputError("The apparatus of a released letter has a field that is unknown or out of order.")
    for field, content in value.items():
        texts = content if isinstance(content, list) else [content]
        if type(content) is not APPARATUS[field] or not texts:
            raise BadInputError(f"The field “{field}” of a released letter's apparatus is not what it should be.")
        for text in texts:
            if not isinstance(text, str) or not text.strip() or len(text) > LIMITS.reason:
                raise BadInputError(f"The field “{field}” of a released letter's apparatus is empty or too long.")
    return dict(value)


def _in_calendar(year: int, month: int, day: int, hours: int, minutes: int, seconds: int) -> bool:
    # By hand, since importing `datetime` costs a verification more than this check does.
    if not (year and 1 <= month <= 12 and hours < 24 and minutes < 60 and seconds < 60):
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + leap


def _visible_name(text: str) -> str:
    # A name is what people compare by eye, so nothing in it may be invisible.
    if hidden(text) or "\n" in text or "\t" in text:
        raise BadInputError("A name holds characters that a reader cannot see; ask its owner to write it anew.")
    return text
