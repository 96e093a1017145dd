"""The next contact: who is to meet whom, where and when, and who decides it."""

from backchannel.desk.planning import contacts
from backchannel.planning.authority import same_person
from backchannel.web.answers import Answer, Page
from backchannel.web.pages.case.frame import case_of, done, in_parts, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_OPEN = ("waiting", "decided twice")


def _show(visit: Visit) -> Answer:
    found = sorted(contacts.listed(visit.desk, case_of(visit)), key=lambda one: one.proposed.state not in _OPEN)
    listed, part, count = in_parts(visit, found, 20)
    me = visit.desk.card.person
    mine = {one.proposed.kept.id for one in listed if same_person(one.proposed.decider, me)}
    return view(visit, "contacts.html", {"listed": listed, "part": part, "count": count, "mine": mine, "me": me})


def _propose(visit: Visit) -> Answer:
    form = visit.form
    kept = contacts.propose(
        visit.desk,
        form.one("name"),
        who=form.one("who"),
        with_whom=form.one("with"),
        decider=form.one("decider"),
        by=form.one("by"),
        on=typed_date(visit, "read_on"),
        where=form.one("where"),
        avoid=form.one("avoid"),
        rests=typed_rests(visit),
        case=case_of(visit),
        onto=form.one("onto"),
    )
    return done(visit, "contacts", f"“{kept.says.name}” waits for {kept.says.decider} to decide.")


def _accept(visit: Visit) -> Answer:
    found = contacts.accept(visit.desk, visit.form.one("which"), visit.form.one("why"), case=case_of(visit))
    return done(visit, "contacts", f"“{found.kept.says.name}” is accepted and on the calendar, with its preparation.")


def _decline(visit: Visit) -> Answer:
    found = contacts.decline(visit.desk, visit.form.one("which"), visit.form.one("why"), case=case_of(visit))
    return done(visit, "contacts", f"“{found.kept.says.name}” is declined.")


def _withdraw(visit: Visit) -> Answer:
    contacts.withdraw(visit.desk, visit.form.one("which"), visit.form.one("why"), case=case_of(visit))
    return done(visit, "contacts", "The proposal is withdrawn.")


PAGES = (
    Page(
        "/case/{case}/contacts",
        _show,
        {"propose": _propose, "accept": _accept, "decline": _decline, "withdraw": _withdraw},
    ),
)
