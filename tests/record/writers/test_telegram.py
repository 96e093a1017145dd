"""The form of a telegram: what stands where, and that what is given out is taken in again (R41 to R43)."""

import pytest
from hypothesis import example, given, settings
from tests.record.strategies import documents

from backchannel.errors import BadInputError
from backchannel.record import markings, use_marks
from backchannel.record.characters import shown
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.readers import files
from backchannel.record.readers import telegram as reader
from backchannel.record.telegram import action, info, informed
from backchannel.record.writers import telegram

LONG = (
    "3. (S/NF) We would let four ferries pass each day until the ice closes the strait, and ask for nothing but the "
    "names of their masters."
)
CABLE = Document(
    "telegram",
    (
        Passage(1, LONG),
        Passage(
            2, "(may be said; not before 23 February 2031: the talks in Aldeby) The nets are found.", mark="proposal"
        ),
        Passage(3, "We will not\nbe hurried.", "quotation"),
        Passage(4, "Maren", "signature"),
    ),
    number="Rothav 38",
    date=parse("2031-02-15T18:30:00Z"),
    place="Port Aldeby",
    senders=("Ilse Maren",),
    addressees=("The Foreign Minister", informed("Embassy Tarn")),
    classification="Confidential; Niact",
    caption="Limdis; Eyes Only the Foreign Minister",
    subject="Ferries in winter",
)


def same(document, again):
    """What must be equal after the form: words as they are shown, and what the markings say."""
    for name in ("kind", "number", "place", "senders", "participants", "enclosures", "language", "subject", "heading"):
        one, other = getattr(document, name), getattr(again, name)
        assert (tuple(map(shown, one)) if isinstance(one, tuple) else one and shown(one)) == other, name
    assert [(shown(p.text), p.role, p.mark) for p in document.passages] == [
        (p.text, p.role, p.mark) for p in again.passages
    ]
    assert set(map(shown, action(document))) == set(action(again))
    assert set(map(shown, info(document))) == set(info(again))


def test_the_form_has_its_lines_in_the_order_of_the_trade():
    """Captions first, the most restrictive before the others, then the head, the paragraphs, BT, the banner, NNNN."""
    assert telegram.write(CABLE).splitlines() == [
        "Eyes Only the Foreign Minister; Noforn; Limdis",
        "NUMBER: Rothav 38",
        "PRECEDENCE: Niact",
        "CLASSIFICATION: Secret",
        "DTG: 151830Z FEB 2031",
        "PLACE: Port Aldeby",
        "FROM: Ilse Maren",
        "ACTION: The Foreign Minister",
        "INFO: Embassy Tarn",
        "SUBJECT: Ferries in winter",
        "",
        "1. 3. (S/NF) We would let four ferries pass each day until the ice",
        "   closes the strait, and ask for nothing but the names of their",
        "   masters.",
        "",
        "2. [proposal] (may be said; not before 23 February 2031: the talks in",
        "   Aldeby) The nets are found.",
        "",
        "3. QUOTE We will not",
        "",
        "   be hurried. UNQUOTE",
        "",
        "4. SIGNED: Maren",
        "",
        "BT",
        "Eyes Only the Foreign Minister; Noforn; Limdis",
        "Secret; Niact",
        "NNNN",
    ]


def test_what_was_given_out_is_taken_in_again():
    """Equal words, roles, marks, addressees for action and information, date; the banner is the same."""
    again, report = reader.read(telegram.write(CABLE).encode())
    same(CABLE, again)
    assert again.date == CABLE.date
    assert markings.banner(again) == markings.banner(CABLE)
    assert (report.inferred, report.left_out) == ((), ())
    assert reader.read(telegram.write(again).encode())[0] == again


def test_in_capitals_all_is_in_capitals_and_the_marks_are_read():
    """Nothing small is left; classification, use-marks, roles and the mark of a proposal are read from capitals."""
    text = telegram.write(CABLE, upper=True)
    assert text == text.upper()
    again, _ = reader.read(text.encode())
    assert [p.role for p in again.passages] == [p.role for p in CABLE.passages]
    assert [p.mark for p in again.passages] == [p.mark for p in CABLE.passages]
    assert markings.overall(again).classification.casefold() == "secret"
    ((number, mark),) = use_marks.marks(again)
    assert (number, mark.use, mark.not_before) == (2, use_marks.Use.SAY, parse("2031-02-23"))
    assert info(again) == ("EMBASSY TARN",)


@settings(max_examples=300, deadline=None)
@given(documents())
@example(Document("telegram", passages_of("HEADING: no heading", "- no item", "QUOTE x UNQUOTE", "[proposal] none")))
@example(Document("telegram", passages_of("x"), caption="1. y", classification="2. z"))
@example(Document("telegram", passages_of("a\n\nb\n", "\n a  b ", " \n   1. x", "NNNN", "x" * 200 + " " + "y" * 90)))
def test_any_document_comes_back_from_the_form(document):
    """Hostile characters, lines that look like parts of the form, lists of names: nothing is lost or moved."""
    again, _ = reader.read(telegram.write(document).encode(), allow_hidden=True)
    same(document, again)
    if document.date is not None:
        assert again.date.earliest == document.date.earliest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("NUMBER: Rothav 38\nNNNN", "no numbered paragraphs"),
        ("NUMBER: Rothav 38\nNUMBER: Rothav 39\n\n1. x\n\nNNNN", "more than once"),
        ("NUMBER: Rothav 38\nDTG: 331830Z FEB 2031\n\n1. x\n\nNNNN", "no calendar"),
        ("NUMBER: Rothav 38\nDTG: 151830Z FEX 2031\n\n1. x\n\nNNNN", "no month"),
        ("NUMBER: Rothav 38\nKIND: sermon\n\n1. x\n\nNNNN", "none of letter"),
        ("NUMBER: Rothav 38\n\n1. a\u202eb\n\nNNNN", "hidden character"),
        ("NUMBER: Rothav 38\n\n1. [proposal] \n\nNNNN", "has no words"),
    ],
)
def test_what_is_no_telegram_is_refused_in_one_sentence(text, says):
    """A damaged form gives a sentence."""
    with pytest.raises(BadInputError, match=says):
        reader.read(text.encode())


def test_lines_that_are_not_of_a_telegram_are_told():
    """Nothing of the head is lost in silence, and paragraphs that were numbered otherwise are told."""
    document, report = reader.read(b"NUMBER: Rothav 38\nROUTING: A, B\n\n5. x\n\n6. y\n\nNNNN")
    assert [p.text for p in document.passages] == ["x", "y"]
    assert "ROUTING: A, B" in report.left_out[0]
    assert "not numbered from 1" in report.inferred[0]


def test_a_file_of_the_form_is_known_by_its_bytes():
    """Whatever it is called; a letter that only ends so is none."""
    (found,) = files.read("cable.txt", telegram.write(CABLE).encode())
    same(CABLE, found.document)
    assert not reader.looks_like(b"Dear Sir:\n\nWe have heard.\n\nNNNN")
    assert not reader.looks_like(b"\xff\xfe" * 50)
