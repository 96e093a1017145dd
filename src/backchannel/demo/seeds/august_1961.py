"""August 1961: a principal asks for a calendar, a small group and alternatives, and allies are told what is meant.

Everything rests on the memorandum of 21 August (document A).
"""

from backchannel.demo.seeds.setting import DEPARTMENT, TWO, Setting
from backchannel.desk.planning import (
    calendar,
    cases,
    comments,
    groups,
    guidelines,
    interests,
    options,
    papers,
    points,
    positions,
    reactions,
    telling,
)
from backchannel.desk.planning.consultation import asked, concerns, consultations, orders, proposals
from backchannel.errors import NotHeardError, RuleError, TooEarlyError
from backchannel.planning.calendar.slips import Plan
from backchannel.planning.cases import Side
from backchannel.planning.consultation.concerns import Degree
from backchannel.planning.consultation.consulting import Rule, Stance
from backchannel.planning.consultation.hearings import Hearing
from backchannel.planning.interests import Nature
from backchannel.planning.papers import Stage
from backchannel.planning.positions import Step
from backchannel.record.dates import parse

__all__ = ["PROPOSAL", "play"]

PROPOSAL = "Talks on Berlin"
"""A proposal in words of our own: the documents have none that went to the other side."""
_OFFER = (
    "We propose that the four ministers meet in Geneva on 6 November, with access and guarantees as the first item.",
)
_PUT = (
    "The United States means to invite the Soviet Government to negotiate on Berlin, in the first days of autumn.",
    "We ask what you think of it. It goes ahead at the hour named, with those who wish to come along.",
)


def play(setting: Setting) -> None:
    """Play the month."""
    _case(setting)
    _calendar(setting)
    _group(setting)
    _substance(setting)
    _consultation(setting)


def _case(setting: Setting) -> None:
    setting.step(
        "21 August 1961. The President opens a case, for himself and two others; a department sees less of it."
    )
    kennedy, facts = setting.desks["kennedy"], setting.facts
    cases.new(kennedy, facts["case"]["name"], onto=TWO)
    cases.open_on(kennedy, "", DEPARTMENT)
    for name, side in facts["case"]["parties"].items():
        cases.add_party(kennedy, name, Side(side), onto=DEPARTMENT)
    for issue in facts["issue"]:
        cases.add_issue(kennedy, issue["name"], onto=DEPARTMENT)
    for person in facts["desk"]:
        cases.add_person(kennedy, person["person"], person["party"], person["office"], onto=DEPARTMENT)
    own = "own ledger"
    for line in facts["channel"]:
        if "lane" in line:
            cases.add_lane(
                kennedy,
                line["lane"],
                channel=line["name"],
                onto=own if line["lane"] == "private letters" else DEPARTMENT,
            )
    setting.exchange("kennedy", "rusk", "bundy", "kohler")
    seen = {name: len(cases.show(setting.desks[name]).lanes) for name in ("kennedy", "kohler")}
    setting.tell(f"Lanes of the case that the President sees: {seen['kennedy']}; that Kohler sees: {seen['kohler']}.")


def _calendar(setting: Setting) -> None:
    setting.step("The calendar, in the memorandum's own words, each read against its day.")
    kennedy, facts = setting.desks["kennedy"], setting.facts
    for stage in facts["stage"]:
        written = setting.words(stage["at"])
        private = stage.get("private", False)
        kept = calendar.add(
            kennedy,
            stage["name"],
            written,
            on=facts.day("A"),
            rests=(facts.address(stage["at"]),),
            onto=TWO if private else DEPARTMENT,
        )
        if kept.says.when != stage["is"]:
            raise RuleError(f"“{written}” was read as {kept.says.when}; do not trust this build, and report it.")
        seen = " (before few)" if private else ""
        setting.tell(f"{kept.says.when:<22} {stage['name']}{seen}: “{written}”, {facts.address(stage['at'])}")
    for stage in facts["stage"]:
        for needs in stage.get("needs", ()):
            private = stage.get("private", False)
            calendar.depends(kennedy, stage["name"], needs, onto=TWO if private else DEPARTMENT)
    slips: Plan = calendar.shift(kennedy, "the paper", 7, dry_run=True)
    setting.tell(
        f"Were the paper a week late, these would move: {', '.join(one.kept.says.name for one in slips.moved)}."
    )
    for name in ("announcement", "ways and means", "formal talks", "agreed allied position"):
        telling.mark(kennedy, name, "France", words="", onto=DEPARTMENT)
    told = telling.calendar_for(kennedy, "France")
    setting.tell(f"The calendar for Paris has {len(told)} of them, and nothing by which the others could be missed.")


def _group(setting: Setting) -> None:
    setting.step("A small group, as good as invisible, apart from the operational desk.")
    kennedy, group, facts = setting.desks["kennedy"], setting.facts["group"], setting.facts
    groups.new(kennedy, group["name"], TWO, group["separate_from"], group["reports_to"], group["ceiling"])
    for name in group["members"]:
        groups.add(kennedy, name, "John F. Kennedy", group=group["name"])
    setting.refused(
        "A sixth member", lambda: groups.add(kennedy, "Dean Acheson", "Dean Rusk", group=group["name"]), TooEarlyError
    )
    tasking = facts["tasking"]
    asked_of = tuple(group["members"])
    papers.ask(
        kennedy, "Berlin policy", "A policy paper with alternatives", asked_of,
        by_order_of="John F. Kennedy", group=group["name"], rests=(facts.address(tasking["at"]),), onto=TWO,
    )  # fmt: skip
    for product, stage in zip(tasking["products"], (Stage.PRELIMINARY, Stage.DECISION), strict=True):
        papers.add(
            kennedy, "Berlin policy", product["name"], stage, asked_of, by=setting.words(product["at"]),
            read_on=facts.day("A"), rests=(facts.address(product["at"]),),
        )  # fmt: skip
    papers.view(kennedy, "Berlin policy", "The Acheson paper is where one starts, and not where one ends.")
    for owed in papers.due_on(kennedy, parse("1961-08-24").earliest.date())[1]:
        setting.tell(f"Due next: {owed.product.says.name}, “{owed.product.says.written}” ({owed.product.says.when}).")
    question = "The memorandum of 21 August"
    reactions.ask(
        kennedy, question, ["Dean Rusk"], by=setting.words("A/16:16-22"), since=facts.day("A"),
        rests=(facts.address("A/16"),), onto=TWO,
    )  # fmt: skip
    points.raise_(kennedy, "calendar and substance", rests=(facts.address("A/1:130-146"),), on=facts.day("A"), onto=TWO)
    setting.exchange("kennedy", "rusk", "bundy", "kohler")
    for name in ("bundy", "kohler"):
        setting.tell(f"Groups that {setting.person(name)} can see: {len(groups.every(setting.desks[name]))}.")
    reactions.answer(setting.desks["rusk"], question, "I agree with both, and shall tell the Allies this week.")
    setting.exchange("rusk", "kennedy")


def _substance(setting: Setting) -> None:
    setting.step("Guidelines, alternatives, what to keep and what to trade, and how far to go.")
    kennedy, facts = setting.desks["kennedy"], setting.facts
    guidelines.take(
        kennedy, "Guidelines for the group", [facts.address(at) for at in facts["guidelines"]["at"]], onto=TWO
    )
    setting.tell(f"Guidelines, each by its passage: {len(facts['guidelines']['at'])}.")
    options.new(kennedy, "Framework", ("what it is", "how it looks before the world"), onto=TWO)
    for option in facts["option"]:
        options.add(
            kennedy, "Framework", option["name"], {"what it is": option["name"]}, rests=(facts.address(option["at"]),)
        )
    comments.add(kennedy, "Framework", "What would Moscow have to look at, and what could it pass over?", onto=TWO)
    for nature, name in (
        (Nature.ESSENTIAL, "essential"),
        (Nature.TRADABLE, "tradable"),
        (Nature.PRESENTATION, "presentation"),
    ):
        for one in facts[name]:
            interests.add(
                kennedy, one["name"], nature, one["issue"], one["name"], rests=(facts.address(one["at"]),),
                condition="other strong guarantees" if nature is Nature.TRADABLE else "",
                before="the world" if nature is Nature.PRESENTATION else "", onto=TWO,
            )  # fmt: skip
    position = facts["position"]
    positions.put(
        kennedy, position["issue"], Step.OPENING, "A first presentation that persuades by itself", onto=TWO,
        rests=(facts.address(position["opening_at"]),),
    )  # fmt: skip
    positions.put(
        kennedy, position["issue"], Step.FALL_BACK, "None, so that the distance is small", none=True, onto=TWO,
        rests=(facts.address(position["no_fall_back_at"]),),
    )  # fmt: skip
    setting.exchange("kennedy", "rusk", "bundy", "kohler")
    rungs = {name: len(positions.ladders(setting.desks[name])) for name in ("bundy", "kohler")}
    setting.tell(f"Ladders that Bundy sees: {rungs['bundy']}; that Kohler sees: {rungs['kohler']}.")


def _consultation(setting: Setting) -> None:
    setting.step("The Allies are told by when, and by which rule: they are heard, and none has a veto.")
    rusk, kennedy, facts = setting.desks["rusk"], setting.desks["kennedy"], setting.facts
    for one in facts["standing_order"]["concern"]:
        concerns.note(rusk, one["party"], "Berlin", Degree(one["degree"]), onto=DEPARTMENT)
    orders.give(
        rusk,
        "Allies first",
        "Berlin",
        "Soviet Union",
        why="Proposals are a matter of allied agreement.",
        onto=DEPARTMENT,
    )
    proposals.draft(kennedy, PROPOSAL, "Berlin", _OFFER, onto=DEPARTMENT)
    setting.exchange("kennedy", "rusk", "bundy", "kohler")
    setting.refused(
        "The proposal is sent before anybody was heard",
        lambda: proposals.send(kennedy, PROPOSAL, "The President's letters"),
        NotHeardError,
    )
    said = facts["consultation"]
    ends = parse(said["ends"])
    allies = (*said["joins"], *said["stays_behind"])
    consultations.open_(
        rusk, said["name"], said["issue"], allies, rule=Rule(said["rule"]), ends=ends, text=_PUT,
        then="We go ahead on 25 August unless you change our mind.", title="An invitation to negotiate",
        onto=DEPARTMENT,
    )  # fmt: skip
    consultations.approach(
        rusk, said["name"], "France", "John F. Kennedy", "He is ready to write to General de Gaulle himself.",
        facts.day("A"), rests=(facts.address(facts["approach"][0]["at"]),), onto=DEPARTMENT,
    )  # fmt: skip
    setting.exchange("rusk", "home", "couve", "brentano")
    setting.at("1961-08-24T15:00")
    for name in ("home", "brentano", "couve"):
        desk = setting.desks[name]
        stance = Stance.BEHIND if desk.card.party in said["stays_behind"] else Stance.JOINS
        asked.answer(desk, "An invitation to negotiate", stance)
    setting.exchange("rusk", "home", "couve", "brentano")
    setting.refused(
        "Closing it a day early", lambda: consultations.close(rusk, said["name"], proceed=True), TooEarlyError
    )
    setting.at("1961-08-26T09:00")
    closed: Hearing = consultations.close(rusk, said["name"], proceed=True)
    for line in closed.lines:
        setting.tell(f"{line.party}: {line.outcome}")
    if [line.party for line in closed.lines if line.outcome == "stayed behind"] != said["stays_behind"]:
        raise RuleError("The consultation was not recorded as it went; do not trust this build, and report it.")
    setting.tell("It goes ahead, and the record says who was heard and who stayed behind.")
    setting.exchange("kennedy", "rusk", "bundy", "kohler")
