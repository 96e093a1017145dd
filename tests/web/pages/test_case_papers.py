"""Papers, groups and comments of a case, on pages: asked for, delivered, decided; who is on what; said for ever."""

import pytest
from tests.desk.planning.conftest import _case, _office, case, office  # noqa: F401
from tests.desk.planning.office import DESK, GROUP
from tests.desk.table import dump

from backchannel.desk.planning import cases, comments, groups, options, papers
from backchannel.planning.decisions import DECISION, ON, Decision
from backchannel.planning.papers import TASKING, Stage

NAME = "The winter paper"


@pytest.fixture
def there(case):  # noqa: F811
    """A function that gives the address of a page of the case."""
    identifier = cases.show(case.ilse).id.hex()[:16]
    return lambda part: f"/case/{identifier}/{part}"


@pytest.fixture
def ilse(sit, case):  # noqa: F811
    """Somebody at Ilse's desk, who is a principal."""
    return sit(case, "ilse")


@pytest.fixture
def asked(case, there):  # noqa: F811
    """The address of a tasking of 5 May 2031 with one product that is due on that Friday."""
    kept = papers.ask(case.ilse, NAME, "Who passes while there is ice", ["Greta Lund", "Karl Oden"])
    papers.add(case.ilse, NAME, "First proposals", Stage.PRELIMINARY, ["Greta Lund"], by="9 May 2031")
    case.settle("ilse", "greta", "karl")
    return there(f"papers/{kept.id.hex()[:16]}")


def product(desk):
    """The number of the one product, as forms name it."""
    return papers.every(desk).taskings[0].products[0].product.id.hex()[:16]


def refused(table, visitor, page, act, says, which="", **fields):
    """Send a form that is to be refused: the reason is on the page, and nothing changed at any desk."""
    before = {name: dump(desk) for name, desk in table.desks.items()}
    read = visitor.do(page, act, which, **fields)
    assert read.status == 422 and says in read.text, read.text
    assert {name: dump(desk) for name, desk in table.desks.items()} == before
    return read


def test_papers_are_asked_for_with_their_date_as_it_was_written(ilse, there):
    """From the form to the tasking's page, with what the date's words were read as, and how."""
    read = ilse.do(there("papers"), "ask", name=NAME, about="Who passes", of="Greta Lund\nKarl Oden")
    assert "Greta Lund , Karl Oden" in read.text and "Nothing is due for it yet" in read.text
    read = ilse.do(
        read.address, "add", product="First proposals", stage="preliminary", owes="Greta Lund",
        by="Friday of this week", read_on="2031-05-05",
    )  # fmt: skip
    assert "“Friday of this week”: 9 May 2031, inferred" in read.text and "How the date was read" in read.text
    due = ilse.get(f"{there('papers')}?on=2031-05-08")
    assert "First proposals next, 1 day Greta Lund" in due.text
    assert "overdue, 3 days" in ilse.get(f"{there('papers')}?on=2031-05-12").text
    assert ilse.get(f"{there('papers')}?on=soon").status == 404


def test_a_paper_is_delivered_moved_and_dropped(case, ilse, sit, asked):  # noqa: F811
    """By whoever owes it, by its address; a new date stands beside none, and what is dropped stays with its reason."""
    which = product(case.ilse)
    moved = ilse.do(asked, "move", which, by="12 May 2031")
    assert "12 May 2031" in moved.text
    letter = case.letter("greta", "Four ferries, or pilots.", channel=DESK, readers=("ilse", "karl"))
    case.settle("ilse", "greta", "karl")
    greta = sit(case, "greta")
    done = greta.do(asked, "deliver", which, address=f"{DESK}/{letter.reference}", remark="In haste")
    assert "Delivered by Greta Lund" in done.text and "In haste" in done.text and "Done" in done.text
    dropped = ilse.do(asked, "drop", which, why="The minister is away")
    assert "Dropped: The minister is away" in dropped.text


def test_who_may_not_read_a_letter_is_not_told_of_it_by_a_delivery(case, sit, asked):  # noqa: F811
    """Karl reads the tasking and not the letter; the delivery is refused on the page."""
    narrow = case.letter("greta", "For Ilse alone.", channel=DESK, readers=("ilse",))
    case.settle("ilse", "greta", "karl")
    greta, which = sit(case, "greta"), product(case.greta)
    says = "Karl Oden would learn from this"
    kept = refused(case, greta, asked, "deliver", says, which, address=f"{DESK}/{narrow.reference}")
    assert "For Ilse alone" not in sit(case, "karl").get(asked).text
    assert kept.form("deliver", which)["fields"]["address"] == f"{DESK}/{narrow.reference}"


def test_dates_that_were_given_apart_both_stand_until_one_is_put_in_place(case, ilse, asked):  # noqa: F811
    """The page shows both, and a box that the form needs."""
    papers.move(case.greta, "First proposals", "12 May 2031")
    papers.move(case.karl, "First proposals", "14 May 2031")
    case.settle("ilse", "greta", "karl")
    which = product(case.ilse)
    assert "unseen by the other" in ilse.get(asked).text
    refused(case, ilse, asked, "move", "both statements stand", which, by="13 May 2031")
    assert "unseen by the other" not in ilse.do(asked, "move", which, by="13 May 2031", settle="yes").text


def test_a_view_is_no_decision_and_only_a_principal_decides(case, ilse, sit, asked):  # noqa: F811
    """The rule stands above the form; Greta's view and decision are refused, and a second decision needs a reason."""
    assert "a principal named for it in the tasking" in ilse.get(asked).text
    read = ilse.do(asked, "view", text="Most of it is standing around already.")
    assert "standing around already" in read.text and "Nothing is decided" in read.text
    greta = sit(case, "greta")
    refused(case, greta, asked, "view", "The view of a principal", text="So do I think.")
    refused(case, greta, asked, "decide", "Only a principal decides", what="The pilots.")
    read = ilse.do(asked, "decide", what="We propose the pilots.", why="They know the strait")
    assert "We propose the pilots. , because They know the strait" in read.text
    refused(case, ilse, asked, "decide", "decided already", what="The ferries.")
    refused(case, ilse, asked, "decide", "Say why", what="The ferries.", anew="yes")
    assert "The ferries." in ilse.do(asked, "decide", what="The ferries.", why="Ice", anew="yes").text


def test_attack_a_decision_by_another_program_is_shown_without_effect(case, ilse, asked):  # noqa: F811
    """Karl's decision stands on the page with the rule that takes its effect away, and decides nothing."""
    with cases.change(case.karl) as acting:
        kept = acting.board.find(TASKING, NAME, "tasking")
        acting.open(DECISION, Decision("The ferries <b>now</b>."), names={ON: (kept.id,)})
    case.settle("ilse", "greta", "karl")
    read = ilse.get(asked)
    assert "Without effect: what Karl Oden wrote" in read.text and "Nothing is decided" in read.text


def test_what_cannot_be_asked_is_refused_on_the_page(case, ilse, there, asked):  # noqa: F811
    """Nobody asked, a name that is used, no stage, no date that is one, a product of elsewhere, a tasking of nobody."""
    refused(case, ilse, there("papers"), "ask", "Say who is asked", name="Another")
    refused(case, ilse, there("papers"), "ask", "There is a tasking", name="the winter PAPER", of="Greta Lund")
    refused(case, ilse, asked, "add", "is due for this tasking already", product="first proposals", stage="session")
    refused(case, ilse, asked, "add", "is no date", product="Second", stage="session", read_on="the day after")
    refused(case, ilse, asked, "move", "Say by when", product(case.ilse), by="")
    refused(case, ilse, asked, "drop", "Say why", product(case.ilse), why="")
    for act, fields in (("add", {"product": "X", "stage": "whenever"}), ("move", {"by": "1 June 2031", "which": "00"})):
        assert ilse.post(asked, act, **fields).status == 422
    for address in ("papers/0011223344556677", "papers/00", "comments/0011223344556677", "comments/ab"):
        assert ilse.get(there(address)).status == 404


def test_a_group_is_set_up_filled_and_raised_on_its_page(case, ilse, there):  # noqa: F811
    """Its ceiling, to whom it reports, from what it is apart; who is on it with who asked for him."""
    cases.open_on(case.ilse, "", GROUP)
    page = there("groups")
    read = ilse.do(
        page,
        "new",
        name="The winter five",
        onto=GROUP,
        ceiling="1",
        reports_to="Ilse Maren",
        apart_from="The day's work",
    )
    assert "0 of 1" in read.text and "Ilse Maren , and to nobody else" in read.text
    which = groups.every(case.ilse)[0].group.kept.id.hex()[:16]
    read = ilse.do(page, "put", which, person="Greta Lund", asked_by="Ilse Maren", why="She knows the pilots")
    assert "Greta Lund Ilse Maren She knows the pilots" in read.text
    refused(case, ilse, page, "put", "must raise it first", which, person="Otto Brandt", asked_by="Ilse Maren")
    refused(case, ilse, page, "ceiling", "Say why", which, ceiling="2")
    refused(case, ilse, page, "ceiling", "as a number", which, ceiling="two", why="A lawyer")
    refused(case, ilse, page, "ceiling", "between 1 and 3", which, ceiling="9", why="A lawyer")
    assert "raised, since A lawyer" in ilse.do(page, "ceiling", which, ceiling="2", why="A lawyer").text
    read = ilse.do(page, "put", which, person="Otto Brandt", asked_by="Ilse Maren")
    assert "not on the channel yet" in read.text
    assert "Otto Brandt" not in ilse.do(page, "take-off", f"{which}-2").text.partition("Members")[2]
    assert ilse.post(page, "put", which="0011223344556677", person="X", asked_by="Y").status == 422


def test_who_is_not_on_its_channel_sees_no_trace_of_a_group(case, sit, there):  # noqa: F811
    """Karl's pages are to the byte what they were, but for the names of one showing of a form."""
    karl = sit(case, "karl")

    def shown():
        read = {part: karl.get(there(part)) for part in ("groups", "papers", "comments")}
        return {part: one.text for part, one in read.items()}

    before = shown()
    cases.open_on(case.ilse, "", GROUP)
    groups.new(case.ilse, "The winter five", GROUP, "The day's work", ["Ilse Maren"], 2)
    groups.add(case.ilse, "Greta Lund", "Ilse Maren")
    papers.ask(case.ilse, NAME, "Alternatives", [], group="The winter five")
    comments.add(case.ilse, NAME, "In haste.")
    case.settle("ilse", "greta")
    case.settle("ilse", "karl")
    assert shown() == before
    assert "The winter five" in sit(case, "greta").get(there("groups")).text


def test_only_a_principal_changes_a_group(case, sit, there):  # noqa: F811
    """Greta may read it and not change it."""
    cases.open_on(case.ilse, "", GROUP)
    groups.new(case.ilse, "The winter five", GROUP, "The day's work", ["Ilse Maren"], 2)
    case.settle("ilse", "greta")
    which = groups.every(case.greta)[0].group.kept.id.hex()[:16]
    refused(
        case,
        sit(case, "greta"),
        there("groups"),
        "put",
        "Only a principal",
        which,
        person="Greta Lund",
        asked_by="Greta",
    )


def test_a_thing_is_commented_on_and_the_comment_answered(case, ilse, sit, there, asked):  # noqa: F811
    """By its name, on its own page, in its order; nobody has a form to change a comment."""
    found = ilse.do(there("comments"), "look", what=NAME)
    assert found.address == asked.replace("/papers/", "/comments/") and "No comment yet" in found.text
    ilse.do(found.address, "add", text="Too much for a week.")
    case.settle("ilse", "greta", "karl")
    (one,) = comments.recent(case.greta)
    which = one.kept.id.hex()[:16]
    read = sit(case, "greta").do(found.address, "answer", which, text="Then <i>half</i> of it.")
    assert "Too much for a week." in read.text and "Then <i>half</i> of it." in read.text
    assert 'class="deep-1"' in read.html and "<i>half</i>" not in read.html
    assert {form["fields"].get("do") for form in read.forms} <= {"lock", "answer", "add", None}
    case.settle("ilse", "greta", "karl")
    assert "Too much for a week." in ilse.get(asked).text
    assert ilse.get(there("comments")).text.index("Then <i>half") < ilse.get(there("comments")).text.index("Too much")


def test_an_option_is_commented_on_under_a_heading(case, ilse, there):  # noqa: F811
    """An option is named as SET/B; the set's own page leads to its comments."""
    opened = options.new(case.ilse, "Passage", ["Cost"])
    options.add(case.ilse, "Passage", "Ferries", {"Cost": "Little"})
    found = ilse.do(there("comments"), "look", what="Passage/A")
    assert "under Cost" in ilse.do(found.address, "add", text="Who pays?", under="Cost").text
    assert found.address in ilse.get(there(f"options/{opened.set.id.hex()[:16]}")).links


def test_a_passage_is_commented_on_under_an_address_without_its_words(case, ilse, there):  # noqa: F811
    """The words stand above the comments; a passage that there is not, or words that are none, are refused."""
    letter = case.letter("greta", "Four ferries.", "Or pilots.", channel=DESK, readers=("ilse", "karl"))
    case.settle("ilse", "greta", "karl")
    found = ilse.do(there("comments"), "look", what=f"{DESK}/{letter.reference}/2")
    assert found.address.startswith(there("comments/on/")) and "Or pilots." in found.text
    assert "Which?" in ilse.do(found.address, "add", text="Which?").text
    again = ilse.do(there("comments"), "look", comments.recent(case.ilse)[0].kept.id.hex()[:16])
    assert "Which?" in again.text and "Or pilots." in again.text
    refused(case, ilse, there("comments"), "look", "Say what", what="")
    assert ilse.do(there("comments"), "look", what="The moon").status == 422
    assert ilse.do(found.address, "add", text=" ").status == 422
