"""Identity cards, as a party publishes them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.release.played import MARO, seeded

from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.encoding import enc, h
from backchannel.protocol.fingerprint import fingerprint_groups
from backchannel.protocol.release.composite import halves
from backchannel.protocol.release.identity import IdentityCard, read_identity, write_identity
from backchannel.protocol.release.signing import new_key

CARD = IdentityCard(*MARO, new_key(seeded("identity")).public)
DATA = write_identity(CARD)


def test_a_card_is_read_as_it_is_written():
    """A card is text that a person can read, and is read back whole."""
    assert read_identity(DATA) == CARD
    assert DATA.decode().splitlines()[:4] == [
        "{",
        ' "backchannel-identity": 1,',
        ' "party": "Arvend",',
        ' "person": "Ilse Maro",',
    ]


def test_the_fingerprint_is_as_specified():
    """The fingerprint is the last sixty digits of the labelled digest of the key, and changes with the key alone."""
    digest = h(enc(b"bc1/ik", CARD.key))
    assert CARD.fingerprint == fingerprint_groups(digest)
    assert CARD._replace(person="Another").fingerprint == CARD.fingerprint
    assert CARD._replace(key=new_key(seeded("other")).public).fingerprint != CARD.fingerprint


def test_a_card_cut_anywhere_is_refused():
    """Every prefix of a card, and a card with something after it, is refused with a sentence."""
    for end in [*range(120), *range(len(DATA) - 60, len(DATA))]:
        with pytest.raises(BadInputError, match=r"\.$"):
            read_identity(DATA[:end])
    for tail in (b"\n", b" ", DATA):
        with pytest.raises(BadInputError):
            read_identity(DATA + tail)


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"backchannel-identity": 2}, "version"),
        ({"backchannel-identity": True}, "backchannel-identity"),
        ({"party": ""}, "party"),
        ({"party": "Arvend\u200b"}, "party|cannot see"),
        ({"person": "Ilse\nMaro"}, "person"),
        ({"person": 7}, "person"),
        ({"key": "AAAA"}, "base64"),
        ({"note": "hello"}, "note"),
    ],
)
def test_a_card_out_of_its_grammar_is_refused(fields, match):
    """Each field of a card is compared with its grammar, and no other field is taken."""
    data = (json.dumps(json.loads(DATA) | fields, indent=1, ensure_ascii=False) + "\n").encode()
    with pytest.raises(BadInputError, match=match):
        read_identity(data)


def test_a_card_with_a_planted_key_is_refused():
    """A key of low order, by which its owner could disown what he signed, is refused on import."""
    planted = halves(CARD.key)[0] + b"\x01" + bytes(31)
    with pytest.raises(BadInputError, match="could disown"):
        read_identity(write_identity(CARD._replace(key=planted)))


@settings(max_examples=60)
@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_a_changed_byte_gives_another_card_or_a_refusal(at, byte):
    """One changed byte never reads as the same card, and is refused by our own error if it is refused."""
    changed = DATA[:at] + bytes([byte]) + DATA[at + 1 :]
    try:
        card = read_identity(changed)
    except BackchannelError:
        return
    assert (card == CARD) == (changed == DATA)
    assert write_identity(card) == changed
