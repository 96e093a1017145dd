"""What every request must be before any page sees it, and what every answer carries.

The desk listens on loopback, where any program of this machine, and any page of any site through the browser, can
knock. Another local port is the *same site* to a browser, so `SameSite` cookies do not keep its pages out. What does:
the exact `Host` (against DNS rebinding); on every change the exact `Origin`, or `Sec-Fetch-Site: same-origin` where
there is none (an origin of `null` is refused); a token in every form (`app`); and for reading, Fetch Metadata: nothing
but a whole page may be asked for from elsewhere, and no page may be framed. (W3C Fetch Metadata; RFC 6454 on origins.)
"""

import sys
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "UNEXPECTED", "Guard", "failed", "why_refused"]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of every page: no script of any kind, no style or picture from elsewhere."""

_ALWAYS = (
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
)
_READING = {"GET", "HEAD"}
UNEXPECTED = (
    "Something unexpected happened on this page; nothing of it is known to be saved, so go back and look before you "
    "do it again."
)
"""What is said of an error that nobody foresaw."""


class Guard:
    """ASGI middleware around all pages of one site, which is served at `host` (address and port) and nowhere else."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not; every answer gets the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        has_begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS:
                    headers[name] = value
                if "Cache-Control" not in headers:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        refused = why_refused(scope["method"], Headers(scope=scope), self._host)
        if refused:
            status = 405 if scope["method"] not in {*_READING, "POST"} else 403
            await PlainTextResponse(f"{refused}\n", status)(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except ClientDisconnect:
            pass  # who asked has gone
        except Exception as error:
            failed(error)
            if not has_begun:
                await PlainTextResponse(UNEXPECTED + "\n", 500)(scope, receive, send_guarded)


def failed(error: Exception) -> None:
    """Tell on the terminal that a page failed: by the name of the error's class, since its words may be a letter's."""
    sys.stderr.write(f"backchannel: a page of the desk failed ({type(error).__name__}).\n")


def why_refused(method: str, headers: Headers, host: str) -> str:
    """Say why a request is not let in, or nothing."""
    if _alone(headers.getlist("host")) != host:
        return f"This desk answers at http://{host} only; use the address that it printed."
    sites = set(headers.getlist("sec-fetch-site"))
    if method in _READING:
        is_page = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if sites & {"cross-site", "same-site"} and not is_page:
            return "Another page asked for a part of this desk; nothing was given."
        if "prefetch" in ",".join((*headers.getlist("sec-purpose"), *headers.getlist("purpose"))).lower():
            # A letter that is shown is noted as read.
            return "This desk shows a page when somebody asks for it, and not beforehand."
        return ""
    if method != "POST":
        return "This desk is asked with GET and POST only."
    origins = headers.getlist("origin")
    comes_from_here = _alone(origins) == f"http://{host}" and sites <= {"same-origin"}
    if comes_from_here or (not origins and sites == {"same-origin"}):
        return ""
    return "What was sent does not come from a page of this desk; nothing was changed."


def _alone(values: Iterable[str]) -> str:
    found = list(values)
    return found[0] if len(found) == 1 else ""
