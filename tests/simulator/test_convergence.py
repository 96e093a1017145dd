"""Two honest desks that have exchanged everything agree, in whatever order it came (property 6)."""

import random

import pytest
from tests.simulator import checker
from tests.simulator.carrier import Faults
from tests.simulator.world import LINE, World

from backchannel.desk import channels, letters

SHUFFLED = Faults(delay=0.5, duplicate=0.3, reorder=True)


def shuffled(line, seed):
    """Set a carrier that delays, doubles and reorders, from a seed."""
    line.carrier.chance, line.chance = random.Random(f"c{seed}"), random.Random(f"w{seed}")
    line.carrier.faults = SHUFFLED


def charter_with(world, rule):
    """Give the charter of the three with one rule of restraint."""
    return world.charter(("ilse", "tomas", "hanne"), rules=f'restraint = ["{rule}"]')


def states(world):
    """Give the state that each desk holds."""
    return [channels.standing(d, LINE).state for d in world.desks.values()]


@pytest.mark.parametrize("seed", range(3))
def test_two_amendments_that_cross_come_to_one_charter(line, seed):
    """Two are proposed at once and assented to in different orders; one is in force everywhere, and it is the same."""
    shuffled(line, seed)
    first = channels.amend(line.desks["ilse"], LINE, charter_with(line, "No word to the press."), "By voice.")
    second = channels.amend(line.desks["hanne"], LINE, charter_with(line, "One week's notice."), "By voice.")
    for _ in range(8):
        line.round()
        line.pass_time(hours=30)
        for name in line.chance.sample(sorted(line.desks), 3):
            waiting = list(channels.standing(line.desks[name], LINE).state.amendments)
            for amendment in line.chance.sample(waiting, len(waiting)):
                if line.desks[name].reader not in amendment.assents:
                    channels.assent(line.desks[name], LINE, amendment.digest.hex())
                    line.witness(name)
                    break
    line.settle()
    assert checker.problems(line) == []
    digests = {s.digest for s in states(line)}
    assert len(digests) == 1
    assert digests <= {first, second}


def test_letters_written_under_the_old_charter_while_it_changed_are_judged_alike(line):
    """A letter whose author had not seen the last assent goes by the old charter, and counts everywhere."""
    channels.amend(line.desks["ilse"], LINE, charter_with(line, "No word to the press."), "By voice.")
    line.settle()
    line.carrier.cut = {("tomas", "hanne"), ("ilse", "hanne")}
    for name in ("tomas",):
        channels.assent(line.desks[name], LINE)
    line.letter("hanne", "Written before I heard.")
    line.round()
    channels.assent(line.desks["hanne"], LINE)
    line.letter("ilse", "And this after?")
    line.settle()
    assert checker.problems(line) == []
    assert [x.refusal for x in letters.every(line.desks["tomas"], LINE)] == [""] * 5


@pytest.mark.parametrize("seed", [0, 1])
def test_a_late_reader_holds_the_same_state_as_the_others(tmp_path, seed):
    """Somebody added in the middle, over a carrier that reorders, ends with every entry and the same state."""
    world = World(50 + seed, tmp_path, ("ilse", "tomas", "hanne", "greta"))
    world.open_line(("ilse", "tomas", "hanne"))
    world.letter("tomas", "Before Greta.")
    world.carrier.faults = SHUFFLED
    world.round()
    world.add_reader("ilse", "greta")
    world.letter("tomas", "While Greta is added.")
    world.letter("ilse", "After Greta is added.", ["tomas", "greta"])
    for _ in range(3):
        world.round()
        world.pass_time(days=1)
    world.settle()
    assert checker.problems(world) == []
    read = [x.document.passages[0].text for x in letters.every(world.desks["greta"], LINE) if x.document]
    assert read == ["After Greta is added."]
    assert len(letters.every(world.desks["greta"], LINE)) == 3
    world.close()


def test_a_reader_who_is_removed_hears_nothing_that_comes_later(tmp_path):
    """He gets the entry that removes him; afterwards neither letters nor how many there are."""
    world = World(60, tmp_path, ("ilse", "tomas", "greta"))
    world.open_line(("ilse", "tomas"), ("greta",))
    world.letter("tomas", "Greta may read this.", ["ilse", "greta"])
    world.settle()
    world.remove_reader("ilse", "greta")
    world.settle()
    assert channels.every_standing(world.desks["greta"])[0].channel.standing == "gone"
    had = len(letters.every(world.desks["greta"], LINE))
    handed_in = len(world.carrier.history)
    world.letter("tomas", "Greta may not read this.")
    world.settle()
    assert len(letters.every(world.desks["greta"], LINE)) == had
    late = [p for p in world.carrier.history[handed_in:] if p.to == "greta"]
    assert late == []
    assert checker.problems(world) == []
    world.close()


@pytest.mark.parametrize("how", ["relay", "pouch"])
def test_somebody_who_leaves_is_heard_no_more_and_disturbs_nobody(line, how):
    """After one has left, the others write on; his desk refuses nothing of theirs, and no alarm is raised."""
    channels.leave(line.desks["hanne"], LINE, "My part is done.")
    for number in range(3):
        if how == "relay":
            line.round()
        else:
            for sender, to in (("hanne", "ilse"), ("hanne", "tomas"), ("ilse", "hanne"), ("tomas", "hanne")):
                line.pouch(sender, to)
            line.pouch("ilse", "tomas")
            line.pouch("tomas", "ilse")
        line.letter("ilse", f"Letter {number} without Hanne.", ["tomas"])
        line.pass_time(days=8)
    line.settle()
    assert checker.problems(line) == []
    for standing in (channels.standing(d, LINE) for d in line.desks.values()):
        assert standing.alarms == ()
        assert standing.state.members[line.desks["hanne"].reader].status == "left"


def test_a_closed_channel_stays_closed_for_what_was_under_way(line):
    """Letters that crossed the closing count, since their author had not seen it; later ones are refused here."""
    line.carrier.cut = {("tomas", "ilse"), ("ilse", "tomas"), ("ilse", "hanne")}
    channels.close(line.desks["ilse"], LINE, "It is agreed.")
    line.letter("tomas", "This crosses the closing.")
    line.settle()
    assert checker.problems(line) == []
    assert all(s.closed for s in states(line))
    with pytest.raises(Exception, match="closed"):
        line.letter("tomas", "Too late.")


@pytest.mark.parametrize("seed", range(2))
def test_relay_and_pouch_in_any_mix_come_to_the_same(line, seed):
    """What goes by relay may come by pouch as well, before or after; nothing comes twice."""
    shuffled(line, seed)
    names = sorted(line.desks)
    for number in range(12):
        author, reader = line.chance.sample(names, 2)
        line.letter(author, f"Letter {number}.", [reader])
        if line.chance.random() < 0.5:
            line.pouch(*line.chance.sample(names, 2))
        if line.chance.random() < 0.7:
            line.send(line.chance.choice(names))
        line.receive(line.chance.choice(names))
    line.settle()
    assert checker.problems(line) == []


@pytest.mark.parametrize("how", ["left", "removed"])
def test_a_late_reader_gets_the_chains_of_those_who_are_gone(tmp_path, how):
    """Somebody added after another has left or was removed holds the other's entries too, and can read what follows."""
    world = World(61, tmp_path, ("ilse", "tomas", "pavel", "greta"))
    world.open_line(("ilse", "tomas"), ("pavel",))
    world.letter("pavel", "Before I go.", ["ilse", "tomas"])
    world.settle()
    if how == "left":
        channels.leave(world.desks["pavel"], LINE)
    else:
        world.remove_reader("tomas", "pavel")
    world.settle()
    world.add_reader("ilse", "greta")
    world.settle()
    world.letter("tomas", "Welcome.", ["ilse", "greta"])
    world.settle()
    problems = checker.problems(world)
    read = [x.document.passages[0].text for x in letters.every(world.desks["greta"], LINE) if x.document]
    world.close()
    assert (problems, read) == ([], ["Welcome."])


def test_somebody_removed_can_be_added_again(tmp_path):
    """A reader who was removed is invited again, and holds what is written for him from then on."""
    world = World(62, tmp_path, ("ilse", "tomas", "greta"))
    world.open_line(("ilse", "tomas"), ("greta",))
    world.remove_reader("ilse", "greta")
    world.settle()
    world.letter("tomas", "While Greta is away.")
    world.add_reader("ilse", "greta")
    world.settle()
    world.letter("tomas", "Greta is back.", ["ilse", "greta"])
    world.settle()
    problems = checker.problems(world)
    read = [x.document.passages[0].text for x in letters.every(world.desks["greta"], LINE) if x.document]
    world.close()
    assert (problems, read) == ([], ["Greta is back."])
