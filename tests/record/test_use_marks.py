"""Use-marks: written in the passage, read back from it, held until what they wait for has come (R51)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.errors import BackchannelError, UsageError
from backchannel.record import markings, use_marks
from backchannel.record.dates import DocumentDate, parse
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.use_marks import Use, UseMark

DAY = DocumentDate(2031, 2, 23)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("(may be said) We would let four ferries pass.", UseMark(Use.SAY)),
        ("3. (S/NF) (Background  Only) x", UseMark(Use.BACKGROUND)),
        ("(MAY BE SAID IF ASKED) x", UseMark(Use.IF_ASKED)),
        ("“(may be left in\nwriting) x", UseMark(Use.WRITE)),
        ("(may be said; not before 23 February 2031) x", UseMark(Use.SAY, DAY)),
        ("(may be said; not before 2031-02-23: the talks in Aldeby) x", UseMark(Use.SAY, DAY, "the talks in Aldeby")),
        ("(may be said; not before the talks in Aldeby) x", UseMark(Use.SAY, None, "the talks in Aldeby")),
        # Without its year it is no day that comes by itself.
        ("(may be said; not before 23 February) x", UseMark(Use.SAY, None, "23 February")),
        ("(may be said; not before about February 2031) x", UseMark(Use.SAY, None, "about February 2031")),
        ("We have said (may be said) nothing.", None),
        ("(may be told) x", None),
        ("x", None),
    ],
)
def test_a_mark_is_read_from_the_head_of_a_passage(text, mark):
    """Behind a number and a classification, in any letters; what is no full date is an event."""
    assert use_marks.read(text) == mark


@given(
    st.sampled_from(list(Use)),
    st.none() | st.dates().map(lambda day: DocumentDate(day.year, day.month, day.day)),
    st.text(max_size=80),
    st.text(min_size=1, max_size=80),
)
def test_what_is_marked_is_read_back_or_refused(use, date, event, text):
    """Whatever stands in the event or in the passage: the same mark, and the same words without it."""
    try:
        marked = use_marks.marked(text, UseMark(use, date, event))
    except BackchannelError as error:
        assert isinstance(error, UsageError)
        assert event
        return
    assert use_marks.read(marked) == UseMark(use, date, event)
    assert use_marks.bare(marked).split() == use_marks.bare(text).split()


def test_a_mark_does_not_hide_the_classification_of_its_passage():
    """The classification stands before it and raises the banner; behind it, it is refused as a doubt."""
    text = use_marks.marked("4. (TS) We have named a price.", UseMark(Use.BACKGROUND))
    assert text == "4. (TS) (background only) We have named a price."
    document = Document("circular", passages_of(text), classification="Secret")
    assert markings.overall(document).classification == "Top Secret"
    behind = Document("circular", passages_of("(background only) (TS) We have named a price."))
    assert [one for one in use_marks.doubts(behind) if "classification behind" in one]


@pytest.mark.parametrize(
    ("use", "allowed"),
    [
        (Use.BACKGROUND, {Use.BACKGROUND}),
        (Use.IF_ASKED, {Use.BACKGROUND, Use.IF_ASKED}),
        (Use.SAY, {Use.BACKGROUND, Use.IF_ASKED, Use.SAY}),
        (Use.WRITE, set(Use)),
    ],
)
def test_each_use_allows_those_before_it(use, allowed):
    """What may be left in writing may be said; what may be said if asked may not be said unasked."""
    assert {one for one in Use if use_marks.allows(UseMark(use), one)} == allowed


def test_a_day_lapses_by_itself_and_an_event_only_when_its_author_says_so():
    """On the day, not the day before; no date makes an event happen; a month has come on its first day."""
    on = {day: parse(f"2031-02-{day}") for day in ("22", "23", "24")}
    assert [use_marks.held(UseMark(Use.SAY, DAY), on[day]) for day in on] == [True, False, False]
    talks = UseMark(Use.SAY, None, "the talks in Aldeby")
    assert use_marks.held(talks, parse("2099-01-01"))
    assert use_marks.held(talks, parse("2099-01-01"), ["the talks in Tarn"])
    assert not use_marks.held(talks, on["22"], ["The talks  in Aldeby"])
    both = UseMark(Use.SAY, DAY, "the talks in Aldeby")
    assert use_marks.held(both, on["22"])
    assert not use_marks.held(both, on["22"], ["the talks in Aldeby"])
    assert not use_marks.held(both, on["23"])
    assert use_marks.held(UseMark(Use.SAY, DAY), parse("2031-02"))


@pytest.mark.parametrize(
    "text",
    [
        "(may be told) We would let four ferries pass.",
        "(may be said We would let four ferries pass.",
        "We would let four ferries pass (may be said).",
        "[may be said] We would let four ferries pass.",
        "(not before 23 February 2031) We would let four ferries pass.",
        "(may be said) (not before 23 February 2031) We would let four ferries pass.",
        "(may be said, not before 23 February 2031) We would let four ferries pass.",
    ],
)
def test_what_only_looks_like_a_mark_is_doubted(text):
    """A mistyped mark, one in the wrong place, a hold outside of its bracket: none may pass as unmarked in silence."""
    assert list(use_marks.doubts(Document("circular", passages_of(text))))


def test_ordinary_words_are_not_doubted():
    """Sentences that speak of what may be said are no marks."""
    texts = ("It may be said that the ice is early.", "Not before Friday (we hope).", "(may be said) It may be said.")
    assert not list(use_marks.doubts(Document("circular", passages_of(*texts))))


def test_a_mark_in_a_heading_or_subject_is_doubted():
    """It would seem to hold for all that follows, and holds for nothing."""
    for part in ("heading", "subject"):
        assert list(use_marks.doubts(Document("circular", passages_of("x"), **{part: "(may be said) Ice"})))


def test_an_event_that_could_not_be_read_back_is_refused():
    """Brackets, several lines, a long name, or a date in its place."""
    for event in ("the talks (in Aldeby)", "x" * 301, "a\nb"):
        with pytest.raises(UsageError):
            use_marks.written(UseMark(Use.SAY, None, event))
    with pytest.raises(UsageError, match="cannot stand"):
        use_marks.written(UseMark(Use.SAY, None, "2031-02-23"))


def test_marks_of_a_document_are_given_by_passage():
    """Those that have one, by number."""
    document = Document(
        "circular", (Passage(1, "Dear all:", "salutation"), Passage(2, "(may be said) x"), Passage(3, "y"))
    )
    assert list(use_marks.marks(document)) == [(2, UseMark(Use.SAY))]
