"""A folder of the test's own, in memory where the machine has such a place: other tests ask about durability."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture
def tmp_path():
    """A new folder, which is gone after the test."""
    within = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="backchannel-scenario-", dir=within))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
