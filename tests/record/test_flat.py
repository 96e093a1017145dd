"""A document's text as one string: nothing of the text lost, and the way back from every character."""

import gzip
import os
from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk import press
from tests.record.strategies import documents

from backchannel.errors import UsageError
from backchannel.record.address import Address, place_of, read
from backchannel.record.document import Document, passages_of
from backchannel.record.flat import flatten
from backchannel.record.readers.tei import volumes

RECORD = Path(os.environ.get("BACKCHANNEL_RECORD", Path(__file__).parents[3] / "shared" / "record"))
VOLUMES = {"frus1949v07p2": 350, "frus1961-63v06": 100}
"""Two volumes of different times, and how many documents each has at least."""
PARAGRAPHS = (
    "<p>The ferry <hi>waits</hi>\n  at the<note n='2'>A note of <date when='1950'>1950</date>.</note> pier,<pb n='2'/> "
    "and <persName>Holm</persName> too.</p>"
    "<list><head>Terms</head><item>Four\n\nferries.</item><item><p>No ice.</p>Loose <hi>words</hi>.</item></list>"
    "<p>Before <quote>a quotation</quote> and after.</p>"
    "<table><row><cell>One</cell><cell/><cell>Two</cell></row></table>"
    "<closer>Tarnholm<lb/>1961 <signed>Kaljo</signed></closer>"
)
END = f'<div type="document" n="9" xml:id="d9"><head>9. Note<note n="1">Secret.</note></head>{PARAGRAPHS}</div>'


def documents_of(data):
    """Every document of a volume, by its id."""
    return {doc.apparatus.edition.document: doc for doc, _ in volumes.read(data).documents()}


class Canon:
    """The canonical text again, by another way: a parser's events, with words gathered block after block."""

    BLOCKS = frozenset(
        [
            "p",
            "item",
            "cell",
            "opener",
            "closer",
            "dateline",
            "salute",
            "signed",
            "postscript",
            "lg",
            "l",
            "row",
            "div",
            "list",
            "quote",
        ]
    )
    SKIPPED = frozenset(("note", "pb", "head"))
    TEI = "http://www.tei-c.org/ns/1.0 "

    def __init__(self, data):
        self.texts = {}
        self._lines, self._words = [], []
        self._name, self._depth, self._skipped = None, 0, 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._said
        parser.Parse(data, True)

    def _start(self, tag, attributes):
        name = tag.removeprefix(self.TEI)
        if self._name is None and name == "div" and attributes.get("type") == "document":
            self._name = attributes["http://www.w3.org/XML/1998/namespace id"]
            self._lines, self._words, self._depth = [], [], 0
        if self._name is not None:
            self._depth += 1
            # What is no element of TEI is said of the file and was never printed.
            self._skipped += bool(self._skipped) or name in self.SKIPPED or (" " in name and "attachment" not in name)
            if name in self.BLOCKS and not self._skipped:
                self._block()
            if name == "lb":
                self._words.append(" ")

    def _end(self, tag):
        if self._name is None:
            return
        name = tag.removeprefix(self.TEI)
        if self._skipped:
            self._skipped -= 1
        elif name in self.BLOCKS:
            self._block()
        self._depth -= 1
        if not self._depth:
            self.texts[self._name] = "\n".join(self._lines)
            self._name = None

    def _said(self, words):
        if self._name is not None and not self._skipped:
            self._words.append(words)

    def _block(self):
        line = " ".join("".join(self._words).split())
        if line:
            self._lines.append(line)
        self._words = []


def test_text_is_the_blocks_of_the_document():
    """No heading, note or page mark; white space and a forced line break one space; a quotation and a cell a line."""
    flat = flatten(documents_of(press.volume("faru1961v01", 1, end=END))["d9"])
    assert flat.text.split("\n") == [
        "The ferry waits at the pier, and Holm too.",
        "Four ferries.",
        "No ice.",
        "Loose words.",
        "Before",
        "a quotation",
        "and after.",
        "One",
        "Two",
        "Tarnholm 1961",
        "Kaljo",
    ]


def test_characters_have_addresses_and_addresses_characters():
    """A find in the string is cited by passages with spans, over the end of a line too; and back."""
    document = documents_of(press.volume("faru1961v01", 1, end=END))["d9"]
    flat = flatten(document)
    start = flat.text.index("Holm")
    end = flat.text.index("ferries") + len("ferries")
    found = flat.addresses_of("faru1961v01/d9", start, end)
    words = [place_of(document, one)[0].text[slice(*one.span)] for one in found]
    assert words == ["Holm too.", "Four ferries"]
    assert flat.offsets_of(found[0]) == (start, start + len("Holm too."))
    assert flat.text[slice(*flat.offsets_of(read(str(found[1]))))] == "Four ferries"
    assert flat.offsets_of(Address("faru1961v01/d9")) == (0, len(flat.text))


@pytest.mark.parametrize("place", ["h1", "n1", "99", "1:9000-9001"])
def test_place_that_is_left_out_is_said_to_be(place):
    """Headings and notes have no characters in the text."""
    flat = flatten(documents_of(press.volume("faru1961v01", 1))["d1"])
    with pytest.raises(UsageError, match="is not in the text"):
        flat.offsets_of(read(f"faru1961v01/d1/{place}"))


def test_characters_beyond_the_text_are_refused():
    """An offset of another text is not taken for one of this."""
    with pytest.raises(UsageError, match="is not in it"):
        flatten(Document("letter", passages_of("Yes."))).addresses_of("d1", 2, 9)


@settings(max_examples=80)
@given(documents(), st.data())
def test_every_character_of_the_text_is_the_documents_own(document, data):
    """Between the runs stand only line feeds and spaces; in each run stand the characters of its place."""
    flat = flatten(document)
    at = 0
    for run in flat.runs:
        assert not flat.text[at : run.start].strip()
        printed = document.passages[run.number - 1].text[run.at : run.at + run.end - run.start]
        assert flat.text[run.start : run.end] == printed or printed.isspace()
        at = run.end
    assert not flat.text[at:].strip()
    assert flat.text == "\n".join(filter(None, (" ".join(line.split()) for line in flat.text.split("\n"))))
    if flat.text:
        start = data.draw(st.integers(0, len(flat.text) - 1))
        end = data.draw(st.integers(start + 1, len(flat.text)))
        for one in flat.addresses_of("x", start, end):
            first, last = flat.offsets_of(one)
            assert start <= first < last <= end


@pytest.mark.skipif(not RECORD.is_dir(), reason="the real material is not here (BACKCHANNEL_RECORD)")
@pytest.mark.parametrize("volume", VOLUMES)
def test_real_volumes_have_their_canonical_text(volume):
    """Each document has the text that its XML has, by an independent way of gathering it; not one differs."""
    data = gzip.decompress((RECORD / f"{volume}.xml.gz").read_bytes())
    texts = Canon(data).texts
    assert len(texts) >= VOLUMES[volume]
    found = documents_of(data)
    assert {name for name, doc in found.items() if flatten(doc).text != texts[name]} == set()
    assert {name for name, text in texts.items() if text} <= set(found)
