"""How well transcripts are read: `python -m benchmarks.transcripts`, by field, by kind and by era.

Read are the documents of the developers' set under BACKCHANNEL_EVAL (default `../shared/eval`), each a plain transcript
with what a reader should find in it, and scored by the set's own rules, `score_parse.py` beside it. Printed are
precision, recall and F1 of each field over all documents, the mean F1 of the documents of each kind and era, and the
time. Ten of the 54 references to other volumes do not name the volume in the text: nobody who reads the text alone has
more than 0.89 of that field.
"""

import argparse
import importlib.util
import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from backchannel.record.answer import answer
from backchannel.record.readers.transcripts.anatomy import anatomize

Sums = Counter[tuple[str, int]]
"""By field: what was right (0), too much (1), and missed (2)."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, help="only the first so many documents")
    limit = parser.parse_args(arguments).limit
    scorer, documents = developers_set()
    began = time.perf_counter()
    scored = [(one, scorer.score_doc(answer(anatomize(one["text"])), one["gold"])) for one in documents[:limit]]
    seconds = time.perf_counter() - began
    everything = total([scores for _, scores in scored])
    print(f"{'field':20} {'precision':>9} {'recall':>9} {'F1':>9}")
    for field in scorer.FIELDS:
        print(f"{field:20} " + " ".join(told(value) for value in rates(scorer, everything, field)))
    print(f"{'mean of the F1':20} {'':9} {'':9} {told(mean(scorer, everything))}")
    kinds = [one["gold"]["kind"] for one, _ in scored]
    eras = [one["era"] for one, _ in scored]
    for name, keys in (("kind", kinds), ("era", eras)):
        print(f"\n{name:20} {'documents':>9} {'mean F1':>9}")
        for key, count in sorted(Counter(keys).items()):
            members = [scores for own, (_, scores) in zip(keys, scored, strict=True) if own == key]
            print(f"{key:20} {count:9} {told(mean(scorer, total(members)))}")
    characters = sum(len(one["text"]) for one, _ in scored)
    print(
        f"\n{len(scored)} documents, {characters:,} characters, {seconds:.2f} s: {characters / seconds:,.0f} a second"
    )


def developers_set() -> tuple[Any, list[dict[str, Any]]]:
    """Give the module of the scorer and the documents of the set."""
    folder = Path(os.environ.get("BACKCHANNEL_EVAL") or "../shared/eval")
    if not (folder / "score_parse.py").is_file():
        raise SystemExit("There is nothing to measure; set BACKCHANNEL_EVAL to the folder that holds score_parse.py.")
    spec = importlib.util.spec_from_file_location("score_parse", folder / "score_parse.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer, scorer.read(folder / "parse_dev.json.gz")


def total(scores: Sequence[Mapping[str, Sequence[int]]]) -> Sums:
    """Add the counts of several documents."""
    sums: Sums = Counter()
    for one in scores:
        for field, counts in one.items():
            sums.update({(field, index): count for index, count in enumerate(counts)})
    return sums


def rates(scorer: Any, sums: Sums, field: str) -> tuple[float | None, float | None, float | None]:
    """Give precision, recall and F1 of a field; None where there is nothing to divide by."""
    precision, recall, f1 = scorer.prf([sums[field, index] for index in range(3)])
    return precision, recall, f1


def mean(scorer: Any, sums: Sums) -> float | None:
    """Give the mean F1 of the fields that have one."""
    found = [f1 for field in scorer.FIELDS if (f1 := rates(scorer, sums, field)[2]) is not None]
    return sum(found) / len(found) if found else None


def told(value: float | None) -> str:
    """Give a rate in nine columns."""
    return f"{'-':>9}" if value is None else f"{value:9.4f}"


if __name__ == "__main__":
    main()
