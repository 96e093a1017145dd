"""The demo as a whole: what it leaves, what its desks hold and do not hold, and what it tells people to try."""

import json
import shlex
import socket
import threading

import pytest

from backchannel.carriage.relay import RelaySettings
from backchannel.carriage.serve import operator_token, running_relay
from backchannel.cli.main import main
from backchannel.demo import play, texts
from backchannel.demo.cast import CAST, EKDAL, HOLT, MARRIN, TADAN, VESMAR
from backchannel.demo.planning.calendar import FOR_VINDLAND
from backchannel.demo.planning.positions import DRAFT as COUNT
from backchannel.demo.record import PAPER, SAYING
from backchannel.demo.stage import CHANNEL, PASSPHRASE
from backchannel.demo.words import CLEAN, DAY, DRAFT, LEAKY
from backchannel.desk import archive, channels, copying, knowledge, letters, searching
from backchannel.desk.desk import Desk
from backchannel.desk.sync import sync
from backchannel.errors import NotAReaderError, UsageError
from backchannel.protocol.knowledge import Way
from backchannel.record.document import Document, passages_of
from backchannel.text.query import read as read_query
from backchannel.vault import entries

pytestmark = [pytest.mark.slow, pytest.mark.loopback]


def test_it_ends_well_and_by_itself(played):
    """It exits 0, its relay is gone, and no thread of it is left."""
    assert played.code == 0
    assert all(thread.name != "relay" for thread in threading.enumerate())
    with played.desk(HOLT) as desk:
        port = int(desk.card.relays[0].url.rpartition(":")[2])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_every_letter_arrived_at_everybody_to_whom_it_was_sealed(played):
    """Fourteen letters lie on each side word for word, with every enclosure whole, and every proof holds."""
    for person in (HOLT, EKDAL, VESMAR, TADAN):
        with played.desk(person) as desk:
            found = letters.every(desk, CHANNEL)
            assert [x.document.passages for x in found] == [texts.document(s.file).passages for s in texts.LETTERS]
            assert [tuple(e.name for e in x.enclosures) for x in found] == [
                (s.enclosure,) if s.enclosure else () for s in texts.LETTERS
            ]
            assert all(e.complete for x in found for e in x.enclosures)
            assert not channels.standing(desk, CHANNEL).alarms
            assert not desk.vault.check()


def test_an_enclosure_can_be_taken_out_at_the_other_side(played, tmp_path):
    """What the other side saves of each enclosure is the file that was enclosed, byte for byte."""
    enclosed = [s for s in texts.LETTERS if s.enclosure]
    assert len(enclosed) >= 5
    for sending in enclosed:
        other = VESMAR if sending.author is HOLT else HOLT
        with played.desk(other) as desk, texts.enclosure(sending.enclosure) as (original,):
            found = next(
                x for x in letters.every(desk, CHANNEL) if x.enclosures and x.enclosures[0].name == original.name
            )
            copying.save_enclosure(desk, CHANNEL, found.reference, original.name, tmp_path / original.name)
            assert (tmp_path / original.name).read_bytes() == original.read_bytes()


def test_the_adviser_reads_what_was_sealed_or_opened_to_her_and_nothing_else(played):
    """Of fourteen letters two open on her desk; her vault has no key to any other, nor to the releases."""
    with played.desk(MARRIN) as desk:
        found = letters.every(desk, CHANNEL)
        assert len(found) == len(texts.LETTERS)
        readable = {s.file for s, x in zip(texts.LETTERS, found, strict=True) if x.document is not None}
        assert readable == {texts.TO_BE_OPENED, "11-holt"}
        for letter in found:
            if letter.document is None:
                with pytest.raises(NotAReaderError):
                    letters.show(desk, CHANNEL, letter.reference)
        channel = channels.standing(desk, CHANNEL).channel
        with desk.vault.read() as db:
            kinds = ("letter", "release-proposal", "release-assent", "signature", "attribution")
            kept = [e for kind in kinds for e in entries.of_kinds(db, channel.id, {kind})]
            assert len(kept) > len(texts.LETTERS)
            assert sum(bool(e.key) for e in kept) == len(readable)
            assert all(e.body() is None for e in kept if not e.key)


def test_nothing_of_it_lies_in_plain_files_but_what_is_said(played):
    """No passage, name, passphrase or enclosure stands in any file of the desks, the relay or the pouch."""
    released = {f"{name}" for name in ("senn.release.json", "senn.html", "senn-with-one-word-changed.json")}
    said = {*released, "the-eleven.csv", "passphrase.txt", "holt.identity.json", "vesmar.identity.json"}
    said |= {DRAFT, LEAKY, CLEAN, COUNT, FOR_VINDLAND}
    sealed = [p for p in played.folder.rglob("*") if p.is_file() and p.name not in said]
    assert len(sealed) >= 4 * len(CAST) + 3
    documents = [texts.document(s.file) for s in texts.LETTERS]
    phrases = [p.text[:60] for d in documents for p in d.passages if len(p.text) > 20]
    phrases += [PASSPHRASE, CHANNEL, *(p.name for p in CAST), *(p.party for p in CAST), "the spawning box", "Brandvik"]
    for path in sealed:
        data = path.read_bytes()
        for phrase in phrases:
            assert phrase.encode() not in data, f"{path.name} holds “{phrase}”"
    for name in released:
        page = (played.folder / name).read_text(encoding="utf-8")
        hers, his = (texts.document(file) for file in texts.RELEASED)
        for passage in (hers.passages[texts.THE_COUNT - 1], his.passages[texts.THE_ASSEMBLY - 1]):
            assert passage.text[:60] not in page
        for document in documents[:-2]:
            assert all(p.text not in page for p in document.passages if len(p.text) > 40)


def test_the_passphrase_file_is_for_its_owner_alone(played):
    """It opens every desk, and only the owner of the folder may read it."""
    path = played.folder / "passphrase.txt"
    assert path.read_text(encoding="utf-8") == PASSPHRASE + "\n"
    assert path.stat().st_mode & 0o077 == 0


def test_who_knew_of_the_letter_that_leaked(played):
    """On 2 July five persons are known to know, with how and how sure; the adviser only of its existence."""
    with played.desk(HOLT) as desk:
        hint = letters.every(desk, CHANNEL)[1].reference
        known = {k.person: (k.way, k.weight) for k in knowledge.of_letter(desk, CHANNEL, hint, "2025-07-02")}
        assert known == {
            "Ragna Holt": (Way.READ, "recorded"),
            "Jorn Ekdal": (Way.SEALED_TO, "recorded"),
            "Edda Marrin": (Way.TOLD, "recorded"),
            "Danilo Vesmar": (Way.WROTE, "claimed"),
            "Mirel Tadan": (Way.SEALED_TO, "claimed"),
        }
        by_hand = letters.every(desk, CHANNEL)[6].reference
        carried = [k.person for k in knowledge.of_letter(desk, CHANNEL, by_hand) if k.way is Way.CARRIED]
        assert carried == ["Nils Brandvik"]


def test_it_shows_the_refusals(played):
    """Each refusal of the play is said in the desk's own sentence."""
    for sentence in (
        "do not use the card, and ask him for it",
        "is no pouch for this desk; nothing was taken",
        "is not accepted by Suvria; an interlocutor needs every side's word",
        "You are not a reader of vesmar-",
        "The caption does not allow Edda Marrin as a reader",
        "at the earliest, and it is 2025-07-24",
        "What this bundle shows is not what was signed; somebody changed it, so discard it.",
    ):
        assert sentence in played.text
    assert played.text.count("nobody can release it alone") == 2


def test_the_commands_that_it_ends_with_work(played, capsys):
    """Every command of “what to try next” does what it says, to its exit code."""
    start = played.lines.index("What to try next:")
    commands = [line.split(maxsplit=1)[1] for line in played.lines[start:] if line.startswith("    backchannel ")]
    tried = [shlex.split(command) for command in commands if not command.startswith("relay serve ")]
    assert len(tried) == len(commands) - 1 >= 7
    codes = [main(command) for command in tried]
    capsys.readouterr()
    letters_ = [0, 0, 1, 0, 0, 3, 0, 1, 1, 0, 0, 0, 0, 0]
    planning = [0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 4, 0, 0, 1, 0, 0, 0, 0]
    assert codes == letters_ + planning


def test_a_second_demo_never_writes_into_the_first(played):
    """A folder that holds something is refused, and nothing in it changes."""
    before = {p: p.stat().st_mtime_ns for p in played.folder.rglob("*")}
    with pytest.raises(UsageError, match="not empty"):
        play.demo(played.folder, True, lambda line: None)
    assert {p: p.stat().st_mtime_ns for p in played.folder.rglob("*")} == before


def test_ctrl_c_says_goodbye(monkeypatch, tmp_path):
    """Without --once it takes a free name in this folder, serves desks with its relay up, and ends with 0 at Ctrl-C."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backchannel-demo").mkdir()
    monkeypatch.setattr(play, "_play", lambda stage, relay: {s.file: "holt-5" for s in texts.LETTERS})
    seen = []

    def interrupted(stage, say, *, browser, stop):
        seen.extend(t.name for t in threading.enumerate() if t.name == "relay")
        raise KeyboardInterrupt

    monkeypatch.setattr(play, "serve_desks", interrupted)
    lines = []
    assert play.demo(None, False, lines.append) == 0
    assert seen == ["relay"]
    assert lines[-1].startswith("Goodbye.")
    assert (tmp_path / "backchannel-demo-2" / "relay.db").exists()
    assert all(t.name != "relay" for t in threading.enumerate())


def test_ctrl_c_during_the_play_is_a_failure(monkeypatch, tmp_path):
    """Somebody who interrupts the play gets 130, since nothing was finished."""

    def interrupted(stage, relay):
        raise KeyboardInterrupt

    monkeypatch.setattr(play, "_play", interrupted)
    assert play.demo(tmp_path / "demo", True, lambda line: None) == 130


def test_the_desks_can_go_on_afterwards(played, tmp_path):
    """On copies of the desks, in the present and with the relay up again, a letter goes over and is answered."""
    import shutil

    folder = tmp_path / "copy"
    shutil.copytree(played.folder, folder)
    desks = [Desk.open(folder / "desks" / p.folder, PASSPHRASE) for p in (HOLT, VESMAR)]
    port = int(desks[0].card.relays[0].url.rpartition(":")[2])
    settings = RelaySettings(operator_token=operator_token(folder / "relay.db"))
    try:
        with running_relay(folder / "relay.db", settings, port=port):
            first, second = desks
            written = letters.write(first, CHANNEL, Document("letter", passages_of("Dear Mr. President:", "Well?")))
            sync(first)
            sync(second)
            assert letters.show(second, CHANNEL, written.reference).document == written.document
            answer = Document("letter", passages_of("Dear Prime Minister:", "Well."))
            answered = letters.write(second, CHANNEL, answer, answers=written.reference)
            sync(second)
            sync(first)
            assert letters.show(first, CHANNEL, answered.reference).answers == written.reference
    finally:
        for desk in desks:
            desk.close()


def test_one_search_finds_the_letters_and_the_old_paper(played):
    """The saying is found in Vesmar's letters and, across a page mark, in the paper; Marrin, no reader, finds none."""
    with played.desk(EKDAL) as desk:
        found = searching.find(desk, read_query(SAYING)).hits
        assert {hit.document for hit in found} > {PAPER}
        assert any(hit.source == CHANNEL for hit in found)
        assert str(archive.find(desk, PAPER).document.date) == "1951-09-14?"
    with played.desk(MARRIN) as desk:
        assert searching.find(desk, read_query(SAYING)).total == 0


def test_the_words_that_were_planted_are_found_and_no_others(played, capsys):
    """One passage of one newspaper is private; of the draft two quotations are wrong, two cut, two points open."""
    words = [
        "--desk",
        str(played.folder / "desks" / HOLT.folder),
        "--passphrase-file",
        str(played.folder / "passphrase.txt"),
    ]

    def run(*command):
        capsys.readouterr()
        code = main(["--json", *words, *map(str, command)])
        return code, json.loads(capsys.readouterr().out)["result"]

    code, leaky = run("leaks", played.folder / LEAKY, "--on", DAY)
    assert (code, len(leaky["articles"][0]["leaks"])) == (1, 1)
    assert run("leaks", played.folder / CLEAN, "--on", DAY)[0] == 0
    code, told = run("quotes", played.folder / DRAFT)
    assert (code, sorted(one["verdict"] for one in told["quotations"])) == (
        1,
        ["altered", *["exact"] * 7, "misattributed"],
    )
    assert sum(bool(one["cuts"]) for one in told["quotations"]) == 2
