"""A real browser, Debian's Chromium without a window, and real servers on loopback."""

import os
import shutil
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from backchannel.web.serving import first_address, listening, serve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",  # as root, as on the machines that run this
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium():
    """Chromium, started once a module, and ended with it: beside it no other test can run an event loop."""
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "Chromium is not installed; it is the Debian package chromium"
        pytest.skip("Chromium is not installed; it is the Debian package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def window(chromium):
    """A function that opens a window: by default one that runs no scripts, as wide as a screen."""
    contexts = []

    def opened(address="", *, scripts=False, size=SCREEN, dark=False, context=None):
        if context is None:
            context = chromium.new_context(
                java_script_enabled=scripts,
                viewport=size,
                color_scheme="dark" if dark else "light",
                accept_downloads=True,
            )
            context.set_default_timeout(40_000)
            contexts.append(context)
        page = context.new_page()
        if address:
            page.goto(address)
            if "/enter/" in address:
                page.wait_for_url(lambda url: "/enter/" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()


@contextmanager
def serving(*sites, ports=()):
    """Serve sites in a thread, and give their first addresses."""
    started, ends = threading.Event(), []
    with ExitStack() as stack:
        found = [
            (site, stack.enter_context(listening(port)))
            for site, port in zip(sites, ports or [0] * len(sites), strict=True)
        ]
        thread = threading.Thread(target=serve, args=(found, started.set), kwargs={"stop": ends.append}, daemon=True)
        thread.start()
        assert started.wait(20)
        try:
            yield [first_address(site, listener) for site, listener in found]
        finally:
            ends[0]()
            thread.join(20)
            assert not thread.is_alive()


@pytest.fixture
def served():
    """The function `serving`, ended with the test."""
    with ExitStack() as stack:
        yield lambda *sites, ports=(): stack.enter_context(serving(*sites, ports=ports))


def base(address):
    """Give a site's own address, of its first one."""
    return address.partition("/enter/")[0]


def saved(download):
    """Give what was downloaded."""
    return Path(download.path()).read_bytes()
