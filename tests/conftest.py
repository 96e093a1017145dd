"""What several rooms' tests stand on: the demo, played once for all of them, whichever process asks first."""

import fcntl
import json

import pytest
from xdist.scheduler import LoadScopeScheduling


@pytest.fixture(scope="session")
def played_once(tmp_path_factory, worker_id):
    """The folder of a demo that was played to its end, its exit code and lines; nobody may change it: copy it."""
    root = tmp_path_factory.getbasetemp()
    root = root if worker_id == "master" else root.parent
    folder, told = root / "demo-played", root / "demo-played.json"
    with (root / "demo-played.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            from backchannel.demo.play import demo

            lines = []
            code = demo(folder, True, lines.append)
            told.write_text(json.dumps([code, lines]), encoding="utf-8")
    code, lines = json.loads(told.read_text(encoding="utf-8"))
    return folder, code, lines


ONE_WALK = ("tests/web/test_every_page.py", "tests/web/browser/")
"""Tests that look at the same walk through five desks: one process takes the walk, and all of them."""


class OneWalk(LoadScopeScheduling):
    """Gives each process the next test when it has done its last, and the tests of one walk to one process, first."""

    def _split_scope(self, nodeid):
        return "walk" if nodeid.startswith(ONE_WALK) else nodeid


def pytest_xdist_make_scheduler(config, log):
    """Share the tests out; a hook of pytest-xdist, whose own groups do not know the names of tests since pytest 9.2."""
    return OneWalk(config, log)
