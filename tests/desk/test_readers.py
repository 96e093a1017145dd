"""Readers of a channel: added, replaced and removed by a principal of their own party, with a reason (R03)."""

import pytest
from tests.desk.table import LINE, PEOPLE

from backchannel.desk import channels, knowledge, letters, people, pouches, readers, releases
from backchannel.desk.releases import Wish
from backchannel.desk.writing import append
from backchannel.errors import NotAReaderError, RuleError, UsageError
from backchannel.protocol.cards import card_value


def join(table, name, inviter):
    """Let somebody who was added accept, and exchange."""
    table.carry(inviter, name)
    channels.accept(table.desks[name], LINE)


@pytest.fixture
def late(pair):
    """The pair, with Greta's desk beside it, which is known to both and on no channel."""
    pair.create("greta")
    for name in ("ilse", "tomas"):
        pair.know(name, "greta")
        pair.know("greta", name)
    return pair


def test_an_added_reader_reads_nothing_of_before_and_nothing_of_later_by_himself(late):
    """He has the rules and headers, no earlier letter until it is opened, and no later one that leaves him out."""
    early = late.letter("ilse", "An early letter")
    late.settle("ilse", "tomas")
    readers.add(late.ilse, LINE, "Greta Lund", "She drafts the annex.")
    join(late, "greta", "ilse")
    late.settle()
    assert late.status("tomas", "greta") == "active"
    assert channels.standing(late.greta, LINE).state == channels.standing(late.ilse, LINE).state
    later = late.letter("tomas", "A later letter")
    late.settle()
    for letter in (early, later):
        with late.refused(NotAReaderError, "not a reader"):
            letters.show(late.greta, LINE, letter.reference)
    letters.open_to(late.ilse, LINE, early.reference, "Greta Lund", "She drafts the annex.")
    late.settle()
    assert letters.show(late.greta, LINE, early.reference).document.passages[0].text == "An early letter"
    with late.refused(NotAReaderError, "not a reader"):
        letters.show(late.greta, LINE, later.reference)


def test_the_reason_and_who_added_him_are_seen_by_all(late):
    """Both sides see by whom and why a reader was added."""
    readers.add(late.ilse, LINE, "Greta Lund", "She drafts the annex.")
    join(late, "greta", "ilse")
    late.settle()
    for name in ("ilse", "tomas"):
        found = [r for r in readers.every(late.desks[name], LINE) if r.membership.name == "Greta Lund"]
        assert [(r.added_by, r.membership.reason, r.connected) for r in found] == [
            ("Ilse Maren", "She drafts the annex.", True)
        ]


def test_nobody_is_added_without_a_reason(late):
    """A reason of spaces is none."""
    with late.refused(UsageError, "Say why"):
        readers.add(late.ilse, LINE, "Greta Lund", " ")


def test_a_clerk_adds_nobody(sides):
    """A reader who is no principal can add and remove nobody."""
    with sides.refused(RuleError, "Only a principal may add"):
        readers.add(sides.greta, LINE, "Hanne Solvik", "She asked.")
    with sides.refused(RuleError, "Only a principal may remove"):
        readers.remove(sides.greta, LINE, "Pavel Dorn", "He talks.")


def test_the_other_side_s_readers_are_not_ours_to_add_or_remove(sides):
    """A principal acts on his own party: neither a third state's person nor the other side's."""
    with sides.refused(RuleError, "readers of his own party only"):
        readers.add(sides.ilse, LINE, "Hanne Solvik", "She asked.")
    with sides.refused(RuleError, "readers of his own party only"):
        readers.remove(sides.ilse, LINE, "Pavel Dorn", "He talks.")


def test_an_unconfirmed_card_is_not_added(pair):
    """Until the fingerprint has been compared nobody is added by a card."""
    pair.create("greta")
    people.import_card(pair.ilse, people.own_card(pair.greta))
    with pair.refused(UsageError, "not confirmed"):
        readers.add(pair.ilse, LINE, "Greta Lund", "She drafts.")


def test_the_ceiling_holds(empty):
    """A party that has as many readers as the charter gives it adds no more, by hand neither."""
    for name in ("ilse", "tomas", "greta"):
        empty.create(name)
    empty.introduce(("ilse", "tomas", "greta"))
    empty.open_line(("ilse", "tomas"), ceiling=1)
    with empty.refused(RuleError, "may have 1 readers"):
        readers.add(empty.ilse, LINE, "Greta Lund", "She drafts.")


def test_a_reader_added_by_a_clerk_s_own_program_is_refused_there_too(sides):
    """The rule is the channel's and not the command's: the same entry made by hand is refused."""
    card = card_value(sides.hanne.card)
    with sides.refused(RuleError, "Only a principal"), sides.book("greta") as book:
        append(book, "add-reader", {"card": card, "reason": "Quietly."})


def test_a_removed_reader_gets_nothing_more(sides):
    """After his removal no entry, and no heads, are sent to him; his own entries are refused by the others."""
    readers.remove(sides.ilse, LINE, "Greta Lund", "She is posted elsewhere.")
    sides.settle()
    later = sides.letter("ilse", "After", readers=["tomas", "pavel"])
    sides.settle()
    assert sides.status("tomas", "greta") == "removed"
    assert all(x.reference != later.reference for x in letters.every(sides.greta, LINE))
    with sides.refused(UsageError, "Nobody called Valdria/Greta"):
        sides.letter("tomas", "To her", readers=["greta"])
    with sides.refused(RuleError, "nothing can be written"):
        sides.letter("greta", "I am still here")
    assert sides.carry("ilse", "greta").blobs == 0


def test_the_only_principal_cannot_be_removed(sides):
    """A party must be able to consent: its only principal stays."""
    with sides.refused(RuleError, "the only principal"):
        readers.remove(sides.ilse, LINE, "Ilse Maren", "Enough.")


def test_removal_renews_the_keys_at_once(sides):
    """The remover's reader key and every pair's chain are renewed in the same change."""
    with sides.book("ilse") as book:
        before = max(book.own_keys)
    readers.remove(sides.ilse, LINE, "Greta Lund", "She is posted elsewhere.")
    with sides.book("ilse") as book:
        assert max(book.own_keys) > before
        assert book.ledger.heads[sides.ilse.reader][0] == max(book.own_keys)


def test_a_lost_machine_is_replaced_and_reads_nothing_more(sides):
    """The new machine of the same person takes the old one's place; the old gets nothing that follows."""
    early = sides.letter("ilse", "Early", readers=["tomas", "greta"])
    sides.settle()
    new = sides.create("greta", machine="new machine", under="greta2")
    people.import_card(new, people.own_card(sides.ilse))
    people.confirm(new, "Ilse Maren", " ".join(people.fingerprint(sides.ilse.reader)))
    people.import_card(sides.ilse, people.own_card(new))
    digits = "".join(people.fingerprint(new.reader))
    people.confirm(sides.ilse, "Greta Lund", digits)
    readers.add(sides.ilse, LINE, digits[:15], "Her machine was stolen.", replaces="Greta Lund")
    pouches.pack(sides.ilse, digits[:15], sides.out / "pouch")
    pouches.unpack(new, sides.out / "pouch")
    channels.accept(new, LINE)
    sides.settle()
    assert sides.status("tomas", "greta") == "removed"
    assert sides.status("tomas", "greta2") == "active"
    later = letters.write(
        sides.tomas, LINE, letters.show(sides.tomas, LINE, early.reference).document, readers=["Valdria/Greta Lund"]
    )
    sides.settle()
    assert letters.show(new, LINE, later.reference).document is not None
    with sides.refused(NotAReaderError, "not a reader"):
        letters.show(new, LINE, early.reference)
    assert all(x.reference != later.reference for x in letters.every(sides.greta, LINE))


def test_a_lost_principal_s_machine_keeps_his_place(late):
    """Who takes a principal's place is a principal: otherwise nobody could speak for the party."""
    with late.book("ilse") as book:
        content = {
            "card": card_value(late.greta.card),
            "reason": "The key was lost.",
            "replaces": late.ilse.reader.hex(),
        }
        append(book, "add-reader", content)
    late.carry("ilse", "tomas")
    state = late.state("tomas")
    assert state.members[late.greta.reader].principal
    assert state.members[late.ilse.reader].status == "removed"


def test_what_an_act_does_is_said_before_it_is_done(sides):
    """Consequences name what is owed and every release under way, and change nothing."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    releases.propose(sides.ilse, LINE, [Wish(letter.reference, {}, {})], purpose="For the record")
    sides.settle()
    with sides.unchanged():
        lines = readers.consequences(sides.ilse, LINE, "remove", "Tomas Reik")
        assert any("propose anew" in x for x in lines)
        assert any("owed to us: 1" in x for x in lines)
        for act in ("leave", "close", "replace", "retire", "restore"):
            assert all(x.endswith(".") for x in readers.consequences(sides.ilse, LINE, act))


def test_what_is_open_to_a_member_is_told_by_who_can_know_it(sides):
    """`opened_to` lists the letters that this desk can read and that name the member."""
    one = sides.letter("ilse", "One", readers=["tomas", "pavel"])
    sides.letter("ilse", "Two")
    sides.settle()
    assert readers.opened_to(sides.ilse, LINE, PEOPLE["pavel"][0]) == [one.reference]
    assert readers.opened_to(sides.greta, LINE, PEOPLE["pavel"][0]) == []
    assert knowledge.of_person(sides.greta, PEOPLE["pavel"][0]) == []


def test_a_letter_opened_later_counts_as_open_to_him(sides):
    """What was opened to a reader afterwards is among what he can read."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    letters.open_to(sides.ilse, LINE, letter.reference, "Greta Lund", "She drafts.")
    assert readers.opened_to(sides.ilse, LINE, "Greta Lund") == [letter.reference]
