"""What was withheld is in no byte of any file that is written from an excerpt, however it is unpacked."""

import io
import re
import zipfile
import zlib

import docx
import pypdf
import pytest
from tests.record.writers.specimens import VOLUME, printed
from tests.record.writers.test_cmif import INDEX

from backchannel.record.address import read
from backchannel.record.apparatus import Apparatus
from backchannel.record.excerpt import pared, redact
from backchannel.record.writers import bagit, markdown, page, text
from backchannel.record.writers.formats import FORMATS, Export, Wishes

WISHES = Wishes(INDEX)
GONE = ("Vesk", "p_VS9", "1961-09-03", "3 September", "Merganser", "never accepted", "molested", "Siim")
STANDS = ("eastern channel", "calmer autumn")


def excerpt():
    """The letter without its second and sixth passages; what they name stands in no other."""
    return redact(printed(), [read("x/2"), read("x/6")], "the herring talks").document


def spellings(data):
    """A file as it lies, and everything that can be unpacked from it, as texts."""
    yield data
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            yield stream
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                yield archive.read(one)
                yield repr((one.filename, one.comment, one.extra)).encode()
        document = docx.Document(io.BytesIO(data))
        properties = document.core_properties
        names = [name for name in dir(properties) if not name.startswith("_")]
        yield repr([(name, getattr(properties, name)) for name in names]).encode()
        yield "\n".join(one.text for one in document.paragraphs).encode()
    if data[:4] == b"%PDF":
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield "\n".join(one.extract_text() for one in reader.pages).encode()
        yield repr((reader.metadata, reader.xmp_metadata, reader.outline, reader.attachments)).encode()


def found(data, words):
    """Whether words stand in a file in any encoding, with any white space."""
    encoded = [
        words.encode(),
        words.encode("utf-16-le"),
        words.encode("utf-16-be"),
        words.encode("ascii").hex().encode(),
    ]
    return any(form in one or form in b" ".join(one.split()) for one in spellings(data) for form in encoded)


@pytest.mark.parametrize("name", FORMATS)
def test_no_byte_of_a_file_holds_what_was_withheld(name):
    """Raw, unpacked and as read by other programs, the withheld words, names and keys are nowhere in the file."""
    form = FORMATS[name]
    whole = form.write([Export("faru1961-63v02/d22", printed(), VOLUME)], WISHES)
    data = form.write([Export("faru1961-63v02/d22", excerpt(), pared(VOLUME, excerpt()))], WISHES)
    assert [words for words in GONE if found(data, words)] == []
    if form.apart or name == "tei":
        # The search finds what is there: the whole has the words, and the excerpt has the others.
        assert found(whole, "never") and found(whole, "molested")
        assert all(found(data, words) for words in STANDS)
        assert found(data, "withheld: the herring talks")


def test_no_byte_of_a_bag_holds_what_was_withheld():
    """Neither the documents of a bag nor what it says of them."""
    for name, content in bagit.write([Export("x", excerpt(), pared(VOLUME, excerpt()))], WISHES):
        assert [words for words in GONE if found(content, words)] == [], name


def test_nothing_that_is_shown_holds_what_was_withheld():
    """Nor the text for a terminal, nor the page that shows a document, nor Markdown."""
    made = excerpt()
    plain = redact(letter(), [read("x/2"), read("x/6")], "the herring talks").document
    shown = (text.write(made), page.write(made), markdown.write(plain))
    assert [words for words in GONE for one in shown if words in one] == []


def letter():
    """The letter as one of a channel: without an apparatus."""
    document = printed()
    return type(document)(
        document.kind,
        tuple(type(one)(one.number, one.text) for one in document.passages),
        heading=document.heading,
        apparatus=None if document.apparatus else Apparatus(),
    )
