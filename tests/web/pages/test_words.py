"""Exact words on pages: the bank examined by keyboard, pegs, assurances, tensions, readings, quotations, answers."""

import re

import pytest
from tests.desk.table import LINE, dump
from tests.desk.words.bank_case import ASSURED, DENIED, OFFER, written

from backchannel.desk.words import answering, bank, pegs, readings, standing, tensions
from backchannel.desk.words.bank import OPEN, STRUCK, Selection
from backchannel.web.pages.words import looking

READ = "You write of “four boats” which you return. I take it that this includes the mail boat."


@pytest.fixture
def line(pair):
    """Ilse and Tomas with three letters between them; `pair.references` are theirs."""
    pair.references = written(pair)
    return pair


@pytest.fixture
def ilse(sit, line):
    """Somebody at Ilse's desk."""
    return sit(line, "ilse")


def refused(table, visitor, address, act, says, which="", **fields):
    """Send a form that is to be refused, and require the reason on the page and that nothing changed."""
    before = dump(table.ilse)
    read = visitor.do(address, act, which, **fields)
    assert read.status == 422 and says in read.text, read.text
    assert dump(table.ilse) == before
    return read


def judged(table):
    """What was made of each statement that is not open, by its words."""
    return {one.text: one.judged for one in bank.listed(table.ilse, Selection()) if one.judged != OPEN}


def at(table, text):
    """The address of a statement by its words."""
    return next(one.identifier for one in bank.listed(table.ilse, Selection()) if one.text == text)


def test_the_section_leads_to_everything(ilse):
    """The first page says what there is, with what was not examined, and each link of ours leads to a page."""
    read = ilse.get("/words")
    assert "5 statements of other parties on channels: 0 examined, 5 by nobody" in read.text
    for link in {link for link in read.links if re.match("/words/(?!leaks|screening|claims|fresh)", link)}:
        assert ilse.get(link).status == 200, link


def test_many_statements_are_examined_by_one_form(line, ilse):
    """Accepted as suggested, for another kind, struck out, and left: by radio buttons and one submit."""
    read = ilse.get("/words/statements")
    assert "0 of 5 examined" in read.text and OFFER in read.text.replace("  ", " ")
    found = bank.listed(line.ilse, Selection())
    (kind,) = {one.suggested.kind for one in found if one.text == OFFER}
    assert f"Suggested, and examined by nobody: {kind}" in read.text and f"accept as suggested: {kind}" in read.text
    rows = {one.text: f"take-{number}" for number, one in enumerate(found)}
    done = ilse.do(
        "/words/statements", "examine",
        **{rows[OFFER]: "offer", rows[ASSURED]: "hint", rows["The herring are late."]: STRUCK},
    )  # fmt: skip
    assert "3 statements were examined." in done.text and "3 of 5 examined" in done.text
    assert judged(line) == {OFFER: "offer", ASSURED: "hint", "The herring are late.": STRUCK}
    ilse.do("/words/statements", "examine", **{rows[OFFER]: OPEN})
    assert OFFER not in judged(line)


def test_a_form_without_a_choice_examines_nothing(line, ilse):
    """Leaving every row is said, and nothing is written."""
    refused(line, ilse, "/words/statements", "examine", "Nothing was chosen")


def test_a_row_whose_words_are_others_examines_nothing_of_the_form(line, ilse):
    """A forged row among good ones takes all of them with it."""
    read = ilse.get("/words/statements")
    fields = dict(read.form("examine")["fields"])
    fields["at-1"] = fields["at-1"].rpartition(" ")[0] + " 12345"
    fields |= {"take-0": "offer", "take-1": "offer"}
    before = dump(line.ilse)
    for bad in ("12345", "no number"):
        fields["at-1"] = fields["at-1"].rpartition(" ")[0] + f" {bad}"
        assert ilse.post("/words/statements", "examine", **{k: v for k, v in fields.items() if k != "do"}).status == 422
    assert dump(line.ilse) == before
    gone = {k: v for k, v in fields.items() if not k.startswith("at-") and k not in {"do", "take-1"}}
    assert ilse.post("/words/statements", "examine", **gone).status == 422


def test_a_kind_that_is_none_examines_nothing(line, ilse):
    """A forged kind is refused by name."""
    refused(line, ilse, "/words/statements", "examine", "is no kind of statement", **{"take-0": "promise"})


def test_a_question_is_asked_in_words_and_kept_out_of_the_address(line, ilse):
    """The words stand on the page and in no address; the filter shows them again."""
    asked = ilse.do("/words/statements", "ask", about="island of Senn", kind=["assurance"], examined="suggested")
    assert re.fullmatch(r"/words/statements/[\w-]{12}", asked.address)
    assert ASSURED in asked.text and OFFER not in asked.text
    assert 'value="island of Senn"' in asked.html
    assert ilse.get("/words/statements/nothing-kept").status == 404
    refused(line, ilse, "/words/statements", "ask", "is no date", since="some day")


def test_a_part_is_examined_and_come_back_to(line, ilse):
    """The address of a part is kept through a form."""
    line.letter("tomas", " ".join(f"We shall send {n} boats to Aldeby in the spring." for n in range(60)))
    line.settle()
    read = ilse.get("/words/statements?part=2")
    assert "Part 2 of 2" in read.text
    assert read.form("examine")["action"].endswith("?part=2")


def test_one_statement_stands_by_itself(line, ilse):
    """With its address for other forms; examined there, and an element hung on it, which is shown with it."""
    address = next(link for link in ilse.get("/words/statements").links if "/words/statement/" in link)
    read = ilse.get(address)
    assert "A statement" in read.text and "nobody" in read.text
    ilse.do(address, "examine", **{"take-0": STRUCK})
    assert len(judged(line)) == 1
    done = ilse.do(address, "hang", element="free access", text="Nobody is stopped")
    assert done.address == "/words/pegs" and "free access" in done.text
    assert "On it hang: free access" in ilse.get(address).text
    for gone in ("/words/statement/999/1:0-3", "/words/statement/x/1", "/words/statement/1/nowhere"):
        assert ilse.get(gone).status == 404


def test_pegs_are_hung_said_taken_down_and_forgotten(line, ilse):
    """Everything that can be done to an element is on its page."""
    ilse.do("/words/pegs", "add", place=at(line, ASSURED), element="Senn stays ours", text="No designs")
    read = ilse.get("/words/pegs")
    assert ASSURED in read.text and "No designs" in read.text and "Tomas Reik" in read.text
    ilse.do("/words/pegs", "say", "1", text="No designs on any island")
    assert pegs.elements(line.ilse)[0].text == "No designs on any island"
    ilse.do("/words/pegs", "remove", "1-1")
    assert "It hangs on nothing" in ilse.get("/words/pegs").text
    ilse.do("/words/pegs", "drop", "1")
    assert not pegs.elements(line.ilse)
    refused(line, ilse, "/words/pegs", "add", "There is no document", place="nowhere/9", element="x")


def test_the_audit_counts_what_nobody_examined(line, ilse):
    """R36: so many of so many examined, and the rest to examine there."""
    assert "0 of 5 examined." in ilse.get("/words/pegs/audit").text
    done = ilse.do("/words/pegs/audit", "examine", **{"take-0": STRUCK})
    assert "1 of 5 examined." in done.text
    asked = ilse.do("/words/pegs/audit", "ask", about="herring")
    assert asked.address.startswith("/words/pegs/audit/") and "0 of 1 examined." in asked.text


def test_assurances_stand_with_what_was_done_to_them(line, ilse):
    """R37: proposed with its reason, judged by a person, then told as contradicted, and taken back."""
    read = ilse.get("/words/assurances")
    assert ASSURED in read.text and "Suggested, and judged by nobody" in read.text and "Why:" in read.text
    done = ilse.do("/words/assurances", "judge", **{"take-0": "contradicts"})
    assert "1 contradicted or withdrawn" in done.text and DENIED in done.text
    two = {"later": at(line, DENIED), "earlier": at(line, ASSURED)}
    assert "Taken back." in ilse.do("/words/assurances", "two", verdict="take back", **two).text
    assert not standing.assurances(line.ilse, Selection(kind=("assurance",)), propose=False)[0].contradicted
    ilse.do("/words/assurances", "two", verdict="withdraws", **two)
    assert standing.assurances(line.ilse, Selection(kind=("assurance",)), propose=False)[0].withdrawn
    refused(line, ilse, "/words/assurances", "two", "is no judgement", verdict="denies", **two)


def test_assurances_are_asked_for_as_they_stood_on_a_day(line, ilse):
    """What came later is not among them."""
    asked = ilse.do("/words/assurances", "ask", until="2031-05-10")
    assert asked.address.startswith("/words/assurances/")
    assert "As it stood at the end of 10 May 2031" in asked.text and DENIED not in asked.text


def test_tensions_stand_face_to_face_and_are_judged(line, ilse):
    """R38: two quotes facing each other with their days; what was judged does not come back, and can be taken back."""
    read = ilse.get("/words/tensions")
    assert "1 pair to judge" in read.text and "one denies what the other says" in read.text
    assert "5 May 2031" in read.text and "20 May 2031" in read.text and "<mark>" in read.html
    done = ilse.do("/words/tensions", "judge", **{"take-0": "in tension"})
    assert "Nothing seems to be in tension." in done.text
    shown = ilse.get("/words/tensions/judged")
    assert "Pair 1: in tension" in shown.text and DENIED in shown.text.replace(" .", ".")
    ilse.do("/words/tensions/judged", "judge", **{"take-0": "take back"})
    assert not tensions.judged(line.ilse)
    ilse.do("/words/tensions", "two", first=at(line, OFFER), second=at(line, DENIED), verdict="compatible")
    assert [one.verdict for one in tensions.judged(line.ilse)] == ["compatible"]
    refused(line, ilse, "/words/tensions", "judge", "Nothing was chosen")


def test_tensions_with_our_own_and_what_each_was_told(line, ilse):
    """The question says both: our own words beside theirs, or a row for each who was told."""
    asked = ilse.do("/words/tensions", "ask", ours="yes", window="48", about="channel")
    assert asked.address.startswith("/words/tensions/asked/")
    told = ilse.do("/words/tensions", "ask", show="told", about="island")
    assert told.address.startswith("/words/tensions/told/") and "Ilse Maren" in told.text
    assert ASSURED in ilse.get("/words/tensions/told").text


@pytest.fixture
def reading(line):
    """A letter of Ilse that has a reading of words of Tomas."""
    line.sent = line.letter("ilse", READ, answers=line.references[0]).reference
    line.settle()
    return line


def test_a_reading_is_found_placed_confirmed_by_words_and_taken_back(reading, ilse):
    """R09: from our letter onto the record; open until words of theirs say otherwise."""
    found = ilse.do("/words/readings", "suggest", letter=f"{LINE}/{reading.sent}")
    assert found.address.startswith("/words/readings/suggested/") and "I take it" in found.text
    placed = ilse.do(found.address, "place", "1", theirs=f"{LINE}/{reading.references[0]}/2")
    assert placed.address == "/words/readings/1" and "Reading 1: open" in placed.text
    assert "1 reading, 1 open" in ilse.get("/words/readings?only=open").text
    refused(reading, ilse, "/words/readings/1", "change", "was not written with our letter at hand",
            state="confirmed", rests=f"{LINE}/{reading.references[2]}/1")  # fmt: skip
    theirs = reading.letter("tomas", "The mail boat is among the four.").reference
    reading.settle()
    done = ilse.do("/words/readings/1", "change", state="confirmed", rests=f"{LINE}/{theirs}/1", remark="at last")
    assert "Reading 1: confirmed" in done.text and "at last" in done.text
    assert "the reading is open" in ilse.do("/words/readings/1", "back").text
    assert "off the record" in ilse.do("/words/readings/1", "back").text
    assert ilse.get("/words/readings/1").status == 404


def test_a_reading_is_placed_by_its_words(reading, ilse):
    """By addresses and words typed on the first page; what looks like none is refused with the rule."""
    fields = {"ours": f"{LINE}/{reading.sent}/1", "theirs": f"{LINE}/{reading.references[0]}/2"}
    refused(reading, ilse, "/words/readings", "place", "0 times", words="no such words", **fields)
    ilse.do("/words/readings", "place", words="includes the mail boat", **fields)
    (one,) = readings.listed(reading.ilse)
    assert one.ours.text == "includes the mail boat"
    refused(reading, ilse, "/words/readings/1", "change", "silence confirms nothing", state="confirmed", rests=" ")


DRAFT = (
    "You wrote that “We are ready to return the four boats”. "
    "And: “We have many designs on the island of Senn, and you may rely on that.”\n"
)


def test_the_quotations_of_a_pasted_draft_are_checked(line, ilse):
    """R08: what is altered stands with the true words; a save puts the addresses in, and says that it leaves."""
    read = ilse.do("/words/quotes", "check", text=DRAFT)
    assert re.fullmatch(r"/words/quotes/[\w-]{12}", read.address)
    assert "altered" in read.text and "The true words" in read.text
    assert "This leaves the vault." in read.text
    every = ilse.get(f"{read.address}?show=all")
    assert "Line 1" in every.text
    saved = ilse.do(read.address, "write")
    assert saved.response.headers["Content-Disposition"] == 'attachment; filename="draft.md"'
    assert f"[{LINE.replace(' ', ' ')}/" in saved.html.replace("’", "'") or f"{line.references[0]}/" in saved.html


def test_the_quotations_of_a_file_and_of_a_letter_are_checked(line, ilse):
    """A file is read in memory; a letter by its address; against a channel alone."""
    known = ilse.get("/words/quotes")
    assert LINE.split("'")[0] in known.text
    file = {"file": ("draft.md", DRAFT.encode(), "text/markdown")}
    assert "altered" in ilse.do("/words/quotes", "check", files=file).text
    mine = ilse.do("/words/quotes", "check", place=f"{LINE}/{line.references[1]}")
    assert "1 quotation" in mine.text or "quotations" in mine.text
    refused(line, ilse, "/words/quotes", "check", "Give one draft")
    refused(line, ilse, "/words/quotes", "check", "Give one draft", text=DRAFT, place="x/1")


def test_a_letter_is_laid_beside_a_draft_and_decided(line, ilse):
    """R07: their passages with ours; what is proposed is decided at once, the rest one by one, and taken back."""
    page = next(link for link in ilse.get("/words/answers").links if re.fullmatch(r"/words/answers/\d+", link))
    first = [link for link in ilse.get("/words/answers").links if re.fullmatch(r"/words/answers/\d+", link)][-1]
    assert ilse.get(page).status == 200
    laid = ilse.do(first, "lay", text=f"I agree that “{OFFER}”\n")
    assert laid.address.startswith(f"{first}/") and "proposed: agreed" in laid.text
    accepted = ilse.do(laid.address, "accept")
    assert "decided as proposed" in accepted.text
    letter = f"{LINE}/{line.references[0]}"
    assert [p.state for p in answering.answered(line.ilse, letter).points if p.decision] == ["agreed"]
    decided = ilse.do(laid.address, "decide", because="It is true", **{"take-3": "noted"})
    assert "It is true" in decided.text
    ilse.do(laid.address, "decide", **{"take-3": "take back"})
    assert [p.state for p in answering.answered(line.ilse, letter).points if p.decision] == ["agreed"]
    refused(line, ilse, first, "decide", "Nothing was chosen")
    assert ilse.get("/words/answers/99999").status == 404


def test_a_letter_of_our_own_is_not_laid_beside_an_answer(line, ilse):
    """Who guesses the number of our own letter is told why."""
    numbers = {link.rpartition("/")[2] for link in ilse.get("/words/answers").links if "/words/answers/" in link}
    ours = next(str(n) for n in range(1, 9) if str(n) not in numbers and ilse.get(f"/words/answers/{n}").status == 404)
    assert ours


def test_words_for_one_issue_are_added_and_taken_back(line, ilse):
    """A group is looked for together; fewer than two phrases are no group."""
    done = ilse.do("/words/synonyms", "add", phrases="the island of Senn\nour southern rock")
    assert "our southern rock" in done.text
    (group,) = bank.groups(line.ilse)
    refused(line, ilse, "/words/synonyms", "add", "two phrases or more", phrases="alone")
    asked = ilse.do("/words/statements", "ask", about="our southern rock")
    assert ASSURED in asked.text
    ilse.do("/words/synonyms", "unfold", str(group[0]))
    assert not bank.groups(line.ilse)


def test_a_judgement_is_shared_where_colleagues_read(sit, case_of_ours):
    """Written on a channel of our own side if a person says so; on a channel with the other side it is refused."""
    table = case_of_ours
    visitor = sit(table, "ilse")
    from tests.desk.planning.office import DESK

    table.letter("tomas", "We shall send pilots.", readers=["ilse"])
    table.settle()
    read = visitor.get("/words/statements")
    assert DESK in read.text and "read by Greta Lund, Ilse Maren, Karl Oden" in read.text
    own = re.search(rf'<option value="([0-9a-f]+)">{DESK}', read.html)[1]
    before = dump(table.ilse)
    refused_ = visitor.do("/words/statements", "examine", onto=own, **{"take-0": STRUCK})
    assert refused_.status == 422 and "would learn from this" in refused_.text
    assert dump(table.ilse) == before
    channel = next(c for c in re.findall(r'<option value="([0-9a-f]{64})">', read.html) if c != own)
    line_ = visitor.post("/words/statements", "examine", onto=channel, **{"at-0": "x 1", "take-0": STRUCK})
    assert line_.status == 422


@pytest.fixture
def case_of_ours(request):
    """The office with a case, on whose desk colleagues read."""
    return request.getfixturevalue("case")


from tests.desk.planning.conftest import _case, _office, case  # noqa: E402, F401


@pytest.mark.slow
def test_the_demo_fills_every_page_of_exact_words(at_demo):
    """At Holt's desk there is something of each kind: examined, hung, judged, read; and a draft with faults."""
    holt = at_demo("holt")
    assert "3 of 241 examined: 2 accepted, 1 struck out" in holt.get("/words/statements").text
    assert "patients cross, whatever the flags" in holt.get("/words/pegs").text
    assert "1 pair" in holt.get("/words/tensions/judged").text
    assert "Reading 1 : open" in holt.get("/words/readings").text
    assert "silence confirms" not in holt.get("/words/readings/1").text
    for address in ("/words/assurances", "/words/tensions", "/words/answers", "/words/tensions/told", "/words/quotes"):
        assert holt.get(address).status == 200


def test_what_takes_long_is_looked_for_as_a_work_and_then_kept(sit, pair, monkeypatch):
    """Where there is much to read a person sees how far it is; then the page shows it, and again at once."""
    pair.letter("tomas", "We assure you that the bridge stays open.")
    pair.settle()
    visitor = sit(pair, "ilse")
    monkeypatch.setattr(looking, "AT_ONCE", 0)
    for address in ("/words/statements", "/words/tensions", "/words/assurances", "/words/pegs/audit", "/words"):
        read = visitor.get(address)
        for work in visitor.site.works.running():
            visitor.site.works.wait(work, 30)
        if read.address != address:
            assert read.address.startswith("/work/")
            read = visitor.get(read.address)
        assert (read.status, read.address) == (200, address)
        assert visitor.get(address).address == address
    assert "the bridge stays open" in visitor.get("/words/statements").text
