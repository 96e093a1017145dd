"""What a draft is to be: its channel, its head, and for whom it is."""

from backchannel.desk import channels, draft_sealing, drafting
from backchannel.errors import UsageError
from backchannel.planning.drafts import Head
from backchannel.record.dates import in_words, read_written
from backchannel.record.document import KINDS
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.writing.frame import draft_of, for_channels, identifier, seen
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    listed = draft_of(visit)
    if listed.draft.kept.ended is not None:
        return Go(addresses.draft(listed.draft.id))
    readers, rule = draft_sealing.possible_readers(visit.desk, listed.draft.id.hex())
    head = listed.draft.kept.says.head
    standings = channels.every_standing(visit.desk)
    return View(
        "writing/head.html",
        {
            "listed": listed,
            "head": head,
            "date": in_words(head.date) if head.date else "",
            "kinds": tuple((one, one) for one in KINDS),
            "readers": readers,
            "rule": rule,
            "channels": for_channels(standings),
        },
    )


def _keep(visit: Visit) -> Answer:
    form = visit.form
    written = form.one("date")
    date = read_written(written) if written else None
    kept = draft_of(visit).draft.kept.says.head
    if form.one("kind") not in KINDS:
        raise UsageError("This form is none of this desk; open the draft anew.")
    head = Head(
        kind=form.one("kind"),
        heading=form.one("heading"),
        number=form.one("number"),
        place=form.one("place"),
        date=date,
        senders=_lines(form.text("senders")),
        addressees=_lines(form.text("addressees")),
        subject=form.one("subject"),
        classification=form.one("classification"),
        caption=form.one("caption"),
        language=kept.language,
    )
    draft = drafting.set_head(
        visit.desk,
        identifier(visit),
        head=head,
        name=form.one("name"),
        channel=form.one("channel"),
        series=form.one("series"),
        seen=seen(visit),
    )
    return Go(addresses.draft(draft.id, "head"), "The head is kept.")


def _readers(visit: Visit) -> Answer:
    draft = drafting.set_head(visit.desk, identifier(visit), readers=visit.form.every("reader"), seen=seen(visit))
    return Go(addresses.draft(draft.id, "head"), "The readers are kept.")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for one in text.split("\n") if (line := " ".join(one.split())))


PAGES = (Page("/writing/{draft}/head", _show, {"keep": _keep, "readers": _readers}),)
