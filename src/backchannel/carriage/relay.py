"""The relay: an ASGI application that keeps sealed blobs in mailboxes (`docs/relay.md`).

It writes no log. Client addresses are counted in memory for the rate limit and go nowhere else; the time of a
deposit reaches the store as a day.
"""

import asyncio
import secrets
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backchannel import __version__
from backchannel.carriage import wire
from backchannel.carriage.store import BlobStore, Usage
from backchannel.carriage.wire import Fetched, FetchedBlob, Outcome
from backchannel.errors import BadInputError, PlaceError, UsageError

Clock = Callable[[], datetime]
"""Gives the present time, aware."""
_Handler = Callable[[Request], Awaitable[Response]]

_TIDY_SECONDS = 3600
_OPERATOR_TOKEN = 16
_SENTENCES = {
    404: "The relay has nothing at this path.",
    405: "The relay does not answer this method at this path.",
}


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """What an operator sets. Sizes are bytes; `docs/relay.md`, "Limits", lists the defaults.

    UsageError where the token is too short to keep strangers out or is not of printable ASCII without spaces, or
    where a limit leaves no room for a single request.
    """

    operator_token: str = field(repr=False)
    retention_days: int = 30
    mailbox_blobs: int = 4_096
    mailbox_size: int = 256 * 1024 * 1024
    total_size: int = 16 * 1024 * 1024 * 1024
    deposits_per_minute: int = 3_000
    """Blobs from one client address."""
    body_seconds: float = 60
    """The time in which the whole body of a request must arrive."""

    def __post_init__(self) -> None:
        token = self.operator_token
        if len(token) < _OPERATOR_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
            raise UsageError(f"The operator's token needs {_OPERATOR_TOKEN} or more plain characters without spaces.")
        if self.deposits_per_minute < wire.BATCH:
            raise UsageError(f"A relay must take at least {wire.BATCH} deposits a minute from one address.")
        if min(self.retention_days, self.mailbox_blobs, self.body_seconds) <= 0:
            raise UsageError("A relay must keep blobs for a day or more, and more than none of them.")
        if min(self.mailbox_size, self.total_size) < wire.SIZES[-1]:
            raise UsageError(f"A relay needs room for at least one blob of {wire.SIZES[-1]} bytes.")


def relay_app(store: BlobStore, settings: RelaySettings, clock: Clock) -> Starlette:
    """Make the relay over a store, which stays the caller's to close."""
    relay = _Relay(store, settings, clock)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        tidying = asyncio.create_task(relay.tidy_hourly())
        try:
            yield
        finally:
            tidying.cancel()

    app = Starlette(
        routes=[
            Route("/v1/status", relay.status, methods=["GET"]),
            Route("/v1/deposit", relay.authorized(relay.deposit), methods=["POST"]),
            Route("/v1/fetch", relay.authorized(relay.fetch), methods=["POST"]),
            Route("/v1/take", relay.authorized(relay.take), methods=["POST"]),
        ],
        exception_handlers={
            HTTPException: _refused,
            BadInputError: _malformed,
            PlaceError: _failed,
            Exception: _broken,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


class _Relay:
    """The four requests over one store."""

    def __init__(self, store: BlobStore, settings: RelaySettings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._rate = _Rate(settings.deposits_per_minute)
        # Quotas are looked at and used up as one step.
        self._depositing = threading.Lock()
        self._tidied = date.min
        self._tidying = threading.Lock()

    def authorized(self, handler: _Handler) -> _Handler:
        """Let a request pass only with the operator's token, before its body is read."""
        expected = b"Bearer " + self._settings.operator_token.encode("ascii")

        async def checked(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode("utf-8")
            if not secrets.compare_digest(given, expected):
                raise HTTPException(
                    401, "The relay needs its operator's token; ask the operator.", {"WWW-Authenticate": "Bearer"}
                )
            return await handler(request)

        return checked

    async def status(self, _request: Request) -> Response:
        """GET /v1/status."""
        held = await run_in_threadpool(self._store.total_size)
        return JSONResponse(
            {
                "name": "backchannel relay",
                "version": __version__,
                "wire": wire.WIRE,
                "sizes": list(wire.SIZES),
                "free": held + wire.SIZES[0] <= self._settings.total_size,
            }
        )

    async def deposit(self, request: Request) -> Response:
        """POST /v1/deposit."""
        items = wire.unpack_deposit(await self._body(request, wire.DEPOSIT_BODY))
        now = self._clock()
        wait = self._rate.count(request.client.host if request.client else "", len(items), now)
        if wait:
            raise HTTPException(
                429,
                f"Too many deposits from one address; try again in {wait} seconds.",
                {"Retry-After": str(wait)},
            )
        results = await run_in_threadpool(self._deposit, items, now)
        answer: dict[str, object] = {"results": results}
        if Outcome.ACCEPTED in results:
            return JSONResponse(answer)
        answer["error"] = "The mailbox or the relay is full; try again when its reader has fetched, or by another way."
        return JSONResponse(answer, 507)

    async def fetch(self, request: Request) -> Response:
        """POST /v1/fetch."""
        pairs, limit = wire.unpack_fetch(await self._body(request, wire.FETCH_BODY))
        fetched = await run_in_threadpool(self._fetch, pairs, limit)
        return Response(wire.pack_fetched(fetched), media_type="application/octet-stream")

    async def take(self, request: Request) -> Response:
        """POST /v1/take."""
        pairs = wire.unpack_take(await self._body(request, wire.TAKE_BODY))
        places = [(wire.mailbox_of(secret), number) for secret, number in pairs]
        await run_in_threadpool(self._store.take, places)
        return JSONResponse({})

    async def tidy_hourly(self) -> None:
        """Expire what is too old while nobody asks."""
        while True:
            with suppress(PlaceError):  # The disk fails; the next request says so, and the next hour tries again.
                await run_in_threadpool(self._tidy, self._clock())
            await asyncio.sleep(_TIDY_SECONDS)

    def _deposit(self, items: list[tuple[bytes, bytes]], now: datetime) -> list[Outcome]:
        day = self._tidy(now)
        with self._depositing:
            results = self._admit(items)
            accepted = [item for item, result in zip(items, results, strict=True) if result is Outcome.ACCEPTED]
            if accepted:
                self._store.put(accepted, day)
        return results

    def _admit(self, items: list[tuple[bytes, bytes]]) -> list[Outcome]:
        total = self._store.total_size()
        held: dict[bytes, Usage] = {}
        results: list[Outcome] = []
        for mailbox, blob in items:
            usage = held.get(mailbox) or self._store.usage(mailbox)
            after = Usage(usage.blobs + 1, usage.size + len(blob))
            if after.blobs > self._settings.mailbox_blobs or after.size > self._settings.mailbox_size:
                results.append(Outcome.MAILBOX_FULL)
            elif total + len(blob) > self._settings.total_size:
                results.append(Outcome.RELAY_FULL)
            else:
                results.append(Outcome.ACCEPTED)
                held[mailbox], total = after, total + len(blob)
        return results

    def _fetch(self, pairs: list[tuple[bytes, int]], limit: int) -> Fetched:
        self._tidy(self._clock())
        blobs: list[FetchedBlob] = []
        size, more = wire.BATCH_BYTES, False
        for index, (secret, since) in enumerate(pairs):
            listing = self._store.list_since(wire.mailbox_of(secret), since, limit - len(blobs), size)
            blobs += (FetchedBlob(index, number, blob) for number, blob in listing.blobs)
            size -= sum(len(blob) for _, blob in listing.blobs)
            more = listing.more
            if more:
                break
        return Fetched(tuple(blobs), more)

    def _tidy(self, now: datetime) -> date:
        """Expire what is too old, once a day, and give the day. A clock that was put back expires nothing."""
        today = now.astimezone(UTC).date()
        with self._tidying:
            if today > self._tidied:
                self._store.expire(today - timedelta(days=self._settings.retention_days))
                self._tidied = today
        return today

    async def _body(self, request: Request, limit: int) -> bytes:
        """Read the body, and stop as soon as it is longer than `limit` bytes or too slow."""
        parts = bytearray()
        try:
            if int(request.headers.get("content-length", "0")) > limit:
                raise _too_long(limit)
            async with asyncio.timeout(self._settings.body_seconds):
                async for part in request.stream():
                    parts += part
                    if len(parts) > limit:
                        raise _too_long(limit)
        except TimeoutError:
            raise HTTPException(408, "The request did not arrive in time; send it again.", _CLOSE) from None
        except (ClientDisconnect, ValueError):
            raise HTTPException(400, "The request broke off; send it again.", _CLOSE) from None
        return bytes(parts)


class _Rate:
    """Counts the blobs that each client address deposits within the present minute, in memory only."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._minute = datetime.min.replace(tzinfo=UTC)
        self._counts: Counter[str] = Counter()

    def count(self, address: str, blobs: int, now: datetime) -> int:
        """Count blobs, and give 0; or, where they are too many, count nothing and give the seconds to wait."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        key = _network(address)
        if self._counts[key] + blobs > self._limit:
            return 60 - now.second
        self._counts[key] += blobs
        return 0


def _network(address: str) -> str:
    """Give what one client is taken for: an IPv4 address, or the 64-bit network that an IPv6 host picks from."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(int(parsed) >> 64) if isinstance(parsed, IPv6Address) else address


_CLOSE: Mapping[str, str] = {"Connection": "close"}


def _too_long(limit: int) -> HTTPException:
    return HTTPException(413, f"The request is longer than the {limit} bytes that are allowed.", _CLOSE)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = _SENTENCES.get(error.status_code, error.detail)
    return JSONResponse({"error": sentence}, error.status_code, error.headers)


async def _malformed(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 400)


async def _failed(_request: Request, _error: Exception) -> Response:
    # The store's own sentence names a path of the operator's machine.
    return JSONResponse({"error": "The relay's disk fails and nothing was changed; try again later."}, 503)


async def _broken(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"error": "The relay has a fault and cannot answer; tell its operator."}, 500)
