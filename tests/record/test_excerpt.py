"""Excerpts: what is withheld is gone, everywhere, and what is left keeps its address."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.strategies import documents
from tests.record.writers.specimens import FIRST, HEADING, SECOND, VOLUME, printed

from backchannel.errors import UsageError
from backchannel.record.address import read
from backchannel.record.apparatus import Inference
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.excerpt import pared, redact
from backchannel.record.printed import gaps
from backchannel.record.stored import to_value

REASON = "the herring talks"


def without(document, *places, reason=REASON, **more):
    """The excerpt of a document without some places."""
    return redact(document, [read(f"x/{place}") for place in places], reason, **more)


def texts_of(document):
    """The words of the passages by their numbers."""
    return {one.number: one.text for one in document.passages}


def everything(document):
    """All that is stored of a document, as one string."""
    return json.dumps(to_value(document), ensure_ascii=False)


def test_a_run_has_one_mark_with_its_reason():
    """The first passage of a run says how many are gone and why, the others that they go with it."""
    found = texts_of(without(printed(), "1", "2", "3", "8").document)
    assert found[1] == "[3 paragraphs withheld: the herring talks]"
    assert found[2] == found[3] == "[withheld]"
    assert found[8] == "[1 cell withheld: the herring talks]"
    assert found[4].startswith("[Here follow") and len(found) == 14


def test_the_marks_are_gaps_of_the_record():
    """What our own reader of gaps finds in an excerpt is what was withheld, with its extent."""
    made = without(printed(), "1", "2", "12:0-9").document
    first, second, third = (gaps.find(made.passages[n].text)[0] for n in (0, 1, 11))
    assert (first.kind, first.amount) == ("withheld", (("2", "paragraph"),))
    assert second.kind == "withheld" and second.text == "withheld"
    assert third.kind == "withheld" and third.extent == "text"


def test_what_is_left_keeps_its_address():
    """Every other passage and note has its number and its words, and notes keep their printed marks."""
    whole, made = printed(), without(printed(), "2", "3").document
    assert [p for p in made.passages if p.number not in (2, 3)] == [p for p in whole.passages if p.number not in (2, 3)]
    assert [(n.number, n.mark) for n in made.apparatus.notes] == [(n.number, n.mark) for n in whole.apparatus.notes]
    assert made.apparatus.note(2) == whole.apparatus.note(2)


def test_a_note_goes_with_the_words_it_hangs_on():
    """The note on a withheld passage, or on withheld words, is withheld too; its mark stands by theirs."""
    made = without(printed(), "2").document
    assert made.apparatus.note(3).text == "[note withheld: the herring talks]"
    start = SECOND.index("soundings")
    made = without(printed(), f"2:{start}-{start + 9}").document
    assert "Merganser" not in everything(made)
    assert made.passages[1].text.endswith("who saw the [text withheld: the herring talks] on 3 September.")
    mark = next(span for span in made.passages[1].spans if span.name == "note")
    assert made.passages[1].text[: mark.start].endswith("talks]")
    assert "Merganser" in everything(without(printed(), f"2:0-{start}").document)


def test_persons_dates_and_keys_go_with_the_words():
    """Nothing that the edition says of the withheld words is stored any more."""
    left = everything(without(printed(), "2").document)
    for gone in ("p_VS9", "1961-09-03", "Vesk", "3 September", "Merganser", "accepted the line"):
        assert gone not in left, gone
    assert '"39"' in left


def test_whole_words_are_taken():
    """A part that begins or ends within a word takes the whole of it."""
    start = SECOND.index("mmissioner Ve")
    made = without(printed(), f"2:{start}-{start + 13}").document
    assert "I have this from [text withheld: the herring talks], who saw" in made.passages[1].text


def test_length_is_said_only_if_asked():
    """How many words are gone stands in the mark only with `lengths`."""
    said = texts_of(without(printed(), "1", "12:0-9", lengths=True).document)
    assert said[1] == "[1 paragraph (17 words) withheld: the herring talks]"
    assert said[12].startswith("[2 words withheld: the herring talks] of")


def test_fields_that_only_the_withheld_words_showed_are_gone():
    """A subject and a participant of a withheld line go, one that stands elsewhere stays."""
    head = (*printed().apparatus.head, Passage(3, "SUBJECT: The line at Anders Head", "subject"))
    whole = replace(printed(), participants=("Vesk", "Kaljo"), apparatus=replace(printed().apparatus, head=head))
    made = without(whole, "2", "h3").document
    assert made.subject is None and made.participants == ("Kaljo",)
    assert "Anders Head" not in everything(made)
    assert without(whole, "3").document.subject == whole.subject


def test_a_line_of_the_head_takes_the_fields_with_it():
    """Without the dateline the document has no place and no date; without the heading, no heading."""
    made = without(printed(), "h2").document
    assert (made.place, made.date) == (None, None)
    assert "1961-10-16" not in everything(made) and "Tarnholm" not in everything(made)
    made = without(printed(), "h1").document
    assert made.heading is None and HEADING not in everything(made)
    assert made.apparatus.note(1).text.startswith("[note withheld")


def test_a_part_of_the_heading_goes_from_the_field_too():
    """A name cut out of the printed heading is cut out of the document's heading."""
    start = HEADING.index("Chancellor Holm")
    made = without(printed(), f"h1:{start}-{start + 15}").document
    assert made.heading == "22. Letter From President Kaljo to [withheld]"


def test_inferences_from_withheld_words_are_gone():
    """Evidence that quotes what is withheld goes; other evidence stays."""
    inferences = (
        Inference("place", "Tarnholm", "The second paragraph: who saw the soundings on 3 September."),
        Inference("kind", "letter", "The heading begins with Letter."),
    )
    whole = replace(printed(), apparatus=replace(printed().apparatus, inferences=inferences))
    assert without(whole, "2").document.apparatus.inferences == inferences[1:]


def test_an_excerpt_is_no_less_protected():
    """Classification and caption stay, whatever is withheld."""
    made = without(printed(), "1", "2", "n1").document
    assert (made.classification, made.caption) == ("Top Secret", "Eyes Only Chancellor Holm")


def test_a_note_can_be_withheld_alone():
    """A note by its number, or a part of one of its passages."""
    made = without(printed(), "n4", "n1.1:0-22").document
    assert made.apparatus.note(4).text == "[note withheld: the herring talks]"
    assert made.apparatus.note(1).text.startswith("[text withheld: the herring talks] President’s Files")
    assert made.passages == printed().passages


def test_lists_of_a_volume_name_nobody_who_is_gone():
    """Of a volume's persons only those stay to whom the excerpt points."""
    assert [one.name for one in pared(VOLUME, printed()).persons] == ["Vesk, Siim"]
    assert pared(VOLUME, without(printed(), "2").document).persons == ()


def test_what_still_stands_is_told():
    """Four words in a row, or a withheld person's name, that stand elsewhere are named with their place."""
    more = (*printed().passages, Passage(15, "Vesk told me: “never accepted the line drawn”, he said."))
    echoes = without(replace(printed(), passages=more), "2").echoes
    assert echoes == (
        "Words that were withheld also stand in passage 15.",
        "The name “Vesk” also stands in passage 15.",
    )
    assert without(printed(), "2").echoes == ()


def test_few_words_that_were_chosen_are_told():
    """A word or two that somebody chose are named wherever they still stand, tagged or not."""
    start = SECOND.index("soundings")
    more = (*printed().passages, Passage(15, "The Soundings were taken twice."))
    echoes = without(replace(printed(), passages=more), f"2:{start}-{start + 9}").echoes
    assert echoes == ("Words that were withheld also stand in passage 15.",)
    assert without(printed(), f"2:{start}-{start + 9}").echoes == ()


def test_an_edition_that_names_who_is_gone_is_told():
    """The titles of the edition stay, since they say where the document is printed; what they give away is said."""
    edition = replace(printed().apparatus.edition, title="Letters of Siim Vesk", sections=("Vesk and the line",))
    whole = replace(printed(), apparatus=replace(printed().apparatus, edition=edition))
    assert without(whole, "2").echoes == (
        "The name “Vesk” also stands in the title of the edition.",
        "The name “Vesk” also stands in the headings of the edition.",
    )


@pytest.mark.parametrize(
    ("places", "reason", "said"),
    [
        (["99"], REASON, "no passage 99"),
        (["n9"], REASON, "no note n9"),
        (["2:5-5"], REASON, "has no characters"),
        (["2:5-9999"], REASON, "no passage 2:5-9999"),
        ([], REASON, "Name what is to be withheld"),
        (["2"], "  ", "Say why"),
        (["2"], "so] that", "without brackets"),
        (["2"], "one\ntwo", "one line"),
    ],
)
def test_what_cannot_be_withheld_is_refused(places, reason, said):
    """A place that is not there, nothing at all, and a reason that would break the mark."""
    with pytest.raises(UsageError, match=said.replace("]", r"\]")):
        without(printed(), *places, reason=reason)


def test_a_whole_document_is_no_place():
    """A document is not withheld from itself."""
    with pytest.raises(UsageError, match="by passage, note or line"):
        redact(printed(), [read("x")], REASON)


def test_parts_that_are_all_of_a_passage_are_the_passage():
    """If nothing but points would be left, the passage is withheld whole, and joins the run."""
    document = Document("letter", passages_of("Ice, wind.", "Snow."))
    assert texts_of(without(document, "1:0-3", "1:5-9", "2").document) == {
        1: "[2 paragraphs withheld: the herring talks]",
        2: "[withheld]",
    }


@settings(deadline=None)
@given(documents(), st.data())
def test_no_withheld_passage_is_left_of_any_document(document, data):
    """Whatever a document holds, the words of withheld passages are in none of its passages; the rest stays."""
    numbers = data.draw(st.sets(st.sampled_from([one.number for one in document.passages]), min_size=1))
    made = without(document, *map(str, numbers)).document
    for before, after in zip(document.passages, made.passages, strict=True):
        if before.number in numbers:
            assert after.text in ("[withheld]",) or after.text.endswith("withheld: the herring talks]")
        else:
            assert after == before


def test_first_words_are_a_salutation():
    """The specimen's first passage is what the tests take it for."""
    assert printed().passages[0].text == FIRST
