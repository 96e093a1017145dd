"""Consultation by commands: allies heard, a proposal refused and then sent, what an ally types."""

from datetime import UTC, datetime

import pytest
from tests.cli.town import Town

from backchannel.cli.parsing import end

CHARTER = """\
title = "{title}"
[[party]]
name = "Valdria"
principals = ["Ilse Maren"]
[[party]]
name = "{party}"
principals = ["{person}"]
"""
OFFER = """\
We would let twelve ferries pass the strait each day until the ice closes it.

They would be counted together with the harbour masters of Port Aldeby.
"""
PEOPLE = {"ilse": ("Ilse Maren", "Valdria"), "tomas": ("Tomas Reik", "Ostrava"), "greta": ("Greta Lund", "Norlund")}
LINE, TALKS = "The strait line", "Talks with Norlund"


def carry(town, name):
    """Let Ilse and somebody exchange by pouches until nothing is left."""
    for _ in range(2):
        town.carry("ilse", name, PEOPLE[name][0])
        town.carry(name, "ilse", "Ilse Maren")


@pytest.fixture
def talks(tmp_path, capsys):
    """Ilse with Tomas of the other side and Greta of an ally, a case, and the order that the ally is heard."""
    town = Town(tmp_path, capsys)
    for desk, (person, party) in PEOPLE.items():
        town.ok(desk, "init", "--person", person, "--party", party)
        town.ok(desk, "card", "show", "--out", town.path(f"{desk}.card"))
    for name in ("tomas", "greta"):
        for desk, other in (("ilse", name), (name, "ilse")):
            imported = town.value(desk, "card", "import", town.path(f"{other}.card"))
            town.ok(desk, "card", "confirm", PEOPLE[other][0], *imported["fingerprint"].split())
    for name, title in (("tomas", LINE), ("greta", TALKS)):
        person, party = PEOPLE[name]
        text = CHARTER.format(title=title, party=party, person=person)
        town.ok("ilse", "channel", "propose", town.file(f"{name}.toml", text))
        town.carry("ilse", name, person)
        town.ok(name, "channel", "accept", title)
        carry(town, name)
    town.ok("ilse", "case", "new", "The strait in winter")
    for party, side in (("Ostrava", "other side"), ("Norlund", "ally")):
        town.ok("ilse", "case", "party", party, "--side", side)
    town.ok("ilse", "case", "issue", "passage")
    town.ok("ilse", "concern", "note", "Norlund", "--issue", "passage", "--degree", "direct", "--why", "Its ferries")
    town.ok("ilse", "proposal", "order", "No surprises", "--issue", "passage", "--towards", "Ostrava")
    town.ok("ilse", "proposal", "draft", "ferries", town.file("offer.txt", OFFER), "--issue", "passage")
    return town


def test_r48_a_proposal_is_refused_with_6_and_prints_the_unheard(talks):
    """`proposal check` and `proposal send` name the ally; `concern who` prints the graded list; nothing is changed."""
    assert [(one["party"], one["degree"]) for one in talks.value("ilse", "concern", "who", "--issue", "passage")] == [
        ("Norlund", "direct")
    ]
    done = talks.run("ilse", "proposal", "check", "ferries")
    assert done.code == 6
    assert "UNHEARD  Norlund (direct): not consulted" in done.out
    sent = talks.run("ilse", "proposal", "send", "ferries", "--channel", LINE, "--yes")
    assert (sent.code, "Norlund (not consulted)" in sent.err, sent.err.count("\n")) == (6, True, 1)
    assert talks.value("ilse", "letter", "list", "--channel", LINE) == []


def test_r28_a_consultation_that_is_no_veto_and_r48_the_proposal_after_it(talks):
    """Opened, answered with a refusal, too early to close, closed with who stayed behind; the proposal goes out."""
    opened = talks.ok(
        "ilse", "consult", "open", "Q1", "--issue", "passage", "--proposal", "ferries", "--ally", "Norlund",
        "--rule", "hearing", "--ends", "2999-05-12",
    )  # fmt: skip
    assert "When this time has passed we are proceeding, unless you change our mind." in opened.out
    carry(talks, "greta")
    (put,) = talks.value("greta", "consult", "list")["put_to_us"]
    assert (put["by"], put["rule"], put["ends"], len(put["text"])) == ("Valdria", "hearing", "2999-05-12", 2)
    talks.ok("greta", "consult", "answer", "Q1", "--stay-behind", "--why", "Our own ferries come first")
    carry(talks, "greta")
    shown = talks.value("ilse", "consult", "show", "Q1")
    assert (shown["stayed_behind"], shown["standing"]) == (["Norlund"], "open")
    early = talks.run("ilse", "consult", "close", "Q1", "--proceed")
    assert (early.code, "runs until 12 May 2999" in early.err) == (5, True)
    again = talks.run("ilse", "consult", "put-off", "Q1", "--until", "2998-01-01")
    assert (again.code, "not brought forward" in again.err) == (4, True)


def test_letters_are_marked_by_command(talks):
    """Unmarked 4, an exploration 0, a proposal 6, an exploration in the proposal's words 6."""
    letter = talks.file("letter.txt", "How do your own fishermen see the coming winter, and what do they say of it?\n")
    write = ("letter", "write", letter, "--channel", LINE, "--yes")
    bare = talks.run("ilse", *write)
    assert (bare.code, "--mark all=exploration" in bare.err) == (4, True)
    offered = talks.run("ilse", *write, "--mark", "1=proposal:passage")
    assert (offered.code, "Passage 1 is a proposal on “passage”" in offered.err) == (6, True)
    hidden = talks.run(
        "ilse", "letter", "write", talks.file("offer.txt", OFFER), "--channel", LINE, "--mark", "all=position", "--yes"
    )
    assert (hidden.code, "has the words of a proposal" in hidden.err) == (6, True)
    assert talks.run("ilse", *write, "--mark", "all=suggestion").code == 2
    assert talks.value("ilse", *write, "--mark", "all=exploration")["reference"]
    waived = ("--issue", "passage", "--ally", "Norlund", "--why", "It asked us not to wait")
    assert talks.value("ilse", "proposal", "waive", "once", *waived, "--no-precedent")["no_precedent"]
    basis = talks.run("ilse", "proposal", "waive", "again", *waived, "--basis", "once")
    assert (basis.code, "no precedent" in basis.err) == (4, True)
    assert talks.value("ilse", "proposal", "send", "ferries", "--channel", LINE, "--yes")["reference"]


def test_r49_who_was_not_told_since_the_last_round(talks):
    """Overdue until told; what the ally tells and suggests is shown with it."""
    talks.ok("ilse", "consult", "within", "3", "--ally", "Norlund")
    talks.ok("ilse", "consult", "round", "Second round", "--date", "2031-06-03")
    done = talks.run("ilse", "--json", "consult", "overdue", "--on", "2031-06-10")
    ((one,), code) = (done.value, done.code)
    assert (one["party"], one["due"], one["overdue"], code) == ("Norlund", "2031-06-06", True, 1)
    report = talks.file("report.txt", "The second round was held on Tuesday; it was about hours and counts.\n")
    talks.ok(
        "ilse", "consult", "tell", "Norlund", "--round", "Second round", "--level", "outline", "--text", report,
        "--date", "2031-06-05",
    )  # fmt: skip
    carry(talks, "greta")
    (told,) = talks.value("greta", "consult", "reports")
    assert (told["name"], told["party"]) == ("Second round", "Valdria")
    talks.ok("greta", "consult", "inform", "Our own talks", "--text", report, "--on", TALKS)
    talks.ok("greta", "consult", "suggest", "Monthly", "--about", "forum", "--words", "In the council", "--on", TALKS)
    carry(talks, "greta")
    talks.ok("ilse", "consult", "reply", "Monthly", "--taken", "--words", "From June on")
    (suggested,) = talks.value("ilse", "consult", "suggestions")
    assert (suggested["about"], suggested["reply"]) == ("forum", {"taken": True, "words": "From June on"})
    after = talks.run("ilse", "--json", "consult", "overdue", "--on", "2031-06-10")
    assert (after.code, after.value[0]["waits_for"]) == (0, [])
    assert (after.value[0]["last_told"]["level"], after.value[0]["told_us"][0]["name"]) == (
        "the outline",
        "Our own talks",
    )


def test_hostile_words_do_not_reach_the_terminal(talks):
    """Bidi marks and long names: shown visibly, or refused in one sentence."""
    name = "Q\u202eevil"
    done = talks.run(
        "ilse", "consult", "open", name, "--issue", "passage", "--proposal", "ferries", "--ally", "Norlund",
        "--rule", "hearing", "--ends", "2999-05-12", "--then", "\u202ethen",
    )  # fmt: skip
    assert done.code == 0
    assert "U+202E" in done.out
    assert talks.run("ilse", "consult", "show", "x" * 20_000).code == 2
    assert talks.run("ilse", "proposal", "check", "").code == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("+20m", "2031-12-31T23:57:00Z"),
        ("+2h", "2032-01-01T01:37:00Z"),
        ("+3d", "2032-01-03"),
        ("+2w", "2032-01-14"),
        ("2032-02-29", "2032-02-29"),
        ("2032-02-29T18:00:00Z", "2032-02-29T18:00:00Z"),
    ],
)
def test_an_end_is_a_date_or_so_long_from_now_and_never_less(typed, meant):
    """An hour is rounded up to the full minute, a day is that day; a date is taken as it is."""
    assert str(end(typed)(datetime(2031, 12, 31, 23, 36, 1, tzinfo=UTC))) == meant


def test_an_end_that_is_none_is_wrong_use_and_nobody_is_asked(talks):
    """A span backwards, without a unit or beyond all calendars says in one sentence what is written instead."""
    for typed in ("-2h", "2h", "+2", "+", "soon", "+9999y"):
        words = ("consult", "open", "Q1", "--issue", "passage", "--proposal", "ferries", "--ally", "Norlund")
        done = talks.run("ilse", *words, "--rule", "hearing", f"--ends={typed}")
        assert (done.code, "is no end" in done.err, done.err.count("\n")) == (2, True, 1)
    assert talks.value("ilse", "consult", "list")["ours"] == []
