"""Write the generated parts of `protocol.md` from the tables in the code: `python docs/make_diagrams.py`.

A generated part stands between `<!-- made: NAME -->` and `<!-- end -->`. A test compares what is committed with what
this would write, so that no diagram and no number can be older than the code.
"""

import re
import sys
from pathlib import Path

from backchannel.protocol.entry import KINDS, SHARED_KINDS
from backchannel.protocol.limits import BLOB_SIZES, LIMITS, SUITE
from backchannel.protocol.opening import TRANSITIONS
from backchannel.protocol.release.course import STEPS, Stage
from backchannel.protocol.rules import AFTER_CLOSE, AFTER_LEAVING, BEFORE_FORCE
from backchannel.protocol.state import ACTIVE, LEFT, REMOVED
from backchannel.vault.entries import REFUSED, TAKEN, UNOPENED, WAITS

PAGE = Path(__file__).parent / "protocol.md"

Steps = tuple[tuple[str, str, str], ...]
"""(state, what happens, next state); an empty state is the beginning."""

STANDINGS: Steps = (
    ("", "authenticated, its causal past incomplete", WAITS),
    ("", "authenticated, its causal past complete", TAKEN),
    (WAITS, "the past is complete, no rule is broken", TAKEN),
    (WAITS, "the past is complete, a rule is broken", REFUSED),
    (WAITS, "the past is complete, a shared kind, does not open here", UNOPENED),
    (UNOPENED, "a second copy opens: the ledger is judged anew", WAITS),
)
MEMBERS: Steps = (
    ("", "founding charter, add-reader, amend", ACTIVE),
    (ACTIVE, "leave", LEFT),
    (ACTIVE, "remove-reader, amend, replaced", REMOVED),
    (LEFT, "remove-reader, replaced", REMOVED),
    (LEFT, "add-reader", ACTIVE),
    (REMOVED, "add-reader, amend", ACTIVE),
)
CHANNELS: Steps = (
    ("", "founding charter", "proposed"),
    ("proposed", "assent: every party has as many as it asks", "in force"),
    ("proposed", "close", "closed"),
    ("in force", "amend and assents: as many parties as the charter asks", "in force"),
    ("in force", "close", "closed"),
)
DESKS: Steps = (
    ("", "desk made, channel joined", "fresh"),
    ("fresh", "restored, put back, or a peer holds more of our chain", "stale"),
    ("stale", "a batch of every peer came on a pair opened anew, and our chain is whole", "fresh"),
)
RELEASES: Steps = (
    ("", "release-proposal", Stage.PROPOSED.value),
    *((before.value, event, after.value) for (before, event), after in STEPS.items()),
)

WHAT = {
    "json_depth": "levels of arrays and objects in a structured body",
    "body": "a structured body before padding, in bytes",
    "body_floor": "no body is padded to less, in bytes",
    "charter": "a charter, in bytes",
    "charter_text": "one rule or the purpose of a charter, in characters",
    "parties": "parties of a charter",
    "members": "readers of a charter, of all parties together; entries of `seen` and of heads: four times as many",
    "name": "a name of a person, party, machine or file, in characters",
    "reason": "a reason or other short text, in characters",
    "passages": "passages of a letter",
    "enclosures": "enclosures of a letter",
    "enclosure": "an enclosure, in bytes",
    "enclosure_chunk": "bytes of an enclosure's ciphertext in one piece; every piece but the last has exactly so many",
    "frames_ahead": "frames of one peer that are held while an earlier one is missing",
    "frames_ahead_bytes": "bytes of such frames",
    "clock_skew_days": "days by which clocks of two desks may differ",
    "rekey_entries": "entries after which the next is preceded by a rekey",
    "rekey_days": "days after which the next entry is preceded by a rekey",
    "resend_days": "days after which what was handed over and not confirmed is handed over again",
    "flights_held": "first flights of unknown people that are held, of all of them together",
    "flights_of_one": "first flights of one sender that are held",
    "answers_days": "days after which an answer to an opening that nobody followed up is forgotten",
    "waiting_entries": "places by which an entry that waits may lie ahead of its author's last one taken in",
    "answers_under_way": "openings by one peer that are answered and not ended",
    "pouch": "a pouch, in bytes",
    "pouch_items": "blobs of a pouch",
    "bundle": "a release bundle, in bytes",
    "release_letters": "letters of a release",
}


def diagram(steps: Steps) -> str:
    """Give a Mermaid state diagram of a table of steps."""
    ids: dict[str, str] = {}
    lines = ["```mermaid", "stateDiagram-v2"]
    for state in [s for before, _, after in steps for s in (before, after)]:
        if state and state not in ids:
            ids[state] = re.sub(r"\W+", "_", state)
            lines.append(f"    {ids[state]}: {state}")
    lines += [f"    {ids.get(before, '[*]')} --> {ids[after]}: {event}" for before, event, after in steps]
    return "\n".join([*lines, "```"])


def runs() -> str:
    """Give the table and the diagrams of an opening."""
    rows = ["| role | state | flight | next state |", "|---|---|---|---|"]
    parts = []
    for role in ("initiator", "responder"):
        steps = []
        for (who, state, flight), after in TRANSITIONS.items():
            if who == role:
                rows.append(f"| {role} | {state.value if state else '(none)'} | {flight} | {after.value} |")
                steps.append((state.value if state else "", f"flight {flight}", after.value))
        parts.append(f"{role.capitalize()}:\n\n{diagram(tuple(steps))}")
    return "\n\n".join(["\n".join(rows), *parts])


def when() -> str:
    """Give the table of which kinds are allowed when."""
    rows = ["| kind | sealed to | before force | after close | by one who left |", "|---|---|---|---|---|"]
    for kind in KINDS:
        marks = ("yes" if kind in allowed else "no" for allowed in (BEFORE_FORCE, AFTER_CLOSE, AFTER_LEAVING))
        rows.append(f"| `{kind}` | {'all' if kind in SHARED_KINDS else 'named'} | {' | '.join(marks)} |")
    return "\n".join(rows)


def limits() -> str:
    """Give the table of limits."""
    rows = ["| name | value | what |", "|---|---|---|"]
    rows += [f"| `{name}` | {value} | {WHAT[name]} |" for name, value in LIMITS._asdict().items()]
    rows.append(f"| `BLOB_SIZES` | {', '.join(map(str, BLOB_SIZES))} | sizes of what travels, in bytes |")
    rows.append(f"| `SUITE` | {SUITE} | the suite number of every card and charter |")
    return "\n".join(rows)


def parts() -> dict[str, str]:
    """Give every generated part by its name."""
    return {
        "runs": runs(),
        "standings": diagram(STANDINGS),
        "channels": diagram(CHANNELS),
        "members": diagram(MEMBERS),
        "desks": diagram(DESKS),
        "releases": diagram(RELEASES),
        "when": when(),
        "limits": limits(),
    }


def written(page: str) -> str:
    """Give the page with every generated part as it should be; KeyError for a part of an unknown name."""
    made = parts()
    return re.sub(
        r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)",
        lambda m: f"{m[1]}{made[m[2]]}\n{m[3]}",
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8")
    after = written(before)
    PAGE.write_text(after, encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {'unchanged' if before == after else 'written'}\n")
