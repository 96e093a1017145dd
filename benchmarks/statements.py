"""How well statements are told from what commits to nothing: `python -m benchmarks.statements`.

Measured are the sentences of `statements_gold.tsv`, which were drawn at random, 300 a draw, and labelled by the rule of
`statements_rule.md` without sight of any suggestion: what `text.statements.kinds` suggests for each against its label.
Every second one of a draw is the half that was kept aside while the phrases were written (`--half aside`); the other
is open. A draw is told by its seed (`--draw 1963`; see `statements_draw.py`). Printed are precision, recall and F1 of
peg or not, F1 of each kind, and their mean over those that occur. The sentences themselves are read from the volumes
under BACKCHANNEL_RECORD (default `../shared/record`).
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backchannel.record.address import Address
from backchannel.record.address import read as read_address
from backchannel.record.readers.tei.volumes import read
from backchannel.text.statements.kinds import KINDS, suggestion

HALVES = ("open", "aside")
NONE = "none"
GOLD = Path(__file__).with_name("statements_gold.tsv")
GOALS = {"peg or not, F1": 0.80, "seven kinds, macro F1": 0.65}


@dataclass(frozen=True, slots=True)
class Score:
    """What was right, too much and missed."""

    right: int
    much: int
    missed: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing was right."""
        return 2 * self.right / (2 * self.right + self.much + self.missed) if self.right else 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, help="one half alone (default: both, each by itself)")
    parser.add_argument("--draw", type=int, metavar="SEED", help="the draw of one seed alone (default: every draw)")
    options = parser.parse_args(arguments)
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or Path(__file__).parents[2] / "shared" / "record")
    if not folder.is_dir():
        sys.exit(f"The record is not in {folder}; name its folder in BACKCHANNEL_RECORD.")
    for half in [options.half] if options.half else HALVES:
        gold = labels(GOLD, half, options.draw)
        texts = sentences(folder, list(gold))
        began = time.perf_counter()
        found = {address: kind(texts[address]) for address in gold}
        seconds = time.perf_counter() - began
        print(f"{half}: {len(gold)} sentences, {1e6 * seconds / max(1, len(gold)):.0f} µs each")
        for line in told(gold, found):
            print(line)


def labels(path: Path, half: str, draw: int | None = None) -> dict[str, str]:
    """Give the label of each address of a half, of every draw or of one seed's."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
    return {address: label for address, label, its, seed in rows if its == half and draw in (None, int(seed))}


def sentences(folder: Path, addresses: Sequence[str]) -> dict[str, str]:
    """Give the words at each address, read from the volumes."""
    asked: dict[str, dict[str, list[Address]]] = {}
    for text in addresses:
        address = read_address(text)
        volume, _, name = address.document.partition("/")
        asked.setdefault(volume, {}).setdefault(name, []).append(address)
    found = {}
    for volume, documents in asked.items():
        for document, _ in read((folder / f"{volume}.xml.gz").read_bytes()).documents():
            edition = document.apparatus.edition if document.apparatus else None
            for address in documents.get(edition.document, ()) if edition else ():
                text = document.passages[address.number - 1].text
                found[str(address)] = text[slice(*address.span)] if address.span else text
    return found


def kind(sentence: str) -> str:
    """Give the kind that is suggested for a sentence of a letter, or none."""
    suggested = suggestion(sentence)
    return suggested.kind if suggested else NONE


def scores(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[Score, dict[str, Score]]:
    """Score peg or not, and each kind."""
    pairs = Counter((gold[address], found[address]) for address in gold)
    peg = Score(
        sum(count for (label, said), count in pairs.items() if NONE not in (label, said)),
        sum(count for (label, said), count in pairs.items() if label == NONE != said),
        sum(count for (label, said), count in pairs.items() if said == NONE != label),
    )
    kinds = {
        one: Score(
            pairs[one, one],
            sum(count for (label, said), count in pairs.items() if said == one != label),
            sum(count for (label, said), count in pairs.items() if label == one != said),
        )
        for one in KINDS
    }
    return peg, kinds


def told(gold: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Give the figures as lines."""
    peg, kinds = scores(gold, found)
    occurring = [score for score in kinds.values() if score.right + score.missed]
    macro = sum(score.f1 for score in occurring) / max(1, len(occurring))
    precision, recall = peg.right / max(1, peg.right + peg.much), peg.right / max(1, peg.right + peg.missed)
    rates = f"precision {precision:.2f}, recall {recall:.2f}; goal {GOALS['peg or not, F1']:.2f}"
    lines = [
        f"  peg or not, F1          {peg.f1:.3f}  ({rates})",
        f"  seven kinds, macro F1   {macro:.3f}  (goal {GOALS['seven kinds, macro F1']:.2f})",
    ]
    for one, score in kinds.items():
        lines.append(f"    {one:11} {score.f1:.2f}  right {score.right}, too much {score.much}, missed {score.missed}")
    return lines


if __name__ == "__main__":
    main()
