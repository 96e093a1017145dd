"""Documents as lines of JSON with their text as one string."""

import json

from tests.desk import press

from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of
from backchannel.record.readers.tei import volumes
from backchannel.record.writers import flat

HEADING = (
    '<head>9. Letter From <persName type="from">President\nKaljo</persName> to <gloss type="to">the Envoy</gloss> '
    '<persName type="to">Holm</persName><note n="1">Source: Files, <date when="1950">1950</date>.</note></head>'
)
DATED = (
    '<div type="document" n="9" xml:id="d9"{0}>{1}<p>On <date from="1961-10-03" to="1961-10-05">two days</date>.'
    "</p></div>"
)


def only(end):
    """The one document of a volume."""
    ((document, _),) = volumes.read(press.volume("faru1961v01", 0, end=end)).documents()
    return document


def test_line_says_title_date_and_persons_as_printed():
    """The heading without its notes, the first date that is marked (in a note too), the persons that are tagged."""
    assert flat.write("faru1961v01/d9", only(DATED.format("", HEADING))) == {
        "id": "faru1961v01/d9",
        "title": "9. Letter From President Kaljo to the Envoy Holm",
        "date": "1950",
        "from": ["President Kaljo"],
        "to": ["Holm"],
        "text": "On two days.",
    }


def test_date_of_the_edition_goes_before_those_in_the_text():
    """Later editions say when a document begins; else the text's first date, to the day."""
    said = ' xmlns:frus="http://history.state.gov/frus/ns/1.0" frus:doc-dateTime-min="1961-10-04T10:00:00-05:00"'
    assert flat.write("d9", only(DATED.format(said, HEADING)))["date"] == "1961-10-04"
    assert flat.write("d9", only(DATED.format("", "<head>Note</head>")))["date"] == "1961-10-03"


def test_letter_of_a_channel_has_its_own_fields():
    """Where nothing is tagged, senders, addressees, heading and date are those of the document."""
    letter = Document(
        "letter", passages_of("Yes.", "No."), heading="Letter", date=parse("2031-05"), senders=("Maren",),
        addressees=("Kaljo", "Holm"),
    )  # fmt: skip
    assert flat.write("strait/maren-3", letter) == {
        "id": "strait/maren-3", "title": "Letter", "date": "2031-05", "from": ["Maren"], "to": ["Kaljo", "Holm"],
        "text": "Yes.\nNo.",
    }  # fmt: skip


def test_each_document_is_a_line_of_utf8():
    """A line feed within a text does not end the line; letters of any script are written as they are."""
    written = flat.lines(
        [("a", Document("letter", passages_of("Été.", "Нет."))), ("b", Document("letter", passages_of("x")))]
    )
    assert written.endswith(b"}\n")
    assert "Été.\\nНет.".encode() in written
    assert [json.loads(line)["id"] for line in written.splitlines()] == ["a", "b"]
