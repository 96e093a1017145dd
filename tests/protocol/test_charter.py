"""Charters: the bytes that are agreed, and contradictions that are refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.people import TWO, charter_of, reader_of
from tests.protocol.test_strictjson import VALUES

from backchannel.errors import BadInputError
from backchannel.protocol.charter import (
    Charter,
    Member,
    Party,
    charter_bytes,
    charter_digest,
    check,
    read_charter,
    with_members,
)
from backchannel.protocol.encoding import h
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.strictjson import decode, encode

CHARTER = charter_of(TWO)
VALUE = decode(charter_bytes(CHARTER))
PARTY = VALUE["parties"][0]

NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@st.composite
def charters(draw):
    """Charters without a contradiction, of one to four parties."""
    parties = []
    for number, name in enumerate(draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))):
        people = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
        principals = draw(st.integers(1, len(people)))
        members = tuple(Member(p, h(f"{p} {number}".encode()), i < principals) for i, p in enumerate(people))
        ceiling = draw(st.integers(len(people), 10))
        parties.append(Party(name, ceiling, draw(st.integers(1, principals)), members))
    least = 1 if len(parties) == 1 else len(parties) // 2 + 1
    return Charter(
        title=draw(NAMES),
        purpose=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40)),
        nonce=draw(st.binary(min_size=32, max_size=32)),
        amends=draw(st.just(b"") | st.binary(min_size=32, max_size=32)),
        parties=tuple(parties),
        write=draw(st.sampled_from(["members", "principals"])),
        amend=draw(st.integers(least, len(parties))),
        release=draw(st.sampled_from(["every party", "parties concerned"])),
        withholding=draw(st.sampled_from(["blank", "two-sided"])),
        courier=draw(st.sampled_from(["recorded", "none"])),
        retention_days=draw(st.integers(0, 36_500)),
        key_days=draw(st.integers(1, 3_650)),
        restraint=tuple(draw(st.lists(NAMES, max_size=3))),
        courtesy=tuple(draw(st.lists(NAMES, max_size=3))),
    )


@settings(max_examples=60, deadline=None)
@given(charters())
def test_a_charter_is_read_as_written(charter):
    """Both sides read the same rules from the same bytes, and write the same bytes again."""
    data = charter_bytes(charter)
    assert read_charter(data) == charter
    assert charter_bytes(read_charter(data)) == data


@settings(max_examples=40, deadline=None)
@given(charters(), charters())
def test_another_rule_is_another_channel(one, other):
    """The channel's identifier is the digest of all the rules."""
    same = charter_digest(charter_bytes(one)) == charter_digest(charter_bytes(other))
    assert same == (one == other)
    assert charter_digest(charter_bytes(one)) != charter_digest(charter_bytes(replace(one, nonce=h(one.nonce))))


def test_every_prefix_and_every_trailing_byte_is_refused():
    """A charter that was cut short anywhere, or goes on after its end, is none."""
    data = charter_bytes(CHARTER)
    for at in range(len(data)):
        with pytest.raises(BadInputError):
            read_charter(data[:at])
    for more in (b" ", b"\n", b"{}", b"\x00"):
        with pytest.raises(BadInputError):
            read_charter(data + more)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_fuzz_a_changed_byte_is_refused_or_another_charter(data):
    """No byte is without meaning: whatever still reads is written to the same bytes, and is another channel."""
    whole = bytearray(charter_bytes(CHARTER))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = data.draw(st.integers(0, 255).filter(lambda b: b != whole[at]))
    try:
        read = read_charter(bytes(whole))
    except BadInputError:
        return
    assert charter_bytes(read) == bytes(whole)
    assert charter_digest(bytes(whole)) != charter_digest(charter_bytes(CHARTER))


@settings(deadline=None)
@given(st.sampled_from(sorted(VALUE)), VALUES)
def test_fuzz_any_value_in_any_field(name, value):
    """Any value in any field of a charter is read or refused with a sentence."""
    data = encode(VALUE | {name: value})
    try:
        assert charter_bytes(read_charter(data)) == data
    except BadInputError:
        return


@settings(deadline=None)
@given(st.sampled_from(sorted(PARTY)) | st.sampled_from(sorted(PARTY["members"][0])), VALUES)
def test_fuzz_any_value_in_any_field_of_a_party_or_person(name, value):
    """The same holds within the list of parties."""
    if name in PARTY:
        party = PARTY | {name: value}
        other = PARTY | {"members": [PARTY["members"][0] | {name: value}]}
    else:
        party = other = PARTY | {"members": [PARTY["members"][0] | {name: value}]}
    for one in (party, other):
        data = encode(VALUE | {"parties": [one, VALUE["parties"][1]]})
        try:
            assert charter_bytes(read_charter(data)) == data
        except BadInputError:
            continue


@pytest.mark.parametrize(
    "fields",
    [
        {"charter": 2},
        {"suite": 2},
        {"title": " "},
        {"title": "x" * (LIMITS.name + 1)},
        {"purpose": "x" * (LIMITS.charter_text + 1)},
        {"parties": []},
        {"parties": [PARTY] * 9},
        {"write": "everybody"},
        {"amend": 0},
        {"amend": True},
        {"retention_days": -1},
        {"key_days": 0},
        {"restraint": [""]},
        {"restraint": ["x"] * 101},
        {"courtesy": "none"},
        {"more": "x"},
    ],
)
def test_a_charter_out_of_its_form_is_refused(fields):
    """An unknown version, a field too many, and a value out of its bounds are refused."""
    with pytest.raises(BadInputError):
        read_charter(encode(VALUE | fields))


def test_attack_a_charter_with_its_fields_in_another_order():
    """Two bytes for one charter would be two digests, and whoever wrote it out again would name another channel."""
    turned = dict(reversed(VALUE.items()))
    people = [dict(reversed(m.items())) for m in PARTY["members"]]
    for value in (turned, VALUE | {"parties": [PARTY | {"members": people}, VALUE["parties"][1]]}):
        with pytest.raises(BadInputError, match="not written as this protocol writes it"):
            read_charter(encode(value))


def test_a_charter_larger_than_allowed_is_refused():
    """The size is checked before anything else."""
    with pytest.raises(BadInputError, match="allowed"):
        read_charter(b" " * (LIMITS.charter + 1))


def party(name="Varland", ceiling=6, assent=1, **people):
    """A party of people given as name -> principal or not."""
    members = tuple(Member(n, reader_of(n, name), p) for n, p in people.items())
    return Party(name, ceiling, assent, members)


OSMAR = party("Osmar", Caro=True)


@pytest.mark.parametrize(
    ("parties", "amend", "sentence"),
    [
        ((), 1, "names no party"),
        ((party(Ana=True), party(Bek=True)), 2, "party “Varland” twice"),
        (
            (party(Ana=True), Party("Osmar", 6, 1, (Member("Ana", reader_of("Ana", "Varland"), True),))),
            2,
            "same reader",
        ),
        (
            (Party("V", 6, 1, (Member("Ana", bytes(32), True), Member("Ana", bytes(31) + b"1", True))),),
            1,
            "“Ana” twice",
        ),
        ((party(ceiling=1, Ana=True, Bek=False), OSMAR), 2, "whose ceiling is 1"),
        ((party(Ana=False), OSMAR), 2, "no principal for Varland"),
        ((party(assent=2, Ana=True, Bek=False), OSMAR), 2, "asks 2 principals"),
        ((party(Ana=True), OSMAR), 3, "asks 3 parties"),
        ((party(Ana=True), OSMAR), 1, "half of the parties"),
    ],
)
def test_a_contradiction_is_named(parties, amend, sentence):
    """A charter that contradicts itself is refused with a sentence that says where."""
    charter = replace(CHARTER, parties=parties, amend=amend)
    with pytest.raises(BadInputError, match=sentence):
        check(charter)
    with pytest.raises(BadInputError):
        read_charter(charter_bytes(charter))


def test_more_readers_than_a_channel_has_are_refused():
    """Sixty-four readers, of all parties together."""
    parties = tuple(
        Party(name, 64, 1, tuple(Member(f"{name} {i}", bytes([n, i]) * 16, True) for i in range(33)))
        for n, name in enumerate(["Varland", "Osmar"])
    )
    with pytest.raises(BadInputError, match="66 readers"):
        check(replace(CHARTER, parties=parties))


def test_other_members_under_the_same_rules():
    """A charter is written for those who are on the channel now."""
    ana = CHARTER.parties[0].members[0]
    changed = with_members(CHARTER, {ana.reader: ("Varland", ana)})
    assert [p.members for p in changed.parties] == [(ana,), ()]
    assert CHARTER.party("Osmar").principals[0].name == "Caro"
    assert CHARTER.party("Nowhere") is None
    assert set(CHARTER.members) == {m.reader for p in CHARTER.parties for m in p.members}
