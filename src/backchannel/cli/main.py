"""`backchannel`: which command was meant, running it, and saying what went wrong in one sentence.

Exit codes are those of the errors (`backchannel.errors`); besides, 0 is done, 1 also stands for a check that found
something and for a question answered with no, 70 is a fault of this program, 130 an interruption.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from backchannel.cli import output
from backchannel.cli.commands import COMMANDS
from backchannel.cli.parsing import Parser, add_stub, top_parser
from backchannel.errors import BackchannelError, PlaceError, UsageError

UNEXPECTED = 70
INTERRUPTED = 130
_WITH_VALUE = {"--desk", "--passphrase-file"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, given its words (default: those of this process); give the exit code."""
    words = _joined(list(sys.argv[1:] if argv is None else argv))
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows fewer characters than a letter has must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    command, as_json = first_word(words), "--json" in words
    try:
        try:
            _require_text(words)
            args = build_parser(command).parse_args(words)
            command, as_json = args.command, args.json
            answer = args.run(args)
        except BackchannelError as error:
            said = f"{error} ({error.typed})" if error.typed else str(error)
            output.write_error(command, said, error.exit_code, as_json=as_json)
            return error.exit_code
        except KeyboardInterrupt:
            output.write_error(command, _interrupted(), INTERRUPTED, as_json=as_json)
            return INTERRUPTED
        except BrokenPipeError:
            return _nobody_reads()
        except OSError as error:
            code = PlaceError.exit_code
            output.write_error(command, _refused(error), code, as_json=as_json)
            return code
        return _give(command, answer, as_json=as_json)
    except SystemExit as done:  # argparse, after --help and --version
        return done.code if isinstance(done.code, int) else 0
    except BrokenPipeError:
        return _nobody_reads()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _unexpected(command, error, as_json=as_json)


def _give(command: str, answer: output.Answer, *, as_json: bool) -> int:
    try:
        output.write_answer(command, answer, as_json=as_json)
    except BrokenPipeError:
        raise
    except OSError as error:
        _forget_output()
        output.say(f"error: The command was done, but its answer could not be written ({error.strerror}).")
        return PlaceError.exit_code
    return int(answer.exit_code)


def build_parser(only: str | None = None) -> Parser:
    """Build the parser: of all commands, or with `only` of the one that was meant, to save the others' time.

    Where `only` is none of the commands, all stand there by name alone, as --help and a mistyped word need them.
    """
    parser, commands = top_parser()
    if only is not None and only not in COMMANDS:
        for name in COMMANDS:
            add_stub(commands, name)
        return parser
    wanted = dict.fromkeys(module for name, (module, _) in COMMANDS.items() if only in (None, name))
    for module in wanted:
        import_module(f"backchannel.cli.{module}").add_commands(commands)
    return parser


def first_word(words: Sequence[str]) -> str:
    """Give the word that says which command is meant, or nothing."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _WITH_VALUE else 1
    return words[at] if at < len(words) else ""


def _joined(words: list[str]) -> list[str]:
    """Make one word of the two words of a command such as `knows note`."""
    for name in COMMANDS:
        first, _, second = name.partition(" ")
        if second and first_word(words) == first:
            at = words.index(first)
            if words[at + 1 : at + 2] == [second]:
                return [*words[:at], name, *words[at + 2 :]]
    return words


def _require_text(words: Sequence[str]) -> None:
    # What the system could not decode stands in a word as halves of surrogate pairs, which nothing can be called.
    try:
        "".join(words).encode()
    except UnicodeEncodeError:
        raise UsageError("A word of the command is no text in UTF-8; type it again, or rename the file.") from None


def _refused(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    name = error.filename
    of = f" for {os.fsdecode(name)}" if isinstance(name, str | bytes | os.PathLike) else ""
    return f"The machine refused{of} ({reason}); look at the disk and the name, and try again."


def _interrupted() -> str:
    return "This was interrupted; a change is made whole or not at all, so look whether it was before you do it again."


def _nobody_reads() -> int:
    """End quietly where whoever read our output has gone."""
    _forget_output()
    return PlaceError.exit_code


def _forget_output() -> None:
    # What is buffered would be tried again, and fail again, when the process ends.
    stdout = sys.__stdout__
    if stdout is not None and sys.stdout is stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())


def _unexpected(command: str, error: Exception, *, as_json: bool) -> int:
    """Say that this program is at fault, without a word of what it was working on."""
    if os.environ.get("BACKCHANNEL_DEBUG") == "1":
        import traceback

        output.say("".join(traceback.format_exception(error)).rstrip("\n"))
    sentence = (
        f"something unexpected happened in {command or 'backchannel'} ({type(error).__name__}); nothing of this is "
        "known to be saved; run 'backchannel check' before you go on, and with BACKCHANNEL_DEBUG=1 to report it."
    )
    output.write_error(command, sentence, UNEXPECTED, as_json=as_json)
    return UNEXPECTED


__all__ = ["build_parser", "main"]
