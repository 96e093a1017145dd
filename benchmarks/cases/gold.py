"""The cases as they are written: an article or a draft with what is right to find in it, each span by its words.

A span is written as words that stand once in the text, or as the first words of it and the last: the span begins with
the first and ends with the next that are the last. White space of any kind matches any other, so that lines may break.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import LCSseq

from backchannel.desk import reading
from backchannel.errors import BadInputError
from backchannel.text.folding import fold, words

HERE = Path(__file__).parent
RECORD = HERE / "record"
HALVES = ("open", "aside")
PUBLIC = ("communique-1974-04-18",)
"""Documents of the record that anybody may have read."""

VERDICTS = ("exact", "elided", "altered", "misattributed", "not_found", "phrase")
_FIELDS = {
    "article": ({"words", "source"}, {"alt"}),
    "draft": (
        {"words", "verdict", "kind"},
        {"source", "also", "cited", "alt", "style", "attr", "cut", "negation"},
    ),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Characters [start, end) of a document of the record, its passages joined by a line feed."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters [start, end) of an article that reuse a source; `alt` are other documents with the same words."""

    start: int
    end: int
    source: Source
    alt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end) of a draft between its marks, and what is right to say of them.

    `sources` are where the words stand, none if nowhere, two where they are of two; `cited` is the document that the
    draft names. `cut` says that the quotation leaves a condition or exception away, `negation` that it lost or gained
    one: of both somebody has to be warned.
    """

    start: int
    end: int
    verdict: str
    kind: str
    sources: tuple[Source, ...] = ()
    cited: str | None = None
    alt: tuple[str, ...] = ()
    style: str = "curly"
    attr: str = "none"
    cut: bool = False
    negation: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An article or a draft of one half: its text, what it tries, and what is right to find, in the text's order."""

    name: str
    half: str
    tries: str
    text: str
    passages: tuple[Passage, ...] = ()
    quotations: tuple[Quotation, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft, which is looked at for quotations, not for what it reuses."""
        return self.name.startswith("draft-")


def record() -> dict[str, str]:
    """Give the texts of the invented record by the ids that an import gives them."""
    found = {}
    for path in sorted(RECORD.glob("*.md")):
        (part,) = reading.read(path, path.read_bytes()).parts
        found[path.stem] = "\n".join(passage.text for passage in part.document.passages)
    return found


def cases(half: str, texts: Mapping[str, str]) -> list[Case]:
    """Give the cases of a half. BadInputError names the case whose gold is unsound, and why."""
    return [_case(path, half, texts) for path in sorted((HERE / half).glob("*.toml"))]


def leak_rows(found: list[Case], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the passages of articles in the form of the developers' set."""
    return [
        {
            "article": case.name,
            "start": one.start,
            "end": one.end,
            "doc": one.source.document,
            "dstart": one.source.start,
            "dend": one.source.end,
            "alt": list(one.alt),
            "ops": {},
            **_likeness(case.text[one.start : one.end], texts[one.source.document][one.source.start : one.source.end]),
        }
        for case in found
        for one in case.passages
    ]


def quote_rows(found: list[Case]) -> list[dict[str, Any]]:
    """Give the quotations of drafts in the form of the developers' set."""
    return [
        {
            "draft": case.name,
            "kind": one.kind,
            "verdict": one.verdict,
            "sources": [[source.document, source.start, source.end] for source in one.sources],
            "cited": one.cited,
            "alt": list(one.alt),
            "start": one.start,
            "end": one.end,
            "attr": one.attr,
            "style": one.style,
        }
        for case in found
        for one in case.quotations
    ]


def _case(path: Path, half: str, texts: Mapping[str, str]) -> Case:
    written = tomllib.loads(path.read_text("utf-8"))
    text = str(written["text"]).lstrip("\n")
    kind = "draft" if path.stem.startswith("draft-") else "article"
    try:
        passages = tuple(_passage(one, text, texts) for one in written.get("passage", ()))
        quotations = tuple(_quotation(one, text, texts) for one in written.get("quotation", ()))
        for one in (*written.get("passage", ()), *written.get("quotation", ())):
            needed, allowed = _FIELDS[kind]
            if not needed <= one.keys() <= needed | allowed:
                raise BadInputError(f"fields {sorted(one)} are not those of the gold of a {kind}")
    except BadInputError as error:
        raise BadInputError(f"The case {half}/{path.stem} is unsound: {error}.") from None
    return Case(path.stem, half, str(written["tries"]), text, passages, quotations)


def _passage(written: Mapping[str, Any], text: str, texts: Mapping[str, str]) -> Passage:
    start, end = _span(written["words"], text)
    return Passage(start, end, _source(written["source"], texts), tuple(written.get("alt", ())))


def _quotation(written: Mapping[str, Any], text: str, texts: Mapping[str, str]) -> Quotation:
    start, end = _span(written["words"], text)
    return Quotation(
        start,
        end,
        written["verdict"],
        written["kind"],
        tuple(_source(written[name], texts) for name in ("source", "also") if name in written),
        written.get("cited"),
        tuple(written.get("alt", ())),
        written.get("style", "curly"),
        written.get("attr", "none"),
        bool(written.get("cut")),
        bool(written.get("negation")),
    )


def _source(written: list[str], texts: Mapping[str, str]) -> Source:
    document, *says = written
    if document not in texts:
        raise BadInputError(f"there is no {document} in the record")
    return Source(document, *_span(says, texts[document]))


def _span(written: str | list[str], text: str) -> tuple[int, int]:
    first, *rest = [written] if isinstance(written, str) else written
    starts = list(re.finditer(_pattern(first), text))
    if len(starts) != 1:
        raise BadInputError(f"{first!r} stands {len(starts)} times in its text, not once")
    end = starts[0].end()
    for last in rest:
        found = re.compile(_pattern(last)).search(text, starts[0].start())
        if found is None:
            raise BadInputError(f"{last!r} does not stand behind {first!r}")
        end = found.end()
    return starts[0].start(), end


def _pattern(says: str) -> str:
    return r"\s+".join(re.escape(word) for word in says.split())


def _likeness(text: str, source: str) -> dict[str, Any]:
    """Count the words of a passage, those that are not its source's in order, and its longest run of the source's."""
    mine, theirs = words(fold(text).text), words(fold(source).text)
    same = LCSseq.similarity(mine, theirs)
    run = max((_run(mine, theirs, at) for at in range(len(mine))), default=0)
    edits = len(mine) - same
    return {"words": len(mine), "edits": edits, "rate": round(edits / len(mine), 2), "run": run}


def _run(mine: list[str], theirs: list[str], at: int) -> int:
    longest = 0
    for there in range(len(theirs)):
        count = 0
        while at + count < len(mine) and there + count < len(theirs) and mine[at + count] == theirs[there + count]:
            count += 1
        longest = max(longest, count)
    return longest
