"""Who may come in: the key of the first address, the cookie that takes its place, and the token of every form."""

import secrets

from starlette.responses import Response

__all__ = ["Entrance"]

_KEY_BYTES = 24


class Entrance:
    """The secrets of one site while it runs; each start makes new ones.

    The cookie's name is the site's own, because browsers do not tell the ports of an address apart.
    """

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(_KEY_BYTES)
        """Stands in the first address, which is printed; whoever has it comes in."""
        self.token = secrets.token_urlsafe(_KEY_BYTES)
        """Stands in every form."""
        self.cookie = f"backchannel-{secrets.token_hex(6)}"
        self._tickets: set[str] = set()
        self._value = secrets.token_urlsafe(_KEY_BYTES)

    def ticket(self) -> str:
        """Give a key that opens once, for an address that others may see."""
        made = secrets.token_urlsafe(_KEY_BYTES)
        self._tickets.add(made)
        return made

    def opens(self, key: str) -> bool:
        """Whether this is the key of the first address, or a ticket, which it uses up."""
        if key in self._tickets:
            self._tickets.remove(key)
            return True
        return _same(key, self.key)

    def knows(self, value: str | None) -> bool:
        """Whether this is the cookie's value."""
        return value is not None and _same(value, self._value)

    def signed(self, token: str) -> bool:
        """Whether this is the token of our forms."""
        return _same(token, self.token)

    def admit(self, response: Response) -> None:
        """Set the cookie: for this session of the browser, out of reach of scripts, never from another site."""
        response.set_cookie(self.cookie, self._value, path="/", httponly=True, samesite="strict")

    def __repr__(self) -> str:
        return "Entrance(...)"


def _same(given: str, kept: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "surrogatepass"), kept.encode())
