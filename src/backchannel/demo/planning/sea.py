"""What happened at sea: a pledge with incidents of both sides, one of them by the minute, and a line for the press."""

from dataclasses import replace

from backchannel.demo.cast import EKDAL, HOLT, VESMAR
from backchannel.demo.planning.company import BANK_LINE, FALK, OFFICE, OWN, required
from backchannel.demo.planning.papers import Papers
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.desk import letters
from backchannel.desk.planning import incidents, pledges, press
from backchannel.desk.planning.incidents import Placed
from backchannel.errors import RuleError
from backchannel.planning.hours import clock, read_moment
from backchannel.planning.incidents import Account, Incident, Means, Step
from backchannel.planning.pledges import Answered, Pledge
from backchannel.planning.press import Line
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

__all__ = ["INCIDENT", "PLEDGE", "TOPIC", "keep_to_a_pledge", "tell_by_the_minute", "word_for_the_press"]

PLEDGE, INCIDENT, TOPIC = "the list before she sails", "the Vigil beside the Patience", "the hospital’s boat"
_ASKED, _ACCEPTED = ("10-vesmar", 5), ("13-holt", 6)
_PLEDGED = "the list of those carried goes to both harbour masters before she sails and not afterwards"
_YES = "The list will be with both harbour masters an hour before, as you asked."
_WEST, _EAST = "Europe/Copenhagen", "Europe/Helsinki"
_DAY = "2025-08-26"
_PROTEST = (
    "On Tuesday, off Senn, your cutter kept beside the hospital’s boat for three quarters of an hour.",
    "I protest against it, and should like to be told by whose order it was done.",
)
_ANSWERED, _RESERVED = (
    "It was done by nobody’s order and shall be nobody’s habit.",
    "It is no precedent for the next lieutenant.",
)
_REPLY = (
    "She came alongside at ten to twelve by our clock and cast off at ten past. Somebody had told her of a name.",
    f"{_ANSWERED} {_RESERVED}",
)
_DENIAL = "Nothing has happened off Senn."
_LINE = "The boat belongs to the hospital. Whoever has a question about her is asked to put it to the matron."


def keep_to_a_pledge(stage: Stage, papers: Papers, references: dict[str, str]) -> None:
    """Record a pledge in the exact words of both sides, with an incident of each."""
    stage.step("A pledge in his words, accepted in hers; and what each side did against it.")
    stage.at("2025-08-29T15:00")
    holt = stage.desks[HOLT]
    papers.write(EKDAL, OFFICE, "log")
    stage.pass_on(EKDAL, HOLT)
    his, hers = (f"{CHANNEL}/{references[file]}/{passage}" for file, passage in (_ASKED, _ACCEPTED))
    pledge = Pledge(
        PLEDGE, ("Aldermark", "Suvria"), "sailing with a name that is on no list", "Suvria", _PLEDGED,
        "while the boat is on trial", parse("2025-07-21"), parse("2025-09-19"), ("the boat",),
    )  # fmt: skip
    stage.refused(
        "Recording it where Falk reads, who is on none of the letters",
        lambda: pledges.add(holt, pledge, his, onto=OFFICE),
        RuleError,
    )
    pledges.add(holt, pledge, his, onto=OWN)
    pledges.answer(holt, PLEDGE, "Aldermark", Answered.ACCEPTED, words=_YES, rests_on=hers)
    for name, party, day, passage in (
        ("a name written in at sea", "Aldermark", "2025-08-02", 1),
        ("a deputy and his cousin", "Suvria", "2025-08-06", 2),
    ):
        pledges.log(holt, PLEDGE, name, party=party, on=parse(day), rests_on=(papers.at("log", passage),), onto=OWN)
    shown = pledges.show(holt, PLEDGE, parse("2025-08-29").earliest.date())
    for stands in shown.restraint.parties:
        stage.tell(f"{stands.name}: {stands.stands}.")
    for one in shown.evidence:
        stage.tell(f"Against it, by {one.breach.party}: “{_one_line(one.rests[0].text)}”")
    parties = [one.breach.party for one in shown.evidence]
    required(shown.restraint.is_mutual and sorted(parties) == ["Aldermark", "Suvria"], PLEDGE)


def tell_by_the_minute(stage: Stage, papers: Papers) -> None:
    """Keep an incident by the minute, with two accounts of it beside each other, a protest, a reply, a reservation."""
    stage.step("Who was alongside from when to when? Two accounts stand beside each other, each by its own clock.")
    holt, vesmar = stage.desks[HOLT], stage.desks[VESMAR]
    protest = letters.write(holt, BANK_LINE, Document("letter", passages_of(*_PROTEST)))
    stage.pass_on(HOLT, VESMAR)
    reply = letters.write(vesmar, BANK_LINE, Document("letter", passages_of(*_REPLY)), answers=protest.reference)
    stage.pass_on(VESMAR, HOLT)
    ours, theirs = f"{BANK_LINE}/{protest.reference}", f"{BANK_LINE}/{reply.reference}"
    day, log = parse(_DAY), papers.at("log", 3)
    incidents.new(
        holt,
        Incident(INCIDENT, "Suvria", "A cutter kept beside the boat", day, ("the boat",)),
        rests_on=(log,),
        onto=OWN,
    )
    told = incidents.account(
        holt, INCIDENT,
        Account(
            "Aldermark", "She came alongside and asked for the list.", Step.EVENT, read_moment("at 10:40", day, _WEST),
            "the Vigil", ("the Patience",), Means.RADIO, words="came alongside at 10:40",
        ),
        rests_on=(log,),
    )  # fmt: skip
    incidents.account(
        holt, INCIDENT,
        Account(
            "Suvria", "She came alongside because of a name.", Step.EVENT,
            read_moment("at ten to twelve by our clock", day, _EAST, "11:50"), "the Vigil", ("the Patience",),
            words="came alongside at ten to twelve by our clock",
        ),
        Placed(beside=told.id.hex()[:12]), rests_on=(f"{theirs}/1",),
    )  # fmt: skip
    after = parse("2025-08-29")
    for step, what, words in (
        (Step.PROTEST, "She protests.", _PROTEST[1]),
        (Step.REPLY, "Nobody ordered it.", _ANSWERED),
        (Step.RESERVATION, "It is no precedent.", _RESERVED),
    ):
        if step is Step.PROTEST:
            one, other, address, when = HOLT, VESMAR, f"{ours}/2", read_moment("at 17:00", after, _WEST)
        else:
            one, other, address, when = VESMAR, HOLT, f"{theirs}/2", read_moment("at 18:40", after, _EAST)
        value = Account(
            one.party, what, step, when, one.name, (other.name,), Means.LETTER, words=words,
            no_precedent=step is Step.RESERVATION,
        )  # fmt: skip
        incidents.account(holt, INCIDENT, value, rests_on=(address,))
    incidents.point(holt, INCIDENT, "Who told the cutter of a name?", rests_on=(f"{theirs}/1",))
    found = incidents.show(holt, INCIDENT)
    for happening in found.chain.happenings:
        for said in happening.accounts:
            stage.tell(f"{clock(said.says.at, _WEST)}, {said.says.step}, as {said.says.of} has it: “{said.says.words}”")
        if happening.differs:
            stage.tell(f"  They differ on: {', '.join(happening.differs)}.")
    required([len(one.accounts) for one in found.chain.happenings] == [2, 1, 1, 1], INCIDENT)


def word_for_the_press(stage: Stage) -> None:
    """Record the line of the day; a denial is refused, and what is recorded waits for somebody who knows."""
    stage.step("What may Falk tell the press? Nothing that is false, and nothing that says too much.")
    holt = stage.desks[HOLT]
    line = Line(
        TOPIC, _LINE, HOLT.name, (FALK.name,), parse("2025-08-29"), parse("2025-09-19"),
        "These words, whatever is asked.", EKDAL.name,
    )  # fmt: skip
    stage.refused(f"“{_DENIAL}”", lambda: press.record(holt, replace(line, line=_DENIAL), onto=OFFICE), RuleError)
    press.record(holt, line, onto=OFFICE)
    stage.pass_on(HOLT, EKDAL, FALK)
    day = parse("2025-08-29").earliest.date()
    stage.tell(f"“{_LINE}” On Falk’s desk: {press.find(stage.desks[FALK], TOPIC, day).now.standing}.")
    press.confirm(stage.desks[EKDAL], TOPIC)
    stage.pass_on(EKDAL, FALK)
    standing = press.find(stage.desks[FALK], TOPIC, day).now.standing
    stage.tell(f"Ekdal, who knows, confirms that it is true: it {standing}.")
    required(standing == "may be said", TOPIC)


def _one_line(text: str) -> str:
    return " ".join(text.split())
