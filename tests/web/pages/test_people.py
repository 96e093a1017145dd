"""People and keys: cards given, taken in and confirmed by voice; interlocutors."""

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import interlocutors, people


@pytest.fixture
def strangers(empty):
    """Ilse and Tomas, who do not know each other yet."""
    empty.create("ilse")
    empty.create("tomas")
    return empty


def spoken(desk):
    return " ".join(people.fingerprint(desk.reader))


def test_ones_own_card_is_shown_copied_and_downloaded(strangers, sit):
    """The text on the page is the card, and the downloaded file as well; the code is drawn."""
    ilse = sit(strangers, "ilse")
    page = ilse.get("/people")
    assert spoken(strangers.ilse) in page.text
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page.html and "style=" not in page.html
    card = ilse.do("/people", "download").response
    assert card.content == people.own_card(strangers.ilse)
    assert card.headers["content-disposition"] == 'attachment; filename="my.card"'


@pytest.mark.parametrize("way", ["pasted", "uploaded"])
def test_a_card_is_a_claim_until_its_fingerprint_was_heard(strangers, sit, way):
    """What is taken in stands as not confirmed; what he read aloud, in any spacing, confirms it."""
    ilse, card = sit(strangers, "ilse"), people.own_card(strangers.tomas)
    if way == "pasted":
        page = ilse.do("/people", "import", card=card.decode())
    else:
        page = ilse.do("/people", "import", files=[("file", ("t.card", card))])
    assert page.address == f"/person/{strangers.tomas.reader.hex()[:16]}"
    assert "not confirmed" in page.text
    assert "this desk holds 1 card" in ilse.get("/").text
    heard = spoken(strangers.tomas).replace(" ", "-")
    assert "Confirmed" in ilse.do(page.address, "confirm", spoken=heard).text
    assert people.every_contact(strangers.ilse)[0].standing == "confirmed"


def test_another_fingerprint_confirms_nobody(strangers, sit):
    """One digit that differs is enough: nothing is kept, and the person is told not to use the card."""
    ilse = sit(strangers, "ilse")
    page = ilse.do("/people", "import", card=people.own_card(strangers.tomas).decode())
    before = dump(strangers.ilse)
    digits = spoken(strangers.tomas)
    for wrong in (digits[:-1] + str((int(digits[-1]) + 1) % 10), "", spoken(strangers.ilse)):
        refused = ilse.do(page.address, "confirm", spoken=wrong)
        assert refused.status == 422 and "not the fingerprint" in refused.text
        assert refused.form("confirm")["fields"]["spoken"] == wrong
    assert dump(strangers.ilse) == before


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Paste the text of one card"),
        ({"card": "no card"}, ""),
        ({"card": "x" * 20_000}, "longer than a card"),
    ],
)
def test_what_is_no_card_is_refused(strangers, sit, fields, says):
    """Rubbish changes nothing and stays in the form."""
    ilse, before = sit(strangers, "ilse"), dump(strangers.ilse)
    refused = ilse.do("/people", "import", **fields)
    assert refused.status == 422 and says in refused.text
    assert dump(strangers.ilse) == before


def test_ones_own_card_is_not_taken_in(strangers, sit):
    """It is for the others."""
    refused = sit(strangers, "ilse").do("/people", "import", card=people.own_card(strangers.ilse).decode())
    assert refused.status == 422 and "own card" in refused.text


def test_a_changed_key_is_told_on_both_cards(strangers, sit):
    """A second card of the same name says what a changed key can mean; confirming one leaves the other as it is."""
    strangers.know("ilse", "tomas")
    strangers.create("tomas", under="other")
    ilse = sit(strangers, "ilse")
    page = ilse.do("/people", "import", card=people.own_card(strangers.desks["other"]).decode())
    assert "another card with this name and another key" in page.text
    first = f"/person/{strangers.tomas.reader.hex()[:16]}"
    assert first in page.links and page.address in ilse.get(first).links
    refused = ilse.do(page.address, "confirm", spoken=spoken(strangers.tomas))
    assert refused.status == 422
    ilse.do(page.address, "confirm", spoken=spoken(strangers.desks["other"]))
    assert [one.standing for one in people.every_contact(strangers.ilse)] == ["confirmed", "confirmed"]


def test_a_card_that_is_not_here_is_answered_like_any_other(strangers, sit):
    """Addresses tell nothing about who is known."""
    ilse = sit(strangers, "ilse")
    unknown = ilse.get(f"/person/{strangers.tomas.reader.hex()[:16]}")
    assert unknown.status == 404
    assert unknown.text == ilse.get("/person/" + "0" * 16).text == ilse.get("/person/x").text


def test_an_interlocutor_is_named_accepted_and_withdrawn(pair, sit):
    """Each side says its own word by a form, and the page says whether he may be sent."""
    ilse, tomas = sit(pair, "ilse"), sit(pair, "tomas")
    here = "/people/interlocutors"
    channel = pair.state("ilse").channel.hex()
    page = ilse.do(here, "name", channel=channel, person="Vera Sund", mandate="To find place and time")
    assert "not accepted by Ostrava" in page.text
    pair.settle()
    which = interlocutors.every(pair.tomas, LINE)[0].who.named_in.hex()
    assert "every side has accepted him" in tomas.do(here, "accept", which).text
    pair.settle()
    assert "every side has accepted him" in ilse.get(here).text
    assert "not accepted by Valdria" in ilse.do(here, "withdraw", which, why="She was seen").text
    assert ilse.do(here, "name", channel=channel, person="Vera Sund", mandate=" ").status == 422
    assert ilse.post(here, "accept", which="0" * 64).status == 422


def test_who_is_no_principal_names_nobody(sides, sit):
    """A reader has no form for it, and a forged one is refused."""
    greta = sit(sides, "greta")
    assert "Only a principal" in greta.get("/people/interlocutors").text
    before = dump(sides.greta)
    channel = sides.state("greta").channel.hex()
    refused = greta.post("/people/interlocutors", "name", channel=channel, person="Vera Sund", mandate="To go")
    assert refused.status == 422 and "Only a principal" in refused.text
    assert dump(sides.greta) == before


def test_a_refusal_whose_form_is_gone_is_told_all_the_same(pair, sit):
    """Two windows: what the first has done takes the form from the page, and the second still hears why not."""
    ilse = sit(pair, "ilse")
    ilse.do("/releases/identity", "make")
    refused = ilse.post("/releases/identity", "make")
    assert refused.status == 422 and refused.text.count("has an identity key already") == 1
