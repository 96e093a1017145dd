"""Words that make one thing depend on another, and what may depend: tables of the form of `phrases`."""

__all__ = ["ACTS", "CONDITIONS"]

CONDITIONS = (
    (
        r"(?<!as )(?<!even )(?<!what )(?<!see )(?<!know )(?<!wonder )(?<!ask )(?<!doubt )(?<!nor )(?<!asked "
        r")(?<!wondered )(?<!examine )(?<!but )\bif\b(?! (?:i may|i say|i may say|i tell|you (?:will|would) (?:permit|"
        r"allow|excuse|forgive)|possible|any\b|not\b|anything|necessary|only\b|ever\b|so\b|i understand|we (?:look|"
        r"compare|examine|take into|speak|recall|judge|consider|fought)|one\b|you (?:look|recall|please|compare)|i "
        r"(?:am not mistaken|remember|recall|correctly|might|were to say|could hear)|this (?:is|was) (?:the|your|so|"
        r"true)|it (?:had|has) not been|it (?:were|was) not|that (?:is|were|was) (?:the|so|true)|in the past|and in "
        r"what|(?:\w+ ){1,3}had\b))|(?<=but )\bif (?:you|they|your|the|it|this|such|both)\b"
    ),
    r"\bunless\b",
    (
        r"(?<!has )(?<!have )(?<!had )(?<!is )(?<!are )(?<!be )\bprovided(?: that| of course| only)?\b(?! (?:by|for|"
        r"with|in|to|the|under|us|me|an|a)\b)"
    ),
    r"\bproviding (?:that|the|it|you|both|they)\b",
    r"\b(?:on|under) (?:the |this |that |one )?(?:\w+ )?condition\b(?!s)",
    r"\bon the understanding\b",
    r"\bonly (?:if|when|after|on|by|under|where|provided|in case|through|with)\b",
    r"\b(?:as|so) long as\b(?! (?:that|\w+ (?:weeks|months|years))\b)",
    r"\bmust first\b|\bfirst (?:be|necessary|have to)\b",
    r"\bdepend(?:s|ed|ing|ent)?(?: \w+)? (?:up)?on\b",
    r"\b(?:conditional|contingent|conditioned) (?:up)?on\b",
    r"\bsubject to (?:the|your|our|approval|agreement|confirmation|a|such|congress|review)\b",
    r"\b(?:prerequisite|precondition|pre-condition|essential condition|necessary condition|sine qua non)s?\b",
    r"\bonce (?:we|you|this|the|such|that|these|it|an?|agreement|there|they|our|both)\b",
    (
        r"\b(?:when|as soon as|after) (?:we|you|such|both|preliminary|agreement|there)\b.{0,80}?\b(?:is|are|has been|"
        r"have been|have|has|reach\w*|agree\w*|receive\w*|determine\w*)\b"
    ),
    (
        r"\b(?:not|cannot|could not|will not|no(?! (?:doubt|way))|postpone|wait|better)\b.{0,60}\b(?:until|before|"
        r"without|till)\b"
    ),
    r"^\W*until\b(?! (?:now|then|recently|\w+ly\b))",
    r"\bin (?:that|such a|the) (?:case|event)\b(?! of)",
    r"\bin return (?:for)?\b|\bin exchange for\b",
    r"\bas soon as\b(?! possible| (?:conditions|circumstances)| (?:\w+ ){1,2}had\b)",
    r"\bassuming (?:that|you|this|it|there)\b",
    (
        r"\bshould (?:you|the \w+ (?:government|side)|they|it) (?:\w+ ){0,1}(?:agree|wish|decide|find|desire|accept|"
        r"prefer|be willing)\b"
    ),
    r"\bawait\b.{0,40}\b(?:further|exploration|agreement|outcome)\b",
    r"^\W*(?:but |and )?then\b.{0,120}\bwould\b",
    r"\bimpossible to (?:come to|reach|conclude|agree|solve)\b.{0,60}\bwithout\b",
    r"\bfor (?:this|that|there|us|it)(?: \w+)? to (?:be|happen|succeed|occur)\b|\bthere would have to be\b",
)
"""Words that make one thing depend on another."""

ACTS = (
    (
        r"WE… (?:(?:WILL|WOULD)(?: not| never)?…(?! (?:SPEAK|THINK|not\b))(?! (?:say|suppose|fear|be (?:totally|much|"
        r"the)|indeed|have every))|(?:can|could|cannot|can not|could not)…(?! (?:SPEAK|THINK|hardly|only|argue|do the "
        r"same))|AM… (?:ready|prepared|willing|agree\w*)|had better|DO not)\b"
    ),
    (
        r"(?:you and i|both sides|the (?:two|three|four) (?:\w+ )?(?:powers|governments|sides)|agreement|solution|"
        r"settlement|question|treaty|meeting|visit|conference|this|it|forces|troops|announcement|which)\b(?:[ "
        r",]+[\w'-]+){0,6}? (?:can|could|will|would|shall|might)(?: \w+)? be (?:\w+ )?(?:reached|agreed|solved|"
        r"resolved|settled|concluded|signed|possible|achieved|removed|met|held|accepted|acceptable|contemplated|"
        r"(?:possible|easy|easier) to \w+)\b"
    ),
    r"(?:\bis|are|becomes?) (?:\w+ly )?possible",
    (
        r"(?:forces|troops|planes|aircraft|ships|weapons|bases|personnel|measures|guard|fleet) (?:will|would|shall|"
        r"could|can)\b"
    ),
    r"(?:it|agreement|treaty) (?:would|will) require",
    (
        r"(?:boats?|launch|ferry|ferries|pilots?|fishermen|prisoners|men|crews?|patients|posts?|gates?|lights?|list|"
        r"names|convoys?) (?:will|would|shall)\b"
    ),
    r"(?:shall|will|can|would) (?:i|we)\b",
    (
        r"will (?:\w+ )?(?:have to |need to )?be (?:continued|maintained|postponed|kept|needed)|^\W*(?:how|whether) "
        r".{0,60}\bwill\b"
    ),
    r"to (?:come to|reach|conclude) an? (?:\w+ )?agreement",
    r"WE… WOULD… (?:like|wish|want) to (?:go|do|have|conclude|reach|come|meet|make|see)",
    r"favou?rable conditions (?:will|would) be created",
)
"""Words of an act or agreement of his side, without which a condition is somebody else's."""
