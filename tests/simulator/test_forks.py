"""Two histories of one author: shown on purpose, or by a desk that went back in time."""

import pytest
from tests.simulator import checker
from tests.simulator.members import Member
from tests.simulator.world import LINE, whole

from backchannel.desk import channels, letters, pouches
from backchannel.errors import StaleDeskError
from backchannel.vault import entries, notices

THREE = ("ilse", "tomas", "hanne")


def alarms(world, name, *kinds):
    """Give (author, reporter) of a desk's alarms of some kinds: of two histories, seen here or reported by another."""
    wanted = kinds or ("fork", "report")
    with world.desks[name].vault.read() as db:
        return [(world.name_of(a.author), world.name_of(a.reporter)) for a in notices.alarms(db) if a.kind in wanted]


def letters_of(world, name, author):
    """Give the first passages of an author's letters as a desk has them."""
    return [
        x.document.passages[0].text
        for x in letters.every(world.desks[name], LINE)
        if x.document and world.name_of(x.header.author) == author
    ]


def test_two_desks_shown_different_letters_both_alarm_after_one_exchange(line):
    """A member who writes one thing to one and another thing to the other, at the same place, is found out."""
    twin = line.twin("ilse")
    line.letter("ilse", "We shall yield the northern ferry.")
    line.letter(twin, "We shall never yield the northern ferry.")
    line.send("ilse", "tomas")
    line.send(twin, "hanne")
    line.receive("tomas")
    line.receive("hanne")
    assert alarms(line, "tomas") == alarms(line, "hanne") == []
    line.send("tomas", "hanne", cover=True)
    line.send("hanne", "tomas", cover=True)
    line.receive("tomas")
    line.receive("hanne")
    assert [a for a, _ in alarms(line, "tomas")] == ["ilse"]
    assert [a for a, _ in alarms(line, "hanne")] == ["ilse"]


def test_nobody_takes_a_piece_of_the_other_history(line):
    """After the alarm, what the author writes on either side is never mixed into the other at one desk."""
    test_two_desks_shown_different_letters_both_alarm_after_one_exchange(line)
    for name in ("ilse", "ilse*"):
        line.desks[name].vault.suspect = None
        line.letter(name, f"More from {name}.")
        line.send(name)
    line.receive("tomas")
    line.receive("hanne")
    here, there = letters_of(line, "tomas", "ilse"), letters_of(line, "hanne", "ilse")
    assert "We shall never yield the northern ferry." not in here
    assert "More from ilse*." not in here
    assert "We shall yield the northern ferry." not in there
    assert "More from ilse." not in there
    assert checker.problems(line, settled=False) == []


def test_a_carrier_who_shows_each_desk_another_part_of_the_story_splits_nobody(line):
    """Cut links make two desks know less than the third; what they know agrees, and afterwards is the same."""
    line.carrier.cut = {("ilse", "hanne"), ("hanne", "ilse"), ("tomas", "hanne")}
    line.letter("ilse", "Only Tomas sees this today.", ["tomas", "hanne"])
    for _ in range(3):
        line.round()
    assert letters_of(line, "tomas", "ilse")[-1] == "Only Tomas sees this today."
    assert "Only Tomas sees this today." not in letters_of(line, "hanne", "ilse")
    assert checker.problems(line, settled=False) == []
    line.settle()
    assert checker.problems(line) == []
    assert [alarms(line, n) for n in THREE] == [[], [], []]


def test_a_restored_desk_writes_nothing_before_it_has_heard_everybody(line):
    """A desk from a backup refuses to write with a sentence, and changes nothing by it."""
    backup = line.backup("ilse")
    line.letter("ilse", "Written after the backup.")
    line.round()
    line.restore("ilse", backup)
    before = whole(line.desks["ilse"])
    with pytest.raises(StaleDeskError, match="exchange with the others first"):
        line.letter("ilse", "Too early.")
    with pytest.raises(StaleDeskError):
        channels.leave(line.desks["ilse"], LINE)
    assert whole(line.desks["ilse"]) == before


def test_a_restored_desk_that_has_heard_one_of_two_peers_still_writes_nothing(line):
    """One peer may be the one who does not know our last entries; all are heard before anything is written."""
    backup = line.backup("ilse")
    line.letter("ilse", "Only Hanne gets this.", ["hanne"])
    line.send("ilse", "hanne")
    line.receive("hanne")
    line.restore("ilse", backup)
    line.carrier.cut = {("hanne", "ilse"), ("hanne", "tomas")}
    for _ in range(5):
        line.pass_time(days=3)
        line.round(cover=True)
    with pytest.raises(StaleDeskError):
        line.letter("ilse", "Too early.")
    line.settle()
    line.letter("ilse", "Now.")
    line.settle()
    assert checker.problems(line) == []


def test_a_restored_desk_goes_on_without_using_a_place_twice(line):
    """After the others were heard, the desk has its later letters back and writes on behind them."""
    backup = line.backup("ilse")
    line.letter("ilse", "Written after the backup.")
    line.round()
    line.restore("ilse", backup)
    line.settle()
    assert "Written after the backup." in letters_of(line, "ilse", "ilse")
    line.letter("ilse", "Written after the restoration.")
    line.settle()
    assert checker.problems(line) == []
    assert [alarms(line, n) for n in THREE] == [[], [], []]
    assert "Written after the restoration." in letters_of(line, "hanne", "ilse")


def test_a_restored_desk_goes_on_by_pouches_alone(line):
    """The same holds where only files pass from hand to hand."""
    backup = line.backup("ilse")
    line.letter("ilse", "Written after the backup.")
    for _ in range(2):
        for name in ("tomas", "hanne"):
            line.pouch("ilse", name)
            line.pouch(name, "ilse")
    line.restore("ilse", backup)
    for _ in range(5):
        for name in ("tomas", "hanne"):
            line.pouch("ilse", name)
            line.pouch(name, "ilse")
    assert "Written after the backup." in letters_of(line, "ilse", "ilse")
    line.letter("ilse", "Written after the restoration.")
    line.settle()
    assert checker.problems(line) == []


def test_a_blob_of_the_lost_desk_that_arrives_late_is_not_overtaken(line):
    """A letter of the lost desk comes to a peer between his answer to the opening and its end; it keeps its place."""
    backup = line.backup("ilse")
    line.letter("ilse", "Under way when the machine was lost.")
    line.send("ilse", "hanne")
    late = line.carrier.waiting.pop()
    line.restore("ilse", backup)
    line.acknowledged.pop()
    line.send("ilse")
    for name in ("tomas", "hanne"):
        line.receive(name)
        line.send(name)
    line.take("hanne", [late.item])
    line.receive("ilse")
    try:
        line.letter("ilse", "Written as soon as it was possible.")
    except StaleDeskError:
        line.settle()
        line.letter("ilse", "Written after everybody was heard.")
    line.settle()
    assert checker.problems(line) == []
    assert [alarms(line, n) for n in line.desks] == [[], [], []]
    assert "Under way when the machine was lost." in letters_of(line, "hanne", "ilse")


@pytest.mark.parametrize("which", ["pair", "line"])
def test_a_folder_put_back_behind_our_back_is_noticed_at_the_next_exchange(request, which):
    """An old copy of the whole folder looks sound; the first thing heard from a peer betrays it, before it writes."""
    world = request.getfixturevalue(which)
    world.letter("ilse", "Before the copy.")
    world.round()
    kept = world.copy_folder("ilse")
    world.letter("ilse", "After the copy.")
    world.round()
    world.round()
    world.put_back("ilse", kept)
    world.letter("tomas", "A question that asks for an answer.")
    world.send("tomas", cover=True)
    world.receive("ilse")
    with pytest.raises(StaleDeskError):
        world.letter("ilse", "This would use a place twice.")
    world.settle()
    assert "After the copy." in letters_of(world, "ilse", "ilse")
    world.letter("ilse", "Behind it.")
    world.settle()
    assert checker.problems(world) == []
    assert [alarms(world, n) for n in world.desks] == [[] for _ in world.desks]


def test_a_folder_put_back_that_writes_first_comes_out_as_our_own_fork(line):
    """By pouches alone nobody can stop it in time; every desk, our own too, is told, and nothing is replaced."""
    copy = line.copy_folder("ilse")
    line.letter("ilse", "The true continuation.")
    for name in ("tomas", "hanne"):
        line.pouch("ilse", name)
    line.put_back("ilse", copy)
    line.hostile.add("ilse")  # it is about to use a place twice, and nothing on its own disk could tell it so
    line.letter("ilse", "The false continuation.")
    for _ in range(2):
        for name in ("tomas", "hanne"):
            line.pouch("ilse", name)
            line.pouch(name, "ilse")
            line.pouch("tomas", "hanne")
            line.pouch("hanne", "tomas")
    assert "ilse" in [a for a, _ in alarms(line, "ilse")]
    for name in ("tomas", "hanne"):
        assert letters_of(line, name, "ilse")[-1] == "The true continuation."
        assert alarms(line, name) or not [t for t in letters_of(line, name, "ilse") if "false" in t]


def test_a_member_cannot_put_an_entry_into_somebody_elses_chain(line):
    """What is “returned” to a desk that lost nothing is not taken as its own: nobody writes in another's name."""
    member = Member(line, "tomas")
    member.put_into_his_chain("ilse", {"type": "promise", "text": "We yield."})
    before = len(whole(line.desks["ilse"])["entries"])
    line.send("tomas", "ilse")
    line.receive("ilse")
    assert len(whole(line.desks["ilse"])["entries"]) == before
    line.settle()
    with line.desks["ilse"].vault.read() as db:
        assert [k for (k,) in db.execute("SELECT kind FROM entries").fetchall() if k == "act"] == []
    channels.resume(line.desks["ilse"], LINE, without=(line.full("tomas"),))
    line.letter("ilse", "Still my own chain.")
    assert letters_of(line, "ilse", "ilse") == ["A first letter of ilse.", "Still my own chain."]
    # At Hanne's the liar has accused Ilse of a second history; the alarm names him, and it is for people to mend.
    line.settle(("ilse", "hanne"))
    assert alarms(line, "hanne") == [("ilse", "tomas")]


def test_a_reader_cannot_return_another_text_in_the_place_of_a_letter_that_was_lost(line):
    """A reader knows a letter's key, and still cannot make its restored author take an altered text for his own."""
    backup = line.backup("ilse")
    written = line.letter("ilse", "We shall never yield the northern ferry.", ["tomas"])
    line.send("ilse", "tomas")
    line.receive("tomas")
    line.restore("ilse", backup)
    Member(line, "tomas").alter(written.header, {"document": {"kind": "letter", "passages": [{"text": "We yield."}]}})
    for _ in range(4):
        line.pass_time(days=3)
        line.round()
    assert "We yield." not in letters_of(line, "ilse", "ilse")


def test_a_member_who_lies_of_our_head_is_named_and_can_be_passed_over(line):
    """He can make a desk stop and ask; it says who, and by the person's decision it goes on without him."""
    member = Member(line, "tomas")
    member.tell_heads("ilse", {line.desks["ilse"].reader: (999, b"\x07" * 32)})
    line.receive("ilse")
    for _ in range(4):
        line.pass_time(days=3)
        line.round(("ilse", "hanne"), cover=True)
    assert alarms(line, "ilse", "stale") == [("ilse", "tomas")]
    assert channels.resume(line.desks["ilse"], LINE, without=(line.full("tomas"),)) == []
    line.letter("ilse", "We go on.", ["hanne"])
    line.settle(("ilse", "hanne"))
    assert letters_of(line, "hanne", "ilse")[-1] == "We go on."


def test_a_member_who_lies_of_anothers_entry_is_named_as_the_reporter(line):
    """A made-up `seen` raises the alarm with both names, since either may lie; no entry is lost by it."""
    member = Member(line, "tomas")
    victim = line.desks["hanne"].reader
    channel = channels.standing(line.desks["tomas"], LINE).channel.id
    with line.desks["tomas"].vault.read() as db:
        number, _ = entries.heads(db, channel)[victim]
    had = letters_of(line, "ilse", "hanne")
    member.write("ack", {"of": []}, seen={victim: (number, b"\x07" * 32)})
    line.send("tomas", "ilse")
    line.receive("ilse")
    assert alarms(line, "ilse") == [("hanne", "tomas")]
    assert letters_of(line, "ilse", "hanne") == had


def test_a_fork_behind_an_entry_that_waits_is_alarmed_too(line):
    """An entry that does not follow the one before it is a second history, also while that one waits for others."""
    member = Member(line, "tomas")
    line.letter("hanne", "Not yet at Ilse's.")
    line.send("hanne", "tomas")
    line.receive("tomas")
    line.carrier.cut = {("hanne", "ilse")}
    member.write("ack", {"of": []})
    member.write("ack", {"of": []}, previous=b"\x07" * 32)
    line.send("tomas", "ilse")
    line.receive("ilse")
    line.carrier.cut.clear()
    line.receive("ilse")
    assert [a for a, _ in alarms(line, "ilse")] == ["tomas"]


def test_a_pouch_is_given_for_every_contact_with_whom_a_restored_desk_must_speak(line):
    """A restored desk has something to say to each peer at once, so that a pouch can carry it."""
    line.restore("ilse", line.backup("ilse"))
    for name in ("tomas", "hanne"):
        assert pouches.pack(line.desks["ilse"], line.full(name), line.folder / f"for-{name}") >= 1
