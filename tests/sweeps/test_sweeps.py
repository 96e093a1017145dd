"""A seeded sample of the sweeps: an act is stopped at one of its writes, and everything acknowledged is there.

`python -m benchmarks.sweeps crash --all` and `… io --all` do it at every write; `benchmarks/sweeps.py` says what must
hold after each.
"""

import random

import pytest

from benchmarks import sweeps

SEED = 61
pytestmark = pytest.mark.skipif(not sweeps.can_trace(), reason="strace is not installed, or may not trace here")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A function that gives the sweep of an act, prepared once."""
    made = {}

    def give(act):
        if act not in made:
            made[act] = sweeps.Sweep(act, tmp_path_factory.mktemp("sweeps"))
        return made[act]

    return give


def drawn(act, fault, calls, count):
    """Give some of an act's calls, the same ones in every run."""
    return sorted(random.Random(f"{SEED} {act} {fault}").sample(range(1, calls + 1), count))


@pytest.mark.parametrize("act", ["send", "receive", "unpack", "release"])
def test_a_process_killed_at_a_write_loses_nothing_that_was_acknowledged(prepared, act):
    """Nor does it use a place of its chain twice, or leave half a pouch under its name."""
    sweep = prepared(act)
    found = [sweep.at(number, "signal=SIGKILL") for number in drawn(act, "crash", len(sweep.calls), 2)]
    assert [wrong for wrong, _, _ in found] == ["", ""]
    assert all(struck for _, struck, _ in found)


@pytest.mark.parametrize("fault", ["error=EIO", "error=ENOSPC"])
@pytest.mark.parametrize("act", ["send", "unpack"])
def test_a_write_that_fails_keeps_all_of_a_change_or_nothing(prepared, act, fault):
    """And the sentence says which, or how to find out."""
    sweep = prepared(act)
    found = [sweep.at(number, fault) for number in drawn(act, fault, len(sweep.calls), 1)]
    assert [wrong for wrong, _, _ in found] == [""]


def test_the_sweep_would_notice_a_letter_that_is_lost(prepared, monkeypatch):
    """A desk that acknowledges and keeps nothing is found out."""
    sweep = prepared("send")
    run = sweep._run

    def forgetting(copy, before):
        said = run(copy, before)
        author, (seq, _) = sweep.reader, said.saved[-1][sweep.reader]
        said.saved.append({**said.saved[-1], author: (seq + 1, b"an entry that was never kept")})
        return said

    monkeypatch.setattr(sweep, "_run", forgetting)
    wrong, _, _ = sweep.at(len(sweep.calls) + 1, "signal=SIGKILL")
    assert "was acknowledged, and the chain ends at" in wrong


def test_the_sweep_would_notice_a_place_that_is_used_twice(prepared, monkeypatch):
    """If the peer has had an entry that the desk has forgotten, both going on ends in an alarm."""
    sweep = prepared("send")
    run = sweep._run

    def putting_back(copy, before):
        said = run(copy, before)
        for name in ("vault.db", "position"):
            (copy / "one" / name).write_bytes((sweep.prepared / "one" / name).read_bytes())
        for name in ("vault.db-wal", "vault.db-shm"):
            (copy / "one" / name).unlink(missing_ok=True)
        said.saved.clear()
        said.packed = False
        return said

    monkeypatch.setattr(sweep, "_run", putting_back)
    wrong, _, _ = sweep.at(len(sweep.calls) + 1, "signal=SIGKILL")
    assert "an alarm" in wrong
