"""Building a release passage by passage, with what an outsider would see beside it, until it is proposed."""

from dataclasses import dataclass, replace

from backchannel.desk import channels, letters, release_words, releases
from backchannel.desk.references import located
from backchannel.desk.release_texts import SHOWN, apparatus_of
from backchannel.desk.releases import Foreseen, Wish
from backchannel.errors import UsageError
from backchannel.protocol.release.course import Stage
from backchannel.protocol.release.grammar import APPARATUS, REASONS
from backchannel.record.document import Document
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.visit import Visit

__all__ = ["PAGES"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A letter of a release that is being built: its entry, what of its head is shown, what is withheld and why."""

    entry: str
    show: tuple[str, ...]
    passages: dict[int, str]
    enclosures: dict[int, str]


@dataclass(frozen=True, slots=True)
class Building:
    """A release that is being built, as it was last submitted. Nothing of it is in the ledger yet."""

    channel: str
    letters: tuple[Chosen, ...]
    purpose: str = ""
    not_before: str = ""
    capitals: str = ""
    no_precedent: bool = False
    two_sided: bool = False
    signers: tuple[str, ...] = ()
    answers: str = ""
    """The entry of the proposal that this one answers, in hexadecimal."""
    basis: str = ""
    """The entry of an earlier release that is cited for this one, in hexadecimal."""


def _new(visit: Visit) -> Answer:
    if visit.query.get("answers"):
        return _answering(visit, visit.query["answers"])
    asked = visit.query.get("letter", "")
    channel = located(visit.desk, asked)[0] if asked else visit.query.get("channel", "")
    speaks = [one for one in channels.every_standing(visit.desk) if one.is_joined and one.state.history]
    chosen = next((one for one in speaks if channel and one.channel.id.hex().startswith(channel)), None)
    if chosen is None and len(speaks) == 1:
        chosen = speaks[0]
    readable = letters.every(visit.desk, chosen.channel.id.hex()) if chosen else []
    return View(
        "releases/choose.html",
        {
            "channels": speaks,
            "chosen": chosen,
            "letters": [one for one in readable if one.document is not None and one.header.kind == "letter"],
            "asked": asked,
        },
    )


def _answering(visit: Visit, entry: str) -> Answer:
    """Begin with what somebody else proposed, to answer it with another excerpt."""
    channel, reference = releases.located(visit.desk, entry)
    sheet = releases.show(visit.desk, channel, reference)
    proposal = sheet.course.proposal
    building = Building(
        channel,
        tuple(
            Chosen(one.entry.hex(), tuple(one.show), dict(one.passages), dict(one.enclosures))
            for one in proposal.letters
        ),
        purpose=proposal.purpose,
        not_before=proposal.not_before,
        capitals="\n".join(f"{name}={zone}" for name, zone in proposal.capitals),
        no_precedent=proposal.no_precedent,
        two_sided=proposal.two_sided,
        answers=sheet.course.header.id.hex(),
    )
    return Go(_address(visit, building))


def _address(visit: Visit, building: Building) -> str:
    return f"/releases/new/{visit.shelf.keep(building)}"


def _begin(visit: Visit) -> Answer:
    chosen = visit.form.every("letter")
    if not chosen:
        raise UsageError("Choose at least one letter.")
    channel = visit.form.one("channel")
    return Go(_address(visit, Building(channel, tuple(Chosen(entry, SHOWN, {}, {}) for entry in chosen))))


def _wishes(visit: Visit, building: Building) -> list[Wish]:
    found = []
    for one in building.letters:
        channel, reference = located(visit.desk, one.entry)
        if channel != building.channel:
            raise UsageError("A release is of the letters of one channel; propose one on each.")
        found.append(Wish(reference, one.passages, one.enclosures, one.show))
    return found


def _foreseen(visit: Visit, building: Building) -> Foreseen:
    wishes = _wishes(visit, building)
    return releases.foresee(
        visit.desk, building.channel, wishes, two_sided=building.two_sided, signers=building.signers
    )


def _build(visit: Visit) -> Answer:
    building = visit.shelf.get(visit.path["kept"], Building)
    standing = channels.standing(visit.desk, building.channel)
    own = [letters.show(visit.desk, building.channel, one.letter) for one in _wishes(visit, building)]
    # The whole texts, and beside them what would be seen; nothing is withheld from this side of the page.
    return View(
        "releases/build.html",
        {
            "building": building,
            "channel": standing.channel,
            "own": own,
            "foreseen": _foreseen(visit, building),
            "reasons": [("", "shown"), *((code, f"withheld: {says}") for code, says in REASONS.items())],
            "reason_words": REASONS,
            "heads": [_head(one, letter.document) for one, letter in zip(building.letters, own, strict=True)],
            "principals": [
                (f"{one.party}/{one.name}", f"{one.name} ({one.party})", f"{one.party}/{one.name}" in building.signers)
                for one in standing.state.members.values()
                if one.principal
            ],
            "two_sided_allowed": standing.state.charter.withholding == "two-sided",
            "earlier": _earlier(visit, building),
            "answered": _called(visit, building.answers),
        },
    )


def _head(chosen: Chosen, document: Document | None) -> list[tuple[str, str, bool]]:
    """Give the boxes of what can be shown of a letter's head, with what stands there."""
    found = apparatus_of(document) if document is not None else {}
    return [
        (name, f"{name.capitalize()}: {words if isinstance(words, str) else '; '.join(words)}", name in chosen.show)
        for name, words in found.items()
    ]


def _earlier(visit: Visit, building: Building) -> list[tuple[str, str]]:
    found = [
        (one.course.header.id.hex(), f"{one.reference}: {one.course.proposal.purpose}")
        for one in releases.listed(visit.desk)
        if one.channel_id.hex() == building.channel
        and one.course.stage is Stage.RELEASED
        and not one.course.proposal.no_precedent
    ]
    return [("", "none"), *found] if found else []


def _called(visit: Visit, entry: str) -> str:
    return releases.located(visit.desk, entry)[1] if entry else ""


def _submitted(visit: Visit) -> Building:
    """Read the whole form: it holds all that is being built, so nothing is lost when the desk was locked meanwhile."""
    form = visit.form
    chosen = []
    for at, entry in enumerate(form.every("_letter"), 1):
        kept = {kind: _withheld(visit, f"_{kind}-{at}-") for kind in ("p", "e")}
        shown = tuple(field for field in APPARATUS if field in form.every(f"_show-{at}"))
        chosen.append(Chosen(entry, shown, kept["p"], kept["e"]))
    if not chosen:
        raise UsageError("A release has at least one letter.")
    return Building(
        form.one("_channel"),
        tuple(chosen),
        purpose=form.text("purpose").strip(),
        not_before=form.one("not_before"),
        capitals=form.text("capitals"),
        no_precedent=form.is_on("no_precedent"),
        two_sided=form.is_on("two_sided"),
        signers=form.every("signers"),
        answers=form.one("_answers"),
        basis=form.one("basis"),
    )


def _withheld(visit: Visit, prefix: str) -> dict[int, str]:
    found = {}
    for name in visit.form.fields:
        number = whole_number(name.removeprefix(prefix), 99_999)
        if name.startswith(prefix) and number is not None and (reason := visit.form.one(name)):
            found[number] = reason
    return dict(sorted(found.items()))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _look(visit: Visit) -> Answer:
    """Keep what was submitted, and show it again, or go on to the last page before it is proposed."""
    building = _submitted(visit)
    foreseen = _foreseen(visit, building)
    hour = release_words.hour(building.not_before)
    release_words.capitals(_lines(building.capitals))
    building = replace(building, not_before=hour)
    address = _address(visit, building)
    if visit.form.one("then") != "propose":
        return Go(address)
    if foreseen.problem:
        raise UsageError(foreseen.problem)
    if not building.purpose:
        raise UsageError("Say what the release is for; the statement that all sign says it.")
    return Go(f"{address}/propose")


def _confirm(visit: Visit) -> Answer:
    building = visit.shelf.get(visit.path["kept"], Building)
    return View(
        "releases/propose.html",
        {
            "building": building,
            "channel": channels.standing(visit.desk, building.channel).channel,
            "reason_words": REASONS,
            "foreseen": _foreseen(visit, building),
            "answered": _called(visit, building.answers),
            "back": visit.address.removesuffix("/propose"),
        },
    )


def _propose(visit: Visit) -> Answer:
    building = visit.shelf.get(visit.path["kept"], Building)
    sheet = releases.propose(
        visit.desk,
        building.channel,
        _wishes(visit, building),
        purpose=building.purpose,
        not_before=building.not_before,
        no_precedent=building.no_precedent,
        two_sided=building.two_sided,
        capitals=release_words.capitals(_lines(building.capitals)),
        signers=building.signers,
        answers=_called(visit, building.answers),
        basis=_called(visit, building.basis),
    )
    return Go(addresses.release(sheet.course.header.id), "Proposed, which is your own consent to it.")


PAGES = (
    Page("/releases/new", _new, {"begin": _begin}),
    Page("/releases/new/{kept}", _build, {"look": _look}),
    Page("/releases/new/{kept}/propose", _confirm, {"propose": _propose}),
)
