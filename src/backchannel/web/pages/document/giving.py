"""A document for elsewhere: its citation in the usual forms, the file in any format, its confidentiality label."""

from backchannel.desk import exporting
from backchannel.desk.archive import Item
from backchannel.desk.labels import label
from backchannel.errors import BackchannelError, UsageError
from backchannel.record.dates import parse
from backchannel.record.writers.stanag4774 import POLICY
from backchannel.web.answers import Answer, Download, Page, View
from backchannel.web.pages.document.opened import of_document, tabs
from backchannel.web.pages.record import giving_out
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_CITED = (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl", "CSL JSON"))


@of_document
def _cite(visit: Visit, item: Item) -> Answer:
    sentence = exporting.cite(visit.desk, [item.id])[0][1]
    forms = [
        (words, exporting.export(visit.desk, [item.id], exporting.Wish(name, None)).data.decode().replace("\r\n", "\n"))
        for name, words in _CITED
    ]
    return View("document/cite.html", {"item": item, "tabs": tabs(item), "sentence": sentence, "forms": forms})


@of_document
def _export(visit: Visit, item: Item) -> Answer:  # noqa: ARG001
    return View(
        "document/export.html",
        {"item": item, "tabs": tabs(item), "formats": giving_out.ONE, "papers": giving_out.PAPERS},
    )


@of_document
def _give_out(visit: Visit, item: Item) -> Download:
    return giving_out.download(visit, item.id, visit.form.one("format"), f"document-{item.number}")


@of_document
def _label(visit: Visit, item: Item) -> Download:
    typed = visit.form.one("review")
    try:
        review = parse(typed) if typed else None
    except BackchannelError:
        raise UsageError("Write the day of the review as 2041-05-05.") from None
    data = label(visit.desk, item.id, visit.form.one("policy") or POLICY, review)
    return Download(data, f"document-{item.number}.label.xml", "application/xml")


PAGES = (
    Page("/document/{number}/cite", _cite),
    Page("/document/{number}/export", _export, {"give-out": _give_out, "label": _label}),
)
