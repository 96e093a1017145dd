"""sync and relay: over a relay on this machine, which may be away."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.town import LETTER

from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import running_relay
from backchannel.cli import exchange

pytestmark = pytest.mark.loopback
TOKEN = "token-of-the-operator"
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def relay(tmp_path):
    """A relay on loopback; gives its address."""
    with running_relay(tmp_path / "relay.db", RelaySettings(operator_token=TOKEN)) as url:
        yield url


@pytest.fixture
def connected(line, relay):
    """Two desks with a channel, which take mail at the relay and know it of each other."""
    for desk in ("ilse", "tomas"):
        used = line.ok(desk, "relay", "use", relay, TOKEN)
        assert "its key and fingerprint have not" in used.out
        line.ok(desk, "card", "show", "--out", line.path(f"{desk}.new.card"))
    line.ok("ilse", "card", "import", line.path("tomas.new.card"))
    again = line.ok("tomas", "card", "import", line.path("ilse.new.card"))
    assert "was confirmed before" in again.out
    return line


def test_a_letter_goes_through_a_relay(connected):
    """Written, synced, arrived with its reference and what is owed; the way is said when it is written."""
    told = connected.ok("ilse", "letter", "write", connected.file("a.md", LETTER), "--yes")
    assert "By relay to Tomas Reik, with the next: backchannel sync" in told.out
    sent = connected.value("ilse", "sync")
    assert sent["sent"] >= 1
    assert sent["failed"] == []
    arrived = connected.ok("tomas", "sync")
    assert re.search(r"maren-\d+  letter", arrived.out)
    assert "by us" in arrived.out
    assert "To read: backchannel letter show maren-" in arrived.out


def test_a_relay_that_is_down_is_named(connected):
    """Exit code 7; what waits goes on waiting, and the answer says so."""
    connected.ok("ilse", "relay", "use", "http://127.0.0.1:9", TOKEN)
    connected.ok("ilse", "letter", "write", connected.file("a.md", LETTER), "--yes")
    done = connected.run("ilse", "sync")
    assert done.code == 7
    assert "Not reached: " in done.out


def test_sync_goes_on_at_fixed_times_until_interrupted(connected, monkeypatch):
    """`--every` waits for the clock's next full interval, whatever an exchange took; Ctrl-C ends it with 0."""
    now, waits = [1_000_007.0], []

    def sleep(seconds):
        waits.append(seconds)
        now[0] += seconds + 3
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(exchange.time, "time", lambda: now[0])
    monkeypatch.setattr(exchange.time, "sleep", sleep)
    done = connected.run("ilse", "sync", "--every", "15m", "--cover")
    assert done.code == 0
    assert done.out == "Stopped after 3 exchanges.\n"
    assert waits == [793.0, 897.0, 897.0]
    assert done.err.count("Sent: ") == 3


def test_a_relay_is_served_until_it_is_interrupted(tmp_path):
    """`relay serve` says its address and token, answers, and ends in order with 0 on SIGINT."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), *filter(None, sys.path)])}
    words = ["relay", "serve", "--database", str(tmp_path / "served.db"), "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-m", "backchannel", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    ) as process:  # fmt: skip
        said = [process.stderr.readline() for _ in range(3)]
        assert said[0].startswith("The relay answers at http://127.0.0.1:")
        assert said[2].startswith("On a desk: backchannel relay use http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert out.startswith("The relay has ended")
