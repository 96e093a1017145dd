"""Fingerprints are those of the page, and the rules by which they are made do not change unnoticed."""

from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backchannel.text.fingerprints import fingerprints, of_terms
from backchannel.text.numbering import RULES, packed_terms
from backchannel.text.terms import FUNCTION_WORDS, term
from backchannel.text.wording import wording

_WORDS = """
ferry ferries ferried guard guards guarded guarding treaty treaties agreed agreeing agreement planned planning planner
withdrawn withdrew withdraw carries carrying running runs ran written wrote quickly hardly glasses losses process houses
colour color favourable favorable organised organized centre center defence defense british arabic 1961 u2 паром العبارة
渡 été naïve said saying children men women better best going went gone taken took larger largest policies politics
"""
WORDS = _WORDS.split()
TEXT = "The northern ferry’s guards, he said, were withdrawn by night; nobody favoured the treaties of 1961."


@given(st.lists(st.integers(0, 2**32 - 1), max_size=9))
def test_a_fingerprint_is_that_of_the_page(terms):
    """Three terms that follow each other are mixed as `docs/record.md` says, section 5."""
    slow = []
    for a, b, c in zip(terms, terms[1:], terms[2:], strict=False):
        m = ((a ^ (a >> 15)) * 0x9E3779B1 + b) % 2**32
        m = ((m ^ (m >> 15)) * 0x85EBCA77 + c) % 2**32
        slow.append(m ^ (m >> 13))
    assert of_terms(np.array(terms, np.uint32)).tolist() == slow


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5)))
def test_what_is_kept_of_a_document_is_its_terms(words):
    """In order, four bytes each, and nothing of a function word."""
    terms = [term(word).encode("utf-8", "surrogatepass") for word in words if term(word)]
    assert packed_terms(words) == b"".join((crc32(one) or 1).to_bytes(4, "little") for one in terms)


def test_the_rules_have_a_version():
    """Where one of these numbers changes, every vault must be indexed anew: raise RULES, and write the new here."""
    stems = crc32(" ".join(f"{word}:{term(word)}" for word in (*sorted(FUNCTION_WORDS), *WORDS)).encode())
    made = crc32(fingerprints(wording(TEXT)).tobytes())
    assert (RULES, stems, made) == (1, 2408116166, 451472986)
