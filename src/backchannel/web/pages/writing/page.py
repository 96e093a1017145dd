"""A draft beside the letter that it answers: each passage its own form, saved by itself."""

import re
from dataclasses import dataclass

from backchannel.desk import draft_checking, draft_files, drafting, drafts
from backchannel.desk.draft_checking import Checked
from backchannel.desk.drafting import Said
from backchannel.desk.drafts import Listed
from backchannel.desk.words import explained
from backchannel.desk.words.answering import DECIDED, DOUBTFUL, FORM, PROPOSED
from backchannel.desk.words.quotations import VERDICTS
from backchannel.desk.words.quoting import Told
from backchannel.errors import UsageError
from backchannel.planning.board import Kept
from backchannel.planning.consultation.marks import Mark
from backchannel.planning.drafts import SEALED, Drafted, DraftPassage, Role
from backchannel.text.answering.proposals import STATES
from backchannel.text.tone.doubts import Doubt
from backchannel.web import addresses
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.writing.frame import draft_of, identifier, seen
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_OURS, _THEIRS = 30, 40
"""Passages of a part of ours, and of theirs."""
_NUMBERS = re.compile(r"[0-9]{1,4}(?:\s*[-–]\s*[0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage of ours as the page shows it: its number, what was found of it, and its doubtful words."""

    number: int
    kept: Kept[DraftPassage]
    told: Told
    doubts: tuple[Doubt, ...]


def _show(visit: Visit) -> Answer:
    listed = draft_of(visit)
    if listed.draft.kept.ended is not None:
        lost = visit.form.text("text") if visit.refusal else ""
        return View("writing/ended.html", {"listed": listed, "sealed": SEALED, "lost": lost})
    checked = draft_checking.check(visit.desk, listed)
    shown = _shown(listed, checked)
    after = visit.query.get("after", "")
    at = next((one.number for one in shown if one.kept.id.hex()[:16] == after), 0)
    count = max(1, -(-len(shown) // _OURS))
    # Without being asked for a part: the one with the passage to write after, else the first.
    part = min(visit.number("part", -(-at // _OURS) or 1), count)
    first = (part - 1) * _OURS
    ours = shown[first : first + _OURS]
    points = checked.answered.points if checked.answered else ()
    theirs = min(visit.number("theirs"), max(1, -(-len(points) // _THEIRS)))
    return View(
        "writing/draft.html",
        {
            "listed": listed,
            "checked": checked,
            "ours": ours,
            "part": part,
            "parts": count,
            "at": at if first < at <= first + _OURS else (len(shown) if part == count else 0),
            "after": after if at else "",
            "points": points[(theirs - 1) * _THEIRS : theirs * _THEIRS],
            "theirs": theirs,
            "theirs_parts": max(1, -(-len(points) // _THEIRS)),
            "proposed": [one for one in points if one.standing == PROPOSED],
            "answers": whole_number(visit.query.get("answers", "")) or "",
            "standings": {"decided": DECIDED, "doubtful": DOUBTFUL, "proposed": PROPOSED, "form": FORM},
            "states": STATES,
            "roles": tuple(str(one) for one in Role),
            "marks": tuple(str(one) for one in Mark),
            "explained": explained,
            "verdicts": VERDICTS,
            "lost": _lost(visit, ours),
        },
    )


def _shown(listed: Listed, checked: Checked) -> list[Shown]:
    doubts = checked.linted.doubts if checked.linted else ()
    return [
        Shown(number, kept, told, tuple(one for one in doubts if one.passage == number))
        for number, (kept, told) in enumerate(zip(listed.draft.passages, checked.quotes, strict=True), 1)
    ]


def _lost(visit: Visit, ours: list[Shown]) -> str:
    """Give a text that was refused and whose form the page has not any more, so that it is not lost."""
    if not visit.refusal or visit.form.one("do") not in ("save", "settle"):
        return ""
    known = {(one.kept.id.hex()[:16], "settle" if one.kept.is_disputed else "save") for one in ours}
    return "" if (visit.form.one("which"), visit.form.one("do")) in known else visit.form.text("text")


def _save(visit: Visit) -> Answer:
    """Save a passage as it was typed, and then do what the button says besides."""
    draft, passage, then = identifier(visit), visit.form.one("which"), visit.form.one("_then")
    desk = visit.desk
    kept = drafting.put(desk, draft, passage, visit.form.text("text"), _said(visit), seen=seen(visit))
    if kept.is_disputed:
        return _back(visit, kept, "Saved; but this passage was saved elsewhere meanwhile. Both versions are below.")
    if then in {"up", "down"}:
        drafting.move(desk, draft, passage, up=then == "up")
        return _back(visit, kept, "Saved, and moved.")
    if then == "remove":
        drafting.remove(desk, draft, passage)
        return Go(addresses.draft(_draft(visit).id) + "#removed", "Taken out; below the draft you can put it back.")
    if then == "after":
        return Go(f"{addresses.draft(_draft(visit).id)}?after={kept.id.hex()[:16]}#new", "Saved.")
    return _back(visit, kept, "Saved.")


def _insert(visit: Visit) -> Answer:
    form = visit.form
    found = drafting.insert(
        visit.desk,
        identifier(visit),
        form.text("text"),
        _said(visit),
        after=form.one("_after"),
        slip=form.one("once"),
    )
    said = "Saved." if len(found) == 1 else f"Saved as {len(found)} passages."
    return Go(f"{addresses.draft(_draft(visit).id)}?after={found[-1].id.hex()[:16]}#new", said)


def _settle(visit: Visit) -> Answer:
    form = visit.form
    kept = drafting.settle(visit.desk, identifier(visit), form.one("which"), form.text("text"), seen(visit))
    return _back(visit, kept, "This text stands in place of both.")


def _drop(visit: Visit) -> Answer:
    drafting.remove(visit.desk, identifier(visit), visit.form.one("which"), seen=seen(visit))
    return Go(addresses.draft(_draft(visit).id) + "#removed", "Taken out; below the draft you can put it back.")


def _put_back(visit: Visit) -> Answer:
    kept = drafting.put_back(visit.desk, identifier(visit), visit.form.one("which"))
    return _back(visit, kept, "Put back where it stood.")


def _back(visit: Visit, kept: Kept[DraftPassage], said: str) -> Go:
    draft = _draft(visit)
    place = next((number for number, one in enumerate(draft.passages) if one.id == kept.id), 0)
    part = f"?part={place // _OURS + 1}" if place >= _OURS else ""
    return Go(f"{addresses.draft(draft.id)}{part}#ours-{kept.id.hex()[:16]}", said)


def _draft(visit: Visit) -> Drafted:
    return drafts.show(visit.desk, identifier(visit)).draft


def _said(visit: Visit) -> Said:
    form = visit.form
    role, mark = form.one("role", str(Role.PARAGRAPH)), form.one("mark")
    if role not in {str(one) for one in Role} or mark not in {"", *(str(one) for one in Mark)}:
        raise UsageError("This form is none of this desk; open the draft anew.")
    return Said(Role(role), _answers(form.one("answers")), Mark(mark) if mark else None, form.one("issue"))


def _answers(text: str) -> tuple[int, ...]:
    """Read the numbers of passages of theirs: 3, 5-7. UsageError for anything else."""
    found: list[int] = []
    for piece in re.split(r"[,;\s]+(?![-–])", text) if text else ():
        if not _NUMBERS.fullmatch(piece):
            raise UsageError(f"“{piece[:40]}” is no passage of theirs; write their numbers such as 3, 5-7.")
        first, _, last = piece.replace("–", "-").partition("-")
        if not 0 < int(first) <= int(last or first) < int(first) + 500:
            raise UsageError(f"“{piece[:40]}” names no passages; write the smaller number first.")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def _decide(visit: Visit) -> Answer:
    wanted = {
        int(name[1:]): "" if values[0] == "back" else values[0]
        for name, values in visit.form.fields.items()
        if re.fullmatch(r"p[0-9]{1,4}", name) and values[0]
    }
    if not wanted:
        raise UsageError("Nothing was chosen; say of a passage how we answer it.")
    draft_checking.decide(visit.desk, draft_of(visit), wanted, visit.form.one("because"))
    return Go(addresses.draft(_draft(visit).id) + "#theirs", "Decided.")


def _accept(visit: Visit) -> Answer:
    pieces = [one.partition("=") for one in visit.form.one("_seen").split(",") if "=" in one]
    wanted = {at: state.strip() for one, _, state in pieces if (at := whole_number(one.strip())) is not None}
    draft_checking.accept(visit.desk, draft_of(visit), wanted)
    return Go(addresses.draft(_draft(visit).id) + "#theirs", "Decided as proposed.")


def _take(visit: Visit) -> Answer:
    file = visit.form.upload("file")
    if file is None:
        raise UsageError("Choose a file first.")
    taken = draft_files.take(
        visit.desk, identifier(visit), file.name, file.data, instead=visit.form.one("how") != "after"
    )
    counts = f"{taken.same} passages are as they were, {taken.changed} were changed, {taken.new} are new"
    said = [f"The file was taken: {counts}, {taken.removed} were taken out.", *taken.told]
    return Go(addresses.draft(taken.draft.id), " ".join(said))


def _give(visit: Visit) -> Answer:
    given = draft_files.give(visit.desk, identifier(visit), visit.form.one("format"))
    return Download(given.data, f"draft.{given.ending}", given.media_type)


def _discard(visit: Visit) -> Answer:
    drafting.discard(visit.desk, identifier(visit), visit.form.text("why"))
    return Go("/writing", "The draft is discarded. It stays below, and can be taken up again.")


PAGES = (
    Page(
        "/writing/{draft}",
        _show,
        {
            "save": _save,
            "insert": _insert,
            "settle": _settle,
            "drop": _drop,
            "put-back": _put_back,
            "decide": _decide,
            "accept": _accept,
            "take": _take,
            "give": _give,
            "discard": _discard,
        },
        large=True,
    ),
)
