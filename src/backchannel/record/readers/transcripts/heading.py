"""The heading of a printed document: its number, its words, the kind of paper that they say, and the two parties.

From 1955 on a heading says them all: `281. Memorandum of Conversation`, `117. Telegram From Secretary of State Rusk to
the Department of State`. Before, the line above it has the file number and the form of the paper (`501.BC/9-848:
Telegram`), and the heading often the parties alone: `The Ambassador in Norway (Bay) to the Secretary of State`.
"""

import re
from collections.abc import Sequence

__all__ = ["KINDS", "heading_line", "kind_of", "number_in", "parties", "short_name"]

_MEETING = (
    r"(?:meetings?|sessions?|conferences?|conversations?|discussions?|consultations?|talks|decisions?|actions?)\b"
)
_MEMO = r"(?:[\w-]+ ){0,4}memorand(?:um|a)"
_NSC = "national security council"

_CIA_PAPER = (
    r"(?:[\w-]+ ){0,4}(?:memorandum|report|paper|study|estimate)s? prepared (?:in|by) the "
    r"(?:central intelligence|office of (?:national estimates|intelligence))"
)

_OF_LEAD = (
    ("editorial_note", r"editorial note"),
    ("circular", r"(?:\w+ )?circular\b"),
    ("memcon", rf"{_MEMO} (?:of|on)(?: the| an?)?(?: (?!discussion|conference|meeting)[\w-]+){{0,2}} conversations?\b"),
    ("telephone", r".*\b(?:telephone|telcon)\b"),
)
_OF_WHOLE = (
    ("minutes", rf"{_MEMO} (?:of|on) .{{0,60}}{_MEETING}"),
    ("minutes", rf"(?:[\w'’ʼ-]+ ){{0,4}}(?:notes|records?|summary|summaries|proceedings)\b.*\b{_MEETING}"),
    ("directive", rf"(?:report|note|statement of policy)\b.*\b(?:to|by) the (?:executive secretary of the )?{_NSC}\b"),
    ("intelligence", _CIA_PAPER),
)
_THEN_OF_LEAD = (
    ("minutes", r".*\bminutes\b"),
    ("memo_record", rf"{_MEMO} for (?:the )?(?:record|files?)\b"),
    ("directive", r".*\bnational security (?:action|study|decision|council (?:report|directive)|directive)\b"),
    ("directive", r"presidential (?:directive|review memorandum|decision|determination)\b"),
    ("intelligence", r".*\bintelligence (?:estimate|report|memorandum|note|information|brief|weekly|study|paper)"),
    ("airgram", r"(?:[\w-]+ ){0,3}airgram\b"),
    ("telegram", r"(?:[\w-]+ ){0,3}(?:telegram|cable)\b"),
    ("despatch", r"(?:[\w-]+ ){0,2}d[ei]spatch\b"),
    ("letter", r"(?:[\w-]+ ){0,3}letter\b"),
    ("communique", r"(?:[\w-]+ ){0,3}communiqu[ée]\b"),
    ("note", r"(?:[\w-]+ ){0,2}note\b|(?:\w+ )?aide[- ]m[ée]moire"),
    ("message", r"(?:[\w-]+ ){0,3}messages?\b"),
    ("memorandum", rf"{_MEMO}\b"),
    (
        "statement",
        r"(?:[\w-]+ ){0,5}(?:statements?|address|speech|remarks|declaration|proclamation|interview|toasts?)\b",
    ),
    ("statement", r"(?:[\w-]+ ){0,4}(?:news|press) (?:conference|release|briefing)\b"),
    ("paper", r".*\b(?:paper|report|study|outline|analysis|agenda|plan|program|proposals?|draft|summary|views)\b"),
)
KINDS = tuple(
    (kind, whole, re.compile(pattern, re.IGNORECASE))
    for table, whole in ((_OF_LEAD, False), (_OF_WHOLE, True), (_THEN_OF_LEAD, False))
    for kind, pattern in table
)
"""Kinds, and what a heading of each begins with: all its words, or those before the parties; the first that fits."""

LONGEST = 1_500
"""Characters of a heading that are looked at."""

_NUMBERED = re.compile(
    r"(?:No\. ?)?(?P<number>[0-9]{1,4})\.[ \u00a0]+"
    r"|No\. ?(?P<bare>[0-9]{1,4})[ \u00a0]+"
    r"|\[(?P<set>[0-9]{1,4})\][ \u00a0]+"
)
_FILE = re.compile(
    r"[0-9][^\s/]*(?: [^\s/]+){0,4}/[0-9A-Z]"  # 501.BC Armaments/6-448
    r"|.{0,60}\b(?:files?|flies|lot|library|papers|records|archives)(?![A-Za-z])",
    re.IGNORECASE,
)
_ENDS_IN_FORM = re.compile(r":\s?(?:[Cc]ircular )?(?:[Tt]elegram|[Aa]irgram)[0-9]*$")
_FORM = re.compile(r"[0-9:]\s?:?\s*(?P<circular>[Cc]ircular )?(?P<form>[Tt]elegram|[Aa]irgram)\b")
_LEAD = re.compile(
    r",? (?:[Ff]rom|to(?: the)?|[Bb]etween|[Aa]mong|[Bb]y|[Ww]ith|[Pp]repared [Bb]y)\b(?! (?:record|files?)\b)"
)

_DATED = re.compile(
    r"(?:, (?:the |in )?[A-Z][^,()]{0,40}){0,3},? (?:"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{1,2}\b|undated\b)"
    r".*$"
)
_PARTY = r"(?=the |an? |all |certain |each |other |selected |his |its |[A-Z])"
_FROM = re.compile(rf"\b[Ff]rom {_PARTY}")
_BY = re.compile(rf"(?:^|,? )[Bb]y {_PARTY}")
_TO = re.compile(rf" (?:to|for) {_PARTY}")
_BETWEEN = re.compile(rf"\b(?:[Bb]etween|[Aa]mong) {_PARTY}")
_HELD = re.compile(
    r"\b(?:Representatives?|Delegat(?:es?|ions?)|Missions?|Advis[eo]rs?|Assistants?|Ambassadors?|Observers?|Counselor"
    r"|Ministers?|Envoy|Consultants?|Aide|Deputy|Liaison|Commissioner|Attaché|Coordinator|Chargé)$"
)
"""Words after which `to` belongs to the office: the Representative to the United Nations."""
_PAIR = re.compile(r"(?<=\)),? and (?=the |[A-Z(])|(?<=\)), (?=the |[A-Z(])")
_NAME = re.compile(r".*\(\s*(?P<name>[^()]*[^()\s])\s*\)")


def number_in(line: str) -> tuple[int | None, int]:
    """Give the number that a heading begins with, if any, and where its words begin."""
    match = _NUMBERED.match(line)
    if match is None:
        return None, 0
    return int(match["number"] or match["bare"] or match["set"]), match.end()


def heading_line(lines: Sequence[str]) -> int:
    """Say which of the first lines is the heading: one with a number, or the first that is no file line."""
    for at, line in enumerate(lines[:-1]):
        is_file_line = _ENDS_IN_FORM.search(line) or (_FILE.match(line) and not _says_kind(line))
        if number_in(line)[0] is not None or not is_file_line:
            return at
    return max(0, len(lines) - 1)


def _says_kind(line: str) -> bool:
    return kind_of(line) not in ("other", "paper") or _FROM.search(line) is not None


def kind_of(heading: str, file_line: str = "") -> str:
    """Give the kind that a heading says (one of the kinds of KINDS, or other).

    Where the heading has the parties alone, the form that the line above it names decides.
    """
    words = heading[:LONGEST]
    cut = _LEAD.search(words)
    lead = words[: cut.start()] if cut else words
    if not lead.casefold().startswith("the "):
        for kind, whole, pattern in KINDS:
            if pattern.match(words if whole else lead):
                return kind
    form = _FORM.search(file_line[:LONGEST])
    if form is None:
        return "other"
    return "circular" if form["circular"] else form["form"].casefold()


def parties(heading: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the senders and the addressees as the heading prints them, each a whole phrase.

    Of a conversation between two the first and the second are given.
    """
    words = _DATED.sub("", heading[:LONGEST])
    if between := _BETWEEN.search(words):
        first, _, second = words[between.end() :].partition(" and ")
        return _divided(first), _divided(second)
    start = _FROM.search(words) or _BY.search(words)
    if start is None:
        return _around(words, 0) if kind_of(heading) == "other" else ((), ())
    senders, addressees = _around(words, start.end())
    if not addressees and (before := _TO.search(words, 0, start.start())):
        addressees = _divided(words[before.end() : start.start()])
    return senders, addressees


def short_name(party: str) -> str:
    """Give the name in parentheses that a party's office is followed by, else the whole phrase."""
    match = _NAME.match(party[:LONGEST])
    return match["name"] if match else party


def _around(words: str, start: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Divide the words after `start` at the `to` that stands between the parties."""
    splits = [match for match in _TO.finditer(words, start) if match.group().startswith(" to ")]
    splits = [
        match for match in splits if words.count("(", start, match.start()) == words.count(")", start, match.start())
    ]
    if not splits:
        return (_divided(words[start:]) if start else ()), ()
    free = (match for match in splits if not _HELD.search(words, start, match.start()))
    split = next(free, splits[-1])
    return _divided(words[start : split.start()]), _divided(words[split.end() :])


def _divided(phrase: str) -> tuple[str, ...]:
    return tuple(part.strip(" ,") for part in _PAIR.split(phrase) if part.strip(" ,"))
