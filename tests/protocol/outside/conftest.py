"""Where the suites of others lie: skipped visibly where they are absent, a failure where files are missing."""

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def suites():
    """Give the files of one outside suite that match a pattern: exactly as many as its README promises."""
    folder = Path(os.environ.get("BACKCHANNEL_OUTSIDE_TESTS") or ROOT.parent / "shared" / "outside-tests")

    def find(pattern, count):
        if not folder.is_dir():
            pytest.skip("the outside test suites are not on this machine (BACKCHANNEL_OUTSIDE_TESTS)")
        found = sorted(folder.glob(pattern))
        assert len(found) >= count, f"{pattern}: {len(found)} files where {count} are expected"
        return found

    return find


@pytest.fixture(scope="session")
def suite(suites):
    """Read one JSON file of an outside suite."""
    return lambda name: json.loads(suites(name, 1)[0].read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def wycheproof(suite):
    """Give (group, test) for every test of one Wycheproof file, of which there must be `count`."""

    def read(name, count):
        data = suite(f"wycheproof/testvectors_v1/{name}_test.json")
        tests = [(group, test) for group in data["testGroups"] for test in group["tests"]]
        assert len(tests) == data["numberOfTests"] >= count, f"{name}: {len(tests)} tests where {count} are expected"
        return tests

    return read
