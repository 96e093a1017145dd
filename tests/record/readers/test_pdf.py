"""The text layer of a PDF becomes passages; what is decided by place alone is said; hostile files end in a sentence."""

import json
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.readers.pdf_files import FONT, LINE, one_page, raw, sheet, shown, stream

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.readers import pdf


def texts(document):
    """The roles and texts of a document's passages."""
    return [(passage.role, passage.text) for passage in document.passages]


def said(report):
    """Everything a report says, as one text."""
    return "\n".join((*report.inferred, *report.left_out))


def prose(seed):
    """A paragraph of some six lines, another for each seed."""
    return "It is told that " + " ".join(Random(seed).choices(LINE.replace(".", "").split(), k=90)) + "."


def test_paper_of_several_pages_is_read_whole():
    """Heading, paragraphs across pages, items and page marks are there; running heads are taken out and said."""
    made = sheet("SECRET")
    made.text_of("On the Strait", size=16)
    paragraphs = [prose(number) for number in range(30)]
    for words in paragraphs:
        made.text_of(words)
    made.text_of("1. ice;")
    made.text_of("2. light.")
    document, report = pdf.read(made.data())
    assert document.heading == "On the Strait"
    assert [text for _, text in texts(document)] == [*(words.strip() for words in paragraphs), "1. ice;", "2. light."]
    assert [role for role, _ in texts(document)][-2:] == ["item", "item"]
    pages = [(p.number, s) for p in document.passages for s in p.spans if s.name == "page"]
    head = [span for line in document.apparatus.head for span in line.spans]
    labels = [span.value("number") for span in (*head, *(span for _, span in pages))]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]
    assert len(labels) > 2
    for (number, span), (later, _) in pairwise(pages):
        assert number <= later
        text = document.passages[number - 1].text
        assert span.start == 0 or text[span.start - 1] == " "
    assert document.classification == "SECRET"
    assert "The classification is what stands at the head or foot of the pages." in report.inferred
    assert "The lines at the head and foot of the pages were left out: “SECRET”." in report.left_out


def test_words_divided_at_line_ends_are_joined_with_care():
    """A divided word is joined; a hyphen of its own stays before capitals and figures, and between two words."""
    made = sheet()
    made.lines_of(
        "The negotia-", "tors met in the har-", "bour of the Anglo-", "Suvrian company in 1986-", "87 and spoke.", gap=8
    )
    made.lines_of("The vice admiral and the president and the vice-", "president of the board were there with them.")
    document, report = pdf.read(made.data())
    assert [text for _, text in texts(document)] == [
        "The negotiators met in the harbour of the Anglo-Suvrian company in 1986-87 and spoke.",
        "The vice admiral and the president and the vice-president of the board were there with them.",
    ]
    assert "A word divided at the end of a line was joined (2 times)." in report.inferred
    assert "kept its hyphen, since both halves occur." in said(report)


def test_notes_at_the_foot_become_notes_where_their_mark_is_found():
    """Small print below the text whose mark stands raised, or stuck to a word, in it is a note with its place."""
    made = sheet()
    made.noted("It thaws slowly", "1", " this year.")
    made.lines_of("The strait2 is open.", gap=20)
    made.lines_of("1 As it did last", "year, and before.", "2 Of Rothav.", size=8)
    document, report = pdf.read(made.data())
    assert [text for _, text in texts(document)] == ["It thaws slowly this year.", "The strait is open."]
    assert [(note.mark, note.text) for note in document.apparatus.notes] == [
        ("1", "As it did last year, and before."),
        ("2", "Of Rothav."),
    ]
    spans = [(p.number, s.start, s.value("number")) for p in document.passages for s in p.spans]
    assert spans == [(1, 15, "1"), (2, 10, "2")]
    assert "was taken for a note (2 times)." in said(report)


def test_small_print_without_a_mark_in_the_text_stays_text():
    """Small lines at the foot that nothing points to are passages; a raised figure that is no mark goes back."""
    made = sheet()
    made.text_of(LINE * 3)
    made.noted("An area of 40 km", "2", " of ice.")
    made.ln(20)
    made.lines_of("9 is the number of the map.", size=8)
    document, _ = pdf.read(made.data())
    assert [text for _, text in texts(document)] == [
        (LINE * 3).strip(), "An area of 40 km2 of ice.", "9 is the number of the map.",
    ]  # fmt: skip
    assert document.apparatus is None


def test_paragraphs_are_known_by_indents_and_by_short_last_lines():
    """Where no distance parts paragraphs, an indented line begins one, or a line that ends short ends one."""
    long = "The ice on the strait thaws slowly this year and the harbour masters are glad"
    made = sheet()
    made.lines_of(long, long, "of it.", gap=0)
    made.lines_of(long, gap=0, indent=8)
    made.lines_of(long + ".", gap=0)
    made.lines_of("And late.", gap=0, indent=8)
    document, _ = pdf.read(made.data())
    assert [text for _, text in texts(document)] == [f"{long} {long} of it.", f"{long} {long}.", "And late."]


def test_letter_by_pdf_has_its_head():
    """First lines such as `From: Reet Kaljo` are a head; properties say the rest, with a sentence each."""
    made = sheet()
    for line in ("From: Reet Kaljo", "To: Anders Holm", "It thaws."):
        made.text_of(line, gap=5)
    made.set_title("Ice")
    made.set_author("Pia Lund")
    document, report = pdf.read(made.data())
    assert (document.senders, document.addressees) == (("Reet Kaljo",), ("Anders Holm",))
    assert document.heading == "Ice"
    assert str(document.date).endswith("?")
    assert texts(document) == [("paragraph", "It thaws.")]
    assert "The heading is the title that the file's properties name." in report.inferred


def test_close_lines_of_a_head_and_numbers_in_the_margin_are_kept_apart():
    """Head lines at the usual distance are lines of the head; a small number before a line is no part of its word."""
    made = sheet()
    made.lines_of("From: Reet Kaljo", "To: Anders Holm", "Subject: Ice", gap=8)
    made.text_of(LINE * 4)
    made.set_font("Times", size=6)
    made.cell(6, 5.5, "12")
    made.lines_of("It thaws.", indent=6)
    document, _ = pdf.read(made.data())
    assert (document.senders, document.addressees, document.subject) == (("Reet Kaljo",), ("Anders Holm",), "Ice")
    assert [text for _, text in texts(document)] == [(LINE * 4).strip(), "12 It thaws."]


def test_what_a_page_hides_is_said():
    """Words without ink are read and said; words beyond the edge or aslant, pictures and comments are left out."""
    content = (
        shown(b"It thaws.")
        + b"BT 3 Tr /F 12 Tf 50 600 Td (Unseen words.) Tj ET BT 0 Tr /F 12 Tf 2000 600 Td (Far away.) Tj ET "
        + b"BT /F 12 Tf 0.7 0.7 -0.7 0.7 300 300 Tm (Aslant.) Tj ET /I Do"
    )
    data = one_page(
        content,
        b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1>>\nstream\nx\nendstream",
        b"<</Type /Annot /Subtype /Text /Contents (Psst)>>",
        resources=b"/Font <</F 5 0 R>> /XObject <</I 6 0 R>>",
        page=b"/Annots [7 0 R]",
    )
    document, report = pdf.read(data)
    assert texts(document) == [("paragraph", "It thaws."), ("paragraph", "Unseen words.")]
    assert "The words of page 1 are drawn without ink" in said(report)
    for sentence in (
        "Words beyond the edge of the page were left out.",
        "A picture was left out.",
        "A comment, stamp or other mark upon a page was left out.",
    ):
        assert sentence in report.left_out
    assert "Psst" not in said(report)


def test_attack_by_words_aslant(capfd):
    """Words that stand aslant over the page do not run into the text, and reading prints nothing."""
    content = shown(b"It thaws.") + b"BT /F 12 Tf 0 1 -1 0 300 300 Tm (DRAFT) Tj ET"
    document, report = pdf.read(one_page(content))
    assert texts(document) == [("paragraph", "It thaws.")]
    assert "aslant" in said(report)
    assert capfd.readouterr().out == ""


def encrypted():
    """A file with a password."""
    made = sheet()
    made.text_of("It thaws.")
    made.set_encryption(owner_password="x", user_password="y")
    return made.data()


def forms(count, width):
    """Forms that each draw the next several times: the last is drawn width to the power of count times."""
    bodies = []
    for number in range(count):
        content = b"/N Do " * width if number < count - 1 else shown(b"It thaws.")
        inside = b"/Resources <</Font <</F 5 0 R>> /XObject <</N %d 0 R>>>>" % (number + 7)
        bodies.append(stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + inside))
    return one_page(b"/N Do", *bodies, resources=b"/Font <</F 5 0 R>> /XObject <</N 6 0 R>>")


def many_pages(count, content=b""):
    """One page, shown many times."""
    return raw(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [%s] /Count %d>>" % (b"3 0 R " * count, count),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
        stream(shown(b"It thaws.") + content),
        FONT,
    )


HOSTILE = {
    "large": ("are allowed", lambda: b"%PDF-1.7" + bytes(pdf.PDF)),
    "encrypted": ("encrypted", encrypted),
    "picture": ("only pictures", lambda: one_page(b"0 0 10 10 re f")),
    "blank words": ("only pictures", lambda: one_page(shown(b"   "))),
    "bomb": ("", lambda: one_page(b" " * 60_000_000)),
    "larger bomb": ("", lambda: one_page(shown(b"It thaws.") * 300_000)),
    "forms": ("more work", lambda: forms(12, 10)),
    "pages": ("are allowed", lambda: many_pages(pdf.PAGES + 1)),
    "ring of pages": ("", lambda: raw(b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R] /Count 1>>")),
    "ring of objects": ("", lambda: raw(b"2 0 R", b"1 0 R")),
    "depth": ("", lambda: one_page(b"[" * 100_000)),
    "depth of objects": ("", lambda: raw(b"<</Type /Catalog /Pages " + b"[" * 50_000)),
    "depth of dictionaries": ("", lambda: raw(b"<</a " * 5_000)),
    "no pages": ("", lambda: raw(b"<</Type /Catalog>>")),
    "nothing": ("no PDF", lambda: b""),
    "name alone": ("no PDF", lambda: b"%PDF-1.7\n"),
    "text": ("no PDF", lambda: b"It thaws."),
    "cut": ("", lambda: one_page(shown(b"It thaws."))[:200]),
    "bidirectional": ("U+202E", lambda: bidirectional()),
}


def bidirectional():
    """Words with a control of direction, by a font's own table of signs."""
    table = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <202e> endbfchar"
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman /ToUnicode 7 0 R>>"
    return one_page(shown(b"Pay A001."), font, stream(table), resources=b"/Font <</F 6 0 R>>")


@pytest.mark.parametrize(("says", "make"), HOSTILE.values(), ids=HOSTILE)
def test_attack_by_a_file_made_to_harm_is_refused(says, make):
    """Bombs, rings, depth, forms that draw forms, locked and empty files: each is refused in one sentence."""
    with pytest.raises(BadInputError) as refusal:
        pdf.read(make())
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("content", "resources"),
    [
        (b"BT /F 12 Tf (Lost) Tj ET (never closed", b"/Resources <</Font <</F 5 0 R>>>>"),
        (b"BT /F 12 Tf (Lost) Tj /x /y Td (x) Tj ET", b"/Resources <</Font <</F 5 0 R>>>>"),
        (b"BT /F 12 Tf (Lost) Tj ET", b""),
    ],
)
def test_form_that_cannot_be_read_is_said(content, resources):
    """A form that the parser passes over is left out with a sentence, and not in silence."""
    form = stream(content, b"/Type /XObject /Subtype /Form " + resources)
    data = one_page(shown(b"It thaws.") + b"/N Do", form, resources=b"/Font <</F 5 0 R>> /XObject <</N 6 0 R>>")
    document, report = pdf.read(data)
    assert document.passages[0].text.startswith("It thaws.")
    is_there = any("Lost" in text for _, text in texts(document))
    assert is_there or "A part of a page that cannot be read was left out." in report.left_out


def test_attack_by_operators_without_end(monkeypatch):
    """A page, or all pages together, with more operators than allowed is refused as too much work."""
    monkeypatch.setattr(pdf, "OPERATORS", 1_000)
    with pytest.raises(BadInputError, match="more work"):
        pdf.read(many_pages(10, b"q " * 150))
    monkeypatch.setitem(pdf.LIMITS, "stream_parsing_work_maximum_count", 500)
    with pytest.raises(BadInputError, match="more work"):
        pdf.read(one_page(b"q " * 600))


def test_attack_by_endless_lines():
    """Lines of tens of thousands of letters, hyphens, stops and quotation marks take no time to speak of."""
    for sign in (b"a", b"-", b".", b"'", b". ", b"1", b"a-"):
        content = b"".join(b"BT /F 12 Tf 50 %d Td (%s) Tj ET " % (700 - 14 * n, sign * 10_000) for n in range(4))
        pdf.read(one_page(content))


def test_attack_by_scripts_and_files_within():
    """A program and embedded files are left out with a sentence, and nothing runs."""
    data = raw(
        b"<</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert)>> /AcroForm <<>> "
        b"/Names <</EmbeddedFiles <<>>>>>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
        stream(shown(b"It thaws.")),
        FONT,
    )
    _, report = pdf.read(data)
    assert {
        "Files embedded in the PDF were left out.",
        "The fields of a form were left out.",
        "A program in the PDF was left out.",
    } <= set(report.left_out)


SAMPLE = one_page(
    shown(b"It thaws.", b"And the harbour is o-", b"pen.") + b"BT /F 8 Tf 50 90 Td (1 Note.) Tj ET", pack=False
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 20), st.binary(max_size=6)), max_size=4))
def test_any_bytes_changed_give_a_document_or_a_sentence(changes):
    """A file with bytes changed, taken out and put in is read, or refused by our own error."""
    data = SAMPLE
    for at, cut, put in changes:
        data = data[:at] + put + data[at + cut :]
    try:
        pdf.read(data, allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")


def test_naughty_strings_as_titles_and_words(outside):
    """Each naughty string as title, author and words of a page is held or refused by our own error."""
    strings = json.loads((outside / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= 515
    held = 0
    for string in strings:
        title = string.encode("utf-16-be", "surrogatepass").hex().encode()
        words = string.encode("cp1252", "replace").hex().encode()
        content = b"BT /F 12 Tf 50 700 Td <%s> Tj ET BT /F 12 Tf 50 600 Td (It thaws.) Tj ET" % words
        made = raw(
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
            stream(content),
            FONT,
            b"<</Title <feff%s> /Author <feff%s> /CreationDate (D:%s)>>" % (title, title, words),
            trailer=b"/Root 1 0 R /Info 6 0 R",
        )
        try:
            document, _ = pdf.read(made, allow_hidden=True)
        except BackchannelError as refusal:
            assert str(refusal).endswith(".")
        else:
            held += 1
            assert document.passages[-1].text.endswith("It thaws.")
    assert held > 480
