"""Whose program knocks: on Linux, nobody is let in but the programs of the user whose desk it is, and root's.

A browser sends the cookies of 127.0.0.1 to every port of it, so a program of another user of the machine to whose port
the browser was led holds the cookie of this desk, and can say of itself whatever a browser would. But the kernel says
whose the other end of a connection is (proc_pid_net(5), `/proc/net/tcp`), and that cannot be made up. Where the system
does not say it, everything else still stands.
"""

import os
import socket
import sys
from asyncio import Transport
from pathlib import Path
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["OwnedProtocol", "is_own", "owner_in"]

_TABLE = Path("/proc/net/tcp")
_ROOT = 0
"""Reads all memory anyway, and is whose a forwarder is, as from the host of a virtual machine."""
_REFUSAL = (
    b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"This desk answers to its own user alone.\n"
)


class OwnedProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, with those alone who are the user's own; asked once a connection."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin a connection, or end it at once."""
        if is_own(transport.get_extra_info("peername"), transport.get_extra_info("sockname"), os.getuid()):
            super().connection_made(transport)
            return
        transport.write(_REFUSAL)
        transport.close()

    def data_received(self, data: bytes) -> None:
        """Take what comes, from whom was let in."""
        if self.transport is not None:
            super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """End what was begun."""
        if self.transport is not None:
            super().connection_lost(exc)

    def eof_received(self) -> None:
        """Nothing more comes."""
        if self.transport is not None:
            super().eof_received()


def is_own(client: tuple[Any, ...], server: tuple[Any, ...], user: int, table: Path = _TABLE) -> bool:
    """Whether a connection of these two ends was opened by a user's own program, or the system does not say."""
    try:
        rows = table.read_text("ascii")
    except OSError:
        return True
    return owner_in(rows, (client[0], client[1]), (server[0], server[1])) in {user, _ROOT}


def owner_in(table: str, client: tuple[str, int], server: tuple[str, int]) -> int | None:
    """Give the user whose end of a connection the client's is; None where it is not in the table, or is nobody's."""
    ends = [_written(*client), _written(*server)]
    for line in table.splitlines()[1:]:
        columns = line.split()
        # An end that was closed belongs to no program any more: its inode is 0, and its user says nothing.
        if columns[1:3] == ends and columns[9] != "0":
            return int(columns[7])
    return None


def _written(address: str, port: int) -> str:
    """Give an address as the kernel writes it: a number as this machine has it in memory, in hex."""
    return f"{int.from_bytes(socket.inet_aton(address), sys.byteorder):08X}:{port:04X}"
