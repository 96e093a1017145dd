"""What stands between the heading and the text: the markings of the older volumes, the subject, the participants.

Subject and participants are lists with bullets below a heading word (`SUBJECT`), which may be missing: bullets that
follow the heading at once are the subject. Among them can stand other lists of a memorandum's head (to, from,
references) and numbers of papers, which are left to the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["OTHER", "PARTICIPANTS", "SUBJECT", "Front", "Seen", "is_marking", "read_front"]

SUBJECT = re.compile(r"(?:subjects?|re)\s?:?", re.IGNORECASE)
PARTICIPANTS = re.compile(
    r"(?:[\w.,'’ʼ -]{0,40}\b)?(?:participa(?:nts?|tion|ting)|present|attend(?:ees|ance|ing))\b[\w.,'’ʼ -]{0,30}:?",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"(?:memorandum (?:for|to)|for|to|from|fm|info|through|thru|via|cc|copies to|copy to|references?|refs?"
    r"|date|place|time|drafted by|distribution)\s?:?",
    re.IGNORECASE,
)
"""Heading words of the lists that can stand above a text."""

_MARKING = re.compile(
    r"(?:(?:top secret|secret|confidential|restricted|unclassified|official use only|limited official use|eyes only"
    r"|personal|private|priority|niact|urgent|us urgent|immediate|emergency|strictly|security information"
    r"|nsc [0-9/]+|no distribution|security|plain|operational|most|atomic energy|official[-–]informal|and)"
    r"[\s;,:.—–-]*)+",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[.{1,300}\]")
_LABEL = re.compile(r"[\w ]{1,30}:")
_MARKING_LENGTH = 100
_MARKING_WITHIN = 4
"""Lines after the heading among which the markings stand."""
_GROUP_LENGTH = 60
"""Characters of the longest line that can be the name of a party over its participants."""
_PAPER_NUMBER_LENGTH = 100
"""Characters of the longest line, such as the number of a paper, after which the front can go on."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as its neighbours look at it: its clean words, whether it has a bullet, the empty lines above it."""

    words: str
    bullet: bool
    blank: int


@dataclass(slots=True)
class Front:
    """The numbers of the lines (as given to `read_front`) that belong to each part.

    `heads` are the heading words, `groups` the names of parties over their participants.
    """

    markings: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    subject: list[int] = field(default_factory=list)
    participants: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)


def is_marking(words: str) -> bool:
    """Whether a line holds nothing but a classification, a caption or a precedence."""
    return len(words) <= _MARKING_LENGTH and _MARKING.fullmatch(words.strip(" []()")) is not None


def read_front(lines: Sequence[Seen], *, old: bool) -> Front:
    """Find the parts of the front among the lines after heading and dateline; `old` where markings can be a line."""
    front = Front()
    at = 0
    while at < len(lines):
        line = lines[at]
        heads_list = not line.bullet and _next_bullet(lines, at)
        if old and at < _MARKING_WITHIN and not front.subject and is_marking(line.words):
            front.markings.append(at)
            at += 1
        elif line.bullet and not front.subject and at == len(front.markings):
            at = _told(lines, at, front)
        elif heads_list and SUBJECT.fullmatch(line.words):
            front.heads.append(at)
            at = _bullets(lines, at + 1, front.subject)
        elif not line.bullet and PARTICIPANTS.fullmatch(line.words) and (heads_list or _is_group(lines, at + 1)):
            front.heads.append(at)
            at = _members(lines, at + 1, front)
        elif heads_list and OTHER.fullmatch(line.words):
            at = _bullets(lines, at + 1, [])
        elif _leads_on(lines, at) or (old and at < _MARKING_WITHIN and _BRACKETED.fullmatch(line.words)):
            at += 1
        else:
            break
    return front


def _told(lines: Sequence[Seen], at: int, front: Front) -> int:
    """Read bullets without a heading word above: the subject, unless the first of them is that word."""
    if not SUBJECT.fullmatch(lines[at].words):
        return _bullets(lines, at, front.subject)
    front.heads.append(at)
    at += 1
    while at < len(lines) and lines[at].bullet and lines[at].blank == 0 and not _LABEL.fullmatch(lines[at].words):
        front.subject.append(at)
        at += 1
    return at


def _next_bullet(lines: Sequence[Seen], at: int) -> bool:
    return at + 1 < len(lines) and lines[at + 1].bullet


def _bullets(lines: Sequence[Seen], at: int, into: list[int]) -> int:
    """Read the bullets of one list: a second list begins after an empty line (more than one: a page mark was there)."""
    first = at
    while at < len(lines) and lines[at].bullet and (at == first or lines[at].blank != 1):
        into.append(at)
        at += 1
    return at


def _members(lines: Sequence[Seen], at: int, front: Front) -> int:
    while at < len(lines):
        if lines[at].bullet:
            front.participants.append(at)
        elif _is_group(lines, at):
            front.groups.append(at)
        else:
            break
        at += 1
    return at


def _is_group(lines: Sequence[Seen], at: int) -> bool:
    if at >= len(lines) or lines[at].bullet or not _next_bullet(lines, at):
        return False
    words = lines[at].words
    named = any(kind.fullmatch(words) for kind in (SUBJECT, PARTICIPANTS, OTHER))
    ended = words.endswith((".", ";")) and words.count(".") < 2
    return len(words) <= _GROUP_LENGTH and not named and not ended


def _leads_on(lines: Sequence[Seen], at: int) -> bool:
    """Whether a short line, such as the number of a paper, has the subject or the participants still after it."""
    for ahead in range(at, min(at + 4, len(lines))):
        words = lines[ahead].words
        if lines[ahead].bullet:
            return False
        if _next_bullet(lines, ahead) and (SUBJECT.fullmatch(words) or PARTICIPANTS.fullmatch(words)):
            return ahead > at
        if len(words) > _PAPER_NUMBER_LENGTH:
            return False
    return False
