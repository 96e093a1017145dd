"""Every kind of page before axe, in light on a screen and in dark on a phone, and whether it stays within both.

The audit needs scripts, so it has a window of its own where they are on; the policy of the pages is unchanged.
"""

import json

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.web.browser.conftest import PHONE, SCREEN, base, serving
from tests.web.crawl import pattern_of

pytestmark = [pytest.mark.slow, pytest.mark.loopback]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,
}
BY_LOOK = {
    "runOnly": {
        "type": "rule",
        "values": [
            "color-contrast",
            "link-in-text-block",
            "scrollable-region-focusable",
            "target-size",
            "landmark-unique",
            "heading-order",
            "page-has-heading-one",
            "region",
            "skip-link",
            "bypass",
            "label",
            "link-name",
        ],
    },
    "resultTypes": ["violations"],
    "preload": False,
}
"""The rules whose answer hangs on how a page looks and what of it is shown: all that is asked again in another look."""
AXE = Axe()
LOOKS = {"screen, light": (SCREEN, "light", RULES), "phone, dark": (PHONE, "dark", BY_LOOK)}
SMALL = {"twice as large": {"width": 640, "height": 450}, "four times as large": {"width": 320, "height": 256}}
"""A screen of 1280 by 900 or 1024 at 200 % and at 400 %, in pixels of its own (WCAG 1.4.4 and 1.4.10)."""
MAIN = ("/", "/channels", "/writing", "/cases", "/knows", "/words", "/record", "/releases", "/people", "/settings")
KINDS = (
    "/letter/{entry}", "/document/{number}", "/writing/{draft}", "/writing/{draft}/seal", "/case/{case}/calendar",
    "/case/{case}/timeline", "/channel/{channel}", "/knows/map", "/record/found/{kept}", "/release/{release}",
)  # fmt: skip


def fullest(walked):
    """Of each kind of page the one that has most: kind -> (desk, address)."""
    kinds = {}
    for name, one in walked.items():
        for address, read in one.found.items():
            kind = pattern_of(read.address)
            kinds[kind] = max(kinds.get(kind, (0, "", "")), (len(read.html), name, address))
    return {kind: (name, address) for kind, (_, name, address) in kinds.items()}


def findings(page, rules=RULES):
    """What axe finds, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate(f"axe.run({json.dumps(rules)})")["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def wider(page):
    """Whether one would have to move the whole page to the side to read it."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def shapes(html):
    """The elements of a page by what the style sheet knows of them: name and class, within name and class."""
    elements = lxml.html.fromstring(html).iter("*")
    return {
        (one.getparent().tag, one.getparent().get("class"), one.tag, one.get("class")) for one in list(elements)[1:]
    }


def together_all(walked):
    """Of the fullest pages as many as have together every element that any of them has: (desk, address) of each."""
    known = {(name, address): shapes(walked[name].found[address].html) for name, address in fullest(walked).values()}
    chosen, seen = set(), set()
    for page in sorted(known, key=lambda one: (-len(known[one]), one)):
        if known[page] - seen:
            chosen.add(page)
            seen |= known[page]
    return chosen


def audited(page, where, looks=tuple(LOOKS)):
    """What is wrong with a page, a line each: by axe in these looks, and whether it is too wide in any."""
    wrong = []
    for look, (size, scheme, rules) in LOOKS.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        if look in looks:
            wrong += [f"{where} ({look}) {line}" for line in findings(page, rules)]
        if wider(page):
            wrong.append(f"{where} ({look}) is wider than the window")
    return wrong


@pytest.fixture(scope="module")
def at_desks(walked, chromium):
    """A function that opens a page at a desk of the demo, in one window for each desk."""
    with serving(*(one.visitor.site for one in walked.values())) as firsts, chromium.new_context() as context:
        context.set_default_timeout(40_000)
        pages = {name: (base(first), context.new_page()) for name, first in zip(walked, firsts, strict=True)}
        for first, (_, page) in zip(firsts, pages.values(), strict=True):
            page.goto(first)
            page.wait_for_url(lambda url: "/enter/" not in url)

        def opened(name, address):
            own, page = pages[name]
            page.goto(own + address)
            return page

        yield opened


def test_axe_finds_nothing(walked, at_desks):
    """No violation of WCAG 2.2 AA or of good practice, on any kind of page; and nothing is wider than the window.

    On the phone and in the dark those pages are asked that have together every element and class that there is.
    """
    wrong, everything = [], together_all(walked)
    for name, address in sorted(fullest(walked).values()):
        looks = tuple(LOOKS) if (name, address) in everything else tuple(LOOKS)[:1]
        wrong += audited(at_desks(name, address), f"{name} {address}", looks)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("address", "act"), [("/record", "ask"), ("/words/leaks", "look"), ("/writing/new", "begin"), ("/people", "import")]
)
def test_axe_finds_nothing_where_a_form_is_refused(address, act, at_desks):
    """A page that says in a form why it was refused has no violation either, and says it as an alert."""
    page = at_desks("holt", address)
    page.evaluate(f"document.getElementById('{act}').noValidate = true")
    page.click(f"#{act} button")
    assert page.inner_text(f"#{act} .refused[role=alert]")
    assert not audited(page, address)


def test_a_page_that_is_made_larger_needs_no_moving_to_the_side(walked, at_desks):
    """At 200 % and at 400 % the main pages stay within the window."""
    kinds = fullest(walked)
    wrong = []
    for name, address in [("holt", address) for address in MAIN] + [kinds[kind] for kind in KINDS]:
        page = at_desks(name, address)
        for what, size in SMALL.items():
            page.set_viewport_size(size)
            if wider(page):
                wrong.append(f"{name} {address}, {what}")
    assert not wrong, wrong


def test_axe_finds_what_is_wrong(window, sit, pair, served):
    """The audit is at work: a page that is spoilt is found out."""
    (first,) = served(sit(pair, "ilse").site)
    page = window(first, scripts=True)
    page.goto(base(first) + "/settings")
    assert not findings(page)
    page.evaluate("document.querySelectorAll('label').forEach(one => one.remove())")
    assert any(line.startswith("label:") for line in findings(page))


def test_everything_can_be_reached_by_the_keyboard(window, sit, pair, served):
    """The tab key comes by the skip link first, then by every link, field and button in their order."""
    (first,) = served(sit(pair, "ilse").site)
    page = window(first, scripts=True)
    page.goto(base(first) + "/settings")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].length"
    )
    come_by = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        come_by.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
    assert "skip" in come_by[0]
    assert len(set(come_by)) == wanted
    page.keyboard.press("Shift+Tab")
    page.goto(base(first) + "/settings")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
