"""Sealing and opening entries, and attacks on what travels."""

import random as chance
from dataclasses import replace

import pytest
from cryptography.cobblestone import Cobblestone256Encryptor
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.envelopes import AUTHOR, CHANNEL, flipped, receiver, sealed_to
from tests.protocol.people import key_of, seeded

from backchannel.errors import BackchannelError, BadInputError, CounterpartyError
from backchannel.protocol.batch import AGAIN, HEARSAY, NEW, RETURNED
from backchannel.protocol.encoding import h, hex32
from backchannel.protocol.entry import make_header, read_header
from backchannel.protocol.kem import CARRIED
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.padding import pad
from backchannel.protocol.pair import RekeyShare, mix, step
from backchannel.protocol.sealing import (
    SLOT,
    Proof,
    body_context,
    check_tag,
    make_proof,
    open_body,
    open_slot,
    own_body_key,
    readers_digest,
    seal_body,
    seal_slot,
    take_back,
)
from backchannel.protocol.strictjson import encode

TEXT = {"passages": ["The toll is two crowns.", "The ferry rests on feast days."]}
PARTS = ("header", "ciphertext", "slot", "tag")


def state(*receivers):
    """All that a receiver keeps between two letters."""
    return [(r.chain, r.head) for r in receivers]


def test_only_named_readers_open_a_letter():
    """The named reader reads every word; the member who is not named learns that an entry exists."""
    bek, caro = receiver("Bek", "Varland"), receiver("Caro")
    for_bek, for_caro = sealed_to([bek, caro], [caro], TEXT)
    body = caro.open(for_caro)
    assert body == TEXT | {"readers": sorted([AUTHOR, caro.reader])}
    assert bek.open(for_bek) is None
    assert for_bek.header == for_caro.header
    assert for_bek.ciphertext == for_caro.ciphertext


def test_a_chain_of_letters_opens_in_order():
    """Each letter moves the chain by one step; the one after next does not open before the next."""
    caro = receiver("Caro")
    (one,) = sealed_to([caro], [caro], TEXT)
    ahead = replace(caro, chain=step(caro.chain).following)
    (two,) = sealed_to([ahead], [ahead], TEXT, seq=2, previous=h(one.header))
    before = state(caro)
    with pytest.raises(BadInputError):
        caro.open(two)
    assert state(caro) == before
    assert caro.open(one)["passages"] == caro.open(two)["passages"] == TEXT["passages"]


def test_attack_replay_a_letter():
    """The same envelope a second time is refused, and the chain stays where it was."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], TEXT)
    caro.open(frame)
    before = state(caro)
    with pytest.raises(BadInputError):
        caro.open(frame)
    with pytest.raises(BadInputError, match="does not come from whom it names"):
        check_tag(read_header(frame.header).id, frame.slot, frame.type, frame.epoch, frame.tag, step(caro.chain))
    assert state(caro) == before


def sampled(frame, seed=2031, each=24):
    """Positions to flip: the borders of every part, and a sample from a seed."""
    draw = chance.Random(seed)
    for part in PARTS:
        size = len(getattr(frame, part))
        borders = {0, 1, size - 1, CARRIED - 1, CARRIED, 31, 32}
        for at in sorted({b for b in borders if b < size} | {draw.randrange(size) for _ in range(each)}):
            yield part, at


def test_attack_flip_any_byte_of_any_part_of_an_envelope():
    """Header, body, slot, tag: whatever byte is turned, nothing opens and the reader's state is unchanged."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], TEXT)
    before = state(caro)
    count = 0
    for part, at in sampled(frame):
        for bit in (0x01, 0x80):
            with pytest.raises(BackchannelError):
                caro.open(flipped(frame, part, at, bit))
            assert state(caro) == before
            count += 1
    assert count > 150
    assert caro.open(frame) is not None


def test_attack_flip_any_byte_of_the_header_slot_or_tag_says_nothing_of_its_author():
    """All that comes before the tag is checked is dropped as nobody's: no fault is laid at the author's door."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], TEXT)
    for part, at in sampled(frame, each=12):
        if part != "ciphertext":
            with pytest.raises(BadInputError) as caught:
                caro.open(flipped(frame, part, at))
            assert not isinstance(caught.value, CounterpartyError)


@pytest.mark.parametrize("change", [{"type": AGAIN}, {"type": RETURNED}, {"type": HEARSAY}, {"epoch": 1}])
def test_attack_send_an_entry_as_another_type_or_to_another_epoch(change):
    """Type and epoch are not the carrier's to choose: the tag is wrong, nobody is blamed, the chain stands still."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], TEXT)
    before = state(caro)
    with pytest.raises(BadInputError, match="does not come from whom it names"):
        caro.open(replace(frame, **change))
    assert state(caro) == before
    assert caro.open(frame) is not None


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PARTS), st.data())
def test_attack_cut_or_lengthen_any_part(part, data):
    """A part that lost bytes or got more is refused."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], TEXT)
    value = getattr(frame, part)
    cut = data.draw(st.integers(0, len(value) - 1))
    more = data.draw(st.binary(min_size=1, max_size=3))
    before = state(caro)
    for bent in (value[:cut], value + more, more + value):
        with pytest.raises(BackchannelError):
            caro.open(replace(frame, **{part: bent}))
    assert state(caro) == before


def test_attack_swap_parts_between_envelopes():
    """No part of one member's envelope, or of another letter, fits into this one."""
    caro, dov = receiver("Caro"), receiver("Dov")
    mine, other = sealed_to([caro, dov], [caro, dov], TEXT, seed=1)
    second = sealed_to([caro], [caro], TEXT, seed=2)[0]
    before = state(caro)
    for part in PARTS:
        for source in (other, second):
            if getattr(source, part) != getattr(mine, part):
                with pytest.raises(BackchannelError):
                    caro.open(replace(mine, **{part: getattr(source, part)}))
    with pytest.raises(BadInputError):
        caro.open(replace(mine, slot=other.slot, tag=other.tag))
    assert state(caro) == before


def test_attack_one_ciphertext_under_two_keys():
    """The salamander: no second key opens a ciphertext, so one body cannot say two things to two readers."""
    caro, dov = receiver("Caro"), receiver("Dov")
    random = seeded(3)
    readers = [AUTHOR, caro.reader, dov.reader]
    body = seal_body(random, CHANNEL, AUTHOR, 1, readers, TEXT)
    lie = seal_body(random, CHANNEL, AUTHOR, 1, readers, {"passages": ["The toll is nine crowns."]})
    (frame,) = sealed_to([caro], [caro], TEXT)
    header = replace(read_header(frame.header), readers=body.readers, body=body.digest)
    assert open_body(header, body.ciphertext, body.key) is not None
    # Another key for the same bytes, and the same key for other bytes spliced from both.
    assert open_body(header, body.ciphertext, lie.key) is None
    for cut in (24, 56, len(body.ciphertext) // 2):
        spliced = body.ciphertext[:cut] + lie.ciphertext[cut:]
        assert open_body(header, spliced, body.key) is None
        assert open_body(header, spliced, lie.key) is None


def test_attack_two_bodies_under_one_entry():
    """The header names one ciphertext: a second one, well sealed under the same key, is its sender's fault."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], TEXT)
    header = read_header(frame.header)
    key = open_slot(caro.secret, caro.reader, header.id, step(caro.chain), frame.slot)
    sealer = Cobblestone256Encryptor(key, body_context(CHANNEL, AUTHOR, 1, header.readers))
    second = sealer.update(pad(encode({"passages": ["Other."]}))) + sealer.finalize()
    before = state(caro)
    with pytest.raises(BadInputError, match="body is another"):
        caro.open(replace(frame, ciphertext=second))
    assert state(caro) == before


def test_attack_cut_a_body_at_a_border_of_its_chunks():
    """A long letter cut after a whole chunk gives no word of it, also to somebody who has its key."""
    random = seeded(4)
    long = {"passages": ["word " * 20_000]}
    body = seal_body(random, CHANNEL, AUTHOR, 1, [AUTHOR], long)
    (frame,) = sealed_to([receiver("Caro")], [], TEXT)
    header = replace(read_header(frame.header), readers=body.readers, body=body.digest)
    for chunks in range(1, 6):
        assert open_body(header, body.ciphertext[: 56 + chunks * (16_384 + 16)], body.key) is None
    assert open_body(header, body.ciphertext, body.key)["passages"] == long["passages"]


def named_lengths(names, named, content, seed):
    """The lengths of the parts of every member's envelope."""
    receivers = [receiver(n) for n in names]
    frames = sealed_to(receivers, [r for r in receivers if r.name in named], content, seed)
    return {tuple(len(getattr(f, p)) for p in PARTS) for f in frames}


def test_attack_count_readers_by_length():
    """Named or not, and however many are named, every envelope of a size class has the same lengths."""
    names = ["Bek", "Caro", "Dov", "Eni"]
    seen = set()
    for seed, named in enumerate([[], ["Caro"], ["Bek", "Dov"], names]):
        for words in (1, 30):
            seen |= named_lengths(names, named, {"passages": ["x " * words]}, seed)
    assert len(seen) == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 600), st.integers(0, 600), st.integers(0, 5), st.integers(0, 5))
def test_attack_tell_letters_apart_by_length(one, other, few, many):
    """All short letters have one length, whatever they say and whoever reads them."""
    sizes = set()
    for length, readers in ((one, few), (other, many)):
        listed = [AUTHOR, *(h(bytes([i])) for i in range(readers))]
        sizes.add(len(seal_body(seeded(1), CHANNEL, AUTHOR, 1, listed[:5], {"x": "y" * length}).ciphertext))
    if one <= 500 and other <= 500:
        assert len(sizes) == 1


def test_a_blank_slot_cannot_be_told_from_one_that_carries_a_key():
    """Slots share no bytes, and a blank one opens to a key that opens nothing."""
    bek, caro = receiver("Bek"), receiver("Caro")
    for_bek, for_caro = sealed_to([bek, caro], [caro], TEXT)
    header = read_header(for_bek.header)
    blank = open_slot(bek.secret, bek.reader, header.id, step(bek.chain), for_bek.slot)
    assert len(for_bek.slot) == len(for_caro.slot) == SLOT
    assert open_body(header, for_bek.ciphertext, blank) is None
    assert not {for_bek.slot[i : i + 16] for i in range(0, SLOT, 16)} & {
        for_caro.slot[i : i + 16] for i in range(0, SLOT, 16)
    }


def test_attack_open_captured_envelopes_after_the_reader_key_was_erased():
    """After a rekey and the erasure of the old reader key, what was captured no longer opens with what is left."""
    caro = receiver("Caro")
    old, new = key_of("Caro's first reader key"), key_of("Caro's second reader key")
    caro.secret = old
    captured = []
    for seq in (1, 2):
        (frame,) = sealed_to([caro], [caro], TEXT, seed=seq, seq=seq, previous=caro.head[1])
        captured.append(frame)
        assert caro.open(frame) is not None
    # The chain went on, a rekey mixed it, and the old reader key is gone: only this is left on the desk.
    caro.chain = mix(caro.chain, seeded(9)(32), RekeyShare(seeded(10)(32), h(b"entry")))
    caro.secret = new
    contact = key_of("Caro")
    for frame in captured:
        header = read_header(frame.header)
        for key in (new, contact):
            for taken in (step(caro.chain), step(step(caro.chain).following)):
                with pytest.raises(CounterpartyError):
                    open_slot(key, caro.reader, header.id, taken, frame.slot)


def test_attack_the_chain_alone_or_the_reader_key_alone_does_not_open():
    """Two secrets protect a letter: a thief of either learns nothing."""
    caro = receiver("Caro")
    (frame,) = sealed_to([caro], [caro], TEXT)
    header = read_header(frame.header)
    for key, chain in ((key_of("Mallory"), caro.chain), (caro.secret, h(b"another chain"))):
        with pytest.raises(CounterpartyError):
            open_slot(key, caro.reader, header.id, step(chain), frame.slot)


def test_attack_use_a_slot_for_another_reader_or_entry():
    """A slot is bound to its entry and its reader, so none can be laid under another letter."""
    caro, dov = receiver("Caro"), receiver("Dov")
    taken = step(caro.chain)
    slot = seal_slot(seeded(1), caro.reader, caro.secret.public, h(b"entry"), taken, h(b"key"))
    assert open_slot(caro.secret, caro.reader, h(b"entry"), taken, slot) == h(b"key")
    for reader, entry in ((dov.reader, h(b"entry")), (caro.reader, h(b"other"))):
        with pytest.raises(CounterpartyError):
            open_slot(caro.secret, reader, entry, taken, slot)


def test_a_proof_holds_for_one_entry_only():
    """A tag says that one entry with one slot is its author's, and is made by either of two people alike."""
    taken = step(h(b"chain"))
    slot = bytes(SLOT)
    proof = make_proof(h(b"entry"), slot, NEW, 3, taken)
    assert check_tag(h(b"entry"), slot, NEW, 3, proof.tag, taken) == proof
    assert proof.holds(h(b"entry"))
    assert not proof.holds(h(b"other"))
    assert not Proof(proof.mac_key, h(b"slot"), proof.tag).holds(h(b"entry"))
    for entry, other, tag, key in (
        (h(b"other"), slot, proof.tag, taken),
        (h(b"entry"), slot[:-1] + b"\x01", proof.tag, taken),
        (h(b"entry"), slot[:-1], proof.tag, taken),
        (h(b"entry"), slot, bytes(32), taken),
        (h(b"entry"), slot, b"", taken),
        (h(b"entry"), slot, proof.tag, step(h(b"other chain"))),
    ):
        with pytest.raises(BadInputError):
            check_tag(entry, other, NEW, 3, tag, key)
    for frame_type, epoch in ((AGAIN, 3), (RETURNED, 3), (HEARSAY, 3), (b"", 3), (NEW, 0), (NEW, 2), (AGAIN, 0)):
        with pytest.raises(BadInputError, match="does not come from whom it names"):
            check_tag(h(b"entry"), slot, frame_type, epoch, proof.tag, taken)
        assert not Proof(proof.mac_key, make_proof(b"", slot, frame_type, epoch, taken).slot_digest, proof.tag).holds(
            h(b"entry")
        )


def test_a_short_slot_with_a_right_tag_is_refused():
    """The size of a slot is checked before its tag is believed."""
    taken = step(h(b"chain"))
    slot = bytes(SLOT - 1)
    proof = make_proof(h(b"entry"), slot, NEW, 0, taken)
    assert proof.holds(h(b"entry"))
    with pytest.raises(BadInputError):
        check_tag(h(b"entry"), slot, NEW, 0, proof.tag, taken)


def bodied(value, *, padded=True, readers=None):
    """A header and ciphertext, under a known key, of any plaintext whatever, and the key."""
    key = h(b"body key")
    listed = readers if readers is not None else readers_digest(bytes(32), [AUTHOR])
    sealer = Cobblestone256Encryptor(key, body_context(CHANNEL, AUTHOR, 1, listed))
    data = pad(value) if padded else value
    ciphertext = sealer.update(data) + sealer.finalize()
    header = make_header(
        channel=CHANNEL,
        charter=h(b"charter"),
        author=AUTHOR,
        seq=1,
        previous=bytes(32),
        seen={},
        kind="letter",
        readers=listed,
        body=h(ciphertext),
        time="2031-03-04T05:06:07Z",
    )
    return header, ciphertext, key


ID, ZERO = hex32(AUTHOR), hex32(bytes(32))


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"readers": [ID]},
        {"salt": ZERO},
        {"readers": ID, "salt": ZERO},
        {"readers": {ID: 1}, "salt": ZERO},
        {"readers": True, "salt": ZERO},
        {"readers": 5, "salt": ZERO},
        {"readers": [5], "salt": ZERO},
        {"readers": [ID.upper()], "salt": ZERO},
        {"readers": [ID, ID], "salt": ZERO},
        {"readers": [], "salt": ZERO},
        {"readers": [ID], "salt": "00"},
        {"readers": [ID], "salt": hex32(h(b"x"))},
        {"readers": [hex32(h(b"x"))], "salt": ZERO},
    ],
)
def test_a_body_that_is_out_of_its_form_is_its_authors_fault(value):
    """Readers must be a sorted list without doubles, the one that the header commits to."""
    header, ciphertext, key = bodied(encode(value))
    with pytest.raises(CounterpartyError):
        open_body(header, ciphertext, key)


@pytest.mark.parametrize("value", [b"", b"[]", b"null", b"{", b'{"a":1} ', b"\xff", b'{"readers":[],"readers":[]}'])
def test_a_body_that_is_no_strict_json_is_its_authors_fault(value):
    """Nothing but an object of strict JSON is a body."""
    header, ciphertext, key = bodied(value)
    with pytest.raises(CounterpartyError):
        open_body(header, ciphertext, key)


@pytest.mark.parametrize("more", [b"", bytes(16), bytes(1024)])
def test_a_body_that_is_padded_otherwise_is_its_authors_fault(more):
    """Padding has one length, and can carry nothing."""
    good = encode({"readers": [ID], "salt": ZERO})
    assert open_body(*bodied(good)) == {"readers": [AUTHOR]}
    bent = (pad(good) + more) if more else good
    header, ciphertext, key = bodied(bent, padded=False)
    with pytest.raises(CounterpartyError):
        open_body(header, ciphertext, key)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_fuzz_any_body_at_all(data):
    """Whatever an author seals, the reader gets a body, nothing, or a sentence that says whose fault it is."""
    for padded in (True, False):
        header, ciphertext, key = bodied(data, padded=padded)
        with pytest.raises(CounterpartyError):
            open_body(header, ciphertext, key)
    header, _, key = bodied(b"")
    assert open_body(header, data, key) is None


def test_a_letter_that_is_too_long_is_said_to_be():
    """The limit is on the bytes of the whole body."""
    with pytest.raises(BadInputError, match="too long to seal"):
        seal_body(seeded(1), CHANNEL, AUTHOR, 1, [AUTHOR], {"x": "y" * LIMITS.body})


def test_the_readers_digest_tells_nothing_and_binds_everything():
    """Salted, so that a guess at the list cannot be checked; sorted, so that order says nothing."""
    one, other = h(b"one"), h(b"other")
    assert readers_digest(bytes(32), [one, other]) == readers_digest(bytes(32), [other, one])
    assert readers_digest(bytes(32), [one]) != readers_digest(bytes(32), [one, other])
    assert readers_digest(bytes(32), [one]) != readers_digest(h(b"salt"), [one])


PLACE = {
    "channel": CHANNEL,
    "charter": h(b"charter"),
    "seq": 3,
    "previous": h(b"previous"),
    "seen": ((h(b"other"), 2, h(b"id")),),
    "kind": "letter",
    "time": "2031-03-04T05:06:07Z",
}
SECRET = h(b"a secret of Ana's desk")


def own(content=TEXT, *, secret=SECRET, salted=True, **changed):
    """An entry of one's own (header, ciphertext), and one that another made in its place."""
    place = PLACE | changed
    key = own_body_key(secret, **PLACE)
    sealed = seal_body(seeded(1), CHANNEL, AUTHOR, place["seq"], [AUTHOR], content, key, secret if salted else b"")
    seen = {a: (n, i) for a, n, i in place["seen"]}
    header = make_header(**(place | {"seen": seen}), author=AUTHOR, readers=sealed.readers, body=sealed.digest)
    return header, sealed.ciphertext


def test_a_desk_knows_its_own_lost_entries():
    """What it sealed itself it takes back, with every word, from whoever returns it."""
    header, ciphertext = own()
    key, body = take_back(SECRET, header, ciphertext)
    assert key == own_body_key(SECRET, **PLACE)
    assert body["passages"] == TEXT["passages"]


def test_attack_return_an_entry_that_its_desk_never_wrote():
    """Another secret, another place, other words under the true key, or other bytes: none is taken as one's own."""
    header, ciphertext = own()
    assert take_back(h(b"another desk"), header, ciphertext) is None
    places = ({"seq": 4}, {"previous": h(b"x")}, {"seen": ()}, {"kind": "share"}, {"charter": h(b"x")})
    for changed in (*places, {"time": "2031-03-04T05:06:08Z"}):
        assert take_back(SECRET, *own(**changed)) is None
    # A reader of the entry knows its key, and can seal other words under it; the salt gives him away.
    forged = own({"passages": ["We give way."]}, salted=False)
    assert take_back(SECRET, *forged) is None
    assert take_back(SECRET, header, own({"passages": ["Other."]})[1]) is None
    assert take_back(SECRET, header, ciphertext[:-1]) is None
    assert take_back(SECRET, header, b"") is None


def test_what_seals_shows_nothing_of_itself():
    """Keys of bodies and tags stand in no log."""
    body = seal_body(seeded(1), CHANNEL, AUTHOR, 1, [AUTHOR], TEXT)
    proof = make_proof(h(b"entry"), bytes(SLOT), NEW, 0, step(h(b"chain")))
    shown = repr(body) + repr(proof)
    for secret in (body.key, proof.mac_key):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown
