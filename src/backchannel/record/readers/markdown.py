"""Markdown (CommonMark 0.31): paragraphs, headings, list items and block quotations are passages with their role.

A file may begin with a head (`head`); without a heading there, a first heading of level 1 is the letter's. Emphasis
and code marks are dropped, a link's address is put in parentheses after its words, the number of a list item stays as
written before its text, and the report says what was changed. A backslash at the end of a line keeps the line break.
Images, tables and HTML are refused: a letter cannot hold them, and none is lost in silence.
"""

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from backchannel.errors import BadInputError
from backchannel.record.document import Document
from backchannel.record.readers.head import read_head
from backchannel.record.readers.letter import Piece, as_text, compose
from backchannel.record.readers.report import Report

__all__ = ["read"]

_NESTING = 16
# The parser drops in silence what is nested deeper than its own limit, which is therefore put well above ours.
_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
_TOO_DEEP = re.compile(r"(?:[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])){40}")


def read(data: bytes, *, allow_hidden: bool = False) -> tuple[Document, Report]:
    """Read a letter from the bytes of a Markdown file; refuse (BadInputError) in one sentence what is none."""
    head = read_head(as_text(data))
    walk = _Walk(wants_heading=not head.of("Heading"))
    if any(_TOO_DEEP.match(line) for line in head.body.split("\n")):
        raise BadInputError("The letter's quotations and lists are nested too deep; write it flatter.")
    environment: dict[str, dict[str, dict[str, str]]] = {}
    walk.take(_PARSER.parse(head.body, environment))
    unused = {one["href"] for one in environment.get("references", {}).values()} - walk.addresses
    if unused or environment.get("duplicate_refs"):
        walk.left_out["Addresses of links that no words refer to"] += max(1, len(unused))
    report = Report(
        tuple(f"{fact} ({_times(times)})." for fact, times in walk.inferred.items()),
        tuple(f"{thing} ({_times(times)})." for thing, times in walk.left_out.items()),
    )
    return compose(head, walk.pieces, walk.heading, report, allow_hidden)


class _Walk:
    """One pass over the parser's tokens."""

    def __init__(self, *, wants_heading: bool) -> None:
        self.pieces: list[Piece] = []
        self.heading: str | None = None
        self.inferred: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.addresses: set[str] = set()
        self._wants_heading = wants_heading
        self._containers: list[str] = []
        self._marker: str | None = None
        self._levels: set[str] = set()

    def take(self, tokens: Sequence[Token]) -> None:
        """Make pieces of the tokens of a file."""
        for index, token in enumerate(tokens):
            if token.level > _NESTING:
                raise BadInputError("The letter's quotations and lists are nested too deep; write it flatter.")
            match token.type:
                case "blockquote_open":
                    self._containers.append("quotation")
                case "list_item_open":
                    self._containers.append("item")
                    self._marker = f"{token.info}{token.markup} " if token.info else ""
                case "list_item_close":
                    self._containers.pop()
                    if self._marker is not None:
                        self.left_out["An item of a list without words was left out"] += 1
                    self._marker = None
                case "blockquote_close":
                    self._containers.pop()
                case "hr":
                    self.left_out["A rule across the page was left out"] += 1
                case "fence" | "code_block":
                    self.inferred["A block of code became a passage with its line breaks"] += 1
                    if token.info.strip():
                        self.left_out["The words after the mark of a block of code were left out"] += 1
                    self._add(token.content.removesuffix("\n"), "paragraph")
                case "html_block":
                    raise self._refusal("HTML")
                case "table_open":
                    raise self._refusal("A table")
                case "inline":
                    self._block(tokens[index - 1], token, first=index == 1)

    def _block(self, opened: Token, inline: Token, *, first: bool) -> None:
        text = self._words(inline.children or ())
        if opened.type == "heading_open":
            if first and opened.tag == "h1" and self._wants_heading and text.strip():
                self.heading = text
                return
            if self._levels and opened.tag not in self._levels:
                self.left_out["The levels of headings below another were left out"] = 1
            self._levels.add(opened.tag)
            self._add(text, "heading")
        else:
            self._add(text, "paragraph")

    def _add(self, text: str, role: str) -> None:
        if not text.strip():
            self.left_out["A heading or paragraph without words was left out"] += 1
            return
        if len(self._containers) > 1:
            self.inferred["A passage stood in a list or quotation within another, and the outer one was dropped"] += 1
        if self._containers and self._containers[-1] == "item":
            if self._marker is None:
                self.inferred["A further paragraph of a list item became a passage of its own"] += 1
            else:
                text = self._marker + text
                role = "item"
                self._marker = None
        elif self._containers:
            role = "quotation"
        self.pieces.append(Piece(text, role))

    def _words(self, tokens: Sequence[Token]) -> str:
        words: list[str] = []
        links: list[tuple[str, int]] = []
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    words.append(token.content)
                case "softbreak":
                    words.append(" ")
                case "hardbreak":
                    words.append("\n")
                case "code_inline":
                    words.append(token.content)
                    self.left_out["The marks of code were left out"] += 1
                case "em_open" | "strong_open":
                    self.left_out["The marks of emphasis were left out"] += 1
                case "link_open":
                    links.append((str(token.attrGet("href") or ""), len(words)))
                    if token.attrGet("title"):
                        self.left_out["The title of a link was left out"] += 1
                case "link_close":
                    address, start = links.pop()
                    self.addresses.add(address)
                    if address.removeprefix("mailto:") != "".join(words[start:]).removeprefix("mailto:"):
                        words.append(f" ({address})")
                        self.inferred["The address of a link was put after its words"] += 1
                case "image":
                    raise self._refusal("An image")
                case "html_inline":
                    raise self._refusal("HTML")
                case "em_close" | "strong_close":
                    pass
                case other:
                    raise AssertionError(f"the parser gave a token that is not of CommonMark: {other}")
        return "".join(words)

    def _refusal(self, thing: str) -> BadInputError:
        where = f"after passage {len(self.pieces)}" if self.pieces else "at the beginning"
        return BadInputError(f"{thing} stands {where} of the letter, which holds text alone; write it as text.")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
