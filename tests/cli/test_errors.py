"""What goes wrong: one sentence, the right exit code, no traceback, and nothing changed."""

import errno

import pytest
from tests.cli.town import CHARTER, LETTER

from backchannel.cli import main as program
from backchannel.cli.main import main


class Typing:
    """A terminal on which somebody types."""

    def __init__(self, *lines):
        self._lines = list(lines)

    def isatty(self):
        """It is one."""
        return True

    def readline(self):
        """Give the next line, or the end."""
        return self._lines.pop(0) + "\n" if self._lines else ""


def one_sentence(done, code):
    """See that a command failed as all do: its code, one line after `error:`, nothing else."""
    assert done.code == code, done
    assert done.out == ""
    lines = done.err.splitlines()
    errors = [line for line in lines if line.startswith("error: ")]
    assert len(errors) == 1
    assert lines[-1] == errors[0]
    assert errors[0].rstrip("'”").endswith((".", ")")) or errors[0].endswith("."), errors
    return errors[0]


CASES = [
    (2, ["channel", "show", "Nowhere"]),
    (2, ["letter", "show", "nobody-7"]),
    (2, ["letter", "show", "maren-99"]),
    (2, ["letter", "write", "no-such-file.md"]),
    (2, ["letter", "write", "{letter}", "--to", "Nobody", "--yes"]),
    (2, ["letter", "write", "{letter}", "--enclose", "no-such-file", "--yes"]),
    (2, ["letter", "write", "{letter}", "--channel", "Nowhere", "--yes"]),
    (1, ["letter", "write", "{empty}", "--yes"]),
    (1, ["letter", "write", "{hidden}", "--yes"]),
    (1, ["letter", "write", "{binary}", "--yes"]),
    (4, ["letter", "write", "{eyes}", "--to", "Tomas Reik", "--yes"]),
    (1, ["channel", "propose", "{contradiction}"]),
    (2, ["channel", "propose", "{stranger}"]),
    (1, ["channel", "propose", "{binary}"]),
    (2, ["channel", "accept", "The strait line"]),
    (2, ["channel", "resume", "The strait line"]),
    (2, ["channel", "mend", "The strait line", "Tomas Reik", "--why", "x"]),
    (1, ["card", "import", "{letter}"]),
    (2, ["card", "import", "{card}"]),
    (1, ["card", "confirm", "Tomas Reik", "12345"]),
    (2, ["card", "confirm", "Nobody", "12345"]),
    (2, ["card", "show", "--out", "{letter}"]),
    (1, ["pouch", "unpack", "{letter}"]),
    (7, ["pouch", "unpack", "no-such-file"]),
    (2, ["pouch", "pack", "Nobody", "--out", "{new}"]),
    (2, ["pouch", "pack", "Tomas Reik", "--out", "{letter}"]),
    (2, ["sync"]),
    (2, ["sync", "--every", "soon"]),
    (1, ["relay", "use", "http://relay.example", "token"]),
    (2, ["identity", "card"]),
    (2, ["release", "show", "maren-1"]),
    (2, ["release", "propose", "The strait line", "--letter", "maren-1", "--withhold", "what", "--purpose", "x"]),
    (2, ["release", "propose", "The strait line", "--letter", "maren-1", "--show", "colour", "--purpose", "x"]),
    (2, ["release", "propose", "The strait line", "--letter", "a-1", "--not-before", "soon", "--purpose", "x"]),
    (2, ["release", "propose", "The strait line", "--letter", "a-1", "--not-before", "2031-05-04T09:00",
         "--purpose", "x"]),
    (3, ["release", "propose", "The strait line", "--letter", "maren-1", "--purpose", "x"]),
    (2, ["interlocutor", "send", "Nobody"]),
    (2, ["knows"]),
    (2, ["knows", "maren-2", "--on", "yesterday"]),
    (4, ["knows", "note", "maren-2", "--person", "A", "--party", "Ostrava", "--way", "read", "--weight", "recorded"]),
    (2, ["reader", "add", "Nobody", "--why", "x"]),
    (2, ["restore", "no-such-file", "--yes", "--desk", "{new}"]),
    (1, ["restore", "{letter}", "--yes", "--desk", "{new}"]),
    (2, ["backup", "{letter}"]),
    (2, ["init", "--person", "A", "--party", "B"]),
    (2, ["init", "--person", "A\nB", "--party", "B", "--desk", "{new}"]),
    (1, ["verify", "{letter}"]),
    (2, ["verify", "no-such-file"]),
    (2, ["verify", "{letter}", "--identity", "nothing"]),
    (2, ["release", "quote", "{letter}", "first", "--out", "{new}"]),
    (2, ["nonsense"]),
    (2, ["letter"]),
    (2, ["letter", "shew"]),
    (2, ["letter", "write"]),
    (2, ["channel", "mend", "The strait line", "Tomas Reik", "--why", "x", "--keep", "three"]),
    (2, []),
]  # fmt: skip


@pytest.fixture
def files(line):
    """Files that something is wrong with."""
    line.file("letter.md", LETTER)
    line.file("empty.md", "\n\n")
    line.file("hidden.md", "Dear colleague:\n\nWe \u202eagree.\n")
    (line.place / "binary.md").write_bytes(b"\xff\xd8\x00")
    line.file("eyes.md", "Caption: NOFORN\n\nDear colleague:\n\nFor our side.\n")
    line.file("contradiction.toml", CHARTER.replace("ceiling = 3", "ceiling = 0"))
    line.file("stranger.toml", CHARTER.replace("Tomas Reik", "Nobody Known"))
    return {
        "letter": line.path("letter.md"),
        "empty": line.path("empty.md"),
        "hidden": line.path("hidden.md"),
        "binary": line.path("binary.md"),
        "eyes": line.path("eyes.md"),
        "contradiction": line.path("contradiction.toml"),
        "stranger": line.path("stranger.toml"),
        "card": line.path("ilse.card"),
        "new": line.path("new"),
    }


def test_every_error_is_one_sentence_and_changes_nothing(line, files):
    """Each wrong command gives its exit code and one sentence, and leaves every byte of every file as it was."""
    before = line.everything()
    for code, words in CASES:
        done = line.run("ilse", *(word.format(**files) if "{" in word else word for word in words))
        if words[:1] == ["verify"] and done.out:
            # Each file of several gets its verdict on standard output, its sentence on standard error.
            assert (done.code, done.err.count("error: "), done.out.count("NOT VERIFIED")) == (code, 1, 1)
        else:
            assert "Errno" not in one_sentence(done, code)
        assert line.everything() == before, words


def test_a_relay_beyond_this_machine_needs_a_certificate(town):
    """Plain http is for loopback; nothing is served otherwise."""
    database = town.path("relay.db")
    words = ["relay", "serve", "--database", database, "--host", "192.0.2.1", "--port", "0"]
    assert "needs a certificate" in one_sentence(town.bare(*words), 2)
    assert not (town.place / "relay.db").exists()


def test_a_wrong_passphrase_opens_nothing(line):
    """Exit code 8, and no word of the passphrase in the sentence."""
    wrong = line.file("wrong", "a wrong guess\n")
    done = line.bare("--desk", line.path("ilse"), "--passphrase-file", wrong, "owed")
    assert "guess" not in one_sentence(done, 8)


def test_a_passphrase_file_must_hold_one(line):
    """A missing, empty or binary file of a passphrase is refused before the desk is touched."""
    empty = line.file("nothing", "\nsecond line\n")
    (line.place / "noise").write_bytes(b"\xff\xfe\n")
    for name, code in (("missing", 7), ("nothing", 2), ("noise", 2)):
        one_sentence(line.bare("--desk", line.path("ilse"), "--passphrase-file", line.path(name), "owed"), code)
    assert empty


def test_without_a_desk_nothing_is_guessed(line, monkeypatch):
    """Neither --desk nor BACKCHANNEL_DESK: a sentence; with the variables set the words alone are enough."""
    assert "--desk" in one_sentence(line.bare("owed"), 2)
    one_sentence(line.bare("owed", "--desk", line.path("nowhere")), 2)
    one_sentence(line.bare("owed", "--desk", line.path("ilse")), 2)
    monkeypatch.setenv("BACKCHANNEL_DESK", line.path("ilse"))
    monkeypatch.setenv("BACKCHANNEL_PASSPHRASE_FILE", str(line.words))
    assert line.bare("owed").code == 0


def test_the_passphrase_is_asked_for_on_a_terminal(line, monkeypatch):
    """Typed without an echo; asked twice where a desk is made, and refused where the two differ."""
    typed = iter(["eleven tall ships", "eleven tall ships", "eleven tall ships", "one", "two"])
    monkeypatch.setattr("sys.stdin", Typing())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert line.bare("init", "--desk", line.path("vera"), "--person", "Vera Sund", "--party", "Valdria").code == 0
    assert line.bare("card", "list", "--desk", line.path("vera")).code == 0
    two = line.bare("init", "--desk", line.path("otto"), "--person", "Otto Brandt", "--party", "Valdria")
    assert "not the same" in one_sentence(two, 2)
    assert not (line.place / "otto").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["letter", "write", "{letter}"],
        ["channel", "leave", "The strait line"],
        ["channel", "close", "The strait line"],
        ["reader", "remove", "Ilse Maren", "--why", "x"],
        ["reader", "replace", "Ilse Maren", "Tomas Reik", "--why", "x"],
        ["restore", "ilse.card", "--desk", "{new}"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_what_has_consequences_asks_first(line, files, monkeypatch, words):
    """Nobody there: exit code 2; answered with no, or with nothing: 1; and nothing is done either way."""
    words = [word.format(**files) if "{" in word else word for word in words]
    before = line.value("ilse", "ledger", "The strait line")
    assert "--yes" in line.run("ilse", *words).err.splitlines()[-1]
    for answer in ("n", "", "nay"):
        monkeypatch.setattr("sys.stdin", Typing(answer))
        done = line.run("ilse", *words)
        assert (done.code, done.out) == (1, "Nothing was done.\n")
        assert done.err.strip().endswith("[y/N]")
        assert len(done.err.splitlines()) >= 2
    assert line.value("ilse", "ledger", "The strait line") == before
    assert not (line.place / "new").exists()


def test_yes_is_yes(line, files, monkeypatch):
    """A question answered with y is as --yes."""
    monkeypatch.setattr("sys.stdin", Typing("y"))
    assert "Written: " in line.run("ilse", "letter", "write", files["letter"]).out


def test_the_machine_refuses(line, monkeypatch):
    """Whatever the system says becomes a sentence with exit code 7, and names no internals."""
    from backchannel.desk import people

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "somewhere")

    monkeypatch.setattr(people, "every_contact", full)
    sentence = one_sentence(line.run("ilse", "card", "list"), 7)
    assert "No space left on device" in sentence
    assert "somewhere" in sentence


def test_an_interruption_is_said(line, monkeypatch):
    """Ctrl-C is exit code 130 and one sentence."""
    from backchannel.desk import people

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(people, "every_contact", interrupt)
    one_sentence(line.run("ilse", "card", "list"), 130)


def test_a_fault_of_ours_tells_no_secret(line, monkeypatch, capsys):
    """An unexpected exception: exit code 70, its type and nothing of its words; a traceback only if asked for."""
    from backchannel.desk import people

    def fault(*_):
        raise KeyError("the passphrase is seven grey herons")

    monkeypatch.setattr(people, "every_contact", fault)
    sentence = one_sentence(line.run("ilse", "card", "list"), 70)
    assert "card list" in sentence
    assert "KeyError" in sentence
    assert "herons" not in sentence
    monkeypatch.setenv("BACKCHANNEL_DEBUG", "1")
    capsys.readouterr()
    code = main(["--desk", line.path("ilse"), "--passphrase-file", str(line.words), "card", "list"])
    assert code == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_answer_that_cannot_be_written_was_still_done(line, monkeypatch):
    """A full disk under standard output: the act stands, and the sentence says so."""

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(program.output, "write_answer", full)
    done = line.run("ilse", "identity", "make")
    assert "was done" in one_sentence(done, 7)
    monkeypatch.undo()
    assert line.bare("--desk", line.path("ilse"), "--passphrase-file", line.words, "identity", "card").code == 0


def test_whoever_reads_our_output_may_stop(line, monkeypatch):
    """A closed pipe ends the command without a word."""

    def closed(*_, **__):
        raise BrokenPipeError

    monkeypatch.setattr(program.output, "write_answer", closed)
    done = line.run("ilse", "card", "list")
    assert (done.code, done.err) == (7, "")
