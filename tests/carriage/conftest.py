"""What the tests of the carriage share: a relay in this process, and a clock that they turn."""

from datetime import UTC, datetime

import httpx
import pytest

from backchannel.carriage.client import RelayClient
from backchannel.carriage.relay import RelaySettings, relay_app
from backchannel.carriage.sqlite_store import SqliteStore

TOKEN = "a token that nobody guesses".replace(" ", "-")


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self):
        self.now = datetime(2031, 3, 1, 12, 0, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


class Relay:
    """A relay without sockets: its store, its clock, and clients for it."""

    def __init__(self, store, clock, **settings):
        self.store = store
        self.clock = clock
        self.app = relay_app(store, RelaySettings(TOKEN, **settings), clock)
        self._clients = []

    def client(self, token=TOKEN, address="192.0.2.7"):
        """A desk's client, as if from this network address."""
        transport = httpx.ASGITransport(self.app, client=(address, 4711))
        client = RelayClient("https://relay.example", token, transport=transport)
        self._clients.append(client)
        return client

    def ask(self, method, path, body=b"", token=TOKEN, headers=None):
        """One plain HTTP request, as anybody could make it: status, headers, body."""
        import asyncio

        async def exchange():
            given = {"Authorization": f"Bearer {token}"} if token else {}
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://x") as http:
                return await http.request(method, path, content=body, headers={**given, **(headers or {})})

        answer = asyncio.run(exchange())
        return answer.status_code, answer.headers, answer.content

    def close(self):
        """Close every client."""
        for client in self._clients:
            client.close()


@pytest.fixture
def clock():
    """A clock that stands at noon."""
    return Clock()


@pytest.fixture
def relay_of(tmp_path, clock):
    """Make a relay with other settings than the default ones."""
    relays = []
    with SqliteStore(tmp_path / "relay.db") as store:

        def make(**settings):
            relays.append(Relay(store, clock, **settings))
            return relays[-1]

        yield make
        for relay in relays:
            relay.close()


@pytest.fixture
def relay(relay_of):
    """A relay with the default settings."""
    return relay_of()
