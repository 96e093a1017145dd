"""What a charter's rule of tone may be about, and the turns of phrase that such a rule forbids: tables in English.

All patterns are over folded text: small letters, plain quotation marks and apostrophes.
"""

import re
from dataclasses import dataclass

__all__ = ["SUBJECTS", "Subject"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule may be about: how it is called, the words by which a rule is known, the turns that it forbids."""

    name: str
    known_by: re.Pattern[str]
    turns: re.Pattern[str]


def _subject(name: str, known_by: tuple[str, ...], turns: tuple[str, ...]) -> Subject:
    # A word of `known_by` that ends with * is the beginning of one.
    words = "|".join(word.replace("*", r"\w*") for word in known_by)
    return Subject(name, re.compile(rf"\b(?:{words})\b"), re.compile("|".join(f"(?:{turn})" for turn in turns)))


_OFFICES = "government|side|country|people|ministers?|ambassador|forces|troops|press|regime|leaders|officials"
_YOU = rf"(?:you|your (?:{_OFFICES}))"
_YOURS = r"(?:you|your (?:\w+ )?\w+)"
_BEFORE = r"have|has|had|did|do|does|again|once more|never|not|continue to|\w+ly"
_DID = rf"(?:(?:{_BEFORE}) )*"
_WE = r"(?:we|i|my government|our government|our side|this government)"
_WILL = r"shall|will|must|would|am going to|are going to|intend to|plan to|may|might|have decided to"
_PRESS = r"(?:press|newspapers?|journalists|reporters|public|world|parliament)"

SUBJECTS = (
    _subject(
        "polemics",
        ("polemic*", "accus*", "(?:usual|old|mutual) charges?", "counter-?charges?",
         "recriminat*", "reproach*", "blam*", "insult*", "abus*",
         "propaganda", "attacks?", "name-calling"),
        (
            rf"\b{_YOURS} {_DID}(?:broken?|violat\w+|betray\w*|deceiv\w+|lied|lying to|cheat\w*|trampl\w+)\b",
            rf"\b{_YOURS} {_DID}(?:sabotag|falsif|distort|slander|reneg|instigat|provok|threaten|menac|bull[iy])\w*",
            rf"\bit (?:is|was) {_YOU} (?:alone )?(?:who|that|which)\b",
            rf"\b{_YOU} (?:alone )?(?:is|are|was|were) (?:\w+ )?(?:to blame|guilty|at fault|aggressors?|insincere)\b",
            rf"\b{_YOU} (?:alone )?(?:is|are|was|were) (?:\w+ )?responsible for (?:the|this|these|every)\b",
            r"\byour (?:\w+ )?(?:aggression|provocations?|lies|bad faith|duplicity|hypocrisy|deceit|treachery)\b",
            r"\byour (?:\w+ )?(?:blackmail|cynicism|crimes?|violations?|propaganda|accusations?|slanders?)\b",
            r"\byour (?:\w+ )?(?:intransigence|obstruction|broken promises?)\b",
            r"\b(?:warmonger|lackey|puppet|stooge|henchm[ae]n|gangster|bandit|hypocrite|liar|imperialist|fascist)s?\b",
            r"\b(?:mercenaries|hirelings?|shameless|shameful|brazen|treacherous|perfidious|slanderous|mendacious)\b",
            r"\b(?:hypocritical|insulting|outrageous|despicable|contemptible|dishonest)\b",
            r"\b(?:bad faith|so-called (?:peace|offer|concession|proposal)s?)\b",
            r"\bbr(?:oke|oken|eak|eaks) (?:your|its|every|their) (?:word|promise)s?\b",
        ),
    ),
    _subject(
        "pressure",
        ("threat*", "ultimat*", "pressure", "coerc*", "intimidat*", "menac*", "deadlines?", "blackmail"),
        (
            r"\bultimatum\b|\bor else[.!]*\s*$",
            r"\b(?:bear|face|suffer|take) (?:\w+ )?(?:all |every )?(?:the )?(?:grave |full |serious )?consequences\b",
            rf"\bunless {_YOU} \w+",
            rf"\bif {_YOU} (?:do|does|fails?|refuses?|persists?)\b[^.;]{{0,120}}\b{_WE} (?:shall|will) (?:be |act)",
            rf"\b{_WE} (?:shall|will|would) (?:be (?:forced|compelled)|have no (?:other )?(?:choice|alternative))\b",
            rf"\b{_WE} (?:shall|will|would) not hesitate\b",
            rf"\b(?:last|final) (?:warning|chance)\b|\bwarn(?:ing)? {_YOU}\b",
            rf"\b{_YOU} (?:had better|will regret)\b",
            rf"\b{_YOU} (?:must|have to) \w+ (?:\w+ ){{0,8}}(?:by|before|within|immediately|at once|without delay)\b",
        ),
    ),
    _subject(
        "publicity",
        ("public", "publicly", "publicity", "publish*", "press", "newspapers?", "journalists?", "reporters?",
         "broadcast*", "hint*"),
        (
            rf"\b{_WE} (?:have |(?:{_WILL}) )?(?:\w+ly )?publish(?:ed)?\b",
            rf"\b{_WE} (?:{_WILL}) (?:\w+ly )?(?:release|announce|broadcast|go public)\b",
            rf"\b{_WE} (?:(?:{_WILL}) )?make (?:this|it|them|these|our|your|the)\b[^.;]{{0,60}}\bpublic\b",
            rf"\b{_WE} (?:(?:{_WILL}) )?(?:give|hand|pass) [^.;]{{0,60}}\bto the {_PRESS}\b",
            rf"\b{_WE} (?:(?:{_WILL}) )?(?:tell|inform|brief|told|informed|briefed) (?:the |our )?(?:\w+ )?{_PRESS}\b",
            r"\bopen letter\b|\bfor (?:immediate )?(?:publication|release)\b",
            r"\bcop(?:y|ies) (?:of this (?:letter|message|note) )?(?:to|for) the (?:press|newspapers)\b",
        ),
    ),
    _subject(
        "official language",
        ("informal*", "personal", "plain", "officialese", "formality", "formalities"),
        (
            r"\b(?:the undersigned|(?:has|have) the honou?r (?:to|of)|presents? (?:its|his|their|her) compliments)\b",
            r"\b(?:avails? (?:itself|himself|herself|themselves|myself)|note verbale|hereinafter|hereby)\b",
            r"\b(?:aforementioned|the said|categorically (?:rejects?|protests?|denies|deny))\b",
            r"\b(?:lodges? (?:a|its|the) (?:\w+ )?protest|deems? it necessary|considers? it its duty)\b",
        ),
    ),
    _subject(
        "manners",
        ("courte*", "polite*", "civil", "civility", "respect*", "tone", "manners"),
        (
            r"!\s*$|!!",
            r"\b(?:nonsense|ridiculous|absurd|laughable|stupid|idiotic|ludicrous|childish|foolish|farce)\b",
            r"\b(?:insolen\w+|impertinen\w+|how dare|shut up|do not bother|spare (?:me|us))\b",
            rf"\b{_YOU} (?:must|will) (?:immediately|at once)\b",
        ),
    ),
)  # fmt: skip
"""In the order in which a rule is asked; one rule may be about several."""
