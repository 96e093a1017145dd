"""Tables to begin from, made once and copied for each test."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from tests.desk.table import Table

MEMORY = Path("/dev/shm")
"""Where nothing waits for a disk: other tests ask about durability."""


@pytest.fixture(scope="session")
def place():
    """A function that gives a new folder, in memory where the machine has such a place."""
    within = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    root = Path(tempfile.mkdtemp(prefix="backchannel-desk-", dir=within))
    yield lambda: Path(tempfile.mkdtemp(dir=root))
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def tmp_path(place):
    """A folder of this test's own."""
    folder = place()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _pair(place):
    table = Table(place(), ("ilse", "tomas"))
    table.open_line(("ilse", "tomas"))
    table.close()
    return table


@pytest.fixture(scope="session")
def _sides(place):
    table = Table(place(), ("ilse", "greta", "tomas", "pavel", "hanne"))
    table.open_line(("ilse", "tomas"), ("greta", "pavel"))
    table.close()
    return table


@pytest.fixture(scope="session")
def _three(place):
    table = Table(place(), ("ilse", "tomas", "hanne"))
    table.open_line(("ilse", "tomas", "hanne"))
    table.close()
    return table


@pytest.fixture
def empty(tmp_path):
    """A table at which nobody sits yet."""
    table = Table(tmp_path)
    yield table
    table.close()


@pytest.fixture
def pair(_pair, tmp_path):
    """Ilse of Valdria and Tomas of Ostrava, principals on a line that is in force."""
    table = _pair.again(tmp_path)
    yield table
    table.close()


@pytest.fixture
def sides(_sides, tmp_path):
    """Two on each side: Ilse and Tomas speak, Greta and Pavel read; Hanne of a third state knows them all, no more."""
    table = _sides.again(tmp_path)
    yield table
    table.close()


@pytest.fixture
def three(_three, tmp_path):
    """Ilse, Tomas and Hanne, each the principal of a party."""
    table = _three.again(tmp_path)
    yield table
    table.close()
