"""Screening at a desk that may read: what of a draft is private, what explains it, and what must not pass."""

import pytest
from tests.desk.shelf import letter, passage, shelve
from tests.desk.table import LINE, Table

from backchannel.desk import channels, copies, publishing
from backchannel.desk.words import screening
from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

PRIVATE = (
    "We could let the northern lightships be withdrawn by the first week of November, if your pilots would stop "
    "boarding the grain barges at Kestrel Sound."
)
REWORDED = (
    "The northern lightships would be withdrawn in the first week of November if pilots stopped boarding the grain "
    "barges at Kestrel Sound."
)
HARVEST = "The harvest has been a good one this year, and our mills will grind through the whole of the winter."
MILLERS = "We thank the millers of the western valleys for their patience and hard work through the dry months."


@pytest.fixture
def ilse(pair):
    """Ilse's desk, which has written a private letter to Tomas."""
    pair.letter("ilse", "My dear colleague:", PRIVATE, "The weather has turned, and I write this by lamplight.")
    return pair


def speech(table, *texts, name="speech.txt"):
    """Write a draft, and give its name."""
    path = table.folder / name
    path.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return str(path)


def named(found):
    """Give the names of the parts that must be cleared."""
    return [found.parts[at].name for echo in found.echoes for at in echo.parts]


@pytest.mark.parametrize("words", [PRIVATE, REWORDED, PRIVATE.upper(), PRIVATE.replace(" ", "\u00ad ")])
def test_a_private_passage_is_found_word_for_word_or_lightly_reworded(ilse, words):
    """The passage is named, and the letter's words are shown with their address."""
    found = screening.screen(ilse.ilse, speech(ilse, HARVEST, words, MILLERS))
    assert named(found) == ["2"]
    (echo,) = found.echoes
    assert "northern lightships be withdrawn" in echo.place.text
    assert echo.place.address.startswith(f"{LINE}/maren-")
    assert "/2:" in echo.place.address
    assert not echo.is_imported
    assert echo.only == ()


def test_what_touches_nothing_is_clean(ilse):
    """A speech of the same day about other things has no alarm."""
    assert screening.screen(ilse.ilse, speech(ilse, HARVEST, MILLERS)).echoes == ()


def test_a_heading_and_a_passage_split_in_two_are_screened_too(ilse):
    """What two paragraphs say together counts, and so does what stands in a heading."""
    first, second = REWORDED.split(" if ")
    found = screening.screen(ilse.ilse, speech(ilse, HARVEST, f"{first},", f"if {second}"))
    assert set(named(found)) == {"2", "3"}
    draft = ilse.folder / "draft.md"
    draft.write_text(f"# {REWORDED}\n\n{HARVEST}\n", encoding="utf-8")
    assert named(screening.screen(ilse.ilse, str(draft))) == ["heading"]


def test_what_the_readers_of_a_channel_know_is_no_alarm_there(ilse):
    """An answer on the same channel may take the words up; a letter on another may not."""
    draft = speech(ilse, REWORDED)
    assert screening.screen(ilse.ilse, draft, LINE).echoes == ()
    channels.propose(ilse.ilse, OTHER)
    assert named(screening.screen(ilse.ilse, draft, "The other line")) == ["1"]
    with ilse.refused(UsageError, "no channel called"):
        screening.screen(ilse.ilse, draft, "No such line")


OTHER = """\
title = "The other line"
[[party]]
name = "Valdria"
principals = ["Ilse Maren"]
ceiling = 3
[[party]]
name = "Ostrava"
principals = ["Tomas Reik"]
ceiling = 3
[rules]
"""


def test_attack_hide_behind_a_channel_whose_readers_have_not_read_the_letter(sides):
    """A letter that one principal of the channel cannot open is an alarm on that channel, too."""
    sides.letter("ilse", PRIVATE, readers=("ilse", "greta"))
    assert named(screening.screen(sides.ilse, speech(sides, REWORDED), LINE)) == ["1"]


def test_what_is_public_is_no_alarm_and_what_is_only_near_it_is(ilse):
    """Public words explain themselves; the one word that stands in the private letter alone does not pass with them."""
    said = PRIVATE.replace("the northern lightships", "the lightships").replace("first week of November", "autumn")
    shelve(ilse.ilse, "gazette", {"gazette": letter(None, 1, "Gazette", passage(1, said))})
    publishing.publish(ilse.ilse, "gazette", parse("2031-05-01"))
    assert screening.screen(ilse.ilse, speech(ilse, said)).echoes == ()
    (echo,) = screening.screen(ilse.ilse, speech(ilse, PRIVATE)).echoes
    assert {word.casefold() for word in echo.only} >= {"northern", "november"}
    assert "lightships" not in echo.only


def test_a_not_that_only_the_private_letter_has_is_an_alarm(ilse):
    """Public: we will; private: we will not. A draft that says the second does not pass as the first."""
    ilse.letter("ilse", "We shall not defend the upper ford of the Sarn beyond the autumn rains of next year.")
    said = "We shall defend the upper ford of the Sarn beyond the autumn rains of next year."
    shelve(ilse.ilse, "gazette", {"gazette": letter(None, 1, "Gazette", passage(1, said))})
    publishing.publish(ilse.ilse, "gazette", parse("2031-05-01"))
    assert screening.screen(ilse.ilse, speech(ilse, said)).echoes == ()
    (echo,) = screening.screen(ilse.ilse, speech(ilse, said.replace("shall", "shall not"))).echoes
    assert echo.only == ("not",)


def test_what_will_be_public_one_day_is_private_until_then(ilse):
    """A mark with a day to come explains nothing yet."""
    shelve(ilse.ilse, "memoir", {"memoir": letter(None, 1, "Memoir", passage(1, PRIVATE))})
    publishing.publish(ilse.ilse, "memoir", parse("2041-05-01"))
    found = screening.screen(ilse.ilse, speech(ilse, PRIVATE, MILLERS))
    assert {echo.is_imported for echo in found.echoes} == {True, False}


def test_an_imported_document_that_nobody_published_counts_and_is_named_as_such(empty):
    """Archive or letter: what is not public is private."""
    ilse = empty.create("ilse")
    shelve(ilse, "memo", {"memo": letter(None, 1, "Memorandum", passage(1, f"{HARVEST} {PRIVATE}"))})
    (echo,) = screening.screen(ilse, speech(empty, REWORDED, MILLERS)).echoes
    assert echo.is_imported
    assert echo.place.document == "memo"


def test_the_draft_itself_and_its_copies_do_not_count_against_it(empty):
    """A speech that is named by its address, and a copy as somebody linked it, are no alarm to themselves."""
    ilse = empty.create("ilse")
    shelve(ilse, "speech", {"speech": Document("statement", passages_of(HARVEST, PRIVATE))})
    shelve(ilse, "older", {"older": Document("statement", passages_of(HARVEST, REWORDED))})
    found = screening.screen(ilse, "speech")
    assert found.itself == ("speech",)
    assert {echo.place.document for echo in found.echoes} == {"older"}
    copies.link(ilse, "speech", "older", "draft")
    for address in ("speech", "speech/2"):
        found = screening.screen(ilse, address)
        assert set(found.itself) == {"speech", "older"}
        assert found.echoes == ()


def test_attack_pass_a_whole_private_letter_as_the_draft_itself(ilse):
    """A press line that is a letter or an imported paper to the last word is an alarm."""
    whole = ("My dear colleague:", PRIVATE, "The weather has turned, and I write this by lamplight.")
    found = screening.screen(ilse.ilse, speech(ilse, *whole))
    assert found.itself == ()
    assert "2" in named(found)
    memo = "The toll at the Orrin locks might fall by a third before the ice breaks, if both surveyors agree on it."
    shelve(ilse.ilse, "pasted", {"pasted": Document("statement", passages_of(memo))})
    found = screening.screen(ilse.ilse, speech(ilse, memo))
    assert found.itself == ()
    assert [echo.place.document for echo in found.echoes] == ["pasted"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff" * 99, b"", b"\xff\xfe\x00"])
def test_bad_input_gets_one_sentence(ilse, data):
    """A binary or empty file is refused, and nothing has changed."""
    path = ilse.folder / "draft.bin"
    path.write_bytes(data)
    with ilse.refused(BadInputError, ""):
        screening.screen(ilse.ilse, str(path))


@pytest.mark.parametrize(
    "text", ["« “ ‘ " * 400 + "word", "x" * 90_000, "слово " * 9_000, "外交文書" * 4_000, "'" * 999]
)
def test_strange_drafts_are_answered(ilse, text):
    """One unbroken line, unbalanced quotation marks, other scripts: an answer."""
    assert screening.screen(ilse.ilse, speech(ilse, text)).echoes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Мы готовы отвести плавучие маяки от северного прохода до первой недели ноября, если лоцманы не поднимутся",
        "我们准备在十一月第一周之前将灯船撤出北部航道，条件是贵方引水员停止登上运粮驳船进行检查。",
        "نحن مستعدون لسحب سفن المنارة من الممر الشمالي قبل الأسبوع الأول من نوفمبر إذا توقف المرشدون عن الصعود",
    ],
)
def test_private_words_of_any_language_are_found_as_they_stand(ilse, text):
    """Exact words in Cyrillic, Chinese and Arabic."""
    ilse.letter("ilse", text)
    assert named(screening.screen(ilse.ilse, speech(ilse, HARVEST, text))) == ["2"]


def test_an_empty_record_clears_everything(empty):
    """A desk that holds nothing finds nothing, in a letter-sized draft or a word."""
    empty.create("ilse")
    assert isinstance(empty, Table)
    assert screening.screen(empty.ilse, speech(empty, "No.")).echoes == ()
