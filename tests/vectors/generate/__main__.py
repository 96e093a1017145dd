"""Make the vectors anew: `python -m tests.vectors.generate [FOLDER ..]` from the root of the repository.

It replaces the folders named, or every folder of cases. HPKE, Cobblestone and ML-DSA draw random numbers of their
own, so every file that holds something of theirs changes; what they were made from does not.
"""

import json
import shutil
import sys
from pathlib import Path

from tests.vectors.generate import carriage, entries, headers, ledgers, openings, releases, texts

FOLDER = Path(__file__).parents[1]


def main(chosen):
    made = {}
    for part in (texts, openings, headers, entries, ledgers, carriage, releases):
        for kind, name, expect, about, payload in part.cases():
            path = FOLDER / kind / f"{name}.txt"
            if path in made:
                raise ValueError(f"two cases are called {path.name}")
            head = f"vector: backchannel 1\nobject: {kind}\nexpect: {expect}\nabout: {about}\n\n"
            made[path] = head + json.dumps(payload, indent=1) + "\n"
    made = {path: text for path, text in made.items() if not chosen or path.parent.name in chosen}
    if missing := set(chosen) - {path.parent.name for path in made}:
        raise SystemExit(f"no cases are made for {', '.join(sorted(missing))}")
    for folder in {path.parent for path in made}:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    counts = {
        folder.name: sum(1 for path in made if path.parent == folder) for folder in sorted({p.parent for p in made})
    }
    sys.stdout.write("\n".join(f"{name}: {count}" for name, count in counts.items()) + f"\nall: {len(made)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
