"""Incidents: what happened by the minute, the accounts of each step side by side, what is not settled; on paper."""

from backchannel.desk.planning import incidents, printing
from backchannel.desk.planning.incidents import Dossier, Placed
from backchannel.errors import UsageError
from backchannel.planning.hours import Moment, read_moment, when, zone_of
from backchannel.planning.incidents import Account, Authority, Consulted, Incident, Means, Said, Step
from backchannel.web.answers import Answer, Download, Go, Page
from backchannel.web.pages.case.frame import case_of, done, typed_date, typed_rests, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_ZONES = 4
_MEDIA = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _list(visit: Visit) -> Answer:
    found = incidents.every(visit.desk, case_of(visit))
    return view(
        visit,
        "deeds/incidents.html",
        {"chains": found, "reserved": [(chain, said) for chain in found for said in chain.reservations]},
    )


def _new(visit: Visit) -> Answer:
    form = visit.form
    value = Incident(
        form.one("name"), form.one("party"), form.text("what").strip(), typed_date(visit, "on"), form.every("issue")
    )
    kept = incidents.new(visit.desk, value, rests_on=typed_rests(visit), case=case_of(visit), onto=form.one("onto"))
    return done(visit, f"incidents/{kept.id.hex()[:16]}", "The dossier is open.")


def _dossier(visit: Visit) -> Dossier:
    return incidents.show(visit.desk, visit.path["incident"], case_of(visit))


def _show(visit: Visit) -> Answer:
    zones = _zones(visit)
    return view(
        visit,
        "deeds/incident.html",
        {
            "found": _dossier(visit),
            "zones": zones,
            "when": lambda moment: when(moment, zones),
            "how": printing.how,
            "mark": printing.mark,
            "forms": tuple((form, form) for form in printing.FORMATS),
            "void_words": _words,
        },
    )


def _zones(visit: Visit) -> tuple[str, ...]:
    found = tuple(visit.query.get("zone", "").replace(",", " ").split())[:_ZONES]
    for zone in found:
        zone_of(zone)
    return found


def _words(said: Said) -> str:
    return f"{said.says.what} “{said.says.words}”" if said.says.words else said.says.what


def _back(visit: Visit, said: str) -> Go:
    return done(visit, f"incidents/{visit.path['incident']}", said)


def _withdraw(visit: Visit) -> Answer:
    form = visit.form
    incidents.withdraw(
        visit.desk, form.one("which"), form.text("why"), case=case_of(visit), settle=form.is_on("settle")
    )
    return _back(visit, "The account is withdrawn; it stays in the dossier, with the reason.")


def _point(visit: Visit) -> Answer:
    rests = typed_rests(visit)
    incidents.point(visit.desk, visit.path["incident"], visit.form.one("point"), rests_on=rests, case=case_of(visit))
    return _back(visit, "The point is noted as not settled.")


def _settle(visit: Visit) -> Answer:
    form = visit.form
    incidents.settle(
        visit.desk, form.one("which"), form.text("how"), case=case_of(visit), together=form.is_on("settle")
    )
    return _back(visit, "The point is settled.")


def _close(visit: Visit) -> Answer:
    form = visit.form
    incidents.close(
        visit.desk, visit.path["incident"], form.text("why"), case=case_of(visit), settle=form.is_on("settle")
    )
    return _back(visit, "The incident is closed; its dossier stays as it is.")


def _paper(visit: Visit) -> Answer:
    form, kind = visit.form, visit.form.one("form")
    data = printing.handed_out(
        visit.desk,
        visit.path["incident"],
        kind,
        why=form.text("why"),
        zones=_zones(visit),
        case=case_of(visit),
    )
    return Download(data, f"dossier.{kind}", _MEDIA[kind])


def _account(visit: Visit) -> Answer:
    found = _dossier(visit)
    told = [one for happening in found.chain.happenings for one in happening.accounts]
    amended = _meant(told, visit.query.get("amend", ""))
    beside = _meant(told, visit.query.get("beside", ""))
    model = amended or beside
    others = [("", "none"), *((one.id.hex(), f"{one.says.of}: {one.says.what[:80]}") for one in told)]
    return view(
        visit,
        "deeds/account.html",
        {
            "found": found,
            "amended": amended,
            "beside": beside,
            "model": model,
            "moment": model.says.at if model is not None and model.says.at is not None else Moment(),
            "hour": _hour(model),
            "others": others,
            "steps": tuple((str(one), str(one)) for one in Step),
            "means": tuple((str(one), str(one)) for one in Means),
            "authorities": tuple((str(one), str(one)) for one in Authority),
            "findings": tuple((str(one), str(one)) for one in Consulted),
        },
    )


def _meant(told: list[Said], begins: str) -> Said | None:
    return next((one for one in told if len(begins) >= 6 and one.id.hex().startswith(begins)), None)


def _hour(model: Said | None) -> str:
    """Give the hour of an account, for a form: only where its words do not say it themselves."""
    at = model.says.at if model is not None else None
    if at is None or at.at is None or at.at.time is None:
        return ""
    hour = f"{at.at.time[0]:02}:{at.at.time[1]:02}"
    try:
        # Words that name an hour need a day, which is not given here.
        read_moment(at.written, None, "")
    except UsageError:
        return ""
    return hour


def _tell(visit: Visit) -> Answer:
    form, case = visit.form, case_of(visit)
    value = _typed(visit)
    if form.one("amend"):
        incidents.amend(
            visit.desk,
            form.one("amend"),
            value,
            rests_on=typed_rests(visit) or None,
            case=case,
            settle=form.is_on("settle"),
        )
        return _back(visit, "The account says that now; what it said before is kept.")
    placed = Placed(form.one("beside"), form.one("after"), form.one("before"), form.one("basis"))
    incidents.account(
        visit.desk,
        visit.path["incident"],
        value,
        placed,
        rests_on=typed_rests(visit),
        release=form.text("release").strip(),
        case=case,
    )
    return _back(visit, "The account stands in the dossier.")


def _typed(visit: Visit) -> Account:
    form = visit.form
    day, written, hour = typed_date(visit, "day"), form.one("when"), form.one("hour")
    moment = read_moment(written, day, form.one("zone"), hour) if written or hour or day is not None else None
    try:
        step, means = Step(form.one("step", "event")), Means(form.one("means", "not said"))
        authority, consulted = (
            Authority(form.one("authority", "not said")),
            Consulted(form.one("consulted", "not said")),
        )
    except ValueError:
        raise UsageError(
            "That is no step, means, authority or finding of an account; choose one of the lists."
        ) from None
    return Account(
        form.one("of"),
        form.text("what").strip(),
        step,
        moment,
        form.one("by"),
        tuple(line.strip() for line in form.text("to").splitlines() if line.strip()),
        means,
        authority,
        consulted,
        form.text("words").strip(),
        form.is_on("no_precedent"),
    )


_ACTS = {
    "withdraw": _withdraw,
    "point": _point,
    "settle": _settle,
    "close": _close,
    "paper": _paper,
}
PAGES = (
    Page("/case/{case}/incidents", _list, {"new": _new}),
    Page("/case/{case}/incidents/{incident}", _show, _ACTS),
    Page("/case/{case}/incidents/{incident}/account", _account, {"tell": _tell}),
)
