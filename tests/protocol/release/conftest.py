"""Where the outside suites are, and one bundle for the tests that only read."""

import json
import os
from pathlib import Path

import pytest
from tests.protocol.release.played import MARO, TEEL, Played, made_bundle

_ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def outside():
    """Give the folder of an outside suite by its name; skip where the suites are absent."""
    folder = Path(os.environ.get("BACKCHANNEL_OUTSIDE_TESTS") or _ROOT.parent / "shared" / "outside-tests")

    def find(name: str) -> Path:
        if not folder.is_dir():
            pytest.skip("the outside test suites are not on this machine (BACKCHANNEL_OUTSIDE_TESTS)")
        assert (folder / name).exists(), f"the outside suites are here, but {name} is missing from them"
        return folder / name

    return find


@pytest.fixture(scope="session")
def outside_json(outside):
    """Read one JSON file of an outside suite."""
    return lambda name: json.loads(outside(name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def played() -> Played:
    """A release of two letters by Arvend and Sorlund; nobody may change it."""
    return made_bundle(signers=(MARO, TEEL))
