"""Every command: its help, its example, its place in the guide."""

import importlib.util
import shlex
from pathlib import Path

import pytest

from backchannel import errors
from backchannel.cli.commands import COMMANDS
from backchannel.cli.main import build_parser, main

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide" / "commands.md"


def _generator():
    spec = importlib.util.spec_from_file_location("make_commands", ROOT / "docs" / "make_commands.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = _generator()
WHOLE = build_parser()
LEAVES = {parser.get_default("command"): parser for parser in MAKE.leaves(WHOLE)}
PAIRS = {name for name in COMMANDS if " " in name}
"""Commands of two words that are no group."""


def test_all_commands_are_there():
    """The tests below run over all commands and not over an empty list."""
    assert len(LEAVES) >= 70
    assert {name.split()[0] for name in LEAVES} == {name.split()[0] for name in COMMANDS}


@pytest.mark.parametrize("command", LEAVES)
def test_every_command_has_help_with_an_example(command, capsys):
    """`--help` exits 0 and ends with an example of this very command."""
    assert main([*command.split(), "--help"]) == 0
    text = capsys.readouterr().out
    example = text.partition("\nexample:\n")[2]
    assert example.strip().startswith(f"backchannel {command}")
    assert text.splitlines()[0].startswith("usage: backchannel")


@pytest.mark.parametrize("command", LEAVES)
def test_every_example_is_understood(command):
    """The example in the help is one that the parser takes, for this command."""
    words = shlex.split(LEAVES[command].get_default("example").split(" > ")[0])[1:]
    if " ".join(words[:2]) in PAIRS:
        words[:2] = [" ".join(words[:2])]
    assert WHOLE.parse_args(words).command == command


@pytest.mark.parametrize("command", LEAVES)
def test_every_option_is_explained(command):
    """No option stands in the help without a word of what it does."""
    for action in LEAVES[command]._actions:
        assert not action.option_strings or action.help or action.dest in {"person", "party"}, action


@pytest.mark.parametrize("group", ["", *sorted({c.split()[0] for c in LEAVES if " " in c and c not in PAIRS})])
def test_groups_have_help_too(group, capsys):
    """`backchannel --help` and the help of every group of commands exit 0."""
    assert main([*([group] if group else []), "--help"]) == 0
    assert "example:" in capsys.readouterr().out


def test_the_help_lists_every_command(capsys):
    """`backchannel --help` names each first word."""
    main(["--help"])
    text = capsys.readouterr().out
    assert all(f"\n    {name} " in text or f"\n    {name}\n" in text for name in COMMANDS)


def test_the_guide_is_as_the_commands_are():
    """docs/guide/commands.md is what `python docs/make_commands.py` writes now."""
    assert GUIDE.read_text(encoding="utf-8") == MAKE.page()


def test_the_guide_lists_every_exit_code():
    """Each error class's exit code is in the table, and no number stands for two meanings."""
    codes = MAKE.codes()
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)]
    assert {c.exit_code for c in classes} | {0, 70, 130} == set(codes)


def test_the_version_is_said(capsys):
    """`--version` exits 0."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("backchannel ")
