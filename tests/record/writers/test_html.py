"""A page of HTML that stands alone, shows everything, and runs nothing."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from tests.record.strategies import documents
from tests.record.writers.specimens import FOURTH, SECOND, THIRD, printed

from backchannel.record.apparatus import Apparatus
from backchannel.record.characters import shown
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.spans import Frame
from backchannel.record.writers import html

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The elements of a page with their attributes and words; a page whose elements do not nest is refused."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.unplaced = [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def find(self, **values):
        """The elements with these attributes (`class_` for class, one word of it)."""

        def fits(element, name, value):
            if name == "class_":
                return value in element.get("class", "").split()
            return element.get(name) == value

        return [e for e in self.elements if all(fits(e, name, value) for name, value in values.items())]

    def one(self, **values):
        """The one element with these attributes."""
        (element,) = self.find(**values)
        return element


def written(document):
    """The page of a document, and the page read."""
    text = html.write(document).decode()
    return text, Page(text)


def shown_words(page, passage):
    """The words of a passage as the page has them, without its number, marks of notes and pages."""
    return page.one(id=str(passage.number))["text"].removeprefix(str(passage.number))


def test_nothing_runs_and_nothing_is_loaded():
    """There is no script, no handler, no style beside the one whose digest the policy names, and no address outside."""
    text, page = written(printed())
    assert not {e["tag"] for e in page.elements} & {"script", "link", "img", "iframe", "object", "form", "svg", "base"}
    assert not [name for e in page.elements for name in e if name.startswith("on") or name in ("src", "style")]
    assert all(e["href"].startswith("#") for e in page.elements if "href" in e)
    style = page.one(tag="style")["text"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(e["content"] for e in page.find(tag="meta") if e.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style and "@import" not in style and "://" not in text


def test_every_passage_has_its_address_and_its_words():
    """The fragment #2 is the second passage: its number, its words, the mark of its note and of its page."""
    _, page = written(printed())
    assert page.one(id="2")["text"] == "2" + SECOND.replace("soundings", "soundings3").replace(
        "accept it now", "[Page 39]accept it now"
    )
    assert [e["tag"] for e in page.elements if re.fullmatch(r"[0-9]+", e.get("id", ""))] == ["p"] * 14
    assert page.one(id="h1")["tag"] == "h1"


def test_the_banner_is_on_top_and_at_the_bottom():
    """Caption and classification stand before and after all else, and in what paper repeats on every page."""
    text, page = written(printed())
    assert [e["text"] for e in page.find(class_="banner")] == ["Eyes Only Chancellor HolmTop Secret"] * 2
    assert text.index('class="banner top"') < text.index("<header") < text.index('class="banner bottom"')
    assert "table-header-group" in text and "table-footer-group" in text
    assert not Page(html.write(Document("letter", passages_of("Ice."))).decode()).find(class_="banner")


def test_notes_are_linked_both_ways():
    """Every mark leads to its note and every note back to its mark, if it has one."""
    _, page = written(printed())
    for number in (1, 2, 3, 4):
        mark = page.one(id=f"m{number}")
        assert mark["tag"] == "sup" and mark["text"] == str(number)
        assert page.find(tag="a", href=f"#n{number}") and page.find(tag="a", href=f"#m{number}")
        assert page.one(id=f"n{number}")["class"] == "note"
    assert not page.find(href="#m5") and "The mark of this note is lost." in page.one(id="n5")["text"]


def test_gaps_are_drawn_as_gaps():
    """What was left out by editors and what was withheld are each one block of their own kind."""
    _, page = written(printed())
    assert [e["text"] for e in page.find(class_="withheld")] == [THIRD]
    assert [e["text"] for e in page.find(class_="omitted")] == [FOURTH]


def test_tables_lists_and_quotations_are_what_they_are():
    """Cells stand in rows, items in a list, a quotation in its own block, and references to notes are links."""
    _, page = written(printed())
    assert ["".join(e["text"].split()) for e in page.find(tag="tr")] == ["7Ship8Tons", "9Aldis101,400"]
    assert "The pilots" in page.one(class_="list")["text"]
    assert "The sea belongs" in page.one(tag="blockquote")["text"]
    assert page.one(tag="i", text="never") and page.one(tag="b")["text"] == "Reet Kaljo"


def test_what_stands_over_a_list_is_a_label():
    """SUBJECT over the list of subjects is no title, of an attachment the heading is one."""
    frames = (Frame("list", 0, (("type", "subject"),)), Frame("frus:attachment"))
    head = (Passage(1, "SUBJECT", "heading", within=1), Passage(2, "The line", "subject", within=1))
    passages = (Passage(1, "Attachment", "heading", within=2), Passage(2, "Ice.", within=2))
    _, page = written(Document("memorandum", passages, apparatus=Apparatus(head=head, frames=frames)))
    assert (page.one(id="h1")["tag"], page.one(id="1")["tag"]) == ("p", "h2")


def test_words_that_look_like_markup_are_words():
    """A letter that holds tags, entities and a policy of its own shows them."""
    attack = '</p><script>alert(1)</script><img src=x onerror="y"> &lt; <meta http-equiv="refresh">'
    document = Document("letter", passages_of(attack), heading=attack, senders=(attack,), classification=attack)
    text, page = written(document)
    assert shown_words(page, document.passages[0]) == attack
    assert page.one(tag="title")["text"] == attack
    assert not page.find(tag="script") and not page.find(tag="img") and "<script" not in text


def test_hidden_characters_are_seen():
    """An override of direction stands as its name, in the words, the head and a note."""
    document = printed()
    document = replace(document, passages=passages_of("a\u202eb"), heading="x\u200by")
    text, page = written(document)
    assert shown_words(page, document.passages[0]) == "a⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩b"
    assert "\u202e" not in text and "\u200b" not in text


def test_a_letter_without_a_printed_head_states_its_own():
    """Kind and number, place and date, writer and addressee stand above the words."""
    document = replace(printed(), apparatus=None, passages=passages_of("Ice."))
    _, page = written(document)
    head = page.one(class_="head")["text"]
    assert head.split("\n") == [
        "",
        "22. Letter From President Kaljo to Chancellor Holm",
        "Letter 22",
        "Tarnholm, 16 October 1961",
        "From: Reet Kaljo",
        "To: Anders Holm",
        "Subject: The line at Anders Head",
        "",
    ]


@settings(deadline=None, max_examples=50)
@given(documents())
def test_any_document_is_a_page_with_all_its_words(document):
    """Whatever a document holds, the page nests and shows every passage."""
    _, page = written(document)
    for passage in document.passages:
        expected = shown(passage.text).replace("\r\n", "\n").replace("\r", "\n")
        assert shown_words(page, Passage(passage.number, passage.text)) == expected
