"""Names in parts, and whether two may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.names import Name, may_be_one, read


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Kaljo, Reet", Name("kaljo", ("reet",))),
        ("Reet Kaljo", Name("kaljo", ("reet",))),
        ("General Maarten D. Holm", Name("holm", ("maarten", "d"))),
        ("Holm, General Maarten D.", Name("holm", ("maarten", "d"))),
        ("Lund, Pia, Jr.", Name("lund", ("pia",), "jr")),
        ("Örek", Name("orek")),
        ("President", Name("president")),
        ("O’Senn, Ada (Countess)", Name("o'senn", ("ada",))),
        ("", Name("")),
    ],
)
def test_names_are_taken_apart(printed, name):
    """Either order of a name gives the same parts, without style, accent or kind of apostrophe."""
    assert read(printed) == name


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Kaljo", "Kaljo, Reet", True),
        ("R. Kaljo", "Kaljo, Reet", True),
        ("Rein Kaljo", "Kaljo, Reet", False),
        ("Kaljo, Reet A.", "Reet Anna Kaljo", True),
        ("Holm, Pia, Jr.", "Holm, Pia, Sr.", False),
        ("Holm", "Lund", False),
        ("", "", False),
    ],
)
def test_names_may_be_one_persons_unless_a_part_speaks_against_it(first, second, expected):
    """Initials stand for names, left-out names for nothing, and other names against."""
    assert may_be_one(read(first), read(second)) is expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_name(first, second):
    """Nothing is refused, and the order of the two does not matter."""
    assert may_be_one(read(first), read(second)) == may_be_one(read(second), read(first))
