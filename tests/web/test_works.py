"""Long work: its page renews itself by a header, can be held still, and ends when it is done, cancelled or refused."""

import threading
import time

import pytest
from tests.desk.table import WORDS, dump

from backchannel.errors import RuleError
from backchannel.web import site as sites
from backchannel.web.answers import Go, View


@pytest.fixture
def ilse(sit, pair):
    """Somebody at Ilse's desk."""
    return sit(pair, "ilse")


@pytest.fixture
def gate():
    """What holds a work until a test lets it go on."""
    return threading.Event()


def counting(gate):
    """A work that counts to three, and waits after the first."""

    def job(desk, work):
        with desk.vault.read():
            pass
        work.tell(1, 3)
        gate.wait(20)
        work.tell(3, 3)
        return Go("/settings", "Counted.")

    return job


def over(work):
    """Wait for the end of a work."""
    for _ in range(400):
        if work.is_over:
            return
        time.sleep(0.05)
    raise AssertionError("the work does not end")


def reached(work, done):
    """Wait until a work is so far."""
    for _ in range(400):
        if work.done >= done:
            return
        time.sleep(0.05)
    raise AssertionError("the work does not go on")


def test_the_page_of_a_work_renews_itself_and_can_be_held_still(ilse, gate):
    """By the Refresh header, never by a meta element; held still, it asks for nothing."""
    work = ilse.site.works.start("Counting", counting(gate), unit="things")
    reached(work, 1)
    page = ilse.get(f"/work/{work.id}")
    assert "1 of 3 things" in page.text and "http-equiv" not in page.html
    assert int(page.response.headers["refresh"]) > 0
    held = ilse.get(f"/work/{work.id}?renew=no")
    assert "refresh" not in held.response.headers
    gate.set()
    over(work)
    done = ilse.get(f"/work/{work.id}")
    assert done.address == "/settings" and "Counted." in done.text


def test_a_work_is_cancelled_by_its_form(ilse, gate):
    """It ends where it next tells how far it is, and says so; what it had not finished is not kept."""
    changed = []

    def job(desk, work):
        work.tell(1)
        gate.wait(20)
        work.tell(2)
        changed.append("after")
        return View("today.html")

    work = ilse.site.works.start("Counting", job)
    reached(work, 1)
    ilse.do(f"/work/{work.id}", "cancel")
    gate.set()
    over(work)
    page = ilse.get(f"/work/{work.id}")
    assert work.state == "cancelled" and not changed
    assert "Cancelled" in page.text and "refresh" not in page.response.headers


def test_a_work_that_is_refused_says_why(ilse):
    """The sentence of the refusal stands on its page."""

    def job(desk, work):
        raise RuleError("The charter does not allow this.")

    work = ilse.site.works.start("Trying", job)
    over(work)
    assert "The charter does not allow this." in ilse.get(f"/work/{work.id}").text


def test_a_work_that_breaks_tells_no_insides(ilse):
    """What nobody foresaw is a sentence with the name of its class, and no word of what it worked on."""

    def job(desk, work):
        raise ValueError("a secret word")

    work = ilse.site.works.start("Trying", job)
    over(work)
    page = ilse.get(f"/work/{work.id}")
    assert "ValueError" in page.text and "secret" not in page.html


def test_a_cancelled_change_leaves_nothing_behind(ilse, gate):
    """A work that is cancelled in the middle of a change of the vault has changed nothing."""
    before = ilse.site.clerk.submit(dump, ilse.site.desk).result()

    def job(desk, work):
        with desk.vault.change() as db:
            db.execute("INSERT INTO meta (name, value) VALUES ('test', x'00')")
            work.tell(1)
            gate.wait(20)
            work.tell(2)
        return Go("/")

    work = ilse.site.works.start("Changing", job)
    reached(work, 1)
    work.cancel()
    gate.set()
    over(work)
    assert ilse.site.clerk.submit(dump, ilse.site.desk).result() == before


def test_locking_cancels_what_runs_and_forgets_it(ilse, gate):
    """After the lock the page of the work is gone, with its result."""
    work = ilse.site.works.start("Counting", counting(gate))
    reached(work, 1)
    ilse.do("/lock", "lock")
    gate.set()
    over(work)
    assert ilse.get(f"/work/{work.id}").address == "/unlock"
    assert not ilse.site.works.running()


def test_a_desk_that_is_left_alone_locks_itself_but_not_while_it_works(ilse, gate, monkeypatch):
    """After the time of the settings; a page that renews itself is no sign of a person, and work is not cut off."""
    site = ilse.site
    ilse.do("/settings", "keep", lock_after="300", exchange="0")
    assert not site.is_left_alone
    later = sites.now() + 301
    monkeypatch.setattr(sites, "now", lambda: later)
    assert site.is_left_alone
    work = site.works.start("Counting", counting(gate))
    reached(work, 1)
    assert not site.is_left_alone
    ilse.get(f"/work/{work.id}")
    gate.set()
    over(work)
    assert site.is_left_alone
    assert ilse.get("/settings").address == "/unlock"
    ilse.do("/unlock", "unlock", passphrase=WORDS)
    assert not site.is_left_alone
    ilse.do("/settings", "keep", lock_after="0", exchange="0")
    monkeypatch.setattr(sites, "now", lambda: later + 10**6)
    assert not site.is_left_alone
