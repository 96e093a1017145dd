"""The pages of a desk over the record: how long each takes on the server, on what that goes, and how heavy it is.

A desk with a channel full of letters takes the volumes into its archive, and is asked for pages through its whole
application, in this process and without a socket: what was found for the mixed queries of `search`, narrowed, part 2;
documents drawn at random, with what they point to, their citations, and each beside its neighbour; the holdings; and
today, the channels, a channel, letters. A page's time is the best of its rounds, warm; of each sort the median and the
longest are given. Around the calls stand clocks that only this benchmark puts there: what waits for SQL (SQLCipher's
decryption with it), what opens entries and stored documents, and what renders HTML. Weight is HTML and style sheet.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import httpx

from backchannel.desk import channels, letters
from backchannel.desk.desk import Desk
from backchannel.desk.importing import files_of, import_files
from backchannel.vault import archive
from backchannel.vault.entries import Entry
from backchannel.web import addresses, app, static
from backchannel.web.drawing import histogram
from backchannel.web.drawing.document import Setting
from backchannel.web.pages.record.question import Question
from backchannel.web.site import Site
from benchmarks.archive import chosen, record
from benchmarks.desks import LINE, carry, pair_of_desks, write_letters
from benchmarks.desks import WORDS as PASSPHRASE
from benchmarks.measuring import Figure, machine, show
from benchmarks.search import SEED, drawn

MEDIAN_MS, LONGEST_MS, KILOBYTES = 50.0, 300.0, 150.0
"""The goals: milliseconds of the median page and of the longest, and kilobytes of HTML and style."""

_HOST = "127.0.0.1:8425"
_LETTERS = 120
_WHERE = ("SQL", "vault", "rendering")


class Clocks:
    """How long each of `_WHERE` took since the last look; what runs within another counts for itself alone."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(_WHERE, 0.0)
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def on(self, where: str) -> Iterator[None]:
        """Let the time of a block count for `where`."""
        self._turn()
        self._open.append(where)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.spent[self._open[-1]] += now - self._since
        self._since = now

    def look(self) -> dict[str, float]:
        """Give what was spent, and begin anew."""
        spent, self.spent = self.spent, dict.fromkeys(_WHERE, 0.0)
        return spent


class _Timed:
    """A connection or a cursor of the vault whose every call is on the clock of SQL."""

    def __init__(self, inner: Any, clocks: Clocks) -> None:
        self._inner = inner
        self._clocks = clocks

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name not in ("execute", "executemany", "fetchall", "fetchone"):
            return found

        def timed(*values: Any) -> Any:
            with self._clocks.on("SQL"):
                given = found(*values)
            return _Timed(given, self._clocks) if name.startswith("execute") else given

        return timed

    def __iter__(self) -> Iterator[Any]:
        while True:
            with self._clocks.on("SQL"):
                row = self._inner.fetchone()
            if row is None:
                return
            yield row


def _clocked(clocks: Clocks, where: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*values: Any, **named: Any) -> Any:
        with clocks.on(where):
            return function(*values, **named)

    return timed


@contextmanager
def instrumented(desk: Desk, clocks: Clocks) -> Iterator[None]:
    """Put the clocks around a desk's vault, and around what opens and what renders."""
    vault: Any = desk.vault
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(vault, "_connection", _Timed(vault._connection, clocks)))
        for owner, name, where in (
            (Entry, "body", "vault"),
            (archive, "unpacked", "vault"),
            (archive, "words", "vault"),
            (app, "render", "rendering"),
            (Setting, "head", "rendering"),
            (Setting, "passages", "rendering"),
            (histogram, "draw", "rendering"),
        ):
            stack.enter_context(mock.patch.object(owner, name, _clocked(clocks, where, getattr(owner, name))))
        yield


@dataclass(slots=True)
class Sort:
    """A sort of page: the milliseconds of each that was asked, their kilobytes, and what they were spent on."""

    name: str
    milliseconds: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=lambda: dict.fromkeys((*_WHERE, "all"), 0.0))

    @property
    def line(self) -> str:
        """All of it in a line of a table."""
        whole = self.spent["all"] or 1.0
        shares = "  ".join(f"{self.spent[where] / whole:6.0%}" for where in _WHERE)
        return (
            f"{self.name:28} {len(self.milliseconds):4}  {statistics.median(self.milliseconds):8.1f} "
            f"{max(self.milliseconds):8.1f}   {shares}  {max(self.kilobytes):8.1f}"
        )


class Server:
    """The application of a site, asked in this process; `seconds` is how long it took to answer the last time."""

    def __init__(self, site: Site) -> None:
        self._app = app.application(site, _HOST)
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(self._answer), base_url=f"http://{_HOST}")
        self._loop = asyncio.new_event_loop()
        self.seconds = 0.0
        self.get(f"/enter/{site.entrance.key}")

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        began = time.perf_counter()
        await self._app(scope, receive, send)
        self.seconds = time.perf_counter() - began

    def get(self, address: str, *, any_status: bool = False) -> bytes:
        """Ask for a page; what is no page ends the benchmark, unless any answer is one."""
        response = self._loop.run_until_complete(self._client.get(address))
        if response.status_code != 200 and not any_status:
            raise SystemExit(f"{address} answers {response.status_code}")
        return response.content

    def close(self) -> None:
        """End it."""
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()


def _anew(site: Site, texts: Sequence[str], rounds: int) -> Iterator[tuple[str, ...]]:
    for text in texts:
        yield tuple(f"/record/found/{site.shelf.keep(Question(text))}" for _ in range(rounds + 1))


def asked(
    site: Site, desk: Desk, count: int, rounds: int
) -> Iterator[tuple[str, Iterable[str] | Iterator[tuple[str, ...]]]]:
    """Give each sort of page with the addresses that are asked; `count` of those that are drawn.

    Where a page is a tuple of addresses, each round asks another.
    """
    texts = [one.text for one in drawn(desk, count, SEED)]
    with desk.vault.read() as db:
        numbers = [item.number for item in archive.listed(db) if item.source is not None]
    some = random.Random(SEED).sample(numbers, min(count, len(numbers)))
    documents = [addresses.document(number) for number in some]
    with_neighbour = [number for number in some if number + 1 in set(numbers)]
    yield "the record, empty form", ["/record"]
    # What a person waits for first: a question that is asked anew in each round.
    yield "what was found, first", _anew(site, texts, rounds)
    # Asked only now: a desk keeps the last two hundred questions.
    found = [f"/record/found/{site.shelf.keep(Question(text))}" for text in texts]
    wide = [f"/record/found/{site.shelf.keep(Question(words))}" for words in ("the", "kind:telegram", "government")]
    yield "... looked at again", found
    yield "... for the commonest words", wide
    yield "... narrowed to a kind", [f"{one}?kind=3" for one in found]
    yield "... in the order of dates", [f"{one}?order=latest" for one in found]
    yield "... part 2", [f"{one}?part=2" for one in wide]
    yield "a document", documents
    yield "... what it points to", [f"{one}/refs" for one in documents]
    yield "... where it lies", [f"{one}/source" for one in documents]
    yield "... beside its neighbour", [f"{addresses.document(one)}/collate?with={one + 1}" for one in with_neighbour]
    yield "... its citation", [f"{one}/cite" for one in documents]
    yield "... to withhold of", [f"{one}/redact" for one in documents]
    yield "holdings", ["/record/volumes"]
    yield "a volume", ["/record/volumes/1"]
    yield "today", ["/"]
    yield "channels", ["/channels"]
    line = next(one for one in channels.joined(desk) if one.name == LINE)
    yield "a channel", [addresses.channel(line.id)]
    listed = [one.header.id for one in letters.every(desk, LINE)]
    yield "a letter", [addresses.letter(entry) for entry in listed[:: max(1, len(listed) // 20)]]


def measure(
    *, counts: Sequence[int] = (35,), rounds: int = 3, drawn_pages: int = 48, volumes: Sequence[Path] | None = None
) -> list[Figure]:
    """Import so many volumes and ask every sort of page; print a line for each."""
    figures: list[Figure] = []
    for count in counts:
        files = chosen(record() if volumes is None else volumes, count)
        if len(files) < count:
            print(f"{count} volumes: left out, since the record is not on this machine (BACKCHANNEL_RECORD)")
            continue
        with tempfile.TemporaryDirectory() as name:
            figures += _figures(Path(name), files, rounds, drawn_pages)
    return figures


def _figures(folder: Path, files: Sequence[Path], rounds: int, count: int) -> list[Figure]:
    one, other = pair_of_desks(folder)
    with one, other:
        for desk, beside in ((one, other), (other, one)):
            write_letters(desk, _LETTERS // 2, 2_000)
            carry(desk, beside, folder)
        for _ in import_files(one, files_of(files)):
            pass
    sorts = asked_of(folder / "one", rounds, count)
    pages = [(one, ms) for one in sorts for ms in one.milliseconds]
    medians = [statistics.median(one.milliseconds) for one in sorts]
    slowest, longest = max(pages, key=lambda page: page[1])
    heaviest = max(sorts, key=lambda one: max(one.kilobytes))
    many = "1 volume" if len(files) == 1 else f"{len(files)} volumes"
    whole = sum(one.spent["all"] for one in sorts) or 1.0
    shares = ", ".join(f"{where} {sum(one.spent[where] for one in sorts) / whole:.0%}" for where in _WHERE)
    return [
        Figure(f"{many}: the median page", statistics.median(ms for _, ms in pages), "ms", MEDIAN_MS, shares),
        Figure(f"{many}: the median of the slowest sort", max(medians), "ms", MEDIAN_MS,
               sorts[medians.index(max(medians))].name),
        Figure(f"{many}: the longest page", longest, "ms", LONGEST_MS, slowest.name),
        Figure(f"{many}: the heaviest page", max(heaviest.kilobytes), "kB", KILOBYTES, heaviest.name),
    ]  # fmt: skip


def asked_of(folder: Path, rounds: int, count: int) -> list[Sort]:
    """Ask every sort of page of the desk in a folder, and print a line for each."""
    site, clocks, style = Site(folder), Clocks(), len(static.sheet())
    with Desk.open(folder, PASSPHRASE) as desk, instrumented_site(site, clocks):
        server, sorts = Server(site), []
        titles = "  ".join(f"{where:>6.6}" for where in _WHERE)
        print(f"{'sort of page':28} {'asked':>4} {'median':>9} {'longest':>8}   {titles}  {'kB':>8}", flush=True)
        for name, pages in asked(site, desk, count, rounds):
            sort = Sort(name)
            for page in pages:
                _ask(server, clocks, page, rounds, style, sort)
            if sort.milliseconds:
                print(sort.line, flush=True)
                sorts.append(sort)
        server.close()
    return sorts


@contextmanager
def instrumented_site(site: Site, clocks: Clocks) -> Iterator[None]:
    """Unlock a site in its own thread with the clocks around its desk, and lock it at the end."""
    site.clerk.submit(site.unlock, PASSPHRASE).result()
    try:
        with instrumented(site.desk, clocks):
            yield
    finally:
        site.close()


def _ask(server: Server, clocks: Clocks, page: str | tuple[str, ...], rounds: int, style: int, sort: Sort) -> None:
    first, *others = page if isinstance(page, tuple) else [page] * (rounds + 1)
    size = len(server.get(first))
    best, spent = float("inf"), dict.fromkeys(_WHERE, 0.0)
    for address in others:
        clocks.look()
        server.get(address)
        if server.seconds < best:
            best, spent = server.seconds, clocks.look()
    sort.milliseconds.append(best * 1e3)
    sort.kilobytes.append((size + style) / 1e3)
    sort.spent["all"] += best
    for where, seconds in spent.items():
        sort.spent[where] += seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--volumes", type=int, nargs="+", default=[35], help="how many volumes, one run each")
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is timed")
    parser.add_argument("--pages", type=int, default=48, help="how many pages of each sort are drawn")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    show(measure(counts=options.volumes, rounds=options.rounds, drawn_pages=options.pages))


if __name__ == "__main__":
    main()
