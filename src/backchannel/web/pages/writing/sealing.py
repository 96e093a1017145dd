"""The last page before a draft is sealed: exactly what will be sealed, for whom, and by which way."""

from dataclasses import dataclass, replace

from backchannel.desk import draft_checking, draft_sealing, drafts
from backchannel.desk.enclosing import Held
from backchannel.errors import UsageError
from backchannel.planning.consultation.marks import Mark
from backchannel.planning.drafts import SEALED
from backchannel.record.markings import banner
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.writing.frame import draft_of, identifier
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True, repr=False)
class Enclosures:
    """Files that are to be sealed with a draft, in memory until then, and what they are to our position."""

    draft: bytes
    files: tuple[Held, ...] = ()
    marks: tuple[str, ...] = ()


def _show(visit: Visit) -> Answer:
    listed = draft_of(visit)
    kept = listed.draft.kept
    if kept.ended is not None:
        sealed = kept.ended.how == SEALED and kept.says.letter
        return Go(addresses.letter(bytes.fromhex(kept.says.letter)) if sealed else addresses.draft(listed.draft.id))
    name = visit.form.one("_with") or visit.query.get("with", "")
    enclosures = visit.shelf.get(name, Enclosures) if name and not visit.refusal else _kept(visit, name)
    if enclosures.draft != listed.draft.id:
        enclosures, name = Enclosures(listed.draft.id), ""
    foreseen = draft_sealing.foresee(visit.desk, kept.id.hex(), enclosures.files, enclosures.marks)
    return View(
        "writing/seal.html",
        {
            "listed": listed,
            "foreseen": foreseen,
            "checked": draft_checking.check(visit.desk, listed),
            "banner": banner(foreseen.plan.document) if foreseen.plan else "",
            "enclosures": enclosures,
            "kept_as": name,
            "marks": [("", "not marked"), *((str(one), str(one)) for one in Mark)],
        },
    )


def _kept(visit: Visit, name: str) -> Enclosures:
    try:
        return visit.shelf.get(name, Enclosures)
    except UsageError:
        return Enclosures(b"")


def _enclose(visit: Visit) -> Answer:
    form, draft = visit.form, draft_of(visit).draft
    file = form.upload("file")
    if file is None:
        raise UsageError("Choose a file first.")
    before = visit.shelf.get(form.one("_with"), Enclosures) if form.one("_with") else Enclosures(draft.id)
    if file.name in {one.name for one in before.files}:
        raise UsageError("There is an enclosure of this name already; give each its own.")
    mark, issue = form.one("mark"), form.one("issue")
    if mark not in {"", *(str(one) for one in Mark)} or (mark == Mark.PROPOSAL) is not bool(issue):
        raise UsageError("A proposal names its issue, and nothing else does; say on which issue, or mark it otherwise.")
    said = (f"{file.name}={mark}{f':{issue}' if issue else ''}",) if mark else ()
    found = replace(before, files=(*before.files, Held(file.name, file.data)), marks=(*before.marks, *said))
    return _with(draft.id, _shelved(visit, form.one("_with"), found))


def _without(visit: Visit) -> Answer:
    form, draft = visit.form, draft_of(visit).draft
    before = visit.shelf.get(form.one("_with"), Enclosures)
    at = whole_number(form.one("which"))
    if at is None or at >= len(before.files):
        raise UsageError("There is no such enclosure any more; look at the page anew.")
    gone = before.files[at]
    found = replace(
        before,
        files=tuple(one for one in before.files if one is not gone),
        marks=tuple(one for one in before.marks if one.rpartition("=")[0] != gone.name),
    )
    return _with(draft.id, _shelved(visit, form.one("_with"), found))


def _shelved(visit: Visit, name: str, found: Enclosures) -> str:
    # Under the same name: the earlier bytes are not kept besides.
    if name:
        visit.shelf.put(name, found)
        return name
    return visit.shelf.keep(found)


def _with(draft: bytes, name: str) -> Go:
    return Go(f"{addresses.draft(draft, 'seal')}?with={name}")


def _seal(visit: Visit) -> Answer:
    """Seal exactly what was shown; a form that comes again finds the draft sealed."""
    form, desk = visit.form, visit.desk
    kept = drafts.show(desk, identifier(visit)).draft.kept
    if kept.ended is not None and kept.ended.how == SEALED:
        return Go(addresses.letter(bytes.fromhex(kept.says.letter)), "This draft was sealed already, once.")
    name = form.one("_with")
    enclosures = visit.shelf.get(name, Enclosures) if name else Enclosures(kept.id)
    shown = form.one("_shown")
    if not shown:
        raise UsageError("Look at what would be sealed first.")
    letter = draft_sealing.seal(desk, kept.id.hex(), shown, enclosures.files, enclosures.marks)
    if name:
        visit.shelf.put(name, Enclosures(b""))
    return Go(addresses.letter(letter.header.id), f"Sealed as {letter.reference}; the draft is closed.")


PAGES = (Page("/writing/{draft}/seal", _show, {"seal": _seal, "enclose": _enclose, "without": _without}, large=True),)
