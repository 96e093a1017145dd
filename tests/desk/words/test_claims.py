"""Claims of silence: on record for good, tested against what was collected, and no clean result without a search."""

import pytest
from tests.desk.shelf import shelve
from tests.desk.table import LINE
from tests.desk.test_releases import propose, to_released

from backchannel.desk import archive, identities, publishing
from backchannel.desk.releases import Wish
from backchannel.desk.words import claims, silence
from backchannel.desk.words.collected import files_of
from backchannel.errors import UsageError
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

PRIVATE = (
    "We would be ready to withdraw the guard from the northern bridge in forty days, and to pay the pilots arrears."
)
LEAKED = (
    "A minister told the news that they were ready to withdraw the guard from the northern bridge in forty days "
    "and to pay the pilots their arrears."
)
OTHER = "The price of salt has fallen again, and the mail boat was three hours late."
SAID = "Nothing of our letters has appeared in print."


def statement(text, date=None):
    """A public statement."""
    return Document("statement", passages_of(text), date=parse(date) if date else None, heading="A statement")


@pytest.fixture
def desk(pair):
    """A desk with a private letter of March 1961 and two newspapers of that year, marked as public."""
    letter = Document("letter", passages_of("Excellency:", PRIVATE), date=parse("1961-03-02"), heading="The bridge")
    shelve(pair.ilse, "file", {"file/d1": letter})
    papers = {"courier/1": statement(OTHER, "1961-02-01"), "courier/2": statement(OTHER, "1961-09-30")}
    shelve(pair.ilse, "courier", papers)
    publishing.publish(pair.ilse, "courier")
    return pair.ilse


def add(desk, up_to="1962-01-01", about=("file/d1",), **more):
    """Put a claim on record and give its number."""
    return claims.add(desk, SAID, by="Tomas Reik", about=about, up_to=parse(up_to), **more).number


def test_a_claim_holds_where_something_was_searched_and_nothing_found(desk):
    """The verdict says how many items, from when to when, when they were collected, and where nobody looked."""
    verdict = silence.test(desk, add(desk, not_searched=["television"]))
    assert verdict.holds
    assert (verdict.items, verdict.first, verdict.last, verdict.letters) == (2, "1961-02-01", "1961-09-30", 1)
    assert verdict.collected == "2031-05-05"
    assert verdict.claim.not_searched == ("television",)


def test_one_reworded_passage_speaks_against_it(desk):
    """The hit has the statement's address and day, both texts, and the words that they share."""
    shelve(desk, "news", {"news/1": statement(LEAKED, "1961-06-01")})
    publishing.publish(desk, "news")
    verdict = silence.test(desk, add(desk))
    assert not verdict.holds
    (hit,) = verdict.hits
    assert (hit.where.split(":")[0], hit.day) == ("news/1/1", "1961-06-01")
    assert hit.letter.document == "file/d1"
    assert "the guard from the northern bridge" in " ".join(hit.text[start:end] for start, end in hit.marked)
    assert "pilots" in " ".join(hit.letter.text[start:end] for start, end in hit.theirs)


def test_what_is_not_marked_as_public_is_no_publication(desk):
    """The same words in another private paper do not break the silence."""
    shelve(desk, "news", {"news/1": statement(LEAKED, "1961-06-01")})
    assert silence.test(desk, add(desk)).holds


def test_what_appeared_after_the_day_of_the_claim_is_left_out(desk):
    """It is counted as later; up to a later day the same claim fails."""
    shelve(desk, "news", {"news/1": statement(LEAKED, "1961-06-01")})
    publishing.publish(desk, "news")
    early = silence.test(desk, add(desk, "1961-05-31"))
    assert early.holds
    assert (early.items, early.later) == (1, 2)
    assert not silence.test(desk, add(desk, "1961-06-01")).holds


def test_words_that_were_public_before_the_letter_betray_nothing(desk):
    """They are listed apart, and the claim stands."""
    shelve(desk, "news", {"news/1": statement(LEAKED, "1961-01-01")})
    publishing.publish(desk, "news")
    verdict = silence.test(desk, add(desk))
    assert verdict.holds
    assert [hit.day for hit in verdict.before] == ["1961-01-01"]


def test_files_and_folders_are_searched_too(desk, tmp_path):
    """A clipping that was never imported is a hit; one without a date is searched, and said to have none."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Date: 1 June 1961\n\n{LEAKED}\n", encoding="utf-8")
    (folder / "b.txt").write_text(f"{OTHER}\n", encoding="utf-8")
    (folder / "c.txt").write_text(f"Date: 1 June 1963\n\n{LEAKED}\n", encoding="utf-8")
    (folder / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    verdict = silence.test(desk, add(desk), files_of([str(folder)]))
    assert [hit.where for hit in verdict.hits] == [f"{folder / 'a.txt'}/1"]
    assert (verdict.items, verdict.undated, verdict.later) == (4, 1, 1)
    assert [one.name for one in verdict.unread] == [str(folder / "d.png")]


def test_a_named_file_that_cannot_be_read_leaves_the_silence_unproven(desk, tmp_path):
    """Nor does one of a folder that is of a kind that is read; a picture in the folder does no harm, and is told."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{OTHER}\n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert silence.test(desk, add(desk), files_of([str(folder)])).holds
    (folder / "b.txt").write_bytes(b"\xff\xfe\x00\x01" * 9)
    for names in ([str(folder)], [str(folder / "b.txt")]):
        verdict = silence.test(desk, add(desk), files_of(names))
        assert verdict.hits == []
        assert not verdict.holds


def test_exact_words_that_would_betray_the_letters_are_looked_for(desk, tmp_path):
    """A name in a public statement is a hit in any case and spelling of its accents; before the letter it is none."""
    shelve(desk, "news", {"news/1": statement("Who is the ENVOY of KÖRSUND?", "1961-06-01")})
    publishing.publish(desk, "news")
    clipping = tmp_path / "old.txt"
    clipping.write_text("Date: 1 June 1960\n\nThe envoy of Körsund has sailed.\n", encoding="utf-8")
    number = add(desk, words=["envoy of Korsund"])
    verdict = silence.test(desk, number, files_of([str(clipping)]))
    assert [(hit.where, hit.day, hit.letter) for hit in verdict.hits] == [("news/1/1:11-27", "1961-06-01", None)]
    assert [hit.where for hit in verdict.before] == [f"{clipping}/1"]
    assert silence.test(desk, add(desk), words=["the lighthouse"]).holds
    assert not silence.test(desk, add(desk), words=["mail boat"]).holds
    with pytest.raises(UsageError, match="no word that could be looked for"):
        add(desk, words=["—"])


def test_a_joint_release_of_the_letter_speaks_against_it(pair):
    """What both sides released is published, and the letter itself is the hit."""
    for name in ("ilse", "tomas"):
        identities.make_identity(pair.desks[name])
    reference = pair.letter("ilse", PRIVATE, OTHER).reference
    pair.settle()
    number = add(pair.ilse, "2031-12-31", [f"{LINE}/{reference}"])
    assert not silence.test(pair.ilse, number).holds
    assert silence.test(pair.ilse, number).items == 0
    to_released(pair, propose(pair, Wish(reference, {2: "security"}, {})))
    verdict = silence.test(pair.ilse, number)
    assert [hit.where.split(":")[0] for hit in verdict.hits] == [f"{LINE}/{reference}/1"]


def test_a_claim_about_a_channel_counts_what_one_cannot_read(sides):
    """Greta may read one of two letters: one is compared, and the other is said not to be; nothing of it is shown."""
    sides.letter("ilse", PRIVATE, readers=["greta", "tomas"])
    sides.letter("ilse", "The price is nine hundred.", readers=["tomas"])
    sides.settle()
    shelve(sides.greta, "courier", {"courier/1": statement("The price is nine hundred.", "2031-05-05")})
    publishing.publish(sides.greta, "courier")
    verdict = silence.test(sides.greta, add(sides.greta, "2032-01-01", [LINE]))
    assert (verdict.letters, verdict.unreadable, verdict.hits) == (1, 1, [])


def test_attack_date_a_letter_after_the_claim(pair):
    """A letter that its author dates into the future is of the day on which it was sealed: it is compared, and no
    statement counts as one of before it."""
    pair.letter("tomas", "My dear colleague:", PRIVATE, date=parse("2099-01-01"))
    pair.settle()
    shelve(pair.ilse, "news", {"news/1": statement(LEAKED, "2031-12-01")})
    publishing.publish(pair.ilse, "news")
    verdict = silence.test(pair.ilse, add(pair.ilse, "2032-01-01", [LINE]))
    assert verdict.letters == 1
    assert [hit.where.split("/")[0] for hit in verdict.hits] == ["news"]
    assert verdict.before == []


def test_nothing_searched_and_nothing_compared_is_no_silence(desk):
    """Without a public item, without the letter, or with a letter of after that day, the claim does not hold."""
    number = add(desk)
    publishing.take_back(desk, "courier")
    assert not silence.test(desk, number).holds
    publishing.publish(desk, "courier")
    assert silence.test(desk, number).holds
    assert not silence.test(desk, add(desk, "1961-03-01")).holds
    archive.remove(desk, "file/d1")
    verdict = silence.test(desk, number)
    assert (verdict.holds, verdict.gone) == (False, ["file/d1"])


def test_a_withdrawn_claim_stays_on_record(desk):
    """Its words, the day and the reason are still there; it is withdrawn once, and its number is not used again."""
    first = add(desk)
    claims.withdraw(desk, first, "The evening news had it.")
    second = add(desk)
    withdrawn, standing = claims.every(desk)
    assert (withdrawn.number, withdrawn.text, withdrawn.why) == (first, SAID, "The evening news had it.")
    assert withdrawn.withdrawn.startswith("2031-05-05")
    assert (standing.number, standing.withdrawn, second) == (2, "", 2)
    assert silence.test(desk, first).claim.withdrawn


def test_what_cannot_be_claimed_changes_nothing(pair, desk):
    """No words, nobody, nothing, a name that is none, a number that is none, and a second withdrawal."""
    claims.withdraw(desk, add(desk))
    for wrong in ({"about": []}, {"about": ["nothere"]}, {"by": " "}, {"text": " "}):
        call = {"text": SAID, "by": "Tomas Reik", "about": ["file/d1"], **wrong}
        with pair.refused(UsageError, ""):
            claims.add(desk, call.pop("text"), **call)
    with pair.refused(UsageError, "no claim 7"):
        silence.test(desk, 7)
    with pair.refused(UsageError, "withdrawn on 2031-05-05 already"):
        claims.withdraw(desk, 1)


def test_testing_changes_nothing(pair, desk):
    """A test can be repeated: no vault changes."""
    number = add(desk, words=["mail boat"])
    with pair.unchanged():
        silence.test(desk, number)
