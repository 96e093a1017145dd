"""Terms: what of a word is compared when words are looked for that were lightly rewritten.

Rewriting hits function words, tense and number first. So function words have no term, and of every other word its
stem is the term: the word without the endings of English inflection. Words of other languages, numbers and single
characters of unspaced scripts are their own terms, apart from an ending that looks English: that does no harm, since it
is taken off wherever the word stands.
"""

__all__ = ["FUNCTION_WORDS", "term"]

_FUNCTION_WORDS = """
a about above after again against all also although am among an and any are as at be because been before being below
between both but by can could did do does doing done down during each either etc even ever few for from further had
has have having he hence her here hers him himself his how however i if in into is it its itself just may me might
mine more most much must my myself neither no nor not now of off on once one only or other our ours out over own per
perhaps quite rather s same shall she should since so some such t than that the their theirs them themselves then
there therefore these they this those though through thus to too toward towards under until up upon us very was we
were what when where whether which while who whom whose why will with within without would yet you your yours
yourself
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words without a term of their own: articles, pronouns, auxiliaries, prepositions, conjunctions, common adverbs."""

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
_STEM = 3
"""Letters that a stem has at least."""


def term(word: str) -> str:
    """Give the term of a folded word; '' for a function word."""
    if word in FUNCTION_WORDS:
        return ""
    if not word.isascii() or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > _STEM + 1 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > _STEM + 1 and word[-1] == "e" else word
