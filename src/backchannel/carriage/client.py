"""The desk's end of the relay: one client for one relay (`docs/relay.md`).

It trusts nothing that the relay says: an answer that does not answer what was asked is refused as a whole. It goes
where it was told to and nowhere else: no redirects, no proxies from the environment. Every failure is one
PlaceError (the relay is down, full, refuses) or BadInputError (it lies, or its address is none).
"""

import json
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from backchannel.carriage import wire
from backchannel.carriage.wire import Fetched, Outcome
from backchannel.errors import BadInputError, PlaceError, UsageError

if TYPE_CHECKING:  # Both take long to import, and most commands never speak to a relay.
    import asyncio

    import httpx

_JSON_BODY = 16_384
_CONNECT_SECONDS = 15
_STALL_SECONDS = 30
_TOTAL_SECONDS = 300


@dataclass(frozen=True, slots=True)
class RelayStatus:
    """What a relay says of itself: its program's version, and whether it has room."""

    version: str
    free: bool


class RelayClient:
    """Speaks to the relay at `url` with the operator's `token`.

    `authority` is a file of certificates (PEM) to trust instead of the usual ones; `transport` replaces the
    network, for tests; `seconds` is the time that a whole request may take, however slowly the relay drips. To be
    closed, or used as a context manager; to be used from one thread, outside of any event loop.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        authority: Path | None = None,
        transport: "httpx.AsyncBaseTransport | None" = None,
        seconds: float = _TOTAL_SECONDS,
    ) -> None:
        self._url = _checked_url(url)
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise BadInputError("The relay's token is malformed; copy it again from its operator.")
        self._token = token
        self._authority = authority
        self._transport = transport
        self._seconds = seconds
        self._runner: asyncio.Runner | None = None
        self._http: httpx.AsyncClient | None = None

    def __enter__(self) -> "RelayClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the client may be used again."""
        runner, http = self._runner, self._http
        self._runner = self._http = None
        if runner is not None:
            try:
                if http is not None:
                    runner.run(http.aclose())
            finally:
                runner.close()

    def status(self) -> RelayStatus:
        """Ask the relay what it is."""
        _, body = self._ask("GET", "/v1/status", b"", _JSON_BODY, (200,))
        answer = self._json(body)
        version, free = answer.get("version"), answer.get("free")
        if answer.get("wire") != wire.WIRE or answer.get("sizes") != list(wire.SIZES):
            raise BadInputError(f"The relay at {self._url} speaks another version of the relay's interface.")
        if not isinstance(version, str) or not isinstance(free, bool):
            raise self._lies()
        return RelayStatus(_plain(version), free)

    def deposit(self, items: Sequence[tuple[bytes, bytes]]) -> list[Outcome]:
        """Deposit (mailbox, blob) pairs in one request and give what became of each, in order.

        They must fit into one request: `wire.batches` splits longer lists. Those that were accepted are safe on
        the relay's disk. After a PlaceError they may or may not be; depositing them again does no harm.
        """
        body = wire.pack_deposit(items)
        try:
            wire.unpack_deposit(body)
        except BadInputError:
            raise UsageError("These blobs do not fit into one deposit; split them, and check their sizes.") from None
        _, answer = self._ask("POST", "/v1/deposit", body, _JSON_BODY, (200, 507))
        results = self._json(answer).get("results")
        if not isinstance(results, list) or len(results) != len(items):
            raise self._lies()
        try:
            return [Outcome(result) for result in results]
        except ValueError:
            raise self._lies() from None

    def fetch(self, pairs: Sequence[tuple[bytes, int]], limit: int = wire.FETCHED) -> Fetched:
        """Ask for the blobs of (secret, since) pairs, at most `limit` of them; 1 to `wire.BATCH` pairs.

        Nothing is taken by fetching. The blobs are sealed bytes that nobody has checked.
        """
        body = wire.pack_fetch(pairs, limit)
        try:
            wire.unpack_fetch(body)
        except BadInputError:
            raise UsageError("This is too much, or too little, for one fetch; split it.") from None
        _, answer = self._ask("POST", "/v1/fetch", body, wire.FETCHED_BODY, (200,))
        try:
            return wire.unpack_fetched(answer, [since for _, since in pairs], limit)
        except BadInputError:
            raise self._lies() from None

    def take(self, pairs: Sequence[tuple[bytes, int]]) -> None:
        """Delete the blobs of these (secret, number) pairs, in as many requests as it needs."""
        for start in range(0, len(pairs), wire.FETCHED):
            body = wire.pack_take(pairs[start : start + wire.FETCHED])
            _, answer = self._ask("POST", "/v1/take", body, _JSON_BODY, (200,))
            self._json(answer)

    def _ask(self, method: str, path: str, body: bytes, limit: int, expected: tuple[int, ...]) -> tuple[int, bytes]:
        import asyncio

        import httpx

        if self._runner is None:
            self._runner = asyncio.Runner()
        try:
            # An event loop, because only there one deadline covers connecting, headers and body alike. It is run by
            # hand: `Runner.run` writes out the `repr` of the answer on its way, which takes longer than the request.
            exchange = self._exchange(method, path, body, limit)
            status, headers, answer = self._runner.get_loop().run_until_complete(exchange)
        except (TimeoutError, httpx.TimeoutException):
            raise PlaceError(f"The relay at {self._url} does not answer in time; try again later.") from None
        except httpx.ConnectError:
            raise PlaceError(
                f"The relay at {self._url} cannot be reached, or is not to be trusted; check the address."
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            raise PlaceError(f"The connection to the relay at {self._url} broke off; try again.") from None
        if status not in expected:
            raise self._refused(status, headers)
        return status, answer

    async def _exchange(self, method: str, path: str, body: bytes, limit: int) -> "tuple[int, httpx.Headers, bytes]":
        import asyncio

        if self._http is None:
            self._http = self._connect()
        async with asyncio.timeout(self._seconds):
            async with self._http.stream(method, self._url + path, content=body) as response:
                answer = bytearray()
                if response.status_code in (200, 507):
                    if response.headers.get("content-encoding", "identity") != "identity":
                        raise self._lies()
                    async for part in response.aiter_bytes():
                        answer += part
                        if len(answer) > limit:
                            raise self._lies()
                return response.status_code, response.headers, bytes(answer)

    def _connect(self) -> "httpx.AsyncClient":
        import httpx

        transport = self._transport or httpx.AsyncHTTPTransport(verify=self._trusted(), trust_env=False)
        return httpx.AsyncClient(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(_STALL_SECONDS, connect=_CONNECT_SECONDS),
            headers={
                "Authorization": f"Bearer {self._token}",
                "Accept-Encoding": "identity",
                # Nothing that tells one desk's software from another's.
                "User-Agent": "backchannel",
            },
        )

    def _trusted(self) -> ssl.SSLContext | bool:
        if self._url.startswith("http:"):
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # Trusts nobody, and spares reading the usual ones.
        if self._authority is None:
            return True
        try:
            return ssl.create_default_context(cafile=self._authority)
        except (OSError, ssl.SSLError):
            raise PlaceError(f"The file {self._authority} holds no certificate that can be trusted.") from None

    def _json(self, body: bytes) -> dict[str, object]:
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            raise self._lies() from None
        if not isinstance(answer, dict):
            raise self._lies()
        return answer

    def _lies(self) -> BadInputError:
        return BadInputError(
            f"The relay at {self._url} gave an answer that is none to what was asked; tell its operator."
        )

    def _refused(self, status: int, headers: "httpx.Headers") -> PlaceError:
        if 300 <= status < 400:
            return PlaceError(f"The relay at {self._url} sends us elsewhere, which is not followed; check the address.")
        if status == 401:
            return PlaceError(f"The relay at {self._url} does not accept our token; ask its operator.")
        if status == 429:
            wait = headers.get("retry-after", "")
            seconds = int(wait) if wait.isascii() and wait.isdigit() and len(wait) <= 4 else 60
            return PlaceError(f"The relay at {self._url} is asked too often; try again in {seconds} seconds.")
        if status >= 500:
            return PlaceError(f"The relay at {self._url} fails (status {status}); try again later.")
        return PlaceError(f"The relay at {self._url} refuses the request (status {status}); check its version.")


def _checked_url(url: str) -> str:
    """Give the relay's address without a trailing slash; BadInputError where it is none, or would be unsafe."""
    bad = BadInputError(
        "The relay's address is malformed; it looks like https://relay.example or http://127.0.0.1:8000."
    )
    if not url.isascii() or not url.isprintable() or len(url) > 300:
        raise bad
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise bad from None
    if parts.scheme not in ("http", "https") or not host or port == 0 or "@" in parts.netloc or " " in url:
        raise bad
    if parts.path not in ("", "/") or "?" in url or "#" in url:
        raise bad
    if parts.scheme == "http" and not is_loopback(host):
        raise BadInputError("The relay's address is plain http, which is for this very machine only; use https.")
    return url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _plain(text: str) -> str:
    """Give what may be shown of a stranger's text on a terminal."""
    return "".join(mark for mark in text[:40] if mark.isascii() and mark.isprintable())
