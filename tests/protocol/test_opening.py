"""The opening of a pair, and attacks on it."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.people import TWO, card_of, charter_of, key_of, reader_of, seeded

from backchannel.errors import BadInputError
from backchannel.protocol import labels
from backchannel.protocol.cards import card_value
from backchannel.protocol.charter import charter_bytes, charter_digest
from backchannel.protocol.encoding import enc, h
from backchannel.protocol.entry import write_heads
from backchannel.protocol.kem import CARRIED, KEM_OVERHEAD, PUBLIC, kem, reader_id, seal
from backchannel.protocol.limits import BLOB_SIZES, LIMITS
from backchannel.protocol.opening import (
    TRANSITIONS,
    FirstFlight,
    RunState,
    SecondFlight,
    ThirdFlight,
    answer,
    answer_knowing,
    confirm,
    finish,
    finish_knowing,
    open_flight,
    seal_flight,
    start,
)
from backchannel.protocol.padding import pad_to
from backchannel.protocol.strictjson import encode

ANA, CARO, MALLORY = key_of("Ana"), key_of("Caro"), key_of("Mallory")
CHARTER = charter_bytes(charter_of(TWO))
CHANNEL = charter_digest(CHARTER)
HEADS_A = write_heads({reader_of("Ana", "Varland"): (3, h(b"three"))})
HEADS_B = write_heads({})


def begun(own=ANA, peer=CARO.public, seed=1, ephemeral=b""):
    """A first flight and its initiator's state."""
    run, state, carried, public = start(seeded(seed), CHANNEL, CHANNEL, own.public, peer)
    cards = encode([card_value(card_of("Ana", "Varland"))])
    first = FirstFlight(CHANNEL, run, reader_id(own.public), CHANNEL, carried, ephemeral or public, (CHARTER,), cards)
    return first, state


@pytest.fixture(scope="module")
def run():
    """A whole run between two honest desks: all flights, states and keys."""
    first, started = begun()
    second, answered = answer(seeded(2), first, CARO, ANA.public, HEADS_B)
    third, keys_a = finish(started, second, ANA, HEADS_A)
    return first, started, second, answered, third, keys_a, confirm(answered, third)


def test_both_ends_hold_the_same_keys(run):
    """What one sends with, the other receives with; no two purposes share a key."""
    keys_a, keys_b = run[-2:]
    assert (keys_a.send, keys_a.receive) == (keys_b.receive, keys_b.send)
    assert (keys_a.box_send, keys_a.box_receive) == (keys_b.box_receive, keys_b.box_send)
    assert (keys_a.outer_send, keys_a.outer_receive) == (keys_b.outer_receive, keys_b.outer_send)
    assert len({getattr(keys_a, f.name) for f in fields(keys_a)}) == 6


def test_two_runs_share_no_key():
    """Another run between the same two gives other keys throughout, so old traffic stays closed."""
    seen = set()
    for seed in (1, 2):
        first, started = begun(seed=seed)
        second, _ = answer(seeded(seed + 10), first, CARO, ANA.public, HEADS_B)
        _, keys = finish(started, second, ANA, HEADS_A)
        seen |= {getattr(keys, f.name) for f in fields(keys)}
    assert len(seen) == 12


def test_flights_arrive_as_sent(run):
    """Each flight is sealed to its recipient, takes a size class, and is read back the same."""
    first, _, second, _, third, *_ = run
    for flight, recipient in ((first, CARO), (second, ANA), (third, CARO)):
        blob = seal_flight(flight, recipient.public)
        assert len(blob) in BLOB_SIZES
        assert open_flight(blob, recipient) == flight
        with pytest.raises(BadInputError):
            open_flight(blob, MALLORY)


def test_short_flights_look_alike(run):
    """The second and the third flight of a young channel have one length, whatever the heads they tell."""
    _, _, second, _, third, *_ = run
    heads = write_heads({i.to_bytes(32, "big"): (1, h(b"")) for i in range(3)})
    assert len(seal_flight(second, ANA.public)) == len(seal_flight(third, CARO.public)) == BLOB_SIZES[0]
    assert len(seal_flight(replace(second, heads=heads), ANA.public)) == BLOB_SIZES[0]


def test_the_table_of_states_has_no_other_step():
    """A run goes forward only: three flights, two roles, and both end open."""
    assert len(TRANSITIONS) == 4
    assert {key[0] for key in TRANSITIONS} == {"initiator", "responder"}
    assert all(state is None or state is not RunState.OPEN for _, state, _ in TRANSITIONS)
    for role, others in (("initiator", {1, 3}), ("responder", {2, 3})):
        assert {flight for who, _, flight in TRANSITIONS if who == role} == others


def test_attack_change_any_part_of_the_first_flight(run):
    """Whatever the responder was told otherwise, his proof no longer holds for the initiator."""
    first, started, *_ = run
    for name in ("channel", "run", "in_force"):
        with pytest.raises(BadInputError):
            answer(seeded(2), replace(first, **{name: h(b"other")}), CARO, ANA.public, HEADS_B)
    swapped = replace(first, ephemeral=MALLORY.public)
    second, _ = answer(seeded(2), swapped, CARO, ANA.public, HEADS_B)
    with pytest.raises(BadInputError):
        finish(started, second, ANA, HEADS_A)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["to_ephemeral", "to_contact", "heads", "proof"]), st.data())
def test_attack_flip_a_byte_of_the_second_flight(run, part, data):
    """Both encapsulations, the heads and the proof are bound: no changed byte is taken."""
    _, started, second, *_ = run
    value = bytearray(getattr(second, part))
    value[data.draw(st.integers(0, len(value) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadInputError):
        finish(started, replace(second, **{part: bytes(value)}), ANA, HEADS_A)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["heads", "proof"]), st.data())
def test_attack_flip_a_byte_of_the_third_flight(run, part, data):
    """The initiator's heads and proof are bound."""
    _, _, _, answered, third, *_ = run
    value = bytearray(getattr(third, part))
    value[data.draw(st.integers(0, len(value) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BadInputError):
        confirm(answered, replace(third, **{part: bytes(value)}))


def test_attack_pose_as_the_responder_without_his_key(run):
    """Who cannot open the first encapsulation cannot answer, also if he guesses its secret."""
    first, started, *_ = run
    with pytest.raises(BadInputError):
        answer(seeded(3), first, MALLORY, ANA.public, HEADS_B)
    second, _, _ = answer_knowing(seeded(3), first, CARO.public, ANA.public, HEADS_B, bytes(32))
    with pytest.raises(BadInputError, match="does not prove its sender"):
        finish(started, second, ANA, HEADS_A)


def test_attack_pose_as_the_initiator_without_his_key():
    """Who cannot open the second encapsulation cannot end the run: until then nobody is proven."""
    first, started = begun(seed=5)
    second, answered = answer(seeded(6), first, CARO, ANA.public, HEADS_B)
    with pytest.raises(BadInputError):
        finish(started, second, MALLORY, HEADS_A)
    with pytest.raises(BadInputError):
        finish_knowing(started, second, ANA.public, HEADS_A, (bytes(32), bytes(32)))
    forged = ThirdFlight(CHANNEL, first.run, first.sender, HEADS_A, bytes(32))
    with pytest.raises(BadInputError, match="does not prove its sender"):
        confirm(answered, forged)


def test_attack_key_compromise_does_not_let_anybody_pose_to_its_owner():
    """With Ana's stolen contact key one can pose as Ana, but not as Caro to Ana, in either role."""
    # As responder: Mallory opens all that is sealed to Ana, but the first secret is sealed to Caro.
    first, started = begun(seed=7)
    with pytest.raises(BadInputError):
        answer(seeded(8), first, ANA, ANA.public, HEADS_B)
    second, _, _ = answer_knowing(seeded(8), first, CARO.public, ANA.public, HEADS_B, h(b"guess"))
    with pytest.raises(BadInputError):
        finish(started, second, ANA, HEADS_A)
    # As initiator "Caro" towards Ana: he knows s1, which he drew, and s3, but not s2, which is sealed to Caro.
    run, state, carried, ephemeral = start(seeded(9), CHANNEL, CHANNEL, CARO.public, ANA.public)
    posed = FirstFlight(CHANNEL, run, reader_id(CARO.public), CHANNEL, carried, ephemeral, (CHARTER,), b"[]")
    second, answered = answer(seeded(10), posed, ANA, CARO.public, HEADS_A)
    for stolen in (ANA, MALLORY):
        with pytest.raises(BadInputError):
            finish(state, second, stolen, HEADS_B)
    with pytest.raises(BadInputError):
        confirm(answered, ThirdFlight(CHANNEL, run, posed.sender, HEADS_B, second.proof))


def test_attack_forward_secrecy_both_contact_keys_stolen_later(run):
    """With both long-lived keys and the whole transcript, the third secret is still missing."""
    first, started, second, *_ = run
    t1 = started.transcript
    for stolen in (ANA, CARO):
        with pytest.raises(BadInputError):
            stolen.open(second.to_ephemeral, enc(labels.THIRD_SHARE, t1))
    assert first.ephemeral not in (ANA.public, CARO.public)


def test_attack_an_ephemeral_key_of_low_order():
    """A first flight whose ephemeral key is none is refused with a sentence, not with a crash."""
    for bent in (ANA.public[:-32] + bytes(32), b"\xff" * PUBLIC):
        first, _ = begun(ephemeral=bent)
        with pytest.raises(BadInputError):
            answer(seeded(2), first, CARO, ANA.public, HEADS_B)


def test_attack_replay_a_flight_of_another_run(run):
    """Flights of one run fit into no other, and none fits backwards."""
    _, _, second, answered, third, *_ = run
    first, started = begun(seed=20)
    other_second, other_answered = answer(seeded(21), first, CARO, ANA.public, HEADS_B)
    with pytest.raises(BadInputError):
        finish(started, second, ANA, HEADS_A)
    with pytest.raises(BadInputError):
        confirm(other_answered, third)
    with pytest.raises(BadInputError):
        confirm(answered, replace(third, proof=other_second.proof))
    with pytest.raises(BadInputError):
        confirm(answered, replace(third, proof=second.proof))


def test_attack_reflect_a_flight_to_its_sender(run):
    """What Ana began towards Caro does not open for Ana, and her own first share is no answer."""
    first, started, *_ = run
    with pytest.raises(BadInputError):
        open_flight(seal_flight(first, CARO.public), ANA)
    mirrored = SecondFlight(CHANNEL, first.run, first.sender, first.carried, first.carried, HEADS_B, bytes(32))
    with pytest.raises(BadInputError):
        finish(started, mirrored, ANA, HEADS_A)


@pytest.fixture(scope="module")
def sealed_blob(run):
    """A sealed third flight."""
    return seal_flight(run[4], CARO.public)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_attack_flip_a_byte_of_a_sealed_flight(sealed_blob, data):
    """Every byte of what travels counts, the padding included."""
    at = data.draw(st.integers(0, len(sealed_blob) - 1))
    bent = sealed_blob[:at] + bytes([sealed_blob[at] ^ 0x40]) + sealed_blob[at + 1 :]
    with pytest.raises(BadInputError):
        open_flight(bent, CARO)


def test_attack_cut_or_lengthen_a_sealed_flight(sealed_blob):
    """Another size than the classes have, or another class, is dropped."""
    for blob in (b"", sealed_blob[:-1], sealed_blob + b"\x00", sealed_blob[:100], sealed_blob * 4):
        with pytest.raises(BadInputError):
            open_flight(blob, CARO)


def body_blob(data):
    """Any plaintext as a stranger may seal it to a card that he has."""
    return seal(pad_to(data, BLOB_SIZES[1] - KEM_OVERHEAD), CARO.public, enc(labels.FLIGHT, reader_id(CARO.public)))


D32, C1168 = bytes(32), bytes(CARRIED)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [b""],
        [b"0"],
        [b"4", D32, D32, D32],
        [b"1"],
        [b"1", D32, D32, D32, D32, C1168, bytes(PUBLIC), b"[]"],
        [b"1", D32, D32, D32, D32, C1168, bytes(PUBLIC - 1), b"[]", b"{}"],
        [b"1", D32, D32, D32, b"", C1168, bytes(PUBLIC), b"[]", b"{}"],
        [b"1", D32, D32, D32, D32, C1168, bytes(PUBLIC), b"[]", *[b"{}"] * (LIMITS.members + 2)],
        [b"2", D32, D32, D32, C1168, C1168, b"", D32, b""],
        [b"2", D32, D32, D32, C1168, C1168[1:], b"", D32],
        [b"2", D32, D32, D32, C1168, C1168, b"", D32[1:]],
        [b"3", D32, D32, D32, b""],
        [b"3", D32, D32[1:], D32, b"", D32],
        [b"3", D32, D32, D32, b"", D32 + b"\x00"],
        [b"11", D32, D32, D32, b"", D32],
    ],
)
def test_attack_a_stranger_seals_a_malformed_flight(parts):
    """Whoever has a card can seal anything to it: each gets a sentence and nothing else happens."""
    with pytest.raises(BadInputError):
        open_flight(body_blob(enc(labels.FLIGHT_BODY, *parts)), CARO)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_fuzz_a_stranger_seals_anything(data):
    """Any plaintext, sealed as it should be, is refused with a sentence."""
    with pytest.raises(BadInputError):
        open_flight(body_blob(data), CARO)


def test_a_flight_that_is_too_large_is_said_to_be():
    """A charter with its cards must fit into the largest size class."""
    first, _ = begun()
    with pytest.raises(BadInputError, match="too large to be carried"):
        seal_flight(replace(first, cards=bytes(BLOB_SIZES[-1])), CARO.public)


def test_the_largest_invitation_can_be_carried():
    """Sixty-four cards and a charter of full size fit."""
    cards = encode([card_value(card_of("Ana", "Varland"))] * LIMITS.members)
    first, _ = begun()
    full = replace(first, cards=cards, charters=(bytes(LIMITS.charter), bytes(LIMITS.charter)))
    assert open_flight(seal_flight(full, CARO.public), CARO) == full


def test_states_of_a_run_show_nothing_of_themselves(run):
    """Neither a log nor a traceback can hold the secrets of a run."""
    _, started, _, answered, _, keys, _ = run
    shown = repr(started) + repr(answered) + repr(keys)
    for secret in (started.ephemeral_seed, started.first_secret, answered.prk, keys.send, keys.outer_send):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown


def test_a_share_is_bound_to_its_run():
    """The secret of one transcript does not open under another."""
    carried, _ = kem(CARO.public, seeded(1), enc(labels.FIRST_SHARE, h(b"one")))
    with pytest.raises(BadInputError):
        CARO.open(carried, enc(labels.FIRST_SHARE, h(b"two")))
    with pytest.raises(BadInputError):
        CARO.open(carried, enc(labels.SECOND_SHARE, h(b"one")))
