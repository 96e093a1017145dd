"""Worlds to begin from, made once and copied for each test."""

import pytest
from tests.simulator.world import World

THREE = ("ilse", "tomas", "hanne")


@pytest.fixture(scope="session")
def _first_line(tmp_path_factory):
    """A closed world of three desks on a line, with a letter of each on it."""
    world = World(11, tmp_path_factory.mktemp("line"), THREE)
    world.open_line(THREE)
    for name in THREE:
        world.letter(name, f"A first letter of {name}.")
    world.settle()
    world.close()
    return world


@pytest.fixture
def line(_first_line, tmp_path):
    """Three desks on a line that is in force, each of whose letters has been read."""
    world = _first_line.again(tmp_path)
    yield world
    world.close()


@pytest.fixture(scope="session")
def _first_pair(tmp_path_factory):
    """A closed world of two desks on a line."""
    world = World(12, tmp_path_factory.mktemp("pair"))
    world.open_line(("ilse", "tomas"))
    world.close()
    return world


@pytest.fixture
def pair(_first_pair, tmp_path):
    """Two desks on a line that is in force."""
    world = _first_pair.again(tmp_path)
    yield world
    world.close()
