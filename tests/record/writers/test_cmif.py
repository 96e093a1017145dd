"""Catalogues of letters: who wrote to whom, where and when, by the rules of the format."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.record.strategies import documents
from tests.record.writers.specimens import VOLUME, printed

from backchannel.errors import UsageError
from backchannel.record.apparatus import Inference
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of
from backchannel.record.writers import cmif

T = "{http://www.tei-c.org/ns/1.0}"
INDEX = cmif.Index("Letters of the Sound", "E. Lind", "The Republic", "https://tarn.example/letters.xml", "1996-05-01")
RULES = etree.RelaxNG(etree.parse(Path(__file__).parent / "cmif.rng"))


def described(document, volume=VOLUME):
    """The description of one letter, from a file that keeps the rules."""
    data = cmif.write([("faru1961-63v02/d22", document, volume)], INDEX)
    RULES.assertValid(etree.fromstring(data))
    return ElementTree.fromstring(data).find(f".//{T}correspDesc")


def test_a_letter_is_sent_and_received():
    """Sender with place and date, addressee, the number in the volume, and the citation."""
    letter = described(printed())
    sent, received = letter.findall(f"{T}correspAction")
    assert letter.get("key") == "22"
    assert [(one.tag.removeprefix(T), one.text, one.attrib) for one in sent] == [
        ("persName", "Reet Kaljo", {}),
        ("placeName", "Tarnholm", {}),
        ("date", None, {"when": "1961-10-16"}),
    ]
    assert [(one.tag.removeprefix(T), one.text) for one in received] == [("persName", "Anders Holm")]
    assert letter.find(f"{T}note").text.endswith("(Tarnholm: Republic Printing Office, 1996), Document 22.")


def test_offices_are_no_persons_and_the_unknown_is_said():
    """The name of an embassy is an organisation's; a sender who is not known is Unknown."""
    document = replace(printed(), senders=(), addressees=("Department of Foreign Affairs", "Vane"))
    sent, received = described(document).findall(f"{T}correspAction")
    assert sent[0].text == "Unknown"
    assert [one.tag for one in received] == [f"{T}orgName", f"{T}persName"]


@pytest.mark.parametrize(
    ("date", "until", "said"),
    [
        ("1961-10-16T09:00:00Z", None, {"when": "1961-10-16"}),
        ("1961-10?", None, {"when": "1961-10", "cert": "low"}),
        ("1961~", None, {"when": "1961", "cert": "medium"}),
        ("1961-10-16", "1961-10-18", {"from": "1961-10-16", "to": "1961-10-18"}),
    ],
)
def test_dates_keep_their_precision(date, until, said):
    """A month is a month, a span a span, and what is unsure says so."""
    document = replace(printed(), date=parse(date), until=parse(until) if until else None)
    assert described(document).find(f".//{T}date").attrib == said


def test_an_inferred_date_is_not_certain():
    """A date that the text does not state is of medium certainty."""
    apparatus = replace(printed().apparatus, inferences=(Inference("date", "1961-10-16", "The file number."),))
    assert described(replace(printed(), apparatus=apparatus)).find(f".//{T}date").get("cert") == "medium"


def test_what_has_no_correspondents_is_left_out():
    """A paper is no letter; a catalogue of papers alone is refused."""
    paper = Document("paper", passages_of("Ice."))
    data = cmif.write([("a", paper, None), ("b", printed(), None)], INDEX)
    RULES.assertValid(etree.fromstring(data))
    assert len(ElementTree.fromstring(data).findall(f".//{T}correspDesc")) == 1
    with pytest.raises(UsageError, match="no catalogue of letters"):
        cmif.write([("a", paper, None)], INDEX)


def test_sources_have_names_that_stay():
    """Every letter points to its volume, whose name is the same whenever the file is made."""
    letters = [("a", printed(), VOLUME), ("b", printed(), None), ("c", printed(), VOLUME)]
    root = ElementTree.fromstring(cmif.write(letters, INDEX))
    names = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in root.iter(f"{T}bibl")]
    used = [one.get("source") for one in root.iter(f"{T}correspDesc")]
    assert len(names) == 2 and used == [f"#{names[0]}", f"#{names[1]}", f"#{names[0]}"]
    assert cmif.write(letters, INDEX) == cmif.write(letters, INDEX)


@settings(deadline=None, max_examples=50)
@given(documents())
def test_any_letter_keeps_the_rules(document):
    """Whatever names and dates a letter has, the file keeps the rules of the format."""
    if cmif.corresponds(document):
        RULES.assertValid(etree.fromstring(cmif.write([("x", document, None)], INDEX)))
