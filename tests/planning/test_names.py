"""The kinds of acts: every name once, and every one described in the specification."""

import importlib
import pkgutil
import re
from pathlib import Path

import backchannel.planning
from backchannel.planning.kinds import Kind
from backchannel.planning.vocabulary import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "planning.md").read_text(encoding="utf-8")


def kinds():
    """Every kind of planning, with the module that makes it."""
    for found in pkgutil.walk_packages(backchannel.planning.__path__, "backchannel.planning."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, Kind):
                yield value, found.name, name


def test_no_two_kinds_have_one_name():
    """Two kinds of one name would take each other's acts for malformed ones of their own."""
    made = {}
    for kind, _, _ in kinds():
        made.setdefault(kind.name, set()).add(id(kind))
    assert {name for name, ids in made.items() if len(ids) > 1} == set()
    assert len(made) > 30


def test_every_kind_has_a_row_in_the_specification():
    """And every row of a kind there is one of these."""
    tables = PAGE.split("## Kinds")[1]
    described = set(re.findall(r"^\| `([^`]+)` \|", tables, re.MULTILINE))
    assert described == {kind.name for kind, _, _ in kinds()}


def test_names_are_words_joined_by_hyphens():
    """One style for all of them."""
    assert [kind.name for kind, _, _ in kinds() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.name)] == []


def test_the_vocabulary_holds_every_kind_once():
    """So that no act of a kind that this version knows is called one of a newer version."""
    assert len({id(kind) for kind in KINDS}) == len(KINDS)
    assert {id(kind) for kind in KINDS} == {id(kind) for kind, _, _ in kinds()}
