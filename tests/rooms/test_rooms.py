"""The house: which room may know which."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "backchannel"

# A room may import itself, `errors`, and the rooms named here. Every arrow points down (see ARCHITECTURE.md).
MAY_KNOW = {
    "errors": set(),
    "record": set(),
    "text": {"record"},
    "protocol": {"record"},
    "planning": {"protocol", "text", "record"},
    "carriage": set(),
    "vault": {"planning", "protocol", "text", "record"},
    "desk": {"vault", "planning", "protocol", "text", "record", "carriage"},
    "demo": {"desk", "web", "planning", "carriage", "protocol", "text", "record"},
    "__main__": {"cli"},
    "web": {"desk", "planning", "protocol", "text", "record"},
    "cli": {"desk", "web", "demo", "carriage", "planning", "protocol", "text", "record"},
}
# The pure rooms touch nothing outside: no files, sockets, clocks, databases, threads or processes.
PURE = ("record", "text", "protocol", "planning")
OUTSIDE = {
    "os",
    "io",
    "pathlib",
    "socket",
    "time",
    "random",
    "secrets",
    "sqlite3",
    "sqlcipher3",
    "subprocess",
    "threading",
    "asyncio",
    "tempfile",
    "shutil",
    "logging",
    "httpx",
    "starlette",
    "uvicorn",
    "urllib",
}
# What looks like a file and is bytes in memory, as libraries for packed formats want it.
IN_MEMORY = {"io.BytesIO", "io.StringIO"}
SIGNING = ("ed25519", "mldsa", "ed448", "ecdsa", "dsa", "slhdsa", "rsa", "ec")


def modules():
    """Every module of the product, as (room, path)."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        room = parts[0].removesuffix(".py")
        if room != "__init__":
            yield room, path


def imports(path):
    """Every dotted name that a module imports, lazily or not."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which room is meant"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


MODULES = list(modules())


def test_there_are_rooms_to_check():
    """The checks below run over the real tree and not over an empty list."""
    assert {"record", "protocol", "vault", "carriage", "desk", "cli"} <= {room for room, _ in MODULES}


@pytest.mark.parametrize(("room", "path"), MODULES, ids=lambda value: str(getattr(value, "stem", value)))
def test_arrows_point_down(room, path):
    """No room knows a room above it."""
    allowed = MAY_KNOW[room] | {room, "errors", "__version__"}
    for name in imports(path):
        if name.startswith("backchannel."):
            assert name.split(".")[1] in allowed, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", [p for room, p in MODULES if room in PURE], ids=lambda p: p.stem)
def test_pure_rooms_touch_nothing_outside(path):
    """The record and the protocol take bytes and values, and give bytes and values."""
    for name in imports(path):
        assert name in IN_MEMORY or name.split(".")[0] not in OUTSIDE, f"{path.name} imports {name}"


def test_signing_lives_in_release_alone():
    """A signature inside a channel would end deniability, so no other module can make one."""
    for room, path in MODULES:
        inside = room == "protocol" and path.parent.name == "release"
        for name in imports(path):
            if name.startswith("cryptography"):
                assert inside or not any(part in SIGNING for part in name.split(".")), f"{path} imports {name}"


def test_primitives_come_from_one_package():
    """Nothing but `cryptography` and the standard hashes is used as a primitive."""
    for _, path in MODULES:
        for name in imports(path):
            assert name.split(".")[0] not in {"nacl", "Crypto", "Cryptodome", "oqs", "pyrage", "hmac"}, path


def test_modules_stay_readable():
    """A module is one concept: 400 lines is the aim, 600 the end."""
    for _, path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 600, path
