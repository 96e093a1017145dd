"""The words of an HTML page as blocks: what a person sees of it, and a sentence for all that he does not.

The standard parser gives the tags as they come; no tree is built, no style sheet read, no address followed. Elements
that are hidden by an attribute or by their own style are left out; what a style sheet hides is not known here.
"""

import re
from html.parser import HTMLParser

from backchannel.errors import BadInputError
from backchannel.record.readers.blocks import Block
from backchannel.record.readers.findings import Findings, clipped, times
from backchannel.record.readers.numbering import FORMS

__all__ = ["blocks_of"]

DEPTH = 500
"""Elements within each other; an answer to an answer has some ten a round."""

ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "item",
    "dd": "item",
    "blockquote": "quotation",
}
"""The role of the words within an element."""
CLASSES = {"gmail_signature": "signature", "moz-signature": "signature"}
"""The role of the words within an element of a class that programs for mail write."""
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *("html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot"),
    *("thead", "tr", "ul"),
}
"""Elements that begin and end a block."""
DROPPED = {
    "script": "A script was left out",
    "style": "A style sheet was left out",
    "title": "The title of the HTML page was left out",
    **dict.fromkeys(("iframe", "object", "applet", "frameset"), "A page or program within the HTML was left out"),
    **dict.fromkeys(("svg", "math", "canvas", "audio", "video"), "A drawing, formula, sound or film was left out"),
    **dict.fromkeys(("select", "textarea", "button", "datalist"), "A field of a form was left out"),
    **dict.fromkeys(("template", "noscript", "noembed", "noframes", "rp"), "Words that no page shows were left out"),
}
"""Elements that are left out with all that is in them, and what is said of each."""
VOID = {
    *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta"),
    *("param", "source", "track", "wbr"),
}
"""Elements that have no end (HTML, section 13.1.2)."""
SAME = {"p", "li", "tr", "td", "th", "dt", "dd", "option"}
"""Elements that end when another of them begins."""
LISTS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""The form of a list's numbers by its attribute `type`."""

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|content-visibility\s*:\s*hidden"
    r"|(?:font-size|opacity|max-height)\s*:\s*0+(?:\.0+)?(?:[a-z]{1,4}|%)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
_LINKED = ("http", "https", "mailto", "tel", "ftp", "news")


def blocks_of(text: str, findings: Findings) -> list[Block]:
    """Give the blocks of an HTML text; what is inferred and left out is noted.

    Refuses (BadInputError) elements that are nested deeper than DEPTH.
    """
    parser = _Parser(findings)
    # The parser holds words back until a tag follows. It is never closed: it would search what is left of a broken
    # page from every one of its beginnings, in the square of its length.
    parser.feed(text + "<br>")
    if parser.rawdata.strip():
        findings.left_out[f"The HTML breaks off; {times(len(parser.rawdata), 'character')} after it were left out"] += 1
    parser.flush()
    if parser.hidden:
        findings.left_out[f"Hidden words, {times(parser.hidden, 'letter')} in all, were left out"] += 1
    return parser.blocks


class _Parser(HTMLParser):
    """One pass over a page."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.hidden = 0
        self._findings = findings
        # The open elements: name, whether what is in it is left out, the role that it gives.
        self._open: list[tuple[str, bool, str]] = []
        self._words: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._lists: list[tuple[str, int]] = []
        self._number = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._open and (self._open[-1][0] == tag in SAME or (tag in BLOCKS and self._open[-1][0] == "p")):
            self.handle_endtag(self._open[-1][0])
        dropped = bool(self._open) and self._open[-1][1]
        if tag in BLOCKS:
            self.flush()
        if not dropped:
            self._begin(tag, values)
        if tag in VOID:
            return
        if len(self._open) == DEPTH:
            raise BadInputError("The HTML is nested too deep; send or save the text as plain text.")
        if not dropped and tag in DROPPED:
            self._findings.left_out[DROPPED[tag]] += 1
            dropped = True
        role = ROLES.get(tag, "")
        for name in values.get("class", "").split():
            role = CLASSES.get(name, role)
        hides = "hidden" in values or _HIDING.search(values.get("style", "")) is not None
        self._open.append((tag, dropped or hides, role))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows no empty elements but its own: <p/> begins a paragraph.
        self.handle_starttag(tag, attrs)

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        match tag:
            case "br":
                self._words.append("\n")
            case "td" | "th":
                if "".join(self._words).strip():
                    self._words.append("\t")
            case "img" | "input" | "embed":
                remote = _SCHEME.match(values.get("src", ""))
                if remote and remote[1].casefold() in ("http", "https", "ftp"):
                    self._findings.left_out["A remote picture was left out, and not fetched"] += 1
                else:
                    self._findings.left_out["A picture or field was left out"] += 1
            case "a":
                self._links.append((values.get("href", "").strip(), len(self._words)))
            case "ol":
                start = values.get("start", "1")
                first = int(start) if re.fullmatch("[0-9]{1,4}", start) else 1
                self._lists.append((LISTS.get(values.get("type", "1"), "decimal"), first))
            case "ul":
                self._lists.append(("", 0))
            case "li":
                form, number = self._lists[-1] if self._lists else ("", 0)
                self._number = f"{FORMS[form](number)}. " if form else ""
                if self._lists:
                    self._lists[-1] = form, number + 1

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is None:
            return
        if any(name in BLOCKS for name, _, _ in self._open[at:]):
            self.flush()
        for name, dropped, _ in reversed(self._open[at:]):
            if name == "a" and not dropped and self._links:
                self._link(*self._links.pop())
            if name in ("ol", "ul") and not dropped and self._lists:
                self._lists.pop()
        del self._open[at:]

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            if self._open[-1][0] not in DROPPED:
                self.hidden += len("".join(data.split()))
            return
        inside_pre = any(name == "pre" for name, _, _ in self._open)
        self._words.append(data.replace("\r\n", "\n").replace("\r", "\n") if inside_pre else _SPACE.sub(" ", data))

    def flush(self) -> None:
        """End the block that is being read."""
        text = "".join(self._words)
        self._words.clear()
        self._links = [(address, 0) for address, _ in self._links]
        lines = [line.strip(" ") for line in re.sub(" {2,}", " ", text).split("\n")]
        text = "\n".join(lines).strip()
        if not text:
            return
        roles = [role for _, _, role in self._open if role]
        if len(roles) > 1:
            self._findings.inferred[
                "A passage stood in a list or quotation within another, and the outer one was dropped"
            ] += 1
        role = roles[-1] if roles else "paragraph"
        if role == "item":
            text, self._number = self._number + text, ""
        self.blocks.append(Block(text, role))

    def _link(self, address: str, start: int) -> None:
        shown = "".join(self._words[start:]).strip()
        scheme = _SCHEME.match(address)
        if not scheme or address.removeprefix("mailto:") == shown.removeprefix("mailto:"):
            return
        if scheme[1].casefold() in _LINKED:
            self._words.append(f" ({' '.join(address.split())})")
            self._findings.inferred["The address of a link was put after its words"] += 1
        else:
            self._findings.left_out[f"The address of a link of the kind {clipped(scheme[1])} was left out"] += 1
