"""Allies on pages: consulted, heard, told; proposals and the gate; what others put to us. Nothing goes out unasked."""

import pytest
from tests.desk.planning.conftest import _case, _office, case, office  # noqa: F401
from tests.desk.planning.consultation.hall import (
    ALLIES,
    DESKS,
    FERRIES,
    NETS,
    answer,
    concern,
    consult,
    heard,
    let_end,
    order,
)
from tests.desk.planning.office import CASE, NORLUND
from tests.desk.table import LINE, dump

from backchannel.desk import channels, letters
from backchannel.desk.planning import cases
from backchannel.desk.planning.consultation import asked, concerns, consultations, orders, proposals, talks
from backchannel.planning.consultation.consulting import Rule, Stance
from backchannel.planning.consultation.hearings import Outcome

OPENING = {"rule": "hearing", "ends": "2031-05-12", "proposal": "", "onto": ""}


@pytest.fixture
def ilse(sit, case):  # noqa: F811
    """Somebody at Ilse's desk."""
    return sit(case, "ilse")


@pytest.fixture
def there(case):  # noqa: F811
    """A function that gives the address of a page of the case."""
    identifier = cases.show(case.ilse).id.hex()[:16]
    return lambda part, one=None: f"/case/{identifier}/{part}" + (f"/{one.hex()[:16]}" if one else "")


@pytest.fixture
def issue(case):  # noqa: F811
    """The id of the issue “passage”."""
    return next(one.id.hex() for one in cases.show(case.ilse).issues if one.says.name == "passage")


def opened(ilse, there, issue, **more):
    """Fill in the form of a new consultation, and come to the page that asks once more."""
    fields = {**OPENING, "name": "Q1", "issue": issue, "ally": list(ALLIES), "text": f"{FERRIES}\n\n{NETS}", **more}
    return ilse.do(there("consultations/new"), "prepare", **fields)


def confirm(visitor, page):
    """Press the one button of a page that asks once more."""
    assert "/confirm/" in page.address, page.text
    return visitor.do(page.address, "do")


def of(desk, name):
    return channels.standing(desk, name).channel.id.hex()


# Consultations


def test_a_consultation_goes_out_only_after_a_page_that_says_all_of_it(case, ilse, there, issue):  # noqa: F811
    """Before: what each ally sees, on which channel, who reads it, how it travels. Nothing is written until then."""
    before = dump(case.ilse)
    page = opened(ilse, there, issue)
    assert dump(case.ilse) == before
    for words in (FERRIES, NETS, "Hearing: each is heard", "12 May 2031", "unless you change our mind", NORLUND):
        assert words in page.text, words
    assert "Hanne Solvik ( Norlund )" in page.text and "in a pouch that you pack" in page.text
    done = confirm(ilse, page)
    found = consultations.show(case.ilse, "Q1")
    assert done.address == there("consultations", found.id)
    assert [one.party for one in found.lines] == list(ALLIES)
    assert "The consultation is open" in done.text and "no answer" in done.text and NETS in done.text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": ""}, "Say in which words"),
        ({"rule": "whatever"}, "Choose the rule"),
        ({"ends": ""}, "Announce an end"),
        ({"ends": "2031-05-01"}, "has passed"),
        ({"ends": "soon"}, "is no date"),
        ({"ally": ["Ostrava"]}, "other side in this case"),
        ({"ally": []}, "Say who is consulted"),
        ({"text": f"As the business stands of {CASE}."}, "would learn what they may not know"),
        ({"title": "For Norlund"}, "tells every ally of Norlund"),
    ],
)
def test_what_may_not_be_put_to_allies_is_refused_in_the_form(case, ilse, there, issue, fields, why):  # noqa: F811
    """The reason stands at the form with what was typed, and nothing went out."""
    before = dump(case.ilse)
    page = opened(ilse, there, issue, **fields)
    assert (page.status, page.address) == (422, there("consultations/new"))
    assert why in page.text and dump(case.ilse) == before
    assert page.form("prepare")["fields"]["name"] == "Q1"


def test_what_each_said_stands_on_the_page_with_what_does_not_count(case, ilse, there):  # noqa: F811
    """An answer with its words, one that came late, and that there was too little time."""
    consult(case)
    answer(case, "Norlund", Stance.RESERVES, "We count them ourselves")
    asked.had_too_little(case.hanne, "Q1", "A week, over a holiday", time=True)
    let_end(case)
    answer(case, "Sudmark", Stance.JOINS)
    case.settle("ilse", "hanne")
    page = ilse.get(there("consultations", consultations.show(case.ilse, "Q1").id))
    for words in (
        "joined with a reservation",
        "We count them ourselves",
        "A week, over a holiday",
        "late: given after the announced end",
        "the end has passed and nothing stands in the way",
    ):
        assert words.lower() in page.text.lower(), words
    listed = ilse.get(there("consultations"))
    assert "joined with a reservation" in listed.text and "open" in listed.text


def test_why_nobody_may_go_ahead_yet_is_said_before_he_tries(case, ilse, there):  # noqa: F811
    """Before the end, and over an objection under silence; trying is refused, and giving up needs its reason."""
    consult(case, rule=Rule.SILENCE)
    at = there("consultations", consultations.show(case.ilse, "Q1").id)
    assert "Nobody goes ahead before 12 May 2031" in ilse.get(at).text
    page = ilse.do(f"{at}/close", "close", how="proceed")
    assert page.status == 422 and "nobody goes ahead before" in page.text
    answer(case, "Sudmark", Stance.BEHIND, "Not this winter")
    let_end(case)
    assert "nobody goes ahead over Sudmark" in ilse.get(at).text
    before = dump(case.ilse)
    page = ilse.do(f"{at}/close", "close", how="proceed")
    assert page.status == 422 and "stayed behind; the rule is silence" in page.text
    assert "Say why it is given up" in ilse.do(f"{at}/close", "close", how="give-up").text
    assert dump(case.ilse) == before
    done = ilse.do(f"{at}/close", "close", how="give-up", why="Sudmark is right")
    assert "given up" in done.text and "Sudmark is right" in done.text


def test_under_hearing_one_goes_ahead_and_the_record_says_who_stayed_behind(case, ilse, there):  # noqa: F811
    """The allies have no veto."""
    consult(case)
    answer(case, "Sudmark", Stance.BEHIND)
    let_end(case)
    at = there("consultations", consultations.show(case.ilse, "Q1").id)
    page = ilse.do(f"{at}/close", "close", how="proceed")
    assert "Closed: we go ahead" in page.text and "stayed behind" in page.text
    assert consultations.show(case.ilse, "Q1").is_passed


def test_a_later_end_is_announced_and_an_earlier_one_refused(case, ilse, there):  # noqa: F811
    """Asked about once more, and told to those who were asked."""
    consult(case)
    at = there("consultations", consultations.show(case.ilse, "Q1").id)
    page = ilse.do(at, "put-off", until="2031-05-10")
    assert page.status == 422 and "not brought forward" in page.text
    page = ilse.do(at, "put-off", until="2031-05-20")
    assert "12 May 2031" in page.text and "20 May 2031" in page.text and "Hanne Solvik" in page.text
    assert "20 May 2031" in confirm(ilse, page).text
    case.settle("ilse", "hanne")
    assert str(asked.received(case.hanne)[0].put.ends) == "2031-05-20"


def test_a_personal_approach_is_put_on_record(case, ilse, there):  # noqa: F811
    """On our own side alone."""
    consult(case)
    at = there("consultations", consultations.show(case.ilse, "Q1").id)
    fields = {"ally": "Norlund", "by": "Ilse Maren", "what": "She writes herself", "on": "2031-05-06", "onto": ""}
    page = ilse.do(at, "approach", **fields)
    assert "Ilse Maren to Norlund" in page.text and "She writes herself" in page.text


def test_what_was_sent_is_not_sent_again_by_going_back(case, ilse, there, issue):  # noqa: F811
    """Nor what the desk has forgotten: the address leads nowhere, and nothing goes out by it."""
    page = opened(ilse, there, issue)
    confirm(ilse, page)
    before = dump(case.ilse)
    assert ilse.get(page.address).status == 404
    assert ilse.post(page.address, "do").status == 404
    assert dump(case.ilse) == before


def test_greta_sees_neither_the_answers_nor_the_channels_with_the_allies(case, sit, there):  # noqa: F811
    """She reads the case; what an ally wrote stands on a channel that she is not on, and its name too."""
    consult(case)
    answer(case, "Norlund", Stance.RESERVES, "We count them ourselves")
    case.settle("ilse", "greta")
    greta = sit(case, "greta")
    page = greta.get(there("consultations", consultations.show(case.greta, "Q1").id))
    assert "not seen from this desk" in page.text and "You are not on the channel with it" in page.text
    for at in ("consultations", "consultations/new", "consultations/talks"):
        assert "We count them ourselves" not in greta.get(there(at)).text
        assert NORLUND not in greta.get(there(at)).text


# What others put to us


def test_hanne_answers_for_norlund_and_sees_neither_case_nor_other_allies(case, sit, there):  # noqa: F811
    """Her page has the rule, the words, the end; her answer is asked about once more."""
    consult(case)
    hanne = sit(case, "hanne")
    page = hanne.get("/cases/asked")
    assert "Valdria" in page.text and "none yet" in page.text
    page = hanne.get(page.link("/cases/asked/"))
    for words in (FERRIES, "every one is heard and none has a veto", "12 May 2031", "We have not answered"):
        assert words in page.text, words
    for words in (CASE, "Sudmark", "Tervania", "passage Q1"):
        assert words not in page.text, words
    refused = hanne.do(page.address, "answer", stance=str(Stance.RESERVES), passage="0")
    assert refused.status == 422 and "Say which, in words" in refused.text
    asking = hanne.do(page.address, "answer", stance=str(Stance.RESERVES), words="We count them ourselves", passage="1")
    assert "We count them ourselves" in asking.text and "Ilse Maren ( Valdria )" in asking.text
    assert "We count them ourselves" in confirm(hanne, asking).text
    case.settle("ilse", "hanne")
    assert consultations.show(case.ilse, "Q1").line("Norlund").outcome is Outcome.RESERVED


def test_hanne_puts_on_record_that_there_was_too_little(case, sit):  # noqa: F811
    """Of time, or of material, or of both."""
    consult(case)
    hanne = sit(case, "hanne")
    at = hanne.get("/cases/asked").link("/cases/asked/")
    assert "Say of what there was too little" in hanne.do(at, "too-little").text
    page = hanne.do(at, "too-little", time="yes", words="A week, over a holiday")
    assert "A week, over a holiday" in confirm(hanne, page).text
    assert len(asked.received(case.hanne)[0].too_little) == 1


def test_what_was_not_put_to_us_has_no_page(case, sit):  # noqa: F811
    """Nor has what we put to others."""
    consult(case)
    put = consultations.show(case.ilse, "Q1").lines[0].put.thing.id.hex()[:16]
    assert sit(case, "ilse").get(f"/cases/asked/{put}").status == 404
    assert sit(case, "hanne").get("/cases/asked/00").status == 404


# During the talks


def test_rounds_are_noted_and_who_waits_is_named_until_he_is_told(case, ilse, there, issue):  # noqa: F811
    """Within the agreed days it is due, then overdue; a report is asked about once more."""
    consult(case, "Norlund")
    at = there("consultations/talks")
    assert ilse.do(at, "round", name="Second round", held="", issue="").status == 422
    ilse.do(at, "round", name="Second round", held="2031-05-05", issue=issue, onto="")
    ilse.do(at, "agree", party="Norlund", days="1", why="As we told them", onto="")
    page = ilse.get(at)
    assert "Second round" in page.text and "within 1 day" in page.text and "6 May 2031" in page.text
    assert "Overdue since 6 May 2031" in ilse.get(f"{at}?on=2031-05-09").text
    round_ = talks.every_round(case.ilse)[0].id.hex()
    fields = {"party": "Norlund", "round": round_, "level": "the outline", "onto": "", "on": ""}
    before = dump(case.ilse)
    assert "one of the two" in ilse.do(at, "tell", **fields).text
    assert "Say how much" in ilse.do(at, "tell", **{**fields, "level": "a little"}).text
    asking = ilse.do(at, "tell", **fields, text="They asked for more boats.\n\nWe listened.")
    assert dump(case.ilse) == before
    assert "We listened." in asking.text and "Hanne Solvik" in asking.text
    confirm(ilse, asking)
    assert "told of every round" in ilse.get(at).text
    case.settle("ilse", "hanne")
    assert talks.reported(case.hanne)[0].says.text[1] == "We listened."


def test_that_he_was_told_otherwise_is_noted_at_once(case, ilse, there):  # noqa: F811
    """Nothing goes out by it, so nothing is asked."""
    talks.round_(case.ilse, "First round", consultations_day())
    round_ = talks.every_round(case.ilse)[0].id.hex()
    fields = {"party": "Norlund", "round": round_, "level": "that it took place", "how": "By telephone", "onto": ""}
    page = ilse.do(there("consultations/talks"), "tell", **fields)
    assert "It is noted that it was told" in page.text and "told of every round" in page.text


def consultations_day():
    from backchannel.record.dates import parse

    return parse("2031-05-05")


def test_reports_and_suggestions_go_between_parties(case, ilse, sit):  # noqa: F811
    """Hanne reports and suggests; Ilse replies; each is asked about once more."""
    hanne = sit(case, "hanne")
    channel = of(case.hanne, NORLUND)
    page = hanne.do("/cases/told", "inform", channel=channel, name="Our own talks", text="They went on.\n\nSlowly.")
    assert "Slowly." in confirm(hanne, page).text
    assert hanne.do("/cases/told", "suggest", channel=channel, name="Monthly", about="food", words="x").status == 422
    page = hanne.do("/cases/told", "suggest", channel=channel, name="Monthly", about="forum", words="In the council")
    assert "In the council" in confirm(hanne, page).text
    case.settle("ilse", "hanne")
    which = talks.every_suggestion(case.ilse)[0].act.of.hex()
    assert "Say whether it is taken up" in ilse.do("/cases/told", "reply", which).text
    page = ilse.do("/cases/told", "reply", which, taken="yes", words="From June on")
    done = confirm(ilse, page)
    assert "From June on" in done.text and "Slowly." in done.text and "Taken up" in done.text


# Concerns, orders, proposals


def test_who_is_concerned_is_noted_and_dropped_with_a_reason(case, ilse, there, issue):  # noqa: F811
    """With how directly, why, and that nobody has heard it yet."""
    at = there("concerns")
    fields = {"party": "Norlund", "issue": issue, "degree": "direct", "why": "Its ferries use it", "onto": ""}
    assert "Say how directly" in ilse.do(at, "note", **{**fields, "degree": ""}).text
    page = ilse.do(at, "note", **fields)
    assert "Its ferries use it" in page.text and "not consulted" in page.text
    assert "Say why" in ilse.do(at, "drop", party="Norlund", issue=issue).text
    ilse.do(at, "drop", party="Norlund", issue=issue, why="They were sold")
    assert concerns.who(case.ilse, "passage") == []


def test_greta_may_not_say_that_somebody_is_concerned_less(case, sit, there, issue):  # noqa: F811
    """The rule is the refusal, and nothing is written."""
    concern(case, Norlund="crucial")
    case.settle("ilse", "greta")
    greta, before = sit(case, "greta"), dump(case.greta)
    page = greta.do(there("concerns"), "note", party="Norlund", issue=issue, degree="plain", onto="")
    assert page.status == 422 and "only a principal says" in page.text
    assert dump(case.greta) == before


def test_standing_orders_and_reasons_are_given_and_taken_back(case, ilse, there, issue):  # noqa: F811
    """Each with its reason; the page shows both."""
    at = there("proposals/orders")
    fields = {"name": "No surprises", "issue": issue, "towards": "Ostrava", "degree": "direct", "onto": ""}
    page = ilse.do(at, "give", **fields)
    assert "No surprises" in page.text and "from direct on" in page.text
    waiver = {"name": "Tervania", "party": "Tervania", "issue": issue, "why": "Its government fell", "onto": ""}
    page = ilse.do(at, "waive", **waiver, no_precedent="yes", basis="")
    assert "Its government fell" in page.text and "It is no precedent" in page.text
    which = orders.every_waiver(case.ilse)[0].id.hex()
    ilse.do(at, "take-back", which, why="There is one again")
    assert orders.every_waiver(case.ilse) == []
    ending = orders.listed(case.ilse)[0].order.thing.id.hex()
    assert "Say why the standing order ends" in ilse.do(at, "end", ending).text
    assert "There is no standing order" in ilse.do(at, "end", ending, why="The treaty is signed").text


def test_greta_gives_no_standing_order(case, sit, there, issue):  # noqa: F811
    """She is no principal there."""
    greta, before = sit(case, "greta"), dump(case.greta)
    page = greta.do(
        there("proposals/orders"), "give", name="Hers", issue=issue, towards="Ostrava", degree="plain", onto=""
    )
    assert page.status == 422 and "Only a principal" in page.text
    assert dump(case.greta) == before


@pytest.mark.parametrize("way", ["typed", "uploaded"])
def test_a_proposal_is_drafted_redrafted_and_dropped(case, ilse, there, issue, way):  # noqa: F811
    """Typed or uploaded; the new text stands in the place of the old."""
    fields = {"name": "ferries", "issue": issue, "onto": ""}
    if way == "typed":
        page = ilse.do(there("proposals"), "draft", **fields, text=f"{FERRIES}\n\n{NETS}")
    else:
        page = ilse.do(
            there("proposals"), "draft", **fields, files=[("file", ("p.md", f"{FERRIES}\n\n{NETS}".encode()))]
        )
    assert FERRIES in page.text and NETS in page.text and "nothing has gone out" in page.text
    page = ilse.do(page.address, "again", issue=issue, text=NETS)
    assert proposals.every(case.ilse)[0].says.text == (NETS,)
    page = ilse.do(page.address, "drop", why="The ice came early")
    assert "The ice came early" in page.text and "Dropped" in page.text
    assert "The ice came early" in ilse.get(there("proposals")).text


def test_the_page_of_a_proposal_names_who_is_unheard_and_the_gate_holds_it(case, ilse, there):  # noqa: F811
    """It says beforehand why it may not go out; trying is refused, and nothing is sealed."""
    concern(case)
    order(case)
    kept = proposals.draft(case.ilse, "ferries", "passage", (FERRIES,))
    at = there("proposals", kept.id)
    page = ilse.get(at)
    assert "It may not go out yet" in page.text and all(ally in page.text for ally in ALLIES)
    before = dump(case.ilse)
    page = ilse.do(at, "send", channel=of(case.ilse, LINE))
    assert page.status == 422 and "not yet heard" in page.text
    assert dump(case.ilse) == before


def test_once_they_were_heard_it_is_shown_and_sealed(case, ilse, there):  # noqa: F811
    """The last page says what is sealed and for whom; the letter is on the line."""
    heard(case)
    kept = proposals.draft(case.ilse, "ferries", "passage", (FERRIES,))
    at = there("proposals", kept.id)
    assert "nothing above would hold it" in ilse.get(at).text
    page = ilse.do(at, "send", channel=of(case.ilse, LINE), heading="On the ferries")
    assert FERRIES in page.text and "Tomas Reik ( Ostrava )" in page.text and "On the ferries" in page.text
    confirm(ilse, page)
    assert letters.every(case.ilse, LINE)[-1].document.heading == "On the ferries"


def test_a_consultation_in_the_words_of_a_proposal_begins_at_its_page(case, ilse, there, issue):  # noqa: F811
    """The link chooses the proposal."""
    concern(case)
    order(case)
    kept = proposals.draft(case.ilse, "ferries", "passage", (FERRIES,))
    link = ilse.get(there("proposals", kept.id)).link("consultations/new")
    assert f'value="{kept.id.hex()}" selected' in ilse.get(link).html
    page = opened(ilse, there, issue, text="", proposal=kept.id.hex())
    assert FERRIES in page.text
    confirm(ilse, page)
    assert consultations.show(case.ilse, "Q1").says.proposal == "ferries"
    assert DESKS["Norlund"] == "hanne"


def test_every_page_of_consulting_is_filled_by_the_demo(at_demo):
    """The one who decides finds what was played: who was asked, who said what, what he may propose."""
    holt = at_demo("holt")
    case_ = "/case/" + holt.site.clerk.submit(lambda: cases.every(holt.site.desk)[0].id.hex()[:16]).result()
    assert "the neighbours" in holt.get(f"{case_}/consultations").text
    page = holt.get(holt.get(f"{case_}/consultations").link("/consultations/"))
    assert page.status == 200
    for part, words in (
        ("proposals", "five autumns"),
        ("concerns", "Kelmare"),
        ("proposals/orders", "There is no standing order"),
        ("consultations/talks", "Vindland"),
    ):
        assert words in holt.get(f"{case_}/{part}").text, part
    aamot = at_demo("aamot")
    page = aamot.get(aamot.get("/cases/asked").link("/cases/asked/"))
    assert "joins" in page.text and "five autumns" in page.text
    assert "Kelmare" not in page.text
