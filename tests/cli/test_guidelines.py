"""guidelines, as they are typed."""

import pytest

MEMORANDUM = """\
# Winter planning

In general, this is what I think we should say:

- Make it fresh.
- Protect the lamps.
- Do not insist on pilots.
- Think of two treaties side by side.
- Read all that they said for what can be used.
- Do not put too much distance between first and last.
"""
DRAFT = "Pilots of both shores board every ship.\n\nThe lamps burn all night.\n"


@pytest.fixture
def ilse(town):
    """A desk with a memorandum, whose six points were taken as guidelines, and a draft."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "case", "new", "The strait in winter")
    town.ok("ilse", "record", "import", town.file("memo.md", MEMORANDUM))
    made = town.value("ilse", "guidelines", "take", *(f"memo/{number}" for number in range(2, 8)))
    assert len(made) == 6
    town.draft = town.file("draft.md", DRAFT)
    return town


def test_six_passages_are_six_guidelines(ilse):
    """R32: each with the passage that it was taken from."""
    lines = ilse.ok("ilse", "guidelines", "list").out.splitlines()
    assert [line.split(". ", 1)[1] for line in lines if line[2:3].isdigit()] == [
        "Make it fresh.",
        "Protect the lamps.",
        "Do not insist on pilots.",
        "Think of two treaties side by side.",
        "Read all that they said for what can be used.",
        "Do not put too much distance between first and last.",
    ]
    assert "    from memo/2" in lines


def test_a_draft_that_leaves_one_unanswered_is_exit_code_1(ilse):
    """R32: open ones come first; answered by passages and reasons the draft passes; worded anew it does not."""
    done = ilse.run("ilse", "guidelines", "check", ilse.draft)
    assert (done.code, done.out.splitlines()[-1]) == (
        1,
        "0 of 6 guidelines of “guidelines” are answered in this draft.",
    )
    ilse.ok("ilse", "guidelines", "answer", "2", ilse.draft, "--passage", "2")
    for number in (1, 3, 4, 5):
        ilse.ok("ilse", "guidelines", "answer", str(number), ilse.draft, "--reason", "Not in this paper.")
    done = ilse.run("ilse", "guidelines", "check", ilse.draft)
    assert (done.code, done.out.startswith("6. open: Do not put too much distance")) == (1, True)
    assert "    passage 2: “The lamps burn all night.”" in done.out
    ilse.ok("ilse", "guidelines", "strike", "6", "--why", "There is no last position")
    assert ilse.run("ilse", "guidelines", "check", ilse.draft).code == 0
    ilse.file("draft.md", DRAFT.replace("all night", "till dawn"))
    value = ilse.run("ilse", "--json", "guidelines", "check", ilse.draft).value
    assert [one["state"] for one in value["guidelines"]] == ["open again"] * 5
    assert value["unanswered"] == 5


def test_what_is_wrongly_asked_changes_nothing(ilse):
    """One sentence each, exit code 2, and every file as it was."""
    before = ilse.everything()
    for words in (
        ("check", ilse.path("nowhere.md")),
        ("answer", "2", ilse.draft),
        ("answer", "2", ilse.draft, "--passage", "9"),
        ("answer", "9", ilse.draft, "--passage", "1"),
        ("take", "memo"),
        ("take", "memo/2"),
        ("add", " "),
    ):
        done = ilse.run("ilse", "guidelines", *words)
        assert (done.code, done.err.count("\n")) == (2, 1), words
    assert ilse.everything() == before
