"""The small group: what it is asked for, its papers, and two options with comments and a decision."""

from backchannel.demo.cast import EKDAL, HOLT, MARRIN
from backchannel.demo.planning.company import FALK, GROUP, OFFICE, required
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import Stage
from backchannel.desk.planning import comments, groups, options, papers
from backchannel.errors import RuleError, TooEarlyError
from backchannel.planning.papers import Stage as Due
from backchannel.record.dates import parse

__all__ = ["OPTIONS", "decide", "task"]

OPTIONS = "The autumns to come"
_TASKING = "The bank after this autumn"
_HEADINGS = ("what it gives us", "what it costs us", "how it looks at Tarnhavn")
_FIVE = ("Boats can be planned for", "No more than that after a good year", "As a bargain, if the weighing is open")
_ONE = ("A free hand each year", "The same quarrel every summer", "As if nothing had been settled")
_THREE = (EKDAL, FALK, HOLT)


def task(stage: Stage, written: Papers) -> None:
    """Set up the group, and ask it for a paper by two dates."""
    stage.step("A group of two, apart from the office, that reports to Holt alone; and what it is asked for.")
    holt, who = stage.desks[HOLT], (EKDAL.name, FALK.name)
    groups.new(holt, GROUP, GROUP, OFFICE, [HOLT.name], 2)
    for name in who:
        groups.add(holt, name, HOLT.name, group=GROUP)
    stage.refused("Adding Dr. Marrin", lambda: groups.add(holt, MARRIN.name, EKDAL.name, group=GROUP), TooEarlyError)
    papers.ask(
        holt, _TASKING, "The autumns after this one, with alternatives", who, by_order_of=HOLT.name, group=GROUP,
        rests=(written.at("memorandum", 1),), onto=GROUP,
    )  # fmt: skip
    for name, due, by in (
        ("first thoughts", Due.PRELIMINARY, "by 6 August"),
        ("the paper", Due.DECISION, "by 12 August"),
    ):
        papers.add(
            holt, _TASKING, name, due, who, by=by, read_on=parse("2025-07-28"), rests=(written.at("memorandum", 2),)
        )
    stage.pass_on(HOLT, EKDAL, FALK)
    for name, author, moment in (
        ("first thoughts", FALK, "2025-08-05T15:00"),
        ("the paper", EKDAL, "2025-08-12T17:00"),
    ):
        stage.at(moment)
        address = written.write(author, GROUP, name.replace("the ", "").replace(" ", "-"))
        papers.deliver(stage.desks[author], name, address)
        stage.pass_on(author, *(person for person in _THREE if person is not author))
        stage.tell(f"{author.name} delivers {name} ({address}).")
    open_ = [one for one in papers.due_on(holt, parse("2025-08-12").earliest.date())[1] if one.state != "done"]
    required(not open_, "The papers of the group")
    seen = len(groups.every(stage.desks[MARRIN]))
    stage.tell(f"Groups that Marrin’s desk knows of: {seen}.")


def decide(stage: Stage, written: Papers) -> None:
    """Lay two options side by side, with comments, and decide between them."""
    stage.step("Two options side by side, a comment with its answer, and a decision that keeps the one not taken.")
    stage.at("2025-08-13T09:00")
    holt, falk, ekdal = (stage.desks[person] for person in (HOLT, FALK, EKDAL))
    options.new(falk, OPTIONS, _HEADINGS, tasking=_TASKING)
    for title, cells, passage in (("Five autumns by count", _FIVE, 1), ("One autumn at a time", _ONE, 2)):
        options.add(
            falk, OPTIONS, title, dict(zip(_HEADINGS, cells, strict=True)), rests=(written.at("paper", passage),)
        )
    stage.pass_on(FALK, EKDAL, HOLT)
    asked = comments.add(ekdal, f"{OPTIONS}/A", "And if the herring stay away for two of the five?")
    stage.pass_on(EKDAL, FALK, HOLT)
    comments.answer(falk, asked.id.hex()[:8], "Then both shores have less; that is what a count is for.")
    stage.refused("Falk decides it herself", lambda: options.decide(falk, OPTIONS, "A", "We recommend it."), RuleError)
    stage.pass_on(FALK, HOLT)
    options.decide(holt, OPTIONS, "A", "A skipper cannot borrow on one autumn.")
    stage.pass_on(HOLT, FALK)
    compared = options.compare(falk, OPTIONS)
    for column in compared.columns:
        stage.tell(f"{column.option.says.name}. {column.option.says.title}: {len(column.comments)} comments.")
        for heading, cell in zip(compared.headings, column.cells, strict=True):
            stage.tell(f"     {heading}: {cell[0].text}")
    (taken,) = compared.decided.standing
    stage.tell(f"Holt takes A: “{taken.says.why}”")
    required([len(column.comments) for column in compared.columns] == [2, 0], "The options")
