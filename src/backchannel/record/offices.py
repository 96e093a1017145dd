"""The offices that somebody held, and when, as a volume's list of persons says it.

A line of such a list names a person and then his offices, parted by semicolons:

    Deputy Director until July 1956; Director, August 1956-November 1957; thereafter again Deputy Director

Each clause is an office with the days between which it was held, as far as the clause says so: `until` and `to` end it,
`from`, `after` and `since` begin it, two dates do both, and `thereafter` begins where the clause before has ended. A
clause whose dates cannot be read keeps them among its words and says nothing of time.
"""

import re
from dataclasses import dataclass

from backchannel.errors import BadInputError
from backchannel.record.dates import MONTHS, DocumentDate

__all__ = ["Office", "offices_of", "printed_offices"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office as printed, with the first and the last date of holding it; None is a date that the list leaves out."""

    title: str
    since: DocumentDate | None = None
    until: DocumentDate | None = None
    printed: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether the list says anything of when."""
        return self.since is not None or self.until is not None

    def held_on(self, date: DocumentDate) -> bool | None:
        """Say whether it was held on a date: by what the list says (True or False), or None where that is open.

        The days on which an office changes hands count for both. An office without any date may have been held always.
        """
        if (self.since and date.latest < self.since.earliest) or (self.until and date.earliest > self.until.latest):
            return False
        return True if self.is_dated else None


_MONTH = "|".join(MONTHS)
_DATE = rf"(?:(?:early|mid|late)[- ])?(?:(?:{_MONTH}),?\s+(?:[0-9]{{1,2}},\s+)?)?[0-9]{{4}}"
_YEARLESS = rf"(?:{_MONTH})(?:\s+[0-9]{{1,2}})?"
_TO = r"(?:\s*[–—-]\s*|,?\s+(?:to|until|till|through|and)\s+)"
_END = r"\s*$"
_FORMS = (
    re.compile(rf",?\s+(?:from\s+|between\s+)?(?P<a>{_DATE}|{_YEARLESS}){_TO}(?P<b>{_DATE}){_END}"),
    re.compile(rf",?\s+(?:until|till|to|through)\s+(?P<b>{_DATE}){_END}"),
    re.compile(rf",?\s+(?:from|after|since|as of|beginning(?:\s+in)?)\s+(?P<a>{_DATE}){_END}"),
    re.compile(rf",\s+(?P<both>{_DATE}){_END}"),
)
"""The forms of a period at the end of a clause, the fullest first."""

_THEREAFTER = re.compile(
    r"(?:and\s+)?(?:thereafter|then|subsequently|afterwards?|later)\b,?\s*(?:again\s+)?", re.IGNORECASE
)
_HELD = re.compile(r"(?P<title>[^()]{3,300}?)\s*\((?P<name>[^()]{2,60})\)")
_BEFORE_TITLE = re.compile(
    r"\b(?:[Ff]rom|[Tt]o|[Bb]etween|[Bb]y|[Ww]ith|and)\s+[Tt]he\s+(?=[A-Z])|\b[Ff]rom\s+|^The\s+"
)
_AND = re.compile(r",?\s+and$")
_PARTS = re.compile(rf"(?:(?P<month>{_MONTH})(?:\s+(?P<day>[0-9]{{1,2}}))?)?(?:,?\s*(?P<year>[0-9]{{4}}))?\s*$")


def offices_of(description: str) -> tuple[Office, ...]:
    """Read the offices in what a list of persons says of one of them, in the order printed.

    An office held twice, "until March 1958 and from May 1958", is two.
    """
    found: list[Office] = []
    for clause in (part.strip(" ,.") for part in description.split(";")):
        if clause:
            found += _offices(clause, found[-1] if found else None)
    return tuple(found)


def printed_offices(heading: str) -> tuple[tuple[str, str], ...]:
    """Give the offices that a heading names with their holders, as (office, name).

    "Memorandum From the Acting Minister of Trade (Kaljo) to ..." names one: an office, then a name in parentheses.
    """
    found = []
    for match in _HELD.finditer(heading):
        title = _BEFORE_TITLE.split(match["title"])[-1].strip(" ,")
        if title and not any(character.isdigit() for character in match["name"]):
            found.append((title, match["name"]))
    return tuple(found)


def _offices(clause: str, before: Office | None) -> list[Office]:
    follows = _THEREAFTER.match(clause)
    words = clause[follows.end() :] if follows else clause
    periods = []
    while period := _period(words):
        since, until, words = period
        periods.append((since, until))
        if not (joined := _AND.search(words)):
            break
        words = words[: joined.start()]
    if follows and before is not None:
        since, until = periods[-1] if periods else (None, None)
        periods[-1:] = [(since or before.until, until)]
    title = words.strip(" ,")
    if not title:
        return [Office(clause, printed=clause)]
    return [Office(title, since, until, clause) for since, until in reversed(periods or [(None, None)])]


def _period(words: str) -> tuple[DocumentDate | None, DocumentDate | None, str] | None:
    """Read the period at the end of a clause; give it with the words before it, or None if there is none."""
    for form in _FORMS:
        if match := form.search(words):
            parts = match.groupdict()
            last = _date(parts.get("b") or parts.get("both"))
            first = _date(parts.get("a") or parts.get("both"), _year(parts.get("b")))
            stated = bool(parts.get("a") or parts.get("both")), bool(parts.get("b") or parts.get("both"))
            if first and last and last.latest < first.earliest:
                return None
            if stated == (first is not None, last is not None):
                return first, last, words[: match.start()]
    return None


def _year(text: str | None) -> int | None:
    match = re.search(r"[0-9]{4}", text or "")
    return int(match.group()) if match else None


def _date(text: str | None, year: int | None = None) -> DocumentDate | None:
    match = _PARTS.search(text or "")
    if match is None or not text or not (match["year"] or (match["month"] and year)):
        return None
    about = "~" if re.match(r"early|mid|late", text) else ""
    month = MONTHS.index(match["month"]) + 1 if match["month"] else None
    try:
        return DocumentDate(
            int(match["year"] or year or 0), month, int(match["day"]) if match["day"] else None, qualifier=about
        )
    except BadInputError:
        return None
