"""The README's second section, typed in as it stands: two desks in two folders, and only a pouch between them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DESKS = r"""
set -e
ilse() { backchannel --desk ilse --passphrase-file ilse.txt "$@"; }
tomas() { backchannel --desk tomas --passphrase-file tomas.txt "$@"; }
backchannel() { "$PYTHON" -m backchannel "$@"; }
digits() { "$1" card show --json | sed -n 's/.*"fingerprint": "\([0-9 ]*\)".*/\1/p'; }
there() { ilse pouch pack "Tomas Reik" --out "$1.there"; tomas pouch unpack "$1.there"; }
back() { tomas pouch pack "Ilse Maren" --out "$1.back"; ilse pouch unpack "$1.back"; }
"""
# What the page says in words between two of its blocks: a step of each side, with a pouch in between.
RELEASE = r"""
there 1; tomas release show maren-6; tomas release consent maren-6 --yes; back 1
if ilse release export maren-6 --out alone.release.json; then exit 99; fi
ilse release sign maren-6; there 2; tomas release sign maren-6; back 2
ilse release attribute maren-6 --yes; there 3; tomas release attribute maren-6 --yes; back 3
ilse release export maren-6 --out line.release.json
"""


@pytest.mark.slow
def test_the_second_section_of_the_readme_works_as_it_stands(tmp_path):
    """Every line of it runs in order, and at its end the released letters verify with both identities pinned."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    section = page[page.index("## By hand") : page.index("Two people in one building")]
    blocks = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    assert len(blocks) >= 6
    script = DESKS
    for block in blocks:
        if "backchannel verify" in block:
            script += RELEASE
        typed = re.sub(r"^alias .*\n", "", block, flags=re.MULTILINE)
        typed = typed.replace("THE SIXTY DIGITS HE READ ALOUD", '"$(digits tomas)"')
        typed = typed.replace("THE SIXTY DIGITS SHE READ ALOUD", '"$(digits ilse)"')
        script += typed.replace("letter write", "letter write --yes")
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(tmp_path),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "line.release.json: verified, every step holds." in done.stdout
    assert "by Ilse Maren for Valdria" in done.stdout and "by Tomas Reik for Ostrava" in done.stdout
    assert "nobody can release it alone" in done.stderr
    assert not (tmp_path / "alone.release.json").exists()
