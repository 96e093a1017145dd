"""A member who breaks the protocol with good tags: named, refused, and without power over anybody else's entries."""

import pytest
from tests.simulator import checker
from tests.simulator.checker import History
from tests.simulator.members import Member
from tests.simulator.world import LINE, whole

from backchannel.desk import channels, letters
from backchannel.protocol.entry import KINDS
from backchannel.vault import entries, notices

DOCUMENT = {
    "document": {"kind": "letter", "passages": [{"text": "A letter."}]},
}


@pytest.fixture
def member(line):
    """Tomas, hostile."""
    return Member(line, "tomas")


def others_agree(line):
    """Let the two honest desks exchange, and give what does not hold between them."""
    line.settle()
    return checker.problems(line)


def told(line, name):
    """Give (kind, author) of a desk's alarms."""
    with line.desks[name].vault.read() as db:
        return {(a.kind, line.name_of(a.author)) for a in notices.alarms(db)}


def test_a_slot_that_does_not_open_is_answered_by_a_reject_that_all_see(line, member):
    """A good tag over a broken slot for one reader: he rejects the entry by name, and the other is told."""
    member.write("letter", DOCUMENT, readers=line_readers(line), broken=["hanne"])
    line.settle()
    assert ("reject", "tomas") in told(line, "ilse")
    assert checker.problems(line) == []


def line_readers(line):
    """Give all readers of the line."""
    return [d.reader for n, d in line.desks.items()]


def test_a_body_that_is_not_the_headers_is_rejected_by_everybody(line, member):
    """Another body than the header names opens nowhere; every desk keeps the place and goes on."""
    header = member.write("letter", DOCUMENT, readers=line_readers(line), spoil_body=True)
    line.settle()
    for name in ("ilse", "hanne"):
        kept = History(name, line.desks[name], LINE).entries[header.author, header.seq]
        assert (kept.key, kept.ciphertext) == (b"", b"")
    assert ("reject", "tomas") in told(line, "ilse") & told(line, "hanne")
    assert checker.problems(line) == []


def test_a_letter_to_a_stranger_is_refused_by_its_readers(line, member):
    """A readers' list with somebody who is not on the channel is refused at every reader's desk, and said."""
    stranger = b"\x05" * 32
    header = member.write("letter", DOCUMENT, readers=line_readers(line), listed=[*line_readers(line), stranger])
    line.settle()
    for name in ("ilse", "hanne"):
        kept = History(name, line.desks[name], LINE).entries[header.author, header.seq]
        assert kept.standing == entries.REFUSED
        assert "not on the channel" in kept.refusal
    assert checker.problems(line) == []


def test_a_reader_named_falsely_holds_no_key(line, member):
    """Who is told of in the list but got a blank slot reads nothing; who got the key but is not listed rejects it."""
    ilse, hanne = line.desks["ilse"].reader, line.desks["hanne"].reader
    header = member.write(
        "letter", DOCUMENT, readers=[member.desk.reader, ilse, hanne], listed=[member.desk.reader, ilse]
    )
    line.settle()
    assert History("hanne", line.desks["hanne"], LINE).entries[header.author, header.seq].key == b""
    assert ("reject", "tomas") in told(line, "ilse")
    assert checker.problems(line) == []


def test_a_shared_entry_sealed_to_some_only_is_rejected_and_alarmed(line, member):
    """An entry that every member reads, blank for one: he says so at once, and every member is told."""
    header = member.write("ack", {"of": []}, blank=["hanne"])
    line.settle(("ilse", "hanne"))
    line.settle(("ilse", "hanne", "tomas"), rounds=1)
    assert History("hanne", line.desks["hanne"], LINE).entries[header.author, header.seq].key == b""
    assert ("reject", "tomas") in told(line, "ilse")


def test_a_charter_of_the_past_cannot_be_gone_by(line, member):
    """An entry that names another charter than the one in force is refused everywhere alike."""
    header = member.write("ack", {"of": []}, charter=b"\x05" * 32)
    line.settle()
    standings = {History(n, line.desks[n], LINE).entries[header.author, header.seq].standing for n in ("ilse", "hanne")}
    assert standings == {entries.REFUSED}
    assert checker.problems(line) == []


@pytest.mark.parametrize("kind", ["letter", "ack", "rekey", "assent"])
def test_an_old_entry_shown_again_as_new_changes_nothing(line, member, kind):
    """A member replays his own entries with good tags: no second letter, no second acknowledgement, no other key."""
    mine = [e for (a, _), e in History("tomas", member.desk, LINE).entries.items() if a == member.desk.reader]
    first = next(e.header for e in mine if e.header.kind == kind)
    before = whole(line.desks["ilse"])
    for _ in range(3):
        member.repeat(first, "ilse")
    line.send("tomas", "ilse")
    line.receive("ilse")
    after = whole(line.desks["ilse"])
    for table in ("entries", "alarms", "own_keys", "peer_keys", "channels"):
        assert after[table] == before[table], table
    line.letter("ilse", "We go on.")
    line.settle()
    assert checker.problems(line) == []


def test_a_flood_is_taken_in_and_acknowledged_once(line, member):
    """A hundred and fifty entries of one member: every desk takes them, and none answers each of them."""
    for _ in range(150):
        member.write("ack", {"of": []})
    member.write("letter", DOCUMENT, readers=line_readers(line))
    before = len(History("ilse", line.desks["ilse"], LINE).chain(line.desks["ilse"].reader))
    line.settle()
    ilse = History("ilse", line.desks["ilse"], LINE)
    assert len(ilse.chain(member.desk.reader)) > 150
    assert len(ilse.chain(line.desks["ilse"].reader)) - before < 6
    assert checker.problems(line) == []


def test_an_unknown_kind_is_kept_and_stops_nothing(line, member):
    """A kind of a newer version is authenticated and stored, and the channel goes on."""
    header = member.write("later-kind", {"what": "unknown"})
    line.letter("ilse", "We go on.")
    line.settle()
    kept = History("hanne", line.desks["hanne"], LINE).entries[header.author, header.seq]
    assert kept.standing == entries.TAKEN
    assert checker.problems(line) == []


def test_a_non_principal_who_acts_as_one_is_refused_everywhere(tmp_path):
    """A reader who is no principal cannot close, add or amend, whatever his own program lets him write."""
    from tests.simulator.world import World

    world = World(31, tmp_path, ("ilse", "tomas", "pavel"))
    world.open_line(("ilse", "tomas"), ("pavel",))
    member = Member(world, "pavel")
    member.write("close", {})
    member.write("remove-reader", {"reader": world.desks["tomas"].reader.hex(), "reason": "I want his place."})
    world.settle()
    for name in ("ilse", "tomas"):
        state = channels.standing(world.desks[name], LINE).state
        assert not state.closed
        assert len(state.active()) == 3
    world.letter("ilse", "We go on.")
    world.settle()
    assert checker.problems(world) == []
    assert len(letters.every(world.desks["tomas"], LINE)) == 1
    world.close()


WRONG = ({}, {"x": 1}, {"shares": 5, "key": []}, {"author": "zz", "seq": -1, "entry": 3}, {"of": [[]], "card": {}})


@pytest.mark.parametrize("kinds", [KINDS[0::4], KINDS[1::4], KINDS[2::4], KINDS[3::4]])
def test_a_body_in_a_wrong_form_stops_nobody(line, member, kinds):
    """Whatever stands in a body of whatever kind, no desk fails over it, and all go on and agree."""
    for kind in kinds:
        for content in WRONG:
            if content or kind not in {"close", "leave"}:  # these two may be empty, and then are in the right form
                member.write(kind, content)
    line.letter("ilse", "We go on.")
    line.settle(rounds=4)
    line.letter("hanne", "We too.")
    line.settle(rounds=4)
    assert checker.problems(line) == []


def test_a_member_who_keeps_rekeying_wrongly_shuts_nobody_out(line, member):
    """A rekey without a share for one peer: their pair is opened anew, and the others do not notice."""
    for _ in range(3):
        member.write("rekey", {"key": "AAAA", "shares": []})
        line.round()
    line.letter("ilse", "We go on.")
    line.letter("hanne", "We too.")
    line.settle()
    assert checker.problems(line) == []
