"""screen, as it is typed: by who may read, by who may not, and by the keeper."""

import json

import docx
import pytest
from tests.desk.words.house import HARVEST, MILLERS, PRIVATE, REWORDED

OURS = """\
title = "Our side"
[[party]]
name = "Valdria"
principals = ["Ilse Maren"]
readers = ["Greta Lund"]
ceiling = 3
"""
SECRET = ("northern lightships be", "your pilots", "We could let", "strait line", "Tomas", "Ostrava")
"""What stands in the private letter, or says where it is, and in no draft."""


@pytest.fixture
def house(line):
    """Ilse with a private letter to Tomas, and Greta, who writes speeches, on a channel of their own side only."""
    line.ok("greta", "init", "--person", "Greta Lund", "--party", "Valdria")
    line.ok("greta", "card", "show", "--out", line.path("greta.card"))
    for desk, other, person in (("ilse", "greta", "Greta Lund"), ("greta", "ilse", "Ilse Maren")):
        imported = line.value(desk, "card", "import", line.path(f"{other}.card"))
        line.ok(desk, "card", "confirm", person, *imported["fingerprint"].split())
    line.ok("ilse", "channel", "propose", line.file("ours.toml", OURS))
    to_greta(line)
    line.ok("greta", "channel", "accept", "Our side")
    exchange(line)
    exchange(line)
    letter = line.file("letter.md", f"Dear colleague:\n\n{PRIVATE}\n")
    line.ok("ilse", "letter", "write", letter, "--channel", "The strait line", "--yes")
    return line


def to_greta(town):
    """Carry a pouch from Ilse to Greta."""
    return town.carry("ilse", "greta", "Greta Lund")


def exchange(town):
    """Carry a pouch from Greta to Ilse, and one back."""
    town.carry("greta", "ilse", "Ilse Maren")
    return to_greta(town)


def speech(town, *texts, name="speech.docx"):
    """Write a speech in Word."""
    written = docx.Document()
    for text in texts:
        written.add_paragraph(text)
    written.save(town.path(name))
    return town.path(name)


def request_of(town):
    """Give the reference of the last request that Ilse was sent."""
    return town.value("ilse", "screen", "--asked")["asked"][-1]["request"]


def hides(*done):
    """Require that nothing that was said tells of the letter."""
    for one in done:
        for words in SECRET:
            assert words not in one.out
            assert words not in one.err


def test_r05_a_speech_writer_hears_which_passage_to_clear_and_no_word_of_the_letter(house):
    """Exit 5 until the answer has come, then 2: the passage is named; no word of the letter, not its id, is printed."""
    draft = speech(house, HARVEST, REWORDED, MILLERS)
    asked = house.run("greta", "screen", draft, "--ask", "Ilse Maren")
    waiting = house.run("greta", "screen", draft, "--ask", "Ilse Maren")
    assert (asked.code, waiting.code) == (5, 5)
    assert "who alone can read it: 3 passages" in asked.out
    assert "has not answered yet" in waiting.out
    house.carry("greta", "ilse", "Ilse Maren")
    house.ok("ilse", "screen", "--answer", request_of(house), "--yes")
    to_greta(house)
    told = house.run("greta", "screen", draft, "--ask", "Ilse Maren")
    assert told.code == 2
    assert "Passage 2: clear with the keeper" in told.out
    assert "Passage 1" not in told.out
    assert "1 of 3 passages to clear with Ilse Maren" in told.out
    as_json = house.run("greta", "--json", "screen", draft, "--ask", "Ilse Maren")
    assert [one["outcome"] for one in as_json.value["keeper"]["passages"]] == [
        "nothing to be cleared",
        "clear with the keeper",
        "nothing to be cleared",
    ]
    letter = house.value("ilse", "letter", "list", "--channel", "The strait line")[-1]["reference"]
    everything = [asked, waiting, told, as_json, house.ok("greta", "letter", "list", "--channel", "Our side")]
    hides(*everything, house.ok("greta", "letter", "show", as_json.value["keeper"]["answer"], "--channel", "Our side"))
    assert letter not in json.dumps(as_json.value["echoes"])


def test_the_keeper_s_desk_answers_by_itself_with_the_pouch(house):
    """Once the keeper has said so: a draft that touches nothing has exit 0, and its answer came in a pouch as large."""
    house.ok("ilse", "screen", "--answer-by-itself", "Greta Lund", "--yes")
    drafts = {0: (HARVEST, MILLERS), 2: (REWORDED, f"{MILLERS} So say we all.")}
    sizes = set()
    for code, texts in drafts.items():
        draft = speech(house, *texts)
        assert house.run("greta", "screen", draft, "--ask", "Ilse Maren").code == 5
        exchange(house)
        sizes.add(len((house.place / "carried.pouch").read_bytes()))
        done = house.run("greta", "screen", draft, "--ask", "Ilse Maren")
        assert done.code == code, done
        hides(done)
    assert len(sizes) == 1
    log = house.ok("ilse", "screen", "--asked")
    assert "answered: none to clear" in log.out
    assert "answered: 1 to clear" in log.out
    assert "Answered by this desk itself since" in log.out
    house.ok("ilse", "screen", "--look-first", "Greta Lund")
    assert house.value("ilse", "screen", "--asked")["by_itself"] == []


def test_who_may_read_sees_the_passage_and_the_letter(house):
    """Exit 2 with the letter's words and address; 0 where its readers know them; nothing is changed by looking."""
    draft = speech(house, HARVEST, REWORDED)
    before = house.everything()
    done = house.run("ilse", "screen", draft)
    assert done.code == 2
    assert "Passage 2: “The northern lightships would be" in done.out
    assert "The strait line/maren-" in done.out
    assert "private, on “The strait line”" in done.out
    assert "Not looked for: what is told in other words altogether" in done.out
    assert house.run("ilse", "screen", draft, "--to", "The strait line").code == 0
    assert house.run("ilse", "screen", draft, "--to", "Our side").code == 2
    value = house.run("ilse", "--json", "screen", draft).value
    assert [one["passages"] for one in value["echoes"]] == [["2"]]
    assert value["echoes"][0]["channel"] == "The strait line"
    after = house.everything()
    assert {p: b for p, b in after.items() if p.suffix != ".docx"} == {
        p: b for p, b in before.items() if p.suffix != ".docx"
    }


def test_the_keeper_looks_and_decides(house):
    """What is touched is shown before the answer; exactly the named passages are cleared; a refusal is one of all."""
    house.run("greta", "screen", speech(house, HARVEST, REWORDED, MILLERS), "--ask", "Ilse Maren")
    arrived = house.carry("greta", "ilse", "Ilse Maren")
    assert "Drafts that wait for your look: 1" in arrived.out
    reference = request_of(house)
    shown = house.run("ilse", "screen", "--answer", reference)
    assert shown.code == 2, "nobody is here to answer the question"
    assert "passage 2: clear with the keeper: stands in something private" in shown.err
    assert "northern lightships be withdrawn" in shown.err
    done = house.ok("ilse", "screen", "--answer", reference, "--clear", "1,3", "--yes")
    assert "2 of 3 passages to clear" in done.out
    again = house.run("ilse", "screen", "--answer", reference, "--yes")
    assert again.code == 2
    assert "was answered already" in again.err
    house.run("greta", "screen", speech(house, MILLERS, name="b.docx"), "--ask", "Ilse Maren")
    exchange(house)
    house.ok("ilse", "screen", "--answer", request_of(house), "--refuse", "--yes")
    to_greta(house)
    told = house.run("greta", "screen", house.path("b.docx"), "--ask", "Ilse Maren")
    assert told.code == 2
    assert "refused" in told.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["screen"], "Name a draft"),
        (["screen", "a.txt", "--asked"], "Name a draft"),
        (["screen", "a.txt", "--refuse"], "go with --answer"),
        (["screen", "--asked", "--to", "Our side"], "go with a draft"),
        (["screen", "--answer", "lund-3", "--clear", "1", "--refuse"], "or refuse"),
        (["screen", "--answer", "lund-3", "--clear", "one"], "are no passages"),
        (["screen", "--answer", "lund-99"], "no request for screening"),
        (["screen", "letter.md", "--again"], "--again goes with --ask"),
        (["screen", "no-such-file.docx"], "no document here has that address"),
    ],
)
def test_wrong_use_gets_one_sentence(house, words, says):
    """Exit 2, one sentence, and nothing is changed."""
    before = house.everything()
    done = house.run("ilse", *words)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
    assert house.everything() == before


@pytest.mark.parametrize("desk", ["ilse", "greta"])
def test_attack_ask_over_a_channel_with_the_other_party(house, desk):
    """A draft is shown to nobody of the other party: one sentence, which names nothing that the asker does not know."""
    draft = speech(house, HARVEST)
    done = house.run(desk, "screen", draft, "--ask", "Tomas Reik", *(["--on", "The strait line"] * (desk == "ilse")))
    assert done.code == (4 if desk == "ilse" else 2)
    assert done.err.count("\n") == 1
