"""A keeper's answers, and attacks on them: from forged answers to spelling out a letter by asking."""

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.table import LINE, dump
from tests.desk.test_sync import HOME, Network
from tests.desk.words.house import HARVEST, MILLERS, OURS, PRIVATE, REWORDED, House, build

from backchannel.desk import letters, sync
from backchannel.desk.exchange import outgoing
from backchannel.desk.words import (
    allowance,
    asking,
    claims,
    freshness,
    keeper,
    leaks,
    requests,
    screening,
    silence,
    trust,
)
from backchannel.desk.words.collected import files_of, text_of
from backchannel.errors import BadInputError, RuleError, UsageError
from backchannel.protocol.screening import REQUEST, Outcome, answer
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of, to_value
from backchannel.vault import entries

C, N = Outcome.CLEAR, Outcome.NOTHING
DRAFT = (HARVEST, REWORDED, MILLERS)


@pytest.fixture(scope="session")
def _house(place):
    house = build(place())
    house.close()
    return house


@pytest.fixture
def empty_house(_house, tmp_path):
    """The house, before Ilse has written anything to Tomas."""
    house = copy(_house, tmp_path / "house")
    yield house
    house.close()


@pytest.fixture
def house(empty_house):
    """The house with a private letter."""
    empty_house.letter("ilse", "My dear colleague:", PRIVATE)
    return empty_house


def copy(house, folder):
    """Give a copy of a closed house."""
    other = House(folder)
    other.now = house.now
    for name in house.desks:
        shutil.copytree(house.folder / name, folder / name)
        other.open(name)
    return other


def reference(house):
    """Give the last request that Ilse was sent, as she names it."""
    return keeper.asked(house.ilse)[-1].request.reference


# What it is for


def test_a_keeper_answers_with_passage_numbers_and_the_asker_knows_nothing_else(house):
    """Greta hears which passage to clear; neither the letter's words nor its address are in her vault."""
    house.ask(*DRAFT)
    passages = keeper.look(house.ilse, reference(house))[1]
    assert [one.outcome for one in passages] == [N, C, N]
    assert "northern lightships be withdrawn" in passages[1].echoes[0].place.text
    keeper.answer(house.ilse, reference(house))
    house.settle("ilse", "greta", "karl")
    assert house.outcomes(*DRAFT) == "ncn"
    held = repr(dump(house.greta))
    assert LINE not in held
    assert "your pilots would" not in held
    with house.greta.vault.read() as db:
        bodies = [entry.body() for entry in every(db)]
    assert not any("your pilots" in repr(body) or LINE in repr(body) for body in bodies)


def every(db):
    """Give every entry of a vault."""
    return [
        entry for (channel,) in db.execute("SELECT id FROM channels").fetchall() for entry in entries.every(db, channel)
    ]


def test_the_keeper_may_decide_otherwise_or_refuse(house):
    """Exactly the passages that the keeper names are to be cleared; a refusal is of all."""
    house.ask(*DRAFT)
    assert keeper.answer(house.ilse, reference(house), clear=[3]) == (N, N, C)
    house.wait(days=1)
    house.ask(*DRAFT, again=True)
    keeper.answer(house.ilse, reference(house), refuse=True)
    house.settle("ilse", "greta", "karl")
    assert house.outcomes(*DRAFT) == "rrr"
    log = [(one.request.passages, one.request.answer.outcomes) for one in keeper.asked(house.ilse)]
    assert log == [(DRAFT, (N, N, C)), (DRAFT, (Outcome.REFUSED,) * 3)]


def test_nothing_is_answered_by_itself_unless_its_keeper_said_so(house):
    """Off for everybody; on for one asker, from then on; and off again."""
    assert house.answered(*DRAFT) == ""
    house.wait(minutes=1)
    house.trust()
    assert trust.due(_db(house), house.ilse) == []
    assert house.answered(*DRAFT) == "", "what came before waits for the look"
    house.wait(minutes=1)
    assert house.answered(HARVEST, REWORDED) == "nc"
    assert house.answered(HARVEST, REWORDED, by="karl") == ""
    house.wait(minutes=1)
    house.trust(by_itself=False)
    assert house.answered(MILLERS, HARVEST) == ""
    assert "is not answered by the desk itself" in house.waits()


def _db(house):
    with house.ilse.vault.read() as db:
        return db


def test_an_answer_leaves_with_the_exchange_that_brought_the_draft(house):
    """What is due to the asker after the keeper's desk took a draft in holds the answer, whatever was found."""
    house.trust()
    for texts, outcome in ((DRAFT, "ncn"), ((MILLERS, HARVEST), "nn")):
        house.ask(*texts, carry=False)
        house.carry("greta", "ilse")
        assert keeper.answer_due(house.ilse) == 1
        house.carry("ilse", "greta")
        assert house.outcomes(*texts) == outcome
        assert keeper.answer_due(house.ilse) == 0


def test_one_sync_brings_the_draft_and_takes_the_answer_along(house, monkeypatch):
    """Through a relay too; and the time that it takes is a whole second, whatever was found."""
    network = Network(house)
    network.add("relay.example")
    for name in ("ilse", "greta"):
        house.desks[name].set_relays((HOME,))
    for name, other in (("ilse", "greta"), ("greta", "ilse")):
        house.know(name, other)
    house.trust()
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    for texts, outcome in ((DRAFT, "ncn"), ((MILLERS, HARVEST), "nn")):
        house.ask(*texts, carry=False)
        for name in ("greta", "ilse", "greta"):
            sync.sync(house.desks[name], client=network.client)
        assert house.outcomes(*texts) == outcome
    assert len(slept) == 2
    assert all(0 <= seconds < 1 for seconds in slept)
    network.close()


def test_what_the_asker_may_read_himself_is_for_his_own_desk(house):
    """Words that Greta has from Ilse are no secret from her: her own desk alarms, and Ilse's says nothing of them."""
    house.trust()
    house.letter("ilse", PRIVATE, readers=("ilse", "greta"), channel=OURS)
    house.settle("ilse", "greta", "karl")
    assert house.answered(*DRAFT) == "nnn"
    path = house.folder / "speech.txt"
    path.write_text("\n\n".join(DRAFT), encoding="utf-8")
    assert [echo.parts for echo in screening.screen(house.greta, str(path)).echoes] == [(1,)]
    assert house.answered(*DRAFT, by="karl") == ""
    house.trust("Karl Oden")
    house.wait(minutes=1)
    assert house.answered(MILLERS, REWORDED, by="karl") == "nc", "Karl may not read that letter"


def test_requests_are_nobody_s_wording(house):
    """A draft that was asked about, and its answer, count in no later screening, at either end."""
    house.trust()
    assert house.answered(HARVEST, MILLERS) == "nn"
    path = house.folder / "speech.txt"
    path.write_text("\n\n".join((MILLERS, HARVEST)), encoding="utf-8")
    for desk in (house.ilse, house.greta):
        assert screening.screen(desk, str(path)).echoes == ()
        with desk.vault.read() as db:
            titles = {row[0]: row[1] for row in db.execute("SELECT number, heading FROM items")}
            apart = requests.set_apart(db, desk)
        assert {titles[number] for number in apart} == {REQUEST, "Answer to a request for screening"}
    assert [o for o in letters.owed(house.ilse) if o.channel == OURS] == []


def test_requests_count_neither_in_tracing_nor_in_freshness_nor_in_silence(house):
    """At both ends: a draft that was asked about and then published leaked from nobody, and is new."""
    house.ask(HARVEST, MILLERS)
    printed = Document("other", passages_of(HARVEST, MILLERS))
    path = house.folder / "speech.txt"
    path.write_text("\n\n".join((HARVEST, MILLERS)), encoding="utf-8")
    house.letter("ilse", PRIVATE, readers=("greta",), channel=OURS)
    house.settle("ilse", "greta", "karl")
    for desk in (house.ilse, house.greta):
        trail = leaks.trace(desk, [text_of(printed, "speech.txt")], "2032-01-01")
        with desk.vault.read() as db:
            held = len(list(db.execute("SELECT number FROM items")))
        assert (trail.traced[0].leaks, trail.traced[0].explained) == ((), ())
        assert trail.documents == held - 1
        assert not any(part.reused for part in freshness.compare(desk, str(path)).parts)
        number = claims.add(desk, "Nothing of it.", by="us", about=[OURS], up_to=parse("2032-01-01")).number
        verdict = silence.test(desk, number, files_of([str(path)]))
        assert (verdict.letters, verdict.hits) == (1, [])


def test_attack_hide_a_leak_behind_a_flood_of_drafts(empty_house):
    """Whoever sends what he will leak to a keeper, a hundred times, makes none of it common."""
    empty_house.letter("ilse", PRIVATE, readers=("greta",), channel=OURS)
    empty_house.settle("ilse", "greta", "karl")
    empty_house.ask(" ".join([PRIVATE] * 90), HARVEST)
    printed = Document("other", passages_of(REWORDED))
    (leak,) = leaks.trace(empty_house.ilse, [text_of(printed, "clipping.txt")], "2032-01-01").traced[0].leaks
    assert all("lund" not in held.place.document for held in leak.held)
    assert {name for name, _ in leak.people} == {"Ilse Maren", "Greta Lund"}


# The other side, and people who were not asked


def test_attack_hide_private_words_in_the_form_of_a_request(house):
    """A letter of the other party in that form stays a letter: its words are private, and nobody answers it."""
    words = "The toll at the Orrin locks might fall by a third before the ice breaks, if both surveyors agree on it."
    document = Document("other", passages_of(words, HARVEST), subject=REQUEST)
    letters.write(house.tomas, LINE, document)
    house.settle("ilse", "tomas")
    assert keeper.asked(house.ilse) == []
    path = house.folder / "speech.txt"
    path.write_text(words, encoding="utf-8")
    assert len(screening.screen(house.ilse, str(path)).echoes) == 1
    house.trust()
    assert house.answered(MILLERS, words) == "nc"


def test_attack_show_a_draft_to_the_other_party(house):
    """A channel with another party is refused before anything is written."""
    with house.refused(RuleError, "has members of another party"):
        asking.ask(house.ilse, [screening.Part("1", HARVEST)], "Tomas Reik", LINE)
    with house.refused(RuleError, "has members of another party"):
        trust.let(house.ilse, "Tomas Reik", LINE, by_itself=True)
    with house.refused(UsageError, "share no channel of your own side"):
        asking.ask(house.greta, [screening.Part("1", HARVEST)], "Tomas Reik")
    with house.refused(UsageError, "share no channel of your own side"):
        asking.ask(house.greta, [screening.Part("1", HARVEST)], "Greta Lund")


def test_attack_carry_a_letter_to_a_keeper_who_may_not_read_it(house):
    """Karl's desk does not send Ilse, within a draft, words that Greta wrote to him alone."""
    words = "I would rather give up the two granaries at Senn than see my brother before the commission in spring."
    house.letter("greta", words, readers=("karl",), channel=OURS)
    house.settle("ilse", "greta", "karl")
    with house.refused(RuleError, "words of letters that Ilse Maren may not read (in 2)"):
        house.ask(HARVEST, words, MILLERS, by="karl")
    house.letter("greta", words, readers=("karl", "ilse"), channel=OURS)
    house.settle("ilse", "greta", "karl")
    assert house.ask(HARVEST, words, MILLERS, by="karl").now


def test_attack_answer_without_having_been_asked(house):
    """Karl sees that an entry exists and claims to answer it: not taken, and said."""
    request = house.ask(*DRAFT).request
    house.reply("karl", request, answer([N, N, N]), readers=("greta",))
    told = house.ask(*DRAFT, carry=False).request
    assert told.answer is None
    assert told.remarks == ("Karl Oden, who was not asked, sent an answer (oden-4); it is not taken.",)
    keeper.answer(house.ilse, reference(house))
    house.settle("ilse", "greta", "karl")
    assert house.outcomes(*DRAFT) == "ncn"


BAD = {
    "words": House.lines("passage 1: nothing to be cleared", "passage 2: it is the lightships", "passage 3: fine"),
    "a number that the draft does not have": House.lines(
        "passage 1: nothing to be cleared", "passage 2: nothing to be cleared", "passage 4: nothing to be cleared"
    ),
    "too few": answer([N, N]),
    "too many": answer([N, N, N, N]),
    "half a refusal": House.lines(
        "passage 1: nothing to be cleared", "passage 2: refused by the keeper", "passage 3: nothing to be cleared"
    ),
}


@pytest.mark.parametrize("document", BAD.values(), ids=BAD)
def test_attack_a_hostile_answer_of_the_keeper_changes_nothing(house, document):
    """An answer of another form is told of in one sentence; the request stays open, and a right answer is taken."""
    request = house.ask(*DRAFT).request
    house.reply("ilse", request, document, readers=("greta",))
    told = house.ask(*DRAFT, carry=False).request
    assert told.answer is None
    (remark,) = told.remarks
    assert remark.endswith("is not taken.")
    assert "lightships" not in remark
    house.reply("ilse", request, answer([N, C, N]), readers=("greta",))
    assert house.outcomes(*DRAFT) == "ncn"


def test_attack_an_answer_that_others_can_read(house):
    """An answer that was sealed to Karl too is not taken."""
    request = house.ask(*DRAFT).request
    house.reply("ilse", request, answer([N, N, N]), readers=("greta", "karl"))
    told = house.ask(*DRAFT, carry=False).request
    assert told.answer is None
    assert "sealed to others" in told.remarks[0]


def test_attack_a_second_answer_that_says_something_else(house):
    """The first counts, whatever comes later; that another came is said. The desk itself writes no second one."""
    request = house.ask(*DRAFT).request
    keeper.answer(house.ilse, reference(house))
    house.settle("ilse", "greta", "karl")
    with house.refused(UsageError, "was answered already"):
        keeper.answer(house.ilse, reference(house), clear=[])
    house.reply("ilse", request, answer([N, N, N]), readers=("greta",))
    told = house.ask(*DRAFT, carry=False).request
    assert told.answer.outcomes == (N, C, N)
    assert "the first one counts" in told.remarks[0]
    house.reply("ilse", request, answer([N, C, N]), readers=("greta",))
    assert len(house.ask(*DRAFT, carry=False).request.remarks) == 1, "the same once more is no other answer"


def _request(*texts, **fields):
    return to_value(Document("other", passages_of(*texts), subject=REQUEST, **fields))


@pytest.mark.parametrize(
    ("content", "readers"),
    [
        ({"document": _request(REWORDED, place="Aldeby")}, ("ilse",)),
        ({"document": _request(REWORDED, classification="Secret")}, ("ilse",)),
        ({"document": _request(*["word " * 20] * 401)}, ("ilse",)),
        ({"document": _request("x" * 99_999, "y" * 99_999, "z" * 99_999)}, ("ilse",)),
        ({"document": _request(REWORDED), "answers": "00" * 32}, ("ilse",)),
        ({"document": _request(REWORDED)}, ("ilse", "karl")),
    ],
    ids=["place", "marking", "passages", "length", "answers", "readers"],
)
def test_attack_a_malformed_request(house, content, readers):
    """It is listed with what is wrong with it, never answered, and refused in one sentence."""
    house.trust()
    house.entry("greta", content, readers)
    with house.unchanged():
        assert keeper.answer_due(house.ilse) == 0
    (entered,) = keeper.asked(house.ilse)
    assert entered.request.fault.endswith(".")
    for act in (keeper.look, keeper.answer):
        with house.refused(BadInputError, ""):
            act(house.ilse, entered.request.reference)


def test_attack_name_what_is_not_there(house):
    """A request that does not exist, a passage that it does not have."""
    house.ask(*DRAFT)
    with house.refused(UsageError, "no request for screening"):
        keeper.look(house.ilse, "lund-99")
    for wrong in ([4], [0], [-1, 2]):
        with house.refused(UsageError, "has the passages 1 to 3"):
            keeper.answer(house.ilse, reference(house), clear=wrong)


def test_attack_a_draft_that_ends_the_program(house, monkeypatch):
    """Whatever a draft sets off in the comparison, the exchange goes on, and the draft waits for the keeper's look."""
    house.trust()
    house.ask(*DRAFT)

    def fail(*_):
        raise RuntimeError("lightships")

    monkeypatch.setattr(screening, "echoes", fail)
    assert keeper.answer_due(house.ilse) == 1
    assert house.outcomes(*DRAFT) == ""
    assert any("could not be answered by this desk itself" in line for line in house.dropped("ilse"))
    assert not any("lightships" in line for line in house.dropped("ilse"))


# Spelling out a letter by asking


def test_attack_ask_the_same_draft_until_the_answer_changes(house):
    """Once more, the same draft waits for the keeper's look."""
    house.trust()
    assert house.answered(*DRAFT) == "ncn"
    house.wait(days=40)
    assert house.answered(*DRAFT, again=True) == ""
    assert house.waits() == "the same draft was asked about before"


def test_attack_many_drafts_on_one_day(house):
    """After so many the keeper must look, until the next day."""
    house.trust()
    said = [house.answered(f"{HARVEST} {word * 3}") for word in "abcdefgh"[: allowance.VARIANTS]]
    assert said == ["n"] * allowance.VARIANTS
    for number, text in enumerate(TOPICS):
        more = house.answered(text)
        assert bool(more) == (number < allowance.DRAFTS_A_DAY - allowance.VARIANTS)
    assert "drafts came on one day" in house.waits()
    house.wait(days=1)
    assert house.answered(f"{TOPICS[0]} And so forth.") == "n"


TOPICS = (
    "Our schools will open their doors two weeks earlier, since the roads to the hills are passable again.",
    "A new bridge over the Tarn will carry the carts of the quarry from next autumn on, says the surveyor.",
    "The post office hires twelve more carriers, and letters to the islands will go out on every second day.",
    "Painters have been at work on the town hall of Aldeby, whose tower will be seen from the lighthouse again.",
)


def test_attack_many_passages_on_one_day(house):
    """A draft beyond the day's measure is left to the keeper, whatever is in it."""
    house.trust()
    many = [f"{' '.join(f'word{n}x{m}' for m in range(14))}" for n in range(allowance.PASSAGES_A_DAY + 1)]
    assert house.answered(*many) == ""
    assert "passages came on one day" in house.waits()
    assert house.answered(*many[: allowance.PASSAGES_A_DAY - 1]) == ""


def test_attack_spell_a_letter_out_word_by_word(house):
    """Guesses that differ in a word: after one was to be cleared all like it are; after misses none is answered."""
    house.trust()
    assert house.answered(PRIVATE) == "c"
    for word in ("southern", "eastern"):
        assert house.answered(f"{HARVEST[:40]} {PRIVATE.replace('northern', word)}") == "c"
    guess = "The toll at the Orrin locks might fall by {} before the ice breaks, if both our surveyors agree on it."
    house.wait(days=1)
    said = [house.answered(guess.format(word)) for word in ("a half", "a third", "a fifth", "a tenth")]
    assert said == ["n", "n", "n", ""]
    assert "much like passage 1 were asked about before" in house.waits()
    house.wait(days=allowance.MEMORY_DAYS + 1)
    assert house.answered(guess.format("a ninth")) == "n"


def test_attack_find_the_fourth_word_from_three_that_are_known(house):
    """Three known words in a row with ever other guesses around them: after so many, the keeper must look."""
    house.trust()
    words = [f"{a}{b}" for a in ("ald", "bren", "cor", "dov", "ess") for b in ("ling", "mark", "nau", "rik", "tern")]
    guesses = [f"{w} orrin locks toll {w}a {w}b {w}c {w}d {w}e {w}f {w}g {w}h {w}i {w}j" for w in words]
    assert house.answered(*guesses[: allowance.NEAR]) == "n" * allowance.NEAR
    assert house.answered(guesses[allowance.NEAR]) == ""
    assert "somewhat like passage 1" in house.waits()


def test_attack_put_all_guesses_into_one_draft(house):
    """The same guess in many forms within one draft waits for the look."""
    house.trust()
    guess = "The toll at the Orrin locks might fall by {} before the ice breaks, if both our surveyors agree on it."
    assert house.answered(*(guess.format(word) for word in ("half", "a third", "a fifth", "a tenth"))) == ""


def test_attack_spell_a_letter_out_with_one_word_in_each_passage(house):
    """A guess of which no passage has three words of content: what runs from passage to passage is counted too."""
    house.trust()
    known = "northern lightships withdrawn first week {} pilots stopped boarding grain barges Kestrel Sound"
    said = []
    for word in ("of October", "of March", "of August", "of April", "of June"):
        said.append(house.answered(*(f"It is of the to in on at by and or {w}" for w in known.format(word).split())))
        house.wait(days=1)
    assert [bool(one) for one in said] == [True] * allowance.VARIANTS + [False] * 2
    assert "were asked about before" in house.waits()


def test_attack_explain_away_all_words_but_the_guessed_one(house):
    """Letters that Greta or Karl write to Ilse after the private one explain nothing of it: with all of a guess in
    them but one word, the answer would tell of that word alone."""
    house.trust()
    for author in ("greta", "karl"):
        house.letter(author, PRIVATE.replace("November", "the month"), readers=("ilse", "greta"), channel=OURS)
    house.settle("ilse", "greta", "karl")
    said = [house.answered(PRIVATE.replace("November", word), MILLERS) for word in ("October", "November")]
    assert said == ["cn", "cn"]


def test_what_the_asker_wrote_before_is_his_own(empty_house):
    """Words that Greta gave to Ilse, who wrote them to Tomas afterwards, tell Greta nothing; other words still do."""
    empty_house.trust()
    empty_house.letter("greta", PRIVATE, readers=("ilse",), channel=OURS)
    empty_house.settle("ilse", "greta", "karl")
    empty_house.wait(minutes=1)
    empty_house.letter("ilse", PRIVATE.replace("November", "December"))
    assert empty_house.answered(PRIVATE, MILLERS) == "nn"
    assert empty_house.answered(MILLERS, PRIVATE.replace("November", "December")) == "nc"


def test_attack_guess_in_few_words(house):
    """A short passage is always one to be cleared, so that it tells nothing. An honest desk joins it with others."""
    house.trust()
    house.entry("greta", {"document": _request("Lightships withdrawn in November.", "We love our country.")}, ("ilse",))
    keeper.answer_due(house.ilse)
    assert keeper.asked(house.ilse)[-1].request.answer.outcomes == (C, C)
    assert house.answered("Fellow citizens:", HARVEST, "Good night.") == "n"


def test_attack_make_private_words_common(house):
    """Neither a flood of drafts nor one of letters makes words so common that their reuse is no find any more."""

    def found():
        with house.ilse.vault.read() as db:
            knows = screening.known_to(db, house.ilse, house.greta.reader)
            return [echo.parts for echo in screening.echoes(db, house.ilse, DRAFT, knows)]

    assert found() == [(1,)]
    house.ask(" ".join([PRIVATE] * 90), HARVEST)
    words = sorted(set(PRIVATE.replace(",", "").split()))
    house.letter("greta", *[" ".join(words)] * 300, readers=("ilse",), channel=OURS)
    house.letter("greta", *[" ".join(reversed(words))] * 300, readers=("ilse",), channel=OURS)
    house.settle("ilse", "greta", "karl")
    assert found() == [(1,)]


def test_what_a_keeper_marked_by_hand_stays_marked(house):
    """A free paraphrase that no comparison finds: once the keeper has marked it, its variants are answered alike."""
    house.trust()
    free = (
        "Before winter certain ships that show the way at night might leave, were our cargoes left in peace by guides."
    )
    assert house.answered(free) == "n"
    house.wait(days=1)
    house.ask(free, again=True)
    keeper.answer(house.ilse, reference(house), clear=[1])
    house.settle("ilse", "greta", "karl")
    assert house.outcomes(free) == "c"
    house.wait(days=1)
    assert house.answered(MILLERS, free.replace("Before winter", "Very soon")) == "nc"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.lists(st.sampled_from([*DRAFT, *TOPICS]), min_size=1, max_size=4))))
def test_attack_learn_from_whether_an_answer_comes(sent):
    """Whether a draft waits for the look follows from what was sent and when: nothing of the vault is asked."""
    day, before = 1, []
    for later, passages in sent:
        day += later
        draft = allowance.sent(f"2031-05-{day:02d}" if day < 32 else "2031-06-01", passages)
        first = allowance.why_look(draft, before)
        assert allowance.why_look(draft, list(before)) == first
        today = [one for one in before if one.day == draft.day]
        if not first:
            assert len(today) < allowance.DRAFTS_A_DAY
            assert sum(len(one.passages) for one in (*today, draft)) <= allowance.PASSAGES_A_DAY
        before.append(draft)


# Everything that the asker's side holds and sees, byte by byte


def _plain(desk):
    """Give a vault as far as it is not keys and chance: rows with bytes as lengths, bodies without salt."""
    rows = {
        name: sorted(
            (tuple(len(v) if isinstance(v, bytes) else v for v in row if not _is_hex(v)) for row in found), key=repr
        )
        for name, found in dump(desk).items()
    }
    with desk.vault.read() as db:
        bodies = []
        for entry in every(db):
            body = entry.body()
            if body is not None and entry.header.kind in {"letter", "act", "ack"}:
                kept = {k: v for k, v in body.items() if k not in {"salt", "readers", "answers"}}
                bodies.append(
                    (entry.header.kind, entry.header.seq, entry.header.time, len(entry.ciphertext), repr(kept))
                )
    return rows, sorted(bodies)


def _is_hex(value):
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")


def _course(house, private):
    """Play it once: the private letter, the draft, its answer; give what Greta, Karl and the carrier have of it."""
    house.trust()
    if private:
        house.letter("ilse", *private)
    house.settle("ilse", "tomas")
    house.ask(*DRAFT, carry=False)
    travelled = []
    for sender, to in (
        ("greta", "ilse"),
        ("ilse", "greta"),
        ("ilse", "karl"),
        ("karl", "greta"),
        ("greta", "ilse"),
    ) * 2:
        with house.desks[sender].vault.change() as db:
            items = list(outgoing(db, house.desks[sender], house.desks[to].reader, everything=True))
        travelled.append((sender, to, [len(item.blob) for item in items]))
        house.take(to, [(item.day, item.mailbox, item.blob) for item in items])
        if to == "ilse":
            keeper.answer_due(house.ilse)
    return house.outcomes(*DRAFT), travelled, _plain(house.greta), _plain(house.karl)


def test_attack_tell_two_private_letters_apart_by_all_that_there_is(_house, tmp_path):
    """Two letters that touch the same passage, one of them twice as long, with other words and names, leave the same
    vaults and the same sizes behind; a letter that touches nothing leaves what differs in one line of equal length."""
    first = ("My dear colleague:", PRIVATE)
    second = (
        "Excellency,",
        "You asked of barges. The northern lightships would be withdrawn in the first week of November, said Aune.",
        "The toll at the Orrin locks is another matter, and nobody shall hear of it from me.",
    )
    worlds = []
    for number, private in enumerate((first, second, (TOPICS[1],), ())):
        house = copy(_house, Path(tmp_path) / str(number))
        worlds.append(_course(house, private))
        house.close()
    assert [world[0] for world in worlds] == ["ncn", "ncn", "nnn", "nnn"]
    assert worlds[0] == worlds[1]
    for world in worlds[2:]:
        assert world[1] == worlds[0][1], "what travelled has the same sizes in the same order"
        assert world[3] == worlds[0][3], "a member who was not asked holds the same"
        rows, other = ({k: v for k, v in w[2][0].items() if "item_word" not in k} for w in (world, worlds[0]))
        assert rows == other, "every row is as long, but for the index of the answer's words"
        clear, nothing = (repr(w[2][1]).replace(C.value, "-").replace(N.value, "-") for w in (worlds[0], world))
        assert clear == nothing
