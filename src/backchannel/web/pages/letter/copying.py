"""Copying a letter or an enclosure out of the vault: an act with a reason, which the register of who knows keeps."""

import re

from backchannel.desk import copying, exporting
from backchannel.desk.correspondence import Sheet
from backchannel.desk.exporting import Wish
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Download, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.letter import frame
from backchannel.web.pages.record import giving_out
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_MARKDOWN = "markdown"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_HOLDING = ("pdf", "docx", "html", "telegram", "tei", "json")
"""Formats that hold the words of a letter."""
FORMS = (
    (_MARKDOWN, "Markdown: plain text with the whole head, which can be taken in as a draft again"),
    *((name, words) for name, words in giving_out.ONE if name in _HOLDING),
)


def _show(visit: Visit) -> Answer:
    found, document = frame.readable(visit)
    return frame.view("copy.html", found, document, {"forms": FORMS, "papers": giving_out.PAPERS})


def _copy(visit: Visit) -> Answer:
    found, _ = frame.readable(visit)
    form, why = visit.form.one("form"), visit.form.one("why")
    if form not in dict(FORMS):
        raise UsageError("Choose one of the forms that the page offers.")
    if not why:
        raise UsageError("Say why the letter is copied out; the register of who knows keeps the reason.")
    if form == _MARKDOWN:
        data = copying.give_letter(visit.desk, found.channel.id.hex(), found.reference, why)
        return Download(data, "letter.md", "text/markdown; charset=utf-8")
    paper = "Letter" if visit.form.one("paper") == "Letter" else "A4"
    wish = Wish(form, None, why=why, paper=paper, into="a file of the browser")
    data = exporting.export(visit.desk, [f"{found.channel.name}/{found.reference}"], wish).data
    return giving_out.file_of(data, form, "letter")


def _enclosure(visit: Visit) -> tuple[Sheet, int]:
    """Give the letter, and which of its enclosures the address names, from 1."""
    found, _ = frame.readable(visit)
    place = whole_number(visit.path["number"]) or 0
    if not 0 < place <= len(found.letter.enclosures):
        raise UsageError("This letter has no such enclosure.")
    return found, place


def _show_enclosure(visit: Visit) -> Answer:
    found, place = _enclosure(visit)
    document = found.letter.document
    assert document is not None
    return frame.view("enclosure.html", found, document, {"one": found.letter.enclosures[place - 1], "place": place})


def _give_enclosure(visit: Visit) -> Answer:
    found, place = _enclosure(visit)
    one = found.letter.enclosures[place - 1]
    why = visit.form.one("why")
    data = copying.give_enclosure(visit.desk, found.channel.id.hex(), found.reference, one.name, why)
    suffix = _SUFFIX.search(one.name[one.name.rfind(".") :]) if "." in one.name else None
    return Download(data, f"enclosure-{place}{suffix.group() if suffix else ''}", "application/octet-stream")


PAGES = (
    Page("/letter/{entry}/copy", _show, {"copy": _copy}),
    Page("/letter/{entry}/enclosure/{number}", _show_enclosure, {"give": _give_enclosure}),
)
