"""October to December 1961: a letter and its answer point by point, the proposal that was held back, and a telegram.

The letter is document B, the telegram document C. The letter that B answers is not among the documents: of it only what
B quotes is played.
"""

from dataclasses import replace

from backchannel.demo.seeds.august_1961 import PROPOSAL
from backchannel.demo.seeds.setting import DEPARTMENT, LETTERS, TWO, Setting
from backchannel.desk import archive, interlocutors, letters
from backchannel.desk.planning import allies, contacts, gains, linkage, pledges, points, promises, tracks
from backchannel.desk.planning.consultation import asked, consultations, proposals
from backchannel.desk.words import answering, pegs, readings
from backchannel.errors import NotHeardError, RuleError
from backchannel.planning.allies import Word
from backchannel.planning.consultation.consulting import Rule, Stance
from backchannel.planning.gains import Sort
from backchannel.planning.linkage import LinkType
from backchannel.planning.pledges import Pledge
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of

__all__ = ["as_sent", "play"]

_SECTO = "Secto 38"


def play(setting: Setting) -> None:
    """Play the autumn."""
    _letter(setting)
    _working_capital(setting)
    _proposal(setting)
    _telegram(setting)


def as_sent(printed: Document) -> Document:
    """Give the words of a printed document as they were sent: without what its editors added."""
    return Document(printed.kind, passages_of(*(passage.text for passage in printed.passages)))


def _letter(setting: Setting) -> None:
    setting.step("A letter from Moscow, of which only what the answer quotes is here; and the answer, point by point.")
    kennedy, khrushchev, facts = setting.desks["kennedy"], setting.desks["khrushchev"], setting.facts
    setting.at("1961-09-29T10:00")
    quoted = [setting.words(at) for at in facts["letter"]["quoted"]]
    came = letters.write(khrushchev, LETTERS, Document("letter", passages_of(*quoted)))
    setting.exchange("kennedy", "khrushchev")
    setting.at("1961-10-16T09:00")
    (owed,) = letters.owed(kennedy, setting.clock())
    setting.tell(f"Owed by us: {owed.letter}, for {owed.days} days.")
    letter = as_sent(archive.find(kennedy, facts.documents["B"]).document)
    setting.refused(
        "The letter goes before anybody said what its passages are",
        lambda: letters.write(kennedy, LETTERS, letter, answers=came.reference),
        RuleError,
    )
    sent = letters.write(kennedy, LETTERS, letter, answers=came.reference, marks=["all=exploration"])
    setting.exchange("kennedy", "khrushchev")
    setting.tell(f"Marked as exploration throughout, it goes: {sent.reference}, {len(letter.passages)} passages.")
    theirs, ours = f"{LETTERS}/{came.reference}", f"{LETTERS}/{sent.reference}"
    found = answering.answered(kennedy, theirs, ours)
    for point in found.points:
        setting.tell(f"{point.address}: {point.proposal.state}")
    if not letters.owed(kennedy, setting.clock()):
        setting.tell("Nothing is owed to Moscow any more.")
    for peg, place in zip(facts["peg"], _places(setting), strict=True):
        pegs.add(kennedy, f"{theirs}/{place}", peg["element"])
    for reading in facts["reading"]:
        place = reading["at"].partition("/")[2]
        of = 1 + facts["letter"]["quoted"].index(reading["of"])
        readings.place(kennedy, f"{ours}/{place}", f"{theirs}/{of}")
    setting.tell(
        f"Pegs on his exact words: {len(pegs.elements(kennedy))}; readings on record: {len(readings.listed(kennedy))}."
    )
    interlocutors.name(
        kennedy, LETTERS, facts["interlocutor"]["name"], mandate="To go on with the conversation", place="Moscow"
    )
    setting.exchange("kennedy", "khrushchev")
    interlocutors.accept(khrushchev, LETTERS, facts["interlocutor"]["name"])
    setting.exchange("kennedy", "khrushchev")


def _places(setting: Setting) -> list[int]:
    quoted = setting.facts["letter"]["quoted"]
    return [1 + next(n for n, at in enumerate(quoted) if _within(peg["at"], at)) for peg in setting.facts["peg"]]


def _within(at: str, quoted: str) -> bool:
    place, _, span = at.partition(":")
    other, _, whole = quoted.partition(":")
    return place == other and int(whole.split("-")[0]) <= int(span.split("-")[0]) < int(whole.split("-")[1])


def _working_capital(setting: Setting) -> None:
    setting.step("What the letter asks of both sides, what is put off, and who would gain by what was offered.")
    kennedy, facts = setting.desks["kennedy"], setting.facts
    said = facts["pledge"]
    pledges.add(
        kennedy,
        Pledge(
            "restraint in Berlin", ("United States", "Soviet Union"), "Berlin", "United States",
            setting.words(said["at"]), "during this period", parse(said["from"]), None, ("Berlin",),
        ),
        facts.address(said["at"]),
        onto=TWO,
    )  # fmt: skip
    for one in facts["postponed"]:
        points.raise_(kennedy, one["name"], rests=(facts.address(one["at"]),), on=facts.day("B"), onto=TWO)
        points.postpone(kennedy, one["name"], "exploration of specific items")
    for link in facts["link"]:
        if link["from"] == "Berlin":
            linkage.add(
                kennedy, link["from"], link["to"], LinkType(link["type"]), "John F. Kennedy",
                rests=(facts.address(link["at"]),), onto=TWO,
            )  # fmt: skip
    for gain in facts["gain"]:
        proposals.draft(
            kennedy, gain["proposal"], "Berlin", ("What was put to us, in our words.",),
            rests=(facts.address(gain["kept_at"]),), onto=TWO,
        )  # fmt: skip
        gains.add(
            kennedy, gain["proposal"], gain["for"], Sort.KEPT, "What we already hold there", "The same, today",
            rests=(facts.address(gain["kept_at"]),), onto=TWO,
        )  # fmt: skip
        for share, _ in gains.draw(kennedy, gain["proposal"]).shares:
            setting.tell(f"{share.party}, by “{gain['proposal']}”: {', '.join(share.flags)}.")
    setting.exchange("kennedy", "rusk", "bundy")


def _proposal(setting: Setting) -> None:
    setting.step("The proposal of August, on whose words the Allies have not been heard yet.")
    kennedy, rusk, facts = setting.desks["kennedy"], setting.desks["rusk"], setting.facts
    setting.refused(
        "It is sent on the strength of August", lambda: proposals.send(kennedy, PROPOSAL, LETTERS), NotHeardError
    )
    said = facts["consultation"]
    allies_ = (*said["joins"], *said["stays_behind"])
    consultations.open_(
        rusk, "Geneva", said["issue"], allies_, rule=Rule.HEARING, ends=parse("1961-10-24"), proposal=PROPOSAL,
        then="We send it on 25 October unless you change our mind.", title="A proposal on talks", onto=DEPARTMENT,
    )  # fmt: skip
    setting.exchange("rusk", "home", "couve", "brentano")
    for name, stance, words in (
        ("home", Stance.JOINS, ""),
        ("brentano", Stance.RESERVES, "Nothing may touch our right to be asked on frontiers."),
        ("couve", Stance.BEHIND, ""),
    ):
        asked.answer(setting.desks[name], "A proposal on talks", stance, words)
    setting.exchange("rusk", "home", "couve", "brentano")
    setting.at("1961-10-25T09:00")
    for line in consultations.close(rusk, "Geneva", proceed=True).lines:
        setting.tell(f"{line.party}: {line.outcome}")
    setting.exchange("rusk", "kennedy")
    sent = proposals.send(kennedy, PROPOSAL, LETTERS)
    setting.tell(f"It goes out: {sent.reference}. France was heard, and has no veto.")
    setting.exchange("kennedy", "khrushchev")


def _telegram(setting: Setting) -> None:
    setting.step(
        "15 December 1961. A telegram for the President's eyes: where the Allies stand, and whom to meet next."
    )
    rusk, kennedy, facts = setting.desks["rusk"], setting.desks["kennedy"], setting.facts
    setting.at("1961-12-15T18:00")
    text = as_sent(archive.find(rusk, facts.documents["C"]).document)
    telegram = replace(
        text, kind="telegram", number=_SECTO, caption="EYES ONLY FOR JOHN F. KENNEDY", addressees=("John F. Kennedy",)
    )
    setting.refused(
        "It is to be read by Bundy too",
        lambda: letters.write(rusk, TWO, telegram, readers=["John F. Kennedy", "McGeorge Bundy"]),
        RuleError,
    )
    sent = letters.write(rusk, TWO, telegram, readers=["John F. Kennedy"])
    setting.tell(f"{_SECTO}: {sent.reference}, for one reader.")
    setting.refused(
        f"A second {_SECTO}",
        lambda: letters.write(rusk, TWO, Document("telegram", passages_of("Something else."), number=_SECTO)),
        RuleError,
    )
    setting.exchange("rusk", "kennedy")
    for one in facts["stance"]:
        for ally in one["allies"]:
            allies.note(
                kennedy, ally, one["issue"], Word(one["stance"]), setting.words(one["at"]), since=parse(one["on"]),
                rests=(facts.address(one["at"]),), onto=TWO,
            )  # fmt: skip
    for row in allies.grid(kennedy, "Berlin", parse("1961-12-15").earliest.date())[0].cells.values():
        words = ", ".join(f"{kept.says.stance} (“{kept.says.says}”)" for kept in row.now)
        setting.tell(f"{row.ally}: {words}")
    said = facts["contact"]
    contacts.propose(
        kennedy, "a first talk in Moscow", who=said["who"], with_whom=said["with"], decider="John F. Kennedy",
        by=f"{setting.words(said['by_at'])}, {setting.words(said['after_at'])}", on=facts.day("C"), where=said["where"],
        avoid=setting.words(said["avoids_at"]), rests=(facts.address(said["at"]),), onto=TWO,
    )  # fmt: skip
    for one in facts["promise"]:
        promises.make(
            kennedy, one["name"], "Dean Rusk", "John F. Kennedy", setting.words(one["at"]), due=one.get("by", ""),
            after=one.get("bound_to", ""), since=facts.day("C"), rests=(facts.address(one["at"]),), onto=TWO,
        )  # fmt: skip
    for one in facts["effort"]:
        tracks.effort(
            kennedy, setting.words(one["at"]), on=parse(one["on"]), rests=(facts.address(one["at"]),), onto=TWO
        )
    opened = [one for one in promises.every(kennedy, parse("1961-12-16").earliest.date())[0] if one.is_open]
    setting.tell(f"Promises that are open: {', '.join(one.says.name for one in opened)}.")
    setting.exchange("kennedy", "rusk", "bundy")
