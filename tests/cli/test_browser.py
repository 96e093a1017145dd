"""The command `desk`: it prints the address alone, serves this machine alone, and ends in order."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from backchannel.cli.browser import default_folder

pytestmark = pytest.mark.loopback


@pytest.fixture
def started(tmp_path):
    """A function that starts the command in a process of its own; ended with the test."""
    running = []

    def start(*words, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "backchannel", "desk", "--no-browser", "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": "", "BACKCHANNEL_DESK": "", **environment},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_it_prints_the_address_and_nothing_else(started, tmp_path):
    """One line on standard output; a stranger who lacks its key gets nothing; Ctrl-C ends it with 0."""
    process = started("--desk", str(tmp_path / "new"))
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:") and "/enter/" in address
    with urllib.request.urlopen(address) as answer:
        assert answer.status == 200
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address.partition("/enter/")[0] + "/")
    assert refused.value.code == 403
    refused.value.close()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=90)
    assert (process.returncode, out) == (0, "")
    assert "Ctrl-C locks and ends it" in err
    assert not (tmp_path / "new").exists()


def test_without_a_name_it_lies_in_the_folder_for_a_users_data(started, tmp_path, monkeypatch):
    """As the XDG Base Directory Specification says, where nobody names another."""
    process = started()
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert str(tmp_path / ".local" / "share" / "backchannel" / "desk") in process.communicate(timeout=90)[1]
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert default_folder() == Path("/data/backchannel/desk")
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    monkeypatch.setenv("HOME", "/home/ilse")
    assert default_folder() == Path("/home/ilse/.local/share/backchannel/desk")


def test_a_port_in_use_is_said_and_nothing_is_made(started, tmp_path):
    """Another desk may have it: the sentence says what to do."""
    first = started("--desk", str(tmp_path / "one"))
    port = first.stdout.readline().partition("127.0.0.1:")[2].partition("/")[0]
    second = started("--desk", str(tmp_path / "two"), "--port", port)
    out, err = second.communicate(timeout=90)
    assert second.returncode == 7 and not out
    assert f"cannot listen on port {port}" in err
    assert not (tmp_path / "two").exists()


def test_a_wrong_passphrase_is_refused_before_anything_is_served(started, pair_folder, tmp_path):
    """With a file of a passphrase the desk is open from the start, or the command ends."""
    file = tmp_path / "passphrase"
    file.write_text("another lamp\n", encoding="utf-8")
    process = started("--desk", str(pair_folder), "--passphrase-file", str(file))
    out, err = process.communicate(timeout=90)
    assert process.returncode == 8 and not out
    assert "Traceback" not in err


@pytest.fixture
def pair_folder(tmp_path):
    """The folder of a desk."""
    from tests.desk.table import Table

    table = Table(tmp_path / "table", ("ilse",))
    table.close()
    return tmp_path / "table" / "ilse"
