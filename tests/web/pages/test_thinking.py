"""What our side thinks before it speaks, on pages: interests, options, guidelines, positions, gains, linkage."""

import pytest
from tests.desk.planning.conftest import _case, _office, case, office  # noqa: F401
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import dump

from backchannel.desk.planning import cases, gains, guidelines, interests, linkage, options, positions

DRAFT = {
    "file": ("reply.md", b"# A reply\n\nFour ferries a day may pass.\n\nOur pilots stay on board.\n", "text/markdown")
}


@pytest.fixture
def ilse(sit, case):  # noqa: F811
    """Somebody at Ilse's desk."""
    return sit(case, "ilse")


@pytest.fixture
def there(case):  # noqa: F811
    """A function that gives the address of a page of the case."""
    identifier = cases.show(case.ilse).id.hex()[:16]
    return lambda part: f"/case/{identifier}/{part}"


@pytest.fixture
def rests(case):  # noqa: F811
    """The address of a passage of a paper on the channel on which the case is open."""
    written = case.letter(
        "greta", "Four ferries a day have passed since 2024.", "No pilots.", channel=DESK, readers=["ilse", "karl"]
    )
    case.settle()
    return f"{DESK}/{written.reference}/1"


def unchanged(table, visitor, address, act, says, **fields):
    """Send a form that is to be refused, and require the reason on the page and that nothing changed."""
    before = {name: dump(desk) for name, desk in table.desks.items()}
    read = visitor.do(address, act, **fields)
    assert read.status == 422
    assert says in read.text
    assert {name: dump(desk) for name, desk in table.desks.items()} == before
    return read


def test_an_interest_is_entered_and_a_draft_held_against_it(case, ilse, there, rests):  # noqa: F811
    """From the form to the list, from the list to a draft from a file, and from its passage to what is settled."""
    page = there("interests")
    read = ilse.do(
        page, "add", name="pilots on board", nature="essential", issue="passage", what="Our pilots steer", rests=rests
    )
    assert "pilots on board" in read.text and "Four ferries a day have passed since 2024." in read.text
    held = ilse.do(page, "hold", files=DRAFT)
    assert "Not everything is settled" in held.text
    (one,) = interests.register(case.ilse)
    bound = ilse.do(held.address, "bind", which=one.kept.id.hex()[:16], passage="2", part="keeps")
    assert "Every essential is kept" in bound.text, bound.text
    gone = ilse.do(bound.address, "unbind", which=one.kept.id.hex()[:16], why="The text is another now")
    assert "Not everything is settled" in gone.text
    dropped = ilse.do(page, "drop", which=one.kept.id.hex()[:16], why="Norlund sends pilots")
    assert "Norlund sends pilots" in dropped.text


def test_what_was_typed_stays_where_an_interest_is_refused(case, ilse, there, rests):  # noqa: F811
    """An interest needs its passage: the reason stands at the form, and nothing that was typed is lost."""
    read = unchanged(
        case, ilse, there("interests"), "add", "passage", name="pilots", nature="tradable", issue="passage",
        what="Our pilots steer, as they always did", rests="nowhere/1",
    )  # fmt: skip
    assert read.form("add")["fields"]["what"].strip() == "Our pilots steer, as they always did"


def test_a_forged_choice_is_refused(case, ilse, there):  # noqa: F811
    """What no form offers is refused in a sentence."""
    read = ilse.post(there("interests"), "add", name="x", nature="vital", issue="passage", what="x")
    assert read.status == 422 and "Choose one of what the form offers" in read.text
    assert not interests.register(case.ilse)


def test_guidelines_are_given_answered_and_struck_out(case, ilse, there):  # noqa: F811
    """A draft is held against the list; what is answered, by a passage or by a reason, is said."""
    page = there("guidelines")
    ilse.do(page, "add", list="For the paper", text="Do not insist on pilots.")
    ilse.do(page, "add", list="For the paper", text="Say nothing of the nets.")
    held = ilse.do(page, "hold", files=DRAFT)
    assert "0 of 2 are answered" in held.text
    (found,), _ = guidelines.every(case.ilse)
    first, second = (one.id.hex()[:16] for one in found.guidelines)
    ilse.do(held.address, "answer", which=first, reason="They are insisted on this once")
    read = ilse.do(held.address, "answer", which=second, passage="2")
    assert "2 of 2 are answered" in read.text
    both = ilse.do(held.address, "answer", which=first, passage="1", reason="and a reason")
    assert both.status == 422
    read = ilse.do(page, "strike", which=first, why="The pilots were given up")
    assert "The pilots were given up" in read.text


def test_rungs_stand_where_it_is_said_and_a_limit_is_told(case, ilse, there):  # noqa: F811
    """Two rungs with amounts are drawn to scale, and a limit that they pass stands out."""
    page = there("positions")
    cases.open_on(case.ilse, "", GROUP)
    ilse.do(page, "put", issue="passage", step="opening", words="Four a day", amount="4", unit="ferries", onto=DESK)
    read = ilse.do(
        page, "put", issue="passage", step="fall-back", words="One a day", amount="1", unit="ferries", onto=GROUP
    )
    assert "To scale: opening 4, fall-back 1 ferries" in read.html
    read = ilse.do(page, "limit", issue="passage", amount="2", unit="ferries", onto=GROUP)
    assert "passed, they are 3 apart" in read.text
    assert len(positions.ladders(case.ilse)[0].rungs) == 2
    read = ilse.do(page, "lift", which="1", why="The rungs are settled")
    assert "Limit 2" not in read.text


def test_a_rung_is_seen_by_exactly_the_members_of_its_channel(case, ilse, there, sit):  # noqa: F811
    """Karl is not of the small group: on his page there is neither the rung nor that there is one."""
    page = there("positions")
    cases.open_on(case.ilse, "", GROUP)
    case.settle()
    karl = sit(case, "karl")
    before = karl.get(page).text
    ilse.do(page, "put", issue="passage", step="fall-back", words="A single ferry", onto=GROUP)
    case.settle()
    assert karl.get(page).text == before
    assert "A single ferry" in sit(case, "greta").get(page).text


def test_gains_tell_the_same_horse_bought_twice(case, ilse, there, rests):  # noqa: F811
    """Who gains only what he has, and gives something for it, is told so."""
    page, document = there("gains"), rests.rpartition("/")[0]
    for sort, what in (("merely kept", "Four ferries a day"), ("given", "The pilots")):
        read = ilse.do(
            page, "add", proposal=document, party="Valdria", sort=sort, what=what, present="Four pass", rests=rests
        )
    assert "the same horse bought twice" in read.text
    line = gains.listed(case.ilse)[0].shares[0][1][0].kept.id.hex()[:16]
    ilse.do(page, "drop", which=line, why="It is not so")
    assert "bought twice" not in ilse.get(page).text


def test_links_are_drawn_and_asked(case, ilse, there, rests):  # noqa: F811
    """A precondition is drawn as an arrow that blocks, in the words that say so, until it is met."""
    page = there("linkage")
    read = ilse.do(page, "add", issue="passage", on="nets", type="precondition", holder="Ostrava", rests=rests)
    assert "it blocks" in read.text and "passage hangs on nets: precondition" in read.html
    assert "They are not opened" in ilse.do(page, "ask", issue="passage").text
    link = linkage.listed(case.ilse)[0][0].link.id.hex()[:16]
    met = ilse.do(page, "met", which=link, by="The nets were paid for")
    assert "The nets were paid for" in met.text
    assert "Nothing forbids them" in ilse.do(page, "ask", issue="passage").text


def test_options_are_laid_side_by_side_and_one_is_decided(case, ilse, there):  # noqa: F811
    """From the set to its table, what is missing, the decision and the Word file."""
    made = ilse.do(there("options"), "new", name="Winter passage", headings="Cost\nRisk")
    for title in ("Four ferries a day", "A pilot on each"):
        read = ilse.do(made.address, "add", title=title, **{"says-0": "One icebreaker"})
    assert "says nothing under “Risk”" in read.text
    (found,) = options.every(case.ilse)
    first, second = (column.option.id.hex() for column in found.columns)
    ilse.do(made.address, "put", which=first[:16], **{"says-1": "Ostrava asks for six"})
    ilse.do(made.address, "drop", which=second[:16], why="Nobody would have it")
    again = ilse.do(made.address, "take-up", which=second[:16])
    assert again.status == 200
    read = ilse.do(made.address, "decide", option=first, why="It is cheap")
    assert "It is cheap" in read.text
    given = ilse.do(made.address, "give", **{"as": "word"})
    assert given.response.content[:2] == b"PK"
    assert given.response.headers["content-disposition"] == 'attachment; filename="options.docx"'


def test_somebody_who_is_no_principal_does_not_decide(case, ilse, there, sit):  # noqa: F811
    """The rule is told at the form, and nothing is decided."""
    made = ilse.do(there("options"), "new", name="Winter passage", headings="Cost")
    for title in ("Four", "Two"):
        ilse.do(made.address, "add", title=title, **{"says-0": "Cheap"})
    case.settle()
    greta = sit(case, "greta")
    (found,) = options.every(case.greta)
    unchanged(case, greta, made.address, "decide", "principal", option=found.columns[0].option.id.hex(), why="So")
