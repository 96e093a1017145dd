"""Folding: texts in a form in which what is printed another way is alike, with an exact way back.

Alike are: capitals and small letters, letters with and without diacritics, ligatures and their letters, every
apostrophe, every single and every double quotation mark, every dash and hyphen, every run of white space, and whatever
Unicode calls compatible (NFKD: full-width forms, superscripts, fractions). Soft hyphens and other characters of format
are dropped.
Folding goes character by character, so every folded character comes from a span of the original and they stand in the
same order. Folding a folded text changes nothing.

A token is a run of letters and digits of the folded text; a character of a script that writes no spaces between words
(Chinese, Japanese, Thai and their neighbours) is a token of its own. So any apostrophe or dash divides two tokens.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Folded", "Token", "fold", "occurrences", "tokens", "words"]

_ALIKE = {
    "'": "\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u2018\u2019\u201a\u201b"
    "\u2032\u2035\u2039\u203a\ua78c\uff07\uff40",
    '"': "\u02ba\u02dd\u02ee\u05f4\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u301d\u301e\u301f\uff02",
    "-": "\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212\u2e3a\u2e3b\u301c\u3030\ufe31"
    "\ufe32\ufe58\ufe63\uff0d",
    "/": "\u2044\u2215",
    "ae": "æÆ",
    "oe": "œŒ",
    "th": "þÞ",
    "o": "øØ",
    "l": "łŁ",
    "d": "đĐðÐ",
    "h": "ħĦ",
    "t": "ŧŦ",
    "i": "ıİ",
    "": "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0",
}
"""What is printed for a character (after its case is folded), where Unicode's tables do not say so. Format and
variation selectors are dropped besides."""

_FOLDED_ALIKE = {character: folded for folded, characters in _ALIKE.items() for character in characters}

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f "
_ASCII = bytes(ord(" ") if chr(b) in _SPACES else ord("'") if b == ord("`") else b for b in bytes(range(256)).lower())
_OTHER = re.compile(r"[^\x00-\x7f]")
_UNEVEN = re.compile(rf"[^\x00-\x7f]|[{_SPACES}]{{2,}}")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MANY = 12
"""From so many different characters on, one pass with a table is faster than one replacement for each."""

_UNSPACED = (
    "\u0e01-\u0e33\u0e40-\u0e46\u0e81-\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u1780-\u17b3\u3005-\u3007\u3041-\u3096\u30a1-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")
_DIVIDED = {code: " " for code in range(128) if not chr(code).isalnum()}
_UNSPACED_TOKEN = re.compile(rf"[{_UNSPACED}]")
_TOKEN = re.compile(rf"[{_UNSPACED}](?<=\w)|[^\W_{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `starts` and `ends` say for each of its characters which span of the original it comes from.

    Both are None where each character comes from the one at the same place.
    """

    text: str
    starts: "array[int] | None" = None
    ends: "array[int] | None" = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the original from which the folded characters [start, end), one at least, come."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Give the folded characters that come from the original's [start, end), from the middle of one included."""
        if self.starts is None or self.ends is None:
            return start, end
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))


class Token(NamedTuple):
    """A token and the span of the original that it comes from."""

    text: str
    start: int
    end: int


class _Folds(dict[int, str]):
    # What each code point folds to, learned as they are met.
    def __missing__(self, code_point: int) -> str:
        found = self[code_point] = _fold_character(chr(code_point))
        return found


def fold(text: str) -> Folded:
    """Fold a text. Any text may be given, halves of surrogate pairs included."""
    folded = _fold_ascii(text)
    if not folded.isascii():
        others = set(_OTHER.findall(folded))
        if any(len(_FOLDS[ord(other)]) != 1 for other in others):
            return _fold_unevenly(text)
        if len(others) > _MANY:
            folded = folded.translate(_FOLDS)
        else:
            for other in others:
                folded = folded.replace(other, _FOLDS[ord(other)])
    return _fold_unevenly(text) if "  " in folded else Folded(folded)


def words(folded: str) -> list[str]:
    """Give the tokens of a folded text, as texts alone."""
    return folded.translate(_DIVIDED).split() if folded.isascii() else _TOKEN.findall(folded)


def tokens(folded: Folded, begins: int = 0) -> Iterator[Token]:
    """Give the tokens of a folded text with the spans of the original that they come from, counted from `begins` on."""
    found = (_ASCII_TOKEN if folded.text.isascii() else _TOKEN).finditer(folded.text)
    if folded.starts is None or folded.ends is None:
        for match in found:
            yield Token(match.group(), match.start() + begins, match.end() + begins)
        return
    for match in found:
        yield Token(match.group(), folded.starts[match.start()] + begins, folded.ends[match.end() - 1] + begins)


def occurrences(folded: str, sought: Sequence[str], *, beginning: bool = False) -> Iterator[tuple[int, int]]:
    """Give where these tokens stand one after the other in a folded text, as spans of it.

    With `beginning` the last of them may go on, and is given to its end.
    """
    at = folded.find(sought[0])
    while at >= 0:
        end = at
        if not (at and _are_one_token(folded, at)):
            for number, token in enumerate(sought, 1):
                last = number == len(sought)
                while end > at and end < len(folded) and not folded[end].isalnum():
                    end += 1
                if not folded.startswith(token, end):
                    break
                end += len(token)
                if end < len(folded) and _are_one_token(folded, end) and not (beginning and last):
                    break
            else:
                while beginning and end < len(folded) and _are_one_token(folded, end):
                    end += 1
                yield at, end
        at = folded.find(sought[0], at + 1)


def _are_one_token(folded: str, at: int) -> bool:
    # Whether the characters before and at a place stand in one token.
    before, after = folded[at - 1], folded[at]
    if not (before.isalnum() and after.isalnum()):
        return False
    return (before + after).isascii() or not _UNSPACED_TOKEN.search(before + after)


def _fold_unevenly(text: str) -> Folded:
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    space = False
    for start, end, piece in _pieces(text):
        even = len(piece) == end - start
        skipped = 1 if space and piece.startswith(" ") else 0
        if skipped:
            ends[-1] = start + 1 if even else end
        elif not piece and ends and ends[-1] == start and unicodedata.combining(text[start]):
            ends[-1] = end
        kept = piece[skipped:]
        starts.extend(range(start + skipped, end) if even else [start] * len(kept))
        ends.extend(range(start + skipped + 1, end + 1) if even else [end] * len(kept))
        pieces.append(kept)
        space = kept[-1] == " " if kept else space
    return Folded("".join(pieces), starts, ends)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    # (start, end, folded): either each character from the one at its place, or all of them from the whole span.
    at = 0
    for match in _UNEVEN.finditer(text):
        start, end = match.span()
        if start > at:
            yield at, start, _fold_ascii(text[at:start])
        yield start, end, " " if end > start + 1 else _FOLDS[ord(text[start])]
        at = end
    if at < len(text):
        yield at, len(text), _fold_ascii(text[at:])


def _fold_ascii(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").translate(_ASCII).decode("utf-8", "surrogatepass")


def _fold_character(character: str) -> str:
    if character in _FOLDED_ALIKE:
        return _FOLDED_ALIKE[character]
    if character.isspace():
        return " "
    found = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = "".join(_FOLDED_ALIKE.get(one, one) for one in found if not _is_dropped(one))
    # Three and a half is not thirty-one halves.
    fraction = unicodedata.decomposition(character).startswith("<fraction>")
    return re.sub(r"\s+", " ", f" {kept}" if fraction else kept)


def _is_dropped(character: str) -> bool:
    # Marks above, below and within letters, vowel points of Hebrew and Arabic. Not those that make another letter of
    # it, such as a virama or the stroke through a sign of equality.
    mark = unicodedata.combining(character)
    if mark >= 200 or 10 <= mark <= 36:
        return True
    return unicodedata.category(character) == "Cf" or bool(_SELECTORS.match(character))


_FOLDS = _Folds()
