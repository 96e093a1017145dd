"""Hidden characters are found, named and shown; honest spelling passes."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.characters import hidden_characters, shown


@pytest.mark.parametrize(
    ("code_point", "name"),
    [
        (0x202E, "RIGHT-TO-LEFT OVERRIDE"),
        (0x2066, "LEFT-TO-RIGHT ISOLATE"),
        (0x061C, "ARABIC LETTER MARK"),
        (0x200B, "ZERO WIDTH SPACE"),
        (0x2060, "WORD JOINER"),
        (0xFEFF, "ZERO WIDTH NO-BREAK SPACE"),
        (0x00AD, "SOFT HYPHEN"),
        (0x3164, "HANGUL FILLER"),
        (0xE0041, "TAG LATIN CAPITAL LETTER A"),
        (0x0000, "NULL"),
        (0x001B, "ESCAPE"),
        (0x000D, "CARRIAGE RETURN"),
        (0x007F, "DELETE"),
        (0x0085, "CONTROL"),
        (0x2028, "LINE SEPARATOR"),
        (0x2029, "PARAGRAPH SEPARATOR"),
        (0xE000, "PRIVATE USE"),
        (0x10FFFD, "PRIVATE USE"),
        (0xFDD0, "NONCHARACTER"),
        (0x1FFFF, "NONCHARACTER"),
        (0xD800, "SURROGATE"),
        (0xE0FFF, "RESERVED"),
        (0xFFF9, "INTERLINEAR ANNOTATION ANCHOR"),
        (0x200D, "ZERO WIDTH JOINER"),
        (0xFE0F, "VARIATION SELECTOR-16"),
    ],
)
def test_hidden_character_is_found_and_named(code_point, name):
    """Each sort of hidden character between two Latin letters is found at its place, with its name."""
    (hidden,) = hidden_characters(f"a{chr(code_point)}b")
    assert (hidden.offset, hidden.code_point, hidden.name) == (1, code_point, name)
    assert shown(f"a{chr(code_point)}b") == f"a⟨U+{code_point:04X} {name}⟩b"


@pytest.mark.parametrize(
    "text",
    [
        "plain words,\twith a tab\nand a line",
        "“quotes”, dashes – — and no-break\u00a0space",
        "می\u200cخواهم",  # Persian: NON-JOINER within a word
        "ه\u200d.ق",  # Persian: JOINER at the end of an abbreviation
        "क्\u200dष",  # Devanagari: JOINER after a virama
        "র\u200d্য",  # Bengali: JOINER before a virama
        "ක්\u200dෂ",  # Sinhala
        "👩\u200d👩\u200d👧",
        "👩🏽\u200d🚀",
        "❤\ufe0f and 1\ufe0f",
        "🏳\ufe0f\u200d🌈",
        "葛\U000e0100",  # a Han ideograph in the form a person writes his name with
        "ᠮᠣ\u180b",  # Mongolian
        "שלום عليكم",
        "\u0378",  # unassigned, and not for us to refuse
    ],
)
def test_honest_spelling_passes(text):
    """What the scripts of the world need is not taken for a trick."""
    assert hidden_characters(text) == []
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "می\u200c\u200cخواهم",  # two where one is spelling
        "\u200cخواهم",
        "ا\u200ca",
        "a\u200dب",
        "❤\ufe0f\ufe0f",
        "a\ufe0f",
        "葛\U000e0100\U000e0101",
        "👩\u200d",
        "\u200d👩",
        "word\u200d👩",
    ],
)
def test_message_smuggled_in_joiners_is_found(text):
    """A joiner or selector out of its place, or in a row, is hidden."""
    assert hidden_characters(text)


def test_every_code_point_alone_can_be_named():
    """No code point makes the search fail, and all 66 noncharacters and 63 controls are hidden."""
    found = [hidden for point in range(sys.maxunicode + 1) for hidden in hidden_characters(chr(point))]
    names = [hidden.name for hidden in found]
    assert names.count("NONCHARACTER") == 66
    assert names.count("SURROGATE") == 2048
    assert names.count("PRIVATE USE") == 6400 + 2 * 65534
    assert sum(hidden.code_point < 0xA0 for hidden in found) == 63  # 65 controls but tab and line feed
    assert all(names)


@given(st.text())
def test_what_is_shown_hides_nothing(text):
    """The shown text has no hidden character left, and loses none of the others."""
    visible = shown(text)
    assert not [one for one in hidden_characters(visible) if one.code_point not in (0x200C, 0x200D)]
    for hidden in reversed(hidden_characters(text)):
        text = text[: hidden.offset] + f"⟨{hidden}⟩" + text[hidden.offset + 1 :]
    assert visible == text
