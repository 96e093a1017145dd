"""A narrow channel leaves no trace: nobody beside it sees anything else, by whatever command of planning."""

import shlex

import pytest
from tests.desk.planning.filling import ON_A_GROUP, ON_A_LEDGER, PAPER, WRITING, Terminal, leaves, lines, rest
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import PEOPLE, dump

from backchannel.desk import importing, readers
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases
from backchannel.planning.vocabulary import KINDS
from backchannel.vault import acts, channels

OPEN, SECRET, PRIVATE = "alder", "perlmutt", "hornblende"
"""Words in the names of everything on the strait desk, on the small group, and on Ilse's own ledger."""
READING = """
case show
case list
case timeline
case timeline --from 2030-01-01 --to 2032-01-01
pledges show
pledges check
incident list
incident reservations
incident show "{0} incident"
press line "{0} press"
press log
press list
concern who --issue passage
concern who --issue "the {0}"
consult list
consult show "{0}"
consult overdue
consult reports
consult suggestions
proposal list
proposal check "{0} proposal"
proposal orders
calendar show
calendar shift "{0} stage" +3d --dry-run
calendar export
calendar export --for Norlund
calendar export --private neutral
circular list
circular status "{0}"
circular points "{0}"
telegram show "{0}"
telegram gaps
contacts list
date resolve "Friday of this week" --from 2031-05-05
interests list --dropped
interests check FILE --issue passage
positions show
positions show passage --withdrawn
positions distance
gains show PAPER
gains list
linkage explain passage
linkage list
linkage open passage
meeting ready "{0} meeting"
meeting list
comment list "{0} options"
comment list "{0} options/A"
group
paper due
paper list
options compare "{0} options"
options list
guidelines check FILE
guidelines list
owed
reactions --all
points
promises
events
quiet
efforts
allies
allies history Norlund passage
wedge --issue passage
"""
PLANNING = frozenset(
    (
        *("case", "pledges", "incident", "press", "concern", "consult", "proposal", "calendar", "circular", "telegram"),
        *("contacts", "date", "interests", "positions", "gains", "linkage", "meeting", "comment", "group", "paper"),
        *("options", "guidelines", "owed", "reactions", "points", "promises", "events", "quiet", "efforts", "allies"),
        "wedge",
    )
)
CHANGING = frozenset(
    {
        *(f"case {one}" for one in ("new", "open", "issue", "party", "person", "lane", "file")),
        *(f"pledges {one}" for one in ("add", "answer", "log", "withdraw", "end")),
        *(f"incident {one}" for one in ("new", "account", "withdraw", "point", "settle", "close", "print")),
        *(f"press {one}" for one in ("set", "confirm", "lay", "withdraw", "said")),
        *(f"concern {one}" for one in ("note", "drop")),
        *(f"consult {one}" for one in ("open", "put-off", "approach", "close", "answer", "too-little", "round")),
        *(f"consult {one}" for one in ("within", "tell", "inform", "suggest", "reply")),
        *(f"proposal {one}" for one in ("draft", "drop", "send", "order", "lift", "waive", "unwaive")),
        *(f"calendar {one}" for one in ("stage", "change", "end", "depends", "for", "import")),
        *(f"circular {one}" for one in ("send", "correct", "happened", "ack", "adapt")),
        *(f"telegram {one}" for one in ("write", "export", "series")),
        *(f"contacts {one}" for one in ("propose", "accept", "decline", "withdraw")),
        *(f"interests {one}" for one in ("add", "drop", "bind", "unbind")),
        *(f"positions {one}" for one in ("put", "withdraw", "apart", "limit", "lift")),
        *(f"gains {one}" for one in ("add", "drop")),
        *(f"linkage {one}" for one in ("add", "met", "drop")),
        *(f"meeting {one}" for one in ("new", "prepare", "go", "no-go")),
        *(f"comment {one}" for one in ("add", "answer")),
        *(f"group {one}" for one in ("new", "add", "remove", "ceiling")),
        *(f"paper {one}" for one in ("ask", "add", "move", "deliver", "drop", "view", "decide")),
        *(f"options {one}" for one in ("new", "heading", "add", "put", "drop", "take-up", "view", "decide")),
        *(f"guidelines {one}" for one in ("add", "take", "strike", "answer")),
        *(f"reactions {one}" for one in ("ask", "answer", "chase", "withdraw")),
        *(f"points {one}" for one in ("raise", "view", "settle", "postpone", "met", "drop")),
        *(f"promises {one}" for one in ("make", "keep", "withdraw")),
        *(f"events {one}" for one in ("note", "happened")),
        "quiet contact",
        "efforts note",
        *(f"allies {one}" for one in ("note", "withdraw")),
    }
)
"""The commands of planning that write acts, or files for which others are asked: what they show the others show too."""
BOOKKEEPING = {"pairs", "postings", "outbox", "meta"}
"""Tables of who was sent what, and when: an exchange moves them."""


def test_no_command_that_reads_is_forgotten():
    """Every command of planning is in one of the two lists, so that a new one is attacked here too."""
    every = {one.get_default("command") for one in leaves()}
    planning = {one for one in every if one.split()[0] in PLANNING}
    read = {one for one in planning if any(_is(line, one) for line in READING.strip().splitlines())}
    assert not planning - read - CHANGING
    assert planning >= CHANGING


def _is(line, command):
    words = shlex.split(line)
    return words[: len(command.split())] == command.split()


@pytest.fixture
def terminal(case, capsys, monkeypatch):
    """The case with one thing of every kind on the strait desk, which everybody of Valdria reads."""
    (case.folder / "paper.md").write_text(PAPER, encoding="utf-8")
    for name in ("ilse", "greta", "karl"):
        list(importing.import_files(case.desks[name], importing.files_of([case.folder / "paper.md"])))
    terminal = Terminal(case, capsys, monkeypatch)
    fill(terminal, WRITING, DESK, OPEN)
    case.settle("ilse", "greta", "karl")
    return terminal


def fill(terminal, text, channel, word):
    for words in lines(text, word, channel, str(terminal.table.folder / "paper.md")):
        code, _, error = terminal.run("ilse", *words)
        assert code in (0, 1), (words, error)


def fill_narrowly(terminal):
    """One thing of every kind on the small group and on Ilse's own ledger, in words of their own."""
    ilse = terminal.table.ilse
    cases.open_on(ilse, "", GROUP)
    fill(terminal, WRITING + ON_A_GROUP, GROUP, SECRET)
    fill(terminal, WRITING + ON_A_LEDGER, OWN, PRIVATE)
    for channel, word in ((GROUP, SECRET), (OWN, PRIVATE)):
        rest(ilse, channel, word, but=types_on(ilse, channel))
        assert types_on(ilse, channel) >= {kind.name for kind in KINDS} - {"case"}


def types_on(desk, channel, of=frozenset):
    with desk.vault.read() as db:
        number = {one.name: one.id for one in channels.every(db)}[channel]
        known = (*acts.cases(db), b"")
        return of(act.type for case in known for _, act in acts.of_case(db, case) if act.channel == number)


def read(terminal, name):
    """Everything that the commands which read say to somebody, by names that stand there and by one that must not."""
    file, said = str(terminal.table.folder / "paper.md"), {}
    for word in (OPEN, SECRET) if PEOPLE[name][1] == "Valdria" else (SECRET,):
        for words in lines(READING, word, "", file):
            for how in ((), ("--json",)):
                said[*words, *how] = terminal.run(name, *how, *words)
    # None stopped where it had not yet read anything.
    assert {code for code, _, _ in said.values()} <= set(range(7))
    return said


def test_a_narrow_channel_leaves_no_trace_for_anybody_beside_it(terminal):
    """Karl, an ally and the other side: their vaults and every answer of every command are as they were."""
    table = terminal.table
    table.settle()
    beside = ("karl", "hanne", "tomas")
    vaults, answers = {one: dump(table.desks[one]) for one in beside}, {one: read(terminal, one) for one in beside}
    assert OPEN in repr(answers["karl"])
    fill_narrowly(terminal)
    table.settle()
    assert SECRET in repr(read(terminal, "greta"))
    for one in beside:
        after = dump(table.desks[one])
        changed = {name for name in after if after[name] != vaults[one][name]}
        told = [row for row in after["acts"] if row not in vaults[one]["acts"]]
        assert (told, changed - BOOKKEEPING) == ([], set()), one
        later = read(terminal, one)
        assert {words: later[words] for words in later if later[words] != answers[one][words]} == {}
        assert not any(bytes(word, "utf-8") in repr(after).encode() for word in (SECRET, PRIVATE))


@pytest.mark.parametrize("channel", [GROUP, OWN])
def test_what_is_said_onto_a_narrow_channel_stands_nowhere_else(terminal, channel):
    """Not even where something of the same name stands on a wider one: it is written here alone, or refused."""
    table = terminal.table
    if channel == GROUP:
        cases.open_on(table.ilse, "", GROUP)
    before = types_on(table.ilse, DESK, list)
    for words in lines(WRITING, OPEN, channel, str(table.folder / "paper.md")):
        if "--onto" in words:
            code, _, error = terminal.run("ilse", *words)
            assert code in (0, 2, 4), (words, error)
            assert types_on(table.ilse, DESK, list) == before, words
    assert len(types_on(table.ilse, channel)) > 10


def test_who_joins_the_desk_later_sees_nothing_of_what_stood_beside_it(terminal, monkeypatch):
    """Neither a word nor a number of the small group or of an own ledger comes to a new member of the strait desk."""
    table = terminal.table
    monkeypatch.setitem(PEOPLE, "sven", ("Sven Aldo", "Valdria"))
    fill_narrowly(terminal)
    table.create("sven")
    for other in ("ilse", "greta"):
        table.know("sven", other)
        table.know(other, "sven")
    readers.remove(table.ilse, DESK, "Karl Oden", "He goes to Sela.")
    table.settle("ilse", "greta", "karl")
    readers.add(table.ilse, DESK, "Sven Aldo", "He comes in his place.")
    table.settle("ilse", "greta", "sven")
    with table.ilse.vault.read() as db:
        secret = [one.id for one in channels.every(db) if one.name in (GROUP, OWN)]
        ids = [act.id for case in acts.cases(db) for _, act in acts.of_case(db, case) if act.channel in secret]
    said = read(terminal, "sven")
    asked = {words for words in said if any(word in one for one in words for word in (SECRET, PRIVATE))}
    seen = repr(dump(table.sven)) + repr([said[words] for words in said if words not in asked])
    assert DESK in seen
    for one in (SECRET, PRIVATE, GROUP, *(repr(one)[2:-1] for one in (*secret, *ids)), *(one.hex() for one in ids)):
        assert one not in seen
