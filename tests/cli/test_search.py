"""The command `search`: what it finds, how it says so, and its exit code."""

import pytest
from tests.cli.town import LETTER
from tests.desk import press


@pytest.fixture
def ilse(town):
    """A desk with two volumes and a letter in its archive."""
    town.run("ilse", "init", "--person", "Ilse Maren", "--party", "Valdria")
    folder = press.shelf(town.place / "volumes", 2)
    (folder / "reply.md").write_text(LETTER, encoding="utf-8")
    assert town.run("ilse", "record", "import", folder).code == 0
    return town


def test_hits_read_well(ilse):
    """The count, and for each its address, heading, date, volume, and an excerpt with what was found marked."""
    done = ilse.run("ilse", "search", "four ferries", "--limit", "2", "--volume", "faru1961*")
    assert done.code == 0
    first, _, *rest = done.out.splitlines()
    assert first == "3 found, page 1 of 2."
    assert rest[0] == "faru1961v01/d1/2"
    assert rest[1].startswith("  Letter From President Kaljo to Chancellor Holm, 2 October 1961, The Sound of Tarn")
    assert rest[2] == "  We let **four** **ferries** pass."


def test_words_phrases_and_filters_come_in_any_form(ilse):
    """As options, within the query, from several words of the shell, and with --not."""
    for words in (
        ["ferry", "volume:faru1962v01", "date:1961-10-03"],
        ["--volume", "faru1962v01", "--date", "1961-10-03", "ferry"],
        ['ferry volume:faru1962v01 -"year 1" -"year 3"'],
        ["ferry", "--volume", "faru1962v01", "--not", "year 1", "--not", "year 3"],
    ):
        assert [hit["document"] for hit in ilse.run("ilse", "search", "--json", *words).value["hits"]] == [
            "faru1962v01/d2"
        ]


def test_json_gives_all_of_it(ilse):
    """Counts, pages, hits with marks, facets."""
    value = ilse.run("ilse", "search", "nets", "--facets", "--json").value
    (hit,) = value["hits"]
    assert (value["total"], value["page"], value["pages"], value["nowhere"]) == (1, 1, 1, [])
    assert (hit["address"], hit["date"], hit["place"], hit["heading"]) == (
        "reply/3", "2030-11-04", "Port Aldeby", "The ferries in winter",
    )  # fmt: skip
    assert [hit["excerpt"][start:end] for start, end in hit["marks"]] == ["nets"]
    assert value["facets"]["kind"] == {"letter": 1}
    assert "By year: 2030 1" in ilse.run("ilse", "search", "nets", "--facets").out


def test_nothing_found_is_exit_code_one(ilse):
    """It says which word occurs nowhere, and a filter alone that fits nothing says only that."""
    done = ilse.run("ilse", "search", "zeppelin", "ferry", "--kind", "telegram")
    assert (done.code, done.out) == (1, "Nothing was found.\nIn nothing that this desk holds: “zeppelin”.\n")
    assert ilse.run("ilse", "search", "--from", "Nobody").out == "Nothing was found.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Write a word to look for"),
        (["--date", "16/10/61"], "is no date that can be looked for"),
        (["--kind", "poem"], "write one of: letter"),
        (["form:maren"], "is no filter"),
        (["ferry", "--page", "9"], "ask for one of them"),
        (["ferry", "--limit", "0"], "has from 1 to 200"),
        (["ferry", "--channel", "The hidden line"], "has no channel called"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(ilse, words, says):
    """Exit code 2, and what to write instead."""
    done = ilse.run("ilse", "search", *words)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1


def test_the_letters_of_a_channel_are_found(line):
    """On both desks, once they have arrived, under the name by which each calls the channel."""
    letter = line.file("letter.md", LETTER)
    assert line.run("ilse", "letter", "write", letter, "--yes").code == 0
    done = line.run("ilse", "search", '"lost nets"', "--json")
    (hit,) = done.value["hits"]
    assert hit["address"].startswith("The strait line/maren-")
    assert line.run("ilse", "record", "show", hit["address"]).code == 0
    assert line.run("tomas", "search", '"lost nets"').code == 1
