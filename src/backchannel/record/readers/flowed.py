"""Plain text as mail carries it: lines broken at a margin or flowing (RFC 3676), quotations, a signature."""

import re
from dataclasses import dataclass

from backchannel.record.readers.blocks import Block
from backchannel.record.readers.findings import Findings

__all__ = ["blocks_of"]

_QUOTED = re.compile(r"(?:> ?)+")
_FLOWED_QUOTE = re.compile(r">*")
_ITEM = re.compile(r"(?:[0-9]{1,3}[.)]|\([0-9a-z]{1,3}\)|[-–—•*])[ \t]+\S")
_EARLIER = re.compile(r"-{2,}\s*(?:original message|forwarded message|weitergeleitete nachricht)\b.*", re.IGNORECASE)
SIGNATURE = ("-- ", "--")
"""The line above a signature (RFC 3676, section 4.3), and what is left of it where blanks at line ends were lost."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: how deep it is quoted, and its words."""

    depth: int
    text: str


def blocks_of(text: str, findings: Findings, *, flowed: bool = False, joins: bool = False) -> list[Block]:
    """Give the blocks of a text with lines ended by line feeds; `joins` is the parameter DelSp of flowing text."""
    lines = _flowing(text, joins=joins) if flowed else [_quoted(line) for line in text.split("\n")]
    if any(line.depth > 1 for line in lines):
        findings.left_out["The depth of quotations within quotations was left out"] = 1
    if any(_EARLIER.match(line.text) for line in lines if not line.depth):
        findings.inferred["An earlier mail stands below without marks of quotation; it was kept as text"] = 1
    start = next((at for at, line in enumerate(lines) if not line.depth and line.text in SIGNATURE), len(lines))
    end = next((at for at in range(start, len(lines)) if lines[at].depth or _EARLIER.match(lines[at].text)), len(lines))
    if end < len(lines):
        # What stands right above a quotation tells whose it is: "On Monday, Reet wrote:".
        while end > start + 1 and not lines[end - 1].text.strip():
            end -= 1
        while end > start + 1 and lines[end - 1].text.strip() and lines[end - 1].text not in SIGNATURE:
            end -= 1
    blocks = _paragraphs(lines[:start], findings, keeps_lines=flowed)
    signature = "\n".join(line.text.rstrip() for line in lines[start + 1 : end]).strip()
    if signature:
        blocks.append(Block(signature, "signature"))
    return blocks + _paragraphs(lines[end:], findings, keeps_lines=flowed)


def _paragraphs(lines: list[_Line], findings: Findings, *, keeps_lines: bool) -> list[Block]:
    blocks: list[Block] = []
    group: list[_Line] = []
    for line in (*lines, _Line(0, "")):
        if group and (not line.text.strip() or line.depth != group[0].depth):
            blocks += _group(group, findings, keeps_lines=keeps_lines)
            group = []
        if line.text.strip():
            group.append(line)
    return blocks


def _group(group: list[_Line], findings: Findings, *, keeps_lines: bool) -> list[Block]:
    texts = [line.text.strip(" \t") for line in group]
    role = "quotation" if group[0].depth else "paragraph"
    if len(texts) > 1 and all(_ITEM.match(text) for text in texts):
        return [Block(text, role if group[0].depth else "item") for text in texts]
    if keeps_lines:
        # In flowing text a line that ends is meant to end.
        return [Block("\n".join(texts), role)]
    if len(texts) > 1:
        findings.inferred["The lines of a paragraph were joined"] += 1
    return [Block(" ".join(texts), role)]


def _quoted(line: str) -> _Line:
    match = _QUOTED.match(line)
    return _Line(match[0].count(">"), line[match.end() :]) if match else _Line(0, line)


def _flowing(text: str, *, joins: bool) -> list[_Line]:
    lines: list[_Line] = []
    pieces: list[str] = []
    depth = 0
    for raw in text.split("\n"):
        quote = _FLOWED_QUOTE.match(raw)
        here = quote.end() if quote else 0
        words = raw[here:].removeprefix(" ")
        # Many programs leave a blank at the end of a paragraph, which would swallow the empty line after it.
        if pieces and (here != depth or words in SIGNATURE or not words.strip()):
            lines.append(_Line(depth, "".join(pieces)))
            pieces = []
        depth = here
        if words.endswith(" ") and words not in SIGNATURE:
            pieces.append(words[:-1] if joins else words)
        else:
            lines.append(_Line(depth, "".join((*pieces, words))))
            pieces = []
    return [*lines, _Line(depth, "".join(pieces))] if pieces else lines
