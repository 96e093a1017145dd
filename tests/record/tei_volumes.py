"""Invented volumes of TEI in the forms of the real ones, arbitrary markup, and where the real volumes are."""

import gzip
import os
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import strategies as st

from backchannel.record.readers.tei.volumes import read

TEI = "{http://www.tei-c.org/ns/1.0}"
FRUS = "http://history.state.gov/frus/ns/1.0"
ROOT = Path(__file__).parents[2]
HEADER = """
<teiHeader><fileDesc><titleStmt>
  <title type="complete">Relations of Aldermark, 1961–1963, Volume
     II, Suvria</title><title type="series">Relations of Aldermark</title>
  <title type="subseries">1961–1963</title><title type="volumenumber">Volume II</title>
  <title type="volume">Suvria</title>
  <editor role="primary">Ilse Maren</editor><editor role="general">Tomas Ried</editor>
</titleStmt><publicationStmt><publisher>State Press</publisher><pubPlace>Aldenburg</pubPlace><date>1996</date>
  <idno type="dospubno"/><idno type="isbn-13">9780000000002</idno><idno type="frus">arel1961-63v02</idno>
</publicationStmt><sourceDesc><p>Released in 1996 as printed book</p></sourceDesc></fileDesc></teiHeader>
"""
LISTS = """
<front><div type="section" xml:id="terms"><head>Abbreviations</head><list type="terms">
  <item>Editor’s Note: This list leaves out what everybody knows</item>
  <item><hi rend="strong"><term xml:id="t_SPA_1">SPA</term>,</hi> Suvrian Press Agency</item>
  <item><term xml:id="t_PM1">PM</term>, Prime Minister</item>
  <item><hi rend="strong">C,</hi> Counselor; also Confidential</item>
</list></div><div type="section" xml:id="persons"><head>Persons</head>
<list type="names">
  <item><hi rend="italic">Editor’s Note</hi>. Offices are those of 1961.</item>
  <item><hi rend="strong"><persName xml:id="p_MI1">Maren, Ilse</persName>,</hi> Minister until March 1962</item>
</list><list type="subject">
  <item><hi rend="strong"> <persName xml:id="p_RT1">Ried, Tomas</persName> </hi>, Ambassador in Suvria</item>
</list></div></front>
"""


def volume(documents, *, namespace=FRUS, front=LISTS, name="arel1961-63v02"):
    """A volume whose body is `documents`, as bytes."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="{namespace}" '
        f'xml:id="{name}">{HEADER}<text>{front}<body>{documents}</body></text></TEI>'
    ).encode()


def document(inner, name="d1", number="1"):
    """A document's element."""
    return f'<div type="document" xml:id="{name}" n="{number}">{inner}</div>'


def read_all(data):
    """The volume and the list of its documents."""
    opened = read(data)
    documents = [one for one, _ in opened.documents()]
    return opened, documents


def one(inner):
    """The one document with this content."""
    _, (found,) = read_all(volume(document(inner)))
    return found


def elements(data):
    """The elements of a volume's documents, by a parser of its own."""
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    return [div for div in ElementTree.fromstring(data).iter(f"{TEI}div") if div.get("type") == "document"]


def real(name):
    """The bytes of a real volume; the test is skipped where there are none, and fails where some are missing."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or ROOT.parent / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    volumes = sorted(folder.glob("*.xml.gz"))
    assert len(volumes) == 35, f"the record has {len(volumes)} volumes where 35 are expected"
    return (folder / f"{name}.xml.gz").read_bytes()


# Arbitrary markup: any element of the edition in any other, sensible or not, with white space wherever it can be.
_WORDS = st.lists(
    st.sampled_from(
        (
            *("", " ", "\n   ", "\t", "word", "a b", "\u2003", "\xa0", "’s", ",", "&", "<", "é", "𝄞", "\x85"),
            *("Source: Files", "1. ", "Secret", "Dear Sir:"),
        )
    ),
    max_size=4,
).map("".join)
_AMONG = ["persName", "gloss", "hi", "date", "placeName", "ref", "time", "pb", "lb", "gap", "note", "term", "unclear"]
_APART = [
    *("p", "p", "head", "list", "item", "table", "row", "cell", "label", "quote", "opener", "closer", "dateline"),
    *("salute", "signed", "seg", "postscript", "frus:attachment", "note", "pb", "lb", "gap", "frus:pdf", "persName"),
    *("hi", "weird", "div", "ab"),
]
_OUTER = {"list", "table", "row", "frus:attachment", "div", "opener", "closer", "postscript"}
_EITHER = {"p", "cell", "note", "signed", "head", "item"}
_EMPTY = {"pb", "lb", "gap", "frus:pdf"}
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ["rend", "type", "n", "xml:id", "target", "corresp", "key", "when", "within", "tei", "text", "number"]
    ),
    st.sampled_from(
        ["inline", "source", "subject", "participants", "from", "#p_X", "1", "1961-10-16", "x y", "a\nb", "anchored"]
    ),
    max_size=2,
)


@st.composite
def _element(draw, names, depth):
    name = draw(st.sampled_from(names))
    own = "".join(f" {key}={quoteattr(value, {chr(10): '&#10;'})}" for key, value in draw(_ATTRIBUTES).items())
    if name in _EMPTY:
        return f"<{name}{own}/>"
    if name == "quote":
        inner = "".join(f"<p>{escape(draw(_WORDS))}</p>" for _ in range(draw(st.integers(1, 2))))
        return f"<{name}{own}>{inner}</{name}>"
    inner = escape(draw(_WORDS))
    if depth:
        # A segment or a label among words is a span, among passages a passage; both at once has no one reading.
        apart = _APART if name in _OUTER else [one for one in _APART if one not in ("seg", "label")]
        holds = name in _OUTER or name == "quote" or (name in _EITHER and draw(st.integers(0, 3)) == 0)
        for child in draw(st.lists(_element(apart if holds else _AMONG, depth - 1), max_size=3)):
            inner += child + escape(draw(_WORDS))
    return f"<{name}{own}>{inner}</{name}>"


markup = st.lists(
    st.tuples(_element(_APART, 3), st.sampled_from(["", " ", "\n", "loose"])).map("".join), min_size=1, max_size=5
).map("".join)
"""What a document's element may hold."""
