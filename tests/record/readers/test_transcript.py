"""The reader of transcripts: the document, what the report says of each trap, and places in the file."""

import pytest
from tests.record.readers import transcripts

from backchannel.errors import BadInputError
from backchannel.record.readers.transcript import looks_like, read, read_with_places
from backchannel.record.readers.transcripts.places import at_offset

ALL = ("MEMORANDUM", "LETTER", "TELEGRAM", "CONVERSATION", "CIRCULAR", "OLDER")


def reading(name):
    return read(getattr(transcripts, name).encode())


def said(report, words):
    return [sentence for sentence in report.inferred if words in sentence]


def test_a_file_number_dates_a_document_without_a_dateline_and_the_weekday_bears_it_out():
    """The date is uncertain, and its evidence names the filing and the Friday that fits."""
    document, report = reading("MEMORANDUM")
    assert str(document.date) == "1961-08-21?"
    assert document.place is None
    (sentence,) = said(report, "21 August 1961 (uncertain)")
    assert "filed" in sentence
    assert "August 25 was a Friday in 1961" in sentence
    assert document.apparatus.inferred("date").value == "1961-08-21?"


def test_the_day_of_drafting_dates_a_conversation_in_the_year_nearest_to_its_notes():
    """January 21 of no year becomes 1963, uncertain and approximate."""
    document, report = reading("CONVERSATION")
    assert str(document.date) == "1963-01-21%"
    assert "drafted by Kaljo on January 21" in document.apparatus.inferred("date").evidence
    assert said(report, "7 January 1963")


def test_a_letter_without_any_date_gets_none_and_the_report_says_so():
    """Nothing is guessed where neither the source note nor a note has a day or a year."""
    document, report = reading("LETTER")
    assert document.date is None
    assert said(report, "nothing in the text or its notes dates the document")


def test_the_date_in_the_title_of_a_file_is_not_the_documents():
    """2/17/69 belongs to the file; the one year that the notes name is given as uncertain."""
    document, _ = reading("CIRCULAR")
    assert str(document.date) == "1969?"


def test_a_dateline_is_stated_and_not_inferred():
    """What is printed needs no inference."""
    document, report = reading("OLDER")
    assert (str(document.date), document.place) == ("1948-09-08", "Orsa")
    assert document.apparatus.inferred("date") is None
    assert not said(report, "dateline")


def test_a_note_without_a_mark_is_kept_last_and_reported_with_the_signature_that_is_gone():
    """The third note of the letter hangs on nothing; its words are there, and the report says what is lost."""
    document, report = reading("LETTER")
    notes = document.apparatus.notes
    assert [(note.number, note.mark) for note in notes] == [(1, "1"), (2, "2"), (3, None)]
    assert notes[2].text == "Printed from an unsigned copy."
    assert said(report, "Note 3 has no mark")
    assert said(report, "no signature, and note 3 speaks of one")
    assert not [passage for passage in document.passages if passage.role == "signature"]


def test_a_note_that_lost_its_mark_in_the_middle_comes_after_the_others():
    """Notes are numbered in the order of their marks; the place in the printed list is kept beside."""
    text = transcripts.LETTER.replace("last month.2", "last month.").replace(
        "on the lighthouse.]", "on the lighthouse.]3"
    )
    document, _ = read(text.encode())
    assert [(note.mark, dict(note.values)["listed"]) for note in document.apparatus.notes] == [
        ("1", "1"),
        ("3", "3"),
        (None, "2"),
    ]


@pytest.mark.parametrize("name", ["TELEGRAM", "CONVERSATION"])
def test_marks_that_count_from_zero_hang_their_notes_one_further_down_the_list(name):
    """Mark 1 is the second note of the list, and the report says that the two differ."""
    document, report = reading(name)
    assert [(note.number, note.mark) for note in document.apparatus.notes] == [(1, "0"), (2, "1"), (3, "2"), (4, "3")]
    assert said(report, "count from 0")


def test_clean_passages_have_spans_where_marks_and_pages_stood():
    """No mark is left in the words, and each has its place and number."""
    document, _ = reading("CONVERSATION")
    first = document.passages[0]
    assert first.text == (
        "The Secretary asked about the letters exchanged with Mr. Oden. There was a gap. Both he and Holm had been "
        "instructed. Then there was a communiqué. It was a change."
    )
    assert [(first.text[: span.start][-5:], span.name, span.value("number")) for span in first.spans] == [
        ("Oden.", "note", "2"),
        ("gap. ", "page", "611"),
        (" Holm", "note", "3"),
        ("iqué.", "note", "4"),
    ]


def test_a_page_mark_on_its_own_line_stands_before_the_next_passage():
    """It is no paragraph, and its span lies between the passages."""
    document, _ = reading("LETTER")
    page = document.passages[1].spans[0]
    assert (page.name, page.depth, page.start, page.value("number")) == ("page", 0, 0, "504")
    assert document.passages[1].text == "On the strait we agree."


def test_a_page_that_begins_after_the_last_passage_stands_behind_it():
    """As where the next document begins on the same page; without any text it stands behind the heading."""
    page = read(b"7. Letter1\n\nWords.\n\n[Page 9]\n\n  1. Source: Here.")[0].passages[-1].spans[-1]
    assert (page.name, page.depth, page.start, page.value("number")) == ("page", 0, len("Words."), "9")
    document, _ = read(b"7. Letter1\n\n[Page 9]\n\n  1. Source: Here.")
    assert [span.value("number") for span in document.apparatus.head[0].spans] == ["1", "9"]


def test_subject_and_participants_are_lists_of_the_head():
    """Heading words and bullets are lines of the printed head, in a frame of their kind."""
    document, _ = reading("CONVERSATION")
    assert document.subject == "Publication of Letters"
    assert document.participants == ("Ambassador Pia Lund, Suvria", "The Secretary")
    head = document.apparatus.head
    assert [line.role for line in head] == ["heading", "heading", "subject", "heading", "participant", "participant"]
    kinds = [document.apparatus.frames[line.within - 1].value("type") if line.within else None for line in head]
    assert kinds == [None, "subject", "subject", "participants", "participants", "participants"]


def test_bullets_below_the_heading_are_the_subject_though_the_word_is_missing():
    """And the report says that this was inferred."""
    document, report = reading("CIRCULAR")
    assert document.subject == "Guidance to the Posts"
    assert said(report, "whose heading word is missing")


def test_paragraphs_without_empty_lines_may_have_lost_their_numbers():
    """The report names the run, and nothing is invented."""
    _, report = reading("MEMORANDUM")
    assert said(report, "Paragraphs 5 to 7 of the text")


def test_a_mark_after_a_space_is_reported():
    """`Reik 1` is read as a mark and said to be one."""
    document, report = reading("MEMORANDUM")
    assert document.heading == "Memorandum From the Chancellor to Foreign Secretary Reik"
    assert said(report, "after a space")


def test_an_older_document_has_its_file_line_as_a_note_and_its_markings_as_fields():
    """The line above the heading says the form of the paper; classification and precedence stand below the dateline."""
    document, _ = reading("OLDER")
    line = document.apparatus.notes[0]
    assert (document.kind, line.kind, line.text) == ("telegram", "line", "501.BC/9–848: Telegram")
    assert (document.classification, document.caption) == ("top secret", "niact")
    assert [passage.text for passage in document.passages if passage.role == "cell"] == [
        "Pilots",
        "4,300",
        "Boats",
        "120",
    ]
    assert document.passages[-1].role == "signature"


def test_the_report_names_numbers_whose_last_digits_were_taken_for_a_mark():
    """Two digits of nothing but digits are told, since nothing but the order of the notes says so."""
    text = transcripts.OLDER.replace("442 and 573", "442 and 5732").replace(
        "Not printed", "Telegram 573 is not printed"
    )
    _, report = read(text.encode())
    assert said(report, "The last 2 of “5732”")


@pytest.mark.parametrize("name", ALL)
def test_every_character_of_a_passage_is_found_in_the_file_and_back(name):
    """Offsets of passages map to the file and back, marks or not."""
    text = getattr(transcripts, name)
    document, _, places = read_with_places(text.encode())
    assert len(places) == (
        len(document.passages)
        + len(document.apparatus.head)
        + sum(len(note.passages) for note in document.apparatus.notes)
    )
    for place in places:
        for offset, character in enumerate(place.part.text):
            there = place.part.in_file(offset)
            assert text[there] == character
            assert at_offset(places, there) == (place, offset)


def test_what_stands_between_passages_is_in_no_place():
    """A page mark on its own line belongs to no passage, and neither does what precedes the first."""
    _, _, places = read_with_places(("\n\n" + transcripts.LETTER).encode())
    assert at_offset(places, 0) is None
    assert at_offset(places, transcripts.LETTER.index("[Page 504]") + 4) is None


@pytest.mark.parametrize("name", ALL)
def test_a_transcript_is_told_from_plain_text(name):
    """Heading and list of notes together are the sign; either alone is not."""
    text = getattr(transcripts, name)
    body, _, _ = text.partition("\n  1. ")
    heading, _, rest = text.partition("\n")
    assert looks_like(text)
    assert not looks_like(body)
    assert not looks_like("Our plan for the strait\n" + rest.replace(heading, "")) or name == "OLDER"


@pytest.mark.parametrize("text", ["1. Bread\n2. Milk", "Dear Ilse,\n\nCome soon.\n\n  1. Bring bread.", "", "  1. x"])
def test_ordinary_text_does_not_look_like_a_transcript(text):
    """Lists and letters of any day are left to the other readers."""
    assert not looks_like(text)


def test_a_hidden_character_is_refused_unless_it_is_allowed():
    """Nothing invisible comes in by a transcript unasked."""
    data = transcripts.LETTER.replace("I thank", "I \u202ethank").encode()
    with pytest.raises(BadInputError, match=r"U\+202E"):
        read(data)
    assert "\u202e" in read(data, allow_hidden=True)[0].passages[0].text


@pytest.mark.parametrize("data", [b"", b"\xff\xfe1\0", b"\xff", b"a\0b", b"\n\n  \n"])
def test_what_is_no_text_is_refused(data):
    """One sentence, and no document."""
    with pytest.raises(BadInputError):
        read(data)
