"""Words that go out, and words that got out, on pages: leaks, screening, claims, freshness, tone, what is public."""

import re
import time

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import LINE, WORDS, dump
from tests.desk.words.house import HARVEST, MILLERS, OURS, PRIVATE, build
from tests.desk.words.test_keeper import copy

from backchannel.desk import channels, publishing
from backchannel.desk.words import asking, claims, keeper, trust
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

ARTICLE = (
    "COAST MERCURY, Port Aldeby, 20 May 2031\n\nThe mail boat was late again.\n\nThey say that the northern lightships "
    "be withdrawn by the first week of November, if your pilots would stop boarding the grain barges at Kestrel Sound."
)
CLIPPING = ("clipping.txt", ARTICLE.encode(), "text/plain")


@pytest.fixture(scope="module")
def _house(place):
    table = build(place())
    table.letter("ilse", "Excellency:", PRIVATE)
    table.settle()
    table.close()
    return table


@pytest.fixture
def house(_house, tmp_path):
    """The ministry of three, with one private letter of 5 May to Tomas that Greta and Karl know nothing of."""
    table = copy(_house, tmp_path / "house")
    yield table
    table.close()


@pytest.fixture
def ilse(sit, house):
    """Somebody at Ilse's desk."""
    return sit(house, "ilse")


def come(visitor, read):
    """Follow a work to its answer where it did not come at once."""
    for _ in range(200):
        if not read.address.startswith("/work/"):
            return read
        time.sleep(0.05)
        read = visitor.get(read.address)
    raise AssertionError(read.text)


def refused(table, visitor, page, act, says, **more):
    """Send a form that is to be refused: the reason is on the page, and nothing changed at any desk."""
    before = {name: dump(desk) for name, desk in table.desks.items()}
    read = visitor.do(page, act, **more)
    assert read.status == 422 and says in read.text, read.text
    assert {name: dump(desk) for name, desk in table.desks.items()} == before
    return read


@pytest.mark.parametrize("given", [{"text": ARTICLE}, {"files": {"files": CLIPPING}}])
def test_published_words_stand_beside_the_letter_s_with_who_knew_them_on_the_day(house, ilse, given):
    """Pasted or uploaded, the day is read from its top; the result has an address that tells nothing."""
    read = come(ilse, ilse.do("/words/leaks", "look", **given))
    assert re.fullmatch(r"/words/leaks/[\w-]{12}", read.address)
    assert "1 passage with private words" in read.text and "20 May 2031" in read.text
    assert read.html.count("<mark>") >= 2 and "stop boarding the grain barges" in read.text
    assert "Ilse Maren Valdria wrote it 5 May 2031" in read.text
    assert "Tomas Reik Ostrava can open it 5 May 2031 claimed" in read.text
    assert "Greta Lund" not in read.text


def test_what_nobody_private_had_needs_nothing_private(house, ilse):
    """A text of the day's weather, and one that was published before the letter was written."""
    read = come(ilse, ilse.do("/words/leaks", "look", text=MILLERS))
    assert "Nothing private was needed" in read.text
    early = come(ilse, ilse.do("/words/leaks", "look", text=ARTICLE, on="2031-05-01"))
    assert "Nothing private was needed" in early.text and "written after that day" in early.text


def test_whoever_may_not_read_the_letter_finds_nothing(house, sit):
    """At Greta's desk the article is compared with what she may read, and nothing tells of the rest."""
    house.letter("ilse", HARVEST, channel=OURS, readers=["greta"])
    house.settle()
    greta = sit(house, "greta")
    read = come(greta, greta.do("/words/leaks", "look", text=ARTICLE))
    assert "Nothing private was needed" in read.text and "compared with 1 document" in read.text


def test_a_look_without_a_text_or_with_no_day_is_refused(house, ilse):
    """A month is no day: who knew is asked day by day; a file that no reader reads says why."""
    refused(house, ilse, "/words/leaks", "look", "Paste what was published")
    kept = refused(house, ilse, "/words/leaks", "look", "as a day", text=ARTICLE, on="1963-01")
    assert kept.form("look")["fields"]["text"].startswith("COAST MERCURY")
    assert refused(house, ilse, "/words/leaks", "look", "", files={"files": ("a.bin", b"\x00\x01\x02" * 50, "x/y")})
    assert ilse.get("/words/leaks/AAAAAAAAAAAA").status == 404


def test_a_result_is_forgotten_when_the_desk_locks(ilse):
    """What was pasted is in memory only."""
    read = come(ilse, ilse.do("/words/leaks", "look", text=ARTICLE))
    ilse.do("/lock", "lock")
    ilse.do("/unlock", "unlock", passphrase=WORDS)
    assert ilse.get(read.address).status == 404


def test_a_draft_is_screened_and_each_passage_stands_beside_what_it_echoes(ilse):
    """Pasted, as a file, or by its address at this desk; and to a channel whose principals know it, no alarm."""
    speech = f"{HARVEST}\n\n{PRIVATE}"
    read = come(ilse, ilse.do("/words/screening", "screen", text=speech))
    assert "1 of 2 passages must be cleared" in read.text and f"private, on {LINE}" in read.text
    file = {"file": ("speech.txt", speech.encode(), "text/plain")}
    assert "1 of 2 passages" in come(ilse, ilse.do("/words/screening", "screen", files=file)).text
    to = re.search(rf'value="([0-9a-f]{{64}})">{LINE.replace(chr(39), "&#39;")}<', ilse.get("/words/screening").html)[1]
    known = come(ilse, ilse.do("/words/screening", "screen", text=speech, to=to))
    assert "Nothing private was found in it" in known.text and f"to go on {LINE}" in known.text


def test_a_draft_is_given_in_one_way(house, ilse):
    """None, or two at once, is refused; an address is one of this desk, and never a file of the machine."""
    for address, act in (("/words/screening", "screen"), ("/words/fresh", "compare")):
        refused(house, ilse, address, act, "in one way")
        refused(house, ilse, address, act, "in one way", text="One", address="Two")
        refused(house, ilse, address, act, "There is no document /etc/hostname", address="/etc/hostname")


def test_a_keeper_is_asked_and_answers_with_passages_and_nothing_else(sit, house):
    """From Greta's draft to Ilse's look at it, and back to Greta: which to clear, and not why."""
    greta, ilse = sit(house, "greta"), sit(house, "ilse")
    found = come(greta, greta.do("/words/screening", "screen", text=f"{HARVEST}\n\n{PRIVATE}"))
    assert "Nothing private was found in it" in found.text
    (keeper_,) = [v for v, words in _options(found, "keeper") if words.startswith("Ilse Maren")]
    sent = greta.do(found.address, "ask", keeper=keeper_)
    assert sent.address.startswith("/words/screening/asked/") and "No answer has come yet" in sent.text
    again = greta.do(found.address, "ask", keeper=keeper_)
    assert again.address == sent.address and len(asking.sent(house.greta)) == 1
    house.settle()
    listed = ilse.get("/words/screening")
    assert "Greta Lund (Valdria)" in listed.text.replace("( ", "(").replace(" )", ")")
    request = listed.link("/words/screening/request/")
    look = ilse.get(request)
    assert "asks about 2 passages" in look.text and "stands in something private" in look.text
    done = ilse.do(request, "answer", clear=["2"])
    assert "Answered: 1 of 2 passages to clear" in done.text
    house.settle()
    told = greta.get(sent.address)
    assert "1 of 2 passages to clear with Ilse Maren" in told.text
    assert LINE not in told.text and "Tomas" not in told.text


def _options(read, name):
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', read.html, re.DOTALL)[0]
    return re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)<', select)


def test_a_request_is_refused_once_and_answered_once(sit, house):
    """After an answer there is no form any more, and a forged one changes nothing."""
    house.ask(HARVEST, PRIVATE)
    ilse = sit(house, "ilse")
    request = ilse.get("/words/screening").link("/words/screening/request/")
    assert "Refused" in ilse.do(request, "refuse").text
    assert "One answer counts" in ilse.get(request).text
    before = dump(house.ilse)
    assert ilse.post(request, "answer", clear="1").status == 422
    assert dump(house.ilse) == before
    assert ilse.get(f"/words/screening/request/{'0' * 64}").status == 404
    assert ilse.get(f"/words/screening/asked/{'0' * 64}").status == 404
    assert keeper.asked(house.ilse)[0].request.answer is not None


def test_an_asker_is_answered_by_the_desk_itself_only_where_that_was_said(sit, house):
    """What follows stands above the button; the setting is taken back in the same place."""
    ilse, page = sit(house, "ilse"), "/words/screening/by-itself"
    read = ilse.get(page)
    assert "Nobody is answered by this desk itself" in read.text and "120 passages a day" in read.text
    (greta,) = [value for value, words in _options(read, "asker") if words.startswith("Greta")]
    assert "Greta Lund , on Our side , since" in ilse.do(page, "let", asker=greta).text
    assert trust.listed(house.ilse)
    assert "Nobody is answered" in ilse.do(page, "look-first", asker=greta).text
    refused(house, ilse, page, "let", "Choose somebody", asker="")


def test_a_claim_is_put_on_record_tested_and_withdrawn(house, ilse):
    """With what was searched and what not; a hit stands beside the letter; withdrawn it stays on record."""
    made = ilse.do(
        "/words/claims", "add", claim="Nothing has appeared.", by="Tomas Reik", channel=[LINE], up_to="2031-06-01",
        not_searched="television",
    )  # fmt: skip
    assert made.address == "/words/claims/1" and "television" in made.text
    nothing = come(ilse, ilse.do("/words/claims/1", "test"))
    assert "Nothing was searched, so nothing is known" in nothing.text
    clean = come(ilse, ilse.do("/words/claims/1", "test", text=MILLERS))
    assert "No hit in 1 public item" in clean.text and "Not searched television" in clean.text
    hit = come(ilse, ilse.do("/words/claims/1", "test", files={"files": CLIPPING}))
    assert "1 hit in 1 public item" in hit.text and "speaks against the claim" in hit.text and "<mark>" in hit.html
    words = come(ilse, ilse.do("/words/claims/1", "test", text=ARTICLE, words="mail boat"))
    assert "2 hits" in words.text
    asked = ilse.get("/words/claims/1").link("/withdraw")
    assert "for ever" in ilse.get(asked).text
    gone = ilse.do(asked, "withdraw", why="The evening news had it.")
    assert "The evening news had it." in gone.text and claims.every(house.ilse)[0].withdrawn
    assert "withdrawn already" in ilse.get(asked).text
    assert "withdrawn on" in ilse.get("/words/claims").text


def test_a_claim_about_nothing_or_by_nobody_is_refused(house, ilse):
    """And so is one up to a day that is none, and a page of a claim that is not on record."""
    refused(house, ilse, "/words/claims", "add", "A claim needs its words", claim="Nothing.", by="Tomas Reik")
    refused(house, ilse, "/words/claims", "add", "There is no volume", claim="N.", by="T.", about="no such thing")
    refused(house, ilse, "/words/claims", "add", "is no date", claim="N.", by="T.", channel=[LINE], up_to="soon")
    for number in ("1", "0", "x", "99999999"):
        assert ilse.get(f"/words/claims/{number}").status == 404


def test_what_of_a_draft_is_warmed_over_is_marked_with_the_year(house, ilse):
    """Beside all that one may read, a paper that is named, or a file; a fresh passage says so."""
    draft = f"{HARVEST}\n\n{PRIVATE}"
    read = come(ilse, ilse.do("/words/fresh", "compare", text=draft))
    assert "Passage 1: new" in read.text and "stand in earlier papers" in read.text and "<mark>" in read.html
    assert "2031" in read.text
    old = {"papers": ("old.txt", HARVEST.encode(), "text/plain")}
    only = come(ilse, ilse.do("/words/fresh", "compare", text=draft, files=old))
    assert "old.txt" in only.text and "Passage 2: new" in only.text
    named = come(ilse, ilse.do("/words/fresh", "compare", text=draft, against=LINE))
    assert "beside 1 paper" in named.text
    refused(house, ilse, "/words/fresh", "compare", "There is no volume", text=draft, against="no such paper")


def test_a_draft_is_held_to_a_charter_s_tone(sit, empty):
    """The doubtful words are marked with the rule, and another rule is left to the reader."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    rules = 'courtesy = ["Avoid the word “guarantee”.", "Sign with your own hand."]'
    empty.open_line(("ilse", "tomas"), rules=rules)
    ilse = sit(empty, "ilse")
    channel = channels.standing(empty.ilse, LINE).channel.id.hex()
    read = ilse.do("/words/tone", "hold", text="We can guarantee the passage.\n\nWe thank you.", channel=channel)
    assert "1 doubtful sentence" in read.text and "<mark>guarantee</mark>" in read.html
    assert "for you to judge" in read.text
    refused(empty, ilse, "/words/tone", "hold", "Choose the channel", text="One", channel="")


def test_what_is_public_is_said_and_taken_back(sit, pair):
    """A newspaper from its own dates on; a name that is none, or a date that is none, changes nothing."""
    paper = Document("statement", passages_of("Salt is cheaper."), date=parse("1961-02-01"), heading="Salt")
    shelve(pair.ilse, "courier", {"courier/1": paper})
    ilse = sit(pair, "ilse")
    assert "Nothing is marked as public" in ilse.get("/words/public").text
    refused(pair, ilse, "/words/public", "publish", "There is no", name="no such thing")
    refused(pair, ilse, "/words/public", "publish", "is no date", name="courier", since="the day after")
    refused(pair, ilse, "/words/public", "publish", "is a channel", name=LINE)
    read = ilse.do("/words/public", "publish", name="courier")
    assert "courier each from its date 1 0" in read.text
    assert "Nothing is marked" in ilse.do("/words/public", "take-back", "1").text
    assert publishing.listed(pair.ilse) == []
    assert ilse.post("/words/public", "take-back", name="courier").status == 422
