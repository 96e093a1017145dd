"""A file is read by its bytes first and its name second, with what is attached to it; nothing is lost in silence."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.readers.pdf_files import one_page, shown
from tests.record.readers.test_mail import parts, written
from tests.record.readers.word_files import archive, p, word_file

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.readers import files

WORD = word_file(p("It thaws."))
PDF = one_page(shown(b"It thaws."))
MAIL = written("It thaws.")
TEXT = b"From: Reet Kaljo\nDate: 3 March 1987\n\nIt thaws."


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.docx", WORD, "Word"),
        ("a.pdf", WORD, "Word"),
        ("a", PDF, "PDF"),
        ("a.txt", b"junk before it\n" + PDF, "PDF"),
        ("a.eml", MAIL, "mail"),
        ("a.txt", MAIL, "mail"),
        ("a.eml", b"From: a@b.example\r\n\r\nIt thaws.", "mail"),
        ("a.txt", TEXT, "plain text"),
        ("letter", TEXT, "plain text"),
        ("A.TXT", TEXT, "plain text"),
        ("a.md", TEXT, "Markdown"),
        ("folder.pdf/a.markdown", TEXT, "Markdown"),
        (".txt", TEXT, "plain text"),
    ],
)
def test_format_is_known_by_bytes_then_by_name(name, data, format_):
    """What the bytes are is what a file is; a letter's own head makes no mail of it; the name says the rest."""
    assert files.format_of(name, data).name == format_


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx without a password"),
        ("a.xlsx", archive({"xl/workbook.xml": "<a/>"}), "an archive or another Office file"),
        ("a.rtf", b"{\\rtf1 It thaws.}", "rich text; save it as .docx"),
        ("a.gz", b"\x1f\x8b\x08", "packed"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("a.html", b"<p>It thaws.</p>", "is of a kind that is not read; bring it as one of .pdf, .docx,"),
        ("a\u202efdp.exe", b"MZ", "⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩"),
        ("a.docx", b"It thaws.", "no Word file"),
        ("a.pdf", b"It thaws.", "no PDF"),
        ("a.eml", b"It thaws.", "no mail"),
        ("", b"", "empty"),
    ],
)
def test_what_is_not_known_is_refused_in_one_sentence(name, data, says):
    """Other formats are named with what to do, and a false name brings its own reader's sentence."""
    with pytest.raises(BadInputError) as refusal:
        files.read(name, data)
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_file_with_a_false_name_is_read_and_said():
    """A Word file that is called a PDF is read as what it is, with a sentence."""
    (reading,) = files.read("a.pdf", WORD)
    assert reading.document.passages[0].text == "It thaws."
    assert "The file is called .pdf and was read as Word, which it is." in reading.report.inferred
    (reading,) = files.read("a.docx", WORD)
    assert not any("is called" in sentence for sentence in reading.report.inferred)


def attached(name, data):
    """The head and body of an attachment in base64."""
    head = f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Transfer-Encoding: base64'
    return head, base64.encodebytes(data).decode()


def test_mail_gives_its_attachments_as_documents():
    """Each attachment is read by its own reader, mails in the mail too, and what none reads is reported."""
    deep = attached("deep.md", b"# Ice\n\nDeep.")
    inner = written(*parts(("Content-Type: text/plain", "Inner."), deep, boundary="Y"))
    body, kind = parts(
        ("Content-Type: text/plain", "See all."),
        attached("a.docx", WORD),
        attached("b.pdf", PDF),
        attached("c.txt", TEXT),
        attached("ice.png", b"\x89PNG\r\n"),
        ("Content-Type: message/rfc822", inner.decode()),
        attached("broken.docx", b"PK\x03\x04word/"),
    )
    readings = files.read("mails/1.eml", written(body, kind))
    assert [(reading.name, reading.document.passages[0].text) for reading in readings] == [
        ("mails/1.eml", "See all."),
        ("mails/1.eml/a.docx", "It thaws."),
        ("mails/1.eml/b.pdf", "It thaws."),
        ("mails/1.eml/c.txt", "It thaws."),
        ("mails/1.eml/mail.eml", "Inner."),
        ("mails/1.eml/mail.eml/deep.md", "Deep."),
    ]
    lost = [sentence for sentence in readings[0].report.left_out if "attachment" in sentence]
    assert len(lost) == 2
    assert "“ice.png” was left out: The file “ice.png” is a picture" in lost[0]
    assert "“broken.docx” was left out: " in lost[1]


def test_attack_by_mails_within_mails_ends():
    """Mails nested deeper than allowed are left out with a sentence at the deepest that is read."""
    data = written("Inmost.")
    for _ in range(files.DEPTH + 3):
        data = written(*parts(("Content-Type: text/plain", "Around."), attached("m.eml", data)))
    readings = files.read("a.eml", data)
    assert len(readings) == files.DEPTH + 1
    assert "it lies in too many mails" in readings[-1].report.left_out[-1]


def test_attack_by_more_attachments_than_allowed():
    """Of a crowd of attachments the first are read and each of the others is named."""
    many = [attached(f"{number}.txt", b"It thaws.") for number in range(files.ATTACHED + 2)]
    readings = files.read("a.eml", written(*parts(("Content-Type: text/plain", "x"), *many)))
    assert len(readings) == files.ATTACHED + 1
    assert len([one for one in readings[0].report.left_out if "comes with too many others" in one]) == 2


def test_hidden_characters_are_refused_in_the_mail_and_reported_in_what_it_brings():
    """A hidden character in a mail refuses it; one in an attachment leaves that out with the reason, unless allowed."""
    hidden = "Pay \u202e001.".encode()
    data = written(*parts(("Content-Type: text/plain", "x"), attached("a.txt", hidden)))
    readings = files.read("a.eml", data)
    assert len(readings) == 1
    assert "U+202E" in readings[0].report.left_out[-1]
    assert len(files.read("a.eml", data, allow_hidden=True)) == 2
    with pytest.raises(BadInputError, match=r"U\+202E"):
        files.read("a.eml", written(hidden))


@settings(deadline=None)
@given(
    st.sampled_from([WORD, PDF, MAIL, TEXT]),
    st.text(max_size=10),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 9), st.binary(max_size=4)), max_size=3),
)
def test_any_name_and_bytes_give_documents_or_a_sentence(data, name, changes):
    """Under any name, with bytes changed, a file is read or refused by our own error."""
    for at, cut, put in changes:
        data = data[:at] + put + data[at + cut :]
    try:
        readings = files.read(name, data, allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert readings[0].name == name


def test_naughty_strings_as_names(outside):
    """Each naughty string as the name of a file and of an attachment is read or refused by our own error."""
    strings = json.loads((outside / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= 515
    for string in strings:
        for name in (string, string + ".txt"):
            try:
                (reading,) = files.read(name, TEXT)
            except BackchannelError as refusal:
                assert str(refusal).endswith(".")
            else:
                assert reading.document.senders == ("Reet Kaljo",)
        name = " ".join(string.replace('"', "").split())
        data = written(*parts(("Content-Type: text/plain", "x"), (f'Content-Type: a/b; name="{name}"', "x")))
        readings = files.read("a.eml", data, allow_hidden=True)
        assert len(readings) + sum("was left out: " in one for one in readings[0].report.left_out) == 2


def test_every_ending_of_the_table_is_found():
    """Endings are written as they are looked up, and what bytes alone tell is never chosen for its name."""
    for ending in {ending for format_ in files.FORMATS for ending in format_.endings}:
        assert ending == ending.casefold()
        assert ending in files.format_of(f"a{ending}", b"It thaws.").endings
    assert files.format_of("a.txt", b"It thaws.").name == "plain text"
