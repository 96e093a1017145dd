"""What a terminal shows of a document: everything, and nothing that acts on the terminal."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import documents

from backchannel.record.characters import hidden_characters
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.readers import markdown as reader
from backchannel.record.writers import text


def test_sample_letter_reads_well(samples):
    """Caption and classification stand on top and at the bottom, passages are numbered and wrapped."""
    document, _ = reader.read((samples / "the-strait.md").read_bytes())
    written = text.write(document, 72)
    assert written.startswith("EYES ONLY Chancellor Holm\nSecret\n\nLetter 7\nLetter from President Kaljo of Estmark")
    assert "\nTarnholm, 3 March 1987\nFrom: Reet Kaljo\nTo: Anders Holm\n" in written
    assert "\n 1  Dear Chancellor Holm:\n\n 2  Your letter of 11 February" in written
    assert "\n10    [position] 1. The eastern channel" in written
    assert written.endswith(
        "\n\nEnclosures:\n  1. Soundings of the eastern channel, 1986\n  2. Draft schedule of convoys\n"
        "\nEYES ONLY Chancellor Holm\nSecret\n"
    )
    assert max(map(len, written.split("\n"))) <= 72


def test_most_restrictive_caption_comes_first():
    """A caption line is shown with the most restrictive of its captions in front."""
    document = Document("telegram", passages_of("Yes."), caption="LIMDIS; NODIS", number="Rothav 38")
    assert text.write(document) == "NODIS; LIMDIS\n\nTelegram Rothav 38\n\n1  Yes.\n\nNODIS; LIMDIS\n"


def test_line_breaks_of_a_passage_are_kept():
    """A passage of two lines is two lines, the number before the first."""
    document = Document("letter", (Passage(1, "Ice\nand light", "signature"),))
    assert text.write(document, 40) == "Letter\n\n1            Ice\n             and light\n"


@settings(deadline=None)
@given(documents(), st.integers(1, 120))
def test_no_letter_can_act_on_the_terminal(document, width):
    """No control, override or invisible character of any field reaches the terminal as itself."""
    written = text.write(document, width)
    assert not [one for one in hidden_characters(written) if one.code_point not in (0x200C, 0x200D)]
    assert "\x1b" not in written
    for passage in document.passages:
        assert f"{passage.number}  " in written
