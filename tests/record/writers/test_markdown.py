"""What the Markdown writer writes, the Markdown reader reads back."""

from hypothesis import given, settings
from tests.record.strategies import documents

from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.readers import markdown as reader
from backchannel.record.readers import plain
from backchannel.record.writers import markdown


@settings(max_examples=200, deadline=None)
@given(documents())
def test_file_is_read_back_to_an_equal_document(document):
    """Any document, hostile characters and lines that look like marks included, survives its file."""
    assert reader.read(markdown.write(document).encode("utf-8"), allow_hidden=True)[0] == document


def test_samples_survive_their_files(samples):
    """The invented letters are read back equal, with nothing left out on the second reading."""
    for read, name in ((reader.read, "the-strait.md"), (plain.read, "the-reply.txt")):
        document, _ = read((samples / name).read_bytes())
        again, report = reader.read(markdown.write(document).encode())
        assert again == document
        assert report.left_out == ()


def test_transcript_of_1961_survives_its_file(seed_letter):
    """The real letter is written and read back to the character."""
    document, _ = plain.read(seed_letter)
    assert reader.read(markdown.write(document).encode())[0] == document


def test_file_is_pleasant_to_read():
    """The head comes first in its order; only what Markdown would take for a mark is escaped."""
    document = Document(
        "letter",
        (
            Passage(1, "Dear Sir:", "salutation"),
            Passage(2, "It is 5 * 3 – not more.", mark="proposal"),
            Passage(3, "1. first", "item"),
            Passage(4, "two\nlines", "quotation"),
            Passage(5, "R. K.", "signature"),
        ),
        place="Tarnholm",
        senders=("Kaljo, Reet",),
    )
    assert markdown.write(document) == (
        'Kind: letter\nPlace: Tarnholm\nFrom: "Kaljo, Reet"\nRoles: 5 signature\nMarks: 2 proposal\n\n'
        "Dear Sir:\n\nIt is 5 \\* 3 – not more.\n\n1. first\n\n> two\\\n> lines\n\nR. K.\n"
    )


def test_hidden_characters_can_be_seen_in_the_file():
    """A hidden character stands as its number, so that an editor shows it."""
    assert markdown.write(Document("letter", passages_of("a\u202eb"))).endswith("\n\na&#8238;b\n")
