"""Whose program knocks: another user of the machine is not let in, though he have the cookie and all headers."""

import os
import subprocess
import sys
import threading

import pytest

from backchannel.web.owner import is_own, owner_in
from backchannel.web.serving import host_of, listening, serve

NOBODY = 65534
HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
ROW = "   {}: {} {} 01 00000000:00000000 00:00000000 00000000  {}        0 {} 1 0000000000000000 20 4 30 10 -1\n"
CLIENT, SERVER = ("127.0.0.1", 40_000), ("127.0.0.1", 8425)
ENDS = ("0100007F:9C40", "0100007F:20E9")
little = pytest.mark.skipif(sys.byteorder != "little", reason="the rows are those of such a machine")


def rows(*made):
    """Rows as the kernel gives them: (this end, the other end, user, inode)."""
    return HEAD + "".join(ROW.format(number, *one) for number, one in enumerate(made))


@little
def test_the_owner_is_the_one_of_the_other_end():
    """Not of our end of the same connection, and not of another connection of the same program."""
    table = rows((*reversed(ENDS), 1000, 7), (ENDS[0], "0100007F:0050", 1002, 8), (*ENDS, 1001, 9))
    assert owner_in(table, CLIENT, SERVER) == 1001
    assert owner_in(rows((*reversed(ENDS), 1000, 7)), CLIENT, SERVER) is None


@little
def test_attack_close_the_end_to_be_nobody(tmp_path):
    """An end that was closed at once is in the table as root's, without an inode; it is let in by nobody."""
    table = tmp_path / "tcp"
    table.write_text(rows((*ENDS, 0, 0)), encoding="ascii")
    assert owner_in(table.read_text("ascii"), CLIENT, SERVER) is None
    assert not is_own(CLIENT, SERVER, 1000, table)
    table.write_text(rows((*ENDS, 1000, 9)), encoding="ascii")
    assert is_own(CLIENT, SERVER, 1000, table)
    assert not is_own(CLIENT, SERVER, 1001, table)


def test_where_the_system_does_not_say_it_the_rest_must_do(tmp_path):
    """Without the table of the kernel nobody is refused by this."""
    assert is_own(CLIENT, SERVER, 1000, tmp_path / "none")


@pytest.mark.loopback
@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="another user can only be played by root")
def test_attack_use_the_cookie_of_anothers_desk(sit, pair):
    """A browser gives the cookie to every port of the machine; a program of another user cannot use it."""
    visitor = sit(pair, "ilse")
    ready, stop = threading.Event(), []
    with listening(0) as listener:
        thread = threading.Thread(
            target=serve, args=([(visitor.site, listener)], ready.set), kwargs={"stop": stop.append}
        )
        thread.start()
        assert ready.wait(30)
        cookie = f"{visitor.site.entrance.cookie}={visitor.cookies[visitor.site.entrance.cookie]}"
        asked = f"GET /settings HTTP/1.1\r\nHost: {host_of(listener)}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        assert b"200 OK" in answered(listener, asked, os.getuid())
        refused = answered(listener, asked, NOBODY)
        stop[0]()
        thread.join()
    assert refused.startswith(b"HTTP/1.1 403 Forbidden") or not refused
    assert b"Ilse" not in refused


def answered(listener, asked, user):
    """What a program of a user is answered."""
    program = (
        "import os,socket,sys\nos.setuid(int(sys.argv[1]))\nplug=socket.socket()\n"
        "plug.connect(('127.0.0.1',int(sys.argv[2])))\nplug.sendall(sys.argv[3].encode())\n"
        "try:\n while data:=plug.recv(65536):sys.stdout.buffer.write(data)\n"
        "except ConnectionResetError:pass\n"
    )
    port = listener.getsockname()[1]
    done = subprocess.run(
        [sys.executable, "-c", program, str(user), str(port), asked], capture_output=True, timeout=60, check=False
    )
    assert not done.stderr
    return done.stdout
