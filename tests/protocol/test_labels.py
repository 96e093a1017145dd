"""Labels: one purpose each, one place each."""

import ast
import re
from pathlib import Path

from backchannel.protocol import labels

SOURCE = Path(__file__).parents[2] / "src" / "backchannel"
TABLE = {name: value for name, value in vars(labels).items() if name.isupper()}
RESERVED = {"INTAKE", "POUCH_ITEM"}
"""Labels that the specification keeps from being used for anything else."""
_LABEL = re.compile(rb"bc1/[A-Za-z0-9 >]+")


def literals(path):
    """Every literal of bytes or text of a module that is written in the code, but for docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in bare and isinstance(node.value, bytes | str):
            yield node.value if isinstance(node.value, bytes) else node.value.encode()


def test_labels_are_all_different():
    """No two purposes share a label, and none is a beginning of another followed by a zero or a length."""
    assert len(TABLE) == len(set(TABLE.values())) > 40
    assert all(isinstance(value, bytes) and value.isascii() for value in TABLE.values())


def test_each_label_appears_exactly_once_in_the_code():
    """Each stands in the table and nowhere else, so that none can be used twice by being typed twice."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for literal in literals(path):
            found += [(m, path.name) for m in _LABEL.findall(literal)]
    assert {where for _, where in found} == {"labels.py"}, [f for f in found if f[1] != "labels.py"]
    assert sorted(label for label, _ in found) == sorted(v for v in TABLE.values() if v.startswith(b"bc1/"))


def test_each_label_is_used():
    """A label that nothing uses is one that the specification keeps in reserve."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py") if p.name != "labels.py")
    assert {name for name in TABLE if f"labels.{name}" not in text} == RESERVED
