"""Quotations of a draft, held against the record: which are true, and how the true words run."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.desk import channels
from backchannel.desk.desk import Desk
from backchannel.desk.words import explained, quoting
from backchannel.desk.words.quotations import VERDICTS
from backchannel.desk.words.quoting import Told
from backchannel.errors import UsageError
from backchannel.web.answers import Answer, Download, Go, Page
from backchannel.web.pages.words.frame import part_of, view
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

_ROWS = 40
_AT_ONCE = 30_000
"""Bytes of a draft that is checked while the browser waits; a longer one shows how far it is."""
_PASTED = "pasted.md"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was handed over to be checked: the address of a letter, or the name and bytes of a file; against what."""

    address: str
    name: str
    data: bytes
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A draft with what became of its quotations."""

    draft: Draft
    told: Told


def _show(visit: Visit) -> Answer:
    known = [(one.channel.id.hex(), one.channel.name, False) for one in channels.every_standing(visit.desk)]
    return view(visit, "quotes.html", {"channels": known, "verdicts": tuple(_verdicts())})


def _verdicts() -> Iterator[tuple[str, str]]:
    yield from ((explained.VERDICTS[name], words) for name, words in VERDICTS.items())


def _check(visit: Visit) -> Answer:
    draft = _typed(visit)
    shelf = visit.shelf
    if len(draft.data) <= _AT_ONCE:
        return Go(f"/words/quotes/{shelf.keep(Check(draft, _checked(visit.desk, draft)))}")

    def job(desk: Desk, work: Work) -> Answer:
        work.tell(0, 1)
        made = Check(draft, _checked(desk, draft))
        work.tell(1)
        return Go(f"/words/quotes/{shelf.keep(made)}")

    return Go(f"/work/{visit.works.start('Checking the quotations of a draft', job, unit='draft').id}")


def _typed(visit: Visit) -> Draft:
    form = visit.form
    # A channel is named by what this desk calls it, since that is what a check is told in.
    names = {one.channel.id.hex(): one.channel.name for one in channels.every_standing(visit.desk)}
    typed = [line.strip() for line in form.text("others").splitlines() if line.strip()]
    against = (*(names[one] for one in form.every("against") if one in names), *typed)
    file, pasted, address = form.upload("file"), form.text("text"), form.text("place").strip()
    given = [one for one in (file is not None, bool(pasted.strip()), bool(address)) if one]
    if len(given) != 1:
        raise UsageError("Give one draft: paste its words, or choose a file, or write the address of a letter.")
    if file is not None:
        return Draft("", file.name, file.data, against)
    if address:
        return Draft(address, "", b"", against)
    return Draft("", _PASTED, pasted.encode("utf-8", "surrogatepass"), against)


def _checked(desk: Desk, draft: Draft) -> Told:
    if draft.name:
        return quoting.check_file(desk, draft.name, draft.data, draft.against)
    return quoting.check(desk, draft.address, draft.against)


def _found(visit: Visit) -> Answer:
    check = visit.shelf.get(visit.path["kept"], Check)
    every = visit.query.get("show") == "all"
    entries = [one for one in check.told.entries if every or one.checked.is_wrong or one.checked.cuts]
    counts = Counter(explained.VERDICTS[one.checked.verdict] for one in check.told.entries)
    return view(
        visit,
        "quoted.html",
        {
            "told": check.told,
            "part": part_of(visit, entries, _ROWS),
            "every": every,
            "counts": tuple(counts.items()),
            "cut": sum(bool(one.checked.cuts) for one in check.told.entries),
            "in_place": check.draft.name.casefold().endswith((".md", ".markdown", ".txt")),
            "explained": explained,
        },
    )


def _write(visit: Visit) -> Answer:
    check = visit.shelf.get(visit.path["kept"], Check)
    data, count = quoting.referenced(check.draft.name, check.draft.data, check.told)
    if not count:
        raise UsageError("There is no address to put in: no quotation was found, or each has its address already.")
    return Download(data, "draft.md", "text/markdown; charset=utf-8")


PAGES = (
    Page("/words/quotes", _show, {"check": _check}, large=True),
    Page("/words/quotes/{kept}", _found, {"write": _write}),
)
