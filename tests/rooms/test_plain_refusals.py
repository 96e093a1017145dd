"""What the rooms below the command line say to a person names no command and no option: pages show it too."""

import ast
import re
from pathlib import Path

import pytest

from backchannel.cli.commands import COMMANDS
from backchannel.cli.main import main
from backchannel.errors import BackchannelError, RuleError, UsageError

ROOT = Path(__file__).parents[2] / "src" / "backchannel"
ROOMS = ("carriage", "desk", "planning", "protocol", "record", "text", "vault", "web")
APART = {"protocol/release/howto.py"}
"""The page within a release, for whoever has this program or none: it names the command that checks it."""
WORDS = "|".join(sorted({name.split()[0] for name in COMMANDS}))
TERMINAL = re.compile(rf"(?<![\w-])--[a-z]|['‘`]backchannel [a-z]|(?<!\w)['‘`(](?:{WORDS}) [a-z-]+['’`)]")


def said(tree):
    """The texts of a module with their lines: no docstring, and nothing that is given as what is typed."""
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            apart |= {id(part) for word in node.keywords if word.arg == "typed" for part in ast.walk(word.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.lineno, node.value


def found_in(source):
    """The texts of a module that name words of a terminal."""
    return [(line, text) for line, text in said(ast.parse(source)) if TERMINAL.search(text)]


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_names_words_of_a_terminal(room):
    """No text of these rooms has an option or a command in it, whether it is raised at once or by way of a name."""
    found = [
        (str(path.relative_to(ROOT)), *one)
        for path in sorted((ROOT / room).rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in APART
        for one in found_in(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "sentence",
    [
        'raise UsageError("Say why (--why).")',
        "raise UsageError(f\"{name} has no case; open one with 'backchannel case open'.\")",
        'raise UsageError("Compare the fingerprint, then \'card confirm\'.", typed="--yes")',
        'raise UsageError("It has a name already; give it another first (calendar change).")',
        'LATER = "Look at it with --asked."',
    ],
)
def test_such_a_sentence_would_be_found(sentence):
    """The search is one that finds what it is for."""
    assert len(found_in(sentence)) == 1


def test_what_is_typed_may_name_them():
    """The hint beside the sentence is where such words belong."""
    assert found_in('raise UsageError("Say why.", typed=f"--why {reason}")') == []


def test_an_error_is_its_sentence_alone():
    """What is typed stands beside the sentence, and is empty where nothing was given."""
    error = RuleError("Say why.", typed="--why")
    assert (str(error), error.typed) == ("Say why.", "--why")
    assert (str(BackchannelError("No.")), BackchannelError("No.").typed) == ("No.", "")


@pytest.mark.parametrize(
    ("typed", "told"), [("--why", "Say why. (--why)"), ("backchannel case open", "Say why. (backchannel case open)")]
)
def test_the_command_line_tells_the_hint_after_the_sentence(monkeypatch, capsys, typed, told):
    """On a terminal, and with --json, the sentence is followed by what is typed."""
    from backchannel.cli import main as module

    def refuse(_):
        raise UsageError("Say why.", typed=typed)

    monkeypatch.setattr(module, "build_parser", refuse)
    assert main(["case"]) == UsageError.exit_code
    assert capsys.readouterr().err == f"error: {told}\n"
    assert main(["case", "--json"]) == UsageError.exit_code
    assert f'"error": "{told}"' in capsys.readouterr().out
