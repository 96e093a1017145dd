"""Who commits himself, and with which verbs: what the names in the tables of phrases stand for, by voice.

In a letter its author speaks of himself ("I", "we", "my government"), a record of a talk tells of him ("he", "the
Ambassador"), and an answer tells him what he said ("you"). `SPEAK` and `THINK` are verbs that promise nothing.
"""

__all__ = ["ADVERBS", "VERBS", "VOICES"]

_STATES = (
    r"(?<!of )(?<!by )(?<!with )(?<!from )(?<!between )(?<!against )"
    r"(?:(?:the|her majesty's|his majesty's) (?!(?:other|opposite|new|western|local|east|socialist|same|allied|four|"
    r"two|"
    r"three|member|arab)\b)(?:[\w'.-]+ ){0,2}"
    r"(?:government|side|delegation|administration|union|republic|states|kingdom|ussr)"
    r"(?: of (?:the )?\w+(?: \w+)?)?|the (?-i:[A-Z]{2,4})\b|the u\.?s\.?(?:s\.r\.)?a?|her majesty's government)"
)
_OURS = (
    r"(?:government|side|delegation|country|countries|people|peoples|party|allies|representatives?|ambassador|"
    r"experts?|"
    r"scientists|forces|troops|navy|army|ships|vessels|planes|aircraft|authorities|colleagues|ministers?|harbour|"
    r"secretary|parliament|cabinet|nation|state|staff|governments|sides|officers|specialists|guards?|boats|police|"
    r"pilots|engineers|doctors|crews?|captains|delegates|negotiators|soldiers|ministry|embassy|envoys?|hospital|"
    r"harbour (?:office|master)s?)"
)
_SPEAK = (
    r"(?:say|speak|tell|add|mention|repeat|recall|quote|cite|describe|address|dwell|answer|explain|elaborate|touch|"
    r"comment|emphasi[sz]e|stress|point|note|observe|remark|go into|go over|confine|limit (?:myself|ourselves)|"
    r"conceal|hide|pretend|deny|confess|own|admit|take up|begin (?:by|with)|start (?:by|with)|conclude (?:by|with|"
    r"this|my)|end (?:by|with|this)|close (?:by|with|this)|(?:only )?try to (?:explain|show|answer|be)|give (?:an|"
    r"you an|some|one) (?:examples?|account)|put (?:it|this|the matter)|set (?:out|forth)|outline|list|enumerate|"
    r"refer|call|permit|allow (?:myself|me)|characteri[sz]e|argue|dispute|bore|burden|tire|trouble you|weary|reproach|"
    r"accuse|blame|judge|exaggerate|minimi[sz]e|pass over|leave aside|dress|flatter|ask (?:myself|you to believe)|"
    r"draw (?:your )?attention|turn (?:to|now)|return to (?:this|that)|quarrel|express|convey|report|inform|acquaint|"
    r"write to you)"
)
_THINK = (
    r"(?:see\b|understand|reali[sz]e|know|find (?!ways)|remember|forget|believe|appreciate|hear|feel (?!(?:itself|"
    r"ourselves|myself) (?:responsible|bound|obliged))|hope|notice|enjoy|miss|regret|live|die|suffer|lose|win\b|fall|"
    r"perish|escape|need|owe|think|wonder|look (?:forward|back|upon)|become|manage|succeed|have\b|take it|"
    r"always (?:remember|cherish)|treasure|cherish|read|expect|wish|like\b|love|prosper|excuse|pardon|forgive|ignore|"
    r"overlook|avoid|gain|benefit|learn|face|meet with|go down|count (?:it|this)|fail|soon be|inevitably|probably|"
    r"presumably|doubtless|be\b(?! (?:guided|prepared|ready|willing|in (?:touch|contact)|represented|bound|faithful|"
    r"loyal|true|firm|patient|asked|sent|sending|writing|working|taking|making|giving|withdrawing|authori[sz]ed|"
    r"instructed|directed)\b))"
)

VERBS = {"SPEAK": _SPEAK, "THINK": _THINK}
"""Verbs that promise nothing."""

ADVERBS = (
    r"(?:,? (?!(?:rely|reply|apply|supply|multiply|ally|imply|comply)\b)(?:\w+ly|also|now|even|still|always|then|too|"
    r"therefore|thus|hereby|however|indeed|both|all|ourselves|myself|again|ever|once (?:more|again)|in turn|at once|"
    r"just|already|quite|very|most|more than|only too|soon|here|at any time|in principle|nevertheless|nonetheless|"
    r"of course|as (?:before|ever)|(?:for|on) (?:my|our|its|their|his) (?:part|side)|as you know|"
    r"in (?:this|that|any) case|for the time being|at the same time|as (?:it|we|i|you) [\w ]{2,40}(?=,)|"
    r"as an? [\w ]{2,40}?(?= (?:will|shall|would|is|am|are)))\b,?){0,3}+"
)
"""What may stand between a subject and its verb and change nothing: the `…` of the tables."""

VOICES = {
    "own": {
        "WE": (
            r"(?:i|we|both of us|you and i|the two of us|each of us|all of us|nobody (?:here|of us)|neither (?:i|we)|"
            rf"(?:both )?(?:my|our)(?: own| two| three| respective)? (?:\w+ )?{_OURS}(?: and i| and myself)?|"
            rf"this government|{_STATES})"
        ),
        "AM": r"(?:am|are|is|'m|'re|will be|shall be|would be|should be|remain|remains|stand|stands|continue to be)",
        "HAVE": r"(?:have|has|'ve)",
        "DO": r"(?:do|does)",
        "US": r"(?:us|me|my (?:government|country|side)|our (?:government|country|side|part)|both (?:of us|sides))",
        "OUR": r"(?:my|our)",
        "S": r"s?",
        "WILL": r"(?:will|shall|'ll)",
        "WOULD": r"(?:would|should|'d)",
    },
    "told": {
        "WE": rf"(?:he|she|they|it|i|we|his (?:\w+ )?{_OURS}|their (?:\w+ )?{_OURS}|{_STATES}|"
        r"the (?:\w+ )?(?:secretary|ambassador|president|minister|chancellor|premier|chairman|general|king|shah|"
        r"soviets|russians|americans|british|french|germans|chinese)|m(?:r|rs)\. \w+)",
        "AM": r"(?:is|are|was|were|am|would be|will be|stood|stands|remain(?:s|ed)?)",
        "HAVE": r"(?:has|have|had)",
        "DO": r"(?:do|does|did)",
        "US": r"(?:him|her|them|us|me|his (?:government|country|side)|their (?:government|country|side))",
        "OUR": r"(?:his|her|their|its|our|my)",
        "S": r"(?:s|d|ed)?",
        "WILL": r"(?:will|shall|would)",
        "WOULD": r"(?:would|should)",
    },
    "addressed": {
        "WE": rf"(?:you(?: yourself)?|your (?:\w+ )?{_OURS}|{_STATES})",
        "AM": r"(?:are|is|were|would be|will be|remain|stand)",
        "HAVE": r"(?:have|has|had)",
        "DO": r"(?:do|does|did)",
        "US": r"(?:you|your (?:government|country|side))",
        "OUR": r"your",
        "S": r"(?:s|d|ed)?",
        "WILL": r"(?:will|shall|would)",
        "WOULD": r"(?:would|should)",
    },
}
"""What the names in the tables stand for, by voice."""
