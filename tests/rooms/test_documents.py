"""The specification and the code say the same: diagrams, labels, limits, kinds, refusals."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from backchannel.protocol import labels
from backchannel.protocol.entry import KINDS
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.release.verify import verify_bundle, verify_passage
from backchannel.protocol.state import FOLDED_KINDS

ROOT = Path(__file__).parents[2]
PROTOCOL = ROOT / "src" / "backchannel" / "protocol"
PAGE = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
VALUES = re.compile(r"\b(?:NAME|PARTY|ACT|N)\b")


def section(title):
    """One section of the specification, without those after it."""
    level = title.split(" ")[0]
    rest = PAGE.split(f"\n{title}\n")[1]
    return re.split(rf"\n#{{1,{len(level)}}} ", rest)[0]


def first_cells(text):
    """The first cell of every row of the tables of a text, without quotes; heads and rules are left out."""
    rows = [line.strip("|").split(" | ")[0].strip() for line in text.splitlines() if line.startswith("| ")]
    return [row.strip("`") for row in rows if row.startswith("`")]


def names_of(text):
    """The names in a table of refusals or rules: rows whose first cell is a short name."""
    return [n for n in re.findall(r"^\| ([a-z0-9-]+) \|", text, re.MULTILINE) if n not in {"name", "---"}]


def maker():
    """The script that makes the generated parts."""
    found = importlib.util.spec_from_file_location("make_diagrams", ROOT / "docs" / "make_diagrams.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_generated_parts_are_current():
    """What `docs/make_diagrams.py` would write stands there already, and every part that it makes is used."""
    module = maker()
    assert module.written(PAGE) == PAGE, "run python docs/make_diagrams.py"
    assert sorted(re.findall(r"<!-- made: (\w+) -->", PAGE)) == sorted(module.parts())


def test_a_stale_part_would_be_found():
    """The comparison is one that can fail."""
    module = maker()
    assert module.written(PAGE.replace("| `parties` | 8 |", "| `parties` | 9 |")) == PAGE
    with pytest.raises(KeyError):
        module.written(PAGE.replace("<!-- made: runs -->", "<!-- made: races -->"))


def test_every_label_is_in_the_table_and_no_other():
    """One row for each label of `labels.py`, in any order, and none for a label that there is not."""
    known = sorted(value.decode() for name, value in vars(labels).items() if name.isupper())
    assert sorted(first_cells(section("### Labels"))) == known


def test_every_limit_is_in_the_table():
    """Each limit stands with its value."""
    table = section("## Limits")
    for limit in LIMITS._fields:
        assert f"| `{limit}` | {getattr(LIMITS, limit)} |" in table


def test_every_kind_is_in_the_table():
    """Each kind has one row with its fields; those that change the shared state are named as such."""
    rows = [name for name in first_cells(section("### Kinds")) if name != "choice"]
    assert sorted(rows) == sorted(KINDS)
    listed = section("## State").split("### ")[0]
    assert set(re.findall(r"`([a-z-]+)`", listed)) == set(FOLDED_KINDS)


def test_every_refusal_has_one_name():
    """No short name stands for two refusals."""
    names = names_of(section("## Refusals")) + names_of(section("### Rules"))
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))


def sentences():
    """Every sentence with which `protocol/` refuses something: the fixed parts of what is raised or returned."""
    for path in sorted(PROTOCOL.glob("*.py")):
        if path.name in {"charter_toml.py", "note.py"}:
            continue  # what a person wrote at this desk, and a note that nobody else reads
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", "")
            if name in {"BadInputError", "CounterpartyError", "RuleError"}:
                text = fixed_text(node.args[0])
                if text:
                    yield path.name, text


def fixed_text(node):
    """The fixed text of a sentence; what is put into it stands as a mark."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "\x00" for v in node.values)
    return ""


def source_texts():
    """All the fixed text of the product, so that a sentence of the page can be looked for in it."""
    for path in sorted((ROOT / "src" / "backchannel").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant | ast.JoinedStr) and (text := fixed_text(node)):
                yield text


def stated():
    """Every refusal of the page: name -> the parts of its sentence that are fixed."""
    found = {}
    for name, says in re.findall(r"^\| (rule-[a-z-]+) \| (.+) \|$", section("### Rules"), re.MULTILINE):
        found[name] = says
    row = r"^\| ([a-z0-9-]+) \| [ICNVR] \| (.+) \| (?:yes|desk) \|$"
    for name, says in re.findall(row, section("## Refusals"), re.MULTILINE):
        if not name.startswith("release-") and not says.startswith("("):
            found[name] = says
    return {name: [p for p in VALUES.split(says) if p.strip(" ,;.")] for name, says in found.items()}


def test_every_sentence_of_the_page_is_one_of_the_code():
    """What the page says a refusal says, some line of the product says."""
    texts = list(source_texts())
    for name, parts in stated().items():
        assert any(all(part in text for part in parts) for text in texts), name


def test_every_refusal_of_the_code_is_on_the_page():
    """Each sentence that the protocol refuses with has a row; a new one needs a name, a row and a vector."""
    known = list(stated().values())
    missing = [(where, text) for where, text in sentences() if not any(all(p in text for p in ps) for ps in known)]
    # Within `rule-form`; at the author's own desk; within `header-time`.
    own = ("A renewal of keys holds two shares", "A file changed while", "A time in an entry")
    assert [(where, text) for where, text in missing if not text.startswith(own)] == []


def test_every_step_of_a_verification_is_a_refusal():
    """The steps that `verify` lists are the names under `release-`."""
    listed = set()
    for function in (verify_bundle, verify_passage):
        block = function.__doc__.split("\n\n")[1]
        listed |= set(re.findall(r"^    (\w+)  +\w", block, re.MULTILINE))
        listed |= {n for line in re.findall(r"^    ([\w, ]+): as", block, re.MULTILINE) for n in line.split(", ")}
    named = {n.removeprefix("release-") for n in names_of(section("## Refusals")) if n.startswith("release-")}
    assert listed | {"opening"} == named


def test_the_specification_says_what_is_not_solved():
    """The page says that nobody outside has reviewed the composition, and lists the open risks."""
    assert "has not been reviewed by an outside cryptographer" in PAGE
    assert section("## Open risks").count("\n- ") + 1 >= 6


@pytest.mark.parametrize("name", ["release.md", "relay.md"])
def test_links_lead_somewhere(name):
    """The pages that the specification refers to are there."""
    assert f"({name})" in PAGE
    assert (ROOT / "docs" / name).is_file()
