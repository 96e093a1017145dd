"""Settings: a backup and the check of the vault, begun at the desk and done as long works."""

import pytest
from tests.desk.table import dump
from tests.web.test_works import over

from backchannel.desk import keeping
from backchannel.desk.desk import Desk
from backchannel.desk.keeping import restore
from backchannel.vault import backup

WORDS = "two herons on a thin mast"


@pytest.fixture
def ilse(sit, pair):
    """Somebody at Ilse's desk."""
    return sit(pair, "ilse")


def told(visitor, work):
    """What the page of a work says when it is over."""
    over(visitor.site.works.get(work.address.rpartition("/")[2]))
    return visitor.get(work.address).text


def asked(tmp_path, **more):
    """The fields of the form of a backup."""
    return {"file": str(tmp_path / "monday.backup"), "words": WORDS, "words_again": WORDS, **more}


def test_a_backup_is_written_and_becomes_the_same_desk(ilse, pair, tmp_path):
    """Under its own passphrase, and with everything; the page proposes a name, and says what leaves the vault."""
    page = ilse.get("/settings")
    assert "This leaves the vault" in page.text and ".backup" in page.html
    before = dump(pair.desks["ilse"])
    work = ilse.do("/settings", "backup", **asked(tmp_path))
    assert f"The backup {tmp_path / 'monday.backup'} is written" in told(ilse, work)
    assert WORDS.encode() not in (tmp_path / "monday.backup").read_bytes()
    restore(tmp_path / "monday.backup", WORDS, tmp_path / "again")
    with Desk.open(tmp_path / "again", WORDS, pair.desks["ilse"].clock) as again:
        assert dump(again)["entries"] == before["entries"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"words_again": "two herons"}, "not the same"),
        ({"words": "", "words_again": ""}, "The passphrase is empty"),
        ({"file": "monday.backup"}, "whole path"),
        ({"file": ""}, "whole path"),
        ({"file": "~nobody-here/monday.backup"}, "whole path"),
        ({"file": "/no/such/folder/monday.backup"}, "does not exist"),
    ],
)
def test_what_cannot_become_a_backup_is_refused_at_once(ilse, tmp_path, typed, says):
    """In the form itself: no work is begun, and no file is made."""
    page = ilse.post("/settings", "backup", **asked(tmp_path, **typed))
    assert page.status == 422 and says in page.text and WORDS not in page.html
    assert not ilse.site.works.running() and list(tmp_path.glob("*.backup")) == []


def test_a_backup_over_another_file_is_refused(ilse, tmp_path):
    """The file that is there stays as it is."""
    (tmp_path / "monday.backup").write_text("ours")
    assert "exists already" in ilse.post("/settings", "backup", **asked(tmp_path)).text
    assert (tmp_path / "monday.backup").read_text() == "ours"


def test_a_backup_that_is_cancelled_leaves_no_file(ilse, pair, tmp_path, monkeypatch):
    """Neither a whole one nor a part, beside it or in the desk."""

    def cancelled(*given):
        (running,) = ilse.site.works.running()
        running.cancel()
        sealed(*given)

    sealed = backup._write_sealed
    monkeypatch.setattr(backup, "_write_sealed", cancelled)
    before = dump(pair.desks["ilse"])
    work = ilse.do("/settings", "backup", **asked(tmp_path))
    assert "Cancelled" in told(ilse, work)
    assert not [one for one in tmp_path.iterdir() if "monday" in one.name]
    assert not pair.desks["ilse"].vault.folder.workplace.exists()
    assert dump(pair.desks["ilse"]) == before


def test_the_vault_is_checked_and_what_is_found_is_said(ilse, pair, monkeypatch):
    """A sound one holds; what is wrong stands on the page, with what to do."""
    before = dump(pair.desks["ilse"])
    assert "all of it holds" in told(ilse, ilse.do("/settings", "check"))
    assert dump(pair.desks["ilse"]) == before
    monkeypatch.setattr(keeping, "check", lambda _desk: ("page 7 is missing",))
    page = told(ilse, ilse.do("/settings", "check"))
    assert "restore the desk from a backup" in page and "page 7 is missing" in page


@pytest.mark.parametrize("seconds", ["9999999999", "1000000", "-5", "soon"])
def test_no_time_is_kept_that_no_clock_could_wait_for(ilse, pair, seconds):
    """A number of seconds beyond a million is refused, and the settings stay."""
    before = dump(pair.desks["ilse"])
    page = ilse.post("/settings", "keep", lock_after="900", exchange=seconds)
    assert page.status == 422 and "number of seconds" in page.text
    assert dump(pair.desks["ilse"]) == before
