"""One consultation: what was announced, what each said, what stands in the way, and how it is closed."""

from datetime import UTC

from backchannel.desk.planning.consultation import consultations
from backchannel.errors import UsageError
from backchannel.planning.consultation.consulting import is_over
from backchannel.planning.consultation.hearings import Hearing, obstacles
from backchannel.record.dates import DocumentDate, in_words, parse
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.pages.case.confirming import Going, Pending, ask, going
from backchannel.web.pages.case.consulting import RULES
from backchannel.web.pages.case.frame import case_of, done, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _hearing(visit: Visit) -> Hearing:
    return consultations.show(visit.desk, visit.path["id"], case=case_of(visit))


def _show(visit: Visit) -> Answer:
    found = _hearing(visit)
    values = {
        "found": found,
        "rules": dict(RULES),
        "is_over": is_over(found.ends, visit.desk.clock()),
        "obstacles": obstacles(found) if found.closed is None else [],
        "rests": consultations.rests_of(visit.desk, found),
        "asked": [(one.party, one.party) for one in found.lines],
        "today": _today(visit),
    }
    return view(visit, "abroad/consultation.html", values)


def _today(visit: Visit) -> DocumentDate:
    return parse(visit.desk.clock().astimezone(UTC).date().isoformat())


def _goes(visit: Visit, found: Hearing) -> tuple[Going, ...]:
    """Give the channels on which it was put to allies, as far as this desk is on them."""
    told = dict.fromkeys(one.put.opened.channel.hex() for one in found.lines if one.put)
    return tuple(going(visit.desk, channel, consultations.called(visit.desk, channel)) for channel in told)


def _put_off(visit: Visit) -> Answer:
    found, until = _hearing(visit), typed_date(visit, "until")
    if until is None:
        raise UsageError("Give the later end: a day, or an hour.")
    case, name = case_of(visit), found.id.hex()
    consultations.require_later(visit.desk, found, until)

    def do(again: Visit) -> Answer:
        consultations.put_off(again.desk, name, until, case=case)
        return Go(visit.address, "The later end is announced, and lies ready for the next exchange.")

    return ask(
        visit,
        Pending(
            title="Announce a later end?",
            button="Announce the later end to them",
            back=visit.address,
            goes=_goes(visit, found),
            do=do,
            facts=(
                ("What they see it called", ", ".join(dict.fromkeys(o.put.says.name for o in found.lines if o.put))),
                ("The end until now", in_words(found.ends)),
                ("The later end", in_words(until)),
            ),
            rules=("An end that was announced can be put off again, and never be brought forward.",),
        ),
    )


def _approach(visit: Visit) -> Answer:
    form, found = visit.form, _hearing(visit)
    on = typed_date(visit, "on") or _today(visit)
    if not form.one("by") or not form.text("what").strip():
        raise UsageError("Say who approached the ally, and what he did.")
    place = {"case": case_of(visit), "onto": form.one("onto")}
    consultations.approach(
        visit.desk,
        found.id.hex(),
        form.one("ally"),
        form.one("by"),
        form.text("what"),
        on,
        rests=typed_rests(visit),
        **place,
    )
    return Go(visit.address, "The approach is on record.")


def _close(visit: Visit) -> Answer:
    how, why = visit.form.one("how"), visit.form.text("why").strip()
    if how not in ("proceed", "give-up"):
        raise UsageError("Say whether we go ahead, or give it up.")
    consultations.close(visit.desk, visit.path["id"], proceed=how == "proceed", why=why, case=case_of(visit))
    said = "closed: we go ahead" if how == "proceed" else "given up"
    return done(visit, f"consultations/{visit.path['id']}", f"The consultation is {said}.")


def _closing(visit: Visit) -> Answer:
    found = _hearing(visit)
    values = {"found": found, "obstacles": obstacles(found), "is_over": is_over(found.ends, visit.desk.clock())}
    return view(visit, "abroad/consultation_close.html", values)


PAGES = (
    Page("/case/{case}/consultations/{id}", _show, {"put-off": _put_off, "approach": _approach}),
    Page("/case/{case}/consultations/{id}/close", _closing, {"close": _close}),
)
