"""The course of a case on pages: what belongs to it, its timeline and calendar, and the files of calendars."""

import re

import pytest
from tests.desk.planning.conftest import _case, _office, case, office  # noqa: F401
from tests.desk.planning.office import CASE, DESK, GROUP, SUDMARK
from tests.desk.table import LINE, dump

from backchannel.desk import overview
from backchannel.desk.planning import calendar, cases, contacts, events, telling, timeline
from backchannel.planning.calendar.stages import Form
from backchannel.record.dates import parse

CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20310101T000000Z\r\n"
    b"DTSTART;VALUE=DATE:20310620\r\nSUMMARY:The fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def home(case):  # noqa: F811
    """The address of the case's first page."""
    return f"/case/{cases.show(case.ilse).id.hex()[:16]}"


@pytest.fixture
def ilse(sit, case):  # noqa: F811
    """Somebody at Ilse's desk."""
    return sit(case, "ilse")


def stage(desk, name, written="", **more):
    """Add a stage and give the last part of its address."""
    return f"calendar/{calendar.add(desk, name, written, **more).id.hex()[:16]}"


# Cases, and the first page


def test_a_case_is_opened_on_a_page_and_listed(office, sit):  # noqa: F811
    """Who opens a case chooses a channel of his own party alone, or his own ledger; others are not offered."""
    ilse = sit(office, "ilse")
    assert "There is no case at this desk yet" in ilse.get("/cases").text
    page = ilse.get("/cases/new")
    assert DESK in page.text
    assert LINE not in page.text
    page = ilse.do("/cases/new", "new", name="The ferries", about="Winter", onto="own ledger")
    assert page.address.startswith("/case/")
    assert "The case is open on “own ledger”" in page.text
    assert "The ferries" in ilse.get("/cases").text
    assert "you alone" in ilse.get("/cases").text
    assert cases.show(office.ilse).about == "Winter"


def test_a_channel_of_another_party_carries_no_case(office, sit):  # noqa: F811
    """Even a forged form opens none where the other side reads, and what was typed is put back."""
    ilse = sit(office, "ilse")
    before = dump(office.ilse)
    page = ilse.post("/cases/new", "new", name="The ferries", about="Winter", onto=LINE)
    assert page.status == 422
    assert "Ostrava would read this" in page.text
    assert page.form("new")["fields"]["name"] == "The ferries"
    assert dump(office.ilse) == before


def test_the_first_page_of_a_case_says_who_reads_it_and_what_belongs_to_it(ilse, home):
    """Channels with their readers, parties with their sides, issues with what they are about; no name in the title."""
    page = ilse.get(home)
    for words in (CASE, DESK, "Greta Lund", "Karl Oden", "Ostrava : other side", "passage", "Nothing waits"):
        assert words in page.text
    assert CASE not in page.title


@pytest.mark.parametrize(
    ("act", "fields", "seen"),
    [
        ("issue", {"name": "ice", "about": "When it breaks"}, "When it breaks"),
        ("party", {"name": "Kelm", "side": "third"}, "Kelm : third"),
        ("person", {"name": "Tomas Reik", "party": "Ostrava", "office": "First Minister"}, "First Minister"),
        ("lane", {"name": "over coffee", "what": "The two secretaries", "channel": ""}, "The two secretaries"),
    ],
)
def test_what_belongs_to_a_case_is_named_on_its_first_page(ilse, home, act, fields, seen):
    """An issue, a party, a person, a lane; a second one of the same name is refused under its own form."""
    page = ilse.do(home, act, **fields)
    assert page.status == 200
    assert seen in page.text
    page = ilse.do(home, act, **fields)
    assert page.status == 422
    assert "in this case already" in page.text
    assert page.form(act)["fields"]["name"] == fields["name"]


def test_a_lane_betrays_no_channel(ilse, home, case):  # noqa: F811
    """A lane of the line with the other side is refused on the desk's channel, whose readers are not on the line."""
    before = dump(case.ilse)
    page = ilse.do(home, "lane", name="the line", channel=LINE)
    assert page.status == 422
    assert "Greta Lund, Karl Oden would learn of the channel" in page.text
    assert dump(case.ilse) == before


def test_a_document_is_filed_and_leads_to_its_page(ilse, home, case):  # noqa: F811
    """A letter of the desk's channel is filed in a lane by its address, and linked."""
    case.letter("ilse", "One", "Two", channel=DESK, readers=["greta", "karl"])
    cases.add_lane(case.ilse, "papers")
    letter = next(row.reference for row in overview.ledger(case.ilse, DESK) if row.kind == "letter")
    filed = {"document": f"{DESK}/{letter}", "name": "The first paper", "lane": "papers"}
    page = ilse.do(home, "file", **filed)
    assert "The first paper" in page.text
    assert any(link.startswith("/letter/") for link in page.links)
    page = ilse.do(home, "file", **filed)
    assert page.status == 422
    assert "is in this lane of the case already" in page.text


def test_opening_a_case_further_first_says_who_would_learn_of_it(ilse, home, case):  # noqa: F811
    """Channels without strangers are offered; the page names their members, and only its button opens the case."""
    page = ilse.get(f"{home}/open")
    assert GROUP in page.text
    assert LINE not in page.text
    group = next(link for link in ilse.get(f"{home}/open").links if GROUP in ilse.get(link).text and "channel=" in link)
    page = ilse.get(group)
    assert "Greta Lund" in page.text
    assert "cannot be taken back" in page.text
    page = ilse.do(group, "open")
    assert set(cases.show(case.ilse).open_on) == {DESK, GROUP}
    assert GROUP in page.text
    assert "you alone read" in ilse.get(f"{home}/open?channel=own").text
    ilse.do(f"{home}/open?channel=own", "open")
    assert set(cases.show(case.ilse).open_on) == {DESK, GROUP, "own ledger"}
    assert "Your own ledger" not in ilse.get(f"{home}/open").text
    assert ilse.post(f"{home}/open", "open", channel=LINE).status == 422


def test_what_stands_on_a_narrower_channel_is_not_on_the_page_of_who_is_not_on_it(sit, ilse, home, case):  # noqa: F811
    """An issue of the small group is on Ilse's page, and Karl's page is as it was before there was one."""
    karl = sit(case, "karl")
    parts = ("", "/timeline", "/calendar", "/owed", "/points", "/promises", "/events", "/quiet", "/contacts")
    plain = [re.sub(r'value="[^"]*"', "", karl.get(home + part).html) for part in parts]
    cases.open_on(case.ilse, "", GROUP)
    cases.add_issue(case.ilse, "the price", onto=GROUP)
    calendar.add(case.ilse, "private talks", "on 1 June 2031", onto=GROUP)
    case.settle()
    assert "the price" in ilse.get(home).text
    assert "private talks" in ilse.get(f"{home}/calendar").text
    assert "private talks" in ilse.get(f"{home}/timeline").text
    assert [re.sub(r'value="[^"]*"', "", karl.get(home + part).html) for part in parts] == plain


def test_a_case_that_is_not_here_is_no_page(ilse):
    """An invented number is refused as one that is nowhere."""
    assert ilse.get("/case/00112233445566aa").status == 404
    assert ilse.get("/case/00112233445566aa/calendar").status == 404


# The timeline


def test_the_timeline_is_drawn_and_told_as_a_list(ilse, home, case):  # noqa: F811
    """Each mark has the number of its line; a stage leads to its page, and what has no date stands last."""
    stage(case.ilse, "the paper", "no later than 31 August 2031")
    events.note(case.ilse, "good ice", case="")
    events.note(case.ilse, "the regatta", parse("2031-06"), happened=True)
    page = ilse.get(f"{home}/timeline")
    assert 'role="img"' in page.html
    assert "no later than 31 August 2031" in page.text
    assert page.text.index("the regatta") < page.text.rindex("good ice")
    assert f"{home}/calendar/" in page.html
    assert page.ids.count("i1") == 1


def test_a_long_timeline_comes_in_parts(ilse, home, case):  # noqa: F811
    """The latest sixty are shown first, and the others a link away, numbered from the oldest."""
    for number in range(1, 64):
        events.note(case.ilse, f"day {number}", parse(f"2031-{1 + number // 28:02}-{1 + number % 28:02}"))
    page = ilse.get(f"{home}/timeline")
    assert "3 lie before these" in page.text
    assert "day 3 " not in page.text
    earlier = ilse.get(f"{home}/timeline{page.link('skip=')[page.link('skip=').index('?') :]}")
    assert "day 3" in earlier.text
    assert "60 lie behind these" in earlier.text
    assert "i1" in earlier.ids
    assert timeline.timeline(case.ilse, limit=60, skip=60).more == 0


def test_a_timeline_is_asked_for_between_two_days(ilse, home, case):  # noqa: F811
    """What certainly lies outside is left out; what is no day is refused."""
    events.note(case.ilse, "spring", parse("2031-03-01"))
    events.note(case.ilse, "autumn", parse("2031-10-01"))
    page = ilse.get(f"{home}/timeline?from=2031-09-01&to=2031-12-31")
    assert "autumn" in page.text
    assert "spring" not in page.text
    assert ilse.get(f"{home}/timeline?from=yesterday").status == 404


# The calendar


def test_a_stage_is_added_with_its_words_and_what_they_say(ilse, home):
    """The page of the new stage keeps the words, shows the reading and its steps; the calendar draws it."""
    page = ilse.do(
        f"{home}/calendar", "add", name="the talks", written="say around September 25th", read_on="2031-05-05"
    )
    assert "about 25 September 2031" in page.text
    assert "say around September 25th" in page.text
    assert "inferred" in page.text
    page = ilse.get(f"{home}/calendar")
    assert 'class="about"' in page.html
    assert "about 25 September 2031" in page.text
    page = ilse.do(f"{home}/calendar", "add", name="The Talks", written="tomorrow")
    assert page.status == 422
    assert "There is a stage" in page.text
    assert page.form("add")["fields"]["written"] == "tomorrow"


def test_the_calendar_says_how_each_stage_lies_to_a_day(ilse, home, case):  # noqa: F811
    """Before, perhaps then, and over; a day that is none is refused."""
    stage(case.ilse, "the paper", "on 1 June 2031")
    stage(case.ilse, "open talks", "from 1 July 2031 on")
    assert "lies ahead" in ilse.get(f"{home}/calendar?on=2031-05-31").text
    page = ilse.get(f"{home}/calendar?on=2031-07-05")
    assert "its time is over" in page.text
    assert "may be then" in page.text
    assert "that day" in page.html
    assert ilse.get(f"{home}/calendar?on=2031-13-01").status == 404


def test_a_stage_is_changed_and_unchanged_words_leave_its_date(ilse, home, case):  # noqa: F811
    """A moved date stays where only the name is changed; other words are read anew."""
    at = stage(case.ilse, "the paper", "on 1 June 2031")
    calendar.shift(case.ilse, "the paper", 7)
    ilse.do(f"{home}/{at}", "change", called="the white paper", why="clearer")
    kept = calendar.stood(case.ilse, "the white paper").line.dated.kept
    assert (kept.says.when, kept.says.moved) == ("2031-06-08", 7)
    page = ilse.do(f"{home}/{at}", "change", written="on 3 June 2031", fixed="yes")
    assert "3 June 2031" in page.text
    kept = calendar.stood(case.ilse, "the white paper").line.dated.kept
    assert (kept.says.when, kept.says.moved, kept.says.fixed) == ("2031-06-03", 0, True)


def test_what_would_slip_is_shown_before_anything_moves(ilse, home, case):  # noqa: F811
    """The plan names what follows and what is missed; leaving it moves nothing, its button moves all."""
    at = stage(case.ilse, "the paper", "on 1 June 2031")
    stage(case.ilse, "the talks", "on 10 June 2031")
    stage(case.ilse, "the announcement", "on 2 June 2031", fixed=True)
    talks = calendar.stood(case.ilse, "the talks").line.dated.kept.id.hex()
    page = ilse.do(f"{home}/calendar/{talks[:16]}", "needs", needs=at.rpartition("/")[2], why="", onto="")
    assert "It needs the paper before it" in page.text
    calendar.depends(case.ilse, "the announcement", "the paper")
    before = dump(case.ilse)
    page = ilse.do(f"{home}/{at}", "slip", days="1", unit="weeks", way="later", why="The printer is ill")
    assert "+7 days" in page.text
    assert "17 June 2031" in page.text
    assert "Missed" in page.text
    assert dump(case.ilse) == before
    page = ilse.do(page.address, "shift")
    assert "Moved by +7 days: 2 stages" in page.text
    assert calendar.stood(case.ilse, "the talks").line.dated.kept.says.when == "2031-06-17"


@pytest.mark.parametrize("days", ["", "0", "-3", "9999999", "seven"])
def test_a_slip_by_no_days_is_refused(ilse, home, case, days):  # noqa: F811
    """By how much something slips is a number of days, and nothing is moved by anything else."""
    at = stage(case.ilse, "the paper", "on 1 June 2031")
    before = dump(case.ilse)
    assert ilse.do(f"{home}/{at}", "slip", days=days).status == 422
    assert dump(case.ilse) == before


def test_what_a_stage_needs_is_taken_back_and_a_circle_refused(ilse, home, case):  # noqa: F811
    """The page of each names the other; taking it back leaves neither."""
    paper, talks = stage(case.ilse, "the paper"), stage(case.ilse, "the talks")
    calendar.depends(case.ilse, "the talks", "the paper")
    page = ilse.do(f"{home}/{paper}", "needs", needs=talks.rpartition("/")[2])
    assert page.status == 422
    assert "a circle has no beginning" in page.text
    needed = calendar.stood(case.ilse, "the paper").line.dated.kept.id.hex()
    page = ilse.do(f"{home}/{talks}", "needs-not", needed, why="")
    assert "Nobody said that it needs another stage" in page.text
    page = ilse.post(f"{home}/{talks}", "needs", needs="")
    assert page.status == 422


def test_a_stage_ends_and_what_is_dropped_says_why(ilse, home, case):  # noqa: F811
    """Dropping without a reason is refused; dropped it stays readable with it, and may be taken up again."""
    at = stage(case.ilse, "the paper", "on 1 June 2031")
    assert ilse.do(f"{home}/{at}", "end", how="dropped", why="").status == 422
    page = ilse.do(f"{home}/{at}", "end", how="dropped", why="Nobody asked for it")
    assert "Nobody asked for it" in page.text
    assert "Nobody asked for it" in ilse.get(f"{home}/calendar").text
    page = ilse.do(f"{home}/{at}", "change", why="They did")
    assert calendar.show(case.ilse).dropped == ()
    page = ilse.do(f"{home}/{at}", "end", how="done", why="")
    assert "done" in page.text
    assert "done" in ilse.get(f"{home}/calendar?on=2031-06-01").text


def test_two_dates_that_were_written_apart_are_settled_on_the_page(sit, home, case):  # noqa: F811
    """Both stand with who wrote which; without the box a change is refused, with it one is in place of both."""
    at = stage(case.ilse, "the paper", "on 1 June 2031")
    case.settle()
    calendar.change(case.ilse, "the paper", written="on 2 June 2031")
    calendar.change(case.greta, "the paper", written="on 3 June 2031")
    case.settle()
    ilse = sit(case, "ilse")
    assert "without seeing each other" in ilse.get(home).text
    page = ilse.get(f"{home}/{at}")
    assert "unseen by the other" in page.text
    page = ilse.do(f"{home}/{at}", "change", written="on 4 June 2031")
    assert page.status == 422
    page = ilse.do(f"{home}/{at}", "change", written="on 4 June 2031", settle="yes")
    assert "unseen by the other" not in page.text
    assert not calendar.stood(case.ilse, "the paper").line.dated.kept.is_disputed


def test_words_are_read_as_a_date_and_nothing_is_written(ilse, home, case):  # noqa: F811
    """The reading is shown with its steps; words that may mean two dates stay unresolved; no word is in the address."""
    before = dump(case.ilse)
    page = ilse.do(f"{home}/calendar/date", "read", words="Friday of this week", read_on="2031-05-05")
    assert "9 May 2031" in page.text
    assert "That day was a Monday" in page.text
    assert "riday" not in page.address
    page = ilse.do(page.address, "read", words="next Friday", read_on="2031-05-05")
    assert "Unresolved" in page.text
    page = ilse.do(f"{home}/calendar/date", "read", words="after the regatta")
    assert "It hangs on an event" in page.text
    assert ilse.do(f"{home}/calendar/date", "read", words=" ").status == 422
    assert dump(case.ilse) == before


# What others are told, and files


def test_an_ally_is_told_nothing_until_a_stage_is_marked(ilse, home, case):  # noqa: F811
    """The mark names the party, the name and the words; the page of what allies are told shows that and no more."""
    at = stage(case.ilse, "formal talks", "about 1 November 2031")
    stage(case.ilse, "private talks", "on 1 October 2031")
    assert "It is told nothing" in ilse.get(f"{home}/calendar/told").text
    page = ilse.do(
        f"{home}/{at}", "mark", party="Norlund", called="talks with Ostrava", words="about 1 November", onto=""
    )
    assert "Norlund is told of it by the name “talks with Ostrava”" in page.text
    page = ilse.get(f"{home}/calendar/told")
    assert "talks with Ostrava" in page.text
    assert "private talks" not in page.text
    party = next(one.id.hex() for one in cases.show(case.ilse).parties if one.says.name == "Norlund")
    file = ilse.do(f"{home}/calendar/told", "export", party)
    assert file.response.headers["content-type"].startswith("text/calendar")
    assert "talks with Ostrava" in file.html
    assert "private" not in file.html
    mark = calendar.stood(case.ilse, "formal talks").told[0].id.hex()
    page = ilse.do(f"{home}/{at}", "unmark", mark, why="Not yet")
    assert "is told of it no more" in page.text
    assert telling.calendar_for(case.ilse, "Norlund") == []


def test_words_that_name_another_stage_are_refused_for_an_ally(ilse, home, case):  # noqa: F811
    """Nothing is marked by them; nor is a calendar given for a party that the case has not."""
    at = stage(case.ilse, "formal talks", "about 1 November 2031")
    stage(case.ilse, "private talks", "on 1 October 2031")
    before = dump(case.ilse)
    page = ilse.do(f"{home}/{at}", "mark", party="Norlund", called="after private talks", words="", onto="")
    assert page.status == 422
    assert "private talks" in page.text
    assert ilse.post(f"{home}/calendar/told", "export", which="00").status == 422
    assert ilse.post(f"{home}/{at}", "unmark", which="00").status == 422
    assert dump(case.ilse) == before


def test_ones_own_calendar_is_given_as_a_file_that_says_first_that_it_leaves(ilse, home, case):  # noqa: F811
    """Private stages are left out, neutral or in full, as is chosen; nothing else is a choice."""
    cases.open_on(case.ilse, "", GROUP)
    stage(case.ilse, "the paper", "on 1 June 2031", onto=DESK)
    stage(case.ilse, "private talks", "on 1 July 2031", onto=GROUP)
    assert "This leaves the vault" in ilse.get(f"{home}/calendar/files").text
    plain = ilse.do(f"{home}/calendar/files", "export", private="left-out")
    assert "the paper" in plain.html
    assert "private talks" not in plain.html
    assert "20310701" in ilse.do(f"{home}/calendar/files", "export", private="neutral").html
    assert "private talks" in ilse.do(f"{home}/calendar/files", "export", private="in-full").html
    assert ilse.post(f"{home}/calendar/files", "export", private="everything").status == 422


def test_a_calendar_file_is_looked_at_before_it_is_taken_over(ilse, home, case):  # noqa: F811
    """What it holds is shown and nothing is written until the button; then each entry is a stage."""
    before = dump(case.ilse)
    page = ilse.do(f"{home}/calendar/files", "look", files={"file": ("fair.ics", CALENDAR)})
    assert "1 stage would be taken over" in page.text
    assert "20 June 2031" in page.text
    assert dump(case.ilse) == before
    page = ilse.do(page.address, "import")
    assert "The fair" in page.text
    page = ilse.do(f"{home}/calendar/files", "look", files={"file": ("fair.ics", CALENDAR)})
    assert "Nothing in it is new" in page.text


@pytest.mark.parametrize("data", [b"", b"no calendar at all"])
def test_what_is_no_calendar_is_refused(ilse, home, case, data):  # noqa: F811
    """An empty or a strange file changes nothing."""
    before = dump(case.ilse)
    assert ilse.do(f"{home}/calendar/files", "look", files={"file": ("x.ics", data)}).status == 422
    assert dump(case.ilse) == before


# The next contact

CONTACT = {"name": "first talk", "who": "Greta Lund", "with": "Tomas Reik", "decider": "Ilse Maren"}


def test_a_contact_waits_for_who_is_named_and_becomes_a_stage(sit, home, case):  # noqa: F811
    """Greta proposes; only Ilse's page has the form to accept; accepted it is on the calendar with its preparation."""
    case.settle()
    greta = sit(case, "greta")
    page = greta.do(
        f"{home}/contacts", "propose", **CONTACT, by="before Christmas 2031", avoid="drifting", where="Aldeby"
    )
    assert "waits for Ilse Maren to decide" in page.text
    assert "Only Ilse Maren accepts or declines it" in page.text
    assert not any(form["fields"].get("do") == "accept" for form in page.forms)
    case.settle()
    ilse = sit(case, "ilse")
    assert "You decide" in ilse.get(home).text
    which = contacts.listed(case.ilse)[0].proposed.kept.id.hex()
    page = ilse.do(f"{home}/contacts", "accept", which, why="")
    assert "Accepted" in page.text
    assert "preparation of first talk" in ilse.get(f"{home}/calendar").text
    page = ilse.do(f"{home}/contacts", "decline", which, why="The ministers meet first")
    assert "The ministers meet first" in page.text


def test_nobody_decides_a_contact_in_anothers_place(sit, home, case):  # noqa: F811
    """A forged form of Greta's is refused by name; a decider who does not read the channel is refused too."""
    contacts.propose(case.ilse, name="talk", who="A", with_whom="B", decider="Ilse Maren")
    case.settle()
    greta = sit(case, "greta")
    which = contacts.listed(case.greta)[0].proposed.kept.id.hex()
    before = dump(case.greta)
    page = greta.post(f"{home}/contacts", "accept", which=which, why="")
    assert page.status == 422
    assert "Ilse Maren decides" in page.text
    page = greta.do(f"{home}/contacts", "propose", **{**CONTACT, "decider": "Oskar Thal"})
    assert page.status == 422
    assert "does not read" in page.text
    assert dump(case.greta) == before
    page = greta.do(f"{home}/contacts", "withdraw", which, why="Too soon")
    assert "Withdrawn" in page.text


def test_the_forms_of_time_are_all_offered(ilse, home, case):  # noqa: F811
    """A deadline, a window and a stage; another one is refused."""
    page = ilse.do(f"{home}/calendar", "add", name="the answer", written="by the end of May 2031", form="deadline")
    assert "deadline" in page.text
    assert calendar.stood(case.ilse, "the answer").line.dated.kept.says.form is Form.DEADLINE
    assert ilse.post(f"{home}/calendar", "add", name="x", form="age").status == 422
    assert SUDMARK not in ilse.get(f"{home}/calendar").text
