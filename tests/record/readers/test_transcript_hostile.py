"""Any text at all gives a document or one refusal, in time that grows with its length."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.record.readers import transcripts

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.answer import answer
from backchannel.record.readers.letter import as_text
from backchannel.record.readers.transcript import looks_like, read, read_with_places
from backchannel.record.readers.transcripts.anatomy import LINES, NOTES, anatomize

PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "  • ",
            "  1. ",
            "  2. ",
            "[Page 5]",
            "[Page ",
            "]",
            "\t",
            " ",
            "SUBJECT",
            "PARTICIPANTS",
            "U.S.",
        ),
        *(
            "12. Letter From A to B",
            "No. 7 ",
            "Source: Lot 5, 762.00/8-2161. Secret.",
            "word",
            "word.1",
            "word12",
            "1",
            "0",
        ),
        *(
            "January 5, 1961",
            "Friday—August 5",
            "Drafted by X on January 21.",
            "501.BC/9–848: Telegram",
            "secret",
            "(X)",
        ),
        *("Orsa, May 5, 1961.", "Printed from an unsigned copy.", "\v", "\x85", "\u2028", "\u202e", "\ufeff", "é"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


@given(TEXTS)
@example("  1. Source: x")
@example("1. [Page 5]\n\n  1. a")
@example("12. A1\n\n[Page 5]\n\n  1. Source: x\n\n    y")
def test_any_text_gives_a_document_or_one_refusal(text):
    """No other error comes out, whatever is put together."""
    try:
        document, _ = read(text.encode("utf-8", "replace"), allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert document.passages or document.apparatus.head
    looks_like(text)


@given(TEXTS)
def test_no_word_is_lost_and_none_is_there_twice(text):
    """What is in no place is white space, bullets, marks, numbers of the list, and page marks."""
    data = text.encode("utf-8", "replace")
    try:
        _, _, places = read_with_places(data, allow_hidden=True)
    except BackchannelError:
        return
    words = as_text(data)
    at, left = 0, ""
    for kept in (kept for place in places for kept in place.part.kept):
        assert kept.start >= at
        left += words[at : kept.start] + " "
        at = kept.start + kept.length
    left += words[at:]
    assert re.fullmatch(r"(?:[\s•0-9.]|\[Page[ \u00a0][^\]]+\])*", left), left


@given(TEXTS)
def test_the_answer_has_the_same_names_whatever_the_text(text):
    """A program finds every field."""
    assert list(answer(anatomize(text))) == list(answer(anatomize(transcripts.LETTER)))


NOTE_LIST = "".join(f"  {number}. x\n" for number in range(1, 300))
GROWING = {
    "marks": lambda size: "1. Memo1\n\n" + "b456. " * size + "\n" + NOTE_LIST,
    "glued marks": lambda size: "1. Memo1\n\n" + "b123456789101112 " * size + "\n" + NOTE_LIST,
    "page marks": lambda size: "[Page 5] " * size,
    "brackets": lambda size: "[" * size,
    "parentheses": lambda size: "1. Letter From " + "(" * size,
    "parties": lambda size: "1. Letter From " + "a to b " * size,
    "dates": lambda size: "1. Memo\n\nJanuary 1, 1960, " * size,
    "weekdays": lambda size: "1. Memo\n\n" + "Friday-" * size,
    "markings": lambda size: "x\n\n" + "secret " * size,
    "drafting": lambda size: "1. A1\n\nb\n  1. Source: " + "Drafted by X on January 2; " * size,
    "citations": lambda size: "Foreign Relations, 1961-1963, vol. XI, Document " * size,
    "empty lines": lambda size: "a" + "\n" * size * 20 + "b",
    "spaces": lambda size: "a" + " " * size * 20 + "b",
}


def seconds(text):
    """The processor's time that a transcript takes."""
    began = time.process_time()
    answer(anatomize(text))
    return time.process_time() - began


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_the_length_of_a_hostile_text(name):
    """Eight times the text takes at most twenty times as long (where it takes long enough to be measured).

    What takes long is tried again: the process looks through whatever else it has in its memory now and then.
    """
    small, large = (GROWING[name](size) for size in (1_000, 8_000))
    usual = seconds(small)
    assert any(seconds(large) < max(20 * usual, 0.5) for _ in range(3))


@pytest.mark.parametrize("text", ["x\n" * (LINES + 1), "T.\n" + "".join(f"  {n}. x\n" for n in range(1, NOTES + 2))])
def test_a_file_of_far_too_many_parts_is_refused(text):
    """It is no transcript of one document."""
    with pytest.raises(BadInputError, match="divide it"):
        anatomize(text)
