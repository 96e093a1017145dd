"""Fields of structured bodies: asked for by name and type, and none left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.test_strictjson import VALUES

from backchannel.errors import BadInputError
from backchannel.protocol.fields import Fields, text_item
from backchannel.protocol.limits import LIMITS


def fields(**values):
    """Fields of something invented."""
    return Fields(values, "a thing")


def test_each_type_is_read():
    """Every kind of field gives its value, and nothing is left."""
    taken = fields(
        text="a", name="Ana", number=3, flag=True, digest="ab" * 32, blob="AAE", items=["x", "y"], choice="b", raw=[1]
    )
    assert taken.text("text") == "a"
    assert taken.name() == "Ana"
    assert taken.integer("number", 1, 3) == 3
    assert taken.flag("flag") is True
    assert taken.digest("digest") == b"\xab" * 32
    assert taken.blob("blob", 2) == b"\x00\x01"
    assert taken.items("items", 2, text_item) == ("x", "y")
    assert taken.choice("choice", ("a", "b")) == "b"
    assert taken.has("raw")
    assert taken.raw("raw") == [1]
    assert taken.maybe_text("absent") == ""
    taken.done()


READS = {
    "text": lambda f: f.text("x", 5),
    "full text": lambda f: f.text("x", 5, empty=False),
    "maybe": lambda f: f.maybe_text("x", 5),
    "name": lambda f: f.name("x"),
    "integer": lambda f: f.integer("x", 1, 9),
    "flag": lambda f: f.flag("x"),
    "digest": lambda f: f.digest("x"),
    "blob": lambda f: f.blob("x", 2),
    "items": lambda f: f.items("x", 2, text_item),
    "choice": lambda f: f.choice("x", ("a", "b")),
}


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("text", 1),
        ("text", True),
        ("text", "123456"),
        ("text", ["a"]),
        ("full text", ""),
        ("full text", " \n"),
        ("maybe", ""),
        ("name", ""),
        ("name", " Ana"),
        ("name", "Ana "),
        ("name", "A\nna"),
        ("name", "x" * (LIMITS.name + 1)),
        ("integer", 0),
        ("integer", 10),
        ("integer", True),
        ("integer", "3"),
        ("flag", 1),
        ("flag", "true"),
        ("digest", "ab"),
        ("digest", 5),
        ("blob", "AA"),
        ("blob", 5),
        ("items", "ab"),
        ("items", ["a", "b", "c"]),
        ("items", [1]),
        ("items", [""]),
        ("choice", "c"),
        ("choice", ["a"]),
        ("choice", {}),
    ],
)
def test_a_field_of_another_type_is_refused(read, value):
    """No value is bent to what was asked for: a true is no number and a number no text."""
    with pytest.raises(BadInputError):
        READS[read](fields(x=value))


@given(st.sampled_from(sorted(READS)), VALUES)
def test_fuzz_any_value_in_any_field(read, value):
    """Whatever stands in a field, it is read or refused with a sentence."""
    for given_value in (value, {"x": value}):
        try:
            READS[read](Fields(given_value, "a thing"))
        except BadInputError:
            continue


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x7f",
        "\x9b",
        "\u00ad",
        "\u061c",
        "\u200b",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u2028",
        "\ufeff",
        "\U000e0041",
    ],
)
def test_a_name_that_shows_otherwise_than_it_is_written_is_refused(character):
    """Two people cannot bear names that look the same by a character nobody sees, nor turn the line around them."""
    for name in (f"An{character}a", f"{character}Ana", f"Ana{character}"):
        with pytest.raises(BadInputError):
            fields(name=name).name()


@pytest.mark.parametrize(
    "name",
    ["Ana", "O’Neil-Śmith", "علی\u200cرضا", "ක\u0dca\u200dර", "李小龍", "Ana Bek (office)", "x" * LIMITS.name],
)
def test_names_as_people_have_them(name):
    """Names of all scripts are allowed, with the joiners with which some are written."""
    assert fields(name=name).name() == name


def test_a_missing_and_a_left_field_are_named():
    """The sentence says which field is missing or too many."""
    with pytest.raises(BadInputError, match="“x” of a thing is missing"):
        fields().text("x")
    with pytest.raises(BadInputError, match="A thing has a field “y” that"):
        fields(y=1).done()


def test_a_hostile_field_cannot_write_to_the_terminal():
    """The name of an unexpected field is shown without its control characters, and not at length."""
    with pytest.raises(BadInputError) as caught:
        Fields({"\x1b[2J\u202e" + "x" * 500: 1}, "a thing").done()
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("value", [None, [], "a", 1, True])
def test_fields_are_of_an_object(value):
    """Anything but an object has no fields."""
    with pytest.raises(BadInputError, match="Where a thing should stand"):
        Fields(value, "a thing")
