"""A reader's own words as they stand in a letter to him: what its author quotes of him, and says that he said.

"Your statement that its people must be able to “...”" quotes him; "you state that you have no designs on ..." reports
him. Both are his statements, at second hand: the letter is where they stand.
"""

import re
from collections.abc import Iterator

from backchannel.text.quotations.marks import quotations

__all__ = ["quoted", "reported"]

_HIS = re.compile(
    r"\b(?:you(?!r\w)|your (?:\w+ ){0,2}?(?:letter|message|note|statement|words?|proposal|phrase|view|reply|answer|"
    r"government|analogy|remarks?|assurances?|speech|telegram|communication|memorandum|text|expression|term|argument|"
    r"opinion|position|draft))\b",
    re.IGNORECASE,
)
_HIS_AFTER = re.compile(
    r"^[^.;“\"]{0,40}?\b(?:you (?:\w+ )?(?:say|said|put|call|write|wrote|mention|mentioned|state|stated|term|describe|"
    r"refer|suggest|propose)\b|(?:by|in|of) your (?:\w+ )?(?:letter|message|note|statement|reply|words)\b)",
    re.IGNORECASE,
)
_ANOTHERS = re.compile(
    r"\b(?:i|we|my|our) (?:\w+ ){0,3}(?:said|wrote|stated|declared|announced|told you|called|letter|message|speech)\b",
    re.IGNORECASE,
)
_SAYING = (
    r"say|said|state|stated|write|wrote|assure|assured|indicate|indicated|declare|declared|affirm|affirmed|"
    r"promise|promised|agree|agreed|undertake|undertook|confirm|confirmed|pledge|pledged|suggest|suggested|propose|"
    r"proposed|emphasize|emphasized|stress|stressed|recognize|recognise|have (?:said|stated|written|assured|indicated|"
    r"declared|promised|agreed|confirmed|pledged|suggested|proposed|told|made clear)|told|make clear|made clear|"
    r"make it clear|made it clear"
)
_REPORTED = re.compile(
    r"\b(?:you(?: yourself)?|your (?:letter|message|note|reply|statement|government|ambassador))"
    r"(?:,? [\w']+,?){0,4}? "
    rf"(?:{_SAYING})(?: (?:\w+ly|me|us|very|most|so|again|also|in your \w+)){{0,4}},? that (?P<said>[^.;?!—]+)",
    re.IGNORECASE,
)


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of a sentence that quote whom it is written to, without the marks."""
    for one in quotations(text).quotations:
        if one.depth or not text[one.start : one.end].strip():
            continue
        before, after = text[: one.opens], text[one.closes :]
        his = [found.end() for found in _HIS.finditer(before)]
        other = [found.end() for found in _ANOTHERS.finditer(before)]
        if (his and max(his) > max(other, default=-1)) or _HIS_AFTER.match(after):
            yield one.start, one.end


def reported(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of a sentence that say what its reader has said."""
    for found in _REPORTED.finditer(text):
        start, end = found.span("said")
        yield start, start + len(text[start:end].rstrip(" ,"))
