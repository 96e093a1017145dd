"""Rarity: how much it tells that two texts share a word, in bits.

That is the logarithm of how seldom the word stands in the documents of an index. A few letters say little of how seldom
a word is, so they are thought to stand in a larger record in which the words that all such letters use are common. And
a phrase that stands at many places tells no more than how seldom it stands, however rare its words.
"""

import numpy as np
from numpy.typing import NDArray

from backchannel.text.fingerprints import LENGTH, Index
from backchannel.text.terms import term
from backchannel.text.wording import Numbers, Places, number

__all__ = ["RECORD", "Bits", "phrases", "rarities"]

Bits = NDArray[np.float64]

RECORD = 300_000
"""Terms by which a record is thought larger than it is."""
_SELDOM = 10
"""How often a term that is not in the list below is thought to stand in these."""
_OFTEN = 450
"""How often a term in the list is."""
_LEAST, _MOST = 0.5, 11.0
"""Bits that one word tells at least, in whatever phrase; and at most: however rare, it may be a slip of the pen."""

_WORDS = """
able accept action affairs agree agreement aid ambassador american answer area ask assistance attack attitude
believe british call case certain change chairman clear come committee communist concern condition conference consider
continue control conversation council country course day decision defense department desire develop difficult discuss
draft east economic effect effort embassy europe event express fact favor feel first follow force foreign french
general german give go good government great group high hope important include increase indicate inform interest
international issue joint know large last lead letter level likely line long maintain make mark matter mean measure meet
member memorandum message military minister mr nation national necessary need negotiate new note number office official
open opinion order paper part party peace people personal place plan point policy political position possible power
prepare present president press pressure prime principle probable problem program progress propose proposal provide
public purpose put question reach real reason receive recent recommend reduce refer regard relation remain reply report
represent request require respect respond result right say second secretary security see seek seem send serious set
show side situation source soviet special staff state statement step strong study subject suggest support system take
talk telegram term thank thing think time today tomorrow treaty true trust try two understand union unite use view visit
want war way west wish word work world write year yesterday
"""
_COMMON = np.unique([number(term(word)) for word in _WORDS.split() if term(word)]).astype(np.uint32)


def rarities(terms: Numbers, index: Index) -> Bits:
    """Give what each of these terms tells; 0 for no term."""
    different, which = np.unique(terms, return_inverse=True)
    counts = index.counts(different) + np.where(np.isin(different, _COMMON), _OFTEN, _SELDOM)
    bits: Bits = np.minimum(np.log2((index.size + RECORD) / counts), _MOST)
    bits[different == 0] = 0.0
    return bits[which]


def phrases(bits: Bits, counts: Places, size: int) -> Bits:
    """Give what each term of a text tells in its phrase, of what it tells alone.

    `counts` says at how many places each LENGTH terms stand that follow each other in the text, in a record of so many
    terms.
    """
    if len(bits) < LENGTH:
        return bits
    alone = sum(bits[at : len(bits) - LENGTH + 1 + at] for at in range(LENGTH))
    seen = np.maximum(counts, 1)
    # What stands at one place alone may stand there because this text took it from there.
    lost = np.maximum(0.0, alone - np.log2((size + RECORD) / seen)) * (1 - 1 / seen) / LENGTH
    most = np.zeros(len(bits))
    for at in range(LENGTH):
        np.maximum(most[at : len(most) - LENGTH + 1 + at], lost, out=most[at : len(most) - LENGTH + 1 + at])
    left: Bits = np.maximum(bits - most, _LEAST)
    return left
