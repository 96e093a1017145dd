"""Signing: what a release key and an identity key sign, and what they refuse to."""

import pytest
from tests.protocol.release.played import MARO, OKU, TEEL, made_bundle, seeded

from backchannel.errors import UsageError
from backchannel.protocol.encoding import enc, h
from backchannel.protocol.release.composite import verifies
from backchannel.protocol.release.messages import attribution_message, pae, statement_digest, statement_message
from backchannel.protocol.release.signing import attribute, new_key, sign_statement


def test_the_encoding_is_that_of_dsse():
    """The example of the DSSE specification has the bytes that it gives."""
    assert pae("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pae("t", "é".encode()) == b"DSSEv1 1 t 2 \xc3\xa9"


def test_what_is_signed_stands_as_specified(played):
    """Both messages are those of the specification, written out here."""
    signed = played.bundle.statement
    assert statement_digest(signed) == h(signed)
    assert statement_message(signed) == pae("application/vnd.backchannel.release+json", signed)
    maro, teel = played.statement.signers
    body = enc(b"bc1/attribution", b"Sorlund", b"Jon Teel", h(signed), teel.key, maro.key)
    expected = pae("application/vnd.backchannel.attribution", body)
    assert attribution_message(signed, teel, played.statement.signers) == expected
    one, other = played.bundle.signatures[0], played.bundle.attributions[1]
    assert verifies(maro.key, statement_message(signed), b"backchannel-release-1", one.signature)
    assert verifies(other.identity_key, expected, b"backchannel-attribution-1", other.signature)


def test_a_release_key_signs_its_own_proposal_only(played):
    """A key that the statement does not list is refused: it was made for another proposal."""
    with pytest.raises(UsageError, match="does not list this release key"):
        sign_statement(played.bundle.statement, new_key(seeded("stranger")))
    lapsed = made_bundle("lapsed")
    with pytest.raises(UsageError, match="does not list this release key"):
        sign_statement(played.bundle.statement, lapsed.wk[MARO])


def test_only_a_signer_attributes(played):
    """Nobody attributes in the place of a person or for a party that the statement does not list."""
    for who in (OKU, (MARO[0], TEEL[1]), (TEEL[0], MARO[1])):
        with pytest.raises(UsageError, match="does not list"):
            attribute(played.bundle.statement, *who, played.ik[MARO])


def test_keys_come_from_the_given_randomness_alone():
    """The same bytes give the same key, and 64 of them are taken."""
    assert new_key(seeded("x")) == new_key(seeded("x")) != new_key(seeded("y"))
    taken = []
    new_key(lambda size: taken.append(size) or bytes(size))
    assert taken == [32, 32]
