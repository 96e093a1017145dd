"""Worlds to begin from, made once and copied for each test."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from tests.simulator.world import World

THREE = ("ilse", "tomas", "hanne")


MEMORY = Path("/dev/shm")
"""Where nothing waits for a disk: what is asked here is agreement, and other tests ask about durability."""


@pytest.fixture(scope="session")
def place():
    """A function that gives a new folder, in memory where the machine has such a place."""
    within = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    root = Path(tempfile.mkdtemp(prefix="backchannel-simulator-", dir=within))
    yield lambda: Path(tempfile.mkdtemp(dir=root))
    shutil.rmtree(root)


@pytest.fixture
def tmp_path(place):
    """A folder of this test's own."""
    folder = place()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _first_line(place):
    """A closed world of three desks on a line, with a letter of each on it."""
    world = World(11, place(), THREE)
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
def _first_pair(place):
    """A closed world of two desks on a line."""
    world = World(12, place())
    world.open_line(("ilse", "tomas"))
    world.close()
    return world


@pytest.fixture
def pair(_first_pair, tmp_path):
    """Two desks on a line that is in force."""
    world = _first_pair.again(tmp_path)
    yield world
    world.close()
