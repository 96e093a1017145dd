"""Charters as people write and read them."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.protocol.people import reader_of
from tests.protocol.test_charter import charters

from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.charter import charter_bytes, read_charter
from backchannel.protocol.charter_toml import read_charter_toml, write_charter_toml

NONCE = bytes(range(32))
TEXT = """
title = "The ferry at Osk"

[[party]]
name = "Varland"
principals = ["Ana"]
readers = ["Bek"]

[[party]]
name = "Osmar"
principals = ["Caro"]
"""


def read(text, nonce=NONCE):
    """Read a charter whose people are all known."""
    return read_charter_toml(text, lambda name, party: reader_of(name, party), nonce)


def test_what_is_left_out_takes_the_mildest_rule():
    """Two parties and a title are enough; every party must then agree to a change, and nobody may exceed its list."""
    charter = read(TEXT)
    assert [(p.name, p.ceiling, p.assent) for p in charter.parties] == [("Varland", 2, 1), ("Osmar", 1, 1)]
    assert (charter.write, charter.amend, charter.release) == ("members", 2, "every party")
    assert (charter.withholding, charter.courier, charter.retention_days) == ("blank", "recorded", 0)
    assert charter.parties[0].members[0].reader == reader_of("Ana", "Varland")


@settings(max_examples=60, deadline=None)
@given(charters())
def test_a_charter_written_as_toml_reads_to_the_same_rules(charter):
    """Nothing is lost on the way through a text that people edit; only the order of persons is by their role."""
    find = {(p.name, m.name): m.reader for p in charter.parties for m in p.members}
    back = read_charter_toml(
        write_charter_toml(charter), lambda name, party: find[party, name], charter.nonce, charter.amends
    )
    ordered = tuple(
        replace(p, members=tuple(sorted(p.members, key=lambda m: not m.principal))) for p in charter.parties
    )
    assert back == replace(charter, parties=ordered)


@settings(deadline=None)
@given(st.text(max_size=200), st.booleans())
@example("[" * 5000, False)
@example("a=" + "[" * 50_000, False)
@example("a=" + "{a=" * 50_000, False)
@example("a=" + "1" * 5000, False)
@example("a=1979-13-45", False)
@example("a.b=1\na.b.c=1", False)
@example("party = 5", False)
@example("title = 'x'\nparty = [5]", False)
@example("rules = 5", True)
def test_fuzz_any_text_is_read_or_refused(text, after):
    """Whatever a person writes, it is a charter or gets one sentence."""
    try:
        charter = read(TEXT + text if after else text)
    except BadInputError:
        return
    assert read_charter(charter_bytes(charter)) == charter


PLACES = {
    "title": "{}\n[[party]]\nname = 'V'\nprincipals = ['Ana']",
    "purpose": "title = 'x'\n{}\n[[party]]\nname = 'V'\nprincipals = ['Ana']",
    "name": "title = 'x'\n[[party]]\n{}\nprincipals = ['Ana']",
    "principals": "title = 'x'\n[[party]]\nname = 'V'\n{}",
} | dict.fromkeys(["readers", "ceiling", "assent"], "title = 'x'\n[[party]]\nname = 'V'\nprincipals = ['Ana']\n{}")
PLACES |= dict.fromkeys(["amend", "write", "key_days", "restraint"], PLACES["ceiling"].format("[rules]\n{}"))
KINDS = ["1", "0", "-1", "true", '""', '" "', '"x"', "[]", "[1]", '["Ana"]', "{}", "1.5", "nan", "2031-01-01", "99999"]


@pytest.mark.parametrize("value", KINDS)
@pytest.mark.parametrize("name", sorted(PLACES))
def test_any_kind_of_value_for_any_name(name, value):
    """A value of another kind gets one sentence, and what is read, the other side reads too."""
    try:
        charter = read(PLACES[name].format(f"{name} = {value}"))
    except BadInputError as error:
        assert str(error).endswith(".")
        return
    assert read_charter(charter_bytes(charter)) == charter


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title = ", "not TOML"),
        ("", "needs a \\[\\[party\\]\\]"),
        (TEXT + "seats = 3\n", "no “seats”"),
        ("colour = 'red'\n" + TEXT, "no “colour”"),
        (TEXT + "[rules]\nshout = true\n", "no “shout”"),
        (TEXT + "[rules]\nwrite = 'nobody'\n", "“write” in \\[rules\\] must be one of: members, principals"),
        (TEXT + "[rules]\nretention_days = 'long'\n", "“retention_days” in the charter must be a whole number"),
        (TEXT + "[rules]\namend = 1\n", "half of the parties"),
        (TEXT.replace('"Caro"', '"Caro", "Caro"'), "same reader twice"),
        (TEXT.replace("The ferry", "The \\u202e ferry"), "“title”"),
        (TEXT.replace("The ferry", "The\\nferry"), "“title”"),
        (TEXT.replace("The ferry at Osk", "x" * 201), "“title”"),
    ],
)
def test_a_mistake_is_named(text, sentence):
    """The sentence names the line that is wrong."""
    with pytest.raises(BadInputError, match=sentence):
        read(text)


def test_a_person_without_a_card_is_named_by_whoever_looks_for_him():
    """The error of the one who finds readers comes through as it is."""

    def unknown(name, party):
        raise UsageError(f"Nobody here is called {name}.")

    with pytest.raises(UsageError, match="called Ana"):
        read_charter_toml(TEXT, unknown, NONCE)


def test_words_for_numbers():
    """“any”, “all”, “every party” and “keep” stand for the numbers that they mean."""
    text = TEXT.replace('readers = ["Bek"]', 'assent = "all"').replace('["Ana"]', '["Ana", "Bek"]')
    charter = read(text + '[rules]\namend = "every party"\nretention_days = "keep"\n')
    assert (charter.parties[0].assent, charter.amend, charter.retention_days) == (2, 2, 0)
    assert [m.name for m in charter.parties[0].principals] == ["Ana", "Bek"]
