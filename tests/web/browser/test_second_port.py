"""A page on another port of the same machine, with scripts, in the browser that has the desk's cookie: what it can do.

To a browser it is the same site, so its requests carry cookies that are `SameSite=Strict`.
"""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from tests.web.browser.conftest import base

pytestmark = pytest.mark.loopback


class Hostile(BaseHTTPRequestHandler):
    """Serves one page, and notes what others ask of it."""

    page: ClassVar[str] = ""
    heard: ClassVar[list[str]] = []

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def do_POST(self):
        type(self).heard.append(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def hostile():
    """A hostile server on another port: a function that sets its page and gives its address."""
    server = HTTPServer(("127.0.0.1", 0), Hostile)
    Hostile.heard = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def showing(page):
        Hostile.page = page
        return f"http://127.0.0.1:{server.server_port}/"

    yield showing
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def desk(sit, pair, served, window):
    """Ilse's desk, served, with a window that was let in; and its address."""
    site = sit(pair, "ilse").site
    (address,) = served(site)
    page = window(address, scripts=True)
    assert "Ilse Maren" in page.content()
    return site, page.context, base(address)


def test_the_cookie_does_go_along_from_another_port(desk, hostile, window):
    """This is why SameSite is not relied on: a link from the other port opens the desk as if it were its own."""
    _, context, address = desk
    page = window(hostile(f'<a href="{address}/settings">settings</a>'), context=context)
    page.click("a")
    page.wait_for_url(f"{address}/settings")
    assert "Ilse Maren" in page.content()
    assert page.evaluate("window.opener") is None


@pytest.mark.parametrize("policy", ["", "no-referrer", "unsafe-url"])
def test_a_form_on_another_port_changes_nothing(desk, hostile, window, policy):
    """Even one that knows the token; with `no-referrer` its origin is null."""
    site, context, address = desk
    before = site.settings
    page = window(
        hostile(
            f'<meta name="referrer" content="{policy}"><form method="post" action="{address}/settings">'
            f'<input name="token" value="{site.entrance.token}"><input name="do" value="keep">'
            '<input name="lock_after" value="0"><input name="exchange" value="0"><button>go</button></form>'
        ),
        context=context,
    )
    page.click("button")
    page.wait_for_url(f"{address}/settings")
    assert "does not come from a page of this desk" in page.content()
    assert site.settings == before and site.is_open


def test_a_sandboxed_frame_with_a_null_origin_changes_nothing(desk, hostile, window):
    """A frame without an origin of its own sends `Origin: null`."""
    site, context, address = desk
    form = (
        f"<form method=post action='{address}/lock'><input name=token value='{site.entrance.token}'>"
        "<input name=do value=lock></form><script>document.forms[0].submit()</script>"
    )
    page = window(hostile(f'<iframe sandbox="allow-forms allow-scripts" srcdoc="{form}"></iframe>'), context=context)
    page.wait_for_timeout(500)
    assert site.is_open


def test_a_script_on_another_port_reads_nothing(desk, hostile, window):
    """Not by fetch with the cookie, not opaquely, not as a picture, a style or a script, and no answer differs."""
    _, context, address = desk
    page = window(hostile("<p>mail</p>"), context=context)
    results = page.evaluate(
        """async (address) => {
            const one = async (path, mode) => {
                try { const r = await fetch(address + path, {credentials: "include", mode}); return r.type + r.status; }
                catch (error) { return "refused"; }
            };
            const part = (name, key, path) => new Promise(done => {
                const e = document.createElement(name); if (name == "link") e.rel = "stylesheet";
                e.onload = () => done("loaded"); e.onerror = () => done("refused"); e[key] = address + path;
                document.body.append(e);
            });
            return [await one("/", "cors"), await one("/", "no-cors"), await one("/settings", "no-cors"),
                    await one("/nothing", "no-cors"), await part("img", "src", "/"), await part("script", "src", "/"),
                    await part("link", "href", "/settings")];
        }""",
        address,
    )
    assert results == ["refused"] * 7


def test_a_change_by_fetch_from_another_port_is_refused(desk, hostile, window):
    """With the cookie, the token, and every kind of body that needs no permission first."""
    site, context, address = desk
    before = site.settings
    page = window(hostile("<p>mail</p>"), context=context)
    page.evaluate(
        """async ([address, token]) => {
            const body = new URLSearchParams({token, do: "keep", lock_after: "0", exchange: "0"});
            for (const mode of ["no-cors", "cors"])
                try { await fetch(address + "/settings", {method: "POST", body, mode, credentials: "include"}); }
                catch (error) {}
            navigator.sendBeacon(address + "/settings", body);
        }""",
        [address, site.entrance.token],
    )
    page.wait_for_timeout(300)
    assert site.settings == before


def test_the_desk_cannot_be_framed(desk, hostile, window):
    """A frame around it, to lay something over its buttons, stays empty."""
    _, context, address = desk
    page = window(hostile(f'<iframe src="{address}/settings"></iframe>'), context=context)
    page.wait_for_timeout(500)
    assert all("Ilse" not in frame.content() for frame in page.frames[1:])


def test_a_window_that_was_opened_by_another_port_is_out_of_its_reach(desk, hostile, window):
    """Cross-Origin-Opener-Policy cuts the handle, so it cannot be looked into or moved."""
    _, context, address = desk
    page = window(hostile("<p>mail</p>"), context=context)
    with context.expect_page() as opened:
        page.evaluate("(address) => { window.desk = window.open(address + '/settings'); }", address)
    opened.value.wait_for_load_state()
    assert page.evaluate("window.desk.closed")


def test_what_the_desk_sends_to_another_port_says_nothing_of_it(desk, hostile, window):
    """A form of the desk goes to the desk alone (form-action), and its address is in no Referer."""
    _, context, address = desk
    other = hostile("<p>mail</p>")
    page = window(f"{address}/settings", context=context)
    page.evaluate("(other) => { document.forms[1].action = other; document.forms[1].submit(); }", other)
    page.wait_for_timeout(300)
    assert not Hostile.heard
    page.goto(f"{address}/settings")
    page.evaluate("(other) => { location.href = other; }", other)
    page.wait_for_url(other)
    assert page.evaluate("document.referrer") == ""


def test_no_script_runs_on_a_page_of_the_desk(desk, window):
    """Not one that stands in the page, nor in an attribute: the policy is unchanged where scripts are on."""
    _, context, address = desk
    page = window(f"{address}/settings", context=context)
    page.evaluate(
        """() => {
            const script = document.createElement("script"); script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src='/none' onerror='window.ran = true'>");
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran === undefined")
