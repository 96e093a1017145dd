"""The index of fingerprints: kept in step with what the desk holds, and read back as places that a person can open."""

import pytest
from tests.desk.shelf import letter, passage, shelve

from backchannel.desk import archive
from backchannel.desk.words.places import Places
from backchannel.text.reuse.reused import reused
from backchannel.text.wording import wording
from backchannel.vault.concordance import Concordance

SAID = "The guard on the northern bridge will be withdrawn within a week if the ferry resumes its crossings."
RETOLD = "Officials said the guards on the northern bridge would be withdrawn within a week if ferry crossings resume."


@pytest.fixture
def desk(pair):
    """A desk that holds the sentence in an imported letter."""
    shelve(pair.ilse, "quay", {"quay/1": letter(None, 1, "A letter", passage(1, "Dear Minister:"), passage(2, SAID))})
    return pair.ilse


def found(desk, text=RETOLD):
    """What of a text the desk's documents have, as places."""
    with desk.vault.read() as db:
        places = Places(db, desk)
        return [
            (one, places.place(one.document, one.begins, one.ends))
            for one in reused([wording(text)], Concordance(db))[0]
        ]


def test_a_rewritten_sentence_is_found_where_it_stands(desk):
    """What was imported is in the index; the find says which characters are whose, and the address opens them."""
    ((one, place),) = found(desk)
    assert "guards on the northern bridge would be withdrawn" in RETOLD[one.start : one.end]
    assert "guard on the northern bridge will be withdrawn" in place.text
    shown = archive.find(desk, place.address)
    start, end = shown.address.span
    assert (shown.document.passages[1].text[start:end], place.document) == (place.text, "quay/1")


def test_a_letter_of_a_channel_is_found_under_its_reference(pair):
    """A letter that arrived is in the index of its reader, with whose words it is."""
    pair.letter("tomas", "Nothing of note.", SAID)
    pair.settle("ilse", "tomas")
    ((_, place),) = found(pair.ilse)
    assert place.channel
    assert place.address.startswith(f"{place.channel}/reik-")
    assert place.address.split("/")[2].startswith("2:")
    assert place.authors == ("Tomas Reik",)


def test_what_is_taken_out_is_not_found(desk):
    """A document that was removed leaves nothing in the index."""
    archive.remove(desk, "quay/1")
    assert found(desk) == []
    with desk.vault.read() as db:
        assert Concordance(db).size == 0


def test_an_empty_index_answers(pair):
    """A desk without a document finds nothing."""
    assert found(pair.ilse) == found(pair.ilse, "") == []
