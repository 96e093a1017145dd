"""Where a text quotes: what stands between quotation marks of any kind, and what is set apart as a block.

A mark opens or closes by the table below and, where one sign does both, by what stands beside it: an opening mark has
a word after it, a closing one has something before it. An apostrophe is a mark only where it can be one: after a space
and before a word, with a partner in its paragraph. A quotation ends in the block of lines in which it begins, unless
the next block begins with the same opening mark, as printers carry a quotation over paragraphs. What opens and never
closes, or closes and never opened, is given as a stray mark and harms no other quotation.

A quotation within a quotation is a part of the outer one and is given with its depth.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["LONGEST", "Marked", "Quotation", "quotations"]

LONGEST = 20_000
"""Characters of the longest quotation; a mark that closes later than that closes another."""

_DEPTH = 6
"""Quotations within each other."""

_CLOSERS = {
    "“": "”“\"",
    "„": "“”\"„",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’",
    "‛": "’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞〟",
    "”": "”",
    "’": "’",
    "\"": "\"”",
    "＂": "＂",
    "'": "'",
    "``": "''",
    ",,": "“”\"''",
}  # fmt: skip
"""What may close a quotation that is opened so."""

_BOTH = frozenset("»›“‘”’\"＂'")
"""Signs that open in one country or place and close in another."""
_SINGLE = frozenset("‘’'‚‛")
_MARK = re.compile(r"``|,,(?=[^\W\d_])|''(?!\w)|[“”„‟«»‹›‘’‚‛「」『』﹁﹂﹃﹄〝〞〟\"＂']")
_OPENS_AFTER = frozenset(" \t\n\r\u00a0\u202f\u2009\u3000([{<-‐‑‒–—―/…:;,.«»„“”‘‚\"'「『>*_=、。，：；（！？!?")
_CLOSES_BEFORE_LETTER = frozenset("」』﹂﹄〞〟»›")
_SHORTENED = re.compile(r"['’](?:\d{2}s?\b|(?:til|tis|twas|em|cause|round|bout)\b)", re.IGNORECASE)
_PAGE = r"\[?(?:page|p\.|seite|folio|стр\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?\]?|[-–—]+\s*\d+\s*[-–—]+|\[?\d{1,4}\]?|\f"
_BREAK = re.compile(rf"(?P<page>\n[ \t\n\f]*(?:{_PAGE})[ \t\f]*\n[ \t\n\f]*)|\n[ \t\u00a0]*\n\s*", re.IGNORECASE)
"""The end of a block of lines; the mark of a page between blank lines is none."""
_CARRIED = re.compile(r"[ \t>\u3000]*")
_LINES = re.compile(r"[^\n]*\n?")
_SET_APART = re.compile(r"(?P<quoted>[ ]{0,3}(?:>[ ]?)+)|(?P<indented>(?:[ ]{2,}|[ ]*\t[ \t]*|\u3000{2,})(?=\S))")
_BULLET = re.compile(r"[-–—•*+][ \t]")
_LISTED = re.compile(r"\(?[0-9a-zA-Z]{1,3}[.)][ \t]")
_INTRODUCED = re.compile(r"[:：,—–-][\s\"“”«»]*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: the characters [start, end) within its marks and [opens, closes) with them, and its opening mark.

    A block has the mark '' for lines that are indented and '>' for those that Markdown marks so. `depth` is how many
    quotations it stands in.
    """

    start: int
    end: int
    opens: int
    closes: int
    mark: str
    depth: int = 0

    @property
    def is_block(self) -> bool:
        """Whether it is set apart and not marked."""
        return self.mark in ("", ">")


@dataclass(frozen=True, slots=True)
class Marked:
    """The quotations of a text in its order, an outer one before those in it; where marks stand without a partner."""

    quotations: tuple[Quotation, ...]
    stray: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    at: int
    sign: str
    inner: list[Quotation]


def quotations(text: str, blocks: Sequence[tuple[int, int]] = ()) -> Marked:
    """Find the quotations of a text; `blocks` are spans that its format says are set apart."""
    found: list[Quotation] = []
    stray: list[int] = []
    apart = sorted([*_blocks(text), *(Quotation(*span, *span, "") for span in blocks)], key=lambda one: one.opens)
    at = 0
    for block in [*apart, None]:
        upto = block.opens if block else len(text)
        if upto > at:
            _marked(text, at, upto, found, stray)
        if block is not None and block.opens >= at:
            inner: list[Quotation] = []
            _marked(text, block.start, block.end, inner, [])
            found += _unwrapped(text, block, inner)
            at = block.closes
    return Marked(tuple(found), tuple(stray))


def _unwrapped(text: str, block: Quotation, inner: list[Quotation]) -> list[Quotation]:
    """Give a block with what it quotes; one that is in marks from end to end is that quotation."""
    whole = [one for one in inner if not one.depth]
    if (
        whole
        and not text[block.start : whole[0].opens].strip()
        and not text[whole[-1].closes : block.end].strip(" .,\n")
    ):
        return inner
    return [block, *(_deeper(one) for one in inner)]


def _deeper(one: Quotation) -> Quotation:
    return Quotation(one.start, one.end, one.opens, one.closes, one.mark, one.depth + 1)


def _blocks(text: str) -> Iterator[Quotation]:
    """Give the runs of lines that are set apart: marked so, or indented after words that introduce them."""
    before = ""
    run: list[tuple[int, int, str]] = []
    for match in _LINES.finditer(text):
        line = match.group()
        found = _SET_APART.match(line)
        kind = ">" if found and found["quoted"] else "" if found else None
        if run and run[0][2] == "" and line and not line.strip():
            # A block may have several paragraphs.
            continue
        if run and kind != run[0][2]:
            yield from _block(text, run, before)
            before, run = text[run[0][0] : run[-1][1]], []
        if not line:
            break
        if kind is None or found is None:
            before = line if line.strip() else before
        elif line[found.end() :].strip():
            run.append((match.start() + found.end(), match.end(), kind))


def _block(text: str, run: list[tuple[int, int, str]], before: str) -> Iterator[Quotation]:
    start, end, kind = run[0][0], run[-1][0] + len(text[run[-1][0] : run[-1][1]].rstrip()), run[0][2]
    listed = _BULLET.match(text, start) or (len(run) > 1 and all(_LISTED.match(text, at) for at, _, _ in run))
    introduced = bool(_INTRODUCED.search(before.rstrip()[-4:]))
    if (
        kind == ">"
        or (introduced and not listed)
        or (len(run) > 1 and before and not listed and _sets_apart(text, run))
    ):
        yield Quotation(start, end, start, end, kind)


def _sets_apart(text: str, run: list[tuple[int, int, str]]) -> bool:
    # Every line of a block is indented alike; of a paragraph whose first line alone is indented only one is.
    depths = {start - (text.rfind("\n", 0, start) + 1) for start, _, _ in run}
    return len(depths) == 1


def _marked(text: str, start: int, end: int, found: list[Quotation], stray: list[int]) -> None:
    breaks = [match for match in _BREAK.finditer(text, start, end) if not match["page"]]
    ends = [match.start() for match in breaks] + [end]
    carry = [match.end() for match in breaks]
    stack: list[_Open] = []
    top: list[Quotation] = []
    block = 0
    singles = _singles(text, start, end)
    for match in _MARK.finditer(text, start, end):
        at, sign = match.start(), match.group()
        while at > ends[block]:
            _leave(text, stack, carry[block], top, stray)
            block += 1
        while stack and at - stack[0].at > LONGEST:
            _forget_oldest(stack, top, stray)
        if sign in _SINGLE and at not in singles:
            continue
        if stack and sign == stack[-1].sign and _is_carried(text, at, carry, block):
            continue
        if _closes(text, at, sign, stack, start, end):
            one = stack.pop()
            _close(one, at, sign, stack, top)
        elif _opens(text, at, sign, end):
            stack.append(_Open(at, sign, []))
            if len(stack) > _DEPTH:
                _forget_oldest(stack, top, stray)
        elif sign not in _SINGLE and sign != "''":
            below = next((i for i in range(len(stack) - 1, max(-1, len(stack) - 4), -1)
                          if sign in _CLOSERS[stack[i].sign]), None)  # fmt: skip
            if below is None:
                stray.append(at)
                continue
            _drop(stack, below + 1, top, stray)
            one = stack.pop()
            _close(one, at, sign, stack, top)
    _drop(stack, 0, top, stray)
    found += sorted(top, key=lambda one: (one.opens, one.depth))
    stray.sort()


def _is_carried(text: str, at: int, carry: list[int], block: int) -> bool:
    """Whether a mark repeats, at the head of a block of lines, the one that was opened in the block before."""
    if block == 0 or not carry:
        return False
    return not text[carry[block - 1] : at].strip(" \t>\u3000")


def _leave(text: str, stack: list[_Open], following: int, top: list[Quotation], stray: list[int]) -> None:
    """At the end of a block: only what the next block carries on stays open."""
    match = _CARRIED.match(text, following)
    head = text[match.end() : match.end() + 2] if match else ""
    for depth, one in enumerate(stack):
        if not head.startswith(one.sign):
            _drop(stack, depth, top, stray)
            return


def _drop(stack: list[_Open], depth: int, top: list[Quotation], stray: list[int]) -> None:
    """Forget what was opened and never closed; what stands in it belongs to whatever is around it."""
    for one in stack[depth:]:
        stray.append(one.at)
    kept = [inner for one in stack[depth:] for inner in one.inner]
    del stack[depth:]
    (stack[-1].inner if stack else top).extend(kept)


def _forget_oldest(stack: list[_Open], top: list[Quotation], stray: list[int]) -> None:
    oldest = stack.pop(0)
    stray.append(oldest.at)
    top.extend(oldest.inner)


def _close(one: _Open, at: int, sign: str, stack: list[_Open], top: list[Quotation]) -> None:
    start = one.at + len(one.sign)
    inner = [_deeper(quotation) for quotation in one.inner]
    mine = [Quotation(start, at, one.at, at + len(sign), one.sign)] if start < at <= one.at + LONGEST else []
    (stack[-1].inner if stack else top).extend([*mine, *(inner if mine else one.inner)])


def _closes(text: str, at: int, sign: str, stack: list[_Open], start: int, end: int) -> bool:
    if not stack or sign not in _CLOSERS[stack[-1].sign] or at == stack[-1].at + len(stack[-1].sign):
        return False
    if sign not in _BOTH or sign in "”’":
        return True
    before, after = text[at - 1] if at > start else " ", text[at + 1] if at + 1 < end else " "
    if sign in "“‘" and stack[-1].sign in "„‚":
        return True
    # A sign that may open as well: with a space before it and a word after it, it does.
    return not ((before.isspace() or before in "([{") and not after.isspace() and after not in ".,;:!?)]}")


def _opens(text: str, at: int, sign: str, end: int) -> bool:
    if sign not in _CLOSERS:
        return False
    if sign not in _BOTH:
        return True
    after = text[at + 1] if at + 1 < end else " "
    if sign in '“"' and not after.isspace() and _may_open_after(text, at):
        # Here nothing is open that it could close.
        return True
    if after.isspace() or after in ".,;:!?)]}":
        return sign in "«‘" and after in " \u00a0\u202f" and _may_open_after(text, at)
    return _may_open_after(text, at) or sign in "“‘" or _is_unspaced(text[at - 1])


def _may_open_after(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _OPENS_AFTER


def _is_unspaced(character: str) -> bool:
    return character >= "\u3000"


def _singles(text: str, start: int, end: int) -> frozenset[int]:
    """Give the single marks that are marks: apostrophes are none.

    Of several that might close a quotation the first is taken that is no possessive ("the parties' wishes"), and if all
    might be one, the last.
    """
    marks: set[int] = set()
    open_at = -1
    possible: list[int] = []
    for at, is_break in _places(text, start, end):
        if is_break:
            if open_at >= 0 and possible:
                marks.update((open_at, possible[-1]))
            open_at, possible = -1, []
            continue
        sign = text[at]
        before, after = text[at - 1] if at > start else " ", text[at + 1] if at + 1 < end else " "
        opens = _opens_single(text, at, before, after, start)
        closes = sign not in "‚‛" and not before.isspace() and not after.isalnum()
        if sign == "‘" and open_at >= 0 and text[open_at] != "‚":
            closes = False
        if open_at < 0:
            if opens:
                open_at = at
        elif closes and sign in _CLOSERS[text[open_at]]:
            possible.append(at)
            if not _may_be_possessive(text, at):
                marks.update((open_at, at))
                open_at, possible = -1, []
        elif opens and possible:
            marks.update((open_at, possible[-1]))
            open_at, possible = at, []
        elif opens:
            open_at, possible = at, []
    if open_at >= 0 and possible:
        marks.update((open_at, possible[-1]))
    return frozenset(marks)


_APOSTROPHE_OR_BREAK = re.compile(r"[‘’'‚‛]|\n[ \t\u00a0]*\n")


def _places(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    for match in _APOSTROPHE_OR_BREAK.finditer(text, start, end):
        yield match.start(), match.group()[0] == "\n"


def _opens_single(text: str, at: int, before: str, after: str, start: int) -> bool:
    sign = text[at]
    if sign == "’" or after.isspace() or _SHORTENED.match(text, at):
        return False
    if sign == "'" and not (after.isalnum() or after in "[(…."):
        return False
    return at == start or before in _OPENS_AFTER or (sign in "‘‚" and _is_unspaced(before))


def _may_be_possessive(text: str, at: int) -> bool:
    if text[at - 1] not in "sSxzn":
        return False
    after = text[at + 1 : at + 3]
    return len(after) == 2 and after[0] in " \n" and after[1].islower()
