"""Whom a draft says it quotes, and of which day: read from the words around a quotation.

What counts stands in the sentence of the quotation: before it ("On 11 December 1962 Kosygin wrote"), or, where nothing
there says it, directly after it (", Goldberg wrote on April 28, 1966"), or in a sentence that speaks of it alone ("So
wrote Goldberg."). A name counts where something is said or
written by its bearer, a day where it is that of a writing or of saying. Whatever is doubtful is left out: an
attribution that was not read finds no fault.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from backchannel.text.folding import fold, words
from backchannel.text.quotations.days import Day
from backchannel.text.quotations.marks import Quotation
from backchannel.text.quotations.vocabulary import (
    ABBREVIATIONS,
    MONTHS,
    PLACES,
    SAYINGS,
    TITLES,
    WRITINGS,
)
from backchannel.text.terms import FUNCTION_WORDS

__all__ = ["NOBODY", "Attribution", "attributions", "speaker"]

_BEFORE, _AFTER = 500, 160
"""Characters of a sentence that are read before and after a quotation."""

_LED = 48
"""Characters at the end of a sentence by which it leads to a quotation."""

_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:the\s+)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er)?\.?(?:\s+(?:of|de))?\s+(?P<m1>{_MONTH})\b\.?(?:,?\s+(?:de\s+)?(?P<y1>\d{{4}}))?"
    rf"|\b(?P<m2>{_MONTH})\b\.?\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:,\s*)?\d{{1,2}}\b)(?:,?\s+(?P<y2>\d{{4}})\b)?"
    rf"|\b(?P<m3>{_MONTH})\b\.?,?\s+(?:of\s+)?(?P<y3>\d{{4}})\b"
    r"|\b(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})\b"
    r"|(?:(?P<y6>\d{4})\s*年\s*)?(?P<m6>\d{1,2})\s*月\s*(?P<d6>\d{1,2})\s*日"
    r"|\b(?P<d5>\d{1,2})[./](?P<m5>\d{1,2})[./](?P<y5>\d{4})\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？][”’」』]*|[.!?؟][\"'”’»)\]]*\s+(?=[\"“‘«„(\[]*[^\W\d_a-zа-яё])|\n[ \t\u00a0>]*\n")
_LAST_WORD = re.compile(r"[\w.]+\.?$")
_DIGIT = re.compile(r"\d")
_DATED = 60
"""Characters of a date before its first digit, at most."""
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_TERM = re.compile(
    r"(?:so[- ]called|known as|(?:is|are|was|were|be|been) (?:called|termed)"
    r"|the (?:term|slogan|expression|catchword|notion|concept)(?: of)?"
    r"|nicknamed|dubbed|labell?ed)[\s,:]*[\"“”'‘’„«»]?\s*$",
    re.IGNORECASE,
)
_LEADS = SAYINGS | {"that", "as", "of", "the", "words"}
"""Words with which a sentence ends that leads to a quotation, if no comma or colon does."""
_ON = re.compile(r"[;:]|,?\s(?:and|but|while|whereas)\b", re.IGNORECASE)
_NEW = re.compile(r"\s+[\"“‘«„(]*[^\W\d_a-zа-яё]")
_CLAIMS = SAYINGS | {"that"}
"""Words with which one ends that says what somebody said."""
_LAST = re.compile(r"(\w+|[,:])\s*[\"“”'‘’„«»]?\s*$")
_SIGNED = re.compile(r"[\s.—–(,-]*[^\W\d_a-zа-яё][^\d\n]{0,80}\d")
_SAID_UNDIVIDED = re.compile(r"[写寫说說称稱书書信函电電曰言語]")
_BACK = re.compile(
    rf"[\s.]*(?:(?:So|Thus) (?:(?:has|had) )?(?=(?:{'|'.join(sorted(SAYINGS))})\b)"
    r"|(?:These|Those|Such) (?:are|were|have been) (?=[^.]*\bwords\b)"
    r"|(?:This|That|It) (?:is|was) (?:what|how|from)\b"
    rf"|(?=(?:[^\W\d_a-z][\w’'.-]* ){{1,4}}(?:{'|'.join(sorted(SAYINGS))}) (?:this|so|these words)\b))"
)
"""How a sentence begins that only says whose words stand before it."""
_THERE = re.compile(r"\b(?:there|therein|in it|in the same (?:letter|note|message|telegram))\b", re.IGNORECASE)
"""By these words a sentence quotes from what the sentence before it names."""
_AS = re.compile(r"[\s,–—-]*as\b", re.IGNORECASE)
_BEFORE_NAMES = ABBREVIATIONS & frozenset(
    "mr mrs ms dr st gen sen amb col gov lt maj capt prof rev hon".split()  # noqa: SIM905
)
_STOPS = re.compile(r"\s*(?:$|[.!?;:\n]|[)\]])")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom a draft says it quotes: names (folded words of each; any may be meant), days, the words that say so.

    `is_claim` says that somebody is quoted at all, be it without a name or a day; `is_term` that what stands in marks
    is only a name that is given to something ("the so-called"). `around` is what the draft's sentence says before and
    after the quotation, without what is quoted in it.
    """

    names: tuple[tuple[str, ...], ...] = ()
    days: tuple[Day, ...] = ()
    said: str = ""
    is_claim: bool = False
    is_term: bool = False
    around: tuple[str, str] = ("", "")


NOBODY = Attribution()


def attributions(text: str, found: Sequence[Quotation]) -> list[Attribution]:
    """Give the attribution of each quotation of a draft."""
    masked = _masked(text, found)
    return [_read(masked, one) for one in found]


def _masked(text: str, found: Sequence[Quotation]) -> str:
    """Blank out what is quoted, which says nothing of who is."""
    pieces, at = [], 0
    for one in found:
        if one.start >= at:
            blank = "\u00b7" * (one.end - one.start)
            if one.is_block and len(blank) > 1:
                # What follows a block is another sentence.
                blank = blank[:-2] + "\n\n"
            elif blank and text[one.end - 1] in ".!?":
                blank = blank[:-1] + text[one.end - 1]
            pieces += [text[at : one.start], blank]
            at = one.end
    return "".join([*pieces, text[at:]])


def _around(masked: str, one: Quotation) -> tuple[str, str]:
    low = max(0, one.opens - _BEFORE)
    lead = masked[low : one.opens].rstrip()
    before = lead + " “X"
    for match in reversed(list(_SENTENCE.finditer(before))):
        if not _is_abbreviation(before, match.start()):
            lead = before[match.end() : -3]
            break
    after = masked[one.closes : one.closes + _AFTER]
    end = next((m.start() for m in _SENTENCE.finditer(after) if not _is_abbreviation(after, m.start())), len(after))
    if one.is_block or (masked[one.end - 1] == "." and _NEW.match(after)):
        end = -1
    after = after[: end + 1]
    if "\u00b7" in after:
        # What leads to the next quotation is not said of this one.
        after = _ON.split(after.partition("\u00b7")[0])[0]
    return f"{lead} ", after


def _is_abbreviation(text: str, at: int) -> bool:
    if text[at] != ".":
        return False
    match = _LAST_WORD.search(text, max(0, at - 12), at)
    last = match.group().casefold().rstrip(".") if match else ""
    following = _WORD.search(text, at + 1)
    if last in _BEFORE_NAMES or (last.isdigit() and following and following.group().casefold() in MONTHS):
        return True
    begins = following is not None and following.group().casefold() in FUNCTION_WORDS
    return not begins and (last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()))


def _read(masked: str, one: Quotation) -> Attribution:
    before, after = _around(masked, one)
    found = _said(before)
    claims = _ends(before, _CLAIMS)
    signed = _signed(masked, one)
    if signed is not None and not (found.names or found.days):
        found = signed
    elif not _STOPS.match(after):
        # What follows must lead back to the quotation at once: a name or a pronoun and a saying, or the other way.
        following = _said(after, following=True)
        leads = _ends(before, _LEADS) and bool(found.names or found.days)
        if following.is_claim and (not leads or _AS.match(after)):
            claims = True
            found = following if following.names or following.days or not found.names or _AS.match(after) else found
    if not (found.names or found.days):
        found = _said_back(masked, one) or found
    if found.is_claim and not (found.names or found.days) and _THERE.search(before):
        found = replace(_named_before(masked, one.opens - len(before)), is_claim=True)
    claims = found.is_claim and (claims or bool(found.names or found.days))
    return replace(found, is_claim=claims, is_term=bool(_TERM.search(before[-_LED:])), around=(before, after))


def _named_before(masked: str, at: int) -> Attribution:
    """Read the sentence that ends before a place: "there" is in the letter that it names."""
    lead = masked[max(0, at - _BEFORE) : max(0, at)].rstrip(" .!?\n")
    for match in reversed(list(_SENTENCE.finditer(lead))):
        if not _is_abbreviation(lead, match.start()):
            lead = lead[match.end() :]
            break
    return _said(f"{lead} ")


def _said_back(masked: str, one: Quotation) -> Attribution | None:
    """Read a sentence after a quotation that says whose it was."""
    after = masked[one.closes : one.closes + _AFTER]
    back = _BACK.match(after)
    if back is None:
        return None
    told = after[back.end() :]
    end = next((m.start() for m in _SENTENCE.finditer(told) if not _is_abbreviation(told, m.start())), len(told))
    told = told[:end]
    return None if ":" in told or "\u00b7" in told else _said(f" {told}")


def _ends(before: str, with_: frozenset[str]) -> bool:
    """Whether words before a quotation end with a comma, a colon or one of some words."""
    match = _LAST.search(before[-_LED:])
    return match is not None and (match[1] in ",:" or match[1].casefold() in with_)


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    word: str
    name: bool
    kind: str


def speaker(text: str) -> tuple[str, ...] | None:
    """Give the name of whoever spoke last in a report; None where nobody is named, or somebody by his office alone."""
    found = [_classed(match) for match in _WORD.finditer(text)]
    for index in range(len(found) - 1, -1, -1):
        word = found[index]
        label = word.name and text[word.end : word.end + 1] == ":"
        if word.kind != "saying" and not label:
            continue
        at = index if label else _before_verb(found, index)
        if at >= 0 and found[at].name:
            return next(iter(_run(text, found, at, -1)), None)
    return None


def _signed(masked: str, one: Quotation) -> Attribution | None:
    """Read whom a quotation is signed with: “...” Kosygin, 11 December 1962."""
    after = masked[one.closes : one.closes + _AFTER]
    date = _DATE.search(after) if _SIGNED.match(after) else None
    day = _day(date) if date else None
    if date is None or day is None:
        return None
    head = after[: date.start()]
    found = [_classed(match) for match in _WORD.finditer(head)]
    if not 1 <= len(found) <= 8 or not found[0].name or any(sign in head for sign in '\u00b7;:!?\n"'):
        return None
    if not all(word.name or word.kind == "writing" or word.word in _LINKS or word.word in TITLES for word in found):
        return None
    names = tuple(_run(head, found, 0, 1))
    return Attribution(names[:1], (day,), " ".join(after[: date.end()].split()), is_claim=True) if names else None


def _said(text: str, *, following: bool = False) -> Attribution:
    found = [_classed(match) for match in _WORD.finditer(text)]
    dates = [(match.start(), match.end(), day) for match in _dates(text) if (day := _day(match)) is not None]
    found = [word for word in found if not any(start <= word.start < end for start, end, _ in dates)]
    at = [index for index, word in enumerate(found) if word.kind]
    if following:
        at = [index for index in at if index <= 4]
    if not at:
        # In Chinese and Japanese words are not divided, and nobody is told from others by a capital.
        if not dates or not _SAID_UNDIVIDED.search(text):
            return NOBODY
        return Attribution((), tuple(day for _, _, day in dates), text.strip()[-200:], is_claim=True)
    names = list(_names(text, found, at))
    days = _days(text, found, dates, at)
    said = " ".join(text.replace("\u00b7", "").split())
    return Attribution(tuple(dict.fromkeys(names[-1:])), tuple(days), said[-200:], True)


def _classed(match: re.Match[str]) -> _Said:
    plain, kind, name, opening = _sorted(match.group())
    if opening and match.start() == 0:
        kind, name = opening, False
    return _Said(match.start(), match.end(), plain, name, kind)


@lru_cache(maxsize=1 << 14)
def _sorted(word: str) -> tuple[str, str, bool, str]:
    """Give a word folded, its kind, whether it is a name, and the kind that it has only at the head of a text."""
    plain = fold(word.removesuffix("’s").removesuffix("'s")).text
    kind = "saying" if plain in SAYINGS else "writing" if plain in WRITINGS else ""
    opening = ""
    if kind == "saying" and word[0].isupper() and not word.isupper() and plain not in WRITINGS:
        kind, opening = "", kind
    name = word[0].isupper() and plain not in FUNCTION_WORDS and plain not in MONTHS and not kind
    return plain, kind, name, opening


def _names(text: str, found: list[_Said], at: list[int]) -> Iterator[tuple[str, ...]]:
    """Give the names of whoever says or wrote, in the order of the text."""
    for index in at:
        word = found[index]
        if word.kind == "saying":
            yield from _run(text, found, _before_verb(found, index), -1)
            if index + 1 < len(found) and found[index + 1].name and _is_near(text, word, found[index + 1]):
                yield from _run(text, found, index + 1, 1)
        else:
            owner = index - 1
            while owner >= max(0, index - 4) and not _owns(text, found[owner]):
                owner -= 1
            if owner >= max(0, index - 4):
                yield from _run(text, found, owner, -1)
            for link in range(index + 1, min(len(found), index + 5)):
                if found[link].word not in _LINKS:
                    break
                if found[link].word in ("by", "from", "of") and link + 1 < len(found):
                    start = link + 1 + (found[link + 1].word == "the")
                    yield from _run(text, found, start, 1)
    for index, word in enumerate(found):
        if (
            word.word in ("by", "to", "of")
            and index
            and found[index - 1].word in ("according", "given", "made", "words")
        ):
            yield from _run(text, found, index + 1 + (index + 1 < len(found) and found[index + 1].word == "the"), 1)


_LINKS = frozenset(
    "by from of given made sent signed on dated received the me us delivered handed over addressed".split()  # noqa: SIM905
)
"""What stands between a writing and whose it is."""


def _before_verb(found: list[_Said], index: int) -> int:
    # "Kosygin has also once written": what stands between is small.
    before = index - 1
    while before >= max(0, index - 3) and not found[before].name and _is_small(found[before].word):
        before -= 1
    return before


_BETWEEN = FUNCTION_WORDS | frozenset(
    "later always often never since already today yesterday then thus".split()  # noqa: SIM905
)


def _is_small(word: str) -> bool:
    return word in _BETWEEN or word.endswith("ly")


def _owns(text: str, word: _Said) -> bool:
    return word.name and text[word.end - 2 : word.end] in ("’s", "'s", "s’", "s'")


def _is_near(text: str, one: _Said, other: _Said) -> bool:
    return other.start - one.end <= 2 and "\u00b7" not in text[one.end : other.start]


def _run(text: str, found: list[_Said], index: int, step: int) -> Iterator[tuple[str, ...]]:
    """Give the name of which a word is the first or the last, without the titles in it."""
    run: list[str] = []
    last: _Said | None = None
    while 0 <= index < len(found) and (
        found[index].name or (run and found[index].word in ("de", "von", "van", "al", "el", "of"))
    ):
        word = found[index]
        gap = text[last.end : word.start] if last and step > 0 else text[word.end : last.start] if last else ""
        if gap.strip(" .\n\u00a0’'s") or len(gap) > 3:
            break
        run.append(word.word)
        last = word
        index += step
    run = run if step > 0 else run[::-1]
    kept = tuple(
        part for word in run for part in words(word) if part not in TITLES and part not in PLACES and len(part) > 1
    )
    if kept:
        yield kept


def _day(match: re.Match[str]) -> Day | None:
    for number in range(1, 7):
        groups = match.groupdict()
        month = groups.get(f"m{number}")
        if month is None:
            continue
        year, day = groups.get(f"y{number}"), groups.get(f"d{number}")
        of_year = int(month) if month.isdigit() else MONTHS[month.casefold()]
        if not 1 <= of_year <= 12 or (day is not None and not 1 <= int(day) <= 31):
            return None
        if not month.isdigit() and day is None and month[0].islower():
            return None
        return Day(int(year) if year else None, of_year, int(day) if day else None)
    return None


def _dates(text: str) -> Iterator[re.Match[str]]:
    digit = _DIGIT.search(text)
    return _DATE.finditer(text, max(0, digit.start() - _DATED)) if digit else iter(())


def _days(text: str, found: list[_Said], dates: list[tuple[int, int, Day]], at: list[int]) -> list[Day]:
    """Give the days of a writing or of saying; where none is plainly one of these, all of them."""
    bound = []
    for start, end, day in dates:
        lead = text[max(0, start - 60) : start]
        before = [word.word for word in found if start - 60 <= word.start < start][-5:]
        opening = not text[:start].replace("\u00b7", "").strip(" \n,“\"'‘«„-–—") or before[-1:] == ["on"]
        written = any(word in WRITINGS or word in ("given", "dated", "made") for word in before) and not _breaks(lead)
        said = any(0 <= start - found[index].end <= 25 and found[index].kind == "saying" for index in at)
        if written or said or (opening and any(0 <= found[index].start - end <= 80 for index in at)):
            bound.append(day)
    return bound or [day for _, _, day in dates]


def _breaks(lead: str) -> bool:
    return any(sign in lead for sign in (";", ":", "\u00b7"))
