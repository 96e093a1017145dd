"""Writing while things go wrong: the process is killed, two windows are open, the back button, a form sent twice."""

import os
import signal
import subprocess
import sys

import pytest
from tests.desk.table import LINE, WORDS
from tests.web.browser.conftest import PHONE, base

from backchannel.desk import letters

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

KEPT = "The first passage, which was saved."
TYPED = "The second passage, which was being typed when the process was killed."


class Process:
    """The command `desk`, as a person starts it, on a port that stays the same."""

    def __init__(self, folder, passphrase, port):
        self.words = (
            sys.executable, "-m", "backchannel", "desk", "--desk", str(folder), "--passphrase-file", str(passphrase),
            "--port", str(port), "--no-browser",
        )  # fmt: skip
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def process(pair, tmp_path):
    """Ilse's desk, served by a process of its own."""
    pair.ilse.close()
    file = tmp_path / "passphrase"
    file.write_text(WORDS + "\n", encoding="utf-8")
    made = Process(tmp_path / "ilse", file, 20_000 + os.getpid() % 20_000)
    yield made
    made.kill()
    pair.open("ilse")


def begun(page, address):
    """Begin a draft, and give its address."""
    page.goto(address + "/writing/new")
    page.fill("main [name=name]", "The answer")
    page.click("main button.main")
    return page.url


def insert(page, text):
    """Type a new passage and save it."""
    page.fill("#insert [name=text]", text)
    with page.expect_navigation():
        page.click("#insert button.main")


def test_a_kill_while_writing_loses_nothing_that_was_sent_and_nothing_that_is_typed(process, window):
    """After a kill the desk is started again; the old page is sent once more, shown, and taken."""
    page = window(process.address)
    draft = begun(page, base(process.address))
    insert(page, KEPT)
    assert "Last saved" in page.locator("main").inner_text()
    page.fill("#insert [name=text]", TYPED)
    process.kill()
    process.start()
    window(process.address, context=page.context)  # the new address lets the browser in again
    assert page.locator("#insert [name=text]").input_value() == TYPED
    page.click("#insert button.main")
    assert "Send it again" in page.locator("h1").inner_text()
    assert page.locator("main textarea").first.input_value() == TYPED
    page.click("main button.main")
    assert page.url.partition("?")[0] == draft.partition("?")[0]
    areas = page.locator(".ours-side textarea")
    assert [areas.nth(i).input_value() for i in range(2)] == [KEPT, TYPED]


def test_what_is_sent_while_the_desk_is_locked_waits_for_the_passphrase(process, window):
    """A second window locks the desk; what the first sends is kept, and shown to be sent again when it is open."""
    page = window(process.address)
    begun(page, base(process.address))
    page.fill("#insert [name=text]", TYPED)
    other = window(base(process.address) + "/lock", context=page.context)
    other.click("main button.main")
    assert "locked" in other.locator("h1").inner_text()
    page.click("#insert button.main")
    assert "is kept until you open it" in page.locator("main").inner_text()
    page.fill("main [name=passphrase]", WORDS)
    page.click("main button.main")
    assert page.locator("main textarea").first.input_value() == TYPED
    page.click("main button.main")
    assert page.locator(".ours-side textarea").first.input_value() == TYPED


def test_two_windows_that_save_one_passage_lose_neither_text(sit, pair, served, window):
    """The second, which has not seen the first, is told; both texts stand there until one is put in place of both."""
    (first,) = served(sit(pair, "ilse").site)
    one = window(first)
    draft = begun(one, base(first))
    insert(one, "As it was.")
    two = window(draft, context=one.context)
    one.goto(draft)
    two.goto(draft)
    one.fill(".ours-side form [name=text] >> nth=0", "As the first window has it.")
    two.fill(".ours-side form [name=text] >> nth=0", "As the second window has it.")
    one.click(".ours-side button.main >> nth=0")
    two.click(".ours-side button.main >> nth=0")
    two.goto(draft)
    text = two.locator(".ours-side").inner_text() + two.locator(".ours-side textarea").first.input_value()
    assert "As the first window has it." in text and "As the second window has it." in text


def test_the_back_button_and_a_second_press_seal_one_letter(sit, pair, served, window):
    """Sealed once, whatever is pressed: the page of before is shown again by the browser, and sent again."""
    site = sit(pair, "ilse").site
    before = len(letters.every(pair.ilse, LINE))
    (first,) = served(site)
    page = window(first)
    page.goto(base(first) + "/writing/new")
    page.fill("main [name=name]", "The answer")
    page.select_option("main [name=channel]", index=1)
    page.click("main button.main")
    insert(page, "The lock opens on Monday.")
    page.get_by_role("link", name="Look at what would be sealed").click()
    page.get_by_role("button", name="Seal it", exact=True).click()
    assert len(letters.every(pair.ilse, LINE)) == before + 1
    page.go_back()
    if page.get_by_role("button", name="Seal it", exact=True).count():
        page.get_by_role("button", name="Seal it", exact=True).click()
    assert len(letters.every(pair.ilse, LINE)) == before + 1


def test_a_letter_is_written_on_a_phone(sit, pair, served, window):
    """In a window 390 wide: everything is there, and nothing has to be moved sideways."""
    (first,) = served(sit(pair, "ilse").site)
    page = window(first, size=PHONE, scripts=True)
    begun(page, base(first))
    insert(page, KEPT)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".ours-side textarea").first.input_value() == KEPT
