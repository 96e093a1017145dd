"""Draws the picture of the README: what the demo prints, as a page. Run it as `python docs/make_screenshot.py`.

It plays the demo in a temporary folder, takes some of its steps as they were printed, and writes them as SVG, so the
picture is never of anything but the program.
"""

import re
import sys
import tempfile
from html import escape
from pathlib import Path

from backchannel.demo.play import demo

STEPS = (5, 16, 19, 25, 28, 29, 32, 33)
WIDTH, LINE, MARGIN = 880, 17, 24
TARGET = Path(__file__).parent / "images" / "demo.svg"


def played() -> list[str]:
    """Play the demo and give the lines of the chosen steps."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "demo"
        demo(place, True, lambda text: lines.extend(text.splitlines() or [""]))
        lines = [line.replace(str(place), "demo") for line in lines]
    chosen: list[str] = []
    taken = False
    for line in lines:
        step = re.match(r" ?(\d+)\. ", line)
        if step:
            taken = int(step[1]) in STEPS
        if taken:
            chosen.append(line)
    return chosen


def drawn(lines: list[str]) -> str:
    """Give the lines as an SVG page: headings dark, refusals in the colour of a seal."""
    rows = []
    refused = False
    for number, line in enumerate(lines):
        y = MARGIN + LINE * (number + 1)
        # A refusal is its line and the sentence in quotation marks that follows.
        refused = line.endswith("refused.") or (refused and bool(line.strip()))
        kind = "step" if re.match(r" ?\d+\. ", line) else "no" if refused else "text"
        text = escape(line.strip())
        refused = refused and not line.endswith("”")
        rows.append(f'<text class="{kind}" x="{MARGIN + 8 * (len(line) - len(line.lstrip()))}" y="{y}">{text}</text>')
    height = 2 * MARGIN + LINE * (len(lines) + 1)
    style = (
        "text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#33302a}"
        ".step{font-weight:700;fill:#14110c}.no{fill:#8a2f1d}rect{fill:#fbf8f1;stroke:#d9d2c3}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="What the demo prints">'
        f'<style>{style}</style><rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}"/>'
        f"{''.join(rows)}</svg>\n"
    )


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(drawn(played()), encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}\n")
