"""A release as it is shown: what an outsider would see of it, who has done what, what comes next."""

from typing import TYPE_CHECKING, Any

from backchannel.cli import output
from backchannel.cli.output import one_line

if TYPE_CHECKING:
    from backchannel.desk.releases import Sheet


def outsider_lines(sheet: "Sheet") -> list[str]:
    """Say exactly what an outsider would see."""
    from backchannel.protocol.release.grammar import REASONS
    from backchannel.protocol.release.proposal import Withhold

    proposal = sheet.course.proposal
    lines = [f"What an outsider would see of {sheet.reference}:", f"  Purpose: {one_line(proposal.purpose)}"]
    lines += [f"  Not to be published before: {proposal.not_before}"] if proposal.not_before else []
    lines += ["  The parties state that this release is no precedent."] if proposal.no_precedent else []
    later = "; all parties together may open it later" if proposal.two_sided else ""
    for number, excerpt in enumerate(sheet.outsider, 1):
        between = f"from {one_line(excerpt.author_party)} to {one_line(', '.join(excerpt.addressee_parties))}"
        lines += ["", f"  Letter {number}, {between}"]
        for field, content in excerpt.apparatus.items():
            lines.append(f"    {field}: {one_line(content if isinstance(content, str) else '; '.join(content))}")
        for place, passage in enumerate(excerpt.passages, 1):
            if isinstance(passage, Withhold):
                lines.append(f"    {number}.{place}  [withheld: {REASONS[passage.reason]}{later}]")
            else:
                first, *rest = output.visible(passage).split("\n")
                lines += [f"    {number}.{place}  {first}", *(f"          {line}" for line in rest)]
        for place, item in enumerate(excerpt.enclosures, 1):
            if isinstance(item, Withhold):
                lines.append(f"    enclosure {place}: [withheld: {REASONS[item.reason]}]")
            else:
                lines.append(
                    f"    enclosure {place}: {one_line(item.name)} ({item.length:,} bytes), by its digest alone"
                )
    return [*lines, ""]


def progress_lines(sheet: "Sheet") -> list[str]:
    """Say who has done what."""
    course = sheet.course
    lines = [f"Stage: {course.stage.value}; letters: {', '.join(sheet.letters)}"]
    for reader in course.proposal.signers:
        done = [
            word
            for word, kept in (
                ("consented", course.keys),
                ("signed", course.signatures),
                ("attributed", course.attributions),
            )
            if reader in kept
        ]
        lines.append(f"  {one_line(sheet.names.get(reader, 'a former member'))}: {', '.join(done) or 'nothing yet'}")
    ended, reason = course.ended
    if ended:
        lines.append(
            f"  Ended by {one_line(sheet.names.get(ended, 'a member'))}: {one_line(reason) or 'no reason given'}"
        )
    lines += [f"  Answers: {sheet.answers}"] if sheet.answers else []
    lines += [f"  Statement: SHA-256 {sheet.statement.hex()}"] if sheet.statement else []
    lines += [f"  ATTENTION: {one_line(sheet.problem)}"] if sheet.problem else []
    return lines


_COMMAND_OF = {
    "consent or decline": "consent",
    "sign": "sign",
    "attribute": "attribute",
    "export the bundle": "export",
}


def next_lines(sheet: "Sheet") -> list[str]:
    """Say what comes next, with the command for it."""
    command = _COMMAND_OF.get(sheet.next_step)
    more = f": backchannel release {command} {sheet.reference}" if command else ""
    return [f"Next: {sheet.next_step}{more}{' --out FILE' if command == 'export' else ''}"]


def sheet_value(sheet: "Sheet") -> dict[str, Any]:
    """Give a release as data."""
    from backchannel.protocol.release.proposal import Withhold

    course, proposal = sheet.course, sheet.course.proposal
    return {
        "reference": sheet.reference,
        "stage": course.stage.value,
        "next": sheet.next_step,
        "purpose": proposal.purpose,
        "not_before": proposal.not_before,
        "no_precedent": proposal.no_precedent,
        "two_sided": proposal.two_sided,
        "letters": list(sheet.letters),
        "answers": sheet.answers,
        "problem": sheet.problem,
        "statement": sheet.statement.hex(),
        "capitals": [{"name": name, "zone": zone} for name, zone in proposal.capitals],
        "signers": [
            {
                "name": sheet.names.get(r, ""),
                "consented": r in course.keys,
                "signed": r in course.signatures,
                "attributed": r in course.attributions,
            }
            for r in proposal.signers
        ],
        "outsider": [
            {
                "author": e.author_party,
                "addressees": list(e.addressee_parties),
                "apparatus": dict(e.apparatus),
                "passages": [{"withheld": p.reason} if isinstance(p, Withhold) else {"text": p} for p in e.passages],
                "enclosures": [
                    {"withheld": i.reason}
                    if isinstance(i, Withhold)
                    else {"name": i.name, "bytes": i.length, "sha256": i.digest.hex()}
                    for i in e.enclosures
                ],
            }
            for e in sheet.outsider
        ],
    }
