"""The first scenes: desks, cards that are compared, and a charter that both sides accept."""

from backchannel.demo import texts
from backchannel.demo.cast import AT_FIRST, CAST, EKDAL, HOLT, MARRIN, PRINCIPALS, TADAN, VESMAR, Person
from backchannel.demo.stage import CHANNEL, PASSPHRASE, Stage
from backchannel.desk import channels, identities, people
from backchannel.desk.desk import Desk
from backchannel.errors import BadInputError, RuleError
from backchannel.protocol.cards import Address


def make_desks(stage: Stage, relay: str) -> None:
    """Make everybody's desk in a folder of its own, and let each take mail at the relay."""
    stage.step("Five people of two states set up their desks.")
    stage.passphrase_file.touch(mode=0o600)
    stage.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    address = Address(relay, stage.relay_token())
    for person in CAST:
        stage.desks[person] = Desk.create(
            stage.desk_folder(person),
            PASSPHRASE,
            person=person.name,
            party=person.party,
            relays=(address,),
            clock=stage.clock,
        )
        stage.tell(f"{person.name} of {person.party}, {person.office}: desks/{person.folder}")
    stage.tell("One passphrase opens all five, since this is a demo; it stands in passphrase.txt.")
    stage.tell(f"Between them is a relay at {relay}, which sees sealed blobs and nothing else.")


def publish_identities(stage: Stage) -> None:
    """Make the two principals' identity keys, and write their cards where anybody can have them."""
    stage.step("The two principals publish identity cards, by which a release will one day be checked.")
    for person in PRINCIPALS:
        identities.make_identity(stage.desks[person])
        name = f"{person.folder}.identity.json"
        (stage.directory / name).write_bytes(identities.identity_card(stage.desks[person]))
        stage.tell(f"{person.name}: {name}")


def compare_cards(stage: Stage) -> None:
    """Exchange contact cards and compare their fingerprints, as over the telephone."""
    stage.step("Contact cards are exchanged, and their fingerprints read aloud over the telephone.")
    pairs = [(a, b) for a in AT_FIRST for b in AT_FIRST if a is not b] + [(HOLT, MARRIN), (MARRIN, HOLT)]
    for holder, owner in pairs:
        people.import_card(stage.desks[holder], people.own_card(stage.desks[owner]))
    groups = people.fingerprint(stage.desks[VESMAR].reader)
    stage.tell(f"Vesmar reads his out: {' '.join(groups[:6])}")
    stage.tell(f"                      {' '.join(groups[6:])}")
    misread = " ".join(("00000", *groups[1:]))
    stage.refused(
        "Holt hears the first group wrong",
        lambda: people.confirm(stage.desks[HOLT], VESMAR.name, misread),
        BadInputError,
    )
    for holder, owner in pairs:
        spoken = " ".join(people.fingerprint(stage.desks[owner].reader))
        people.confirm(stage.desks[holder], owner.name, spoken)
    stage.tell(f"He repeats it, and she confirms it; so do all the others ({len(pairs)} cards confirmed).")


def agree_charter(stage: Stage) -> None:
    """Propose the charter, and have it accepted by everybody whom it names."""
    stage.step("Holt proposes a channel under a charter; it opens when both sides have assented.")
    stage.at("2025-05-27T09:00")
    proposed = channels.propose(stage.desks[HOLT], texts.charter())
    charter, _ = channels.charter_of(stage.desks[HOLT], proposed.name)
    for party in charter.parties:
        names = ", ".join(m.name for m in party.members)
        stage.tell(f"{party.name}: {names}; at most {party.ceiling} persons may read.")
    stage.tell(f"Release: by {charter.release}. Couriers: {charter.courier}. Writing: {charter.write} only.")
    stage.tell(f"Restraint: “{charter.restraint[1]}”")
    stage.settle()
    stage.at("2025-05-28T15:00")
    for person in (EKDAL, VESMAR, TADAN):
        channels.accept(stage.desks[person], CHANNEL)
    stage.settle()
    for person in AT_FIRST:
        _require_open(stage, person)
    stage.tell("Vesmar assents; the four desks have opened their pairs, and the charter is in force on all of them.")


def _require_open(stage: Stage, person: Person) -> None:
    standing = channels.standing(stage.desks[person], CHANNEL)
    others = len(standing.state.active()) - 1
    if not standing.state.in_force or len(standing.connected) < others:
        raise RuleError(f"The channel did not open on the desk of {person.name}; start the demo anew, and report it.")
