"""What only a process of its own can show."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.protocol.release.played import made_bundle

SOURCE = Path(__file__).parents[2] / "src"


def _run(*words, program=None):
    code = program or "import sys; from backchannel.cli.main import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), *filter(None, sys.path)])}
    for name in ("BACKCHANNEL_DESK", "BACKCHANNEL_PASSPHRASE_FILE"):
        environment.pop(name, None)
    command = [sys.executable, *(["-m", "backchannel"] if program is None else ["-c", code]), *words]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def bundle(tmp_path):
    """A bundle that verifies."""
    path = tmp_path / "x.release.json"
    path.write_bytes(made_bundle().data)
    return str(path)


def test_python_m_backchannel_is_the_command(bundle):
    """`python -m backchannel` verifies, and exits with the command's code."""
    done = _run("verify", bundle)
    assert (done.returncode, done.stderr) == (0, "")
    assert "verified, every step holds" in done.stdout
    Path(bundle).write_bytes(made_bundle().data.replace(b"the", b"teh", 1))
    done = _run("verify", bundle)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


_LOADED = """
import sys
from backchannel.cli.main import main
code = main(sys.argv[1:])
print(*sys.modules)
sys.exit(code)
"""


def _loaded(*words):
    done = _run(*words, program=_LOADED)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_a_verification_needs_neither_desk_nor_vault_nor_network(bundle):
    """`verify` loads no room but protocol, and nothing that reaches out."""
    loaded = _loaded("verify", bundle)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("backchannel.")}
    assert rooms == {"cli", "errors", "protocol"}
    assert {n.split(".")[2] for n in loaded if n.startswith("backchannel.cli.")} == {
        "commands", "main", "output", "parsing", "verify",
    }  # fmt: skip
    assert not {"httpx", "sqlcipher3", "socket", "ssl", "pathlib", "starlette", "uvicorn", "segno"} & loaded


def test_help_loads_nothing_but_the_words():
    """`--help` costs the parser and no room."""
    loaded = _loaded("--help")
    assert {name.split(".")[1] for name in loaded if name.startswith("backchannel.")} == {"cli", "errors"}
    assert "cryptography" not in loaded


def test_a_closed_pipe_leaves_no_traceback():
    """`backchannel --help | true` says nothing on standard error."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), *filter(None, sys.path)])}
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "backchannel", "channel", "example-charter"],
        stdout=write, stderr=subprocess.PIPE, env=environment, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (7, b"")


def test_a_full_disk_under_the_output_is_said():
    """`> /dev/full` is exit code 7 and a sentence, not a traceback."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), *filter(None, sys.path)])}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "backchannel", "channel", "example-charter"],
            stdout=full, stderr=subprocess.PIPE, env=environment, check=False,
        )  # fmt: skip
    assert done.returncode == 7
    assert done.stderr.startswith(b"error: ")
    assert b"Traceback" not in done.stderr
