"""The phrases of commitment, by what they make of a sentence: tables of regular expressions.

In them `WE` is whoever commits himself, `AM`, `HAVE` and `DO` the auxiliaries that go with him, and `~` up to four
words that may stand between two parts. Who that is depends on the voice: in a letter its author speaks of himself
("I", "we", "my government"), a record of a talk tells of him ("he", "the Ambassador"), and an answer tells him what he
said ("you"). Everything is matched without regard to case, apostrophes made straight.
"""

__all__ = ["ACTS", "CONDITIONS", "COURTESIES", "KINDS", "PHRASES", "QUESTIONS", "REPORTS", "VOICES"]

KINDS = ("threat", "condition", "refusal", "offer", "invitation", "assurance", "hint")
"""What a statement can be, in the order in which it is decided: the first that fits."""

_STATES = (
    r"(?:the|her majesty's|his majesty's) (?:[\w'.-]+ ){0,2}"
    r"(?:government|side|delegation|administration|union|republic|cabinet|states|kingdom|ussr|allies|powers|signatories)"
    r"(?: of (?:the )?\w+(?: \w+)?)?|the u\.?s\.?(?:s\.r\.)?a?"
)
_OURS = (
    r"(?:government|side|delegation|country|countries|people|peoples|party|allies|representatives?|ambassador|experts?|"
    r"scientists|forces|troops|navy|army|ships|vessels|planes|aircraft|authorities|experts|colleagues|ministers?|"
    r"secretary|parliament|cabinet|nation|state|staff|governments|sides|officers|specialists)"
)

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
        "OUR": r"(?:my|our|its)",
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

PHRASES: dict[str, tuple[str, ...]] = {
    "threat": (
        r"WE WILL~ (?:be|feel)~ (?:obliged|forced|compelled|constrained)",
        r"WE WOULD~ (?:be|feel|find \w+)~ (?:obliged|forced|compelled|constrained)",
        r"WE AM (?:obliged|forced|compelled) to take",
        (
            r"\bif (?:we|you|your \w+|the \w+ (?:government|side|powers)|they|agreement)~ (?:not|refuses?|fails?|"
            r"persists?|insists?|reject\w*|continues?|decides? to)\b.{3,140}\b(?:then )?WE(?: and other \w+)? WILL\b"
        ),
        (
            r"WE (?:WILL|WOULD)~ have (?:no (?:other )?(?:choice|alternative|option)|no recourse|to (?:draw the|"
            r"take (?:\w+ )?(?:measures|steps|action)|resort|retaliate|respond|react))"
        ),
        (
            r"(?:with|have|has|entail|lead to|fraught with|bring|cause|about|to|of|"
            r"the) (?:the )?(?:most )?(?:grave|serious|dangerous|disastrous|incalculable|catastrophic|heavy|"
            r"far-reaching|grievous|dire|unforeseeable|tragic|most serious|extremely serious) consequences?"
        ),
        r"(?:must|will|would|shall)~ (?:bear|take|assume|carry)~ (?:responsibility|consequences)",
        r"(?:responsibility|blame)~ (?:will|would|shall|must)~ (?:rest|fall|lie|be (?:on|upon|borne))",
        (
            r"WE (?:WILL|WOULD|could|can)~ not~ (?:remain|stand|be|sit)~ (?:idle|idly|indifferent|passive|by|"
            r"silent|aside)"
        ),
        (
            r"(?:resolute|crushing|firm|decisive|devastating|proper|due|fitting) (?:rebuff|retaliation|blow|"
            r"response)"
        ),
        r"(?:will|shall|would) be (?:met|repelled|countered|answered|resisted) (?:by|with)",
        r"(?:meet|resist|oppose|repel)~ (?:with|by) (?:force|all)",
        (
            r"(?:will|would|could|may|might|must)(?: only| inevitably| well| surely| certainly|"
            r" unavoidably)* (?:lead|bring|push|drag|plunge)~ (?:war|conflict|catastrophe|disaster|abyss|brink|"
            r"confrontation)"
        ),
        r"(?:will|shall|would)~ retaliate",
        r"not hesitate to (?:use|take|act|employ|resort|defend)",
        r"pay (?:dearly|a (?:heavy )?price)",
        r"at (?:your|their|his) (?:own )?peril",
    ),
    "refusal": (
        (
            r"WE~ (?:can ?not|can't|could not|couldn't|can never|can in no way|could never|"
            r"cannot but refuse)(?! (?:but|help|fail|believe|understand|say|see\b|know|imagine|forget|think|"
            r"conceal|hide|overlook|recall|doubt|tell|comprehend|avoid|always|escape|find|express|over|judge|speak|"
            r"emphasize|remain|refrain|ignore|underestimate|fully|hope|perceive|bring|even|accept (?:this|that|"
            r"your|such an?) (?:view|argument|interpretation|explanation|version|characteri)|be resigned))"
        ),
        (
            r"WE (?:WILL|WOULD|may|must)(?: therefore| certainly| also| simply| of course)* (?:not|"
            r"never)~ (?:agree|accept|permit|allow|tolerate|consent|recogni[sz]e|concede|be (?:a )?party|go along|"
            r"approve|acquiesce|entertain|yield|give (?:up|in)|abandon|surrender|subscribe|submit|sign|negotiate|"
            r"bargain|retreat|withdraw|discuss|participate|take part|support|bow|capitulate)"
        ),
        r"WE AM~ (?:not (?:in a position|prepared|ready|willing|able)|unable|unwilling|opposed|against)",
        (
            r"WE(?: therefore| strongly| firmly| resolutely| categorically| must| also| continue to| WILL|"
            r" WOULD)* (?:reject|refuse|decline|oppose|object to|deny|protest against|rule out|do not (?:agree to|"
            r"accept|recogni[sz]e|consent|favou?r|see (?:any|the) (?:need|reason|possibility)|"
            r"consider~ (?:possible|appropriate|acceptable|necessary)|propose to))S"
        ),
        (
            r"WE DO not (?:agree to|accept|recogni[sz]e|consent|favou?r|consider~ (?:possible|appropriate|"
            r"acceptable)|propose to)"
        ),
        r"WE must (?:decline|refuse|reject|oppose|insist)",
        (
            r"(?:is|are|was|be|would be|remains?|wholly|totally|quite|completely|absolutely|"
            r"entirely) (?:\w+ )?(?:unacceptable|inadmissible|impermissible|out of the question)(?! to (?!us|me|my|"
            r"our))"
        ),
        r"(?:is|are|would be|be) not (?:acceptable|admissible|permissible|negotiable)",
        r"(?:there|it) (?:can|could|will|is) be no question of|there is no question of|no question of (?:our|my)",
        (
            r"(?:cannot|can not|could not|must not) be~ (?:accepted|agreed|tolerated|permitted|allowed|"
            r"satisfied with|justified|a subject of|imposed|negotiated)"
        ),
        r"not (?:be )?possible\b.{0,50}\bto (?:meet|implement|accept|agree|comply|accede)",
        r"(?:impossible|not possible|unthinkable|inconceivable) for (?:me|us|our|my|the \w+ government)",
        r"(?:resolutely|categorically|firmly) (?:reject|oppose|object|protest)",
        (
            r"(?:have|has|raise|see)(?: \w+)? (?:considerable |serious |strong |grave |great )?objections? (?:to|"
            r"against)"
        ),
        (
            r"(?:cannot|can not|can never|could never) (?:accept|agree to|consent|permit|tolerate|provide a basis|"
            r"serve as a basis|be a basis|satisfy us)"
        ),
        (
            r"(?:impossible|unacceptable|inadmissible)\b.{0,20}\b(?:our|my) (?:point of view|view|position|"
            r"standpoint)"
        ),
        (
            r"no (?:one|responsible \w+|government|self-respecting \w+) (?:can|could|will|would) (?:agree|accept|"
            r"tolerate)"
        ),
        r"(?:do|can) ?not see how (?:we|i) (?:can|could)",
    ),
    "offer": (
        (
            r"WE(?: and \w+(?: \w+)?)? AM(?: also| now| quite| fully| always| still| therefore| of course|"
            r" certainly| equally| entirely| perfectly| both| most| very| already| both| naturally| ourselves|"
            r" only too| for \w+ part| on \w+ part)* (?:ready|prepared|willing|happy to|glad to|pleased to|"
            r"delighted to|at your disposal|agreeable|open to)(?! (?:learn|hear|see|know|note|receive|have|get|"
            r"congratulate|inform|tell|express|extend|be (?:associated|present|here|of)|welcome|be reminded|find|"
            r"be able to (?:tell|inform)|say))"
        ),
        (
            r"(?<!you )(?<!they )(?<!he )(?<!side )(?<!you )(?:am|are|is) (?:ready|prepared|"
            r"willing)(?: \w+){0,4}? to (?!be\b)\w+"
        ),
        (
            r"(?:ready|prepared|willing) to (?:agree|discuss|consider|negotiate|accept|meet|enter|conclude|sign|"
            r"assume|take|undertake|seek|do|cooperate|examine|study|join|continue|give|work|come|contribute)"
        ),
        r"(?:our|my) (?:readiness|willingness|preparedness)",
        (
            r"(?:in accordance with|according to|under|as part of) (?:our|my|this|the soviet|the american|"
            r"the united states) (?:\w+ )?(?:proposals?|suggestions?|plan|offer)"
        ),
        (
            r"(?:make|made|making|renew|repeat|reaffirm|maintain) (?:this|that|my|our|"
            r"the same) (?:\w+ )?(?:proposal|suggestion|offer)"
        ),
        r"(?:i|we) agree,? (?:\w+ ){0,6}?that \w+ \w+ be \w+ed",
        (
            r"(?:will|would|shall|could|should)(?: \w+)? (?:be )?(?:cut|reduced|diminish(?:ed)?|withdrawn|located|"
            r"dismantled|removed|placed under|destroyed|frozen|transferred|handed over|stationed|lifted)"
        ),
        r"^\W*(?:\(?[1-9a-h]\)|[1-9a-h]\.)\s+(?=.{0,90}\b(?:would|should|shall|will)\b)",
        (
            r"WE(?: therefore| would(?: \w+)?| should(?: \w+)?| do| also| now| again| further| must| formally|"
            r" could| hereby| wish to| want to| like to| can| may)* (?:propose|suggest|offer|recommend)S\b"
        ),
        (
            r"(?:would|should) like to (?:propose|suggest|offer|put forward|make (?:\w+ ){0,2}(?:proposals?|"
            r"suggestions?|offer))"
        ),
        r"(?:my|our)(?: \w+)? (?:proposal|suggestion|offer) (?:is (?:that|to|as)|would|to|that|provides)",
        (
            r"WE(?: now| am| are| hereby| can)* (?:put(?:ting)? forward|submit(?:ting)?|advanc(?:e|ing)|present|"
            r"mak(?:e|ing))~ (?:proposals?|suggestions?|offer|drafts?)"
        ),
        r"(?:make|submit|advance|have) the following (?:\w+ )?(?:proposals?|suggestions?|offer)",
        (
            r"WE (?:WOULD|could|can)(?: also| certainly| well| then| therefore| readily| gladly| of course| even|"
            r" both| now)* (?:agree(?! \w* ?with| that there)|accept|consider|welcome|favou?r|support|undertake|"
            r"be prepared|be ready|be willing|be glad|withdraw|remove|reduce|conclude|sign|launch|contribute|"
            r"provide|supply|exchange|begin|start|settle|come to (?:an )?agreement)"
        ),
        (
            r"WE(?: also| fully| therefore| readily| now| gladly| hereby)* (?:agree|consent|accede|assent)S (?:to|"
            r"on the|in principle|that \w+ (?:should|must|will|shall))"
        ),
        r"WE agree,?(?: for \w+,?| also,?)* on (?:a|an|the)\b",
        r"WE accept (?:your|the|this|these|his|with)",
        r"WE (?:WOULD|DO|WILL|HAVE)~ (?:not|no)(?: raise| have| any)* object(?:ion|ions)?\b",
        (
            r"let us\b(?! (?:suppose|assume|imagine|look|talk about|take|not (?:deceive|forget)|recall|say|face|"
            r"be frank|see|hope|remember|ask|turn|consider|objectively|anal\w+|examine|compare|pray))"
        ),
        r"(?:it is|it's|i think it|we think it)~ (?:proposed|suggested) that",
        r"(?:why not (?!so)|could we not|should we not|shall we not)",
    ),
    "invitation": (
        (
            r"(?:i|we|it)(?:,?(?: would| do| should| very much| sincerely| can| only| earnestly| therefore| am|"
            r" are| is| confidently| also| must| strongly| again| wish to| want to| like to| once),?)* (?:hope|"
            r"hopeful|trust|urge|ask|request|appeal|invite|call (?:up)?on|beg|appealing|asking|"
            r"confident)\b,?(?: (?!(?:to|while)\b)\w+,?){0,4}? (?:you|your)\b(?! (?:are (?:well|in good)|had|"
            r"have had|enjoyed|and your family|health|understand me|to understand me|realize|"
            r"will give (?:\w+ ){0,3}thought))"
        ),
        (
            r"(?:i|we) (?:would|should|shall|will)(?: \w+){0,2} (?:appreciate|be (?:very |most |deeply |"
            r"extremely )?(?:grateful|glad|pleased|happy|interested|obliged))(?: \w+,?){0,6}? (?:if you|your|you|"
            r"to (?:have|receive|know|hear|learn|get|see))\b"
        ),
        (
            r"(?:i|we) (?:would|should)(?: very much| also)* like (?:to (?:have|receive|know|hear|learn|get)|"
            r"you(?! to understand)|your|very much (?:to|you))"
        ),
        r"(?:i|we|and|but|i,|we,)(?: \w+,?)? (?:would|should|will|shall)(?: \w+)? welcome",
        (
            r"\bplease (?:let|inform|tell|send|give|advise|take|accept my invitation|feel free|consider whether|"
            r"do not|convey to me|write)"
        ),
        r"(?:let me|let us) (?:know|have) (?:your|what|whether|if|when)",
        (
            r"\b(?:would|could|will|can) you (?:not |please |kindly |be )?(?:agree|consider|let|send|give|come|"
            r"meet|join|tell|willing|able|prepared|ready|use|take|inform|instruct|accept)"
        ),
        (
            r"(?:look(?:ing)? forward to|await(?:ing)?|waiting for)(?: \w+){0,3} (?:hear|hearing|"
            r"your (?:\w+ )?(?:reply|answer|response|views|comments|reaction|visit|arrival|coming)|receiving|"
            r"receive|discussing|further|continuing)"
        ),
        (
            r"(?:welcome|like|appreciate|value|glad to have|have|hear|know|receive) your(?: \w+){0,3} (?:views|"
            r"comments|reactions?|thoughts|ideas|opinion|reply|answer|response|assessment|suggestions|advice|"
            r"judgment)"
        ),
        r"(?:invite|invitation|invited)(?: \w+){0,4} (?:you|to (?:visit|come|attend|meet|send)|for you)",
        (
            r"(?:i|we|my government|the \w+ government) (?:strongly |urgently |earnestly |again |also |therefore |"
            r"most )*(?:urge|appeal|request|call (?:up)?on|ask)s?\b(?! (?:myself|ourselves))"
        ),
        (
            r"(?<!not )(?<!seem )(?:useful|valuable|desirable|good|helpful|best|well|better|advisable|appropriate|"
            r"possible|advantageous|fruitful|wise)(?: now| perhaps)? (?:if|for|to|that|were)~ (?:meet(?! (?:their|"
            r"our|the|its)\b)|discuss|exchanged?|get together|consult|talk|study|compare[d]?|instruct|side|send|"
            r"have a meeting|hold|begin|start|resume)\b"
        ),
        (
            r"(?:we|you and i|the two of us|both of us|our \w+) (?:should|could|might|must|ought to|"
            r"can)(?: \w+)? (?:meet|discuss|exchange|get together|consult|talk)\b"
        ),
        r"(?:i|we) (?:would|should) (?:ask|urge|request|prefer)",
        r"it is (?:now )?(?:up to|for) you",
        r"feel free to",
    ),
    "assurance": (
        (
            r"WE(?: and \w+(?: \w+)?)?(?: therefore| also| both| now| of course| certainly| all| ourselves|"
            r" for \w+ part,?| on \w+ part,?|, for \w+ part,|, of course,|, too,|, therefore,|"
            r", however,)* WILL(?:, of course,|, therefore,|, however,| also| therefore| of course| certainly|"
            r" always| continue| never| not| then| also| now| naturally| ourselves| of course| gladly| do| both|"
            r" in turn| still| immediately| soon| shortly| only| be)* (?!able|win\b|be (?:able|glad to learn|brief|"
            r"frank)|not (?:dwell|go into|conceal|hide|repeat|burden|tire|deny|be surprised|take up)|say|speak|"
            r"tell|add|mention|repeat|recall|quote|cite|confine|limit|permit|allow|dwell|conceal|hide|frankly|"
            r"try to explain|be (?:frank|brief)|refer|see|recogni[sz]e|understand|realize|know|find|remember|"
            r"forget|believe|appreciate|live|deny|suffer|lose|manage|have\b(?! to)|succeed|describe|address|engage|"
            r"become|fall|perish|excuse|pardon|forgive|escape|not escape|be (?:holding|celebrating)|soon be|"
            r"have (?:read|seen|noted|observed|noticed|received|learned))\w+"
        ),
        (
            r"WE(?: fully| certainly| also| still| do| firmly| now| therefore| of course| for \w+ part)* (?:intend|"
            r"mean|plan|undertake|pledge|promise|guarantee|vow|commit|engage|reaffirm|reiterate|"
            r"confirm)S\b(?! (?:receipt|what|my (?:deep|view)|the receipt))"
        ),
        (
            r"WE AM(?: fully| firmly| also| still| not| now| therefore| deeply| both| absolutely| equally| always|"
            r" already| doing| just as)* (?:determined|resolved|committed|pledged|bound|obligated|"
            r"obliged to (?:honou?r|keep|respect)|seeking|going to|doing (?:all|everything|our|my)|taking (?:steps|"
            r"measures|action|the necessary)|sending|instructing|asking (?:my|our|the|ambassador|secretary|mr)|"
            r"authori[sz]ing|directing|giving instructions|planning|continuing|making every|working|"
            r"not interested in|loyal|faithful)"
        ),
        (
            r"WE HAVE(?: also| now| therefore| already| accordingly| just| today| immediately)* (?:instructed|"
            r"ordered|authori[sz]ed|directed|given(?: \w+){0,3} (?:instructions|orders)|decided(?! to (?:address|"
            r"write|approach|send you|turn|tell|inform))|undertaken|pledged|asked (?:ambassador|secretary|mr|my|"
            r"our|the)|no (?:intention|desire|wish|designs?|claims?|interest in|territorial|aggressive|plans?|"
            r"aims?|thought)|(?:never|not) had|agreed|resolved|in mind to|arranged)"
        ),
        (
            r"(?:has|have|had|harbou?r|with|is|there is) (?:absolutely |neither |no )?(?:no )?(?:intentions?|"
            r"desire|wish|designs?|territorial claims|aggressive)(?: whatsoever| whatever)? (?:of|to|on|upon|"
            r"against)"
        ),
        (
            r"WE DO not (?:intend|seek|want|wish|need|plan|desire|claim|threaten|propose|aspire|demand|covet|"
            r"contemplate|ask|insist)\b(?! to (?:argue|enter|go into|dwell|conceal|bore|burden|suggest|imply|hide|"
            r"discuss|repeat|engage|quarrel|exaggerate|minimize))"
        ),
        r"neither (?:we|i|the|our|my)\b.{0,60}\b(?:need|seek|want|desire|intend|covet)",
        (
            r"you (?:can|may|should|must)(?: always| fully| safely| therefore)* (?:believe my|(?:be (?:sure|"
            r"assured|certain|confident|absolutely)|rest assured|count|rely|depend|trust)\b(?=.{0,160}\b(?:will|"
            r"shall|would|intend|intends|intention|determined|determination|desire|designs?|resolved|never|stand|"
            r"stands|continue|do our|do my|do all|do everything|no|nobody|nothing)\b))"
        ),
        (
            r"(?:i|we)(?: can| wish to| want to| would| hereby| should like to| could| once again| again| must|"
            r" do)* (?:assure\b(?=.{0,160}\b(?:will|shall|would|intend|intends|intention|determined|determination|"
            r"desire|designs?|resolved|never|stand|stands|continue|do our|do my|do all|do everything|no|nobody|"
            r"nothing)\b)|give you (?:my|our)(?: \w+)? (?:word|assurance|promise))"
        ),
        (
            r"(?:give|gives|given|giving|my|our|solemn|full|renewed|categorical|this) (?:\w+ )?(?:assurances?|"
            r"pledges?|guarantees?|promises?|word of honou?r)"
        ),
        (
            r"(?:our|my|its)(?: \w+)?(?: \w+)? (?:policy|intention|intentions|determination|resolve|commitments?|"
            r"obligations?|pledge)(?: \w+)? (?:is|are|remains?|has been|to|will|stand|that)"
        ),
        (
            r"(?:do|doing) (?:everything|all|our (?:best|utmost|part)|my (?:best|utmost|part)|whatever|"
            r"what) (?:possible|in|that|we|i|to|is|lies|its power)"
        ),
        (
            r"(?:we|i|our \w+)\b.{0,60}\b(?:and|but) (?:will|shall) (?:not )?(?:continue|always|never|remain|"
            r"recognize|do|keep|maintain|support)\b"
        ),
        r"(?:do|doing) (?:our|my|their|its) (?:best|utmost|part|share)",
        (
            r"WE(?: firmly| still| always| also| consistently)* (?:stand by|abide by|adhere|hold to|honou?r|"
            r"respect|maintain|uphold|observe|keep to|comply|carry out|fulfill?)S\b"
        ),
        (
            r"(?:will|shall) be (?:honou?red|observed|kept|continued|withdrawn|respected|fulfilled|implemented|"
            r"maintained|removed|carried out|returned|delivered|given|made available|taken into account|held|"
            r"discontinued|dismantled|sent|instructed|authori[sz]ed|known only|published)"
        ),
        (
            r"(?:neither|no|nor|nothing)\b.{0,80}\b(?:will|shall) (?:be allowed|be permitted|deter|prevent|"
            r"determine|change|cause|force)\b.{0,60}\b(?:us|our|my|this government|me)\b"
        ),
        r"WE(?: HAVE)? reserve~ (?:the )?right",
        (
            r"WE must(?: therefore| also| continue to| of course)* (?:insist|maintain|continue|meet|keep|defend|"
            r"uphold|protect|reserve|fulfill?|honou?r|stand)"
        ),
        r"(?:in|on) (?:our|my) (?:part|side).{0,40}(?:will|shall)\b",
        r"(?:keep|hold|treat)\w*(?: \w+){0,4} (?:confidential|secret|private|in confidence|strictly)",
    ),
    "hint": (
        (
            r"(?:it|this|that|there|one|they|these|such \w+|something|ways?|means|solutions?|agreements?|"
            r"arrangements?|formula\w*|progress|understanding) (?:might|may|could|would)(?: well| also| perhaps|"
            r" possibly| then| certainly| even| surely)* (?:be (?:possible|useful|desirable|worth\w*|helpful|"
            r"considered|arranged|worked out|found|discussed|agreed|resolved|solved|devised|reached|settled|"
            r"advisable|appropriate|best|wise|good|easier|easy|feasible|of (?:use|interest|value))|think of|"
            r"envisage|consider)"
        ),
        (
            r"WE(?: DO)? (?:would )?not (?:exclude|rule out|preclude|discount)|(?:not|cannot) (?:be )?(?:excluded|"
            r"ruled out|precluded)"
        ),
        r"\bperhaps (?:we|you|our|it|this|one|the two|a |some )",
        r"(?:i|we) (?:sometimes |often |do )?wonder (?:whether|if)",
        (
            r"(?<!that )(?<!whether )(?<!how )(?<!if )(?<!so )WE (?:might|could)(?: perhaps| possibly| also| even|"
            r" well| now| then| both)* (?:consider|discuss|meet|try|explore|examine|study|begin|start|find|seek|"
            r"exchange|reach|instruct|make|work|join|agree|move|go|take|proceed|continue|return|do|arrange|"
            r"announce|set)\b"
        ),
        (
            r"(?:could|might|may)(?: also| surely| perhaps)* be (?:worked out|found|arranged|agreed|solved|"
            r"resolved|settled|reached|devised|achieved|overcome)"
        ),
        r"(?:possible|prepared) to (?:find|work out|devise|envisage|reach|arrange)",
    ),
}
"""Phrases that make a sentence a statement of a kind, wherever in it they stand."""

CONDITIONS = (
    (
        r"(?<!as )(?<!even )(?<!what )(?<!see )(?<!know )(?<!wonder )(?<!ask )(?<!doubt )(?<!nor )(?<!asked "
        r")(?<!wondered )\bif\b(?! (?:i may|i say|i may say|i tell|you (?:will|would) (?:permit|allow|excuse|"
        r"forgive)|possible|any\b|not\b|anything|necessary|only\b|ever\b|so\b|i understand|we (?:look|compare|"
        r"examine|take into|speak|recall|judge|consider)|one\b|you (?:look|recall|please|compare)|"
        r"i (?:am not mistaken|remember|recall|correctly|might|were to say)|this (?:is|was) (?:the|your|so|true)|"
        r"it (?:had|has) not been|it (?:were|was) not|that is (?:the|so)|he had|they had|we had))"
    ),
    r"\bunless\b",
    (
        r"(?<!has )(?<!have )(?<!had )(?<!is )(?<!are )(?<!be )\bprovided(?: that| of course| only)?\b(?! (?:by|"
        r"for|with|in|to|the|under|us|me|an|a)\b)"
    ),
    r"\bproviding (?:that|the|it|you|both|they)\b",
    r"\bon (?:the )?(?:\w+ )?condition\b",
    r"\bon the understanding\b",
    r"\bonly (?:if|when|after|on|by|under|where|provided|in case|through|with)\b",
    r"\b(?:as|so) long as\b",
    r"\bmust first\b|\bfirst (?:be|necessary|have to)\b",
    r"\bdepend(?:s|ed|ing|ent)?(?: \w+)? (?:up)?on\b",
    r"\b(?:conditional|contingent|conditioned) (?:up)?on\b",
    r"\bsubject to (?:the|your|our|approval|agreement|confirmation|a|such|congress|review)\b",
    r"\b(?:prerequisite|precondition|pre-condition|essential condition|necessary condition|sine qua non)s?\b",
    r"\bonce (?:we|you|this|the|such|that|these|it|an?|agreement|there|they|our|both)\b",
    (
        r"\b(?:when|as soon as|after) (?:we|you|such|both|preliminary|agreement|there)\b.{0,80}?\b(?:is|are|"
        r"has been|have been|have|has|reach\w*|agree\w*|receive\w*|determine\w*)\b"
    ),
    r"\b(?:not|cannot|could not|will not|no)\b.{0,60}\b(?:until|before|without|till)\b",
    r"\bin (?:that|this|such a|the) (?:case|event)\b(?! of)",
    r"\bin return (?:for)?\b|\bin exchange for\b",
    r"\bas soon as\b(?! possible| (?:\w+ ){1,2}had\b)",
    r"\bassuming (?:that|you|this|it|there)\b",
    (
        r"\bshould (?:you|the \w+ (?:government|side)|they|it) (?:\w+ ){0,1}(?:agree|wish|decide|find|desire|"
        r"accept|prefer|be willing)\b"
    ),
    r"\bawait\b.{0,40}\b(?:further|exploration|agreement|outcome)\b",
    r"^\W*(?:but |and )?then\b.{0,120}\bwould\b",
    r"\bimpossible to (?:come to|reach|conclude|agree|solve)\b.{0,60}\bwithout\b",
    r"\bfor (?:this|that|there|us|it)(?: \w+)? to (?:be|happen|succeed|occur)\b|\bthere would have to be\b",
)
"""Words that make one thing depend on another."""

ACTS = (
    (
        r"WE(?: \w+ly| also| then| now| always| both| again| still| too| all|, of course,|, therefore,|"
        r", then,)* (?:WILL|WOULD(?! (?:like to (?:avail|express|thank|say)|hope|appreciate|say|think|wish|suppose|"
        r"expect|not wish))|can(?! (?:hardly|only|expect|see|say))|could|cannot|AM (?:\w+ )?(?:ready|prepared|"
        r"willing|agree\w*))\b"
    ),
    (
        r"(?:you and i|both sides|the (?:two|three|four) (?:\w+ )?(?:powers|governments|sides)|agreement|solution|"
        r"settlement|question|problem|treaty|this|it|forces|troops)\b(?:[ ,]+[\w'-]+){0,6}? (?:can|could|will|"
        r"would|shall|might)(?: \w+)? be (?:\w+ )?(?:reached|agreed|solved|resolved|settled|concluded|signed|"
        r"possible|found|overcome|achieved|removed|met|held|accepted|acceptable|(?:possible|easy|easier) to \w+)\b"
    ),
    r"(?:forces|troops|planes|aircraft|ships|weapons|bases|personnel|measures) (?:will|would|shall|could|can)\b",
    r"to (?:come to|reach|conclude) an? (?:\w+ )?agreement",
    r"(?:ready|prepared|willing) to",
)
"""Words of an act or agreement of his side, without which a condition is somebody else's."""

COURTESIES = (
    (
        r"^(?:\W*(?:dear|mr\.?|your (?:excellency|majesty)|excellency)\b.{0,40})?\W*(?:(?:may|let) (?:i|"
        r"me)(?: first| also| again)*,?|(?:i|we)(?: wish to| want to| would like to| should like to| must| also|"
        r" very| much| deeply| sincerely| was| were| am| are| should| would| greatly| most| have| so| do|"
        r" can)*),? (?:thank|grateful|appreciate|appreciated|congratulate|congratulations|pleased|glad|gratified|"
        r"happy|delighted|touched|sorry|regret|honou?red|received|express my (?:deep |sincere |"
        r"warm )?(?:appreciation|thanks|gratitude|sympathy|condolences))\b"
    ),
    (
        r"\b(?:thank you|my thanks|warm(?:est)? regards?|best (?:regards|wishes)|good wishes|kind(?:est)? regards|"
        r"sincere(?:st)? (?:regards|wishes|congratulations)|high(?:est)? (?:consideration|esteem)|good health|"
        r"happiness|congratulations|warm (?:greetings|wishes))\b"
    ),
    r"\b(?:pleasure|privilege|honou?r) (?:of|to) (?:meet|meeting|see|seeing|talk|receive|receiving|have|welcom)",
    r"\blook(?:ing)? forward to (?:seeing|meeting|the pleasure|talking)\b",
)
"""Courtesies: they promise nothing."""

REPORTS = (
    r"\b(?:inform|informed|told|tell|tells|assured|notified|advised|warned|informs) (?:me|us)\b",
    (
        r"\byour (?:\w+ )?(?:statement|view|suggestion|proposal|assurances?|letter|belief|opinion|feeling|"
        r"readiness|willingness|intention|hope|decision|wish|desire|position|remarks?|expressed \w+)s?\b"
    ),
    (
        r"\b(?:he|she|they|you|mr\. \w+|radio|press|newspapers?|spokesm[ae]n|ambassador(?: \w+)?|"
        r"minister) (?:\w+ ){0,2}?(?:said|says|stated|states|announced|announces|declared|declares|claimed|"
        r"made it (?:\w+ )?(?:plain|clear)|confirm|confirms|confirmed|indicated|asserts?|felt|feels?|suggested|"
        r"proposed)\b"
    ),
    (
        r"^\W*(?:but |and |as |moreover, |thus, |then |further, |however, |when |while |if |indeed,? |true,? |"
        r"now )*(?:you|your (?:letter|message|government|statement|ambassador|reply|note|secretary|"
        r"representatives?|excellency)|he|she|they|mr\. \w+|(?:president|chairman|secretary|ambassador|minister|"
        r"premier|chancellor|marshal|general) \w+)(?: [\w']+){0,3}? (?:say|says|said|write|writes|wrote|state|"
        r"states|stated|mention|mentions|mentioned|refer|refers|referred|suggest|suggests|suggested|propose|"
        r"proposes|proposed|ask|asks|asked|told|tell|indicate|indicates|indicated|express|expressed|point|pointed|"
        r"speak|spoke|argue|argued|claim|claimed|assert|asserted|maintain|maintained|declare|declared|recall|"
        r"emphasize|emphasized|inquire|added|observe|observed|insist|insisted|agreed|assured|replied|raise|raised|"
        r"confirm|confirms|confirmed)\b"
    ),
)
"""How a sentence begins that tells of somebody else's words."""

QUESTIONS = frozenset({"invitation", "offer", "hint"})
"""What a question can be; other questions ask for facts, or reproach."""
