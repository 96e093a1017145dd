"""Releases at the desk: from proposing one to a bundle that anybody can check, through two people's pages."""

import json

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import identities, letters, releases
from backchannel.protocol.release.verify import verify_file

TEXTS = ("The gate opens at dawn.", "Nobody else is told of the price.", "The price is nine hundred.")


@pytest.fixture
def two(pair, sit):
    """Ilse and Tomas at their desks, with a letter of Ilse's that both have."""
    pair.letter("ilse", *TEXTS, heading="On the gate")
    pair.settle()
    return sit(pair, "ilse"), sit(pair, "tomas")


def entry_of(desk, reference="maren-2"):
    return next(one for one in letters.every(desk, LINE) if one.document).header.id.hex()


def building(visitor, table, **more):
    """Choose the letter and come to the page where the release is built."""
    entry = entry_of(table.ilse)
    page = visitor.do(f"/releases/new?letter={entry}", "begin", letter=entry)
    assert page.address.startswith("/releases/new/"), page.text
    return visitor.do(page.address, "look", **more) if more else page


def proposed(visitor, table, **more):
    """Propose the release of the letter without its second passage; give the address of its page."""
    wished = {"_p-1-2": "security", "purpose": "For the record", "then": "propose", **more}
    last = building(visitor, table, **wished)
    assert last.address.endswith("/propose"), last.text
    done = visitor.do(last.address, "propose")
    table.settle()
    return done.address


def test_the_whole_way_from_a_proposal_to_a_verified_bundle(pair, two):
    """Two people release a letter by their pages alone, and a third check says that every step holds."""
    ilse, tomas = two
    for visitor in two:
        assert "Made." in visitor.do("/releases/identity", "make").text
    address = proposed(ilse, pair)
    assert "waiting for the consent of others" in ilse.get("/releases").text
    assert "A release: consent or decline" in tomas.get("/").text
    assert tomas.do(address, "consent").status == 200
    pair.settle()
    for visitor in two:
        assert "Signed" in visitor.do(address, "sign").text
        pair.settle()
    for visitor in two:
        assert "This cannot be taken back" in visitor.get(f"{address}/attribute").text
        assert "can be proven now" in visitor.do(f"{address}/attribute", "attribute").text
        pair.settle()
    data = tomas.do(address, "bundle").response
    assert data.headers["content-disposition"] == 'attachment; filename="release.json"'
    found = verify_file(data.content)
    assert [one.text for one in found.letters[0].passages if hasattr(one, "text")] == [TEXTS[0], TEXTS[2]]
    checked = tomas.do(address, "check")
    assert checked.address.startswith("/verify/")
    assert "every step holds" in checked.text and "nothing ties it to that name" in checked.text
    assert TEXTS[0] in ilse.do(address, "html").html


def test_what_an_outsider_sees_stands_beside_the_whole_text(pair, two):
    """The passage that is withheld is there for us, and on the outsider's side only its reason."""
    page = building(two[0], pair, **{"_p-1-2": "security", "purpose": "For the record", "then": "look"})
    assert TEXTS[1] in page.text
    assert "[withheld: security of a state or of persons]" in page.text
    last = two[0].do(page.address, "look", **{"_p-1-2": "security", "then": "propose"})
    assert TEXTS[1] not in last.text and TEXTS[0] in last.text


def test_nothing_of_a_release_that_is_built_reaches_the_ledger(pair, two):
    """Looking and changing one's mind leave no trace in the vault but that the letter was read."""
    building(two[0], pair)
    before = dump(pair.ilse)
    building(two[0], pair, **{"_p-1-1": "personal", "purpose": "Not yet", "then": "propose"})
    assert dump(pair.ilse) == before


def test_an_hour_that_cannot_be_read_is_refused_and_what_was_typed_stays(pair, two):
    """The form comes back with the words that were typed into it."""
    ilse = two[0]
    page = building(ilse, pair)
    refused = ilse.do(page.address, "look", purpose="For the record", not_before="tomorrow at nine")
    assert refused.status == 422 and "The hour cannot be read" in refused.text
    assert refused.form("look")["fields"]["not_before"] == "tomorrow at nine"
    taken = ilse.do(page.address, "look", purpose="For the record", not_before="2031-07-04 09:00 Europe/Lisbon")
    assert taken.form("look")["fields"]["not_before"] == "2031-07-04T08:00:00Z"


def test_a_release_without_a_purpose_is_not_proposed(pair, two):
    """The statement says what it is for, so a person must."""
    page = building(two[0], pair)
    refused = two[0].do(page.address, "look", then="propose")
    assert refused.status == 422 and "what the release is for" in refused.text


def test_hours_are_shown_in_each_capital_that_is_named(pair, two):
    """The hour of a release is given in local time, also of a capital that is asked for later."""
    more = {"not_before": "2031-07-04T09:00+02:00", "capitals": "Lisbon=Europe/Lisbon"}
    address = proposed(two[0], pair, **more)
    assert "4 July 2031, 08:00" in two[0].get(address).text
    page = two[0].do(address, "hours", capitals="Tokyo=Asia/Tokyo")
    assert "/hours/" in page.address and "4 July 2031, 16:00" in page.text
    assert two[0].do(address, "hours", capitals="Tokyo").status == 422


def test_declining_is_a_recorded_answer_and_leads_to_another_excerpt(pair, two):
    """Who declines says why, and can begin with what was proposed."""
    ilse, tomas = two
    address = proposed(ilse, pair)
    tomas.do(address, "decline", why="Passage 3 is not for reporters")
    pair.settle()
    page = ilse.get(address)
    assert "declined" in page.text and "Passage 3 is not for reporters" in page.text
    answer = tomas.get(f"/releases/new?answers={address.rpartition('/')[2]}")
    assert answer.address.startswith("/releases/new/") and "in answer to" in answer.text
    fields = {"_p-1-2": "security", "_p-1-3": "negotiation", "then": "propose"}
    last = tomas.do(answer.address, "look", **fields)
    done = tomas.do(last.address, "propose")
    assert "Answers" in done.text
    assert len(releases.listed(pair.tomas)) == 2


def test_nobody_releases_alone(pair, two):
    """A forged form cannot sign, attribute or take the bundle of what only one side has agreed to."""
    ilse = two[0]
    identities.make_identity(pair.ilse)
    address = proposed(ilse, pair)
    before = dump(pair.ilse)
    for act in ("sign", "bundle", "html", "check", "consent"):
        refused = ilse.post(address, act)
        assert refused.status == 422, act
        assert TEXTS[1] not in refused.text
    assert ilse.post(f"{address}/attribute", "attribute").status == 422
    assert dump(pair.ilse) == before


def test_a_reader_who_has_not_the_letter_does_not_hear_of_its_release(sides, sit):
    """The list, the page and Today of somebody who is on the channel and no reader say nothing of it."""
    sides.letter("ilse", *TEXTS, readers=["tomas"])
    sides.settle()
    ilse, greta = sit(sides, "ilse"), sit(sides, "greta")
    entry = next(one for one in letters.every(sides.ilse, LINE) if one.document).header.id.hex()
    before = {one: greta.get(one).text for one in ("/releases", "/")}
    page = ilse.do(f"/releases/new?letter={entry}", "begin", letter=entry)
    last = ilse.do(page.address, "look", purpose="For the record", then="propose")
    address = ilse.do(last.address, "propose").address
    sides.settle()
    assert {one: greta.get(one).text for one in before} == before
    assert greta.get(address).status == greta.get("/release/" + "0" * 16).status == 404
    assert greta.get(address).text == greta.get("/release/" + "0" * 16).text
    assert TEXTS[0] not in greta.get(f"/releases/new?letter={entry}").text


def test_an_identity_is_made_once_and_its_card_given_out(pair, two):
    """The card that is downloaded is the one by which a bundle is held against a name."""
    ilse = two[0]
    assert "has none yet" in ilse.get("/releases/identity").text
    ilse.do("/releases/identity", "make")
    assert ilse.post("/releases/identity", "make").status == 422
    card = ilse.do("/releases/identity", "download").response
    assert json.loads(card.content)["person"] == "Ilse Maren"


def test_a_bundle_is_checked_against_published_cards(pair, two):
    """With the cards the keys have names; with another's card, or a changed word, nothing is verified."""
    ilse, tomas = two
    for visitor in two:
        visitor.do("/releases/identity", "make")
    address = proposed(ilse, pair)
    tomas.do(address, "consent")
    pair.settle()
    for act in ("sign", "attribute"):
        for visitor in two:
            visitor.do(address if act == "sign" else f"{address}/attribute", act)
            pair.settle()
    bundle = ilse.do(address, "bundle").response.content
    card = tomas.do("/releases/identity", "download").response.content
    wrong = card.replace(b"Tomas Reik", b"Ilse Maren").replace(b"Ostrava", b"Valdria")

    def checked(data, *cards, **fields):
        files = [("files", ("strait.json", data))]
        files += [(f"card-{at}", ("card.json", one)) for at, one in enumerate(cards, 1)]
        return ilse.do("/verify", "verify", files=files, **fields)

    good = checked(bundle, card)
    assert "by Tomas Reik for Ostrava" in good.text
    assert "Not verified" in checked(bundle, wrong).text
    assert "Not verified" in checked(bundle.replace(b"dawn", b"dusk")).text
    quoted = ilse.do(good.address, "quote", "1", place="1.3").response.content
    assert TEXTS[2] in checked(quoted).text
    assert TEXTS[1] not in ilse.do(good.address, "html", "1").html
    assert checked(bundle, card, **{"name-1": "Nobody"}).text.count("Not verified") == 1
    assert ilse.post(good.address, "quote", which="1", place="1.2").status == 422
    assert ilse.do("/verify", "verify").status == 422


def test_a_release_key_of_a_trusted_bundle_is_refused_in_another(pair, two):
    """What is given as another release that one trusts must itself be one."""
    refused = two[0].do("/verify", "verify", files=[("files", ("a.json", b"{}")), ("known", ("b.json", b"{}"))])
    assert refused.status == 422


def test_a_letter_of_the_other_side_is_made_and_marked(pair, two):
    """The forged letter stands between marks, with the checks that it passed, and nothing of it is kept."""
    before = dump(pair.ilse)
    author = f"{pair.state('ilse').channel.hex()}/{pair.tomas.reader.hex()}"
    page = two[0].do("/releases/leak", "forge", author=author, words="I confess.")
    assert "I confess." in page.text and "Tomas Reik never wrote this" in page.text
    assert page.address.startswith("/releases/leak/")
    assert dump(pair.ilse) == before
    assert two[0].do("/releases/leak", "forge", author=author, words=" ").status == 422
