"""Today, the carriers and the alarms: what a person sees first, each a click away."""

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import channels, interlocutors, letters
from backchannel.desk.effects import found_fork


def kept(desk):
    return next(one for one in letters.every(desk, LINE) if one.document)


def test_a_new_desk_is_told_what_to_do_first(empty, sit):
    """Somebody without cards and channels is led to both, and to nothing that he cannot do yet."""
    empty.create("ilse")
    page = sit(empty, "ilse").get("/")
    assert "First things" in page.text and "Owed" not in page.text
    assert {"/people#own", "/settings", "/channels/new", "/help"} <= set(page.links)


def test_what_arrived_and_is_owed_is_a_click_away(pair, sit):
    """A letter that came stands there until it was read, and as owed until it was answered."""
    pair.letter("ilse", "The gate opens at dawn.")
    pair.settle()
    tomas = sit(pair, "tomas")
    page = tomas.get("/")
    address = f"/letter/{kept(pair.tomas).header.id.hex()}"
    assert page.links.count(address) == 2
    assert "from Ilse Maren" in page.text and "By us" in page.text
    assert "The gate" not in page.text
    letters.show(pair.tomas, LINE, kept(pair.tomas).reference)
    assert tomas.get("/").links.count(address) == 1
    pair.letter("tomas", "It does.", answers=kept(pair.tomas).reference)
    assert address not in tomas.get("/").links
    assert "To us" in tomas.get("/").text


def test_what_waits_for_a_word_is_told(empty, sit):
    """An invitation and an interlocutor wait for whoever is asked, and for nobody else."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    from tests.desk.table import charter

    channels.propose(empty.ilse, charter(("ilse", "tomas")))
    empty.carry("ilse", "tomas")
    tomas = sit(empty, "tomas")
    assert "An invitation: accept or decline it" in tomas.get("/").text
    channels.accept(empty.tomas, LINE)
    empty.settle()
    assert "An invitation" not in tomas.get("/").text
    interlocutors.name(empty.ilse, LINE, "Vera Sund", mandate="To find place and time")
    empty.settle()
    assert "An interlocutor: accept or leave" in tomas.get("/").text
    assert "Vera Sund" not in sit(empty, "ilse").get("/").text


def test_a_changed_charter_waits_for_who_has_said_nothing(pair, sit):
    """The proposer of an amendment is not asked; the other side is, with the reason."""
    from tests.desk.table import charter

    channels.amend(pair.ilse, LINE, charter(("ilse", "tomas"), title="The line, in winter"), "The winter comes")
    pair.settle()
    assert "A changed charter" in sit(pair, "tomas").get("/").text
    assert "The winter comes" in sit(pair, "tomas").get("/").text
    assert "A changed charter" not in sit(pair, "ilse").get("/").text


def test_a_channel_without_a_letter_for_long_is_called_quiet(pair, sit):
    """A fortnight without a letter is told with its days."""
    pair.letter("ilse", "One letter.")
    ilse = sit(pair, "ilse")
    assert "On every open channel a letter was written" in ilse.get("/").text
    pair.wait(days=20)
    assert "20 days without a letter" in ilse.get("/").text


def test_an_alarm_stands_first_and_says_what_to_do(pair, sit):
    """Two histories raise an alarm whose meaning is told, and whose mending is a form on the same page."""
    pair.letter("tomas", "One.")
    pair.settle()
    with pair.book("ilse") as book:
        found_fork(book, pair.tomas.reader, 2, pair.ilse.reader)
    ilse = sit(pair, "ilse")
    assert "Two histories" in ilse.get("/").text
    page = ilse.get("/alarms")
    assert "What to do" in page.text and "a way that you trust" in page.text
    which = next(form["fields"]["which"] for form in page.forms if form["fields"].get("do") == "mend")
    before = dump(pair.ilse)
    assert "Say why" in ilse.do("/alarms", "mend", which).text
    assert ilse.do("/alarms", "mend", which, why="His", keep="many").status == 422
    assert ilse.post("/alarms", "mend", which="nothing", why="His").status == 422
    assert dump(pair.ilse) == before
    assert "counts when every party" in ilse.do("/alarms", "mend", which, why="He says it is the first").text


def test_a_desk_that_is_an_old_copy_is_told_and_let_go_on(pair, sit):
    """Who restores an old copy sees why nothing is written, and may go on without somebody."""
    from backchannel.desk.desk import become_stale
    from backchannel.desk.openings import raise_stale

    with pair.desks["ilse"].vault.change() as db:
        become_stale(db)
    with pair.book("ilse") as book:
        raise_stale(book, pair.tomas.reader)
    ilse = sit(pair, "ilse")
    page = ilse.get("/alarms")
    assert "This desk is an old copy of itself" in page.text
    channel = channels.standing(pair.ilse, LINE).channel.id.hex()
    assert ilse.do("/alarms", "resume", channel).status == 422
    assert channels.standing(pair.ilse, LINE).channel.stale
    pair.settle()
    assert (
        "This desk is an old copy" not in ilse.get("/alarms").text
        or not channels.standing(pair.ilse, LINE).channel.stale
    )


def test_what_was_dropped_is_counted(pair, sit):
    """A packet that no mailbox knows is in the list of what was dropped."""
    pair.take("ilse", [(1, bytes(32), b"x" * 4096)])
    assert "it was dropped" in sit(pair, "ilse").get("/alarms").text


def test_a_pouch_goes_from_one_page_to_the_other(pair, sit):
    """What one packs the other takes in, and sees what it brought; taking it in again brings nothing."""
    letter = pair.letter("ilse", "The gate opens at dawn.")
    ilse, tomas = sit(pair, "ilse"), sit(pair, "tomas")
    assert "Tomas Reik" in ilse.get("/exchange").text
    pouch = ilse.do("/exchange", "pack", to=pair.tomas.reader.hex()).response
    assert pouch.headers["content-disposition"] == 'attachment; filename="pouch"'
    assert b"gate" not in pouch.content
    page = tomas.do("/exchange", "unpack", files=[("pouch", ("p", pouch.content))])
    assert letter.reference in page.text and "gate" not in page.text
    assert f"/letter/{kept(pair.tomas).header.id.hex()}" in page.links
    again = tomas.do("/exchange", "unpack", files=[("pouch", ("p", pouch.content))])
    assert "Nothing new to read" in again.text


@pytest.mark.parametrize("damage", ["cut", "changed", "for somebody else", "empty", "none"])
def test_a_pouch_that_is_none_is_refused_whole(pair, sit, damage):
    """Nothing of a damaged pouch is taken in."""
    pair.letter("ilse", "The gate opens at dawn.")
    ilse, tomas = sit(pair, "ilse"), sit(pair, "tomas")
    data = ilse.do("/exchange", "pack", to=pair.tomas.reader.hex()).response.content
    sent = {
        "cut": data[:-1],
        "changed": data[:-40] + bytes(40),
        "for somebody else": tomas.do("/exchange", "pack", to=pair.ilse.reader.hex()).response.content,
        "empty": b"",
    }
    before = dump(pair.tomas)
    files = [("pouch", ("p", sent[damage]))] if damage in sent else None
    assert tomas.do("/exchange", "unpack", files=files).status == 422
    assert dump(pair.tomas) == before


def test_a_large_pouch_is_taken_in_with_progress(pair, sit, monkeypatch):
    """What takes long is a work that ends at what the pouch brought."""
    monkeypatch.setattr("backchannel.web.pages.exchange._AT_ONCE", 10)
    pair.letter("ilse", "The gate opens at dawn.")
    ilse, tomas = sit(pair, "ilse"), sit(pair, "tomas")
    data = ilse.do("/exchange", "pack", to=pair.tomas.reader.hex()).response.content
    page = tomas.do("/exchange", "unpack", files=[("pouch", ("p", data))])
    for _ in range(200):
        if not tomas.site.works.running():
            break
        page = tomas.get(page.address)
    page = tomas.get(page.address)
    assert "What the pouch brought" in page.text and "maren-" in page.text


def test_exchanging_without_a_relay_is_refused_and_says_what_else_there_is(pair, sit):
    """A desk that takes mail nowhere has no button, and a forged form is told about pouches."""
    ilse = sit(pair, "ilse")
    assert "letters go by pouch" in ilse.get("/exchange").text
    refused = ilse.post("/exchange", "exchange")
    assert refused.status == 422 and "carry a pouch" in refused.text


def test_a_relay_that_is_down_is_told(pair, sit):
    """The page says that the exchange did not reach it, and everything waits."""
    from backchannel.protocol.cards import Address

    pair.desks["ilse"].set_relays((Address("http://127.0.0.1:9", "token"),))
    ilse = sit(pair, "ilse")
    done = ilse.do("/exchange", "exchange")
    assert "Not reached" in done.text
    assert "Send and fetch now" in ilse.get("/").text


def test_every_page_of_the_day_is_filled_by_the_demo(at_demo):
    """At a desk of the demo there is something under each heading."""
    holt = at_demo("holt")
    today = holt.get("/").text
    assert "43 days without a letter" in today and "By us" in today and "To us" in today
    for address in ("/exchange", "/alarms", "/people", "/people/interlocutors", "/releases", "/releases/leak"):
        assert holt.get(address).status == 200, address
    assert "released" in holt.get("/releases").text and "declined" in holt.get("/releases").text
    released = next(link for link in holt.get("/releases").links if link.startswith("/release/"))
    assert "What an outsider would see" in holt.get(released).text
    assert "every step holds" in holt.do(released, "check").text


def test_a_contact_that_waits_for_this_person_is_among_his_decisions(at_demo):
    """Holt is named to decide, and hears of it on the first page; nobody else is asked."""
    holt = at_demo("holt").get("/")
    assert "A contact: accept or decline , the harbour engineers in" in holt.text
    assert "the harbour engineers" not in at_demo("ekdal").get("/").text


def test_a_wanted_reaction_is_among_the_decisions_of_who_owes_it(at_demo):
    """Marrin has not said what she thinks; Ekdal has."""
    wanted = "Your reaction is wanted , What do you say to the five autumns?"
    assert wanted in at_demo("marrin").get("/").text
    assert wanted not in at_demo("ekdal").get("/").text
