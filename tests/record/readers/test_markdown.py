"""Markdown becomes passages with their roles; what a letter cannot hold is refused or told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import texts

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.readers import markdown


def _passages(text):
    document, report = markdown.read(text.encode())
    return [(passage.role, passage.text) for passage in document.passages], report


def test_sample_letter_is_read_whole(samples):
    """The invented letter comes out with its apparatus, its 16 passages, their roles and marks."""
    document, report = markdown.read((samples / "the-strait.md").read_bytes())
    assert [passage.role for passage in document.passages] == [
        "salutation", "paragraph", "paragraph", "paragraph", "paragraph", "heading", "paragraph", "paragraph",
        "paragraph", "item", "item", "paragraph", "quotation", "paragraph", "paragraph", "signature",
    ]  # fmt: skip
    assert document.passages[9].text.startswith("1. The eastern channel is open")
    assert "your patrol vessel Skua stood" in document.passages[3].text
    assert document.enclosures == ("Soundings of the eastern channel, 1986", "Draft schedule of convoys")
    assert [passage.number for passage in document.passages if passage.mark == "position"] == [10, 11, 12]
    assert report.left_out == ("The marks of emphasis were left out (once).",)


def test_each_form_has_its_role():
    """Paragraphs, headings, items with their numbers and quotations become passages."""
    passages, _ = _passages("One\nline.\n\n## Two\n\n- three\n- four\n\n7) seven\n8) eight\n\n> nine\n>\n> ten\n")
    assert passages == [
        ("paragraph", "One line."),
        ("heading", "Two"),
        ("item", "three"),
        ("item", "four"),
        ("item", "7) seven"),
        ("item", "8) eight"),
        ("quotation", "nine"),
        ("quotation", "ten"),
    ]


def test_first_heading_is_the_letters():
    """A heading of level 1 before all else is the document's, unless the head has one."""
    document, report = markdown.read(b"# On the Strait\n\nIt thaws.\n")
    assert (document.heading, len(document.passages)) == ("On the Strait", 1)
    assert "The first line of the text was taken for the heading." in report.inferred
    document, _ = markdown.read(b"Heading: Letter\nKind: letter\n\n# On the Strait\n\nIt thaws.\n")
    assert (document.heading, len(document.passages)) == ("Letter", 2)


@pytest.mark.parametrize(
    ("text", "passage", "told"),
    [
        ("a *b* __c__", "a b c", "emphasis"),
        ("a `b*`", "a b*", "marks of code"),
        ("a [b](http://c.example) d", "a b (http://c.example) d", "address of a link"),
        ("a [b][1]\n\n[1]: http://c.example", "a b (http://c.example)", "address of a link"),
        ('a [b](c "d")', "a b (c)", "title of a link"),
        ("a <http://c.example>", "a http://c.example", None),
        ("a\\\nb", "a\nb", None),
        ("a  \nb", "a\nb", None),
        ("a &lt;b&gt; \\*c\\*", "a <b> *c*", None),
        ("```py\na\n  b\n```", "a\n  b", "block of code"),
        ("a\n\n***", "a", "rule across the page"),
        ("a\n\n[1]: http://c.example", "a", "Addresses of links"),
        ("a\n\n-\n", "a", "item of a list without words"),
        ("a\n\n##\n", "a", "without words"),
        ("- a\n\n  b", "a", "further paragraph of a list item"),
        ("> - a", "a", "within another"),
        ("## a\n\n### b", "a", "levels of headings"),
    ],
)
def test_what_is_dropped_or_moved_is_told(text, passage, told):
    """No mark or piece of a file vanishes without a sentence in the report."""
    passages, report = _passages(text)
    assert passages[0][1] == passage
    facts = " ".join(fact for fact in (*report.inferred, *report.left_out) if not fact.startswith("The kind is"))
    assert (told in facts) if told else facts == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\n\n<div>b</div>", "HTML stands after passage 1"),
        ("a <b>c</b>", "HTML stands at the beginning"),
        ("a\n\n<!-- a remark -->", "HTML stands after passage 1"),
        ("a ![b](c.png)", "An image stands"),
        ("a\n\n| b | c |\n|---|---|\n| d | e |", "A table stands after passage 1"),
        (">" * 500 + "a", "nested too deep"),
        ("\n".join("  " * depth + "- x" for depth in range(200)), "nested too deep"),
        ("\n\n```\n```\n", "no text"),
    ],
)
def test_what_a_letter_cannot_hold_is_refused(text, says):
    """Images, tables, HTML and bottomless nesting are refused in one sentence that says where."""
    with pytest.raises(BadInputError) as refusal:
        markdown.read(text.encode())
    assert says in str(refusal.value)


def test_character_reference_cannot_hide_a_character():
    """A hidden character written as a numeric reference is refused like one that stands in the file."""
    with pytest.raises(BadInputError, match=r"in passage 1, U\+202E"):
        markdown.read(b"Pay &#8238;001 crowns.")


@settings(deadline=None)
@given(st.lists(texts, max_size=6).map(" ".join))
def test_any_text_gives_a_letter_or_a_sentence(text):
    """Whatever the file holds, the reader gives a document or raises our own error."""
    try:
        markdown.read(text.encode("utf-8"), allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")
