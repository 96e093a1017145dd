"""Who can forge what: deniability, and what it does not endanger."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.envelopes import AUTHOR, CHANNEL, CHARTER, TIME, receiver, sealed_to
from tests.protocol.people import key_of, reader_of, seeded

from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol import labels
from backchannel.protocol.batch import read_frame, write_frame
from backchannel.protocol.encoding import enc, equal, h, mac, xpd, xtr
from backchannel.protocol.entry import FIRST, read_header
from backchannel.protocol.forgery import forge_frame, simulate_opening
from backchannel.protocol.kem import SecretKey, unkem
from backchannel.protocol.opening import confirm, finish
from backchannel.protocol.pair import step
from backchannel.protocol.sealing import check_tag

ANA, CARO = key_of("Ana"), key_of("Caro")
TEXT = {"passages": ["We accept the toll as you propose it."]}


def simulated(seed=1):
    """An opening between two people who know nothing of it, made from their public keys alone."""
    heads = {reader_of("Ana", "Varland"): (2, h(b"two"))}
    return simulate_opening(seeded(seed), CHANNEL, CHARTER, ANA.public, CARO.public, heads=heads)


def verifies(made, secret_a, secret_b):
    """A judge's check of a whole transcript who was given every secret key: do both proofs hold?"""
    first, second, third = made.first, made.second, made.third
    t0 = h(enc(labels.RUN, first.channel, first.in_force, first.run, secret_a.public, secret_b.public))
    t1 = h(enc(labels.FIRST_FLIGHT, t0, first.carried, first.ephemeral))
    t2 = h(enc(labels.SECOND_FLIGHT, t1, second.to_ephemeral, second.to_contact, second.heads))
    s1 = unkem(secret_b, first.carried, enc(labels.FIRST_SHARE, t0))
    s2 = unkem(secret_a, second.to_contact, enc(labels.SECOND_SHARE, t1))
    s3 = unkem(SecretKey(made.started.ephemeral_seed), second.to_ephemeral, enc(labels.THIRD_SHARE, t1))
    prk = xtr(t2, enc(labels.SHARES, s1, s2, s3))
    t3 = h(enc(labels.THIRD_FLIGHT, t2, second.proof, third.heads))
    return equal(mac(xpd(prk, labels.RESPONDER_PROOF), t2), second.proof) and equal(
        mac(xpd(prk, labels.INITIATOR_PROOF), t3), third.proof
    )


def test_an_opening_made_from_public_keys_verifies_under_the_secret_ones():
    """A transcript that nobody took part in is right in every check that both people's keys allow."""
    assert verifies(simulated(), ANA, CARO)


def test_both_desks_compute_the_proofs_of_a_simulated_opening():
    """Each real desk, given the run's passing state, gives the very proofs and keys of the forgery."""
    made = simulated()
    third, keys_a = finish(made.started, made.second, ANA, made.third.heads)
    assert third == made.third
    assert keys_a == made.keys
    keys_b = confirm(made.answered, made.third)
    assert (keys_b.send, keys_b.receive) == (made.keys.receive, made.keys.send)


def test_a_simulated_opening_has_the_form_of_a_real_one():
    """Sizes, senders and numbers are those of a real run, and no two forgeries share a byte string."""
    one, other = simulated(1), simulated(2)
    assert one.first.sender == reader_of("Ana", "Varland")
    assert one.second.sender == reader_of("Caro", "Osmar")
    assert {len(one.first.carried), len(one.second.to_contact), len(one.second.to_ephemeral)} == {1168}
    assert one.first.run != other.first.run
    assert one.second.proof != other.second.proof


def test_a_simulated_opening_deceives_neither_of_the_two():
    """A desk finishes only a run for which it drew the secrets itself; a stranger's answer to it is refused."""
    mine, theirs = simulated(1), simulated(2)
    with pytest.raises(BadInputError):
        finish(mine.started, theirs.second, ANA, mine.third.heads)
    with pytest.raises(BadInputError):
        confirm(mine.answered, theirs.third)


def test_the_wrong_people_are_not_verified():
    """The check above can fail: it holds for the two whose keys were used, and for nobody else."""
    with pytest.raises(BackchannelError):
        verifies(simulated(), key_of("Dov"), CARO)


def forged(holder, seed=1, **changed):
    """What a receiver makes "from the author" out of what he himself holds."""
    given_values = {
        "chain": holder.chain,
        "number": holder.head[0] + 1,
        "reader_key": holder.secret.public,
        "epoch": 0,
        "reader": holder.reader,
        "channel": CHANNEL,
        "charter": CHARTER,
        "author": AUTHOR,
        "head": holder.head,
        "seen": {},
        "kind": "letter",
        "time": TIME,
        "readers": [AUTHOR, holder.reader],
        "content": TEXT,
    } | changed
    return forge_frame(seeded(seed), **given_values)


def test_a_reader_can_make_a_letter_that_his_own_desk_takes():
    """Caro writes "from Ana" to herself, and nothing in the entry tells it from one that Ana wrote."""
    caro = receiver("Caro")
    frame = read_frame(write_frame(forged(caro)))
    before = caro.chain
    body = caro.open(frame)
    assert body["passages"] == TEXT["passages"]
    assert read_header(frame.header).author == AUTHOR
    assert caro.chain == step(before).following


def test_a_forged_letter_has_the_sizes_of_a_real_one():
    """Neither length nor form tells a forgery from the author's own."""
    caro = receiver("Caro")
    (real,) = sealed_to([caro], [caro], TEXT)
    made = forged(caro)
    for part in ("header", "ciphertext", "slot", "tag"):
        assert len(getattr(made, part)) == len(getattr(real, part))


def test_a_reader_can_go_on_forging_a_whole_chain():
    """Not one letter alone: the whole past of a correspondence could have been made by its reader."""
    caro = receiver("Caro")
    for number in range(3):
        assert caro.open(forged(caro, seed=number)) is not None
    assert caro.head[0] == 3


def test_attack_show_a_forged_letter_to_another_member():
    """Dov holds another pair key with Ana: what Caro made is refused, and his chain does not move."""
    caro, dov = receiver("Caro"), receiver("Dov")
    frame = forged(caro, readers=[AUTHOR, caro.reader, dov.reader])
    before = (dov.chain, dov.head)
    with pytest.raises(BadInputError, match="does not come from whom it names"):
        dov.open(frame)
    retargeted = forged(caro, reader=dov.reader, reader_key=dov.secret.public)
    with pytest.raises(BadInputError, match="does not come from whom it names"):
        dov.open(retargeted)
    assert (dov.chain, dov.head) == before


def test_attack_forge_after_the_chain_has_moved_on():
    """An old chain key makes nothing that is taken once the chain has passed it."""
    caro = receiver("Caro")
    late = forged(caro)
    caro.open(forged(caro, seed=2))
    before = (caro.chain, caro.head)
    with pytest.raises(BadInputError):
        caro.open(late)
    with pytest.raises(BadInputError):
        check_tag(read_header(late.header).id, late.slot, late.type, late.epoch, late.tag, step(caro.chain))
    assert (caro.chain, caro.head) == before


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_attack_forge_with_any_other_key(key):
    """Without the chain key nothing is taken, whatever is used in its place."""
    caro = receiver("Caro")
    with pytest.raises(BadInputError, match="does not come from whom it names"):
        caro.open(forged(caro, chain=key))
    assert caro.head == (0, FIRST)
