"""The whole of it by hand: two desks in two folders, with nothing but pouch files between them."""

import json
from pathlib import Path

from tests.cli.town import CHARTER, LETTER

FORGED = "Dear colleague:\n\nWe give up the strait.\n"


def _released(line):
    """Play a negotiation up to an exported bundle, asserting what each command tells."""
    line.ok("ilse", "identity", "make")
    line.ok("tomas", "identity", "make")
    nets = line.file("nets.txt", "nets " * 500)
    written = line.value("ilse", "letter", "write", line.file("a.md", LETTER), "--enclose", nets, "--yes")
    first = written["reference"]
    line.to_tomas()
    answer = line.value(
        "tomas", "letter", "write", line.file("b.txt", FORGED.replace("give up", "share")), "--answers", first, "--yes"
    )["reference"]
    line.to_ilse()
    proposed = line.value(
        "ilse", "release", "propose", "The strait line", "--letter", first, "--letter", answer,
        "--withhold", f"{first}/3=security", "--withhold", f"{first}/e1=personal", "--purpose", "For the record",
        "--not-before", "2020-05-04T09:00+02:00", "--capital", "Lisbon=Europe/Lisbon", "--no-precedent",
    )  # fmt: skip
    reference = proposed["reference"]
    assert proposed["not_before"] == "2020-05-04T07:00:00Z"
    line.to_tomas()
    shown = line.ok("tomas", "release", "show", reference)
    assert "[withheld: security of a state or of persons]" in shown.out
    assert "fishermen" not in shown.out
    assert f"Next: consent or decline: backchannel release consent {reference}" in shown.out
    line.ok("tomas", "release", "consent", reference, "--yes")
    line.to_ilse()
    alone = line.run("ilse", "release", "export", reference, "--out", line.path("x.release.json"))
    assert alone.code == 4
    assert "nobody can release it alone" in alone.err
    assert not (line.place / "x.release.json").exists()
    line.ok("ilse", "release", "sign", reference)
    line.to_tomas()
    line.ok("tomas", "release", "sign", reference)
    line.to_ilse()
    line.ok("ilse", "release", "attribute", reference, "--yes")
    line.to_tomas()
    line.ok("tomas", "release", "attribute", reference, "--yes")
    line.to_ilse()
    plan = line.ok("ilse", "release", "plan", reference)
    assert "Lisbon" in plan.out
    assert "Monday 4 May 2020, 08:00" in plan.out
    bundle = line.path("strait.release.json")
    exported = line.ok("ilse", "release", "export", reference, "--out", bundle)
    assert f"backchannel verify {bundle}" in exported.out
    return bundle, reference


def test_a_channel_opens_by_pouches_alone(desks):
    """Proposed, accepted, open: each step says what comes next."""
    proposed = desks.ok("ilse", "channel", "propose", desks.file("charter.toml", CHARTER))
    assert 'backchannel pouch pack "Tomas Reik"' in proposed.out
    taken = desks.to_tomas()
    assert "Invitation to “The strait line”" in taken.out
    assert "invitation: accept or decline" in desks.ok("tomas", "channel", "list").out
    desks.ok("tomas", "channel", "accept", "The strait line")
    desks.to_ilse()
    desks.to_tomas()
    desks.to_ilse()
    for desk in ("ilse", "tomas"):
        (channel,) = desks.value(desk, "channel", "list")
        assert channel["in_force"]
        assert all(m["connected"] for m in channel["members"] if m["person"].split()[0].lower() != desk)


def test_letters_go_and_are_owed_read_and_acknowledged(line):
    """What a letter's readers see, what is owed, who knows, and what an enclosure holds, at both desks."""
    nets = line.file("nets.txt", "nets " * 500)
    first = line.file("a.md", LETTER)
    dry = line.ok("ilse", "letter", "write", first, "--enclose", nets, "--dry-run")
    assert "Readers: " in dry.out
    assert "Nothing was written." in dry.out
    assert line.value("ilse", "letter", "list") == []
    told = line.ok("ilse", "letter", "write", first, "--enclose", nets, "--yes")
    assert "Written: maren-" in told.out
    assert "Tomas Reik (Ostrava)" in told.out
    assert "By hand to Tomas Reik (Ostrava): backchannel pouch pack" in told.out
    (reference,) = [letter["reference"] for letter in line.value("ilse", "letter", "list")]
    arrived = line.to_tomas()
    assert f"To read: backchannel letter show {reference}" in arrived.out
    shown = line.ok("tomas", "letter", "show", reference)
    assert "We would let four ferries pass" in shown.out
    assert "Port Aldeby, 4 November 2030" in shown.out
    out = line.path("nets-out.txt")
    line.ok("tomas", "letter", "enclosure", reference, "nets.txt", "--out", out)
    assert (line.place / "nets-out.txt").read_text() == "nets " * 500
    (owed,) = line.value("tomas", "owed")
    assert owed["by_us"]
    line.ok("tomas", "letter", "ack", reference, "--note", "On Friday")
    assert "On Friday" in line.ok("tomas", "owed").out
    knows = line.value("ilse", "knows", reference)
    assert {(k["person"], k["way"], k["weight"]) for k in knows} == {
        ("Ilse Maren", "wrote", "recorded"),
        ("Tomas Reik", "sealed-to", "claimed"),
    }
    line.ok("ilse", "knows", "note", reference, "--person", "Otto Brandt", "--party", "Valdria", "--way", "carried")
    (noted,) = line.value("ilse", "knows", "--person", "Otto Brandt")
    assert noted["letter"] == reference
    assert line.run("ilse", "channel", "check", "The strait line").code == 0
    assert "sound" in line.ok("ilse", "check").out


def test_a_joint_release_is_verified_by_anybody(line):
    """Exported by one side, verified, pinned, quoted and copied for reading; a changed character is refused."""
    bundle, reference = _released(line)
    cards = {}
    for desk in ("ilse", "tomas"):
        cards[desk] = line.path(f"{desk}.identity")
        line.ok(desk, "identity", "card", "--out", cards[desk])
    plain = line.bare("verify", bundle)
    assert plain.code == 0
    assert "by Tomas Reik" not in plain.out
    assert "withheld: security of a state or of persons" in plain.out
    pins = ["--identity", f"Tomas Reik={cards['tomas']}", "--identity", f"Valdria={cards['ilse']}"]
    pinned = line.bare("verify", bundle, *pins)
    assert pinned.code == 0
    assert "by Tomas Reik for Ostrava" in pinned.out
    (result,) = line.bare("verify", bundle, "--json", *pins).value
    assert result["verified"]
    assert result["letters"][0]["withheld"] == [
        {"passage": 3, "reason": "security"}, {"enclosure": 1, "reason": "personal"},
    ]  # fmt: skip
    tampered = line.file("tampered.release.json", Path(bundle).read_text(encoding="utf-8").replace("four", "five"))
    refused = line.bare("verify", tampered, bundle)
    assert refused.code == 1
    assert refused.err.startswith(f"error: {tampered}: ")
    assert f"{bundle}: verified" in refused.out
    wrong = line.bare("verify", bundle, "--identity", f"Tomas Reik={cards['ilse']}")
    assert wrong.code == 1
    page = line.path("page.html")
    assert line.bare("release", "html", bundle, "--out", page).code == 0
    assert "fishermen" not in Path(page).read_text(encoding="utf-8")
    passage = line.path("passage.json")
    assert line.bare("release", "quote", bundle, "1.2", "--out", passage).code == 0
    quoted = line.bare("verify", passage, "--known", bundle)
    assert quoted.code == 0
    assert "Shown: passage 2 of letter 1" in quoted.out
    held = line.bare("release", "quote", bundle, "1.3", "--out", line.path("never.json"))
    assert held.code == 2
    assert not (line.place / "never.json").exists()
    assert "export the bundle" in line.ok("ilse", "release", "show", reference).out
    listed = line.ok("tomas", "release", "list")
    assert "released" in listed.out


def test_a_forged_letter_is_marked_and_changes_nothing(line):
    """`forge` says that it forged, and why that matters; no entry is added."""
    before = line.value("ilse", "ledger", "The strait line")
    forged = line.ok("ilse", "forge", "The strait line", "Tomas Reik", line.file("f.txt", FORGED))
    assert forged.out.startswith("=== FORGED BY THIS DESK: Tomas Reik never wrote this ===")
    assert "We give up the strait." in forged.out
    assert "proves nothing" in forged.out
    assert line.value("ilse", "ledger", "The strait line") == before


def test_interlocutors_need_the_word_of_every_side(line):
    """Named, not to be sent; accepted by the other side, sent; withdrawn, not to be sent."""
    line.ok("ilse", "interlocutor", "name", "Vera Sund", "--mandate", "To find place and time")
    assert line.run("ilse", "interlocutor", "send", "Vera Sund").code == 4
    line.to_tomas()
    line.ok("tomas", "interlocutor", "accept", "Vera Sund")
    line.to_ilse()
    assert "He may be sent." in line.ok("ilse", "interlocutor", "send", "Vera Sund").out
    line.ok("ilse", "interlocutor", "withdraw", "Vera Sund", "--why", "She was seen")
    (shown,) = line.value("ilse", "interlocutor", "list")
    assert not shown["accepted"]


def test_readers_are_added_opened_to_and_removed(line):
    """A third person joins, gets an earlier letter opened, one shared, and is removed again."""
    line.ok("karl", "init", "--person", "Karl Oden", "--party", "Valdria")
    line.ok("karl", "card", "show", "--out", line.path("karl.card"))
    digits = line.value("ilse", "card", "import", line.path("karl.card"))["fingerprint"]
    line.ok("ilse", "card", "confirm", "Karl Oden", digits)
    first = line.value("ilse", "letter", "write", line.file("a.md", LETTER), "--yes")["reference"]
    line.ok("ilse", "reader", "add", "Karl Oden", "--why", "He drafts the answers")
    line.ok("ilse", "letter", "open", first, "--to", "Karl Oden", "--why", "He must know it")
    line.to_tomas()
    answer = line.value("tomas", "letter", "write", line.file("b.txt", FORGED), "--to", "Ilse Maren", "--yes")
    assert [m["person"] for m in answer["see_only_the_number"]] == ["Karl Oden"]
    line.to_ilse()
    shared = line.value("ilse", "letter", "share", answer["reference"], "--to", "Karl Oden", "--why", "He knows")
    assert shared["shared_from"] == answer["reference"]
    assert "He drafts the answers" in line.ok("ilse", "reader", "list").out
    removed = line.ok("ilse", "reader", "remove", "Karl Oden", "--why", "He has left", "--yes")
    assert "gets nothing more from any member" in removed.err
    statuses = {r["person"]: r["status"] for r in line.value("ilse", "reader", "list")}
    assert statuses["Karl Oden"] == "removed"


def test_one_letter_is_laid_on_many_channels(desks):
    """Hub and post: every channel whose name fits gets it, each for itself."""
    for number in (1, 2):
        charter = CHARTER.replace("The strait line", f"Post {number}").replace(
            '[[party]]\nname = "Ostrava"\nprincipals = ["Tomas Reik"]\n', ""
        )
        desks.ok("ilse", "channel", "propose", desks.file(f"{number}.toml", charter))
    laid = desks.value("ilse", "letter", "lay", desks.file("a.md", LETTER), "--all-posts", "Post *", "--yes")
    assert [one["channel"] for one in laid] == ["Post 1", "Post 2"]
    none = desks.run("ilse", "letter", "lay", desks.file("a.md", LETTER), "--all-posts", "Legation *", "--yes")
    assert none.code == 2


def test_a_charter_is_amended(line):
    """The charter goes out as TOML, is changed, proposed again and assented to; renaming stays on one desk."""
    toml = line.ok("ilse", "channel", "charter", "The strait line", "--toml").out
    changed = line.file("changed.toml", toml.replace("ceiling = 3", "ceiling = 5"))
    line.ok("ilse", "channel", "amend", "The strait line", changed, "--why", "More hands")
    line.to_tomas()
    assert "More hands" in line.ok("tomas", "channel", "show", "The strait line").out
    line.ok("tomas", "channel", "assent", "The strait line")
    line.to_ilse()
    assert "ceiling = 5" in line.ok("ilse", "channel", "charter", "The strait line", "--toml").out
    line.ok("ilse", "channel", "rename", "The strait line", "Winter")
    assert [c["name"] for c in line.value("ilse", "channel", "list")] == ["Winter"]
    assert [c["name"] for c in line.value("tomas", "channel", "list")] == ["The strait line"]


def test_the_example_charter_is_one_that_is_taken(desks):
    """What `channel example-charter` prints can be proposed as it is, by the people whom it names."""
    example = desks.bare("channel", "example-charter")
    assert example.code == 0
    assert example.out.count("#") >= 10
    desks.ok("ilse", "channel", "propose", desks.file("example.toml", example.out))


def test_a_backup_is_restored_and_waits_to_hear_the_others(line):
    """backup, restore, and nothing written before the peer was heard: exit code 9; then resume."""
    line.ok("ilse", "backup", line.path("monday.backup"))
    restored = line.ok("ilse-again", "restore", line.path("monday.backup"), "--yes")
    assert "Nothing is written before every peer has been heard" in restored.err
    refused = line.run("ilse-again", "letter", "write", line.file("a.md", LETTER), "--yes")
    assert refused.code == 9
    waits = line.run("ilse-again", "channel", "resume", "The strait line")
    assert waits.code == 5
    assert "Tomas Reik" in waits.out
    for _ in range(2):  # the pair is opened anew, and then the other is heard on it
        line.carry("ilse-again", "tomas", "Tomas Reik")
        line.carry("tomas", "ilse-again", "Ilse Maren")
    line.ok("ilse-again", "letter", "write", line.file("a.md", LETTER), "--yes")


def test_a_passphrase_is_changed(desks):
    """The new one opens the desk, the old one does not any more: exit code 8."""
    new = desks.file("new-words", "eleven tall ships\n")
    desks.ok("ilse", "passphrase", "--new-passphrase-file", new)
    assert desks.run("ilse", "card", "list").code == 8
    assert desks.bare("--desk", desks.path("ilse"), "--passphrase-file", new, "card", "list").code == 0


def test_a_channel_is_left_and_closed(line):
    """What follows is said before it is done; afterwards nothing can be written."""
    left = line.ok("tomas", "channel", "leave", "The strait line", "--why", "Ill health", "--yes")
    assert "You read and write nothing more here" in left.err
    assert line.run("tomas", "letter", "write", line.file("a.md", LETTER), "--yes").code == 4
    line.ok("ilse", "channel", "close", "The strait line", "--yes")
    assert "closed" in line.ok("ilse", "channel", "list").out


def test_words_are_retired_as_the_charter_says(line):
    """A charter that keeps everything retires nothing, and says so."""
    done = line.ok("ilse", "retire", "The strait line")
    assert "never, by its charter" in done.out


def test_a_qr_code_of_the_fingerprint_is_drawn(desks):
    """In the terminal, and as an SVG file."""
    shown = desks.ok("ilse", "card", "show", "--qr", "--svg", desks.path("ilse.svg"))
    assert "█" in shown.out
    assert (desks.place / "ilse.svg").read_text().startswith("<?xml")


def test_json_is_always_the_same_object(line):
    """Every listing answers with the four names, for success and failure alike."""
    for words in (
        ("channel", "list"), ("channel", "show", "The strait line"), ("channel", "invitations"), ("reader", "list"),
        ("channel", "charter", "The strait line"), ("letter", "list"), ("owed",), ("interlocutor", "list"),
        ("release", "list"), ("ledger", "The strait line"), ("set-aside", "The strait line"), ("alarms",),
        ("refusals",), ("card", "list"), ("card", "show"), ("check",), ("channel", "check", "The strait line"),
        ("channel", "show", "Nowhere"), ("letter", "show", "nobody-9"), ("identity", "card"),
    ):  # fmt: skip
        done = line.run("ilse", "--json", *words)
        answer = json.loads(done.out)
        assert list(answer) == ["command", "exit", "result", "error"]
        assert answer["exit"] == done.code
        assert (answer["error"] is None) == (done.code == 0)
        assert done.out.isascii()


def test_a_letter_is_sealed_for_whom_it_was_shown(line, monkeypatch):
    """Readers who join between the question and the answer do not slip in: those that were shown get it."""
    from backchannel.desk import letters

    asked = []
    real = letters.write
    monkeypatch.setattr(letters, "write", lambda *a, **k: asked.append(k["readers"]) or real(*a, **k))
    line.ok("ilse", "letter", "write", line.file("a.md", LETTER), "--yes")
    assert [sorted(readers) for readers in asked] == [["Ostrava/Tomas Reik", "Valdria/Ilse Maren"]]
