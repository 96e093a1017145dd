"""A charter in plain words: what each rule says and what the program does about it, and a charter put together from it.

What is enforced is told from what is only agreed: a person should know, before he assents, which of the rules a desk
keeps by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.protocol.charter import Charter, Member, Party
from backchannel.protocol.charter_toml import write_charter_toml
from backchannel.record.characters import hidden_characters

__all__ = [
    "CHOICES",
    "Change",
    "PartyTerms",
    "Rule",
    "Terms",
    "charter_toml",
    "differences",
    "explained",
    "terms_of",
    "terms_toml",
]

CHOICES: dict[str, dict[str, str]] = {
    "write": {
        "members": "Every member may write, readers too. No member needs a principal's leave.",
        "principals": "Only principals write letters. Every desk refuses a letter of anybody else.",
    },
    "release": {
        "every party": "Every party must consent to the exact words before any of them are made public and provable.",
        "parties concerned": "Only those parties consent who wrote or received the letters that are to be released.",
    },
    "withholding": {
        "blank": "A passage that is withheld from a release stays secret for good, even if all wish otherwise later.",
        "two-sided": "A passage that is withheld may be opened later, if all who consented then open it together.",
    },
    "courier": {
        "recorded": "Who carries a letter sealed may be noted as knowing that it exists.",
        "none": "There are no couriers: a note that somebody carried a letter is refused.",
    },
}
"""The rules that are chosen from a few, each choice with what follows from it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a charter: its name, what it says, and what follows from it.

    `is_kept` says that every desk enforces it by itself; else it is a promise that people keep.
    """

    name: str
    says: str
    follows: str
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that an amendment changes: as it is, and as it would be; '' where there is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PartyTerms:
    """A party of a charter that is being written."""

    name: str
    principals: tuple[str, ...]
    readers: tuple[str, ...] = ()
    ceiling: int = 0
    """How many readers at most; 0: as many as are named."""
    assent: int = 1


@dataclass(frozen=True, slots=True)
class Terms:
    """A charter that is being written, as a person fills it in. `amend` 0 means every party."""

    title: str
    purpose: str = ""
    parties: tuple[PartyTerms, ...] = ()
    write: str = "members"
    amend: int = 0
    release: str = "every party"
    withholding: str = "blank"
    courier: str = "recorded"
    retention_days: int = 0
    key_days: int = 30
    restraint: tuple[str, ...] = ()
    courtesy: tuple[str, ...] = ()


def explained(charter: Charter) -> list[Rule]:
    """Give the rules of a charter in plain words, in the order in which people ask for them."""
    count = len(charter.parties)
    rules = [_party(party) for party in charter.parties]
    rules += [
        Rule(
            "Who writes",
            "every member" if charter.write == "members" else "principals only",
            CHOICES["write"][charter.write],
        ),
        Rule("Release", f"needs {charter.release}", CHOICES["release"][charter.release]),
        Rule(
            "Withheld passages",
            "stay blank" if charter.withholding == "blank" else "may be opened later by all together",
            CHOICES["withholding"][charter.withholding],
        ),
        Rule("Couriers", charter.courier, CHOICES["courier"][charter.courier]),
        _amendment(charter.amend, count),
        _retention(charter.retention_days),
        Rule(
            "Used keys",
            f"are kept {_days(charter.key_days)} at most",
            "A desk that is taken later does not open what was sealed before, once these are gone.",
        ),
    ]
    rules += [
        Rule("Restraint", text, "A promise: no program keeps it; the screening of public words helps.", is_kept=False)
        for text in charter.restraint
    ]
    rules += [
        Rule("Courtesy", text, "A promise between the parties; what is owed is counted, and nobody is warned.",
             is_kept=False)
        for text in charter.courtesy
    ]  # fmt: skip
    return rules


def _party(party: Party) -> Rule:
    people = ", ".join(f"{m.name} (principal)" if m.principal else m.name for m in party.members)
    speak = len(party.principals)
    assent = (
        "its principal must assent"
        if party.assent == speak == 1
        else f"{party.assent} of its {speak} principals must assent"
    )
    return Rule(
        party.name,
        people,
        f"At most {party.ceiling} of its people may be on the channel, and {assent} for it. Only its principals add "
        "readers, each with a reason that all members see.",
    )


def _amendment(needed: int, parties: int) -> Rule:
    says = "needs every party" if needed == parties else f"needs {needed} of {parties} parties"
    return Rule("Amendment", says, "Until as many have assented, the charter in force goes on as it is.")


def _retention(days: int) -> Rule:
    if not days:
        return Rule("Keeping", "words are kept without end", "Nothing is erased by itself.")
    return Rule(
        "Keeping",
        f"words are kept {_days(days)}",
        "After that each person retires them at his own desk by an act; the places in the ledger stay. Nobody can see "
        "whether another has.",
        is_kept=False,
    )


def _days(count: int) -> str:
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def differences(before: Charter, after: Charter) -> list[Change]:
    """Give what an amendment changes, rule by rule."""
    old, new = _told(before), _told(after)
    names = list(dict.fromkeys([*old, *new]))
    return [
        Change(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")
    ]


def _told(charter: Charter) -> dict[str, str]:
    told = {"Title": charter.title, "Purpose": charter.purpose}
    for rule in explained(charter):
        if not rule.is_kept and rule.name in {"Restraint", "Courtesy"}:
            told[rule.name] = "\n".join(filter(None, (told.get(rule.name, ""), rule.says)))
        else:
            told[rule.name] = rule.says
    for party in charter.parties:
        told[party.name] += f"; {party.ceiling} at most; {party.assent} must assent"
    return told


def terms_of(charter: Charter) -> Terms:
    """Give a charter as it is filled in."""
    parties = tuple(
        PartyTerms(
            p.name,
            tuple(m.name for m in p.members if m.principal),
            tuple(m.name for m in p.members if not m.principal),
            p.ceiling,
            p.assent,
        )
        for p in charter.parties
    )
    return Terms(
        title=charter.title,
        purpose=charter.purpose,
        parties=parties,
        write=charter.write,
        amend=0 if charter.amend == len(charter.parties) else charter.amend,
        release=charter.release,
        withholding=charter.withholding,
        courier=charter.courier,
        retention_days=charter.retention_days,
        key_days=charter.key_days,
        restraint=charter.restraint,
        courtesy=charter.courtesy,
    )


def terms_toml(terms: Terms) -> str:
    """Give what was filled in as the text of a charter, as `channels.propose` takes it; it is checked there."""
    parties = tuple(
        Party(p.name, p.ceiling or len(p.principals) + len(p.readers), p.assent, _named(p.principals, p.readers))
        for p in terms.parties
    )
    return write_charter_toml(
        Charter(
            title=terms.title,
            purpose=terms.purpose,
            nonce=b"",
            amends=b"",
            parties=parties,
            write=terms.write,
            amend=terms.amend or len(parties),
            release=terms.release,
            withholding=terms.withholding,
            courier=terms.courier,
            retention_days=terms.retention_days,
            key_days=terms.key_days,
            restraint=terms.restraint,
            courtesy=terms.courtesy,
        )
    )


def _named(principals: Sequence[str], readers: Sequence[str]) -> tuple[Member, ...]:
    return tuple(Member(name, b"", principal=name in principals) for name in (*principals, *readers))


def charter_toml(charter: Charter) -> str:
    """Give a charter as TOML, in which hidden characters are written as escapes."""
    text = write_charter_toml(charter)
    pieces, at = [], 0
    for hidden in hidden_characters(text):
        pieces += [text[at : hidden.offset], f"\\U{hidden.code_point:08x}"]
        at = hidden.offset + 1
    return "".join(pieces) + text[at:]
