"""A charter as it is shown, and an example to start from."""

from typing import TYPE_CHECKING

from backchannel.cli.output import one_line

if TYPE_CHECKING:
    from backchannel.protocol.charter import Charter

EXAMPLE = """\
# A charter: the rules that all parties agree before anything is written. Fill in the names, and propose it with
#   backchannel channel propose FILE
# Every person must be on a contact card that this desk has imported and confirmed.

title = "The strait line"
purpose = "To agree who may pass the strait in winter, without reporters in the room."

# One [[party]] for each party, one to eight. A channel within one party is a channel too.
[[party]]
name = "Valdria"
principals = ["Ilse Maren"]       # speak, consent and amend for the party
readers = []                      # read what is sealed for them, and write if the rules let all members write
ceiling = 3                       # how many people of the party may be on the channel at most
assent = 1                        # how many principals must assent for the party; or "any", "all"

[[party]]
name = "Ostrava"
principals = ["Tomas Reik"]
ceiling = 3

[rules]
write = "members"                 # or "principals"
amend = "every party"             # or how many parties must assent to an amendment; more than half of them
release = "every party"           # or "parties concerned": those who wrote or got the letters
withholding = "blank"             # or "two-sided": all together may open a withheld passage later
courier = "recorded"              # or "none"
retention_days = 0                # after how many days each desk retires the words; 0 keeps them
key_days = 30                     # how long a used reader key is kept at most
restraint = ["No public statement on the strait while this line is open."]
courtesy = ["An answer within three weeks, or a word that it will be late."]
"""


def charter_lines(charter: "Charter") -> list[str]:
    """Say the rules of a charter in words."""
    lines = [f"Title: {one_line(charter.title)}"]
    lines += [f"Purpose: {one_line(charter.purpose)}"] if charter.purpose else []
    for party in charter.parties:
        people = ", ".join(one_line(m.name) + (" (principal)" if m.principal else "") for m in party.members)
        lines.append(
            f"Party {one_line(party.name)}: {people}; {party.ceiling} readers at most; "
            f"{party.assent} of its principals must assent"
        )
    lines += [
        f"May write: {charter.write}",
        f"An amendment needs: {charter.amend} of {len(charter.parties)} parties",
        f"A release needs: {charter.release}",
        f"Withheld passages: {charter.withholding}",
        f"Couriers: {charter.courier}",
        f"Words are kept: {f'{charter.retention_days} days' if charter.retention_days else 'without end'}",
        f"Used reader keys are kept: {charter.key_days} days at most",
    ]
    lines += [f"Restraint: {one_line(rule)}" for rule in charter.restraint]
    lines += [f"Courtesy: {one_line(rule)}" for rule in charter.courtesy]
    return lines
