"""Who knows: letters and people as a matrix and as a drawn map, on any day; what one person knows; one letter."""

from dataclasses import dataclass
from datetime import date

from backchannel.desk import knowledge, register
from backchannel.desk.channels import charter_of
from backchannel.desk.own_ledger import NAME as OWN
from backchannel.desk.references import located
from backchannel.desk.register import Line, Register, Someone
from backchannel.errors import UsageError
from backchannel.protocol.knowledge import NOTED, WEIGHTS, Way
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.drawing import knowing as drawn
from backchannel.web.pages.case.frame import asked_day
from backchannel.web.visit import Visit

__all__ = ["PAGES"]

_PART = 40
_DRAWN = 24
"""Letters of one part of the matrix, and of one picture."""
_WITHOUT_COURIER = "none"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the page shows: which channels there are, which of them, on which day, which part of how many."""

    channels: list[tuple[bytes, str, int]]
    register: Register | None
    on: date | None
    part: int
    parts: int

    @property
    def extra(self) -> str:
        """The rest of the query for another part."""
        found = f"&channel={self.register.channel.hex()[:16]}" if self.register else ""
        return found + (f"&on={self.on.isoformat()}" if self.on else "")


def _asked(visit: Visit, most: int) -> _Asked:
    day, part = asked_day(visit), visit.number("part")
    found = register.kept_on(visit.desk)
    if not found:
        return _Asked([], None, day, 1, 1)
    chosen = visit.query.get("channel", "") or found[0][0].hex()
    shown = register.of_channel(visit.desk, chosen, _text(day), first=(part - 1) * most, most=most)
    return _Asked(found, shown, day, part, max(1, -(-shown.total // most)))


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _sides(visit: Visit, people: tuple[Someone, ...]) -> tuple[list[Someone], list[Someone]]:
    ours = [one for one in people if one.party == visit.desk.card.party]
    return ours, [one for one in people if one not in ours]


def _matrix(visit: Visit) -> Answer:
    asked = _asked(visit, _PART)
    ours, theirs = _sides(visit, asked.register.people if asked.register else ())
    return View("knows/matrix.html", {"asked": asked, "ours": ours, "theirs": theirs})


def _map(visit: Visit) -> Answer:
    asked = _asked(visit, _DRAWN)
    ours, theirs = _sides(visit, asked.register.people if asked.register else ())
    picture = drawn.draw(asked.register, ours, theirs) if asked.register else None
    ways = {one: _by_way(asked.register, one) for one in (*ours, *theirs)} if asked.register else {}
    values = {"asked": asked, "ours": ours, "theirs": theirs, "picture": picture, "ways": ways}
    return View("knows/map.html", values)


def _by_way(found: Register, someone: Someone) -> list[tuple[str, list[Line]]]:
    """Give the letters that somebody knows of by how he does, the fullest way first."""
    ways = {way: [one for one in found.lines if any(k.way is way for k in one.of(someone))] for way in Way}
    return [(way.value, lines) for way, lines in ways.items() if lines]


def _person(visit: Visit) -> Answer:
    day = asked_day(visit)
    someone, lines = register.of_someone(visit.desk, visit.path["someone"], _text(day))
    is_ours = someone.party == visit.desk.card.party
    return View("knows/person.html", {"someone": someone, "lines": lines, "on": day, "is_ours": is_ours})


def _letter(visit: Visit) -> Answer:
    day = asked_day(visit)
    channel, reference = located(visit.desk, visit.path["entry"])
    found = register.of_letter(visit.desk, channel, bytes.fromhex(visit.path["entry"]), _text(day))
    charter = charter_of(visit.desk, channel)[0]
    ours = visit.desk.card.party
    parties = [ours, *(one.name for one in charter.parties if one.name != ours)]
    may_carry = charter.courier != _WITHOUT_COURIER
    return View(
        "knows/letter.html",
        {
            "line": found.lines[0],
            "reference": reference,
            "on": day,
            "ours": ours,
            "people": {(one.name, one.party): one for one in found.people},
            "parties": [(one, f"{one} (our side)" if one == ours else one) for one in parties],
            "ways": [(name, way.value) for name, way in NOTED.items() if name != "carried" or may_carry],
            "may_carry": may_carry,
            "weights": [("", "as usual: recorded for our side, claimed for another"), *((w, w) for w in WEIGHTS)],
            "onto": [
                ("", f"{OWN}: you alone read it"),
                *((one, f"{one}: its members read it") for one in register.own_side(visit.desk)),
            ],
        },
    )


def _note(visit: Visit) -> Answer:
    form = visit.form
    channel, reference = located(visit.desk, visit.path["entry"])
    person, party = form.one("person"), form.one("other_party") or form.one("party")
    if not person:
        raise UsageError("Say who knows: his name.")
    known = knowledge.note(
        visit.desk,
        channel,
        reference,
        person=person,
        party=party,
        way=form.one("way"),
        since=form.one("since"),
        source=form.one("source"),
        weight=form.one("weight"),
        onto=form.one("onto"),
    )
    said = (
        f"Noted ({known.weight}): {known.person} ({known.party}) {known.way.value}. The other side sees nothing of it."
    )
    return Go(addresses.letter(known.letter, "knows"), said)


PAGES = (
    Page("/knows", _matrix),
    Page("/knows/map", _map),
    Page("/knows/person/{someone}", _person),
    Page("/letter/{entry}/knows", _letter, {"note": _note}),
)
