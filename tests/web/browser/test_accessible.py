"""Every kind of page before axe, in light and in dark, on a screen and on a phone, and whether it stays within both.

The audit needs scripts, so it has a window of its own where they are on; the policy of the pages is unchanged.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.web.browser.conftest import PHONE, SCREEN, base, serving
from tests.web.conftest import demo_visitor
from tests.web.crawl import pattern_of, walk

from backchannel.web.sections import SECTIONS

pytestmark = [pytest.mark.slow, pytest.mark.loopback]

DESKS = ("holt", "aamot")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def one_of_each(visitor):
    """An address of each kind of page: the last that a walk comes to, which is seldom the emptiest."""
    found = walk(visitor, ("/", *(section.address for section in SECTIONS)), of_each=3)
    kinds = {}
    for address in found:
        kinds[pattern_of(address)] = address
    return sorted(kinds.values())


def findings(page):
    """What axe finds, a line each."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize(("size", "dark"), [(SCREEN, False), (PHONE, True)], ids=["screen, light", "phone, dark"])
def test_axe_finds_nothing(desk, size, dark, played_once, tmp_path, window):
    """No violation of WCAG 2.2 AA or of good practice, on any kind of page; and nothing is wider than the window."""
    visitor = demo_visitor(played_once[0], tmp_path, desk)
    addresses = one_of_each(visitor)
    wrong = []
    with serving(visitor.site) as (first,):
        page = window(first, scripts=True, size=size, dark=dark)
        for address in addresses:
            page.goto(base(first) + address)
            wrong += [f"{address} {line}" for line in findings(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{address} is wider than the window")
    assert not wrong, "\n".join(wrong)


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
