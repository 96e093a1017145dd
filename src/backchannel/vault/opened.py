"""What was read of entries while a vault is open: headers, charters, opened bodies, so that none is read twice.

A header and a charter are kept by their own bytes, a body with the sealed bytes and the key that opened it; it is given
again only where the vault holds these same bytes and this key now. What was retired has neither any more, so it is
never given, and it is forgotten as soon as it is erased or seen to be. The memory belongs to the connection: it is of
one thread, bounded, and gone when the vault is closed.
"""

from collections import OrderedDict
from typing import Any, NamedTuple

from backchannel.protocol.charter import Charter, read_charter
from backchannel.protocol.entry import Header, read_header
from backchannel.protocol.sealing import open_body

__all__ = ["Opened"]

_HEADERS, _CHARTERS = 4_000, 100
_BYTES = 24 * 1024 * 1024
_WORTH = 256 * 1024
"""Bytes of sealed bodies that are remembered, and of one of them."""


class _Body(NamedTuple):
    ciphertext: bytes
    key: bytes
    body: dict[str, Any]


class Opened:
    """The memory of one connection."""

    def __init__(self) -> None:
        self._headers: OrderedDict[bytes, Header] = OrderedDict()
        self._charters: OrderedDict[bytes, Charter] = OrderedDict()
        self._bodies: OrderedDict[bytes, _Body] = OrderedDict()
        self._size = 0

    def header(self, data: bytes) -> Header:
        """Give the header that these bytes are; errors as `read_header`."""
        found = self._headers.get(data)
        if found is None:
            found = self._headers[data] = read_header(data)
            if len(self._headers) > _HEADERS:
                self._headers.popitem(last=False)
        return found

    def charter(self, data: bytes) -> Charter:
        """Give the charter that these bytes are; errors as `read_charter`."""
        found = self._charters.get(data)
        if found is None:
            found = self._charters[data] = read_charter(data)
            if len(self._charters) > _CHARTERS:
                self._charters.popitem(last=False)
        return found

    def body(self, header: Header, ciphertext: bytes, key: bytes) -> dict[str, Any] | None:
        """Give the body of an entry as it is held now; None where it does not open. Errors as `open_body`."""
        if not key or not ciphertext:
            self.forget(header.id)
            return None
        kept = self._bodies.get(header.id)
        if kept is not None and kept.key == key and kept.ciphertext == ciphertext:
            self._bodies.move_to_end(header.id)
            return dict(kept.body)
        body = open_body(header, ciphertext, key)
        if body is not None and len(ciphertext) <= _WORTH:
            self.forget(header.id)
            self._bodies[header.id] = _Body(ciphertext, key, body)
            self._size += len(ciphertext)
            while self._size > _BYTES:
                self._size -= len(self._bodies.popitem(last=False)[1].ciphertext)
            return dict(body)
        return body

    def forget(self, identifier: bytes) -> None:
        """Forget the body of an entry."""
        kept = self._bodies.pop(identifier, None)
        if kept is not None:
            self._size -= len(kept.ciphertext)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._bodies

    def __repr__(self) -> str:
        return f"Opened({len(self._bodies)} bodies)"
