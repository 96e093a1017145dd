"""Serving desks on loopback: one site a port, all in one process, until it is interrupted."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial

import uvicorn

from backchannel.errors import PlaceError, UsageError
from backchannel.web.app import application
from backchannel.web.owner import OwnedProtocol
from backchannel.web.site import Site

__all__ = ["ADDRESS", "PORT", "first_address", "host_of", "listening", "serve"]

ADDRESS = "127.0.0.1"
PORT = 8425
"""Where a desk is served if no other port is named: always the same, so that a page that was open before a crash can
still be sent."""
_LOOK_SECONDS = 5.0
_WAITING = 64


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """Give a socket that listens on loopback (0: any free port). UsageError for no port, PlaceError for one in use."""
    if not 0 <= port <= 65_535:
        raise UsageError(f"There is no port {port}; choose one between 1 and 65535, or 0 for any.")
    try:
        listener = socket.create_server((ADDRESS, port), backlog=_WAITING)
    except OSError:
        raise PlaceError(
            f"The desk cannot listen on port {port} of this machine; choose another.", typed="--port N"
        ) from None
    with listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener


def first_address(site: Site, listener: socket.socket) -> str:
    """Give the address that lets a browser in."""
    return f"http://{host_of(listener)}/enter/{site.entrance.key}"


def serve(
    sites: Sequence[tuple[Site, socket.socket]],
    ready: Callable[[], None],
    *,
    stop: Callable[[Callable[[], None]], None] | None = None,
) -> None:
    """Serve sites until SIGINT or SIGTERM; `ready` is called once all of them answer. Every desk is locked at the end.

    Where this is not the main thread, `stop` is given a function that ends it, to be called from any thread.
    """
    with ExitStack() as closing:
        for site, _ in sites:
            closing.callback(site.close)
        asyncio.run(_serve(sites, ready, stop))


async def _serve(
    sites: Sequence[tuple[Site, socket.socket]],
    ready: Callable[[], None],
    stop: Callable[[Callable[[], None]], None] | None,
) -> None:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    _say_nothing(loop)
    if stop is None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, ended.set)
    else:
        stop(partial(_end_soon, loop, ended))
    servers = [(_Quiet(_configured(site, listener)), listener) for site, listener in sites]
    tasks = [asyncio.create_task(server.serve(sockets=[listener])) for server, listener in servers]
    watching = loop.create_task(_watch([site for site, _ in sites]))
    while not all(server.started for server, _ in servers):
        await asyncio.sleep(0.01)
    ready()
    await ended.wait()
    for server, _ in servers:
        server.should_exit = True
    await asyncio.gather(*tasks)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


def _say_nothing(loop: asyncio.AbstractEventLoop) -> None:
    """Keep what the server and the loop would print from the terminal: an error's words may be those of a letter."""
    for name in ("uvicorn", "asyncio"):
        log = logging.getLogger(name)
        log.handlers, log.propagate = [logging.NullHandler()], False
    loop.set_exception_handler(lambda _loop, _context: None)


def _end_soon(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    loop.call_soon_threadsafe(ended.set)


async def _watch(sites: Sequence[Site]) -> None:
    """Lock each desk that is left alone."""
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        for site in sites:
            if site.is_left_alone:
                await asyncio.get_running_loop().run_in_executor(site.clerk, site.lock)


class _Quiet(uvicorn.Server):
    """A server that leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _configured(site: Site, listener: socket.socket) -> uvicorn.Config:
    return uvicorn.Config(
        application(site, host_of(listener)),
        http=OwnedProtocol,
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )


def host_of(listener: socket.socket) -> str:
    """Give the address and port at which a socket listens, as a browser names them."""
    return f"{ADDRESS}:{listener.getsockname()[1]}"
