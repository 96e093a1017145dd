"""An incident at several desks: the dossier by the minute, nobody's account in another's place, and no precedent."""

from dataclasses import replace

import pytest
from tests.desk.planning.office import DESK, NORLUND
from tests.desk.table import LINE

from backchannel.desk import knowledge, releases
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, incidents, printing
from backchannel.desk.planning.incidents import Placed
from backchannel.desk.writing import append
from backchannel.errors import RuleError, UsageError
from backchannel.planning.acts import content
from backchannel.planning.hours import clock, read_moment
from backchannel.planning.incidents import ACCOUNT, OF, Account, Authority, Consulted, Incident, Means, Step
from backchannel.record.dates import parse

NOTE = (
    "The envoy came to the house at about half past four and said that Ostrava would print the timetable.",
    "He had no instructions on who was to be told. He agreed that this would set no pattern for later papers.",
)
INCIDENT = Incident("the printed timetable", "Ostrava", "Ostrava printed it with too little asked", parse("2031-05-05"))
ZONE = "Europe/Oslo"
TOLD = Account(
    "Valdria",
    "He said that Ostrava would print the timetable.",
    Step.ANNOUNCEMENT,
    read_moment("about half past four", parse("2031-05-05"), ZONE, "16:30"),
    "Tomas Reik",
    ("Greta Lund",),
    Means.IN_PERSON,
    consulted=Consulted.TOO_LITTLE,
    words="said that Ostrava would print the timetable",
)
RESERVED = Account(
    "Valdria",
    "It sets no pattern.",
    Step.RESERVATION,
    by="Ilse Maren",
    to=("Tomas Reik",),
    words="this would set no pattern for later papers",
    no_precedent=True,
)


@pytest.fixture
def dossier(case):
    """The case with a note of the talk on the strait desk, and an incident that rests on it."""
    case.note = f"{DESK}/{case.letter('ilse', *NOTE, channel=DESK, readers=('greta', 'karl')).reference}"
    incidents.new(case.ilse, INCIDENT, rests_on=[f"{case.note}/1"])
    case.settle("ilse", "greta", "karl")
    return case


def test_who_told_whom_what_at_which_minute_on_which_passage(dossier):
    """The account with its hour, means, authority and finding, and the words of the passage beside it."""
    kept = incidents.account(dossier.ilse, "the printed timetable", TOLD, rests_on=[f"{dossier.note}/1"])
    dossier.settle("ilse", "greta")
    found = incidents.show(dossier.greta, "the printed timetable")
    (step,) = found.chain.happenings
    says = step.accounts[0].says
    assert (clock(says.at), says.by, says.means, says.consulted) == (
        "5 May 2031, 16:30",
        "Tomas Reik",
        Means.IN_PERSON,
        Consulted.TOO_LITTLE,
    )
    assert found.passages[kept.id][0].text == NOTE[0]
    assert found.words[kept.id].stands


def test_consulted_too_little_is_not_the_same_as_not_consulted(dossier):
    """Each account keeps its own finding, side by side."""
    kept = incidents.account(dossier.ilse, "the printed timetable", TOLD, rests_on=[f"{dossier.note}/1"])
    for teller, value in (("Ostrava", Consulted.CONSULTED), ("Karl Oden", Consulted.NOT)):
        incidents.account(
            dossier.ilse,
            "the printed timetable",
            replace(TOLD, of=teller, consulted=value, words=""),
            Placed(beside=kept.id.hex()[:8]),
        )
    found = incidents.show(dossier.ilse, "the printed timetable").chain
    assert [value for _, value in found.consultation] == [Consulted.TOO_LITTLE, Consulted.CONSULTED, Consulted.NOT]
    assert len({*Consulted}) == 4
    assert "consultation" in found.happenings[0].differs


def test_words_that_were_not_said_are_refused(dossier):
    """In an account too the other side's exact words are quoted exactly, with their passage."""
    for words, rests, says in (
        ("Ostrava would never print the timetable", [f"{dossier.note}/1"], "do not stand in"),
        ("said that Ostrava would print the timetable", [], "need the passage"),
    ):
        with dossier.refused((RuleError, UsageError), says):
            incidents.account(dossier.ilse, "the printed timetable", replace(TOLD, words=words), rests_on=rests)


def test_an_account_is_not_put_in_the_place_of_another_s(dossier):
    """Ilse changes what we say and not what they say; Greta's program, which does, changes nothing of it."""
    theirs = incidents.account(
        dossier.ilse, "the printed timetable", replace(TOLD, of="Ostrava", what="We asked on Monday.", words="")
    )
    with dossier.refused(RuleError, "stands beside it"):
        incidents.amend(dossier.ilse, theirs.id.hex()[:8], replace(TOLD, words=""))
    dossier.settle("ilse", "greta")
    with cases.change(dossier.greta) as acting:
        kept = acting.board.get(ACCOUNT, theirs.id)
        acting.revise(ACCOUNT, kept, replace(kept.says, of="Valdria", what="They never asked."))
    dossier.settle("ilse", "greta")
    (step,) = incidents.show(dossier.ilse, "the printed timetable").chain.happenings
    assert [(one.says.of, one.says.what) for one in step.accounts] == [
        ("Ostrava", "We asked on Monday."),
        ("Valdria", "They never asked."),
    ]
    incidents.amend(dossier.ilse, theirs.id.hex()[:8], replace(kept.says, what="We asked on Sunday."), settle=True)
    (step,) = incidents.show(dossier.ilse, "the printed timetable").chain.happenings
    assert [one.says.what for one in step.accounts] == ["We asked on Sunday.", "They never asked."]


def test_an_act_of_another_party_does_not_reach_our_dossier(dossier):
    """Hanne, whose line Ilse shares, writes an account that names our case and our incident: nothing is changed."""
    before = incidents.show(dossier.ilse, "the printed timetable")
    number = cases.show(dossier.ilse).id
    with dossier.book("hanne", NORLUND) as book:
        append(
            book,
            "act",
            content(
                ACCOUNT.name,
                ACCOUNT.write(Account("Valdria", "We agreed beforehand.")),
                case=number,
                names={OF: (before.chain.incident.id,)},
            ),
        )
    dossier.settle("ilse", "hanne")
    after = incidents.show(dossier.ilse, "the printed timetable")
    assert after.chain.happenings == before.chain.happenings


def test_points_stay_until_they_are_settled_and_keep_the_incident_open(dossier):
    """An incident with an open point is not closed; a settled point stays, with how."""
    incidents.point(dossier.ilse, "the printed timetable", "Who was told first?")
    with dossier.refused(UsageError, "not in this dossier yet"):
        incidents.point(dossier.ilse, "the printed timetable", "Who was  told first?")
    with dossier.refused(RuleError, "not settled"):
        incidents.close(dossier.ilse, "the printed timetable", "done")
    incidents.settle(dossier.ilse, "Who was told first?", "The envoy says Greta was.")
    incidents.close(dossier.ilse, "the printed timetable", "The texts were printed together.")
    found = incidents.show(dossier.ilse, "the printed timetable").chain
    assert (found.unresolved, found.points[0].ended.why) == ((), "The envoy says Greta was.")
    assert found.incident.ended.how == "closed"


def test_a_repair_is_not_cited_as_a_precedent(dossier):
    """What was reserved binds the next repair: it is refused with the words, and an ordinary one is not."""
    first = incidents.account(dossier.ilse, "the printed timetable", Account("Valdria", "Both print it.", Step.REPAIR))
    incidents.new(dossier.ilse, Incident("the second paper", "Ostrava"))
    second = Account("Ostrava", "As in May.", Step.REPAIR)
    kept = incidents.account(dossier.ilse, "the second paper", second, Placed(basis=first.id.hex()[:8]))
    incidents.withdraw(dossier.ilse, kept.id.hex()[:8], "An error")
    incidents.account(dossier.ilse, "the printed timetable", RESERVED, rests_on=[f"{dossier.note}/2"])
    with dossier.refused(RuleError, "Tomas Reik was told: “this would set no pattern"):
        incidents.account(dossier.ilse, "the second paper", second, Placed(basis=first.id.hex()[:8]))
    assert [said.says.to for _, said in incidents.reserved(dossier.ilse)] == [("Tomas Reik",)]


def test_a_reserved_incident_is_the_basis_of_no_release_nor_is_the_release_that_repaired_it(dossier):
    """Whatever name it is cited by; the release machinery prints the reservation."""
    letter = dossier.letter("ilse", "The timetable is printed by both.")
    dossier.settle("ilse", "tomas")
    wish = releases.Wish(letter.reference, {}, {})
    sheet = releases.propose(dossier.ilse, LINE, [wish], purpose="Both print it.")
    again = {"purpose": "As then."}
    incidents.account(
        dossier.ilse,
        "the printed timetable",
        RESERVED,
        rests_on=[f"{dossier.note}/2"],
    )
    with dossier.refused(RuleError, "basis of nothing: it was reserved by Ilse Maren"):
        releases.propose(dossier.ilse, LINE, [wish], basis="incident:the printed timetable", **again)
    incidents.new(dossier.ilse, Incident("another paper", "Ostrava"), onto=OWN)
    with dossier.refused(RuleError, "is no release"):
        releases.propose(dossier.ilse, LINE, [wish], basis="incident:another paper", **again)
    with dossier.refused(UsageError, "no incident"):
        releases.propose(dossier.ilse, LINE, [wish], basis="incident:nothing", **again)
    with dossier.refused(RuleError, "would learn from this"):
        incidents.account(
            dossier.ilse,
            "the printed timetable",
            Account("Valdria", "Both print it.", Step.REPAIR),
            release=f"{LINE}/{sheet.reference}",
        )
    value = Account("Valdria", "Both print it.", Step.REPAIR)
    incidents.account(dossier.ilse, "another paper", value, release=f"{LINE}/{sheet.reference}")
    incidents.account(
        dossier.ilse,
        "another paper",
        replace(RESERVED, words="", what="It is no pattern."),
        rests_on=[f"{dossier.note}/2"],
    )
    with dossier.refused(RuleError, "is no precedent and the basis of nothing"):
        releases.propose(dossier.ilse, LINE, [wish], basis=sheet.reference, **again)


def test_what_is_missing_is_said_in_one_sentence(dossier):
    """No teller, no such incident, a reservation that is none, an account of another incident."""
    for value, placed, says in (
        (replace(TOLD, of=""), None, "whose account"),
        (replace(TOLD, no_precedent=True), None, "choose that step"),
        (replace(TOLD, authority=Authority.PERSONAL, words=""), Placed(beside="0123456789"), "no account"),
    ):
        with dossier.refused(UsageError, says):
            incidents.account(dossier.ilse, "the printed timetable", value, placed, rests_on=[f"{dossier.note}/1"])
    with dossier.refused(UsageError, "no incident"):
        incidents.show(dossier.ilse, "nothing")
    with dossier.refused(UsageError, "name of its own"):
        incidents.new(dossier.ilse, INCIDENT)
    with dossier.refused(UsageError, "no party"):
        incidents.new(dossier.ilse, Incident("x", "Atlantis"))


def test_a_dossier_with_words_of_a_letter_is_printed_for_a_reason_that_is_kept(dossier):
    """Without one nothing is written; with one the register has the copy, and the file every account and gap."""
    kept = incidents.account(dossier.ilse, "the printed timetable", TOLD, rests_on=[f"{dossier.note}/1"])
    incidents.account(
        dossier.ilse,
        "the printed timetable",
        replace(TOLD, of="Ostrava", what="We asked <b>on Monday</b>.", words=""),
        Placed(beside=kept.id.hex()[:8]),
    )
    target = dossier.out / "dossier.html"
    with dossier.refused(UsageError, "why they are copied out", typed="--why"):
        printing.print_out(dossier.ilse, "the printed timetable", "html", target)
    printing.print_out(dossier.ilse, "the printed timetable", "html", target, why="for the minister tomorrow")
    page = target.read_text(encoding="utf-8")
    assert NOTE[0] in page
    assert "<b>on Monday" not in page
    assert "The accounts differ: what, words." in page
    told = knowledge.of_letter(dossier.ilse, DESK, dossier.note.rpartition("/")[2])
    assert any("for the minister tomorrow" in one.source for one in told)
    with dossier.refused(UsageError, "is there already"):
        printing.print_out(dossier.ilse, "the printed timetable", "html", target, why="again")
