"""The relay's deposits and fetches a second, against the same rows put straight into its SQLite.

All are measured in one run, on one disk, with one blob a request (so one sync each) and with full batches:

    SQLite   the relay's store alone, called without HTTP or checks: the bound
    relay    the relay in a process of its own, over loopback, asked by the leanest client there is
    desk     the same relay, asked by the desk's client

The ratios say how many times longer than the bound the others take.
"""

import argparse
import http.client
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from backchannel.carriage import wire
from backchannel.carriage.client import RelayClient
from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import serve
from backchannel.carriage.sqlite_store import SqliteStore
from backchannel.carriage.wire import Outcome

Items = Sequence[tuple[bytes, bytes]]
Deposit = Callable[[Items], int]
"""Deposits one batch and gives how many blobs were accepted."""
Fetch = Callable[[bytes, int, int], tuple[int, int, bool]]
"""Fetches from (secret, since, limit) and gives how many came, the last number, and whether there is more."""

_MAILBOXES = 16
_UNLIMITED = 1 << 62


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the options say how much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blobs", type=int, default=2048, help="blobs per measurement in batches (default 2048)")
    parser.add_argument("--size", type=int, default=4096, choices=wire.SIZES, help="bytes of a blob (default 4096)")
    options = parser.parse_args(arguments)
    batch = min(wire.BATCH, wire.BATCH_BYTES // options.size)
    secrets = [os.urandom(wire.SECRET) for _ in range(_MAILBOXES)]
    print(f"blobs of {options.size} bytes in {_MAILBOXES} mailboxes, blobs a second and ratio to SQLite alone")
    for blobs, together in ((max(options.blobs // 8, _MAILBOXES), 1), (options.blobs, batch)):
        items = [(wire.mailbox_of(secrets[n % _MAILBOXES]), os.urandom(options.size)) for n in range(blobs)]
        rates = []
        for way in (_sqlite, _lean, _desk):
            with tempfile.TemporaryDirectory() as folder, way(Path(folder) / "relay.db") as (deposit, fetch):
                rates.append(
                    (
                        _rate(partial(_deposit_all, deposit, items, together)),
                        _rate(partial(_fetch_all, fetch, secrets, together)),
                    )
                )
        for name, (bound, relay, desk) in zip(("deposits", "fetches"), zip(*rates, strict=True), strict=True):
            print(
                f"{name:8} {together:4} a request: SQLite {bound:8.0f}, relay {relay:7.0f} ({bound / relay:5.2f}),"
                f" desk {desk:7.0f} ({bound / desk:5.2f})"
            )


@contextmanager
def _sqlite(database: Path) -> Iterator[tuple[Deposit, Fetch]]:
    """The store alone."""
    today = datetime.now(UTC).date()
    with SqliteStore(database) as store:

        def fetch(secret: bytes, since: int, limit: int) -> tuple[int, int, bool]:
            listing = store.list_since(wire.mailbox_of(secret), since, limit, wire.BATCH_BYTES)
            return len(listing.blobs), listing.blobs[-1][0], listing.more

        yield lambda items: len(store.put(items, today)), fetch


@contextmanager
def _lean(database: Path) -> Iterator[tuple[Deposit, Fetch]]:
    """A relay, asked by the standard library's client."""
    with _relay(database) as (url, token):
        http_client = http.client.HTTPConnection(urlsplit(url).netloc)

        def ask(path: str, body: bytes) -> bytes:
            http_client.request("POST", path, body, {"Authorization": f"Bearer {token}"})
            return http_client.getresponse().read()

        def fetch(secret: bytes, since: int, limit: int) -> tuple[int, int, bool]:
            answer = ask("/v1/fetch", wire.pack_fetch([(secret, since)], limit))
            fetched = wire.unpack_fetched(answer, [since], limit)
            return len(fetched.blobs), fetched.blobs[-1].number, fetched.more

        yield lambda items: ask("/v1/deposit", wire.pack_deposit(items)).count(b'"accepted"'), fetch
        http_client.close()


@contextmanager
def _desk(database: Path) -> Iterator[tuple[Deposit, Fetch]]:
    """A relay, asked by the desk's client."""
    with _relay(database) as (url, token), RelayClient(url, token) as client:
        client.status()  # The connection is made before the clock runs.

        def fetch(secret: bytes, since: int, limit: int) -> tuple[int, int, bool]:
            fetched = client.fetch([(secret, since)], limit)
            return len(fetched.blobs), fetched.blobs[-1].number, fetched.more

        yield lambda items: client.deposit(items).count(Outcome.ACCEPTED), fetch


@contextmanager
def _relay(database: Path) -> Iterator[tuple[str, str]]:
    """A relay in a process of its own; its address and token."""
    token = os.urandom(16).hex()
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(database, token, theirs))
    process.start()
    try:
        if not ours.poll(30):
            raise SystemExit("the relay did not start")
        yield ours.recv(), token
    finally:
        process.terminate()
        process.join()


def _serve(database: Path, token: str, answer: Connection) -> None:
    settings = RelaySettings(token, deposits_per_minute=_UNLIMITED)
    serve("127.0.0.1", 0, database, settings, ready=answer.send)


def _deposit_all(deposit: Deposit, items: Items, together: int) -> int:
    done = sum(deposit(items[start : start + together]) for start in range(0, len(items), together))
    if done != len(items):
        raise SystemExit(f"only {done} of {len(items)} blobs were accepted")
    return done


def _fetch_all(fetch: Fetch, secrets: Sequence[bytes], together: int) -> int:
    done = 0
    for secret in secrets:
        since, more = 0, True
        while more:
            count, since, more = fetch(secret, since, together)
            done += count
    return done


def _rate(act: Callable[[], int]) -> float:
    start = time.perf_counter()
    done = act()
    return done / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
