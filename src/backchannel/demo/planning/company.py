"""Who comes in when the planning begins: a colleague, three allies, two posts; and the channels opened for it."""

import json
from dataclasses import dataclass

from backchannel.demo.cast import EKDAL, HOLT, MARRIN, VESMAR, Person
from backchannel.demo.stage import PASSPHRASE, Stage
from backchannel.desk import channels, people
from backchannel.desk.desk import Desk
from backchannel.errors import RuleError
from backchannel.protocol.cards import Address

__all__ = [
    "AAMOT",
    "ALLIES",
    "BANK_LINE",
    "BERG",
    "CASE",
    "COMPANY",
    "DALE",
    "FALK",
    "GROUP",
    "KOST",
    "LINES",
    "LUNDE",
    "OFFICE",
    "OWN",
    "POSTS",
    "assemble",
    "required",
]

FALK = Person("Sigrid Falk", "Aldermark", "falk", "Director at the Ministry of the Sea, who writes papers")
AAMOT = Person("Signe Aamot", "Vindland", "aamot", "Minister of Fisheries")
DALE = Person("Conor Dale", "Kelmare", "dale", "State Secretary")
KOST = Person("Milena Kost", "Ostrany", "kost", "Foreign Minister")
LUNDE = Person("Arne Lunde", "Aldermark", "lunde", "Ambassador at Corvin")
BERG = Person("Sunniva Berg", "Aldermark", "berg", "chargé d’affaires at Dunmore")

ALLIES = (AAMOT, DALE, KOST)
POSTS = (LUNDE, BERG)
COMPANY = (FALK, *ALLIES, *POSTS)
"""Those who come in with the planning."""

CASE = "The Sound after the summer"
GROUP, OFFICE, BANK_LINE = "Three at the quay", "The Senn office", "The bank line"
OWN = "own ledger"


@dataclass(frozen=True, slots=True)
class Line:
    """A channel that is opened for the planning: its principals, the first of whom proposes it, and its readers."""

    name: str
    principals: tuple[Person, ...]
    readers: tuple[Person, ...] = ()

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everybody on it."""
        return (*self.principals, *self.readers)


LINES = (
    Line(GROUP, (HOLT,), (EKDAL, FALK)),
    Line(OFFICE, (HOLT, EKDAL), (FALK, MARRIN)),
    Line(BANK_LINE, (HOLT, VESMAR)),
    *(Line(f"With {ally.party}", (EKDAL, ally)) for ally in ALLIES),
    Line("Post Corvin", (EKDAL, LUNDE)),
    Line("Post Dunmore", (EKDAL, BERG)),
)


def assemble(stage: Stage, relay: str) -> None:
    """Make the desks of those who come in, and open the channels of the planning."""
    stage.step("The summer is not the end of it. Six more people set up desks, and eight channels are opened.")
    stage.at("2025-07-26T09:00")
    address = Address(relay, stage.relay_token())
    for person in COMPANY:
        stage.desks[person] = Desk.create(
            stage.desk_folder(person),
            PASSPHRASE,
            person=person.name,
            party=person.party,
            relays=(address,),
            clock=stage.clock,
        )
        stage.tell(f"{person.name} of {person.party}, {person.office}: desks/{person.folder}")
    known: set[tuple[Person, Person]] = set()
    for line in LINES:
        known |= {(one, other) for one in line.persons for other in line.persons if one is not other}
    for holder, owner in sorted(known, key=lambda pair: (pair[0].name, pair[1].name)):
        _know(stage, holder, owner)
    for line in LINES:
        channels.propose(stage.desks[line.principals[0]], _charter(line))
    stage.tell("The passphrase in passphrase.txt opens their desks too.")
    everybody = tuple(dict.fromkeys(person for line in LINES for person in line.persons))
    stage.settle(*everybody)
    for line in LINES:
        for person in line.persons[1:]:
            channels.accept(stage.desks[person], line.name)
    stage.settle(*everybody)
    for line in LINES:
        for person in line.persons:
            standing = channels.standing(stage.desks[person], line.name)
            required(standing.state.in_force and len(standing.connected) == len(line.persons) - 1, line.name)
        stage.tell(f"{line.name}: {', '.join(person.name for person in line.persons)}.")


def _know(stage: Stage, holder: Person, owner: Person) -> None:
    desk, other = stage.desks[holder], stage.desks[owner]
    people.import_card(desk, people.own_card(other))
    people.confirm(desk, f"{owner.party}/{owner.name}", " ".join(people.fingerprint(other.reader)))


def _charter(line: Line) -> str:
    text = [f"title = {_quoted(line.name)}"]
    for party in dict.fromkeys(person.party for person in line.persons):
        principals = [person.name for person in line.principals if person.party == party]
        readers = [person.name for person in line.readers if person.party == party]
        text += ["[[party]]", f"name = {_quoted(party)}", f"principals = {_quoted(principals)}"]
        text += [f"readers = {_quoted(readers)}", f"ceiling = {len(principals) + len(readers)}"]
    return "\n".join([*text, "[rules]", 'write = "members"']) + "\n"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def required(holds: bool, what: str) -> None:
    """Stop the play with RuleError where something is not as it was planted."""
    if not holds:
        raise RuleError(f"{what}: this is not as it was planted; do not trust this build, and report it.")
