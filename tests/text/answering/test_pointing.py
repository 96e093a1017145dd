"""A passage of their letter is pointed at by its address or number, and by nothing that names another paper."""

import pytest

from backchannel.record.document import Passage, passages_of
from backchannel.text.answering.pointing import addressed, numbered

LETTER = (Passage(1, "Dear colleague:", "salutation"), *(Passage(n, f"Paragraph {n}.") for n in range(2, 8)))
DAY = "2031-05-10"
NAMED = {
    "We accept paragraph 3 of your letter.": [3],
    "As to paragraphs 3, 4 and 5 of your last letter, yes.": [3, 4, 5],
    "Your paragraphs 2 to 4 we accept.": [2, 3, 4],
    "paras 2-4 of your note": [2, 3, 4],
    "paragraph two of your letter of 10 May": [2],
    "In your letter of May 10, paragraph 6, you speak of nets.": [6],
    "§ 3 of your note": [3],
    "your third paragraph": [4],
    "the first and second paragraphs of your letter": [2, 3],
    "paragraph 14 of your letter": [0],
    "paragraph 2 of your letter of 3 May": [],
    "paragraph 3 of my letter": [],
    "paragraph 3 of the treaty": [],
    "your second point": [],
}


@pytest.mark.parametrize(("text", "passages"), NAMED.items(), ids=NAMED)
def test_a_number_names_a_passage_of_their_letter_alone(text, passages):
    """Numbers, ranges and ordinals are read; another day, our own letter, a treaty and vague points are not."""
    found = list(numbered([text], LETTER, DAY))
    assert [touch.theirs for touch in found] == passages


def test_printed_numbers_go_before_ours():
    """Where their paragraphs have printed numbers, "paragraph 2" is the one that is printed so."""
    letter = passages_of("Dear colleague:", "1. The ferries.", "2. The nets.", "3. The toll.")
    assert [t.theirs for t in numbered(["paragraph 2 of your letter and your third point"], letter, "")] == [3, 4]


def test_points_that_a_letter_counts_in_words_are_its_numbers():
    """ "Second, the toll" is their second point, wherever it stands."""
    letter = passages_of("Dear colleague:", "We met.", "First, then, the nets.", "Secondly, the toll.", "Farewell.")
    assert [t.theirs for t in numbered(["your second point, and paragraph 2 of your letter"], letter, "")] == [2, 4]


def test_an_address_of_another_channel_is_none_of_this_letter():
    """The same reference on another channel, and a longer number, are other letters."""
    text = "See The line/reik-4/3, reik-4/2 (not Other line/reik-4/5, reik-14/6, reik-4/3.1 or reik-4/77/1)."
    assert [t.theirs for t in addressed([text], ["The line/reik-4", "reik-4"])] == [3, 2, 3]


def test_the_words_are_given_where_they_stand():
    """The characters of a touch are those of the text, also behind letters that fold to two."""
    (touch,) = numbered(["Æsir and œuvres: paragraph 3 of your letter."], LETTER, DAY)
    text = "Æsir and œuvres: paragraph 3 of your letter."
    assert text[touch.start : touch.end] == "paragraph 3 of your letter"
