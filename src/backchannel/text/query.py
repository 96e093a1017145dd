"""The language of search: what a person writes into one line, read into words, phrases and filters.

    khrushchev berlin            words: they rank what is found; a document needs to have one of them
    "noah's ark"                 a phrase, in any quotation marks: it must be there, in this order
    "berlin"                     so a single word can be made a must
    negotiat*                    a beginning of words
    -laos  -"hot line"           must not be there
    from:rusk to:"john kennedy"  filters, with the value in quotation marks where it has spaces

Filters of persons must all hold; of the values of any other filter one is enough. Dates are EDTF or a span of two with
`..` between them, either of which may be left out. Everything is folded (`folding`), so case, diacritics, apostrophes,
dashes and the sort of quotation marks do not matter. No text is an error of form: a sign that means nothing here is
passed over as it is in the documents themselves.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field

from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import DocumentDate, parse
from backchannel.record.document import KINDS
from backchannel.text.folding import fold, words

__all__ = ["FIELDS", "PERSONS", "Days", "Phrase", "Query", "read"]

PERSONS = {
    "from": "sender",
    "to": "addressee",
    "with": "participant",
    "mentions": "mentioned",
    "signed": "signer",
    "person": "",
}
"""The filters of persons, each with the role that it means; `person` means any."""

FIELDS = (*PERSONS, "date", "kind", "place", "class", "volume", "channel")

_TERMS = 64
"""How many words and phrases are looked for; further ones, as of a pasted page, are passed over."""

_MARKS = {'"': '"', "“": "”", "„": "”“‟", "‟": "”", "”": "”", "«": "»", "»": "«", "″": "″", "＂": "＂", "〝": "〞〟"}
_SINGLE = {"'": "'", "‘": "’", "‚": "’‘", "‹": "›", "›": "‹", "’": "’"}
_FIELD = re.compile(r"([a-z]+):(?!//)(?=\S)")
_WORD = re.compile(rf"[^\s{re.escape(''.join(_MARKS))}]+")
_SPAN = re.compile(r"(.*?)(?:\.\.+|…|/)(.*)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow each other; with `beginning` the last may go on. A word is a phrase of mostly one token."""

    tokens: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both ends included, each as `1961-10-16`; None for an end that is open."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: words that rank, phrases that must be there, what must not, and the filters.

    `persons` are pairs of a role (see PERSONS; empty: any) and a name's words; the other filters are values of which
    one must fit.
    """

    words: tuple[Phrase, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    persons: tuple[tuple[str, Phrase], ...] = ()
    days: tuple[Days, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[Phrase, ...] = ()
    classifications: tuple[Phrase, ...] = ()
    volumes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    @property
    def asks_words(self) -> bool:
        """Whether words or phrases are looked for, and not only filters."""
        return bool(self.words or self.phrases)


@dataclass(slots=True)
class _Reading:
    words: list[Phrase] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    without: list[Phrase] = field(default_factory=list)
    filters: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FIELDS})


def read(text: str, filters: dict[str, list[str]] | None = None) -> Query:
    """Read a query, and filters that were given beside it; UsageError says what to write instead."""
    reading = _Reading()
    for name, values in (filters or {}).items():
        reading.filters[name] += values
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            at = _read_part(text, at, reading)
    return _checked(reading)


def _read_part(text: str, at: int, reading: _Reading) -> int:
    without = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
    at += without
    if match := _FIELD.match(text, at):
        return _read_filter(text, match, reading, without)
    quoted = _quoted(text, at)
    if quoted is not None:
        words_, at = quoted
        _add(reading.without if without else reading.phrases, words_)
        return at
    match = _WORD.match(text, at)
    if match is None:
        return at + 1
    _add(reading.without if without else reading.words, match.group())
    return match.end()


def _read_filter(text: str, match: re.Match[str], reading: _Reading, without: bool) -> int:
    name = match.group(1)
    if name not in FIELDS:
        known = ", ".join(f"{one}:" for one in FIELDS)
        raise UsageError(f"“{name[:40]}:” is no filter; write one of {known} or put the words in quotation marks.")
    if without:
        raise UsageError(f"A filter cannot be turned round; leave out the - before {name}: and name what you want.")
    quoted = _quoted(text, match.end())
    if quoted is None:
        word = re.compile(r"\S+").match(text, match.end())
        assert word is not None
        quoted = word.group(), word.end()
    reading.filters[name].append(quoted[0])
    return quoted[1]


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    """Give what stands in quotation marks that open here, and where it ends; None where none open."""
    opening = text[at : at + 1]
    if opening in _MARKS:
        closing = _MARKS[opening] + ('"' if opening in "“”" else "")
        ends = [found for mark in closing if (found := text.find(mark, at + 1)) >= 0]
        # Nobody has closed them: the rest is the phrase.
        return (text[at + 1 : min(ends)], min(ends) + 1) if ends else (text[at + 1 :], len(text))
    if opening in _SINGLE:
        # An apostrophe unless it has a partner at the end of a word.
        match = re.compile(rf"(?<=\w)[^\w\s]?[{re.escape(_SINGLE[opening])}](?!\w)").search(text, at + 1)
        if match:
            return text[at + 1 : match.end() - 1], match.end()
    return None


def _add(found: list[Phrase], text: str) -> None:
    phrase = _phrase(text)
    if phrase.tokens and phrase not in found:
        found.append(phrase)


def _phrase(text: str) -> Phrase:
    bare = text.rstrip()
    tokens = tuple(words(fold(bare).text))
    return Phrase(tokens, bool(tokens) and bare.endswith("*") and len(bare) > 1 and bare[-2].isalnum())


def _checked(reading: _Reading) -> Query:
    filters = reading.filters
    query = Query(
        words=tuple(reading.words[:_TERMS]),
        phrases=tuple(reading.phrases[:_TERMS]),
        without=tuple(reading.without[:_TERMS]),
        persons=tuple((role, _named(name, one)) for name, role in PERSONS.items() for one in filters[name]),
        days=tuple(_days(one) for one in filters["date"]),
        kinds=tuple(_kind(one) for one in filters["kind"]),
        places=tuple(_named("place", one) for one in filters["place"]),
        classifications=tuple(_named("class", one) for one in filters["class"]),
        volumes=tuple(one.strip().casefold() for one in filters["volume"]),
        channels=tuple(filters["channel"]),
    )
    if not query.asks_words and not any(filters.values()):
        if query.without:
            raise UsageError("Write at least one word to look for beside what must not be there.")
        raise UsageError("Write a word to look for, a phrase in quotation marks, or a filter such as from:NAME.")
    return query


def _named(name: str, text: str) -> Phrase:
    phrase = _phrase(text)
    if not phrase.tokens:
        raise UsageError(f"The filter {name}: has no letters to look for; write a name after it.")
    return phrase


def _kind(text: str) -> str:
    wanted = " ".join(words(fold(text).text))
    for kind in KINDS:
        if " ".join(words(fold(kind).text)) == wanted:
            return kind
    raise UsageError(f"There is no kind “{text[:60]}”; write one of: {', '.join(KINDS)}.")


def _days(text: str) -> Days:
    said = text.strip()
    try:
        if match := _SPAN.fullmatch(said):
            first, last = (_date(part) for part in match.groups())
            if first is None and last is None:
                raise BadInputError("no date")
            days = Days(_day(first, 0) if first else None, _day(last, 1) if last else None)
        else:
            date = parse(said)
            days = Days(_day(date, 0), _day(date, 1))
    except BadInputError:
        raise UsageError(
            f"“{text[:60]}” is no date that can be looked for; write 1961, 1961-10, 1961-10-16 or 1961-10..1961-12."
        ) from None
    if days.first and days.last and days.last < days.first:
        raise UsageError(f"The span of days “{text[:60]}” ends before it begins; write the earlier date first.")
    return days


def _date(text: str) -> DocumentDate | None:
    return parse(text.strip()) if text.strip() else None


def _day(date: DocumentDate, end: int) -> str:
    # The day as written, whatever its zone: as the archive keeps days.
    month = date.month or (12 if end else 1)
    day = date.day or (monthrange(date.year, month)[1] if end else 1)
    return f"{date.year:04}-{month:02}-{day:02}"
