"""The words by which a record of a talk says who spoke, how, and with what authority: tables, and what is read by them.

The authority is what the speaker, or the one who wrote down what he said, says of it. "A claim, a personal view, a
reply without instructions, a hint and an assurance are five things": the verb as printed tells the claim, the hint and
the assurance apart, the authority the personal view and the reply without instructions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = [
    "ASKING",
    "AUTHORITIES",
    "CONTINUING",
    "REPLYING",
    "REPORTING",
    "THINKING",
    "VERB",
    "Authority",
    "authority",
    "sentences",
]

REPLYING = ("replied", "responded", "answered", "rejoined", "countered", "retorted", "agreed", "concurred", "disagreed",
            "assented", "acknowledged", "replies", "answers")  # fmt: skip
"""Verbs that answer another: whoever is meant by a pronoun before one is not the one who spoke last."""

ASKING = ("asked", "inquired", "enquired", "queried", "wondered", "questioned", "invited", "asks")
"""Verbs after which a pronoun may mean the one who was asked."""

CONTINUING = ("continued", "added", "went on", "concluded", "repeated", "reiterated", "elaborated", "resumed", "ended",
              "further", "also", "again", "closed", "proceeded", "emphasized again")  # fmt: skip
"""Words after which a pronoun means the one who spoke last."""

THINKING = ("thought", "felt", "believed", "hoped", "understood", "realized", "recognized", "doubted", "considered",
            "appreciated", "favored", "feared", "assumed", "regretted", "supposed", "expected", "trusted", "remembered",
            "preferred", "estimated", "wondered", "accepted", "welcomed", "supported")  # fmt: skip
"""Verbs of thinking, which after a pronoun go on with what is being said."""

REPORTING = (
    *THINKING,
    *REPLYING,
    *ASKING,
    *("said", "stated", "noted", "thought", "added", "commented", "suggested", "felt", "indicated", "referred"),
    *("observed", "explained", "remarked", "mentioned", "believed", "emphasized", "emphasised", "recalled", "stressed"),
    *("concluded", "continued", "reiterated", "hoped", "repeated", "assured", "told", "thanked", "cited", "reported"),
    *("described", "interjected", "reminded", "reviewed", "urged", "began", "admitted", "summarized", "summarised"),
    *("confirmed", "understood", "outlined", "informed", "realized", "requested", "recognized", "doubted", "warned"),
    *("asserted", "proposed", "recommended", "interrupted", "insisted", "declared", "considered", "welcomed"),
    *("promised", "appreciated", "cautioned", "argued", "claimed", "favored", "feared", "assumed", "contended"),
    *("quoted", "regretted", "advised", "predicted", "speculated", "alluded", "complained", "denied", "offered"),
    *("undertook", "reaffirmed", "elaborated", "underlined", "interposed", "conceded", "implied", "voiced", "listed"),
    *("intervened", "confessed", "supposed", "adverted", "maintained", "congratulated", "restated", "trusted"),
    *("reassured", "intimated", "announced", "affirmed", "protested", "apologized", "demanded", "objected", "opined"),
    *("hinted", "volunteered", "exclaimed", "joked", "quipped", "testified", "envisaged", "related", "recounted"),
    *("stipulated", "submitted", "conveyed", "characterized", "criticized", "deplored", "discounted", "dismissed"),
    *("estimated", "expected", "guessed", "pleaded", "pledged", "praised", "professed", "read", "handed", "presented"),
    *("rejected", "remembered", "retorted", "reckoned", "reasoned", "reflected", "specified", "stipulated", "touched"),
    *("briefed", "expanded", "pressed", "interpreted", "surmised", "clarified", "opened", "discussed", "introduced"),
    *("endorsed", "supported", "directed", "observes", "says", "adds", "interpolated", "posed"),
    *("appealed", "accepted", "approved", "preferred", "wished to know", "wanted to know", "spoke", "talked"),
)  # fmt: skip
"""Verbs of saying and of thinking, as records print what somebody said."""

_VIEW = (
    r"(?:\w+ )?(?:hope|view|opinion|belief|feeling|concern|interest|regret|appreciation|doubts?|thanks|gratitude|"
    r"satisfaction|surprise|conviction|wish|desire|confidence|agreement|fear|pleasure|reservations?|disappointment|"
    r"willingness|preference|understanding|thought|idea|position|line|stand|question|point|suggestion|objections?)"
)
_PHRASES = (
    rf"expressed (?:\w+ ){{0,3}}?{_VIEW}",
    r"expressed(?: himself)?",
    r"raised(?= (?:the|a|an|this|that|these|another|again|some|several|one|two)\b)",
    rf"(?:took|held|shared|gave|raised|voiced|put|had|brought up|made) (?:the|his|a|an|this|another|one) {_VIEW}",
    r"pointed (?:out|to)",
    r"points out",
    r"made (?:it )?(?:\w+ )?(?:clear|plain)",
    r"(?:called|drew) (?:\w+ ){0,2}attention to",
    r"(?:brought|took|summed|spoke|led|followed) up",
    r"(?:put|set) forth|put forward|set out|laid out",
    r"gave (?:it )?as (?:his|her|my) \w+(?: \w+)?",
    r"was of the (?:opinion|view)",
    r"(?:came|got) back to|turned (?:next |then )?to|reverted to|returned to",
    (
        r"(?:went on|continued|proceeded|began|started|opened|concluded|ended|closed|responded|replied|rejoined|"
        r"countered|answered|interrupted|broke in|intervened|commented|elaborated|followed|interposed|resumed|"
        r"summarized|summed up)"
        r"(?: (?:the|his|her|their) \w+)?"
        r" (?:by (?:\w+ly )?(?:saying|stating|noting|pointing out|asking|remarking|observing|explaining|referring|"
        r"recalling|mentioning|expressing|thanking|describing|outlining|reviewing|reading|emphasizing|stressing|"
        r"suggesting|indicating|repeating|reiterating|telling|commenting)"
        r"|to (?:\w+ly )?(?:say|state|note|point out|ask|remark|observe|explain|mention|express|describe|outline|"
        r"review|read|emphasize|stress|suggest|indicate|speak|comment|add|discuss|reiterate|warn|recall|argue))"
    ),
    r"went on(?: at (?:some|great) length)?",
    (
        r"(?:wished|wanted|would like|desired|began|started|proceeded|hastened|undertook|"
        r"was (?:glad|happy|pleased)) to "
        r"(?:\w+ly )?(?:say|state|note|know|point out|ask|remark|explain|mention|express|emphasize|stress|make clear|"
        r"add|thank|assure|read|raise|comment|hear|reiterate|speak|discuss|tell|inform|learn)"
    ),
    r"paid tribute",
    r"wanted (?:the |his |her )?\w+ to (?:know|understand)",
    r"launched into",
    r"read (?:aloud|out|from|to)",
)

_ADVERB = (
    r"(?:(?:also|then|again|next|further|thereupon|therefore|thus|however|nevertheless|likewise|now|still|too|first|once|"
    r"once again|once more|in turn|at this point|himself|herself|though|only|simply|even|just|very|much|all|in reply|"
    r"[a-z]+ly),? )"
)
VERB = re.compile(
    rf"(?P<adverbs>{_ADVERB}*)(?P<verb>{'|'.join(_PHRASES)}|{'|'.join(sorted(set(REPORTING), key=len, reverse=True))})"
    r"(?![\w-])"
)
"""A verb of saying as it follows its subject, with the adverbs between."""

_TELLING = (
    r"(?:say|tell|inform|convey|state|raise|express|make|deliver|give|present|hand|transmit|bring up|bring to|"
    r"communicate|ask|inquire|request|propose|assure|explain|read|seek|take up|take the|reiterate|repeat|discuss|call|"
    r"register|protest|point|stress|emphasize|urge|pass|report|approach|put|advise|thank|extend|suggest|announce|warn|"
    r"reply|respond|reaffirm|submit|leave|speak|clarify|draw|find out|reject|accept|agree|offer|sound|oppose|support)\b"
)
_SELF = r"\b(?:[Hh]e|[Ss]he|I)"
_NAMED = r"(?:(?:Mr|Mrs|Dr|M|Gen)\. |(?!\b(?:that|to|and|he|she|when|at|for|not|in)\b)[^,;.:]){1,60}"
_FROM = rf"(?: (?:from|of|by) {_NAMED})?"
_WHOSE = r"(?:his|her|the|my|our|their|both|all|[A-Z])"
_GOVERNMENT = r"(?:[Gg]overnment|Minister|President|Chancellor|Chairman|Secretary|King|Shah|Premier|Khrushchev)\b"
_SENT = r"(?:instructed|directed|charged|authorized|commissioned|empowered)"
_INSTRUCTION = r"(?:strict|specific|express|direct|explicit|personal|new|urgent|the|his|her)"
_PAPER = (
    r"(?:statement|paper|document|note|letter|telegram|message|cable|memorandum|aide[ -]?m[ée]moire|text|notes|draft|"
    r"communication|instructions|despatch|dispatch|copy|copies"
)
_SHEET = rf"{_PAPER}|estimate|summary|resolution|list|paragraphs?|excerpts?|report)\b"
_PAPER += r")\b"
_SPEAKING = r"(?:[Ss]peaking|[Tt]alking|[Aa]cting|[Cc]ommenting)"
_ALONE = r"(?:personally|for (?:him|her|my)self|as an individual|unofficially|off the record)"
_OPINION = (
    r"(?:view|opinion|feeling|belief|judge?ment|reaction|impression|thought|estimate|assessment|conviction|idea|"
    r"suggestion|comment|observation|preference|guess|capacity|conclusion|remark)s?\b"
)
_HOLDING = (
    r"(?:thought|felt|believed|viewed|hoped|doubted|wondered|favored|favoured|preferred|feared|considered|regarded|saw|would|"
    r"could|agreed|deplored|regretted|thinks|feels|believes|hopes|doubts|think|feel|believe|hope|doubt|was|is|held|"
    r"supported|opposed|did not|does not|liked|inclined|leaned|recommended|welcomed|sympathized|suspected)\b"
)
_NOW = r"(?<!had )(?<!has )(?<!been )(?<!had just )(?<!had even )\b"


@dataclass(frozen=True, slots=True)
class Authority:
    """With what authority something was said (a name of AUTHORITIES), and the words that say so, from start to end."""

    name: str
    evidence: str
    start: int
    end: int


_IN_CLAUSE = {
    "no instructions": (
        r"[Ww]ithout (?:\w+ ){0,2}(?:instructions?|authori[tz]\w+)",
        r"[Ii]n the absence of (?:\w+ ){0,2}instructions?",
        r"(?:[Ww]hile|[Tt]hough|[Aa]lthough|[Hh]aving|[Ww]ith) (?:having |had )?no (?:\w+ ){0,2}instructions?",
    ),
    "instructed": (
        rf"(?:{_SPEAKING} )?(?:[Uu]nder|[Oo]n|[Uu]pon|[Ww]ith) (?:{_INSTRUCTION} ){{0,2}}instructions?\b{_FROM}",
        r"(?:[Ii]n accordance with|[Pp]ursuant to|[Ff]ollowing|[Aa]ccording to) (?:his|her) (?:\w+ )?instructions?\b",
        rf"[Aa]t the (?:request|direction|instruction|behest) of (?:his|her) (?:\w+ ){{0,2}}{_GOVERNMENT}",
    ),
    "personal": (
        rf"{_SPEAKING} (?:\w+ )?{_ALONE}",
        rf"{_SPEAKING} (?:\w+ )?in (?:a|his|her|my) (?:\w+ )?(?:personal|private|unofficial) capacity",
        r"(?:[Oo]n|[Ii]n) an? (?:\w+ ){0,2}(?:personal|unofficial) (?:\w+ )?(?:basis|capacity|way)",
        r"[Oo]ff the record",
        r"(?:[Aa]s|[Ff]rom) (?:a|his) (?:\w+ )?personal (?:matter|standpoint|point of view)",
    ),
    "read from a paper": (
        (
            rf"{_NOW}read (?:(?:aloud|out|slowly) )?(?:to (?!and\b)[^,;.:]{{1,40}}? )?(?:from |out )?"
            rf"(?:[^,;.:]{{0,50}}? )?{_SHEET}"
        ),
        rf"{_NOW}read (?:aloud|out)\b",
        r"\breading (?:\w+ly )?(?:aloud )?from [^,;.:]{1,50}",
        (
            rf"{_NOW}(?:gave|presented|delivered|submitted) (?!by\b)(?:[^,;.:]{{1,60}}? )?{_PAPER}"
            rf"|{_NOW}(?:handed|passed|left|tabled|circulated|showed) (?:[^,;.:]{{1,60}}? )?{_SHEET}"
        ),
    ),
    "on behalf of": (
        rf"(?:[Oo]n behalf of|[Ii]n the name of) (?={_WHOSE}){_NAMED}",
        rf"(?<!not )\b(?:speaking|spoke) for (?={_WHOSE}){_NAMED}",
        rf"as (?:the |a )?spokesman (?:for|of) {_NAMED}",
    ),
    "quoting another": (
        rf"{_NOW}(?:quoted|cited) {_NAMED} as (?:saying|stating|having)",
        rf"{_NOW}quoted (?:from )?(?=[A-Z]|the (?:[A-Z]|[a-z]+ of)){_NAMED}",
        rf"\bquoting {_NAMED}",
        rf"{_NOW}conveyed (?:\w+ ){{0,3}}(?:greetings|regards|message|wishes) (?:from|of) {_NAMED}",
    ),
}
"""What says it only in the clause that reports: said later in the sentence, it would be of somebody else."""

_ANYWHERE = {
    "no instructions": (
        rf"{_SELF} (?:\w+ )?(?:had|has|have) (?:\w+ ){{0,2}}no (?:\w+ ){{0,3}}(?:instructions?|authority|mandate)\b",
        rf"{_SELF} (?:had|has|have) not (?:yet |as yet )?(?:received|had|been given|got) (?:\w+ ){{0,2}}instructions?",
        rf"{_SELF} (?:did|do|does) not (?:yet )?have (?:\w+ ){{0,2}}(?:instructions?|authority|a mandate)\b",
        rf"{_SELF} (?:was|were|am|is|had|has) not (?:yet |been ){{0,2}}(?:instructed|authorized)\b",
        rf"{_SELF} (?:was|were|am) (?:\w+ ){{0,2}}without (?:\w+ ){{0,2}}instructions?",
        rf"{_SELF} (?:was|were|am) (?:still )?(?:awaiting|waiting for) (?:\w+ ){{0,2}}instructions?",
        rf"{_SELF} lacked (?:\w+ ){{0,2}}(?:instructions?|authority)\b",
    ),
    "instructed": (
        rf"{_SELF} (?:was|am) (?:\w+ )?(?:acting |speaking )?(?:on|under) (?:\w+ )?instructions?\b{_FROM}",
        rf"\b(?:inform|advise|tell|say|state|convey) (?:\w+ ){{0,2}}(?:up)?on instructions?\b{_FROM}",
        rf"{_SELF} (?:had|has|have) (?:\w+ )?been {_SENT}{_FROM} to {_TELLING}",
        rf"{_SELF} (?:was|am|is) (?:\w+ )?{_SENT}{_FROM} to {_TELLING}",
        (
            rf"{_SELF} (?:had|has|have|was) (?:been )?(?:asked|requested) by (?:his|her|the) "
            rf"(?:\w+ ){{0,2}}{_GOVERNMENT}"
            rf"[^,;.:]{{0,30}}? to {_TELLING}"
        ),
        rf"{_SELF} (?:had|has|have) (?:\w+ ){{0,3}}instructions?{_FROM} to {_TELLING}",
        rf"(?:had|has) {_SENT} (?:him|her|me) to {_TELLING}",
        rf"{_GOVERNMENT} (?:had|has) (?:asked|requested) (?:him|her|me) to {_TELLING}",
        r"\b(?:his|her|my) instructions were to\b",
    ),
    "personal": (
        rf"\b(?:his|her|my|an?) (?:\w+ )?personal (?:(?:and|but|,) \w+ )?(?:\w+ )?{_OPINION}(?! of (?:the|Mr))",
        rf"{_SELF},? personally,? (?:also )?{_HOLDING}",
        rf"{_SELF} (?:was|am|is) (?:himself )?personally \w+",
        r"\b(?:said|thought|felt|believed|stated|added) personally\b",
        r"\bthat,? personally,? (?:he|she|I)\b",
        rf"(?:speaking|talking) (?:\w+ )?{_ALONE}",
        rf"{_SELF} (?:did not|could not|was not) (?:speak|speaking) (?:officially|for (?:his|her|the) [Gg]overnment)",
    ),
    "quoting another": (
        r"\b(?!(?:He|She|They|We|It)\b)[A-Z][\w’'-]+ had (?:\w+ )?(?:told|informed|assured) (?:him|her|me)\b",
        rf"{_SELF} (?:had|has|have) (?:just |also )?been (?:told|informed|assured) by {_NAMED}",
    ),
}
"""What says it of the speaker anywhere in his sentence."""

AUTHORITIES = tuple(_IN_CLAUSE)
"""The authorities that a text may say. None of them says that a speaker had none; only that nothing is said."""

_PATTERNS = [
    (name, re.compile("|".join(patterns)), anywhere)
    for table, anywhere in ((_IN_CLAUSE, False), (_ANYWHERE, True))
    for name, patterns in table.items()
]

_DENIED = re.compile(r"\b(?:not|never|disclaim\w*|no authority|without)\b[^,;.]{0,40}$")
"""What before an authority takes it away: `not under instructions`."""

_END = re.compile(r"[.?!][.”’\"')\]]{0,4}(?= {1,4}[“‘\"'(\[—]{0,4}[A-Z0-9])|[:](?= *\n)|\n")
_NO_SPACE = re.compile(r"\S|\Z")
_ENUMERATOR = re.compile(r"\W*\w{1,4}\.\W*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|M|MM|Gen|Col|Lt|Maj|Capt|Adm|Amb|Sec|Secy|Gov|Sen|Rep|St|No|Nos|vol|p|pp|Messrs|Prof|Hon|Art|"
    r"Asst|Dep|Min|Pres|Brig|Cmdr|Del|Mlle|Mme|i\.e|e\.g)"
    r"|(?P<may_end>\b(?:Jr|Sr|H\.E|a\.m|p\.m|Ph\.D|U\.S|U\.N|U\.K|U\.S\.S\.R)|(?:^|[\s(.])[A-Z]))$"
)
_BEGINS = re.compile(r" +(?:The|He|She|It|This|These|There|In|At|As|When|Mr|Mrs|Dr|They|We|However|On)\b")
"""Words with which a sentence begins even after what looks like an initial: `Committee I. Mr. Holm said`."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the first character of each sentence of a text, and the one after its last; no word is left out."""
    start = 0
    for match in _END.finditer(text):
        abbreviated = _ABBREVIATION.search(text, max(start, match.start() - 12), match.start())
        if match[0] == "." and abbreviated and not (abbreviated["may_end"] and _BEGINS.match(text, match.end())):
            continue
        end = match.end()
        if _ENUMERATOR.fullmatch(text, start, end):
            continue
        if text[start:end].strip():
            yield start, end
        start = _NO_SPACE.search(text, end).start()  # type: ignore[union-attr]  # it finds the end at least
    if text[start:].strip():
        yield start, len(text.rstrip())


def authority(sentence: str, clause: int, *, is_question: bool = False) -> Authority | None:
    """Give the authority that a sentence says first; its first `clause` characters are the clause that reports.

    What is asked about tells of the other one, so that of a question the clause alone counts.
    """
    found = [
        Authority(name, match[0].strip(), match.start(), match.end())
        for name, pattern, anywhere in _PATTERNS
        if not (anywhere and is_question)
        and (match := pattern.search(sentence, 0, len(sentence) if anywhere else clause))
        and (name == "no instructions" or not _DENIED.search(sentence, max(0, match.start() - 60), match.start()))
    ]
    return min(found, key=lambda one: one.start, default=None)
