"""The simulation: random acts over a hostile carrier, from a seed, with a check of all histories at the end.

A few seeds run every time; BACKCHANNEL_SIMULATION_SEEDS says how many, for a longer search. A seed that fails is
named by the test, and runs the same course again but for what the cryptographic library draws for itself.
"""

import os

import pytest
from tests.simulator import checker
from tests.simulator.carrier import HOSTILE, Faults
from tests.simulator.course import Course
from tests.simulator.world import LINE, World

from backchannel.desk import channels

SEEDS = int(os.environ.get("BACKCHANNEL_SIMULATION_SEEDS", "3"))
BLAME = {"fork", "report"}
THREE = ("ilse", "tomas", "hanne")


def simulate(tmp_path, seed, *, ending=False, restoring=False, faults=HOSTILE, acts=60):
    """Run one course to its end; give the world, and assert that everything holds."""
    world = World(seed, tmp_path, (*THREE, "greta"))
    try:
        world.open_line(THREE)
        world.carrier.faults = faults
        course = Course(world, THREE, ending=ending, restoring=restoring)
        course.run(acts)
        assert checker.problems(world, settled=False) == [], course.done
        rounds = world.settle()
        assert rounds < 12, f"the exchange does not come to rest: {course.done}"
        assert checker.problems(world) == [], course.done
        for name, desk in world.desks.items():
            assert desk.vault.check() == (), name
            if name in course.on_line:
                alarms = [a.sentence for s in channels.every_standing(desk) for a in s.alarms if a.kind in BLAME]
                assert alarms == [], "honest desks accuse nobody of a second history"
    finally:
        world.close()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_course_of_random_acts_over_a_hostile_carrier_holds(tmp_path, seed):
    """Letters, acknowledgements, readers, amendments, restarts, pouches and relay, with every fault."""
    simulate(tmp_path, seed)


@pytest.mark.parametrize("seed", range(1_000, 1_000 + SEEDS // 2))
def test_a_course_in_which_people_leave_and_channels_close_holds(tmp_path, seed):
    """The same with leaving and closing at any moment."""
    simulate(tmp_path, seed, ending=True)


@pytest.mark.parametrize("seed", range(2_000, 2_000 + SEEDS // 3))
def test_a_course_over_a_carrier_that_loses_almost_everything_holds(tmp_path, seed):
    """Nine of ten blobs are lost while people act; afterwards everything arrives."""
    simulate(tmp_path, seed, faults=Faults(drop=0.9, duplicate=0.5, reorder=True), acts=40)


@pytest.mark.parametrize("seed", range(3_100, 3_100 + SEEDS // 2))
def test_a_course_in_which_machines_are_lost_and_restored_holds(tmp_path, seed):
    """Desks are restored from backups of any age at any moment; no place is used twice that anybody has seen."""
    simulate(tmp_path, seed, restoring=True)


def test_the_course_of_a_seed_is_the_same_twice(tmp_path):
    """A failing seed can be run again: acts, times and authors are the same."""
    told = []
    for run in ("first", "second"):
        (tmp_path / run).mkdir()
        world = World(7, tmp_path / run, THREE)
        world.open_line(THREE)
        world.carrier.faults = HOSTILE
        course = Course(world, THREE)
        course.run(15)
        with world.desks["ilse"].vault.read() as db:
            told.append(
                (course.done, db.execute("SELECT author, seq, kind, time FROM entries ORDER BY 1, 2").fetchall())
            )
        assert channels.standing(world.desks["ilse"], LINE).state.in_force
        world.close()
    assert told[0] == told[1]
