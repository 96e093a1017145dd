"""Telegrams: numbered series with their gaps, a telegram written, and any letter or document in that form."""

from collections.abc import Callable

from backchannel.desk import archive, exporting, letters, series, telegrams
from backchannel.desk.channels import joined
from backchannel.desk.exporting import Wish
from backchannel.desk.planning import numbering
from backchannel.desk.references import located
from backchannel.desk.telegrams import Head
from backchannel.errors import UsageError
from backchannel.record.readers import draft
from backchannel.record.writers import telegram
from backchannel.web import addresses
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.confirming import Pending, ask, going, going_to
from backchannel.web.pages.case.frame import view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

PRECEDENCES = ("", "Flash", "Niact", "Immediate", "Priority", "Routine")


def _series(visit: Visit) -> Answer:
    values = {
        "runs": series.runs(visit.desk),
        "channels": [(one.id.hex(), one.name) for one in joined(visit.desk)],
        "precedences": [(one, one or "as the text says, or none") for one in PRECEDENCES],
        "ours": visit.desk.card.party,
    }
    if "case" in visit.path:
        return view(visit, "abroad/telegrams.html", {**values, "layout": "case/base.html"})
    return View("case/abroad/telegrams.html", {**values, "layout": "case/abroad/outside.html"})


def _hand_over(visit: Visit) -> Answer:
    form, desk = visit.form, visit.desk
    first, gaps = whole_number(form.one("first")), form.is_on("gaps")
    if first is None:
        raise UsageError("Say with which number the series begins.")
    name, channel = form.one("series"), form.one("channel")
    called = {one.id.hex(): one.name for one in joined(desk)}.get(channel, "")

    def do(again: Visit) -> Answer:
        numbering.hand_over(again.desk, name, first, channel, gaps=gaps)
        return Go(visit.address, "The series is handed over, and lies ready for the next exchange.")

    shown = "They may see which of its numbers they lack." if gaps else "They are not shown which numbers they lack."
    return ask(
        visit,
        Pending(
            title="Hand this series over?",
            button="Say it on this channel",
            back=visit.address,
            goes=(going(desk, channel, called),),
            do=do,
            facts=(("Series", name), ("Begins with", str(first)), ("Its gaps", shown)),
            rules=("Said again on the same channel, it takes the place of what was said there.",),
        ),
    )


def _write(visit: Visit) -> Answer:
    form, upload = visit.form, visit.form.upload("file")
    text = form.text("text")
    if (upload is not None) is bool(text.strip()):
        raise UsageError("Give the text or a file, one of the two.")
    data, called = (upload.data, upload.name) if upload is not None else (text.encode(), "")
    document, inferred = draft.read(data, called, allow_hidden=form.is_on("hidden"))
    head = Head(
        _lines(visit, "action"),
        _lines(visit, "info"),
        form.one("precedence"),
        form.one("classification"),
        form.one("caption"),
        form.one("series"),
    )
    channel = form.one("channel")
    planned = telegrams.plan(visit.desk, channel, document, head, _lines(visit, "to"))
    named = [(one.name, one.party) for one in planned.readers]

    def do(again: Visit) -> Answer:
        letter = telegrams.write(again.desk, planned)
        return Go(addresses.letter(letter.header.id), "The telegram is sealed, and lies ready for the next exchange.")

    facts = [("Number", planned.document.number or "none")]
    others = ", ".join(one.name for one in planned.others)
    facts += [("Members who see that an entry exists, and nothing else", others)] if others else []
    facts += [("Note", one) for one in planned.remarks] + [("Of the text", one) for one in inferred]
    return ask(
        visit,
        Pending(
            title="Seal this telegram?",
            button="Seal it, and lay it out",
            back=visit.address,
            goes=(going_to(visit.desk, channel, planned.channel, named),),
            do=do,
            facts=tuple(facts),
            form=telegram.write(planned.document),
            rules=("A letter that was sealed cannot be taken back. It is sealed as written, whatever its form here.",),
        ),
    )


def _lines(visit: Visit, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in visit.form.text(name).splitlines() if line.strip())


def _form(visit: Visit) -> Answer:
    document = archive.find(visit.desk, _name(visit)).document
    upper = visit.query.get("upper") == "yes"
    values = {
        "form": telegram.write(document, upper=upper),
        "upper": upper,
        "back": visit.address.rpartition("/")[0],
        "is_letter": "entry" in visit.path,
        "has_notes": document.apparatus is not None and bool(document.apparatus.notes),
    }
    return View("case/abroad/telegram.html", values)


def _name(visit: Visit) -> str:
    if "entry" in visit.path:
        letter = letters.show(visit.desk, *located(visit.desk, visit.path["entry"]))
        return f"{letter.channel}/{letter.reference}"
    return archive.item(visit.desk, whole_number(visit.path["number"]) or 0).id


def _download(visit: Visit) -> Answer:
    wish = Wish("telegram", None, why=visit.form.text("why"), upper=visit.form.is_on("upper"))
    done = exporting.export(visit.desk, [_name(visit)], wish)
    return Download(done.data, "telegram.txt", "text/plain; charset=utf-8")


_ACTS: dict[str, Callable[[Visit], Answer]] = {"hand-over": _hand_over, "write": _write}
PAGES = (
    Page("/case/{case}/telegrams", _series, _ACTS, large=True),
    Page("/cases/telegrams", _series, _ACTS, large=True),
    Page("/letter/{entry}/telegram", _form, {"download": _download}),
    Page("/document/{number}/telegram", _form, {"download": _download}),
)
