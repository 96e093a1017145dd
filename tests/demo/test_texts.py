"""The texts of the demo: whole, real, and true to each other."""

import csv
import io
from importlib.resources import files

import pytest

from backchannel.demo import texts
from backchannel.demo.cast import COURIER, HOLT, INTERLOCUTOR, VESMAR
from backchannel.demo.hours import moment

DOCUMENTS = {sending.file: texts.document(sending.file) for sending in texts.LETTERS}


def words(file, number):
    """The text of a letter's passage."""
    return DOCUMENTS[file].passages[number - 1].text


def everything(file):
    """All the text of a letter."""
    return "\n".join(passage.text for passage in DOCUMENTS[file].passages)


def test_there_are_a_dozen_letters_both_ways():
    """Fourteen letters, seven each way, in the order of their dates; each is dated on the day it is sent."""
    assert [s.author for s in texts.LETTERS] == [HOLT, VESMAR] * 7
    moments = [moment(s.written) for s in texts.LETTERS]
    assert moments == sorted(moments)
    for sending in texts.LETTERS:
        assert str(DOCUMENTS[sending.file].date) == sending.written[:10]


@pytest.mark.parametrize("file", DOCUMENTS)
def test_each_letter_is_of_real_length_and_signed(file):
    """A letter has eleven to fifteen passages, begins with a salutation, and ends with its author's name."""
    document = DOCUMENTS[file]
    assert 11 <= len(document.passages) <= 15
    assert len(everything(file).split()) > 380
    assert document.passages[0].role == "salutation"
    assert document.passages[-1].role == "signature"
    assert document.senders == (document.passages[-1].text,)
    assert [p.number for p in document.passages if p.mark] != [] or file == "09-holt"


def test_one_letter_quotes_the_other_exactly():
    """The assurance that Holt sets down stands in Vesmar's letter, character for character."""
    quoted = [p.text for p in DOCUMENTS["03-holt"].passages if p.role == "quotation"]
    assert len(quoted) == 1
    assert quoted[0] in words("02-vesmar", 9)


def test_the_leak_is_near_the_letter_and_not_its_words():
    """The newspaper has the saying in other words, and both of the sayings that are quoted as letters are exact."""
    leaked = next(p.text for p in DOCUMENTS["08-vesmar"].passages if p.role == "quotation")
    hint = everything(texts.THE_HINT)
    for phrase in ("net hung out to dry is not a flag hauled down", "more room in the Waters Bill than its friends"):
        assert phrase in hint
        assert phrase in everything("08-vesmar")
        assert phrase not in leaked


def test_the_numbers_in_the_letters_are_those_of_the_enclosures():
    """Journeys, names and landings are counted as the letters say that they are."""

    def rows(name):
        with texts.enclosure(name) as paths:
            return list(csv.DictReader(io.StringIO(paths[0].read_text(encoding="utf-8"))))

    *weeks, total = rows("journeys-by-road.csv")
    for column in list(total)[1:]:
        assert sum(int(week[column]) for week in weeks) == int(total[column])
    assert "Two hundred and fourteen" in everything("03-holt")
    assert int(list(total.values())[1]) == 214
    men = rows("the-eleven.csv")
    assert [int(man["number"]) for man in men] == list(range(1, 12))
    assert men[6]["name"] == "Ove Strandal"
    assert (men[6]["age"], men[7]["age"]) == ("19", "61")
    *years, mean = rows("landings.csv")
    for column in list(mean)[1:]:
        assert round(sum(int(year[column]) for year in years) / 5) == int(mean[column])
    corrected = sum(2236 if year["year"] == "2022" else int(list(year.values())[1]) for year in years) / 5
    assert corrected == 2140


def test_the_passages_to_be_withheld_are_the_right_ones():
    """The numbers that the release withholds fall on the count, the Assembly and the President's mother."""
    hers, his = texts.RELEASED
    assert words(hers, texts.THE_COUNT).startswith("On the count")
    assert words(his, texts.THE_ASSEMBLY).startswith("In September the Assembly")
    assert "My mother, who is ninety" in words(his, texts.HIS_MOTHER)


def test_the_courier_and_the_interlocutor_are_those_of_the_letters():
    """Whom the play names, the letters name."""
    assert COURIER in words(texts.BY_HAND, 2)
    assert INTERLOCUTOR in everything(texts.BY_HAND)


def test_nothing_hidden_stands_in_a_letter():
    """The files are read without leaving anything out; only the salutation is recognised by its words."""
    from backchannel.record.readers.markdown import read

    for path in sorted((files("backchannel.demo") / "letters").iterdir(), key=str):
        if path.name.endswith(".md"):
            _, report = read(path.read_bytes())
            assert report.left_out == ()
            assert set(report.inferred) <= {"Passage 1 was taken for the salutation."}
