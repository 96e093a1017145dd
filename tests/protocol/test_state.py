"""The shared state of a channel, one act at a time."""

from dataclasses import replace

import pytest
from tests.protocol.histories import Channel, add, amend, assent, opened, remove
from tests.protocol.people import TWO, card_of, charter_of, reader_of

from backchannel.protocol.charter import Member, charter_bytes, charter_digest
from backchannel.protocol.encoding import h
from backchannel.protocol.state import (
    ACTIVE,
    LEFT,
    REMOVED,
    as_member,
    founding_state,
    member_named,
    refusal,
)

CHARTER = charter_of(TWO)
ANA, BEK = reader_of("Ana", "Varland"), reader_of("Bek", "Varland")
CARO, DOV = reader_of("Caro", "Osmar"), reader_of("Dov", "Osmar")


def status(channel, reader, at="Ana"):
    """What somebody is on the channel, as a desk sees it."""
    return channel[at].state.members[reader].status


def amended(channel, *, name="Ana", drop=(), **rules):
    """The charter in force with other rules or fewer members."""
    state = channel[name].state
    parties = tuple(
        replace(p, members=tuple(m for m in p.members if m.reader not in drop)) for p in state.charter.parties
    )
    return replace(state.charter, amends=state.digest, parties=parties, **rules)


def test_a_charter_is_in_force_once_every_party_has_assented():
    """One party alone puts nothing into force, and a reader's assent counts for nothing."""
    channel = Channel(CHARTER)
    start = channel["Ana"].state
    assert start == founding_state(start.channel, CHARTER)
    assert not start.in_force
    channel.write("Ana", "assent", **assent(start.channel))
    channel.carry()
    assert not channel["Caro"].state.in_force
    refused = channel.write("Dov", "assent", **assent(start.channel))
    channel.carry()
    assert set(channel.refusals(refused).values()) == {
        "Only a principal may assent to a charter; ask a principal of your side."
    }
    done = channel.write("Caro", "assent", **assent(start.channel))
    channel.carry()
    for desk in channel.desks.values():
        assert desk.state.in_force
        assert desk.state.history == ((start.channel, done[0].id),)


def test_a_party_may_ask_for_several_principals():
    """Where the charter asks two of a party, one does not speak for it."""
    channel = Channel(charter_of({"Varland": ["Ana*", "Bek*"], "Osmar": ["Caro*", "Dov*"]}, assent=2))
    for name in ("Ana", "Caro", "Dov", "Ana"):
        channel.write(name, "assent", **assent(channel["Ana"].channel))
        channel.carry()
        assert not channel[name].state.in_force
    channel.write("Bek", "assent", **assent(channel["Ana"].channel))
    channel.carry()
    assert channel["Ana"].state.in_force


def test_a_charter_that_is_declined_stays_out_of_force():
    """Declining is said to everybody, with its reason."""
    channel = Channel(CHARTER)
    channel.write("Caro", "assent", **assent(channel["Ana"].channel, "decline"), reason="The toll is missing.")
    channel.carry()
    assert channel["Ana"].state.declined == ((CARO, "The toll is missing."),)
    assert not channel["Ana"].state.in_force


def test_an_amendment_binds_from_the_entry_that_completes_it():
    """Before it everybody goes by the old charter, after it by the new one."""
    channel = opened(CHARTER)
    new = amended(channel, retention_days=90)
    channel.write("Ana", "amend", **amend(new))
    channel.carry()
    assert channel["Caro"].state.charter.retention_days == 0
    (waiting,) = channel["Caro"].state.amendments
    assert waiting.assents == {ANA}
    done = channel.write("Caro", "assent", **assent(waiting.digest))
    channel.carry()
    for desk in channel.desks.values():
        assert desk.state.digest == charter_digest(charter_bytes(new))
        assert desk.state.charter.retention_days == 90
        assert desk.state.amendments == ()
        assert desk.state.history[-1] == (desk.state.digest, done[0].id)


def test_an_amendment_that_is_declined_changes_nothing():
    """The refusal and its reason stand beside the amendment."""
    channel = opened(CHARTER)
    channel.write("Ana", "amend", **amend(amended(channel, retention_days=90)))
    channel.carry()
    (waiting,) = channel["Caro"].state.amendments
    channel.write("Caro", "assent", **assent(waiting.digest, "decline"), reason="Keep all.")
    channel.carry()
    assert channel["Ana"].state.amendments[0].declined == ((CARO, "Keep all."),)
    assert channel["Ana"].state.charter == CHARTER


def test_an_amendment_can_bring_and_drop_readers():
    """Who is in the new charter is on the channel, with the card that came with it; who is not, is removed."""
    channel = opened(CHARTER)
    eni = card_of("Eni", "Varland")
    new = amended(channel, drop=(DOV,))
    parties = (
        replace(new.parties[0], members=(*new.parties[0].members, Member("Eni", eni.reader, False))),
        new.parties[1],
    )
    channel.write("Ana", "amend", **amend(replace(new, parties=parties), eni))
    channel.carry()
    assert status(channel, eni.reader) == REMOVED
    channel.write("Caro", "assent", **assent(channel["Caro"].state.amendments[0].digest))
    channel.carry("Ana", "Bek", "Caro")
    assert status(channel, eni.reader) == ACTIVE
    assert status(channel, DOV) == REMOVED
    assert channel["Caro"].state.members[eni.reader].card == eni
    assert channel["Caro"].state.addressed() == sorted([ANA, BEK, CARO, eni.reader])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda c: replace(c, amends=h(b"other")), "no longer in force"),
        (lambda c: replace(c, amends=b""), "no longer in force"),
        (lambda c: replace(c, parties=c.parties[:1], amend=1), "cannot add or remove a party"),
        (lambda c: replace(c, parties=(replace(c.parties[0], name="Varlund"), c.parties[1])), "add or remove a party"),
        (
            lambda c: replace(
                c,
                parties=(
                    replace(c.parties[0], members=(*c.parties[0].members, Member("Eni", h(b"eni"), False))),
                    c.parties[1],
                ),
            ),
            "does not bring",
        ),
        (lambda c: replace(c, amend=1), "half of the parties"),
    ],
)
def test_an_amendment_that_cannot_be_is_refused_everywhere(change, sentence):
    """Another base, another set of parties, a reader without a card, or a contradiction."""
    channel = opened(CHARTER)
    before = channel["Caro"].state
    entry = channel.write("Ana", "amend", **amend(change(amended(channel))))
    channel.carry()
    assert all(sentence in said for said in channel.refusals(entry).values())
    assert channel["Caro"].state == before


def test_attack_a_reader_who_is_no_principal_acts():
    """Only principals amend, add, remove, mend and close."""
    channel = opened(CHARTER)
    before = channel["Ana"].state
    for kind, fields in (
        ("amend", amend(amended(channel))),
        ("add-reader", add(card_of("Eni", "Varland"))),
        ("remove-reader", remove(ANA)),
        ("close", {}),
        ("mend", {"author": CARO.hex(), "seq": 1, "entry": h(b"x").hex(), "reason": "A fork."}),
    ):
        entry = channel.write("Bek", kind, **fields)
        channel.carry()
        assert all(said.startswith("Only a principal may") for said in channel.refusals(entry).values())
    assert channel["Ana"].state == before


def test_a_principal_adds_a_reader_of_his_own_party():
    """The new reader is on the channel from then on, and it is known who added him and why."""
    channel = opened(CHARTER)
    eni = card_of("Eni", "Osmar")
    channel.write("Caro", "add-reader", **add(eni, "She speaks the language."))
    channel.carry()
    added = channel["Ana"].state.members[eni.reader]
    assert (added.status, added.principal, added.added_by) == (ACTIVE, False, CARO)
    assert added.reason == "She speaks the language."
    assert channel.join("Eni", eni.reader).state == channel["Ana"].state
    letter = channel.write("Eni", "letter")
    channel.carry()
    assert set(channel.refusals(letter).values()) == {""}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (add(card_of("Eni", "Osmar")), "of his own party only"),
        (add(card_of("Bek", "Varland")), "is a reader of this channel already"),
        (add(replace(card_of("Eni", "Varland"), person="Bek")), "called Bek here already"),
        (add(card_of("Eni", "Varland"), ""), "“reason”"),
        (add(card_of("Eni", "Varland"), replaces=CARO.hex()), "not one of this party"),
        (add(card_of("Eni", "Varland"), more="x"), "should not have"),
        ({"card": {}, "reason": "x"}, "missing"),
        ({"reason": "x"}, "missing"),
    ],
)
def test_an_addition_that_cannot_be_is_refused_everywhere(fields, sentence):
    """Another party's reader, one who is here already, a name that is taken, no reason, another field."""
    channel = opened(CHARTER)
    before = channel["Caro"].state
    entry = channel.write("Ana", "add-reader", **fields)
    channel.carry()
    assert all(sentence in said for said in channel.refusals(entry).values())
    assert channel["Caro"].state == before


def test_attack_add_readers_beyond_the_ceiling():
    """The ceiling that both sides agreed holds, also against the party whose ceiling it is."""
    channel = opened(charter_of(TWO, ceiling=3))
    first = channel.write("Ana", "add-reader", **add(card_of("Eni", "Varland")))
    second = channel.write("Ana", "add-reader", **add(card_of("Fil", "Varland")))
    channel.carry()
    assert set(channel.refusals(first).values()) == {""}
    assert all("may have 3 readers" in said for said in channel.refusals(second).values())
    channel.write("Ana", "remove-reader", **remove(BEK))
    third = channel.write("Ana", "add-reader", **add(card_of("Fil", "Varland")))
    channel.carry("Ana", "Caro", "Dov")
    assert channel["Caro"].verdicts[third[0].id] == ""


def test_a_replaced_machine_hands_on_its_role():
    """A principal who lost his machine goes on as a principal on the new one, and the old one is out."""
    channel = opened(charter_of({"Varland": ["Ana*", "Bek*"], "Osmar": ["Caro*"]}))
    new = replace(card_of("Ana's second desk", "Varland"), person="Ana")
    channel.write("Bek", "add-reader", **add(new, "Her machine was lost.", replaces=ANA.hex()))
    channel.carry()
    state = channel["Caro"].state
    assert (state.members[ANA].status, state.members[new.reader].principal) == (REMOVED, True)
    assert set(state.principals("Varland")) == {BEK, new.reader}


def test_attack_a_lost_machine_comes_back_by_an_amendment_that_waited():
    """Whoever was removed or replaced while an amendment waited stays out when it is completed."""
    for replaced in (False, True):
        channel = opened(CHARTER)
        channel.write("Caro", "amend", **amend(amended(channel, retention_days=90)))
        channel.carry()
        if replaced:
            new = replace(card_of("Bek's second desk", "Varland"), person="Bek")
            channel.write("Ana", "add-reader", **add(new, "His machine was stolen.", replaces=BEK.hex()))
        else:
            channel.write("Ana", "remove-reader", **remove(BEK))
        channel.write("Ana", "assent", **assent(channel["Ana"].state.amendments[0].digest))
        channel.carry("Ana", "Caro", "Dov")
        for name in ("Ana", "Caro", "Dov"):
            assert channel[name].state.charter.retention_days == 90
            assert status(channel, BEK, name) == REMOVED
            assert not replaced or status(channel, new.reader, name) == ACTIVE


def test_an_amendment_may_bring_back_somebody_who_had_been_removed_before():
    """Who writes an amendment after a removal, and names the person, means it."""
    channel = opened(CHARTER)
    channel.write("Ana", "remove-reader", **remove(BEK))
    channel.carry("Ana", "Caro", "Dov")
    channel.write("Caro", "amend", **amend(amended(channel)))
    channel.carry("Ana", "Caro", "Dov")
    channel.write("Ana", "assent", **assent(channel["Ana"].state.amendments[0].digest))
    channel.carry("Ana", "Caro", "Dov")
    assert status(channel, BEK, "Caro") == ACTIVE


def test_a_removed_reader_is_addressed_no_more():
    """A principal removes readers of his own party, with a reason; the other party's stay."""
    channel = opened(CHARTER)
    channel.write("Ana", "remove-reader", **remove(BEK))
    channel.carry()
    assert status(channel, BEK) == REMOVED
    assert BEK not in channel["Caro"].state.addressed()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (remove(DOV), "of his own party only"),
        (remove(h(b"nobody")), "only those who are on the channel"),
        (remove(ANA), "the only principal of Varland"),
        (remove(BEK, " "), "“reason”"),
    ],
)
def test_a_removal_that_cannot_be_is_refused_everywhere(fields, sentence):
    """Another party's reader, somebody unknown, a party's last principal, no reason."""
    channel = opened(CHARTER)
    entry = channel.write("Ana", "remove-reader", **fields)
    channel.carry()
    assert all(sentence in said for said in channel.refusals(entry).values())
    assert status(channel, DOV) == status(channel, ANA) == ACTIVE


def test_somebody_who_left_is_still_addressed_but_does_not_write_letters():
    """He may owe a consent, so entries still go to him; his own letters are refused."""
    channel = opened(CHARTER)
    channel.write("Bek", "leave", reason="Retired.")
    channel.carry()
    assert status(channel, BEK) == LEFT
    assert BEK in channel["Ana"].state.addressed()
    assert BEK not in channel["Ana"].state.active()
    letter = channel.write("Bek", "letter")
    channel.carry()
    assert set(channel.refusals(letter).values()) == {"Its author had left the channel."}


def test_attack_take_over_the_place_of_another_partys_reader_who_left():
    """A left reader's key cannot be added as one's own, which would take from him the consent that he owes."""
    channel = opened(charter_of({"Varland": ["Ana*"], "Osmar": ["Caro*", "Dov*"]}))
    channel.write("Dov", "leave")
    channel.carry()
    stolen = replace(card_of("Dov", "Osmar"), party="Varland")
    entry = channel.write("Ana", "add-reader", **add(stolen))
    channel.carry()
    assert all("may still owe a consent" in said for said in channel.refusals(entry).values())
    assert channel["Caro"].state.members[DOV].party == "Osmar"


def test_a_closed_channel_is_closed_once():
    """The first close counts, with its reason; afterwards there are no letters, but acknowledgements."""
    channel = opened(CHARTER)
    first = channel.write("Ana", "close", reason="All is said.")
    channel.carry()
    second = channel.write("Caro", "close")
    letter = channel.write("Caro", "letter")
    ack = channel.write("Caro", "ack")
    channel.carry()
    assert channel["Dov"].state.closed == first[0].id
    assert channel["Dov"].state.closing_reason == "All is said."
    for entry, said in ((second, "The channel was closed."), (letter, "The channel was closed."), (ack, "")):
        assert set(channel.refusals(entry).values()) == {said}


def test_a_mend_needs_each_party_to_say_the_same():
    """Parties that name one end of a forked chain are counted together; another end is another mend."""
    channel = opened(CHARTER)
    mend = {"author": BEK.hex(), "seq": 2, "entry": h(b"true").hex(), "reason": "His desk was restored."}
    channel.write("Ana", "mend", **mend)
    channel.carry()
    channel.write("Caro", "mend", **mend)
    channel.write("Caro", "mend", **(mend | {"entry": h(b"false").hex()}))
    channel.carry()
    found = {m.entry: m.parties for m in channel["Dov"].state.mends}
    assert found == {h(b"true"): {"Varland", "Osmar"}, h(b"false"): {"Osmar"}}


def test_members_are_found_by_name_and_party():
    """Two people of one name are told apart by their party; who was removed is not found."""
    state = founding_state(h(b"c"), charter_of({"Varland": ["Ana*"], "Osmar": ["Ana*", "Dov"]}))
    # One person's key stands in both parties' invented cards, so the second is given a reader of its own.
    members = dict(state.members) | {h(b"other Ana"): replace(state.members[ANA], party="Varland")}
    state = replace(state, members=members)
    assert len(member_named(state, "Ana")) == 2
    assert [m.party for _, m in member_named(state, "Varland/Ana")] == ["Varland"]
    gone = {r: replace(m, status=REMOVED) for r, m in members.items()}
    assert member_named(replace(state, members=gone), "Ana") == []


def test_a_member_as_the_charter_writes_it():
    """A membership is written into the next charter as it stands; a refusal is kept as its sentence."""
    state = founding_state(h(b"c"), CHARTER)
    assert as_member(state.members[ANA], ANA) == Member("Ana", ANA, True)
    assert [r for r, _ in member_named(state, "Varland/Ana")] == [ANA]
    assert member_named(state, "Osmar/Ana") == []
    from backchannel.errors import RuleError

    assert refusal(RuleError("No.")) == "No."
