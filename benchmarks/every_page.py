"""Every kind of page of a desk that was worked at for a summer, over the record: how long, on what, how heavy.

The desk is Holt's of the played demo, with the volumes in its archive (`played_desk`); made anew it takes some minutes,
so that its folder can be kept and given again. Its whole site is walked as the tests walk it (`walking`), with what is
asked with words beside it, and each page is asked again, warm: its time is the best of its rounds. For each kind of
page the median and the longest are given, the milliseconds of the processor, and on what the time goes, by the clocks
of `pages`: SQL, the vault's opening of entries and documents, rendering; and the weight of HTML and style sheet.

The limit is what cannot be left out, in the same run: every SELECT that the page asked for, put barely to the same
connection and read to its end, and its template rendered once more with the values at hand.
"""

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from unittest import mock

from backchannel.desk.words.bank import Selection
from backchannel.web import app, static
from backchannel.web.pages.record.question import Question
from backchannel.web.pages.words.asking import Question as OfStatements
from backchannel.web.rendering import render
from backchannel.web.site import Site
from benchmarks.archive import chosen, record
from benchmarks.measuring import Figure, machine, show
from benchmarks.pages import KILOBYTES, LONGEST_MS, MEDIAN_MS, Clocks, Server, instrumented
from benchmarks.played_desk import PASSPHRASE, clock, made
from benchmarks.walking import kind_of, walk

_WHERE = ("SQL", "vault", "rendering")
_LINK = re.compile(rb'<a [^>]*href="([^"]*)"')
_PATIENCE_SECONDS = 60.0
_WORDS = ("grain", "ferry", "guarantee")


@dataclass(slots=True)
class Kind:
    """A kind of page: of each that was asked its times, on what it went, and how heavy it is."""

    name: str
    milliseconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=lambda: dict.fromkeys((*_WHERE, "all"), 0.0))
    slowest: str = ""

    @property
    def line(self) -> str:
        """All of it in a line of a table."""
        whole = self.spent["all"] or 1.0
        shares = [self.spent[where] / whole for where in _WHERE]
        told = " ".join(f"{share:5.0%}" for share in (*shares, max(0.0, 1 - sum(shares))))
        ratio = statistics.median(self.milliseconds) / (statistics.median(self.limits) or 1.0)
        return (
            f"{self.name:44} {len(self.milliseconds):3} {statistics.median(self.milliseconds):7.1f} "
            f"{max(self.milliseconds):7.1f} {max(self.processor):7.1f}  {told} {ratio:6.1f} {max(self.kilobytes):7.1f}"
        )


_TITLES = (
    f"{'kind of page':44} {'n':>3} {'median':>7} {'longest':>7} {'cpu':>7}  {'SQL':>5} {'vault':>5} {'html':>5} "
    f"{'rest':>5} {'limit×':>6} {'kB':>7}"
)


class _Listener:
    """What a page asks of SQL and renders, kept to be done again barely."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.statements: list[tuple[str, tuple[Any, ...]]] = []
        self.rendered: list[tuple[str, Any]] = []

    def limit(self) -> float:
        """Do it again; give the seconds."""
        began = time.perf_counter()
        for statement, values in self.statements:
            self.connection.execute(statement, *values).fetchall()
        for template, values in self.rendered:
            render(template, values)
        return time.perf_counter() - began


@contextmanager
def _listening(desk: Any) -> Iterator[_Listener]:
    timed = desk.vault._connection
    listener = _Listener(timed._inner)

    class Heard:
        def __getattr__(self, name: str) -> Any:
            return getattr(timed, name)

        def execute(self, statement: str, *values: Any) -> Any:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                listener.statements.append((statement, values))
            return timed.execute(statement, *values)

    rendering: Any = vars(app)["render"]

    def rendered(template: str, values: Any) -> str:
        listener.rendered.append((template, values))
        return str(rendering(template, values))

    with mock.patch.object(desk.vault, "_connection", Heard()), mock.patch.object(app, "render", rendered):
        yield listener


def _asked_with_words(site: Site) -> list[str]:
    kept = [f"/record/found/{site.shelf.keep(Question(one))}" for one in _WORDS]
    some = [Selection(about=one) for one in _WORDS] + [Selection(who=("Vesmar",)), Selection(ours=True)]
    return kept + [f"/words/statements/{site.shelf.keep(OfStatements(one))}" for one in some]


def kinds_of(folder: Path, rounds: int, of_each: int, only: str = "") -> list[Kind]:
    """Ask every kind of page of the desk in a folder; with `only` those whose address has that in it."""
    site, clocks, style = Site(folder, clock), Clocks(), len(static.sheet())
    found: dict[str, Kind] = {}
    site.clerk.submit(site.unlock, PASSPHRASE).result()
    try:
        with instrumented(site.desk, clocks):
            server = Server(site)

            def links_of(address: str) -> list[str]:
                return [unescape(link.decode()) for link in _LINK.findall(_settled(server, site, address))]

            began = time.perf_counter()
            addresses = walk(links_of, ("/", *_asked_with_words(site)), of_each)
            print(f"{len(addresses)} pages, walked cold in {time.perf_counter() - began:.1f} s", flush=True)
            for address in addresses:
                name = kind_of(address)
                if name and only in address:
                    kind = found.setdefault(name, Kind(name))
                    _ask(server, clocks, site, address, rounds, style, kind)
            server.close()
    finally:
        site.close()
    return sorted(found.values(), key=lambda one: -max(one.milliseconds))


def _settled(server: Server, site: Site, address: str) -> bytes:
    """Ask for a page as a person who waits until the work is over that it begins."""
    found = server.get(address, any_status=True)
    while running := site.works.running():
        site.works.wait(running[0], _PATIENCE_SECONDS)
        found = server.get(address, any_status=True)
    return found


def _ask(server: Server, clocks: Clocks, site: Site, address: str, rounds: int, style: int, kind: Kind) -> None:
    _settled(server, site, address)
    with _listening(site.desk) as listener:
        size = len(server.get(address, any_status=True))
    best, processor, spent = float("inf"), 0.0, dict.fromkeys(_WHERE, 0.0)
    limit = float("inf")
    for _ in range(rounds):
        clocks.look()
        before = time.process_time()
        server.get(address, any_status=True)
        used = time.process_time() - before
        if server.seconds < best:
            best, processor, spent = server.seconds, used, clocks.look()
        limit = min(limit, site.clerk.submit(listener.limit).result())
    if best * 1e3 > max(kind.milliseconds, default=0.0):
        kind.slowest = address
    kind.milliseconds.append(best * 1e3)
    kind.processor.append(processor * 1e3)
    kind.limits.append(limit * 1e3)
    kind.kilobytes.append((size + style) / 1e3)
    kind.spent["all"] += best
    for where, seconds in spent.items():
        kind.spent[where] += seconds


def measure(
    *, rounds: int = 3, of_each: int = 6, desk: Path | None = None, volumes: int = 35, only: str = ""
) -> list[Figure]:
    """Make the desk where it is not made, ask every kind of page, and print a line for each."""
    files = chosen(record(), volumes)
    if len(files) < volumes:
        print(f"{volumes} volumes: left out, since the record is not on this machine (BACKCHANNEL_RECORD)")
        return []
    with tempfile.TemporaryDirectory() as name:
        kept = desk or Path(name)
        kept.mkdir(parents=True, exist_ok=True)
        kinds = kinds_of(made(kept, files), rounds, of_each, only)
    print(_TITLES)
    for kind in kinds:
        print(kind.line)
    return figures_of(kinds)


def figures_of(kinds: Sequence[Kind]) -> list[Figure]:
    """Sum all kinds of pages up."""
    pages = [ms for kind in kinds for ms in kind.milliseconds]
    limits = [ms for kind in kinds for ms in kind.limits]
    ratios = [ms / (limit or 1.0) for ms, limit in zip(pages, limits, strict=True)]
    heaviest = max(kinds, key=lambda kind: max(kind.kilobytes))
    whole = sum(kind.spent["all"] for kind in kinds)
    shares = {where: sum(kind.spent[where] for kind in kinds) / whole for where in _WHERE}
    shares["the rest"] = max(0.0, 1 - sum(shares.values()))
    told = ", ".join(f"{where} {share:.0%}" for where, share in shares.items())
    medians = [statistics.median(kind.milliseconds) for kind in kinds]
    over = sum(ms > MEDIAN_MS for ms in medians)
    return [
        Figure("every kind: the median page", statistics.median(pages), "ms", MEDIAN_MS, f"{len(pages)} pages; {told}"),
        Figure("every kind: the median of the slowest kind", max(medians), "ms", None,
               f"{over} of {len(kinds)} kinds over {MEDIAN_MS:.0f} ms: {kinds[medians.index(max(medians))].name}"),
        Figure("every kind: the longest page", max(kinds[0].milliseconds), "ms", LONGEST_MS, kinds[0].name),
        Figure("every kind: page / its limit", statistics.median(ratios), "times", None,
               f"all {sum(pages):.0f} ms against {sum(limits):.0f} ms"),
        Figure("every kind: the heaviest page", max(heaviest.kilobytes), "kB", KILOBYTES, heaviest.name),
    ]  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--desk", type=Path, help="a folder where the desk is kept, and used again")
    parser.add_argument("--volumes", type=int, default=35, help="how many volumes are in its archive")
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is timed")
    parser.add_argument("--of-each", type=int, default=6, help="how many pages of a kind are asked at most")
    parser.add_argument("--only", default="", help="only pages with this in their address are timed")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    show(
        measure(
            rounds=options.rounds,
            of_each=options.of_each,
            desk=options.desk,
            volumes=options.volumes,
            only=options.only,
        )
    )


if __name__ == "__main__":
    main()
