"""Amending a charter: filled in, held against the one in force, and proposed with a reason."""

from backchannel.desk import channels
from backchannel.desk.channels import Standing
from backchannel.desk.chartering import differences, explained, terms_of
from backchannel.errors import RuleError, UsageError
from backchannel.protocol.charter import Charter, Member, with_members
from backchannel.protocol.state import ACTIVE
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.channel import frame, terms
from backchannel.web.pages.channel.terms import Kept
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _now(found: Standing) -> Charter:
    """Give the charter in force with the members of today, who may have been added or removed since."""
    members = {
        reader: (m.party, Member(m.name, reader, m.principal))
        for reader, m in sorted(found.state.members.items(), key=lambda pair: (not pair[1].principal, pair[1].name))
        if m.status == ACTIVE
    }
    return with_members(found.state.charter, members)


def _show(visit: Visit) -> Answer:
    found = frame.standing(visit)
    before = terms_of(_now(found))
    why = ""
    if name := visit.query.get("from", ""):
        kept = visit.shelf.get(name, Kept)
        before, why = kept.terms or before, kept.why
    values = terms.form_values(terms.members_of(visit, found.state), before)
    return frame.view(visit, "amend.html", found, {**values, "why": why})


def _require(visit: Visit, found: Standing) -> str:
    if not frame.speaks(visit, found):
        raise RuleError("Only a principal may propose an amendment; ask a principal of your side.")
    why = visit.form.one("why")
    if not why:
        raise UsageError("Say why the charter should be amended; all members see the reason.")
    return why


def _look(visit: Visit) -> Answer:
    found = frame.standing(visit)
    why = _require(visit, found)
    name = terms.kept(visit, terms.typed(visit, terms.members_of(visit, found.state)), why)
    return _foreseen(visit, found, name)


def _paste(visit: Visit) -> Answer:
    found = frame.standing(visit)
    why = _require(visit, found)
    return _foreseen(visit, found, visit.shelf.keep(Kept(terms.pasted(visit), None, why)))


def _foreseen(visit: Visit, found: Standing, name: str) -> Answer:
    text = visit.shelf.get(name, Kept).text
    charter = channels.foresee_amendment(visit.desk, found.channel.name, text)
    if not differences(_now(found), charter):
        raise UsageError("This is the charter as it is; change something before you propose it.")
    return Go(addresses.channel(found.channel.id, "charter", "amend", name))


def _before(visit: Visit) -> Answer:
    found, kept = frame.standing(visit), visit.shelf.get(visit.path["kept"], Kept)
    charter = channels.foresee_amendment(visit.desk, found.channel.name, kept.text)
    values = {
        "charter": charter,
        "rules": explained(charter),
        "changes": differences(_now(found), charter),
        "kept": kept,
        "name": visit.path["kept"],
    }
    return frame.view(visit, "amendment.html", found, values)


def _propose(visit: Visit) -> Answer:
    found, kept = frame.standing(visit), visit.shelf.get(visit.path["kept"], Kept)
    channels.amend(visit.desk, found.channel.name, kept.text, kept.why)
    return frame.done(found, "Proposed. It holds when enough parties have assented; the others see it.", "charter")


PAGES = (
    Page("/channel/{channel}/charter/amend", _show, {"look": _look, "paste": _paste}, large=True),
    Page("/channel/{channel}/charter/amend/{kept}", _before, {"propose": _propose}),
)
