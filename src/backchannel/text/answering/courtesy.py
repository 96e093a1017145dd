"""Courtesies: passages of a letter that ask for no answer, as far as form and words can tell.

A form is a salutation, a closing or a signature whose role says so *and* whose words are no more than that: whoever
writes a letter chooses its roles, and a demand under the role of a closing must not be passed over. Good wishes and
thanks in a paragraph are only said to look like courtesies, for a person to decide.
"""

import re

from backchannel.record.passage import Passage
from backchannel.record.talks.speech import sentences
from backchannel.text.folding import fold, words

__all__ = ["is_form", "kind_words"]

_FORM_WORDS = 12
_COURTESY_WORDS = 60

_KIND = re.compile(
    r"\b(?:(?:best|good|warm|warmest|kind|kindest|cordial|sincere) (?:wishes|regards|greetings)|my respects"
    r"|(?:high|highest|renewed|distinguished) (?:esteem|consideration|regard)|renewed assurances|good health"
    r"|yours (?:very )?(?:truly|faithfully|ever)|(?:sincerely|respectfully|cordially)\b"
    r"|(?:thank|thanking) you|(?:my|our|many|sincere|warm|warmest) thanks|grateful (?:to you )?for"
    r"|(?:received|read|had|reading) your (?:kind |friendly |welcome |last )?(?:letter|note|message)"
    r"|hope (?:that )?(?:this (?:letter|note)|you and) |wish you (?:and your )?|convey (?:my|our)|remember (?:me|us) to"
    r"|congratulat(?:e|ions)|condolences|sympathy|compliments|(?:happy|pleasant|merry) [a-z]+"
    r"|speedy recovery|season's greetings|look forward to (?:seeing|hearing from|meeting) )"
)
_GREETING = re.compile(
    r"^(?:(?:my )?(?:dear|esteemed|honou?red)|mr|mrs|ms|madame?|sir|(?:your )?excellency|your (?:majesty|highness)"
    r"|to (?:his|her) (?:excellency|majesty)|gentlemen|colleague)\b"
)
_BUSINESS = re.compile(
    r"\b(?:if|unless|must|shall|provided|condition|propose[ds]?|demand[s]?|withdraw\w*|accept (?!my|our|the (?:renewed|"
    r"assurance|expression))|refuse[ds]?|require[ds]?|agree\w*|treaty|troops?|forces?|negotiat\w*|before|until|deadline)\b"
    r"|\d"
)
"""Words by which a sentence says more than a courtesy, however it begins."""

_SMALL = frozenset("of the for and de da di du la le von van der den al el bin".split())  # noqa: SIM905
_POLITE = _SMALL | frozenset(
    "a all always am and as be believe colleague dear ever excellency excellencies family faithful faithfully friend"  # noqa: SIM905
    " friends gentlemen greetings highness honored honoured humble i in kind lady ladies madam majesty me minister"
    " most mr mrs ms my new obedient old once our please accept president prime readers regards remain respected"
    " servant sincere sincerely sir sirs to truly very we wife wishes with year you your yours".split()
)
"""Words of which a salutation or a closing may consist besides its names and its courtesy: none of them asks for
anything."""


def is_form(passage: Passage) -> bool:
    """Whether a passage is a salutation, closing or signature by its role, and no more than that by its words."""
    folded = fold(passage.text).text.strip()
    if len(words(folded)) > _FORM_WORDS or _BUSINESS.search(folded):
        return False
    if passage.role == "salutation":
        return bool(_GREETING.search(folded)) and _is_name(passage.text, _POLITE)
    if passage.role == "closing":
        return bool(_KIND.search(folded)) and _POLITE.issuperset(words(_KIND.sub(" ", folded)))
    return passage.role == "signature" and _is_name(passage.text, _SMALL)


def kind_words(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Give the words by which each sentence of a passage looks like a courtesy; () where one says more than that."""
    if len(words(fold(passage.text).text)) > _COURTESY_WORDS:
        return ()
    if passage.role == "heading":
        return ((0, len(passage.text)),)
    found = []
    for start, end in sentences(passage.text):
        folded = fold(passage.text[start:end])
        kind = _KIND.search(folded.text) or (_GREETING.search(folded.text) if passage.role == "salutation" else None)
        if kind is None or _BUSINESS.search(folded.text):
            return ()
        first, last = folded.original(*kind.span())
        found.append((start + first, start + last))
    return tuple(found)


def _is_name(text: str, small: frozenset[str]) -> bool:
    # Of a name or an office every word but the small ones begins with a capital, in scripts that have them.
    parts = re.findall(r"[^\W\d_]+", text)
    return bool(parts) and not any(part[0].islower() and fold(part).text not in small for part in parts)
