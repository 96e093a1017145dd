"""The case of the next round, its lanes, and its calendar in the words of two papers, with one private track."""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.demo.cast import CAST, EKDAL, HOLT, MARRIN
from backchannel.demo.planning.company import ALLIES, BANK_LINE, CASE, COMPANY, FALK, GROUP, OFFICE, OWN, required
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.desk.planning import calendar, cases, telling, tracks
from backchannel.planning.calendar.slips import Moved
from backchannel.planning.cases import Side
from backchannel.record.dates import parse

__all__ = ["FOR_VINDLAND", "ISSUES", "NEIGHBOURS", "VISIT", "WITHIN", "keep_calendar", "open_case"]

ISSUES = ("the bank", "the ferry", "the tapes", "the boat")
WITHIN = (HOLT, EKDAL, FALK, MARRIN)
"""Those of our own side who plan together."""
VISIT = "a visit to St Brede’s"
NEIGHBOURS = "the neighbours are asked"
FOR_VINDLAND = "vindland.ics"
_ABOUT = "What the letters of the summer left for the autumn: the bank, the ferry, the tapes and the boat."
_TOLD = {NEIGHBOURS: "we ask you", "the proposal": "", "end of the boat’s trial": ""}
"""What Vindland is told of, under which name (by default its own)."""
_WRITTEN = "2025-07-28"


@dataclass(frozen=True, slots=True)
class _Stage:
    # A stage, in the words of a passage of one of the two papers, and how these words are to be read.
    name: str
    words: str
    paper: str
    passage: int
    reads: str
    needs: str = ""
    fixed: bool = False


_STAGES = (
    _Stage("the eleven come home", "on 9 August", "note", 1, "2025-08-09", fixed=True),
    _Stage(NEIGHBOURS, "say around 14 August", "note", 3, "2025-08-14~"),
    _Stage("the proposal", "before 1 September", "note", 3, "../2025-08-31", NEIGHBOURS),
    _Stage("Korsund", "about 20 September", "note", 3, "2025-09-20~", "the proposal"),
    _Stage("end of the boat’s trial", "on 19 September", "note", 2, "2025-09-19", fixed=True),
    _Stage("second reading at Velesk", "on 14 October", "note", 4, "2025-10-14", "Korsund", fixed=True),
    _Stage(VISIT, "early in August", "memorandum", 5, "2025-08"),
)


def open_case(stage: Stage, papers: Papers) -> None:
    """Open the case for the few and, as far as the others may see it, for the office."""
    stage.step("Holt opens a case for the next round: before the three, and part of it before the office.")
    stage.at("2025-07-28T08:00")
    holt = stage.desks[HOLT]
    papers.write(HOLT, GROUP, "memorandum")
    papers.write(HOLT, OFFICE, "note")
    cases.new(holt, CASE, _ABOUT, onto=GROUP)
    cases.open_on(holt, "", OFFICE)
    sides = {"Aldermark": Side.OURS, "Suvria": Side.OTHER} | {ally.party: Side.ALLY for ally in ALLIES}
    for party, side in sides.items():
        cases.add_party(holt, party, side, onto=OFFICE)
    for issue in ISSUES:
        cases.add_issue(holt, issue, onto=OFFICE)
    for person in (*CAST, *COMPANY):
        cases.add_person(holt, person.name, person.party, person.office.partition(",")[0], onto=OFFICE)
    cases.add_lane(holt, "the letters", channel=CHANNEL, onto=OWN)
    cases.add_lane(holt, "the bank line", channel=BANK_LINE, onto=OWN)
    cases.add_lane(holt, "papers of the three", channel=GROUP, onto=GROUP)
    cases.add_lane(holt, "papers of the office", channel=OFFICE, onto=OFFICE)
    cases.add_lane(holt, "the harbour offices", "Over coffee, at Korsund", onto=OFFICE)
    tracks.contact(
        holt, "the harbour offices", "the harbour master of Ilmet", "A day for the tapes", on=parse("2025-07-22")
    )
    stage.pass_on(*WITHIN)
    for person in WITHIN:
        names = [kept.says.name for kept in cases.show(stage.desks[person]).lanes]
        stage.tell(f"{person.name} sees {len(names)} lanes: {', '.join(names)}.")
    required([len(cases.show(stage.desks[p]).lanes) for p in (HOLT, FALK, MARRIN)] == [5, 3, 2], "The lanes")


def keep_calendar(stage: Stage, papers: Papers) -> None:
    """Keep the calendar in the words of the papers, and mark for one ally what it is told of it."""
    stage.step("The calendar: each date in the words in which it was written, and one track that few may see.")
    holt = stage.desks[HOLT]
    for one in _STAGES:
        onto = GROUP if one.paper == "memorandum" else OFFICE
        kept = calendar.add(
            holt, one.name, one.words, on=parse(_WRITTEN), fixed=one.fixed,
            rests=(papers.at(one.paper, one.passage),), onto=onto,
        )  # fmt: skip
        required(kept.says.when == one.reads, f"“{one.words}”, read as {kept.says.when},")
        private = " (the three alone)" if onto == GROUP else ""
        stage.tell(f"{kept.says.when:<14}{one.name}{private}: “{one.words}”, {papers.at(one.paper, one.passage)}")
    for one in _STAGES:
        if one.needs:
            calendar.depends(holt, one.name, one.needs, onto=OFFICE)
    plan = calendar.shift(holt, NEIGHBOURS, 10, dry_run=True)
    stage.tell(f"Were the neighbours asked ten days later, these would move: {_names(plan.moved[1:])}.")
    for name, called in _TOLD.items():
        telling.mark(holt, name, "Vindland", called=called, onto=OFFICE)
    stage.pass_on(*WITHIN)
    told = telling.calendar_for(holt, "Vindland")
    stage.tell(f"The calendar for Vindland: {'; '.join(f'{one.name}, {one.written}' for one in told)}.")
    exported = telling.export_for(holt, "Vindland")
    (stage.directory / FOR_VINDLAND).write_bytes(exported)
    hidden = [one.name for one in _STAGES if one.name.encode() in exported and one.name not in _TOLD]
    required(len(told) == len(_TOLD) and not hidden, FOR_VINDLAND)
    stage.tell(f"It gets it as a file, which has no trace of anything else: {FOR_VINDLAND}")
    seen = {person: len(calendar.show(stage.desks[person]).lines) for person in WITHIN}
    stage.tell(f"Stages that Falk sees: {seen[FALK]}; that Marrin sees, without a gap: {seen[MARRIN]}.")
    required((seen[FALK], seen[MARRIN]) == (7, 6), "The calendar")


def _names(moved: Sequence[Moved]) -> str:
    return ", ".join(one.kept.says.name for one in moved)
