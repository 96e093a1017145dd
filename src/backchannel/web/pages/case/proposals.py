"""Proposals: drafted, held against the standing orders, and sent where those concerned were heard on their words."""

from backchannel.desk import travel
from backchannel.desk.channels import joined
from backchannel.desk.planning.consultation import proposals
from backchannel.errors import UsageError
from backchannel.record.readers import draft
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.confirming import Going, Pending, ask
from backchannel.web.pages.case.consulting import typed_text
from backchannel.web.pages.case.frame import case_of, done, framed, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _list(visit: Visit) -> Answer:
    case, shown = case_of(visit), framed(visit).case
    values = {
        "found": proposals.every(visit.desk, case=case)[::-1],
        "issues": [(one.id.hex(), one.says.name) for one in shown.issues],
    }
    return view(visit, "abroad/proposals.html", values)


def _draft(visit: Visit) -> Answer:
    form, upload = visit.form, visit.form.upload("file")
    if upload is not None and form.text("text").strip():
        raise UsageError("Give the text or a file, one of the two.")
    text = typed_text(visit)
    if upload is not None:
        text = tuple(one.text for one in draft.read(upload.data, upload.name)[0].passages)
    kept = proposals.draft(
        visit.desk,
        form.one("name"),
        form.one("issue"),
        text,
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
        settle=form.is_on("settle"),
    )
    return done(visit, f"proposals/{kept.id.hex()[:16]}", "The proposal is drafted; nothing has gone out.")


def _show(visit: Visit) -> Answer:
    found = proposals.check(visit.desk, visit.path["id"], case=case_of(visit))
    shown = framed(visit).case
    values = {
        "found": found,
        "kept": found.proposal,
        "rests": proposals.rests_of(visit.desk, found.proposal),
        "issues": [(one.id.hex(), one.says.name) for one in shown.issues],
        "issue": next((one.id.hex() for one in shown.issues if one.says.name == found.proposal.says.issue), ""),
        "channels": [(one.id.hex(), one.name) for one in joined(visit.desk)],
        "text": "\n\n".join(found.proposal.says.text),
    }
    return view(visit, "abroad/proposal.html", values)


def _again(visit: Visit) -> Answer:
    kept = proposals.check(visit.desk, visit.path["id"], case=case_of(visit)).proposal
    form, settle = visit.form, visit.form.is_on("settle")
    proposals.draft(
        visit.desk,
        kept.says.name,
        form.one("issue"),
        typed_text(visit),
        rests=typed_rests(visit),
        case=case_of(visit),
        settle=settle,
    )
    return Go(visit.address, "The new text stands in its place; whoever was heard on the old is to be heard on this.")


def _drop(visit: Visit) -> Answer:
    form = visit.form
    proposals.drop(visit.desk, visit.path["id"], form.text("why"), case=case_of(visit), settle=form.is_on("settle"))
    return Go(visit.address, "The proposal is dropped; it stays readable with the reason.")


def _send(visit: Visit) -> Answer:
    form, case, name = visit.form, case_of(visit), visit.path["id"]
    channel, answers, heading = form.one("channel"), form.one("answers"), form.one("heading")
    readers = tuple(line.strip() for line in form.text("to").splitlines() if line.strip())
    planned = proposals.plan(visit.desk, name, channel, readers=readers, answers=answers, heading=heading, case=case)

    def do(again: Visit) -> Answer:
        letter = proposals.send(again.desk, name, channel, readers=readers, answers=answers, heading=heading, case=case)
        return Go(addresses.letter(letter.header.id), "The proposal is sealed, and lies ready for the next exchange.")

    named = {(one.name, one.party) for one in planned.readers}
    ways = tuple(one for one in travel.routes(visit.desk, channel) if (one.person, one.party) in named)
    others = ", ".join(one.name for one in planned.others)
    return ask(
        visit,
        Pending(
            title="Seal this proposal?",
            button="Seal it, and lay it out",
            back=visit.address,
            goes=(Going(planned.channel, ways),),
            do=do,
            facts=tuple(
                (what, words)
                for what, words in (
                    ("Heading", heading),
                    ("Answers", planned.answers),
                    ("Members who see that an entry exists, and nothing else", others),
                    ("Of the caption", planned.caption_rule),
                    *(("Note", one) for one in planned.remarks),
                )
                if words
            ),
            passages=tuple(one.text for one in planned.document.passages),
            rules=("A letter that was sealed cannot be taken back.",),
        ),
    )


PAGES = (
    Page("/case/{case}/proposals", _list, {"draft": _draft}, large=True),
    Page("/case/{case}/proposals/{id}", _show, {"again": _again, "drop": _drop, "send": _send}),
)
