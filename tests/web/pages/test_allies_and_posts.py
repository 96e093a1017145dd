"""Allies' stances, telegrams and circulars on pages: what rests on what, who has what, and what he may do with it."""

import pytest
from tests.desk.planning.conftest import _case, _office, case, office  # noqa: F401
from tests.desk.planning.office import DESK, NORLUND, SUDMARK, TERVANIA
from tests.desk.planning.test_allies import told  # noqa: F401
from tests.desk.planning.test_circulars import NAME, TEXT, WORDS
from tests.desk.table import LINE, dump

from backchannel.desk import channels, letters, series
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import allies, cases, circulars, events, guidance, numbering
from backchannel.planning.allies import Word
from backchannel.record.dates import parse

POSTS = {NORLUND: "hanne", SUDMARK: "bram", TERVANIA: "ines"}
HEAD = "Number: Rothav 12\n\n"


@pytest.fixture
def ilse(sit, case):  # noqa: F811
    """Somebody at Ilse's desk."""
    return sit(case, "ilse")


@pytest.fixture
def there(case):  # noqa: F811
    """A function that gives the address of a page of the case."""
    identifier = cases.show(case.ilse).id.hex()[:16]
    return lambda *parts: "/".join((f"/case/{identifier}", *parts))


@pytest.fixture
def hub(case):  # noqa: F811
    """Ilse with a list of three posts on her own ledger."""
    circulars.made_list(case.ilse, "all posts", list(POSTS), onto=OWN)
    return case


def ids(desk):
    """Give the ids of parties and issues by their names."""
    shown = cases.show(desk)
    return {one.says.name: one.id.hex() for one in (*shown.parties, *shown.issues)}


def of(desk, name):
    return channels.standing(desk, name).channel.id.hex()


def confirm(visitor, page):
    """Press the one button of a page that asks once more."""
    assert "/confirm/" in page.address, page.text
    return visitor.do(page.address, "do")


def sent(hub):
    """Send the circular, and let it travel; give its address."""
    done = circulars.send(hub.ilse, NAME, TEXT, to=["all posts"], onto=OWN)
    hub.settle("ilse", *POSTS.values())
    return done.circular.id.hex()[:16]


def at_post(hub, post=NORLUND):
    """The address of the circular's newest letter at a post's desk."""
    found = [one for one in letters.every(hub.desks[POSTS[post]], post) if one.document is not None]
    return f"/letter/{found[-1].header.id.hex()}/points"


# The allies' board


def test_a_stance_is_noted_and_stands_on_the_board_with_its_passage(case, ilse, there):  # noqa: F811
    """With the words on which it rests, since when, and from where he moved; on an earlier day as it stood then."""
    letter = case.letter("greta", "Norlund is ready to follow us.", channel=DESK, readers=["ilse", "karl"])
    case.settle("ilse", "greta")
    known = ids(case.ilse)
    fields = {"ally": known["Norlund"], "issue": known["passage"], "onto": ""}
    assert "Say how the ally stands" in ilse.do(there("allies"), "note", **fields).text
    ilse.do(there("allies"), "note", **fields, stance="opposed", since="2031-04-01", says="Hanne said no")
    rests = f"{DESK}/{letter.reference}/1"
    page = ilse.do(there("allies"), "note", **fields, stance="ready", since="2031-05-04", rests=rests)
    for words in ("opposed → ready", "since 4 May 2031", "Norlund is ready to follow us.", "nothing said"):
        assert words in page.text, words
    earlier = ilse.get(there("allies") + "?on=2031-04-15")
    assert "opposed" in earlier.text and "→ ready" not in earlier.text
    assert "Sudmark" in ilse.get(there("allies") + f"?issue={known['nets']}").text


def test_the_history_of_a_stance_shows_what_was_taken_back(case, ilse, there):  # noqa: F811
    """It needs a reason, and stays."""
    known = ids(case.ilse)
    kept = allies.note(case.ilse, "Norlund", "passage", Word.BEHIND, since=parse("2031-05-01"))
    at = there("allies", known["Norlund"][:16], known["passage"][:16])
    which = kept.id.hex()[:16]
    assert "Say why the stance is taken back" in ilse.do(at, "withdraw", which).text
    page = ilse.do(at, "withdraw", which, why="We misread the telegram")
    assert "withdrawn" in page.text and "We misread the telegram" in page.text and "behind" in page.text
    assert ilse.get(there("allies", "000000000000", known["passage"])).status == 404


def test_the_other_side_is_no_ally(case, ilse, there):  # noqa: F811
    """Not even where a form is forged."""
    known, before = ids(case.ilse), dump(case.ilse)
    page = ilse.post(there("allies"), "note", ally=known["Ostrava"], issue=known["passage"], stance="ready")
    assert page.status == 422 and "no ally" in page.text
    assert dump(case.ilse) == before


def test_what_the_other_side_told_each_is_laid_side_by_side(told, sit, there):  # noqa: F811
    """What only one of them was told is marked; the question stands under a name that tells nothing."""
    ilse = sit(told, "ilse")
    assert ilse.get(there("allies", "wedge")).status == 200
    events.note(told.ilse, "the seizure", parse("2031-02-01"), happened=True, by="Ostrava")
    page = ilse.do(there("allies", "wedge"), "ask", issue=ids(told.ilse)["passage"], offers="ferries")
    assert page.address.startswith(there("allies", "wedge") + "/") and "ferries" not in page.address
    for words in ("Norlund was told", "Sudmark was told", "the seizure", "Line of events"):
        assert words in page.text, words
    assert "ferries</mark>" in page.html and "trawlers</mark>" in page.html and "passage</mark>" not in page.html
    assert ilse.do(there("allies", "wedge"), "ask", issue="no such issue").status == 422


# Telegrams


@pytest.mark.parametrize("page_", ["in the case", "outside"])
def test_a_telegram_is_shown_in_its_form_before_it_is_sealed(case, ilse, there, page_):  # noqa: F811
    """With number, precedence and addressees; it goes by the readers, and takes the next number of its series."""
    at = there("telegrams") if page_ == "in the case" else "/cases/telegrams"
    channel = of(case.ilse, LINE)
    handing = ilse.do(at, "hand-over", channel=channel, series="Rothav", first="38", gaps="yes")
    assert "Tomas Reik" in handing.text and "may see which of its numbers they lack" in handing.text
    confirm(ilse, handing)
    fields = {"channel": channel, "series": "Rothav", "action": "Tomas Reik", "precedence": "Niact"}
    page = ilse.do(at, "write", **fields, text="Four ferries may pass.\n\nThe lamp is lit.", info="Embassy Tarn")
    for words in ("NUMBER: Rothav 38", "PRECEDENCE: Niact", "ACTION: Tomas Reik", "INFO: Embassy Tarn", "NNNN"):
        assert words in page.text, words
    confirm(ilse, page)
    assert letters.every(case.ilse, LINE)[-1].document.number == "Rothav 38"
    assert "Nothing is missing" in ilse.get(at).text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": ""}, "Give the text or a file"),
        ({"precedence": "Quickly"}, "is no precedence"),
        ({"series": "Rothav"}, "ask for its first number"),
        ({"caption": "Eyes Only Nobody"}, "caption"),
    ],
)
def test_a_telegram_that_cannot_go_is_refused_in_its_form(case, ilse, there, fields, why):  # noqa: F811
    """And nothing was written."""
    before = dump(case.ilse)
    given = {"channel": of(case.ilse, LINE), "text": "Four ferries may pass.", **fields}
    page = ilse.do(there("telegrams"), "write", **given)
    assert page.status == 422 and why in page.text
    assert dump(case.ilse) == before


def test_gaps_are_shown_to_those_whose_business_they_are(case, ilse, sit, there):  # noqa: F811
    """Our own series shows what is missing; Tomas is not shown the gaps of ours."""
    numbering.hand_over(case.ilse, "Rothav", 1, LINE)
    for number in (1, 4):
        case.letter("ilse", "Four ferries may pass.", channel=LINE, number=f"Rothav {number}")
    case.settle("ilse", "tomas")
    assert series.runs(case.ilse)[0].gaps
    page = ilse.get(there("telegrams"))
    assert "Missing 2 to 3" in page.text
    tomas = sit(case, "tomas").get("/cases/telegrams")
    assert "has not said that they are your business" in tomas.text and "Missing" not in tomas.text


def test_a_letter_is_shown_and_given_out_in_the_form_of_a_telegram(case, ilse):  # noqa: F811
    """In capitals where that is wished; to take it out needs a reason, and says first that it leaves the vault."""
    letter = case.letter("ilse", "Four ferries may pass.", channel=LINE, number="Rothav 1")
    at = f"/letter/{letter.header.id.hex()}/telegram"
    assert "1. Four ferries may pass." in ilse.get(at).text
    upper = ilse.get(at + "?upper=yes")
    assert "1. FOUR FERRIES MAY PASS." in upper.text and "This leaves the vault" in upper.text
    assert ilse.do(at, "download").status == 422
    found = ilse.do(at, "download", why="For the cipher office").response
    assert found.headers["content-disposition"] == 'attachment; filename="telegram.txt"'
    assert found.text.endswith("NNNN\n") and "Four ferries may pass." in found.text
    assert ilse.get("/document/999999/telegram").status == 404


# Circulars at the hub


def test_a_list_of_posts_is_made_where_nobody_learns_of_a_channel_by_it(case, ilse, there):  # noqa: F811
    """On one's own ledger it may stand; on the strait desk two others would learn of the talks."""
    posts = [of(case.ilse, post) for post in POSTS]
    before = dump(case.ilse)
    page = ilse.do(there("circulars"), "list", name="all posts", posts=posts, onto=DESK)
    assert page.status == 422 and "would learn from the list" in page.text
    assert "Choose the posts" in ilse.do(there("circulars"), "list", name="all posts").text
    assert dump(case.ilse) == before
    page = ilse.do(there("circulars"), "list", name="all posts", posts=posts, onto=OWN)
    assert "3 posts" in page.text and SUDMARK in page.text


def test_a_circular_goes_out_only_after_a_page_that_names_every_post(hub, ilse, there):
    """Its number, its points, each post with who reads it there; nothing is written before."""
    before = dump(hub.ilse)
    fields = {"name": NAME, "text": HEAD + "\n\n".join(WORDS), "onto": OWN}
    to = circulars.lists(hub.ilse)[0].id.hex()
    page = ilse.do(there("circulars/new"), "prepare", **fields, to=to)
    assert dump(hub.ilse) == before
    for words in ("Rothav 12", "5, of which 4", "Hanne Solvik", "Bram Velde", "Ines Corro", "This point has no mark."):
        assert words in page.text, words
    done = confirm(ilse, page)
    assert "Sealed for 3 posts" in done.text and "received at 0" in done.text and "No receipt yet from" in done.text
    again = ilse.do(there("circulars/new"), "prepare", **fields, to=to)
    assert again.status == 422 and "has had “Ferries” already" in again.text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": "Four ferries may pass."}, "needs a number"),
        ({"text": HEAD + "(may be told) Four ferries may pass."}, "something like a use-mark"),
        ({"to": ""}, "Name the posts"),
        ({"name": ""}, "needs a name"),
        ({"onto": DESK}, "would learn of a letter"),
    ],
)
def test_a_circular_that_cannot_go_is_refused(hub, ilse, there, fields, why):
    """In the form, or where only sealing shows it on the page that asks once more; nothing was written."""
    before = dump(hub.ilse)
    to = circulars.lists(hub.ilse)[0].id.hex()
    given = {"name": NAME, "text": HEAD + WORDS[0], "onto": OWN, "to": to, **fields}
    page = ilse.do(there("circulars/new"), "prepare", **given)
    if "/confirm/" in page.address:
        page = confirm(ilse, page)
    assert page.status == 422 and why in page.text
    assert dump(hub.ilse) == before


def test_receipts_and_adaptations_are_counted_on_the_page(hub, ilse, there):
    """Who has acknowledged with what word, who has not, and what a post left out."""
    at = there("circulars", sent(hub))
    reference = [one for one in letters.every(hub.bram, SUDMARK) if one.document][-1].reference
    guidance.acknowledge(hub.bram, f"{SUDMARK}/{reference}", "Understood")
    guidance.adapt(hub.bram, f"{SUDMARK}/{reference}", "Left out the ferries", [1])
    hub.settle("ilse", "bram")
    page = ilse.get(at)
    for words in ("received at 1, adapted at 1", "Understood", "Left out the ferries", "of point 1", "Not settled yet"):
        assert words in page.text, words
    assert NORLUND in page.text.partition("No receipt yet from")[2]
    assert "Rothav 12" in ilse.get(there("circulars")).text


def test_a_correction_goes_to_exactly_the_posts_that_had_the_first(hub, ilse, there):
    """Asked about once more; then the first text is the old one."""
    at = there("circulars", sent(hub))
    better = "\n\n".join(("(may be said) We would let five ferries pass.", *WORDS[1:]))
    page = ilse.do(at, "correct", text=better)
    assert "Rothav 12/1" in page.text and "five ferries" in page.text and "Ines Corro" in page.text
    done = confirm(ilse, page)
    assert "Rothav 12/1, the correction" in done.text and "Rothav 12, the first text" in done.text


def test_posts_are_told_once_that_an_event_has_happened(hub, ilse, there):
    """Only an event for which a point waits."""
    at = there("circulars", sent(hub))
    event = "the opening of the lighthouse"
    page = ilse.post(at, "happened", event="the end of winter")
    assert page.status == 422 and "No point of this circular waits for that" in page.text
    page = ilse.do(at, "happened", event=event)
    assert event in page.text and "Bram Velde" in page.text
    assert "Told 3 posts" in confirm(ilse, page).text
    again = confirm(ilse, ilse.do(at, "happened", event=event))
    assert again.status == 422 and "told already" in again.text


def test_a_run_over_many_posts_is_a_work_with_progress(hub, ilse, there, monkeypatch):
    """It leads to the circular when it is done."""
    monkeypatch.setattr("backchannel.web.pages.case.circulars.MANY", 2)
    to = circulars.lists(hub.ilse)[0].id.hex()
    page = ilse.do(there("circulars/new"), "prepare", name=NAME, text=HEAD + WORDS[0], onto=OWN, to=to)
    done = confirm(ilse, page)
    assert done.address.startswith(("/work/", there("circulars")))
    for thread in list(ilse.site.works._threads.values()):
        thread.join(20)
    assert "sent to 3 posts" in ilse.get(there("circulars", circulars.every(hub.ilse)[0].circular.id.hex()[:16])).text


def test_the_points_are_grouped_by_what_may_be_done_with_them_on_a_day(hub, ilse, there):
    """Held until the day, then free; the page at the hub and the page at the post say the same."""
    at = there("circulars", sent(hub), "points")
    page = ilse.get(at)
    held = page.text.partition("Held, and background only until then")[2]
    assert "The masters are asked" in held and "May be said, not before 23 May 2031" in held
    later = ilse.get(at + "?on=2031-05-23").text.partition("Held, and background only until then")[2]
    assert "The masters are asked" not in later and "The lamp is paid" in later


# At a post


def test_a_post_acknowledges_and_adapts_on_its_own_page(hub, ilse, there, sit):
    """It sees no case, no list and no other post; what it says is asked about once more, and comes to the hub."""
    identifier = sent(hub)
    hanne, at = sit(hub, "hanne"), at_post(hub)
    page = hanne.get(at)
    for words in ("Rothav 12", "We would let four ferries pass", "Unmarked: given for no use", "Acknowledge it"):
        assert words in page.text, words
    for words in (SUDMARK, "all posts", "The strait in winter"):
        assert words not in page.text, words
    hanne.do(at, "acknowledge", note="Understood")
    assert "Say in words how" in hanne.do(at, "adapt").text
    asking = hanne.do(at, "adapt", words="Left out the lamp", passage=["3"])
    assert "Left out the lamp" in asking.text and "Ilse Maren" in asking.text
    assert "Left out the lamp" in confirm(hanne, asking).text
    hub.settle("ilse", "hanne")
    page = ilse.get(there("circulars", identifier))
    assert "received at 1, adapted at 1" in page.text and "Understood" in page.text and "of point 3" in page.text


def test_its_author_neither_acknowledges_nor_adapts_it(hub, ilse):
    """His page of the same letter has no such form; a forged one is refused."""
    sent(hub)
    entry = [one for one in letters.every(hub.ilse, NORLUND) if one.document][-1].header.id.hex()
    at = f"/letter/{entry}/points"
    page = ilse.get(at)
    assert "You wrote it" in page.text and "Acknowledge it" not in page.text
    before = dump(hub.ilse)
    assert confirm(ilse, ilse.post(at, "adapt", words="x")).status == 422
    assert dump(hub.ilse) == before
    assert ilse.get(f"/letter/{'0' * 64}/points").status == 404


def test_every_page_about_allies_and_posts_is_filled_by_the_demo(at_demo):
    """The hub, a post, the one who decides: each finds what was played."""
    ekdal = at_demo("ekdal")
    case_ = "/case/" + ekdal.site.clerk.submit(lambda: cases.every(ekdal.site.desk)[0].id.hex()[:16]).result()
    page = ekdal.get(f"{case_}/circulars")
    assert "The bank, for the posts" in page.text and "posts beside the bank" in page.text
    at = next(link for link in page.links if link.startswith(f"{case_}/circulars/") and not link.endswith("/new"))
    page = ekdal.get(at)
    assert "No receipt yet from Post Corvin" in page.text and "without the neighbours" in page.text
    assert "Held" in ekdal.get(f"{at}/points").text
    assert "SUND" in ekdal.get(f"{case_}/telegrams").text
    assert "opposed → moving" in ekdal.get(f"{case_}/allies").text
    berg = at_demo("berg")
    entry = next(link for link in berg.get("/cases/telegrams").links if link.endswith("/telegram"))
    assert "Sund 3" in berg.get(entry).text
    assert "Acknowledge it" in berg.get(entry.replace("/telegram", "/points")).text
