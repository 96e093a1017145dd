"""Opening a passage that was withheld on both sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.release.played import ARVEND, HIDDEN_TEXT, MARO, OKU, SORLUND, TEEL, made_bundle

from backchannel.protocol.encoding import mac
from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.leaves import Place, commitment, commitment_salt
from backchannel.protocol.release.twosided import OpeningPart, open_withheld, verify_opening
from backchannel.protocol.release.verify import verify_bundle

PLACE = Place(8, 2, 2)


@pytest.fixture(scope="module")
def verified(played):
    """The bundle whose second passage of the second letter is withheld on both sides."""
    return verify_bundle(played.data)


def part(played, party, text=HIDDEN_TEXT):
    """One party's part, made with its own secret."""
    return open_withheld(played.secrets[party], party, PLACE, text)


def refused(verified, parts, match, place=(2, 2)):
    """Assert that an opening does not count."""
    with pytest.raises(VerificationError, match=match) as caught:
        verify_opening(verified, *place, parts)
    assert caught.value.step == "opening"


def test_all_parties_together_open(played, verified):
    """With both parts, in any order, the passage is proven."""
    ours, theirs = part(played, ARVEND), part(played, SORLUND)
    assert verify_opening(verified, 2, 2, [ours, theirs]) == HIDDEN_TEXT
    assert verify_opening(verified, 2, 2, [theirs, ours]) == HIDDEN_TEXT


def test_one_side_alone_opens_nothing(played, verified):
    """With its own secret, the text, the bundle and every key that it has, one side cannot make the other's part."""
    ours = part(played, ARVEND)
    refused(verified, [ours], "exactly one part of every party")
    refused(verified, [ours, ours], "exactly one part of every party")
    refused(verified, [ours, OpeningPart(SORLUND, ours.salt, ours.text)], "Sorlund")
    for guess in (played.secrets[ARVEND], bytes(32), played.bundle.letters[1].salt, played.ik[MARO].mldsa_seed):
        refused(verified, [ours, open_withheld(guess, SORLUND, PLACE, HIDDEN_TEXT)], "not what it committed to")
        refused(verified, [ours, OpeningPart(SORLUND, guess, HIDDEN_TEXT)], "not what it committed to")


def test_a_copied_commitment_opens_nothing():
    """A party that gives the other's commitment as its own cannot open with the other's part: the party is within."""
    played = made_bundle()
    theirs = part(played, SORLUND)
    copied = commitment(theirs.salt, SORLUND, PLACE, HIDDEN_TEXT)
    assert copied == dict(played.bundle.letters[1].passages[1].commitments)[SORLUND]
    assert commitment(theirs.salt, ARVEND, PLACE, HIDDEN_TEXT) != copied


def test_parties_that_committed_to_different_texts_prove_nothing():
    """If one committed to another text than it consented to, its opening shows that and the passage stays unproven."""
    played = made_bundle(commit=lambda party: HIDDEN_TEXT if party == ARVEND else "We give up nothing.")
    verified = verify_bundle(played.data)
    ours, theirs = part(played, ARVEND), part(played, SORLUND, "We give up nothing.")
    refused(verified, [ours, theirs], "different texts")
    refused(verified, [ours, part(played, SORLUND)], "“Sorlund” is not what it committed to")


def test_another_text_opens_nothing(played, verified):
    """Parties that agree on another text afterwards cannot open to it."""
    other = "We would give up the west bank."
    refused(verified, [part(played, ARVEND, other), part(played, SORLUND, other)], "not what it committed to")


def test_three_parties_all_open():
    """With three parties two are not enough, though the third is not a party to the letter."""
    played = made_bundle(signers=[MARO, OKU, TEEL])
    verified = verify_bundle(played.data)
    parts = [part(played, party) for party in played.secrets]
    assert verify_opening(verified, 2, 2, parts) == HIDDEN_TEXT
    for missing in range(3):
        refused(verified, parts[:missing] + parts[missing + 1 :], "exactly one part of every party")
    refused(verified, [*parts, OpeningPart("Lorn", bytes(32), HIDDEN_TEXT)], "exactly one part")


def test_what_was_withheld_for_good_cannot_be_opened(played, verified):
    """No part opens a passage that was withheld blank, was revealed, or is not there."""
    parts = [part(played, ARVEND), part(played, SORLUND)]
    refused(verified, parts, "not withheld so that it can be opened", (1, 2))
    refused(verified, parts, "not withheld so that it can be opened", (1, 1))
    for place in ((0, 1), (3, 1), (2, 3), (2, 0), (-1, 1)):
        refused(verified, parts, "has no passage", place)


def test_an_opening_is_of_one_place_and_one_proposal(played, verified):
    """Parts of another proposal, or for another place, open nothing here."""
    other = made_bundle("another proposal")
    refused(verified, [part(other, ARVEND), part(other, SORLUND)], "not what it committed to")
    elsewhere = [open_withheld(played.secrets[party], party, Place(7, 2, 1), HIDDEN_TEXT) for party in played.secrets]
    refused(verified, elsewhere, "not what it committed to")


@given(st.binary(max_size=100), st.binary(min_size=32, max_size=32))
def test_salts_of_another_length_are_refused(salt, secret):
    """A key that HMAC would pad or hash to another key's block never enters a commitment."""
    if len(salt) != 32:
        with pytest.raises(ValueError, match="32 bytes"):
            commitment(salt, ARVEND, PLACE, "text")
        with pytest.raises(ValueError, match="32 bytes"):
            commitment_salt(salt, 1)
    assert commitment_salt(secret, 1) != commitment_salt(secret, 2)


def test_a_padded_salt_is_no_second_opening(played, verified):
    """A salt with a zero byte behind it, which is the same HMAC key, is not the salt."""
    ours = part(played, ARVEND)
    padded = OpeningPart(ARVEND, ours.salt + b"\0", ours.text)
    assert mac(padded.salt, b"x") == mac(ours.salt, b"x"), "HMAC itself would not tell them apart"
    refused(verified, [padded, part(played, SORLUND)], "not what it committed to")


def test_parts_are_not_shown(played):
    """A part's text and salt are not in what Python prints of it."""
    assert repr(part(played, ARVEND)) == "OpeningPart(party='Arvend')"
