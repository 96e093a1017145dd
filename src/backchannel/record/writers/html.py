"""HTML for reading and printing: one page that stands alone, with no script and nothing from outside.

Every place has the address that the record gives it as the fragment of a link: `#3` is the third passage, `#n2` the
second note, `#h1` the first line of the head. The policy of the page (Content Security Policy Level 3) allows its own
style by its digest and nothing else. The banner of classification and captions stands on top and at the bottom of
the page, and on paper of every page. Hidden characters stand as ⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩.
"""

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from itertools import groupby

from backchannel.record.apparatus import Apparatus, Note
from backchannel.record.characters import shown
from backchannel.record.document import Document
from backchannel.record.markings import banner
from backchannel.record.passage import Passage
from backchannel.record.writers.nesting import Held, form, nested, passages_of
from backchannel.record.writers.opening import opening, title
from backchannel.record.writers.pieces import Piece, around, is_line, lost, mark_of, pieces

__all__ = ["write"]

_STYLE = """
html { background: #fff; color: #111; }
body { font: 1.05rem/1.55 Georgia, "Times New Roman", serif; max-width: 44rem; margin: 0 auto; padding: 1rem 4rem; }
.banner { font: .8rem/1.4 Helvetica, Arial, sans-serif; letter-spacing: .06em; text-align: center; color: #8a0f0f; }
.banner p { margin: .2rem 0; text-transform: uppercase; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; }
h1, h2 { font-size: 1.3rem; line-height: 1.3; margin: 1.5rem 0 .8rem; font-weight: bold; }
main h2 { font-size: 1.1rem; }
.dateline, .closing, .signature { text-align: right; }
p.heading { font-weight: bold; margin: .6rem 0 .2rem; }
.label, .participant, .subject, .line { margin: .25rem 0; }
.dateline { margin: .4rem 0 1rem; }
.passage { position: relative; margin: .8rem 0; }
.number { position: absolute; right: calc(100% + .9rem); font: .75rem/2.1 Helvetica, Arial, sans-serif; }
.number { white-space: nowrap; }
.number, .number a, .page { color: #777; text-decoration: none; }
.page { float: right; clear: right; margin-right: -4.4rem; width: 3.9rem; text-align: left; }
.page { font: .7rem/2.2 Helvetica, Arial, sans-serif; user-select: none; }
blockquote { margin: .8rem 0 .8rem 2rem; }
.quotation { margin-left: 2rem; }
.list { margin: .8rem 0 .8rem 1.5rem; }
.list .number, .quotation .number { right: calc(100% + 2.4rem); }
.list .passage { margin: .4rem 0; }
.attachment { border-top: 1px solid #999; margin-top: 2rem; padding-top: .5rem; }
table { border-collapse: collapse; margin: 1rem 0; }
td { border-top: 1px solid #ccc; padding: .25rem .8rem .25rem 0; vertical-align: top; height: 1.5em; }
td .passage { margin: 0; }
td:not(:first-child) .number { display: none; }
.gap { background: #e4e4e4; padding: 0 .25em; }
.withheld { border-left: .3em solid #555; }
.mark { font-size: .72em; line-height: 0; vertical-align: super; }
.mark a, .notes a { color: inherit; text-decoration: none; border-bottom: 1px dotted #777; }
.smallcaps { font-variant: small-caps; }
.notes { border-top: 1px solid #999; margin-top: 2.5rem; padding-top: .5rem; font-size: .85rem; line-height: 1.45; }
.notes p { margin: .3rem 0; }
.note { display: flex; gap: .8em; margin: .5rem 0; }
.note > .back { flex: none; min-width: 1.6em; text-align: right; }
.lost { font-style: italic; }
@media (max-width: 60rem) { .page { margin-right: 0; width: auto; padding-left: .6em; } body { padding: 1rem 3rem; } }
@page { margin: 16mm 18mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; line-height: 1.45; }
  .sheet { display: table; width: 100%; }
  .sheet > .top { display: table-header-group; break-inside: avoid; }
  .sheet > .bottom { display: table-footer-group; break-inside: avoid; }
  .sheet > main { display: table-row-group; }
  .body { padding: 0 15mm; }
  .banner p { margin: 0; padding: .6mm 0; }
  .banner.top { padding-bottom: 4mm; }
  .page { margin-right: -17mm; width: 15mm; padding: 0; white-space: nowrap; }
  h1, h2, .dateline { break-after: avoid; }
  .passage { orphans: 2; widows: 2; }
  tr, .note, .closing, .signature { break-inside: avoid; }
  a { color: inherit; }
}
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
_TAGS = {
    "italic": ("<i>", "</i>"),
    "strong": ("<b>", "</b>"),
    "underline": ("<u>", "</u>"),
    "smallcaps": ('<span class="smallcaps">', "</span>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
}


def write(document: Document) -> bytes:
    """Write a document as a page of HTML in UTF-8."""
    return "".join(_page(document)).encode("utf-8")


def _page(document: Document) -> Iterator[str]:
    language = escape(document.language or "und")
    yield f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n'
    yield f"<title>{_text(' '.join(title(document).split()))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    marked = banner(document)
    lines = "".join(f"<p>{_text(line)}</p>" for line in marked.split("\n")) if marked else ""
    yield '<div class="sheet">\n'
    yield f'<div class="banner top">{lines}</div>\n' if lines else ""
    yield '<main>\n<div class="body">\n'
    yield from _Body(document).all()
    yield "</div>\n</main>\n"
    yield f'<div class="banner bottom">{lines}</div>\n' if lines else ""
    yield "</div>\n</body>\n</html>\n"


class _Body:
    """A document on its way: the notes that were met, for their links back."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._apparatus = document.apparatus or Apparatus()
        self._names = {note.id: note.number for note in self._apparatus.notes if note.id}
        self._met: set[int] = set()

    def all(self) -> Iterator[str]:
        """Give the head, the passages, and the notes."""
        yield '<header class="head">\n'
        for note in self._apparatus.notes:
            if is_line(note):
                inner = "".join(f'<p class="words">{_text(one.text)}</p>\n' for one in note.passages)
                yield f'<div class="line" id="n{note.number}">{inner}</div>\n'
        yield from self._blocks(nested(opening(self._document), self._apparatus.frames), "h")
        yield "</header>\n"
        yield from self._blocks(nested(self._document.passages, self._apparatus.frames), "")
        notes = [note for note in self._apparatus.notes if not is_line(note)]
        if notes:
            without = lost(self._document)
            yield '<section class="notes" aria-label="Notes">\n'
            for note in notes:
                yield from self._note(note, without)
            yield "</section>\n"

    def _blocks(self, blocks: list[Held | Passage], part: str, kind: str = "") -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Passage):
                yield self._passage(block, part, kind)
            elif form(block.frame) == "table":
                yield from self._table(block, part)
            else:
                yield from self._frame(block, part)

    def _frame(self, held: Held, part: str) -> Iterator[str]:
        kind = form(held.frame)
        tag = {"list": "div", "quotation": "blockquote", "attachment": "section"}.get(kind, "div")
        yield f'<{tag} class="{kind}">\n' if kind in ("list", "attachment") else f"<{tag}>\n"
        yield from self._blocks(held.children, part, kind)
        yield f"</{tag}>\n"

    def _table(self, table: Held, part: str) -> Iterator[str]:
        yield "<table>\n"
        for row in table.children:
            yield "<tr>"
            for cell in row.children if isinstance(row, Held) else [row]:
                held = passages_of(cell) if isinstance(cell, Held) else [cell]
                spread = "".join(
                    f' {html}="{int(number)}"'
                    for html, tei in (("colspan", "cols"), ("rowspan", "rows"))
                    if (number := _said(cell, tei)).isdecimal() and 1 < int(number) < 1000
                )
                inner = "".join(self._passage(one, part) for one in held)
                yield f"<td{spread}>{inner}</td>"
            yield "</tr>\n"
        yield "</table>\n"

    def _passage(self, passage: Passage, part: str, kind: str = "") -> str:
        role = passage.role
        # What stands over a list, such as SUBJECT, is printed as a label.
        is_title = role == "heading" and kind != "list" and part != "n"
        tag = ("h1" if part == "h" else "h2") if is_title else "p"
        before, after = around(passage)
        inner = "".join(self._piece(piece) for piece in before)
        for gap, group in groupby(pieces(passage), key=lambda piece: piece.gap):
            words = "".join(self._piece(piece) for piece in group)
            inner += f'<span class="gap {gap}">{words}</span>' if gap else words
        inner += "".join(self._piece(piece) for piece in after)
        shape = "" if is_title or role in ("paragraph", "cell") else f" {role}"
        place = f"{part}{passage.number}"
        number = f'<span class="number"><a href="#{place}">{passage.number}</a></span>' if not part else ""
        if part == "n":
            return f'<p class="words{shape}" dir="auto">{inner}</p>\n'
        return f'<{tag} id="{place}" class="passage words{shape}" dir="auto">{number}{inner}</{tag}>\n'

    def _piece(self, piece: Piece) -> str:
        if piece.page:
            return _page_mark(piece.page)
        if piece.note:
            return self._mark(piece.note)
        words = _text(piece.text)
        for look in sorted(piece.look):
            opened, closed = _TAGS[look]
            words = f"{opened}{words}{closed}"
        number = self._names.get(piece.target.removeprefix("#")) if piece.target.startswith("#") else None
        if number is not None:
            words = f'<a href="#n{number}">{words}</a>'
        return words

    def _mark(self, number: int) -> str:
        note = self._apparatus.note(number)
        if note is None or is_line(note):
            return ""
        place = "" if number in self._met else f' id="m{number}"'
        self._met.add(number)
        return f'<sup class="mark"{place}><a href="#n{number}" role="doc-noteref">{_text(mark_of(note))}</a></sup>'

    def _note(self, note: Note, without: frozenset[int]) -> Iterator[str]:
        yield f'<div class="note" id="n{note.number}" role="doc-footnote">'
        mark = _text(mark_of(note))
        back = f'<a href="#m{note.number}">{mark}</a>' if note.number in self._met else mark
        yield f'<span class="back">{back}</span><div>'
        if note.number in without:
            yield '<p class="lost">The mark of this note is lost.</p>'
        yield from self._blocks(nested(note.passages, self._apparatus.frames), "n")
        yield "</div></div>\n"


def _said(cell: Held | Passage, name: str) -> str:
    """Give an attribute that the source gives to a cell."""
    if isinstance(cell, Held):
        return cell.frame.value(name) or ""
    return next((span.value(name) or "" for span in cell.spans if span.name == "block"), "")


def _page_mark(page: str) -> str:
    return f'<span class="page">[Page {_text(page)}]</span>' if page else ""


def _text(text: str) -> str:
    return escape(shown(text))
