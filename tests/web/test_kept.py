"""What stays in the memory of a desk, and for how long: questions, answers to forms, what came while it was locked."""

import threading

import pytest
from tests.desk.table import WORDS, dump
from tests.web.visitor import ORIGIN

from backchannel.errors import UsageError
from backchannel.web import shelf as shelves
from backchannel.web import site as sites
from backchannel.web.answers import Download, Go
from backchannel.web.form import Form, Upload
from backchannel.web.shelf import Shelf
from backchannel.web.site import Interrupted

HEAVY = 8 * 1024 * 1024


@pytest.fixture
def ilse(sit, pair):
    """Somebody at Ilse's desk."""
    return sit(pair, "ilse")


def vault(visitor):
    """Every row of the vault of an open desk."""
    return visitor.site.clerk.submit(lambda: dump(visitor.site.desk)).result()


def test_attack_fill_the_memory_with_uploads(monkeypatch):
    """Files that were asked about are kept up to a bound, all together; the last one in any case."""
    monkeypatch.setattr(shelves, "MOST_BYTES", 3 * HEAVY)
    shelf = Shelf()
    names = [shelf.keep((Upload("a", bytes(HEAVY)),)) for _ in range(6)]
    kept = []
    for name in names:
        try:
            kept.append(shelf.get(name, tuple))
        except UsageError:
            kept.append(None)
    assert kept[:4] == [None] * 4 and all(kept[4:])
    large = shelf.keep(bytes(4 * HEAVY))
    assert shelf.get(large, bytes)
    with pytest.raises(UsageError):
        shelf.get(names[-1], tuple)


def test_attack_fill_the_memory_with_downloads(ilse, monkeypatch):
    """Files that were given out are kept for a form that is sent twice, up to a bound, and not after locking."""
    monkeypatch.setattr(sites, "_ONCE_BYTES", 3 * HEAVY)
    done = []

    def give(number):
        done.append(number)
        return Download(bytes(HEAVY), "pouch", "application/octet-stream")

    for number in range(5):
        ilse.site.once(str(number), lambda number=number: give(number))
    ilse.site.once("4", lambda: give(4))
    assert done == [0, 1, 2, 3, 4]
    ilse.site.once("0", lambda: give(0))
    assert done[-1] == 0
    ilse.site.clerk.submit(ilse.site.lock).result()
    ilse.site.once("4", lambda: give(4))
    assert done[-1] == 4


def test_attack_answer_one_form_with_what_another_got(ilse):
    """A form of another page, sent under the name of one that was sent already, does its own act."""
    before = ilse.site.settings
    data = {"token": ilse.site.entrance.token, "once": "taken", "do": "keep", "lock_after": "7", "exchange": "0"}
    ilse.site.once(f"/elsewhere {Form({k: (v,) for k, v in data.items()}).showing}", lambda: Go("/elsewhere"))
    assert ilse.send("POST", "/settings", ORIGIN, data=data, follow=False).headers["location"] == "/settings"
    assert ilse.site.settings != before


def test_attack_look_at_what_a_work_found_after_the_desk_was_locked(ilse):
    """A work that ends after the lock leaves nothing: not on the shelf of before, nor on that of after."""
    begun, goes_on = threading.Event(), threading.Event()
    shelf, names = ilse.site.shelf, []

    def job(_desk, _work):
        begun.set()
        goes_on.wait(20)
        names.append(shelf.keep("a secret word"))
        return Go("/")

    work = ilse.site.works.start("Looking", job)
    begun.wait(20)
    thread = next(one for one in threading.enumerate() if one.name == "work")
    ilse.do("/lock", "lock")
    goes_on.set()
    thread.join(20)
    ilse.do("/unlock", "unlock", passphrase=WORDS)
    assert ilse.site.is_open
    assert ilse.get(f"/work/{work.id}").status == 404
    for one in (shelf, ilse.site.shelf):
        with pytest.raises(UsageError):
            one.get(names[0], str)


def test_attack_press_lock_twice_to_lose_what_was_typed(ilse):
    """Of what came while the desk was locked nothing takes another's place: each form is shown once it is open."""
    first = {**ilse.get("/settings").form("keep")["fields"], "lock_after": "0", "exchange": "0"}
    second = {**ilse.get("/settings").form("relay")["fields"], "relay": "https://mail.example"}
    ilse.do("/lock", "lock")
    for data in (first, second):
        assert ilse.send("POST", "/settings", ORIGIN, data=data).url.path == "/unlock"
    ilse.post("/lock", "lock")
    shown = ilse.do("/unlock", "unlock", passphrase=WORDS)
    assert shown.address == "/again" and "https://mail.example" in shown.html
    # Looking at it, as a browser does that fetches pages beforehand, loses nothing.
    ilse.send("HEAD", "/again")
    assert "https://mail.example" in ilse.get("/again").html
    ilse.do("/again", "lay-aside")
    again = ilse.get("/again")
    assert 'value="keep"' in again.html and "https://mail.example" not in again.html
    form = next(form for form in again.forms if form["action"] == "/settings")
    ilse.send("POST", "/settings", ORIGIN, data=form["fields"])
    assert ilse.site.settings.lock_after_seconds == 0
    assert ilse.get("/again").address == "/"


def test_attack_read_a_passphrase_from_the_page_of_what_is_sent_again(ilse):
    """A passphrase that came with a stale form, or while the desk was locked, is not shown and not kept."""
    read = ilse.get("/settings")
    assert read.html.count('name="_secret"') >= 3
    data = {**read.form("passphrase")["fields"], "_secret": ["old", "new", "again"]}
    data |= {"old": "first words", "new": "second words", "again": "second words"}
    stale = ilse.send("POST", "/settings", ORIGIN, data={**data, "token": "of before"})
    assert stale.status_code == 409
    assert "first words" not in stale.text and "second words" not in stale.text
    assert stale.text.count('type="password"') == 3
    ilse.do("/lock", "lock")
    ilse.send("POST", "/settings", ORIGIN, data=data)
    assert "words" not in repr([one.form.fields for one in ilse.site.interrupted])
    shown = ilse.do("/unlock", "unlock", passphrase=WORDS)
    assert "first words" not in shown.html and "second words" not in shown.html
    stale = {"token": "x", "do": "unlock", "_secret": "passphrase", "passphrase": "first words"}
    assert "first words" not in ilse.send("POST", "/unlock", ORIGIN, data=stale).text


def test_attack_fill_the_memory_while_the_desk_is_locked(ilse):
    """The bytes of files are not kept for a locked desk, and of forms only the last."""
    ilse.do("/lock", "lock")
    for number in range(30):
        ilse.post("/record/import", "upload", once=str(number), files={"file": ("a.txt", bytes(1000), "text/plain")})
    assert len(ilse.site.interrupted) == 20
    assert not any(one.data for kept in ilse.site.interrupted for some in kept.form.uploads.values() for one in some)


def test_attack_read_what_was_interrupted_after_it_was_shown_and_the_desk_locked(ilse):
    """What was shown to be sent again is forgotten when the desk is locked the next time."""
    ilse.site.keep(Interrupted("/settings", Form({"do": ("keep",), "once": ("x",)})))
    ilse.do("/lock", "lock")
    assert not ilse.site.interrupted


def test_attack_wake_a_machine_that_slept_past_the_time_of_its_lock(ilse, monkeypatch):
    """The first page that is asked for after the time is not answered, whoever was to look at the clock."""
    assert ilse.get("/settings").address == "/settings"
    later = sites.now() + ilse.site.settings.lock_after_seconds + 1
    monkeypatch.setattr(sites, "now", lambda: later)
    assert ilse.site.settings.lock_after_seconds > 0
    assert ilse.get("/settings").address == "/unlock"
    assert not ilse.site.is_open


def test_the_clock_of_the_lock_goes_on_while_the_machine_sleeps():
    """On Linux it is the clock since the start of the machine, its sleep counted."""
    import time

    assert getattr(time, "CLOCK_BOOTTIME", sites._CLOCK) == sites._CLOCK
