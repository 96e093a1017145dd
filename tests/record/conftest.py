"""Where the outside data and the samples of the record lie."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _folder(variable, default):
    return Path(os.environ.get(variable) or ROOT.parent / "shared" / default)


@pytest.fixture
def samples():
    """The folder of the two invented letters."""
    return Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def outside():
    """The folder of outside test suites; the test is skipped where there is none."""
    folder = _folder("BACKCHANNEL_OUTSIDE_TESTS", "outside-tests")
    if not folder.is_dir():
        pytest.skip("the outside test suites are not on this machine (BACKCHANNEL_OUTSIDE_TESTS)")
    return folder


@pytest.fixture(scope="session")
def seed_letter():
    """The bytes of the transcript of 16 October 1961; the test is skipped where the record is absent."""
    folder = _folder("BACKCHANNEL_RECORD", "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    seeds = sorted((folder / "seeds").glob("*.txt"))
    assert len(seeds) == 5, f"the record has {len(seeds)} transcripts where 5 are expected"
    (letter,) = [path for path in seeds if path.name.startswith("1961-10-16-")]
    return letter.read_bytes()
