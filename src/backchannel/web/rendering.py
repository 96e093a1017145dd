"""Templates: Jinja2 with escaping everywhere, undefined names an error, and hidden characters always shown.

Every text that a template puts out passes through `shown`, so a letter cannot turn the order of a line around, hide
a word, or look like ours; it is not for a template to remember. Markup that our own drawings make passes as it is.
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from backchannel.errors import BackchannelError
from backchannel.protocol.entry import read_time
from backchannel.protocol.release.grammar import hides_nothing
from backchannel.record import intervals
from backchannel.record.characters import shown as hidden_shown
from backchannel.record.dates import DocumentDate
from backchannel.record.intervals import Interval
from backchannel.web import addresses
from backchannel.web.marks import pieces
from backchannel.web.sections import SECTIONS

__all__ = ["render", "shown"]

_ONCE_BYTES = 9
_TONGUES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "he": "Hebrew", "it": "Italian", "ja": "Japanese", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""What languages are called to people; the codes are those of ISO 639-1."""


def shown(value: object) -> object:
    """Give a value as it may be put out: in texts, what cannot be seen is named, such as ⟨U+202E …⟩."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return "" if value is None else value
    plain = value.replace("\n", "").replace("\t", "")
    return value if (plain.isascii() and plain.isprintable()) or hides_nothing(plain) else hidden_shown(value)


def day(value: object) -> str:
    """Give a day as 3 June 2025: of a date, a moment, or a moment as entries write it."""
    found = _moment(value)
    return f"{found.day} {found:%B %Y}" if found else str(value or "")


def moment(value: object) -> str:
    """Give a moment as 3 June 2025, 14:05 UTC."""
    found = _moment(value)
    return f"{found.day} {found:%B %Y, %H:%M} UTC" if found else str(value or "")


def when(value: object) -> str:
    """Give a date as exact as it was written, as about 1 November 1961: of a date, an interval, or either as EDTF."""
    if isinstance(value, DocumentDate):
        return Interval(value, value).in_words()
    if isinstance(value, Interval):
        return value.in_words()
    with suppress(BackchannelError):
        return intervals.parse(str(value or "")).in_words()
    return str(value or "")


def tongue(value: object) -> str:
    """Give the name of a language by its code, as English for en; another code as it stands."""
    return _TONGUES.get(str(value).partition("-")[0].lower(), str(value))


def machine(value: object) -> str:
    """Give a day or moment as HTML's time element has it for programs; nothing where it is none."""
    found = _moment(value)
    if isinstance(found, datetime):
        return f"{found:%Y-%m-%dT%H:%M:%SZ}"
    return found.isoformat() if found else ""


def _moment(value: object) -> datetime | date | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, date):
        return value
    with suppress(BackchannelError):
        return read_time(str(value))
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def in_words(says: object) -> str:
    """Give what an act of planning says in one line, field by field."""
    fields: Mapping[str, Any] = asdict(says) if is_dataclass(says) and not isinstance(says, type) else {}
    return "; ".join(f"{name} {value}" for name, value in fields.items() if value not in ("", (), None, False))


def plural(count: int, one: str, many: str = "") -> str:
    """Give a number with its noun: 1 letter, 2 letters."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _once() -> str:
    """Give a name for one showing of a form, so that sending it twice does its act once."""
    return secrets.token_urlsafe(_ONCE_BYTES)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("backchannel.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters.update(day=day, moment=moment, machine=machine, when=when, tongue=tongue)
    made.globals.update(
        pieces=pieces, plural=plural, address=addresses, in_words=in_words, sections=lambda: SECTIONS, once=_once
    )
    return made


def render(template: str, values: Mapping[str, Any]) -> str:
    """Give a page as HTML."""
    return _environment().get_template(template).render(values)
