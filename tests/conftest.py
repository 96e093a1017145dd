"""What several rooms' tests stand on: the demo, played once for all of them, whichever process asks first."""

import fcntl
import json

import pytest


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


def pytest_collection_modifyitems(items):
    """Begin with the tests that one process does in one go, so that the others are not waited for at the end."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
