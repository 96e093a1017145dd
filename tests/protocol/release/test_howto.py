"""The page in every bundle: a checker written from it alone agrees with ours."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.release import by_hand
from tests.protocol.release.played import ARVEND, HIDDEN_TEXT, MARO, OKU, SORLUND, TEEL, made_bundle
from tests.protocol.release.test_twosided import PLACE
from tests.protocol.release.test_verify import STEPS

from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.howto import HOW_TO_CHECK
from backchannel.protocol.release.identity import identity_fingerprint
from backchannel.protocol.release.passage import quote
from backchannel.protocol.release.twosided import open_withheld
from backchannel.protocol.release.verify import verify_bundle, verify_passage


def test_a_bundle_is_checked_by_hand():
    """A checker that knows only the page finds bundles of one to three parties sound."""
    for signers in ([MARO, TEEL], [MARO, OKU, TEEL], [MARO, (ARVEND, "Piet Rol"), TEEL]):
        assert by_hand.checks(made_bundle(signers=signers).data)


def test_a_passage_is_checked_by_hand(played):
    """The same for each quoted passage."""
    for letter, passage in ((1, 1), (1, 3), (2, 1)):
        assert by_hand.checks(quote(played.bundle, letter, passage))


def test_an_opening_is_checked_by_hand(played):
    """The same for a commitment and its opening."""
    part = open_withheld(played.secrets[SORLUND], SORLUND, PLACE, HIDDEN_TEXT)
    committed = dict(played.bundle.letters[1].passages[1].commitments)[SORLUND]
    assert by_hand.commitment(part.salt, SORLUND, *PLACE, HIDDEN_TEXT) == committed


def test_a_fingerprint_is_computed_by_hand(played):
    """The same for the fingerprint of an identity key."""
    key = played.ik[MARO].public
    assert by_hand.fingerprint(key) == identity_fingerprint(key)


@pytest.mark.parametrize("step", [step for step in STEPS if step not in {"form", "statement"}])
def test_what_we_refuse_is_refused_by_hand(played, step):
    """The checker from the page also refuses the bundle that fails at each of our steps (but for spelling)."""
    assert not by_hand.checks(STEPS[step][0](played))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_neither_checker_takes_what_the_other_refuses(played, data):
    """With a changed word, salt, number or name, both checkers refuse."""
    which = data.draw(st.booleans())
    original = quote(played.bundle, 1, 3) if which else played.data
    verify = verify_passage if which else verify_bundle
    value = json.loads(original)
    strings = []

    def walk(target):
        for name, inner in target.items() if isinstance(target, dict) else enumerate(target):
            if isinstance(inner, dict | list):
                walk(inner)
            else:
                strings.append((target, name))

    walk(value)
    target, name = data.draw(st.sampled_from(strings))
    old = target[name]
    if isinstance(old, int):
        target[name] = old + 1
    else:
        at = data.draw(st.integers(0, max(len(old) - 1, 0)))
        target[name] = old[:at] + ("f" if old[at : at + 1] != "f" else "e") + old[at + 1 :]
    changed = (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    with pytest.raises(VerificationError):
        verify(changed)
    assert not by_hand.checks(changed)


def test_the_page_can_be_read_for_long():
    """The page is plain ASCII in short lines, and names no address that could vanish."""
    for line in HOW_TO_CHECK:
        assert line.isascii()
        assert len(line) <= 120
        assert "http" not in line
    assert HOW_TO_CHECK[0] == "HOW TO CHECK THIS FILE WITHOUT BACKCHANNEL"
