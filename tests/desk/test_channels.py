"""Channels and their charters: proposed, accepted, declined, amended, left, closed."""

import pytest
from tests.desk.table import LINE, Table, charter

from backchannel.desk import channels, checking, identities, people, readers, releases
from backchannel.desk.releases import Wish
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, BadInputError, RuleError, UsageError
from backchannel.protocol.cards import card_value
from backchannel.protocol.charter import charter_bytes
from backchannel.protocol.charter_toml import read_charter_toml


@pytest.fixture
def two(empty):
    """Two desks that know each other and are on no channel."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    return empty


TWO = ("ilse", "tomas")
GOOD = charter(TWO)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("ceiling = 3", "ceiling = 0"), "ceiling"),
        (charter(TWO, ("greta",)).replace("ceiling = 3", "ceiling = 1"), "Greta Lund"),
        (GOOD.replace('principals = ["Tomas Reik"]', "principals = []"), "no principal for Ostrava"),
        (charter(TWO, assent="assent = 2"), "asks 2 principals"),
        (charter(TWO, rules="amend = 3"), "asks 3 parties"),
        (charter(TWO, rules="amend = 1"), "half of the parties"),
        (GOOD.replace('"Ostrava"', '"Valdria"'), ""),
        (charter(TWO, rules='release = "me"'), "must be one of"),
        (charter(TWO, rules="retention_days = -1"), "whole number"),
        (charter(TWO, rules="secrets = 1"), "There is no"),
        ("title = ", "not TOML"),
        ('title = "No parties"\n', "[[party]]"),
        (GOOD.replace("lock-keepers", "lock\u202ekeepers"), ""),
        ("", ""),
    ],
)
def test_a_charter_that_contradicts_itself_proposes_nothing(two, text, says):
    """Each contradiction is named, and no channel, pair or flight is there afterwards."""
    with two.unchanged(), pytest.raises(BackchannelError) as caught:
        channels.propose(two.ilse, text)
    assert says in str(caught.value)
    assert channels.every_standing(two.ilse) == []


def test_a_charter_with_an_unconfirmed_card_is_not_proposed(empty):
    """Until the fingerprint is confirmed nobody is invited; nor is somebody whose card is not here."""
    for name in TWO:
        empty.create(name)
    with empty.refused(UsageError, "no contact is called so"):
        channels.propose(empty.ilse, GOOD)
    people.import_card(empty.ilse, people.own_card(empty.tomas))
    with empty.refused(UsageError, "not confirmed"):
        channels.propose(empty.ilse, GOOD)


def test_one_proposes_only_as_a_principal_of_the_channel(two):
    """A charter in which this desk's person does not speak cannot be proposed from it."""
    two.create("hanne")
    two.introduce(("ilse", "tomas", "hanne"))
    with two.refused(RuleError, "one of its principals"):
        channels.propose(two.ilse, charter(("tomas", "hanne")))


def test_an_invitation_by_somebody_unconfirmed_shows_nothing(empty):
    """A first flight of somebody whose card is not confirmed is held, counted, and shows neither title nor people."""
    for name in TWO:
        empty.create(name)
    empty.know("ilse", "tomas")
    channels.propose(empty.ilse, GOOD)
    empty.carry("ilse", "tomas")
    assert channels.every_standing(empty.tomas) == []
    assert channels.held_invitations(empty.tomas) == 1
    empty.know("tomas", "ilse")
    assert [s.channel.standing for s in channels.every_standing(empty.tomas)] == ["invited"]


def test_nothing_is_written_before_the_charter_is_in_force(two):
    """Before the other side's assent neither side can write a letter; after it both can."""
    channels.propose(two.ilse, GOOD)
    with two.refused(RuleError, "not in force"):
        two.letter("ilse", "Too early")
    two.carry("ilse", "tomas")
    with two.refused(BackchannelError, ""):
        two.letter("tomas", "Too early")
    channels.accept(two.tomas, LINE)
    two.settle()
    two.letter("ilse", "Now")


def test_an_invitation_put_away_opens_nothing(two):
    """Who declines silently holds no pair and answers nothing; the proposer's charter stays without force."""
    channels.propose(two.ilse, GOOD)
    two.carry("ilse", "tomas")
    channels.decline(two.tomas, LINE, silent=True)
    two.settle()
    assert not two.state("ilse").in_force
    assert two.state("ilse").declined == ()
    assert channels.every_standing(two.tomas) == []
    with two.refused(UsageError, "no channel called"):
        channels.accept(two.tomas, LINE)
    with two.refused(RuleError, "not in force"):
        two.letter("ilse", "Hello?")


def test_a_refusal_tells_its_reason_and_brings_nothing_into_force(two):
    """A principal's no goes to the proposer with its reason, and no letter can be written."""
    channels.propose(two.ilse, GOOD)
    two.carry("ilse", "tomas")
    channels.decline(two.tomas, LINE, "Not by this way.")
    two.settle()
    assert two.state("ilse").declined == ((two.tomas.reader, "Not by this way."),)
    for name in TWO:
        assert not two.state(name).in_force
        with two.refused(RuleError, "not in force"):
            two.letter(name, "Hello?")


def test_a_charter_can_be_accepted_without_assent_and_declined_later(two):
    """One may open the pair first, read, and then say no with a reason that the proposer sees."""
    channels.propose(two.ilse, GOOD)
    two.carry("ilse", "tomas")
    channels.accept(two.tomas, LINE, assent=False)
    two.settle()
    assert not two.state("ilse").in_force
    channels.decline(two.tomas, LINE, "The ceiling is too high.")
    two.settle()
    assert two.state("ilse").declined == ((two.tomas.reader, "The ceiling is too high."),)
    assert not two.state("ilse").in_force
    channels.assent(two.tomas, LINE)
    two.settle()
    assert two.state("ilse").in_force


def test_an_invitation_is_answered_once(pair):
    """A channel that is joined is no invitation; one that there is not cannot be answered."""
    with pair.refused(UsageError, "not an invitation"):
        channels.accept(pair.tomas, LINE)
    with pair.refused(UsageError, "no amendment waits"):
        channels.decline(pair.tomas, LINE)
    with pair.refused(UsageError, "no amendment waits"):
        channels.assent(pair.tomas, LINE)


def test_a_clerk_accepts_but_does_not_assent(empty):
    """A reader joins the channel without a word to its charter; the principals' assents alone bring it into force."""
    names = ("ilse", "tomas", "pavel")
    for name in names:
        empty.create(name)
    empty.introduce(names)
    channels.propose(empty.ilse, charter(TWO, ("pavel",)))
    empty.carry("ilse", "pavel")
    channels.accept(empty.pavel, LINE)
    empty.settle()
    assert not empty.state("pavel").in_force
    with empty.refused(RuleError, "Only a principal may assent"):
        channels.assent(empty.pavel, LINE)


def test_all_of_a_party_s_principals_where_the_charter_says_all(empty):
    """Where the charter asks two principals of a party, one of them does not bring it into force."""
    names = ("ilse", "greta", "tomas")
    for name in names:
        empty.create(name)
    empty.introduce(names)
    text = charter(names).replace(
        'principals = ["Ilse Maren", "Greta Lund"]', 'principals = ["Ilse Maren", "Greta Lund"]\nassent = "all"'
    )
    channels.propose(empty.ilse, text)
    for name in ("tomas", "greta"):
        empty.carry("ilse", name)
    channels.accept(empty.tomas, LINE)
    empty.settle()
    assert not empty.state("tomas").in_force
    channels.accept(empty.greta, LINE)
    empty.settle()
    assert empty.state("tomas").in_force


# Amendments


def amended(rules: str = 'write = "principals"') -> str:
    return charter(TWO, rules=rules)


def test_one_party_alone_amends_nothing(pair):
    """Until the other has assented the old charter holds on both desks; when it is declined, it holds on."""
    before = pair.state("ilse").digest
    channels.amend(pair.ilse, LINE, amended(), "Fewer pens.")
    pair.settle()
    for name in TWO:
        assert pair.state(name).digest == before
        assert len(pair.state(name).amendments) == 1
    channels.assent(pair.tomas, LINE, answer="decline", reason="My clerk writes well.")
    pair.settle()
    assert pair.state("ilse").digest == before
    (waiting,) = pair.state("ilse").amendments
    assert waiting.declined == ((pair.tomas.reader, "My clerk writes well."),)


def test_both_parties_amend(pair):
    """With the second assent the new charter is in force on both desks, and the letters go by it."""
    digest = channels.amend(pair.ilse, LINE, amended('courier = "none"'), "No couriers.")
    pair.settle()
    channels.assent(pair.tomas, LINE)
    pair.settle()
    for name in TWO:
        found, in_force = channels.charter_of(pair.desks[name], LINE)
        assert in_force == digest
        assert found.courier == "none"
    pair.letter("tomas", "By the new rules")
    pair.settle()
    assert checking.check(pair.ilse, LINE).findings == ()


def test_two_amendments_that_cross_end_alike_on_both_desks(pair):
    """Each proposes at once; whichever is completed, both desks go by the same charter, and nothing is forked."""
    one = channels.amend(pair.ilse, LINE, amended(), "Fewer pens.")
    two = channels.amend(pair.tomas, LINE, amended('courier = "none"'), "No couriers.")
    pair.settle()
    assert pair.state("ilse") == pair.state("tomas")
    assert {a.digest for a in pair.state("ilse").amendments} == {one, two}
    with pair.refused(UsageError, "Several amendments wait"):
        channels.assent(pair.ilse, LINE)
    with pair.refused(UsageError, "No single amendment"):
        channels.assent(pair.ilse, LINE, "zz")
    channels.assent(pair.ilse, LINE, two.hex()[:12])
    channels.assent(pair.tomas, LINE, one.hex()[:12])
    pair.settle()
    assert pair.state("ilse") == pair.state("tomas")
    assert pair.state("ilse").digest in {one, two}
    assert pair.state("ilse").amendments == ()
    assert pair.alarms("ilse") == pair.alarms("tomas")
    pair.letter("tomas", "After")
    pair.letter("ilse", "After")
    pair.settle()


def test_an_entry_under_the_old_charter_is_refused_once_its_author_knew(pair, monkeypatch):
    """Who has seen the amendment complete and still goes by the old charter is refused, and everybody is told."""
    old = pair.state("tomas").digest
    channels.amend(pair.ilse, LINE, amended(), "Fewer pens.")
    pair.settle()
    channels.assent(pair.tomas, LINE)
    pair.settle()
    from backchannel.desk import writing

    real = writing.make_header
    monkeypatch.setattr(writing, "make_header", lambda **more: real(**{**more, "charter": old}))
    with pair.refused(RuleError, "another charter"):
        pair.letter("tomas", "By the old rules")


def test_a_letter_that_crosses_an_amendment_stands(pair):
    """Written before its author could know, a letter under the old charter is taken on both desks."""
    channels.amend(pair.ilse, LINE, amended(), "Fewer pens.")
    pair.settle()
    channels.assent(pair.tomas, LINE)
    letter = pair.letter("ilse", "Before I knew")
    pair.settle()
    with pair.desks["tomas"].vault.read() as db:
        row = db.execute("SELECT standing, refusal FROM entries WHERE id = ?", (letter.header.id,)).fetchone()
    assert row == ("taken", "")
    assert pair.alarms("tomas") == []


def test_an_amendment_cannot_change_the_parties(pair):
    """Neither adding nor dropping a party is an amendment."""
    pair.create("hanne")
    pair.introduce(("ilse", "hanne"))
    with pair.refused(RuleError, "cannot add or remove a party"):
        channels.amend(pair.ilse, LINE, charter(("ilse", "tomas", "hanne")), "One more.")
    with pair.refused(RuleError, "cannot add or remove a party"):
        channels.amend(pair.ilse, LINE, charter(("ilse",)), "One less.")


def test_an_amendment_by_a_clerk_or_to_an_old_charter_is_refused(sides):
    """A reader proposes no amendment; one that names another charter than the one in force is refused."""
    with sides.refused(RuleError, "Only a principal"):
        channels.amend(sides.greta, LINE, charter(TWO, ("greta", "pavel"), rules='courier = "none"'), "x")
    members = {(m.name, m.party): r for r, m in sides.state("ilse").members.items()}
    stale = read_charter_toml(charter(TWO, ("greta", "pavel")), lambda n, p: members[n, p], bytes(32), b"\1" * 32)
    content = {"charter": charter_bytes(stale).decode(), "cards": []}
    with sides.refused(RuleError, "no longer in force"), sides.book("ilse") as book:
        append(book, "amend", content)


def test_an_amendment_that_drops_a_reader_removes_him(sides):
    """Who is not in the charter that comes into force is on the channel no more."""
    channels.amend(sides.ilse, LINE, charter(TWO, ("pavel",)), "Fewer ears.")
    sides.settle()
    channels.assent(sides.tomas, LINE)
    sides.settle()
    assert sides.status("tomas", "greta") == "removed"
    later = sides.letter("ilse", "After", readers=["tomas", "pavel"])
    sides.settle()
    with pytest.raises(BackchannelError):
        sides.letter("greta", "Still here")
    assert later.header.seq > 0


# Leaving and closing


def test_who_leaves_reads_and_writes_nothing_more(sides):
    """After leaving nothing can be written, nothing of what follows can be read; the others see that he left."""
    channels.leave(sides.greta, LINE, "Posted to Rothav.")
    sides.settle()
    assert sides.status("tomas", "greta") == "left"
    with sides.refused(RuleError, "not on the channel any more"):
        sides.letter("greta", "One more")
    with sides.refused(RuleError, "had left"):
        channels.leave(sides.greta, LINE)
    with sides.refused(RuleError, ""):
        sides.letter("ilse", "To her", readers=["greta"])
    letter = sides.letter("ilse", "After", readers=["tomas", "pavel"])
    sides.settle()
    with sides.desks["greta"].vault.read() as db:
        assert db.execute("SELECT key FROM entries WHERE id = ?", (letter.header.id,)).fetchone() == (b"",)
    assert checking.check(sides.greta, LINE).findings == ()
    assert sides.alarms("ilse") == []


def _left_then(table: Table, change) -> None:
    """Hanne leaves, the others change something, and then release what she wrote with them."""
    for name in ("ilse", "tomas", "hanne"):
        identities.make_identity(table.desks[name])
    letter = table.letter("ilse", "One")
    table.settle()
    channels.leave(table.hanne, LINE, "Our talks are over.")
    table.settle()
    change(table)
    table.settle()
    after = table.letter("tomas", "After she left")
    table.settle()
    sheet = releases.propose(table.ilse, LINE, [Wish(letter.reference, {}, {})], purpose="For the record")
    table.settle()
    for act in (releases.consent, releases.sign, releases.attribute_release):
        for name in ("ilse", "tomas", "hanne"):
            if act is not releases.consent or name != "ilse":
                act(table.desks[name], LINE, sheet.reference)
                table.settle()
    assert releases.export(table.hanne, LINE, sheet.reference)
    assert table.alarms("ilse") == table.alarms("tomas") == table.alarms("hanne") == []
    assert after.document is not None


def test_who_left_a_channel_of_three_consents_after_an_amendment(empty):
    """Two of three amend after the third has left; the release that needs all three is still completed."""
    names = ("ilse", "tomas", "hanne")
    for name in names:
        empty.create(name)
    empty.introduce(names)
    empty.open_line(names, rules="amend = 2")

    def change(table: Table) -> None:
        text = charter(names, rules='amend = 2\ncourier = "none"')
        channels.amend(table.ilse, LINE, text, "No couriers.")
        table.settle()
        channels.assent(table.tomas, LINE)

    _left_then(empty, change)


def test_who_left_a_channel_consents_after_a_reader_was_added(three):
    """A reader added after somebody left does not cut off the one who left."""
    three.create("greta")
    for name in ("ilse", "tomas", "hanne"):
        three.know(name, "greta")
        three.know("greta", name)

    def change(table: Table) -> None:
        readers.add(table.ilse, LINE, "Greta Lund", "She drafts.")
        table.carry("ilse", "greta")
        channels.accept(table.greta, LINE)

    _left_then(three, change)


def test_a_clerk_closes_nothing_and_a_closed_channel_stays_readable(sides):
    """Only a principal closes; afterwards letters are read as before, and nothing new is written."""
    letter = sides.letter("ilse", "One")
    sides.settle()
    with sides.refused(RuleError, "Only a principal may close"):
        channels.close(sides.greta, LINE)
    channels.close(sides.ilse, LINE, "It is done.")
    sides.settle()
    assert sides.state("tomas").closing_reason == "It is done."
    for act in (
        lambda: sides.letter("tomas", "More"),
        lambda: channels.close(sides.tomas, LINE),
        lambda: channels.amend(sides.tomas, LINE, charter(TWO, ("greta", "pavel")), "x"),
        lambda: readers.remove(sides.tomas, LINE, "Pavel Dorn", "x"),
    ):
        with sides.refused(RuleError, "was closed"):
            act()
    from backchannel.desk import letters

    assert letters.show(sides.tomas, LINE, letter.reference).document is not None


# Names


def test_a_channel_is_renamed_on_this_desk_only(pair):
    """What one desk calls a channel is its own affair; a name that is taken or empty is refused."""
    channels.rename(pair.ilse, LINE, "Evening line")
    assert [s.channel.name for s in channels.every_standing(pair.tomas)] == [LINE]
    pair.open_line(TWO, title="Another")
    with pair.refused(UsageError, "already calls"):
        channels.rename(pair.ilse, "Another", "Evening line")
    with pair.refused(BadInputError, "one line"):
        channels.rename(pair.ilse, "Another", "  ")
    with pair.refused(UsageError, "no channel called"):
        channels.standing(pair.ilse, LINE)


def test_a_name_of_a_second_line_or_of_hidden_characters_is_refused(pair):
    """A channel's name is one line that shows what it is."""
    for name in ("two\nlines", "one\u202eeno"):
        with pair.refused(BadInputError, "one line"):
            channels.rename(pair.ilse, LINE, name)


def test_two_channels_of_one_title_are_told_apart(pair):
    """A second channel of the same title gets a number here, and its identifier's first characters name it too."""
    again = channels.propose(pair.ilse, charter(TWO))
    assert again.name == f"{LINE} (2)"
    assert channels.standing(pair.ilse, again.id.hex()[:8]).channel.id == again.id


def test_a_member_of_two_parties_names_is_said_by_party(empty):
    """Where two members have one name, the bare name is refused and Party/Name is not."""
    from tests.desk.table import PEOPLE

    PEOPLE["double"] = ("Ilse Maren", "Ostrava")
    try:
        for name in ("ilse", "double"):
            empty.create(name)
        empty.introduce(("ilse", "double"))
        empty.open_line(("ilse", "double"))
        with empty.refused(UsageError, "Party/Name"):
            channels.member(empty.state("ilse"), "Ilse Maren")
        assert channels.member(empty.state("ilse"), "Ostrava/Ilse Maren")[0] == empty.double.reader
    finally:
        del PEOPLE["double"]


def test_an_introduced_card_is_no_confirmed_one(sides):
    """A card that an entry brings is shown as introduced, and does not replace one that was imported by hand."""
    with sides.book("ilse") as book:
        append(book, "add-reader", {"card": card_value(_oskar(sides)), "reason": "He drafts."})
    sides.settle("ilse", "greta", "tomas", "pavel")
    shown = [s for s in people.every_contact(sides.tomas) if s.person == "Oskar Thal"]
    assert [s.standing for s in shown] == ["introduced"]


def _oskar(table: Table):
    from dataclasses import replace

    return replace(table.create("oskar").card, party="Valdria")
