"""Who knows, on pages: the matrix and the map, one person, one letter, and notes of what no ledger shows."""

import pytest
from tests.desk.table import LINE, dump

from backchannel.desk import knowledge, letters, register


def wrote(table, author="ilse", *texts):
    """A letter that everybody has, and its id in hexadecimal."""
    letter = table.letter(author, *(texts or ("We could let six ferries pass.",)))
    table.settle()
    return letter, letter.header.id.hex()


def person(visitor, name):
    """The address of what somebody knows, as the matrix leads to it."""
    read = visitor.get("/knows")
    places = [link for link in read.links if link.startswith("/knows/person/")]
    return next(link for link in places if name in visitor.get(link).text)


def test_a_desk_without_letters_says_what_will_stand_here(sit, pair):
    """Nothing to know of is said, not shown as an empty table."""
    ilse = sit(pair, "ilse")
    for address in ("/knows", "/knows/map"):
        assert "nothing to know of" in ilse.get(address).text


def test_the_matrix_has_letters_beside_people_with_the_way_in_words(sit, pair):
    """Our side as recorded, theirs as claimed; the reader of the page reads what he read."""
    letter, entry = wrote(pair)
    pair.wait(days=2)
    letters.show(pair.tomas, LINE, letter.reference)
    tomas = sit(pair, "tomas").get("/knows")
    assert "Our side, as recorded Others, as claimed, seen or inferred" in tomas.text
    assert "read it since 7 May 2031" in tomas.text and "wrote it (claimed) since 5 May 2031" in tomas.text
    ilse = sit(pair, "ilse").get("/knows")
    assert "wrote it since 5 May 2031 can open it (claimed)" in ilse.text
    assert f"/letter/{entry}/knows" in ilse.links


def test_the_matrix_and_the_map_are_asked_of_any_day(sit, pair):
    """A letter of a later day is not there, and who was told later did not know."""
    letter, _ = wrote(pair)
    more = {"person": "Otto Brandt", "party": "Valdria", "way": "told"}
    knowledge.note(pair.ilse, LINE, letter.reference, **more, since="2031-05-12")
    ilse = sit(pair, "ilse")
    for address in ("/knows", "/knows/map"):
        assert "by that day" in ilse.get(f"{address}?on=2031-05-04").text
        assert "Otto Brandt" not in ilse.get(f"{address}?on=2031-05-11").text
        assert "Otto Brandt" in ilse.get(f"{address}?on=2031-05-12").text
    assert ilse.get("/knows?on=herring").status == 404


def test_the_map_is_a_picture_with_words_and_the_same_as_a_list(sit, pair):
    """One drawing with a title, no script and no style in it; each person's letters by how he knows them."""
    letter, _ = wrote(pair)
    read = sit(pair, "ilse").get("/knows/map")
    assert read.html.count('role="img"') == 1 and "<title>1 letter and 2 people" in read.html
    assert "can open" in read.html and "style=" not in read.html
    assert f"Tomas Reik ( Ostrava ) : can open it: {letter.reference}" in read.text


def test_a_part_of_a_long_register_is_shown_at_a_time(sit, pair):
    """The newest letters come first, and the rest stand in a further part with the same channel and day."""
    for at in range(42):
        pair.letter("ilse", f"Letter {at}.")
        pair.wait(minutes=5)
    read = sit(pair, "ilse").get("/knows?on=2031-05-05")
    assert "Part 1 of 2" in read.text
    further = sit(pair, "ilse").get(read.link("part=2"))
    assert further.html.count('<th scope="row">') == 2
    assert "on=2031-05-05" in read.link("part=2") and "channel=" in read.link("part=2")


def test_what_somebody_knows_is_under_an_address_without_his_name(sit, pair):
    """A member by his reader, somebody noted by the note; each with how, since when and from where."""
    letter, _ = wrote(pair)
    knowledge.note(
        pair.ilse, LINE, letter.reference, person="Runa Falk", party="Ostrava", way="told", source="Said at the gate"
    )
    ilse = sit(pair, "ilse")
    for name, way in (("Tomas Reik", "can open it"), ("Runa Falk", "was told that it exists")):
        address = person(ilse, name)
        assert name.split()[1].lower() not in address.lower()
        assert way in ilse.get(address).text
    assert "Said at the gate" in ilse.get(person(ilse, "Runa Falk")).text
    assert "Nothing is known" in ilse.get(f"{person(ilse, 'Runa Falk')}?on=2031-05-01").text
    assert ilse.get("/knows/person/0011223344556677").status == 404
    assert ilse.get("/knows/person/00").status == 404


def test_a_note_stands_on_the_page_and_with_nobody_else(sit, pair):
    """Who was told is noted on one's own ledger; the other desk has not a byte of it."""
    _, entry = wrote(pair)
    ilse = sit(pair, "ilse")
    read = ilse.do(f"/letter/{entry}/knows", "note", person="Otto Brandt", party="Valdria", way="carried")
    assert "Otto Brandt Valdria carried it sealed" in read.text and "recorded" in read.text
    pair.settle()
    assert "Otto Brandt" not in sit(pair, "tomas").get(f"/letter/{entry}/knows").text


def test_a_note_may_be_of_a_party_that_is_not_on_the_channel(sit, pair):
    """It is a claim with its source."""
    _, entry = wrote(pair)
    ilse = sit(pair, "ilse")
    read = ilse.do(
        f"/letter/{entry}/knows", "note", person="Hanne Solvik", other_party="Norlund", way="told", source="The press"
    )
    assert "Hanne Solvik Norlund was told that it exists" in read.text and "claimed" in read.text


def test_what_the_other_side_knows_is_never_recorded(sit, pair):
    """The page says so beforehand and refuses it; what was typed stands in the form, and nothing was noted."""
    _, entry = wrote(pair)
    ilse, address = sit(pair, "ilse"), f"/letter/{entry}/knows"
    assert "never ours to record" in ilse.get(address).text
    before = dump(pair.ilse)
    typed = {"person": "Runa Falk", "party": "Ostrava", "way": "told"}
    refused = ilse.do(address, "note", **typed, weight="recorded", source="Tomas")
    assert refused.status == 422 and "not ours to record" in refused.text
    assert refused.form("note")["fields"]["person"] == "Runa Falk"
    assert ilse.do(address, "note", **typed).status == 422
    assert ilse.do(address, "note", person="", party="Valdria", way="told").status == 422
    assert ilse.post(address, "note", person="Runa Falk", party="Ostrava", way="dreamt").status == 422
    assert ilse.do(address, "note", person="Otto", party="Valdria", way="told", onto=LINE).status == 422
    assert dump(pair.ilse) == before


def test_a_charter_without_couriers_offers_none_and_says_why(sit, empty):
    """The way is not among the choices; a forged form is refused."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules='courier = "none"')
    _, entry = wrote(empty)
    ilse, address = sit(empty, "ilse"), f"/letter/{entry}/knows"
    read = ilse.get(address)
    assert 'value="carried"' not in read.html and "knows no couriers" in read.text
    assert ilse.post(address, "note", person="Otto Brandt", party="Valdria", way="carried").status == 422


def test_of_a_letter_that_one_may_not_read_nothing_is_told(sit, sides):
    """A member who is no reader sees a number, and neither its heading, nor its words, nor to whom it was sealed."""
    letter, entry = wrote(sides)
    greta = sit(sides, "greta")
    for address in ("/knows", "/knows/map", f"/letter/{entry}/knows"):
        read = greta.get(address)
        assert read.status == 200 and "six ferries" not in read.html and "Tomas Reik" not in read.text, address
    assert letter.reference in greta.get("/knows").text
    assert "You are no reader" in greta.get(f"/letter/{entry}/knows").text
    assert all(not line.known for line in register.of_channel(sides.greta, LINE).lines)


def test_an_entry_that_is_no_letter_has_no_such_page(sit, pair):
    """Neither an entry of another kind, nor an id that is none."""
    ilse = sit(pair, "ilse")
    with pair.ilse.vault.read() as db:
        row = db.execute("SELECT id FROM entries WHERE kind = 'assent'").fetchone()
    assert ilse.get(f"/letter/{row[0].hex()}/knows").status == 404
    assert ilse.get(f"/letter/{'0' * 64}/knows").status == 404
    assert ilse.get("/letter/abc/knows").status == 404


def test_the_register_says_what_each_letter_says_of_itself(sides):
    """Gathered at once or letter by letter, who knows is the same, on any day."""
    one = sides.letter("ilse", "One")
    sides.settle()
    letters.open_to(sides.ilse, LINE, one.reference, "Greta Lund", "She drafts.")
    letters.share(sides.tomas, LINE, one.reference, ["Pavel Dorn"], "He files.")
    sides.settle()
    knowledge.note(sides.ilse, LINE, one.reference, person="Otto", party="Valdria", way="told", since="2031-05-06")
    for name in ("ilse", "tomas", "greta"):
        for day in ("", "2031-05-05", "2031-05-06"):
            lines = register.of_channel(sides.desks[name], LINE, day).lines
            for line in lines:
                assert list(line.known) == knowledge.of_letter(sides.desks[name], LINE, line.reference, day)


@pytest.mark.slow
def test_the_demo_fills_these_pages(at_demo):
    """Letters both ways with who knows of them, a courier, papers with their dates, a group, comments."""
    ekdal = at_demo("ekdal")
    read = ekdal.get("/knows")
    assert "Danilo Vesmar" in read.text and "(claimed)" in read.text
    assert "Danilo Vesmar" in ekdal.get("/knows/map").text
    assert "can open it" in ekdal.get(read.link("/knows/person/")).text
    assert ekdal.get(read.link("/letter/")).status == 200
    case = ekdal.get("/cases").link("/case/")
    papers = ekdal.get(f"{case}/papers")
    assert "The bank after this autumn" in papers.text
    assert "Delivered by" in ekdal.get(papers.link(f"{case}/papers/")).text
    comments = ekdal.get(f"{case}/comments")
    assert ekdal.get(comments.link(f"{case}/comments/")).status == 200
    for address in (
        f"{case}/groups",
        "/words/leaks",
        "/words/screening",
        "/words/claims",
        "/words/fresh",
        "/words/tone",
    ):
        assert ekdal.get(address).status == 200, address
