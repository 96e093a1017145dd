"""Tone: a draft beside a charter's rules of courtesy and restraint, its doubtful sentences with the rule, unchanged."""

from dataclasses import dataclass

from backchannel.desk import channels
from backchannel.desk.words import tone
from backchannel.desk.words.tone import Linted
from backchannel.errors import UsageError
from backchannel.text.tone.doubts import Doubt
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.pages.outward.given import typed_draft
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True, repr=False)
class _Held:
    """A draft that was held to a charter: what it is called, and what came of it."""

    name: str
    linted: Linted

    @property
    def passages(self) -> list[tuple[int, str, list[Doubt], list[tuple[int, int]]]]:
        """Give every passage: its number, its words, what is doubtful in it, and where."""
        found = []
        for number, passage in enumerate(self.linted.document.passages, 1):
            doubts = [one for one in self.linted.doubts if one.passage == number]
            found.append((number, passage.text, doubts, [(one.first, one.last) for one in doubts]))
        return found


def _show(visit: Visit) -> Answer:
    named = [(one.channel.id.hex(), one.channel.name) for one in channels.every_standing(visit.desk)]
    return View("outward/tone.html", {"channels": [("", "choose a channel"), *named]})


def _hold(visit: Visit) -> Answer:
    if not visit.form.one("channel"):
        raise UsageError("Choose the channel whose charter the draft is held to.")
    draft = typed_draft(visit)
    linted = tone.lint_document(visit.desk, draft.document, visit.form.one("channel"))
    return Go(f"/words/tone/{visit.shelf.keep(_Held(draft.name, linted))}")


def _held(visit: Visit) -> Answer:
    held = visit.shelf.get(visit.path["kept"], _Held)
    count = len({(one.passage, one.start) for one in held.linted.doubts})
    return View("outward/tone_held.html", {"held": held, "linted": held.linted, "count": count})


PAGES = (
    Page("/words/tone", _show, {"hold": _hold}, large=True),
    Page("/words/tone/{kept}", _held),
)
