"""What of a text stands in documents: found though it was rewritten, to the character, and nothing else."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.text.index import Held

from backchannel.text.reuse.reused import LEAST, Reuse, reused
from backchannel.text.wording import wording

FERRY = (
    "I have the honour to refer to our conversation on the quay. My Government is prepared to withdraw the pilots from "
    "the northern roadstead within nine days, provided that the harbour of Lesk remains open to our grain ships "
    "through the winter. I should prefer that nobody learn of this before the assembly has voted on the dredging bill."
)
LAMPS = (
    "The keeper of the lamps reports that three buoys have drifted on to the sandbank, and he asks for a tender. The "
    "engineers think that the mole was undermined by the storm in February and ought to be faced with stone."
)
TOLLS = (
    "On the tolls we can go no further than a fourth part, since the chamber of merchants has already printed its "
    "almanac. If your consul were to raise the matter of the lamps once more, I could not answer for the temper of my "
    "colleagues."
)
RECORD = [FERRY, LAMPS, TOLLS]

WEATHER = (
    "The weather in the strait was mild for the season, and the fish market opened an hour late. Two schooners were "
    "towed in with torn sails. Nobody in the coffee houses spoke of anything but the price of coal."
)


def found(article: str, record: list[str] = RECORD) -> list[Reuse]:
    """What an article has of a record."""
    return list(reused([wording(article)], Held(record))[0])


def printed(article: str, record: list[str] = RECORD) -> list[tuple[str, str]]:
    """The same, as the words of the article and of the document."""
    return [
        (article[one.start : one.end], record[one.document][one.begins : one.ends]) for one in found(article, record)
    ]


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("word for word", "the harbour of Lesk remains open to our grain ships through the winter"),
        ("in the past and of others", "the harbour of Lesk remained open to their grain ships through the winter"),
        ("in American spelling", "the harbor of Lesk remains open to our grain ships through the winter"),
        ("with words dropped", "harbour of Lesk remains open to grain ships through winter"),
        (
            "with words put in",
            "the harbour of Lesk always remains open to all our heavy grain ships through the winter",
        ),
        ("shouting", "HARBOUR OF LESK REMAINS OPEN TO OUR GRAIN SHIPS THROUGH THE WINTER"),
        ("broken by who said it", "the harbour of Lesk remains open,” he said, “to our grain ships through the winter"),
        ("with a word for another", "the harbour of Lesk remains open to our wheat ships through the winter"),
    ],
)
def test_a_sentence_is_found_in_three_letters_though_it_was_rewritten(how, told):
    """A dozen words that were lightly rewritten are found in a record of three letters, with the characters of both."""
    article = f"{WEATHER} Sources said that {told}. {WEATHER}"
    ((mine, theirs),) = printed(article)
    assert told.strip("t“ ").split()[-1] == mine.split()[-1], how
    assert len(mine) >= 0.9 * len(told)
    assert "Sources" not in mine
    assert theirs.endswith("grain ships through the winter")


def test_changed_order_is_one_find():
    """Two halves of a sentence that were put the other way round are one find."""
    article = (
        f"{WEATHER} Provided that the harbour of Lesk remains open to our grain ships through the winter, my "
        f"Government is prepared to withdraw the pilots from the northern roadstead within nine days. {WEATHER}"
    )
    ((mine, theirs),) = printed(article)
    assert mine.startswith("Provided that the harbour")
    assert mine.endswith("within nine days")
    assert "prepared to withdraw" in theirs
    assert "through the winter" in theirs


def test_words_of_two_letters_are_two_finds():
    """Each find is of one document."""
    article = (
        "It wrote that three buoys have drifted on to the sandbank, and that the chamber of merchants has already "
        "printed its almanac."
    )
    assert [one.document for one in found(article)] == [1, 2]


def test_two_sentences_apart_are_two_finds():
    """What an article puts between two passages of one letter is not said to be of the letter."""
    article = (
        "He would withdraw the pilots from the northern roadstead within nine days. "
        + WEATHER
        + " Nobody should learn of this before the assembly has voted on the dredging bill."
    )
    finds = printed(article)
    assert len(finds) == 2
    assert not any("coffee" in mine for mine, _ in finds)


@pytest.mark.parametrize(
    "article",
    [
        WEATHER,
        "I have the honour to refer to the letter of my Government.",
        "The harbour of Lesk and the Chamber of Merchants of Lesk were decorated for the winter.",
        "The pilots, the ships, the harbour, the winter, the lamps and the tolls are what people here speak of.",
        "",
        " \n\n ",
        "”“«»‘’",
    ],
)
def test_what_took_nothing_is_not_accused(article):
    """Ordinary prose, formulas of letters, the same names and the same matter are no reuse."""
    assert found(article) == []


def test_names_alone_are_no_reuse():
    """A body's long name stands wherever it is written of, in whoever's words."""
    record = [f"{FERRY} We await the Joint Standing Commission for Navigation Lights."]
    assert found("She chairs the Joint Standing Commission for Navigation Lights.", record) == []


def test_a_phrase_that_stands_everywhere_tells_nothing():
    """Words that stand in many documents are no sign that one of them was read."""
    formula = "Accept, Excellency, the renewed assurances of my most distinguished consideration and esteem"
    record = [f"{formula}. Letter {number} of the {word}." for number, word in enumerate("abcdefghijklmnopqrstuvwxyz")]
    assert found(f"He closed as ever. {formula}.", record) == []


def test_of_many_documents_the_best_is_told():
    """A document that has clearly less of the same words than another is left out; those that have as much are not."""
    lesser = "We hear that the harbour of Lesk remains open to our grain ships, whatever the winter."
    finds = found(f"{WEATHER} {FERRY} {WEATHER}", [lesser, FERRY, LAMPS, FERRY])
    assert {one.document for one in finds} == {1, 3}


def test_pieces_say_what_is_shared():
    """The pieces are, in order, what stands in both; what is between them does not."""
    article = "She asked that the harbour of Lesk remained open to all of the grain ships through the coming winter."
    (one,) = found(article)
    first, last = one.pieces[0], one.pieces[-1]
    assert article[first.start : first.end] == "that the harbour of Lesk remained open to"
    assert (article[last.start : last.end], FERRY[last.begins : last.ends]) == ("winter", "winter")
    assert last.end == one.end == article.index(".")
    assert "coming" not in "".join(article[piece.start : piece.end] for piece in one.pieces)
    assert one.run == 5  # that the harbour of Lesk; then remains became remained
    assert one.shared == sum(len(article[piece.start : piece.end].split()) for piece in one.pieces)


def test_what_is_left_of_a_sentence_is_taken_in():
    """A last word that was changed belongs to the passage; a sentence that goes on does not."""
    changed = "They said the harbour of Lesk remains open to our grain ships through the frost. Then it rained."
    assert printed(changed)[0][0].endswith("through the frost")
    going_on = "They said the harbour of Lesk remains open to our grain ships through the frost and rain of February."
    assert printed(going_on)[0][0].endswith("through the")


def test_a_clean_article_opens_no_document():
    """What the index tells is enough to pass by an article that took nothing."""
    index = Held(RECORD)
    assert reused([wording(WEATHER + " The pilots of the northern roadstead were at lunch.")], index) == [()]
    assert index.opened == []


def test_each_text_has_its_own_finds():
    """Finds of one text are not put down to its neighbours, in whatever order they are asked."""
    index = Held(RECORD)
    texts = [wording(text) for text in ("", WEATHER, FERRY, "", TOLLS)]
    assert [[one.document for one in each] for each in reused(texts, index)] == [[], [], [0], [], [2]]
    assert reused(texts, index) == [reused([text], index)[0] for text in texts]


def test_an_empty_record_has_nothing():
    """Nothing is found where nothing is held."""
    assert found(FERRY, []) == found(FERRY, [""]) == []


def test_a_higher_line_tells_less():
    """No find that is told weighs less than was asked for."""
    weights = [one.bits for one in found(f"{FERRY} {LAMPS}")]
    assert min(weights) >= LEAST
    assert reused([wording(f"{FERRY} {LAMPS}")], Held(RECORD), max(weights) + 1) == [()]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (
            "Мы готовы отвести лоцманов с северного рейда в течение девяти дней, если гавань Леска останется открытой.",
            "По слухам, они готовы отвести лоцманов с северного рейда в течение девяти дней, если гавань открыта.",
        ),
        (
            "نحن مستعدون لسحب المرشدين من المرسى الشمالي خلال تسعة أيام إذا بقي ميناء لسك مفتوحا أمام سفن الحبوب",
            "قالت المصادر نحن مستعدون لسحب المرشدين من المرسى الشمالي خلال تسعة أيام إذا بقي ميناء لسك مفتوحا",
        ),
        (
            "我们准备在九天之内从北锚地撤回引水员，只要莱斯克港整个冬天对我们的运粮船开放。",
            "据说他们准备在九天之内从北锚地撤回引水员，只要港口开放。",
        ),
        (
            "Nous sommes prêts à retirer les pilotes de la rade du nord dans un délai de neuf jours.",
            "On dit qu'ils sont prêts a retirer les pilotes de la rade du nord dans un delai de neuf jours.",
        ),
    ],
)
def test_other_languages_are_found(document, told):
    """Words of any script are compared."""
    ((mine, _),) = printed(told, [FERRY, document])
    assert len(mine) > len(told) / 2


@pytest.mark.parametrize(
    "text",
    [
        f"{FERRY} {WEATHER} " * 2_000,
        "harbour of Lesk " * 60_000,
        FERRY.replace(" ", "") * 3_000,
        "\x00\ud800\uffff" * 300_000,
    ],
)
def test_a_long_text_takes_no_long_time(text):
    """A megabyte in one line is answered in bounded time, whatever is in it."""
    words = wording(text)
    began = time.process_time()
    reused([words], Held(RECORD))
    assert time.process_time() - began < 20


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*(FERRY + LAMPS + TOLLS + WEATHER).split(), "\n", "—", "渡", "ﬁ\u00ad"]), max_size=120)
)
@example([])
def test_every_find_is_sound(words):
    """Whatever the text: finds and pieces lie within both texts, in order, and weigh what they must."""
    article = " ".join(words)
    for one in found(article):
        assert 0 <= one.start < one.end <= len(article)
        assert 0 <= one.begins < one.ends <= len(RECORD[one.document])
        assert one.bits >= LEAST
        assert one.run <= one.shared
        last = one.start
        for piece in one.pieces:
            assert last <= piece.start < piece.end <= one.end
            assert one.begins <= piece.begins < piece.ends <= one.ends
            last = piece.end
