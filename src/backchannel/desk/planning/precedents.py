"""What was agreed as no precedent binds what is proposed later: it is the basis of no release (R17)."""

from backchannel.desk.desk import Desk
from backchannel.desk.planning.boards import board
from backchannel.errors import RuleError, UsageError
from backchannel.planning.board import Board
from backchannel.planning.incidents import ACCOUNT, INCIDENT, OF, Said, reservations
from backchannel.vault import acts
from backchannel.vault.sqlcipher import Connection

__all__ = ["PREFIX", "refuse_incident", "refuse_reserved", "sentence"]

PREFIX = "incident:"
"""How somebody names an incident where a release is asked for as a basis."""


def refuse_incident(db: Connection, desk: Desk, basis: str) -> None:
    """Refuse an incident as the basis of a release: RuleError with what was reserved of it, if anything was.

    UsageError where this person sees no incident of that name. What is not named as an incident passes.
    """
    if not basis.startswith(PREFIX):
        return
    name = basis.removeprefix(PREFIX)
    for found in _boards(db, desk):
        try:
            kept = found.find(INCIDENT, name, "incident")
        except UsageError:
            continue
        against = reservations(found, kept)
        raise RuleError(
            sentence(f"The incident “{kept.says.name[:60]}”", against[0])
            if against
            else f"The incident “{kept.says.name[:60]}” is no release, so it is the basis of none."
        )
    raise UsageError(f"There is no incident “{name[:60]}” at this desk.")


def refuse_reserved(db: Connection, desk: Desk, release: bytes, basis: str) -> None:
    """Refuse a release as a basis (RuleError) that repaired an incident which was reserved as no precedent."""
    for found in _boards(db, desk):
        for kept in found.every(ACCOUNT):
            if kept.says.release != release.hex():
                continue
            for incident in kept.thing.opened.names.get(OF, ()):
                of = found.get(INCIDENT, incident)
                against = reservations(found, of) if of is not None else []
                if against:
                    raise RuleError(sentence(basis[:60], against[0]))


def sentence(what: str, against: Said) -> str:
    """Give the sentence that says what was reserved, by whom, and who was told so."""
    says = against.says
    by = f" by {says.by}" if says.by else ""
    told = f", of which {', '.join(says.to)} was told" if says.to else ""
    words = " ".join((says.words or says.what).split()).rstrip(".")[:200]
    return f"{what} is no precedent and the basis of nothing: it was reserved{by}{told}: “{words}”."


def _boards(db: Connection, desk: Desk) -> list[Board]:
    return [board(db, desk, case) for case in acts.cases(db)]
