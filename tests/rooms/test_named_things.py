"""What the documents name exists: commands, settings, tests, files."""

import argparse
import re
from pathlib import Path

import pytest

from backchannel.cli.main import build_parser
from backchannel.web.pages import EVERY

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "docs" / "from-the-documents.md", ROOT / "docs" / "security.md"]
PAGES += sorted((ROOT / "docs" / "guide").glob("*.md"))
COMMAND = re.compile(r"(?:backchannel|^(?:ilse|tomas)|;\s+(?:ilse|tomas))((?: [a-z][a-z-]*)+)", re.MULTILINE)
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
ADDRESS = re.compile(r"`(/[^`\s]*)`")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
PICTURES = ROOT / "docs" / "images"
POINT = re.compile(r"^\| (R\d\d) \|(.*)\|$", re.MULTILINE)


def words():
    """Give every command of the program as a tuple of words."""
    found = set()

    def collect(parser, path):
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, inner in action.choices.items():
                    found.add((*path, *name.split()))
                    collect(inner, (*path, name))

    collect(build_parser(), ())
    return found


WORDS = words()


def test_the_program_has_commands():
    """The list that the pages are held against is the real one."""
    assert {("init",), ("channel", "propose"), ("release", "attribute"), ("verify",)} <= WORDS


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_named_in_a_page_exist(page):
    """Whoever types what a page says meets a command."""
    for match in COMMAND.finditer(page.read_text(encoding="utf-8")):
        named = tuple(match[1].split())
        assert any(named[:count] in WORDS for count in (1, 2, 3)), f"{page.name}: backchannel{match[1]}"
        if (named[0],) in WORDS and any(len(w) > 1 and w[0] == named[0] for w in WORDS) and len(named) > 1:
            assert named[:2] in WORDS or named[:1] in {("knows",), ("verify",)}, f"{page.name}: backchannel{match[1]}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_tests_named_in_a_page_exist(page):
    """A claim that names a test names one that is there."""
    for path, name in TEST.findall(page.read_text(encoding="utf-8")):
        source = ROOT / path
        assert source.is_file(), f"{page.name} names {path}"
        assert re.search(rf"def {name}\b", source.read_text(encoding="utf-8")), f"{page.name} names {path}::{name}"


@pytest.mark.parametrize(
    "page", sorted({*PAGES, *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")}), ids=lambda p: p.name
)
def test_links_lead_somewhere(page):
    """No link of a page leads nowhere."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_point_has_its_row():
    """The sixty points stand in order, and what is not built says so."""
    rows = POINT.findall((ROOT / "docs" / "from-the-documents.md").read_text(encoding="utf-8"))
    assert [number for number, _ in rows] == [f"R{n:02d}" for n in range(1, 61)]
    for number, row in rows:
        assert "not yet" in row or TEST.search(row), f"{number} is built and names no test"


def test_every_point_that_is_built_has_a_page_of_the_desk():
    """What the documents ask for can be done in the browser, on pages that are there."""
    text = (ROOT / "docs" / "from-the-documents.md").read_text(encoding="utf-8")
    for number, row in POINT.findall(text):
        assert "not yet" in row or ADDRESS.search(row), f"{number} is built and names no page"
    assert set(ADDRESS.findall(text)) <= {page.address for page in EVERY}


def test_every_picture_that_a_page_shows_is_there_and_every_other_is_gone():
    """The pages show what lies in the folder of pictures, in words too, and all of it."""
    shown = set()
    for page in {*PAGES, *ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")}:
        for words, target in PICTURE.findall(page.read_text(encoding="utf-8")):
            assert words.strip(), f"{page.name} shows {target} without a word"
            shown.add((page.parent / target).resolve())
    assert shown == {file for file in PICTURES.rglob("*") if file.is_file()}


def test_pictures_are_light():
    """A copy of the project is not mostly pictures: three megabytes of them at most."""
    assert sum(file.stat().st_size for file in PICTURES.rglob("*.png")) < 3_000_000


def test_every_property_and_adversary_names_its_test():
    """The security argument points to what shows it."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    properties = [line for line in text.splitlines() if re.match(r"\| [1-8]\. ", line)]
    assert len(properties) == 8
    for line in properties:
        assert TEST.search(line), line


def test_every_dependency_has_its_line():
    """Whoever adds a dependency says what for."""
    import tomllib

    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for entry in listed:
        name = re.match(r"[A-Za-z0-9_-]+", entry)[0]
        assert f"`{name}`" in page, f"{name} has no line in ARCHITECTURE.md"
