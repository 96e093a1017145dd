"""Other processes, killed processes, and disks that are full, on a real desk."""

import shutil
import signal
import sqlite3

import pytest

from backchannel.vault.access import open_desk
from backchannel.vault.position import Position, read_position
from backchannel.vault.sqlcipher import Error

COUNT = """
for _ in range(times):
    with vault.change(moves_position=True) as db:
        (number,) = db.execute("SELECT coalesce(max(id), 0) FROM note").fetchone()
        db.execute("INSERT INTO note (id, text) VALUES (?, ?)", (number + 1, name))
"""


def test_two_processes_never_use_a_position_twice(desk, words, process):
    """Two processes read and raise a counter 200 times each; nothing is lost and nothing is doubled."""
    script = "with open_desk(desk, words) as vault:\n    print('ready', flush=True)\n    sys.stdin.readline()\n"
    script += "\n".join("    " + line for line in COUNT.splitlines())
    children = [process(desk, script, times=200, name=name) for name in ("one", "two")]
    for child in children:
        assert child.stdout.readline() == "ready\n", child.stderr.read()
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        _, said = child.communicate(timeout=60)
        assert (child.returncode, said) == (0, "")
    with open_desk(desk, words) as vault, vault.read() as db:
        assert db.execute("SELECT count(*), max(id) FROM note").fetchone() == (400, 400)
        assert db.execute("SELECT text, count(*) FROM note GROUP BY text").fetchall() == [("one", 200), ("two", 200)]
        assert vault.position(db) == 400
    assert read_position(desk / "position") == Position(400, True)


def test_opening_and_closing_beside_a_writer_is_never_suspicious(desk, words, process):
    """A desk that is opened again and again beside one that moves on agrees each time."""
    writer = process(
        desk, "with open_desk(desk, words) as vault:\n    " + COUNT.replace("\n", "\n    "), times=150, name="w"
    )
    opened = 0
    while writer.poll() is None:
        with open_desk(desk, words) as vault:
            assert vault.suspect is None
        opened += 1
    assert writer.returncode == 0, writer.stderr.read()
    assert opened > 3


KILLED = {
    "within the block": "db.execute(\"INSERT INTO note (text) VALUES ('lost')\"); die()",
    "with the file raised": "vault._commit = lambda db: die()",
    "after the commit": "from backchannel.vault.position import RaisedPosition as R; R.saved = lambda self: die()",
}


@pytest.mark.parametrize("moment", KILLED)
def test_a_kill_within_a_change_keeps_what_was_acknowledged(desk, words, process, moment):
    """Killed at each of the moments of a change, the desk opens, is not suspect, and holds all or nothing."""
    script = f"""
def die():
    os.kill(os.getpid(), signal.SIGKILL)
vault = open_desk(desk, words)
with vault.change(moves_position=True) as db:
    db.execute("INSERT INTO note (text) VALUES ('kept')")
print("acknowledged", flush=True)
with vault.change(moves_position=True) as db:
    db.execute("INSERT INTO note (text) VALUES ('perhaps')")
    {KILLED[moment]}
"""
    child = process(desk, script)
    said, wrong = child.communicate(timeout=30)
    assert (child.returncode, said, wrong) == (-signal.SIGKILL, "acknowledged\n", "")
    committed = moment == "after the commit"
    with open_desk(desk, words) as vault:
        assert vault.suspect is None
        assert vault.check() == ()
        with vault.read() as db:
            found = [text for (text,) in db.execute("SELECT text FROM note ORDER BY id")]
            assert found == ["kept", "perhaps"][: 1 + committed]
            assert vault.position(db) == 1 + committed
        with vault.change(moves_position=True) as db:
            pass
        assert vault.suspect is None
    assert read_position(desk / "position") == Position(2 + committed, True)


def test_a_killed_desk_leaves_nothing_readable(desk, words, process, marker):
    """What a killed process leaves beside the database is encrypted too."""
    script = """
vault = open_desk(desk, words)
with vault.change(moves_position=True) as db:
    db.execute("INSERT INTO note (text) VALUES (?)", (marker,))
os.kill(os.getpid(), signal.SIGKILL)
"""
    process(desk, script, marker=marker).wait(30)
    names = {path.name for path in desk.iterdir()}
    assert "vault.db-wal" in names
    for path in desk.iterdir():
        assert marker.encode() not in path.read_bytes(), path.name
    with open_desk(desk, words) as vault, vault.read() as db:
        assert db.execute("SELECT text FROM note").fetchall() == [(marker,)]


def test_a_log_cut_short_is_noticed_as_an_old_copy(desk, words, process):
    """Commits that stood in a log that somebody removed are missed by the position."""
    script = "vault = open_desk(desk, words)\n" + COUNT + "os.kill(os.getpid(), signal.SIGKILL)\n"
    process(desk, script, times=1, name="x").wait(30)
    (desk / "vault.db-wal").unlink()
    (desk / "vault.db-shm").unlink()
    with open_desk(desk, words) as vault:
        assert vault.suspect


def test_a_full_disk_keeps_the_old_state_and_says_so(desk, words, process):
    """A write that the system refuses leaves the change before it, and the next one works when there is room."""
    script = """
import resource
vault = open_desk(desk, words)
with vault.change(moves_position=True) as db:
    db.execute("INSERT INTO note (text) VALUES ('kept')")
size = (desk / "vault.db-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, resource.RLIM_INFINITY))
try:
    with vault.change(moves_position=True) as db:
        db.execute("INSERT INTO note (text) VALUES (?)", ("x" * 200_000,))
except BackchannelError as error:
    print(type(error).__name__, error, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with vault.change(moves_position=True) as db:
    db.execute("INSERT INTO note (text) VALUES ('next')")
os.kill(os.getpid(), signal.SIGKILL)
"""
    child = process(desk, script)
    said, wrong = child.communicate(timeout=30)
    assert wrong == ""
    assert said.startswith("PlaceError The disk or the machine failed the vault"), said
    assert said.endswith("nothing of this change was kept.\n")
    with open_desk(desk, words) as vault, vault.read() as db:
        assert [text for (text,) in db.execute("SELECT text FROM note ORDER BY id")] == ["kept", "next"]
        assert vault.position(db) == 2
    assert read_position(desk / "position") == Position(2, True)


def test_a_desk_is_not_opened_by_plain_sqlite(vault, desk):
    """Without the key the database is noise to the tool everybody has."""
    with vault.change() as db:
        db.execute("INSERT INTO note (text) VALUES ('x')")
    vault.close()
    assert not (desk / "vault.db").read_bytes().startswith(b"SQLite format 3")
    plain = sqlite3.connect(f"file:{desk / 'vault.db'}?mode=ro", uri=True)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_schema").fetchall()
    plain.close()
    assert not issubclass(sqlite3.DatabaseError, Error)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: syncs cannot be made to fail")
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_sync_that_fails_leaves_no_commit_behind(desk, words, process, nth):
    """A commit whose sync failed is not found again after a crash, if the sentence said that it was not kept.

    Its pages stand in the log by then, complete, and would otherwise be taken for a commit.
    """
    script = """
vault = open_desk(desk, words)
for name in ("one", "two", "three"):
    try:
        with vault.change(moves_position=True) as db:
            db.execute("INSERT INTO note (text) VALUES (?)", (name,))
        print("kept", name, flush=True)
    except BackchannelError as error:
        print("refused", name, error, flush=True)
        break
os.kill(os.getpid(), signal.SIGKILL)
"""
    fault = f"inject=fsync,fdatasync:error=EIO:when={nth}"
    log = str(desk / "vault.db-wal")
    tracer = ["strace", "-f", "-o", "/dev/null", "-P", log, "-e", "trace=fsync,fdatasync", "-e", fault]
    said, wrong = process(desk, script, before=tracer).communicate(timeout=30)
    *kept, refused = said.splitlines()
    assert refused.startswith("refused "), (said, wrong)
    assert refused.endswith("nothing of this change was kept.")
    with open_desk(desk, words) as vault, vault.read() as db:
        assert vault.suspect is None
        assert [f"kept {text}" for (text,) in db.execute("SELECT text FROM note ORDER BY id")] == kept


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: writes cannot be made to fail")
def test_a_disk_that_stays_full_keeps_nothing_and_is_sure_of_it(desk, words, process):
    """When no page can be written any more, the sentence still knows that nothing was kept."""
    script = """
vault = open_desk(desk, words)
for _ in range(2):
    try:
        with vault.change() as db:
            db.execute("INSERT INTO note (text) VALUES ('x')")
    except BackchannelError as error:
        print(error, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    log = str(desk / "vault.db-wal")
    fault = "inject=pwrite64:error=ENOSPC:when=1+"
    tracer = ["strace", "-f", "-o", "/dev/null", "-P", log, "-e", "trace=pwrite64", "-e", fault]
    said, wrong = process(desk, script, before=tracer).communicate(timeout=30)
    assert [line.rpartition("; ")[2] for line in said.splitlines()] == ["nothing of this change was kept."] * 2, wrong
    with open_desk(desk, words) as vault, vault.read() as db:
        assert db.execute("SELECT * FROM note").fetchall() == []
