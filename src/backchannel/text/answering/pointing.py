"""Pointing: where a text names a passage of a letter, by its address or by its number ("paragraph 3 of your letter").

A number is the one that a passage begins with, where several do ("2. The nets", "Second, the nets"); else it is the
passage's number as the desk shows it. An ordinal ("your third paragraph") counts the paragraphs alone. What names a
letter of another day, our own letter or a treaty points at nothing here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.record.passage import Passage
from backchannel.text.folding import fold

__all__ = ["ADDRESS", "NUMBER", "QUOTATION", "WORDING", "Touch", "addressed", "numbered"]

QUOTATION, ADDRESS, NUMBER, WORDING = "quotation", "address", "number", "wording"
"""How words of ours point at a passage of theirs."""

_MOST = 60
"""Passages that one range may name."""

_NAMED = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth"),
)
_VALUES = {word: value for listed in (_NAMED, _ORDINALS) for value, word in enumerate(listed, 1)}

_PART = r"(?:paragraphs?|paras?\.?|passages?|points?|items?|sections?|§§?)"
_LETTER = r"(?:letter|note|message|telegram|memorandum|memoire|proposals?|communication|reply|answer|paper)"
_DATED = r"(?: (?:of|dated)(?: the)? (?P<dated>[^,.;:()]{3,24}))?"
_YOURS = rf"your (?:[a-z-]+ ){{0,3}}?{_LETTER}\b"
_JOINED = r"(?:,|,? and|,? or| to|-| -)"
_NUMBERS = rf"(?P<numbers>(?:\d{{1,4}}|{'|'.join(_NAMED)})\b(?:{_JOINED} ?(?:\d{{1,4}}|{'|'.join(_NAMED)})\b){{0,20}})"
_COUNTED = rf"(?P<counted>(?:{'|'.join(_ORDINALS)})\b(?:{_JOINED} (?:{'|'.join(_ORDINALS)})\b){{0,20}})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PART} ?{_NUMBERS} (?:of|in|from) {_YOURS}{_DATED}",
        rf"\b{_YOURS}{_DATED},? \(?(?:in |under |at )?{_PART} ?{_NUMBERS}",
        rf"\byour {_PART} ?{_NUMBERS}",
        rf"\b(?:the )?{_COUNTED} {_PART} (?:of|in|from) {_YOURS}{_DATED}",
        rf"\byour {_COUNTED} {_PART}",
    )
)
_EACH = re.compile(rf"(?P<range>(?:,? to|-| -) ?)?(?P<value>\d+|{'|'.join((*_NAMED, *_ORDINALS))})\b")
_PRINTED = re.compile(r" ?[(\[]?(\d{1,3})[.)\]] ")
_SPOKEN = re.compile(rf" ?({'|'.join(_ORDINALS)})(?:ly)?(?:,| of all| point)")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{'|'.join(_MONTHS)})"
    rf"|(?P<month_>{'|'.join(_MONTHS)}) (?P<day_>\d{{1,2}})"
)


@dataclass(frozen=True, slots=True)
class Touch:
    """Characters [start, end) of one of our texts (`ours`, by its place) that point at a passage of theirs, and how."""

    theirs: int
    ours: int
    start: int
    end: int
    how: str


def addressed(texts: Sequence[str], names: Sequence[str]) -> Iterator[Touch]:
    """Give where texts name a passage of the letter that is cited by any of these names, as in `line/reik-4/3`."""
    known = "|".join(re.escape(fold(name).text) for name in sorted(names, key=len, reverse=True) if name.strip())
    if not known:
        return
    pattern = re.compile(rf"(?<![\w/])(?:{known})/(\d{{1,5}})(?![\w/])")
    for place, text in enumerate(texts):
        folded = fold(text)
        for match in pattern.finditer(folded.text):
            yield Touch(int(match[1]), place, *folded.original(*match.span()), ADDRESS)


def numbered(texts: Sequence[str], theirs: Sequence[Passage], day: str) -> Iterator[Touch]:
    """Give where texts name a passage of their letter by its number, also where there is none of that number.

    `day` is the letter's, as `1961-09-29`, or ''.
    """
    printed, spoken = _begun_with(_PRINTED, theirs), _begun_with(_SPOKEN, theirs)
    paragraphs = [p.number for p in theirs if p.role in ("paragraph", "quotation")]
    for place, text in enumerate(texts):
        folded = fold(text)
        free = folded.text
        for form in _FORMS:
            for match in form.finditer(free):
                span = folded.original(*match.span())
                named = match.groupdict()
                if named.get("dated") and _another_day(named["dated"], day):
                    continue
                counts = "counted" in named
                points = "point" in match[0] or "item" in match[0]
                for value in _values(named["counted" if counts else "numbers"]):
                    if printed or (points and spoken):
                        passage = (printed or spoken).get(value, 0)
                    elif counts and points:
                        continue  # of what is not numbered, nobody can say which the second point is
                    elif counts:
                        passage = paragraphs[value - 1] if value <= len(paragraphs) else 0
                    else:
                        passage = value if value <= len(theirs) else 0
                    yield Touch(passage, place, *span, NUMBER)
                free = f"{free[: match.start()]}{'_' * len(match[0])}{free[match.end() :]}"


def _values(text: str) -> list[int]:
    values: list[int] = []
    for match in _EACH.finditer(text):
        value = int(match["value"]) if match["value"].isdigit() else _VALUES[match["value"]]
        if match["range"] and values and values[-1] < value <= values[-1] + _MOST:
            values.extend(range(values[-1] + 1, value))
        values.append(value)
    return values


def _begun_with(number: re.Pattern[str], theirs: Sequence[Passage]) -> dict[int, int]:
    """Give the passages that begin with a number of this form, by the number, if there are several."""
    found: dict[int, int] = {}
    for passage in theirs:
        match = number.match(fold(passage.text[:40]).text)
        if match:
            found.setdefault(_VALUES.get(match[1]) or int(match[1]), passage.number)
    return found if len(found) > 1 else {}


def _another_day(written: str, day: str) -> bool:
    match = _DAY.search(written)
    if match is None or not day:
        return False
    month = _MONTHS.index(match["month"] or match["month_"]) + 1
    return (month, int(match["day"] or match["day_"])) != (int(day[5:7]), int(day[8:10]))
