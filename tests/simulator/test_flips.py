"""Every byte of what travels may be changed or cut off: nothing changes in a vault but the count of refusals."""

import random
from dataclasses import replace

import pytest
from tests.simulator import checker
from tests.simulator.carrier import flipped
from tests.simulator.world import LINE, World, whole

from backchannel.desk import channels, letters, pouches
from backchannel.desk.desk import box_of
from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.batch import AGAIN, HEARSAY, NEW, RETURNED, open_batch, read_frame, seal_batch, write_frame
from backchannel.protocol.entry import read_header
from backchannel.protocol.limits import BLOB_SIZES
from backchannel.vault import notices, pairs

SAMPLE = 60


def places(data: bytes, seed: int, count: int = SAMPLE) -> list[tuple[int, int]]:
    """Choose (byte, bit) to change: the first and last bytes, and a seeded sample of the rest."""
    chance = random.Random(seed)
    chosen = {*range(8), *range(len(data) - 8, len(data)), *(chance.randrange(len(data)) for _ in range(count))}
    return [(place, chance.randrange(8)) for place in sorted(chosen)]


def refusals(desk) -> int:
    """Count what a desk has refused."""
    with desk.vault.read() as db:
        return sum(count for _, _, count in notices.refusals(db))


def assert_spoiled_changes_nothing(world, name, parcel, seed):
    """Give a desk a blob with every sampled byte changed, and cut to every size; its vault stays as it was."""
    desk = world.desks[name]
    before, refused = whole(desk), refusals(desk)
    spoiled = [replace(parcel, blob=flipped(parcel.blob, *where)).item for where in places(parcel.blob, seed)]
    cuts = [n for n in (0, 1, 31, 32, 1119, 1120, 4095, *BLOB_SIZES) if n < len(parcel.blob)]
    spoiled += [replace(parcel, blob=parcel.blob[:cut]).item for cut in cuts]
    spoiled += [replace(parcel, blob=parcel.blob + b"\0").item]
    world.take(name, spoiled)
    assert whole(desk) == before
    assert refusals(desk) == refused + len(spoiled)


def last_parcel(world, sender, to):
    """Give the last blob that was handed in from one desk for another."""
    return [p for p in world.carrier.history if (p.sender, p.to) == (sender, to)][-1]


def test_every_flight_of_an_opening_with_a_changed_byte_changes_nothing(tmp_path):
    """First, second and third flight, each spoiled, then each intact: only the intact ones open the pair."""
    world = World(21, tmp_path)
    channels.propose(world.desks["ilse"], world.charter(["ilse", "tomas"]))
    for sender, to in (("ilse", "tomas"), ("tomas", "ilse"), ("ilse", "tomas")):
        world.send(sender)
        flight = next(p for p in world.carrier.waiting if p.to == to)
        assert_spoiled_changes_nothing(world, to, flight, 1)
        world.receive(to)
    assert channels.standing(world.desks["tomas"], LINE).connected == {world.desks["ilse"].reader}
    world.settle()
    assert checker.problems(world) == []
    world.close()


def test_a_letters_blob_with_a_changed_byte_changes_nothing(pair):
    """The blob that holds a letter, spoiled and then intact."""
    pair.letter("ilse", "The ferry leaves at nine.")
    pair.send("ilse")
    assert_spoiled_changes_nothing(pair, "tomas", last_parcel(pair, "ilse", "tomas"), 2)
    pair.receive("tomas")
    pair.settle()
    assert checker.problems(pair) == []


def resealed(world, parcel, change):
    """Open a blob with the pair's own outer key, change its frames, and seal it again, as a hostile member can."""
    sender, to = world.desks[parcel.sender], world.desks[parcel.to]
    with sender.vault.read() as db:
        pair = next(p for p in pairs.every(db) if p.peer == to.reader)
    assert box_of(pair.box_send, parcel.day)[0] == parcel.mailbox
    batch = open_batch(parcel.blob, pair.outer_send, parcel.mailbox)
    changed = replace(batch, frames=tuple(change(batch.frames)))
    return replace(parcel, blob=seal_batch(changed, pair.outer_send, parcel.mailbox))


def only_a_letter(world):
    """Let a blob be under way that holds one frame, a letter's: its author has just renewed his keys."""
    world.letter("ilse", "The first boat leaves at eight.")
    for _ in range(3):
        world.round(cover=True)
    world.letter("ilse", "The ferry leaves at nine.")
    world.send("ilse")


def chains(desk):
    """Give what a desk keeps of its pairs' chains: keys and numbers of the next steps, each way, and of shares."""
    with desk.vault.read() as db:
        return [
            (p.send, p.send_number, p.receive, p.receive_number, p.share_number, p.share_secret)
            for p in pairs.every(db)
        ]


@pytest.mark.parametrize("altered", ["again", "returned", "hearsay", "epoch 0", "epoch before", "epoch after"])
def test_attack_a_thief_of_the_outer_key_gives_a_rekey_another_type_or_epoch(pair, altered):
    """A rekey that came as AGAIN would not be mixed, and the chains would part for good: it is a wrong tag instead."""
    for name in ("tomas", "ilse"):
        pair.letter(name, "The first boat leaves at eight.")
        pair.settle()
    pair.pass_time(days=8)
    pair.letter("ilse", "The ferry leaves at nine.")
    pair.send("ilse")
    parcel, desk = last_parcel(pair, "ilse", "tomas"), pair.desks["tomas"]

    def spoil(frames):
        frame = read_frame(frames[0])
        assert (read_header(frame.header).kind, frame.type) == ("rekey", NEW)
        assert frame.epoch > 1
        types = {"again": AGAIN, "returned": RETURNED, "hearsay": HEARSAY}
        epochs = {"epoch 0": 0, "epoch before": frame.epoch - 1, "epoch after": frame.epoch + 1}
        changed = replace(frame, type=types.get(altered, NEW), epoch=epochs.get(altered, frame.epoch))
        return [write_frame(changed)]

    pair.carrier.waiting.clear()
    before, steps, refused = whole(desk), chains(desk), refusals(desk)
    pair.take("tomas", [resealed(pair, parcel, spoil).item])
    assert chains(desk) == steps
    assert refusals(desk) == refused + 1
    # The blob itself was counted as come; of the frame nothing was kept.
    after = whole(desk)
    assert before.pop("pairs") != after.pop("pairs")
    assert after == before
    pair.take("tomas", [parcel.item])
    pair.letter("tomas", "And comes back at noon.")
    pair.settle()
    pair.letter("ilse", "So be it.")
    pair.settle()
    assert checker.problems(pair) == []
    assert len(letters.every(desk, LINE)) == 5


@pytest.mark.parametrize("part", ["header", "slot", "tag"])
def test_an_envelope_with_a_changed_byte_is_refused_and_nothing_is_written(pair, part):
    """Behind the outer seal too: header, slot and tag cannot be changed without the tag being wrong."""
    only_a_letter(pair)
    parcel = last_parcel(pair, "ilse", "tomas")

    def spoil(frames):
        for data in frames:
            frame = read_frame(data)
            for place, bit in places(getattr(frame, part), 3, 12):
                yield write_frame(replace(frame, **{part: flipped(getattr(frame, part), place, bit)}))

    pair.carrier.waiting.clear()
    desk = pair.desks["tomas"]
    before = whole(desk)
    pair.take("tomas", [resealed(pair, parcel, spoil).item])
    after = whole(desk)
    # The blob itself is the peer's, so it was counted as come; no step of the pair's chain was used by it.
    changing = (0, 1, 2, 3, 4, 5)
    kept = [[row[i] for i in changing] for row in before.pop("pairs")]
    assert [[row[i] for i in changing] for row in after.pop("pairs")] == kept
    assert after == before
    assert len(letters.every(desk, LINE)) == 1
    pair.take("tomas", [parcel.item])
    assert len(letters.every(desk, LINE)) == 2
    pair.settle()
    assert checker.problems(pair) == []


def test_an_envelope_with_a_changed_body_is_rejected_by_name_and_sealed_again(pair):
    """A body that is not the one its header names, under a good tag, is its author's fault: he is told, and resends."""
    only_a_letter(pair)
    parcel = last_parcel(pair, "ilse", "tomas")

    def spoil(frames):
        for data in frames:
            frame = read_frame(data)
            yield write_frame(replace(frame, ciphertext=flipped(frame.ciphertext, 60, 1)))

    pair.carrier.waiting.clear()
    pair.take("tomas", [resealed(pair, parcel, spoil).item])
    assert [x.document is None for x in letters.every(pair.desks["tomas"], LINE)] == [False, True]
    with pair.desks["tomas"].vault.read() as db:
        kinds = [k for (k,) in db.execute("SELECT kind FROM entries WHERE author = ?", (pair.desks["tomas"].reader,))]
    assert kinds.count("reject") >= 1
    pair.settle()
    assert checker.problems(pair) == []


def test_every_change_of_a_pouch_is_refused_whole(pair):
    """A pouch with any byte changed is refused with a sentence, and nothing of it is taken."""
    pair.letter("ilse", "The ferry leaves at nine.")
    path = pair.folder / "pouch"
    pouches.pack(pair.desks["ilse"], pair.full("tomas"), path)
    data, before = path.read_bytes(), whole(pair.desks["tomas"])
    for place, bit in places(data, 4):
        path.write_bytes(flipped(data, place, bit))
        error = pair.unpack("tomas", path)
        assert isinstance(error, BadInputError), place
        assert len(str(error)) < 200
    assert whole(pair.desks["tomas"]) == before
    path.write_bytes(data)
    assert pair.unpack("tomas", path) is None
    assert len(letters.every(pair.desks["tomas"], LINE)) == 1


def test_every_prefix_of_a_pouch_is_refused_whole(pair):
    """A pouch cut short anywhere, or with something behind it, is refused, and nothing of it is taken."""
    pair.letter("ilse", "The ferry leaves at nine.")
    path = pair.folder / "pouch"
    pouches.pack(pair.desks["ilse"], pair.full("tomas"), path)
    data, before = path.read_bytes(), whole(pair.desks["tomas"])
    chance = random.Random(5)
    cuts = {0, 1, 31, 32, 1119, 1120, 1121, 1200, len(data) - 1, *(chance.randrange(len(data)) for _ in range(40))}
    for cut in sorted(cuts):
        path.write_bytes(data[:cut])
        assert isinstance(pair.unpack("tomas", path), BackchannelError), cut
    for more in (b"\0", b"more", data):
        path.write_bytes(data + more)
        assert isinstance(pair.unpack("tomas", path), BadInputError)
    assert whole(pair.desks["tomas"]) == before


def test_a_pouch_for_another_desk_is_refused_whole(line):
    """Somebody else's pouch does not open, and is not mistaken for a damaged one of ours."""
    path = line.folder / "pouch"
    pouches.pack(line.desks["ilse"], line.full("tomas"), path)
    before = whole(line.desks["hanne"])
    assert isinstance(line.unpack("hanne", path), BadInputError)
    assert whole(line.desks["hanne"]) == before


def test_a_pouch_taken_twice_changes_nothing_the_second_time(pair):
    """The same file again, and last year's file today, bring nothing and undo nothing."""
    pair.letter("ilse", "The ferry leaves at nine.")
    path = pair.folder / "pouch"
    pouches.pack(pair.desks["ilse"], pair.full("tomas"), path)
    assert pair.unpack("tomas", path) is None
    once = whole(pair.desks["tomas"])
    assert pair.unpack("tomas", path) is None
    assert whole(pair.desks["tomas"])["entries"] == once["entries"]
    pair.settle()
    pair.pass_time(days=365)
    before = whole(pair.desks["tomas"])["entries"]
    assert pair.unpack("tomas", path) is None
    assert whole(pair.desks["tomas"])["entries"] == before
    pair.settle()
    assert checker.problems(pair) == []
