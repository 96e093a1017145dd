"""What acts say: read as it is written, strictly, from a dataclass."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BadInputError
from backchannel.planning.kinds import TEXT, Kind
from backchannel.record.dates import DocumentDate, parse


class Wood(StrEnum):
    """A word of a list."""

    OAK = "oak"
    ELM = "elm"


@dataclass(frozen=True, slots=True)
class Nail:
    """A group of fields."""

    iron: bool
    at: int = 0


@dataclass(frozen=True, slots=True)
class Plank:
    """One field of each type."""

    name: str
    wood: Wood = Wood.OAK
    nails: tuple[Nail, ...] = ()
    cut: DocumentDate | None = None
    notes: tuple[str, ...] = ()


PLANK = Kind("plank", Plank)
FULL = Plank("a", Wood.ELM, (Nail(True), Nail(False, 3)), parse("1961-09~"), ("dry",))
WRITTEN = {
    "name": "a",
    "wood": "elm",
    "nails": [{"iron": True}, {"iron": False, "at": 3}],
    "cut": "1961-09~",
    "notes": ["dry"],
}


def test_what_is_said_is_written_without_what_is_left_at_its_default():
    """The form follows from the dataclass, field by field, in its order."""
    assert PLANK.write(FULL) == WRITTEN
    assert list(PLANK.write(FULL)) == list(WRITTEN)
    assert PLANK.write(Plank("a")) == {"name": "a"}
    assert PLANK.read(WRITTEN) == FULL


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"name": 3},
        {"name": "x" * (TEXT + 1)},
        {"name": "a", "wood": "pine"},
        {"name": "a", "wood": "oak"},
        {"name": "a", "nails": []},
        {"name": "a", "nails": [{"iron": 1}]},
        {"name": "a", "nails": [{"iron": True, "at": True}]},
        {"name": "a", "nails": [{"iron": True, "at": 1 << 53}]},
        {"name": "a", "cut": "1961-9"},
        {"name": "a", "cut": None},
        {"name": "a", "notes": ["x"] * 501},
        {"name": "a", "colour": "red"},
    ],
)
def test_what_has_another_form_is_refused(value):
    """Another type, an unknown word, an unknown or needless field, a text or list too long: one sentence each."""
    with pytest.raises(BadInputError):
        PLANK.read(value)


def test_what_is_too_long_is_refused_when_it_is_written():
    """Before anything is sealed."""
    with pytest.raises(BadInputError, match="longer than"):
        PLANK.write(Plank("x" * (TEXT + 1)))


def test_a_form_that_no_act_can_say_is_an_error_of_the_program():
    """A field of a type without a form is found when the kind is made."""

    @dataclass
    class Wrong:
        weight: float

    with pytest.raises(TypeError):
        Kind("wrong", Wrong)


@given(
    st.builds(
        Plank,
        st.text(max_size=20),
        st.sampled_from(Wood),
        st.lists(st.builds(Nail, st.booleans(), st.integers(-9, 9)), max_size=3).map(tuple),
        st.none() | st.dates().map(lambda day: DocumentDate(day.year, day.month, day.day)),
        st.lists(st.text(max_size=5), max_size=3).map(tuple),
    )
)
def test_what_is_written_is_read_as_it_was_said(plank):
    """And written again as the same."""
    assert PLANK.read(PLANK.write(plank)) == plank
