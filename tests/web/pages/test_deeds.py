"""What is done and is to be done, on pages: meetings with their sheet, incidents, pledges, the line of the day."""

import re

import pytest
from tests.desk.planning.conftest import _case, _office, case, office  # noqa: F401
from tests.desk.planning.office import DESK, GROUP
from tests.desk.planning.test_incidents import NOTE
from tests.desk.planning.test_pledges import ACCEPTED, ASKED, OURS, REPORT
from tests.desk.table import LINE, dump

from backchannel.desk import knowledge
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, incidents, meetings, pledges, press
from backchannel.planning.meetings import Word
from backchannel.planning.pledges import Answered
from backchannel.planning.press import Standing

WORDS = "The ministers follow the matter closely."


@pytest.fixture
def table(case):  # noqa: F811
    """The office with a case, a letter each way on the line, and two reports on the strait desk."""
    case.asked = f"{LINE}/{case.letter('ilse', 'Dear colleague,', ASKED).reference}/2"
    case.settle("ilse", "tomas")
    case.accepted = f"{LINE}/{case.letter('tomas', ACCEPTED).reference}/1"
    case.settle("ilse", "tomas")
    for name, texts in (("report", (REPORT,)), ("own", (OURS,)), ("note", NOTE)):
        letter = case.letter("ilse", *texts, channel=DESK, readers=("greta", "karl"))
        setattr(case, name, f"{DESK}/{letter.reference}/1")
    case.settle("ilse", "greta", "karl")
    return case


@pytest.fixture
def ilse(sit, table):
    """Somebody at Ilse's desk."""
    return sit(table, "ilse")


@pytest.fixture
def there(table):
    """A function that gives the address of a page of the case."""
    identifier = cases.show(table.ilse).id.hex()[:16]
    return lambda part: f"/case/{identifier}/{part}"


def refused(table, visitor, address, act, says, which="", **fields):
    """Send a form that is to be refused, and require the reason on the page and that nothing changed."""
    before = {name: dump(desk) for name, desk in table.desks.items()}
    read = visitor.do(address, act, which, **fields)
    assert read.status == 422 and says in read.text, read.text
    assert {name: dump(desk) for name, desk in table.desks.items()} == before
    return read


# Meetings


@pytest.fixture
def meeting(table, ilse, there):
    """A meeting that Greta decides on; gives its address."""
    done = ilse.do(
        there("meetings"), "new", name="Port Aldeby", responsible="Greta Lund", purpose="To agree on the ferries",
        brings="A map\nTwo pilots", issue="passage", texts=f"what we say first = {table.note}\njoint record",
        no_allies="They sent us", expected="A paper", risk="The press", on="2031-06", place="The lock house",
    )  # fmt: skip
    assert re.search("meetings/[0-9a-f]{16}$", done.address), done.text
    table.settle("ilse", "greta", "karl")
    return done.address


def test_a_meeting_says_what_it_lacks(meeting, ilse, there):
    """R53: set up by a form; its page says what is missing and who decides, and the list says so too."""
    read = ilse.get(meeting)
    assert "1 thing missing" in read.text and "text not ready: joint record" in read.text
    assert "Greta Lund says go or no-go" in read.text and "Only Greta Lund decides" in read.text
    listed = ilse.get(there("meetings"))
    assert "Port Aldeby" in listed.text and "1 thing" in listed.text and "not decided" in listed.text


def test_what_is_prepared_grows_by_a_form(table, meeting, ilse):
    """A text gets its address, and nothing is missing then."""
    done = ilse.do(meeting, "prepare", texts=f"joint record={table.note}")
    assert "Nothing is missing" in done.text
    refused(table, ilse, meeting, "prepare", "no date", on="soon")


def test_the_responsible_person_alone_decides_and_says_why_he_goes_over_gaps(sit, table, meeting, ilse):
    """Others have no form for it, and one that is forged is refused; he goes over gaps with why, or says no-go."""
    before = dump(table.ilse)
    for act in ("go", "over", "no-go"):
        assert "Only Greta Lund decides" in ilse.post(meeting, act, why="I lead").text
    assert dump(table.ilse) == before
    greta = sit(table, "greta")
    refused(table, greta, meeting, "over", "Say why you go over the gaps", why=" ")
    assert greta.post(meeting, "go").status == 422
    done = greta.do(meeting, "over", why="They make it there")
    assert "Go by Greta Lund" in done.text and "Gone over by" in done.text and "They make it there" in done.text
    greta.do(meeting, "no-go", why="The ice")
    assert meetings.ready(table.greta, "Port Aldeby").word is Word.NO_GO
    greta.do(meeting, "prepare", texts=f"joint record={table.note}")
    greta.do(meeting, "go")
    assert meetings.ready(table.greta, "Port Aldeby").word is Word.GO


def test_a_meeting_stands_on_one_sheet_without_an_interface(table, meeting, ilse):
    """What it is for, what is missing, who decides: no forms, no links, no edge of the desk."""
    read = ilse.get(f"{meeting}/print")
    for words in ("Port Aldeby", "To agree on the ferries", "Two pilots", "text not ready: joint record", "Greta Lund"):
        assert words in read.text
    assert not read.forms and not read.links
    assert "Port" not in read.title


def test_the_sheet_of_a_meeting_has_the_banner_of_what_it_rests_on(table, meeting, ilse):
    """R43: it is as secret as the most secret text on it, at its top and its foot; without one it has no banner."""
    assert "banner" not in ilse.get(f"{meeting}/print").html
    secret = table.letter(
        "ilse", "x", channel=DESK, readers=("greta", "karl"), classification="Secret", caption="Heron"
    )
    ilse.do(meeting, "prepare", texts=f"joint record={DESK}/{secret.reference}")
    read = ilse.get(f"{meeting}/print")
    assert read.html.count("Heron\nSecret") == read.html.count('class="banner ') == 2


def test_a_meeting_of_a_narrower_channel_is_not_seen_by_others(sit, table, ilse, there):
    """Karl is not of the small group: neither the list nor an address tells him that there is one."""
    cases.open_on(table.ilse, "", GROUP)
    done = ilse.do(there("meetings"), "new", name="The lamp room", responsible="Greta Lund", onto=GROUP)
    table.settle("ilse", "greta", "karl")
    assert "The lamp room" in done.text
    karl = sit(table, "karl")
    assert "The lamp room" not in karl.get(there("meetings")).text
    for address in (done.address, f"{done.address}/print"):
        gone, never = karl.get(address), karl.get(there("meetings/" + "0" * 16))
        assert gone.status == never.status == 404 and "lamp" not in gone.text


def test_a_meeting_is_set_up_by_a_name_and_a_person_who_reads_of_it(table, ilse, there):
    """What cannot be set up is refused with the rule."""
    refused(table, ilse, there("meetings"), "new", "could decide nothing there", name="x", responsible="Tomas Reik")
    refused(table, ilse, there("meetings"), "new", "meeting", name="x", responsible="Ilse Maren", issue="the moon")


# Incidents


@pytest.fixture
def dossier(table, ilse, there):
    """The dossier of an incident that rests on a note; gives its address."""
    done = ilse.do(
        there("incidents"), "new", name="the printed timetable", party="Ostrava", what="With too little asked",
        on="2031-05-05", issue="passage", rests=table.note,
    )  # fmt: skip
    assert re.search("incidents/[0-9a-f]{16}$", done.address), done.text
    return done.address


TOLD = {
    "of": "Valdria", "what": "He said that Ostrava would print the timetable.", "step": "announcement",
    "when": "about half past four", "day": "2031-05-05", "hour": "16:30", "zone": "Europe/Oslo", "by": "Tomas Reik",
    "to": "Greta Lund", "means": "in person", "authority": "no instructions", "consulted": "consulted too little",
    "words": "said that Ostrava would print the timetable",
}  # fmt: skip


def told(dossier):
    """The account that the dossier has."""
    return dossier.chain.happenings[0].accounts[0]


def test_accounts_stand_by_the_minute_and_side_by_side(table, dossier, ilse):
    """R19: each as its teller has it, differences named, gaps marked, hours on other clocks too."""
    ilse.do(f"{dossier}/account", "tell", rests=table.note, **TOLD)
    ilse.do(f"{dossier}/account", "tell", of="Valdria", what="We protested.", step="protest", when="5 p.m.",
            day="2031-05-05", zone="Europe/Oslo")  # fmt: skip
    read = ilse.get(dossier)
    beside = read.link("beside=")
    ilse.do(beside, "tell", of="Ostrava", what="He only asked.", step="announcement", day="2031-05-05", hour="16:40",
            zone="Europe/Oslo")  # fmt: skip
    read = ilse.get(dossier)
    assert "As Valdria has it" in read.text and "As Ostrava has it" in read.text
    assert "The accounts differ: hour" in read.text and "0 h 30 min later" in read.text
    assert "authority: no instructions" in read.text and NOTE[0] in read.text
    assert "Not recorded: reply, reservation, repair" in read.text and "consulted too little" in read.text
    assert "New_York" in ilse.get(f"{dossier}?zone=America/New_York").text
    assert ilse.get(f"{dossier}?zone=Nowhere/At_all").status == 404


def test_an_account_is_amended_by_its_teller_alone_and_withdrawn_with_the_reason(table, dossier, ilse):
    """Another's words stand beside it, never in its place; what is withdrawn stays."""
    ilse.do(f"{dossier}/account", "tell", rests=table.note, **TOLD)
    amend = ilse.get(dossier).link("amend=")
    assert "16:30" in ilse.get(amend).html
    refused(table, ilse, amend, "tell", "stands beside it, not in its place", of="Ostrava", what="No.")
    ilse.do(amend, "tell", what="He said that they would print it.")
    found = incidents.show(table.ilse, "the printed timetable")
    assert told(found).says.what == "He said that they would print it."
    refused(table, ilse, f"{dossier}/account", "tell", "do not stand", rests=table.note,
            **{**TOLD, "words": "words that he never used"})  # fmt: skip
    refused(table, ilse, f"{dossier}/account", "tell", "An hour needs the place", of="Valdria", what="x",
            when="4 p.m.", day="2031-05-05")  # fmt: skip
    done = ilse.do(dossier, "withdraw", told(found).id.hex(), why="It was another evening.")
    assert "[withdrawn: It was another evening.]" in done.text


def test_points_are_settled_before_an_incident_is_closed(table, dossier, ilse, there):
    """While one is open there is no form to close it, and a forged one is refused."""
    assert "Who was told first?" in ilse.do(dossier, "point", point="Who was told first?").text
    assert "It can be closed when every point is settled" in ilse.get(dossier).text
    assert ilse.post(dossier, "close", why="x").status == 422
    which = incidents.show(table.ilse, "the printed timetable").chain.points[0].id.hex()[:16]
    refused(table, ilse, dossier, "settle", "Say how the point was settled", which, how=" ")
    assert "Settled:" in ilse.do(dossier, "settle", which, how="Greta was.").text
    assert "Closed" in ilse.do(dossier, "close", why="Both printed them.").text
    assert "closed" in ilse.get(there("incidents")).text


def test_a_reservation_is_listed_as_no_precedent(table, dossier, ilse, there):
    """R17: with who was told so; a repair that cites one is refused."""
    ilse.do(f"{dossier}/account", "tell", of="Valdria", what="It sets no pattern.", step="reservation",
            to="Tomas Reik", no_precedent="yes")  # fmt: skip
    read = ilse.get(there("incidents"))
    assert "What is no precedent" in read.text and "told to Tomas Reik" in read.text


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_dossier_leaves_the_vault_as_paper_with_the_reason(table, dossier, ilse, form, begins):
    """The form says so first; words of letters need a reason, which the register of who knows keeps."""
    ilse.do(f"{dossier}/account", "tell", rests=table.note, **TOLD)
    assert "This leaves the vault." in ilse.get(dossier).text
    refused(table, ilse, dossier, "paper", "say why they are copied out", form=form)
    saved = ilse.do(dossier, "paper", form=form, why="for the minister")
    assert saved.response.content.startswith(begins)
    assert saved.response.headers["Content-Disposition"] == f'attachment; filename="dossier.{form}"'
    told = knowledge.of_letter(table.ilse, DESK, table.note.split("/")[1])
    assert any("for the minister" in str(one) for one in told)


def test_an_incident_needs_a_name_and_a_party_of_the_case(table, ilse, there):
    """What cannot be opened is refused, and no address of another incident answers."""
    refused(table, ilse, there("incidents"), "new", "a name of its own", name=" ", party="Ostrava")
    assert ilse.get(there("incidents/" + "0" * 16)).status == 404


# Pledges


def test_a_pledge_binds_by_its_own_words_alone(table, ilse, there):
    """R13: recorded in exact words, claimed, accepted, broken by either side, and ended."""
    page = there("pledges")
    fields = {
        "name": "no boarding", "party": ["Valdria", "Ostrava"], "by": "Valdria", "passage": table.asked,
        "words": "let both of us refrain from any boarding or harsh word in the strait", "begins": "2031-05-01",
        "ends": "2031-06", "issue": "passage", "period": "while the pilots talk", "scope": "boarding",
    }  # fmt: skip
    refused(table, ilse, page, "add", "would learn from this", **fields)
    identifier = page.split("/")[2]
    cases.open_on(table.ilse, identifier, OWN)
    refused(table, ilse, page, "add", "do not stand", **{**fields, "words": "never used", "onto": OWN})
    done = ilse.do(page, "add", onto=OWN, **fields)
    assert "no boarding : in force" in done.text and "Not every party has pledged itself." in done.text
    which = pledges.every(table.ilse)[0].restraint.pledge.id.hex()[:16]
    ilse.do(page, "answer", which, party="Ostrava", how="said to have accepted", said_by="A deputy")
    assert "said to have accepted : not bound" in ilse.get(page).text
    refused(table, ilse, page, "answer", "rests on no words of its own", which, party="Ostrava", how="accepted")
    ilse.do(page, "answer", which, party="Ostrava", how="accepted", passage=table.accepted,
            words=ACCEPTED.rstrip("."))  # fmt: skip
    (shown,) = pledges.every(table.ilse)
    assert [one.stands for one in shown.restraint.parties] == [Answered.AUTHOR, Answered.ACCEPTED]
    refused(table, ilse, page, "log", "Name the evidence", which, incident="the Sigrun", party="Ostrava")
    for name, party, rests in (("the Sigrun", "Ostrava", table.report), ("the flare", "Valdria", table.own)):
        ilse.do(page, "log", which, incident=name, party=party, on="2031-05-03", rests=rests)
    read = ilse.get(page)
    assert "1 pledge in force or perhaps in force; 2 incidents within it." in read.text
    assert REPORT in read.text and OURS in read.text
    of = next(one.breach.incident.id.hex()[:16] for one in pledges.every(table.ilse)[0].evidence)
    assert "[withdrawn: A signal.]" in ilse.do(page, "withdraw", of, why="A signal.").text
    assert "No pledge is in force." in ilse.get(f"{page}?on=2031-04-01").text
    assert "denounced" in ilse.do(page, "end", which, how="denounced", why="Their note").text
    assert "no boarding : ended" in ilse.get(page).text


# The press


@pytest.fixture
def line(table, ilse, there):
    """A line on a topic, which nobody has confirmed; gives its address."""
    done = ilse.do(
        there("press"), "record", topic="winter shipping", line=WORDS, owner="Greta Lund", speakers="Karl Oden",
        voucher="Ilse Maren", begins="2031-05-05", ends="2031-05-20", limits="Keep to these words.",
    )  # fmt: skip
    return next(link for link in done.links if re.search("press/[0-9a-f]{16}$", link))


def test_a_line_is_confirmed_before_it_may_be_said(sit, table, line, ilse):
    """R21: its page says what it lacks; it is confirmed on a page of its own, by the person named for it alone."""
    assert "nobody has confirmed it" in ilse.get(line).text
    table.settle("ilse", "greta", "karl")
    greta = sit(table, "greta")
    refused(table, greta, f"{line}/confirm", "confirm", "nobody else can")
    done = ilse.do(f"{line}/confirm", "confirm")
    assert done.address == line and "true, says Ilse Maren" in done.text
    assert press.find(table.ilse, "winter shipping").now.standing is Standing.MAY_BE_SAID


def test_a_line_that_denies_is_refused_and_kept_in_the_form(table, ilse, there):
    """The sentence that denies is named, nothing is offered in its place, and what was typed stands there still."""
    read = refused(
        table, ilse, there("press"), "record", "cannot be recorded", topic="winter shipping",
        line="There was no meeting.", owner="Greta Lund", speakers="Karl Oden", voucher="Ilse Maren",
        begins="2031-05-05",
    )  # fmt: skip
    assert "There was no meeting." in read.form("record")["fields"]["line"]


def test_a_line_is_laid_changed_said_and_withdrawn(sit, table, line, ilse):
    """Before a spokesman it lies word for word, and nothing of the case with it; what was said is logged beside it."""
    assert "It can be laid when it was confirmed" in ilse.get(line).text
    ilse.do(f"{line}/confirm", "confirm")
    group = re.search(rf'<option value="([0-9a-f]+)">{GROUP}', ilse.get(line).html)[1]
    ilse.do(line, "lay", channel=group)
    table.settle("ilse", "greta", "karl")
    read = sit(table, "greta").get("/words/press")
    assert WORDS in read.text and "Keep to these words." in read.text
    karl = sit(table, "karl")
    logged = karl.do("/words/press", "said", topic="winter shipping", words="No comment, none.", on="2031-05-06",
                     where="the noon briefing")  # fmt: skip
    assert "in other words than the line" in logged.text and "the noon briefing" in logged.text
    ilse.do(line, "said", words=WORDS, on="2031-05-06", by="Karl Oden")
    assert len(press.log(table.ilse, "winter shipping")) >= 1
    changed = ilse.do(line, "change", line="The ministers follow the matter.")
    assert "nobody has confirmed it" in changed.text
    gone = ilse.do(line, "withdraw", why="They have met.")
    assert "and where it was laid (1)" in gone.text and "Withdrawn" in gone.text
    assert ilse.get(line.rpartition("/")[0] + "/" + "0" * 16).status == 404


@pytest.mark.slow
def test_the_demo_fills_what_was_done(at_demo):
    """A meeting gone over, two accounts by the minute, a pledge with incidents of both sides, a line."""
    holt = at_demo("holt")
    there = next(link for link in holt.get("/cases").links if re.fullmatch("/case/[0-9a-f]{16}", link))
    assert "1 gone over" in holt.get(f"{there}/meetings").text
    dossiers = [link for link in holt.get(f"{there}/incidents").links if re.search("incidents/[0-9a-f]{16}$", link)]
    assert any("The accounts differ: hour" in holt.get(link).text for link in dossiers)
    assert "3 incidents within it" in holt.get(f"{there}/pledges").text
    assert "There is no line yet." not in holt.get(f"{there}/press").text
