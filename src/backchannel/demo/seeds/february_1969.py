"""February 1969: guidance to posts, what may be done with each of its points, and what hangs on what (document E)."""

from dataclasses import replace

from backchannel.demo.seeds.autumn_1961 import as_sent
from backchannel.demo.seeds.setting import Setting
from backchannel.desk import archive, letters
from backchannel.desk.planning import cases, circulars, events, guidance, linkage, meetings
from backchannel.planning.cases import Side
from backchannel.planning.linkage import LinkType
from backchannel.planning.meetings import Meeting
from backchannel.record.dates import parse
from backchannel.record.document import Document, passages_of
from backchannel.record.use_marks import Use, UseMark, marked

__all__ = ["play"]

_OURS, _CASE, _NAME = "United States", "East and West", "Approach to East and West"
_ISSUES = ("arms talks", "Middle East", "Vietnam")


def play(setting: Setting) -> None:
    """Play the month."""
    setting.step("February 1969. Guidance goes to the posts, each on its own channel, with what may be done with it.")
    setting.at("1969-02-18T15:00")
    walsh, facts = setting.desks["walsh"], setting.facts
    for line in facts["channel"]:
        if line.get("post"):
            setting.open_channel(line)
    cases.new(walsh, _CASE)
    for name, side in ((_OURS, Side.OURS), ("Soviet Union", Side.OTHER)):
        cases.add_party(walsh, name, side)
    for issue in _ISSUES:
        cases.add_issue(walsh, issue)
    _circular(setting)
    _links(setting)


def _guidance(setting: Setting) -> Document:
    said, walsh = setting.facts["circular"], setting.desks["walsh"]
    text = as_sent(archive.find(walsh, setting.facts.documents["E"]).document)
    day = parse(said["not_before"])
    held = UseMark(Use.SAY, day, "the President's talks in Europe")
    uses = {number: held if number in said["held"] else UseMark(Use.IF_ASKED) for number in said["points"]}
    texts = [marked(one.text, uses[one.number]) if one.number in uses else one.text for one in text.passages]
    return Document("circular", passages_of(*texts), number="Circular 1")


def _circular(setting: Setting) -> None:
    walsh, facts = setting.desks["walsh"], setting.facts
    posts = [line["name"] for line in facts["channel"] if line.get("post")]
    text = _guidance(setting)
    circulars.send(walsh, _NAME, text, on=posts, let_out="It is the guidance itself.")
    setting.exchange("walsh", "lodge", "shriver")
    lodge = setting.desks["lodge"]
    came = letters.every(lodge, posts[0])[-1].reference
    guidance.acknowledge(lodge, f"{posts[0]}/{came}", "Received in Bonn.")
    guidance.adapt(lodge, f"{posts[0]}/{came}", "Said with more weight on consultation.", [17])
    setting.exchange("walsh", "lodge")
    status = circulars.status(walsh, _NAME).texts[-1]
    setting.tell(f"Sent {len(status.posts)}, received {status.received}.")
    for day in ("1969-02-20", facts["circular"]["not_before"]):
        found = guidance.points(walsh, _NAME, parse(day))
        said = [point.number for point in found.for_use(Use.SAY)]
        setting.tell(f"What may be said on {day}: {', '.join(map(str, said)) or 'nothing yet'}.")
    corrected = replace(
        text, passages=passages_of(*(one.text for one in text.passages[:-1]), "(may be said) We consult.")
    )
    circulars.correct(walsh, _NAME, corrected, let_out="It is the guidance itself.")
    setting.exchange("walsh", "lodge", "shriver")
    setting.tell(
        f"A correction went to exactly the {len(circulars.status(walsh, _NAME).texts[-1].posts)} that had the first."
    )


def _links(setting: Setting) -> None:
    setting.step("What hangs on what, in its own words: nothing here is a precondition, so nothing blocks.")
    walsh, facts = setting.desks["walsh"], setting.facts
    for link in facts["link"]:
        if link["from"] == "arms talks":
            linkage.add(
                walsh, link["from"], link["to"], LinkType(link["type"]), _OURS, rests=(facts.address(link["at"]),),
                condition="influence is exerted away from settlements" if link["type"] == "incompatible-if" else "",
            )  # fmt: skip
    for one in linkage.explain(walsh, "arms talks")[0].hangs_on:
        setting.tell(
            f"arms talks, {one.says.on}: {one.says.type}, blocks: {'yes' if one.blocks else 'no'} (“{one.says.words}”)"
        )
    for event in facts["event"]:
        events.note(
            walsh,
            event["name"],
            parse(event["on"]),
            happened=True,
            by="Soviet Union",
            rests=(facts.address(event["at"]),),
        )
    meeting = facts["meeting"]
    meetings.new(walsh, meeting["name"], walsh.card.person, Meeting("", "", purpose=setting.words(meeting["at"])))
    gaps = meetings.ready(walsh, meeting["name"]).open
    setting.tell(f"{meeting['name']}: not ready; {len(gaps)} gaps, the first: {gaps[0].what}")
