"""A verification is a process of its own, so what it imports is part of what it costs."""

import subprocess
import sys
from pathlib import Path

from tests.protocol.release.played import made_bundle

SOURCE = Path(__file__).parents[3] / "src"
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from backchannel.protocol.release.account import account
from backchannel.protocol.release.verify import verify_file
print(len(account(verify_file(sys.stdin.buffer.read()))))
print(*sys.modules)
"""


def test_a_verification_imports_what_it_needs_alone():
    """Verifying a bundle in a fresh process loads nothing that makes, draws or tabulates."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path += {sys.path!r}\n{PROGRAM}", str(SOURCE)],
        input=made_bundle().data,
        stdout=subprocess.PIPE,
        check=True,
    )
    lines, modules = done.stdout.decode().splitlines()
    assert int(lines) >= 8
    loaded = set(modules.split())
    release = {name.rpartition(".")[2] for name in loaded if name.startswith("backchannel.protocol.release.")}
    assert release == {
        "account", "bundle", "composite", "errors", "grammar", "identity", "leaves", "messages", "statement",
        "textform", "tree", "verify",
    }  # fmt: skip
    assert not {"backchannel.record.characters", "unicodedata", "datetime", "html", "calendar"} & loaded
