"""nst/JSONTestSuite through the strict decoder."""

import pytest

from backchannel.errors import BadInputError
from backchannel.protocol.strictjson import decode, encode

OUTSIDE = {
    "white space": """
        array_arraysWithSpaces array_with_1_and_newline array_with_leading_space
        array_with_trailing_space number_after_space object object_long_strings object_with_newlines
        string_in_array_with_leading_space structure_trailing_newline structure_whitespace_array
    """,
    "null": "array_heterogeneous array_null array_with_several_null structure_lonely_null",
    "a fraction or an exponent": """
        number number_0e+1 number_0e1 number_double_close_to_zero number_int_with_exp number_real_capital_e
        number_real_capital_e_neg_exp number_real_capital_e_pos_exp number_real_exponent
        number_real_fraction_exponent number_real_neg_exp number_real_pos_exponent number_simple_real
        object_extreme_numbers structure_lonely_negative_real
    """,
    "minus zero": "number_minus_zero number_negative_zero",
    "a name twice": "object_duplicated_key object_duplicated_key_and_value",
    "an escape where the character itself is written": """
        object_escaped_null_in_key object_string_unicode string_1_2_3_bytes_UTF-8_sequences
        string_accepted_surrogate_pair string_accepted_surrogate_pairs string_allowed_escapes
        string_escaped_noncharacter string_last_surrogates_1_and_2 string_nbsp_uescaped string_one-byte-utf-8
        string_surrogates_U+1D11E_MUSICAL_SYMBOL_G_CLEF string_three-byte-utf-8 string_two-byte-utf-8
        string_uEscape string_uescaped_newline string_unicode string_unicodeEscapedBackslash
        string_unicode_U+10FFFE_nonchar string_unicode_U+1FFFE_nonchar
        string_unicode_U+200B_ZERO_WIDTH_SPACE string_unicode_U+2064_invisible_plus
        string_unicode_U+FDD0_nonchar string_unicode_U+FFFE_nonchar string_unicode_escaped_double_quote
    """,
}
"""The good files that are outside our profile, by the reason: our encoder would not have written them so."""


def test_what_is_no_json_is_refused(suites):
    """All 188 bad files get a sentence; two of them exhaust the stack of the standard decoder."""
    for path in suites("jsontestsuite/test_parsing/n_*.json", 188):
        with pytest.raises(BadInputError):
            decode(path.read_bytes())


def test_good_json_of_the_profile_is_read_and_written_to_the_same_bytes(suites):
    """Every good file is read and written again byte for byte, or outside the profile for a reason named here."""
    outside = {f"y_{name}.json" for names in OUTSIDE.values() for name in names.split()}
    assert len(outside) == sum(len(names.split()) for names in OUTSIDE.values())
    refused = set()
    for path in suites("jsontestsuite/test_parsing/y_*.json", 95):
        data = path.read_bytes()
        try:
            assert encode(decode(data)) == data
        except BadInputError:
            refused.add(path.name)
    assert refused == outside


def test_json_that_decoders_may_read_either_way_breaks_nothing(suites):
    """The 35 undecided files are read or refused, and what is read has one spelling."""
    for path in [
        *suites("jsontestsuite/test_parsing/i_*.json", 35),
        *suites("jsontestsuite/test_transform/*.json", 20),
    ]:
        data = path.read_bytes()
        try:
            assert encode(decode(data)) == data
        except BadInputError:
            continue
