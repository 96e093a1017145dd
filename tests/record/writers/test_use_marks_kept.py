"""Use-marks survive every way out and every way in: no point loses what may be done with it (R51)."""

import json
import re
from email.message import EmailMessage
from html import unescape

import pytest

from backchannel.record import document as letter
from backchannel.record import stored, use_marks
from backchannel.record.address import read as read_address
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage
from backchannel.record.excerpt import redact
from backchannel.record.readers import files
from backchannel.record.use_marks import Use, UseMark
from backchannel.record.writers import markdown, telegram, text
from backchannel.record.writers.cmif import Index
from backchannel.record.writers.formats import FORMATS, Export, Wishes

DAY = parse("2031-02-23")
SAID = (
    UseMark(Use.BACKGROUND),
    UseMark(Use.SAY, DAY, "the talks of the First Minister with the ferry masters in Aldeby"),
    UseMark(Use.IF_ASKED),
    UseMark(Use.WRITE, None, "the opening of the lighthouse – and not sooner"),
    UseMark(Use.SAY, DAY),
)
WORDS = "We would let four ferries pass each day until the ice closes the strait, and we ask for nothing in return."
POINTS = [use_marks.marked(f"({level}) {WORDS}", mark) for level, mark in zip("SCUSC", SAID, strict=True)]
GUIDANCE = Document(
    "circular",
    (
        Passage(1, "The guidance below is for your conversations."),
        *(Passage(number, point) for number, point in enumerate(POINTS, 2)),
        Passage(7, "This point has no mark."),
    ),
    heading="Guidance on the winter passage",
    number="Rothav 12",
    classification="Secret",
)
TEXTS = ("tei", "html", "json", "jsonl", "telegram")


def found(document):
    """The marks of a document with the words behind them."""
    return [(mark, use_marks.bare(p.text)) for p in document.passages if (mark := use_marks.read(p.text))]


def kept(document):
    """Whether all marks are there, in order, each before the words of its point."""
    return [mark for mark, _ in found(document)] == list(SAID) and all(WORDS in bare for _, bare in found(document))


def out(name):
    """The file of a format."""
    index = Index("Guidance", "nobody", "nobody", "urn:uuid:00000000-0000-0000-0000-000000000000", "2031-02-01")
    return FORMATS[name].write([Export("rothav-12", GUIDANCE)], Wishes(index))


@pytest.mark.parametrize("name", ["tei", "docx", "pdf", "telegram"])
def test_a_file_that_is_read_again_has_every_mark(name):
    """TEI, Word, PDF and the telegram's form, read by the readers by which anybody takes them in."""
    if name == "tei":
        from backchannel.record.readers.tei import volumes as tei

        documents = [document for document, _ in tei.read(out(name)).documents()]
    else:
        documents = [one.document for one in files.read(f"guidance{FORMATS[name].suffix}", out(name))]
    assert [kept(document) for document in documents] == [True]


def test_markdown_and_plain_text_have_every_mark():
    """As one writes a circular, and as it is copied out."""
    assert kept(files.read("guidance.md", markdown.write(GUIDANCE).encode())[0].document)
    plain = "\n\n".join(passage.text for passage in GUIDANCE.passages)
    assert kept(files.read("guidance.txt", plain.encode())[0].document)


def test_capitals_keep_every_mark():
    """A telegram in capitals says the same."""
    again = files.read("x.txt", telegram.write(GUIDANCE, upper=True).encode())[0].document
    assert [(m.use, m.not_before, use_marks.same(m.event)) for m, _ in found(again)] == [
        (m.use, m.not_before, use_marks.same(m.event)) for m in SAID
    ]


@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_a_mail_has_every_mark(subtype):
    """In the body of a mail, as text or as a page, and attached to it in each form."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "a@b.example", "c@d.example", "Guidance", "<1@b>"
    body = "\n\n".join(passage.text for passage in GUIDANCE.passages)
    mail.set_content(
        body if subtype == "plain" else "".join(f"<p>{part}</p>" for part in body.split("\n\n")), subtype=subtype
    )
    mail.add_attachment(out("docx"), maintype="application", subtype="octet-stream", filename="guidance.docx")
    mail.add_attachment(telegram.write(GUIDANCE), filename="guidance.txt")
    documents = [one.document for one in files.read("x.eml", mail.as_bytes())]
    assert [kept(document) for document in documents] == [True] * 3


def test_what_only_people_read_shows_every_mark():
    """On the terminal, on a page of HTML, and in the lines for engines of text: the words of each mark, whole."""
    pages = {
        "terminal": text.write(GUIDANCE),
        "html": unescape(re.sub(r"<[^>]+>", "", out("html").decode())),
        "jsonl": json.loads(out("jsonl"))["text"],
    }
    for name, page in pages.items():
        joined = " ".join(page.split())
        for mark in SAID:
            assert f"{use_marks.written(mark)} {WORDS}" in joined, name


def test_the_ledger_and_the_archive_keep_every_mark():
    """As a letter on a channel, and as a stored document."""
    assert letter.from_value(json.loads(json.dumps(letter.to_value(GUIDANCE)))) == GUIDANCE
    assert stored.from_value(json.loads(json.dumps(stored.to_value(GUIDANCE)))) == GUIDANCE
    value = json.loads(out("json"))
    assert kept(stored.from_value({name: part for name, part in value.items() if name != "id"}))


def test_an_excerpt_keeps_the_marks_of_what_it_shows():
    """Where a point is withheld its mark goes with it, and every other stays with its own."""
    excerpt = redact(GUIDANCE, [read_address("rothav-12/3")], "The talks are not yet held.")
    assert [mark for mark, _ in found(excerpt.document)] == [SAID[0], *SAID[2:]]
