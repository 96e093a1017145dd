"""Plain text becomes passages, one a paragraph, and nothing else is read as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.readers import plain
from backchannel.record.readers.letter import FILE


def test_sample_letter_is_read_whole(samples):
    """The invented reply comes out with its apparatus, its 14 passages, their roles and marks."""
    document, report = plain.read((samples / "the-reply.txt").read_bytes())
    assert document.number == "8"
    assert str(document.date) == "1987-03-21"
    assert document.caption == "EYES ONLY President Kaljo"
    assert [passage.role for passage in document.passages] == [
        "salutation", *["paragraph"] * 11, "closing", "signature",
    ]  # fmt: skip
    assert [passage.number for passage in document.passages if passage.mark == "exploration"] == [5, 6]
    assert [passage.number for passage in document.passages if passage.mark == "proposal"] == [9]
    assert document.passages[8].text.startswith("I therefore propose that from 1 December next, and for one winter,")
    assert report.left_out == ()


def test_transcript_of_1961_is_a_passage_a_paragraph(seed_letter):
    """Every paragraph of the real letter is one passage, to the character, page marks inside sentences included."""
    document, report = plain.read(seed_letter)
    blocks = seed_letter.decode().split("\n\n")
    notes = [line.strip() for line in blocks[-1].split("\n") if line.strip()]
    assert document.heading == blocks[0]
    assert [passage.text for passage in document.passages] == [*(block.strip() for block in blocks[1:-1]), *notes]
    assert len(document.passages) == 29
    assert [passage.number for passage in document.passages if passage.role == "item"] == [27, 28, 29]
    assert "[Page 503] hinted" in document.passages[2].text
    assert report.left_out == ()


def test_lines_within_a_paragraph_are_joined():
    """Wrapped lines become one line, any line ends and a byte order mark alike, and the report says so."""
    for text in ("It thaws\nslowly.\n\nYes.\n", "It thaws\r\nslowly.\r\n\r\nYes.", "\ufeffIt thaws\rslowly.\r\rYes."):
        document, report = plain.read(text.encode())
        assert [passage.text for passage in document.passages] == ["It thaws slowly.", "Yes."]
        assert "The lines of 1 paragraphs were joined." in report.inferred


def test_lists_are_items_with_their_numbers():
    """A block of numbered or dashed lines is a passage a line, numbers and dashes kept."""
    document, _ = plain.read(b"We ask:\n\n1. ice;\n2. light;\n\n- and\n- peace.")
    assert [(passage.text, passage.role) for passage in document.passages] == [
        ("We ask:", "paragraph"),
        ("1. ice;", "item"),
        ("2. light;", "item"),
        ("- and", "item"),
        ("- peace.", "item"),
    ]


def test_heading_is_inferred_only_from_a_heading_like_line():
    """A first short line without an end of sentence is the heading; a sentence, a lone line or an address is not."""
    document, report = plain.read(b"Letter on the Strait\n\nIt thaws.")
    assert document.heading == "Letter on the Strait"
    assert "The first line of the text was taken for the heading." in report.inferred
    for text in (b"It froze.\n\nIt thaws.", b"It thaws", b"Dear Sir\n\nIt thaws.", b"It\nfroze\n\nIt thaws."):
        assert plain.read(text)[0].heading is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"From: Reet Kaljo\nTo: Anders Holm\n\n", "no text after its head"),
        ("It thaws.".encode("utf-16"), "UTF-16"),
        ("Tête-à-tête".encode("latin-1"), "not text in UTF-8"),
        (b"%PDF-1.7\n\x00\x01", "binary"),
        (b"PK\x03\x04\xff\xfe", "not text in UTF-8"),
        (b"x" * (FILE + 1), "divide the letter"),
        (b"x" * 100_001, "Passage 1 has 100001"),
        (b"x.\n\n" * 2001, "2001 passages where 2000"),
        (b"a\xed\xa0\x80b", "not text in UTF-8"),
    ],
)
def test_what_is_no_letter_is_refused_in_one_sentence(data, says):
    """Empty, binary, foreign and overlong files each get their sentence."""
    with pytest.raises(BadInputError) as refusal:
        plain.read(data)
    assert says in str(refusal.value)


def test_hidden_characters_are_refused_unless_allowed():
    """A letter with a reversed run of text is refused with the place and the name, and let in only on demand."""
    data = "It thaws.\n\nPay \u202e001\u202c crowns.".encode()
    with pytest.raises(BadInputError, match=r"in passage 2, U\+202E RIGHT-TO-LEFT OVERRIDE, and 1 more in all;"):
        plain.read(data)
    assert plain.read(data, allow_hidden=True)[0].passages[1].text == "Pay \u202e001\u202c crowns."
    with pytest.raises(BadInputError, match="in the senders, U"):
        plain.read("From: Reet\u200b Kaljo\n\nIt thaws.".encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_letter_or_a_sentence(data):
    """Whatever the file holds, the reader gives a document or raises our own error."""
    try:
        plain.read(data, allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")
