"""Stances: the words by which a writer says how he stands to what he speaks of, in the first person.

Each turn of phrase belongs to a stance: agreed, agreed in part, disagreed, noted, interpreted, postponed. The turns are
data, from the more particular to the more general: what one has claimed ("I do not agree", "we cannot but agree") no
later one sees. What stands in quotation marks is somebody else's words and is passed over, and so is what is asked,
supposed or reported of us ("if we agree", "you say that we accept").

The turns are English; a text in another language has no stances.
"""

import re
from dataclasses import dataclass

from backchannel.text.folding import fold

__all__ = [
    "AGREED",
    "CUE",
    "DISAGREED",
    "INTERPRETED",
    "IN_PART",
    "NOTED",
    "POSTPONED",
    "Stance",
    "concessions",
    "own_words",
    "quoted",
    "stances",
]

AGREED, IN_PART, DISAGREED = "agreed", "agreed in part", "disagreed"
NOTED, INTERPRETED, POSTPONED = "noted", "interpreted", "postponed"

_SHORT = {
    "we": r"\b(?:i|we|(?:my|our) (?:own )?(?:government|side|minister|president)|both of us)\b(?:, [^,.;:]{1,40},)?"
    r"(?: <how>){0,3} ",
    "are": r"(?:am|are|is|was|were) (?:<how> )?",
    "how": r"(?:[a-z]+ly|also|too|quite|very much|much|still|therefore|thus|do|can|must|now|again|always|all|both|then"
    r"|indeed|however|in turn|of course|in fact|for (?:my|our) part)",
    "not": r"(?:do not|don't|does not|cannot|can't|can not|could not|will not|won't|shall not|must not|would not|never"
    r"|no longer|hardly|scarcely|<are>(?:far from|unable to|unwilling to|not (?:able|ready|prepared|willing) to)"
    r"|<are>not in a position to|finds? (?:it |myself |ourselves )?(?:quite )?(?:impossible|unable) to)",
    "agree": r"(?:(?:agree|accept|concur|consent|assent|subscribe|endorse|approve)s?|share (?:the|this|that|your))\b",
    "yield": r"(?:agree|agreeing|accept|accepting|concur|consent|assent|subscribe|endorse|approve|admit|concede|share"
    r"|support|follow you|entertain|see (?:the|any) (?:need|reason|case|cause))\b",
    "this": r"(?:this|that|these|those|it|them|you|what you [a-z]+|(?:your|the) (?:[a-z]+ ){0,8}?[a-z]+)",
    "mean": r"(?:to (?:mean|include|be|say|imply|refer|cover)|as (?:meaning|including|saying|implying|referring))\b",
    "partly": r"(?:in part|in principle|partly|up to a point|to (?:some|a certain) extent|with (?:a|one) reservation"
    r"|with reservations|with one exception)\b",
    "later": r"(?:later|separately|in due course|another (?:letter|time|occasion)"
    r"|a (?:further|later|separate|next) (?:letter|date|time|occasion)|next (?:letter|week|month))\b",
}
"""What the turns of phrase name in angle brackets."""

_TURNS = (
    (
        AGREED,
        r"""
        <we>(?:cannot|can not|could not|can) (?:but|only|help but|fail to) <agree>
        <we>(?:have|has|see|sees|find|finds|raise|raises) no (?:objection|quarrel|difficulty)
        <we>(?:do|does|would|shall|will) not (?:object|disagree|dispute|contest)\b
        """,
    ),
    (
        DISAGREED,
        r"""
        \b(?:wish|wished) (?:that )?(?:i|we) could <yield>
        <we><not> (?:<how> )?<yield>
        <we>(?:disagree|reject|refuse|decline|dispute|contest|object|take exception|differ)s?\b
        \b(?:nor|neither) (?:can|could|do|does|shall|will|would) <we>(?:<how> )?<yield>
        \b(?:but|and|yet|or) (?:cannot|can not|could not|do not|must not|will not|shall not) (?:<how> )?<yield>
        \b(?:unacceptable|not acceptable|inadmissible|out of the question)\b
        \byou are (?:<how> )?(?:wrong|mistaken|in error)\b
        """,
    ),
    (
        IN_PART,
        r"""
        \b(?:while|although|though|much as|even if|however much) <we><agree>
        <we><agree> (?:to |with )?(?:this |that |it |you |[a-z]+ ){0,4}?(?:only )?<partly>
        <we>(?:could|would|might) <agree>
        \b(?:partly|only half|half) (?:right|correct)\b
        """,
    ),
    (
        INTERPRETED,
        r"""
        <we>takes? it\b(?! amiss| badly| ill| up| upon| on )
        <we>(?:understand|read|interpret|construe|take|regard)s? <this> <mean>
        <we>(?:assume|presume|infer|conclude|gather|suppose)s?\b(?! command| office| power)
        <we><are>(?:sure|certain|confident|convinced|satisfied) (?:that )?you (?:mean|meant|intend|intended)\b
        <we><are>(?:sure|certain|confident|convinced|satisfied) (?:that )?you [a-z]+ (?:not|never)\b
        \bif (?:i|we) (?:understand|understood|read) (?:you|your [a-z]+|this|it) (?:rightly|correctly|aright)\b
        \b(?:in|on|by) (?:my|our) (?:reading|understanding)\b
        \bas (?:i|we) (?:understand|read) (?:it|this|that|you|your [a-z]+)\b
        """,
    ),
    (
        POSTPONED,
        r"""
        <we>(?:shall|will|hope to|intend to|propose to|must) (?:<how> )?(?:return|revert|come back)\b
        <we>(?:(?:would|should) (?:like|prefer) to|ask leave to) (?:<how> )?(?:return|revert|come back) to\b
        <we>(?:shall|will) (?:<how> )?(?:answer|reply|write|speak|comment|respond)\b[^.;:]{0,60}?\b<later>
        <we>reserves? (?:my|our|its) (?:answer|position|reply|views?|judge?ment|comments?)\b
        <we>(?:postpone|defer|put off|set aside|leave aside)s?\b
        \b(?:must|will have to|should) (?:await|wait)\b
        """,
    ),
    (
        AGREED,
        r"""
        <we><agree>
        <we><are>(?:in (?:full |complete |entire )?agreement|of the same (?:opinion|mind|view)|of one mind|at one)\b
        <we><are>(?:ready|prepared|willing|happy|glad|pleased|content) to (?:accept|agree|consent)\b
        \b(?:you|your (?:letter|government|minister)) <are>(?:right|correct)\b
        \bas (?:you|your [a-z]+) (?:so )?(?:rightly|wisely|justly|correctly)\b
        \b(?:is|are) (?:(?:<how>|entirely|to us) )?acceptable\b
        ^agreed\b
        """,
    ),
    (
        NOTED,
        r"""
        <we>(?:take|takes|took|have taken|has taken) (?:[a-z]+ )?note\b
        <we>(?:have |has )?(?:<how> )?(?:notes?|noted|acknowledged?|welcomed?|appreciated?|recogni[sz]ed?)\b
        <we>(?:have |has )(?:<how> )?(?:read|heard|studied|considered)\b
        <we><are>(?:glad|gratified|pleased|grateful|encouraged|sorry|surprised|struck)\b
        """,
    ),
)
"""Stances and their turns of phrase over folded text, one a line, in the order in which they are tried."""

_NOT_OURS = re.compile(
    r"(?:\b(?:if|whether|unless|until|once|should|can|could|shall|may|might|do|did|would|will|how|why|when)"
    r"|\b(?:you|they|(?:your|his|her|their) [a-z]+) (?:[a-z]+ )?(?:say|said|claim|claimed|suggest|suggested|imply"
    r"|implied|think|thought|hope|hoped|ask|asked|suppose|supposed|pretend|expect|expected|demand|demanded|propose|proposed)"
    r"s?(?: that)?|\b(?:not|never|wrong to say|untrue|false|suggestion|request|demand)(?: that)?) $"
)
"""What stands before a turn of phrase by which we are asked, supposed or reported to say so, and do not say it."""

_CONCESSION = re.compile(
    r"(?:(?<!nothing )(?<!anything )(?<!cannot )(?<!can not )\bbut\b(?! also\b| rather\b| for\b)"
    r"|\b(?:however|although|though|except|save that|subject to|provided that|on condition|on the understanding"
    r"|as long as|only if|(?:only )?in so far as|with the (?:exception|reservation|proviso)|nevertheless)\b"
    r"|, provided\b)"
)

_MARKED = re.compile(
    r"“[^“”]{1,20000}”|„[^„“”]{1,20000}[“”]|«[^«»]{1,20000}»|\"[^\"]{1,20000}\"|‘(?:[^‘’]|’(?=\w)){1,20000}’(?!\w)"
    r"|「[^「」]{1,20000}」"
)
_BEFORE = 60

CUE = re.compile(
    r"\b(?:you|your (?:[a-z]+ ){0,2}[a-z]+) (?:[a-z]+ ){0,2}?(?:say|said|write|wrote|state|stated|suggest|suggested"
    r"|propose|proposed|offer|offered|ask|asked|speak|spoke|mention|mentioned|indicate|indicated|point|pointed|declare"
    r"|declared|fear|feared|hope|hoped|regret)s?\b"
    r"|\byour (?:[a-z]+ ){0,2}?(?:letter|note|message|statement|proposal|suggestion|offer|question|view|wish|remark"
    r"|words|assurance|complaint|conviction|position|demand|request|concern|point|idea|opinion)s?\b"
)
"""Words by which a text says, in its folded form, that it speaks of what the other side said."""


def _whole(turn: str) -> str:
    while _NAMED.search(turn):
        turn = _NAMED.sub(lambda name: _SHORT[name[1]], turn)
    return turn


_NAMED = re.compile("<([a-z]+)>")
_PATTERNS = tuple(
    (state, re.compile(_whole(turn))) for state, turns in _TURNS for turn in map(str.strip, turns.splitlines()) if turn
)


@dataclass(frozen=True, slots=True)
class Stance:
    """A stance, and the characters [start, end) of the sentence that say it."""

    state: str
    start: int
    end: int


def stances(sentence: str) -> tuple[Stance, ...]:
    """Give the stances of a sentence in its order; what is quoted in it must have been taken out (`own_words`)."""
    folded = fold(sentence)
    free = folded.text
    found = []
    for state, pattern in _PATTERNS:
        for match in pattern.finditer(free):
            start, end = match.span()
            if state == INTERPRETED or not _NOT_OURS.search(free, max(0, start - _BEFORE), start):
                found.append(Stance(state, *folded.original(start, end)))
            free = f"{free[:start]}{'_' * (end - start)}{free[end:]}"
    return tuple(sorted(found, key=lambda one: one.start))


def concessions(sentence: str) -> tuple[tuple[int, int], ...]:
    """Give where a sentence takes something back of what it says: "but", "provided", "with the exception"."""
    folded = fold(sentence)
    return tuple(folded.original(*match.span()) for match in _CONCESSION.finditer(folded.text))


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of a text that stand in quotation marks, the marks included; marks without a fellow are none."""
    return tuple(match.span() for match in _MARKED.finditer(text))


def own_words(text: str) -> str:
    """Give a text with everything in quotation marks blotted out, each character by one."""
    return _MARKED.sub(lambda match: "_" * len(match[0]), text)
