"""The phrases of commitment, by what they make of a sentence: tables of regular expressions.

In them `WE` is whoever commits himself, `AM`, `HAVE`, `DO`, `WILL` and `WOULD` the auxiliaries that go with him, `US`
and `OUR` his other cases and `S` the ending of his verbs; `SPEAK` and `THINK` are verbs that promise nothing: what he
will say, and what he will feel or come to know. All of these are in `voices`. `…` stands for adverbs, and `~` for up to
four words of any kind but "not". Everything is matched without regard to case, apostrophes made straight. A condition
stands here where it needs no act beside it; others are in `conditions`.
"""

__all__ = ["KINDS", "PHRASES", "QUESTIONS"]

KINDS = ("threat", "condition", "refusal", "offer", "invitation", "assurance", "hint")
"""What a statement can be, in the order in which it is decided: the first that fits."""

PHRASES: dict[str, tuple[str, ...]] = {
    "threat": (
        r"WE… (?:WILL|WOULD)~ (?:be|feel|find \w+)~ (?:obliged|forced|compelled|constrained)",
        r"WE… AM (?:obliged|forced|compelled) to (?:take|respond|react|act|close|draw)",
        (
            r"\bif (?:we|you|your \w+|the \w+ (?:government|side|powers)|they|agreement)~ (?:not|refuses?|fails?|"
            r"persists?|insists?|reject\w*|continues?|decides? to)\b.{3,140}\b(?:then )?WE…(?: and other \w+)? WILL\b"
        ),
        (
            r"WE (?:WILL|WOULD)… have (?:no (?:other )?(?:choice|alternative|option)|no recourse|to (?:draw the|take "
            r"(?:\w+ ){0,2}(?:measures|steps|action)|resort|retaliate|respond|react))"
        ),
        (
            r"(?:will|would|could|may|might|must|shall)~ (?:have|entail|lead to|bring|cause|involve)~ (?:grave|"
            r"serious|dangerous|disastrous|incalculable|catastrophic|heavy|far-reaching|grievous|dire|unforeseeable|"
            r"tragic)(?: \w+)? consequences?"
        ),
        r"(?:fraught with|not evade)\b.{0,40}\b(?:consequences?|responsibility)",
        r"(?:must|will|would|shall)~ (?:bear|take|assume|carry)~ (?:responsibility|consequences)",
        r"(?:responsibility|blame)~ (?:will|would|shall|must)~ (?:rest|fall|lie|be (?:on|upon|borne))",
        (
            r"WE (?:WILL|WOULD|could|can)(?: ?not)~ (?:remain|stand|be|sit)~ (?:idle|idly|indifferent|bystanders|"
            r"(?<!to )passive|by\b(?! you)|aside)"
        ),
        (
            r"(?:will|would|shall|to)~ (?:resolute|crushing|firm|decisive|devastating|proper|due|fitting) (?:rebuff|"
            r"retaliation|blow)"
        ),
        r"(?:will|shall|would) be (?:met|repelled|countered|answered|resisted) (?:by|with) (?!you\b|the same)",
        r"WE… (?:WILL|WOULD)~ (?:meet|resist|oppose|repel)~ (?:with|by) (?:force|all)",
        (
            r"(?<!fear that )(?:this|that|it|which|such \w+|you\w*|\w+ion|attempts?|steps?|actions?)… (?:will|would|"
            r"could|may|might)(?: only|…) (?:lead|bring|push|drag|plunge)~ (?:war|conflict|catastrophe|disaster|abyss|"
            r"brink|confrontation)"
        ),
        (
            r"(?:will|would|cannot but|could not but)~ (?:adversely affect|cause|provoke|arouse|jeopardi[sz]e|"
            r"endanger|undermine|poison|damage)~ (?:bitterness|indignation|harm|damage|cris[ie]s|tension|relations|"
            r"peace|hostility|disappointment|confidence|trust|negotiations|reactions?|complications|security)"
        ),
        r"(?:will|shall|would)… retaliate",
        r"not hesitate to (?:use|take|act|employ|resort|defend)",
        (
            r"(?:can only|cannot but|cannot fail to|could only|will only|will inevitably) (?:lead to|result in|call "
            r"forth|provoke|bring (?:war|conflict))"
        ),
        r"pay (?:dearly|a (?:heavy )?price)",
        r"at (?:your|their|his) (?:own )?peril",
    ),
    "condition": (
        r"(?:possible|acceptable|conceivable|feasible) only (?:if|when|under|on|after|with|in)",
        (
            r"(?:essential|necessary|indispensable|explicit|first|main|only|basic) condition(?: \w+){0,6}? (?:is|for|"
            r"of|to)\b"
        ),
        (
            r"(?:is|are|as|be|remains?) (?:an? |the )?(?:\w+ )?(?:prerequisite|precondition|pre-condition|sine qua "
            r"non|essential condition|indispensable condition)s?"
        ),
        (
            r"(?:only|not) (?:be )?(?:possible|succeed|achieved|reached|solved|settled|resolved|accept\w*|"
            r"agree)\b.{0,50}\b(?:if|without|unless|until)\b"
        ),
        r"(?:impossible|not possible) (?:to )?[\w ]{0,40}\b(?:without|unless|until)\b",
        r"(?:would|will|must) (?:first )?(?:have to )?be (?:\w+ly )?\w+ (?:\w+ly )?before\b",
        r"it is (?:of course )?provided that|minimum that is (?:necessary|required)",
        r"how .{0,60}\b(?:will|would)\b.{0,40}\bdepends? (?:up)?on",
        r"(?:cannot|can not|could not|can never|will not) (?:[\w]+ ){0,5}be \w+\b.{0,50}\b(?:until|without|unless)",
        r"^\W*(?:but |and )?only (?:then|when|after|if|by)\b.{0,80}\b(?:can|could|will|shall|would)\b",
        (
            r"for (?:this|that|there)\b.{0,90}\b(?:would|will) (?:have|need) to|would (?:\w+ )?have to be (?:\w+ed|"
            r"met|put|found)"
        ),
    ),
    "refusal": (
        (
            r"WE…(?: and [\w' ]{2,30})? (?:can ?not|can't|could not|couldn't|can never|can in no way|could never|can "
            r"no longer)…(?! (?:SPEAK|THINK|but|help|agree (?:\w+ )?(?:with|that|about)|accept (?:this|that|your|such "
            r"an?|the) (?:view|argument|interpretation|explanation|version|characteri|thesis|contention|reasoning)|"
            r"regard|consider|imagine|doubt|comprehend|fully|perceive|bring|even|be\b|close (?:our|my) eyes|shut|"
            r"prejudice|remain|refrain|underestimate|conceive|claim|guess|foresee|predict|exclude|disagree|do (?:so|"
            r"that|it)? (?:better|otherwise)|rule out|discount|share|follow|measure|boast|complain|trace)) \w+"
        ),
        (
            r"WE…(?: and)? (?:WILL|WOULD|may|must)… (?:not|never)~ (?:agree|accept|permit|allow|tolerate|consent|"
            r"recogni[sz]e|concede|be (?:a )?party|go along|approve|acquiesce|entertain|yield|give (?:up|in)|abandon|"
            r"surrender|subscribe|submit|sign|negotiate|bargain|retreat|withdraw|participate|take part|support|bow|"
            r"capitulate|be (?:willing|prepared|ready|able) to(?! (?:SPEAK|THINK|find))|consider)(?! (?:itself|myself|"
            r"ourselves|themselves)\b)"
        ),
        r"WE… AM… not… (?:in a position|prepared|ready|willing|able|disposed|at liberty)(?! to (?:SPEAK|THINK))",
        r"WE… AM… (?:unable|unwilling|(?:resolutely |firmly )?(?:opposed|against))(?! to (?:SPEAK|THINK))",
        (
            r"WE…(?: must| continue to| WILL| WOULD| have to| DO)?… (?:reject|refuse|decline|oppose|object to|protest "
            r"against|rule out)S\b"
        ),
        (
            r"WE… DO not… (?:agree to|accept(?! (?:your|the) (?:view|argument))|recogni[sz]e|consent|favou?r|see "
            r"(?:any|the|how|our way) (?:need|reason|possibility|way|point|we|to)|(?:consider|think|believe|find)~ "
            r"(?:possible|appropriate|acceptable|necessary|right|useful|wise|advisable)|propose to)"
        ),
        r"WE… see no (?:possibility|way|prospect|need|reason|basis|grounds?|point|purpose|advantage)",
        (
            r"WE… (?:would|should)… not… (?:favou?r|wish to|want to|like to|support|welcome|care to|be (?:inclined|"
            r"happy|willing|prepared|able)|recommend|advise)(?! (?:SPEAK|THINK))"
        ),
        r"neither (?:do|can|could|would|shall|will) (?:i|we) (?:see|accept|agree|permit|consent)",
        r"WE… must… (?:decline|refuse|reject|oppose|say no)",
        (
            r"(?:is|are|be|remains?|wholly|totally|quite|completely|absolutely|situation|proposals?) (?:\w+ly "
            r")?(?:unacceptable|inadmissible|impermissible|out of the question)(?! to (?!us|me|my|our|the gov|not))"
        ),
        r"(?:is|are|would be|be) not (?:acceptable|admissible|permissible|negotiable|open to discussion)",
        r"(?:there|it) (?:can|could|will|is) be no question of|there is no question of|no question of (?:our|my)",
        (
            r"(?:cannot|can not|could not|must not) be~ (?:accepted|agreed|tolerated|permitted|allowed|satisfied with|"
            r"a subject of|imposed|negotiated)"
        ),
        r"not (?:be )?possible\b.{0,50}\bto (?:meet|implement|accept|agree|comply|accede)",
        (
            r"(?:is|be) (?:\w+ly )?(?:impossible|not possible|unthinkable|inconceivable) (?:for (?:me|us|our|my|the "
            r"\w+ government)|to (?:accept|agree|consent|accede|comply|permit|allow))"
        ),
        r"(?:resolutely|categorically|firmly) (?:reject|oppose|object|protest)",
        (
            r"(?:would|will) (?:\w+ )?(?:be|seem) (?:\w+ly )?(?:unwise|premature|wrong|a mistake|inadvisable|"
            r"undesirable|inappropriate) (?:to|for|if)"
        ),
        (
            r"(?:no one|nobody|you) (?:can|could|should|must|may) not expect|(?:no one|nobody) (?:can|could) "
            r"expect\b.{0,60}\b(?:agree|agreement|consent|us|me|accept)"
        ),
        r"WE…(?:, as you know,)? would… (?:oppose|resist|reject|refuse|decline)",
        (
            r"(?:presents?|raises?|causes?|creates?) (?:\w+ ){0,2}difficult(?:y|ies) for (?:us|me)|gives? us (?:\w+ "
            r"){0,2}difficult(?:y|ies)"
        ),
        (
            r"(?:should|must|can)(?:,? \w+,)? ?not be (?:linked|connected|made (?:dependent|conditional)|tied|imposed|"
            r"forced|used (?:to|as)|interpreted)"
        ),
        r"(?:cannot|can not|could not|should not) expect (?:us|me|our|my)",
        (
            r"WE… (?:HAVE|raise|see)(?: to raise)?…(?: considerable| serious| strong| grave| great)* objections? "
            r"(?:to|against)"
        ),
        (
            r"(?:cannot|can not|can never|could never) (?:accept|agree to|consent|permit|tolerate|provide a basis|"
            r"serve as a basis|be a basis|satisfy us)"
        ),
        r"(?:impossible|unacceptable|inadmissible)\b.{0,20}\b(?:our|my) (?:point of view|view|position|standpoint)",
        (
            r"no (?:one|(?:\w+ )?government|self-respecting \w+) (?:can|could|will|would|is)(?: \w+)? (?:allow|permit|"
            r"agree|accept|tolerate|disposed|prepared|willing|ready)"
        ),
        r"(?:cannot|can not|could not) (?:fail to|but) (?:reject|refuse|oppose|protest|decline)",
    ),
    "offer": (
        (
            r"WE…(?: and \w+(?: \w+)?)? AM… (?:ready|prepared|willing|disposed|inclined to (?:accept|give|consider|"
            r"support)|happy|glad|pleased|delighted|at your disposal|agreeable|open)(?:, [\w' ]{3,40},| [\w' "
            r"]{3,30})?? (?:to|for)\b(?! (?:SPEAK|THINK|receive|have|get|congratulate|extend|be\b|welcome|say|"
            r"continue our))"
        ),
        r"WE… AM… (?:ready|prepared|willing) (?:for|to accept|to continue)",
        (
            r"(?:and|but|also|always|, while|therefore|nevertheless) (?:am|are|is)… (?:ready|prepared|willing)(?: "
            r"\w+){0,4}? to (?!be\b)\w+"
        ),
        (
            r"(?<!you )(?<!they )(?<!he )(?<!you be )(?<!was )(?<!were )(?<!been )(?<!would be )(?<!now be )(?<!being "
            r")(?<!might be )(?<!may be )(?:ready|prepared|willing) to (?:agree|discuss|consider|negotiate|accept|"
            r"meet|enter|conclude|sign|undertake|seek|cooperate|examine|study|join|contribute)"
        ),
        r"OUR (?:readiness|willingness|preparedness)(?! (?:was|were))",
        r"WE… AM… not… (?:opposed|against|averse)",
        (
            r"(?:(?:express|declare|confirm|give) (?:my|our) (?:\w+ )?(?:agreement|consent)|(?:is|are) (?:\w+ "
            r")?acceptable to US)"
        ),
        (
            r"(?:in accordance with|according to|under|as part of) (?:our|my|the soviet|the american|the united "
            r"states) (?:\w+ )?(?:proposals?|suggestions?|plan|offer)"
        ),
        (
            r"WE… (?:HAVE )?(?:make|renew|repeat|reaffirm|maintain)S (?:this|that|my|our|the same) (?:\w+ "
            r")?(?:proposal|suggestion|offer)"
        ),
        r"(?:i|we) agree,? (?:\w+ ){0,6}?that \w+ \w+ be \w+ed",
        (
            r"(?<!if )(?:would|could|should|will|shall)(?: \w+)? be (?:cut|reduced|withdrawn|located|dismantled|"
            r"removed|placed under|destroyed|frozen|transferred|handed over|stationed|lifted|empowered)"
        ),
        (
            r"^\W*(?:\(?[1-9a-h]\)|[1-9a-h]\.)\s+(?=.{0,90}\b(?:would|should|shall) (?!SPEAK|be of|also recall|recall|"
            r"like))(?! ?i (?:hope|would|should))"
        ),
        (
            r"^\W*(?:and |but |then )?there would(?: \w+)? be\b(?! (?:no (?:doubt|need|use|sense|point|such|question)|"
            r"a (?:danger|risk)|removed|difficult|little|nothing|something))"
        ),
        (
            r"(?:the|this|that|such an?|an?|its|these|those|their) (?:\w+ )?(?:object|aim|purpose|idea|plan|meetings?|"
            r"conference|assembly|exchange|commission|agency|treaty|agreement|talks|text|arrangements?|body|office|"
            r"authority|constitution|zone|organ|procedure|sides|parties|committee|announcement|units?|troops|"
            r"contingents?) (?:would|should|(?:is|are) to)(?: \w+ly| also| not| then)* (?:be\b(?! (?:in\b|an? "
            r"(?:great|major|useful|step)|of (?:great|no)|useful|valuable|possible|able|difficult|easy))|have\b(?! "
            r"been)|include|consist|provide|cover|meet|sit|report|last|decide|comprise|set up|undertake|agree|refrain|"
            r"recogni[sz]e|respect|apply)"
        ),
        (
            r"(?:our|their|all|present|joint|common) (?:\w+ )?efforts? (?:\w+ ){0,3}?(?:should|must)\b|"
            r"efforts\b.{0,25}\bshould be directed"
        ),
        (
            r"(?:must|should)(?: \w+)? be (?:our|a common) (?:\w+ )?(?:aim|goal|object|objective|task|purpose)|our "
            r"(?:\w+ )?(?:aim|goal|object|objective|task) (?:must|should) be"
        ),
        (
            r"(?:we|you and i|our \w+) can(?: now| both| together)? (?:move forward|proceed|go forward|make progress|"
            r"act together)"
        ),
        r"necessary to (?:agree|conclude|sign|come to an agreement|reach (?:an )?agreement)",
        r"(?:the )?\w+ proposals? (?:still )?stands?\b",
        (
            r"WE…(?: would(?: \w+)?| should(?: \w+)?| do| must| could| wish to| want to| like to| can| may)*… "
            r"(?:propose|suggest|offer|recommend)S\b(?! that (?:we|you and i|our \w+) (?:\w+ )?(?:meet|talk)\b)"
        ),
        (
            r"(?:would|should) like to (?:propose|suggest|offer|put forward|make (?:\w+ ){0,2}(?:proposals?|"
            r"suggestions?|offer))"
        ),
        r"(?:my|our)(?: \w+)? (?:proposal|suggestion|offer) (?:is (?:that|to|as)|would|to|that|provides)",
        r"here is what (?:i|we) (?:propose|suggest|offer)",
        (
            r"WE(?: now| am| are| hereby| can)* (?:put(?:ting)? forward|submit(?:ting)?|advanc(?:e|ing)|present|"
            r"mak(?:e|ing))~ (?:proposals?|suggestions?|offer|drafts?)"
        ),
        r"(?:make|submit|advance|have) the following (?:\w+ )?(?:proposals?|suggestions?|offer)",
        (
            r"WE… (?:WOULD|could|can)(?: both| well)?… (?:agree(?! \w* ?with| that there)|accept|consider(?! it)|"
            r"favou?r|support|undertake|be prepared|be ready|be willing|withdraw|remove|reduce|conclude|sign|launch|"
            r"contribute|provide|supply|exchange|begin|start|settle|come to (?:an )?agreement|let|allow|release|"
            r"return)"
        ),
        (
            r"WE… (?:agree|consent|accede|assent)S (?:to|on the|in principle|that \w+ (?:should|must|will|shall)|that "
            r"there (?:should|must))"
        ),
        r"WE agree,?(?: for \w+,?| also,?)* on (?:a|an|the)\b",
        r"WE… accept (?:your|the|this|these|his|with)(?! (?:view|argument|explanation))",
        r"WE… (?:WOULD|DO|WILL|HAVE)~ (?:not|no)(?: raise| have| any)* object(?:ion|ions)?\b",
        (
            r"let us\b(?:,[^,]{2,30},| then| now| therefore| also| all| both| at last| together| \w+ly)*+(?! (?:SPEAK|"
            r"THINK|suppose|assume|imagine|look|take (?:the|an?|this|for) (?:\w+ )?(?:example|instance|fact|question|"
            r"problem|case)|not|recall|talk|turn|consider|anal|examine|compare|pray|leave|go back|start from|proceed "
            r"from|face|be (?!guided)|to the|allow))"
        ),
        (
            r"(?:i|we)… (?:believe|think|feel|consider)(?: it is necessary)?(?: that)? (?:we|our two \w+|the two \w+|"
            r"you and i|both \w+)… (?:should|ought to)\b…(?! (?:SPEAK|THINK|not\b|be\b))"
        ),
        (
            r"(?:it is|in) (?:my|our) (?:\w+ )?(?:conviction|view|belief|opinion|position|"
            r"judgment)\b[^;.]{0,90}\bshould\b[^;.]{0,12} be\b"
        ),
        r"let (?:the|our) (?:two |\w+ )?(?:[\w ]{0,20})?(?:sit down|meet|agree|decide|draw up|work out)",
        r"(?:it is|it's|i think it|we think it)~ (?:proposed|suggested) that",
        r"(?:why not (?!so)|could we not|should we not|shall we not)",
        (
            r"WE… would…(?! (?:SPEAK|THINK|not\b|never|say|prefer|welcome|ask|urge|request|indeed|only|simply|in "
            r"effect|rather|sooner|suggest|consider it)) \w+"
        ),
        r"WE… (?:would )?…prefer to\b(?! (?:SPEAK|THINK))",
        (
            r"(?:heads of (?:state|government)|(?:foreign )?ministers|representatives|experts|specialists|negotiators|"
            r"engineers|pilots|inspectors|commission|committee|conference|meeting|talks|delegations) would(?: \w+ly| "
            r"also| then)* (?:arrive|meet|open|begin|start|take place|work|perform|prepare|draw up|discuss|examine|"
            r"decide|agree|report|last|sit|go|have the right)"
        ),
        (
            r"(?:questions?|problems?|issues?|measures?|guarantees?|treaty|steps|negotiations|tests|declaration|"
            r"planning|arrangements?)\b(?:(?! how | whether | why | which )[\w ,]){0,40} should(?: now| also| not| "
            r"therefore| in turn)*(?: \w+ly)* be(?: \w+ly)? \w+(?:ed|en|wn|ught|lt)\b"
        ),
        r"it would be the task of",
        r"it goes without saying that\b.{0,60}\bshould\b",
        r"it is (?:essential|imperative|indispensable|necessary|vital) that (?:\w+ ){1,8}be \w+ed",
        r"you (?:may|can|shall) have (?:the|our|my|a|an|one|all|any|both|half)\b",
        r"the best (?:we|i) could (?:contemplate|do|offer|accept)",
        r"(?:the )?time has come(?: now)? to\b(?! (?:SPEAK|THINK))",
        r"should (?:\w+ )?remain (?:fully )?in force",
    ),
    "invitation": (
        (
            r"(?:i|we)…,?(?: would| do| should| can| must| wish to| want to| like to| am| are| would like to)*… "
            r"(?:hope|hopeful|trust),?(?: that)?… (?:you|your (?:government|side|\w+ side))(?: and [\w ]{2,25})?… "
            r"(?:will|would|can|could|may|might|find|share|send|give|come|agree to|consider)\b…(?! (?:SPEAK|THINK|"
            r"agree (?:with|that)|share (?:my|our|this)|give (?:\w+ ){0,3}thought|recogni[sz]e|be (?!prepared|ready|"
            r"willing|able to (?:send|come|meet|let|give))|continue to enjoy|accept my|accept this|succeed|have (?!an "
            r"opportunity|your)))"
        ),
        (
            r"(?:i|we|my government|the \w+ government)…,?(?: would| do| should| can| must| wish to| want to| like to|"
            r" am| are| have to| feel it my duty to)*… (?:urge|ask|request|appeal|invite|call (?:up)?on|beg|appealing|"
            r"asking|inviting|requesting)s?\b,?(?! (?:myself|ourselves|the question))"
        ),
        (
            r"(?:i|we) (?:would|should|shall|will)(?: \w+){0,2} (?:appreciate|be (?:very |most |deeply |much |"
            r"extremely )?(?:grateful|glad|pleased|happy|interested|obliged|encouraged))(?: \w+,?){0,6}? (?:if (?:you|"
            r"i could (?:hear|have))|your|you|to (?:have|receive|know|hear|learn|get))\b"
        ),
        (
            r"(?:i|we) (?:would|should)(?: very much| also| only)* like (?:to (?:have|receive|know|hear|learn|get)|"
            r"your|very much to)"
        ),
        r"(?:i|we) (?:would|should) like(?: very much)? (?:for )?you to\b(?! (?:SPEAK|THINK))",
        (
            r"(?:i|we|and|but|i,|we,)(?: \w+,?)? (?:would|should|will|shall)(?: \w+)? (?:\w+ ){0,2}welcome\b(?! "
            r"(?:this|the fact))"
        ),
        (
            r"\bplease (?:let|inform|send|give|advise|take|accept my invitation|consider|do not|write|come|tell me|"
            r"tell us|instruct|answer)"
        ),
        r"(?:let me|let us) (?:know|have) (?:your|what|whether|if|when|the|how|by)",
        r"^\W*(?:but |and |so )?tell (?:me|us)\b",
        (
            r"\b(?:would|could|will|can) you (?:not |please |kindly |be )?(?:agree|consider|let|send|give|come|meet|"
            r"join|tell|willing|able|prepared|ready|use|take|inform|instruct|accept|look|ask)"
        ),
        (
            r"(?:look(?:ing)? forward to|await(?:ing)?|waiting for)(?: \w+){0,3} (?:hear|hearing|your (?:\w+ "
            r")?(?:reply|answer|response|views|comments|reaction|visit|arrival|coming)|receiving|receive|learning|"
            r"discussing|further|continuing|exchang\w+)"
        ),
        (
            r"(?:welcome|like|appreciate|value|glad to have|have|hear|know|receive) your(?: \w+){0,3} (?:views|"
            r"comments|reactions?|thoughts|ideas|opinion|reply|answer|response|assessment|suggestions|advice|judgment)"
        ),
        (
            r"(?:i|we|my|our)\b[\w ]{0,30}\b(?:invite|invitation|invited)(?: \w+){0,4} (?:you|to (?:visit|come|attend|"
            r"meet|send)|for you)"
        ),
        (
            r"(?:would|might|may|could|is|it)~ (?<!not )(?<!seem )(?:useful|valuable|desirable|good|helpful|best|well|"
            r"better|advisable|appropriate|effective|advantageous|fruitful|wise)(?: now| perhaps|, [\w ]{2,20},)? "
            r"(?:if|for|to|that|were)~ (?:meet(?! (?:their|our|the|its)\b)|discuss|exchanged?|get together|come "
            r"together|consult|talk|study|compare[d]?|instruct|send|come|have a meeting|begin|start|resume)\b"
        ),
        (
            r"(?<!how )(?<!which )(?:we|you and i|the two of us|both of us|our \w+) (?:should|could|might|must|ought "
            r"to)(?: \w+)? (?:meet|discuss|exchange|get together|consult|talk)\b"
        ),
        r"(?:propose|suggest)s? that (?:we|you and i|our \w+) (?:\w+ )?(?:meet|talk|discuss)",
        r"(?:i|we) (?:would|should)(?: \w+)? (?:ask|urge|request)",
        r"will (?:wish|want|like) to (?:discuss|talk|meet)|may i ask you",
        r"it is (?:now )?(?:up to|for) you",
        r"feel free to",
        r"(?:pleasure|delighted|happy|glad|honou?red)\b.{0,30}\bif you (?:could|would|can|will)",
        r"(?:,|and) (?:urge|ask|request|invite|beg) (?:that )?you\b",
    ),
    "assurance": (
        (
            r"WE…(?: and [\w' ]{2,30}?)? WILL…(?: not| never| only| no longer| continue| do)?…(?! (?:SPEAK|THINK|"
            r"not\b|never|succeed|agree (?:with|that)|be (?:of|on|no|my|our|its|as|that)\b)) \w+"
        ),
        r"WE…(?: and [\w' ]{2,30}?)? HAVE [\w ]{3,30} and WILL\b",
        (
            r"(?:we|i|our \w+|the \w+ government|considers?|government|union)\b.{0,250}\b(?:and|but) (?:will|"
            r"shall)…(?: not| never)? (?:continue|always|never|remain|recognize|do|keep|maintain|support|consult|"
            r"defend|fight|take|make|insure|ensure|give|work|struggle|stand)\b"
        ),
        (
            r"WE… (?:intend|mean|plan|undertake|pledge|promise|guarantee|vow|commit|engage|reaffirm|reiterate|"
            r"confirm)S\b(?! (?:receipt|what|my (?:deep|view)|the (?:receipt|great|importance)|to (?:SPEAK|THINK)))"
        ),
        (
            r"WE… AM… (?:not…)?(?:determined|resolved|committed|pledged|bound|obligated|obliged to (?:honou?r|keep|"
            r"respect)|seeking|going to|doing (?:all|everything|our|my)|taking (?:(?:\w+ )?steps|measures|action|the "
            r"necessary)|sending|instructing|asking (?:my|our|the|ambassador|secretary|mr)|authori[sz]ing|directing|"
            r"giving instructions|planning|continuing|making every|working|not interested in|loyal|faithful|exerting)"
        ),
        (
            r"WE… HAVE… (?:instructed|ordered|authori[sz]ed|directed|designated|appointed|given(?: \w+){0,3} "
            r"(?:instructions|orders)|decided(?! to (?:address|write|approach|send you|turn|tell|inform))|undertaken|"
            r"pledged|(?:asked|requested) (?:ambassador|secretary|mr|my|our|the)(?!.{0,40}\b(?:letter|message))|"
            r"(?:absolutely )?no (?:intention|desire|wish|designs?|claims?|interest in|territorial|aggressive|plans?|"
            r"aims?|thought)|(?:never|not) had|resolved|in mind to|arranged|every intention)"
        ),
        (
            r"(?:orders|instructions)(?: \w+){0,2} (?:have been|has been|were|are being|have|had) (?:\w+ )?(?:given|"
            r"issued|sent|not to|to)"
        ),
        r"HAVE (?:strict |firm |clear )?(?:orders|instructions) (?:not )?to",
        (
            r"(?:has|have|had|harbou?r|with|is|there is) (?:absolutely |neither |no )?(?:no )?(?:intentions?|desire|"
            r"wish|designs?|territorial claims|aggressive)(?: whatsoever| whatever)? (?:of|to|on|upon|against)(?! "
            r"(?:SPEAK|THINK))"
        ),
        (
            r"WE… DO not… (?:intend|seek|want|wish|need|plan|desire|claim|threaten|propose|aspire|demand|covet|"
            r"contemplate|ask|insist)\b(?! to (?:SPEAK|THINK|enter into (?:a|an)|suggest|imply|discuss|engage|"
            r"give))(?! (?:you|that you))"
        ),
        r"neither (?:we|i|the|our|my)\b.{0,60}\b(?:need|seek|want|desire|intend|covet)",
        (
            r"you (?:can|may|should|must)… (?:believe my|(?:be… (?:sure|assured|certain|confident)|rest assured|count|"
            r"rely|depend|trust)\b(?=.{0,160}\b(?:will|shall|would|intend|intends|intention|determined|determination|"
            r"desire|designs?|resolved|never|stand|stands|continue|do our|do my|do all|do everything|no|nobody|"
            r"nothing|us|me)\b))"
        ),
        (
            r"(?:i|we)(?: can| wish to| want to| would| hereby| should like to| could| once again| again| must| do| "
            r"would like to)* (?:assure (?:you|your|our|the)\b(?=.{0,160}\b(?:will|shall|would|intend|intends|"
            r"intention|determined|determination|resolved|never|stand|stands|continue|do our|do my|do all|do "
            r"everything|no|nobody|nothing|(?:is|are) not|welcome|support)\b)|give you (?:my|our)(?: \w+)? (?:word|"
            r"assurance|promise)|state\w* (?:\w+ ){0,3}as a guarantee)"
        ),
        (
            r"(?:WE… (?:HAVE )?(?:give|gives|given|renew|repeat)S (?:\w+ ){0,3}|\b(?:my|our) (?:\w+ )?)(?:assurances?|"
            r"pledges?|promises?|word of honou?r)(?! (?:was|were|of (?:my|our) (?:high|deep)))"
        ),
        (
            r"(?:our|my)(?: \w+)?(?: \w+)? (?:policy|intention|intentions|goal|aim|objective|purpose|determination|"
            r"resolve|commitments?|obligations?|pledge)(?: \w+)? (?:is|are|remains?|to|will|stand)(?! (?:SPEAK|THINK))"
        ),
        (
            r"(?:will|shall|must|am|are|is|to|can|and)… (?:do|doing) (?:everything|all|our (?:best|utmost|part)|my "
            r"(?:best|utmost|part)|whatever|what) (?:possible|in|that|we|i|to|is|lies|its power)"
        ),
        (
            r"WE… (?:stand by|abide by|adhere|hold to|honou?r|respect|maintain|uphold|observe|keep to|comply|carry "
            r"out)S\b(?! (?:the (?:view|opinion)|that))"
        ),
        (
            r"(?:will|shall)(?: not| now| also| then| always| never| no longer| of course| at once)* be (?:honou?red|"
            r"observed|kept|continued|respected|fulfilled|implemented|maintained|carried out|returned|delivered|given|"
            r"made available|taken into account|discontinued|sent|instructed|authori[sz]ed|known only|published|"
            r"turned (?:back|away)|released|opened|reopened|paid|supplied|provided|restored|stopped|halted|shown to|"
            r"consulted|informed|asked to|ordered|lit\b|let (?:in|through|go))"
        ),
        (
            r"^\W*(?:and |but |moreover, )?(?:no|not one|not a single|none of (?:our|my|the)|nobody|no one|"
            r"nothing)\b[^,;]{0,60}?\b(?:will|shall)(?: ever)? be (?!surprised|convinced|deceived|fooled|saved|spared|"
            r"solved|won\b|lost|needed|misled|able|more|better|found|happier|gained|achieved|easy|safe|possible|free|"
            r"enough)\w+"
        ),
        (
            r"(?:dredging|reductions?|withdrawal|removal|deliver(?:y|ies)|surveys?|work|release|evacuation|transfer|"
            r"construction|production|shipments?|repairs?|payments?|dismantling) will (?:\w+ly )?(?:take place|begin|"
            r"start|be (?:completed|started|finished|made|stopped)|end|cease|stop)"
        ),
        (
            r"(?:in no (?:case|event|way)|under no circumstances|at no time|never|nor|neither) (?:will|shall) (?:i|we|"
            r"our|my|the)\b"
        ),
        r"(?:will|shall) (?:under|in) no (?:circumstances|case|way)",
        (
            r"(?:neither|no|nor|nothing)\b.{0,80}\b(?:will|shall) (?:be allowed|be permitted|deter|prevent|determine|"
            r"change|cause|force)\b.{0,60}\b(?:us|our|my|this government|me)\b"
        ),
        r"WE…(?: HAVE)? reserve~ (?:the )?right",
        r"WE… (?:WILL|WOULD)? ?not hesitate to",
        r"(?<!if )(?<!that )(?<!which )(?-i:[A-Z][a-z]+) is (?:\w+ly )?(?:determined|resolved|committed|pledged) to",
        r"WE must…(?: continue to)? (?:insist|reserve|honou?r|(?:meet|fulfill?|keep) (?:our|solemn|its|my))",
        r"WE…(?: have [\w ]{3,30} and)? continueS to\b(?! (?:SPEAK|THINK|believe|consider|regard|be\b))",
        (
            r"WE… AM… (?:expediting|increasing|reducing|withdrawing|preparing|delivering|providing|supplying|"
            r"strengthening|releasing|lifting|suspending|halting|arranging|making (?:available|arrangements|"
            r"preparations))"
        ),
        (
            r"(?:our|my|the \w+|the \w+ government's) (?:position|policy|attitude|stand|commitments?)\b[\w ,]{0,30} "
            r"(?:remains?|stands|is unchanged|has not changed|has never been to|(?:will|shall) (?:remain|not change))"
        ),
        r"nothing\b.{0,50}\b(?:has|have) (?:affected|changed|altered)",
        (
            r"(?:ambassador|secretary|minister|general|dr\.|mr\.|president|representatives?) (?:\w+ )?will (?:make "
            r"every effort|do (?:all|everything)|be (?:in touch|prepared|instructed|authori[sz]ed|available|ready)|"
            r"get in touch|raise|explain)"
        ),
        r"(?:in|on) (?:our|my) (?:part|side).{0,40}(?:will|shall)\b(?! (?:SPEAK|THINK))",
        r"(?:keep|hold|treat)\w*(?: \w+){0,4} (?:confidential|secret|private|in confidence|strictly)",
        (
            r"(?:will|shall) not be (?:impaired|affected|diminished|weakened|used|directed|altered|changed|touched|"
            r"harmed|jeopardi[sz]ed|prejudiced)"
        ),
    ),
    "hint": (
        (
            r"(?:it|this|that|there|one|they|these|such \w+|something|ways?|means|solutions?|arrangements?|"
            r"formula\w*) (?:might|may|could|would)… be…(?: \w+ly)? (?:possible|useful|desirable|worth\w*|helpful|"
            r"advisable|appropriate|best|wise|good|better|calmer|easier|feasible|of (?:use|interest|value)) (?:to|for|"
            r"if|that)\b"
        ),
        (
            r"(?:it|this|that|there|they|these|such \w+|something|some \w+|ways?|means|solutions?|arrangements?|"
            r"formula\w*|compromise|between the two|settlement|agreement)\b[\w ]{0,25} (?:might|could)(?! only)… be… "
            r"(?:considered|arranged|worked out|found|discussed|agreed|resolved|solved|devised|reached|settled|set "
            r"forth|embodied|formulated)"
        ),
        (
            r"(?:ways?|means|arrangements?|formula\w*|solutions?|compromise|agreements?|basis|questions?\b.{0,15})(?: "
            r"\w+){0,3} (?:can|could|might) (?:(?!only)\w+ )?be (?:found|worked out|devised|solved|settled|arranged)"
        ),
        r"(?:seems|appears) to (?:me|us) (?:\w+ )?(?:preferable|better|desirable|possible|useful|best)",
        r"(?:it|this|that) (?:would|might) be of (?:\w+ )?(?:interest|value|use|benefit)",
        (
            r"conditions\b.{0,80}\b(?:would|could) be created|(?:approach|method|principle|example) can(?: also)? be "
            r"(?:applied|extended|followed|used)"
        ),
        (
            r"would be an? (?:\w+ )?(?:good|useful|great|welcome|reasonable|helpful|important|wise) (?:gesture|step|"
            r"beginning|start|basis|act|move|solution)"
        ),
        r"(?:we|they|you|he|one) could (?:even|also|then|well|perhaps|at least)\b(?! not)",
        r"(?:they|he|you|we) may (?:themselves |himself |yourself |ourselves )?be able to",
        r"one (?:might|could|may) (?:think of|envisage|consider|imagine)",
        (
            r"WE… (?:DO |would )?not… (?:exclude|rule out|preclude|discount)|(?:not|cannot) (?:be )?(?:excluded|ruled "
            r"out|precluded)"
        ),
        (
            r"\bperhaps(?:,| [\w ]{0,25})? ?(?:we|you|our \w+|it|one|the (?:two|best) \w+|something|some \w+|a "
            r"\w+)\b[\w ]{0,25} (?:could|might|should|can|would|may|will be necessary)"
        ),
        r"(?:i|we) (?:sometimes |often |do )?wonder (?:whether|if)",
        (
            r"WE (?:might|could)(?: perhaps| possibly| well)?… (?:consider|discuss|meet|try|explore|examine|study|"
            r"begin|start|seek|exchange|reach|instruct|make|work|join|agree|move|go|proceed|continue|return|do|"
            r"arrange|announce|set|put into)\b(?! (?:so|otherwise|better))"
        ),
        r"(?:possible|prepared) to (?:find|work out|devise|envisage|reach|arrange)",
        r"would(?: now| perhaps)? be (?:\w+ )?convenient",
        r"(?:could|might) be an? (?:\w+ )?(?:suitable|possible|good|useful|acceptable|appropriate|fruitful)",
        r"might (?:\w+ |of course )?be necessary to",
    ),
}
"""Phrases that make a sentence a statement of a kind, wherever in it they stand."""

QUESTIONS = frozenset({"invitation", "offer", "hint"})
"""What a question can be; other questions ask for facts, or reproach."""
