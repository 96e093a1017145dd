"""The big list of naughty strings as titles, names, rules and reasons."""

import unicodedata
from dataclasses import replace

import pytest
from tests.protocol.people import TWO, card_of, charter_of, reader_of

from backchannel.errors import BadInputError
from backchannel.protocol.cards import read_card, write_card
from backchannel.protocol.charter import charter_bytes, read_charter
from backchannel.protocol.charter_toml import read_charter_toml, write_charter_toml

TURNS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
"""Classes of characters that change the order in which others are shown (UAX #9)."""
CHARTER = charter_of(TWO)


@pytest.fixture(scope="module")
def strings(suite):
    """All strings of the list that are text: Python can hold others, which no file can."""
    found = suite("blns/blns.json")
    assert len(found) >= 500
    return found


def named(text):
    """A charter in which the string stands wherever a name can stand."""
    party = CHARTER.parties[0]
    people = (replace(party.members[0], name=text), *party.members[1:])
    return replace(CHARTER, title=text, parties=(replace(party, name=text, members=people), CHARTER.parties[1]))


def test_names_in_charters_and_cards(strings):
    """Each is read back to the last character, or refused with a sentence; what is taken hides nothing in a line."""
    taken = 0
    for text in strings:
        charter, card = named(text), replace(card_of("Ana", "Varland"), person=text, party=text, machine=text)
        outcomes = []
        for write, read, value in ((charter_bytes, read_charter, charter), (write_card, read_card, card)):
            try:
                assert read(write(value)) == value
                outcomes.append(True)
            except BadInputError as error:
                assert str(error).isprintable()
                outcomes.append(False)
        assert outcomes[0] == outcomes[1], text
        if outcomes[0]:
            taken += 1
            assert not any(unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in TURNS for c in text), text
    assert taken > 350


def test_names_in_charters_that_people_edit(strings):
    """The text that a person edits gives back the same charter, whatever stands between the quotation marks."""
    for text in strings:
        charter = named(text)
        find = {m.name: m.reader for p in charter.parties for m in p.members}
        written = write_charter_toml(charter)
        try:
            read_charter(charter_bytes(charter))
        except BadInputError:
            with pytest.raises(BadInputError):
                read_charter_toml(written, lambda name, _, find=find: find.get(name, bytes(32)), charter.nonce)
            continue
        assert read_charter_toml(written, lambda name, _, find=find: find[name], charter.nonce) == charter


def test_rules_and_purposes_keep_every_character(strings):
    """A purpose or a rule of conduct is kept as written, in both forms, or refused where it is empty."""
    for text in strings:
        charter = replace(CHARTER, purpose=text, restraint=(text, "a"), courtesy=(text,))
        if not text.strip():
            with pytest.raises(BadInputError):
                read_charter(charter_bytes(charter))
            continue
        assert read_charter(charter_bytes(charter)) == charter
        assert read_charter_toml(write_charter_toml(charter), reader_of, charter.nonce) == charter
