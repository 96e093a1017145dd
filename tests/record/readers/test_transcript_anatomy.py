"""The parts of a transcript: marks, notes, pages, heading, dateline, front, signature."""

import pytest

from backchannel.record.readers.transcripts.anatomy import anatomize
from backchannel.record.readers.transcripts.dateline import read_dateline
from backchannel.record.readers.transcripts.heading import heading_line, kind_of, number_in, parties, short_name
from backchannel.record.readers.transcripts.marks import find_marks
from backchannel.record.readers.transcripts.notes import note_list
from backchannel.record.readers.transcripts.pages import page_marks
from backchannel.record.readers.transcripts.parts import part_of


def marks(text, *notes):
    """Give the marks of a text whose heading is its first line, as (note, text before, mark)."""
    heading = (0, text.index("\n") if "\n" in text else len(text))
    return [(m.note, text[: m.start][-4:], m.printed) for m in find_marks(text, len(text), notes, heading)]


SOURCE = "Source: Ministry of State."


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("1. Memorandum of Conversation1", "tion"),
        ("1. Telegram to Foreign Secretary Reik 1", "Reik"),
        ("1. Directive 2651", " 265"),
        ("1. Memorandum of a Meeting, Orsa, November 3, 19551", "1955"),
    ],
)
def test_the_first_mark_stands_at_the_end_of_the_heading(line, before):
    """Glued to a word, to a number, to a year, or after a space."""
    assert marks(line, SOURCE) == [(1, before, "1")]


def test_two_marks_can_run_together():
    """1810Z12 carries the marks 1 and 2, and neither is the twelfth."""
    assert [mark for _, _, mark in marks("4. Telegram 22 From Orsa, 1810Z12\n\nText.", SOURCE, "Summary.")] == [
        "1",
        "2",
    ]


def test_numbers_are_not_marks_where_the_list_asks_for_none():
    """Years, days, amounts and names of files stay in the text."""
    text = "1. Memo1\n\nOn June 12, 1956,2 of 3,000 men 2.3 percent; NSC 5412/2, CF2002, 3 p.m. and $2.5. Reik3 left."
    assert marks(text, SOURCE, "A.", "B.") == [(1, "Memo", "1"), (2, "956,", "2"), (3, "Reik", "3")]


def test_a_number_that_its_own_note_names_is_cut_there():
    """Of two numbers that end alike the one whose rest the note repeats carries the mark."""
    text = "1. Telegram1\n\nReference Embtel 8812 and Deptel 4432 of Friday.\n\nMore.3"
    found = marks(text, SOURCE, "Telegram 443 is not printed.", "C.")
    assert found[1] == (2, " 443", "2")


def test_marks_from_zero_are_told_from_marks_from_one():
    """The source note of a list from 0 hangs on mark 0."""
    assert marks("7. Letter0\n\nWord.1 Word.2", SOURCE, "A.", "B.") == [
        (1, "tter", "0"),
        (2, "ord.", "1"),
        (3, "ord.", "2"),
    ]


def test_a_number_that_the_printing_skipped_leaves_one_note_without_its_mark():
    """After mark 2 comes mark 4: the notes after it are found at the marks that follow."""
    text = "7. Letter1\n\nOne word.2 Two words.4 Three words.5 Four words.6"
    assert [(note, mark) for note, _, mark in marks(text, SOURCE, "A.", "B.", "C.", "D.")] == [
        (1, "1"),
        (2, "2"),
        (3, "4"),
        (4, "5"),
        (5, "6"),
    ]


def test_a_note_list_ends_the_file_and_counts_from_one():
    """Its paragraphs are kept apart; an earlier list of the text is none of it."""
    text = "T.\n\n  1. bread\n\nMore.\n  1. First.\n\n    Its second paragraph.\n  2. Second."
    start, notes = note_list(text)
    assert text[start:].startswith("  1. First")
    assert [[text[slice(*one)] for one in note.paragraphs] for note in notes] == [
        ["First.", "Its second paragraph."],
        ["Second."],
    ]


@pytest.mark.parametrize("text", ["T.\n  1. a\n  3. b", "T.\n  2. a", "T.\n1. a", "T.", "", "  1. a\nT."])
def test_what_does_not_count_from_one_to_the_end_is_no_list(text):
    """A gap, another beginning, no indentation, or text below: there are no notes."""
    assert note_list(text) == (len(text), ())


def test_page_marks_are_told_by_their_place():
    """Alone on a line, or within a sentence; roman numbers too, and other brackets are none."""
    found = page_marks("[Page XII]\n\nTo be [Page 503] hinted [sic] at [Page 5.\n  [Page 504]  \n")
    assert [(mark.page, mark.alone) for mark in found] == [("XII", True), ("503", False), ("504", True)]


def test_a_part_is_clean_and_knows_where_it_came_from():
    """One space is left where a mark stood between two, and both ways of offsets agree."""
    text = "not to be [Page 503] hinted2 at "
    part = part_of(text, 0, len(text), ((10, 20), (27, 28)))
    assert part.text == "not to be hinted at"
    assert [text[part.in_file(offset)] for offset in range(len(part.text))] == list(part.text)
    assert part.in_text(text.index("hinted")) == 10
    assert part.in_text(12) == 10
    assert part.in_text(len(text) + 1) is None


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("281. Memo", 281, "Memo"),
        ("No. 364 The Chargé", 364, "The Chargé"),
        ("[12] Paper", 12, "Paper"),
        ("Paper 3.", None, "Paper 3."),
    ],
)
def test_a_heading_begins_with_its_number(line, number, words):
    """In each of the forms of the series, or without one."""
    found, start = number_in(line)
    assert (found, line[start:]) == (number, words)


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (["12. Letter From the Chancellor", "Text"], 0),
        (["840.20/1–148: Telegram", "The Ambassador in Suvria (Lund) to the Secretary of State", "Text"], 1),
        (["Oden Library, Oden papers", "Memorandum by the Counselor (Holm)", "Text"], 1),
        (["Editorial Note", "On May 3 the files were opened."], 0),
        (["Memorandum for the Files", "Text"], 0),
        (["Policy Staff Files1", "501.BC/4–848", "No. 12 Memorandum by Mr. Holm", "Text"], 2),
    ],
)
def test_the_heading_is_below_the_file_lines(lines, at):
    """A file number or the name of files is no heading; a heading that speaks of files is one."""
    assert heading_line(lines) == at


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Memorandum of Conversation", "memcon"),
        ("Memorandum of a Conversation Between the Secretary and Ambassador Lund", "memcon"),
        ("Memorandum of Telephone Conversation", "memcon"),
        ("Transcript of Telephone Conversation Between President Oden and Ilse Maren", "telephone"),
        ("Memorandum of Discussion at the 262d Meeting of the Council", "minutes"),
        ("Summary Notes of the 551st Meeting of the Council", "minutes"),
        ("Memorandum for the Record, by Mr. Kaljo", "memo_record"),
        ("Memorandum for the President’s File", "memorandum"),
        ("National Security Action Memorandum No. 320", "directive"),
        ("Special National Intelligence Estimate", "intelligence"),
        ("Circular Telegram From the Ministry to Certain Posts", "circular"),
        ("Airgram A–22 From the Embassy", "airgram"),
        ("Despatch From the Embassy", "despatch"),
        ("Oral Message From the Chancellor", "message"),
        ("Aide-Mémoire From the Suvrian Embassy", "note"),
        ("Paper Prepared in the Ministry", "paper"),
        ("Remarks by the Chancellor", "statement"),
        ("The Chancellor to the President", "other"),
    ],
)
def test_the_kind_is_what_the_heading_begins_with(heading, kind):
    """The names of offices later in the heading do not count."""
    assert kind_of(heading) == kind


def test_the_line_above_says_the_kind_where_the_heading_has_the_parties_alone():
    """As volumes before 1952 have it."""
    assert kind_of("The Ambassador in Suvria (Lund) to the Secretary of State", "501.BC/9–848: Telegram") == "telegram"
    assert kind_of("The Secretary of State to Certain Offices", "501.BC/9–848: Circular airgram") == "circular"


@pytest.mark.parametrize(
    ("heading", "senders", "addressees"),
    [
        ("Letter From Chancellor Maren to President Oden", ["Chancellor Maren"], ["President Oden"]),
        (
            "Memorandum From the Representative to the League (Lund) to the Secretary of State",
            ["the Representative to the League (Lund)"],
            ["the Secretary of State"],
        ),
        (
            "Memorandum From the Counselor (Holm) and the Adviser (Kaljo) to the Secretary (Reik), Orsa, May 3, 1961",
            ["the Counselor (Holm)", "the Adviser (Kaljo)"],
            ["the Secretary (Reik)"],
        ),
        ("Memorandum by the Director (Holm)", ["the Director (Holm)"], []),
        (
            "Memorandum to the Council by the Executive Secretary (Holm)",
            ["the Executive Secretary (Holm)"],
            ["the Council"],
        ),
        ("Memorandum of a Conversation Between Mr. Holm and Mrs. Lund", ["Mr. Holm"], ["Mrs. Lund"]),
        (
            "The Ambassador in Suvria (Lund) to the Secretary of State",
            ["The Ambassador in Suvria (Lund)"],
            ["the Secretary of State"],
        ),
        ("Memorandum of Conversation", [], []),
        ("Editorial Note", [], []),
    ],
)
def test_the_parties_are_the_phrases_of_the_heading(heading, senders, addressees):
    """Whole phrases, an entry for each party; the place and date at the end are none of them."""
    assert [list(side) for side in parties(heading)] == [senders, addressees]


def test_a_party_goes_by_the_name_in_its_parentheses():
    """Else by the whole phrase."""
    assert short_name("the Ambassador in Suvria ( Lund )") == "Lund"
    assert short_name("President Oden") == "President Oden"


@pytest.mark.parametrize(
    ("line", "place", "when", "until"),
    [
        ("Washington, January 20, 1963, 10 a.m.", "Washington", "1963-01-20", None),
        ("[ Washington ,] March 17, 1948.", "Washington", "1948-03-17", None),
        ("Seoul , November 18, 1949—noon.", "Seoul", "1949-11-18", None),
        ("March 25, 1954", None, "1954-03-25", None),
        ("Washington, 25 April 1952.", "Washington", "1952-04-25", None),
        ("Augusta, Georgia, December 30, 1955–January 2, 1956", "Augusta, Georgia", "1955-12-30", "1956-01-02"),
        ("Ottawa, July 8–11, 1958.", "Ottawa", "1958-07-08", "1958-07-11"),
        ("New York, September 22, 1960, 2:40–3:20 p.m.", "New York", "1960-09-22", None),
        ("Orsa, May 1961.", "Orsa", "1961-05", None),
        ("Washington, undated.", "Washington", None, None),
    ],
)
def test_a_dateline_gives_place_and_days(line, place, when, until):
    """In the forms of all eras; of a span the first day and the last."""
    dated = read_dateline(line)
    assert (dated.place, dated.when and str(dated.when), dated.until and str(dated.until)) == (place, when, until)


@pytest.mark.parametrize(
    "line",
    [
        "On January 20, 1963, the Secretary spoke.",
        "THE MINISTRY ORSA October 29, 1971",
        "Secto 38. Eyes only for the Chancellor.",
        "Washington, February 31, 1963.",
        "May 3, 1961 was a Wednesday and nobody came to the harbour that day.",
    ],
)
def test_a_sentence_or_a_letterhead_is_no_dateline(line):
    """Nor is a day that no calendar has."""
    assert read_dateline(line) is None


def test_groups_of_participants_are_heading_lines_and_no_participants():
    """The name of a party over its list is kept apart; the text begins after the last list."""
    transcript = anatomize(
        "3. Memorandum of Conversation1\n\nPARTICIPANTS\n\nAldermark\n\n  • Mr. Holm\n\n[Page 9]\n\nSuvria\n\n"
        "  • Mrs. Lund\n  • Mr. Oden\n\nThey met.\n\n  1. Source: Here."
    )
    assert [part.text for part in transcript.participants] == ["Mr. Holm", "Mrs. Lund", "Mr. Oden"]
    assert [part.text for part in transcript.headed] == ["PARTICIPANTS", "Aldermark", "Suvria"]
    assert [part.text for part in transcript.body] == ["They met."]


def test_other_lists_of_the_head_stay_in_the_text():
    """To, from and references are printed above the text and belong to it."""
    transcript = anatomize(
        "3. Directive 71\n\nTO\n\n  • The Secretary\n\nSUBJECT\n\n  • The Strait\n\nGo.\n\n  1. Source: Here."
    )
    assert [part.text for part in transcript.subject] == ["The Strait"]
    assert [part.text for part in transcript.body] == ["TO", "The Secretary", "Go."]


@pytest.mark.parametrize(
    ("end", "signed"),
    [
        ("Ilse Maren\n  1. Source: Here.", ["Ilse Maren"]),
        ("Ilse Maren\nChancellor\n  1. Source: Here.", ["Ilse Maren", "Chancellor"]),
        ("Ilse Maren", ["Ilse Maren"]),
        ("Ilse Maren\n\n[Page 8]\n\n  1. Source: Here.", ["Ilse Maren"]),
        ("Ilse Maren\n\n[Enclosure]\n\nMore text.\n\n  1. Source: Here.", ["Ilse Maren"]),
        ("We shall see.\n\n  1. Source: Here.", []),
        ("Conclusion\n\nWe shall see.", []),
    ],
)
def test_a_signature_stands_above_the_notes_or_what_is_enclosed(end, signed):
    """Directly above them, across a page mark, above an enclosure, or at the end of a text without notes."""
    transcript = anatomize(f"3. Letter From Ilse Maren to Mr. Oden1\n\nDear Sir: We wait.\n\n{end}")
    assert [part.text for part in transcript.signed] == signed
