"""Options at several desks: side by side, commented on for ever, dropped with a reason, decided by who may."""

import io

import docx
import pytest
from tests.desk.planning.office import DESK, GROUP

from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.planning import cases, comments, options, papers
from backchannel.errors import RuleError, TooEarlyError, UsageError
from backchannel.planning.acts import Ending
from backchannel.planning.comments import COMMENT, Comment
from backchannel.planning.decisions import DECISION, LEFT, ON, TAKEN, VIEW, Decision, View
from backchannel.planning.options import OPTION, SET, options_of
from backchannel.planning.options_sheet import sheet
from backchannel.planning.papers import TASKING
from backchannel.record.writers import html, word

NAME = "Winter passage"


def letters(comparison):
    return [one.option.says.name for one in comparison.columns]


def decided(comparison):
    return [one.says.what for one in comparison.decided.standing]


@pytest.fixture
def three(case):
    """Three alternatives under two headings, on the strait desk; C says nothing of the risk."""
    options.new(case.ilse, NAME, ["Cost", "Risk"], "What we propose for the months of ice")
    case.settle("ilse", "greta", "karl")
    options.add(case.greta, NAME, "Four ferries a day", {"Cost": "One icebreaker", "Risk": "Ostrava asks for six"})
    case.settle("ilse", "greta", "karl")
    options.add(case.karl, NAME, "A pilot on each ship", {"cost": "Twelve pilots", "Risk": "They are few"})
    case.settle("ilse", "greta", "karl")
    options.add(case.ilse, NAME, "Close the strait", {"Cost": "Nothing"})
    case.settle("ilse", "greta", "karl")
    return case


def test_alternatives_stand_under_the_same_headings_and_what_one_does_not_say_is_missing(three):
    """Letters follow each other, the headings are the set's, and the gap is shown as a gap."""
    for name in ("ilse", "greta", "karl"):
        found = options.compare(three.desks[name], NAME)
        assert (letters(found), found.headings) == (["A", "B", "C"], ("Cost", "Risk"))
        assert [[w.text for w in cell] for cell in found.columns[2].cells] == [["Nothing"], []]
        assert found.unsettled == ("C says nothing under “Risk”",)


def test_a_text_under_a_heading_that_the_others_have_not_is_refused(three):
    """An option that brings a heading of its own is not comparable; it is added for all."""
    with three.refused(UsageError, "have no heading “Beauty”"):
        options.add(three.ilse, NAME, "A bridge", {"Beauty": "Great"})
    assert options.add_heading(three.ilse, NAME, "Beauty").columns[0].missing(("Cost", "Risk", "Beauty")) == ("Beauty",)
    with three.refused(UsageError, "have the heading “beauty” already"):
        options.add_heading(three.ilse, NAME, "beauty")
    with three.refused(UsageError, "is an option B already"):
        options.add(three.ilse, NAME, "A bridge", {}, name="b")


def test_a_decision_keeps_what_was_not_taken(three):
    """A and C are read as before, and the decision names them."""
    kept = options.decide(three.ilse, NAME, "B", "The pilots know the strait")
    three.settle("ilse", "greta", "karl")
    found = options.compare(three.karl, NAME)
    assert decided(found) == ["B: A pilot on each ship"]
    assert letters(found) == ["A", "B", "C"]
    assert [w.text for w in found.columns[0].cells[0]] == ["One icebreaker"]
    assert kept.act.names[TAKEN] == (found.columns[1].option.id,)
    assert kept.act.names[LEFT] == (found.columns[0].option.id, found.columns[2].option.id)


def test_attack_decide_without_being_a_principal(three):
    """Greta may not; and where her program lets her, every desk gives it no effect and says by which rule."""
    with three.refused(RuleError, "Only a principal decides"):
        options.decide(three.greta, NAME, "A", "By order of Ilse Maren")
    with cases.change(three.greta) as acting:
        kept = acting.board.find(SET, NAME, "set")
        first = options_of(acting.board, kept)[0]
        acting.open(DECISION, Decision("A, decided by Ilse Maren"), names={ON: (kept.id,), TAKEN: (first.id,)})
    three.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        found = options.compare(three.desks[name], NAME)
        assert (decided(found), found.taken) == ([], frozenset())
        (without,) = found.without_effect
        assert (without.act.writer.person, without.rule.split(",")[0]) == ("Greta Lund", "Only a principal decides")


def test_attack_decide_on_ones_own_ledger_where_everybody_is_a_principal(three):
    """A decision stands on the channel of what it decides; on a ledger of one's own it has no effect, there either."""
    with cases.change(three.greta) as acting:
        kept = acting.board.find(SET, NAME, "set")
        first = options_of(acting.board, kept)[0]
        acting.open(DECISION, Decision("A"), onto=OWN, names={ON: (kept.id,), TAKEN: (first.id,)})
    found = options.compare(three.greta, NAME)
    assert (decided(found), [one.rule for one in found.without_effect]) == (
        [],
        ["A decision stands on the channel of what it decides."],
    )


def test_attack_revise_the_principal_s_decision(three):
    """Greta's words in place of Ilse's have no effect, nor has her ending of it, nor has what has no form at all."""
    options.decide(three.ilse, NAME, "B")
    three.settle("ilse", "greta")
    for value, ended in ((Decision("A"), None), (Decision("B"), Ending("withdrawn", "She changed her mind"))):
        with cases.change(three.greta) as acting:
            thing = acting.board.things(DECISION)[0]
            acting.revise(DECISION, acting.board.get(DECISION, thing.id), value, ended=ended)
    with cases.change(three.greta) as acting:
        kept = acting.board.get(DECISION, acting.board.things(DECISION)[0].id)
        acting.revise(DECISION, kept, Decision("A"), names={})
    three.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        found = options.compare(three.desks[name], NAME)
        assert (decided(found), len(found.without_effect)) == (["B: A pilot on each ship"], 3)
    # And Ilse decides anew over all of it.
    options.decide(three.ilse, NAME, "C", "The ice came early", anew=True)
    three.settle("ilse", "greta", "karl")
    assert decided(options.compare(three.karl, NAME)) == ["C: Close the strait"]


def test_attack_name_oneself_in_the_tasking_as_who_decides(three):
    """Nobody but a principal says who decides: not when it is opened, and not by wording it anew."""
    with three.refused(RuleError, "Only a principal says who decides"):
        papers.ask(three.greta, "Ice", "A paper", ["Greta Lund"], decides=["Greta Lund"])
    papers.ask(three.ilse, "Ice", "A paper on the winter", ["Greta Lund"], decides=["Karl Oden"])
    options.new(three.ilse, "Ice rules", ["Cost"], tasking="Ice")
    for title in ("Lamps", "Bells"):
        options.add(three.ilse, "Ice rules", title, {"Cost": "Little"})
    three.settle("ilse", "greta", "karl")
    with cases.change(three.greta) as acting:
        kept = acting.board.find(TASKING, "Ice", "tasking")
        acting.revise(
            TASKING, kept, kept.says.__class__("Ice", "A paper", "Ilse Maren", ("Greta Lund",), "", ("Greta Lund",))
        )
    with three.refused(RuleError, "Only a principal decides"):
        options.decide(three.greta, "Ice rules", "A")
    three.settle("ilse", "greta", "karl")
    options.decide(three.karl, "Ice rules", "A", "The bells freeze")
    three.settle("ilse", "greta", "karl")
    assert decided(options.compare(three.ilse, "Ice rules")) == ["A: Lamps"]


def test_attack_put_a_set_of_one_s_own_beneath_the_tasking_on_another_channel(three):
    """Whom the tasking names decides where the tasking stands: a set elsewhere names nobody."""
    cases.open_on(three.ilse, "", GROUP)
    three.settle("ilse", "greta")
    papers.ask(three.ilse, "Ice", "A paper", ["Greta Lund"], decides=["Greta Lund"], onto=DESK)
    three.settle("ilse", "greta")
    options.new(three.greta, "Quiet rules", ["Cost"], tasking="Ice", onto=GROUP)
    for title in ("Lamps", "Bells"):
        options.add(three.greta, "Quiet rules", title, {})
    with three.refused(RuleError, "Only a principal decides"):
        options.decide(three.greta, "Quiet rules", "A")


def test_two_desks_that_decide_apart_are_both_shown_until_one_is_put_in_place_of_both(case):
    """Two principals of one side, neither having seen the other's: both stand, nothing is settled."""
    title = "The two principals"
    case.open_line(("ilse", "greta"), ("karl",), title=title)
    cases.open_on(case.ilse, "", title)
    case.settle("ilse", "greta", "karl")
    options.new(case.ilse, NAME, ["Cost"], onto=title)
    for one in ("Ferries", "Pilots", "Nothing"):
        options.add(case.ilse, NAME, one, {"Cost": one})
    case.settle("ilse", "greta", "karl")
    options.decide(case.ilse, NAME, "A")
    options.decide(case.greta, NAME, "B", "She did not hear of it")
    case.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        found = options.compare(case.desks[name], NAME)
        assert sorted(decided(found)) == ["A: Ferries", "B: Pilots"]
        assert found.decided.is_disputed
        assert len(found.taken) == 2
        assert "it was decided twice, by desks that did not see each other" in found.unsettled
    with case.refused(UsageError, "say that it is decided anew", typed="--anew --why"):
        options.decide(case.ilse, NAME, "B")
    with case.refused(UsageError, "Say why it is decided anew"):
        options.decide(case.ilse, NAME, "B", anew=True)
    with case.refused(RuleError, "Only a principal decides"):
        options.decide(case.karl, NAME, "B", "To settle it", anew=True)
    options.decide(case.ilse, NAME, "B", "Greta had spoken with the pilots", anew=True)
    case.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        found = options.compare(case.desks[name], NAME)
        assert (decided(found), found.decided.is_disputed) == (["B: Pilots"], False)
        assert len(found.decided.ended) == 1


def test_attack_word_an_option_anew_after_it_was_decided(three):
    """The decision was on other words: every desk says so, and the words that were decided on are in the history."""
    options.decide(three.ilse, NAME, "B")
    three.settle("ilse", "greta")
    options.put(three.greta, NAME, "B", {"Cost": "One pilot"})
    three.settle("ilse", "greta", "karl")
    found = options.compare(three.karl, NAME)
    assert "B was worded anew after it was decided" in found.unsettled
    with cases.reading(three.karl) as (_, board):
        said = [says.says[0].text for says, _ in board.history(OPTION, found.columns[1].option.thing)]
    assert said == ["Twelve pilots", "One pilot"]
    options.decide(three.ilse, NAME, "B", "One will do", anew=True)
    assert options.compare(three.ilse, NAME).reworded == ()


def test_attack_drop_an_option_without_saying_why(three):
    """Refused here; and where another program writes it, the option stands at every desk, with the rule."""
    with three.refused(UsageError, "Say why the option is dropped"):
        options.drop(three.karl, NAME, "A", "  ")
    with cases.change(three.karl) as acting:
        option = options_of(acting.board, acting.board.find(SET, NAME, "set"))[0]
        acting.revise(OPTION, option, option.says, ended=Ending("dropped"))
    three.settle("ilse", "greta", "karl")
    first = options.compare(three.ilse, NAME).columns[0]
    assert (first.dropped, first.without_effect[0].rule) == (None, "An option is dropped with the reason.")
    assert options.decide(three.ilse, NAME, "A").says.what == "A: Four ferries a day"


def test_a_dropped_option_stays_with_its_reason_and_is_not_decided_on(three):
    """Its texts are read as before; it can be taken up again."""
    options.drop(three.karl, NAME, "C", "Nobody in the cabinet would have it")
    three.settle("ilse", "karl")
    found = options.compare(three.ilse, NAME)
    assert letters(found) == ["A", "B", "C"]
    assert found.columns[2].dropped.why == "Nobody in the cabinet would have it"
    assert [w.text for w in found.columns[2].cells[0]] == ["Nothing"]
    with three.refused(UsageError, "Option C was dropped"):
        options.decide(three.ilse, NAME, "C")
    options.take_up(three.ilse, NAME, "C")
    assert options.compare(three.ilse, NAME).columns[2].dropped is None
    with three.refused(UsageError, "was not dropped"):
        options.take_up(three.ilse, NAME, "C")


def test_one_option_is_no_choice(case):
    """A decision waits for a second one; and one that another program wrote has no effect meanwhile."""
    options.new(case.ilse, NAME, ["Cost"])
    option = options.add(case.ilse, NAME, "Ferries", {"Cost": "Much"})
    with case.refused(TooEarlyError, "only one option"):
        options.decide(case.ilse, NAME, "A")
    with cases.change(case.ilse) as acting:
        kept = acting.board.find(SET, NAME, "set")
        acting.open(DECISION, Decision("A"), names={ON: (kept.id,), TAKEN: (option.id,)})
    found = options.compare(case.ilse, NAME)
    assert (decided(found), [one.rule for one in found.without_effect]) == (
        [],
        ["A decision is made between 2 options at least."],
    )


def test_attack_decide_for_an_option_of_another_set(three):
    """A principal's slip, or a program's: what is taken is one option of this set."""
    options.new(three.ilse, "Lamps", ["Cost"])
    other = options.add(three.ilse, "Lamps", "Oil", {})
    with cases.change(three.ilse) as acting:
        kept = acting.board.find(SET, NAME, "set")
        acting.open(DECISION, Decision("Oil"), names={ON: (kept.id,), TAKEN: (other.id,)})
    found = options.compare(three.ilse, NAME)
    assert (decided(found), [one.rule for one in found.without_effect]) == (
        [],
        ["A decision takes one of the options of its set."],
    )


def test_a_principal_s_view_is_no_decision(three):
    """It is shown as what he thinks so far; the set stays undecided, and who is no principal gives none."""
    options.view(three.ilse, NAME, "I lean to the pilots, if there are twelve.")
    three.settle("ilse", "greta", "karl")
    found = options.compare(three.greta, NAME)
    assert [kept.says.text for kept in found.views] == ["I lean to the pilots, if there are twelve."]
    assert (decided(found), found.taken) == ([], frozenset())
    with three.refused(RuleError, "The view of a principal"):
        options.view(three.greta, NAME, "I lean to the ferries.")


def test_attack_change_the_principal_s_view_or_speak_it_for_her(three):
    """Greta rewords Ilse's view, and writes one that says whose it is: neither has an effect."""
    options.view(three.ilse, NAME, "I lean to the pilots.")
    three.settle("ilse", "greta")
    with cases.change(three.greta) as acting:
        kept = acting.board.find(SET, NAME, "set")
        view = acting.board.get(VIEW, acting.board.things(VIEW)[0].id)
        acting.revise(VIEW, view, View("I lean to the ferries."))
        acting.open(VIEW, View("Ilse Maren leans to the ferries."), names={ON: (kept.id,)})
    three.settle("ilse", "greta", "karl")
    found = options.compare(three.karl, NAME)
    assert [kept.says.text for kept in found.views] == ["I lean to the pilots."]
    assert len(found.without_effect) == 2


def test_attack_take_a_comment_back_or_put_other_words_in_its_place(three):
    """No act changes a comment: not its writer's, not another's, not one that ends it or breaks its form."""
    kept = comments.add(three.karl, f"{NAME}/A", "Six is what they will ask for next.", under="Risk")
    three.settle("ilse", "greta", "karl")
    for name in ("karl", "greta"):
        with cases.change(three.desks[name]) as acting:
            thing = acting.board.get(COMMENT, kept.id)
            acting.revise(COMMENT, thing, Comment("I have nothing against it."), names={}, ended=Ending("withdrawn"))
        three.settle("ilse", "greta", "karl")
    for name in ("ilse", "greta", "karl"):
        (said,) = options.compare(three.desks[name], NAME).columns[0].comments
        assert (said.says.text, said.act.writer.person) == ("Six is what they will ask for next.", "Karl Oden")
        assert len(said.without_effect) == 2


def test_comments_stay_with_the_wording_that_they_were_made_on_and_are_answered(three):
    """In their order, each answer below what it answers; and it is told that the option was worded anew since."""
    first = comments.add(three.karl, f"{NAME}/A", "Six is what they will ask for next.", under="Risk")
    three.wait(minutes=1)
    comments.add(three.ilse, f"{NAME}/A", "Who pays?")
    three.settle("ilse", "greta", "karl")
    three.wait(minutes=1)
    comments.answer(three.greta, first.id.hex()[:8], "Then we offer five.")
    options.put(three.greta, NAME, "A", {"Risk": "Ostrava asks for six; we stop at five"})
    three.settle("ilse", "greta", "karl")
    said = options.compare(three.ilse, NAME).columns[0].comments
    assert [(one.says.text, one.depth, one.on_earlier_words) for one in said] == [
        ("Six is what they will ask for next.", 0, True),
        ("Then we offer five.", 1, False),
        ("Who pays?", 0, True),
    ]


def test_a_comment_for_oneself_is_seen_by_nobody_else(three):
    """On one's own ledger it stands in one's own margin alone."""
    comments.add(three.ilse, f"{NAME}/A", "Too dear for the treasury.", onto=OWN)
    three.settle("ilse", "greta", "karl")
    assert len(options.compare(three.ilse, NAME).columns[0].comments) == 1
    assert options.compare(three.greta, NAME).columns[0].comments == ()


def test_two_wordings_of_one_option_stand_side_by_side(three):
    """Greta and Karl word the same heading apart: both are in the cell with their names until one is settled."""
    options.put(three.greta, NAME, "A", {"Cost": "One icebreaker and coal"})
    options.put(three.karl, NAME, "A", {"Cost": "Two icebreakers"})
    three.settle("ilse", "greta", "karl")
    cell = options.compare(three.ilse, NAME).columns[0].cells[0]
    assert sorted((w.text, w.act.writer.person) for w in cell) == [
        ("One icebreaker and coal", "Greta Lund"),
        ("Two icebreakers", "Karl Oden"),
    ]
    with three.refused(UsageError, "yours is put in place of both", typed="--settle"):
        options.put(three.ilse, NAME, "A", {"Cost": "One icebreaker"})
    options.put(three.ilse, NAME, "A", {"Cost": "One icebreaker"}, settle=True)
    assert [w.text for w in options.compare(three.ilse, NAME).columns[0].cells[0]] == ["One icebreaker"]


def test_the_sheet_is_one_table_in_word_and_on_a_page(three):
    """A row a heading, a column an option, comments where they belong; read by another's reader of Word files."""
    comments.add(three.karl, f"{NAME}/A", "Six is what they will ask for next.", under="Risk")
    comments.add(three.karl, f"{NAME}/B", "<b>Who</b> pays the pilots?")
    options.drop(three.karl, NAME, "C", "Nobody would have it")
    three.settle("ilse", "karl")
    options.decide(three.ilse, NAME, "B", "They know the strait")
    made = sheet(options.compare(three.ilse, NAME))
    file = docx.Document(io.BytesIO(word.write(made)))
    (table,) = file.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["", "A: Four ferries a day", "B: A pilot on each ship", "C: Close the strait"]
    assert rows[1] == ["Cost", "One icebreaker", "Twelve pilots", "Nothing"]
    assert rows[2][0] == "Risk"
    assert rows[2][1] == "Ostrava asks for six\n» Karl Oden, 2031-05-05: Six is what they will ask for next."
    assert rows[2][3] == "(nothing yet)"
    assert rows[3] == ["Comments", "", "» Karl Oden, 2031-05-05: <b>Who</b> pays the pilots?", ""]
    assert rows[4] == ["Standing", "not taken", "taken by Ilse Maren", "dropped: Nobody would have it"]
    page = html.write(made).decode()
    assert page.count("<table>") == 1
    assert "&lt;b&gt;Who&lt;/b&gt; pays the pilots?" in page


def test_what_is_called_oddly_is_held_and_shown(case):
    """Arabic, marks of direction, and a title of 20,000 characters: kept as they are, and in the sheet made visible."""
    options.new(case.ilse, "الشتاء", ["Cost"])
    options.add(case.ilse, "الشتاء", "\u202egnoL" + "x" * 19_000, {"Cost": "م" * 20_000})
    made = html.write(sheet(options.compare(case.ilse, "الشتاء"))).decode()
    assert "\u202e" not in made
    assert "⟨U+202E" in made
