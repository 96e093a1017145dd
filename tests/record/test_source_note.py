"""The source note: where a document lies, its markings, and who had a hand in it."""

from backchannel.record.source_note import STATED, STATED_NONE, file_date, house_form, parse

NOTE = (
    "Source: Department of State, Central Files, 601.12/4-1761. Secret; Priority; Eyes Only. "
    "Drafted by Holt on April 16 and approved by Marsh."
)


def test_a_note_is_read():
    """Repository, file, classification, captions, and the acts with their persons."""
    note = parse(NOTE)
    assert (note.repository, note.collection, note.file) == ("Department of State", "Central Files", "601.12/4-1761")
    assert (note.classification, note.captions) == ("Secret", ("Priority", "Eyes Only"))
    assert [(act.verb, act.by, act.when) for act in note.acts] == [
        ("drafted", ("Holt",), "April 16"),
        ("approved", ("Marsh",), None),
    ]
    assert note.drafting == STATED


def test_a_stated_absence_is_no_silence():
    """ "Bears no drafting information" is a statement; a note that says nothing of drafting states nothing."""
    assert parse("Source: Archive. Secret. The source text bears no drafting information.").drafting == STATED_NONE
    assert parse("Source: Archive. Secret.").drafting is None


def test_house_form_gives_the_note_again():
    """What was read is printed as it was."""
    assert house_form(parse(NOTE)) == NOTE


def test_file_date_reads_the_decimal_file():
    """The last figures of a decimal file number are month, day and year."""
    assert str(file_date(NOTE)) == "1961-04-17"
