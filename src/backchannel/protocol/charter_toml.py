"""A charter as people write and read it: TOML with the names of persons, whose keys come from contact cards."""

import tomllib
from collections.abc import Callable
from typing import Any

from backchannel.errors import BadInputError
from backchannel.protocol.charter import (
    COURIERS,
    RELEASE,
    WITHHOLDING,
    WRITERS,
    Charter,
    Member,
    Party,
    charter_bytes,
    check,
    read_charter,
)

FindReader = Callable[[str, str], bytes]
"""Give the reader (32 bytes) for a person's name and a party's name; raise UsageError where nobody is known."""

_TOP = {"title", "purpose", "party", "rules"}
_PARTY = {"name", "principals", "readers", "ceiling", "assent"}
_RULES = {
    "write",
    "amend",
    "release",
    "withholding",
    "courier",
    "retention_days",
    "key_days",
    "restraint",
    "courtesy",
}


def read_charter_toml(text: str, find: FindReader, nonce: bytes, amends: bytes = b"") -> Charter:
    """Read a charter file; BadInputError names the line of the charter that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"The charter is not TOML: {error}.") from None
    except (ValueError, RecursionError):
        raise BadInputError("The charter holds a number too long or lists nested too deep; write it anew.") from None
    _only(data, _TOP, "the charter")
    rules = data.get("rules", {})
    if not isinstance(rules, dict) or not isinstance(data.get("party"), list) or not data["party"]:
        raise BadInputError("The charter needs a [[party]] table for each party, and may have a [rules] table.")
    _only(rules, _RULES, "[rules]")
    parties = tuple(_read_party(p, find) for p in data["party"])
    charter = Charter(
        title=_text(data, "title", "the charter"),
        purpose=_text(data, "purpose", "the charter", ""),
        nonce=nonce,
        amends=amends,
        parties=parties,
        write=_choice(rules, "write", WRITERS),
        amend=_count(rules, "amend", {"every party": len(parties)}, len(parties)),
        release=_choice(rules, "release", RELEASE),
        withholding=_choice(rules, "withholding", WITHHOLDING),
        courier=_choice(rules, "courier", COURIERS),
        retention_days=_count(rules, "retention_days", {"keep": 0}, 0),
        key_days=_count(rules, "key_days", {}, 30),
        restraint=_texts(rules, "restraint"),
        courtesy=_texts(rules, "courtesy"),
    )
    check(charter)
    # What the other side would refuse to read is refused here, by the same rules.
    return read_charter(charter_bytes(charter))


def _read_party(data: object, find: FindReader) -> Party:
    if not isinstance(data, dict):
        raise BadInputError("A [[party]] of the charter is not a table.")
    _only(data, _PARTY, "a [[party]]")
    name = _text(data, "name", "a [[party]]")
    principals = _texts(data, "principals")
    readers = tuple(r for r in _texts(data, "readers") if r not in principals)
    members = tuple(Member(n, find(n, name), n in principals) for n in (*principals, *readers))
    return Party(
        name=name,
        ceiling=_count(data, "ceiling", {}, len(members)),
        assent=_count(data, "assent", {"any": 1, "all": len(principals)}, 1),
        members=members,
    )


def write_charter_toml(charter: Charter) -> str:
    """Give the charter as TOML, which `read_charter_toml` reads to the same rules."""
    lines = [f"title = {_quote(charter.title)}", f"purpose = {_quote(charter.purpose)}", ""]
    for party in charter.parties:
        lines += [
            "[[party]]",
            f"name = {_quote(party.name)}",
            f"principals = {_list(m.name for m in party.principals)}",
            f"readers = {_list(m.name for m in party.members if not m.principal)}",
            f"ceiling = {party.ceiling}",
            f"assent = {party.assent}",
            "",
        ]
    lines += [
        "[rules]",
        f"write = {_quote(charter.write)}",
        f"amend = {charter.amend}",
        f"release = {_quote(charter.release)}",
        f"withholding = {_quote(charter.withholding)}",
        f"courier = {_quote(charter.courier)}",
        f"retention_days = {charter.retention_days}",
        f"key_days = {charter.key_days}",
        f"restraint = {_list(charter.restraint)}",
        f"courtesy = {_list(charter.courtesy)}",
    ]
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    out = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in out) + '"'


def _list(texts: Any) -> str:
    return "[" + ", ".join(_quote(t) for t in texts) + "]"


def _only(data: dict[str, Any], allowed: set[str], where: str) -> None:
    for name in data:
        if name not in allowed:
            raise BadInputError(f"There is no “{name}” in {where}; it may have: {', '.join(sorted(allowed))}.")


def _text(data: dict[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise BadInputError(f"“{name}” in {where} must be a text.")
    return value


def _texts(data: dict[str, Any], name: str) -> tuple[str, ...]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise BadInputError(f"“{name}” in the charter must be a list of texts.")
    return tuple(value)


def _choice(data: dict[str, Any], name: str, choices: tuple[str, ...]) -> str:
    value = data.get(name, choices[0])
    if value not in choices:
        raise BadInputError(f"“{name}” in [rules] must be one of: {', '.join(choices)}.")
    return str(value)


def _count(data: dict[str, Any], name: str, words: dict[str, int], default: int) -> int:
    value = data.get(name, default)
    if isinstance(value, str) and value in words:
        return words[value]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 36_500:
        extra = f" or one of: {', '.join(words)}" if words else ""
        raise BadInputError(f"“{name}” in the charter must be a whole number{extra}.")
    return value
