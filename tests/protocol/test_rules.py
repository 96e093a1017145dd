"""The rules that every entry is held to, at every desk alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.histories import Channel, add, amend, assent, opened, remove
from tests.protocol.people import TWO, card_of, charter_of, reader_of
from tests.protocol.test_state import amended
from tests.protocol.test_strictjson import VALUES

from backchannel.protocol.charter import charter_bytes, charter_digest
from backchannel.protocol.encoding import h
from backchannel.protocol.entry import KINDS, RESTRICTED_KINDS, SHARED_KINDS
from backchannel.protocol.rules import AFTER_CLOSE, AFTER_LEAVING, BEFORE_FORCE, judge

CHARTER = charter_of(TWO)
ANA, BEK = reader_of("Ana", "Varland"), reader_of("Bek", "Varland")
CARO, DOV = reader_of("Caro", "Osmar"), reader_of("Dov", "Osmar")

SAMPLE = opened(CHARTER)
FIELDS = {
    "amend": lambda c: amend(amended(c)),
    "add-reader": lambda c: add(card_of("Eni", "Varland")),
    "remove-reader": lambda c: remove(BEK),
    "mend": lambda c: {"author": CARO.hex(), "seq": 1, "entry": h(b"x").hex(), "reason": "A fork."},
    "assent": lambda c: assent(c["Ana"].channel),
    "reseal": lambda c: {"entry": h(b"letter").hex(), "reader": CARO.hex(), "reason": "She asked."},
}


def said(channel, entry):
    """The one verdict on which all desks agree."""
    channel.carry()
    (verdict,) = set(channel.refusals(entry).values())
    return verdict


def fields_of(channel, kind):
    """Fields with which a kind breaks no rule of its own."""
    return FIELDS.get(kind, lambda c: {})(channel)


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_written_before_the_charter_is_in_force(kind):
    """Until every party has assented there are keys, assents and acknowledgements, and no letters."""
    channel = Channel(CHARTER)
    verdict = said(channel, channel.write("Ana", kind, **fields_of(channel, kind)))
    assert (verdict == "The charter was not in force: not every party had assented.") == (kind not in BEFORE_FORCE)
    assert (verdict == "") == (kind in BEFORE_FORCE)


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_written_after_the_close(kind):
    """A closed channel takes no letters and no changes, but a release stays possible."""
    channel = opened(CHARTER)
    fields = fields_of(channel, kind)
    channel.write("Caro", "close")
    channel.carry()
    verdict = said(channel, channel.write("Ana", kind, **fields))
    assert (verdict == "The channel was closed.") == (kind not in AFTER_CLOSE)


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_written_after_leaving(kind):
    """Who left may give a consent that he owes, and renew his keys."""
    channel = opened(CHARTER)
    fields = fields_of(channel, kind)
    channel.write("Ana", "leave")
    channel.carry()
    verdict = said(channel, channel.write("Ana", kind, **fields, readers=[BEK, ANA, CARO, DOV]))
    assert (verdict == "Its author had left the channel.") == (kind not in AFTER_LEAVING)


def test_attack_an_entry_by_somebody_who_was_removed():
    """After his removal nothing that he writes counts, whatever its kind, at any desk."""
    channel = opened(CHARTER)
    channel.write("Ana", "remove-reader", **remove(BEK))
    channel.carry()
    for kind in ("letter", "rekey", "ack", "leave", "assent"):
        assert said(channel, channel.write("Bek", kind)) == ("Its author is not on the channel.")


def test_attack_an_entry_by_somebody_who_never_was_on_the_channel():
    """A stranger with a chain of his own is refused."""
    channel = opened(CHARTER)
    entry = channel["Ana"].make("letter", writer=h(b"stranger"), after=(0, bytes(32)))
    channel.put(entry)
    assert said(channel, entry) == "Its author is not on the channel."


def test_attack_an_entry_that_goes_by_an_old_charter():
    """Who has seen the amendment completed cannot go on by the rules of before, nor by rules of his own."""
    channel = opened(charter_of(TWO, write="members"))
    old = channel["Ana"].state.digest
    channel.write("Ana", "amend", **amend(amended(channel, write="principals")))
    channel.carry()
    channel.write("Caro", "assent", **assent(channel["Caro"].state.amendments[0].digest))
    channel.carry()
    for digest in (old, h(b"a charter of his own")):
        entry = channel.write("Bek", "letter", goes_by=digest)
        assert said(channel, entry) == "Its author goes by another charter than the one in force."
    assert said(channel, channel.write("Bek", "letter")) == "By the charter only principals write letters."
    assert said(channel, channel.write("Ana", "letter")) == ""


def test_an_entry_that_had_not_seen_the_amendment_goes_by_the_old_charter():
    """It was right when it was written, and stays so."""
    channel = opened(CHARTER)
    channel.write("Ana", "amend", **amend(amended(channel, write="principals")))
    channel.carry("Caro")
    late = channel["Bek"].make("letter")
    channel.write("Caro", "assent", **assent(channel["Caro"].state.amendments[0].digest))
    channel.carry()
    channel.put(late)
    assert said(channel, late) == ""


@pytest.mark.parametrize("kind", sorted({"reseal", "release-proposal", "release-assent"}))
def test_attack_a_reader_acts_for_his_party(kind):
    """Only principals open letters to others, propose a release and consent to it."""
    channel = opened(CHARTER)
    assert said(channel, channel.write("Bek", kind, **fields_of(channel, kind))) == "Only a principal may do this."


@pytest.mark.parametrize("kind", SHARED_KINDS)
def test_attack_hide_a_shared_entry_from_a_member(kind):
    """What changes the channel must be sealed to every member: else one would act by another state."""
    channel = opened(CHARTER)
    fields = fields_of(channel, kind)
    for readers in ([ANA], [ANA, BEK, CARO], [ANA, BEK, CARO, DOV, h(b"more")]):
        before = channel["Dov"].state
        verdict = said(channel, channel.write("Ana", kind, readers=readers, **fields))
        assert verdict == "It is of a kind that every member reads, but was not sealed to all of them."
        assert channel["Dov"].state == before


def test_attack_seal_a_letter_to_somebody_who_is_not_on_the_channel():
    """A letter goes to members only, its author among them; who left gets no more letters."""
    channel = opened(CHARTER)
    stranger = "It was sealed to somebody who is not on the channel."
    gone = "It was sealed to somebody who had left the channel."
    write = channel.write
    assert said(channel, write("Ana", "letter", readers=[ANA, h(b"x")])) == stranger
    assert said(channel, write("Ana", "letter", readers=[CARO])) == "Its author is not among its readers."
    channel.write("Dov", "leave")
    channel.carry()
    assert said(channel, write("Ana", "letter", readers=[ANA, DOV])) == gone
    assert said(channel, write("Ana", "release-proposal", readers=[ANA, DOV])) == ""
    channel.write("Caro", "remove-reader", **remove(DOV))
    channel.carry()
    assert said(channel, write("Ana", "signature", readers=[ANA, DOV])) == stranger


def test_opening_a_letter_to_a_further_reader():
    """Only to somebody who is on the channel."""
    channel = opened(CHARTER)
    fields = fields_of(channel, "reseal")
    assert said(channel, channel.write("Ana", "reseal", **fields)) == ""
    for reader in (h(b"x"), DOV):
        if reader == DOV:
            channel.write("Dov", "leave")
            channel.carry()
        entry = channel.write("Ana", "reseal", **(fields | {"reader": reader.hex()}))
        assert said(channel, entry) == "It opens a letter to somebody who is not on the channel."


def test_a_renewal_of_keys_goes_also_to_who_left():
    """He may still owe a consent, so his pairs live on; all other shared kinds go to the active members alone."""
    channel = opened(CHARTER)
    channel.write("Dov", "leave")
    channel.carry()
    all_four = [ANA, BEK, CARO, DOV]
    assert said(channel, channel.write("Ana", "rekey")) == ""
    assert said(channel, channel.write("Ana", "rekey", readers=all_four[:3])).startswith("It is of a kind that every")
    assert said(channel, channel.write("Ana", "ack")) == ""
    assert said(channel, channel.write("Ana", "ack", readers=all_four)).startswith("It is of a kind that every")


def test_attack_a_kind_that_this_program_does_not_know():
    """It is kept in its chain and changes nothing, so that a newer desk can be on the same channel."""
    channel = opened(CHARTER)
    before = channel["Caro"].state
    assert said(channel, channel.write("Ana", "new-kind")) == ""
    assert channel["Caro"].state == before
    assert channel["Caro"].ledger.heads[ANA][0] == 2


def test_every_kind_is_shared_or_restricted():
    """No kind is both, and each table of when it may be written speaks of kinds that exist."""
    assert not set(SHARED_KINDS) & set(RESTRICTED_KINDS)
    assert set(KINDS) >= BEFORE_FORCE | AFTER_CLOSE | AFTER_LEAVING


@given(
    st.sampled_from(KINDS),
    st.dictionaries(
        st.sampled_from(
            ["charter", "answer", "cards", "card", "reason", "reader", "replaces", "author", "seq", "entry"]
        ),
        VALUES | st.sampled_from([ANA.hex(), h(b"x").hex(), charter_bytes(CHARTER).decode(), "assent"]),
        max_size=5,
    ),
)
def test_fuzz_any_body_is_judged(kind, fields):
    """Whatever a hostile member seals, every desk gives a verdict in words, and none breaks."""
    state = SAMPLE["Ana"].state
    header, body = SAMPLE["Ana"].make(kind, **fields)
    verdict = judge(state, header, body)
    assert isinstance(verdict, str)
    assert judge(state, header, None) in {"", verdict}


def test_the_digest_of_the_founding_charter_is_the_channel():
    """A channel is named by what was agreed first."""
    assert SAMPLE["Ana"].state.channel == charter_digest(charter_bytes(CHARTER))
