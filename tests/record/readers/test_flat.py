"""Documents from lines of JSON with their text as one string; bad lines are refused in a sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import documents

from backchannel.errors import BadInputError
from backchannel.record.flat import flatten
from backchannel.record.readers import flat
from backchannel.record.writers import flat as writer

LINE = {
    "id": "faru1961v01/d9",
    "title": "9. Memorandum of Conversation",
    "date": "1961-10-03",
    "from": ["Kaljo"],
    "to": ["Holm", " Maren "],
    "text": "The ferry waits.\nNo ice.",
}


def test_line_becomes_a_document():
    """Kind and number from the title, which is kept as the printed heading; a line of the text is a passage."""
    ((name, document, report),) = flat.read(json.dumps(LINE).encode())
    assert name == "faru1961v01/d9"
    assert (document.kind, document.number, document.heading) == (
        "memorandum of conversation", "9", "Memorandum of Conversation",
    )  # fmt: skip
    assert [passage.text for passage in document.passages] == ["The ferry waits.", "No ice."]
    assert (str(document.date), document.senders, document.addressees) == ("1961-10-03", ("Kaljo",), ("Holm", "Maren"))
    assert report.inferred == ("The kind was read from the title “9. Memorandum of Conversation”.",)
    assert writer.write(name, document) == {**LINE, "to": ["Holm", "Maren"]}


@pytest.mark.parametrize("data", [b"", b" \n\r\n"])
def test_file_without_a_line_is_refused(data):
    """An empty file is no document, as with every other format."""
    with pytest.raises(BadInputError, match="The file is empty"):
        list(flat.read(data))


def test_date_that_no_calendar_has_is_reported():
    """The document comes without it, and the report says so."""
    ((_, document, report),) = flat.read(json.dumps({**LINE, "date": "1961-02-30"}).encode())
    assert document.date is None
    assert report.left_out == ("The date 1961-02-30, which no calendar has.",)


@settings(max_examples=60)
@given(documents())
def test_text_comes_back_as_it_was_written(document):
    """Whatever the document, what is written and read again has the same text, title and days."""
    if not flatten(document).text:
        return
    line = writer.write("d1", document)
    ((name, again, _),) = flat.read(writer.lines([("d1", document)]))
    back = writer.write(name, again)
    assert (back["text"], back["title"]) == (line["text"], line["title"])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "is not JSON"),
        (b"[1]", "is no object"),
        (b'"\xff"', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (json.dumps({**LINE, "id": " "}).encode(), "id is missing"),
        (json.dumps({**LINE, "text": "\n"}).encode(), "text is missing"),
        (json.dumps({**LINE, "text": 7}).encode(), "text is missing"),
        (json.dumps({**LINE, "from": "Kaljo"}).encode(), "from is no list"),
        (json.dumps({**LINE, "date": 1961}).encode(), "date is no text"),
        (json.dumps({**LINE, "text": "x\n" * 3_000}).encode(), "more than 2000 lines"),
        (json.dumps({**LINE, "text": "\ud800"}).encode(), "half of a surrogate"),
        (b'{"id": "a", "text": "' + b"x" * flat.LINE + b'"}', "bytes"),
    ],
)
def test_bad_line_is_refused_with_its_number(line, why):
    """Attack: no JSON, too deep, too long, other types, halves of characters. One sentence each."""
    with pytest.raises(BadInputError, match=why) as refusal:
        list(flat.read(json.dumps(LINE).encode() + b"\n\n" + line))
    assert str(refusal.value).startswith("Line 3 ")


@settings(max_examples=60)
@given(
    st.binary(max_size=60)
    | st.recursive(st.none() | st.text() | st.floats(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_any_bytes_are_read_or_refused(data):
    """Nothing but BadInputError comes out of bytes that are no documents."""
    try:
        list(flat.read(data))
    except BadInputError:
        return
