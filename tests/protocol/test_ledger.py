"""The ledger: one state from the same entries, whatever order they came in."""

import random as chance
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.protocol.histories import Desk, add, amend, assent, opened, remove
from tests.protocol.people import TWO, card_of, charter_of, reader_of
from tests.protocol.test_state import amended

from backchannel.protocol.charter import charter_bytes, charter_digest
from backchannel.protocol.encoding import h
from backchannel.protocol.ledger import Ledger
from backchannel.protocol.state import ACTIVE, FOLDED_KINDS, REMOVED

THREE = charter_of({"Varland": ["Ana*", "Bek*"], "Osmar": ["Caro*", "Dov"], "Tessaly": ["Eni*"]}, amend=2, ceiling=3)
ANA, BEK = reader_of("Ana", "Varland"), reader_of("Bek", "Varland")
CARO, DOV = reader_of("Caro", "Osmar"), reader_of("Dov", "Osmar")
NAMES = ("Ana", "Bek", "Caro", "Dov", "Eni")
NEWCOMERS = [card_of("Fil", "Varland"), card_of("Gus", "Varland"), card_of("Hal", "Osmar")]
FORGETS = "It forgets something that its author had seen before."
OMITS = "It leaves out something that an entry which it has seen had seen."
TWO_HISTORIES = "It has seen another entry at a place where this desk holds one: somebody shows two histories."


def act(channel, name, what, pick):
    """Let somebody do something, whether it is allowed or not, by what his own desk knows."""
    state = channel[name].state
    if what == "assent":
        waiting = [a.digest for a in state.amendments] or [state.channel]
        return channel.write(
            name, "assent", **assent(waiting[pick % len(waiting)], "decline" if pick == 7 else "assent")
        )
    if what == "amend":
        drop = (DOV,) if pick % 3 == 0 else ()
        new = amended(channel, name=name, drop=drop, retention_days=pick, write=("members", "principals")[pick % 2])
        return channel.write(name, "amend", **amend(new))
    if what == "add":
        return channel.write(name, "add-reader", **add(NEWCOMERS[pick % len(NEWCOMERS)]))
    if what == "replace":
        new = replace(card_of(f"{name} {pick}", state.members[channel[name].reader].party), person=f"{name} {pick}")
        return channel.write(name, "add-reader", **add(new, replaces=(BEK, DOV)[pick % 2].hex()))
    if what == "remove":
        return channel.write(name, "remove-reader", **remove((BEK, DOV, ANA)[pick % 3]))
    if what == "mend":
        return channel.write(name, "mend", author=DOV.hex(), seq=1, entry=h(bytes([pick])).hex(), reason="A fork.")
    return channel.write(name, what)


ACTS = [*["assent", "letter"] * 3, *["amend"] * 2, "add", "replace", "remove", "ack", "leave", "mend", "close"]
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(ACTS), st.integers(0, 8), st.sets(st.sampled_from(NAMES))),
    min_size=1,
    max_size=14,
)


def played(steps):
    """A history: somebody acts, then all that there is reaches some of the desks, and so on."""
    channel = opened(THREE)
    for name, what, pick, heard in steps:
        act(channel, name, what, pick)
        if heard:
            channel.carry(*heard)
    return channel


def told(entries, order, *, reads=True):
    """A desk that gets all entries in an order which keeps each author's own."""
    desk = Desk(THREE, reads=reads)
    chains = {}
    for entry in entries:
        chains.setdefault(entry[0].author, []).append(entry)
    while chains:
        author = order.choice(sorted(chains))
        desk.receive(chains[author].pop(0))
        if not chains[author]:
            del chains[author]
    return desk


@settings(max_examples=60, deadline=None)
@given(STEPS, st.integers(0, 2**32))
def test_every_order_of_arrival_gives_one_state_and_the_same_verdicts(steps, seed):
    """Assents, amendments, additions, removals and closes that cross: all desks end at the same state."""
    channel = played(steps)
    channel.carry()
    reference = channel["Ana"]
    order = chance.Random(seed)
    for reads in (True, True, False):
        desk = told(channel.entries, order, reads=reads)
        assert desk.waiting == []
        assert desk.ledger.heads == reference.ledger.heads
        assert desk.state == reference.state
        if reads:
            assert desk.verdicts == reference.verdicts


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_the_state_does_not_depend_on_what_was_asked_before(steps):
    """A desk that asks for its state after every entry holds the same as one that never asked and one started anew."""
    channel = played(steps)
    channel.carry()
    asked, silent = Desk(THREE), Desk(THREE)
    for entry in channel.entries:
        asked.receive(entry)
        assert asked.state is not None
        silent.receive(entry)
    assert asked.state == silent.state == channel["Caro"].state
    again = Ledger(silent.channel, THREE, silent.ledger._find)
    kept = [
        (header, body)
        for header, body in channel.entries
        if silent.verdicts[header.id] == "" and header.kind in FOLDED_KINDS
    ]
    kept.sort(key=lambda e: (e[0].author, e[0].seq))
    refused = [(e[0].author, e[0].seq) for e in channel.entries if silent.verdicts[e[0].id]]
    again.load(silent.ledger.heads, kept, refused)
    assert again.state() == silent.state


@settings(max_examples=40, deadline=None)
@given(STEPS, st.data())
def test_a_desk_that_lacks_the_rest_agrees_on_every_past(steps, data):
    """The state in the causal past of any entry is the same at a desk that holds nothing else."""
    channel = played(steps)
    channel.carry()
    whole = channel["Ana"]
    header, _ = data.draw(st.sampled_from(channel.entries))
    past = header.past
    part = Desk(THREE)
    for entry in channel.entries:
        if entry[0].seq <= past.get(entry[0].author, 0):
            part.receive(entry)
    assert part.waiting == []
    assert part.state == whole.ledger.state_at(past)
    assert part.verdicts[header.id] == whole.verdicts[header.id]


def crossing():
    """Two amendments, each proposed and assented to without a sight of the other."""
    channel = opened(THREE)
    channel.write("Ana", "amend", **amend(amended(channel, retention_days=30)))
    channel.write("Caro", "amend", **amend(amended(channel, retention_days=60)))
    for_ana, for_caro = channel.entries[-2:]
    channel["Bek"].receive(for_ana)
    channel["Eni"].receive(for_ana)
    channel["Dov"].receive(for_caro)
    return channel


def test_of_two_crossing_amendments_the_first_complete_wins_everywhere():
    """Both have all their assents in their own past: at every desk the same one binds, and the other is void."""
    channel = opened(charter_of({"Varland": ["Ana*", "Bek*"], "Osmar": ["Caro*", "Dov*"]}))
    first = amended(channel, retention_days=30)
    second = amended(channel, retention_days=60)
    channel.write("Ana", "amend", **amend(first))
    one = channel.entries[-1]
    channel.write("Caro", "amend", **amend(second))
    other = channel.entries[-1]
    channel["Dov"].receive(one)
    channel["Bek"].receive(other)
    channel.write("Dov", "assent", **assent(channel["Dov"].state.amendments[0].digest))
    channel.write("Bek", "assent", **assent(channel["Bek"].state.amendments[0].digest))
    assert channel["Dov"].state.charter.retention_days == 30
    assert channel["Bek"].state.charter.retention_days == 60
    channel.carry()
    (winner,) = {d.state.charter.retention_days for d in channel.desks.values()}
    assert winner in {30, 60}
    for desk in channel.desks.values():
        assert desk.state.amendments == ()
        assert len(desk.state.history) == 2
    # An assent to the other one comes too late.
    loser = {30: second, 60: first}[winner]
    late = channel.write("Ana", "assent", **assent(charter_digest(charter_bytes(loser))))
    channel.carry()
    assert all("may have been overtaken" in said for said in channel.refusals(late).values())


def test_entries_that_went_by_the_amendment_that_lost_keep_their_verdict():
    """A letter written under the void amendment was right in its own past, and every desk says so."""
    channel = crossing()
    channel.write("Eni", "assent", **assent(channel["Eni"].state.amendments[0].digest))
    letter = channel.write("Eni", "letter")
    assert channel["Eni"].state.charter.retention_days == 30
    channel.carry()
    assert set(channel.refusals(letter).values()) == {""}
    assert len({d.state.digest for d in channel.desks.values()}) == 1


def test_concurrent_additions_beyond_the_ceiling():
    """Two principals each add one where one place is free: the same one is on the channel at every desk."""
    channel = opened(charter_of({"Varland": ["Ana*", "Bek*"], "Osmar": ["Caro*"]}, ceiling=3))
    one = channel.write("Ana", "add-reader", **add(NEWCOMERS[0]))
    other = channel.write("Bek", "add-reader", **add(NEWCOMERS[1]))
    channel.carry()
    assert set(channel.refusals(one).values()) == set(channel.refusals(other).values()) == {""}
    there = {tuple(sorted(d.state.active())) for d in channel.desks.values()}
    assert len(there) == 1
    assert len([c for c in NEWCOMERS[:2] if c.reader in next(iter(there))]) == 1


def test_a_removal_that_crosses_what_the_removed_one_wrote():
    """What he wrote before he knew counts; what he writes after he could know does not."""
    channel = opened(THREE)
    channel.write("Caro", "remove-reader", **remove(DOV))
    before = channel.write("Dov", "letter")
    channel.carry()
    after = channel.write("Dov", "letter")
    channel.carry()
    assert set(channel.refusals(before).values()) == {""}
    assert set(channel.refusals(after).values()) == {"Its author is not on the channel."}


def test_a_reader_added_while_an_amendment_crossed_stays():
    """The amendment's author could not have known of him."""
    channel = opened(charter_of(TWO))
    channel.write("Ana", "amend", **amend(amended(channel, retention_days=9)))
    channel.write("Caro", "add-reader", **add(card_of("Hal", "Osmar")))
    channel.carry()
    channel.write("Caro", "assent", **assent(channel["Caro"].state.amendments[0].digest))
    channel.carry()
    for desk in channel.desks.values():
        assert desk.state.charter.retention_days == 9
        assert desk.state.members[card_of("Hal", "Osmar").reader].status == ACTIVE


def seen_without(desk, *authors):
    """What a desk has seen, without some."""
    return {a: head for a, head in desk.ledger.heads.items() if a not in authors}


def test_attack_an_author_who_forgets_what_he_had_seen():
    """He is refused once, and again when he repeats it, until he admits again what he had seen."""
    channel = opened(THREE)
    channel.write("Caro", "letter")
    channel.carry()
    assert channel.write("Dov", "letter") in channel.entries
    channel.carry()
    for _ in range(3):
        entry = channel.write("Dov", "letter", seen=seen_without(channel["Dov"], ANA))
        channel.carry()
        assert set(channel.refusals(entry).values()) == {FORGETS}
    honest = channel.write("Dov", "letter")
    channel.carry()
    assert set(channel.refusals(honest).values()) == {""}


def test_attack_an_author_who_leaves_out_what_he_must_have_seen():
    """Whoever has seen an entry has seen what it had seen, and saying otherwise twice does not make it true."""
    channel = opened(THREE)
    channel.write("Caro", "remove-reader", **remove(DOV))
    channel.carry("Caro", "Ana")
    channel.write("Ana", "ack")
    channel.carry()
    old = {CARO: (1, channel["Dov"].held[CARO, 1].id)}
    for _ in range(3):
        entry = channel.write("Dov", "letter", seen=channel["Dov"].ledger.heads | old)
        channel.carry()
        assert set(channel.refusals(entry).values()) == {OMITS}


def test_attack_an_author_who_has_seen_another_history():
    """An identifier that is not the one here is told to the reader, at a new number and at an old one alike."""
    channel = opened(THREE)
    channel.write("Caro", "letter")
    channel.carry()
    false = channel["Dov"].ledger.heads | {CARO: (2, h(b"another letter"))}
    for _ in range(2):
        entry = channel.write("Dov", "letter", seen=false)
        channel.carry()
        assert set(channel.refusals(entry).values()) == {TWO_HISTORIES}
    assert set(channel.refusals(channel.write("Dov", "letter")).values()) == {"", None}
    again = channel.write("Dov", "letter", seen=false)
    channel.carry()
    assert set(channel.refusals(again).values()) == {TWO_HISTORIES}


def test_a_broken_link_stays_known_over_a_restart():
    """A desk that starts anew from its vault judges the next entry as it would have without."""
    channel = opened(THREE)
    channel.write("Caro", "letter")
    channel.write("Dov", "letter")
    channel.carry()
    channel.write("Dov", "letter")
    channel.write("Dov", "letter", seen=seen_without(channel["Dov"], ANA))
    channel.carry()
    desk = channel["Eni"]
    refused = [(DOV, desk.ledger.heads[DOV][0])]
    again = Ledger(desk.channel, THREE, lambda a, n: desk.held.get((a, n)))
    assents = [e for e in channel.entries if e[0].kind == "assent"]
    again.load(desk.ledger.heads, assents, refused)
    repeated = channel["Dov"].make("letter", seen=seen_without(channel["Dov"], ANA))
    assert again.take(*repeated).refusal == desk.ledger.take(*repeated).refusal == FORGETS


def test_an_entry_waits_for_its_past_and_changes_nothing_meanwhile():
    """Gaps in the own chain and in what was seen: the entry waits, and is taken when they are filled."""
    channel = opened(THREE)
    one = channel.write("Ana", "letter")
    channel["Caro"].receive(one)
    two = channel.write("Caro", "letter")
    three = channel.write("Caro", "letter")
    desk = channel["Eni"]
    heads, state = dict(desk.ledger.heads), desk.state
    for entry in (three, two):
        desk.receive(entry)
        assert desk.ledger.heads == heads
        assert desk.state == state
        assert not desk.ledger.complete(entry[0])
    desk.receive(one)
    assert desk.waiting == []
    assert desk.ledger.heads[CARO] == (3, three[0].id)


def test_attack_an_entry_beside_the_chain():
    """A second entry at a place, or one that names another before it, is never taken in."""
    channel = opened(THREE)
    desk = channel["Eni"]
    heads = dict(desk.ledger.heads)
    number, head = heads[ANA]
    for after in ((number - 1, bytes(32)), (number, h(b"another")), (number + 1, head)):
        entry = channel["Ana"].make("letter", after=after)
        assert desk.ledger.take(*entry).waits
    assert desk.ledger.heads == heads


def test_attack_see_the_future():
    """An entry that says it has seen what does not exist waits for ever, and stops nobody else."""
    channel = opened(THREE)
    entry = channel["Dov"].make("letter", seen=channel["Dov"].ledger.heads | {CARO: (10**9, h(b"x"))})
    channel.put(entry)
    letter = channel.write("Ana", "letter")
    channel.carry()
    assert set(channel.refusals(entry).values()) == {None}
    assert set(channel.refusals(letter).values()) == {""}


def test_a_refused_entry_keeps_its_place_and_has_no_effect():
    """The chain goes on after it."""
    channel = opened(THREE)
    refused = channel.write("Dov", "close")
    letter = channel.write("Dov", "letter")
    channel.carry()
    assert all("Only a principal" in said for said in channel.refusals(refused).values())
    assert set(channel.refusals(letter).values()) == {""}
    assert not channel["Ana"].state.closed


def test_a_desk_that_cannot_open_letters_holds_the_same_state():
    """Shared state depends on headers and on bodies that all can open."""
    channel = opened(THREE)
    channel.write("Ana", "letter", readers=[ANA, CARO])
    channel.write("Caro", "add-reader", **add(NEWCOMERS[2]))
    channel.carry()
    blind = told(channel.entries, chance.Random(1), reads=False)
    assert blind.state == channel["Ana"].state
    assert blind.state.members[NEWCOMERS[2].reader].status == ACTIVE


@pytest.mark.parametrize("count", [600])
def test_a_long_ledger_is_folded_in_order(count):
    """Many entries, more than the states that are remembered: the state is the same as by a new start."""
    channel = opened(charter_of({"Varland": ["Ana*", "Bek"], "Osmar": ["Caro*"]}))
    ana, caro = channel["Ana"], channel["Caro"]
    for number in range(count // 2):
        kind = "remove-reader" if number % 2 == 0 else "add-reader"
        fields = remove(BEK) if number % 2 == 0 else add(card_of("Bek", "Varland"))
        caro.receive(ana.write(kind, **fields))
        ana.receive(caro.write("ack"))
    assert set(ana.verdicts.values()) == {""}
    assert ana.state == caro.state
    assert ana.state.members[BEK].status == (REMOVED if (count // 2) % 2 else ACTIVE)
    caro.ledger._states.clear()
    caro.ledger._states[()] = caro.ledger._founding
    assert caro.ledger.state() == ana.state
