"""The source note: where a document lies, its markings, and who had a hand in it."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.printed.acts import Act
from backchannel.record.printed.source_note import (
    NOT_STATED,
    STATED,
    STATED_NONE,
    SourceNote,
    file_date,
    house_form,
    markings,
    parse,
)

ROOT = Path(__file__).parents[3]
NOTE = (
    "Source: Department of State, Central Files, 601.12/4-1761. Secret; Priority; Eyes Only. "
    "Drafted by Holt on April 16 and approved by Marsh. Repeated to Brennau and Suvria City."
)
PIECES = st.sampled_from(
    [
        "Source: ",
        "Secret",
        "Top Secret; ",
        "Eyes Only",
        ". ",
        "; ",
        ", ",
        "Drafted by ",
        "Holt",
        " and ",
        "cleared by ",
        "(",
        ")",
        "Lot 66 D 204",
        "601.12/4-1761",
        "According to another copy, it was ",
        "Another copy is in ",
        "[",
        "]",
        "A. ",
        "was held",
        "\n",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8))).map("".join)


def acts(note):
    """The acts of a note, in short."""
    return [(act.verb, act.by, act.to, act.when) for act in note.acts]


def test_a_note_is_read():
    """Repository, file, classification, captions, and the acts with their persons, places and days."""
    note = parse(NOTE)
    assert (note.repository, note.collection, note.file) == ("Department of State", "Central Files", "601.12/4-1761")
    assert (note.classification, note.captions) == ("Secret", ("Priority", "Eyes Only"))
    assert acts(note) == [
        ("drafted", ("Holt",), (), "April 16"),
        ("approved", ("Marsh",), (), None),
        ("repeated", (), ("Brennau", "Suvria City"), None),
    ]
    assert note.drafting == STATED
    assert note.rest == ()


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        (
            "Kennedy Library, President’s Office Files, Suvria",
            ("Kennedy Library", "President’s Office Files", None, "Suvria"),
        ),
        (
            "Department of State, Conference Files: Lot 64 D 560, CF 1204",
            ("Department of State", "Conference Files", "64 D 560", "CF 1204"),
        ),
        (
            "Department of State, Presidential Correspondence: Lot 77 D 163",
            ("Department of State", "Presidential Correspondence", "77 D 163", None),
        ),
        (
            "National Archives, RG 59, Central Files 1970–73, POL 7 SUV",
            ("National Archives", "RG 59, Central Files 1970–73", None, "POL 7 SUV"),
        ),
        (
            "National Archives, Nixon Presidential Materials, NSC Files, Box 340, Memcons 2/17/69",
            ("National Archives", "Nixon Presidential Materials, NSC Files", None, "Box 340, Memcons 2/17/69"),
        ),
        (
            "Public Papers of the Presidents, 1969, pp. 1–4",
            (None, None, None, "Public Papers of the Presidents, 1969, pp. 1–4"),
        ),
    ],
)
def test_where_a_paper_lies_is_read_part_by_part(place, parts):
    """Holder, collection, lot and the way to the paper; a printed work is nobody's holding."""
    note = parse(f"Source: {place}. Secret.")
    assert (note.repository, note.collection, note.lot, note.file) == parts
    assert note.location == place


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("840.20/1-148: Telegram", (None, None, "840.20/1-148", "Telegram")),
        ("501.BB/4–1348", (None, None, "501.BB/4–1348", None)),
        ("S/S Files: Lot 59 D 95", ("S/S Files", "59 D 95", None, None)),
        ("IO Files: US/A/81", ("IO Files", None, "US/A/81", None)),
    ],
)
def test_a_file_line_is_read(line, parts):
    """The volumes of 1948 to 1954 give a file number, and after a colon what kind of paper it is."""
    note = parse(line)
    assert (note.collection, note.lot, note.file, note.form) == parts
    assert note.line
    assert house_form(note) == line


@pytest.mark.parametrize(
    ("markings", "classification", "captions"),
    [
        ("Top Secret; Eyes Only.", "Top Secret", ("Eyes Only",)),
        ("No classification marking.", "No classification marking", ()),
        ("Personal and Confidential.", "Personal and Confidential", ()),
        ("Secret; Personal.", "Secret", ("Personal",)),
        ("Personal.", "Personal", ()),
        ("Official Use Only; Niact; Limit Distribution.", "Official Use Only", ("Niact", "Limit Distribution")),
        ("Secret; Official–Informal.", "Secret", ("Official–Informal",)),
        ("Top Secret; [codeword not declassified]; Noforn.", "Top Secret", ("[codeword not declassified]", "Noforn")),
        ("Secret; Exdis/Tan.", "Secret", ("Exdis/Tan",)),
        ("Top Secret, Eyes Only.", "Top Secret", ("Eyes Only",)),
        ("Secret; Priority. Limited Distribution.", "Secret", ("Priority", "Limited Distribution")),
        ("Secret Drafted by Holt.", "Secret", ()),
        ("Confidential; Priority Repeated to Brennau.", "Confidential", ("Priority",)),
        ("Eyes Only.", None, ("Eyes Only",)),
        ("Drafted by Holt.", None, ()),
    ],
)
def test_markings_are_read_as_printed(markings, classification, captions):
    """A level is no caption; slips of the press in the line between them cost nothing."""
    note = parse(f"Source: Kennedy Library, Suvria Papers. {markings}")
    assert (note.classification, note.captions) == (classification, captions)


@pytest.mark.parametrize(
    "place",
    ["Central Files, POL 27 SUV S", "Suvria Papers, Vol. I", "Suvria Papers, Holt, Alan G"],
)
def test_a_location_may_end_like_an_abbreviation(place):
    """What begins a line of markings ends the location, whatever stands before the full stop."""
    note = parse(f"Source: Department of State, {place}. Secret; Exdis.")
    assert (note.classification, note.captions) == ("Secret", ("Exdis",))
    assert note.location == f"Department of State, {place}"


def test_a_level_without_its_full_stop_is_found():
    """A slip that joins the level to the location loses neither."""
    note = parse("Source: Department of State, Central Files, 601.12/4-1761 Confidential. Drafted by Holt.")
    assert (note.file, note.classification) == ("601.12/4-1761", "Confidential")


@pytest.mark.parametrize(
    ("sentence", "drafting"),
    [
        ("Drafted by Holt.", STATED),
        ("Prepared by Marsh on May 2.", STATED),
        ("The source text bears no drafting information.", STATED_NONE),
        ("No drafting information appears on the source text.", STATED_NONE),
        ("There is no drafting information on the memorandum.", STATED_NONE),
        ("Drafter not indicated.", STATED_NONE),
        ("The drafting officer is not indicated; approved by Holt on July 2.", STATED_NONE),
        ("Repeated to Brennau.", NOT_STATED),
        ("", NOT_STATED),
    ],
)
def test_a_stated_absence_is_no_silence(sentence, drafting):
    """ "Bears no drafting information" is a statement; a note that says nothing of drafting states nothing."""
    assert parse(f"Source: Kennedy Library, Suvria Papers. Secret. {sentence}").drafting == drafting


def test_what_follows_a_stated_absence_is_read():
    """A sentence may say that nobody knows who drafted, and who approved."""
    note = parse(
        "Source: Archive. Secret. The source text bears no drafting information, but it was approved in U on May 6."
    )
    assert note.drafting == STATED_NONE
    assert acts(note) == [("approved", ("U",), (), "May 6")]


def test_a_fact_belongs_to_the_copy_that_gives_it():
    """What only another copy says is attributed to it, by where it lies, and to no other act."""
    note = parse(
        "Source: Department of State, Central Files, 601.12/4-1761. Secret. Received at 7:05 p.m. "
        "According to another copy of this telegram it was drafted by Holt. (Ibid., Conference Files: Lot 65 D 366)"
    )
    assert [(act.verb, act.copy) for act in note.acts] == [
        ("received", None),
        ("drafted", "Ibid., Conference Files: Lot 65 D 366"),
    ]
    assert note.copies == ("Ibid., Conference Files: Lot 65 D 366",)


def test_other_copies_printings_and_the_printed_copy_are_told_apart():
    """Another copy, an earlier printing, what was printed from, and the meeting each have their place."""
    note = parse(
        "Source: Kennedy Library, Suvria Papers. Secret. Another copy is in the Johnson Library, Holt Papers. "
        "Also printed in Declassified Documents, 1977, 73C. Printed from an unsigned copy. "
        "The meeting took place at the Embassy. Holt was on leave."
    )
    assert note.copies == ("the Johnson Library, Holt Papers",)
    assert note.published == ("Also printed in Declassified Documents, 1977, 73C.",)
    assert note.printed_from == ("Printed from an unsigned copy.",)
    assert note.meeting == ("The meeting took place at the Embassy.",)
    assert note.rest == ("Holt was on leave.",)
    assert note.acts == ()


def test_house_form_gives_the_note_again():
    """What was read is printed as it was."""
    assert house_form(parse(NOTE)) == NOTE


def test_house_form_puts_a_new_note_together():
    """A note of facts alone is told in the order of the house."""
    note = SourceNote(
        repository="Department of State",
        collection="Conference Files",
        lot="64 D 560",
        file="CF 12",
        classification="Secret",
        captions=("Nodis",),
        acts=(Act("drafted", by=("Holt",), when="May 2"), Act("cleared", by=("Marsh", "Vane", "Orlo"))),
    )
    assert house_form(note) == (
        "Source: Department of State, Conference Files: Lot 64 D 560, CF 12. Secret; Nodis. "
        "Drafted by Holt on May 2; cleared by Marsh, Vane, and Orlo."
    )


def test_house_form_tells_a_new_absence():
    """ "No drafting information" is told, and not left to silence."""
    note = SourceNote(repository="Archive", drafting=STATED_NONE)
    assert house_form(note) == "Source: Archive. The source text bears no drafting information."


def test_house_form_follows_a_change():
    """A note whose classification was changed is printed with the new one."""
    assert house_form(replace(parse(NOTE), classification="Confidential")) == NOTE.replace("Secret", "Confidential")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("762.00/8-2161", "1961-08-21"),
        ("396.1–PA/12–1561", "1961-12-15"),
        ("501.BB/4–1348", "1948-04-13"),
        ("840.20/1-148: Telegram", "1948-01-01"),
        ("740.00119 Control (Suvria)/11–1049", "1949-11-10"),
        (NOTE, "1961-04-17"),
    ],
)
def test_file_date_reads_the_decimal_file(text, day):
    """The last figures of a decimal file number are month, day and year."""
    assert str(file_date(text)) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "POL 27 SUV",
        "762.00/8-2171",
        "762.00/13-2161",
        "762.00/2-3061",
        "Memcons 2/17/69",
        "1/20/61-5/17/61",
        "Lot 77 D 163",
    ],
)
def test_file_date_is_not_guessed(text):
    """Other numbers, impossible days, and years in which no such files were kept give no date."""
    assert file_date(text) is None


@given(TEXTS)
def test_no_text_is_too_strange_and_no_word_is_lost(text):
    """Any text is read without an error, and all its words are in the note again."""
    note = parse(text)
    said = re.sub(r"\W", "", "".join(filter(None, [note.location, note.form, note.classification, *note.captions])))
    printed = re.sub(r"\W", "", re.sub(r"^\W*source\b", "", text, flags=re.IGNORECASE))
    every = sorted(said + re.sub(r"\W", "", "".join(note.sentences)))
    assert every in (sorted(printed), sorted(re.sub(r"\W", "", text)))
    file_date(text)
    house_form(note)


@given(TEXTS)
def test_every_sentence_is_understood_or_kept(text):
    """A sentence that nothing was read from stands in `rest`; what was read stands in the text."""
    note = parse(text)
    read = {act.sentence for act in note.acts} | {*note.published, *note.printed_from, *note.meeting}
    assert read <= {*note.sentences} | {
        part for one in note.sentences for part in (one, *re.split(r"(?:, (?:but|although|and)|;) ", one))
    }
    for sentence in note.sentences:
        told = sentence in read or sentence in note.rest
        assert told or note.drafting or note.copies or any(act.sentence in sentence for act in note.acts)
    assert {act.copy for act in note.acts} <= {None, *note.copies}


@pytest.mark.parametrize(
    "piece", ["Secret; ", "Drafted by A, ", "(", "1, ", "A. ", "another copy of ", "meeting ", "[", "123."]
)
def test_a_long_note_takes_no_longer_by_the_square(piece):
    """A megabyte of one piece is read in seconds: this would take hours if time grew with the square of the length."""
    note = parse("Source: " + piece * (1_000_000 // len(piece)))
    assert note.location is not None


@pytest.fixture
def seeds():
    """The source notes of the five transcripts, in the order of their dates; skipped where the record is absent."""
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or ROOT.parent / "shared" / "record")
    if not folder.is_dir():
        pytest.skip("the record is not on this machine (BACKCHANNEL_RECORD)")
    paths = sorted((folder / "seeds").glob("*.txt"))
    assert len(paths) == 5, f"the record has {len(paths)} transcripts where 5 are expected"
    return [re.search(r"Source: .*", path.read_text(encoding="utf-8")).group() for path in paths]


def test_the_five_seeds_are_read(seeds):
    """What R55 asks of each: where it lies, how it is marked, and who drafted it as far as the note says so."""
    memorandum, letter, telegram, conversation, guidance = notes = [parse(text) for text in seeds]
    assert [house_form(note) for note in notes] == seeds
    assert [note.classification for note in notes] == ["Secret", "Top Secret", "Secret", "Top Secret", "Secret"]
    assert [note.drafting for note in notes] == [STATED_NONE, STATED_NONE, STATED, STATED, NOT_STATED]
    assert all(note.repository and note.collection and (note.file or note.lot) for note in notes)
    assert [note.rest for note in notes] == [()] * 5
    assert conversation.captions == ("Eyes Only",)
    assert acts(conversation) == [("drafted", ("Thompson",), (), "January 21")]
    (drafted,) = telegram.acts
    assert (drafted.verb, drafted.by) == ("drafted", ("Rusk",))
    assert drafted.copy == telegram.copies[0] == "Ibid., Conference Files: Lot 65 D 366, CF2002"
    assert len(memorandum.published) == 1
    assert letter.lot == "77 D 163"
    assert guidance.acts == ()
    assert [str(file_date(text)) for text in seeds] == ["1961-08-21", "None", "1961-12-15", "None", "None"]


@given(st.lists(PIECES, max_size=12).map("".join))
def test_markings_alone_are_those_of_the_whole(text):
    """The short way to classification and captions finds what reading the whole note finds."""
    note = parse(text)
    assert markings(text) == (note.classification, note.captions)
