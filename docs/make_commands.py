"""Write docs/guide/commands.md from the commands themselves: `python docs/make_commands.py`. A test compares."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from backchannel import errors
from backchannel.cli.commands import COMMANDS
from backchannel.cli.main import INTERRUPTED, UNEXPECTED, build_parser

PAGE = Path(__file__).parent / "guide" / "commands.md"

HEAD = """\
# The commands

This page is written from the commands themselves (`python docs/make_commands.py`). Every command has `--help`.

## Which desk, and what opens it

A desk is one folder. Name it with `--desk DIR`, before or after the command, or once in the environment variable
`BACKCHANNEL_DESK`. The passphrase is asked for on the terminal, or is the first line of the file that
`--passphrase-file FILE` or `BACKCHANNEL_PASSPHRASE_FILE` names.

A letter or another entry is named by its reference, such as `maren-3`: the third entry of Ilse Maren. A channel is
named as this desk calls it; where a command takes `--channel`, a desk that is on one channel only may leave it out.

## Questions

Whatever has consequences says them first and asks; `--yes` answers beforehand. Where nobody can be asked, because
standard input is no terminal, nothing is done without `--yes`.

## What is said where

The answer goes to standard output; questions, progress and errors to standard error. An error is one sentence after
`error:`; where a command or an option would do what it advises, that follows in brackets. Characters that nobody can
see are shown, in letters, names and errors alike, as `⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩`.

With `--json` the answer is one object, in ASCII, with these four names (only `record parse` gives its object bare):

```json
{
 "command": "letter write",
 "exit": 0,
 "result": {"reference": "maren-3"},
 "error": null
}
```

`result` is `null` where there was an error, and `error` is its sentence, with what follows it in brackets. `exit` is
the exit code.

## Exit codes

| code | meaning |
|---|---|
"""

_OTHER_CODES = {
    0: "It was done, and everything that was checked holds.",
    INTERRUPTED: "It was interrupted (Ctrl-C). A relay, or `sync --every`, ends so with 0.",
    UNEXPECTED: (
        "A fault of this program; `BACKCHANNEL_DEBUG=1` shows where, and may show what it was working on, so look at "
        "it before you pass it on."
    ),
}
_ALSO = {
    1: "Also: a check or verification that found something, and a question answered with no.",
    5: "Also: a desk that must still hear somebody (`channel resume`).",
}


def codes() -> dict[int, str]:
    """Give each exit code with its meaning, as the errors themselves say it."""
    found = dict(_OTHER_CODES)
    for one in vars(errors).values():
        # The root says less than BadInputError, which has the same code; a class without one says what its parent says.
        if isinstance(one, type) and "exit_code" in vars(one) and one is not errors.BackchannelError:
            found[one.exit_code] = " ".join((one.__doc__ or "").split())
    return dict(sorted(found.items()))


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Give the parser of every command that does something."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser
    for group in groups:
        for inner in group.choices.values():
            yield from leaves(inner)


def page() -> str:
    """Give the whole page."""
    lines = [HEAD.rstrip("\n")]
    lines += [f"| {code} | {' '.join(filter(None, (text, _ALSO.get(code))))} |" for code, text in codes().items()]
    group = ""
    for parser in leaves(build_parser()):
        name = parser.get_default("command")
        first = name if name in COMMANDS else name.split()[0]
        if first != group:
            group = first
            title = COMMANDS[first][1]
            lines += ["", f"## {first}" if name != first else f"## backchannel {first}"]
            lines += ["", f"{title[:1].upper()}{title[1:]}."] if name != first else []
        if name != first:
            lines += ["", f"### backchannel {name}"]
        lines += ["", parser.description or "", "", "```sh", parser.get_default("example"), "```"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
