"""Consultations of a case: ours in a list, and a new one, which is asked about once more before it goes out."""

from backchannel.desk.channels import joined
from backchannel.desk.planning.consultation import consultations, proposals
from backchannel.errors import UsageError
from backchannel.planning.cases import Side
from backchannel.planning.consultation.consulting import Rule
from backchannel.record.dates import in_words
from backchannel.record.readers import draft
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.confirming import Pending, ask, going
from backchannel.web.pages.case.frame import case_of, framed, typed_date, view
from backchannel.web.visit import Visit

__all__ = ["PAGES", "RULES", "typed_text"]

RULES = (
    (Rule.HEARING, "Hearing: each is heard and none has a veto; at the end we may go ahead"),
    (Rule.SILENCE, "Silence: who says nothing until the end consents; an objection stops us"),
    (Rule.UNANIMITY, "Unanimity: each who is asked must join; silence joins nothing"),
)


def typed_text(visit: Visit, name: str = "text") -> tuple[str, ...]:
    """Give the passages of a text that was typed or pasted into a field; () where it is empty."""
    text = visit.form.text(name)
    if not text.strip():
        return ()
    document, _ = draft.read(text.encode())
    return tuple(one.text for one in document.passages)


def _list(visit: Visit) -> Answer:
    found = consultations.every(visit.desk, case=case_of(visit))
    return view(visit, "abroad/consultations.html", {"found": found[::-1]})


def _new(visit: Visit) -> Answer:
    case, frame = case_of(visit), framed(visit)
    values = {
        "issues": [(one.id.hex(), one.says.name) for one in frame.case.issues],
        "allies": [one for one in frame.case.parties if one.says.side in (Side.ALLY, Side.THIRD)],
        "proposals": [
            ("", "in none: in the text below"),
            *((one.id.hex(), one.says.name) for one in proposals.every(visit.desk, case=case) if one.ended is None),
        ],
        "rules": RULES,
        "then": consultations.THEN,
        "channels": [(one.id.hex(), one.name, False) for one in joined(visit.desk)],
        "asked_for": visit.query.get("proposal", ""),
    }
    return view(visit, "abroad/consultation_new.html", values)


def _prepare(visit: Visit) -> Answer:
    form, case = visit.form, case_of(visit)
    name, issue, onto = form.one("name"), form.one("issue"), form.one("onto")
    text, proposal = typed_text(visit), form.one("proposal")
    if bool(text) is bool(proposal):
        raise UsageError("Say in which words: those of a proposal, or those of a text; one of the two.")
    if form.one("rule") not in tuple(Rule):
        raise UsageError("Choose the rule; it is announced to each ally before anything else, and never changed.")
    rule, ends = Rule(form.one("rule")), typed_date(visit, "ends")
    if ends is None:
        raise UsageError("Announce an end: a day, or an hour.")
    allies, on = form.every("ally"), form.every("on")
    then, title = form.text("then"), form.one("title")
    planned = consultations.plan(
        visit.desk,
        name,
        issue,
        allies,
        rule=rule,
        ends=ends,
        text=text,
        proposal=proposal,
        then=then,
        title=title,
        on=on,
        case=case,
    )

    def do(again: Visit) -> Answer:
        found = consultations.open_(
            again.desk,
            name,
            issue,
            allies,
            rule=rule,
            ends=ends,
            text=text,
            proposal=proposal,
            then=then,
            title=title,
            on=on,
            case=case,
            onto=onto,
        )
        address = addresses.case(bytes.fromhex(case), "consultations", found.id.hex()[:16])
        return Go(address, "The consultation is open, and lies ready for the next exchange.")

    told = planned.told
    return ask(
        visit,
        Pending(
            title="Put this to the allies?",
            button="Announce the rule, and put it to them",
            back=visit.address,
            goes=tuple(going(visit.desk, channel.id.hex(), channel.name) for _, channel in planned.channels),
            do=do,
            facts=(
                ("They see it called", told.name),
                ("The rule that each is told", dict(RULES)[told.rule]),
                ("The end that each is told", in_words(told.ends)),
                ("What happens then", told.then),
                ("Asked", ", ".join(planned.books)),
                ("Kept on our side as", f"{name}, on {planned.issue}"),
            ),
            passages=told.text,
            rules=(
                "The rule and the words are never changed afterwards; the end may be put off, and not brought forward.",
                "No ally learns who else is asked, nor that we have a case.",
            ),
        ),
    )


PAGES = (
    Page("/case/{case}/consultations", _list),
    Page("/case/{case}/consultations/new", _new, {"prepare": _prepare}),
)
