"""Terms: what of a word is compared when words are looked for that were lightly rewritten.

Rewriting hits function words, tense, number and spelling first. So function words have no term, and of every other word
its stem is the term: the word without the endings of English inflection, in one spelling, and of an irregular verb its
first form. Words of other languages, numbers and single characters of unspaced scripts are their own terms, apart from
an ending that looks English: that does no harm, since it is taken off wherever the word stands.
"""

import re

__all__ = ["FUNCTION_WORDS", "KIN", "term"]

_FUNCTION_WORDS = """
a about above actually after again against all already also although am among an and any apparently are as at be
because been before being below between both but by can certainly clearly could did do does doing done down during
each either etc even ever evidently few for from further furthermore had has have having he hence her here hers him
himself his how however i if in indeed into is it its itself just may maybe me meanwhile merely might mine more
moreover most much must my myself neither nevertheless no nor not now obviously of off on once one only or other
otherwise our ours ourselves out over own per perhaps presumably quite rather reportedly s said same say says shall
she should simply since so some soon still such t than that the their theirs them themselves then there therefore
these they this those though through thus to too toward towards under until up upon us very was we were what when
where whether which while who whom whose why will with within without would yet you your yours yourself yourselves
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words without a term of their own: articles, pronouns, auxiliaries, prepositions, conjunctions, adverbs of a
whole sentence, and "said", which breaks a sentence that is quoted."""

_KIN = """
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers they
them their theirs themselves it its itself;
be am is are was were been being has have had having do does did doing done will would shall should can could may
might must;
the a an this that these those such
"""
KIN = {word: group.split()[0] for group in _KIN.split(";") for word in group.split()}
"""Function words that stand for each other when speech is reported, each with the one that stands for all of them."""

_IRREGULAR = """
agree agreed agrees, arise arose arisen, bear bore borne, become became, begin began begun, bind bound, break broke
broken, bring brought, build built, buy bought, catch caught, choose chose chosen, come came, deal dealt, decree
decreed decrees, disagree disagreed disagrees, draw drew drawn, drive drove driven, eat ate eaten, fall fell fallen,
feel felt, fight fought, find found, fly flew flown, forbid forbade forbidden, foresee foresaw foreseen, forget forgot
forgotten, freeze froze frozen, full fully, get got gotten, give gave given, go went gone goes going, grow grew grown,
guarantee guaranteed guarantees, hear heard, hide hid hidden, hold held, keep kept, know knew known, lay laid, lead
led, leave left, lend lent, lose lost, make made, man men, mean meant, meet met, overcome overcame, pay paid, prove
proven, ride rode ridden, rise rose risen, run ran, see saw seen seeing, seek sought, sell sold, send sent, shake
shook shaken, show shown, sit sat, sleep slept, speak spoke spoken, spend spent, stand stood, steal stole stolen,
strike struck, swear swore sworn, take took taken, teach taught, tell told, think thought, throw threw thrown,
understand understood, undertake undertook undertaken, uphold upheld, use used uses using, wear wore worn, win won,
withdraw withdrew withdrawn, withhold withheld, withstand withstood, woman women, write wrote written
"""
_FIRST = {form: forms.split()[0] for forms in _IRREGULAR.split(",") for form in forms.split()}

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("ers", ""),
    ("er", ""),
    ("ly", ""),
    ("es", ""),
    ("s", ""),
)
_SPELLINGS = (
    ("isation", "ization"),
    ("is", "iz"),
    ("ys", "yz"),
    ("our", "or"),
    ("ourabl", "orabl"),
    ("ourit", "orit"),
)
"""How stems are written in Britain, and in America."""
_SPELLED = {
    "centre": "center",
    "theatre": "theater",
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "pretence": "pretense",
    "programme": "program",
    "cheque": "check",
    "catalogue": "catalog",
    "dialogue": "dialog",
    "grey": "gray",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "instalment": "installment",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "manoeuvre": "maneuver",
}
_SPELLED_FROM = 5
"""Letters that a stem has at least whose spelling is changed."""
_DOUBLED = re.compile(r"([^aeious])\1$")
_STEM = 3
"""Letters that a stem has at least."""


def term(word: str) -> str:
    """Give the term of a folded word; '' for a function word."""
    if word in FUNCTION_WORDS:
        return ""
    if not word.isascii() or not word.isalpha():
        return word
    plural = word.endswith("s") and not word.endswith("ss")
    word = _SPELLED.get(word) or (_SPELLED.get(word[:-1], word) if plural else word)
    word = _FIRST.get(word, word)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > (_SPELLED_FROM if word.endswith("ll") else _STEM + 1) and _DOUBLED.search(word):
        word = word[:-1]
    if len(word) > _STEM and word[-1] == "e":
        word = word[:-1]
    if len(word) >= _SPELLED_FROM:
        for british, american in _SPELLINGS:
            if word.endswith(british):
                return word[: -len(british)] + american
    return word
