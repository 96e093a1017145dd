"""All benchmarks, one after the other, and one table at the end: what was measured, and its goal.

`--quick` takes smaller jobs, which says whether everything works and roughly where it stands.
"""

import argparse
from collections.abc import Callable, Sequence

from benchmarks import (
    archive,
    circulars,
    enclosure,
    every_page,
    hub_and_post,
    ledger_check,
    pages,
    planning,
    receiving,
    relay,
    sealing,
    search,
    start_up,
    wire,
)
from benchmarks.measuring import Figure, machine, show

_WHOLE: dict[str, Callable[[], list[Figure]]] = {
    "sealing": sealing.measure,
    "receiving": receiving.measure,
    "ledger_check": ledger_check.measure,
    "start_up": start_up.measure,
    "enclosure": enclosure.measure,
    "wire": wire.measure,
    "hub_and_post": hub_and_post.measure,
    "circulars": circulars.measure,
    "planning": planning.measure,
    "archive": archive.measure,
    "search": search.measure,
    "pages": pages.measure,
    "every_page": every_page.measure,
}
_QUICK: dict[str, Callable[[], list[Figure]]] = {
    "sealing": lambda: sealing.measure(rounds=40),
    "receiving": lambda: receiving.measure(count=300, rounds=3),
    "ledger_check": lambda: ledger_check.measure(entries=1000, rounds=2),
    "start_up": lambda: start_up.measure(rounds=5),
    "enclosure": lambda: enclosure.measure(megabytes=8),
    "wire": lambda: wire.measure(sizes=(1000, 20_000)),
    "hub_and_post": lambda: hub_and_post.measure(posts=20, rounds=3),
    "circulars": lambda: circulars.measure(posts=20, rounds=2),
    "planning": lambda: planning.measure(blocks=(1, 11), rounds=2),
    "archive": lambda: archive.measure(counts=(1,), rounds=1),
    "search": lambda: search.measure(counts=(1,), rounds=1),
    "pages": lambda: pages.measure(counts=(1,), rounds=1, drawn_pages=6),
    "every_page": lambda: every_page.measure(rounds=1, of_each=2, volumes=1),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and print the table; the relay prints its own lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="smaller jobs")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    figures: list[Figure] = []
    for name, measure in (_QUICK if options.quick else _WHOLE).items():
        print(f"{name} …", flush=True)
        figures += measure()
    relay.main(["--blobs", "256"] if options.quick else [])
    print()
    show(figures)
    missed = sum(figure.verdict == "MISSED" for figure in figures)
    print(f"{sum(bool(figure.verdict) for figure in figures)} goals, {missed} missed")


if __name__ == "__main__":
    main()
