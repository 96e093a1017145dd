"""What is owed and promised in a case, on pages: letters, reactions, points, promises, events, quiet tracks."""

import pytest
from tests.desk.planning.conftest import _case, _office, case, office  # noqa: F401
from tests.desk.planning.office import DESK
from tests.desk.table import LINE, dump

from backchannel.desk.planning import cases, events, points, promises, reactions, tracks
from backchannel.planning.points import State
from backchannel.record.dates import parse


@pytest.fixture
def home(case):  # noqa: F811
    """The address of the case's first page."""
    return f"/case/{cases.show(case.ilse).id.hex()[:16]}"


@pytest.fixture
def ilse(sit, case):  # noqa: F811
    """Somebody at Ilse's desk."""
    return sit(case, "ilse")


def one(kind, found):
    """Give the last part of the address of a thing."""
    return f"{kind}/{found.thing.id.hex()[:16]}"


def test_everything_that_is_owed_is_on_one_page(ilse, home, case):  # noqa: F811
    """A letter on a lane's channel, a reaction, and a promise, each a link to its page; nothing before there is any."""
    page = ilse.get(f"{home}/owed")
    assert page.text.count("None") >= 4
    case.letter("tomas", "Shall we meet?")
    case.settle()
    cases.open_on(case.ilse, "", "own ledger")
    cases.add_lane(case.ilse, "the line", channel=LINE, onto="own ledger")
    asked = reactions.ask(case.ilse, "The memorandum", ["Greta Lund"], by="2031-05-06", onto=DESK)
    made = promises.make(case.ilse, "Full report", "Greta Lund", "Ilse Maren", after="your return", onto=DESK)
    case.wait(days=3)
    page = ilse.get(f"{home}/owed")
    assert "Owed by us" in page.text
    assert page.link("/letter/")
    assert f"{home}/{one('reactions', asked)}" in page.links
    assert f"{home}/{one('promises', made)}" in page.links
    assert "overdue" in page.text
    assert "no date yet" in page.text
    assert "overdue" not in ilse.get(f"{home}/owed?on=2031-05-05").text
    assert ilse.get(f"{home}/owed?on=never").status == 404


# Reactions


def test_a_reaction_is_asked_for_and_given_by_who_was_asked_alone(sit, ilse, home, case):  # noqa: F811
    """Ilse asks Greta: Greta's page has the form to answer and Ilse's has none; answered it waits for nobody."""
    page = ilse.do(
        f"{home}/reactions", "ask", name="The memorandum", of="Greta Lund\n", asks="Begin when?", by="prompt"
    )
    assert "is asked" in page.text
    assert "Waiting for Greta Lund" in page.text
    at = page.address
    assert not any(form["fields"].get("do") == "answer" for form in page.forms)
    before = dump(case.ilse)
    assert ilse.post(at, "answer", says="In autumn").status == 422
    assert dump(case.ilse) == before
    page = ilse.do(at, "chase", says="Please", on="2031-05-05")
    assert "asked again 5 May 2031" in page.text
    case.settle()
    greta = sit(case, "greta")
    assert "Your reaction is wanted" in greta.get(home).text
    assert greta.do(at, "answer", says=" ").status == 422
    page = greta.do(at, "answer", says="I would begin in autumn.")
    assert "Answered" in page.text
    assert "I would begin in autumn." in page.text
    assert "The memorandum" not in greta.get(f"{home}/reactions?only=open").text


def test_a_question_is_withdrawn_or_superseded_by_who_asked(ilse, home, case):  # noqa: F811
    """Withdrawn with its reason, or with another in its place, it waits for nobody, and both say so."""
    first = reactions.ask(case.ilse, "First", ["Greta Lund"])
    second = reactions.ask(case.ilse, "Second", ["Karl Oden"])
    page = ilse.do(f"{home}/{one('reactions', first)}", "withdraw", why="She told me on the stairs")
    assert "She told me on the stairs" in page.text
    instead = second.thing.id.hex()
    ilse.do(f"{home}/reactions", "ask", name="Third", of="Karl Oden", instead=instead)
    assert "stands in its place" in ilse.get(f"{home}/{one('reactions', second)}").text
    page = ilse.get(f"{home}/reactions?on=2031-05-05")
    assert "waiting for Karl Oden" in page.text
    assert ilse.do(f"{home}/reactions", "ask", name="Fourth", of="Nobody Known").status == 422
    assert ilse.get(f"{home}/reactions/00112233445566aa").status == 404


# Points


def test_a_view_settles_nothing_and_a_decision_does(sit, ilse, home, case):  # noqa: F811
    """Greta raises a point and may not decide it, and her page says so before; Ilse's view leaves it; she decides."""
    case.settle()
    greta = sit(case, "greta")
    page = greta.do(f"{home}/points", "raise", name="The calendar", says="In winter.", open_to="a better way")
    assert "Unsettled" in page.text
    assert "a decision of yours would be refused" in page.text
    at, before = page.address, dump(case.greta)
    page = greta.do(at, "decide", says="So be it")
    assert page.status == 422
    assert "is no principal" in page.text
    assert dump(case.greta) == before
    case.settle()
    page = ilse.do(at, "view", says="Rather in autumn.")
    assert "Your view stands; it settles nothing" in page.text
    assert "In winter." in page.text
    assert "The calendar" in ilse.get(f"{home}/points?only=unsettled").text
    assert "1 point" in ilse.get(home).text
    page = ilse.do(at, "decide", says="About 1 November.")
    assert "Settled" in page.text
    assert "Nothing is unsettled" in ilse.get(f"{home}/points?only=unsettled").text


def test_a_point_that_is_put_off_returns_by_itself(ilse, home, case):  # noqa: F811
    """It waits for an event; marked as met, it is there again, as its page and the list say."""
    at = f"{home}/{one('points', points.raise_(case.ilse, 'Formal talks'))}"
    page = ilse.do(at, "postpone", until="further exploration", says="They must wait")
    assert "Postponed" in page.text
    assert "Every point that waits for further exploration" in page.text
    assert "postponed" in ilse.get(f"{home}/points").text
    page = ilse.do(at, "met", on="2031-05-05")
    assert "1 point is there again" in page.text
    assert points.every(case.ilse)[0][0].returned
    assert "unsettled again" in ilse.get(f"{home}/points").text


def test_a_point_is_dropped_with_its_reason(ilse, home, case):  # noqa: F811
    """Without one it is refused, and it stands as it did."""
    at = f"{home}/{one('points', points.raise_(case.ilse, 'Formal talks', issue='passage'))}"
    assert ilse.do(at, "drop", why=" ").status == 422
    assert points.every(case.ilse)[0][0].state is State.UNSETTLED
    page = ilse.do(at, "drop", why="Overtaken")
    assert "Overtaken" in page.text
    assert not any(form["fields"].get("do") == "drop" for form in page.forms)
    assert "Overtaken" in ilse.get(f"{home}/points").text


def test_statements_of_a_point_that_were_made_apart_are_settled_by_a_box(sit, home, case):  # noqa: F811
    """Both are shown; a view without the box is refused, with it one stands."""
    found = points.raise_(case.ilse, "The calendar")
    case.settle()
    points.view(case.ilse, "The calendar", "In autumn.")
    points.view(case.greta, "The calendar", "In winter.")
    case.settle()
    ilse, at = sit(case, "ilse"), f"{home}/{one('points', found)}"
    assert "unseen by the other" in ilse.get(at).text
    assert ilse.do(at, "view", says="In spring.").status == 422
    page = ilse.do(at, "view", says="In spring.", settle="yes")
    assert "unseen by the other" not in page.text
    assert "In spring." in page.text


# Promises and events


def test_a_promise_waits_for_its_event_and_is_kept(ilse, home, case):  # noqa: F811
    """It stays open until somebody says that the event has happened; then it is due, and kept by another event."""
    page = ilse.do(
        f"{home}/promises", "make", name="Full report", whose="Greta Lund", to="Ilse Maren", after="your return"
    )
    at = page.address
    assert "Open" in page.text
    assert "no date yet" in page.text
    which = events.every(case.ilse)[0][0].id.hex()
    page = ilse.do(f"{home}/events", "happened", which, on="2031-05-04")
    assert "what was bound to it follows by itself" in page.text
    assert "Due" in ilse.get(at).text
    assert "A promise is due" in ilse.get(home).text
    assert ilse.do(at, "keep", document="", event="").status == 422
    page = ilse.do(at, "keep", event=which, says="She came back and told me")
    assert "is kept" in page.text
    assert "She came back and told me" in page.text
    assert "No promise is open" in ilse.get(f"{home}/promises?only=open").text


def test_nobody_else_says_what_became_of_a_promise(sit, home, case):  # noqa: F811
    """Karl is neither of the two and no principal: refused with the rule, and nothing is written."""
    made = promises.make(case.ilse, "Full report", "Greta Lund", "Ilse Maren")
    events.note(case.ilse, "her return", parse("2031-05-04"), happened=True)
    case.settle()
    karl, at, before = sit(case, "karl"), f"{home}/{one('promises', made)}", dump(case.karl)
    page = karl.do(at, "withdraw", why="She forgot")
    assert page.status == 422
    assert "Ilse Maren or a principal says what becomes of this promise" in page.text
    event = events.every(case.karl)[0][0].id.hex()
    assert karl.do(at, "keep", event=event).status == 422
    assert dump(case.karl) == before


def test_an_older_document_keeps_no_promise(ilse, home, case):  # noqa: F811
    """A letter of before the promise is refused; the promise is then withdrawn with its reason."""
    letter = case.letter("ilse", "A report", channel=DESK, readers=["greta", "karl"])
    case.wait(days=2)
    made = promises.make(case.ilse, "Report", "Ilse Maren", "Greta Lund", due="2031-05-01")
    at = f"{home}/{one('promises', made)}"
    assert "Overdue" in ilse.get(at).text
    assert ilse.do(at, "keep", document=f"{DESK}/{letter.reference}").status == 422
    page = ilse.do(at, "withdraw", why="Nobody needs it")
    assert "Nobody needs it" in page.text
    assert "Withdrawn" in page.text
    assert "withdrawn" in ilse.get(f"{home}/promises?on=2031-06-01").text


def test_events_are_noted_with_and_without_a_date(ilse, home):
    """Whose doing it was and whether it offered something is somebody's word; a second of one name is refused."""
    page = ilse.do(f"{home}/events", "note", name="The regatta", on="June 2031", by="Ostrava", offer="yes")
    assert "June 2031: The regatta" in page.text.replace(" : ", ": ")
    assert "an offer" in page.text
    assert "has not happened yet" in page.text
    page = ilse.do(f"{home}/events", "note", name="the regatta")
    assert page.status == 422
    assert ilse.do(f"{home}/events", "note", name="Ice", on="soon").status == 422


# Quiet tracks and efforts


def test_a_silence_ends_by_a_contact_and_not_by_an_effort(ilse, home, case):  # noqa: F811
    """A lane on which nobody spoke is too quiet for any number of days; an effort changes nothing of that."""
    assert "no lane that you may see" in ilse.get(f"{home}/quiet").text
    lane = cases.add_lane(case.ilse, "The Sela track").id.hex()
    page = ilse.do(f"{home}/efforts", "note", what="Called the ministry twice", lane=lane, on="2031-05-03")
    assert "Called the ministry twice" in page.text
    page = ilse.get(f"{home}/quiet?days=30")
    assert "no contact on record" in page.text
    assert "too long" in page.text
    said = {"lane": lane, "with": "Tomas Reik", "what": "At the reception", "on": "2031-05-04"}
    page = ilse.do(f"{home}/quiet", "contact", **said)
    assert "1 day" in page.text
    assert "At the reception" in page.text
    assert "Ilse Maren" in page.text
    assert "too long" not in ilse.get(f"{home}/quiet?days=30").text
    assert "too long" in ilse.get(f"{home}/quiet?days=30&on=2031-07-01").text
    assert ilse.get(f"{home}/quiet?days=many").status == 404


def test_efforts_are_listed_between_two_days(ilse, home, case):  # noqa: F811
    """What may lie within them, as evidence, with who made it."""
    tracks.effort(case.ilse, "Wrote to Sela", on=parse("2031-03-01"))
    tracks.effort(case.ilse, "Went to Sela", by="Greta Lund", on=parse("2031-04"))
    page = ilse.get(f"{home}/efforts?from=2031-04-10&to=2031-05-01")
    assert "Went to Sela" in page.text
    assert "Greta Lund" in page.text
    assert "Wrote to Sela" not in page.text
    assert "No effort is noted within these days" in ilse.get(f"{home}/efforts?from=2032-01-01").text
    assert ilse.get(f"{home}/efforts?to=x").status == 404


def test_a_long_list_comes_in_parts(ilse, home, case):  # noqa: F811
    """Fifty a part; a part behind the last is the last."""
    for number in range(53):
        events.note(case.ilse, f"day {number:02}", parse("2031-03-01"))
    page = ilse.get(f"{home}/events")
    assert "Part 1 of 2" in page.text
    assert len([one for one in ilse.get(f"{home}/events?part=2").ids if one.startswith("e") and len(one) == 17]) == 3
    assert ilse.get(f"{home}/events?part=9").text == ilse.get(f"{home}/events?part=2").text


def test_every_page_of_the_course_is_filled_in_the_demo(at_demo):
    """At the desk of the demo's first principal each page is there, and each drawing has its words."""
    holt = at_demo("holt")
    home = holt.get("/cases").link("/case/")
    parts = [
        "timeline",
        "calendar",
        "calendar/told",
        "calendar/files",
        "calendar/date",
        "contacts",
        "owed",
        "reactions",
    ]
    parts += ["reactions", "points", "promises", "events", "quiet", "efforts", "open"]
    pages = {part: holt.get(f"{home}/{part}") for part in parts}
    assert {part: page.status for part, page in pages.items() if page.status != 200} == {}
    assert all(page.title == "A case · Backchannel" for page in pages.values())
    for part, words in (
        ("timeline", "The same as a list"),
        ("calendar", "about 20 September 2025"),
        ("calendar/told", "Vindland"),
        ("owed", "overdue"),
        ("reactions", "What do you say to the five autumns?"),
        ("promises", "the joint record"),
        ("events", "good ice"),
        ("quiet", "the harbour offices"),
    ):
        assert words in pages[part].text, part
    assert 'role="img"' in pages["timeline"].html
    assert 'role="img"' in pages["calendar"].html
    assert all(len(page.html) < 110_000 for page in pages.values())
    below = {link for page in pages.values() for link in page.links if link.startswith(f"{home}/") and "#" not in link}
    mine = [one for one in below if one.split("/")[3].partition("?")[0] in {part.partition("/")[0] for part in parts}]
    assert dict.fromkeys(mine, 200) == {one: holt.get(one).status for one in mine}
