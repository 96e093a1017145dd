"""Letters, names and searches made to break a page: markup, scripts, directions turned around, endless marks."""

import json
import os
from pathlib import Path

import pytest
from tests.desk.table import LINE
from tests.web.browser.conftest import base
from tests.web.visitor import Read

from backchannel.errors import BackchannelError
from backchannel.record.document import Document, passages_of

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

OWN = (
    "<script>document.title = 'taken'</script>",
    "<img src=x onerror=\"document.title = 'taken'\">",
    "</textarea></p></form><form action='http://127.0.0.1:9/'><button>Lock</button>",
    '" autofocus onfocus="document.title=\'taken\'" x="',
    "{{ 7 * 7 }} {% include 'settings.html' %} ${7*7}",
    "javascript:document.title='taken'",
    "<style>* { display: none }</style><link rel=stylesheet href=//evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "We agree \u202eeerga ton od eW\u202c to all.",
    "\u2067\u05e9\u05dc\u05d5\u05dd\u2069 and \u0645\u0631\u062d\u0628\u0627, then 1 2 3",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dalgo",
    "a\u200bb\u2060c\ufeffd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 and \ufdfd",
    "W" * 3_000,
    "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
    "]]><!--<svg onload=\"document.title='taken'\">",
)


def strings():
    """Our own, and the big list of naughty strings where it is at hand."""
    folder = Path(os.environ.get("BACKCHANNEL_OUTSIDE_TESTS", Path(__file__).parents[4] / "shared" / "outside-tests"))
    file = folder / "blns" / "blns.json"
    outside = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return [one for one in (*OWN, *outside) if one.strip()]


@pytest.fixture
def hostile(pair):
    """A table at which every string came as a passage, and some as headings, subjects and numbers."""
    taken = []
    for text in strings():
        try:
            Document("letter", passages_of(text))
            taken.append(text)
        except BackchannelError:
            continue
    written = sent(pair, taken) + [one for text in OWN for one in sent(pair, [text])]
    pair.settle()
    assert len(written) > len(OWN) // 2
    return pair, written


def sent(table, texts):
    """Write letters that hold all strings that the desk takes, as few as may be: what is refused is halved."""
    if not texts:
        return []
    heading = " ".join(texts[0].split())[:200]
    try:
        return [table.letter("tomas", *texts, heading=heading, subject=heading, place=heading)]
    except BackchannelError:
        if len(texts) == 1:
            return []
    half = len(texts) // 2
    return sent(table, texts[:half]) + sent(table, texts[half:])


def test_no_string_does_anything_on_a_page(hostile, sit, served, window):
    """With scripts on, so that the policy and the escaping stand alone: the page is as it was made."""
    table, written = hostile
    (first,) = served(sit(table, "ilse").site)
    page = window(first, scripts=True)
    asked, dialogs = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    for letter in written:
        for below in ("", "/print"):
            page.goto(f"{base(first)}/letter/{letter.header.id.hex()}{below}")
            assert page.title().startswith("A letter")
            assert page.locator("main").count() == 1
            assert page.locator("script, iframe, object, embed, [onerror], [onload], [onfocus]").count() == 0
            assert all(action.startswith("/") for action in page.eval_on_selector_all(
                "form", "forms => forms.map(form => form.getAttribute('action'))"))  # fmt: skip
    page.goto(f"{base(first)}/channels")
    page.click("main a[href^='/channel/']")
    assert page.title().endswith("Backchannel")
    assert not dialogs
    assert all(url.startswith(base(first)) for url in asked)


def test_what_cannot_be_seen_is_named(pair, sit):
    """Turned directions and characters without width stand there by name, wherever the words are shown."""
    from backchannel.desk import letters

    ilse = sit(pair, "ilse")
    document = Document("letter", passages_of("We agree \u202eeerga ton od eW\u202c to all.", "a\u200bb"))
    written = letters.write(pair.tomas, LINE, document)
    pair.settle()
    for below in ("", "/print"):
        read = ilse.get(f"/letter/{written.header.id.hex()}{below}")
        assert "⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩" in read.text
        assert "\u202e" not in read.html and "\u200b" not in read.html


def test_no_string_breaks_a_search_or_a_form(sit, pair):
    """Searched for, typed into a form that is refused, or taken for an address, each comes back as words."""
    ilse = sit(pair, "ilse")
    for text in (*OWN, *strings()[len(OWN) :: 4]):
        for read in (
            ilse.do("/record", "ask", words=text),
            ilse.do("/people", "import", card=text),
        ):
            assert isinstance(read, Read)
            assert read.status in {200, 422}, text
            assert read.title.endswith("Backchannel"), text
            assert "<script>document" not in read.html and 'onerror="document' not in read.html
