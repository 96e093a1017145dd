"""Running a relay: https, or plain http on loopback, by uvicorn, without an access log.

`serve` is for a process of its own, `running_relay` for a thread beside the demo or a test.
"""

import asyncio
import os
import secrets
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from backchannel.carriage.client import is_loopback
from backchannel.carriage.relay import Clock, RelaySettings, relay_app
from backchannel.carriage.sqlite_store import SqliteStore
from backchannel.errors import PlaceError, UsageError

_CONNECTIONS = 128
_WATCH_SECONDS = 20.0
_WATCHES = 15
_TOKEN_BYTES = 32
_TOKEN_FILE = 1_000


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def operator_token(database: Path) -> str:
    """Give the operator's token of the relay with this database, made on first use.

    It stands in a file beside the database, with mode 0600. PlaceError where that cannot be read or written.
    """
    path = database.with_name(database.name + ".token")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    try:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            with path.open("rb") as file:
                token = file.read(_TOKEN_FILE).decode("ascii").strip()
        else:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(token + "\n")
                file.flush()
                os.fsync(file.fileno())
    except (OSError, UnicodeDecodeError):
        raise PlaceError(f"The token file {path} cannot be read or written; check its folder.") from None
    if not token:
        raise PlaceError(f"The token file {path} is empty; delete it, and a new token is made at the next start.")
    return token


def serve(
    host: str,
    port: int,
    database: Path,
    settings: RelaySettings,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    ready: Callable[[str], None] | None = None,
    clock: Clock = utc_now,
) -> None:
    """Run a relay until SIGINT or SIGTERM.

    Port 0 takes a free one. `certificate` and `key` are PEM files; without them only a loopback address is served.
    `ready` is called with the relay's address when it answers. UsageError where plain http would leave this
    machine, PlaceError where the address, the files or the database cannot be used.
    """
    config_of = _configured(host, certificate, key)
    with SqliteStore(database) as store, _listening(host, port) as listener:
        config = config_of(store, settings, clock)
        _Server(config, _address(host, listener, certificate is not None), ready).run(sockets=[listener])


@contextmanager
def running_relay(
    database: Path,
    settings: RelaySettings,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    clock: Clock = utc_now,
) -> Iterator[str]:
    """Run a relay in a thread of this process, and give its address; raises what `serve` raises."""
    config_of = _configured(host, certificate, key)
    with SqliteStore(database) as store, _listening(host, port) as listener:
        url = _address(host, listener, certificate is not None)
        answering = threading.Event()
        server = _Server(config_of(store, settings, clock), url, lambda _url: answering.set())
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="relay", daemon=True)
        thread.start()
        try:
            while not answering.wait(0.1):
                if not thread.is_alive():
                    raise PlaceError(f"The relay at {url} did not start; try another port.")
            yield url
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """A uvicorn server that says when it answers."""

    def __init__(self, config: uvicorn.Config, url: str, ready: Callable[[str], None] | None) -> None:
        super().__init__(config)
        self._url = url
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then call `ready`."""
        await super().startup(sockets=sockets)
        if self.started and self._ready is not None:
            self._ready(self._url)


class _WatchedProtocol(H11Protocol):
    """HTTP that does not wait for ever: uvicorn has no time limit for headers, nor for a reader who stalls.

    Every _WATCH_SECONDS a connection is looked at. It is cut if no request came since, or if one request has been
    in progress _WATCHES times.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch."""
        super().connection_made(transport)
        self._seen: object = None
        self._times = 0
        self._watch = self.loop.call_later(_WATCH_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop watching."""
        self._watch.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        self._times = self._times + 1 if self.cycle is self._seen else 0
        self._seen = self.cycle
        idle = self.cycle is None or self.cycle.response_complete
        if (idle and (self._times or self.cycle is None)) or self._times >= _WATCHES:
            self.transport.abort()
        else:
            self._watch = self.loop.call_later(_WATCH_SECONDS, self._look)


def _configured(
    host: str, certificate: Path | None, key: Path | None
) -> Callable[[SqliteStore, RelaySettings, Clock], uvicorn.Config]:
    """Check the certificate before anything is opened, and give what makes the server's configuration."""
    if (certificate is None) != (key is None):
        raise UsageError("A relay with https needs both a certificate file and a key file; name the other one too.")
    if certificate is None and not is_loopback(host):
        raise UsageError(f"A relay at {host} needs a certificate and a key, because plain http is for loopback only.")

    def config_of(store: SqliteStore, settings: RelaySettings, clock: Clock) -> uvicorn.Config:
        config = uvicorn.Config(
            relay_app(store, settings, clock),
            loop="asyncio",
            http=_WatchedProtocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=5,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        try:
            config.load()
        except (OSError, ssl.SSLError):
            raise PlaceError(
                f"The certificate {certificate} or its key {key} cannot be used; check both files."
            ) from None
        if config.ssl is not None:
            config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
        return config

    return config_of


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    if not 0 <= port <= 65_535:
        raise UsageError(f"There is no port {port}; choose one between 1 and 65535, or 0 for any.")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=_CONNECTIONS)
    except OSError:
        raise PlaceError(f"The relay cannot listen at {host}, port {port}; choose another address or port.") from None
    with listener:
        # Accepted connections inherit this. asyncio sets it only on sockets made with the protocol's number, and
        # without it each answer waits 40 milliseconds for the other end's acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener


def _address(host: str, listener: socket.socket, secure: bool) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{'https' if secure else 'http'}://{name}:{listener.getsockname()[1]}"
