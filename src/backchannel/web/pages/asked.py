"""Between parties, outside any case: what others put to us, reports to us and from us, and suggestions."""

from backchannel.desk.channels import joined
from backchannel.desk.planning.consultation import asked, talks
from backchannel.desk.planning.consultation.asked import Received
from backchannel.errors import UsageError
from backchannel.planning.consultation.consulting import Stance, is_over
from backchannel.planning.consultation.talks import About
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.pages.case.confirming import Pending, ask, going
from backchannel.web.pages.case.consulting import RULES, typed_text
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

STANCES = (
    (Stance.JOINS, "We join"),
    (Stance.RESERVES, "We join with a reservation: say which"),
    (Stance.ASKS, "We ask for a change: say which"),
    (Stance.BEHIND, "We stay behind"),
)


def _list(visit: Visit) -> Answer:
    return View("case/abroad/asked.html", {"found": asked.received(visit.desk)[::-1]})


def _found(visit: Visit) -> Received:
    wanted = visit.path["id"]
    found = [one for one in asked.received(visit.desk) if one.put.thing.id.hex().startswith(wanted)]
    if len(found) != 1 or len(wanted) < 6:
        raise UsageError("That was not put to us, or not to this desk; look at what was.")
    return found[0]


def _show(visit: Visit) -> Answer:
    found = _found(visit)
    values = {
        "found": found,
        "rules": dict(RULES),
        "stances": STANCES,
        "is_over": is_over(found.put.ends, visit.desk.clock()),
        "passages": [
            ("0", "on the whole"),
            *((str(n), f"on passage {n}") for n in range(1, len(found.put.says.text) + 1)),
        ],
    }
    return View("case/abroad/put_to_us.html", values)


def _answer(visit: Visit) -> Answer:
    form, found = visit.form, _found(visit)
    if form.one("stance") not in tuple(Stance):
        raise UsageError("Say what we answer.")
    stance, words = Stance(form.one("stance")), form.text("words")
    passage = whole_number(form.one("passage"), 9_999) or 0
    if stance in (Stance.RESERVES, Stance.ASKS) and not words.strip():
        raise UsageError("Say which, in words: what is reserved, or what is to be changed.")
    name = found.put.thing.id.hex()

    def do(again: Visit) -> Answer:
        asked.answer(again.desk, name, stance, words, passage)
        return Go(visit.address, "Our answer is given, and lies ready for the next exchange.")

    return ask(
        visit,
        Pending(
            title="Give this answer?",
            button="Answer for our party",
            back=visit.address,
            goes=(going(visit.desk, found.put.opened.channel.hex(), found.channel),),
            do=do,
            facts=(
                ("To", found.put.opened.writer.party),
                ("On", found.put.says.name + (f", passage {passage}" if passage else "")),
                ("We answer", dict(STANCES)[stance].partition(":")[0]),
            ),
            passages=(words.strip(),) if words.strip() else (),
            rules=("Until the end a later answer takes its place; what was said before stays on record.",),
        ),
    )


def _little(visit: Visit) -> Answer:
    form, found = visit.form, _found(visit)
    time, material, words = form.is_on("time"), form.is_on("material"), form.text("words")
    if not (time or material):
        raise UsageError("Say of what there was too little: time, material, or both.")
    name = found.put.thing.id.hex()

    def do(again: Visit) -> Answer:
        asked.had_too_little(again.desk, name, words, time=time, material=material)
        return Go(visit.address, "It is on record, and lies ready for the next exchange.")

    of = " and ".join(word for word, is_so in (("time", time), ("material", material)) if is_so)
    return ask(
        visit,
        Pending(
            title="Put this on record?",
            button="Say it for our party",
            back=visit.address,
            goes=(going(visit.desk, found.put.opened.channel.hex(), found.channel),),
            do=do,
            facts=(("On", found.put.says.name), ("We had", f"too little {of}")),
            passages=(words.strip(),) if words.strip() else (),
            rules=("Those who asked us see it beside our answer. It stops nothing by itself.",),
        ),
    )


def _told(visit: Visit) -> Answer:
    values = {
        "reports": talks.reported(visit.desk)[::-1],
        "suggestions": talks.every_suggestion(visit.desk)[::-1],
        "channels": [(one.id.hex(), one.name) for one in joined(visit.desk)],
        "abouts": [(one, str(one)) for one in About],
        "ours": visit.desk.card.party,
    }
    return View("case/abroad/told.html", values)


def _called(visit: Visit, channel: str) -> str:
    found = next((one.name for one in joined(visit.desk) if one.id.hex() == channel), "")
    if not found:
        raise UsageError("Choose the channel.")
    return found


def _inform(visit: Visit) -> Answer:
    form, text = visit.form, typed_text(visit)
    channel, name = form.one("channel"), form.one("name")
    called = _called(visit, channel)
    if not text or not name:
        raise UsageError("A report needs a name and a text.")

    def do(again: Visit) -> Answer:
        talks.inform(again.desk, channel, name, text)
        return Go(visit.address, "The report lies ready for the next exchange.")

    return ask(
        visit,
        Pending(
            title="Send this report?",
            button="Send it",
            back=visit.address,
            goes=(going(visit.desk, channel, called),),
            do=do,
            facts=(("Called", name),),
            passages=text,
            rules=("It is screened once more before it goes: words of a letter that they may not read stay in.",),
        ),
    )


def _suggest(visit: Visit) -> Answer:
    form, words = visit.form, visit.form.text("words").strip()
    channel, name = form.one("channel"), form.one("name")
    called = _called(visit, channel)
    if form.one("about") not in tuple(About) or not words or not name:
        raise UsageError("A suggestion needs a name, words, and what it is about.")
    about = About(form.one("about"))

    def do(again: Visit) -> Answer:
        talks.suggest(again.desk, channel, name, about, words)
        return Go(visit.address, "The suggestion lies ready for the next exchange.")

    goes = (going(visit.desk, channel, called),)
    facts = (("Called", name), ("About", str(about)))
    return ask(visit, Pending("Suggest this?", "Suggest it", visit.address, goes, do, facts, (words,)))


def _reply(visit: Visit) -> Answer:
    form, name = visit.form, visit.form.one("which")
    taken, words = form.one("taken"), form.text("words").strip()
    if taken not in ("yes", "no"):
        raise UsageError("Say whether it is taken up.")
    found = next((one for one in talks.every_suggestion(visit.desk) if one.act.of.hex() == name), None)
    if found is None:
        raise UsageError("That suggestion is not here.")
    channel = found.act.channel.hex()

    def do(again: Visit) -> Answer:
        talks.reply(again.desk, name, taken=taken == "yes", words=words)
        return Go(visit.address, "The reply lies ready for the next exchange.")

    goes = (going(visit.desk, channel, _called(visit, channel)),)
    facts = (("To the suggestion", found.says.name), ("It is", "taken up" if taken == "yes" else "not taken up"))
    return ask(visit, Pending("Reply this?", "Reply", visit.address, goes, do, facts, (words,) if words else ()))


PAGES = (
    Page("/cases/asked", _list),
    Page("/cases/asked/{id}", _show, {"answer": _answer, "too-little": _little}),
    Page("/cases/told", _told, {"inform": _inform, "suggest": _suggest, "reply": _reply}),
)
