"""Keeping allies told during the talks: rounds, what is due to whom, and telling them."""

from backchannel.desk.channels import joined
from backchannel.desk.planning.consultation import talks
from backchannel.errors import UsageError
from backchannel.planning.cases import Side
from backchannel.planning.consultation.talks import Level
from backchannel.web.answers import Answer, Go, Page
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.confirming import Pending, ask, going
from backchannel.web.pages.case.consulting import typed_text
from backchannel.web.pages.case.frame import asked_day, case_of, framed, typed_date, view
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


def _show(visit: Visit) -> Answer:
    case, on = case_of(visit), asked_day(visit)
    shown = framed(visit).case
    parties = [one.says.name for one in shown.parties if one.says.side in (Side.ALLY, Side.THIRD)]
    values = {
        "on": on,
        "today": on or visit.desk.clock().date(),
        "due": talks.overdue(visit.desk, on, case=case),
        "rounds": talks.every_round(visit.desk, case=case),
        "issues": [("", "on none in particular"), *((one.id.hex(), one.says.name) for one in shown.issues)],
        "parties": [(one, one) for one in parties],
        "levels": [(one, str(one)) for one in Level],
        "channels": [("", "the one with it alone"), *((one.id.hex(), one.name) for one in joined(visit.desk))],
    }
    return view(visit, "abroad/talks.html", values)


def _round(visit: Visit) -> Answer:
    form, on = visit.form, typed_date(visit, "held")
    if on is None:
        raise UsageError("Say on which day the round was held.")
    talks.round_(visit.desk, form.one("name"), on, form.one("issue"), case=case_of(visit), onto=form.one("onto"))
    return Go(visit.address, "The round is noted; who is to be told of it stands above.")


def _agree(visit: Visit) -> Answer:
    form = visit.form
    if (days := whole_number(form.one("days"), 9_999)) is None:
        raise UsageError("Say within how many days, as a whole number.")
    place = {"case": case_of(visit), "onto": form.one("onto")}
    talks.agree(visit.desk, form.one("party"), days, form.text("why"), **place)
    return Go(visit.address, "It is noted within how many days it is told.")


def _tell(visit: Visit) -> Answer:
    form, case = visit.form, case_of(visit)
    party, round_, onto = form.one("party"), form.one("round"), form.one("onto")
    level, how, on_day = _level(form.one("level")), form.text("how"), typed_date(visit, "on_day")
    text, title, on = typed_text(visit), form.one("title"), form.every("on")

    def do(again: Visit) -> Answer:
        talks.tell(
            again.desk,
            party,
            round_,
            level,
            text,
            how=how,
            on_day=on_day,
            title=title,
            on=on,
            case=case,
            onto=onto,
        )
        return Go(visit.address, "It is noted that it was told." if how else "The report lies ready to go.")

    if not text or how.strip():
        return do(visit)
    whom, channel, report = talks.foresee(visit.desk, party, round_, text, title=title, on=on, case=case)
    return ask(
        visit,
        Pending(
            title="Tell this to the ally?",
            button="Send the report",
            back=visit.address,
            goes=(going(visit.desk, channel.id.hex(), channel.name),),
            do=do,
            facts=(
                ("To", whom),
                ("They see it called", report.name),
                ("On our side alone: how much that is", str(level)),
            ),
            passages=report.text,
            rules=("At which level it was told stands on our own side alone; the report names no case of ours.",),
        ),
    )


def _level(text: str) -> Level:
    if text not in tuple(Level):
        raise UsageError("Say how much the ally is told.")
    return Level(text)


PAGES = (Page("/case/{case}/consultations/talks", _show, {"round": _round, "agree": _agree, "tell": _tell}),)
