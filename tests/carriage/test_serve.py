"""A relay on real sockets: https, loopback, tokens, logs, and a kill at the worst moment."""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.carriage.conftest import TOKEN
from tests.carriage.store_conformance import blob

from backchannel.carriage import serve as serving
from backchannel.carriage.client import RelayClient
from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import operator_token, running_relay, serve
from backchannel.carriage.wire import Outcome, mailbox_of
from backchannel.errors import PlaceError, UsageError

ANNA = b"A" * 32
HERS = mailbox_of(ANNA)
SOURCE = str(Path(serving.__file__).parents[2])
PROCESS = """
import logging
import sys
from pathlib import Path
from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import operator_token, serve
logging.basicConfig(level=logging.DEBUG)
database = Path(sys.argv[1])
settings = RelaySettings(operator_token(database))
serve("127.0.0.1", 0, database, settings, ready=lambda url: print(url, flush=True))
"""


@pytest.fixture
def certificate(tmp_path):
    """A certificate for 127.0.0.1 that signs itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "relay.pem", tmp_path / "relay.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


@pytest.fixture
def database(tmp_path):
    """A place for the relay's database."""
    return tmp_path / "relay.db"


class Process:
    """A relay as a process of its own."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(database)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": SOURCE},
        )
        self.url = self.process.stdout.readline().strip()

    def end(self, number):
        """Send a signal; give the exit code and all that was printed."""
        self.process.send_signal(number)
        output, errors = self.process.communicate(timeout=20)
        return self.process.returncode, output + errors


@pytest.mark.loopback
def test_a_relay_in_a_thread_serves_and_keeps(database):
    """What was deposited through a socket is there when the relay runs again, at another port."""
    with running_relay(database, RelaySettings(TOKEN)) as url, RelayClient(url, TOKEN) as client:
        assert url.startswith("http://127.0.0.1:")
        assert client.deposit([(HERS, blob(1, 1048576)), (HERS, blob(2))]) == [Outcome.ACCEPTED] * 2
    with pytest.raises(PlaceError), RelayClient(url, TOKEN) as client:
        client.status()
    with running_relay(database, RelaySettings(TOKEN)) as url, RelayClient(url, TOKEN) as client:
        fetched = client.fetch([(ANNA, 0)])
        assert [item.blob for item in fetched.blobs] == [blob(1, 1048576), blob(2)]
        client.take([(ANNA, item.number) for item in fetched.blobs])
        assert client.fetch([(ANNA, 0)]).blobs == ()


@pytest.mark.loopback
def test_a_wrong_token_is_one_sentence(database):
    """A stranger's client is told to ask the operator, and the relay holds nothing of his."""
    with running_relay(database, RelaySettings(TOKEN)) as url:
        with RelayClient(url, "wrong" * 9) as client, pytest.raises(PlaceError, match="does not accept our token"):
            client.deposit([(HERS, blob(1))])
        with RelayClient(url, TOKEN) as client:
            assert client.fetch([(ANNA, 0)]).blobs == ()


@pytest.mark.loopback
def test_https_is_checked_against_the_authority(database, certificate):
    """With https the client speaks to the holder of the certificate, and to nobody else."""
    pem, key = certificate
    with running_relay(database, RelaySettings(TOKEN), certificate=pem, key=key) as url:
        assert url.startswith("https://127.0.0.1:")
        with RelayClient(url, TOKEN, authority=pem) as client:
            assert client.deposit([(HERS, blob(1))]) == [Outcome.ACCEPTED]
        with RelayClient(url, TOKEN) as client, pytest.raises(PlaceError, match="not to be trusted"):
            client.deposit([(HERS, blob(2))])
        with RelayClient(url.replace("https", "http"), TOKEN) as client, pytest.raises(PlaceError):
            client.deposit([(HERS, blob(3))])
        with (
            RelayClient(url.replace("127.0.0.1", "localhost"), TOKEN, authority=pem) as client,
            pytest.raises(PlaceError),
        ):
            client.deposit([(HERS, blob(4))])
        with RelayClient(url, TOKEN, authority=pem) as client:
            assert [item.blob for item in client.fetch([(ANNA, 0)]).blobs] == [blob(1)]


@pytest.mark.loopback
def test_a_proxy_of_the_environment_is_ignored(database, monkeypatch):
    """Attack: the environment names a proxy, which would learn the token and the mailboxes."""
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.2)
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        with running_relay(database, RelaySettings(TOKEN)) as url, RelayClient(url, TOKEN) as client:
            assert client.status().free is True
        with pytest.raises(TimeoutError):
            proxy.accept()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "relay.example", "localhost.example"])
def test_plain_http_beyond_loopback_is_refused(database, host):
    """Nothing is opened and nothing is made: one sentence says that a certificate is needed."""
    with pytest.raises(UsageError, match="needs a certificate and a key"):
        serve(host, 0, database, RelaySettings(TOKEN))
    assert not database.exists()


def test_half_a_certificate_is_refused(database, certificate):
    """A certificate without its key, or a key without its certificate, is never taken for plain http."""
    pem, key = certificate
    with pytest.raises(UsageError, match="both"):
        serve("127.0.0.1", 0, database, RelaySettings(TOKEN), certificate=pem)
    with pytest.raises(UsageError, match="both"):
        serve("127.0.0.1", 0, database, RelaySettings(TOKEN), key=key)
    assert not database.exists()


@pytest.mark.loopback
def test_a_certificate_that_is_none_is_one_sentence(database, certificate, tmp_path):
    """Files that are missing, garbage, or do not belong together."""
    pem, key = certificate
    garbage = tmp_path / "garbage"
    garbage.write_text("no certificate")
    for wrong in ((garbage, key), (pem, garbage), (tmp_path / "missing", key), (key, pem)):
        with pytest.raises(PlaceError, match="cannot be used"):
            serve("127.0.0.1", 0, database, RelaySettings(TOKEN), certificate=wrong[0], key=wrong[1])


@pytest.mark.loopback
def test_a_port_that_is_taken_is_one_sentence(database):
    """Two relays cannot listen at one port; nor at one that does not exist."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(PlaceError, match="cannot listen"):
        serve("127.0.0.1", taken.getsockname()[1], database, RelaySettings(TOKEN))
    with pytest.raises(UsageError, match="no port 70000"):
        serve("127.0.0.1", 70_000, database, RelaySettings(TOKEN))


def test_the_operators_token_is_made_once_and_for_its_owner(database):
    """The token is long and random, stays the same, and lies beside the database with mode 0600."""
    token = operator_token(database)
    path = database.with_name("relay.db.token")
    assert operator_token(database) == token
    assert len(token) >= 43
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    RelaySettings(token)
    path.unlink()
    assert operator_token(database) != token


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_broken_token_file_is_not_replaced_silently(database, content):
    """A new token would lock out every desk: the operator is told instead."""
    path = database.with_name("relay.db.token")
    path.write_bytes(content)
    with pytest.raises(PlaceError, match="token file"):
        operator_token(database)
    assert path.read_bytes() == content


@pytest.mark.loopback
def test_kill_9_after_an_acknowledged_deposit_loses_nothing(database):
    """The process is killed the moment it has answered, three times; every acknowledged blob is there."""
    for round_ in range(3):
        relay = Process(database)
        with RelayClient(relay.url, operator_token(database)) as client:
            assert client.deposit([(HERS, blob(round_ * 10 + n)) for n in range(3)]) == [Outcome.ACCEPTED] * 3
            assert relay.end(signal.SIGKILL)[0] == -signal.SIGKILL
    with running_relay(database, RelaySettings(TOKEN)) as url, RelayClient(url, TOKEN) as client:
        held = [item.blob for item in client.fetch([(ANNA, 0)]).blobs]
    assert held == [blob(round_ * 10 + n) for round_ in range(3) for n in range(3)]


@pytest.mark.loopback
def test_a_relay_prints_nothing_of_its_guests(database):
    """Attack: the operator's log is read. Good, bad and broken requests leave no address, id, secret or token in it."""
    relay = Process(database)
    token = operator_token(database)
    with RelayClient(relay.url, token) as client:
        client.deposit([(HERS, blob(1))])
        client.take([(ANNA, client.fetch([(ANNA, 0)]).blobs[0].number)])
    with RelayClient(relay.url, "wrong" * 9) as client, pytest.raises(PlaceError):
        client.fetch([(ANNA, 0)])
    port = int(relay.url.rsplit(":", 1)[1])
    for request in (
        b"garbage\r\n\r\n",
        b"GET /" + ANNA + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /v1/take HTTP/1.1\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port)) as stranger:
            stranger.sendall(request)
            stranger.settimeout(0.3)
            with contextlib.suppress(TimeoutError):
                stranger.recv(1000)
    code, printed = relay.end(signal.SIGTERM)
    assert code in (0, -signal.SIGTERM)
    for trace in ("127.0.0.1", str(port), token, ANNA.decode(), HERS.hex(), repr(HERS), "/v1/", "wrong"):
        assert trace not in printed
    assert "Traceback" not in printed


@pytest.mark.loopback
@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"POST /v1/take HTTP/1.1\r\nHost", id="half-a-header"),
        pytest.param(b"GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\nGET", id="half-a-second-request"),
    ],
)
def test_a_connection_that_never_asks_is_cut(database, monkeypatch, start):
    """Attack: holding connections open with half a request, dripped on for ever."""
    monkeypatch.setattr(serving, "_WATCH_SECONDS", 0.15)
    with running_relay(database, RelaySettings(TOKEN)) as url:
        with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))) as stranger:
            stranger.sendall(start)
            until = time.monotonic() + 5
            try:
                while time.monotonic() < until:
                    stranger.settimeout(0.05)
                    try:
                        if not stranger.recv(10_000):
                            break
                    except TimeoutError:
                        stranger.sendall(b"x")
            except OSError:
                pass
            assert time.monotonic() < until
        with RelayClient(url, TOKEN) as client:
            assert client.status().free is True


@pytest.mark.loopback
def test_answers_do_not_wait_for_acknowledgements():
    """Every connection sends at once: without this each answer of the relay took 40 milliseconds longer."""
    with serving._listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
