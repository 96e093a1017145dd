"""A Word file becomes passages and notes; what a reader of the page may not see is said; hostile files are refused."""

import json
import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.readers.word_files import SPACES, archive, p, parts_of, r, ties, word_file

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.readers import package, word

NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
STYLE = '<w:pStyle w:val="{}"/>'


def texts(document):
    """The texts of a document's passages."""
    return [passage.text for passage in document.passages]


def said(report):
    """Everything a report says, as one text."""
    return "\n".join((*report.inferred, *report.left_out))


def test_letter_of_another_program_is_read_whole():
    """A file as python-docx writes it gives its head, heading, roles, counted numbers, rows and line breaks."""
    file = docx.Document()
    for line in ("From: Reet Kaljo", "To: Anders Holm; Pia Lund", "Date: 3 March 1987"):
        file.add_paragraph(line)
    file.add_heading("On the Strait", 0)
    file.add_paragraph("Dear Sir:")
    paragraph = file.add_paragraph("It thaws ")
    paragraph.add_run("slowly").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("and late.")
    for style in ("List Number", "List Number", "List Bullet", "Quote"):
        file.add_paragraph(f"As {style}", style=style)
    table = file.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"{row}{column}"
    buffer = BytesIO()
    file.save(buffer)
    document, report = word.read(buffer.getvalue())
    assert document.heading == "On the Strait"
    assert (document.senders, document.addressees) == (("Reet Kaljo",), ("Anders Holm", "Pia Lund"))
    assert str(document.date) == "1987-03-03"
    assert [(passage.role, passage.text) for passage in document.passages] == [
        ("salutation", "Dear Sir:"),
        ("paragraph", "It thaws slowly\nand late."),
        ("item", "1. As List Number"),
        ("item", "2. As List Number"),
        ("item", "As List Bullet"),
        ("quotation", "As Quote"),
        ("paragraph", "00\t01"),
        ("paragraph", "10\t11"),
    ]
    assert document.apparatus is None
    assert "The marks of emphasis were left out." in report.left_out


def test_styles_are_known_in_any_language_and_through_their_ancestors():
    """A style is known by Word's own English name, also one that is based on it, or by its level of outline."""
    document, _ = word.read(
        word_file(
            p("The Strait", STYLE.format("Titel"))
            + p("Ice", STYLE.format("Eigene"))
            + p("It thaws.")
            + p("Light", '<w:outlineLvl w:val="1"/>')
            + p("Said so.", STYLE.format("Zitat"))
        )
    )
    assert document.heading == "The Strait"
    assert [passage.role for passage in document.passages] == ["heading", "paragraph", "heading", "quotation"]


def test_strict_form_of_the_standard_is_read_as_the_usual_one():
    """A file in the Strict form, whose names all have other addresses, gives the same document."""
    parts = parts_of(p("Ice", STYLE.format("Titel")) + p("It thaws.") + p("x", NUMBERED.format(0, 1)))
    strict = {
        name: part.replace("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
        .replace("ooxml/wordprocessingml/2006/main", "ooxml/wordprocessingml/main")
        .replace("ooxml/officeDocument/2006/", "ooxml/officeDocument/")
        .replace("ooxml/package/2006/", "ooxml/../package/2006/")
        .replace("http://purl.oclc.org/ooxml/../package", "http://schemas.openxmlformats.org/package")
        for name, part in parts.items()
    }
    assert strict != parts
    assert word.read(archive(strict)) == word.read(archive(parts))


def test_numbers_are_counted_as_word_counts_them():
    """Levels restart under a new number, instances of one definition count together, an override begins anew."""
    rows = [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1), (2, 1), (0, 3), (0, 1), (0, 2)]
    document, report = word.read(word_file("".join(p("x", NUMBERED.format(*row)) for row in rows)))
    assert texts(document) == ["1. x", "1.a) x", "1.b) x", "2. x", "2.a) x", "(IV) x", "7. x", "8. x", "x"]
    assert {passage.role for passage in document.passages} == {"item"}
    assert "counted by the file's rules (8 times)." in said(report)


def test_notes_become_notes_with_their_places():
    """Footnotes and endnotes hang on their characters, in order; one that nothing points to is kept and reported."""
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    document, report = word.read(
        word_file(
            p(r("It thaws") + mark.format(7) + r(" slowly.") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
            + p(r("Yes.") + mark.format(2)),
            footnotes='<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
            + "".join(f'<w:footnote w:id="{n}">{p(t)}</w:footnote>' for n, t in ((2, "Two."), (7, "Seven."), (9, "?"))),
            endnotes=f'<w:endnote w:id="1">{p("The end.")}{p("Really.")}</w:endnote>',
        )
    )
    assert texts(document) == ["It thaws slowly.", "Yes."]
    spans = [(span.start, span.end, span.value("number")) for span in document.passages[0].spans]
    assert spans == [(8, 8, "1"), (16, 16, "2")]
    notes = document.apparatus.notes
    assert [(note.mark, note.text) for note in notes] == [
        ("1", "Seven."), ("i", "The end.\nReally."), ("2", "Two."), (None, "?"),
    ]  # fmt: skip
    assert "No mark in the text points to a footnote" in said(report)


def test_attack_of_the_leaked_draft_changes_are_reported():
    """Changes that nobody accepted are read as accepted, and said: who, where, how many; deleted words never enter."""
    change = 'w:id="1" w:author="Pia Lund" w:date="1987-03-01T09:00:00Z"'
    body = (
        p("It froze.")
        + p(
            r("We will ")
            + f'<w:del {change}><w:r><w:delText xml:space="preserve">never </w:delText></w:r></w:del>'
            + f"<w:ins {change}>{r('gladly ')}</w:ins>"
            + r("talk.")
        )
        + p("The first half", f"<w:rPr><w:del {change}/></w:rPr>")
        + p("and the second.")
        + f"<w:tbl><w:tr><w:trPr><w:del {change}/></w:trPr>"
        + "<w:tc><w:p/></w:tc>" * 2
        + "</w:tr></w:tbl>"
    )
    document, report = word.read(word_file(body))
    assert texts(document) == ["It froze.", "We will gladly talk.", "The first half and the second."]
    assert (
        "The file has changes by Pia Lund that nobody has accepted or rejected, in passages 2 and 3:"
        " 1 insertion, 3 deletions of 6 letters; it was read as though all were accepted." in report.inferred
    )
    assert "never" not in said(report)


def test_what_the_page_does_not_show_is_reported():
    """Comments, hidden, white, struck and turned words, text boxes, running heads, macros and objects: each is said."""
    box = "<w:drawing><w:txbxContent><w:p>" + r("Aside") + "</w:p></w:txbxContent></w:drawing>"
    body = (
        p(r("Seen. ") + r("Unseen.", "<w:vanish/>") + r("Nor this.", '<w:rStyle w:val="Geheim"/>'))
        + p(r("Shown.", '<w:vanish w:val="0"/>') + '<w:r><w:commentReference w:id="1"/></w:r>')
        + p(r("White.", '<w:color w:val="FFFFFF"/>') + r("Struck.", "<w:strike/>"))
        + p(f'<w:bdo w:val="rtl">{r("001")}</w:bdo>')
        + p(f"<w:r>{box}</w:r><w:r><w:object/></w:r>" + r("so\u00adft"))
    )
    document, report = word.read(
        word_file(
            body,
            (("m", "vbaProject", "vba.bin"), ("o", "oleObject", "o.bin")),
            comments='<w:comment w:id="1" w:author="Anders Holm"/>',
            header1=p("TOP SECRET"),
        )
    )
    assert texts(document) == ["Seen.", "Shown.", "White.Struck.", "001", "soft"]
    assert document.classification == "TOP SECRET"
    for sentence in (
        "Hidden words in passage 1, 16 letters in all, were left out.",
        "Of passage 2, 1 comment of Anders Holm was left out.",
        "Words in white, or in letters too small to be seen, stand in passage 3; they were kept.",
        "Words that are struck out stand in passage 3; they were kept.",
        "Words whose direction is overridden stand in passage 4; they were kept in the order in which they are read.",
        "A text box of 5 letters was left out.",
        "A picture, drawing or embedded object was left out.",
        "A soft hyphen was left out.",
        "The running head or foot “TOP SECRET” was left out.",
        "The file's macros were left out.",
        "A file embedded in the file was left out.",
    ):
        assert sentence in (*report.inferred, *report.left_out)


def test_fields_controls_and_links_are_read_as_shown():
    """A field's result is text and its code is not, a link's address follows its words, empty forms are left out."""

    def field(code, result):
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        return (
            mark.format("begin")
            + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
            + mark.format("separate")
            + r(result)
            + mark.format("end")
        )

    body = (
        p(r("On ") + field(r"DATE \@ yyyy", "3 March") + r(" see ") + field('HYPERLINK "https://a.example/"', "this"))
        + p(f'<w:hyperlink r:id="h">{r("there")}</w:hyperlink><w:hyperlink w:anchor="x">{r("!")}</w:hyperlink>')
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Click here") + "</w:sdtContent></w:sdt>"
        + "<w:sdt><w:sdtContent>" + p("Filled in") + "</w:sdtContent></w:sdt>"
        + p("Ice ... 3", STYLE.format("Verz"))
    )  # fmt: skip
    document, report = word.read(word_file(body, (("h", "hyperlink", "https://b.example/", "External"),)))
    assert texts(document) == ["On 3 March see this (https://a.example/)", "there (https://b.example/)!", "Filled in"]
    assert "The text of 1 field DATE was taken as the file last computed it." in report.inferred
    assert "A form's field that nobody filled in was left out." in report.left_out
    assert "A line of a table of contents was left out." in report.left_out


def test_every_letter_is_read_or_said():
    """In a body of every kind of markup, the letters of the passages and those reported are all there are."""
    body = "".join(
        f"<{tag}>{p('Abcde')}</{tag}>" for tag in ("w:customXml", "w:ins", "w:unheardOf", "mc:AlternateContent")
    )
    document, report = word.read(word_file(p("First.") + body))
    assert texts(document) == ["First.", "Abcde", "Abcde"]
    assert "Words within markup that this reader does not know were left out." in report.left_out


def test_properties_fill_only_what_the_text_leaves_open():
    """Title, author and day of the properties are used with a sentence each, and never against the text."""
    core = (
        "<dc:title>The Strait</dc:title><dc:creator>Lund, Pia</dc:creator>"
        "<dcterms:created>1987-03-02T08:00:00Z</dcterms:created>"
    )
    document, report = word.read(word_file(p("It thaws."), core=core))
    assert (document.heading, document.senders, str(document.date)) == ("The Strait", ("Lund, Pia",), "1987-03-02?")
    assert len([one for one in report.inferred if "properties" in one]) == 3
    own = p("From: Reet Kaljo") + p("Date: 3 March 1987") + p("Heading: Ice") + p("It thaws.")
    document, report = word.read(word_file(own, core=core))
    assert (document.heading, document.senders, str(document.date)) == ("Ice", ("Reet Kaljo",), "1987-03-03")
    assert "properties" not in said(report)


def test_head_in_a_table_is_a_head_and_one_that_cannot_be_read_stays_text():
    """Rows of names and values are a head; with a date that nobody can read they are passages, with a sentence."""
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl>" + row.format(p("From:"), p("Reet Kaljo")) + row.format(p("Subject:"), p("Ice")) + "</w:tbl>"
    document, _ = word.read(word_file(table + p("It thaws.")))
    assert (document.senders, document.subject, texts(document)) == (("Reet Kaljo",), "Ice", ["It thaws."])
    document, report = word.read(word_file(p("From: Reet Kaljo") + p("Date: 3/4/87") + p("It thaws.")))
    assert texts(document) == ["From: Reet Kaljo", "Date: 3/4/87", "It thaws."]
    assert "were kept as text" in said(report)


def broken(change):
    """The parts of a small file, changed."""
    parts = parts_of(p("It thaws."))
    change(parts)
    return parts


def document_of(content, compression=ZIP_DEFLATED):
    """An archive whose document part is this."""
    return archive(broken(lambda parts: parts.update({"word/document.xml": content})), compression)


def duplicated():
    """An archive with two document parts, of which two programs may read different ones."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as out:
        for name, part in parts_of(p("It thaws.")).items():
            out.writestr(name, part)
        out.writestr("Word/Document.xml", parts_of(p("It freezes."))["word/document.xml"])
    return buffer.getvalue()


DEEP = f"<w:document {SPACES}><w:body>" + "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
HOSTILE = {
    "bomb": ("unpacks to far more", lambda: document_of(b"<w:document>" + b" " * 30_000_000)),
    "larger bomb": ("unpacks to far more", lambda: document_of(b"\0" * (package.PART + 1))),
    "many entries": (
        "more than 4000 entries",
        lambda: archive(dict.fromkeys(map(str, range(package.ENTRIES + 1)), b"")),
    ),
    "entities": ("document type", lambda: document_of('<!DOCTYPE a [<!ENTITY b "c">]><w:document>&b;</w:document>')),
    "external entity": ("document type", lambda: document_of('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')),
    "depth": ("more markup, or deeper", lambda: document_of(DEEP + "</w:body></w:document>")),
    "elements": ("more markup, or deeper", lambda: document_of("<p>" + "<p/>" * package.ELEMENTS, ZIP_STORED)),
    "attribute": ("an attribute of more", lambda: document_of(f'<a b="{"c" * (package.VALUE + 1)}"/>')),
    "encoding": ("an encoding", lambda: document_of(b'<?xml version="1.0" encoding="iso-8859-7"?><a/>')),
    "unknown encoding": ("an encoding", lambda: document_of(b'<?xml version="1.0" encoding="martian"?><a/>')),
    "two of one name": ("two parts of one name", duplicated),
    "no document": ("no Word file", lambda: archive({"a.txt": b"It thaws."})),
    "not Word": ("no Word document", lambda: document_of("<workbook/>")),
    "missing part": ("lacks a part", lambda: archive(broken(lambda parts: parts.pop("word/document.xml")))),
    "no XML": ("damaged", lambda: document_of("It thaws.")),
    "packing": ("packed in a way", lambda: archive(parts_of(p("It thaws.")), ZIP_BZIP2)),
    "empty": ("no words", lambda: word_file("")),
    "no words": ("no words", lambda: word_file(p("<w:r><w:drawing/></w:r>"))),
    "no zip": ("damaged", lambda: b"PK\x03\x04 and no more"),
    "nothing": ("damaged", lambda: b""),
    "field without end": ("a field that nowhere ends", lambda: word_file(p(FIELD + r("It thaws.")))),
    "fields within fields": ("nested deeper", lambda: word_file(p(FIELD * 50))),
    "large": ("bytes where", lambda: b"PK\x03\x04" + bytes(package.PACKAGE)),
    "bidirectional": ("in passage 1, U+202E", lambda: word_file(p("Pay \u202e001\u202c crowns."))),
    "hidden in a note": (
        "in note 1, U+202E",
        lambda: word_file(
            p('<w:r><w:footnoteReference w:id="1"/></w:r>' + r("x")),
            footnotes=f'<w:footnote w:id="1">{p(chr(0x202E) + "x")}</w:footnote>',
        ),
    ),
}


@pytest.mark.parametrize(("says", "make"), HOSTILE.values(), ids=HOSTILE)
def test_attack_by_a_file_made_to_harm_is_refused(says, make):
    """Bombs, crowds, entities, depth, double names, damage: each is refused in one sentence."""
    with pytest.raises(BadInputError) as refusal:
        word.read(make())
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_attack_by_entities_of_others(outside):
    """Each hostile XML file of the outside suite is refused as a document part."""
    files = sorted((outside / "xml-bombs" / "xmltestdata").glob("*.xml"))
    assert len(files) >= 10
    for file in files:
        with pytest.raises(BadInputError):
            word.read(document_of(file.read_bytes()))


def test_attack_by_a_false_size_in_the_directory():
    """An entry that says it is small and is not is refused, whatever the directory says."""
    data = bytearray(document_of(b"<w:document>" + b" " * 30_000_000))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 10)
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(BadInputError):
        word.read(bytes(data))


def test_attack_by_notes_within_notes_and_rings_of_styles_ends():
    """A note that holds its own mark, and styles based on each other in a ring, are read once."""
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    document, report = word.read(
        word_file(
            p(r("x") + mark, STYLE.format("A")),
            footnotes=f'<w:footnote w:id="1">{p(r("It thaws.") + mark)}</w:footnote>',
            styles='<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
            '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
        )
    )
    assert [note.text for note in document.apparatus.notes] == ["It thaws."]
    assert "The mark of a note within a note was left out." in report.left_out


def test_external_targets_are_never_parts():
    """A tie to the outside is no part: the document of a file cannot lie elsewhere."""
    parts = parts_of(p("It thaws."))
    parts["_rels/.rels"] = ties(("a", "officeDocument", "https://a.example/document.xml", "External"))
    with pytest.raises(BadInputError):
        word.read(archive(parts))


SAMPLE = word_file(
    p("From: Reet Kaljo")
    + p(r("It thaws.") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + p("x", NUMBERED.format(0, 1))
    + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>",
    footnotes=f'<w:footnote w:id="1">{p("Slowly.")}</w:footnote>',
    core="<dc:title>Ice</dc:title><dcterms:created>1987-03-02T08:00:00Z</dcterms:created>",
)
SAMPLE_PARTS = parts_of(
    p(r("It thaws.") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + p("x", NUMBERED.format(0, 1)),
    footnotes=f'<w:footnote w:id="1">{p("Slowly.")}</w:footnote>',
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=5), st.integers(0, 30))
def test_any_bytes_changed_give_a_document_or_a_sentence(changes, cut):
    """A file with bytes changed or cut off is read, or refused by our own error."""
    data = bytearray(SAMPLE)
    for at, byte in changes:
        data[at] = byte
    try:
        word.read(bytes(data[: len(data) - cut]), allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")


@settings(deadline=None)
@given(
    st.sampled_from(sorted(SAMPLE_PARTS)),
    st.integers(0, 2000),
    st.integers(0, 40),
    st.text(max_size=8) | st.sampled_from(["<w:p>", "</w:p>", "<w:tbl/>", "-1", "99999999999", '"', "<w:ins>", "%1"]),
)
def test_any_markup_changed_gives_a_document_or_a_sentence(name, at, cut, words):
    """A part with words put in and taken out is read, or refused by our own error."""
    parts = dict(SAMPLE_PARTS)
    parts[name] = (parts[name][:at] + words + parts[name][at + cut :]).encode("utf-8", "surrogatepass")
    try:
        word.read(archive(parts), allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")


def test_naughty_strings_as_names_and_words(outside):
    """Each naughty string as author, comment's author, style, heading and words is held or refused by our own error."""
    strings = json.loads((outside / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= 515
    held = 0
    for string in strings:
        words = "".join(c for c in string if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
        safe = words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        data = word_file(
            p(safe or "x", STYLE.format(safe)) + p(f'<w:ins w:author="{safe}">{r(safe + ".")}</w:ins>'),
            core=f"<dc:title>{safe}</dc:title><dc:creator>{safe}</dc:creator>",
        )
        try:
            document, report = word.read(data, allow_hidden=True)
        except BackchannelError as refusal:
            assert str(refusal).endswith(".")
        else:
            held += 1
            assert all(sentence.endswith((".", ").")) for sentence in (*report.inferred, *report.left_out))
            assert document.passages[-1].text.endswith(".")
    assert held > 400
