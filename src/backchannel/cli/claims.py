"""claims: claims that nothing was published, put on record and tested against what was collected."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, Progress, one_line, table
from backchannel.cli.parsing import Subparsers, add_command, add_group, date
from backchannel.cli.passages import counted, day_in_words, marked, not_read, not_read_value, quoted, short

if TYPE_CHECKING:
    from backchannel.desk.words.claims import Claim
    from backchannel.desk.words.silence import Hit, Verdict

_MORE = """\
The letters that the claim is about are compared, word by word, with all that is marked as public ('record publish',
joint releases) and with the files and folders named with --in, up to the day for which it speaks. --words asks also
whether words or names that would betray the letters stand there, exactly. What had the words before the letter was
written betrays nothing, and is listed apart. Exit code 0 only if something was searched, all of it could be read, and
nothing was found."""
_LONG = 2_000


def add_commands(commands: Subparsers) -> None:
    """Add the commands of this module."""
    claims = add_group(commands, "claims", "backchannel claims test 1 --in press/ --desk ilse")
    add = add_command(
        claims,
        "add",
        _add,
        'backchannel claims add "Nothing of our letters has appeared in print." --by "Tomas Reik" --about maren-3 '
        "--up-to 1963-01-19 --not-searched television --desk ilse",
        text="put a claim on record: that nothing of some letters was published up to a day",
    )
    add.add_argument("text", metavar="CLAIM", help="the claim, in its own words")
    add.add_argument("--by", metavar="WHO", required=True, help="whose claim it is, ours or theirs")
    add.add_argument(
        "--about", metavar="WHAT", nargs="+", required=True, help="CHANNEL, CHANNEL/LETTER, a volume or a document"
    )
    add.add_argument("--up-to", metavar="DATE", type=date, help="up to which day it speaks (default: today)")
    add.add_argument("--words", metavar="WORDS", nargs="+", default=[], help="words or names that would betray it")
    add.add_argument(
        "--not-searched", metavar="WHERE", nargs="+", default=[], help="where nobody can look, such as television"
    )
    test = add_command(
        claims,
        "test",
        _test,
        "backchannel claims test 1 --in press/ --desk ilse",
        text="hold a claim against the public statements that were collected",
        more=_MORE,
    )
    test.add_argument("number", metavar="N", type=int, help="the claim's number")
    test.add_argument("--in", dest="within", metavar="PATH", nargs="+", default=[], help="files and folders to search")
    test.add_argument("--words", metavar="WORDS", nargs="+", default=[], help="further words or names, this time")
    add_command(
        claims,
        "list",
        _list,
        "backchannel claims list --desk ilse",
        text="list the claims on record, the withdrawn ones too",
    )
    withdraw = add_command(
        claims,
        "withdraw",
        _withdraw,
        'backchannel claims withdraw 1 --why "The evening news had it." --desk ilse',
        text="withdraw a claim, which stays on record as withdrawn",
    )
    withdraw.add_argument("number", metavar="N", type=int, help="the claim's number")
    withdraw.add_argument("--why", metavar="TEXT", default="", help="why it is withdrawn")


def _add(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import claims

    with open_desk(args) as desk:
        claim = claims.add(
            desk,
            args.text,
            by=args.by,
            about=args.about,
            up_to=args.up_to,
            words=args.words,
            not_searched=args.not_searched,
        )
    return Answer(
        [f"On record as claim {claim.number}; test it with 'backchannel claims test'.", *_said(claim)], _of(claim)
    )


def _list(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import claims

    with open_desk(args) as desk:
        found = claims.every(desk)
    rows = [
        (
            str(one.number),
            short(one.text, 60),
            short(one.by, 30),
            short(", ".join(about.name for about in one.about), 40),
            one.up_to,
            f"withdrawn {one.withdrawn[:10]}" if one.withdrawn else "stands",
        )
        for one in found
    ]
    lines = table(("", "claim", "by", "about", "up to", ""), rows)
    return Answer(lines or ["No claim is on record."], [_of(one) for one in found])


def _withdraw(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import claims

    with open_desk(args) as desk:
        claim = claims.withdraw(desk, args.number, args.why)
    return Answer([f"Claim {claim.number} is withdrawn, and stays on record.", *_said(claim)], _of(claim))


def _test(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import silence
    from backchannel.desk.words.collected import files_of

    files = files_of(args.within)
    with open_desk(args) as desk, Progress("reading", "files", len(files)) as progress:
        verdict = silence.test(desk, args.number, files, args.words, progress)
    return Answer(list(_lines(verdict)), _value(verdict), 0 if verdict.holds else 1)


def _said(claim: "Claim") -> Iterator[str]:
    names = ", ".join(one_line(about.name) for about in claim.about)
    yield f"{quoted(claim.text, _LONG)} (by {one_line(claim.by)}, about {names}, up to {day_in_words(claim.up_to)})"
    if claim.withdrawn:
        why = f": {one_line(claim.why)}" if claim.why else ""
        yield f"Withdrawn on {claim.withdrawn[:10]}{why}"


def _lines(verdict: "Verdict") -> Iterator[str]:
    claim = verdict.claim
    yield f"Claim {claim.number}: {next(_said(claim))}"
    yield from list(_said(claim))[1:]
    for hit in verdict.hits:
        yield ""
        yield from _hit(hit)
    for hit in verdict.before:
        yield ""
        yield "before the letter was written, which betrays nothing:"
        yield from _hit(hit)
    yield ""
    yield _verdict(verdict)
    yield from _searched(verdict)


def _hit(hit: "Hit") -> Iterator[str]:
    yield f"{day_in_words(hit.day) if hit.day else 'without a date'}  {one_line(hit.where)}"
    yield f"  public  {marked(hit.text, hit.marked)}"
    if hit.letter is not None:
        yield f"  letter  {marked(hit.letter.text, hit.theirs)}"
        yield f"          {one_line(hit.letter.address)}"


def _verdict(verdict: "Verdict") -> str:
    items = counted(verdict.items, "public item")
    if not verdict.items:
        return "Nothing was searched, so nothing is known: no public item up to that day is collected."
    if not verdict.letters:
        return "Nothing was compared, so nothing is known: no letter of before that day that it is about is here."
    if not verdict.first:
        span = ", none with a date"
    else:
        span = f", from {day_in_words(verdict.first)} to {day_in_words(verdict.last)}"
    not_searched = f"; not searched: {one_line(', '.join(verdict.claim.not_searched))}"
    said = counted(len(verdict.hits), "hit") if verdict.hits else "No hit"
    return f"{said} in {items}{span}{not_searched if verdict.claim.not_searched else ''}."


def _searched(verdict: "Verdict") -> Iterator[str]:
    yield f"Compared: {counted(verdict.letters, 'letter or document', 'letters or documents')} that it is about."
    if verdict.words:
        yield f"Looked for exactly: {'; '.join(f'“{one_line(words)}”' for words in verdict.words)}."
    if verdict.collected:
        yield f"Last collected: {day_in_words(verdict.collected)}."
    if verdict.undated:
        yield f"Without a date: {verdict.undated:,} of the items; they were searched, and may be later than the claim."
    if verdict.later:
        yield f"Left out: {counted(verdict.later, 'item')} of after {day_in_words(verdict.claim.up_to)}."
    if verdict.unreadable:
        yield f"Not compared: {counted(verdict.unreadable, 'letter')} of the channel that you are no reader of."
    for name in verdict.gone:
        yield f"Not compared: {one_line(name)}, which is not here any more."
    yield from not_read(verdict.unread)


def _of(claim: "Claim") -> dict[str, Any]:
    return {
        "number": claim.number,
        "text": claim.text,
        "by": claim.by,
        "about": [about.name for about in claim.about],
        "up_to": claim.up_to,
        "words": list(claim.words),
        "not_searched": list(claim.not_searched),
        "made": claim.made,
        "withdrawn": claim.withdrawn or None,
        "why": claim.why or None,
    }


def _value(verdict: "Verdict") -> dict[str, Any]:
    return {
        "claim": _of(verdict.claim),
        "holds": verdict.holds,
        "hits": [_hit_value(hit) for hit in verdict.hits],
        "before": [_hit_value(hit) for hit in verdict.before],
        "letters": verdict.letters,
        "words": list(verdict.words),
        "searched": {
            "items": verdict.items,
            "from": verdict.first or None,
            "to": verdict.last or None,
            "undated": verdict.undated,
            "left_out_as_later": verdict.later,
            "last_collected": verdict.collected or None,
        },
        "not_searched": list(verdict.claim.not_searched),
        "not_compared": {"unreadable": verdict.unreadable, "gone": list(verdict.gone)},
        "not_read": not_read_value(verdict.unread),
    }


def _hit_value(hit: "Hit") -> dict[str, Any]:
    return {
        "where": hit.where,
        "date": hit.day or None,
        "text": hit.text,
        "marks": [list(span) for span in hit.marked],
        "letter": hit.letter.address if hit.letter else None,
        "letter_text": hit.letter.text if hit.letter else None,
        "letter_marks": [list(span) for span in hit.theirs],
    }
