"""group and paper, as they are typed."""

import pytest

CHARTER = """\
title = "The small group"
[[party]]
name = "Valdria"
principals = ["Ilse Maren"]
ceiling = 3
"""
NEW = (
    "group", "new", "The winter five", "--onto", "The small group", "--ceiling", "1",
    "--reports-to", "Ilse Maren", "--apart-from", "the day-to-day work",
)  # fmt: skip


@pytest.fixture
def ilse(town):
    """A desk with a case that is open on a channel of its own side."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    town.ok("ilse", "channel", "propose", town.file("charter.toml", CHARTER))
    town.ok("ilse", "case", "new", "The strait in winter", "--onto", "The small group")
    return town


def test_where_there_is_no_group_nothing_is_printed(ilse):
    """R30: not a line, and no error, as for somebody who is not told of one."""
    done = ilse.ok("ilse", "group")
    assert (done.out, done.err) == ("", "")
    assert ilse.value("ilse", "group") == []


def test_a_member_beyond_the_ceiling_is_exit_code_5_until_a_principal_raises_it(ilse):
    """R30; the page shows members with who asked for each, the ceiling, and to whom alone it reports."""
    ilse.ok("ilse", *NEW)
    ilse.ok("ilse", "group", "add", "Ilse Maren", "--asked-by", "Ilse Maren", "--why", "She leads it")
    done = ilse.run("ilse", "group", "add", "Greta Lund", "--asked-by", "Ilse Maren")
    assert (done.code, "a principal must raise it first" in done.err) == (5, True)
    ilse.ok("ilse", "group", "ceiling", "2", "--why", "A lawyer is needed")
    assert ilse.run("ilse", "group", "ceiling", "9", "--why", "More").code == 4
    lines = ilse.ok("ilse", "group").out.splitlines()
    assert lines[1:] == [
        "  reports to Ilse Maren, and to nobody else",
        "  apart from the day-to-day work",
        "  1 of 2 members; raised, since A lawyer is needed",
        "    Ilse Maren, asked for by Ilse Maren: She leads it",
        "  1 of 3 readers that the charter of the channel allows",
    ]
    ilse.ok("ilse", "group", "remove", "Ilse Maren")
    assert ilse.value("ilse", "group")[0]["members"] == []


def test_what_is_due_is_listed_with_who_owes_it(ilse):
    """R31: on the day before, the first proposals; overdue on the day after is exit code 1 and stands first."""
    ilse.ok("ilse", "paper", "ask", "The winter paper", "--of", "Greta Lund", "--by-order-of", "Ilse Maren")
    add = ("paper", "add", "The winter paper")
    done = ilse.ok(
        "ilse", *add, "First proposals", "--stage", "preliminary", "--by", "Friday of this week",
        "--written-on", "2031-05-05",
    )  # fmt: skip
    assert "“Friday of this week”: 9 May 2031, inferred." in done.out
    ilse.ok("ilse", *add, "The line", "--stage", "decision", "--owes", "Ilse Maren", "--by", "2031-05-31")
    lines = ilse.ok("ilse", "paper", "due", "--on", "2031-05-08").out.splitlines()
    assert lines[1].split("  ")[0] == "next, 1 day"
    assert "First proposals" in lines[1]
    assert "Greta Lund" in lines[1]
    late = ilse.run("ilse", "paper", "due", "--on", "2031-05-10")
    assert (late.code, late.out.splitlines()[1].startswith("overdue, 1 day")) == (1, True)
    value = ilse.value("ilse", "paper", "due", "--on", "2031-05-08")
    assert [(one["name"], one["owes"], one["when"], one["state"]) for one in value] == [
        ("First proposals", ["Greta Lund"], "2031-05-09", "next"),
        ("The line", ["Ilse Maren"], "2031-05-31", "later"),
    ]


def test_a_tasking_is_shown_with_views_papers_and_the_decision(ilse):
    """All that was said of it, on one page."""
    ilse.ok("ilse", "paper", "ask", "The winter paper", "--about", "Who passes", "--of", "Greta Lund")
    ilse.ok("ilse", "paper", "add", "The winter paper", "First proposals", "--stage", "preliminary")
    ilse.ok("ilse", "record", "import", ilse.file("proposals.md", "# Proposals\n\nFour ferries.\n"))
    ilse.ok("ilse", "paper", "deliver", "First proposals", "proposals", "--remark", "In haste")
    ilse.ok("ilse", "paper", "view", "The winter paper", "I lean to the pilots.")
    assert ilse.run("ilse", "paper", "move", "First proposals").code == 2
    ilse.ok("ilse", "paper", "decide", "The winter paper", "We propose the pilots.", "--why", "They know the strait")
    out = ilse.ok("ilse", "paper", "list").out
    for words in (
        "Ilse Maren asks Greta Lund",
        "  done: First proposals, preliminary",
        "proposals: In haste",
        "thinks so far (no decision): I lean to the pilots.",
        "We propose the pilots.  because They know the strait",
    ):
        assert words in out
    assert ilse.ok("ilse", "paper", "due", "--on", "2031-05-08").out == "Nothing is due on 2031-05-08 or later.\n"
