"""When words that are written differently are the same: set otherwise, spelled otherwise, or misread by a machine.

    setting     letters that a hyphen, a full stop or the end of a line divides in one text and not in the other
    spelling    British and American: labour and labor, organise and organize
    misprint    what a scanner takes for each other: rn and m, l and 1, a word broken in two

Whatever could be another word of the language is another word: "not able" is not "notable", and "re-signed" is not
"resigned". Another number is never the same: 4.5 is not 45, and 5-10 ships are not 510.
"""

import re
from collections.abc import Sequence

from backchannel.text.quotations.figures import numbers
from backchannel.text.quotations.vocabulary import NEGATIONS
from backchannel.text.terms import FUNCTION_WORDS

__all__ = ["likeness"]

_ENDINGS = (
    (re.compile(r"our(?=$|s$|ed$|ing$|er$|ers$|ful$|less$|able$|ably$|ite$|ites$|hood$|ism$|ist$|ists$)"), "or"),
    (re.compile(r"is(?=e$|es$|ed$|er$|ers$|ing$|ation$|ations$)"), "iz"),
    (re.compile(r"ys(?=e$|es$|ed$|ing$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})tre(?=$|s$|d$)"), "ter"),
    (re.compile(r"ogue(?=$|s$)"), "og"),
    (re.compile(r"(?<=[aeiou])ll(?=ed$|ing$|er$|ers$|or$|ors$)"), "l"),
    (re.compile(r"(?<=[a-z]{2})ence(?=$|s$|less$)"), "ense"),
    (re.compile(r"xion(?=$|s$)"), "ction"),
    (re.compile(r"dgement"), "dgment"),
    (re.compile(r"amme(?=$|s$)"), "am"),
    (re.compile(r"(?<=[a-z])ae(?=[a-z])"), "e"),
    (re.compile(r"oeuvre|euver"), "euvr"),
    (re.compile(r"wards$"), "ward"),
    (re.compile(r"(?<=[a-z]{3})fil(?=$|s$|ment$)"), "fill"),
)
_SPELLED = {
    "cheque": "check",
    "cheques": "checks",
    "grey": "gray",
    "tyre": "tire",
    "gaol": "jail",
    "sceptical": "skeptical",
    "practise": "practice",
    "practised": "practiced",
    "licence": "license",
    "plough": "plow",
    "whilst": "while",
    "amongst": "among",
}
_MISREAD = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("|", "l"), ("5", "s"), ("ii", "u"), ("i", "l"))
_ANEW = re.compile(
    r"\bre[-‐‑](?=act|collect|count|cover|creat|form|lay|lease|mark|pose|present|sent|serve|sign|solve|sort|treat)"
)
"""Where a hyphen makes another word: to sign again is not to resign."""
_DIVIDERS = re.compile(r"\w(?:[-\u00ad.'/]|-?\s*\n\s*)\w|\d,\d")


def likeness(quoted: Sequence[str], kept: Sequence[str], quoted_text: str = "", kept_text: str = "") -> str:
    """Say in what way words are the same as those of a document: see the module; '' for other words.

    The texts are the words as they are written, with what divides them, folded.
    """
    if not quoted or not kept:
        return ""
    if "".join(quoted) == "".join(kept):
        if numbers(quoted_text) != numbers(kept_text) or _ANEW.findall(quoted_text) != _ANEW.findall(kept_text):
            return ""
        if _DIVIDERS.search(quoted_text) or _DIVIDERS.search(kept_text):
            return "setting"
        broken = {*quoted, *kept}
        return "" if broken & FUNCTION_WORDS or broken & NEGATIONS else "misprint"
    if len(quoted) == len(kept):
        pairs = list(zip(quoted, kept, strict=True))
        if all(one == other or _spelling(one) == _spelling(other) for one, other in pairs):
            return "spelling"
        if all(one == other or _misread(one, other) for one, other in pairs):
            return "misprint"
    return ""


def _spelling(word: str) -> str:
    if word in _SPELLED:
        return _SPELLED[word]
    if len(word) < 5 or word in FUNCTION_WORDS or not word.isascii():
        return word
    for ending, instead in _ENDINGS:
        word = ending.sub(instead, word)
    return word


def _misread(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit():
        return False
    if not (_is_mixed(one) or _is_mixed(other)) and (one in FUNCTION_WORDS or other in FUNCTION_WORDS):
        return False
    for seen, meant in _MISREAD:
        one, other = one.replace(seen, meant), other.replace(seen, meant)
    return one == other


def _is_mixed(word: str) -> bool:
    # Letters and digits in one word: wou1d.
    return not word.isalpha() and not word.isdigit()
