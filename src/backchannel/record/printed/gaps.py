"""Gaps: what a printed text leaves out, told in brackets where the words stood (R57).

Two things are kept apart. What the editors left out because it is off the subject is `omitted` ("Here follow three
paragraphs on ..."); what a government kept back is `withheld` ("2-1/2 lines of source text not declassified", "name
deleted"). Everything is kept as printed; amounts are also given as numbers. Other brackets ([sic], [garble],
[Enclosure], a supplied word) are no gaps.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Gap", "find"]

LONGEST = 3_000
"""Characters of the longest bracket that is read as a gap; a bracket that was never closed would swallow a page."""

_WITHHELD = re.compile(
    # Printed with every kind of slip: declassfied, desclassified, and "text declassified" for its opposite.
    r"\b(?:(?:are |is |was |were )?(?:not|un)[\s-]*)?de(?:s|c|d)?cl[a-z]{0,3}s[a-z]{0,2}fi?ed(?![^\W_])"
    r"|\b(?:is |are |was |were )?(?:deleted|sanitized|sanitised|excised)(?![^\W_])"
    r"|\b(?:is |are |was |were )?withheld(?![^\W_])",
    re.IGNORECASE,
)
_OMITTED = re.compile(r"(?:there|here|have) follows?\b|omitted here\b", re.IGNORECASE)
_EVENTS = re.compile(rf"[\[\]]|{_WITHHELD.pattern}", re.IGNORECASE)
_DRESS = " \t\n*_"
"""White space, and the marks that set a text in italics."""
_AFTER_WITHHELD = re.compile(r"[\s*_]*(?:[.;,:—–]|in time for publication\b|$)")

_UNITS = (
    "page", "paragraph", "subparagraph", "sentence", "line", "word", "section", "item", "column", "row",
    "document", "name", "heading", "footnote", "entry", "table", "map", "chart", "annex", "appendix",
)  # fmt: skip
_PLURALS = {
    **{unit + "s": unit for unit in _UNITS},
    "entries": "entry",
    "annexes": "annex",
    "appendices": "appendix",
    "appendixes": "appendix",
    "1ine": "line",
    "1ines": "line",
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
} | {"a": 1, "an": 1}
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_NUMBER = (
    rf"(?P<whole>[0-9]{{1,4}})(?:\s?[{_DASH}]\s?|\s)(?P<top>[0-9])\s?[/⁄]\s?(?P<bottom>[0-9])"
    r"|(?P<lost>[0-9]{1,3})[/⁄](?P<under>[0-9])(?![0-9])"
    rf"|(?P<plain>[0-9]{{1,4}})?\s?[{_DASH}]?\s?(?P<vulgar>[½¼¾⅓⅔])"
    r"|(?P<count>[0-9]{1,4})"
    rf"|\b(?P<word>{'|'.join(_NUMBERS)})\b"
)
_AMOUNT = re.compile(
    # A table "of 2-column source text" has no two columns left out.
    rf"(?<![0-9])(?![0-9]+[{_DASH}]column)(?:{_NUMBER})[{_DASH}\s]+(?:[a-z]{{1,16}}\s){{0,2}}?"
    rf"(?P<unit>{'|'.join(sorted((*_UNITS, *_PLURALS), key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:there|here|have) follows?\s+|omitted here\s+(?:is|are|was|were)?\s*", re.IGNORECASE)
_UNRELATED = re.compile(r"\b(?:un|not )related\b[^;.]*", re.IGNORECASE)
_ABOUT = re.compile(
    r"[“\"][^“”\"]{0,200}[”\"]"
    r"|\s(?P<about>(?:on|of|about|regarding|concerning|relating to|dealing with|unrelated|not related))\b|[,:]\s",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:portions?|sections?|remainder|rest|lists?|text|body|beginning|end|opening|conclusion|parts?|number|copy|minutes"
    r"|page|paragraph)$",
    re.IGNORECASE,
)
"""What is "of" something else is a part of it, and not about it."""
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])\.(?=\s|$)|;\s(?=(?:for|see|also|printed|text)\b)")
_LAST_SENTENCE = re.compile(r".*(?:\.\s|—)(?=\S)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gap:
    """One bracket about something left out; `start` and `end` are offsets in characters, the brackets included.

    `text` is what stands between the brackets. `kind` is `omitted` (by the editors) or `withheld` (by a government).
    `extent` is how much, as printed; `amount` the same as (number, unit) pairs, the number as text for `Fraction`
    ("5/2"; of "less than 1 line" the 1), the unit in the singular. `subject` is what it was about and `reason` why it
    is not there, as printed, where the text says so.
    """

    start: int
    end: int
    text: str
    kind: str
    extent: str | None = None
    amount: tuple[tuple[str, str], ...] | None = None
    subject: str | None = None
    reason: str | None = None


def find(text: str) -> tuple[Gap, ...]:
    """Give the gaps of a text in order; of nested brackets the outermost that is one. Never raises; linear time."""
    found: list[Gap] = []
    # One frame an open bracket: where it opens, and the words in it (not in a bracket within) that say "withheld".
    frames: list[tuple[int, list[re.Match[str]]]] = []
    for event in _EVENTS.finditer(text):
        if event.group() == "[":
            frames.append((event.start(), []))
        elif event.group() != "]":
            if frames:
                frames[-1][1].append(event)
        elif frames:
            start, withheld = frames.pop()
            gap = _read(text, start, event.end(), withheld)
            if gap is not None:
                while found and found[-1].start > start:
                    found.pop()
                found.append(gap)
    return tuple(found)


def _read(text: str, start: int, end: int, withheld: list[re.Match[str]]) -> Gap | None:
    first = start + 1
    while first < end - 1 and text[first] in _DRESS:
        first += 1
    if end - start > LONGEST:
        return None
    inside = text[start + 1 : end - 1]
    if _OMITTED.match(text, first, end - 1):
        return _omitted(start, end, inside)
    for words in withheld:
        if _AFTER_WITHHELD.match(text, words.end(), end - 1):
            return _withheld(start, end, inside, words.start() - start - 1, words.group())
    return None


def _omitted(start: int, end: int, inside: str) -> Gap:
    said = _LEAD.sub("", inside.strip(_DRESS), count=1)
    stop = _SENTENCE_END.search(said)
    said = said[: stop.start()] if stop else said
    why = _UNRELATED.search(said)
    limit = next(_limits(said), None)
    extent = said[: limit.start()] if limit else said
    subject = said[limit.end() :] if limit and limit["about"] and not why else ""
    return Gap(
        start,
        end,
        inside,
        "omitted",
        extent.strip(_DRESS) or None,
        _amounts(extent),
        subject.strip(_DRESS) or None,
        why.group().strip(_DRESS) if why else None,
    )


def _limits(said: str) -> Iterator[re.Match[str]]:
    """Where the words that say how much end, and those that say about what begin."""
    for match in _ABOUT.finditer(said):
        if match.group()[0] not in '“"' and not (match["about"] == "of" and _PART_OF.search(said, 0, match.start())):
            yield match


def _withheld(start: int, end: int, inside: str, at: int, words: str) -> Gap:
    extent = _LAST_SENTENCE.sub("", inside[:at].strip(_DRESS)).strip(_DRESS + ".;:,")
    reason = inside[at:] if inside[at + len(words) : at + len(words) + 1] in ("—", "–") else words
    return Gap(start, end, inside, "withheld", extent or None, _amounts(extent), None, reason.strip(_DRESS))


def _amounts(extent: str) -> tuple[tuple[str, str], ...] | None:
    found = []
    for match in _AMOUNT.finditer(extent):
        unit = match["unit"].casefold()
        found.append((str(_number(match)), _PLURALS.get(unit, unit)))
    return tuple(found) or None


def _number(match: re.Match[str]) -> Fraction:
    if match["whole"]:
        return int(match["whole"]) + _fraction(int(match["top"]), int(match["bottom"]))
    if match["lost"]:
        top, bottom = match["lost"], int(match["under"])
        # "11/2" is 1-1/2 whose hyphen was lost: a fraction over one is never printed.
        if len(top) > 1 and int(top) > bottom:
            return int(top[:-1]) + _fraction(int(top[-1]), bottom)
        return _fraction(int(top), bottom)
    if match["vulgar"]:
        return int(match["plain"] or 0) + _VULGAR[match["vulgar"]]
    if match["count"]:
        return Fraction(int(match["count"]))
    return Fraction(_NUMBERS[match["word"].casefold()])


def _fraction(top: int, bottom: int) -> Fraction:
    return Fraction(top, bottom) if bottom else Fraction(top)
