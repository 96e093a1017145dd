"""Desks to attack: made once with a passphrase that costs nothing, and copied for each test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backchannel.vault.access import create_desk, open_desk
from backchannel.vault.passphrase import FOR_TESTS_ONLY

SOURCE = Path(__file__).parents[2] / "src"
WORDS = "seven grey herons at low tide"
MARKER = "the Varlonian minister will yield the northern ferry"

# Something to write in: the vault's own tables belong to the tests of their modules.
NOTES = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"


@pytest.fixture(scope="session")
def words():
    """The passphrase of every desk here."""
    return WORDS


@pytest.fixture(scope="session")
def marker():
    """A secret to look for where it must not stand."""
    return MARKER


@pytest.fixture(scope="session")
def _first_desk(tmp_path_factory):
    """A closed desk with a table of notes, to be copied."""
    path = tmp_path_factory.mktemp("first") / "desk"
    create_desk(path, WORDS, FOR_TESTS_ONLY)
    with open_desk(path, WORDS) as vault, vault.change() as db:
        db.execute(NOTES)
    return path


@pytest.fixture
def desk(_first_desk, tmp_path):
    """The folder of a closed desk of this test's own, with an empty table `note`."""
    return Path(shutil.copytree(_first_desk, tmp_path / "desk"))


@pytest.fixture
def vault(desk):
    """An open vault, with an empty table `note`."""
    with open_desk(desk, WORDS) as opened:
        yield opened


@pytest.fixture
def contents():
    """A function that gives every file under a folder with its bytes."""

    def look(folder):
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    return look


@pytest.fixture
def process():
    """A function that starts another Python on a script that may use `desk`, `words` and what it is given.

    `before` is a command that runs it, such as a tracer.
    """
    started = []

    def start(desk, script, before=(), **given):
        lines = [
            "import os, signal, sys",
            "from pathlib import Path",
            "from backchannel.errors import BackchannelError",
            "from backchannel.vault.access import open_desk",
            f"desk, words = Path({str(desk)!r}), {WORDS!r}",
            *(f"{name} = {value!r}" for name, value in given.items()),
            script,
        ]
        child = subprocess.Popen(
            [*before, sys.executable, "-c", "\n".join(lines)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
        )
        started.append(child)
        return child

    yield start
    for child in started:
        if child.poll() is None:
            child.kill()
        child.communicate()
