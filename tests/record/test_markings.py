"""Four fields from one printed line, marks of passages, and a banner that nobody can keep low (R42, R43)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.classification import NO_MARKING
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.markings import (
    CONTROLS,
    DISTRIBUTION,
    HANDLING,
    PORTIONS,
    PRECEDENCE,
    Markings,
    banner,
    findings,
    limits,
    overall,
    portions,
    read,
    stated,
)


def telegram(*texts, **more):
    """A telegram with these passages."""
    return Document("telegram", passages_of(*texts), **more)


@pytest.mark.parametrize(
    ("printed", "fields"),
    [
        (
            "Top Secret; Niact; Eyes Only; Limit Distribution",
            Markings("Top Secret", ("Eyes Only",), ("Niact",), ("Limit Distribution",)),
        ),
        ("Secret; Priority; Limdis; Nodis", Markings("Secret", (), ("Priority",), ("Nodis", "Limdis"))),
        ("Priority; Flash; Niact", Markings(None, (), ("Flash", "Niact", "Priority"))),
        ("SECRET NODIS HERON", Markings("SECRET", ("HERON",), (), ("NODIS",))),
        ("TOP SECRET EYES ONLY KALJO", Markings("TOP SECRET", ("EYES ONLY KALJO",))),
        ("Secret/Sensitive", Markings("Secret", ("Sensitive",))),
        ("Secret: Niact", Markings("Secret", (), ("Niact",))),
        ("Exdis/Heron", Markings(None, ("Heron",), (), ("Exdis",))),
        ("Secret–Personal and Private", Markings("Secret", ("Personal and Private",))),
        ("Personal and Confidential", Markings("Confidential", ("Personal",))),
        ("Top Secret; Restricted Data", Markings("Top Secret", ("Restricted Data",))),
        ("Secret (With Top Secret Attachment)", Markings("Secret", ("With Top Secret Attachment",))),
        ("Eyes Only for Kaljo, Holm, Nodis", Markings(None, ("Eyes Only for Kaljo, Holm",), (), ("Nodis",))),
        ("Official-Informal", Markings(None, ("Official-Informal",))),
        ("Heron; For the President Only", Markings(None, ("For the President Only", "Heron"))),
        ("Confidential; Secret", Markings("Secret", ("Confidential",))),
        ("For Official Use Only", Markings("For Official Use Only")),
        ("No classification marking; Immediate", Markings(NO_MARKING, (), ("Immediate",))),
        ("[codeword not declassified]", Markings(None, ("[codeword not declassified]",))),
        ("", Markings()),
        (" ; ", Markings()),
        ("—", Markings(None, ("—",))),
    ],
)
def test_a_printed_line_is_four_fields(printed, fields):
    """Classification, captions, precedence and distribution are told apart in whatever order they are printed."""
    assert read(printed) == fields


_KNOWN = [word for words in (*PRECEDENCE, *DISTRIBUTION) for word in words]
_KNOWN += [*HANDLING, *PORTIONS.values(), NO_MARKING, "Eyes Only Holm", "Heron", "and", "for", "(", ")", "-", "x"]


@given(st.lists(st.tuples(st.sampled_from(_KNOWN), st.sampled_from(["; ", " ", ", ", "/", ": ", " and ", "–"]))))
def test_no_word_of_a_line_of_markings_is_lost(parts):
    """Every word of the line stands in one of the fields, as printed."""
    printed = "".join(word + divider for word, divider in parts)
    found = read(printed)
    kept = " ".join((found.classification or "", *found.captions, *found.precedence, *found.distribution))
    assert set(re.findall(r"\w+", printed)) - {"and"} <= set(re.findall(r"\w+", kept))


def test_the_vocabularies_do_not_overlap():
    """No word stands for two things, and what a passage's mark says is a word of the vocabulary."""
    words = [word.casefold() for table in (PRECEDENCE, DISTRIBUTION) for line in table for word in line]
    assert len(words) == len(set(words))
    assert all(read(word).classification == word for word in PORTIONS.values())
    assert all(read(word).distribution == (word,) for word in CONTROLS.values())


def test_no_classification_marking_is_not_the_same_as_nothing():
    """That somebody found no marking is a value and stands in the banner; where nothing is known there is none."""
    assert stated(telegram("Yes.", classification=NO_MARKING)).classification == NO_MARKING
    assert banner(telegram("Yes.", classification=NO_MARKING)) == NO_MARKING
    assert stated(telegram("Yes.")).classification is None
    assert banner(telegram("Yes.")) == ""


def test_raising_one_passage_raises_the_banner():
    """The banner says the highest of what is stated and what any passage is marked, and a finding says where."""
    low = telegram("(C) The ferries lie at Aldeby.", "(U) It snows.", classification="Confidential")
    assert (banner(low), findings(low)) == ("Confidential", ())
    raised = telegram("(C) The ferries lie at Aldeby.", "(TS) It snows.", classification="Confidential")
    assert banner(raised) == "Top Secret"
    assert findings(raised) == (
        "Passage 2 is marked (TS), more than the stated Confidential; the banner says Top Secret.",
    )


def test_a_low_statement_does_not_hide_a_high_passage():
    """Neither a stated Unclassified, nor no marking, nor silence keeps the banner below a marked passage."""
    for classification in ("Unclassified", NO_MARKING, None):
        document = telegram("1. (S) The fleet sails.", classification=classification)
        assert banner(document) == "Secret"
        assert len(findings(document)) == 1


def test_lowering_every_passage_does_not_lower_what_is_stated():
    """A document may be more secret than each of its passages."""
    document = telegram("(U) One.", "(U) Two.", classification="Secret")
    assert (banner(document), findings(document)) == ("Secret", ())


def test_a_level_that_nobody_knows_counts_above_all():
    """What the vocabulary does not have in the line of classification is one, and no passage brings it down."""
    document = telegram("(TS) One.", classification="Geheim")
    assert overall(document).classification == "Geheim"
    assert findings(document) == ()
    assert stated(telegram("x", classification="Eyes Only")) == Markings(None, ("Eyes Only",))


def test_control_on_a_passage_goes_into_the_banner_and_limits_the_whole():
    """A passage that is not for foreigners keeps the whole from them, since it is sealed as one."""
    document = telegram("(S/NF) The source is ours.", classification="Secret")
    assert banner(document) == "Noforn\nSecret"
    assert limits(document) == "Noforn"
    assert findings(document) == ("Passage 1 is marked (S/NF), and Noforn is not stated; the banner says Noforn.",)
    assert findings(telegram("(S//NF) x", classification="Secret", caption="No Foreign Dissem")) == ()


def test_a_caption_beside_the_classification_limits_all_the_same():
    """Writing a caption in another line of the head does not escape it."""
    document = telegram("Yes.", classification="Top Secret; Eyes Only Holm", caption="Heron")
    assert limits(document) == "Eyes Only Holm; Heron"
    assert stated(document) == Markings("Top Secret", ("Eyes Only Holm", "Heron"))
    assert limits(telegram("Yes.", classification="Secret; Niact")) is None


def test_the_most_restrictive_stands_first_in_the_banner():
    """Whose eyes, then how far, then what is only known by name; how secret and how urgent on the line below."""
    document = telegram("x", classification="Secret", caption="Limdis; Heron; Niact; Nodis; Eyes Only Holm")
    assert banner(document) == "Eyes Only Holm; Nodis; Limdis; Heron\nSecret; Niact"


def test_a_page_that_rests_on_several_texts_has_the_limits_of_all():
    """The highest level and every limit of any of them, once; how urgent each was stays its own."""
    first = telegram("x", classification="Secret", caption="Limdis; Niact")
    second = telegram("(TS) y", classification="Confidential", caption="Heron; Eyes Only Holm")
    third = telegram("z", caption="LIMDIS; Nodis; Heron")
    assert banner(first, second, third) == "Eyes Only Holm; Nodis; Limdis; Heron\nTop Secret"
    assert banner() == banner(telegram("z")) == banner(telegram("z"), telegram("y")) == ""


@pytest.mark.parametrize(
    "texts",
    [
        ("(A) Bread.", "(B) Coal.", "(C) Fish."),
        ("(S) Salt.", "(T) Tin.", "(U) Urns."),
        ("(c) small letters", "Ferries (S) within the text"),
        ("(SECRET) written out", "(UK) a country", "(S)no space"),
    ],
)
def test_letters_that_count_are_no_marks(texts):
    """(C) after (A) and (B) is the third of a list; what is no mark is left alone."""
    assert portions(telegram(*texts)) == ()


def test_marks_of_two_letters_stand_in_a_list_that_is_lettered():
    """A list with letters does not hide a mark that can be nothing else."""
    assert [one.printed for one in portions(telegram("(A) Bread.", "(TS) Coal.", "“2. (LOU) Fish."))] == [
        "(TS)",
        "(LOU)",
    ]


def test_a_closing_is_not_marked():
    """Marks belong to text, not to a signature."""
    document = Document("letter", (Passage(1, "Dear Sir:"), Passage(2, "(S) Holm", "signature")))
    assert portions(document) == ()


@given(st.text(max_size=60), st.text(max_size=60).filter(str.strip))
def test_any_text_can_be_asked_for_its_markings(printed, text):
    """Whatever stands in a head or a passage, reading its marks ends and gives text."""
    read(printed)
    document = telegram(text.replace("\0", " ").strip() or "x")
    assert isinstance(banner(document), str)
