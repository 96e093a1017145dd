"""January 1963: a publication is announced, protested and reserved; then letters are released together (document D)."""

from dataclasses import replace

from backchannel.demo.seeds.setting import LETTERS, TWO, Setting
from backchannel.desk import identities, letters, releases
from backchannel.desk.planning import incidents
from backchannel.desk.planning.incidents import Placed
from backchannel.desk.releases import Wish
from backchannel.errors import RuleError, UsageError
from backchannel.planning.hours import read_moment
from backchannel.planning.incidents import Account, Authority, Consulted, Incident, Means, Step
from backchannel.protocol.release.verify import verify_bundle
from backchannel.record.dates import parse

__all__ = ["BUNDLE", "play"]

BUNDLE = "letter.release.json"
_OURS, _THEIRS = "United States", "Soviet Union"


def play(setting: Setting) -> None:
    """Play the month."""
    setting.at("1963-01-20T20:00")
    _dossier(setting)
    _release(setting)


def _dossier(setting: Setting) -> None:
    setting.step("January 1963. A publication is announced; the dossier keeps it by the minute, with both accounts.")
    rusk, facts = setting.desks["rusk"], setting.facts
    said = facts["incident"]
    name, day = said["name"], parse(said["moment"][0]["is"][:10])
    incidents.new(
        rusk, Incident(name, _THEIRS, "Three letters are to be published", day, ("publication of letters",)),
        rests_on=(facts.address("D/n2"),), onto=TWO,
    )  # fmt: skip
    for moment, step in zip(said["moment"], (Step.ANNOUNCEMENT, Step.TOLD), strict=True):
        at = read_moment(setting.words(moment["at"]), day, said["zone"])
        if at.at is None or moment["is"] not in str(at.at):
            raise RuleError("An hour of the dossier was misread; do not trust this build, and report it.")
        what = f"{moment['who']} told {moment['whom']}"
        told = Account(_OURS, what, step, at, moment["who"], (moment["whom"],), Means.IN_PERSON)
        incidents.account(rusk, name, told, rests_on=(facts.address(moment["at"]),))
    for told, place in _conversation(setting):
        incidents.account(rusk, name, told, rests_on=(facts.address(place),))
    first, second = said["accounts"]
    spoke = incidents.account(
        rusk,
        name,
        Account(first["by"], "The American press had words of the letters"),
        rests_on=(facts.address(first["at"]),),
    )
    incidents.account(
        rusk,
        name,
        Account(second["by"], "Nothing was said that came from the letters"),
        Placed(beside=spoke.id.hex()),
        rests_on=(facts.address(second["at"]),),
    )
    open_points = ("whose press spoke first", "when the letters on testing are released")
    for place, text in zip(said["unresolved_at"], open_points, strict=True):
        incidents.point(rusk, name, text, rests_on=(facts.address(place),))
    chain = incidents.show(rusk, name).chain
    for one in chain.happenings:
        moment = one.first.at
        when = moment.written or str(moment.at) if moment else ""
        after = f" ({one.minutes} minutes later)" if one.minutes else ""
        said_by = "; but ".join(f"{told.says.of}: {told.says.what}" for told in one.accounts)
        setting.tell(f"{when or 'no hour'}{after}: {one.first.step}. {said_by}")
    setting.tell(f"Of the consultation before: {', '.join(found for _, found in chain.consultation)}.")
    setting.tell(f"Not settled: {'; '.join(point.says.name for point in chain.unresolved)}.")
    setting.exchange("rusk", "kennedy", "bundy")


def _conversation(setting: Setting) -> list[tuple[Account, str]]:
    """Give the accounts of the conversation of 20 January, each with the place of its words in the case file."""
    said = setting.facts["incident"]
    day = read_moment("", parse("1963-01-20"), "")
    ours, theirs = "Dean Rusk", "Anatoliy Dobrynin"
    protest = Account(_OURS, "The Ambassador was called in", Step.PROTEST, day, ours, (theirs,), Means.IN_PERSON)
    reply = Account(_THEIRS, "He answered without instructions", Step.REPLY, day, theirs, (ours,), Means.IN_PERSON)
    reserved = Account(_OURS, "It is to be no precedent", Step.RESERVATION, day, ours, (theirs,), Means.IN_PERSON)
    found, answered, none = (said[place] for place in ("finding_at", "reply_at", "precedent_at"))
    return [
        (replace(protest, consulted=Consulted.TOO_LITTLE, words=setting.words(found)), found),
        (replace(reply, authority=Authority.NO_INSTRUCTIONS, words=setting.words(answered)), answered),
        (replace(reserved, no_precedent=True, words=setting.words(none)), none),
    ]


def _release(setting: Setting) -> None:
    setting.step(
        "A letter is released as it should have been: by both, without the passage on Laos, and as no precedent."
    )
    kennedy, khrushchev = setting.desks["kennedy"], setting.desks["khrushchev"]
    letter = max(letters.every(kennedy, LETTERS), key=lambda one: len(one.document.passages) if one.document else 0)
    for desk in (kennedy, khrushchev):
        identities.make_identity(desk)
    proposed = releases.propose(
        kennedy,
        LETTERS,
        [Wish(letter.reference, {21: "other-matter", 22: "other-matter"}, {})],
        purpose="For the record",
        no_precedent=True,
    ).reference
    setting.exchange("kennedy", "khrushchev")
    setting.refused("One side alone", lambda: releases.sign(kennedy, LETTERS, proposed), UsageError)
    releases.consent(khrushchev, LETTERS, proposed)
    setting.exchange("kennedy", "khrushchev")
    for act in (releases.sign, releases.attribute_release):
        for desk in (kennedy, khrushchev):
            act(desk, LETTERS, proposed)
            setting.exchange("kennedy", "khrushchev")
    data = releases.export(kennedy, LETTERS, proposed)
    (setting.folder / BUNDLE).write_bytes(data)
    verify_bundle(data)
    setting.tell(f"{BUNDLE} verifies on any machine, and proves neither more nor less than both agreed.")
    setting.refused(
        "A further letter on the basis of this one",
        lambda: releases.propose(kennedy, LETTERS, [Wish(letter.reference, {}, {})], purpose="Again", basis=proposed),
        RuleError,
    )
