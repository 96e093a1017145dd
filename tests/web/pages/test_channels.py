"""The pages of channels: what stands on each, what each act does, and what is refused."""

import time

import pytest
from tests.desk.table import LINE, START, charter, dump

from backchannel.desk import channels, correspondence, letters, overview, readers
from backchannel.web import addresses


def of(table, name, *more, channel=LINE):
    """The address of a channel's page at a desk."""
    return addresses.channel(channels.standing(table.desks[name], channel).channel.id, *more)


def role(table, name):
    """The field of the charter's form in which a person's place is chosen."""
    return f"role-{table.desks[name].reader.hex()[:16]}"


def test_the_list_says_where_each_channel_stands(pair, sit):
    """A channel is listed with its parties, its people and what is to be settled."""
    read = sit(pair, "ilse").get("/channels")
    assert LINE in read.text
    assert "Valdria , Ostrava" in read.text or "Valdria, Ostrava" in read.text
    assert "2 people" in read.text
    assert of(pair, "ilse") in read.links


def test_a_desk_without_channels_says_what_a_channel_is(empty, sit):
    """An empty list says what can be done next."""
    empty.create("ilse")
    read = sit(empty, "ilse").get("/channels")
    assert "No channels yet" in read.text
    assert "/channels/new" in read.links
    assert "Nobody but you" in sit(empty, "ilse").get("/channels/new").text


def test_a_channel_shows_the_exchange_its_silences_and_who_speaks(pair, sit):
    """Letters both ways are drawn and listed, and a long silence is told in days."""
    first = pair.letter("ilse", "One word.", heading="The lamp")
    pair.settle()
    pair.wait(days=30)
    second = pair.letter("tomas", "Another.", answers=first.reference, heading="The quay")
    pair.settle()
    read = sit(pair, "ilse").get(of(pair, "ilse"))
    assert f"30 days of silence between {first.reference} and {second.reference}" in read.text
    assert "The lamp" in read.text
    assert "Answers" in read.text
    assert "Ilse Maren ( Valdria ) : 1 letter" in read.text
    assert {addresses.letter(one.header.id) for one in (first, second)} <= set(read.links)
    assert "<svg" in read.html
    assert "Every party must consent" in read.text


def test_a_long_list_of_letters_comes_in_parts(pair, sit):
    """Fifty letters stand on a page, the latest first."""
    for number in range(53):
        pair.wait(hours=1)
        pair.letter("ilse", f"Word {number}.", heading=f"Heading {number:02}")
    visitor = sit(pair, "ilse")
    assert "Heading 52" in visitor.get(of(pair, "ilse")).text
    assert "Heading 00" not in visitor.get(of(pair, "ilse")).text
    assert "Heading 00" in visitor.get(of(pair, "ilse") + "?part=2").text


def test_a_member_who_is_no_reader_sees_a_number_and_nothing_else(sides, sit):
    """On no page of the channel does a word, the day or the kind of a letter stand that is not open to him."""
    sides.wait(days=200)
    letter = sides.letter("ilse", "A lamp in the pilot house.", heading="Of lamps", number="Rothav 7")
    sides.settle()
    visitor = sit(sides, "greta")
    for more in ((), ("ledger",), ("readers",), ("charter",), ("standing",)):
        read = visitor.get(of(sides, "greta", *more))
        assert read.status == 200
        for word in ("lamp", "Rothav", "1 letter"):
            assert word not in read.text, more
    page = visitor.get(of(sides, "greta"))
    assert f"{letter.reference} An entry with this number exists. It is not open to you." in page.text
    read = visitor.get(addresses.letter(letter.header.id))
    assert read.text.count(letter.reference) == 1
    assert "2031" not in read.text
    for more in ("print", "copy", "open", "share", "enclosure/1"):
        assert visitor.get(addresses.letter(letter.header.id, more)).status == 404
    assert "Rothav 7" not in visitor.get("/channels/series").text


def test_who_is_not_on_the_channel_finds_none(sides, sit):
    """At a desk that is not on the channel its addresses answer like those of a channel that never was."""
    letter = sides.letter("ilse", "A lamp.")
    sides.settle()
    visitor = sit(sides, "hanne")
    there, nowhere = visitor.get(of(sides, "ilse")), visitor.get("/channel/0123456789abcdef")
    assert (there.status, nowhere.status) == (404, 404)
    assert there.text == nowhere.text.replace("0123456789abcdef", of(sides, "ilse").rpartition("/")[2])
    assert visitor.get(addresses.letter(letter.header.id)).text == visitor.get(addresses.letter(bytes(32))).text


def test_a_channel_is_proposed_by_a_form_that_shows_it_before(sides, sit):
    """The charter that was filled in is shown whole, and only then proposed."""
    visitor = sit(sides, "ilse")
    form = visitor.get("/channels/new")
    assert "Only principals write letters" in form.text
    fields = {
        "title": "The quay",
        "purpose": "To speak of the quay.",
        role(sides, "ilse"): "principal",
        role(sides, "hanne"): "principal",
        role(sides, "greta"): "reader",
        "write": "principals",
        "ceiling-0": "3",
        "retention_days": "90",
        "restraint": "No word of it in public.\nNor of the lamp.",
    }
    before = dump(sides.ilse)
    shown = visitor.do("/channels/new", "look", **fields)
    assert shown.address.startswith("/channels/new/")
    assert dump(sides.ilse) == before
    for words in ("The quay", "Greta Lund", "principals only", "90 days", "Nor of the lamp.", "Invitations go to"):
        assert words in shown.text
    again = visitor.get(shown.link("?from="))
    assert "No word of it in public." in again.html
    read = visitor.do(shown.address, "propose")
    assert "Proposed" in read.text
    found = channels.standing(sides.ilse, "The quay").state.charter
    assert (found.write, found.retention_days, found.restraint[1]) == ("principals", 90, "Nor of the lamp.")
    assert [(p.name, p.ceiling) for p in found.parties] == [("Valdria", 3), ("Norlund", 1)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": ""}, "Give the channel a title"),
        ({"title": "Q", "key_days": "many"}, "no whole number"),
        ({"title": "Q"}, "names no party"),
    ],
)
def test_a_charter_that_cannot_be_is_refused_in_its_form(pair, sit, fields, says):
    """What was typed is put back, with what is wrong, and nothing is proposed."""
    before = dump(pair.ilse)
    read = sit(pair, "ilse").do("/channels/new", "look", purpose="Of lamps and quays", **fields)
    assert read.status == 422
    assert says in read.text or "needs a [[party]]" in read.text
    assert "Of lamps and quays" in read.html
    assert dump(pair.ilse) == before


def test_a_charter_file_is_taken_too(pair, sit):
    """A charter as TOML is pasted or chosen, looked at and proposed."""
    visitor = sit(pair, "ilse")
    shown = visitor.do("/channels/new", "paste", text=charter(("ilse", "tomas"), title="By file"))
    visitor.do(shown.address, "propose")
    assert channels.standing(pair.ilse, "By file")
    toml = charter(("ilse", "tomas"), title="By upload").encode()
    shown = visitor.do("/channels/new", "paste", files={"file": ("c.toml", toml, "text/plain")})
    assert "By upload" in shown.text


def test_an_invitation_is_read_and_accepted(pair, sit):
    """Its charter is shown whole before it is answered; accepting assents if one wishes."""
    channels.propose(pair.ilse, charter(("ilse", "tomas"), title="Second"))
    pair.carry("ilse", "tomas")
    visitor = sit(pair, "tomas")
    assert "Read its charter" in visitor.get("/channels").text
    address = of(pair, "tomas", channel="Second")
    read = visitor.get(address)
    assert "sees nothing of what you do" in read.text
    which = channels.standing(pair.tomas, "Second").channel.id.hex()
    assert "Accepted" in visitor.do(address, "accept", which).text
    pair.settle()
    assert channels.standing(pair.tomas, "Second").state.in_force


def test_an_invitation_is_put_away_without_a_word(pair, sit):
    """Who declines silently sends nothing."""
    channels.propose(pair.ilse, charter(("ilse", "tomas"), title="Second"))
    pair.carry("ilse", "tomas")
    address, which = of(pair, "tomas", channel="Second"), channels.standing(pair.tomas, "Second").channel.id.hex()
    read = sit(pair, "tomas").do(address, "decline", which, silent="yes")
    assert "only that no answer comes" in read.text
    assert not pair.state("ilse", "Second").declined
    assert "Second" not in read.text


def test_an_amendment_is_held_against_the_charter_proposed_and_assented(pair, sit):
    """What changes is shown rule by rule; it holds when the other side assents on its page."""
    visitor = sit(pair, "ilse")
    address = of(pair, "ilse", "charter", "amend")
    fields = {role(pair, "ilse"): "principal", role(pair, "tomas"): "principal", "why": "Too many words"}
    assert visitor.do(address, "look", **fields).status == 422
    shown = visitor.do(address, "look", **fields, write="principals")
    assert "every member principals only" in shown.text
    assert "Too many words" in shown.text
    assert "Proposed" in visitor.do(shown.address, "propose").text
    pair.settle()
    other = sit(pair, "tomas")
    read = other.get(of(pair, "tomas", "charter"))
    assert "Too many words" in read.text
    digest = pair.state("tomas").amendments[0].digest.hex()
    assert "Assented" in other.do(of(pair, "tomas", "charter"), "assent", digest).text
    assert pair.state("tomas").charter.write == "principals"


def test_a_reader_may_not_amend(sides, sit):
    """The page says so beforehand, and a forged form is refused."""
    address = of(sides, "greta", "charter", "amend")
    visitor = sit(sides, "greta")
    assert "Only a principal" in visitor.get(address).text
    with sides.unchanged():
        read = visitor.post(address, "look", title="T", why="mine now")
        assert read.status == 422
        assert "Only a principal" in read.text or read.status == 422


def test_the_charter_leaves_the_vault_only_by_an_act(pair, sit):
    """Its text is given as a file that an act asks for."""
    read = sit(pair, "ilse").do(of(pair, "ilse", "charter"), "toml")
    assert 'filename="charter.toml"' in read.response.headers["content-disposition"]
    assert "[[party]]" in read.html


def test_a_reader_is_added_replaced_and_removed_with_the_effect_before(sides, sit):
    """Each act stands on a page that says what follows, and wants a reason."""
    sides.create("karl")
    sides.know("ilse", "karl")
    visitor = sit(sides, "ilse")
    adding = of(sides, "ilse", "readers", "add")
    assert "until its author opens it to him" in visitor.get(adding).text
    assert visitor.do(adding, "add", name="Valdria/Karl Oden", why="").status == 422
    assert "Added" in visitor.do(adding, "add", name="Valdria/Karl Oden", why="He drafts").text
    assert any(one.membership.name == "Karl Oden" for one in readers.every(sides.ilse, LINE))
    place = sides.desks["greta"].reader.hex()[:16]
    removing = of(sides, "ilse", "readers", place, "remove")
    assert "what he has read he has read" in visitor.get(removing).text
    assert "Removed" in visitor.do(removing, "remove", why="She has left").text
    assert sides.status("ilse", "greta") == "removed"
    assert "Replace" in visitor.get(of(sides, "ilse", "readers", sides.karl.reader.hex()[:16], "replace")).text
    assert visitor.get(removing).status == 404


def test_nobody_adds_readers_for_the_other_side(sides, sit):
    """A reader of the other party cannot be removed, by a forged form either."""
    visitor = sit(sides, "ilse")
    with sides.unchanged():
        address = of(sides, "ilse", "readers", sides.pavel.reader.hex()[:16], "remove")
        read = visitor.post(address, "remove", why="Out with him")
        assert read.status == 422
        assert "own party only" in read.text


def test_a_reader_is_replaced_by_a_new_card(sides, sit):
    """A new key takes the place of one whose machine is gone."""
    sides.create("karl")
    sides.know("ilse", "karl")
    address = of(sides, "ilse", "readers", sides.greta.reader.hex()[:16], "replace")
    assert "Replaced" in sit(sides, "ilse").do(address, "replace", name="Valdria/Karl Oden", why="Lost laptop").text
    assert sides.status("ilse", "greta") == "removed"
    assert sides.status("ilse", "karl") == "active"


def test_the_ledger_says_who_holds_what(pair, sit):
    """An entry that the other side's entries name is held by both sides; one that waits is not known to be."""
    first = pair.letter("ilse", "One.")
    pair.settle()
    pair.letter("tomas", "Two.", answers=first.reference)
    pair.settle()
    last = pair.letter("ilse", "Three.")
    read = sit(pair, "ilse").get(of(pair, "ilse", "ledger"))
    held = {one.row.reference: one.parties for one in overview.ledger_part(pair.ilse, LINE, 0, 50)[0]}
    assert held[first.reference] == ("Valdria", "Ostrava")
    assert held[last.reference] == ("Valdria",)
    assert "both sides hold this text" in read.text
    assert "not yet known of the others" in read.text
    assert "Nothing was set aside" in sit(pair, "ilse").get(of(pair, "ilse", "ledger", "aside")).text


def test_the_whole_ledger_is_checked_as_a_long_work(pair, sit):
    """The work shows how far it is, and its result says that everything holds."""
    pair.letter("ilse", "One.")
    visitor = sit(pair, "ilse")
    read = visitor.do(of(pair, "ilse", "verify"), "verify")
    for _ in range(200):
        if "/verify/" in read.address:
            break
        time.sleep(0.05)
        read = visitor.get(read.address)
    assert "Everything holds" in read.text
    assert "Ilse Maren" in read.text


def test_a_finding_of_the_check_is_shown(pair, sit):
    """A body that is not the one that its header names is found."""
    letter = pair.letter("ilse", "One.")
    with pair.ilse.vault.change() as db:
        db.execute("UPDATE entries SET ciphertext = x'00' WHERE id = ?", (letter.header.id,))
    visitor = sit(pair, "ilse")
    read = visitor.do(of(pair, "ilse", "verify"), "verify")
    for _ in range(200):
        if "/verify/" in read.address:
            break
        time.sleep(0.05)
        read = visitor.get(read.address)
    assert "Something does not hold" in read.text
    assert letter.reference in read.text


def test_a_channel_is_renamed_here_alone(pair, sit):
    """The name changes on this desk; a name that is taken, or none, is refused."""
    visitor = sit(pair, "ilse")
    address = of(pair, "ilse", "standing")
    assert visitor.do(address, "rename", name=" ").status == 422
    assert "Renamed" in visitor.do(address, "rename", name="Winter").text
    assert channels.standing(pair.ilse, "Winter").channel.name == "Winter"
    assert channels.standing(pair.tomas, LINE)


def test_leaving_and_closing_say_before_what_follows(three, sit):
    """What is left or closed is so for all, after a page that says what will follow."""
    visitor = sit(three, "hanne")
    assert "You read and write nothing more here" in visitor.get(of(three, "hanne", "leave")).text
    assert "You have left" in visitor.do(of(three, "hanne", "leave"), "leave", why="The treaty is signed").text
    three.settle()
    assert three.status("ilse", "hanne") == "left"
    visitor = sit(three, "ilse")
    assert "Nobody writes here any more" in visitor.get(of(three, "ilse", "close")).text
    assert "Closed for everybody" in visitor.do(of(three, "ilse", "close"), "close", why="Done").text
    assert "Closed: Done" in visitor.get(of(three, "ilse")).text


def test_words_are_retired_after_a_page_that_names_them(empty, sit):
    """What is due by the charter is listed, erased on this desk, and its place stays."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules="retention_days = 10")
    letter = empty.letter("ilse", "An old word.")
    visitor = sit(empty, "ilse")
    assert "Nothing is due" in visitor.get(of(empty, "ilse", "retire")).text
    empty.wait(days=20)
    read = visitor.get(of(empty, "ilse", "retire"))
    assert letter.reference in read.text
    assert "Retired on this desk" in visitor.do(of(empty, "ilse", "retire"), "retire").text
    assert letters.every(empty.ilse, LINE)[0].document is None
    assert "retired on this desk" in visitor.get(addresses.letter(letter.header.id)).text


def test_a_restored_desk_says_whom_it_waits_for(pair, sit):
    """A desk that may be an old copy says so, and is written on again only when somebody was heard."""
    from backchannel.desk.desk import become_stale

    with pair.ilse.vault.change() as db:
        become_stale(db)
    visitor = sit(pair, "ilse")
    assert "waits to hear the others" in visitor.get(of(pair, "ilse")).text
    address = of(pair, "ilse", "resume")
    assert "still waits to hear: Tomas Reik" in visitor.do(address, "resume").text
    assert "At least one of them must be heard" in visitor.get(address).text
    assert "still waits to hear" in visitor.do(address, "resume", without="Ostrava/Tomas Reik").text
    pair.settle()
    read = visitor.get(address)
    if "nothing need be resumed" not in read.text:
        assert "may be written on again" in visitor.do(address, "resume").text
    assert not channels.standing(pair.ilse, LINE).channel.stale


def test_a_fork_is_told_with_what_to_do_and_mended(three, sit):
    """An alarm stands on the channel's page with what it means; a principal says which history stands."""
    from backchannel.desk.effects import found_fork

    three.letter("tomas", "One.")
    three.settle()
    with three.book("ilse") as book:
        found_fork(book, three.tomas.reader, 2, three.ilse.reader)
    visitor = sit(three, "ilse")
    read = visitor.get(of(three, "ilse"))
    assert "Two histories" in read.text
    assert "What to do:" in read.text
    address, which = of(three, "ilse", "mend"), three.tomas.reader.hex()
    assert visitor.do(address, "mend", which, why="").status == 422
    assert visitor.do(address, "mend", which, why="So", keep="last").status == 422
    assert "It counts when" in visitor.do(address, "mend", which, why="He restored his desk").text
    assert three.state("ilse").mends


def test_series_show_their_gaps(pair, sit):
    """A number that is missing in a series of ours is told with the letters around it."""
    pair.letter("ilse", "One.", number="Rothav 1")
    pair.letter("ilse", "Three.", number="Rothav 3")
    read = sit(pair, "ilse").get("/channels/series")
    assert "Missing 2" in read.text


def test_silences_are_told_by_what_is_usual(pair):
    """Where letters come every twenty days, twenty days are no silence."""
    for _ in range(4):
        pair.wait(days=20)
        pair.letter("ilse", "A word.")
    found = correspondence.on_channel(pair.ilse, LINE)
    assert correspondence.silences(found, pair.now) == []
    pair.wait(days=60)
    assert [one.days for one in correspondence.silences(found, pair.now)] == [60]
    assert found[0].time > START


def test_every_page_of_a_channel_is_filled_at_the_demo(at_demo):
    """At a principal's desk of the demo each page of each channel answers, and the exchange is drawn."""
    visitor = at_demo("holt")
    links = {link for link in visitor.get("/channels").links if link.startswith("/channel/")}
    assert len(links) > 2
    for link in links:
        for part in ("", "/charter", "/charter/amend", "/readers", "/ledger", "/verify", "/standing", "/leave"):
            assert visitor.get(link + part).status == 200
        assert "<svg" in visitor.get(link).html
