"""Leaks: exactly the planted wording, with exactly those who held it; and nothing where nothing private was needed."""

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import PEOPLE
from tests.desk.test_releases import propose, ready, to_released

from backchannel.desk import copies, knowledge, publishing
from backchannel.desk.releases import Wish
from backchannel.desk.words import leaks
from backchannel.desk.words.collected import text_of
from backchannel.errors import UsageError
from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage, passages_of

ROOM = "Our drafting room"
GREETING = "It was good to read that the winter has been mild on your side of the strait, and that the harbour is open."
DRAFTS = (
    "We would be ready to withdraw the guard from the northern bridge once the pilots have returned to their stations.",
    "We would be ready to halve the guard on the northern bridge once the pilots have returned to their stations.",
    "We would be ready to withdraw the guard from the northern bridge in forty days, and to pay the pilots arrears.",
)
CLIPPING = (
    "Port Aldeby. The government is said to be ready to withdraw the guard from the northern bridge in forty days, "
    "and to pay the pilots arrears, according to persons close to the talks."
)
GUESS = (
    "Port Aldeby. Nobody here knows what the envoys talk about. Observers expect that the fishing season, the price of "
    "coal and perhaps the lighthouse fees will be on the table when the ministers meet in the spring."
)


@pytest.fixture
def room(empty, monkeypatch):
    """Four of Valdria on a channel of their own, with three drafts of one letter, each shared with other people."""
    for name, person in (("jorun", "Jorun Vik"), ("otto", "Otto Brandt")):
        monkeypatch.setitem(PEOPLE, name, (person, "Valdria"))
    names = ("ilse", "greta", "jorun", "otto")
    for name in names:
        empty.create(name)
    empty.introduce(names)
    empty.open_line(("ilse",), ("greta", "jorun", "otto"), title=ROOM, ceiling=4)
    empty.drafts = []
    for draft, readers in zip(DRAFTS, (("greta",), ("otto",), ("greta", "jorun")), strict=True):
        sent = empty.letter("ilse", "Dear colleague:", GREETING, draft, readers=readers, channel=ROOM)
        empty.drafts.append(sent.reference)
        empty.wait(days=1)
    empty.settle()
    return empty


def article(text, date=None, name="clipping.txt"):
    """An article of one passage."""
    return text_of(Document("other", passages_of(text), date=parse(date) if date else None), name)


def traced(desk, text, on="", date=None):
    """What came of one article."""
    (found,) = leaks.trace(desk, [article(text, date)], on).traced
    return found


def people(leak):
    """Who knew the wording."""
    return {name for name, _ in leak.people}


def test_wording_of_one_draft_leads_to_exactly_its_holders(room):
    """Three drafts share most words; what only the third has leads to the three who had it, and to nobody else."""
    (leak,) = traced(room.ilse, CLIPPING, "2031-05-20").leaks
    (exact,) = leak.nearest
    assert exact.place.document == f"{ROOM}/{room.drafts[2]}"
    assert people(leak) == {"Ilse Maren", "Greta Lund", "Jorun Vik"}
    assert {one.place.document for one in leak.held if not one.nearest} | {
        one.place.document for one in leak.without
    } == {f"{ROOM}/{room.drafts[0]}", f"{ROOM}/{room.drafts[1]}"}
    marked = [CLIPPING[start:end] for start, end in exact.article]
    assert any("withdraw the guard from the northern bridge in forty days" in words for words in marked)
    assert not any("said" in words for words in marked)


def test_a_draft_that_differs_says_where(room):
    """The first draft has the beginning of the wording, and has not the days and the arrears."""
    (leak,) = traced(room.ilse, CLIPPING, "2031-05-20").leaks
    other = next(one for one in leak.held if one.place.document == f"{ROOM}/{room.drafts[0]}")
    assert not other.nearest
    assert other.holders == ()
    said = " ".join(one.text for one in other.differences)
    assert "forty days" in said
    assert "arrears" in said
    assert "bridge" not in said
    assert any("once the pilots" in one.instead for one in other.differences)


def test_wording_that_drafts_share_leads_to_all_who_had_one(room):
    """The greeting stands in all three: all four people held it, and every draft is named as having it exactly."""
    (leak,) = traced(room.ilse, f"The letter begins thus: {GREETING}", "2031-05-20").leaks
    assert len(leak.nearest) == 3
    assert people(leak) == {"Ilse Maren", "Greta Lund", "Otto Brandt", "Jorun Vik"}


def test_who_came_to_know_later_did_not_know_that_day(room):
    """On the day of the second draft nobody held the third; he who was told of it is no holder of its words."""
    (leak,) = traced(room.ilse, GREETING, "2031-05-06").leaks
    assert people(leak) == {"Ilse Maren", "Greta Lund", "Otto Brandt"}
    note = {"party": "Valdria", "since": "2031-05-08"}
    knowledge.note(room.ilse, ROOM, room.drafts[2], person="Runa Falk", way="told", **note)
    knowledge.note(room.ilse, ROOM, room.drafts[2], person="Nils Aker", way="read-to", **note)
    (leak,) = traced(room.ilse, CLIPPING, "2031-05-20").leaks
    assert people(leak) == {"Ilse Maren", "Greta Lund", "Jorun Vik", "Nils Aker"}
    told = {h.person: h.words for h in leak.nearest[0].holders}
    assert told["Runa Falk"] is False
    (leak,) = traced(room.ilse, CLIPPING, "2031-05-07").leaks
    assert "Nils Aker" not in people(leak)


def test_a_guess_needs_nothing_private(room):
    """An article of the same place and people with none of the wording is not flagged."""
    found = traced(room.ilse, GUESS, "2031-05-20")
    assert (found.leaks, found.explained) == ((), ())


def test_a_leak_from_a_channel_that_one_may_not_read_shows_nothing_of_it(room):
    """Otto was not given the third draft: his desk finds what his own draft has, and no word that only that one has."""
    found = traced(room.otto, CLIPPING.split("bridge")[1], "2031-05-20")
    assert found.leaks == ()
    whole = repr(leaks.trace(room.otto, [article(CLIPPING)], "2031-05-20").traced[0].leaks)
    assert room.drafts[2] not in whole
    assert "Jorun" not in whole


def test_tracing_changes_nothing(room):
    """No vault changes: a letter that was traced is not a letter that was read."""
    with room.unchanged():
        traced(room.greta, CLIPPING, "2031-05-20")


ANOTHER = "Another copy is in the Ferry Office Files, Box 3."
STATEMENT = Document(
    "letter",
    (
        Passage(1, "Excellency:"),
        Passage(2, DRAFTS[2]),
        Passage(3, "Reet Kaljo", "signature"),
    ),
    heading="Letter to the Chancellor",
    date=parse("1961-03-02"),
    senders=("Minister Kaljo",),
    addressees=("Chancellor Holm",),
    apparatus=Apparatus(
        notes=(
            Note(
                1,
                None,
                "source",
                (Passage(1, f"Source: State Archives, Harbour Files. Secret. Drafted by Walden. {ANOTHER}"),),
            ),
        )
    ),
)


def test_the_print_of_a_document_claims_its_holders(pair):
    """The register has nothing of an imported letter: its head, signature and source note speak, as claims."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    (leak,) = traced(pair.ilse, CLIPPING, "1963-01-18").leaks
    claimed = {(h.person, h.way): h for h in leak.nearest[0].holders}
    assert set(claimed) == {
        ("Minister Kaljo", "sent it"),
        ("Chancellor Holm", "was sent it"),
        ("Walden", "drafted it"),
    }
    assert {h.weight for h in claimed.values()} == {"claimed"}
    assert leak.nearest[0].copies == ("the Ferry Office Files, Box 3",)


def test_what_was_public_before_the_day_needs_nothing_private(pair):
    """The same words in a speech of the day before explain the article; on the speech's own day they do not yet."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    speech = Document("statement", passages_of(DRAFTS[2]), date=parse("1961-05-01"), heading="Speech at the quay")
    shelve(pair.ilse, "speeches", {"speeches/1": speech})
    assert len(traced(pair.ilse, CLIPPING, "1963-01-18").leaks) == 1
    publishing.publish(pair.ilse, "speeches")
    found = traced(pair.ilse, CLIPPING, "1963-01-18")
    assert found.leaks == ()
    ((explained),) = found.explained
    assert explained.place.document == "speeches/1"
    assert "1961-05-01" in explained.why
    (leak,) = traced(pair.ilse, CLIPPING, "1961-05-01").leaks
    assert {one.place.document: one.nearest for one in leak.held}["file/d1"]
    assert publishing.take_back(pair.ilse, "speeches")
    assert len(traced(pair.ilse, CLIPPING, "1963-01-18").leaks) == 1


def test_a_public_text_does_not_cover_words_that_only_the_letter_has(pair):
    """The speech left out the days and the arrears: who printed those had the letter."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    said = Document("statement", passages_of(DRAFTS[0]), date=parse("1961-05-01"))
    shelve(pair.ilse, "speeches", {"speeches/1": said})
    publishing.publish(pair.ilse, "speeches")
    (leak,) = traced(pair.ilse, CLIPPING, "1963-01-18").leaks
    assert [one.place.document for one in leak.nearest] == ["file/d1"]


def test_what_was_written_after_the_article_is_not_its_source(pair):
    """A letter of March that repeats what a newspaper had in February is no leak in February."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    found = traced(pair.ilse, CLIPPING, date="1961-02-01")
    assert found.leaks == ()
    assert "written after" in found.explained[0].why
    assert found.day == "1961-02-01"


def test_attack_date_a_letter_after_the_article(pair):
    """A letter that its author dates into the future is of the day on which it was sealed: it can be the source."""
    pair.letter("tomas", "Excellency:", DRAFTS[2], date=parse("2099-01-01"))
    pair.settle()
    (leak,) = traced(pair.ilse, CLIPPING, "2032-01-01").leaks
    assert leak.nearest[0].place.authors == ("Tomas Reik",)


def test_what_will_be_public_one_day_explains_nothing_yet(pair):
    """Without a day for the article, what is public by today counts, and a mark with a day to come does not."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    publishing.publish(pair.ilse, "file", parse("2099-01-01"))
    assert len(traced(pair.ilse, CLIPPING).leaks) == 1
    publishing.publish(pair.ilse, "file", parse("1990-01-01"))
    assert traced(pair.ilse, CLIPPING).leaks == ()


def test_only_the_very_words_are_called_exact(pair):
    """Of a passage word for word, also in other marks and capitals; one other word, and it is the nearest."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    for text, exact in (
        (DRAFTS[2], True),
        (DRAFTS[2].replace("northern bridge", "Northern  “Bridge”"), True),
        (DRAFTS[2].replace("northern", "southern"), False),
        (DRAFTS[2].replace("in forty days", "in some forty days"), False),
        (DRAFTS[2].replace(" in forty days", ""), False),
        (DRAFTS[2].replace("pilots arrears", "pilot's arrears"), False),
    ):
        (leak,) = traced(pair.ilse, text, "1963-01-18").leaks
        assert [(one.nearest, one.exact) for one in leak.held] == [(True, exact)], text


def test_a_joint_release_covers_what_it_shows_and_no_more(pair):
    """Of a released letter the shown passage is public from the day of the release; the withheld one stays private."""
    letter = ready(pair)
    long = pair.letter("ilse", DRAFTS[2], GREETING).reference
    pair.settle()
    del letter
    to_released(pair, propose(pair, Wish(long, {2: "security"}, {})))
    pair.wait(days=1)
    day = pair.now.date().isoformat()
    assert traced(pair.ilse, CLIPPING, day).leaks == ()
    (leak,) = traced(pair.ilse, GREETING, day).leaks
    assert leak.nearest[0].place.document.endswith(long)


def test_an_article_without_a_day_says_so_and_finds_all_the_same(pair):
    """The day is then not known, and everybody who ever knew is listed."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    found = traced(pair.ilse, CLIPPING)
    assert found.day == ""
    assert len(found.leaks) == 1


def test_linked_copies_are_named_with_what_they_are(pair):
    """A draft that is linked and has other words is listed as without them; a printing that has them is exact too."""
    other = Document("letter", passages_of("The lighthouse fees are due in spring."), date=parse("1961-03-01"))
    shelve(pair.ilse, "file", {"file/d1": STATEMENT, "file/d2": STATEMENT, "file/d3": other})
    copies.link(pair.ilse, "file/d1", "file/d2", "printing")
    copies.link(pair.ilse, "file/d1", "file/d3", "draft")
    (leak,) = traced(pair.ilse, CLIPPING, "1963-01-18").leaks
    assert {one.place.document for one in leak.nearest} == {"file/d1", "file/d2"}
    assert {one.linked for one in leak.nearest} == {"printing"}
    assert [(one.place.document, one.linked) for one in leak.without] == [("file/d3", "draft")]


def test_several_articles_each_get_their_own_answer(pair):
    """In their order, also where they are more than are looked for together."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    texts = [CLIPPING if number in (3, 60) else f"{GUESS} Number {number}." for number in range(70)]
    trail = leaks.trace(pair.ilse, [article(text, name=str(n)) for n, text in enumerate(texts)], "1963-01-18")
    assert [one.text.name for one in trail.traced if one.leaks] == ["3", "60"]
    assert (len(trail.traced), trail.documents, trail.public) == (70, 1, 0)


def test_an_empty_record_is_one_sentence(pair):
    """With nothing to compare with there is no answer that would sound like a clearance."""
    with pair.refused(UsageError, "no document yet"):
        leaks.trace(pair.ilse, [article(CLIPPING)])


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\x00\x1b[2J" * 50, "“ „ « ' \" ‘" * 500, "Ведь " * 3000, "北桥卫兵撤离" * 2000, "a" * 400_000],
    ids=["empty", "blank", "controls", "marks", "one word", "unspaced", "unbroken"],
)
def test_any_text_gets_an_answer(pair, text):
    """Texts that are none, and texts of one word, find nothing and break nothing."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    with pair.ilse.vault.read() as db:
        scan = leaks.Scan(db, pair.ilse)
        words = leaks.wording(text)
        assert scan.finds([words]) == [()]


@pytest.mark.parametrize(
    "said",
    [
        "Мы были бы готовы отвести караул от северного моста в течение сорока дней и выплатить лоцманам жалованье.",
        "سنكون مستعدين لسحب الحراس من الجسر الشمالي خلال أربعين يوما ودفع أجور المرشدين المتأخرة بالكامل للميناء",
        "Nous serions prêts à retirer la garde du pont septentrional sous quarante jours, et à régler l’arriéré.",
    ],
    ids=["Russian", "Arabic", "French"],
)
def test_other_languages_are_found_word_for_word(pair, said):
    """A sentence that is quoted as it stands is found in whatever script."""
    pair.letter("ilse", "—", said)
    (leak,) = traced(pair.ilse, f"— {said} —", "2031-06-01").leaks
    assert leak.nearest[0].place.authors == ("Ilse Maren",)


def test_a_public_text_that_fits_better_hides_no_letter(pair):
    """An article takes over a whole speech, whose end runs into words that only a letter has: the letter is found."""
    opening = (
        "The two coasts have lived by the same tides for eleven generations and will not be divided by a gate of iron."
    )
    end = "Nobody who has watched the herring boats come home at dawn would ask for a toll at the harbour mouth."
    speech = Document("statement", passages_of(f"{opening} {end}"), date=parse("1961-05-01"))
    private = Document("letter", passages_of(f"{end} {DRAFTS[2]}"), date=parse("1961-04-01"))
    shelve(pair.ilse, "speeches", {"speeches/1": speech})
    shelve(pair.ilse, "file", {"file/d1": private})
    publishing.publish(pair.ilse, "speeches")
    assert traced(pair.ilse, f"{opening} {end}", "1963-01-18").leaks == ()
    found = traced(pair.ilse, f"{opening} {end} {DRAFTS[2]}", "1963-01-18")
    assert {leak.nearest[0].place.document for leak in found.leaks} == {"file/d1"}


def test_finds_can_be_had_without_the_account(pair):
    """The finds that need something private: characters of the text, the document, its characters, and their weight."""
    shelve(pair.ilse, "file", {"file/d1": STATEMENT})
    with pair.ilse.vault.read() as db:
        scan = leaks.Scan(db, pair.ilse)
        words = leaks.wording(CLIPPING)
        (finds,) = scan.finds([words])
        (one,) = scan.private(words, finds, "1963-01-18")
        assert "ready to withdraw the guard" in CLIPPING[one.start : one.end]
        assert one.bits > 0
        assert scan.private(words, finds, "1961-01-01") == ()
