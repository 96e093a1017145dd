"""lint: a draft against a charter's rules of tone and courtesy."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backchannel.cli.output import Answer, one_line
from backchannel.cli.parsing import Subparsers, add_command
from backchannel.cli.passages import marked

if TYPE_CHECKING:
    from backchannel.desk.words.tone import Linted
    from backchannel.text.tone.doubts import Doubt

_MORE = """\
Each doubtful sentence is shown with its passage and the rule; nothing is changed. Rules are read for polemics,
pressure, publicity, official language, manners, and words that they rule out ("the word “guarantee”"); a rule about
anything else is listed for you to judge. What stands in quotation marks is passed over.
Exit code 1: a sentence is doubtful."""


def add_commands(commands: Subparsers) -> None:
    """Add the command of this module."""
    lint = add_command(
        commands, "lint", _lint, "backchannel lint draft.md --charter 'The Senn line' --desk ilse", more=_MORE
    )
    lint.add_argument("draft", metavar="DRAFT", help="a file, or the address of a letter or document")
    lint.add_argument("--charter", metavar="CHANNEL", required=True, help="the channel whose charter it is held to")


def _lint(args: argparse.Namespace) -> Answer:
    from backchannel.cli.desk_option import open_desk
    from backchannel.desk.words import tone

    with open_desk(args) as desk:
        found = tone.lint(desk, args.draft, args.charter)
    return Answer(list(_lines(found)), _value(found), 1 if found.doubts else 0)


def _lines(found: "Linted") -> Iterator[str]:
    for doubt in found.doubts:
        rule = found.rules[doubt.rule]
        yield f"Passage {doubt.passage}: {_marked(found, doubt)}"
        yield f"  {rule.under}: {one_line(rule.text)}  ({one_line(doubt.why)})"
    if found.doubts:
        yield ""
    held = [rule for rule in found.rules if rule.about]
    count = len({(doubt.passage, doubt.start) for doubt in found.doubts})
    said = "No sentence is" if not count else "1 sentence is" if count == 1 else f"{count} sentences are"
    yield f"{said} doubtful under {_rules(len(held))} of “{one_line(found.channel)}”."
    if not found.english:
        yield "The draft does not look English; only words that a rule rules out could be found in it."
    for rule in found.rules:
        if not rule.about:
            yield f"For you to judge: {one_line(rule.text)}"


def _rules(count: int) -> str:
    return "the one rule of tone" if count == 1 else f"the {count} rules of tone"


def _marked(found: "Linted", doubt: "Doubt") -> str:
    sentence = found.document.passages[doubt.passage - 1].text[doubt.start : doubt.end]
    return marked(sentence, [(doubt.first - doubt.start, doubt.last - doubt.start)])


def _value(found: "Linted") -> dict[str, Any]:
    return {
        "channel": found.channel,
        "rules": [{"under": rule.under, "text": rule.text, "about": list(rule.about)} for rule in found.rules],
        "doubts": [
            {
                "passage": doubt.passage,
                "sentence": [doubt.start, doubt.end],
                "words": [doubt.first, doubt.last],
                "text": found.document.passages[doubt.passage - 1].text[doubt.start : doubt.end],
                "rule": doubt.rule + 1,
                "why": doubt.why,
            }
            for doubt in found.doubts
        ],
        "english": found.english,
    }
