"""The head of a letter's file is told from its text, and read without a guess that nobody hears of."""

import pytest

from backchannel.errors import BadInputError
from backchannel.record.readers import plain


def _read(text):
    return plain.read(text.encode())


def test_head_states_the_apparatus():
    """Every name of the head fills its field, in any case, and names come repeated or divided."""
    document, report = _read(
        "KIND: aide-memoire\nNumber: 12\nHeading: Aide-mémoire on the Strait\nPlace: Tarnholm\nDate: 3 March 1987\n"
        'From: Reet Kaljo\nfrom: "Tamm, Pia"\nTo: Anders Holm; Lund, Pia\nSubject: Ice: and\n  what it does\n'
        "Classification: Secret\nCaption: NODIS\nLanguage: en\nEnclosures: A map, A table\nMarks: 1 position\n\n"
        "It thaws.\n"
    )
    assert (document.kind, document.number, document.place) == ("aide-mémoire", "12", "Tarnholm")
    assert str(document.date) == "1987-03-03"
    assert document.senders == ("Reet Kaljo", "Tamm, Pia")
    assert document.addressees == ("Anders Holm", "Lund, Pia")
    assert document.subject == "Ice: and what it does"
    assert document.enclosures == ("A map", "A table")
    assert (document.classification, document.caption, document.language) == ("Secret", "NODIS", "en")
    assert [(passage.text, passage.mark) for passage in document.passages] == [("It thaws.", "position")]
    assert report.inferred == ("To was read as 2 names.", "Enclosures was read as 2 names.")


def test_head_between_rules_is_a_head():
    """A head as other programs write it, between two lines of ---, is read alike."""
    assert _read("---\nFrom: Reet Kaljo\n---\n\nIt thaws.")[0].senders == ("Reet Kaljo",)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Mr. Chancellor: I thank you.\n\nIt thaws.",
        "Remember: ice floats.\n\nIt thaws.",
        "To: the guild\nwe say nothing.\n\nIt thaws.",
        "12:30 came and went.\n\nIt thaws.",
    ],
)
def test_text_that_only_looks_like_a_head_stays_text(text):
    """A first block that is not clearly a head is the letter's first passage, to the letter."""
    document, _ = _read(text)
    assert document.passages[0].text == text.split("\n\n")[0].replace("\n", " ")
    assert document.passages[1].text == "It thaws."


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("From: Reet Kaljo\nColour: blue", "“Colour”"),
        ("From: Reet Kaljo\nC\u200bolour: blue", "U+200B ZERO WIDTH SPACE"),
        ("From: Reet Kaljo\nTo: Anders Holm\nand nobody else", "Line 3"),
        ("Kind: novel", "kind that is none of"),
        ("Date: 10/16/61", "date cannot be read"),
        ("Date: 1 May 1987\nDate: 2 May 1987", "Date more than once"),
        ("Subject:\nFrom: Reet Kaljo", "Subject in the letter's head is empty"),
        ("To: Anders Holm,,Pia Lund", "empty name"),
        ("From: Reet Kaljo\nRoles: first salutation", "Roles in the letter's head cannot be read"),
        ("From: Reet Kaljo\nMarks: 1 chorus", "Marks in the letter's head cannot be read"),
        ("From: Reet Kaljo\nMarks: 2 position", "passages that are not there"),
        ("From: Reet Kaljo\nMarks: 0-1 position", "count them from 1"),
        ("From: Reet Kaljo\nMarks: 1-9999 position", "count them from 1"),
        ("From: Reet Kaljo\nLanguage: plain speech", "BCP 47"),
        ("From: " + "x" * 1001, "more than 1000 characters"),
    ],
)
def test_wrong_head_is_refused_in_one_sentence(head, says):
    """What a head cannot mean is refused, and the sentence names the line's name."""
    with pytest.raises(BadInputError) as refusal:
        _read(f"{head}\n\nIt thaws.")
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_salutation_is_inferred_and_told():
    """A first passage that is nothing but an address is the salutation; a paragraph that opens with one is not."""
    document, report = _read("Excellency,\n\nIt thaws.")
    assert document.passages[0].role == "salutation"
    assert "Passage 1 was taken for the salutation." in report.inferred
    assert _read("Excellency, it thaws.")[0].passages[0].role == "paragraph"
    assert _read("Kind: letter\nRoles: 1 paragraph\n\nExcellency,\n\nIt thaws.")[0].passages[0].role == "paragraph"
