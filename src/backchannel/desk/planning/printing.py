"""A dossier on paper: an incident as a document, written by the writers that write every other (R19)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from backchannel.desk import copying
from backchannel.desk.desk import Desk
from backchannel.desk.outfile import put
from backchannel.desk.planning import cases
from backchannel.desk.planning.boards import board
from backchannel.desk.planning.incidents import Dossier, dossier
from backchannel.errors import UsageError
from backchannel.planning.hours import when
from backchannel.planning.incidents import INCIDENT, Account, Authority, Consulted, Means, Said, Step
from backchannel.record.address import read as read_address
from backchannel.record.dates import parse
from backchannel.record.document import Document, Passage
from backchannel.record.writers.cmif import Index
from backchannel.record.writers.formats import Export, Wishes, named
from backchannel.vault import archive, entries
from backchannel.vault.entries import Entry
from backchannel.vault.sqlcipher import Connection

__all__ = ["FORMATS", "document", "handed_out", "how", "mark", "print_out"]

FORMATS = ("html", "docx", "pdf")
"""What a dossier is printed as."""
_LONGEST = 90_000


def print_out(
    desk: Desk,
    incident: str,
    form: str,
    target: Path,
    *,
    why: str = "",
    zones: Sequence[str] = (),
    case: str = "",
    overwrite: bool = False,
    paper: str = "A4",
) -> int:
    """Write a dossier to a file; give its bytes.

    The words of letters stand in it: they are copied out for a reason (`why`), which the register of who knows keeps.
    UsageError without one where there are any, for another format, or where the file is there already.
    """
    with desk.vault.change(moves_position=True) as db:
        data = _made(db, desk, incident, form, f"to the file {target.name}", why, zones, case, paper)
        # Last, so that what fails to be written takes the notes with it.
        put(target, data, overwrite=overwrite)
        return len(data)


def handed_out(
    desk: Desk,
    incident: str,
    form: str,
    *,
    why: str = "",
    zones: Sequence[str] = (),
    case: str = "",
    paper: str = "A4",
) -> bytes:
    """Give a dossier as the bytes of a file that leaves the vault; else as `print_out`."""
    with desk.vault.change(moves_position=True) as db:
        return _made(db, desk, incident, form, f"as a file ({form})", why, zones, case, paper)


def _made(
    db: Connection,
    desk: Desk,
    incident: str,
    form: str,
    how_out: str,
    why: str,
    zones: Sequence[str],
    case: str,
    paper: str,
) -> bytes:
    if form not in FORMATS:
        raise UsageError(f"A dossier is printed as {', '.join(FORMATS)}.")
    found_board = board(db, desk, cases.find(db, desk, case))
    kept = found_board.find(INCIDENT, incident, "incident")
    found = dossier(db, desk, found_board, kept)
    letters = _letters(db, found)
    if letters and not why.strip():
        raise UsageError("Words of letters stand in this dossier; say why they are copied out.", typed="--why")
    for entry in letters:
        copying.note_copy(db, desk, entry, f"in a dossier, {how_out}: {why.strip()}")
    day = desk.now()[:10]
    index = Index(kept.says.name, desk.card.person, desk.card.person, "urn:dossier", day)
    return named(form).write([Export("dossier", document(found, day, zones))], Wishes(index, paper))


def document(found: Dossier, day: str, zones: Sequence[str] = ()) -> Document:
    """Give a dossier as a document of a day: its chain, the accounts of each step, what is open and what is missing."""
    pieces = list(_pieces(found, zones))
    passages = tuple(Passage(number, text[:_LONGEST], role) for number, (role, text) in enumerate(pieces, 1))
    return Document("paper", passages, heading=_line(found.chain.incident.says.name)[:4_000], date=parse(day))


def mark(step: Step) -> str:
    """Give the word of a step at the beginning of its line."""
    return "GAP" if step is Step.GAP else str(step).capitalize()


def how(says: Account) -> str:
    """Give in one line who told whom, by which means, with what authority, and with which finding on consultation."""
    told = f"{says.by or 'nobody named'} to {', '.join(says.to)}" if says.to else says.by
    parts = [told] if told else []
    parts += [str(says.means)] if says.means is not Means.NOT_SAID else []
    parts += [f"authority: {says.authority}"] if says.authority is not Authority.NOT_SAID else []
    parts += [str(says.consulted)] if says.consulted is not Consulted.NOT_SAID else []
    parts += ["no precedent"] if says.no_precedent else []
    return "; ".join(parts)


def _pieces(found: Dossier, zones: Sequence[str]) -> Iterator[tuple[str, str]]:
    chain, says = found.chain, found.chain.incident.says
    yield "paragraph", _line(f"{chain.party}: {says.what or says.name}")
    for number, happening in enumerate(chain.happenings, 1):
        yield "heading", _line(f"{number}. {mark(happening.first.step)}, {when(happening.first.at, zones)}")
        for one in happening.accounts:
            yield "item", _line(_account(one))
            yield from _rests(found, one)
        if happening.differs:
            yield "paragraph", f"The accounts differ: {', '.join(happening.differs)}."
        for gap in happening.gaps:
            yield "paragraph", _line(f"Not known: {gap}.")
        if happening.void is not None:
            yield "paragraph", _line(f"Cited as a precedent, which it is not: {happening.void.says.what}")
    if chain.unresolved:
        yield "heading", "Not settled"
        yield from (("item", _line(one.says.name)) for one in chain.unresolved)
    settled = [one for one in chain.points if one.ended is not None]
    if settled:
        yield "heading", "Settled"
        yield from (("item", _line(f"{one.says.name}: {one.ended.why}")) for one in settled if one.ended is not None)
    if chain.missing:
        yield "paragraph", f"Not recorded: {', '.join(chain.missing)}."


def _account(one: Said) -> str:
    says = one.says
    text = f"As {says.of} has it: {says.what}"
    if more := how(says):
        text += f" ({more})"
    if one.act.ended is not None:
        text += f" [withdrawn: {one.act.ended.why}]"
    return text + "".join(f" Beside it {says.of} also: {apart.what}" for apart, _ in one.apart)


def _rests(found: Dossier, one: Said) -> Iterator[tuple[str, str]]:
    for rest in found.passages.get(one.id, ()):
        yield (
            "quotation",
            _line(f"{rest.address}: “{rest.text}”" if rest.text else f"{rest.address} (not at this desk)"),
        )


def _line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split()) or "(no words)"


def _letters(db: Connection, found: Dossier) -> list[Entry]:
    """Give the letters of channels whose words stand in a dossier."""
    told = [one.act.rests for happening in found.chain.happenings for one in happening.accounts]
    addresses = dict.fromkeys(address for rests in told for address in rests)
    letters: dict[bytes, Entry] = {}
    for address in addresses:
        item = archive.find(db, address) or archive.find(db, read_address(address).document)
        entry = entries.by_id(db, item.entry) if item is not None and item.entry is not None else None
        if entry is not None:
            letters[entry.header.id] = entry
    return list(letters.values())
