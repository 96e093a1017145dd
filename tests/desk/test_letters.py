"""Letters: who can read them, who cannot even see them, and what is owed (R02, R03, R06, R42)."""

from datetime import datetime

import pytest
from tests.desk.table import LINE, PEOPLE, dump

from backchannel.desk import letters, overview, readers
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, BadInputError, NotAReaderError, PlaceError, RuleError, UsageError
from backchannel.protocol.sealing import open_body
from backchannel.record.document import Document, passages_of
from backchannel.vault import entries

SECRET = "heron at the third sluice"


def find(table, name, reference):
    return next(x for x in letters.every(table.desks[name], LINE) if x.reference == reference)


def texts(table, name):
    """Every text or blob of a desk's vault, as one string of bytes."""
    return b"\n".join(
        v if isinstance(v, bytes) else str(v).encode()
        for rows in dump(table.desks[name]).values()
        for r in rows
        for v in r
    )


def test_nobody_off_the_channel_can_tell_before_from_after_a_letter(sides):
    """The desk of somebody who is not on the channel is the same before and after, and nothing is ever sent to it."""
    with sides.desks["hanne"].vault.read() as db:
        assert not db.execute("SELECT * FROM channels").fetchall()
    before = dump(sides.hanne)
    sides.letter("ilse", SECRET)
    for name in ("ilse", "greta", "tomas", "pavel"):
        sides.carry(name, "hanne")
    sides.settle()
    assert dump(sides.hanne)["meta"] != []
    assert {t: r for t, r in dump(sides.hanne).items() if t != "meta"} == {
        t: r for t, r in before.items() if t != "meta"
    }
    assert not letters.owed(sides.hanne)


def test_a_member_who_is_no_reader_holds_a_header_and_no_word(sides):
    """He sees that an entry with a number exists; his opened vault holds no key, no word, no name of a reader."""
    letter = sides.letter("ilse", SECRET, heading="On the lower gate", subject="heron")
    sides.settle()
    for name in ("greta", "pavel"):
        seen = find(sides, name, letter.reference)
        assert seen.document is None
        assert seen.readers == ()
        assert seen.header.seen != ()
        row = [r for r in overview.ledger(sides.desks[name], LINE) if r.reference == letter.reference]
        assert (row[0].opens, row[0].kind, row[0].standing) == (False, "letter", "taken")
        with sides.desks[name].vault.read() as db:
            assert db.execute("SELECT key FROM entries WHERE id = ?", (letter.header.id,)).fetchone() == (b"",)
        whole = texts(sides, name)
        assert SECRET.encode() not in whole
        assert b"lower gate" not in whole
        with sides.refused(NotAReaderError, "not a reader"):
            letters.show(sides.desks[name], LINE, letter.reference)
    assert letters.show(sides.tomas, LINE, letter.reference).document.passages[0].text == SECRET


def test_a_reader_s_vault_does_hold_the_words(sides):
    """The search of the test before finds what is there: it is not blind."""
    letter = sides.letter("ilse", SECRET)
    sides.settle()
    assert letters.show(sides.tomas, LINE, letter.reference).document.passages[0].text == SECRET
    with sides.desks["tomas"].vault.read() as db:
        assert db.execute("SELECT key FROM entries WHERE id = ?", (letter.header.id,)).fetchone() != (b"",)


def test_to_a_non_reader_all_letters_of_a_length_look_alike(sides):
    """Whoever reads a letter, the non-reader's rows of it are of the same lengths: who reads does not leak."""
    for_one = sides.letter("ilse", SECRET, readers=["tomas"])
    for_two = sides.letter("ilse", SECRET, readers=["tomas", "greta"])
    sides.settle()
    with sides.desks["pavel"].vault.read() as db:
        sizes = [
            db.execute(
                "SELECT length(ciphertext), length(slot_digest), length(tag), key, kind FROM entries WHERE id = ?",
                (x.header.id,),
            ).fetchone()
            for x in (for_one, for_two)
        ]
    assert sizes[0] == sizes[1]


def test_default_readers_are_the_principals(sides):
    """Without a word, a letter goes to the principals and to nobody else, and the plan says so before it goes."""
    with sides.desks["ilse"].vault.read() as db:
        _, plan, named = letters.plan(db, sides.ilse, LINE, Document("letter", passages_of("One")))
    assert {m.name for m in plan.readers} == {"Ilse Maren", "Tomas Reik"}
    assert {m.name for m in plan.others} == {"Greta Lund", "Pavel Dorn"}
    assert set(named) == {sides.ilse.reader, sides.tomas.reader}
    assert set(sides.letter("ilse", "One").readers) == set(named)


def test_a_reader_who_writes_includes_himself_and_the_principals(sides):
    """A member who is no principal may write where the charter lets members write; he can read his own letter."""
    letter = sides.letter("greta", "A note from the file room")
    assert set(letter.readers) == {sides.greta.reader, sides.ilse.reader, sides.tomas.reader}


def test_a_letter_to_somebody_off_the_channel_is_refused(sides):
    """A contact who is not on the channel cannot be named as a reader."""
    with sides.refused(UsageError, "Nobody called"):
        sides.letter("ilse", "One", readers=["hanne"])


def test_hidden_readers_written_by_hand_are_refused_at_both_ends(sides):
    """A program that seals a letter to itself alone but leaves itself out is refused by the rules of its own desk."""
    content = {"document": {"kind": "letter", "passages": [{"text": "x", "role": "paragraph"}]}}
    with sides.refused(RuleError, "not among its readers"), sides.book("ilse") as book:
        append(book, "letter", content, [sides.tomas.reader])


@pytest.mark.parametrize("content", [{}, {"document": {}}, {"document": {"kind": "letter", "passages": []}}])
def test_an_empty_letter_by_hand_is_refused(pair, content):
    """An entry of the kind letter that holds none is refused before it leaves."""
    with pair.refused(RuleError, "form of its kind"), pair.book("ilse") as book:
        append(book, "letter", content, [pair.ilse.reader, pair.tomas.reader])


# Opened to a further reader


def test_opening_asks_for_a_principal_a_reason_and_the_author(sides):
    """A reader cannot open a letter, nor can a principal open another's; without a reason nobody can."""
    mine = sides.letter("ilse", SECRET)
    theirs = sides.letter("tomas", "An answer")
    of_greta = sides.letter("greta", "A note")
    sides.settle()
    with sides.refused(UsageError, "Say why"):
        letters.open_to(sides.ilse, LINE, mine.reference, "Greta Lund", "  ")
    with sides.refused(RuleError, "Only a letter's author"):
        letters.open_to(sides.ilse, LINE, theirs.reference, "Greta Lund", "She drafts.")
    with sides.refused(RuleError, "Only a principal"):
        letters.open_to(sides.greta, LINE, of_greta.reference, "Pavel Dorn", "He asked.")
    with sides.refused(RuleError, "Only a letter's author"):
        letters.open_to(sides.pavel, LINE, mine.reference, "Pavel Dorn", "I should like to.")
    with sides.refused(UsageError, "is a reader of"):
        letters.open_to(sides.ilse, LINE, mine.reference, "Tomas Reik", "Again.")
    with sides.refused(UsageError, "Nobody called"):
        letters.open_to(sides.ilse, LINE, mine.reference, "Hanne Solvik", "She asked.")


def test_an_opened_letter_is_read_and_later_ones_are_not_inherited(sides):
    """Opening one letter opens that one: the letters before and after stay closed to the new reader."""
    before = sides.letter("ilse", "Before")
    opened = sides.letter("ilse", SECRET)
    sides.settle()
    letters.open_to(sides.ilse, LINE, opened.reference, "Greta Lund", "She drafts the annex.")
    after = sides.letter("ilse", "After")
    sides.settle()
    assert letters.show(sides.greta, LINE, opened.reference).document.passages[0].text == SECRET
    for letter in (before, after):
        with sides.refused(NotAReaderError, "not a reader"):
            letters.show(sides.greta, LINE, letter.reference)
    with sides.refused(NotAReaderError, "not a reader"):
        letters.show(sides.pavel, LINE, opened.reference)


def test_to_open_a_letter_to_the_other_side_s_clerk_is_the_author_s_right(sides):
    """An author who is a principal may open his letter to a member of the other party."""
    letter = sides.letter("ilse", SECRET)
    sides.settle()
    letters.open_to(sides.ilse, LINE, letter.reference, "Pavel Dorn", "He keeps the file for them.")
    sides.settle()
    assert find(sides, "pavel", letter.reference).document is not None


def test_a_share_is_certain_of_the_sharer_only(sides):
    """A shared letter is a letter of the sharer's; it names what it was shared from."""
    letter = sides.letter("tomas", SECRET)
    sides.settle()
    with sides.refused(UsageError, "Say why"):
        letters.share(sides.ilse, LINE, letter.reference, ["Greta Lund"], "")
    with sides.refused(NotAReaderError, "cannot be shared"):
        letters.share(sides.greta, LINE, letter.reference, ["Pavel Dorn"], "Look.")
    mine = letters.share(sides.ilse, LINE, letter.reference, ["Greta Lund"], "For the annex.")
    sides.settle()
    seen = letters.show(sides.greta, LINE, mine.reference)
    assert seen.author.name == "Ilse Maren"
    assert seen.header.author == sides.ilse.reader
    assert seen.shared_from == letter.reference
    assert seen.document.passages[0].text == SECRET
    with sides.refused(NotAReaderError, "not a reader"):
        letters.show(sides.greta, LINE, letter.reference)
    assert find(sides, "pavel", mine.reference).document is None


# Captions (R42)


def test_eyes_only_refuses_a_further_reader(sides):
    """EYES ONLY with a name allows that person and the author, whoever else is asked for."""
    with sides.refused(RuleError, "does not allow Greta Lund"):
        sides.letter("ilse", "One", readers=["tomas", "greta"], caption="EYES ONLY Tomas Reik")
    letter = sides.letter("ilse", "One", caption="EYES ONLY Tomas Reik")
    assert set(letter.readers) == {sides.ilse.reader, sides.tomas.reader}
    with sides.refused(RuleError, "does not allow Greta Lund"):
        letters.open_to(sides.ilse, LINE, letter.reference, "Greta Lund", "She drafts.")


def test_eyes_only_that_names_nobody_on_the_channel_leaves_no_reader(sides):
    """A caption that names somebody who is not here lets the letter go to nobody, so it does not go."""
    with sides.refused(RuleError, "leaves no reader"):
        sides.letter("ilse", "One", caption="EYES ONLY Hanne Solvik")


def test_nodis_allows_principals_only(sides):
    """NODIS refuses a clerk at writing, at opening and at sharing."""
    with sides.refused(RuleError, "does not allow Greta Lund"):
        sides.letter("ilse", "One", readers=["tomas", "greta"], caption="NODIS")
    letter = sides.letter("ilse", SECRET, caption="NODIS")
    sides.settle()
    with sides.refused(RuleError, "does not allow Pavel Dorn"):
        letters.open_to(sides.ilse, LINE, letter.reference, "Pavel Dorn", "He asked.")
    with sides.refused(RuleError, "does not allow Pavel Dorn"):
        letters.share(sides.tomas, LINE, letter.reference, ["Pavel Dorn"], "He asked.")


def test_noforn_leaves_out_the_other_side(sides):
    """OUR SIDE ONLY lets no member of the other party read."""
    letter = sides.letter("ilse", SECRET, readers=["greta"], caption="OUR SIDE ONLY")
    sides.settle()
    assert find(sides, "tomas", letter.reference).document is None
    assert find(sides, "greta", letter.reference).document is not None
    with sides.refused(RuleError, "does not allow Tomas Reik"):
        letters.open_to(sides.ilse, LINE, letter.reference, "Tomas Reik", "He should know.")


def test_an_eyes_only_letter_opens_with_the_one_key_only(sides):
    """Of all that the other members' vaults hold, nothing opens the body; the named reader's key does."""
    letter = sides.letter("ilse", SECRET, caption="EYES ONLY Tomas Reik")
    sides.settle()
    opened = {}
    for name in ("tomas", "greta", "pavel"):
        with sides.desks[name].vault.read() as db:
            entry = entries.by_id(db, letter.header.id)
        tried = {v for rows in dump(sides.desks[name]).values() for row in rows for v in row if isinstance(v, bytes)}
        keys = {v[at : at + 32] for v in tried if len(v) <= 256 for at in range(max(1, len(v) - 31))}
        found = []
        for key in keys:
            try:
                found.append(open_body(entry.header, entry.ciphertext, key))
            except (BackchannelError, ValueError):
                continue
        opened[name] = [body for body in found if body is not None]
    assert [body["document"]["passages"][0]["text"] for body in opened["tomas"]] == [SECRET]
    assert opened["greta"] == opened["pavel"] == []


@pytest.mark.parametrize(
    "marks",
    [
        {"classification": "Top Secret; Eyes Only Tomas Reik"},
        {"classification": "TOP SECRET EYES ONLY TOMAS REIK", "caption": "Heron"},
        {"caption": "For the Reik only; Heron"},
        {"classification": "Secret Nodis"},
    ],
)
def test_a_caption_beside_the_classification_is_no_way_around_it(sides, marks):
    """Wherever in the head a caption stands, and however it is parted, it refuses the further reader."""
    with sides.refused(RuleError, "does not allow Greta Lund"):
        sides.letter("ilse", "One", readers=["tomas", "greta"], **marks)
    assert set(sides.letter("ilse", "One", **marks).readers) == {sides.ilse.reader, sides.tomas.reader}


def test_a_passage_not_for_foreigners_keeps_the_whole_letter_from_them(sides):
    """A letter is sealed as one, so what limits one passage limits its readers."""
    with sides.refused(RuleError, "does not allow Tomas Reik"):
        sides.letter("ilse", "(U) Bread.", "(S/NF) Coal.", readers=["tomas", "greta"], classification="Secret")


def test_a_passage_above_the_stated_level_is_said_before_it_goes(pair):
    """What will be sealed is shown with the finding, so that a low heading is not believed."""
    document = Document("letter", passages_of("(TS) The fleet sails."), classification="Confidential")
    with pair.desks["ilse"].vault.read() as db:
        planned = letters.plan(db, pair.ilse, LINE, document)[1]
    assert "Passage 1 is marked (TS), more than the stated Confidential; the banner says Top Secret." in planned.remarks


def test_a_second_person_of_the_name_cannot_be_let_in_by_opening(empty, monkeypatch):
    """A reader who joins later and bears the captioned name is not who was meant: a name that fits two lets in none."""
    monkeypatch.setitem(PEOPLE, "anna", ("Anna Reik", "Valdria"))
    for name in ("ilse", "tomas", "anna"):
        empty.create(name)
    empty.introduce(("ilse", "tomas", "anna"))
    empty.open_line(("ilse", "tomas"))
    letter = empty.letter("ilse", SECRET, caption="EYES ONLY Reik")
    readers.add(empty.ilse, LINE, "Anna Reik", "She drafts.")
    empty.settle("ilse", "tomas")
    with empty.refused(RuleError, "does not allow Anna Reik"):
        letters.open_to(empty.ilse, LINE, letter.reference, "Anna Reik", "She is a Reik.")


# Owed (R06)


def test_what_is_owed_stands_on_both_desks_until_it_is_answered(pair):
    """A letter is owed by its addressee and owed to its author, until an answer names it."""
    letter = pair.letter("ilse", "When shall the gate open?")
    pair.settle()
    pair.wait(days=9)
    (ours,), (theirs,) = letters.owed(pair.tomas), letters.owed(pair.ilse)
    assert (ours.by_us, ours.letter, ours.days, ours.acknowledged) == (True, letter.reference, 9, "")
    assert (theirs.by_us, theirs.letter, theirs.days) == (False, letter.reference, 9)
    pair.letter("tomas", "On Thursday.", answers=letter.reference)
    pair.settle()
    (left,) = letters.owed(pair.ilse)
    assert left.letter.startswith("reik-")
    assert left.by_us


def test_an_interim_word_shows_but_does_not_answer(pair):
    """An acknowledgement with a note stands beside what is owed; the letter is owed all the same."""
    letter = pair.letter("ilse", "When shall the gate open?")
    pair.settle()
    letters.acknowledge(pair.tomas, LINE, letter.reference, "The answer follows on Monday.")
    pair.settle()
    for name in ("ilse", "tomas"):
        (owed,) = letters.owed(pair.desks[name])
        assert owed.acknowledged == "The answer follows on Monday."


def test_what_was_owed_on_a_day_is_told_as_it_stood(pair):
    """On the day before the letter nothing was owed; before the answer it was; today it is not."""
    start = pair.now
    pair.wait(days=1)
    letter = pair.letter("ilse", "When shall the gate open?")
    pair.settle()
    pair.wait(days=5)
    answer = pair.letter("tomas", "On Thursday.", answers=letter.reference)
    pair.settle()
    assert letters.owed(pair.tomas, start) == []
    day: datetime = start.replace(day=start.day + 3)
    assert [(o.letter, o.days) for o in letters.owed(pair.tomas, day)] == [(letter.reference, 2)]
    assert [o.letter for o in letters.owed(pair.tomas)] == [answer.reference]


def test_one_cannot_acknowledge_one_s_own_letter_nor_one_that_is_closed(sides):
    """An acknowledgement is the addressee's."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    with sides.refused(UsageError, "own letter"):
        letters.acknowledge(sides.ilse, LINE, letter.reference, "")
    with sides.refused(NotAReaderError, "not a letter that this desk can read"):
        letters.acknowledge(sides.greta, LINE, letter.reference, "Seen.")


def test_one_cannot_answer_what_one_cannot_read(sides):
    """An answer to a letter that is closed to its writer is refused, as is one to an entry that is no letter."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    with sides.refused(NotAReaderError, "cannot be answered"):
        sides.letter("greta", "Yes", answers=letter.reference)
    with sides.refused(NotAReaderError, "cannot be answered"):
        sides.letter("tomas", "Yes", answers="maren-1")
    with sides.refused(UsageError, "names no entry"):
        sides.letter("tomas", "Yes", answers="solvik-1")
    with sides.refused(UsageError, "There is no entry"):
        sides.letter("tomas", "Yes", answers="maren-400")


# Files, many channels, the rest


def test_a_letter_whose_file_is_not_there_is_not_written(pair, tmp_path):
    """A missing enclosure stops the whole letter; so does a folder in its place, an empty file, and two of one name."""
    with pair.refused(PlaceError, "nothing"):
        pair.letter("ilse", "One", files=[tmp_path / "absent"])
    (tmp_path / "empty").touch()
    with pair.refused(BadInputError, "empty or larger"):
        pair.letter("ilse", "One", files=[tmp_path / "empty"])
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "map.txt").write_text("north is up")
    with pair.refused(UsageError, "same name"):
        pair.letter("ilse", "One", files=[tmp_path / "a" / "map.txt", tmp_path / "b" / "map.txt"])


def test_a_letter_laid_on_many_channels_tells_none_of_the_others(empty):
    """Two posts get the same words on channels of their own, and hold no trace of each other."""
    empty.desks.clear()
    for name in ("ilse", "tomas", "hanne"):
        empty.create(name)
    for post in ("tomas", "hanne"):
        empty.know("ilse", post)
        empty.know(post, "ilse")
        empty.open_line(("ilse", post), title=f"Post {post}")
    written = letters.write_to_many(empty.ilse, ["Post tomas", "Post hanne"], Document("circular", passages_of(SECRET)))
    assert len(written) == 2
    empty.settle("ilse", "tomas")
    empty.settle("ilse", "hanne")
    for post, other in (("tomas", "hanne"), ("hanne", "tomas")):
        held = letters.every(empty.desks[post], f"Post {post}")
        assert [x.document.passages[0].text for x in held] == [SECRET]
        whole = texts(empty, post)
        assert empty.desks[other].reader not in whole
        assert empty.desks[other].card.person.encode() not in whole


def test_a_circular_that_one_channel_refuses_is_laid_on_none(empty):
    """If one of the channels does not allow it, the letter is on none of them."""
    for name in ("ilse", "tomas", "hanne"):
        empty.create(name)
    empty.introduce(("ilse", "tomas", "hanne"))
    empty.open_line(("ilse", "tomas"), title="Post tomas")
    empty.open_line(("ilse", "hanne"), title="Post hanne")
    with empty.refused(UsageError, "no channel called"):
        letters.write_to_many(empty.ilse, ["Post tomas", "Post nobody"], Document("circular", passages_of(SECRET)))
    with empty.refused(RuleError, "leaves no reader"):
        document = Document("circular", passages_of(SECRET), caption="EYES ONLY Tomas Reik")
        letters.write_to_many(empty.ilse, ["Post tomas", "Post hanne"], document)


def test_the_time_of_first_reading_is_kept(pair):
    """What one has read oneself is dated by the first reading, not by a later look."""
    letter = pair.letter("ilse", "One")
    pair.settle()
    assert find(pair, "tomas", letter.reference).first_read == ""
    letters.show(pair.tomas, LINE, letter.reference)
    first = find(pair, "tomas", letter.reference).first_read
    pair.wait(days=3)
    letters.show(pair.tomas, LINE, letter.reference)
    assert find(pair, "tomas", letter.reference).first_read == first != ""


def test_a_letter_with_hidden_characters_is_marked_where_it_is_shown(pair):
    """A letter with a bidi override keeps its text and says that it holds something unseen."""
    letter = pair.letter("ilse", "up to 100\u202e001 barges")
    pair.settle()
    assert "hidden characters" in letters.show(pair.tomas, LINE, letter.reference).marked
