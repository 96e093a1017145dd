"""What leaves nothing of a phrase of commitment: courtesy, another's words, a hope, a question, the past.

The tables have the form of `phrases`. What is in `REPORTS` and `EMPTY` counts where it stands before a phrase in the
same clause; where it ends in `$` it must stand directly before it.
"""

__all__ = ["COURTESIES", "EMPTY", "REPORTS"]

COURTESIES = (
    (
        r"^(?:\W*(?:dear|mr\.?|your (?:excellency|majesty)|excellency)\b.{0,40})?\W*(?:(?:may|let) (?:i|me)(?: first| "
        r"also| again)*,?|(?:i|we)(?: wish to| want to| would like to| should like to| must| also| very| much| deeply|"
        r" sincerely| was| were| am| are| should| would| greatly| most| have| so| do| can)*),? (?:thank|grateful|"
        r"appreciate|appreciated|congratulate|congratulations|pleased|glad|gratified|happy|delighted|touched|sorry|"
        r"regret|honou?red|received|express my (?:deep |sincere |warm )?(?:appreciation|thanks|gratitude|sympathy|"
        r"condolences))\b(?! to (?:accept|agree|express my agree|join|meet|send|give))"
    ),
    (
        r"\b(?:thank you|my thanks|warm(?:est)? regards?|best (?:regards|wishes)|good wishes|kind(?:est)? regards|"
        r"sincere(?:st)? (?:regards|wishes|congratulations)|high(?:est)? (?:consideration|esteem)|good health|"
        r"happiness|congratulations|warm (?:greetings|wishes))\b"
    ),
    r"\bconvey (?:my|our|to|the)\b.{0,60}\b(?:greetings?|regards|wishes|thanks|compliments|sympathy|condolences)\b",
    r"\b(?:pleasure|privilege|honou?r) (?:of|to) (?:meet|meeting|see|seeing|talk|receive|receiving|have|welcom)",
    r"\blook(?:ing)? forward (?:eagerly )?to (?:seeing|meeting|the pleasure|talking)\b",
)
"""Courtesies: they promise nothing."""

_SAYING = (
    r"(?:say|says|said|write|writes|wrote|states?|stated|mentions?|mentioned|refers?|referred|suggests?|suggested|"
    r"proposes?|proposed|tell|told|indicates?|indicated|express|expresses|expressed|point|pointed|speak|spoke|argues?|"
    r"argued|claims?|claimed|asserts?|asserted|maintains?|maintained|declares?|declared|announces?|announced|recall|"
    r"emphasi[sz]es?|emphasi[sz]ed|stress|stressed|added|observes?|observed|insists?|insisted|agreed|assured|replied|"
    r"raises?|raised|confirms?|confirmed|felt|feels?|believes?|thinks?|hopes?|made it (?:\w+ )?(?:plain|clear))"
)
REPORTS = (
    r"\b(?:inform|informed|told|tell|tells|assured|notified|advised|warned|informs) (?:me|us|the \w+|him|them)\b",
    r"\b(?:you|he|they) (?:\w+ )?agree(?:s|d)? (?:with|that|to)\b",
    (
        r"(?<!with )\byour (?:\w+ )?(?:statement|view|suggestion|proposal|assurances?|letter|belief|opinion|feeling|"
        r"readiness|willingness|intention|hope|decision|wish|desire|position|remarks?|expressed \w+)s?\b"
    ),
    (
        r"\b(?:he|she|they|you|mr\. \w+|radio|press|newspapers?|spokesm[ae]n|ambassador(?: \w+)?|archbishop \w+|"
        rf"minister) (?:(?!(?:is|are|was|were|be) )\w+ ){{0,2}}?{_SAYING}\b"
    ),
    (
        r"^\W*(?:but |and |as |moreover, |thus, |then |therefore,? |further, |however, |when |while |if |indeed,? |"
        r"true,? |now )*(?:you|your (?:letter|message|government|statement|ambassador|reply|note|secretary|"
        r"representatives?|excellency)|(?:president|chairman|secretary|ambassador|minister|premier|chancellor|marshal|"
        rf"general) \w+)(?: [\w']+){{0,3}}? (?:ask|asks|asked|inquire|insist|{_SAYING})\b"
    ),
)
"""Words that tell of what somebody else said, up to where another clause begins."""

_HOPES = (
    r"\b(?:hopes?|hoped|hopeful|wish|wishes|expects?|doubts?|fears?|afraid|trust)\b",
    r"\bis (?:now )?expected\b",
)
_OPINIONS = (
    (
        r"\b(?:(?<!may )(?<!can )(?:sure|certain|confident|convinced|doubt)|believes?|think|suppose|imagine|"
        r"persuaded)\b(?! we must)"
    ),
)
_PURPOSES = (
    r"\b(?:so that|in order that|lest|as if|as though|in such a way that)\b",
    r"\bin order to $",
)
_QUESTIONED = (r"\b(?:whether|why|how|wonder)\b", r"\b(?:if|unless) $")
_DENIED = (r"\b(?:not|never) (?:mean|imply|suggest|say|believe|think|follow)\b",)
_PAST = (r"\b(?:was|were|had|had been|before|after|without|by|of|in|pledged to|about|from)(?: also| \w+ly)? $",)
_RETOLD = (
    r"\b(?:when|as|what|which|because|although|though|than|since|where)(?: \w+ly| also| for \w+ part,)? $",
    r"\b(?:i|we) (?:\w+ ){0,3}?(?:thought|felt|hoped|believed|told|said|wrote)\b",
)

EMPTY: dict[str, tuple[str, ...]] = {
    "threat": (*_DENIED, r"\b(?:fear|fears|afraid|concern|possibility|danger)(?: \w+)? that\b"),
    "refusal": (*_HOPES, *_QUESTIONED, *_DENIED, r"\b(?:partly|when|which you) ", r"\bwith which\b"),
    "depends": (
        (
            r"\b(?:glad|grateful|happy|pleased|obliged|appreciate|valuable|useful|helpful|interest\w*|encouraged|"
            r"effective|delighted|surprised|sorry|regret|kind)(?: \w+){0,3} $"
        ),
    ),
    "offer": (*_HOPES, *_QUESTIONED, *_DENIED, *_PAST, *_RETOLD, *_PURPOSES),
    "invitation": (*_DENIED, *_PURPOSES, r"\b(?:when|as|what|which|because|if|you (?:can|may)) $"),
    "assurance": (
        *_HOPES,
        *_OPINIONS,
        *_QUESTIONED,
        *_DENIED,
        *_PAST,
        *_PURPOSES,
        r"\b(?:in which|that time when|when|which) $",
    ),
    "hint": (*_PURPOSES, *_QUESTIONED, *_DENIED, r"\bso $|\bi thought\b|\bas (?:\w+ ){1,3}explained\b"),
    "act": (*_DENIED, *_PURPOSES, r"\bwhether\b", r"\b(?:i|we) (?:thought|felt)\b"),
}
"""What stands before such words in their clause and leaves nothing of them: a hope, a question, a purpose, the past."""
