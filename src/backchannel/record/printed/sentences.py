"""Sentences: a note's text divided at its full stops, and not at those of abbreviations.

A reference in parentheses that stands after a sentence (`It was drafted by Holt. (Ibid., Box 4)`) belongs to it.
"""

import re
from collections.abc import Iterator

__all__ = ["split"]

_ABBREVIATIONS = (
    "U.S", "U.N", "Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Maj", "Capt", "Adm", "Amb", "Sgt", "Cdr", "Asst", "Dep",
    "Nat", "Sec", "Dept", "Govt", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    "No", "Nos", "Vol", "Vols", "vol", "vols", "p", "pp", "ff", "cf", "Rev", "Hist", "Misc", "Sp", "Spec", "St", "Div",
    "Doc", "Docs", "Conf", "Cong", "Sess", "Pt", "Attn", "Bros", "Inc", "Co", "e.g", "i.e",
)  # fmt: skip
_ABBREVIATED = re.compile(rf"(?:\b[A-Z]|\b(?:{'|'.join(re.escape(word) for word in _ABBREVIATIONS)}))$")
_STOP = re.compile(
    r"[.?!](?P<closed>[”’\"')\]]{0,3})(?:\s+(?=[\[(]|[“‘\"']{0,2}[A-Z0-9a])|(?=[A-Z][a-z]+[\s.;]))"
    r"|(?P<reference>\))\s+(?=[“\"\[(]?[A-Z])"
)
_PARENTHESIS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\.?")
_LONGEST = max(map(len, _ABBREVIATIONS)) + 2


def split(text: str, openings: re.Pattern[str]) -> tuple[str, ...]:
    """Give the sentences of a text, white space collapsed; joined by spaces they are that text again.

    `openings` matches what begins a sentence wherever it stands, even after what looks like an abbreviation. A stop
    that is followed by no space ends a sentence only before such an opening.
    """
    sentences: list[str] = []
    for sentence in _parts(" ".join(text.split()), openings):
        if sentences and _PARENTHESIS.fullmatch(sentence) and not sentences[-1].endswith(")"):
            sentences[-1] += " " + sentence
        else:
            sentences.append(sentence)
    return tuple(sentences)


def _parts(text: str, openings: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        opening = openings.match(text, stop.end()) is not None
        if stop["reference"]:
            ends = text[start] == "("
        elif text[stop.start()] == "." and not stop["closed"] and _abbreviated(text, start, stop.start()):
            ends = opening
        else:
            ends = opening or (stop.group()[-1] == " " and text[stop.end()] != "a")
        if not ends:
            continue
        yield text[start : stop.end()].rstrip()
        start = stop.end()
    if start < len(text):
        yield text[start:]


def _abbreviated(text: str, start: int, end: int) -> bool:
    return _ABBREVIATED.search(text[max(start, end - _LONGEST) : end]) is not None
