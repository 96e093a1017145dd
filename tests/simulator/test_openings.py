"""Opening pairs over a carrier that loses, doubles, delays, reorders and replays the flights."""

import itertools
import random

import pytest
from tests.simulator import checker
from tests.simulator.carrier import Faults
from tests.simulator.world import LINE, World

from backchannel.desk import channels


def connected(world):
    """Whether every desk has an open pair with every other."""
    return all(len(channels.standing(d, LINE).connected) == len(world.desks) - 1 for d in world.desks.values())


def in_force(world):
    """Whether every desk holds the charter for agreed."""
    return all(channels.standing(d, LINE).state.in_force for d in world.desks.values())


@pytest.mark.parametrize("seed", range(3))
def test_an_opening_of_three_survives_any_carrier(tmp_path, seed):
    """First flights cross, and all flights are lost, doubled, delayed and out of order; afterwards all is open."""
    world = World(
        seed, tmp_path, ("ilse", "tomas", "hanne"), Faults(drop=0.4, duplicate=0.4, delay=0.4, replay=0.3, reorder=True)
    )
    channels.propose(world.desks["ilse"], world.charter(["ilse", "tomas", "hanne"]))
    for _ in range(6):
        world.round()
        world.pass_time(days=1)
    world.settle()
    assert connected(world)
    assert in_force(world)
    assert checker.problems(world) == []
    world.letter("hanne", "At last.")
    world.settle()
    assert checker.problems(world) == []
    world.close()


@pytest.mark.parametrize("lost", range(6))
def test_each_single_blob_of_an_opening_may_be_lost(tmp_path, lost):
    """Whichever one of the first blobs is lost, what waits is sent again after some days."""
    world = World(41, tmp_path)
    channels.propose(world.desks["ilse"], world.charter(["ilse", "tomas"]))
    carried = 0
    for _ in range(4):
        for name in ("ilse", "tomas"):
            world.send(name)
            for parcel in list(world.carrier.waiting):
                carried += 1
                if carried == lost + 1:
                    world.carrier.waiting.remove(parcel)
            for other in ("ilse", "tomas"):
                world.receive(other)
    world.settle()
    assert connected(world)
    assert in_force(world)
    assert checker.problems(world) == []
    world.close()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[::2])
def test_crossing_openings_come_to_one_pair(tmp_path, order):
    """Three desks that begin with one another at the same time end with one pair each, in whatever order they hear."""
    names = ("ilse", "tomas", "hanne")
    world = World(42, tmp_path, names)
    channels.propose(world.desks["ilse"], world.charter(names))
    world.send("ilse")
    for name in ("tomas", "hanne"):
        world.receive(name)
    chosen = [names[i] for i in order]
    for _ in range(4):
        for name in chosen:
            world.send(name)
        for name in chosen:
            world.receive(name)
    world.settle()
    assert connected(world)
    assert in_force(world)
    assert checker.problems(world) == []
    world.close()


def test_an_old_first_flight_shown_again_keeps_nobody_from_opening_anew(line):
    """A restored desk is shown last year's first flights before any answer; the openings succeed all the same."""
    old = [p for p in line.carrier.history if p.mailbox == line.desks[p.to].card.intake]
    assert old
    backup = line.backup("ilse")
    line.letter("ilse", "After the backup.")
    line.settle()
    line.restore("ilse", backup)
    for name in line.desks:
        line.take(name, [p.item for p in old if p.to == name])
        line.send(name, cover=True)
        line.take(name, [p.item for p in old if p.to == name])
    line.settle()
    assert connected(line)
    line.letter("ilse", "After the restoration.")
    line.settle()
    assert checker.problems(line) == []


def test_old_flights_shown_to_desks_that_are_open_change_no_pair(line):
    """Everything of the openings, shown again and again, leaves every pair and its keys as they are."""
    line.settle()

    def keys():
        found = []
        for desk in line.desks.values():
            with desk.vault.read() as db:
                found += db.execute("SELECT send, receive, box_send, send_number FROM pairs ORDER BY 1").fetchall()
        return found

    before = keys()
    old = [p for p in line.carrier.history if p.mailbox == line.desks[p.to].card.intake]
    for number in range(3):
        random.Random(number).shuffle(old)
        for name in line.desks:
            line.take(name, [p.item for p in old if p.to == name])
    assert keys() == before
    line.letter("ilse", "Unmoved.")
    line.settle()
    assert checker.problems(line) == []


def test_a_flight_brought_to_another_desk_opens_nothing(tmp_path):
    """A flight for one person, put into another's intake mailbox, is dropped and counted there."""
    world = World(43, tmp_path, ("ilse", "tomas", "hanne"))
    channels.propose(world.desks["ilse"], world.charter(["ilse", "tomas"]))
    world.send("ilse")
    flight = world.carrier.waiting[0]
    world.take("hanne", [(flight.day, world.desks["hanne"].card.intake, flight.blob)])
    assert channels.every_standing(world.desks["hanne"]) == []
    assert channels.held_invitations(world.desks["hanne"]) == 0
    world.close()
