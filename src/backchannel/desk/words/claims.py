"""Claims of silence, ours or theirs: that nothing of some letters was published, put on record and kept there (R22).

A claim is an act on one's own ledger, and so is its withdrawal: what was claimed stays there to be read. It has a
number by which it is tested (`silence`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backchannel.desk.desk import Desk
from backchannel.desk.own_ledger import find_own, open_own
from backchannel.desk.words import named
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, UsageError
from backchannel.protocol.fields import Fields
from backchannel.record.dates import DocumentDate
from backchannel.text.folding import fold, tokens
from backchannel.vault import archive, channels, sources
from backchannel.vault.sqlcipher import Connection

__all__ = ["About", "Claim", "add", "every", "find", "kept", "numbers", "withdraw"]

_TYPE, _WITHDRAWAL = "claim", "claim withdrawn"
_KINDS = ("source", "channel", "letter", "document")
_TEXT = 2_000
_ITEMS = 200


@dataclass(frozen=True, slots=True)
class About:
    """What a claim is about: one of `_KINDS`, its id (of a channel and a letter in hexadecimal), the name it had."""

    kind: str
    identifier: str
    name: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: its number on this desk, its words, whose it is, what it is about, up to which day it speaks.

    `words` are exact words or names that would betray what it is about; `not_searched` is where nobody can look, such
    as television. `made` is when it was put on record, `withdrawn` when it was withdrawn ('': it stands) and `why`.
    """

    number: int
    text: str
    by: str
    about: tuple[About, ...]
    up_to: str
    words: tuple[str, ...]
    not_searched: tuple[str, ...]
    made: str
    withdrawn: str = ""
    why: str = ""


def add(
    desk: Desk,
    text: str,
    *,
    by: str,
    about: Sequence[str],
    up_to: DocumentDate | None = None,
    words: Sequence[str] = (),
    not_searched: Sequence[str] = (),
) -> Claim:
    """Put a claim on record. UsageError where it is about nothing that is here, or has no words.

    Without a day it speaks up to today; of a date that is no day, up to its last.
    """
    if not text.strip() or not by.strip() or not about:
        raise UsageError("A claim needs its words, whose it is, and what it is about.", typed="--by, --about")
    for said in words:
        if not list(tokens(fold(said))):
            raise UsageError(f"“{said[:40]}” has no word that could be looked for; give words or names.")
    with desk.vault.change(moves_position=True) as db:
        content = {
            "type": _TYPE,
            "text": text.strip(),
            "by": by.strip(),
            "about": [_about(db, desk, name) for name in about],
            "up_to": up_to.latest.date().isoformat() if up_to else desk.now()[:10],
            "words": list(words),
            "not_searched": [one.strip() for one in not_searched if one.strip()],
        }
        _read(content, 0, "")
        own = open_own(db, desk)
        append(own, "act", content)
        own.save()
        return list(kept(db, desk))[-1]


def withdraw(desk: Desk, number: int, why: str = "") -> Claim:
    """Withdraw a claim, which stays on record as withdrawn. UsageError for one that is none or is withdrawn already."""
    with desk.vault.change(moves_position=True) as db:
        claim = find(db, desk, number)
        if claim.withdrawn:
            raise UsageError(f"Claim {number} was withdrawn on {claim.withdrawn[:10]} already.")
        own = open_own(db, desk)
        append(own, "act", {"type": _WITHDRAWAL, "claim": number, "why": why.strip()[:_TEXT]})
        own.save()
        return find(db, desk, number)


def every(desk: Desk) -> list[Claim]:
    """Give all claims on record, by number, the withdrawn ones too."""
    with desk.vault.read() as db:
        return list(kept(db, desk))


def kept(db: Connection, desk: Desk) -> Iterator[Claim]:
    """Give all claims within a reading of the vault, by number."""
    found: dict[int, Claim] = {}
    book = find_own(db, desk)
    for header, body in book.in_causal_order({"act"}) if book is not None else ():
        try:
            if body.get("type") == _TYPE:
                found[len(found) + 1] = _read(body, len(found) + 1, header.time)
            elif body.get("type") == _WITHDRAWAL and body.get("claim") in found:
                was = found[body["claim"]]
                found[was.number] = replace(was, withdrawn=header.time, why=str(body.get("why", "")))
        except BackchannelError:
            continue
    yield from found.values()


def find(db: Connection, desk: Desk, number: int) -> Claim:
    """Give the claim of a number within a reading of the vault; UsageError where there is none."""
    found = {claim.number: claim for claim in kept(db, desk)}
    if number not in found:
        raise UsageError(
            f"There is no claim {number} on record; look in the list of claims.", typed="backchannel claims list"
        )
    return found[number]


def numbers(db: Connection, about: About) -> list[int] | None:
    """Give the numbers of the documents that a claim is about; None if they are not here any more."""
    if about.kind == "source":
        source = sources.by_slug(db, about.identifier)
        return [item.number for item in archive.listed(db, source.number)] if source else None
    if about.kind == "channel":
        channel = channels.get(db, bytes.fromhex(about.identifier))
        return archive.of_channel(db, channel.id) if channel else None
    item = archive.find(db, about.identifier)
    return [item.number] if item else None


def _about(db: Connection, desk: Desk, name: str) -> dict[str, str]:
    found = named.find(db, desk, name)
    if found.channel is not None:
        return {"kind": "channel", "id": found.channel.hex(), "name": found.name}
    if found.item is not None:
        kind = "letter" if found.item.entry else "document"
        return {"kind": kind, "id": found.item.id, "name": named.called(db, desk, found.item)}
    return {"kind": "source", "id": found.name, "name": found.name}


def _read(body: Mapping[str, Any], number: int, made: str) -> Claim:
    fields = Fields({k: v for k, v in body.items() if k not in {"readers", "type"}}, "a claim")
    claim = Claim(
        number,
        fields.text("text", _TEXT, empty=False),
        fields.text("by", _TEXT, empty=False),
        fields.items("about", _ITEMS, _read_about),
        fields.text("up_to", 10, empty=False),
        fields.items("words", _ITEMS, _read_text),
        fields.items("not_searched", _ITEMS, _read_text),
        made,
    )
    fields.done()
    return claim


def _read_about(value: object) -> About:
    fields = Fields(value, "what a claim is about")
    about = About(fields.choice("kind", _KINDS), fields.text("id", _TEXT, empty=False), fields.text("name", _TEXT))
    fields.done()
    return about


def _read_text(value: object) -> str:
    return Fields({"text": value}, "a claim").text("text", _TEXT, empty=False)
