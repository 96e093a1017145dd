"""The form in which a charter is filled in: who may stand on it, what was typed, and what is kept to be looked at.

People are chosen among confirmed contacts, never typed: a name without a key could be anybody's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backchannel.desk import people
from backchannel.desk.chartering import CHOICES, PartyTerms, Terms, terms_toml
from backchannel.errors import UsageError
from backchannel.protocol.state import ACTIVE, State
from backchannel.web.numbers import whole_number
from backchannel.web.visit import Visit

__all__ = ["ROLES", "Candidate", "Kept", "candidates", "form_values", "kept", "members_of", "pasted", "typed"]

ROLES = (("", "not on this channel"), ("principal", "principal: speaks, consents, amends"), ("reader", "reader"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who can be on a channel, and the name of his field in the form."""

    person: str
    party: str
    field: str
    own: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A charter that was filled in and is looked at before it is proposed: its text, and the terms if it came by form.

    `why` is the reason of an amendment.
    """

    text: str
    terms: Terms | None = None
    why: str = ""


def candidates(visit: Visit) -> list[Candidate]:
    """Give whom a new channel may have: oneself, and the confirmed contacts, by party."""
    card = visit.desk.card
    own = Candidate(card.person, card.party, _field(visit.desk.reader), own=True)
    confirmed = [one for one in people.every_contact(visit.desk) if one.standing == "confirmed"]
    return _sorted([own, *(Candidate(one.person, one.party, _field(one.reader)) for one in confirmed)], card.party)


def members_of(visit: Visit, state: State) -> list[Candidate]:
    """Give whom an amended charter may have: the members, and confirmed contacts of the channel's parties."""
    parties = {party.name for party in state.charter.parties}
    here = [
        Candidate(m.name, m.party, _field(reader), own=reader == visit.desk.reader)
        for reader, m in state.members.items()
        if m.status == ACTIVE
    ]
    there = {one.field for one in here}
    more = [one for one in candidates(visit) if one.party in parties and one.field not in there]
    return _sorted([*here, *more], visit.desk.card.party)


def _field(reader: bytes) -> str:
    return f"role-{reader.hex()[:16]}"


def _sorted(found: Iterable[Candidate], own: str) -> list[Candidate]:
    return sorted(found, key=lambda one: (one.party != own, one.party, not one.own, one.person))


def form_values(found: Sequence[Candidate], terms: Terms) -> dict[str, object]:
    """Give what the form's template needs: the people with their roles, the parties, the choices with their words."""
    by_name = {party.name: party for party in terms.parties}
    names = list(dict.fromkeys(one.party for one in found))
    return {
        "terms": terms,
        "roles": ROLES,
        "people": [(one, _role(one, by_name.get(one.party))) for one in found],
        "parties": [(i, name, by_name.get(name, PartyTerms(name, ()))) for i, name in enumerate(names)],
        "choices": {
            name: [(value, f"{value}: {words}") for value, words in of.items()] for name, of in CHOICES.items()
        },
    }


def _role(one: Candidate, party: PartyTerms | None) -> str:
    if party is not None and one.person in party.principals:
        return "principal"
    return "reader" if party is not None and one.person in party.readers else ""


def typed(visit: Visit, found: Sequence[Candidate]) -> Terms:
    """Give the terms that were typed; UsageError where a field says nothing that a charter could."""
    form = visit.form
    if not form.one("title"):
        raise UsageError("Give the channel a title; all members see it.")
    parties = []
    for index, name in enumerate(dict.fromkeys(one.party for one in found)):
        named = [(one.person, form.one(one.field)) for one in found if one.party == name]
        principals = tuple(person for person, role in named if role == "principal")
        readers = tuple(person for person, role in named if role == "reader")
        if principals or readers:
            assent = _number(visit, f"assent-{index}", 1)
            parties.append(PartyTerms(name, principals, readers, _number(visit, f"ceiling-{index}", 0), assent))
    return Terms(
        title=form.one("title"),
        purpose=form.one("purpose"),
        parties=tuple(parties),
        write=_chosen(visit, "write"),
        amend=_number(visit, "amend", 0),
        release=_chosen(visit, "release"),
        withholding=_chosen(visit, "withholding"),
        courier=_chosen(visit, "courier"),
        retention_days=_number(visit, "retention_days", 0),
        key_days=_number(visit, "key_days", 30),
        restraint=_lines(visit, "restraint"),
        courtesy=_lines(visit, "courtesy"),
    )


def _chosen(visit: Visit, name: str) -> str:
    value = visit.form.one(name)
    if value not in CHOICES[name]:
        raise UsageError(f"Choose one of the rules for {name}.")
    return value


def _number(visit: Visit, name: str, default: int) -> int:
    text = visit.form.one(name)
    if not text:
        return default
    if (number := whole_number(text, 99_999)) is None:
        raise UsageError(f"“{text[:20]}” is no whole number; a charter counts people, parties and days.")
    return number


def _lines(visit: Visit, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in visit.form.text(name).splitlines() if line.strip())


def pasted(visit: Visit) -> str:
    """Give the charter that was handed over as a file or pasted; UsageError where there is none."""
    upload = visit.form.upload("file")
    if upload is None:
        text = visit.form.text("text")
    else:
        try:
            text = upload.data.decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError("This file is no text in UTF-8; save the charter so.") from None
    if not text.strip():
        raise UsageError("Choose a charter file, or paste one.")
    return text


def kept(visit: Visit, terms: Terms, why: str = "") -> str:
    """Keep what was filled in, to be looked at; give its name."""
    return visit.shelf.keep(Kept(terms_toml(terms), terms, why))
